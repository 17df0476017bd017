//! From which site a request comes: pages for staff answer only under the site's own names, and take only their own forms.
//!
//! A name that somebody else points to this machine (DNS rebinding) would let a foreign page read ours; a form on a foreign
//! page would be sent with our cookie. An IP address or `localhost` is nobody else's name.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Method, header};

use super::answer::Refused;
use super::backend::Backend;
use crate::refusal::Refusal;

/// Proof that the request is for this site under its own name and, if it changes something, that a page of this site sent it.
#[derive(Clone, Copy, Debug)]
pub(super) struct SameSite {
    /// Whether the browser reached the site over HTTPS; known only of requests that change something.
    pub(super) is_https: bool,
}

impl FromRequestParts<Arc<dyn Backend>> for SameSite {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<dyn Backend>) -> Result<Self, Refused> {
        let host = text(&parts.headers, header::HOST);
        let authority = host
            .parse::<Authority>()
            .ok()
            .filter(|authority| is_own(authority, node.as_ref()));
        let Some(authority) = authority else {
            let shown: String = host.chars().take(100).collect();
            return Err(Refused(Refusal::new("wrong_host", 421).with("host", shown)));
        };
        if matches!(parts.method, Method::GET | Method::HEAD) {
            return Ok(Self { is_https: false });
        }
        let origin = text(&parts.headers, header::ORIGIN);
        match origin.split_once("://") {
            Some((scheme @ ("http" | "https"), site)) if authority.as_str().eq_ignore_ascii_case(site) => Ok(Self {
                is_https: scheme == "https",
            }),
            _ => Err(Refused(Refusal::new("wrong_origin", 403))),
        }
    }
}

/// Whether the request is for the site under a name that others know it by.
pub(super) fn is_named(headers: &HeaderMap, node: &dyn Backend) -> bool {
    let host = text(headers, header::HOST).parse::<Authority>();
    host.is_ok_and(|authority| node.is_called(authority.host()))
}

/// The address under which the reader reaches this site, such as `https://ayni.example.org`: absent if it is under a name that anybody
/// could point to it. Under a name of its own a site is reached by HTTPS; an address of a machine is for those who try it.
pub(super) fn site(headers: &HeaderMap, node: &dyn Backend) -> Option<String> {
    let authority = text(headers, header::HOST).parse::<Authority>().ok()?;
    let scheme = match node.is_called(authority.host()) {
        true => "https",
        false => "http",
    };
    is_own(&authority, node).then(|| format!("{scheme}://{authority}"))
}

fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}

/// Whether nobody but this site can be called so.
fn is_own(authority: &Authority, node: &dyn Backend) -> bool {
    let name = authority.host();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    address.parse::<IpAddr>().is_ok() || name.eq_ignore_ascii_case("localhost") || node.is_called(name)
}
