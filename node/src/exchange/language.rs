//! Which language a row is in, where no column says it.

use serde_json::{Map, Value, json};
use whatlang::Lang;

/// Most characters that are looked at: more would not make it surer.
const CHARS_MAX: usize = 4_000;

/// What stands for a language that is not known: BCP 47's own word (RFC 5646 §4.1).
pub(super) const UNDETERMINED: &str = "und";

/// The tag of the language that `text` is most likely in; `None` where that can't be said with confidence.
pub(super) fn detect(text: &str) -> Option<&'static str> {
    let beginning: String = text.chars().take(CHARS_MAX).collect();
    let found = whatlang::detect(&beginning)?;
    found.is_reliable().then(|| tag(found.lang()))
}

/// The shortest tag of a language, as BCP 47 wants it (ISO 639-1 where it has one).
fn tag(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        other => other.code(),
    }
}

/// Says that the record, and each of its texts in no known language, is in the one with this tag.
pub(super) fn put(record: &mut Map<String, Value>, tag: &str) {
    record.insert("original".to_owned(), json!(tag));
    record.values_mut().for_each(|value| rename(value, tag));
}

fn rename(value: &mut Value, tag: &str) {
    match value {
        Value::Object(object) => {
            if let Some(text) = object.remove(UNDETERMINED) {
                object.insert(tag.to_owned(), text);
            }
            object.values_mut().for_each(|value| rename(value, tag));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| rename(value, tag)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use ayni_protocol::vocabulary::language;

    use super::*;

    #[test]
    fn the_language_of_a_few_sentences_is_told() {
        for (text, expected) in [
            (
                "The women of the village meet every week and decide together what to do with their savings.",
                "en",
            ),
            (
                "Les femmes du village se réunissent chaque semaine et décident ensemble de leur épargne commune.",
                "fr",
            ),
            (
                "Las mujeres del pueblo se reúnen cada semana y deciden juntas qué hacer con sus ahorros comunes.",
                "es",
            ),
        ] {
            assert_eq!(detect(text), Some(expected), "{text}");
        }
        assert_eq!(detect("42"), None);
    }

    #[test]
    fn every_language_that_is_told_apart_has_a_canonical_tag() {
        for language in Lang::all() {
            let tag = tag(*language);
            assert_eq!(language::canonical(tag).as_deref(), Some(tag), "{language:?}");
        }
    }

    #[test]
    fn texts_of_no_known_language_get_the_one_that_was_found() {
        let record = json!({
            "original": "und", "title": { "und": "Titre" }, "context": { "en": "None." },
            "building_blocks": [{ "title": { "und": "2" }, "text": { "und": "suite" } }],
        });
        let mut record = record.as_object().unwrap().clone();
        put(&mut record, "fr");
        assert_eq!(
            Value::Object(record),
            json!({
                "original": "fr", "title": { "fr": "Titre" }, "context": { "en": "None." },
                "building_blocks": [{ "title": { "fr": "2" }, "text": { "fr": "suite" } }],
            })
        );
    }
}
