//! The fields of a record as labels and values, in the order in which its kind has them.

mod items;

use ayni_protocol::record::shape::Form;
use ayni_protocol::record::{Kind, Member, Shape};
use serde_json::Value;

use super::words::{Choice, Words};
use crate::text::{Language, is_known, say};
pub(super) use items::leads_to_web;

/// A text that may be so long, in characters, has a heading of its own instead of a line among the facts.
const PASSAGE_CHARS_MIN: usize = 1_000;

/// Fields that the page shows elsewhere, or that say nothing to its readers.
const ELSEWHERE: [&str; 5] = ["kind", "title", "summary", "status", "machine_translated"];

/// A long text under its own heading.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) label: String,
    pub(super) parts: Vec<Part>,
}

/// A piece of a passage, with a heading of its own if it is one of several.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) heading: Option<Words>,
    pub(super) label: Option<String>,
    pub(super) words: Words,
}

/// A label with its values.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) items: Vec<Item>,
}

/// One value.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) text: String,
    /// Where it leads; only addresses of this site and of the web, mail and phone.
    pub(super) href: Option<String>,
    /// The language it is written in, where somebody wrote it in one.
    pub(super) tag: Option<String>,
    pub(super) note: Option<String>,
}

impl Part {
    /// The level of the heading that the text stands under.
    pub(super) fn level(&self) -> usize {
        match (&self.label, &self.heading) {
            (Some(_), _) => 4,
            (None, Some(_)) => 3,
            (None, None) => 2,
        }
    }
}

impl Item {
    /// Whether it leads to another site.
    pub(super) fn is_away(&self) -> bool {
        self.href.as_deref().is_some_and(leads_to_web)
    }
}

impl From<String> for Item {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

impl From<Words> for Part {
    fn from(words: Words) -> Self {
        Self {
            heading: None,
            label: None,
            words,
        }
    }
}

impl From<Words> for Item {
    fn from(words: Words) -> Self {
        Self {
            text: words.text,
            href: None,
            tag: Some(words.tag),
            note: words.note,
        }
    }
}

/// Reads fields for one reader.
pub(super) struct Fields<'a> {
    record: &'a Value,
    /// None if this version does not know the kind.
    kind: Option<Kind>,
    choice: &'a Choice,
    /// What the title's note says already and no other text needs to repeat.
    said: Option<&'a str>,
    /// `?lang=fr` or nothing, for links to other records.
    keep: &'a str,
    /// Whether every text comes in each of its languages.
    in_all: bool,
}

impl<'a> Fields<'a> {
    /// The fields of `record`, which is a record's JSON; `said` is the note that stands beside its title.
    pub(super) fn new(record: &'a Value, choice: &'a Choice, said: Option<&'a str>, keep: &'a str) -> Self {
        Self {
            record,
            kind: record["kind"].as_str().and_then(Kind::parse),
            choice,
            said,
            keep,
            in_all: false,
        }
    }

    /// The same with every text in each of its languages, if that is wished.
    pub(super) fn in_all_languages(self, in_all: bool) -> Self {
        Self { in_all, ..self }
    }

    /// The text that suits the reader best, or all of them.
    fn texts(&self, map: &Value) -> Vec<Words> {
        match self.in_all {
            true => self.choice.every(map),
            false => self.words(map).into_iter().collect(),
        }
    }

    /// The text that suits the reader best, with its note unless that is said already.
    pub(super) fn words(&self, map: &Value) -> Option<Words> {
        let mut words = self.choice.words(map)?;
        words.note = words.note.filter(|note| Some(note.as_str()) != self.said);
        Some(words)
    }

    /// The long texts that the record has, also those that stand in parts.
    pub(super) fn passages(&self) -> Vec<Passage> {
        let members = self.kind.map(Kind::members).unwrap_or_default();
        let passages = members.iter().filter(|member| is_passage(&member.shape)).map(|member| {
            let value = &self.record[member.name];
            let parts = match &member.shape {
                Shape::List { of, .. } => list(value).iter().flat_map(|part| self.parts(part, of)).collect(),
                _ => self.texts(value).into_iter().map(Part::from).collect(),
            };
            Passage {
                label: self.label(member.name),
                parts,
            }
        });
        passages.filter(|passage| !passage.parts.is_empty()).collect()
    }

