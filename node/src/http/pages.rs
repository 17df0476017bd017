//! Pages for people: the node with its records, one record, and every refusal.

mod about;
mod admin;
mod answers;
mod beside;
mod directory;
mod embed;
mod expertise;
mod federation;
mod fields;
pub(super) mod filters;
mod home;
mod interface;
mod kinds;
mod map;
mod markdown;
mod menu;
mod names;
mod record;
mod rows;
mod statistics;
mod words;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::Value;

use super::backend::Backend;
use super::policy;
use super::query;
use super::reader::Reader;
use crate::refusal::Refusal;
use crate::text::{Language, say};
pub(super) use admin::login_for;
pub(super) use rows::path;

/// Our one style sheet.
const STYLE: &str = include_str!("../../templates/style.css");

/// The mark of the program: two arrows, giving and giving back.
const ICON: &str = include_str!("../../templates/icon.svg");

/// Every page.
pub(super) fn routes() -> Router<Arc<dyn Backend>> {
    Router::new()
        .merge(admin::routes())
        .merge(kinds::routes())
        .route("/", get(home::show))
        .route("/records", get(directory::show))
        .route("/map", get(map::show))
        .route("/statistics", get(statistics::show))
        .route("/federation", get(federation::show))
        .route("/records/{id}", get(record::show))
        .route("/expertise", get(expertise::show))
        .route("/about", get(about::show))
        .route("/api", get(interface::show))
        .route("/embed", get(embed::list))
        .route("/embed/map", get(embed::map))
        .route("/embed/help", get(embed::help))
        .route("/static/style.css", get(|| kept("text/css; charset=utf-8", STYLE)))
        .route("/static/icon.svg", get(|| kept("image/svg+xml", ICON)))
        .route(
            "/static/world.svg",
            get(|| kept("image/svg+xml", map::WORLD_SVG.as_str())),
        )
}

/// A file that changes only with the program. Pages name the style sheet with the program's
/// version, so browsers may keep it.
async fn kept(media_type: &'static str, content: &'static str) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, content)
}

/// What every page has around its content.
struct Frame {
    language: Language,
    /// Stands in the browser's title bar.
    title: String,
    /// `?lang=fr` if the reader chose a language by the address, so that links keep it; else empty.
    keep: String,
    languages: Vec<Choice>,
    version: &'static str,
    /// The page's own path.
    path: String,
    /// Whether it stands within a page of another site, and so has nothing around its content.
    bare: bool,
}

/// The same page in another language.
struct Choice {
    code: &'static str,
    name: &'static str,
    href: String,
    current: bool,
}

impl Frame {
    fn new(reader: Reader, uri: &Uri, title: String) -> Self {
        let language = reader.language;
        // A browser takes what begins with two slashes for another site.
        let path = match uri.path() {
            path if path.starts_with("//") || path.starts_with("/\\") => "/",
            path => path,
        };
        let mut parameters = query::pairs(uri).unwrap_or_default();
        parameters.retain(|(name, _)| name != "lang");
        let languages = Language::ALL
            .into_iter()
            .map(|other| {
                let mut parameters = parameters.clone();
                parameters.push(("lang".to_owned(), other.to_string()));
                Choice {
                    code: other.as_str(),
                    name: other.own_name(),
                    href: address(path, &parameters),
                    current: other == language,
                }
            })
            .collect();
        Self {
            language,
            title,
            keep: keep(reader),
            languages,
            version: env!("CARGO_PKG_VERSION"),
            path: path.to_owned(),
            bare: false,
        }
    }

    /// The same without anything around the content.
    fn bare(self) -> Self {
        Self { bare: true, ..self }
    }

    /// An address with parameters, behind which stands what keeps the reader's choice of a language; `path` is already encoded.
    fn address(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        let language = (!self.keep.is_empty()).then_some(("lang", self.language.as_str()));
        let parameters = parameters.iter().copied().chain(language);
        let parameters: Vec<_> = parameters
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        address(path, &parameters)
    }

    /// The sentence `key` in the page's language.
    fn say(&self, key: &str) -> String {
        say(self.language, key, &[])
    }
}

/// What keeps the reader's choice of a language in an address, if they have chosen one.
fn keep(reader: Reader) -> String {
    let language = reader.chosen.then(|| format!("?lang={}", reader.language));
    language.unwrap_or_default()
}

/// An address with parameters; `path` is already encoded.
fn address(path: &str, parameters: &[(String, String)]) -> String {
    let mut address = path.to_owned();
    let mut mark = '?';
    for (name, value) in parameters {
        address.push(mark);
        address.push_str(&encoded(name));
        address.push('=');
        address.push_str(&encoded(value));
        mark = '&';
    }
    address
}

/// `text` as a part of an address: everything but letters, digits and `-._~` as `%XX`.
fn encoded(text: &str) -> String {
    match askama::filters::urlencode_strict(text) {
        Ok(encoded) => encoded.to_string(),
        Err(never) => match never {},
    }
}

/// The title of a record, or a row of a list, that suits the reader best.
pub(super) fn title(record: &Value, language: Language) -> String {
    let title = words::Choice::of(record, language).words(&record["title"]);
    title.map(|title| title.text).unwrap_or_default()
}

/// What the reader calls the kind of a record.
pub(super) fn kind(record: &Value, language: Language) -> String {
    names::kind_name(record["kind"].as_str().unwrap_or_default(), language)
}

/// The page as an answer. Pages change with every entry, so browsers ask again each time.
fn page(template: &impl Template, language: Language) -> Result<Response, Refusal> {
    let html = template.render().map_err(Refusal::internal)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(language.as_str())),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::VARY, HeaderValue::from_static("accept-language, cookie")),
    ];
    Ok((headers, html).into_response())
}

#[derive(Template)]
#[template(path = "refusal.html")]
struct RefusalPage {
    frame: Frame,
    heading: String,
    message: String,
}

/// A page that says what was refused. Hints are for admins and name commands; visitors get a way
/// back instead.
pub(super) fn refused(refusal: &Refusal, reader: Reader, uri: &Uri) -> Response {
    let language = reader.language;
    let (heading, message) = match refusal.status {
        404 => ("web-not-found", "web-not-found-text"),
        500.. => ("web-failed", "web-failed-text"),
        _ => ("web-refused", ""),
    };
    let heading = say(language, heading, &[]);
    let message = if message.is_empty() {
        refusal.message(language)
    } else {
        say(language, message, &[])
    };
    let mut frame = Frame::new(reader, uri, heading.clone());
    frame.bare = policy::may_be_framed(uri.path());
    let refusal_page = RefusalPage {
        frame,
        heading,
        message,
    };
    match page(&refusal_page, language) {
        Ok(response) => response,
        // Without the template there is still the sentence.
        Err(_) => refusal_page.message.into_response(),
    }
}
