//! The first page for staff: how the node is, in plain words.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;

use super::super::Frame;
use super::super::home::read;
use super::super::names::grouped;
use super::{Desk, desk};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::http::session::Staff;
use crate::text::say;

#[derive(Template)]
#[template(path = "admin/overview.html")]
struct Overview {
    frame: Frame,
    desk: Desk,
    name: String,
    records: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    name: String,
    records: u64,
}

/// Answers `GET /admin`.
pub(super) async fn show(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    uri: Uri,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let status: Status = read(node.status().await?)?;
    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "admin-overview", &[]));
    let overview = Overview {
        desk: Desk::new(&staff, &frame, &uri),
        name: status.name,
        records: grouped(status.records, language),
        frame,
    };
    Ok(desk(&overview, language)?)
}
