//! The directory: all public records, by words and filters, with how many there are of what. The pages of single kinds are shelves of it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use ayni_protocol::record::Kind;
use serde_json::Value;

use super::filters::{self, Select, is_given};
use super::names::{kind_name, total};
use super::rows::RecordRow;
use super::{Frame, address, page};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::refusal::Refusal;
use crate::search::{Counts, Facet, Found, Order};
use crate::text::{Language, say};

/// Records on one page: light enough for a 2G link.
pub(super) const PAGE_RECORDS: usize = 20;

/// Orders that the form offers.
const ORDERS: [(&str, &str); 3] = [
    ("relevance", "web-sort-relevance"),
    ("newest", "web-sort-newest"),
    ("name", "web-sort-name"),
];

/// Formats in which the same records can be taken along.
const DOWNLOADS: [&str; 4] = ["csv", "xlsx", "geojson", "jsonl"];

/// What was found: records, each with its row.
pub(super) type Rows = Vec<(Value, RecordRow)>;

/// A page with records of some kinds.
pub(super) struct Shelf {
    pub(super) path: &'static str,
    /// The keys of its heading and of what stands below that.
    pub(super) heading: &'static str,
    pub(super) about: &'static str,
    /// The kinds; empty for all of them in one list. Of several, each has a list.
    pub(super) kinds: &'static [Kind],
    /// By what its form filters, in that order, and counts what could be chosen; a page without a form by nothing.
    pub(super) filters: &'static [Facet],
    /// Most records of a list.
    pub(super) limit: usize,
    /// The order in which they are looked up; absent where the reader chooses it.
    pub(super) order: Option<Order>,
    /// What stands before a record's kind, made from the whole record; absent where lists suffice.
    pub(super) detail: Option<fn(&Value, Language) -> Option<String>>,
    /// Makes lists of what was found.
    pub(super) arrange: fn(Rows, &Frame) -> Vec<Listed>,
    /// What is said where there is more than one list can hold, in place of a link to the next page; the key of a sentence.
    pub(super) cut: Option<&'static str>,
    /// Another page that belongs to it: its path and the key of its name.
    pub(super) beside: Option<(&'static str, &'static str)>,
}

/// The shelf of everything.
pub(super) const ALL: Shelf = Shelf {
    path: "/records",
    heading: "web-directory",
    about: "web-directory-hint",
    kinds: &[],
    filters: &filters::FIELDS,
    limit: PAGE_RECORDS,
    order: None,
    detail: None,
    arrange: one_list,
    cut: None,
    beside: None,
};

/// Some records under a heading of their own.
pub(super) struct Listed {
    pub(super) heading: Option<String>,
    pub(super) records: Vec<RecordRow>,
    /// Where there are more of them.
    pub(super) more: Option<String>,
}

