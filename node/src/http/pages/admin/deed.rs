//! The page before something is done with a record that is no form of it: what is done, and a button.

use askama::Template;
use axum::response::Response;

use super::super::Frame;
use super::super::words::Words;
use super::complaint::Complaint;
use super::form::{Editable, LIST};
use super::visit::Visit;
use super::{Desk, with_form};
use crate::http::answer::Refused;
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
    wrong: Option<Complaint>,
    /// The field that is at fault, if one is.
    fault: &'static str,
    back: String,
}

/// What came of the first try.
#[derive(Default)]
pub(super) struct Tried {
    /// Why nothing did.
    pub(super) wrong: Option<Complaint>,
    /// What was typed as the date.
    pub(super) date: String,
}

/// The name of the box of [`Deed::tick`].
pub(super) const TICK: &str = "understood";

/// The name of the field of [`Deed::date`].
pub(super) const DATE: &str = "date";

impl Deed {
    /// The page about a record.
    pub(super) fn page(&'static self, held: &Editable, tried: Tried, visit: &Visit) -> Result<Response, Refused> {
        let language = visit.reader.language;
        let status = tried.wrong.as_ref().map(|wrong| wrong.status);
        let frame = visit.frame(say(language, self.name, &[]));
        let page = DeedPage {
            desk: visit.desk(&frame),
            title: held.title(language),
            deed: self,
            date: tried.date,
            fault: tried.wrong.as_ref().map_or("", |wrong| wrong.field),
            wrong: tried.wrong,
            back: format!("{LIST}{}", frame.keep),
            frame,
        };
        Ok(with_form(&page, status, language)?)
    }
}
