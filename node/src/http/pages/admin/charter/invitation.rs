//! Inviting a platform: a ticket to copy, which stands in no address.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;

use super::super::super::Frame;
use super::super::super::filters::Select;
use super::super::complaint::Complaint;
use super::super::visit::Visit;
use super::super::{Desk, Sent, with_form};
use super::proposing::roles;
use crate::http::answer::Refused;
use crate::http::query;
use crate::node::INVITATION_S_MAX;
use crate::refusal::Refusal;
use crate::text::say;

/// How many days a ticket holds unless somebody says otherwise.
const DAYS: u64 = 7;

/// Seconds of a day.
const DAY_S: u64 = 24 * 3600;

/// Most days.
const DAYS_MAX: u64 = INVITATION_S_MAX / DAY_S;

#[derive(Template)]
#[template(path = "admin/invitation.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    wrong: Option<Complaint>,
    /// The field that is at fault, if one is.
    fault: &'static str,
    role: Select,
    days: String,
    days_max: u64,
    ticket: Option<String>,
}

/// Answers `GET /admin/charter/invite`.
pub(in super::super) async fn show(visit: Visit) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let wanted = Wanted {
        role: String::new(),
        days: DAYS.to_string(),
    };
    page(&visit, &wanted, None, None)
}

/// Whom somebody invites, and for how long.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Wanted {
    role: String,
    days: String,
}

/// Answers `POST /admin/charter/invite` with the ticket itself: in an address it would stay in histories and logs.
pub(in super::super) async fn invite(visit: Visit, Sent(wanted): Sent<Wanted>) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let language = visit.reader.language;
    let days = wanted.days.trim().parse::<u64>().ok();
    let Some(days) = days.filter(|days| (1..=DAYS_MAX).contains(days)) else {
        let refusal = Refusal::new("ticket_days", 422).with("limit", DAYS_MAX);
        let wrong = Complaint::of(&refusal, language).at("days");
        return page(&visit, &wanted, Some(wrong), None);
    };
    let role = Some(wanted.role.clone()).filter(|role| !role.is_empty());
    match visit.node.invite(role, Some(days * DAY_S)).await {
        Ok(ticket) => page(&visit, &wanted, None, Some(ticket)),
        Err(refusal) => {
            let wrong = Complaint::of(&refusal, language);
            page(&visit, &wanted, Some(wrong), None)
        }
    }
}

fn page(visit: &Visit, wanted: &Wanted, wrong: Option<Complaint>, ticket: Option<String>) -> Result<Response, Refused> {
    let language = visit.reader.language;
    let frame = visit.frame(say(language, "admin-invite", &[]));
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let page = Page {
        desk: visit.desk(&frame),
        role: Select::new(
            "role",
            "admin-invite-role",
            None,
            roles(language),
            &wanted.role,
            language,
        ),
        days: wanted.days.clone(),
        days_max: DAYS_MAX,
        ticket,
        fault: wrong.as_ref().map_or("", |wrong| wrong.field),
        wrong,
        frame,
    };
    Ok(with_form(&page, status, language)?)
}
