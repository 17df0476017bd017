//! The directory taken along: the records that its address shows, as a file or as a feed.

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::stream;
use serde_json::Value;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::answer::Refused;
use super::backend::Backend;
use super::pages::{self, filters};
use super::query::{self, Id};
use super::reader::Reader;
use crate::catalogue::Audience;
use crate::exchange::{Export, ExportError, ExportFormat};
use crate::refusal::Refusal;
use crate::search::{Found, Order, Query};
use crate::text::say;

/// Most records of a file: whoever wants more takes them from a node of their own, or by `ayni export`.
const RECORDS_MAX: usize = 10_000;

/// Records read at a time: each may have as many bytes as a body.
const RECORDS_AT_A_TIME: usize = 20;

/// Files under way at a time. A table waits in memory until its columns are known.
const UNDER_WAY_MAX: usize = 4;

static UNDER_WAY: Semaphore = Semaphore::const_new(UNDER_WAY_MAX);

/// Entries of a feed.
const FEED_ENTRIES: usize = 50;

/// The formats, each with the ending of its files and its media type.
const FORMATS: [(ExportFormat, &str, &str); 7] = [
    (ExportFormat::Csv, "csv", "text/csv; charset=utf-8"),
    (
        ExportFormat::Xlsx,
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (ExportFormat::Json, "json", "application/json"),
    (ExportFormat::JsonLines, "jsonl", "application/jsonl"),
    (ExportFormat::GeoJson, "geojson", "application/geo+json"),
    (ExportFormat::JsonLd, "jsonld", "application/ld+json"),
    (ExportFormat::Calendar, "ics", "text/calendar; charset=utf-8"),
];

/// Every file.
pub(super) fn routes() -> Router<Arc<dyn Backend>> {
    let files = FORMATS
        .into_iter()
        .fold(Router::new(), |router, (format, ending, media_type)| {
            let path = format!("/records.{ending}");
            let name = format!("attachment; filename=\"records.{ending}\"");
            router.route(
                &path,
                get(move |State(node): State<Arc<dyn Backend>>, uri: Uri| async move {
                    let headers = [
                        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
                        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
                        (
                            header::CONTENT_DISPOSITION,
                            HeaderValue::from_str(&name).map_err(Refusal::internal)?,
                        ),
                    ];
                    Ok::<_, Refused>((headers, file(node, format, &uri).await?))
                }),
            )
        });
    let files = FORMATS.into_iter().fold(files, |router, (format, ending, media_type)| {
        let one = move |State(node): State<Arc<dyn Backend>>, Id(id): Id| one(node, id, format, ending, media_type);
        router.route(&format!("/records/{{id}}/record.{ending}"), get(one))
    });
    files.route("/records.atom", get(feed))
}

/// One record as a file: what its page shows.
async fn one(
    node: Arc<dyn Backend>,
    id: String,
    format: ExportFormat,
    ending: &'static str,
    media_type: &'static str,
) -> Result<Response, Refused> {
    let record = node.show(&id, Audience::Public).await?;
    let digits: String = id.chars().take_while(char::is_ascii_hexdigit).collect();
    let name = format!("attachment; filename=\"{digits}.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).map_err(Refusal::internal)?,
        ),
    ];
    let written = Written::default();
    let mut export = Export::new(format, written.clone()).map_err(Refusal::internal)?;
    if let Some(record) = record.as_object() {
        export.write(record).map_err(Refusal::internal)?;
    }
    export.finish().map_err(Refusal::internal)?;
    Ok((headers, written.take()).into_response())
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
    /// Absent when it is finished.
    export: Option<Export<Written>>,
    written: Written,
    /// What of the next records has been read already, for a first answer that may be a refusal.
    read: Option<Found<Value>>,
    count: usize,
    _place: SemaphorePermit<'static>,
}

async fn file(node: Arc<dyn Backend>, format: ExportFormat, uri: &Uri) -> Result<Body, Refusal> {
    let mut query = wanted(uri)?;
    query.filter.limit = RECORDS_AT_A_TIME;
    let place = UNDER_WAY.try_acquire().map_err(|_| Refusal::new("busy", 503))?;
    let written = Written::default();
    let making = Making {
        read: Some(node.search(query.clone(), Audience::Public, true).await?),
        export: Some(Export::new(format, written.clone()).map_err(Refusal::internal)?),
        node,
        query,
        written,
        count: 0,
        _place: place,
    };
    let pieces = stream::try_unfold(making, |making| async move {
        // What breaks off in the middle is cut off, which whoever gets it notices.
        making.next().await.map_err(io::Error::other)
    });
    Ok(Body::from_stream(pieces))
}

impl Making {
    /// The next piece, and what is left to do; `None` at the end.
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, ExportError> {
        loop {
            let Some(mut export) = self.export.take() else {
                return Ok(None);
            };
            let read = match self.read.take() {
                Some(read) => read,
                None => {
                    let found = self.node.search(self.query.clone(), Audience::Public, true).await;
                    found.map_err(|refusal| io::Error::other(refusal.code))?
                }
            };
            for record in read.records.iter().filter_map(Value::as_object) {
                export.write(record)?;
            }
            self.count += RECORDS_AT_A_TIME;
            self.query.filter.cursor = read.cursor;
            if self.query.filter.cursor.is_some() && self.count < RECORDS_MAX {
                self.export = Some(export);
            } else {
                export.finish()?;
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
