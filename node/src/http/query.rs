//! What an address says: the id in its path, and after the question mark filters, pages and switches.

use std::ops::RangeInclusive;

use axum::extract::{FromRequestParts, Path};
use axum::http::Uri;
use axum::http::request::Parts;

use super::answer::Refused;
use crate::catalogue::{Filter, LIMIT_MAX, RADIUS_KM_MAX, SECTORS_MAX, STATUSES};
use crate::cause::Cause;
use crate::clock;
use crate::refusal::Refusal;
use crate::search::{Facet, Order, Query, TEXT_CHARS_MAX};
use ayni_protocol::record::Date;
use ayni_protocol::vocabulary::sustainable_development::GOAL_MAX;
use ayni_protocol::vocabulary::{self, Code, country, language, sector};

/// Longest value of a parameter, in characters: platforms' names are the longest that make sense.
const VALUE_CHARS_MAX: usize = 500;

/// The id in a path such as `/records/{id}`.
#[derive(Debug)]
pub(super) struct Id(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refused;

    /// An id that isn't even text names nothing, like every other unknown one.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(Refused(Refusal::new("not_found", 404).with("id", parts.uri.path()))),
        }
    }
}

/// Names and values in their order; `None` if the address isn't encoded as the web wants it.
pub(super) fn pairs(uri: &Uri) -> Option<Vec<(String, String)>> {
    axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri)
        .ok()
        .map(|pairs| pairs.0)
}

/// The filters of a list, which pages and every answer with a list take. `ayni list` calls its options the same.
pub(super) const FILTERS: [&str; 14] = [
    "kind",
    "country",
    "region",
    "side",
    "platform",
    "sector",
    "sdg",
    "pillar",
    "modality",
    "form",
    "language",
    "status",
    "near",
    "updated_since",
];

/// The filter that may be given several times: any of its values will do.
const REPEATED: &str = "sector";

/// The parameters of an address, each at most once unless it is [`REPEATED`], and only those that `known` names.
pub(super) fn parameters(uri: &Uri, known: &[&str]) -> Result<Vec<(String, String)>, Refusal> {
    let pairs = pairs(uri).ok_or_else(|| bad("?", uri.query().unwrap_or_default(), Cause::new("cause-encoding")))?;
    for (place, (name, value)) in pairs.iter().enumerate() {
        let refused = |cause| Err(bad(name, value, cause));
        if !known.contains(&name.as_str()) {
            return refused(Cause::new("cause-parameter-unknown").with("known", known.join(", ")));
        }
        let before = pairs.iter().take(place).filter(|(other, _)| other == name).count();
        let times_max = if name == REPEATED { SECTORS_MAX } else { 1 };
        if before >= times_max {
            return refused(Cause::new("cause-parameter-repeated").with("limit", times_max));
        }
        if value.chars().count() > VALUE_CHARS_MAX {
            return refused(Cause::new("cause-parameter-long").with("limit", VALUE_CHARS_MAX));
        }
    }
    Ok(pairs)
}

/// Which records a list shall hold: [`FILTERS`], limit (1 to 500) and cursor among the parameters.
pub(super) fn filter(parameters: &[(String, String)]) -> Result<Filter, Refusal> {
    let mut filter = Filter::default();
    for (name, value) in parameters {
        let bad = |cause| bad(name, value, cause);
        match name.as_str() {
            "kind" => filter.kind = Some(code(name, value)?),
            "country" => {
                let code = value.to_ascii_uppercase();
                let known = country::by_code(&code).ok_or_else(|| bad(Cause::new("cause-country")))?;
                filter.country = Some(known.code.to_owned());
            }
            "region" if country::is_region(value) => filter.region = Some(value.clone()),
            "region" => return Err(bad(Cause::new("cause-region"))),
            "side" => filter.side = Some(code(name, value)?),
            "pillar" => filter.pillar = Some(code(name, value)?),
            "modality" => filter.modality = Some(code(name, value)?),
            "platform" => filter.platform = Some(value.clone()),
            "sector" if sector::is_code(value) => filter.sectors.push(value.clone()),
            "sector" => return Err(bad(Cause::new("cause-sector"))),
            "sdg" => filter.sdg = Some(number(name, value, 1..=usize::from(GOAL_MAX))? as u8),
            "form" => filter.form = Some(code(name, value)?),
            "language" => {
                let tag = language::canonical(value).ok_or_else(|| bad(Cause::new("cause-language")))?;
                filter.language = Some(tag);
            }
            "status" => {
                let known = STATUSES.into_iter().find(|status| status == value);
                filter.status = Some(known.ok_or_else(|| bad(expected(&STATUSES)))?);
            }
            "near" => {
                let cause = || Cause::new("cause-near").with("limit", RADIUS_KM_MAX);
                filter.near = Some(value.parse().map_err(|_| bad(cause()))?);
            }
            "updated_since" => {
                let date = Date::parse(value).map_err(|_| bad(Cause::new("cause-date")))?;
                filter.updated_since = Some(clock::beginning(date));
            }
            "limit" => filter.limit = number(name, value, 1..=LIMIT_MAX)?,
            "cursor" => filter.cursor = Some(value.clone()),
            _ => {}
        }
    }
    Ok(filter)
}

