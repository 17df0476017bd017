//! The page on the network of expertise for visitors: its records name people and are for members, so it shows none of them.

use askama::Template;
use axum::http::Uri;
use axum::response::Response;

use super::{Frame, page};
use crate::http::answer::Refused;
use crate::http::query;
use crate::http::reader::Reader;
use crate::text::say;

#[derive(Template)]
#[template(path = "expertise.html")]
struct Expertise {
    frame: Frame,
}

/// Answers `GET /expertise`.
pub(super) async fn show(reader: Reader, uri: Uri) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "site-expertise", &[]));
    Ok(page(&Expertise { frame }, language)?)
}
