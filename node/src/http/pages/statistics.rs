//! Statistics: how many public records there are of what, as of a state that anybody can name.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::answers::charter;
use super::filters::{heading, label};
use super::names::{grouped, total};
use super::words::moment;
use super::{Frame, page};
use crate::catalogue::{Audience, Filter};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::reader::Reader;
use crate::http::statistics::{FACETS, Statistics as Counted};
use crate::text::say;

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

/// Answers `GET /statistics`.
pub(super) async fn show(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    crate::http::query::parameters(&uri, &["lang"])?;
    let counted = Counted::of(node.as_ref(), Filter::default(), Audience::Public).await?;
    let members = charter(node.as_ref()).await?.unwrap_or_default().members;
    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "web-statistics", &[]));
    let tables = FACETS.into_iter().filter_map(|facet| {
        let counts = counted.counts.get(&facet).filter(|counts| !counts.is_empty())?;
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(1);
        let rows = counts.iter().take(ROWS_MAX).map(|(value, count)| Row {
            label: label(facet, value, &members, language),
            href: frame.address("/records", &[(facet.name(), value)]),
            count: grouped(*count, language),
            length: (100 * count).div_ceil(most),
        });
        Some(Table {
            heading: heading(facet, language),
            rows: rows.collect(),
        })
    });
    let shown = Statistics {
        tables: tables.collect(),
        total: total(counted.total, language),
        as_of: moment(&counted.as_of, language),
        digest: counted.state.frontier_digest,
        frame,
    };
    Ok(page(&shown, language)?)
}
