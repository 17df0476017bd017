//! Somebody has looked at a record: it is still right, until the next time.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::Sent;
use super::complaint::Complaint;
use super::deed::{DATE, Deed, Tried};
use super::form::{Editable, Posted, to_list};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query::{self, Id};
use crate::http::reader::Reader;
use crate::http::session::Staff;
use crate::text::say;

static REVIEW: Deed = Deed {
    name: "forms-review",
    about: &["forms-review-about"],
    tick: None,
    date: Some("forms-review-next"),
    is_grave: false,
};

/// Answers `GET /admin/records/{id}/review`.
pub(super) async fn open(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    Id(id): Id,
    uri: Uri,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let held = Editable::of(node.as_ref(), &id).await?;
    REVIEW.page(&held, Tried::default(), &staff, reader, &uri)
}

/// Answers `POST /admin/records/{id}/review`.
pub(super) async fn done(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    Id(id): Id,
    uri: Uri,
    Sent(posted): Sent<Posted>,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let held = Editable::of(node.as_ref(), &id).await?;
    let date = posted.one(DATE).trim();
    let next = Some(date.to_owned()).filter(|date| !date.is_empty());
    match node.review(&id, next).await {
        Ok(_) => {
            let title = held.title(reader.language).text;
            let told = say(reader.language, "forms-reviewed", &[("title", title)]);
            Ok(to_list(&staff, reader, told))
        }
        Err(refusal) => {
            let field = if refusal.code == "bad_review_date" { DATE } else { "" };
            let tried = Tried {
                wrong: Some(Complaint::of(&refusal, reader.language).at(field)),
                date: date.to_owned(),
            };
            REVIEW.page(&held, tried, &staff, reader, &uri)
        }
    }
}
