//! What an import would do, record by record and field by field.

use serde::Serialize;
use serde_json::Value;

use super::Sent;
use crate::exchange::{Difference, shown_in_cell};

/// Most of each that are held one by one.
const HELD_MAX: usize = 1_000;

/// Most bytes of what changes that are held: long texts are not held a thousand times.
const HELD_BYTES_MAX: usize = 4 * 1024 * 1024;

/// How much of what two values share is shown before the place from which they differ.
const SHARED_CHARS: usize = 12;

/// A record that would be new.
#[derive(Clone, Debug, Serialize)]
pub struct New {
    /// The row that it is from.
    pub row: u64,
    /// The platform's own number for it, else its id.
    pub oid: String,
    /// Its title.
    pub title: String,
}

/// A field that would be another.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// The row that says so.
    pub row: u64,
    /// The record's id.
    pub id: String,
    /// The platform's own number for it, else its id.
    pub oid: String,
    /// The field.
    pub field: String,
    /// What it holds.
    pub old: Value,
    /// What it would hold.
    pub new: Value,
    /// The record's title.
    #[serde(skip)]
    pub title: String,
}

impl Change {
    /// What the field holds and would hold, as it would stand in a cell, each cut to at most so many characters from the place where they differ.
    pub fn shown(&self, chars_max: usize) -> (String, String) {
        let text = |value: &Value| match shown_in_cell(&self.field, value) {
            nothing if nothing.is_empty() => "–".to_owned(),
            text => text,
        };
        let (old, new) = (text(&self.old), text(&self.new));
        let shared = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
        let is_long = |text: &str| text.chars().nth(chars_max).is_some();
        let from = if is_long(&old) || is_long(&new) {
            shared.saturating_sub(SHARED_CHARS)
        } else {
            0
        };
        (window(&old, from, chars_max), window(&new, from, chars_max))
    }
}

/// The part of `text` that begins at the character `from`, marked where something is left out.
fn window(text: &str, from: usize, chars_max: usize) -> String {
    let before = if from > 0 { "…" } else { "" };
    let part: String = text.chars().skip(from).take(chars_max).collect();
    let behind = if text.chars().nth(from + chars_max).is_some() {
        "…"
    } else {
        ""
    };
    format!("{before}{part}{behind}")
}

/// A record that the file does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Absent {
    /// Its id.
    pub id: String,
    /// The platform's own number for it.
    pub oid: String,
    /// Its title.
    pub title: String,
}

/// What would happen: the first of each, and how many there are.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Records that would be new.
    pub new: Vec<New>,
    /// All of them.
    pub new_total: u64,
    /// Fields that would be others.
    pub changes: Vec<Change>,
    /// All of them.
    pub changes_total: u64,
    bytes: usize,
    /// Records that would be withdrawn.
    pub absent: Vec<Absent>,
    /// All of them.
    pub absent_total: u64,
}

impl Changes {
    pub(super) fn publish(&mut self, sent: &Sent) {
        self.new_total += 1;
        if self.new.len() < HELD_MAX {
            self.new.push(New {
                row: sent.row.number,
                oid: sent.oid.clone(),
                title: sent.title.clone(),
            });
        }
    }

    pub(super) fn update(&mut self, sent: &Sent, id: &str, changes: Vec<Difference>) {
        for Difference { field, old, new } in changes {
            self.changes_total += 1;
            let bytes = old.to_string().len() + new.to_string().len();
            if self.changes.len() == HELD_MAX || self.bytes + bytes > HELD_BYTES_MAX {
                continue;
            }
            self.bytes += bytes;
            self.changes.push(Change {
                row: sent.row.number,
                id: id.to_owned(),
                oid: sent.oid.clone(),
                field,
                old,
                new,
                title: sent.title.clone(),
            });
        }
    }

    pub(super) fn withdraw(&mut self, mut absent: Vec<Absent>) {
        self.absent_total = absent.len() as u64;
        absent.truncate(HELD_MAX);
        self.absent = absent;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::exchange::{Content, Row};

    /// As many characters as fit a line twice.
    const CHARS_MAX: usize = 48;

    #[test]
    fn two_long_texts_are_shown_where_they_differ() {
        let shown = |field: &str, old: Value, new: Value| {
            let nothing = String::new();
            let change = Change {
                row: 2,
                id: nothing.clone(),
                oid: nothing.clone(),
                field: field.to_owned(),
                old,
                new,
                title: nothing,
            };
            change.shown(CHARS_MAX)
        };
        let text = |end: &str| json!(format!("{} {end} {}", "x".repeat(500), "y".repeat(500)));
        let (old, new) = shown("summary.en", text("before"), text("after"));
        assert!(
            old.starts_with('…') && old.contains(" before ") && old.ends_with('…'),
            "{old}"
        );
        assert!(new.contains(" after ") && new.chars().count() <= CHARS_MAX + 2, "{new}");
        assert_eq!(
            shown("tags", Value::Null, json!(["a", "b"])),
            ("–".to_owned(), "a; b".to_owned())
        );
        assert_eq!(
            shown("geo.lat", json!(14_500_000), json!(-1)),
            ("14.5".to_owned(), "-0.000001".to_owned())
        );
    }

    #[test]
    fn what_is_held_is_bounded_and_all_of_it_is_counted() {
        let mut changes = Changes::default();
        let long = json!("x".repeat(100_000));
        for number in 0..2_000 {
            let row = Row {
                number,
                content: Content::Cells(BTreeMap::new()),
                problems: Vec::new(),
            };
            let (oid, title) = ("o".to_owned(), "t".to_owned());
            let sent = Sent { row, oid, title };
            changes.publish(&sent);
            let difference = Difference {
                field: "title.en".to_owned(),
                old: Value::Null,
                new: long.clone(),
            };
            changes.update(&sent, "1", vec![difference]);
        }
        assert_eq!((changes.new.len(), changes.new_total), (HELD_MAX, 2_000));
        assert!(changes.changes.len() < 50, "{}", changes.changes.len());
        assert_eq!(changes.changes_total, 2_000);
    }
}
