//! What ends a record: it is withdrawn, or erased for good, which every platform confirms.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::super::answers::read;
use super::super::words::moment;
use super::super::{Frame, keep};
use super::complaint::Complaint;
use super::deed::{Deed, TICK, Tried};
use super::form::{Editable, LIST, Posted, page_of, to_list};
use super::{Desk, Sent, desk};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query::{self, Id};
use crate::http::reader::Reader;
use crate::http::session::Staff;
use crate::refusal::Refusal;
use crate::text::{Language, say};

static WITHDRAWAL: Deed = Deed {
    name: "forms-withdraw",
    about: &["forms-withdraw-about", "forms-withdraw-stays"],
    tick: None,
    date: None,
    is_grave: false,
};

static ERASURE: Deed = Deed {
    name: "forms-erase",
    about: &[
        "forms-erase-about",
        "forms-erase-remains",
        "forms-erase-others",
        "forms-erase-final",
    ],
    tick: Some("forms-erase-understood"),
    date: None,
    is_grave: true,
};

/// Answers `GET /admin/records/{id}/withdraw`.
pub(super) async fn withdrawal(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    Id(id): Id,
    uri: Uri,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let held = Editable::of(node.as_ref(), &id).await?;
    WITHDRAWAL.page(&held, Tried::default(), &staff, reader, &uri)
}

/// Answers `POST /admin/records/{id}/withdraw`.
pub(super) async fn withdraw(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    Id(id): Id,
    uri: Uri,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let held = Editable::of(node.as_ref(), &id).await?;
    match node.withdraw(&id).await {
        Ok(_) => {
            let title = held.title(reader.language).text;
            let told = say(reader.language, "forms-withdrawn", &[("title", title)]);
            Ok(to_list(&staff, reader, told))
        }
        Err(refusal) => {
            let tried = Tried {
                wrong: Some(Complaint::of(&refusal, reader.language)),
                ..Tried::default()
            };
            WITHDRAWAL.page(&held, tried, &staff, reader, &uri)
        }
    }
}

/// Answers `GET /admin/records/{id}/erase`.
pub(super) async fn erasure(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    Id(id): Id,
    uri: Uri,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let held = Editable::of(node.as_ref(), &id).await?;
    ERASURE.page(&held, Tried::default(), &staff, reader, &uri)
}

/// Answers `POST /admin/records/{id}/erase`: done only by who says that they know what it means.
pub(super) async fn erase(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    Id(id): Id,
    uri: Uri,
    Sent(posted): Sent<Posted>,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let held = Editable::of(node.as_ref(), &id).await?;
    let language = reader.language;
    let wrong = match posted.has(TICK) {
        false => Complaint::of(&Refusal::new("erase_unconfirmed", 422).with("id", &id), language)
            .advised(say(language, "forms-unticked", &[]))
            .at(TICK),
        true => match node.erase(&id).await {
            Ok(_) => {
                staff.tell(say(language, "forms-erased", &[]));
                let receipt = format!("{}{}", page_of(&id, "receipt"), keep(reader));
                return Ok(Redirect::to(&receipt).into_response());
            }
            Err(refusal) => Complaint::of(&refusal, language),
        },
    };
    let tried = Tried {
        wrong: Some(wrong),
        ..Tried::default()
    };
    ERASURE.page(&held, tried, &staff, reader, &uri)
}

#[derive(Template)]
#[template(path = "admin/receipt.html")]
struct ReceiptPage {
    frame: Frame,
    desk: Desk,
    id: String,
    times: Vec<String>,
    sum: String,
    platforms: Vec<Platform>,
    again: String,
    back: String,
}

/// A platform and what it says of the erasure.
struct Platform {
    name: String,
    state: String,
    since: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Receipt {
    id: String,
    erased: Vec<Moment>,
    platforms: Vec<Confirmation>,
    complete: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Moment {
    time: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Confirmation {
    name: String,
    state: String,
    since: String,
}

/// Answers `GET /admin/records/{id}/receipt`.
pub(super) async fn receipt(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    Id(id): Id,
    uri: Uri,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let receipt: Receipt = read(node.receipt(&id).await?)?;
    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "forms-receipt", &[]));
    let confirmed = receipt.platforms.iter().filter(|platform| platform.state == "erased");
    let counts = [
        ("count", confirmed.count().to_string()),
        ("total", receipt.platforms.len().to_string()),
    ];
    let sum = match receipt.complete {
        true => say(language, "forms-receipt-complete", &[]),
        false => say(language, "forms-receipt-waiting", &counts),
    };
    let platform = |platform: Confirmation| Platform {
        state: state(&platform.state, language),
        since: moment(&platform.since, language),
        name: platform.name,
    };
    let page = ReceiptPage {
        desk: Desk::new(&staff, &frame, &uri),
        id: receipt.id,
        times: receipt
            .erased
            .iter()
            .map(|erased| moment(&erased.time, language))
            .collect(),
        sum,
        platforms: receipt.platforms.into_iter().map(platform).collect(),
        again: format!("{}{}", uri.path(), frame.keep),
        back: format!("{LIST}{}", frame.keep),
        frame,
    };
    Ok(desk(&page, language)?)
}

fn state(code: &str, language: Language) -> String {
    let key = match code {
        "erased" => "forms-confirmed",
        "cannot_confirm" => "forms-cannot-confirm",
        _ => "forms-unconfirmed",
    };
    say(language, key, &[])
}
