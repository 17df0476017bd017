//! Pages for staff, who have logged in with the node's access token: what the program does at the command line, they do here.

mod charter;
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

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::home::read;
use super::{Frame, address, kept, page};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::session::Staff;
use crate::refusal::Refusal;
use crate::text::Language;

/// Largest form in bytes: all texts of a record in some languages.
const FORM_BYTES_MAX: usize = 1024 * 1024;

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
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

/// The pages about this platform's own records.
fn records() -> Router<Arc<dyn Backend>> {
    let forms = DefaultBodyLimit::max(form::BYTES_MAX);
    Router::new()
        .route("/admin/records", get(records::show))
        .route("/admin/records/new", get(form::begin).post(form::publish).layer(forms))
        .route(
            "/admin/records/{id}/edit",
            get(form::open).post(form::save).layer(forms),
        )
        .route(
            "/admin/records/{id}/translate",
            get(translation::open).post(translation::save).layer(forms),
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
const PLACES: [(&str, &str); 8] = [
    ("/admin", "admin-overview"),
    (form::LIST, "forms-records"),
    ("/admin/import", "work-import"),
    ("/admin/stale", "work-stale"),
    ("/admin/duplicates", "work-duplicates"),
    ("/admin/partnerships", "work-partnerships"),
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

/// A page with a form as an answer, with the status of what is wrong if something is.
fn with_form(
    template: &impl askama::Template,
    wrong: Option<StatusCode>,
    language: Language,
) -> Result<Response, Refusal> {
    let mut response = desk(template, language)?;
    *response.status_mut() = wrong.unwrap_or(StatusCode::OK);
    Ok(response)
}

/// What a form of ours sends.
struct Sent<T>(T);

impl<T: DeserializeOwned> FromRequest<Arc<dyn Backend>> for Sent<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, node: &Arc<dyn Backend>) -> Result<Self, Refused> {
        match Form::from_request(request, node).await {
            Ok(Form(sent)) => Ok(Self(sent)),
            Err(_) => Err(Refusal::new("form_broken", 400).into()),
        }
    }
}

/// Back to the page that the form was on, when what it asked for is done.
fn back(uri: &Uri) -> Response {
    let page = uri.path_and_query().map_or(uri.path(), |page| page.as_str());
    Redirect::to(page).into_response()
}

/// This platform.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Own {
    did: String,
}

impl Own {
    async fn of(node: &dyn Backend) -> Result<Self, Refusal> {
        read(node.status().await?)
    }
}

/// Where whoever asked for a page without a session logs in, to come back to it. A form that was sent is lost: from the
/// login one comes to the page that it was on.
pub(in crate::http) fn login_for(uri: &Uri) -> String {
    let asked = uri.path_and_query().map_or("/admin", |asked| asked.as_str());
    address("/admin/login", &[("next".to_owned(), asked.to_owned())])
}
