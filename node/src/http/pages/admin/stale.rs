//! This platform's records that somebody should have looked at again by now.

use askama::Template;
use axum::response::Response;
use serde_json::Value;

use super::super::Frame;
use super::super::names::{counted, kind_name, state_name};
use super::super::rows::path;
use super::super::words::{self, Words};
use super::form::page_of;
use super::visit::Visit;
use super::{Desk, desk};
use crate::catalogue::Filter;
use crate::http::answer::Refused;
use crate::http::query;
use crate::text::say;

/// Records on the page. Those that have been looked at make room for the others.
const RECORDS_SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "admin/stale.html")]
struct Stale {
    frame: Frame,
    desk: Desk,
    total: String,
    records: Vec<Overdue>,
}

/// A record that is past its review.
struct Overdue {
    href: String,
    edit: String,
    review: String,
    title: Words,
    kind: String,
    state: Option<String>,
    review_by: String,
    updated: String,
}

/// Answers `GET /admin/stale`.
pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let language = visit.reader.language;
    let frame = visit.frame(say(language, "work-stale", &[]));
    let filter = Filter {
        limit: RECORDS_SHOWN,
        ..Filter::default()
    };
    let stale = visit.node.stale(filter).await?;
    let total = stale["total"].as_u64().unwrap_or_default();
    let records = stale["records"].as_array().into_iter().flatten();
    let page = Stale {
        desk: visit.desk(&frame),
        total: counted("work-stale-total", total, language),
        records: records.map(|record| overdue(record, &frame)).collect(),
        frame,
    };
    Ok(desk(&page, language)?)
}

fn overdue(record: &Value, frame: &Frame) -> Overdue {
    let language = frame.language;
    let text = |name: &str| record[name].as_str().unwrap_or_default();
    let id = text("id");
    Overdue {
        href: format!("{}{}", path(record, &[]), frame.keep),
        edit: format!("{}{}", page_of(id, "edit"), frame.keep),
        review: format!("{}{}", page_of(id, "review"), frame.keep),
        title: words::title(record, id, language),
        kind: kind_name(text("kind"), language),
        state: state_name(&record["status"], language),
        review_by: text("review_by").to_owned(),
        // The day is enough for people.
        updated: text("updated").split('T').next().unwrap_or_default().to_owned(),
    }
}
