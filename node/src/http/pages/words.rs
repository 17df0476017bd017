//! Texts on a page, each with the language that it is in.

use serde_json::{Map, Value};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use super::markdown::{self, Piece};
use crate::text::{Language, is_known, say};
use ayni_protocol::localized::Localized;

/// A text that somebody wrote, and its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) text: String,
    /// BCP 47 tag for browsers and screen readers.
    pub(super) tag: String,
    /// What to say about the language, where it isn't the reader's or a machine translated it.
    pub(super) note: Option<String>,
}

impl Words {
    /// The text read as Markdown, under a heading of the level `below`.
    pub(super) fn pieces(&self, below: usize) -> Vec<Piece> {
        markdown::pieces(&self.text, below)
    }
}

/// How the texts of one record are chosen for one reader.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) language: Language,
    pub(super) original: String,
    /// Tags of the languages that a machine translated into.
    pub(super) by_machine: Vec<String>,
}

impl Choice {
    /// The choice for a record, or a row of a list, in JSON.
    pub(super) fn of(record: &Value, language: Language) -> Self {
        let tags = record["machine_translated"].as_array();
        Self {
            language,
            original: record["original"].as_str().unwrap_or_default().to_owned(),
            by_machine: tags
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        }
    }

    /// The text of a map from language to text that suits the reader best; `None` if it is no such map.
    pub(super) fn words(&self, map: &Value) -> Option<Words> {
        let texts = localized(map.as_object()?)?;
        let (tag, text) = texts.best(self.language.as_str(), &self.original)?;
        Some(Words {
            text: text.to_owned(),
            tag: tag.to_owned(),
            note: self.note(tag),
        })
    }

    /// Every text of a map from language to text, the one that suits the reader best first; each says its language.
    pub(super) fn every(&self, map: &Value) -> Vec<Words> {
        let Some(best) = self.words(map) else {
            return Vec::new();
        };
        let texts = map.as_object().and_then(localized).unwrap_or_default();
        let others = texts.iter().filter(|(tag, _)| *tag != best.tag);
        let others = others.map(|(tag, text)| (tag.to_string(), text.to_string()));
        let all = std::iter::once((best.tag.clone(), best.text)).chain(others);
        all.map(|(tag, text)| Words {
            note: Some(self.note(&tag).unwrap_or_else(|| {
                let name = language_name(&tag, self.language);
                say(self.language, "site-in-language", &[("language", name)])
            })),
            text,
            tag,
        })
        .collect()
    }

    fn note(&self, tag: &str) -> Option<String> {
        let primary = tag.split('-').next().unwrap_or(tag);
        let key = if self.by_machine.iter().any(|other| other == tag) {
            "web-by-machine"
        } else if primary == self.language.as_str() {
            return None;
        } else if tag == self.original {
            "web-only-original"
        } else {
            "web-only-translated"
        };
        let name = language_name(tag, self.language);
        Some(say(self.language, key, &[("language", name)]))
    }
}

/// The title of a record, or of a row of a list, that suits the reader best; without one, its id.
pub(super) fn title(record: &Value, id: &str, language: Language) -> Words {
    let title = Choice::of(record, language).words(&record["title"]);
    title.unwrap_or_else(|| Words {
        text: id.to_owned(),
        tag: language.to_string(),
        note: None,
    })
}

fn localized(map: &Map<String, Value>) -> Option<Localized> {
    map.iter()
        .map(|(tag, text)| Some((tag.clone(), text.as_str()?.to_owned())))
        .collect()
}

/// What the reader calls the language with this tag; the tag itself for the less spoken ones.
pub(super) fn language_name(tag: &str, language: Language) -> String {
    let primary = tag.split('-').next().unwrap_or(tag);
    let key = format!("language-{primary}");
    if is_known(&key) {
        say(language, &key, &[])
    } else {
        tag.to_owned()
    }
}

/// A moment (RFC 3339) as day and minute in UTC; empty for anything else.
pub(super) fn moment(text: &str, language: Language) -> String {
    let Ok(moment) = OffsetDateTime::parse(text, &Rfc3339) else {
        return String::new();
    };
    let moment = moment.to_offset(UtcOffset::UTC);
    let args = [
        ("day", moment.day().to_string()),
        ("month", u8::from(moment.month()).to_string()),
        ("year", moment.year().to_string()),
        ("hour", format!("{:02}", moment.hour())),
        ("minute", format!("{:02}", moment.minute())),
    ];
    say(language, "web-moment", &args)
}

/// A day (`2026-05-12`, perhaps with a time behind it) as readers write it; a month or a year as it is.
pub(super) fn day(text: &str, language: Language) -> String {
    let parts: Vec<&str> = text.get(..10).unwrap_or(text).split('-').collect();
    let [year, month, day] = parts[..] else {
        return text.to_owned();
    };
    let number = |text: &str| text.trim_start_matches('0').to_owned();
    let args = [
        ("day", number(day)),
        ("month", number(month)),
        ("year", year.to_owned()),
    ];
    say(language, "site-day", &args)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_in_another_language_says_so() {
        let record = json!({
            "original": "fr",
            "machine_translated": ["es"],
            "title": { "fr": "Les femmes du sel", "es": "Las mujeres de la sal" },
        });
        let words = |language| Choice::of(&record, language).words(&record["title"]).expect("a title");
        assert_eq!(words(Language::Fr).note, None);
        let english = words(Language::En);
        assert_eq!(
            (english.text.as_str(), english.tag.as_str()),
            ("Les femmes du sel", "fr")
        );
        assert!(english.note.is_some_and(|note| note.contains("French")));
        assert!(words(Language::Es).note.is_some_and(|note| note.contains("automática")));
    }

    #[test]
    fn all_texts_come_with_their_languages_the_readers_first() {
        let record = json!({
            "original": "fr",
            "machine_translated": ["es"],
            "title": { "es": "La sal", "fr": "Le sel", "en": "Salt" },
        });
        let all = |language| -> Vec<(String, String)> {
            let words = Choice::of(&record, language).every(&record["title"]);
            let all = words.into_iter();
            all.map(|words| (words.text, words.note.unwrap_or_default())).collect()
        };
        let texts = |language| all(language).into_iter().map(|(text, _)| text).collect::<Vec<_>>();
        assert_eq!(texts(Language::En), ["Salt", "La sal", "Le sel"]);
        assert_eq!(texts(Language::Fr), ["Le sel", "Salt", "La sal"]);
        assert!(all(Language::En).iter().all(|(_, note)| !note.is_empty()));
    }

    #[test]
    fn a_day_is_written_as_readers_write_it() {
        assert_eq!(day("2026-05-02T09:00", Language::En), "2 May 2026");
        assert_eq!(day("2026-05-02", Language::Fr), "2 mai 2026");
        assert_eq!(day("2026-05-01", Language::Fr), "1er mai 2026");
        assert_eq!(day("2026-05", Language::Es), "2026-05");
        assert_eq!(day("é", Language::Es), "é");
    }

    #[test]
    fn a_moment_is_written_as_readers_write_it() {
        for text in ["2026-01-02T03:04:05Z", "2026-01-02T04:04:05.678+01:00"] {
            assert_eq!(moment(text, Language::En), "2 January 2026, 03:04 UTC");
            assert_eq!(moment(text, Language::Fr), "2 janvier 2026 à 03:04 UTC");
            assert_eq!(moment(text, Language::Es), "2 de enero de 2026, 03:04 UTC");
        }
        for text in ["yesterday", ""] {
            assert_eq!(moment(text, Language::En), "");
        }
    }
}
