//! Filters on pages: the form by which the directory and the map are narrowed down, with how many records there are of what.

use axum::http::Uri;
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::decent_work::DecentWork;
use ayni_protocol::vocabulary::legal_form::LegalForm;
use ayni_protocol::vocabulary::partnership::Modality;
use ayni_protocol::vocabulary::side::Side;
use ayni_protocol::vocabulary::{self, Code, sector, spelling, sustainable_development};
use serde_json::Value;

use super::answers::{Member, charter};
use super::names::{country_name, grouped};
use super::words::language_name;
use crate::catalogue::Audience;
use crate::http::backend::Backend;
use crate::http::query;
use crate::refusal::Refusal;
use crate::search::{Counts, Facet, Found, Query};
use crate::text::{Language, say};

/// By what the form filters: the facets by whose values its fields are filled.
pub(super) const FIELDS: [Facet; 10] = [
    Facet::Kind,
    Facet::Country,
    Facet::Side,
    Facet::Platform,
    Facet::Sector,
    Facet::Form,
    Facet::Sdg,
    Facet::Pillar,
    Facet::Language,
    Facet::Modality,
];

/// One filter of the form.
pub(super) struct Select {
    pub(super) name: &'static str,
    pub(super) label: String,
    /// What stands for no filter; absent where one is always chosen.
    pub(super) any: Option<String>,
    pub(super) options: Vec<Choosable>,
}

/// What can be chosen.
pub(super) struct Choosable {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

impl Select {
    /// A field with these codes and what they are called, of which one is chosen; `label` and `any` are keys of sentences.
    pub(super) fn new<C: Into<String>>(
        name: &'static str,
        label: &str,
        any: Option<&str>,
        options: impl IntoIterator<Item = (C, String)>,
        chosen: &str,
        language: Language,
    ) -> Self {
        Self {
            name,
            label: say(language, label, &[]),
            any: any.map(|key| say(language, key, &[])),
            options: Choosable::all(options, chosen),
        }
    }
}

impl Choosable {
    /// These codes and what they are called, of which one is chosen.
    pub(super) fn all<C: Into<String>>(options: impl IntoIterator<Item = (C, String)>, chosen: &str) -> Vec<Self> {
        let option = |(code, label): (C, String)| {
            let value: String = code.into();
            Self {
                chosen: value == chosen,
                value,
                label,
            }
        };
        options.into_iter().map(option).collect()
    }
}

/// What the address of the directory, and of what comes out of it, may say; and `more`.
pub(in crate::http) fn parameters(uri: &Uri, more: &[&str]) -> Result<Vec<(String, String)>, Refusal> {
    let known = [&query::FILTERS[..], &["q", "sort", "cursor", "lang"], more].concat();
    // A form sends what nobody filled in as empty.
    let mut parameters = query::parameters(uri, &known)?;
    parameters.retain(|(_, value)| !value.is_empty());
    Ok(parameters)
}

/// What is found, counted for the form, and the members of the federation; with `full`, whole records.
pub(super) async fn found(
    node: &dyn Backend,
    query: Query,
    parameters: &[(String, String)],
    full: bool,
) -> Result<(Found<Value>, Vec<Member>), Refusal> {
    let counted = query.facets.clone();
    let mut found = node.search(query, Audience::Public, full).await?;
    // What could be chosen instead is counted as if nothing were.
    for facet in counted {
        if is_given(parameters, facet.name()) {
            let others = node
                .search(without(parameters, facet)?, Audience::Public, false)
                .await?;
            found.counts.extend(others.counts);
        }
    }
    let charter = charter(node).await?.unwrap_or_default();
    Ok((found, charter.members))
}

/// The fields of a form that filters by some facets: those in which something can be chosen.
pub(super) fn fields(
    facets: &[Facet],
    parameters: &[(String, String)],
    members: &[Member],
    counts: &Counts,
    language: Language,
) -> Vec<Select> {
    let form = Form {
        parameters,
        members,
        language,
    };
    let mut fields: Vec<Select> = facets.iter().map(|facet| form.select(*facet, counts)).collect();
    fields.retain(|field| !field.options.is_empty());
    fields
}

/// Whether an address says something of this name.
pub(super) fn is_given(parameters: &[(String, String)], name: &str) -> bool {
    parameters.iter().any(|(given, _)| given == name)
}

/// The same query without one of its filters, which counts alone.
fn without(parameters: &[(String, String)], facet: Facet) -> Result<Query, Refusal> {
    let mut others = parameters.to_vec();
    others.retain(|(given, _)| given != facet.name() && given != "cursor");
    let mut query = query::search(&others)?;
    query.filter.limit = 1;
    query.facets = vec![facet];
    Ok(query)
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
    fn select(&self, facet: Facet, counts: &Counts) -> Select {
        let name = facet.name();
        let chosen: Vec<&String> = self.values(name).collect();
        let mut values = counts.get(&facet).cloned().unwrap_or_default();
        let is_known = |value: &String| values.iter().any(|(known, _)| known.eq_ignore_ascii_case(value));
        let unknown: Vec<String> = chosen
            .iter()
            .filter(|value| !is_known(value))
            .map(|value| (*value).clone())
            .collect();
        values.extend(unknown.into_iter().map(|value| (value, 0)));
        let options = values.into_iter().map(|(value, count)| {
            let label = label(facet, &value, self.members, self.language);
            Choosable {
                label: format!("{label} ({})", grouped(count, self.language)),
                chosen: chosen.iter().any(|chosen| chosen.eq_ignore_ascii_case(&value)),
                value,
            }
        });
        let mut options: Vec<Choosable> = options.collect();
        if matches!(facet, Facet::Country | Facet::Platform | Facet::Language) {
            options.sort_by_cached_key(|option| spelling::fold(&option.label));
        }
        Select {
            name,
            label: heading(facet, self.language),
            any: Some(self.say("web-any")),
            options,
        }
    }

    fn values(&self, name: &'static str) -> impl Iterator<Item = &String> {
        self.parameters
            .iter()
            .filter(move |(given, _)| given == name)
            .map(|(_, value)| value)
    }
}

/// What the reader calls a facet.
pub(super) fn heading(facet: Facet, language: Language) -> String {
    say(language, &format!("web-filter-{}", facet.name()), &[])
}

/// What the reader calls a value of a facet.
pub(super) fn label(facet: Facet, value: &str, members: &[Member], language: Language) -> String {
    let tag = language.as_str();
    match facet {
        Facet::Kind => word::<Kind>(value, tag),
        Facet::Country => country_name(value, language),
        Facet::Side => word::<Side>(value, tag),
        Facet::Platform => {
            let member = members.iter().find(|member| member.did == value);
            member.map_or(value, |member| &member.name).to_owned()
        }
        Facet::Sector => sector::label(value, tag).unwrap_or(value).to_owned(),
        Facet::Form => word::<LegalForm>(value, tag),
        Facet::Sdg => {
            let label = value
                .parse()
                .ok()
                .and_then(|goal| sustainable_development::label(goal, tag));
            label.map_or(value.to_owned(), |label| format!("{value}. {label}"))
        }
        Facet::Pillar => word::<DecentWork>(value, tag),
        Facet::Modality => word::<Modality>(value, tag),
        Facet::Language => language_name(value, language),
        Facet::Region | Facet::Status => value.to_owned(),
    }
}

/// What a code is called; the code itself if this version doesn't know it.
fn word<C: Code>(code: &str, language: &str) -> String {
    vocabulary::parse::<C>(code)
        .map_or(code, |code| code.label(language))
        .to_owned()
}
