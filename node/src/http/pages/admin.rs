//! Pages for staff, who have logged in with the node's access token: what the program does at the command line, they do here.

mod deed;
mod ending;
mod expertise;
mod form;
mod login;
mod overview;
mod records;
mod review;
mod translation;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Uri, header};
use axum::response::Response;
use axum::routing::{get, post};

use super::{Frame, address, kept, page};
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
const PLACES: [(&str, &str); 2] = [("/admin", "admin-overview"), (form::LIST, "forms-records")];

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

/// Where whoever asked for a page without a session logs in, to come back to it. A form that was sent is lost: from the
/// login one comes to the page that it was on.
pub(in crate::http) fn login_for(uri: &Uri) -> String {
    let asked = uri.path_and_query().map_or("/admin", |asked| asked.as_str());
    address("/admin/login", &[("next".to_owned(), asked.to_owned())])
}
