//! The directory taken along: the records that its address shows, as a file or as a feed.

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ayni_protocol::record::Kind;
use futures::stream;
use serde_json::{Map, Value};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::answer::Refused;
use super::backend::Backend;
use super::caller::Caller;
use super::pages::{self, filters};
use super::query::{self, Id};
use super::reader::Reader;
use crate::catalogue::Audience;
use crate::exchange::{Export, ExportError, ExportFormat};
use crate::refusal::Refusal;
use crate::search::{Found, Order, Query};
use crate::text::say;

/// Most records of a file: whoever wants more narrows them down, or takes them from a node of their own by `ayni export`.
const RECORDS_MAX: u64 = 10_000;

/// Records read at a time: each may have as many bytes as a body.
const RECORDS_AT_A_TIME: usize = 20;

/// Files under way at a time. A table waits in memory until its columns are known.
const UNDER_WAY_MAX: usize = 4;

static UNDER_WAY: Semaphore = Semaphore::const_new(UNDER_WAY_MAX);

/// Entries of a feed.
const FEED_ENTRIES: usize = 50;

/// A format, with the ending of its files, which is also its name in addresses, and its media type.
#[derive(Clone, Copy)]
pub(super) struct Format {
    format: ExportFormat,
    pub(super) ending: &'static str,
    pub(super) media_type: &'static str,
}

impl Format {
    const fn new(format: ExportFormat, ending: &'static str, media_type: &'static str) -> Self {
        Self {
            format,
            ending,
            media_type,
        }
    }
}

pub(super) const CSV: Format = Format::new(ExportFormat::Csv, "csv", "text/csv; charset=utf-8");
pub(super) const XLSX: Format = Format::new(
    ExportFormat::Xlsx,
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
);
pub(super) const JSON_LINES: Format = Format::new(ExportFormat::JsonLines, "jsonl", "application/jsonl");

/// All of them.
pub(super) const FORMATS: [Format; 7] = [
    CSV,
    XLSX,
    Format::new(ExportFormat::Json, "json", "application/json"),
    JSON_LINES,
    Format::new(ExportFormat::GeoJson, "geojson", "application/geo+json"),
    Format::new(ExportFormat::JsonLd, "jsonld", "application/ld+json"),
    Format::new(ExportFormat::Calendar, "ics", "text/calendar; charset=utf-8"),
];

/// What stands in the address of an export beside the filters, as in a search.
pub(super) const EXPORT: [&str; 3] = ["q", "sort", "format"];

/// Every file.
pub(super) fn routes() -> Router<Arc<dyn Backend>> {
    let files = FORMATS.into_iter().fold(Router::new(), |router, format| {
        let all = move |State(node): State<Arc<dyn Backend>>, uri: Uri| async move {
            directory(node, format, wanted(&uri)?, Audience::Public).await
        };
        let one = move |State(node): State<Arc<dyn Backend>>, Id(id): Id| one(node, id, format);
        router
            .route(&format!("/records.{}", format.ending), get(all))
            .route(&format!("/records/{{id}}/record.{}", format.ending), get(one))
    });
    files
        .route("/api/v1/export", get(export))
        .route("/records.atom", get(feed))
}

/// Answers `GET /api/v1/export`: the records that pass the filters, whole, in one file.
async fn export(State(node): State<Arc<dyn Backend>>, Caller(audience): Caller, uri: Uri) -> Result<Response, Refused> {
    let parameters = query::parameters(&uri, &[&query::FILTERS[..], &EXPORT].concat())?;
    let ending = parameters.iter().find(|(name, _)| name == "format");
    let ending = ending.map_or("json", |(_, ending)| ending);
    let format = FORMATS.into_iter().find(|format| format.ending == ending);
    let format = format.ok_or_else(|| query::not_one_of("format", ending, &FORMATS.map(|format| format.ending)))?;
    directory(node, format, query::search(&parameters)?, audience).await
}

/// The heads of an answer that is a file.
fn heads(format: Format, name: &str) -> Result<[(HeaderName, HeaderValue); 3], Refusal> {
    let name = format!("attachment; filename=\"{name}.{}\"", format.ending);
    Ok([
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).map_err(Refusal::internal)?,
        ),
    ])
}

/// One record as a file: what its page shows.
async fn one(node: Arc<dyn Backend>, id: String, format: Format) -> Result<Response, Refused> {
    let record = node.show(&id, Audience::Public).await?;
    let digits: String = id.chars().take_while(char::is_ascii_hexdigit).collect();
    let heads = heads(format, &digits)?;
    let written = Written::default();
    let mut export = Export::new(format.format, written.clone()).map_err(Refusal::internal)?;
    if let Some(record) = record.as_object() {
        export.write(record).map_err(Refusal::internal)?;
    }
    export.finish().map_err(Refusal::internal)?;
    Ok((heads, written.take()).into_response())
}

