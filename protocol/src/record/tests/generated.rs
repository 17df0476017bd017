//! Records of every kind, made up: each survives its own JSON, fits its schema, and nothing makes the check panic.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::{Kind, PROBLEMS_MAX, Record, example, schema};
use super::with;

/// Records that keep every rule, of any kind, with any choice of their optional fields.
fn any_record() -> impl Strategy<Value = Value> {
    (prop::sample::select(Kind::ALL), any::<u64>()).prop_map(|(kind, seed)| made_up(kind, seed))
}

/// The record that follows from `seed`.
fn made_up(kind: Kind, seed: u64) -> Value {
    let mut state = seed;
    example::of(kind, &mut move |choices| {
        // SplitMix64: every seed gives a sequence of its own.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % choices as u64) as usize
    })
}

#[test]
fn a_thousand_records_of_each_kind_keep_every_rule() {
    for kind in Kind::ALL {
        for seed in 0..1_000 {
            let json = made_up(*kind, seed);
            assert_eq!(Record::parse(&json).err(), None, "{kind} {seed}: {json}");
        }
    }
}

#[test]
fn every_optional_field_of_each_kind_is_in_some_record() {
    for kind in Kind::ALL {
        let mut seen = Map::new();
        for seed in 0..1_000 {
            seen.extend(made_up(*kind, seed).as_object().cloned().unwrap());
        }
        for member in kind.heading_members().iter().chain(&kind.members()) {
            let never = !seen.contains_key(member.name) && member.name != "machine_translated";
            assert!(!never, "{kind} never has {}", member.name);
        }
    }
}

#[test]
fn no_field_stands_in_the_heading_and_in_a_kind() {
    for kind in Kind::ALL {
        for member in kind.members() {
            let twice = kind.heading_members().iter().any(|other| other.name == member.name);
            assert!(!twice, "{kind} has {} twice", member.name);
        }
    }
}

#[test]
fn the_published_form_of_a_record_fits_its_schema() {
    for kind in Kind::ALL {
        let validator = jsonschema::validator_for(&schema::of(*kind)).expect("a schema");
        for seed in 0..300 {
            let record = Record::parse(&made_up(*kind, seed)).expect("a record").to_json();
            let errors: Vec<String> = validator.iter_errors(&record).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{kind} {seed}: {errors:?}");
        }
    }
}

#[test]
fn a_schema_refuses_what_the_check_refuses() {
    let validator = jsonschema::validator_for(&schema::of(Kind::Enterprise)).expect("a schema");
    let good = Record::parse(&made_up(Kind::Enterprise, 1))
        .expect("a record")
        .to_json();
    assert!(validator.is_valid(&good));
    for (name, value) in [
        ("legal_form", json!("coop")),
        ("countries", json!(["UK"])),
        ("countries", json!([])),
        ("title", json!("A")),
        ("title", json!({"en": "x".repeat(201)})),
        ("founded", json!("14/8/1997")),
        ("parent", json!("1")),
        ("sdgs", json!([18])),
        ("colour", json!("red")),
    ] {
        let bad = with(good.clone(), name, value);
        assert!(!validator.is_valid(&bad) && Record::parse(&bad).is_err(), "{bad}");
    }
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