    /// The texts of one part, the first under its title, the others under what they are.
    fn parts(&self, part: &Value, shape: &Shape) -> Vec<Part> {
        let Shape::Object(members) = shape else {
            return Vec::new();
        };
        let (titles, texts): (Vec<&Member>, Vec<&Member>) =
            members.iter().partition(|member| !is_passage(&member.shape));
        let mut heading = titles.first().and_then(|title| self.words(&part[title.name]));
        let texts = texts.into_iter().enumerate().flat_map(|(place, text)| {
            let mut label = (place > 0).then(|| self.label(text.name));
            let parts = self.texts(&part[text.name]).into_iter().map(|words| Part {
                words,
                heading: heading.take(),
                label: label.take(),
            });
            parts.collect::<Vec<Part>>()
        });
        texts.collect()
    }

    /// Everything else that the record has: first what its kind has, then what every record has.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let of_kind = self.kind.map(Kind::members).unwrap_or_default();
        let of_all = self.kind.map(Kind::heading_members).unwrap_or_default();
        let members = of_kind.into_iter().chain(of_all);
        let facts = members
            .filter(|member| !is_passage(&member.shape) && !ELSEWHERE.contains(&member.name))
            .map(|member| Fact {
                label: self.label(member.name),
                items: self.items(&self.record[member.name], &member.shape),
            });
        facts.filter(|fact| !fact.items.is_empty()).collect()
    }

    fn items(&self, value: &Value, shape: &Shape) -> Vec<Item> {
        if matches!(shape, Shape::Localized { .. }) {
            return self.texts(value).into_iter().map(Item::from).collect();
        }
        let Shape::List { of, .. } = shape else {
            return self.item(value, shape).into_iter().collect();
        };
        let mut items: Vec<Item> = list(value)
            .iter()
            .filter_map(|element| self.item(element, of))
            .collect();
        if is_short(of) && items.len() > 1 {
            let texts: Vec<String> = items.into_iter().map(|item| item.text).collect();
            items = vec![texts.join(", ").into()];
        }
        items
    }

    /// What the reader calls a field: kinds may call one otherwise than others do.
    fn label(&self, name: &str) -> String {
        label(self.kind, name, self.choice.language)
    }

    fn say(&self, key: &str, args: &[(&str, String)]) -> String {
        say(self.choice.language, key, args)
    }
}

/// What readers call a field of a record of this kind.
pub(super) fn label(kind: Option<Kind>, name: &str, language: Language) -> String {
    let name = name.replace('_', "-");
    let of_kind = kind.map(|kind| format!("field-{kind}-{name}"));
    let key = of_kind
        .filter(|key| is_known(key))
        .unwrap_or_else(|| format!("field-{name}"));
    if is_known(&key) {
        say(language, &key, &[])
    } else {
        name.replace('-', " ")
    }
}

/// Whether a text, or the texts of each part, stand under a heading of their own.
fn is_passage(shape: &Shape) -> bool {
    match shape {
        Shape::Localized { chars_max, lines } => *lines && *chars_max >= PASSAGE_CHARS_MIN,
        Shape::List { of, .. } => match &**of {
            Shape::Object(members) => members.iter().any(|member| is_passage(&member.shape)),
            _ => false,
        },
        _ => false,
    }
}

/// Whether several of these read better in one line.
fn is_short(shape: &Shape) -> bool {
    match shape {
        Shape::Text { form, .. } => matches!(form, Form::Words | Form::Country | Form::Language),
        Shape::Code(_) => true,
        _ => false,
    }
}

