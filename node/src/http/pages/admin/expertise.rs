//! The network of expertise for staff: who knows what, in all platforms of the federation.

use askama::Template;
use axum::response::Response;
use ayni_protocol::record::Kind;
use serde_json::Value;

use super::super::Frame;
use super::super::directory::{PAGE_RECORDS, with_cursor};
use super::super::fields::{Fact, Fields};
use super::super::filters;
use super::super::names::{platform_name, total};
use super::super::words::{Choice, Words};
use super::visit::Visit;
use super::{Desk, desk};
use crate::catalogue::Audience;
use crate::http::answer::Refused;
use crate::http::query;
use crate::text::say;

const PATH: &str = "/admin/expertise";

#[derive(Template)]
#[template(path = "admin/expertise.html")]
struct Expertise {
    frame: Frame,
    desk: Desk,
    text: String,
    total: String,
    people: Vec<Person>,
    next: Option<String>,
}

/// Somebody who can be asked.
struct Person {
    title: Words,
    platform: String,
    facts: Vec<Fact>,
}

/// Answers `GET /admin/expertise`.
pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    let parameters = filters::parameters(&visit.uri, &[])?;
    let mut query = query::search(&parameters)?;
    query.filter.kind = Some(Kind::Expertise);
    query.filter.limit = PAGE_RECORDS;
    let text = query.text.clone();
    let found = visit.node.search(query, Audience::Federation, true).await?;
    let language = visit.reader.language;
    let frame = visit.frame(say(language, "site-expertise", &[]));
    let expertise = Expertise {
        desk: visit.desk(&frame),
        text,
        total: total(found.total, language),
        people: found
            .records
            .iter()
            .filter_map(|record| person(record, &frame))
            .collect(),
        next: found.cursor.map(|cursor| with_cursor(PATH, &parameters, Some(cursor))),
        frame,
    };
    Ok(desk(&expertise, language)?)
}

fn person(record: &Value, frame: &Frame) -> Option<Person> {
    let choice = Choice::of(record, frame.language);
    let title = choice.words(&record["title"])?;
    Some(Person {
        platform: platform_name(&record["platform"], frame.language),
        facts: Fields::new(record, &choice, title.note.as_deref(), &frame.keep).facts(),
        title,
    })
}
