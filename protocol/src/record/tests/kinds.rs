//! Rules of the single kinds.

use serde_json::{Value, json};

use super::super::{Details, Rule};
use super::{accept, breaks, problem, with, without};
use crate::identity::SecretKey;
use crate::vocabulary::partnership::Modality;

fn of(kind: &str, own: Value) -> Value {
    let mut record = json!({
        "kind": kind,
        "original": "en",
        "title": {"en": "Title"},
        "countries": ["SN"],
        "licence": "CC-BY-4.0",
    });
    let fields = own.as_object().cloned().expect("an object");
    record.as_object_mut().expect("an object").extend(fields);
    record
}

fn partnership() -> Value {
    let participants = json!([
        {"name": "Réseau sénégalais", "country": "SN", "role": "beneficiary"},
        {"name": "Red de Cajas", "country": "EC", "role": "provider"},
    ]);
    of(
        "partnership",
        json!({"participants": participants, "purpose": {"en": "Exchange"}}),
    )
}

fn opportunity() -> Value {
    of("opportunity", json!({"type": "grant"}))
}

fn resource() -> Value {
    of("resource", json!({"type": "manual", "languages": ["en"]}))
}

fn learning() -> Value {
    of("learning", json!({"provider": "ITC", "languages": ["en"]}))
}

fn event() -> Value {
    of(
        "event",
        json!({
            "start": "2026-05-04",
            "time_zone": "Africa/Dakar",
            "organiser": "ILO",
            "online_url": "https://ess.example",
        }),
    )
}

fn policy() -> Value {
    of("policy", json!({"type": "law", "jurisdiction": "Senegal"}))
}

fn expertise() -> Value {
    of(
        "expertise",
        json!({
            "name": "Awa Exemple",
            "fields": ["savings groups"],
            "languages": ["fr"],
            "consent": {"basis": "consent", "date": "2026-01-15"},
            "expires": "2027-01-15",
        }),
    )
}

fn comment() -> Value {
    of(
        "comment",
        json!({
            "about": "000102030405060708090a0b0c0d0e0f",
            "body": {"fr": "Merci !"},
            "language": "fr",
        }),
    )
}

fn statistic() -> Value {
    of(
        "statistic",
        json!({
            "indicator": {"en": "Cooperatives"},
            "value": "1204",
            "unit": "organisations",
            "year": 2024,
            "area": "SN",
            "source": "Census",
        }),
    )
}

#[test]
fn each_required_field_of_each_kind_is_missed() {
    let least = [
        partnership(),
        opportunity(),
        resource(),
        learning(),
        policy(),
        expertise(),
        comment(),
        statistic(),
    ];
    for json in least {
        accept(&json);
        for name in json.as_object().unwrap().keys() {
            breaks(&without(json.clone(), name), Rule::Required, name);
        }
    }
}

