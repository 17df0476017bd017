//! What stands in addresses.

use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::decent_work::DecentWork;
use ayni_protocol::vocabulary::language::TAG_CHARS_MAX;
use ayni_protocol::vocabulary::legal_form::LegalForm;
use ayni_protocol::vocabulary::partnership::Modality;
use ayni_protocol::vocabulary::side::Side;
use ayni_protocol::vocabulary::{Code, country, sector};
use serde_json::{Value, json};

use crate::catalogue::{LIMIT_DEFAULT, LIMIT_MAX, SECTORS_MAX, STATUSES};
use crate::http::downloads::{self, FORMATS};
use crate::http::query;
use crate::search::{Facet, TEXT_CHARS_MAX};

/// What a list is narrowed down by.
pub(super) const FILTERS: &[&str] = &query::FILTERS;
/// What else a search takes.
pub(super) const SEARCH: &[&str] = &query::SEARCH;
/// What else an export takes.
pub(super) const EXPORT: &[&str] = &downloads::EXPORT;
/// What divides a list into pages.
pub(super) const PAGES: &[&str] = &["limit", "cursor"];

/// How a day, month or year is written: only days that the calendar has, leap years by the Gregorian rule.
pub(super) const DATE: &str = concat!(
    "^([1-9][0-9]{3}(",
    "(-(0[1-9]|1[0-2]))?",
    "|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])",
    "|-(0[469]|11)-(0[1-9]|[12][0-9]|30)",
    "|-02-(0[1-9]|1[0-9]|2[0-8]))",
    "|([1-9][0-9](0[48]|[2468][048]|[13579][26])|(1[26]|[2468][048]|[3579][26])00)-02-29)$"
);

/// How the tag of a language is written: language, script, region and variants.
pub(super) const LANGUAGE: &str =
    "^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$";

/// How a circle is written: degrees north, degrees east, kilometres.
const NEAR: &str =
    "^-?([0-8]?[0-9](\\.[0-9]+)?|90),-?((1[0-7][0-9]|[0-9]?[0-9])(\\.[0-9]+)?|180),[1-9][0-9]{0,3}(\\.[0-9]+)?$";

/// What a part of a path is, and its shape.
pub(super) fn in_path(name: &str) -> (&'static str, Value) {
    match name {
        "kind" => ("A kind of record", codes::<Kind>()),
        _ => (
            "An id: of a record 32 hexadecimal digits, perhaps with @ and the did of its platform behind; of an entry 64",
            json!({ "type": "string", "minLength": 1 }),
        ),
    }
}

/// What a parameter is, and its shape.
pub(super) fn described(name: &str) -> (&'static str, Value) {
    let text = || json!({ "type": "string", "minLength": 1, "maxLength": 500 });
    match name {
        "q" => (
            "Words: all of them are in each record that is found",
            json!({ "type": "string", "maxLength": TEXT_CHARS_MAX }),
        ),
        "sort" => (
            "What comes first; distance without near is the same as newest",
            json!({ "type": "string", "enum": ["relevance", "newest", "name", "distance"] }),
        ),
        "facets" => {
            let names = Facet::ALL.map(Facet::name).join("|");
            (
                "By what the records are counted, separated by commas",
                json!({ "type": "string", "pattern": format!("^({names})(,({names}))*$") }),
            )
        }
        "format" => (
            "How the file is written; JSON if it is not said",
            json!({ "type": "string", "enum": FORMATS.map(|format| format.ending) }),
        ),
        "kind" => ("Only this kind", codes::<Kind>()),
        "country" => (
            "Only records of this country (ISO 3166-1 alpha-2)",
            json!({ "type": "string", "enum": countries() }),
        ),
        "region" => (
            "Only records of this part of a country (ISO 3166-2)",
            json!({ "type": "string", "pattern": format!("^({})-[A-Z0-9]{{1,3}}$", countries().join("|")) }),
        ),
        "side" => ("Only records of platforms on this side", codes::<Side>()),
        "platform" => (
            "Only records of this platform: its did or its name",
            json!({ "type": "string", "maxLength": 500 }),
        ),
        "sector" => {
            let codes: Vec<&str> = sector::codes().collect();
            let code = json!({ "anyOf": [{ "type": "string", "enum": codes }, { "type": "string", "pattern": "^local:[a-z]{1,50}$" }] });
            (
                "Only records with one of these sectors",
                json!({ "type": "array", "items": code, "maxItems": SECTORS_MAX }),
            )
        }
        "sdg" => (
            "Only records that serve this Sustainable Development Goal",
            json!({ "type": "integer", "minimum": 1, "maximum": 17 }),
        ),
        "pillar" => (
            "Only records that serve this pillar of decent work",
            codes::<DecentWork>(),
        ),
        "modality" => (
            "Only partnerships of this relation between North and South",
            codes::<Modality>(),
        ),
        "form" => ("Only enterprises of this legal form", codes::<LegalForm>()),
        "language" => (
            "Only records with a text in this language (BCP 47)",
            json!({ "type": "string", "pattern": LANGUAGE, "maxLength": TAG_CHARS_MAX }),
        ),
        "status" => (
            "Only records in this state",
            json!({ "type": "string", "enum": STATUSES }),
        ),
        "near" => (
            "Only records in this circle: latitude, longitude, kilometres",
            json!({ "type": "string", "pattern": NEAR, "examples": ["14.69,-17.44,25"] }),
        ),
        "updated_since" => (
            "Only records whose current version is of this date or later",
            json!({ "type": "string", "pattern": DATE, "examples": ["2026-11"] }),
        ),
        "limit" => (
            "Most records of a page",
            json!({ "type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT_DEFAULT }),
        ),
        "cursor" => ("Where the page before ended", text()),
        "full" => (
            "Whole records, and not only what a list shows of them",
            json!({ "type": "boolean" }),
        ),
        "dry_run" => ("Only says what would become of them", json!({ "type": "boolean" })),
        "partial" => (
            "Publishes what is good though others are refused",
            json!({ "type": "boolean" }),
        ),
        "across" => (
            "Pairs of all platforms, and not only those with a record of this one",
            json!({ "type": "boolean" }),
        ),
        _ => unreachable!("{name} is described"),
    }
}

fn countries() -> Vec<&'static str> {
    country::all().iter().map(|country| country.code).collect()
}

/// One of the codes of a list.
pub(super) fn codes<C: Code>() -> Value {
    let codes: Vec<&str> = C::ALL.iter().map(|code| code.as_str()).collect();
    json!({ "type": "string", "enum": codes })
}

#[cfg(test)]
mod tests {
    use ayni_protocol::record::Date;

    use super::*;

    #[test]
    fn a_date_is_described_as_it_is_read() {
        let described = jsonschema::validator_for(&json!({ "pattern": DATE })).expect("a schema");
        for year in [
            "1000", "1900", "2000", "2024", "2026", "2100", "2400", "9996", "9999", "0999", "999",
        ] {
            for month in 0..=13 {
                for day in 0..=32 {
                    let text = format!("{year}-{month:02}-{day:02}");
                    assert_eq!(described.is_valid(&json!(text)), Date::parse(&text).is_ok(), "{text}");
                }
                let text = format!("{year}-{month:02}");
                assert_eq!(described.is_valid(&json!(text)), Date::parse(&text).is_ok(), "{text}");
            }
            assert_eq!(described.is_valid(&json!(year)), Date::parse(year).is_ok(), "{year}");
        }
    }
}
