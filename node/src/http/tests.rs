//! The web site and interface before a node that is made up.

mod connections;
mod federation;
mod forms;
mod made_up;
mod programs;
mod readers;
mod site;
mod staff;
mod upkeep;
mod work;

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use serde_json::Value;
use tower::ServiceExt;

pub(super) use made_up::MadeUp;
use made_up::TOKEN;

/// An answer with its whole body.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|cause| panic!("{cause}: {}", self.body))
    }

    fn header(&self, name: header::HeaderName) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().expect("text"))
            .unwrap_or_default()
    }
}

/// The request that `GET`s an address.
fn get(address: &str) -> axum::http::request::Builder {
    Request::get(address)
}

/// Sends a request to the routes, without a network between.
async fn send(request: Request<Body>) -> Answer {
    let response = super::routes(Arc::new(MadeUp))
        .oneshot(request)
        .await
        .expect("routes never fail");
    answered(response).await
}

/// An answer with all that is in it.
async fn answered(response: Response) -> Answer {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.expect("a body");
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(bytes.to_vec()).expect("text"),
    }
}

/// What anybody sees under an address.
async fn read(address: &str) -> Answer {
    send(get(address).body(Body::empty()).expect("a request")).await
}