fn modality(json: &Value) -> Option<Modality> {
    match accept(json).details() {
        Details::Partnership(partnership) => partnership.modality(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_partnership_has_two_participants_and_its_modality_from_their_sides() {
    assert_eq!(modality(&partnership()), Some(Modality::SouthSouth));
    let alone = with(partnership(), "participants", json!([partnership()["participants"][0]]));
    let problem = problem(&alone);
    assert_eq!((problem.rule, problem.limit), (Rule::TooFew, Some(2)));
    let mut stated = partnership();
    stated["modality"] = json!("south_south");
    breaks(&stated, Rule::UnknownField, "modality");
}

#[test]
fn a_participant_without_a_country_is_multilateral() {
    let mut agency = partnership();
    agency["participants"][0].as_object_mut().unwrap().remove("country");
    breaks(&agency, Rule::Required, "participants[0].country");
    agency["participants"][0]["side"] = json!("multilateral");
    accept(&agency);
}

#[test]
fn a_platform_takes_part_in_a_partnership_once() {
    let did = SecretKey::from_seed(&[1; 32]).public().to_string();
    let mut both = partnership();
    both["participants"][0]["platform"] = json!(did);
    accept(&both);
    both["participants"][1]["platform"] = json!(did);
    breaks(&both, Rule::Duplicate, "participants");
    both["participants"][1]["platform"] = json!("did:key:zABC");
    breaks(&both, Rule::DidMalformed, "participants[1].platform");
}

#[test]
fn an_event_is_somewhere_and_in_a_time_zone() {
    accept(&event());
    let nowhere = without(event(), "online_url");
    breaks(&nowhere, Rule::PlaceRequired, "place");
    accept(&with(nowhere, "place", json!({"locality": "Dakar"})));
    for name in ["start", "time_zone", "organiser"] {
        breaks(&without(event(), name), Rule::Required, name);
    }
    let problem = problem(&with(event(), "time_zone", json!("Dakar")));
    assert_eq!(
        (problem.rule, problem.suggestion.as_deref()),
        (Rule::TimeZoneUnknown, Some("Africa/Dakar"))
    );
    let mut timed = with(event(), "start", json!("2026-05-04T14:00"));
    timed["end"] = json!("2026-05-04T09:00");
    breaks(&timed, Rule::DatesReversed, "end");
}

#[test]
fn an_expertise_ends_within_a_year_and_is_public_only_with_consent() {
    let late = problem(&with(expertise(), "expires", json!("2027-01-16")));
    assert_eq!(
        (late.rule, late.suggestion.as_deref()),
        (Rule::ExpiresTooLate, Some("2027-01-15"))
    );
    let unending = problem(&without(expertise(), "expires"));
    assert_eq!(unending.suggestion.as_deref(), Some("2027-01-15"));
    let public = with(expertise(), "visibility", json!("public"));
    accept(&public);
    let contract = with(public, "consent", json!({"basis": "contract", "date": "2026-01-15"}));
    breaks(&contract, Rule::ConsentRequired, "visibility");
    assert_eq!(accept(&expertise()).visibility().as_str(), "federation");
}

#[test]
fn a_comment_is_in_the_language_that_it_names() {
    let problem = problem(&with(comment(), "language", json!("es")));
    assert_eq!(
        (problem.rule, problem.suggestion.as_deref()),
        (Rule::LanguageAbsent, Some("fr"))
    );
}

#[test]
fn a_number_is_written_as_text_and_one_written_otherwise_is_understood() {
    for value in ["0", "-3.50", "1204", "0.05"] {
        accept(&with(statistic(), "value", json!(value)));
    }
    for (value, meant) in [
        ("12,5", Some("12.5")),
        ("1 204", Some("1204")),
        ("−3", Some("-3")),
        ("1,234.5", None),
        ("many", None),
    ] {
        let problem = problem(&with(statistic(), "value", json!(value)));
        assert_eq!(
            (problem.rule, problem.suggestion.as_deref()),
            (Rule::DecimalMalformed, meant),
            "{value}"
        );
    }
    let number = problem(&with(statistic(), "value", json!(12.5)));
    assert_eq!(
        (number.rule, number.suggestion.as_deref()),
        (Rule::NotText, Some("12.5"))
    );
}

#[test]
fn numbers_of_books_and_articles_are_checked() {
    for isbn in ["978-92-95055-02-5", "0-306-40615-2", "080442957X"] {
        accept(&with(resource(), "isbn", json!(isbn)));
    }
    for isbn in [
        "978-92-95055-02-6",
        "0-306-40615-3",
        "12345",
        "080442957x",
        "X804429570",
    ] {
        breaks(&with(resource(), "isbn", json!(isbn)), Rule::IsbnMalformed, "isbn");
    }
    accept(&with(resource(), "doi", json!("10.5281/zenodo.12")));
    let problem = problem(&with(resource(), "doi", json!("https://doi.org/10.5281/zenodo.12")));
    assert_eq!(
        (problem.rule, problem.suggestion.as_deref()),
        (Rule::DoiMalformed, Some("10.5281/zenodo.12"))
    );
    let file = json!({"sha256": "AB".repeat(32)});
    breaks(&with(resource(), "file", file), Rule::HashMalformed, "file.sha256");
}
