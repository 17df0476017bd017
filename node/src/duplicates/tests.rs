//! Which records are found to be likely duplicates, and which are not.

use ayni_protocol::record::Record;
use serde_json::{Value, json};

use super::*;

fn id(number: usize) -> RecordId {
    RecordId::from_bytes((number as u128).to_be_bytes())
}

/// Fingerprints of enterprises in Great Britain, each a name and what differs from the others.
fn prints(records: &[(&str, Value)]) -> Vec<Fingerprint> {
    let print = |(number, (name, more)): (usize, &(&str, Value))| {
        let mut record = json!({
            "kind": "enterprise", "original": "en", "title": { "en": name }, "countries": ["GB"], "licence": "CC0-1.0",
            "legal_form": "cooperative",
        });
        let fields = record.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        let phone = fields.remove("phone");
        let record = Record::parse(&record).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        Fingerprint::of(id(number), &record, phone.as_ref().and_then(Value::as_str))
    };
    records.iter().enumerate().map(print).collect()
}

fn found(records: &[(&str, Value)]) -> Vec<Pair> {
    let found = find(&prints(records), |_| true, &[]);
    assert!(found.complete);
    found.pairs
}

/// The signs by which two records are likely the same; empty if they are not.
fn signs(one: (&str, Value), other: (&str, Value)) -> Vec<Sign> {
    let pairs = found(&[one, other]);
    pairs
        .into_iter()
        .flat_map(|pair| pair.reasons)
        .map(|reason| reason.sign)
        .collect()
}

fn number(number: &str) -> Value {
    json!({ "registrations": [{ "list": "GB-COH", "number": number }] })
}

fn at(lat: i64, lon: i64) -> Value {
    json!({ "geo": { "lat": lat, "lon": lon, "precision": "street" } })
}

#[test]
fn one_number_in_a_register_is_one_enterprise_whatever_its_names() {
    let same = signs(("Alpha", number("00123")), ("Beta Bakers", number("123")));
    assert_eq!(same, [Sign::SameRegistration]);
    let lei = json!({ "lei": "506700GE1G29325QX363" });
    assert_eq!(signs(("Alpha", lei.clone()), ("Beta Bakers", lei)), [Sign::SameLei]);
    let other = json!({ "registrations": [{ "list": "GB-CHC", "number": "123" }] });
    assert!(
        signs(("Alpha", number("123")), ("Beta Bakers", other)).is_empty(),
        "another register"
    );
}

#[test]
fn a_name_that_only_two_have_is_a_reason_unless_something_speaks_against_it() {
    let one = || ("Unicorn Grocery Ltd", json!({}));
    assert_eq!(signs(one(), ("UNICORN GROCERY LIMITED", json!({}))), [Sign::SameName]);
    assert!(signs(("Unicorn Grocery", number("1")), ("Unicorn Grocery", number("2"))).is_empty());
    assert!(signs(one(), ("Unicorn Grocery", json!({ "countries": ["FR"] }))).is_empty());
    let far = (
        ("Unicorn", at(51_500_000, -100_000)),
        ("Unicorn", at(53_800_000, -1_500_000)),
    );
    assert!(signs(far.0, far.1).is_empty());
    let postcode = |code: &str| json!({ "address": { "postcode": code } });
    let near = signs(("Unicorn", postcode("M21 7WQ")), ("Unicorn Ltd", postcode("m217wq")));
    assert_eq!(near, [Sign::SameName, Sign::SamePostcode]);
}

#[test]
fn outlets_of_a_chain_are_no_duplicates_and_one_outlet_twice_is() {
    let place = |step: i64| at(51_000_000 + 80_000 * step, -100_000);
    let mut outlets: Vec<(&str, Value)> = (0..100).map(|step| ("The Co-operative Food", place(step))).collect();
    assert!(found(&outlets).is_empty());
    outlets.push(("Cooperative Food", place(40)));
    let pairs = found(&outlets);
    assert_eq!(pairs.iter().map(|pair| pair.places).collect::<Vec<_>>(), [[40, 100]]);
    assert_eq!(pairs[0].score, 50);
}

