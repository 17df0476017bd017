//! Translations: a record's texts in one more language, beside the original and untouched otherwise.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Record;
use super::report::{Place, Report, Whose, cut};
use crate::localized::Localized;
use crate::vocabulary::{language, spelling};

/// A record's texts in one language, by the place where each stands (`title`, `building_blocks[0].title`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// Canonical BCP 47 tag of the language.
    pub language: String,
    /// The texts; not every text of the record need be among them.
    pub texts: BTreeMap<String, String>,
    /// Whether a machine has made it.
    pub machine: bool,
    /// Whether it may take the place of texts in this language that the record has already.
    pub replace: bool,
}

/// Why a translation can't be added to a record. Texts come as far as a person needs to find them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TranslationError {
    /// Not a canonical language tag.
    #[error("{found:?} is not a language tag in its canonical form")]
    Language {
        /// What was found.
        found: String,
        /// The tag that may have been meant.
        meant: Option<String>,
    },
    /// The record was written in that language.
    #[error("the record was written in {0}: its original is not translated but published anew")]
    Original(String),
    /// There is no text to add.
    #[error("the translation has no texts")]
    Nothing,
    /// The record has no text there that could be translated.
    #[error("the record has no text {field:?}")]
    Unknown {
        /// Where the text should have stood.
        field: String,
        /// The place that may have been meant.
        meant: Option<String>,
    },
    /// A text without a character.
    #[error("the translation of {0} is empty")]
    Empty(String),
    /// There is another text in that language already.
    #[error("{0} has another text in that language already")]
    Exists(String),
    /// Every text is that of the original.
    #[error("every text is the same as in the original")]
    Untranslated,
    /// A person's work would be listed as if it were all, while a machine has made the rest.
    #[error("a machine has translated {0}, which the translation leaves as it is")]
    MachineRemains(String),
}

/// The texts of a record that can be translated, in the original language where there is one: what a translator starts from.
///
/// `record` is a record's JSON; what is none has no texts.
pub fn template(record: &Value) -> BTreeMap<String, String> {
    let original = original(record);
    let texts = places(record).into_iter().filter_map(|place| {
        let texts: Localized = serde_json::from_value(at(record, &place)?.clone()).ok()?;
        let (_, text) = texts.best(original, original)?;
        Some((place, text.to_owned()))
    });
    texts.collect()
}

/// Every text of a record that is in a language: the language's tag and the text, in the order in which fields are read.
///
/// `record` is a record's JSON; what is none has no texts.
pub fn texts(record: &Value) -> Vec<(&str, &str)> {
    let places = places(record).into_iter();
    let texts = places.filter_map(|place| at(record, &place)?.as_object());
    let each = texts
        .flatten()
        .filter_map(|(tag, text)| Some((tag.as_str(), text.as_str()?)));
    each.collect()
}

/// `record` with the texts of `translation` added, and everything else as it was.
///
/// Texts are taken as they stand: whether each is one by its field's rules is for [`Record::parse`] to say.
///
/// # Errors
/// The first [`TranslationError`], in the order of the places.
pub fn add(record: &Value, translation: &Translation) -> Result<Value, TranslationError> {
    let Translation { language, texts, .. } = translation;
    check_language(language, original(record))?;
    if texts.is_empty() {
        return Err(TranslationError::Nothing);
    }
    let template = template(record);
    for (place, text) in texts {
        if !template.contains_key(place) {
            return Err(TranslationError::Unknown {
                meant: spelling::nearest(place, template.keys().map(String::as_str)).map(str::to_owned),
                field: cut(place),
            });
        }
        if text.trim().is_empty() {
            return Err(TranslationError::Empty(place.clone()));
        }
    }
    if texts.iter().all(|(place, text)| template.get(place) == Some(text)) {
        return Err(TranslationError::Untranslated);
    }
    check_author(record, translation, &template)?;
    let mut translated = record.clone();
    for (place, text) in texts {
        let Some(Value::Object(by_language)) = at_mut(&mut translated, place) else {
            unreachable!("the template has only places of texts")
        };
        let held = by_language.get(language).and_then(Value::as_str);
        if held.is_some_and(|held| held != text) && !translation.replace {
            return Err(TranslationError::Exists(place.clone()));
        }
        by_language.insert(language.clone(), Value::from(text.as_str()));
    }
    if let Value::Object(fields) = &mut translated {
        sign(fields, language, translation.machine);
    }
    Ok(translated)
}

