//! This platform's records that somebody should have looked at again by now.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde_json::Value;

use super::super::names::{grouped, kind_name, state_name};
use super::super::words::{Choice, Words};
use super::super::{Frame, encoded};
use super::{Desk, desk};
use crate::catalogue::Filter;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::http::session::Staff;
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
pub(super) async fn show(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    uri: Uri,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "work-stale", &[]));
    let filter = Filter {
        limit: RECORDS_SHOWN,
        ..Filter::default()
    };
    let stale = node.stale(filter).await?;
    let total = stale["total"].as_u64().unwrap_or_default();
    let records = stale["records"].as_array().into_iter().flatten();
    let page = Stale {
        desk: Desk::new(&staff, &frame, &uri),
        total: say(
            language,
            "work-stale-total",
            &[("count", total.to_string()), ("number", grouped(total, language))],
        ),
        records: records.map(|record| overdue(record, &frame)).collect(),
        frame,
    };
    Ok(desk(&page, language)?)
}

fn overdue(record: &Value, frame: &Frame) -> Overdue {
    let language = frame.language;
    let text = |name: &str| record[name].as_str().unwrap_or_default();
    let id = encoded(text("id"));
    let title = Choice::of(record, language).words(&record["title"]);
    Overdue {
        href: format!("/records/{id}{}", frame.keep),
        edit: format!("/admin/records/{id}/edit{}", frame.keep),
        review: format!("/admin/records/{id}/review{}", frame.keep),
        title: title.unwrap_or_else(|| Words {
            text: text("id").to_owned(),
            tag: language.to_string(),
            note: None,
        }),
        kind: kind_name(text("kind"), language),
        state: state_name(&record["status"], language),
        review_by: text("review_by").to_owned(),
        // The day is enough for people.
        updated: text("updated").split('T').next().unwrap_or_default().to_owned(),
    }
}
