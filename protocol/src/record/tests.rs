//! Rules of records, the refusal beside the acceptance.

use serde_json::{Value, json};

use crate::limits::ADDRESS_BYTES_MAX;

use super::{Kind, Problem, Record, RecordId, Rule, Status, Visibility};

mod bounds;
mod generated;
mod kinds;

fn enterprise() -> Value {
    json!({
        "kind": "enterprise",
        "oid": "R000001",
        "original": "en",
        "title": {"en": "Co-operative Group Limited"},
        "countries": ["GB"],
        "licence": "ODC-By-1.0",
        "legal_form": "cooperative",
    })
}

fn practice() -> Value {
    json!({
        "kind": "practice",
        "original": "es",
        "title": {"es": "Cajas de ahorro comunitarias"},
        "countries": ["EC"],
        "licence": "CC-BY-4.0",
        "objective": {"es": "Ahorrar juntas."},
        "context": {"es": "Sin banco en el valle."},
        "approach": {"es": "Reuniones cada semana."},
        "results": {"es": "Doce cajas activas."},
        "organisations": [{"name": "Red de Cajas"}],
        "validation": "self",
    })
}

fn contact() -> Value {
    json!({
        "kind": "contact",
        "original": "fr",
        "title": {"fr": "Secrétariat"},
        "countries": ["SN"],
        "licence": "CC0-1.0",
        "name": "Awa Exemple",
    })
}

fn platform() -> Value {
    json!({
        "kind": "platform",
        "original": "fr",
        "title": {"fr": "Réseau sénégalais"},
        "countries": ["SN"],
        "licence": "CC0-1.0",
        "name": "Réseau sénégalais",
        "country": "SN",
    })
}

/// `record` with `value` in the field `name`.
fn with(mut record: Value, name: &str, value: Value) -> Value {
    record[name] = value;
    record
}

/// `record` without the field `name`.
fn without(mut record: Value, name: &str) -> Value {
    record.as_object_mut().unwrap().remove(name);
    record
}

fn accept(json: &Value) -> Record {
    Record::parse(json).unwrap_or_else(|problems| panic!("{json}: {problems:?}"))
}

fn refuse(json: &Value) -> Vec<Problem> {
    Record::parse(json).expect_err("a rule is broken")
}

/// The only problem of `json`.
#[track_caller]
fn problem(json: &Value) -> Problem {
    let problems = refuse(json);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.into_iter().next().unwrap()
}

/// Asserts that `json` breaks `rule` in `field` and no other.
#[track_caller]
fn breaks(json: &Value, rule: Rule, field: &str) {
    let problem = problem(json);
    assert_eq!((problem.rule, problem.field.as_str()), (rule, field), "{problem:?}");
}

#[test]
fn the_least_record_of_each_kind_is_taken() {
    for (json, kind) in [
        (enterprise(), Kind::Enterprise),
        (practice(), Kind::Practice),
        (contact(), Kind::Contact),
        (platform(), Kind::Platform),
    ] {
        let record = accept(&json);
        assert_eq!(record.kind(), kind);
        let (original, title) = (json["original"].as_str().unwrap(), &json["title"]);
        assert_eq!(record.title().get(original), title[original].as_str());
        assert_eq!(accept(&record.to_json()), record);
    }
}

#[test]
fn each_required_field_is_missed() {
    for json in [enterprise(), practice(), contact(), platform()] {
        for name in json.as_object().unwrap().keys().filter(|name| *name != "oid") {
            breaks(&without(json.clone(), name), Rule::Required, name);
            breaks(&with(json.clone(), name, Value::Null), Rule::Required, name);
        }
    }
}