fn check_language(tag: &str, original: &str) -> Result<(), TranslationError> {
    match language::canonical(tag) {
        Some(canonical) if canonical == tag && tag == original => Err(TranslationError::Original(canonical)),
        Some(canonical) if canonical == tag => Ok(()),
        canonical => Err(TranslationError::Language {
            found: cut(tag),
            meant: canonical.or_else(|| language::suggest(tag)),
        }),
    }
}

/// Refuses a person's translation that leaves texts which a machine has made: the whole language would count as a person's work.
fn check_author(
    record: &Value,
    translation: &Translation,
    template: &BTreeMap<String, String>,
) -> Result<(), TranslationError> {
    let language = &translation.language;
    let listed = machine_translated(record).any(|tag| tag == language);
    if translation.machine || !listed {
        return Ok(());
    }
    let has_text = |place: &str| at(record, place).is_some_and(|texts| texts.get(language).is_some());
    let mut left = template.keys().filter(|place| !translation.texts.contains_key(*place));
    match left.find(|place| has_text(place)) {
        Some(place) => Err(TranslationError::MachineRemains(place.clone())),
        None => Ok(()),
    }
}

/// Notes whose work the texts in `language` are.
fn sign(fields: &mut Map<String, Value>, language: &str, machine: bool) {
    let listed = fields.remove("machine_translated");
    let mut tags: Vec<Value> = match listed {
        Some(Value::Array(tags)) => tags,
        _ => Vec::new(),
    };
    let is_listed = tags.iter().any(|tag| tag == language);
    if machine && !is_listed {
        tags.push(Value::from(language));
    } else if !machine {
        tags.retain(|tag| tag != language);
    }
    if !tags.is_empty() {
        fields.insert("machine_translated".to_owned(), Value::Array(tags));
    }
}

fn original(record: &Value) -> &str {
    record.get("original").and_then(Value::as_str).unwrap_or_default()
}

fn machine_translated(record: &Value) -> impl Iterator<Item = &str> {
    let tags = record.get("machine_translated").and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(Value::as_str)
}

/// Where a record's texts by language stand, by the rules of its kind.
fn places(record: &Value) -> Vec<String> {
    let mut report = Report::new(Whose::Others);
    // Only the places matter here, whatever else is wrong.
    let _ = Record::fields(record, Place::root(&mut report));
    report.into_texts()
}

/// The names and positions that lead to a place.
fn steps(place: &str) -> impl Iterator<Item = &str> {
    place.split(['.', '[', ']']).filter(|step| !step.is_empty())
}

fn at<'v>(record: &'v Value, place: &str) -> Option<&'v Value> {
    steps(place).try_fold(record, |value, step| match value {
        Value::Array(values) => values.get(step.parse::<usize>().ok()?),
        value => value.get(step),
    })
}