#[derive(Template)]
#[template(path = "directory.html")]
struct Directory {
    frame: Frame,
    path: &'static str,
    about: String,
    beside: Option<(String, String)>,
    text: String,
    fields: Vec<Select>,
    filtered: bool,
    total: String,
    lists: Vec<Listed>,
    cut: Option<String>,
    first: Option<String>,
    next: Option<String>,
    /// Where the same records can be taken along, each with its format's name; nowhere in one piece if each kind has a list.
    downloads: Vec<(String, &'static str)>,
    map: String,
    feed: String,
    calendar: String,
}

/// Answers `GET /records`.
pub(super) async fn show(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    shown(node.as_ref(), reader, &uri, &ALL).await
}

/// What was found for a shelf.
pub(super) struct Search {
    pub(super) total: u64,
    pub(super) lists: Vec<Listed>,
    pub(super) cursor: Option<String>,
    fields: Vec<Select>,
    /// Whether there is a list for each of several kinds.
    is_split: bool,
}

/// The page of a shelf.
pub(super) async fn shown(node: &dyn Backend, reader: Reader, uri: &Uri, shelf: &Shelf) -> Result<Response, Refused> {
    let parameters = filters::parameters(uri, &[])?;
    let given = parameters.iter().find(|(name, _)| name == "kind");
    let given = given.map(|(_, kind)| kind.as_str());
    let fits = |kind: &str| shelf.kinds.iter().any(|known| known.as_str() == kind);
    if !shelf.kinds.is_empty() && given.is_some_and(|kind| !fits(kind)) {
        return Ok(Redirect::to(&address(ALL.path, &parameters)).into_response());
    }
    let language = reader.language;
    let frame = Frame::new(reader, uri, say(language, shelf.heading, &[]));
    let search = searched(node, &parameters, shelf, &frame).await?;

    let mut fields = search.fields;
    if shelf.order.is_none() {
        fields.push(orders(&parameters, language));
    }
    let at = |path: &str| {
        let mut parameters = preset(&parameters, shelf.kinds);
        parameters.retain(|(name, _)| name != "cursor" && name != "lang");
        address(path, &parameters)
    };
    let shown = Directory {
        path: shelf.path,
        about: frame.say(shelf.about),
        beside: shelf
            .beside
            .map(|(path, key)| (format!("{path}{}", frame.keep), frame.say(key))),
        text: text_of(&parameters),
        fields,
        filtered: parameters
            .iter()
            .any(|(name, _)| !matches!(name.as_str(), "lang" | "cursor" | "sort")),
        total: total(search.total, language),
        lists: search.lists,
        cut: shelf
            .cut
            .filter(|_| search.cursor.is_some())
            .map(|key| say(language, key, &[("count", shelf.limit.to_string())])),
        first: is_given(&parameters, "cursor").then(|| with_cursor(shelf.path, &parameters, None)),
        next: search
            .cursor
            .filter(|_| shelf.cut.is_none() && !search.is_split)
            .map(|cursor| with_cursor(shelf.path, &parameters, Some(cursor))),
        downloads: DOWNLOADS
            .into_iter()
            .filter(|_| !search.is_split)
            .map(|ending| (at(&format!("/records.{ending}")), ending))
            .collect(),
        map: with_cursor("/map", &preset(&parameters, shelf.kinds), None),
        feed: at("/records.atom"),
        calendar: at("/records.ics"),
        frame,
    };
    Ok(page(&shown, language)?)
}

/// What a shelf has under these parameters, with the fields of its form.
pub(super) async fn searched(
    node: &dyn Backend,
    parameters: &[(String, String)],
    shelf: &Shelf,
    frame: &Frame,
) -> Result<Search, Refusal> {
    let is_split = shelf.kinds.len() > 1 && !is_given(parameters, "kind");
    let each: Vec<Vec<(String, String)>> = match is_split {
        true => shelf.kinds.iter().map(|kind| preset(parameters, &[*kind])).collect(),
        false => vec![preset(parameters, shelf.kinds)],
    };
    let mut all = Search {
        total: 0,
        lists: Vec::new(),
        cursor: None,
        fields: Vec::new(),
        is_split,
    };
    let (mut counts, mut members) = (Counts::new(), Vec::new());
    for parameters in each {
        let mut query = query::search(&parameters)?;
        query.filter.limit = shelf.limit;
        query.order = shelf.order.unwrap_or(query.order);
        query.facets = shelf.filters.to_vec();
        let kind = query.filter.kind;
        let (found, named) = filters::found(node, query, &parameters, shelf.detail.is_some()).await?;
        members = named;
        all.total += found.total;
        merge(&mut counts, &found.counts, shelf.kinds);
        let more = found.cursor.is_some().then(|| address(shelf.path, &parameters));
        all.cursor = found.cursor.clone();
        let mut lists = (shelf.arrange)(rows(found, shelf, frame), frame);
        if is_split && let Some(list) = lists.first_mut() {
            list.heading = kind.map(|kind| kind_name(kind.as_str(), frame.language));
            list.more = more;
        }
        all.lists.extend(lists);
    }
    all.lists.retain(|list| !list.records.is_empty());
    all.fields = filters::fields(shelf.filters, parameters, &members, &counts, frame.language);
    Ok(all)
}

/// What the reader looks for.
fn text_of(parameters: &[(String, String)]) -> String {
    let text = parameters.iter().find(|(name, _)| name == "q");
    text.map(|(_, text)| text.clone()).unwrap_or_default()
}

/// The parameters with the one kind of a shelf, unless they name it themselves.
fn preset(parameters: &[(String, String)], kinds: &[Kind]) -> Vec<(String, String)> {
    let mut parameters = parameters.to_vec();
    if let ([kind], false) = (kinds, is_given(&parameters, "kind")) {
        parameters.push(("kind".to_owned(), kind.as_str().to_owned()));
    }
    parameters
}

/// Adds counts up. How many there are of each kind is counted without regard to the kind, and so is the same each time.
fn merge(all: &mut Counts, counts: &Counts, kinds: &[Kind]) {
    for (facet, values) in counts {
        let known = all.entry(*facet).or_default();
        for (value, count) in values {
            let is_wanted =
                *facet != Facet::Kind || kinds.is_empty() || kinds.iter().any(|kind| kind.as_str() == value);
            match known.iter_mut().find(|(other, _)| other == value) {
                Some(_) if *facet == Facet::Kind => {}
                Some((_, sum)) => *sum += count,
                None if is_wanted => known.push((value.clone(), *count)),
                None => {}
            }
        }
    }
}

/// The rows of what was found, each with its record.
fn rows(found: Found<Value>, shelf: &Shelf, frame: &Frame) -> Rows {
    let mut rows = RecordRow::all(&found.records, frame);
    if let Some(detail) = shelf.detail {
        for (row, record) in rows.iter_mut().zip(&found.records) {
            row.detail = detail(record, frame.language);
        }
    }
    found.records.into_iter().zip(rows).collect()
}

/// All of them in one list, as they come.
pub(super) fn one_list(rows: Rows, _: &Frame) -> Vec<Listed> {
    vec![Listed {
        heading: None,
        records: rows.into_iter().map(|(_, row)| row).collect(),
        more: None,
    }]
}

/// The address of a list at another place, with the same filters.
pub(super) fn with_cursor(path: &str, parameters: &[(String, String)], cursor: Option<String>) -> String {
    let mut parameters = parameters.to_vec();
    parameters.retain(|(name, _)| name != "cursor");
    parameters.extend(cursor.map(|cursor| ("cursor".to_owned(), cursor)));
    address(path, &parameters)
}

/// The field that says in which order the records come.
fn orders(parameters: &[(String, String)], language: Language) -> Select {
    let chosen = parameters.iter().find(|(name, _)| name == "sort");
    let chosen = chosen.map_or("relevance", |(_, value)| value);
    let orders = ORDERS.map(|(order, key)| (order, say(language, key, &[])));
    Select::new("sort", "web-sort", None, orders, chosen, language)
}
