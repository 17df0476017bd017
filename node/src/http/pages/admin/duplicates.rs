//! Records that are likely of the same thing, two by two, with what speaks for it.

use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::super::Frame;
use super::super::answers::own_did;
use super::super::beside::sign;
use super::super::names::counted;
use super::super::rows::RecordRow;
use super::complaint::Complaint;
use super::form::page_of;
use super::visit::Visit;
use super::{Desk, Sent, with_form};
use crate::catalogue::Filter;
use crate::http::answer::Refused;
use crate::http::query;
use crate::refusal::Refusal;
use crate::text::say;

/// Pairs on the page: as many as somebody looks at in one go.
const PAIRS_SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "admin/duplicates.html")]
struct Duplicates {
    frame: Frame,
    desk: Desk,
    wrong: Option<Complaint>,
    /// The same page, for the other choice of records.
    other: String,
    is_across: bool,
    action: String,
    total: String,
    pairs: Vec<Pair>,
    is_complete: bool,
}

/// Two records that are likely of the same thing.
struct Pair {
    score: String,
    reasons: Vec<String>,
    records: Vec<Twin>,
    one: String,
    other: String,
}

/// One of them.
struct Twin {
    row: RecordRow,
    /// Where it is changed, if it is this platform's.
    edit: Option<String>,
}

/// Answers `GET /admin/duplicates`.
pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    page(&visit, None).await
}

/// Two records that somebody says are of the same thing, by their ids.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Same {
    one: String,
    other: String,
}

/// Answers `POST /admin/duplicates`: signs that two records are of the same thing.
pub(super) async fn same(visit: Visit, Sent(same): Sent<Same>) -> Result<Response, Refused> {
    is_across(&visit.uri)?;
    let language = visit.reader.language;
    match visit.node.same(&same.one, &same.other).await {
        Ok(_) => {
            visit.staff.tell(say(language, "work-same-said", &[]));
            Ok(visit.back())
        }
        Err(refusal) => page(&visit, Some(Complaint::of(&refusal, language))).await,
    }
}

/// Whether the records of other platforms are compared too, by the address.
fn is_across(uri: &Uri) -> Result<bool, Refusal> {
    query::switch(&query::parameters(uri, &["lang", "across"])?, "across")
}

async fn page(visit: &Visit, wrong: Option<Complaint>) -> Result<Response, Refused> {
    let is_across = is_across(&visit.uri)?;
    let language = visit.reader.language;
    let frame = visit.frame(say(language, "work-duplicates", &[]));
    let own = own_did(visit.node.as_ref()).await?;
    let filter = Filter {
        limit: PAIRS_SHOWN,
        ..Filter::default()
    };
    let found = visit.node.alike(filter, is_across).await?;
    let total = found["total"].as_u64().unwrap_or_default();
    let pairs = found["pairs"].as_array().into_iter().flatten();
    let pairs = pairs.map(|pair| shown(pair, &own, &frame)).collect();
    let of = |is_across: bool| {
        let across: &[_] = if is_across { &[("across", "true")] } else { &[] };
        frame.address("/admin/duplicates", across)
    };
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let page = Duplicates {
        desk: visit.desk(&frame),
        other: of(!is_across),
        action: of(is_across),
        is_across,
        total: counted("work-pairs", total, language),
        pairs,
        is_complete: found["complete"].as_bool().unwrap_or_default(),
        wrong,
        frame,
    };
    Ok(with_form(&page, status, language)?)
}

fn shown(pair: &Value, did: &str, frame: &Frame) -> Pair {
    let language = frame.language;
    let records = pair["records"].as_array().map(Vec::as_slice).unwrap_or_default();
    let id = |which: usize| {
        let id = records.get(which).and_then(|record| record["id"].as_str());
        id.unwrap_or_default().to_owned()
    };
    let twin = |(row, record): (RecordRow, &Value)| Twin {
        row,
        edit: (record["platform"]["did"] == did).then(|| {
            let id = record["id"].as_str().unwrap_or_default();
            format!("{}{}", page_of(id, "edit"), frame.keep)
        }),
    };
    let reasons = pair["reasons"].as_array().into_iter().flatten();
    Pair {
        score: say(language, "work-score", &[("score", pair["score"].to_string())]),
        reasons: reasons.filter_map(|reason| sign(reason, true, language)).collect(),
        one: id(0),
        other: id(1),
        records: RecordRow::all(records, frame)
            .into_iter()
            .zip(records)
            .map(twin)
            .collect(),
    }
}
