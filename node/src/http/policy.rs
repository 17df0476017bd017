//! What browsers may do with our pages, and which of them a page of another site may have within it.

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Load our style sheets and pictures and send our forms; stand in no page of another site.
const OWN: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'",
);

/// The same for pages that are made to stand in others: they have no forms, and nothing on them hangs on who reads.
const FRAMED: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; \
     base-uri 'none'; frame-ancestors *",
);

/// The pages that are made to stand in others.
const FRAMED_PATHS: [&str; 2] = ["/embed", "/embed/map"];

/// Whether a page of another site may have the page at `path` within it.
pub(super) fn may_be_framed(path: &str) -> bool {
    FRAMED_PATHS.contains(&path)
}

/// Says so with every answer.
pub(super) async fn stated(request: Request, next: Next) -> Response {
    let policy = match may_be_framed(request.uri().path()) {
        true => FRAMED,
        false => OWN,
    };
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