/// What stands in an address beside filters and pages when something is looked for.
pub(super) const SEARCH: [&str; 3] = ["q", "sort", "facets"];

/// In which orders hits may come.
const ORDERS: [(&str, Order); 4] = [
    ("relevance", Order::Relevance),
    ("newest", Order::Newest),
    ("name", Order::Name),
    ("distance", Order::Distance),
];

/// What is looked for: [`SEARCH`], and what [`filter`] reads.
pub(super) fn search(parameters: &[(String, String)]) -> Result<Query, Refusal> {
    let mut query = Query {
        filter: filter(parameters)?,
        ..Query::default()
    };
    for (name, value) in parameters {
        match name.as_str() {
            "q" if value.chars().count() > TEXT_CHARS_MAX => {
                let cause = Cause::new("cause-parameter-long").with("limit", TEXT_CHARS_MAX);
                return Err(bad(name, value, cause));
            }
            "q" => query.text.clone_from(value),
            "sort" => {
                let known = ORDERS.iter().find(|(word, _)| word == value);
                let (_, order) = known.ok_or_else(|| bad(name, value, expected(&ORDERS.map(|(word, _)| word))))?;
                query.order = *order;
            }
            "facets" => {
                for word in value.split(',') {
                    let facet = Facet::ALL.into_iter().find(|facet| facet.name() == word.trim());
                    query
                        .facets
                        .push(facet.ok_or_else(|| bad(name, word, expected(&Facet::ALL.map(Facet::name))))?);
                }
                query.facets.sort_unstable();
                query.facets.dedup();
            }
            _ => {}
        }
    }
    Ok(query)
}

/// The code that a value is.
fn code<C: Code>(name: &str, value: &str) -> Result<C, Refusal> {
    vocabulary::parse(value).ok_or_else(|| {
        let codes: Vec<&str> = C::ALL.iter().map(|code| code.as_str()).collect();
        bad(name, value, expected(&codes))
    })
}

/// The number in `range` that a value is.
fn number(name: &str, value: &str, range: RangeInclusive<usize>) -> Result<usize, Refusal> {
    let number = value.parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| {
        let cause = Cause::new("cause-number").with("least", range.start());
        bad(name, value, cause.with("limit", range.end()))
    })
}

/// That a parameter has to be one of some words.
pub(super) fn not_one_of(name: &str, value: &str, words: &[&str]) -> Refusal {
    bad(name, value, expected(words))
}

fn expected(words: &[&str]) -> Cause {
    Cause::new("cause-words").with("words", words.join(", "))
}

/// Whether a switch is on: `true` and `1`, `false` and `0`; off if it isn't named.
pub(super) fn switch(parameters: &[(String, String)], name: &str) -> Result<bool, Refusal> {
    match parameters.iter().find(|(known, _)| known == name) {
        None => Ok(false),
        Some((_, value)) => match value.as_str() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(bad(name, value, expected(&["true", "false"]))),
        },
    }
}

