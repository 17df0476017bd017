//! Who asks: anybody, or somebody with the node's access token.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use super::answer::Refused;
use super::backend::Backend;
use crate::catalogue::Audience;
use crate::refusal::Refusal;

/// Whoever sent the request, and so what they may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Caller(pub(super) Audience);

/// Proof that the request carried the node's access token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Admin;

impl FromRequestParts<Arc<dyn Backend>> for Caller {
    type Rejection = Refused;

    /// A request without token is anybody's; one with a wrong token is refused, because whoever
    /// sent it expects to see more than anybody.
    async fn from_request_parts(parts: &mut Parts, node: &Arc<dyn Backend>) -> Result<Self, Refused> {
        let Some(value) = parts.headers.get(header::AUTHORIZATION) else {
            return Ok(Self(Audience::Public));
        };
        let token = value
            .to_str()
            .ok()
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        match token {
            Some(token) if node.token_is(token) => Ok(Self(Audience::Federation)),
            _ => Err(Refused(Refusal::new("unauthorized", 401))),
        }
    }
}

impl FromRequestParts<Arc<dyn Backend>> for Admin {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<dyn Backend>) -> Result<Self, Refused> {
        match Caller::from_request_parts(parts, node).await? {
            Caller(Audience::Federation) => Ok(Self),
            Caller(Audience::Public) => Err(Refused(Refusal::new("unauthorized", 401))),
        }
    }
}
