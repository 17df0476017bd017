//! Validators (RFC 9110 §8.8): whoever has an answer already gets none again, as long as nothing has changed.

use std::hash::{DefaultHasher, Hash as _, Hasher};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use httpdate::fmt_http_date;

use super::backend::{Backend, StateOfRecords};
use super::reader::Reader;
use crate::clock;

/// How long an answer holds at most, in milliseconds: what expires does so without anything being published.
const HOLDS_MS: i64 = 60 * 60 * 1000;

/// Addresses whose answers hang on nothing but the records, the charter and the reader's language.
const STEADY: [&str; 13] = [
    "/records",
    "/map",
    "/practices",
    "/partnerships",
    "/opportunities",
    "/events",
    "/policies",
    "/library",
    "/embed",
    "/api/v1/records",
    "/api/v1/search",
    "/api/v1/entries",
    "/api/v1/schemas",
];

/// Whether everybody gets the same under this address, until something is published.
fn is_steady(request: &Request) -> bool {
    let path = request.uri().path();
    let is_below = |root: &str| {
        path.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
    };
    matches!(*request.method(), Method::GET | Method::HEAD)
        && !request.headers().contains_key(header::AUTHORIZATION)
        && STEADY.into_iter().any(is_below)
}

/// Answers with 304 where the reader has the answer, and lets pages of other sites read what everybody may.
pub(super) async fn unless_known(State(node): State<Arc<dyn Backend>>, request: Request, next: Next) -> Response {
    let is_open = request.uri().path().starts_with("/api/") && !request.headers().contains_key(header::AUTHORIZATION);
    let mut response = match is_steady(&request) {
        true => steady(node.state(), request, next).await,
        false => next.run(request).await,
    };
    if is_open {
        open(response.headers_mut());
    }
    response
}

/// The answer as of a state, or that the reader has it.
async fn steady(state: StateOfRecords, request: Request, next: Next) -> Response {
    let tag = tag(&request, state.number);
    let known = request.headers().get(header::IF_NONE_MATCH);
    let is_known = known
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let mut response = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => next.run(request).await,
    };
    if !is_known && response.status() != StatusCode::OK {
        return response;
    }
    let headers = response.headers_mut();
    let changed = UNIX_EPOCH + Duration::from_millis(state.changed_ms);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    for (name, value) in [(header::ETAG, tag), (header::LAST_MODIFIED, fmt_http_date(changed))] {
        headers.extend(HeaderValue::from_str(&value).map(|value| (name, value)));
    }
    let varies = HeaderValue::from_static("accept-language, authorization, cookie");
    headers.entry(header::VARY).or_insert(varies);
    response
}

/// A weak tag: the same record may be told in other bytes, such as compressed ones.
fn tag(request: &Request, state: u64) -> String {
    let mut hasher = DefaultHasher::new();
    state.hash(&mut hasher);
    (clock::unix_ms() / HOLDS_MS).hash(&mut hasher);
    Reader::of(request.uri(), request.headers())
        .language
        .as_str()
        .hash(&mut hasher);
    request.uri().hash(&mut hasher);
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}

/// Any page may read it: it is the same for everybody.
fn open(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("etag, last-modified, content-language, retry-after"),
    );
}