fn at_mut<'v>(record: &'v mut Value, place: &str) -> Option<&'v mut Value> {
    steps(place).try_fold(record, |value, step| match value {
        Value::Array(values) => values.get_mut(step.parse::<usize>().ok()?),
        value => value.get_mut(step),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn practice() -> Value {
        let text = |text: &str| json!({ "fr": text });
        json!({
            "kind": "practice", "original": "fr", "countries": ["SN"], "licence": "CC0-1.0", "validation": "self",
            "title": { "fr": "Le sel des femmes", "es": "La sal de las mujeres" }, "machine_translated": ["es"],
            "objective": text("Un prix juste."), "context": text("Le lac."), "approach": text("Ensemble."),
            "results": text("Le double."), "organisations": [{ "name": "GIE And Liggey" }],
            "building_blocks": [{ "title": text("La caisse"), "text": text("Cent francs.") }],
            "evidence": [{ "title": { "wo": "Gëstu bi" } }],
        })
    }

    fn translation(language: &str, texts: &[(&str, &str)]) -> Translation {
        let texts = texts
            .iter()
            .map(|(place, text)| ((*place).to_owned(), (*text).to_owned()));
        Translation {
            language: language.to_owned(),
            texts: texts.collect(),
            machine: false,
            replace: false,
        }
    }

    fn refused(translation: &Translation) -> TranslationError {
        add(&practice(), translation).expect_err("it can't be added")
    }

    #[test]
    fn a_translator_starts_from_every_text_in_the_original_language() {
        let template = template(&practice());
        let places: Vec<&str> = template.keys().map(String::as_str).collect();
        let expected = [
            "approach",
            "building_blocks[0].text",
            "building_blocks[0].title",
            "context",
            "evidence[0].title",
            "objective",
            "results",
            "title",
        ];
        assert_eq!(places, expected);
        assert_eq!(template["title"], "Le sel des femmes");
        assert_eq!(template["evidence[0].title"], "Gëstu bi");
    }

    #[test]
    fn a_translation_stands_beside_the_original_and_nothing_else_changes() {
        let texts = [
            ("title", "The women's salt"),
            ("building_blocks[0].title", "The common fund"),
        ];
        let translated = add(&practice(), &translation("en", &texts)).expect("it is good");
        let mut expected = practice();
        expected["title"]["en"] = json!("The women's salt");
        expected["building_blocks"][0]["title"]["en"] = json!("The common fund");
        assert_eq!(translated, expected);
        let record = Record::parse(&translated).expect("still a record");
        assert_eq!(record.languages().collect::<Vec<_>>(), ["en", "es", "fr", "wo"]);
    }

    #[test]
    fn a_machines_work_is_listed_until_a_person_has_done_all_of_it_again() {
        let machine = Translation {
            machine: true,
            ..translation("en", &[("title", "Salt of women"), ("context", "The lake.")])
        };
        let by_machine = add(&practice(), &machine).expect("it is good");
        assert_eq!(by_machine["machine_translated"], json!(["es", "en"]));
        let by_hand = |texts: &[(&str, &str)]| Translation {
            replace: true,
            ..translation("en", texts)
        };
        let some = add(&by_machine, &by_hand(&[("title", "The women's salt")]));
        assert_eq!(some, Err(TranslationError::MachineRemains("context".to_owned())));
        let all = by_hand(&[("title", "The women's salt"), ("context", "The lake.")]);
        let all = add(&by_machine, &all).expect("nothing of the machine's is left");
        assert_eq!(all["machine_translated"], json!(["es"]));
        let spanish = Translation {
            replace: true,
            ..translation("es", &[("title", "La sal")])
        };
        let none_left = add(&all, &spanish).expect("it is good");
        assert_eq!(none_left.get("machine_translated"), None);
    }

    #[test]
    fn what_is_there_is_replaced_only_where_that_is_wanted() {
        let other = translation("es", &[("title", "Sal")]);
        let machine = Translation { machine: true, ..other };
        assert_eq!(refused(&machine), TranslationError::Exists("title".to_owned()));
        let same = Translation {
            texts: BTreeMap::from([("title".to_owned(), "La sal de las mujeres".to_owned())]),
            ..machine.clone()
        };
        assert_eq!(add(&practice(), &same), Ok(practice()));
        let replacing = Translation {
            replace: true,
            ..machine
        };
        let replaced = add(&practice(), &replacing).expect("wanted");
        assert_eq!(replaced["title"]["es"], "Sal");
    }

    #[test]
    fn what_is_no_translation_of_the_record_is_refused_by_name() {
        let language = |found: &str, meant: Option<&str>| TranslationError::Language {
            found: found.to_owned(),
            meant: meant.map(str::to_owned),
        };
        let title = [("title", "Salt")];
        assert_eq!(refused(&translation("EN", &title)), language("EN", Some("en")));
        assert_eq!(
            refused(&translation("English", &title)),
            language("English", Some("en"))
        );
        assert_eq!(refused(&translation("?", &title)), language("?", None));
        assert_eq!(
            refused(&translation("fr", &title)),
            TranslationError::Original("fr".to_owned())
        );
        assert_eq!(refused(&translation("en", &[])), TranslationError::Nothing);
        assert_eq!(
            refused(&translation("en", &[("title", " \n")])),
            TranslationError::Empty("title".to_owned())
        );
        for (field, meant) in [
            ("tittle", Some("title")),
            ("building_blocks[1].title", Some("building_blocks[0].title")),
        ] {
            let unknown = TranslationError::Unknown {
                field: field.to_owned(),
                meant: meant.map(str::to_owned),
            };
            assert_eq!(refused(&translation("en", &[(field, "x")])), unknown);
        }
        // A field that is no text, and a text that the record does not have.
        for field in [
            "licence",
            "countries",
            "gender",
            "organisations[0].name",
            "title.fr",
            "",
        ] {
            let error = refused(&translation("en", &[(field, "x")]));
            assert!(matches!(error, TranslationError::Unknown { .. }), "{field}: {error:?}");
        }
        let copied = translation("en", &[("title", "Le sel des femmes"), ("context", "Le lac.")]);
        assert_eq!(refused(&copied), TranslationError::Untranslated);
    }
}
