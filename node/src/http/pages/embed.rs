//! Pages that a national platform puts within a page of its own site: the list and the map, bare; and the page that says how.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use super::directory::{ALL, Listed, Shelf, searched, with_cursor};
use super::filters::{self, Select, is_given};
use super::names::total;
use super::{Frame, address, map as world, page};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::origin;
use crate::http::query;
use crate::http::reader::Reader;
use crate::search::Facet;
use crate::text::{Language, say};

/// A list that fits into a part of somebody else's page.
const SHELF: Shelf = Shelf {
    path: "/embed",
    filters: &[],
    limit: 10,
    ..ALL
};

/// What can be put in: the value of the parameter `what`, the page, the height of its frame in pixels, and the key of its name.
const CHOICES: [(&str, &str, u32, &str); 2] = [
    ("list", "/embed", 900, "web-directory"),
    ("map", "/embed/map", 700, "web-map"),
];

/// By what the form filters.
const FILTERS: [Facet; 5] = [Facet::Kind, Facet::Country, Facet::Side, Facet::Platform, Facet::Sector];

#[derive(Template)]
#[template(path = "embed.html")]
struct List {
    frame: Frame,
    total: String,
    lists: Vec<Listed>,
    first: Option<String>,
    next: Option<String>,
    directory: String,
}

/// Answers `GET /embed`.
pub(super) async fn list(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    let parameters = filters::parameters(&uri, &[])?;
    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "web-directory", &[])).bare();
    let search = searched(node.as_ref(), &parameters, &SHELF, &frame).await?;
    let shown = List {
        total: total(search.total, language),
        lists: search.lists,
        first: is_given(&parameters, "cursor").then(|| with_cursor(SHELF.path, &parameters, None)),
        next: search
            .cursor
            .map(|cursor| with_cursor(SHELF.path, &parameters, Some(cursor))),
        directory: with_cursor(ALL.path, &parameters, None),
        frame,
    };
    Ok(page(&shown, language)?)
}

/// Answers `GET /embed/map`.
pub(super) async fn map(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    let frame = Frame::new(reader, &uri, say(reader.language, "web-map", &[])).bare();
    world::shown(node.as_ref(), frame, &uri, "/embed/map").await
}

#[derive(Template)]
#[template(path = "embed_help.html")]
struct Help {
    frame: Frame,
    text: String,
    fields: Vec<Select>,
    /// What to copy.
    snippet: String,
    /// The page that it puts in.
    src: String,
}

/// Answers `GET /embed/help`.
pub(super) async fn help(
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refused> {
    let mut parameters = filters::parameters(&uri, &["what"])?;
    let what = parameters.iter().find(|(name, _)| name == "what");
    let what = what.map(|(_, value)| value.clone()).unwrap_or_default();
    parameters.retain(|(name, _)| name == "q" || FILTERS.iter().any(|facet| facet.name() == name));
    let mut query = query::search(&parameters)?;
    let text = query.text.clone();
    query.filter.limit = 1;
    query.facets = FILTERS.to_vec();
    let (found, members) = filters::found(node.as_ref(), query, &parameters, false).await?;

    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "site-embed", &[]));
    let chosen = CHOICES.iter().find(|(value, ..)| *value == what);
    let (value, path, height, name) = *chosen.unwrap_or(&CHOICES[0]);
    let mut fields = vec![whats(value, language)];
    fields.extend(filters::fields(
        &FILTERS,
        &parameters,
        &members,
        &found.counts,
        language,
    ));
    parameters.push(("lang".to_owned(), language.to_string()));
    let src = address(path, &parameters);
    let site = origin::site(&headers, node.as_ref()).unwrap_or_default();
    let shown = Help {
        snippet: snippet(&format!("{site}{src}"), &frame.say(name), height),
        src,
        text,
        fields,
        frame,
    };
    Ok(page(&shown, language)?)
}

/// The field that says what is put in.
fn whats(chosen: &str, language: Language) -> Select {
    let choices = CHOICES.map(|(value, _, _, name)| (value, say(language, name, &[])));
    Select::new("what", "site-embed-what", None, choices, chosen, language)
}

/// The HTML that puts a page in. It is shown as text: what is escaped here is escaped once more on the page.
fn snippet(src: &str, title: &str, height: u32) -> String {
    let src = src.replace('&', "&amp;");
    let title = title.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<iframe src=\"{src}\" title=\"{title}\" width=\"100%\" height=\"{height}\" loading=\"lazy\" \
         referrerpolicy=\"no-referrer\"></iframe>"
    )
}

#[cfg(test)]
mod tests {
    use super::snippet;

    #[test]
    fn a_snippet_is_one_element_whatever_the_filters_say() {
        let snippet = snippet("https://a.example/embed?q=1&lang=fr", "L\"a & b", 700);
        assert!(
            snippet.starts_with("<iframe src=\"https://a.example/embed?q=1&amp;lang=fr\" title=\"L&quot;a &amp; b\" ")
        );
        assert_eq!(snippet.matches('<').count(), 2);
    }
}
