//! The pages of single kinds: shelves of the directory, each with its own heading and the filters that matter there.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::Uri;
use axum::routing::get;
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::opportunity::OpportunityType;
use ayni_protocol::vocabulary::partnership::Modality;
use ayni_protocol::vocabulary::policy::PolicyType;
use ayni_protocol::vocabulary::resource::ResourceType;
use ayni_protocol::vocabulary::spelling;
use serde_json::Value;

use super::Frame;
use super::directory::{self, Listed, Rows, Shelf, one_list};
use super::names::country_name;
use super::words::{day, language_name};
use crate::clock;
use crate::http::backend::Backend;
use crate::http::reader::Reader;
use crate::search::{Facet, Order};
use crate::text::{Language, say};

/// Most participants of a partnership that a list names.
const PARTNERS_SHOWN: usize = 3;

/// Most events that are put in the order of their days: those of many years.
const EVENTS_MAX: usize = 200;

/// Most events that were and are still shown.
const PAST_SHOWN: usize = 50;

/// Records of each kind of the library on its first page.
const LIBRARY_RECORDS: usize = 10;

/// Policies of a page.
const POLICIES: usize = 50;

/// The shelves.
pub(super) static SHELVES: [Shelf; 6] = [
    Shelf {
        path: "/practices",
        heading: "site-practices",
        about: "site-practices-about",
        kinds: &[Kind::Practice],
        filters: &[
            Facet::Country,
            Facet::Side,
            Facet::Platform,
            Facet::Sector,
            Facet::Sdg,
            Facet::Pillar,
            Facet::Language,
        ],
        ..directory::ALL
    },
    Shelf {
        path: "/partnerships",
        heading: "site-partnerships",
        about: "site-partnerships-about",
        kinds: &[Kind::Partnership],
        filters: &[
            Facet::Modality,
            Facet::Country,
            Facet::Side,
            Facet::Platform,
            Facet::Sector,
        ],
        detail: Some(partners),
        beside: Some(("/opportunities", "site-opportunities")),
        ..directory::ALL
    },
    Shelf {
        path: "/opportunities",
        heading: "site-opportunities",
        about: "site-opportunities-about",
        kinds: &[Kind::Opportunity],
        filters: &[
            Facet::Country,
            Facet::Side,
            Facet::Platform,
            Facet::Sector,
            Facet::Language,
        ],
        detail: Some(opportunity),
        beside: Some(("/partnerships", "site-partnerships")),
        ..directory::ALL
    },
    Shelf {
        path: "/events",
        heading: "site-events",
        about: "site-events-about",
        kinds: &[Kind::Event],
        filters: &[Facet::Country, Facet::Platform, Facet::Language],
        limit: EVENTS_MAX,
        order: Some(Order::Newest),
        detail: Some(when_and_where),
        arrange: by_day,
        cut: Some("site-events-cut"),
        ..directory::ALL
    },
    Shelf {
        path: "/policies",
        heading: "site-policies",
        about: "site-policies-about",
        kinds: &[Kind::Policy],
        filters: &[Facet::Country, Facet::Platform, Facet::Language],
        limit: POLICIES,
        order: Some(Order::Name),
        detail: Some(policy),
        arrange: by_country,
        ..directory::ALL
    },
    Shelf {
        path: "/library",
        heading: "site-library",
        about: "site-library-about",
        kinds: &[Kind::Resource, Kind::Learning],
        filters: &[
            Facet::Kind,
            Facet::Language,
            Facet::Sector,
            Facet::Country,
            Facet::Platform,
        ],
        limit: LIBRARY_RECORDS,
        detail: Some(shelved),
        ..directory::ALL
    },
];

/// Every shelf's page.
pub(super) fn routes() -> Router<Arc<dyn Backend>> {
    SHELVES.iter().fold(Router::new(), |router, shelf| {
        let show = move |State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri| async move {
            directory::shown(node.as_ref(), reader, &uri, shelf).await
        };
        router.route(shelf.path, get(show))
    })
}

/// What a partnership is between North and South, and who takes part.
fn partners(record: &Value, language: Language) -> Option<String> {
    let modality = record["cooperation"]["modality"].as_str().and_then(Modality::parse);
    let modality = modality.map(|modality| modality.label(language.as_str()).to_owned());
    let participants = record["participants"].as_array().map_or(&[][..], Vec::as_slice);
    let names = participants
        .iter()
        .filter_map(|participant| participant["name"].as_str());
    let mut names: Vec<&str> = names.take(PARTNERS_SHOWN).collect();
    if participants.len() > names.len() {
        names.push("…");
    }
    joined([modality, Some(names.join(", "))])
}

/// What is sought or offered, and until when.
fn opportunity(record: &Value, language: Language) -> Option<String> {
    let kind = record["type"].as_str().and_then(OpportunityType::parse);
    let until = record["deadline"]
        .as_str()
        .map(|date| say(language, "site-until", &[("day", day(date, language))]));
    joined([kind.map(|kind| kind.label(language.as_str()).to_owned()), until])
}

/// What kind of policy it is, and for whom it holds.
fn policy(record: &Value, language: Language) -> Option<String> {
    let kind = record["type"].as_str().and_then(PolicyType::parse);
    let jurisdiction = record["jurisdiction"].as_str().map(str::to_owned);
    joined([kind.map(|kind| kind.label(language.as_str()).to_owned()), jurisdiction])
}