fn bad(name: &str, value: &str, cause: Cause) -> Refusal {
    let short = |text: &str| text.chars().take(100).collect::<String>();
    Refusal::new("bad_query", 400)
        .with("name", short(name))
        .with("value", short(value))
        .because(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    use ayni_protocol::record::Kind;
    use ayni_protocol::vocabulary::legal_form::LegalForm;
    use ayni_protocol::vocabulary::side::Side;

    use crate::text::Language;

    fn read(address: &str) -> Result<Filter, Refusal> {
        let uri: Uri = address.parse().expect("an address");
        filter(&parameters(&uri, &[&FILTERS[..], &["limit", "cursor"]].concat())?)
    }

    #[test]
    fn filters_are_read_from_the_address() {
        let filter =
            read("/?kind=practice&country=sn&side=south&platform=R%C3%A9seau+vert&limit=7").expect("well formed");
        assert_eq!(filter.kind, Some(Kind::Practice));
        assert_eq!(filter.country.as_deref(), Some("SN"));
        assert_eq!(filter.side, Some(Side::South));
        assert_eq!(filter.platform.as_deref(), Some("Réseau vert"));
        assert_eq!(filter.limit, 7);
        let filter = read(
            "/?sector=isic:A&sector=local:petite+p%C3%AAche&sdg=8&form=cooperative&language=PT-br&status=withdrawn\
             &near=14.69,-17.44,25&updated_since=2026-11",
        )
        .expect("well formed");
        assert_eq!(filter.sectors, ["isic:A", "local:petite pêche"]);
        assert_eq!((filter.sdg, filter.form), (Some(8), Some(LegalForm::Cooperative)));
        assert_eq!(filter.language.as_deref(), Some("pt-BR"));
        assert_eq!(filter.status, Some("withdrawn"));
        assert_eq!(filter.near, "14.69,-17.44,25".parse().ok());
        assert_eq!(
            filter.updated_since.map(clock::rfc3339).as_deref(),
            Some("2026-11-01T00:00:00Z")
        );
    }

    #[test]
    fn what_no_filter_can_be_is_refused_by_name() {
        for address in [
            "/?kind=spaceship",
            "/?country=XX",
            "/?side=east",
            "/?limit=0",
            "/?limit=501",
            "/?limit=ten",
            "/?colour=red",
            "/?side=south&side=north",
            "/?sector=farming",
            "/?sdg=0",
            "/?sdg=18",
            "/?form=plc",
            "/?language=French",
            "/?status=erased",
            "/?near=14.69,-17.44",
            "/?near=91,0,5",
            "/?updated_since=yesterday",
            "/?updated_since=2026-02-30",
        ] {
            let refusal = read(address).expect_err(address);
            assert_eq!((refusal.code, refusal.status), ("bad_query", 400), "{address}");
            let name = address[2..].split('=').next().expect("a name");
            assert_eq!(refusal.args[0].1, name, "{address}");
            for language in Language::ALL {
                let message = refusal.message(language);
                assert!(!message.contains(['{', '$']), "{message}");
            }
        }
        let repeated = |times: usize| read(&format!("/?{}", vec!["sector=isic:A"; times].join("&")));
        assert_eq!(
            repeated(SECTORS_MAX).expect("as many as there are").sectors.len(),
            SECTORS_MAX
        );
        assert!(repeated(SECTORS_MAX + 1).is_err());
        assert!(read(&format!("/?platform={}", "x".repeat(VALUE_CHARS_MAX))).is_ok());
        assert!(read(&format!("/?platform={}", "x".repeat(VALUE_CHARS_MAX + 1))).is_err());
    }

    #[test]
    fn a_refusal_says_what_was_expected() {
        let said = |address, language| read(address).expect_err(address).message(language);
        let english = said("/?near=14,69,-17,44,25", Language::En);
        assert!(
            english.contains("14.69,-17.44,25") && english.contains("20000"),
            "{english}"
        );
        assert!(said("/?status=open", Language::Fr).contains("active, pending, closed, withdrawn"));
        assert!(said("/?sdg=18", Language::Es).contains("17"));
    }

    #[test]
    fn a_switch_is_on_off_or_refused() {
        let on = |value: &str| switch(&[("dry_run".into(), value.into())], "dry_run");
        assert!(on("true").expect("known") && on("1").expect("known"));
        assert!(!on("false").expect("known"));
        assert!(!switch(&[], "dry_run").expect("absent"));
        assert!(on("maybe").is_err());
    }
}
