//! Pages for staff, who have logged in with the node's access token: what the program does at the command line, they do here.

mod charter;
mod comments;
mod complaint;
mod deed;
mod duplicates;
mod ending;
mod expertise;
mod form;
mod health;
mod import;
mod login;
mod measures;
mod overview;
mod partnerships;
mod peers;
mod records;
mod review;
mod stale;
mod translation;
mod visit;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};

use serde::de::DeserializeOwned;

use super::{Frame, address, kept, page};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::session::Staff;
use crate::refusal::Refusal;
use crate::text::Language;

/// Largest form in bytes: what a record may have (512 KiB), three bytes of a letter as nine, and the names of the fields.
const FORM_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Largest form in bytes of somebody who has not logged in: the token, and an address as long as the head of a request.
const LOGIN_BYTES_MAX: usize = 64 * 1024;

/// What only these pages need beside the style of all.
const STYLE: &str = include_str!("../../../templates/admin/admin.css");

/// Every page for staff.
pub(super) fn routes() -> Router<Arc<dyn Backend>> {
    Router::new()
        .route("/admin", get(overview::show))
        .merge(records())
        .route("/admin/expertise", get(expertise::show))
        .route("/admin/login", get(login::show).post(login::enter))
        .route("/admin/logout", post(login::leave))
        .route(
            "/admin/import",
            get(import::show)
                .post(import::upload)
                .layer(DefaultBodyLimit::max(import::FORM_BYTES_MAX)),
        )
        .route("/admin/import/{tray}", get(import::preview).post(import::publish))
        .route("/admin/import/{tray}/{file}", get(import::rejected))
        .route(
            "/admin/partnerships",
            get(partnerships::show).post(partnerships::answer),
        )
        .route("/admin/comments", get(comments::show).post(comments::moderate))
        .route("/admin/duplicates", get(duplicates::show).post(duplicates::same))
        .route("/admin/stale", get(stale::show))
        .route("/admin/charter", get(charter::show))
        .route(
            "/admin/charter/vote",
            get(charter::vote::show).post(charter::vote::vote),
        )
        .route(
            "/admin/charter/propose",
            get(charter::proposing::show).post(charter::proposing::propose),
        )
        .route(
            "/admin/charter/invite",
            get(charter::invitation::show).post(charter::invitation::invite),
        )
        .route("/admin/peers", get(peers::show))
        .route("/static/admin.css", get(|| kept("text/css; charset=utf-8", STYLE)))
}

/// The pages about this platform's own records.
fn records() -> Router<Arc<dyn Backend>> {
    Router::new()
        .route("/admin/records", get(records::show))
        .merge(records::files())
        .route("/admin/records/new", get(form::begin).post(form::publish))
        .route("/admin/records/{id}/edit", get(form::open).post(form::save))
        .route(
            "/admin/records/{id}/translate",
            get(translation::open).post(translation::save),
        )
        .route("/admin/records/{id}/review", get(review::open).post(review::done))
        .route(
            "/admin/records/{id}/withdraw",
            get(ending::withdrawal).post(ending::withdraw),
        )
        .route("/admin/records/{id}/erase", get(ending::erasure).post(ending::erase))
        .route("/admin/records/{id}/receipt", get(ending::receipt))
}

/// The pages that the others link to, in their order: addresses, and the keys of their names.
const PLACES: [(&str, &str); 9] = [
    ("/admin", "admin-overview"),
    (form::LIST, "forms-records"),
    ("/admin/import", "work-import"),
    ("/admin/stale", "work-stale"),
    ("/admin/duplicates", "work-duplicates"),
    ("/admin/partnerships", "work-partnerships"),
    ("/admin/comments", "work-comments"),
    ("/admin/charter", "admin-charter"),
    ("/admin/peers", "admin-peers"),
];

/// What every page for staff has around its content, beside the [`Frame`] of all pages.
struct Desk {
    places: Vec<Place>,
    /// What came of the last step.
    told: Option<String>,
}

/// A page for staff, as a link.
struct Place {
    href: String,
    name: String,
    current: bool,
}

impl Desk {
    /// The place whose address begins that of the page, `uri`, is marked.
    fn new(staff: &Staff, frame: &Frame, uri: &Uri) -> Self {
        let current = PLACES.iter().filter(|(path, _)| uri.path().starts_with(path));
        let current = current.max_by_key(|(path, _)| path.len());
        let place = |(path, name): &(&str, &str)| Place {
            href: format!("{path}{}", frame.keep),
            name: frame.say(name),
            current: current.is_some_and(|(known, _)| known == path),
        };
        Self {
            places: PLACES.iter().map(place).collect(),
            told: staff.told(),
        }
    }
}

/// A page for staff as an answer: no cache keeps it.
fn desk(template: &impl askama::Template, language: Language) -> Result<Response, Refusal> {
    let mut response = page(template, language)?;
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    Ok(response)
}

/// A page with a form as an answer, with the status of what is wrong with it if something is.
fn with_form(
    template: &impl askama::Template,
    wrong: Option<StatusCode>,
    language: Language,
) -> Result<Response, Refusal> {
    let mut response = desk(template, language)?;
    *response.status_mut() = wrong.unwrap_or(StatusCode::OK);
    Ok(response)
}

/// What a form of ours sends, which is at most `BYTES_MAX` long.
struct Sent<T, const BYTES_MAX: usize = FORM_BYTES_MAX>(T);

impl<T: DeserializeOwned, const BYTES_MAX: usize> FromRequest<Arc<dyn Backend>> for Sent<T, BYTES_MAX> {
    type Rejection = Refused;

    async fn from_request(mut request: Request, node: &Arc<dyn Backend>) -> Result<Self, Refused> {
        DefaultBodyLimit::max(BYTES_MAX).apply(&mut request);
        match Form::from_request(request, node).await {
            Ok(Form(sent)) => Ok(Self(sent)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Refusal::new("body_too_large", 413).with("limit", BYTES_MAX).into())
            }
            Err(_) => Err(broken().into()),
        }
    }
}

/// It is no form of ours, or did not come to its end.
fn broken() -> Refusal {
    Refusal::new("form_broken", 400)
}

/// Where whoever asked for a page without a session logs in, to come back to it. A form that was sent is lost: from the
/// login one comes to the page that it was on.
pub(in crate::http) fn login_for(uri: &Uri) -> String {
    let asked = uri.path_and_query().map_or("/admin", |asked| asked.as_str());
    address("/admin/login", &[("next".to_owned(), asked.to_owned())])
}
