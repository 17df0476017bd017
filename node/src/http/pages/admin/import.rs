//! Importing a file: it is sent, looked through, shown, and published by a second word.

mod form;
mod missing;
mod preview;
mod upload;
mod work;

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use futures::stream;
use serde::Deserialize;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use super::super::names::counted;
use super::complaint::Complaint;
use super::visit::Visit;
use super::{Sent, broken};
use crate::exchange::Format;
use crate::http::answer::Refused;
use crate::http::query::{self, Id};
use crate::http::tray::Tray;
use crate::refusal::Refusal;
use crate::text::say;
use upload::{Typed, Upload};

/// Largest form in bytes that is read to its end. A file beyond what is taken is refused in words; whoever sends more than this loses the
/// connection.
pub(super) const FORM_BYTES_MAX: usize = 128 * 1024 * 1024;

/// Files that are sent, looked through or published at a time.
const UNDER_WAY_MAX: usize = 4;

static UNDER_WAY: Semaphore = Semaphore::const_new(UNDER_WAY_MAX);

/// How much of the refused rows goes out at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// Answers `GET /admin/import`.
pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    form::page(&visit, &Typed::default(), None)
}

/// Answers `POST /admin/import`: looks the file through and publishes nothing.
pub(super) async fn upload(
    visit: Visit,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let Ok(_place) = UNDER_WAY.try_acquire() else {
        return Err(Refusal::new("busy", 503).into());
    };
    let upload = Upload::read(multipart.map_err(|_| broken())?).await?;
    let (typed, language) = (upload.typed.clone(), visit.reader.language);
    if upload.wants_draft {
        let drafted = blocking(move || upload.draft(language)).await?;
        return match drafted {
            Ok(text) => Ok(attachment("mapping.toml", "application/toml", Body::from(text))?),
            Err(wrong) => form::page(&visit, &typed, Some(wrong)),
        };
    }
    let (runtime, node) = (Handle::current(), Arc::clone(&visit.node));
    let checked = blocking(move || {
        let order = upload.order(language)?;
        let sorted = work::through(node.as_ref(), &runtime, &order, true, language)?;
        Ok((order, sorted))
    });
    let kept: Result<String, Complaint> = match checked.await? {
        Err(wrong) => Err(wrong),
        Ok((order, sorted)) => {
            let key = key()?;
            let kept = visit.staff.keep(Tray::new(key.clone(), order, sorted));
            kept.map(|()| key).map_err(|refusal| Complaint::of(&refusal, language))
        }
    };
    match kept {
        Ok(key) => Ok(visit.on_to(&format!("/admin/import/{key}"))),
        Err(wrong) => form::page(&visit, &typed, Some(wrong)),
    }
}

/// Answers `GET /admin/import/{tray}`: what publishing would do, or has done.
pub(super) async fn preview(visit: Visit, Id(key): Id) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    match visit.staff.kept(&key) {
        Some(tray) => preview::page(&visit, &tray, None),
        None => Ok(gone(&visit)),
    }
}

/// Whether whoever publishes has ticked that so many records are to be withdrawn.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Sure {
    sure: String,
}

/// Answers `POST /admin/import/{tray}`: publishes the good rows, and withdraws what the file no longer has where that was asked for.
pub(super) async fn publish(visit: Visit, Id(key): Id, Sent(Sure { sure }): Sent<Sure>) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let Some(tray) = visit.staff.kept(&key) else {
        return Ok(gone(&visit));
    };
    if let Some((count, held)) = preview::many_missing(&tray).filter(|_| sure.is_empty()) {
        let unsure = Refusal::new("missing_unconfirmed", 409)
            .with("count", count)
            .with("held", held);
        let unsure = Complaint::of(&unsure, visit.reader.language).at("sure");
        return preview::page(&visit, &tray, Some(unsure));
    }
    let Ok(place) = UNDER_WAY.try_acquire() else {
        return Err(Refusal::new("busy", 503).into());
    };
    let language = visit.reader.language;
    // Pressed twice, the button does nothing the second time; the page says how it stands.
    if let Some(order) = tray.begin() {
        let (runtime, into, node) = (Handle::current(), Arc::clone(&tray), Arc::clone(&visit.node));
        // It goes on to its end where the browser has gone meanwhile.
        let published = blocking(move || {
            let _place = place;
            match work::through(node.as_ref(), &runtime, &order, false, language) {
                Ok(sorted) => {
                    into.end(sorted);
                    Ok(())
                }
                Err(wrong) => {
                    into.undo(order);
                    Err(wrong)
                }
            }
        });
        match published.await? {
            Ok(()) => {
                let (_, report) = tray.state();
                let count = report.published + report.updated;
                visit.staff.tell(counted("work-published", count, language));
            }
            Err(wrong) => return preview::page(&visit, &tray, Some(wrong)),
        }
    }
    Ok(visit.on_to(&format!("/admin/import/{key}")))
}

/// Answers `GET /admin/import/{tray}/{file}`: the refused rows, to be mended.
pub(super) async fn rejected(visit: Visit, Path((key, name)): Path<(String, String)>) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let Some(tray) = visit.staff.kept(&key) else {
        return Ok(gone(&visit));
    };
    if name != rejected_name(tray.format) {
        return Err(Refusal::new("not_found", 404).with("id", visit.uri.path()).into());
    }
    let file = blocking(move || tray.rejected().map(|file| (file, tray.format))).await?;
    let (file, format) = file.map_err(Refusal::internal)?;
    Ok(attachment(
        &name,
        media_type(format),
        Body::from_stream(stream::try_unfold(file, chunk)),
    )?)
}

/// What the file of refused rows is called: it is laid out as the one that was sent.
fn rejected_name(format: Format) -> String {
    format!("rejected.{format}")
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::GeoJson => "application/geo+json",
        Format::JsonLines => "application/jsonl",
        Format::Json => "application/json",
    }
}

/// The next part of a file.
async fn chunk(mut file: File) -> io::Result<Option<(Bytes, File)>> {
    let read = tokio::task::spawn_blocking(move || {
        let mut chunk = vec![0; CHUNK_BYTES];
        let read = file.read(&mut chunk)?;
        chunk.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(chunk), file)))
    });
    read.await.map_err(io::Error::other)?
}

fn attachment(name: &str, media_type: &'static str, body: Body) -> Result<Response, Refusal> {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition).map_err(Refusal::internal)?,
        ),
    ];
    Ok((headers, body).into_response())
}

/// Work that blocks, on a thread of its own.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(Refusal::internal)
}

/// A name for a file that no other one of the session has had.
fn key() -> Result<String, Refusal> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(Refusal::internal)?;
    Ok(hex::encode(bytes))
}

/// The session has another file, or none any more.
fn gone(visit: &Visit) -> Response {
    visit.staff.tell(say(visit.reader.language, "work-gone", &[]));
    visit.on_to("/admin/import")
}