#[test]
fn all_problems_are_reported_at_once() {
    let json = json!({
        "kind": "enterprise",
        "title": {"en": "n/a"},
        "countries": ["uk"],
        "legal_form": "coperative",
        "founded": "14/8/1997",
        "registrations": [{"list": "GB-COH"}],
        "colour": "green",
    });
    let mut rules: Vec<(Rule, String)> = refuse(&json)
        .into_iter()
        .map(|problem| (problem.rule, problem.field))
        .collect();
    rules.sort();
    let expected = [
        (Rule::Required, "licence"),
        (Rule::Required, "original"),
        (Rule::Required, "registrations[0].number"),
        (Rule::UnknownField, "colour"),
        (Rule::Placeholder, "title.en"),
        (Rule::CountryUnknown, "countries[0]"),
        (Rule::CodeUnknown, "legal_form"),
        (Rule::DateMalformed, "founded"),
    ];
    assert_eq!(rules, expected.map(|(rule, field)| (rule, field.to_owned())));
}

#[test]
fn a_likely_meaning_is_offered_and_never_applied() {
    for (name, value, meant) in [
        ("countries", json!(["uk"]), "GB"),
        ("countries", json!(["Frace"]), "FR"),
        ("legal_form", json!("coperative"), "cooperative"),
        ("founded", json!("14/8/1997"), "1997-08-14"),
        ("licence", json!("CC BY 4.0"), "CC-BY-4.0"),
        ("sectors", json!(["ICA10"]), "ica:ICA10"),
        ("urls", json!(["www.uk.coop"]), "https://www.uk.coop"),
        ("region", json!("gb-wls"), "GB-WLS"),
        ("machine_translated", json!(["fr_FR"]), "fr-FR"),
        ("geo", json!({"lat": 51.5, "lon": 0, "precision": "exact"}), "51500000"),
        ("trading_name", json!("The\nCo-op"), "The Co-op"),
    ] {
        let found = problem(&with(enterprise(), name, value.clone()));
        assert_eq!(found.suggestion.as_deref(), Some(meant), "{name} {value}");
    }
    assert_eq!(
        problem(&with(enterprise(), "kind", json!("enterprize")))
            .suggestion
            .as_deref(),
        Some("enterprise")
    );
    assert_eq!(
        problem(&with(enterprise(), "tittle", json!("x"))).suggestion.as_deref(),
        Some("title")
    );
}

