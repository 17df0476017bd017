//! The directory: all public records, by words and filters, with how many there are of what.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::decent_work::DecentWork;
use ayni_protocol::vocabulary::legal_form::LegalForm;
use ayni_protocol::vocabulary::partnership::Modality;
use ayni_protocol::vocabulary::side::Side;
use ayni_protocol::vocabulary::{self, Code, sector, spelling, sustainable_development};

use super::home::{Member, charter};
use super::names::{country_name, grouped};
use super::rows::RecordRow;
use super::words::language_name;
use super::{Frame, address, page};
use crate::catalogue::Audience;
use crate::exchange::ExportFormat;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::refusal::Refusal;
use crate::search::{Counts, Facet, Query};
use crate::text::{Language, say};

/// Records on one page: light enough for a 2G link.
const PAGE_RECORDS: usize = 20;

/// By what the form filters: the name of the parameter, and the facet by whose values it is filled. A side is no facet: it is that of
/// the platform in the charter.
const FIELDS: [(&str, Option<Facet>); 10] = [
    ("kind", Some(Facet::Kind)),
    ("country", Some(Facet::Country)),
    ("side", None),
    ("platform", Some(Facet::Platform)),
    ("sector", Some(Facet::Sector)),
    ("form", Some(Facet::Form)),
    ("sdg", Some(Facet::Sdg)),
    ("pillar", Some(Facet::Pillar)),
    ("language", Some(Facet::Language)),
    ("modality", Some(Facet::Modality)),
];

/// Orders that the form offers.
const ORDERS: [(&str, &str); 3] = [
    ("relevance", "web-sort-relevance"),
    ("newest", "web-sort-newest"),
    ("name", "web-sort-name"),
];

/// Formats in which the same records can be taken along.
const DOWNLOADS: [(ExportFormat, &str); 4] = [
    (ExportFormat::Csv, "csv"),
    (ExportFormat::Xlsx, "xlsx"),
    (ExportFormat::GeoJson, "geojson"),
    (ExportFormat::JsonLines, "jsonl"),
];

/// What the address of the directory, and of what comes out of it, may say.
pub(in crate::http) fn parameters(uri: &Uri) -> Result<Vec<(String, String)>, Refusal> {
    let known = [&query::FILTERS[..], &["q", "sort", "cursor", "lang"]].concat();
    // A form sends what nobody filled in as empty.
    let mut parameters = query::parameters(uri, &known)?;
    parameters.retain(|(_, value)| !value.is_empty());
    Ok(parameters)
}

#[derive(Template)]
#[template(path = "directory.html")]
struct Directory {
    frame: Frame,
    text: String,
    fields: Vec<Select>,
    filtered: bool,
    total: String,
    records: Vec<RecordRow>,
    first: Option<String>,
    next: Option<String>,
    /// Where the same records can be taken along, each with its format's name.
    downloads: Vec<(String, &'static str)>,
    feed: String,
    calendar: String,
}

/// One filter of the form.
struct Select {
    name: &'static str,
    label: String,
    /// What stands for no filter; absent where one is always chosen.
    any: Option<String>,
    options: Vec<Choosable>,
}

struct Choosable {
    value: String,
    label: String,
    chosen: bool,
}

/// Answers `GET /records`.
pub(super) async fn show(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    let parameters = parameters(&uri)?;
    let mut query = query::search(&parameters)?;
    query.filter.limit = PAGE_RECORDS;
    query.facets = FIELDS.iter().filter_map(|(_, facet)| *facet).collect();
    let (list, mut counts) = node.search(query.clone(), Audience::Public).await?;
    // What could be chosen instead is counted as if nothing were.
    for (name, facet) in FIELDS {
        if let Some(facet) = facet.filter(|_| is_given(&parameters, name)) {
            counts.extend(
                node.search(without(&parameters, name, facet)?, Audience::Public)
                    .await?
                    .1,
            );
        }
    }
    let charter = charter(node.as_ref()).await?.unwrap_or_default();

    let language = reader.language;
    let frame = Frame::new(reader, &uri, say(language, "web-directory", &[]));
    let form = Form {
        parameters: &parameters,
        members: &charter.members,
        language,
    };
    let mut fields: Vec<Select> = FIELDS
        .into_iter()
        .map(|(name, facet)| form.select(name, facet, &counts))
        .collect();
    fields.retain(|field| !field.options.is_empty());
    fields.push(form.orders());
    let at = |path: &str| {
        let mut parameters = parameters.clone();
        parameters.retain(|(name, _)| name != "cursor" && name != "lang");
        address(path, &parameters)
    };
    let shown = Directory {
        text: query.text,
        fields,
        filtered: parameters
            .iter()
            .any(|(name, _)| !matches!(name.as_str(), "lang" | "cursor" | "sort")),
        total: say(
            language,
            "web-total",
            &[
                ("count", list.total.to_string()),
                ("number", grouped(list.total, language)),
            ],
        ),
        records: RecordRow::all(&list.records, &frame),
        first: is_given(&parameters, "cursor").then(|| with_cursor(&parameters, None)),
        next: list.cursor.map(|cursor| with_cursor(&parameters, Some(cursor))),
        downloads: DOWNLOADS
            .into_iter()
            .map(|(_, ending)| (at(&format!("/records.{ending}")), ending))
            .collect(),
        feed: at("/records.atom"),
        calendar: at("/records.ics"),
        frame,
    };
    Ok(page(&shown, language)?)
}

fn is_given(parameters: &[(String, String)], name: &str) -> bool {
    parameters.iter().any(|(given, _)| given == name)
}

/// The same query without one of its filters, which counts alone.
fn without(parameters: &[(String, String)], name: &str, facet: Facet) -> Result<Query, Refusal> {
    let mut others = parameters.to_vec();
    others.retain(|(given, _)| given != name && given != "cursor");
    let mut query = query::search(&others)?;
    query.filter.limit = 1;
    query.facets = vec![facet];
    Ok(query)
}

/// The address of this list at another place, with the same filters.
fn with_cursor(parameters: &[(String, String)], cursor: Option<String>) -> String {
    let mut parameters = parameters.to_vec();
    parameters.retain(|(name, _)| name != "cursor");
    parameters.extend(cursor.map(|cursor| ("cursor".to_owned(), cursor)));
    address("/records", &parameters)
}

/// What the form shows to whom.
struct Form<'a> {
    parameters: &'a [(String, String)],
    members: &'a [Member],
    language: Language,
}

