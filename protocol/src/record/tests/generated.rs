//! Records of every kind, generated: each survives its own JSON, and nothing makes the check panic.

use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{PROBLEMS_MAX, Record, RecordId};
use super::with;
use crate::vocabulary::{country, sector, side};

fn text(chars_max: usize) -> impl Strategy<Value = Value> {
    // Letters of many scripts, then one visible letter, so that no text is blank or stands for nothing.
    (
        proptest::string::string_regex(&format!(
            "[A-Z][a-zA-Zéñßα-ωа-яء-ي0-9 .,<>&\"'-]{{0,{}}}",
            chars_max.min(60) - 3
        ))
        .unwrap(),
        "[x-z]{2}",
    )
        .prop_map(|(text, end)| json!(format!("{text}{end}")))
}

fn localized(chars_max: usize) -> impl Strategy<Value = Value> {
    btree_map(
        prop::sample::select(vec!["en", "fr", "es", "pt-BR", "ar", "zh-Hans", "wo"]),
        text(chars_max),
        1..4,
    )
    .prop_map(|texts| json!(texts))
}

fn date() -> impl Strategy<Value = Value> {
    (1000u16..=9999, option::of((1u8..=12, option::of(1u8..=28)))).prop_map(|(year, rest)| match rest {
        None => json!(format!("{year}")),
        Some((month, None)) => json!(format!("{year}-{month:02}")),
        Some((month, Some(day))) => json!(format!("{year}-{month:02}-{day:02}")),
    })
}

fn record_id() -> impl Strategy<Value = Value> {
    any::<[u8; 16]>().prop_map(|bytes| json!(RecordId::from_bytes(bytes).to_string()))
}

fn one_of(values: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop::sample::select(values).prop_map(|value| json!(value))
}

/// An object with the fields whose strategies give a value.
fn object(fields: Vec<(&'static str, BoxedStrategy<Value>, bool)>) -> BoxedStrategy<Value> {
    fields
        .into_iter()
        .map(|(name, value, required)| {
            let chosen = if required {
                value.prop_map(Some).boxed()
            } else {
                option::of(value).boxed()
            };
            chosen.prop_map(move |value| (name, value))
        })
        .collect::<Vec<_>>()
        .prop_map(|fields| {
            let present = fields
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?)));
            Value::Object(present.collect())
        })
        .boxed()
}

macro_rules! object {
    ($($name:literal $(: $optional:expr)? $(=> $required:expr)?),* $(,)?) => {
        object(vec![$( ($name, $(($optional).boxed(), false)? $(($required).boxed(), true)? ) ),*])
    };
}

fn some<S: Strategy<Value = Value> + 'static>(element: S, count_max: usize) -> impl Strategy<Value = Value> {
    vec(element, 0..=count_max).prop_map(|mut values| {
        let mut unique: Vec<Value> = Vec::new();
        values.retain(|value| {
            !unique.contains(value) && {
                unique.push(value.clone());
                true
            }
        });
        json!(values)
    })
}

/// Headings with everything but what the kind adds.
fn heading(kind: &'static str) -> BoxedStrategy<Value> {
    object! {
        "kind" => Just(json!(kind)),
        "oid": text(60),
        "source_url": Just(json!("https://registry.example/1?a=b")),
        "status": one_of(&["active", "closed"]),
        "review_by": date(),
        "expires": date(),
        "licence" => one_of(&["CC0-1.0", "ODC-By-1.0", "LicenseRef-own"]),
        "summary": localized(60),
        "countries" => btree_set(prop::sample::select(country::all().iter().map(|country| country.code).collect::<Vec<_>>()), 1..4)
            .prop_map(|codes| json!(codes)),
        "sectors": some(prop_oneof![
            prop::sample::select(sector::codes().collect::<Vec<_>>()).prop_map(|code| json!(code)),
            Just(json!("local:petite pêche")),
        ], 5),
        "sdgs": btree_set(1..=17, 0..5).prop_map(|goals| json!(goals)),
        "decent_work": some(one_of(&["employment", "social_protection", "rights", "voice"]), 4),
        "tags": some(text(60), 5),
        "scope": one_of(&["local", "regional", "national", "international"]),
        "urls": some(one_of(&["https://a.example", "http://b.example/x", "https://c.example:8443/"]), 3),
        "images": some(object! {
            "url" => one_of(&["https://a.example/1.png", "https://a.example/2.png"]),
            "caption": localized(60),
            "credit": text(60),
        }, 3),
        "relations": some(object! {
            "predicate" => one_of(&["same_as", "part_of", "implements", "translation_of", "about", "follows"]),
            "record" => record_id(),
        }, 3),
        "visibility": Just(json!("federation")),
    }
}