/// The elements of a list; one value alone is a list of one.
fn list(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Array(values) => values,
        single => std::slice::from_ref(single),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn facts(record: &Value, language: Language) -> Vec<(String, String)> {
        let choice = Choice::of(record, language);
        Fields::new(record, &choice, None, "")
            .facts()
            .into_iter()
            .map(|fact| {
                let texts: Vec<String> = fact.items.into_iter().map(|item| item.text).collect();
                (fact.label, texts.join("; "))
            })
            .collect()
    }

    #[test]
    fn codes_and_numbers_are_written_for_people() {
        let record = json!({
            "kind": "enterprise",
            "legal_form": "cooperative",
            "countries": ["SN", "GB"],
            "geo": { "lat": 14_692_778, "lon": -17_446_944, "precision": "city" },
            "members": { "women": 1_200, "total": 1_500, "year": 2024 },
            "sdgs": [5],
        });
        assert_eq!(
            facts(&record, Language::Fr),
            [
                ("Forme juridique".to_owned(), "Coopérative".to_owned()),
                ("Position".to_owned(), "14.69278°, −17.44694° (Localité)".to_owned()),
                (
                    "Membres".to_owned(),
                    "1\u{202f}500 au total · 1\u{202f}200 femmes · en 2024".to_owned()
                ),
                ("Pays".to_owned(), "Sénégal, Royaume-Uni".to_owned()),
                (
                    "Objectifs de développement durable".to_owned(),
                    "5 · Égalité entre les sexes".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn objects_are_written_in_one_line_that_leads_where_they_say() {
        let record = json!({
            "kind": "practice",
            "organisations": [{ "name": "Red", "role": "lead", "record": "00".repeat(16) }, { "name": "Caja" }],
            "period": { "start": "2019", "end": "2021-05" },
            "cost": { "amount": 12_000, "currency": "USD" },
            "evidence": [{ "title": { "en": "Report" }, "url": "https://a.example/r" }],
            "validation": "self",
        });
        assert_eq!(
            facts(&record, Language::En),
            [
                ("Validation".to_owned(), "Described by those who did it".to_owned()),
                ("Period".to_owned(), "2019 – 2021-05".to_owned()),
                ("Organisations".to_owned(), "Red · lead; Caja".to_owned()),
                ("Cost".to_owned(), "12,000 USD".to_owned()),
                ("Evidence".to_owned(), "Report".to_owned()),
            ]
        );
        let choice = Choice::of(&record, Language::En);
        let facts = Fields::new(&record, &choice, None, "?lang=en").facts();
        let hrefs: Vec<&str> = facts
            .iter()
            .flat_map(|fact| &fact.items)
            .filter_map(|item| item.href.as_deref())
            .collect();
        assert_eq!(
            hrefs,
            [
                format!("/records/{}?lang=en", "00".repeat(16)).as_str(),
                "https://a.example/r"
            ]
        );
    }

    #[test]
    fn parts_stand_under_their_titles() {
        let text = |text: &str| json!({ "en": text });
        let record = json!({
            "kind": "practice",
            "building_blocks": [{ "title": text("Savings"), "text": text("Weekly."), "lessons": text("Trust.") }],
        });
        let choice = Choice::of(&record, Language::En);
        let passages = Fields::new(&record, &choice, None, "").passages();
        let parts: Vec<_> = passages[0]
            .parts
            .iter()
            .map(|part| {
                (
                    part.heading.as_ref().map(|words| words.text.as_str()),
                    part.label.as_deref(),
                    part.words.text.as_str(),
                )
            })
            .collect();
        assert_eq!(
            parts,
            [
                (Some("Savings"), None, "Weekly."),
                (None, Some("Lessons learned"), "Trust.")
            ]
        );
    }

    #[test]
    fn every_field_of_every_kind_has_a_label() {
        fn labelled(members: &[Member]) {
            for member in members {
                let key = format!("field-{}", member.name.replace('_', "-"));
                assert!(is_known(&key), "{key}");
                if let Shape::List { of, .. } = &member.shape
                    && let Shape::Object(parts) = &**of
                    && is_passage(&member.shape)
                {
                    labelled(parts);
                }
            }
        }
        for kind in Kind::ALL {
            labelled(&kind.members());
            labelled(&kind.heading_members());
        }
    }

    #[test]
    fn a_field_of_another_form_than_expected_is_left_out() {
        let record = json!({ "kind": "enterprise", "geo": "here", "members": [7], "legal_form": 3, "address": {} });
        assert_eq!(facts(&record, Language::En), []);
    }
}
