//! JSON Schema of each kind under `/api/v1/schemas`: the same for everybody until the program is another one.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ayni_protocol::record::{Kind, schema};
use serde_json::{Value, json};

use super::answer::Refused;
use super::backend::Backend;
use super::query::Id;
use crate::refusal::Refusal;

/// Media type of JSON Schema (draft 2020-12, core §14.1).
const MEDIA_TYPE: &str = "application/schema+json";

/// The schemas.
pub(super) fn routes() -> Router<Arc<dyn Backend>> {
    Router::new()
        .route("/api/v1/schemas", get(list))
        .route("/api/v1/schemas/{kind}", get(show))
}

fn answer(value: &Value, media_type: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-cache")];
    (headers, value.to_string()).into_response()
}

/// Every kind with the address of its schema.
async fn list() -> Response {
    let schemas: Vec<Value> = Kind::ALL
        .iter()
        .map(|kind| json!({ "kind": kind, "schema": format!("/api/v1/schemas/{kind}") }))
        .collect();
    answer(&json!(schemas), "application/json")
}

async fn show(Id(kind): Id) -> Result<Response, Refused> {
    match Kind::parse(&kind) {
        Some(kind) => Ok(answer(&schema::of(kind), MEDIA_TYPE)),
        None => Err(Refusal::new("not_found", 404).with("id", kind).into()),
    }
}
