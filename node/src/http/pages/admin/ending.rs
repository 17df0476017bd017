//! What ends a record: it is withdrawn, or erased for good, which every platform confirms.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;

use super::super::Frame;
use super::super::answers::read;
use super::super::words::moment;
use super::complaint::Complaint;
use super::deed::{Deed, TICK, Tried};
use super::form::{LIST, Posted, done, page_of};
use super::visit::{Held, Visit};
use super::{Desk, Sent, desk};
use crate::http::answer::Refused;
use crate::http::query::{self, Id};
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
pub(super) async fn withdrawal(Held { visit, record: held }: Held) -> Result<Response, Refused> {
    WITHDRAWAL.page(&held, Tried::default(), &visit)
}

/// Answers `POST /admin/records/{id}/withdraw`.
pub(super) async fn withdraw(Held { visit, record: held }: Held) -> Result<Response, Refused> {
    match visit.node.withdraw(&held.id).await {
        Ok(_) => Ok(done(&visit, &held, "forms-withdrawn")),
        Err(refusal) => {
            let tried = Tried {
                wrong: Some(Complaint::of(&refusal, visit.reader.language)),
                ..Tried::default()
            };
            WITHDRAWAL.page(&held, tried, &visit)
        }
    }
}

/// Answers `GET /admin/records/{id}/erase`.
pub(super) async fn erasure(Held { visit, record: held }: Held) -> Result<Response, Refused> {
    ERASURE.page(&held, Tried::default(), &visit)
}

/// Answers `POST /admin/records/{id}/erase`: done only by who says that they know what it means.
pub(super) async fn erase(Held { visit, record: held }: Held, Sent(posted): Sent<Posted>) -> Result<Response, Refused> {
    let language = visit.reader.language;
    let wrong = match posted.has(TICK) {
        false => Complaint::of(&Refusal::new("erase_unconfirmed", 422).with("id", &held.id), language)
            .advised(say(language, "forms-unticked", &[]))
            .at(TICK),
        true => match visit.node.erase(&held.id).await {
            Ok(_) => {
                visit.staff.tell(say(language, "forms-erased", &[]));
                return Ok(visit.on_to(&page_of(&held.id, "receipt")));
            }
            Err(refusal) => Complaint::of(&refusal, language),
        },
    };
    let tried = Tried {
        wrong: Some(wrong),
        ..Tried::default()
    };
    ERASURE.page(&held, tried, &visit)
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
pub(super) async fn receipt(visit: Visit, Id(id): Id) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let receipt: Receipt = read(visit.node.receipt(&id).await?)?;
    let language = visit.reader.language;
    let frame = visit.frame(say(language, "forms-receipt", &[]));
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
        desk: visit.desk(&frame),
        id: receipt.id,
        times: receipt
            .erased
            .iter()
            .map(|erased| moment(&erased.time, language))
            .collect(),
        sum,
        platforms: receipt.platforms.into_iter().map(platform).collect(),
        again: format!("{}{}", visit.uri.path(), frame.keep),
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
