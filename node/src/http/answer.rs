//! How a refusal becomes an answer: problem+json for programs, a page for people, in their language.

use std::time::Duration;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::pages;
use super::reader::Reader;
use crate::refusal::Refusal;
use crate::text::{Language, say};
use ayni_protocol::record::Problem;

/// Longest work on a request.
const REQUEST_WAIT_MAX: Duration = Duration::from_secs(30);

/// Longest work on a request that reads or writes a lot: 16 MiB at 512 kbit/s are 262 s, and a
/// check of a million entries takes about as long.
const LONG_REQUEST_WAIT_MAX: Duration = Duration::from_secs(10 * 60);

/// Those requests.
const LONG_REQUESTS: [&str; 3] = ["/api/v1/verify", "/api/v1/records", "/api/v1/index/rebuild"];

/// Pages under which staff publish files: as long.
const IMPORTS: &str = "/admin/import";

/// A refusal on its way to the reader. [`in_words`] writes the body, because only there the
/// reader's language is known.
#[derive(Debug)]
pub(super) struct Refused(pub(super) Refusal);

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

/// The answer for every address that doesn't exist.
pub(super) async fn nothing_here(uri: Uri) -> Refused {
    Refused(Refusal::new("not_found", 404).with("id", uri.path()))
}

/// Gives up work that takes too long.
pub(super) async fn in_time(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_import = path == IMPORTS || path.starts_with(&format!("{IMPORTS}/"));
    let long = request.method() == Method::POST && (LONG_REQUESTS.contains(&path) || is_import);
    let wait = if long { LONG_REQUEST_WAIT_MAX } else { REQUEST_WAIT_MAX };
    match tokio::time::timeout(wait, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refused(Refusal::new("timeout", 503)).into_response(),
    }
}

/// Writes the body of every refusal.
pub(super) async fn in_words(request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let method = request.method().clone();
    let reader = Reader::of(&uri, request.headers());
    let mut response = next.run(request).await;
    let refusal = response.extensions_mut().remove::<Refusal>().or_else(|| {
        // axum knows by itself that a path doesn't take a method.
        (response.status() == StatusCode::METHOD_NOT_ALLOWED)
            .then(|| Refusal::new("method_not_allowed", 405).with("method", &method))
    });
    let Some(refusal) = refusal else {
        return response;
    };
    let allow = response.headers_mut().remove(header::ALLOW);
    let mut response = if uri.path().starts_with("/api/") {
        problem(&refusal, reader.language)
    } else {
        (status(&refusal), pages::refused(&refusal, reader, &uri)).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(allow) = allow {
        headers.insert(header::ALLOW, allow);
    }
    if refusal.status == 401 {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn status(refusal: &Refusal) -> StatusCode {
    StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The refusal as RFC 9457 wants it. There is no page that explains a code, so `type` stays
/// `about:blank`, and `title` is then the phrase of the status.
fn problem(refusal: &Refusal, language: Language) -> Response {
    let status = status(refusal);
    let mut body = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "code": refusal.code,
        "detail": refusal.message(language),
        "hint": refusal.hint(language),
    });
    if !refusal.problems.is_empty() {
        let problems = refusal.problems.iter().map(|(index, problem)| {
            let mut value = problem_json(problem, language);
            value["index"] = json!(index);
            value
        });
        body["problems"] = problems.collect();
    }
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.as_str()));
    response
}

/// A broken rule for programs (`rule`, `field`, `value`, `limit`, `suggestion`) and for people (`message`).
pub(super) fn problem_json(problem: &Problem, language: Language) -> Value {
    let mut value = json!({
        "rule": problem.rule.code(),
        "field": problem.field,
        "value": problem.value,
        "message": problem_words(problem, &problem.field, language),
    });
    if let Some(limit) = problem.limit {
        value["limit"] = json!(limit);
    }
    if let Some(suggestion) = &problem.suggestion {
        value["suggestion"] = json!(suggestion);
    }
    value
}

/// What a broken rule says to people who call its field `field`.
pub(super) fn problem_words(problem: &Problem, field: &str, language: Language) -> String {
    let mut args = vec![("field", field.to_owned()), ("value", problem.value.clone())];
    if let Some(limit) = problem.limit {
        args.push(("limit", limit.to_string()));
    }
    let key = format!("rule-{}", problem.rule.code().replace('_', "-"));
    say(language, &key, &args)
}
