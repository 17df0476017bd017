//! Inviting a platform: a ticket to copy, which stands in no address.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;

use super::super::super::Frame;
use super::super::super::filters::Select;
use super::super::complaint::Complaint;
use super::super::{Desk, Sent, with_form};
use super::proposing::roles;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::http::session::Staff;
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
pub(in super::super) async fn show(staff: Staff, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let wanted = Wanted {
        role: String::new(),
        days: DAYS.to_string(),
    };
    page(&staff, reader, &uri, &wanted, None, None)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Wanted {
    role: String,
    days: String,
}

/// Answers `POST /admin/charter/invite` with the ticket itself: in an address it would stay in histories and logs.
pub(in super::super) async fn invite(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    uri: Uri,
    Sent(wanted): Sent<Wanted>,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let language = reader.language;
    let days = wanted.days.trim().parse::<u64>().ok();
    let Some(days) = days.filter(|days| (1..=DAYS_MAX).contains(days)) else {
        let refusal = Refusal::new("ticket_days", 422).with("limit", DAYS_MAX);
        let wrong = Complaint::of(&refusal, language).at("days");
        return page(&staff, reader, &uri, &wanted, Some(wrong), None);
    };
    let role = Some(wanted.role.clone()).filter(|role| !role.is_empty());
    match node.invite(role, Some(days * DAY_S)).await {
        Ok(ticket) => page(&staff, reader, &uri, &wanted, None, Some(ticket)),
        Err(refusal) => {
            let wrong = Complaint::of(&refusal, language);
            page(&staff, reader, &uri, &wanted, Some(wrong), None)
        }
    }
}

fn page(
    staff: &Staff,
    reader: Reader,
    uri: &Uri,
    wanted: &Wanted,
    wrong: Option<Complaint>,
    ticket: Option<String>,
) -> Result<Response, Refused> {
    let language = reader.language;
    let frame = Frame::new(reader, uri, say(language, "admin-invite", &[]));
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let page = Page {
        desk: Desk::new(staff, &frame, uri),
        role: Select {
            name: "role",
            label: say(language, "admin-invite-role", &[]),
            any: None,
            options: roles(&wanted.role, language),
        },
        days: wanted.days.clone(),
        days_max: DAYS_MAX,
        ticket,
        fault: wrong.as_ref().map_or("", |wrong| wrong.field),
        wrong,
        frame,
    };
    Ok(with_form(&page, status, language)?)
}