fn details(kind: &'static str) -> BoxedStrategy<Value> {
    let people = || {
        object! { "women": (0..100i64).prop_map(|n| json!(n)), "men": (0..100i64).prop_map(|n| json!(n)),
        "total": (200..1000i64).prop_map(|n| json!(n)), "year": (1900..2030i64).prop_map(|n| json!(n)) }
    };
    match kind {
        "enterprise" => object! {
            "legal_form" => one_of(&["cooperative", "mutual_society", "association", "foundation", "social_enterprise", "self_help_group", "other"]),
            "national_form": text(60),
            "coop_type": one_of(&["producer", "worker", "consumer_user", "multi_stakeholder"]),
            "registrations": some(object! { "list" => text(30), "number" => text(30) }, 3),
            "lei": Just(json!("506700GE1G29325QX363")),
            "trading_name": text(60),
            "acronym": text(40),
            "founded": date(),
            "address": object! { "street": text(60), "locality": text(60), "region": text(60), "postcode": text(20) },
            "description": localized(60),
            "products": localized(60),
            "members": people(),
            "workers": people(),
            "turnover_band": one_of(&["micro", "small", "medium", "large"]),
            "qualifiers": some(text(60), 3),
            "parent": record_id(),
            "contact": record_id(),
        },
        "practice" => object! {
            "objective" => localized(60),
            "context" => localized(60),
            "approach" => localized(60),
            "results" => localized(60),
            "period": object! { "start" => date() },
            "organisations" => Just(json!([{"name": "A"}, {"name": "B", "role": "C"}])),
            "beneficiaries": localized(60),
            "gender": localized(60),
            "building_blocks": some(object! { "title" => localized(60), "text" => localized(60),
                "enabling_factors": localized(60), "lessons": localized(60) }, 3),
            "constraints": localized(60),
            "sustainability": localized(60),
            "replicability": localized(60),
            "cost": object! { "amount" => (0..i64::from(i32::MAX)).prop_map(|n| json!(n)), "currency" => one_of(&["XOF", "USD"]) },
            "evidence": some(object! { "title" => localized(60), "url": Just(json!("https://a.example")) }, 3),
            "validation" => one_of(&["self", "peer_reviewed", "evaluated"]),
            "case_study": any::<bool>().prop_map(|value| json!(value)),
        },
        "contact" => object! {
            "name" => text(60),
            "role": text(60),
            "email": one_of(&["info@ess.example", "a.b@coop.example"]),
            "phone": one_of(&["+221 33 800 00 00", "(020) 7946 0000"]),
            "consent": object! { "basis" => one_of(&["consent", "contract"]), "date" => Just(json!("2020-01-01")), "expires": Just(json!("2030")) },
        },
        _ => object! {
            "name" => text(60),
            "addresses": some(one_of(&["/ip4/203.0.113.7/tcp/4001", "/ip6/2001:db8::1/udp/1/quic-v1"]), 2),
            "web_site": Just(json!("https://ess.example")),
            "languages": some(one_of(&["fr", "wo", "pt-BR"]), 3),
            "mandate": localized(60),
        },
    }
}

/// JSON of records that keep every rule, of any kind, with any choice of their optional fields.
fn any_record() -> impl Strategy<Value = Value> {
    prop::sample::select(vec!["enterprise", "practice", "contact", "platform"])
        .prop_flat_map(|kind| (heading(kind), details(kind), localized(60)))
        .prop_map(|(mut record, details, title)| {
            let fields = record.as_object_mut().unwrap();
            fields.extend(details.as_object().unwrap().clone());
            let languages: Vec<&String> = title.as_object().unwrap().keys().collect();
            fields.insert("original".to_owned(), json!(languages[0]));
            fields.insert("machine_translated".to_owned(), json!(languages[1..]));
            if fields["kind"] == "platform" {
                let country = fields["countries"][0].clone();
                let side = side::of(country.as_str().unwrap()).unwrap();
                fields.insert("country".to_owned(), country);
                fields.insert("side".to_owned(), json!(side));
                fields.insert("side_basis".to_owned(), json!("unctad"));
            }
            fields.insert("title".to_owned(), title);
            record
        })
}

proptest! {
    #[test]
    fn a_record_survives_its_own_json(json in any_record()) {
        let record = Record::parse(&json).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        let written = record.to_json();
        let parsed = Record::parse(&written);
        prop_assert_eq!(parsed.as_ref(), Ok(&record));
        let read = Record::read(&written);
        prop_assert_eq!(read.as_ref(), Ok(&record));
        prop_assert_eq!(Record::parse(&written).map(|again| again.to_json()), Ok(written));
    }

    #[test]
    fn a_record_keeps_what_was_written(json in any_record()) {
        let written = Record::parse(&json).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?.to_json();
        for (name, value) in json.as_object().unwrap() {
            let nothing = *value == json!([]) || *value == json!({}) || *value == json!(false);
            prop_assert!(nothing || &written[name] == value, "{}: {} became {}", name, value, written[name]);
        }
    }

    #[test]
    fn no_json_makes_the_check_panic(json in any_record(), name in "[a-z_]{1,12}", other in any_record()) {
        // Any field of one kind in a record of another, and a whole record where a field is expected.
        for field in other.as_object().unwrap().keys().chain([&name]) {
            for value in [other[field].clone(), other.clone(), json!([other[field]]), json!(-1), json!(1e300), json!(u64::MAX)] {
                if let Err(problems) = Record::parse(&with(json.clone(), field, value)) {
                    prop_assert!(!problems.is_empty() && problems.len() <= PROBLEMS_MAX);
                }
            }
        }
    }
}
