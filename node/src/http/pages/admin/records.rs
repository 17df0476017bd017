//! This platform's own records: where staff find one and begin another.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use ayni_protocol::record::Status;
use serde_json::Value;

use super::super::Frame;
use super::super::answers::own_did;
use super::super::directory::with_cursor;
use super::super::filters::Select;
use super::super::names::{kind_name, kinds, state_name, total};
use super::super::rows::path;
use super::super::words::{self, Words, moment};
use super::form::{LIST, Offer, page_of};
use super::visit::Visit;
use super::{Desk, desk};
use crate::catalogue::Audience;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::downloads::{self, Format, directory};
use crate::http::query;
use crate::refusal::Refusal;
use crate::search::{Order, Query};
use crate::text::{Language, say};

/// Records on one page.
const PAGE_RECORDS: usize = 30;

/// What the address of the list may say.
const PARAMETERS: [&str; 5] = ["q", "kind", "status", "cursor", "lang"];

/// The formats in which it can be taken along: those that an import takes again.
const DOWNLOADS: [Format; 3] = [downloads::CSV, downloads::XLSX, downloads::JSON_LINES];

/// The states by which the list can be narrowed down.
const STATES: [&str; 4] = ["active", "pending", "closed", "withdrawn"];

#[derive(Template)]
#[template(path = "admin/records.html")]
struct Records {
    frame: Frame,
    desk: Desk,
    text: String,
    fields: Vec<Select>,
    is_filtered: bool,
    total: String,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
    /// Where the same records can be taken along, each with its format's name.
    downloads: Vec<(String, &'static str)>,
    /// Of which kind another record can be.
    kinds: Select,
    offers: [Offer; 1],
}

/// A record with what can be done with it.
struct Row {
    /// By which its links refer to its title.
    id: String,
    title: Words,
    kind: String,
    state: Option<String>,
    is_internal: bool,
    time: String,
    /// Addresses and the keys of their names.
    acts: Vec<(String, &'static str)>,
}

/// The files of what the list shows.
pub(super) fn files() -> Router<Arc<dyn Backend>> {
    DOWNLOADS.into_iter().fold(Router::new(), |router, format| {
        let file = move |visit: Visit| async move {
            let (_, query) = wanted(&visit, &["cursor"]).await?;
            directory(Arc::clone(&visit.node), format, query, Audience::Federation).await
        };
        router.route(&format!("{LIST}.{}", format.ending), get(file))
    })
}

/// What the address asks for, but for what is not to count, among this platform's own records.
async fn wanted(visit: &Visit, but: &[&str]) -> Result<(Vec<(String, String)>, Query), Refusal> {
    let mut parameters = query::parameters(&visit.uri, &PARAMETERS)?;
    parameters.retain(|(name, value)| !value.is_empty() && !but.contains(&name.as_str()));
    let mut query = query::search(&parameters)?;
    query.filter.platform = Some(own_did(visit.node.as_ref()).await?);
    if query.text.is_empty() {
        query.order = Order::Newest;
    }
    Ok((parameters, query))
}

/// Answers `GET /admin/records`.
pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    let (parameters, mut query) = wanted(&visit, &[]).await?;
    query.filter.limit = PAGE_RECORDS;
    let found = visit.node.search(query, Audience::Federation, false).await?;

    let language = visit.reader.language;
    let frame = visit.frame(say(language, "forms-records", &[]));
    let at = |cursor: Option<String>| with_cursor(LIST, &parameters, cursor);
    let given = |name: &str| {
        let value = parameters.iter().find(|(given, _)| given == name);
        value.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let select = |name, label, options: Vec<(&str, String)>, chosen: &str| {
        Select::new(name, label, Some("web-any"), options, chosen, language)
    };
    let records = Records {
        desk: visit.desk(&frame),
        text: given("q"),
        fields: vec![
            select("kind", "web-filter-kind", kinds(language), &given("kind")),
            select("status", "field-status", states(language), &given("status")),
        ],
        is_filtered: parameters.iter().any(|(name, _)| name != "lang" && name != "cursor"),
        total: total(found.total, language),
        rows: (1..)
            .zip(&found.records)
            .map(|(number, record)| row(number, record, &frame))
            .collect(),
        first: (!given("cursor").is_empty()).then(|| at(None)),
        next: found.cursor.map(|cursor| at(Some(cursor))),
        downloads: DOWNLOADS
            .map(|format| {
                (
                    with_cursor(&format!("{LIST}.{}", format.ending), &parameters, None),
                    format.ending,
                )
            })
            .to_vec(),
        kinds: Select::new("kind", "web-filter-kind", None, kinds(language), "", language),
        offers: [Offer::Languages],
        frame,
    };
    Ok(desk(&records, language)?)
}

/// The states by which the list can be narrowed down, with what the reader calls them.
fn states(language: Language) -> Vec<(&'static str, String)> {
    let state = |state| {
        let name = state_name(&Value::from(state), language);
        let name = name.unwrap_or_else(|| Status::Active.label(language.as_str()).to_owned());
        (state, name)
    };
    STATES.map(state).to_vec()
}

fn row(number: usize, record: &Value, frame: &Frame) -> Row {
    let language = frame.language;
    let text = |name: &str| record[name].as_str().unwrap_or_default();
    let id = text("id");
    let is_withdrawn = text("status") == "withdrawn";
    let of_listed = [
        ("translate", "forms-translate"),
        ("review", "forms-review"),
        ("withdraw", "forms-withdraw"),
    ];
    let acts = [("edit", "forms-edit")]
        .into_iter()
        .chain(of_listed.into_iter().filter(|_| !is_withdrawn))
        .chain([("erase", "forms-erase")]);
    let mut acts: Vec<(String, &str)> = acts
        .map(|(name, key)| (format!("{}{}", page_of(id, name), frame.keep), key))
        .collect();
    if text("visibility") == "public" {
        acts.insert(0, (format!("{}{}", path(record, &[]), frame.keep), "forms-look"));
    }
    Row {
        id: format!("r{number}"),
        title: words::title(record, id, language),
        kind: kind_name(text("kind"), language),
        state: state_name(&record["status"], language),
        is_internal: text("visibility") == "federation",
        time: moment(text("time"), language),
        acts,
    }
}