impl Form<'_> {
    fn say(&self, key: &str) -> String {
        say(self.language, key, &[])
    }

    /// A field with what can be chosen: what some record has, and what is chosen.
    fn select(&self, name: &'static str, facet: Option<Facet>, counts: &Counts) -> Select {
        let chosen: Vec<&String> = self.values(name).collect();
        let mut values: Vec<(String, Option<u64>)> = match facet {
            Some(facet) => {
                let counted = counts.get(&facet).into_iter().flatten();
                counted.map(|(value, count)| (value.clone(), Some(*count))).collect()
            }
            None => Side::ALL.iter().map(|side| (side.as_str().to_owned(), None)).collect(),
        };
        let is_known = |value: &String| values.iter().any(|(known, _)| known.eq_ignore_ascii_case(value));
        let unknown: Vec<String> = chosen
            .iter()
            .filter(|value| !is_known(value))
            .map(|value| (*value).clone())
            .collect();
        values.extend(unknown.into_iter().map(|value| (value, Some(0))));
        let options = values.into_iter().map(|(value, count)| {
            let label = self.label(name, &value);
            Choosable {
                label: match count {
                    Some(count) => format!("{label} ({})", grouped(count, self.language)),
                    None => label,
                },
                chosen: chosen.iter().any(|chosen| chosen.eq_ignore_ascii_case(&value)),
                value,
            }
        });
        let mut options: Vec<Choosable> = options.collect();
        if matches!(name, "country" | "platform" | "language") {
            options.sort_by_cached_key(|option| spelling::fold(&option.label));
        }
        Select {
            name,
            label: self.say(&format!("web-filter-{name}")),
            any: Some(self.say("web-any")),
            options,
        }
    }

    /// In which order the records come.
    fn orders(&self) -> Select {
        let chosen = self.values("sort").next().map_or("relevance", String::as_str);
        Select {
            name: "sort",
            label: self.say("web-sort"),
            any: None,
            options: ORDERS
                .iter()
                .map(|(order, key)| Choosable {
                    value: (*order).to_owned(),
                    label: self.say(key),
                    chosen: *order == chosen,
                })
                .collect(),
        }
    }

    fn values(&self, name: &'static str) -> impl Iterator<Item = &String> {
        self.parameters
            .iter()
            .filter(move |(given, _)| given == name)
            .map(|(_, value)| value)
    }

    /// What the reader calls a value.
    fn label(&self, name: &str, value: &str) -> String {
        let tag = self.language.as_str();
        match name {
            "kind" => word::<Kind>(value, tag),
            "country" => country_name(value, self.language),
            "side" => word::<Side>(value, tag),
            "platform" => {
                let member = self.members.iter().find(|member| member.did == value);
                member.map_or(value, |member| &member.name).to_owned()
            }
            "sector" => sector::label(value, tag).unwrap_or(value).to_owned(),
            "form" => word::<LegalForm>(value, tag),
            "sdg" => {
                let label = value
                    .parse()
                    .ok()
                    .and_then(|goal| sustainable_development::label(goal, tag));
                label.map_or(value.to_owned(), |label| format!("{value}. {label}"))
            }
            "pillar" => word::<DecentWork>(value, tag),
            "modality" => word::<Modality>(value, tag),
            "language" => language_name(value, self.language),
            _ => value.to_owned(),
        }
    }
}

/// What a code is called; the code itself if this version doesn't know it.
fn word<C: Code>(code: &str, language: &str) -> String {
    vocabulary::parse::<C>(code)
        .map_or(code, |code| code.label(language))
        .to_owned()
}