#[test]
fn a_suggestion_is_made_to_whoever_can_mend_the_record_and_to_nobody_else() {
    let json = with(
        with(enterprise(), "countries", json!(["uk"])),
        "founded",
        json!("14/8/1997"),
    );
    let suggestions = |problems: Vec<Problem>| problems.into_iter().filter_map(|problem| problem.suggestion).collect();
    let (own, others): (Vec<String>, Vec<String>) = (
        suggestions(refuse(&json)),
        suggestions(Record::read(&json).expect_err("refused")),
    );
    assert_eq!(own, ["GB", "1997-08-14"]);
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn an_unknown_field_is_refused_in_ones_own_record_and_ignored_in_a_peers() {
    let json = with(
        with(enterprise(), "colour", json!("green")),
        "address",
        json!({"street": "1 Angel Square", "floor": 3}),
    );
    let fields: Vec<String> = refuse(&json).into_iter().map(|problem| problem.field).collect();
    assert_eq!(fields, ["address.floor", "colour"]);
    let record = Record::read(&json).unwrap();
    assert_eq!(record.to_json()["address"], json!({"street": "1 Angel Square"}));
    assert!(Record::read(&with(json, "countries", json!(["XX"]))).is_err());
}

#[test]
fn what_is_no_record_is_refused() {
    for json in [json!(null), json!([]), json!("enterprise"), json!(1)] {
        breaks(&json, Rule::NotObject, "");
    }
    breaks(&json!({}), Rule::Required, "kind");
    breaks(&with(enterprise(), "kind", json!("recipe")), Rule::KindUnknown, "kind");
}

#[test]
fn a_value_of_another_type_is_refused() {
    for (name, value, rule) in [
        ("oid", json!(17), Rule::NotText),
        ("sdgs", json!([8.5]), Rule::NotInteger),
        ("sdgs", json!(["8"]), Rule::NotInteger),
        ("tags", json!("one, two"), Rule::NotList),
        ("address", json!("1 Angel Square"), Rule::NotObject),
        ("summary", json!("A shop"), Rule::NotLocalized),
    ] {
        assert_eq!(problem(&with(enterprise(), name, value)).rule, rule, "{name}");
    }
    breaks(
        &with(practice(), "case_study", json!("yes")),
        Rule::NotBoolean,
        "case_study",
    );
}

#[test]
fn the_title_has_the_original_language() {
    accept(&with(enterprise(), "title", json!({"en": "Group", "fr": "Groupe"})));
    breaks(
        &with(enterprise(), "title", json!({"fr": "Groupe"})),
        Rule::OriginalMissing,
        "title",
    );
    breaks(
        &with(enterprise(), "title", json!({"en": "Group", "fr_FR": "Groupe"})),
        Rule::LanguageMalformed,
        "title.fr_FR",
    );
    breaks(
        &with(enterprise(), "original", json!("English")),
        Rule::LanguageMalformed,
        "original",
    );
}

#[test]
fn a_machine_translation_is_of_a_language_that_is_there_and_not_the_original() {
    let translated = |tags: Value| {
        with(
            with(enterprise(), "description", json!({"en": "Shops.", "fr": "Magasins."})),
            "machine_translated",
            tags,
        )
    };
    assert_eq!(accept(&translated(json!(["fr"]))).heading().machine_translated, ["fr"]);
    breaks(
        &translated(json!(["en"])),
        Rule::OriginalTranslated,
        "machine_translated",
    );
    breaks(&translated(json!(["es"])), Rule::LanguageAbsent, "machine_translated");
}

#[test]
fn a_status_comes_from_the_publisher_or_from_an_operation() {
    assert_eq!(
        accept(&with(enterprise(), "status", json!("closed"))).heading().status,
        Some(Status::Closed)
    );
    breaks(
        &with(enterprise(), "status", json!("withdrawn")),
        Rule::StatusByOperation,
        "status",
    );
    breaks(
        &with(enterprise(), "status", json!("dead")),
        Rule::CodeUnknown,
        "status",
    );
}

#[test]
fn coordinates_lie_in_one_of_the_countries() {
    let at = |lat: i64, lon: i64| {
        with(
            enterprise(),
            "geo",
            json!({"lat": lat, "lon": lon, "precision": "street"}),
        )
    };
    accept(&at(51_608_344, -3_654_703));
    let swapped = problem(&at(-3_654_703, 51_608_344));
    assert_eq!((swapped.rule, swapped.field.as_str()), (Rule::OutsideCountry, "geo"));
    assert_eq!(swapped.value, "-3.654703, 51.608344");
    assert_eq!(swapped.suggestion.as_deref(), Some("51.608344, -3.654703"));
    let elsewhere = problem(&at(14_690_000, -17_450_000));
    assert_eq!((elsewhere.rule, elsewhere.suggestion), (Rule::OutsideCountry, None));
    accept(&with(at(14_690_000, -17_450_000), "countries", json!(["GB", "SN"])));
    breaks(&at(91_000_000, 0), Rule::TooLarge, "geo.lat");
    breaks(&at(0, -180_000_001), Rule::TooSmall, "geo.lon");
}

#[test]
fn what_ends_does_not_end_before_it_begins() {
    let lived = |from: &str, to: &str| with(with(enterprise(), "founded", json!(from)), "dissolved", json!(to));
    accept(&lived("1863-08-11", "1863"));
    breaks(&lived("1863-08-11", "1862"), Rule::DatesReversed, "dissolved");
    breaks(&lived("2023-02-29", "2024"), Rule::DateImpossible, "founded");
    breaks(
        &with(practice(), "period", json!({"start": "2020", "end": "2019-12"})),
        Rule::DatesReversed,
        "period.end",
    );
}

#[test]
fn women_and_men_are_not_more_than_all() {
    let members = |women: i64, men: i64, total: i64| {
        with(
            enterprise(),
            "members",
            json!({"women": women, "men": men, "total": total, "year": 2023}),
        )
    };
    accept(&members(4, 5, 10));
    let problem = problem(&members(6, 5, 10));
    assert_eq!(
        (problem.rule, problem.value.as_str(), problem.limit),
        (Rule::SumTooLarge, "11", Some(10))
    );
}

#[test]
fn a_contact_is_for_the_federation_unless_the_person_agreed() {
    assert_eq!(accept(&contact()).visibility(), Visibility::Federation);
    assert_eq!(accept(&enterprise()).visibility(), Visibility::Public);
    let public = |basis: &str| {
        with(
            with(contact(), "visibility", json!("public")),
            "consent",
            json!({"basis": basis, "date": "2026-01-31"}),
        )
    };
    assert_eq!(accept(&public("consent")).visibility(), Visibility::Public);
    breaks(&public("legitimate_interest"), Rule::ConsentRequired, "visibility");
    breaks(
        &with(contact(), "visibility", json!("public")),
        Rule::ConsentRequired,
        "visibility",
    );
}

#[test]
fn a_side_comes_with_its_basis_and_a_country_from_the_list() {
    let sided = with(
        with(platform(), "side", json!("south")),
        "side_basis",
        json!("declared"),
    );
    accept(&sided);
    breaks(&without(sided.clone(), "side_basis"), Rule::Required, "side_basis");
    breaks(&without(sided.clone(), "side"), Rule::Required, "side");
    let of_the_table = |side: &str| with(with(platform(), "side", json!(side)), "side_basis", json!("unctad"));
    accept(&of_the_table("south"));
    accept(&with(sided, "side", json!("north")));
    breaks(&of_the_table("north"), Rule::SideDiffers, "side_basis");
    assert_eq!(problem(&of_the_table("north")).suggestion.as_deref(), Some("declared"));
    breaks(
        &with(platform(), "country", json!("EC")),
        Rule::CountryNotListed,
        "country",
    );
    breaks(
        &with(platform(), "region", json!("EC-P")),
        Rule::CountryNotListed,
        "region",
    );
    accept(&with(
        platform(),
        "addresses",
        json!(["/ip4/203.0.113.7/tcp/4001", "/dns/ess.example/udp/4001/quic-v1"]),
    ));
    let long = |length: usize| {
        let name = "a".repeat(length - "/dns//tcp/4001".len());
        with(platform(), "addresses", json!([format!("/dns/{name}/tcp/4001")]))
    };
    accept(&long(ADDRESS_BYTES_MAX));
    breaks(&long(ADDRESS_BYTES_MAX + 1), Rule::TooLong, "addresses[0]");
    breaks(
        &with(platform(), "addresses", json!(["203.0.113.7:4001"])),
        Rule::MultiaddrMalformed,
        "addresses[0]",
    );
}

#[test]
fn the_json_has_one_form_without_empty_fields() {
    let json = with(with(enterprise(), "tags", json!([])), "address", json!({}));
    let expected = with(enterprise(), "visibility", json!("public"));
    assert_eq!(accept(&json).to_json(), expected);
}

#[test]
fn a_record_id_is_thirty_two_lower_case_digits() {
    let id = RecordId::from_bytes([0xAB; 16]);
    assert_eq!(id.to_string(), "ab".repeat(16));
    assert_eq!(id.to_string().parse(), Ok(id));
    for text in ["", "ab", &"AB".repeat(16), &"ab".repeat(17), &"zz".repeat(16)] {
        assert!(text.parse::<RecordId>().is_err(), "{text:?}");
    }
    let parent = |text: String| with(enterprise(), "parent", json!(text));
    accept(&parent("ab".repeat(16)));
    assert_eq!(problem(&parent("AB".repeat(16))).suggestion, Some("ab".repeat(16)));
}

#[test]
fn every_rule_has_a_code_of_its_own() {
    let mut codes: Vec<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Rule::ALL.len());
    assert!(
        codes
            .iter()
            .all(|code| { code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') })
    );
}