/// What the address of the directory shows, in the order of the list, from its beginning.
fn wanted(uri: &Uri) -> Result<Query, Refusal> {
    let mut parameters = filters::parameters(uri, &[])?;
    parameters.retain(|(name, _)| name != "cursor");
    query::search(&parameters)
}

/// A file in the making.
struct Making {
    node: Arc<dyn Backend>,
    query: Query,
    audience: Audience,
    /// Absent when it is finished.
    export: Option<Export<Written>>,
    written: Written,
    /// What of the next records has been read already, for a first answer that may be a refusal.
    read: Option<Found<Value>>,
    _place: SemaphorePermit<'static>,
}

/// All that a query finds as a file.
pub(super) async fn directory(
    node: Arc<dyn Backend>,
    format: Format,
    mut query: Query,
    audience: Audience,
) -> Result<Response, Refused> {
    let heads = heads(format, "records")?;
    query.filter.limit = RECORDS_AT_A_TIME;
    let place = UNDER_WAY.try_acquire().map_err(|_| Refusal::new("busy", 503))?;
    let read = node.search(query.clone(), audience, true).await?;
    // A part of them in place of all would be taken for all.
    if read.total > RECORDS_MAX {
        let refusal = Refusal::new("too_many_for_a_file", 422);
        return Err(Refused(refusal.with("count", read.total).with("limit", RECORDS_MAX)));
    }
    let written = Written::default();
    let making = Making {
        read: Some(read),
        export: Some(Export::new(format.format, written.clone()).map_err(Refusal::internal)?),
        node,
        query,
        audience,
        written,
        _place: place,
    };
    let pieces = stream::try_unfold(making, |making| async move {
        // What breaks off in the middle is cut off, which whoever gets it notices.
        making.next().await.map_err(io::Error::other)
    });
    Ok((heads, Body::from_stream(pieces)).into_response())
}

impl Making {
    /// Whether a record goes into the file: what names people is given away on purpose alone, as by `ayni export --with-contacts`.
    fn wants(&self, record: &Map<String, Value>) -> bool {
        let kind = record.get("kind").and_then(Value::as_str).and_then(Kind::parse);
        kind.is_none_or(|kind| !kind.names_people() || self.query.filter.kind == Some(kind))
    }

    /// The next piece, and what is left to do; `None` at the end.
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, ExportError> {
        loop {
            let Some(mut export) = self.export.take() else {
                return Ok(None);
            };
            let read = match self.read.take() {
                Some(read) => read,
                None => {
                    let found = self.node.search(self.query.clone(), self.audience, true).await;
                    found.map_err(|refusal| io::Error::other(refusal.code))?
                }
            };
            for record in read.records.iter().filter_map(Value::as_object) {
                if self.wants(record) {
                    export.write(record)?;
                }
            }
            self.query.filter.cursor = read.cursor;
            match self.query.filter.cursor {
                Some(_) => self.export = Some(export),
                None => drop(export.finish()?),
            }
            let piece = self.written.take();
            if !piece.is_empty() {
                return Ok(Some((piece.into(), self)));
            }
        }
    }
}

/// What was written and not sent yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Vec<u8> {
        mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    language: &'static str,
    title: String,
    /// The address of the directory that shows the same.
    page: String,
    own: String,
    id: String,
    updated: String,
    entries: Vec<Item>,
}

/// One record in a feed.
struct Item {
    id: String,
    title: String,
    href: String,
    updated: String,
    platform: String,
    kind: String,
}

/// Answers `GET /records.atom`: what was published last (RFC 4287).
async fn feed(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    let mut query = wanted(&uri)?;
    (query.order, query.filter.limit) = (Order::Newest, FEED_ENTRIES);
    let list = node.search(query, Audience::Public, false).await?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let language = reader.language;
    let entries: Vec<Item> = list
        .records
        .iter()
        .map(|record| Item {
            id: text(&record["entry"]),
            title: pages::title(record, language),
            href: pages::path(record, &list.records),
            updated: text(&record["time"]),
            platform: text(&record["platform"]["name"]),
            kind: pages::kind(record, language),
        })
        .collect();
    let whole = uri.path_and_query().map_or("/", |whole| whole.as_str());
    let shown = Feed {
        language: language.as_str(),
        title: say(language, "web-directory", &[]),
        page: whole.replacen("/records.atom", "/records", 1),
        own: whole.to_owned(),
        id: format!("urn:ayni:feed:{whole}"),
        updated: entries
            .first()
            .map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |entry| entry.updated.clone()),
        entries,
    };
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/atom+xml; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, shown.render().map_err(Refusal::internal)?).into_response())
}
