//! Records that are likely of the same thing, two by two, with what speaks for it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::super::names::grouped;
use super::super::rows::RecordRow;
use super::super::{Frame, encoded};
use super::complaint::Complaint;
use super::{Desk, Own, Sent, back, with_form};
use crate::catalogue::Filter;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::http::session::Staff;
use crate::refusal::Refusal;
use crate::text::{Language, say, word};

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
pub(super) async fn show(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    uri: Uri,
) -> Result<Response, Refused> {
    page(&staff, node.as_ref(), reader, &uri, None).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Same {
    one: String,
    other: String,
}

/// Answers `POST /admin/duplicates`: signs that two records are of the same thing.
pub(super) async fn same(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    uri: Uri,
    Sent(same): Sent<Same>,
) -> Result<Response, Refused> {
    is_across(&uri)?;
    let language = reader.language;
    match node.same(&same.one, &same.other).await {
        Ok(_) => {
            staff.tell(say(language, "work-same-said", &[]));
            Ok(back(&uri))
        }
        Err(refusal) => {
            page(
                &staff,
                node.as_ref(),
                reader,
                &uri,
                Some(Complaint::of(&refusal, language)),
            )
            .await
        }
    }
}

/// Whether the records of other platforms are compared too, by the address.
fn is_across(uri: &Uri) -> Result<bool, Refusal> {
    query::switch(&query::parameters(uri, &["lang", "across"])?, "across")
}

async fn page(
    staff: &Staff,
    node: &dyn Backend,
    reader: Reader,
    uri: &Uri,
    wrong: Option<Complaint>,
) -> Result<Response, Refused> {
    let is_across = is_across(uri)?;
    let language = reader.language;
    let frame = Frame::new(reader, uri, say(language, "work-duplicates", &[]));
    let own = Own::of(node).await?;
    let filter = Filter {
        limit: PAIRS_SHOWN,
        ..Filter::default()
    };
    let found = node.alike(filter, is_across).await?;
    let total = found["total"].as_u64().unwrap_or_default();
    let pairs = found["pairs"].as_array().into_iter().flatten();
    let pairs = pairs.map(|pair| shown(pair, &own.did, &frame)).collect();
    let of = |is_across: bool| match (is_across, frame.keep.is_empty()) {
        (false, _) => format!("/admin/duplicates{}", frame.keep),
        (true, true) => "/admin/duplicates?across=true".to_owned(),
        (true, false) => format!("/admin/duplicates{}&across=true", frame.keep),
    };
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let page = Duplicates {
        desk: Desk::new(staff, &frame, uri),
        other: of(!is_across),
        action: of(is_across),
        is_across,
        total: say(
            language,
            "work-pairs",
            &[("count", total.to_string()), ("number", grouped(total, language))],
        ),
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
            let id = encoded(record["id"].as_str().unwrap_or_default());
            format!("/admin/records/{id}/edit{}", frame.keep)
        }),
    };
    let reasons = pair["reasons"].as_array().into_iter().flatten();
    Pair {
        score: say(language, "work-score", &[("score", pair["score"].to_string())]),
        reasons: reasons.map(|reason| said(reason, language)).collect(),
        one: id(0),
        other: id(1),
        records: RecordRow::all(records, frame)
            .into_iter()
            .zip(records)
            .map(twin)
            .collect(),
    }
}

fn said(reason: &Value, language: Language) -> String {
    let sign = word(language, "sign", reason["sign"].as_str().unwrap_or_default());
    match reason["value"].as_str() {
        Some(value) => format!("{sign} ({value})"),
        None => sign,
    }
}