#[test]
fn names_that_are_only_similar_need_more_than_a_place() {
    let here = || at(51_500_000, -100_000);
    let with = |more: Value| {
        let mut fields = here();
        fields
            .as_object_mut()
            .expect("an object")
            .extend(more.as_object().expect("an object").clone());
        fields
    };
    let similar = signs(("Leeds Bread Co-op", here()), ("Leeds Bread", here()));
    assert_eq!(
        similar,
        [Sign::SimilarName, Sign::Near],
        "but for one word that says nothing they are the same"
    );
    let sisters = signs(("Leeds Bread Club", here()), ("Leeds Bread", here()));
    assert!(sisters.is_empty(), "{sisters:?}");
    assert!(
        signs(("Leeds Bread Club", here()), ("York Beer", here())).is_empty(),
        "a neighbour"
    );
    let site = |url: &str| with(json!({ "urls": [url] }));
    let same = signs(
        ("Leeds Bread Club", site("https://www.bread.coop/")),
        ("LBC", site("http://bread.coop")),
    );
    assert!(same.is_empty(), "a site alone may be that of an umbrella");
    let with_phone = |url: &str, phone: &str| {
        let mut fields = site(url);
        fields["phone"] = json!(phone);
        fields
    };
    let both = signs(
        (
            "Leeds Bread Club",
            with_phone("https://www.bread.coop/", "+44 113 496 0018"),
        ),
        ("LBC", with_phone("http://bread.coop", "0113 496 0018")),
    );
    assert_eq!(both, [Sign::SameSite, Sign::SamePhone]);
    let social = "https://facebook.com/bread";
    assert!(signs(("Bread", site(social)), ("Beer", with_phone(social, "0113 496 0018"))).is_empty());
}

#[test]
fn a_registered_office_that_several_share_makes_no_duplicates() {
    let office = || json!({ "address": { "postcode": "OX4 2DD" } });
    for (one, other) in [
        (
            "Valley Cycle Workshop Limited",
            "Valley Cycle Workshop Training Limited",
        ),
        (
            "Hillside Community Energy Society",
            "Riverside Community Energy Society",
        ),
        ("Marsh Irrigation Co-operative", "Marsh Co-operative"),
        ("Town Rugby Football Club", "Town Lions Rugby Union Football Club"),
    ] {
        let found = signs((one, office()), (other, office()));
        assert!(found.is_empty(), "{one} / {other}: {found:?}");
    }
    for (one, other) in [
        ("Valley Cycles Limited", "Valley Cycles Co-op"),
        ("Hillside Bread Co-operative Limited", "Hillside Bread"),
    ] {
        let found = signs((one, office()), (other, office()));
        assert_eq!(found, [Sign::SimilarName, Sign::SamePostcode], "{one} / {other}");
    }
    let with_site = || json!({ "address": { "postcode": "OX4 2DD" }, "urls": ["https://marsh.example"] });
    let found = signs(
        ("Marsh Irrigation Club", with_site()),
        ("Marsh Irrigation", with_site()),
    );
    assert_eq!(
        found,
        [Sign::SameSite, Sign::SimilarName],
        "with a web site they are likely all the same"
    );
}

#[test]
fn what_is_said_to_be_the_same_is_not_offered_again() {
    let same = [
        ("Unicorn", json!({})),
        ("Unicorn Ltd", json!({})),
        ("Unicorn Limited", json!({})),
    ];
    let prints = prints(&same);
    let places = |linked: &[(RecordId, RecordId)]| {
        let pairs = find(&prints, |_| true, linked).pairs;
        pairs.into_iter().map(|pair| pair.places).collect::<Vec<_>>()
    };
    assert_eq!(places(&[]), [[0, 1], [0, 2], [1, 2]]);
    assert_eq!(places(&[(id(1), id(0))]), [[0, 2], [1, 2]]);
    assert!(
        places(&[(id(1), id(0)), (id(2), id(1))]).is_empty(),
        "the third follows"
    );
    assert!(
        places(&[(id(0), id(1)), (id(1), id(2)), (id(2), id(0))]).is_empty(),
        "a circle"
    );
}

#[test]
fn only_pairs_with_a_wanted_record_are_found_and_never_two_kinds() {
    let same = [
        ("Unicorn", json!({})),
        ("Unicorn Ltd", json!({})),
        ("Unicorn Limited", json!({})),
    ];
    let mut prints = prints(&same);
    let places = |prints: &[Fingerprint]| {
        let pairs = find(prints, |place| place == 2, &[]).pairs;
        pairs.into_iter().map(|pair| pair.places).collect::<Vec<_>>()
    };
    assert_eq!(places(&prints), [[0, 2], [1, 2]]);
    prints[1].kind = ayni_protocol::record::Kind::Practice;
    assert_eq!(places(&prints), [[0, 2]]);
}

#[test]
fn what_thousands_share_is_not_compared_pair_by_pair() {
    let prints = prints(&vec![("The Co-operative Food", json!({})); 3_000]);
    let keys = Keys::of(&prints);
    let mut pairs = 0;
    keys.pairs(|_, _| {
        pairs += 1;
        true
    });
    assert_eq!(pairs, 0);
    assert_eq!(keys.shared_name(&prints[0]), 3_000);
}

#[test]
fn every_sign_has_its_words() {
    for sign in Sign::ALL {
        let code = serde_json::to_value(sign).expect("a word");
        let code = code.as_str().expect("a word");
        let word = crate::text::word(crate::text::Language::Es, "sign", code);
        assert_ne!(word, code);
    }
}
