//! The directory: all public records, by words and filters, with how many there are of what.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::filters::{self, Choosable, Select, is_given};
use super::names::total;
use super::rows::RecordRow;
use super::{Frame, address, page};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::text::{Language, say};

/// Records on one page: light enough for a 2G link.
const PAGE_RECORDS: usize = 20;

/// Orders that the form offers.
const ORDERS: [(&str, &str); 3] = [
    ("relevance", "web-sort-relevance"),
    ("newest", "web-sort-newest"),
    ("name", "web-sort-name"),
];

/// Formats in which the same records can be taken along.
const DOWNLOADS: [&str; 4] = ["csv", "xlsx", "geojson", "jsonl"];

#[derive(Template)]
#[template(path = "directory.html")]
struct Directory {
    frame: Frame,
    text: String,
    fields: Vec<Select>,
    filtered: bool,
    total: String,
    records: Vec<RecordRow>,
    first: Option<String>,
    next: Option<String>,
    /// Where the same records can be taken along, each with its format's name.
    downloads: Vec<(String, &'static str)>,
    map: String,
    feed: String,
    calendar: String,
}

/// Answers `GET /records`.
pub(super) async fn show(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    let parameters = filters::parameters(&uri, &[])?;
    let mut query = query::search(&parameters)?;
    query.filter.limit = PAGE_RECORDS;
    query.facets = filters::facets();
    let text = query.text.clone();
    let (found, members) = filters::found(node.as_ref(), query, &parameters).await?;

    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "web-directory", &[]));
    let mut fields = filters::fields(&parameters, &members, &found.counts, language);
    fields.push(orders(&parameters, language));
    let at = |path: &str| {
        let mut parameters = parameters.clone();
        parameters.retain(|(name, _)| name != "cursor" && name != "lang");
        address(path, &parameters)
    };
    let shown = Directory {
        text,
        fields,
        filtered: parameters
            .iter()
            .any(|(name, _)| !matches!(name.as_str(), "lang" | "cursor" | "sort")),
        total: total(found.total, language),
        records: RecordRow::all(&found.records, &frame),
        first: is_given(&parameters, "cursor").then(|| with_cursor("/records", &parameters, None)),
        next: found
            .cursor
            .map(|cursor| with_cursor("/records", &parameters, Some(cursor))),
        downloads: DOWNLOADS
            .into_iter()
            .map(|ending| (at(&format!("/records.{ending}")), ending))
            .collect(),
        map: with_cursor("/map", &parameters, None),
        feed: at("/records.atom"),
        calendar: at("/records.ics"),
        frame,
    };
    Ok(page(&shown, language)?)
}

/// The address of a list at another place, with the same filters.
fn with_cursor(path: &str, parameters: &[(String, String)], cursor: Option<String>) -> String {
    let mut parameters = parameters.to_vec();
    parameters.retain(|(name, _)| name != "cursor");
    parameters.extend(cursor.map(|cursor| ("cursor".to_owned(), cursor)));
    address(path, &parameters)
}

/// The field that says in which order the records come.
fn orders(parameters: &[(String, String)], language: Language) -> Select {
    let chosen = parameters.iter().find(|(name, _)| name == "sort");
    let chosen = chosen.map_or("relevance", |(_, value)| value);
    Select {
        name: "sort",
        label: say(language, "web-sort", &[]),
        any: None,
        options: ORDERS
            .iter()
            .map(|(order, key)| Choosable {
                value: (*order).to_owned(),
                label: say(language, key, &[]),
                chosen: *order == chosen,
            })
            .collect(),
    }
}
