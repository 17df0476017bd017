//! Somebody of the staff at a page, and at one about a record of this platform.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::{Frame, keep};
use super::Desk;
use super::form::Editable;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query::{self, Id};
use crate::http::reader::Reader;
use crate::http::session::Staff;

/// Who is at which page, in which language, and the node that answers. Whoever has no session does not get so far.
pub(super) struct Visit {
    /// Who.
    pub(super) staff: Staff,
    /// The node.
    pub(super) node: Arc<dyn Backend>,
    /// In which language.
    pub(super) reader: Reader,
    /// The page's address.
    pub(super) uri: Uri,
}

impl Visit {
    /// What the page has around its content; `title` stands in the browser's title bar.
    pub(super) fn frame(&self, title: String) -> Frame {
        Frame::new(self.reader, &self.uri, title)
    }

    /// What it has beside that.
    pub(super) fn desk(&self, frame: &Frame) -> Desk {
        Desk::new(&self.staff, frame, &self.uri)
    }

    /// Back to the page itself, when what its form asked for is done.
    pub(super) fn back(&self) -> Response {
        let page = self.uri.path_and_query().map_or(self.uri.path(), |page| page.as_str());
        Redirect::to(page).into_response()
    }

    /// On to another page, in the language that the address says.
    pub(super) fn on_to(&self, path: &str) -> Response {
        Redirect::to(&format!("{path}{}", keep(self.reader))).into_response()
    }
}

impl FromRequestParts<Arc<dyn Backend>> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<dyn Backend>) -> Result<Self, Response> {
        Ok(Self {
            staff: Staff::from_request_parts(parts, node).await?,
            node: Arc::clone(node),
            reader: Reader::of(&parts.uri, &parts.headers),
            uri: parts.uri.clone(),
        })
    }
}

/// A visit to a page about the record of this platform that the address names.
pub(super) struct Held {
    /// The visit.
    pub(super) visit: Visit,
    /// The record.
    pub(super) record: Editable,
}

impl FromRequestParts<Arc<dyn Backend>> for Held {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<dyn Backend>) -> Result<Self, Response> {
        let visit = Visit::from_request_parts(parts, node).await?;
        let record = async {
            let Id(id) = Id::from_request_parts(parts, node).await?;
            query::parameters(&visit.uri, &["lang"])?;
            Ok(Editable::of(node.as_ref(), &id).await?)
        };
        let record: Result<Editable, Refused> = record.await;
        let record = record.map_err(IntoResponse::into_response)?;
        Ok(Self { visit, record })
    }
}
