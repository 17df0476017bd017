//! The page before something is done with a record that is no form of it: what is done, and a button.

use askama::Template;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::super::Frame;
use super::super::words::Words;
use super::form::{Editable, LIST, in_words};
use super::{Desk, desk};
use crate::http::answer::Refused;
use crate::http::reader::Reader;
use crate::http::session::Staff;
use crate::refusal::Refusal;
use crate::text::say;

/// What is to be done, in keys of sentences.
pub(super) struct Deed {
    /// What it is called: the heading, and the button.
    pub(super) name: &'static str,
    /// What it means, one sentence a paragraph.
    pub(super) about: &'static [&'static str],
    /// What whoever does it must have understood.
    pub(super) tick: Option<&'static str>,
    /// A date that goes with it.
    pub(super) date: Option<&'static str>,
    /// Whether nobody can take it back.
    pub(super) is_grave: bool,
}

#[derive(Template)]
#[template(path = "admin/deed.html")]
struct DeedPage {
    frame: Frame,
    desk: Desk,
    title: Words,
    deed: &'static Deed,
    /// What was typed as the date.
    date: String,
    refusal: Option<(String, String)>,
    /// Whether the box is not ticked that must be.
    is_unticked: bool,
    back: String,
}

/// What came of the first try.
#[derive(Default)]
pub(super) struct Tried {
    pub(super) refusal: Option<Refusal>,
    pub(super) is_unticked: bool,
    pub(super) date: String,
}

impl Deed {
    /// The page about a record.
    pub(super) fn page(
        &'static self,
        held: &Editable,
        tried: Tried,
        staff: &Staff,
        reader: Reader,
        uri: &Uri,
    ) -> Result<Response, Refused> {
        let language = reader.language;
        let status = match &tried.refusal {
            Some(refusal) => StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY),
            None if tried.is_unticked => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        };
        let frame = Frame::new(reader, uri, say(language, self.name, &[]));
        let page = DeedPage {
            desk: Desk::new(staff, &frame, uri),
            title: held.title(language),
            deed: self,
            date: tried.date,
            refusal: tried.refusal.map(|refusal| in_words(&refusal, language)),
            is_unticked: tried.is_unticked,
            back: format!("{LIST}{}", frame.keep),
            frame,
        };
        Ok((status, desk(&page, language)?).into_response())
    }
}
