//! Bounds of texts, lists and whole records, and characters that no text may hold.

use serde_json::{Value, json};

use super::super::{LANGUAGES_MAX, PROBLEMS_MAX, Rule, VALUE_CHARS_MAX};
use super::{accept, breaks, enterprise, practice, problem, refuse, with};

#[test]
fn a_length_counts_characters_and_its_bound_is_named() {
    accept(&with(enterprise(), "title", json!({"en": "é".repeat(200)})));
    let problem = problem(&with(enterprise(), "title", json!({"en": "é".repeat(201)})));
    assert_eq!((problem.rule, problem.limit), (Rule::TooLong, Some(200)));
    assert_eq!(problem.field, "title.en");
    assert_eq!(problem.value.chars().count(), VALUE_CHARS_MAX);
}

#[test]
fn a_list_is_bounded_and_names_nothing_twice() {
    let tags = |count: usize| json!((0..count).map(|tag| tag.to_string()).collect::<Vec<_>>());
    accept(&with(enterprise(), "tags", tags(100)));
    breaks(&with(enterprise(), "tags", tags(101)), Rule::TooMany, "tags");
    breaks(
        &with(enterprise(), "countries", json!(["GB", "GB"])),
        Rule::Duplicate,
        "countries[1]",
    );
    breaks(&with(enterprise(), "countries", json!([])), Rule::Required, "countries");
    breaks(
        &with(practice(), "organisations", json!([])),
        Rule::Required,
        "organisations",
    );
}

#[test]
fn huge_and_deep_values_yield_few_short_problems() {
    let fields: serde_json::Map<String, Value> = (0..10_000)
        .map(|index| (format!("{index}").repeat(100), json!(0)))
        .collect();
    let problems = refuse(&with(Value::Object(fields), "kind", json!("enterprise")));
    assert_eq!(problems.len(), PROBLEMS_MAX);
    let deep = (0..100).fold(json!(0), |inner, _| json!([inner]));
    for json in [
        with(enterprise(), "tags", deep.clone()),
        with(enterprise(), "geo", deep.clone()),
        with(enterprise(), "x", deep),
    ] {
        let problem = problem(&json);
        assert!(
            problem.value.chars().count() <= VALUE_CHARS_MAX && problem.value.len() < 10,
            "{problem:?}"
        );
    }
    let languages: serde_json::Map<String, Value> = (0..=LANGUAGES_MAX)
        .map(|index| (format!("x-{index}"), json!("text")))
        .collect();
    assert!(
        refuse(&with(enterprise(), "title", Value::Object(languages)))
            .iter()
            .any(|problem| problem.rule == Rule::TooMany)
    );
}

#[test]
fn characters_that_hide_or_turn_text_are_refused() {
    let title = |text: &str| with(enterprise(), "title", json!({"en": text}));
    accept(&title("Coop <b>not bold</b> & \"quoted\""));
    accept(&title("שלום\u{200F} مرحبا"));
    breaks(&title("Co\u{0}op"), Rule::ControlCharacter, "title.en");
    breaks(&title("Co\u{1b}[31mop"), Rule::ControlCharacter, "title.en");
    for turning in ['\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}'] {
        let problem = problem(&title(&format!("Co{turning}op")));
        assert_eq!(problem.rule, Rule::BidiCharacter);
        assert!(problem.value.starts_with("U+20"), "{problem:?}");
    }
}

#[test]
fn a_text_has_something_to_see() {
    let title = |text: &str| with(enterprise(), "title", json!({"en": text}));
    accept(&title("Co\u{AD}op"));
    accept(&title("👩\u{200D}🌾"));
    for unseen in [
        "\u{200B}",
        "\u{2060}",
        "\u{AD}",
        "\u{3164}",
        "\u{FEFF} \u{200D}\u{A0}\u{FE0F}",
        "\u{E0041}",
    ] {
        breaks(&title(unseen), Rule::Blank, "title.en");
        breaks(&with(enterprise(), "oid", json!(unseen)), Rule::Blank, "oid");
    }
}

#[test]
fn white_space_around_a_text_and_the_kind_of_line_end_do_not_matter() {
    let record = accept(&with(
        enterprise(),
        "description",
        json!({"en": "  One.\r\nTwo.\rThree.\t \n"}),
    ));
    assert_eq!(record.to_json()["description"]["en"], "One.\nTwo.\nThree.");
    breaks(
        &with(enterprise(), "title", json!({"en": "One\nTwo"})),
        Rule::LineBreak,
        "title.en",
    );
    breaks(
        &with(enterprise(), "description", json!({"en": " \n "})),
        Rule::Blank,
        "description.en",
    );
}