/// What kind of tool it is, or who provides the course; and in which languages.
fn shelved(record: &Value, language: Language) -> Option<String> {
    let kind = record["type"].as_str().and_then(ResourceType::parse);
    let kind = kind.map(|kind| kind.label(language.as_str()).to_owned());
    let tags = record["languages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let names: Vec<String> = tags.map(|tag| language_name(tag, language)).collect();
    let provider = || record["provider"].as_str().map(str::to_owned);
    joined([kind.or_else(provider), Some(names.join(", "))])
}

/// The days of an event, and its place.
fn when_and_where(record: &Value, language: Language) -> Option<String> {
    let date = |name: &str| record[name].as_str().map(|text| day(text, language));
    let days = match (date("start"), date("end")) {
        (Some(start), Some(end)) if start != end => Some(format!("{start} – {end}")),
        (start, _) => start,
    };
    let place = record["place"]["locality"].as_str().map(str::to_owned);
    let online = || record["online_url"].as_str().map(|_| say(language, "site-online", &[]));
    joined([days, place.or_else(online)])
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The events that come, the next one first, and those that were, the last one first.
fn by_day(rows: Rows, frame: &Frame) -> Vec<Listed> {
    let today = clock::rfc3339(clock::unix_ms());
    days(rows, today.get(..10).unwrap_or_default(), frame)
}

fn days(rows: Rows, today: &str, frame: &Frame) -> Vec<Listed> {
    let text = |record: &Value, name: &str| record[name].as_str().map(str::to_owned);
    let is_over = |record: &Value| {
        let last = text(record, "end")
            .or_else(|| text(record, "start"))
            .unwrap_or_default();
        // A month or a year is over when all of it is.
        let begin = &today[..last.len().min(today.len())];
        last.get(..begin.len()).is_some_and(|last| last < begin)
    };
    let (mut past, mut coming): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(record, _)| is_over(record));
    coming.sort_by_cached_key(|(record, _)| text(record, "start"));
    past.sort_by_cached_key(|(record, _)| std::cmp::Reverse(text(record, "start")));
    past.truncate(PAST_SHOWN);
    let lists = [("site-events-coming", coming), ("site-events-past", past)];
    let lists = lists.into_iter().map(|(heading, rows)| Listed {
        heading: Some(frame.say(heading)),
        records: rows.into_iter().map(|(_, row)| row).collect(),
        more: None,
    });
    lists.collect()
}

/// Policies under the names of their countries.
fn by_country(rows: Rows, frame: &Frame) -> Vec<Listed> {
    let mut countries: BTreeMap<(String, String), Rows> = BTreeMap::new();
    for (record, row) in rows {
        let name = record["countries"][0]
            .as_str()
            .map(|code| country_name(code, frame.language))
            .unwrap_or_default();
        countries
            .entry((spelling::fold(&name), name))
            .or_default()
            .push((record, row));
    }
    let lists = countries.into_iter().flat_map(|((_, name), rows)| {
        one_list(rows, frame).into_iter().map(move |list| Listed {
            heading: Some(name.clone()),
            ..list
        })
    });
    lists.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::rows::RecordRow;
    use super::*;

    fn frame() -> Frame {
        let reader = Reader {
            language: Language::En,
            chosen: false,
        };
        Frame::new(reader, &Uri::from_static("/events"), String::new())
    }

    fn row(record: Value) -> (Value, RecordRow) {
        let row = RecordRow::all(std::slice::from_ref(&record), &frame()).remove(0);
        (record, row)
    }

    fn titles(list: &Listed) -> Vec<&str> {
        list.records.iter().map(|row| row.title.text.as_str()).collect()
    }

    #[test]
    fn events_that_come_stand_before_those_that_were() {
        let event = |title: &str, start: &str, end: Option<&str>| {
            row(json!({ "kind": "event", "original": "en", "title": { "en": title }, "start": start, "end": end }))
        };
        let rows = vec![
            event("past", "2026-05-01", None),
            event("last", "2026-05-09T09:00", None),
            event("later", "2026-06", None),
            event("now", "2026-05-09", Some("2026-05-10")),
            event("this month", "2026-05", None),
        ];
        let lists = days(rows, "2026-05-10", &frame());
        assert_eq!(titles(&lists[0]), ["this month", "now", "later"]);
        assert_eq!(titles(&lists[1]), ["last", "past"]);
    }

    #[test]
    fn policies_stand_under_their_countries() {
        let policy = |title: &str, country: &str| {
            row(json!({ "kind": "policy", "original": "en", "title": { "en": title }, "countries": [country] }))
        };
        let lists = by_country(vec![policy("a", "SN"), policy("b", "EC"), policy("c", "SN")], &frame());
        let shown: Vec<_> = lists
            .iter()
            .map(|list| (list.heading.as_deref(), titles(list)))
            .collect();
        assert_eq!(shown, [(Some("Ecuador"), vec!["b"]), (Some("Senegal"), vec!["a", "c"])]);
    }

    #[test]
    fn what_a_list_says_of_a_record_is_in_the_readers_words() {
        let event = json!({ "start": "2026-05-12T09:00", "end": "2026-05-14", "place": { "locality": "Dakar" } });
        assert_eq!(
            when_and_where(&event, Language::Fr).as_deref(),
            Some("12 mai 2026 – 14 mai 2026 · Dakar")
        );
        let names = ["A", "B", "C", "D"].map(|name| json!({ "name": name }));
        let partnership = json!({ "cooperation": { "modality": "south_south" }, "participants": names });
        let said = partners(&partnership, Language::En).expect("some words");
        assert!(said.ends_with(" · A, B, C, …"), "{said}");
        assert_eq!(opportunity(&json!({}), Language::En), None);
    }
}
