//! Partnerships of other platforms that name this one: each waits for the word of everybody whom it names.

use askama::Template;
use axum::response::Response;
use ayni_protocol::record::Kind;
use serde::Deserialize;
use serde_json::Value;

use super::super::Frame;
use super::super::answers::own_did;
use super::super::names::stances;
use super::super::rows::{RecordRow, reference};
use super::complaint::Complaint;
use super::visit::Visit;
use super::{Desk, Sent, broken, with_form};
use crate::catalogue::{Audience, Filter};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::refusal::Refusal;
use crate::text::say;

/// Partnerships that are read at a time.
const RECORDS_AT_A_TIME: usize = 100;

/// Most partnerships that are looked at: beyond that the page says so.
const PAGES_MAX: usize = 20;

/// The partnerships that name a platform, and are another's.
#[derive(Default)]
pub(super) struct Asked {
    /// Those that it has not answered.
    pub(super) waiting: Vec<Value>,
    accepted: Vec<Value>,
    declined: Vec<Value>,
    /// Whether these are all.
    pub(super) is_complete: bool,
}

impl Asked {
    /// Those in this state that name the platform `did`; in any if it is absent.
    pub(super) async fn of(node: &dyn Backend, did: &str, status: Option<&'static str>) -> Result<Self, Refusal> {
        let mut asked = Self::default();
        let mut filter = Filter {
            kind: Some(Kind::Partnership),
            status,
            limit: RECORDS_AT_A_TIME,
            ..Filter::default()
        };
        for _ in 0..PAGES_MAX {
            let page = node.list(filter.clone(), Audience::Federation, true).await?;
            for record in page.records {
                asked.sort(record, did);
            }
            filter.cursor = page.cursor;
            if filter.cursor.is_none() {
                asked.is_complete = true;
                break;
            }
        }
        Ok(asked)
    }

    fn sort(&mut self, record: Value, did: &str) {
        // Whoever has published it has said its word.
        if record["platform"]["did"] == did {
            return;
        }
        let named = record["cooperation"]["platforms"].as_array().into_iter().flatten();
        let own = named.filter(|platform| platform["did"] == did);
        let state = own.filter_map(|platform| platform["state"].as_str()).next();
        let list = match state {
            Some("waiting") => &mut self.waiting,
            Some("accepted") => &mut self.accepted,
            Some("declined") => &mut self.declined,
            _ => return,
        };
        list.push(record);
    }
}

#[derive(Template)]
#[template(path = "admin/partnerships.html")]
struct Partnerships {
    frame: Frame,
    desk: Desk,
    wrong: Option<Complaint>,
    waiting: Vec<Partnership>,
    accepted: Vec<Partnership>,
    declined: Vec<Partnership>,
    is_complete: bool,
}

/// A partnership, and what those say whom it names.
struct Partnership {
    reference: String,
    row: RecordRow,
    answers: Vec<String>,
}

/// Answers `GET /admin/partnerships`.
pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    page(&visit, None).await
}

/// What somebody answers for this platform: the partnership, and `yes` or `no`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Word {
    id: String,
    accepted: String,
}

/// Answers `POST /admin/partnerships`: signs that this platform takes part, or does not.
pub(super) async fn answer(visit: Visit, Sent(word): Sent<Word>) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let language = visit.reader.language;
    let (is_accepted, key) = match word.accepted.as_str() {
        "yes" => (true, "work-accepted"),
        "no" => (false, "work-declined"),
        // A form of ours says one of them.
        _ => return Err(broken().into()),
    };
    match visit.node.answer(&word.id, is_accepted).await {
        Ok(_) => {
            visit.staff.tell(say(language, key, &[]));
            Ok(visit.back())
        }
        Err(refusal) => page(&visit, Some(Complaint::of(&refusal, language))).await,
    }
}

async fn page(visit: &Visit, wrong: Option<Complaint>) -> Result<Response, Refused> {
    let language = visit.reader.language;
    let asked = Asked::of(visit.node.as_ref(), &own_did(visit.node.as_ref()).await?, None).await?;
    let frame = visit.frame(say(language, "work-partnerships", &[]));
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let page = Partnerships {
        desk: visit.desk(&frame),
        waiting: shown(&asked.waiting, &frame),
        accepted: shown(&asked.accepted, &frame),
        declined: shown(&asked.declined, &frame),
        is_complete: asked.is_complete,
        wrong,
        frame,
    };
    Ok(with_form(&page, status, language)?)
}

fn shown(records: &[Value], frame: &Frame) -> Vec<Partnership> {
    let rows = RecordRow::all(records, frame).into_iter().zip(records);
    rows.map(|(row, record)| Partnership {
        reference: reference(record, records),
        row,
        answers: stances(&record["cooperation"], frame.language),
    })
    .collect()
}
