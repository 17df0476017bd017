//! Somebody has looked at a record: it is still right, until the next time.

use axum::response::Response;

use super::Sent;
use super::complaint::Complaint;
use super::deed::{DATE, Deed, Tried};
use super::form::{self, Posted};
use super::visit::Held;
use crate::http::answer::Refused;

static REVIEW: Deed = Deed {
    name: "forms-review",
    about: &["forms-review-about"],
    tick: None,
    date: Some("forms-review-next"),
    is_grave: false,
};

/// Answers `GET /admin/records/{id}/review`.
pub(super) async fn open(Held { visit, record: held }: Held) -> Result<Response, Refused> {
    REVIEW.page(&held, Tried::default(), &visit)
}

/// Answers `POST /admin/records/{id}/review`.
pub(super) async fn done(Held { visit, record: held }: Held, Sent(posted): Sent<Posted>) -> Result<Response, Refused> {
    let date = posted.one(DATE).trim();
    let next = Some(date.to_owned()).filter(|date| !date.is_empty());
    match visit.node.review(&held.id, next).await {
        Ok(_) => Ok(form::done(&visit, &held, "forms-reviewed")),
        Err(refusal) => {
            let field = if refusal.code == "bad_review_date" { DATE } else { "" };
            let tried = Tried {
                wrong: Some(Complaint::of(&refusal, visit.reader.language).at(field)),
                date: date.to_owned(),
            };
            REVIEW.page(&held, tried, &visit)
        }
    }
}
