//! Statistics: how many public records there are of what, as of a state that anybody can name.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;

use super::filters::{self, label};
use super::home::read;
use super::names::{grouped, total};
use super::words::moment;
use super::{Frame, address, page};
use crate::catalogue::Filter;
use crate::clock;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::reader::Reader;
use crate::search::{Facet, Order, Query};
use crate::text::say;

/// What is counted, each with the heading of its table.
const TABLES: [(Facet, &str); 8] = [
    (Facet::Kind, "web-filter-kind"),
    (Facet::Country, "web-filter-country"),
    (Facet::Platform, "web-filter-platform"),
    (Facet::Form, "web-filter-form"),
    (Facet::Sector, "web-filter-sector"),
    (Facet::Sdg, "web-filter-sdg"),
    (Facet::Pillar, "web-filter-pillar"),
    (Facet::Language, "web-filter-language"),
];

/// Most rows of a table: the rest is in the directory.
const ROWS_MAX: usize = 20;

#[derive(Template)]
#[template(path = "statistics.html")]
struct Statistics {
    frame: Frame,
    total: String,
    /// As of when, and of which state of the logs.
    as_of: String,
    digest: String,
    tables: Vec<Table>,
}

/// How many records there are under the values of one facet.
struct Table {
    heading: String,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    href: String,
    count: String,
    /// Of the longest bar, in hundredths.
    length: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    frontier_digest: String,
}

/// Answers `GET /statistics`.
pub(super) async fn show(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    crate::http::query::parameters(&uri, &["lang"])?;
    let filter = Filter {
        limit: 1,
        ..Filter::default()
    };
    let query = Query {
        filter,
        order: Order::Newest,
        facets: TABLES.map(|(facet, _)| facet).to_vec(),
        ..Query::default()
    };
    let status: Status = read(node.status().await?)?;
    let (found, members) = filters::found(node.as_ref(), query, &[], false).await?;
    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "web-statistics", &[]));
    let tables = TABLES.into_iter().filter_map(|(facet, key)| {
        let counts = found.counts.get(&facet).filter(|counts| !counts.is_empty())?;
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(1);
        let rows = counts.iter().take(ROWS_MAX).map(|(value, count)| {
            let mut parameters = vec![(facet.name().to_owned(), value.clone())];
            if !frame.keep.is_empty() {
                parameters.push(("lang".to_owned(), language.to_string()));
            }
            Row {
                label: label(facet.name(), value, &members, language),
                href: address("/records", &parameters),
                count: grouped(*count, language),
                length: (100 * count).div_ceil(most),
            }
        });
        Some(Table {
            heading: frame.say(key),
            rows: rows.collect(),
        })
    });
    let shown = Statistics {
        tables: tables.collect(),
        total: total(found.total, language),
        as_of: moment(&clock::rfc3339(clock::unix_ms()), language),
        digest: status.frontier_digest,
        frame,
    };
    Ok(page(&shown, language)?)
}
