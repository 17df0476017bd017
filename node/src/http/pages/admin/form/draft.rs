//! A record while somebody writes it: from a form's fields to the record's JSON, whether that keeps the rules or not.
//!
//! What was typed stands in it as it was typed; what is wrong with it is for the node to say.

use std::collections::{BTreeMap, BTreeSet};

use ayni_protocol::record::shape::Form;
use ayni_protocol::record::{Kind, LANGUAGES_MAX, Member, Shape, translation};
use ayni_protocol::vocabulary::language;
use serde_json::{Map, Value, json};

use super::posted::Posted;
use super::style::{ORDER, OUT, REST, Style, within};
use crate::exchange;

/// The field for one more language of texts.
pub(super) const LANGUAGE: &str = "@language";
/// The box that takes out of the record what this version does not know.
pub(super) const DROP: &str = "@drop";
/// The button that asks for one more place; its value is the path of the list.
pub(super) const MORE: &str = "more";

/// A record that somebody writes.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) record: Map<String, Value>,
    /// In which languages texts are asked for, beyond those in which a text has one.
    pub(super) languages: BTreeSet<String>,
    /// How many empty places a list has, by its path; where nothing is said, one.
    pub(super) empty: BTreeMap<String, usize>,
}

/// The fields of a kind in the order in which a form has them: what a record is called by, what its kind adds, links and terms.
pub(super) fn sections(kind: Kind) -> [Vec<Member>; 3] {
    let (mut first, last) = exchange::heading(kind);
    // A record is of one kind for ever.
    first.retain(|member| member.name != "kind");
    first.sort_by_key(|member| !["original", "title", "summary"].contains(&member.name));
    [first, kind.members(), last]
}

impl Draft {
    /// The draft that is a record as it stands.
    pub(super) fn of(kind: Kind, record: Map<String, Value>) -> Self {
        let mut draft = Self {
            kind,
            record,
            languages: BTreeSet::new(),
            empty: BTreeMap::new(),
        };
        let whole = draft.json();
        let tags = translation::texts(&whole).into_iter().map(|(tag, _)| tag.to_owned());
        draft.languages = tags.take(LANGUAGES_MAX).collect();
        draft
    }

    /// The draft that a form holds.
    pub(super) fn posted(kind: Kind, posted: &Posted) -> Self {
        let mut reading = Reading {
            posted,
            languages: BTreeSet::new(),
            empty: BTreeMap::new(),
        };
        let mut record = reading.rest("");
        for section in sections(kind) {
            record.extend(reading.object(&section, ""));
        }
        record.insert("kind".to_owned(), json!(kind.as_str()));
        let mut languages = reading.languages;
        languages.extend(language::canonical(posted.one(LANGUAGE).trim()));
        Self {
            kind,
            record,
            languages: languages.into_iter().take(LANGUAGES_MAX).collect(),
            empty: reading.empty,
        }
    }

    /// Asks for one more place in the list at `path`.
    pub(super) fn ask_for_more(&mut self, path: &str) {
        *self.empty.entry(path.to_owned()).or_default() += 1;
    }

    /// The record's JSON.
    pub(super) fn json(&self) -> Value {
        Value::Object(self.record.clone())
    }
}

struct Reading<'p> {
    posted: &'p Posted,
    languages: BTreeSet<String>,
    empty: BTreeMap<String, usize>,
}

impl Reading<'_> {
    /// The fields of the object at `path` that the form could not show, as it was given them.
    fn rest(&self, path: &str) -> Map<String, Value> {
        if self.posted.has(DROP) {
            return Map::new();
        }
        match serde_json::from_str(self.posted.one(&format!("{path}{REST}"))) {
            Ok(Value::Object(rest)) => rest,
            _ => Map::new(),
        }
    }

    fn object(&mut self, members: &[Member], path: &str) -> Map<String, Value> {
        let mut object = Map::new();
        for member in members {
            if let Some(value) = self.value(&member.shape, &within(path, member.name)) {
                object.insert(member.name.to_owned(), value);
            }
        }
        object
    }

    /// What the form has at `path`; `None` if nothing was typed there.
    fn value(&mut self, shape: &Shape, path: &str) -> Option<Value> {
        match shape {
            Shape::Localized { .. } => self.texts(path),
            Shape::List { of, count_max, .. } => self.list(of, *count_max, path),
            Shape::Object(members) => {
                let mut object = self.rest(path);
                object.extend(self.object(members, path));
                Some(Value::Object(object)).filter(|object| *object != json!({}))
            }
            shape => typed(self.posted.one(path), shape),
        }
    }

    fn texts(&mut self, path: &str) -> Option<Value> {
        let mut texts = Map::new();
        for (tag, text) in self.posted.under(&format!("{path}.")) {
            if self.languages.len() < LANGUAGES_MAX {
                self.languages.insert(tag.to_owned());
            }
            let text = lines(text);
            if !text.trim().is_empty() {
                texts.insert(tag.to_owned(), json!(text));
            }
        }
        (!texts.is_empty()).then_some(Value::Object(texts))
    }

    fn list(&mut self, of: &Shape, count_max: usize, path: &str) -> Option<Value> {
        let elements: Vec<Value> = match Style::of(of) {
            Style::Boxes => self.boxes(of, path),
            Style::Lines => {
                let lines = self.posted.one(path).lines();
                lines.filter_map(|line| typed(line, of)).collect()
            }
            Style::Rows | Style::Parts => self.places(of, count_max, path),
        };
        (!elements.is_empty()).then_some(Value::Array(elements))
    }

    /// What is ticked: first what was there, as it stood.
    fn boxes(&self, of: &Shape, path: &str) -> Vec<Value> {
        let ticked = self.posted.all(path);
        let order = self.posted.all(&format!("{path}{ORDER}"));
        let kept = order.iter().filter(|code| ticked.contains(code));
        let new = ticked.iter().filter(|code| !order.contains(code));
        kept.chain(new).filter_map(|code| typed(code, of)).collect()
    }

    /// What stands at the places of a list. A form offers no more than the list may have; one more is enough to be told so.
    fn places(&mut self, of: &Shape, count_max: usize, path: &str) -> Vec<Value> {
        let (mut elements, mut empty) = (Vec::new(), 0);
        for place in self.posted.places(path) {
            let path = format!("{path}[{place}]");
            if self.posted.has(&format!("{path}{OUT}")) {
                continue;
            }
            match self.value(of, &path) {
                Some(_) if elements.len() > count_max => break,
                Some(element) => elements.push(element),
                None => empty += 1,
            }
        }
        self.empty.insert(path.to_owned(), empty.min(count_max));
        elements
    }
}

/// What was typed, as the JSON that is meant: text where it can't be read as that.
fn typed(text: &str, shape: &Shape) -> Option<Value> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    Some(match shape {
        Shape::Text { lines: true, .. } => json!(lines(text)),
        // People write a space where the format has a T.
        Shape::Text { form: Form::Moment, .. } => json!(trimmed.replacen(' ', "T", 1)),
        Shape::Integer { .. } | Shape::Goal => trimmed
            .parse::<i64>()
            .map_or_else(|_| json!(trimmed), |number| json!(number)),
        Shape::Angle { .. } => exchange::microdegrees(trimmed).map_or_else(|| json!(trimmed), |e6| json!(e6)),
        Shape::Boolean => trimmed
            .parse::<bool>()
            .map_or_else(|_| json!(trimmed), |yes| json!(yes)),
        _ => json!(trimmed),
    })
}

/// Text with line feeds at the ends of its lines: browsers send them as HTTP has them.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}
