//! What an import would do, record by record and field by field.

use ayni_node::exchange::shown_in_cell;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::missing::Absent;
use crate::failure::Failure;
use crate::ui::{Tint, Ui, plain};

/// Most of each that are held one by one.
const HELD_MAX: usize = 1_000;

/// Most bytes of what changes that are held: long texts are not held a thousand times.
const HELD_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Most new records, changed fields and withdrawn records that people are shown one by one.
const SHOWN_MAX: usize = 20;

/// Longest part of a value that people are shown, in characters: two fit a line.
const VALUE_CHARS_MAX: usize = 48;

/// How much of what two values share is shown before the place from which they differ.
const SHARED_CHARS: usize = 12;

/// A record that would be new.
#[derive(Serialize)]
struct New {
    row: u64,
    oid: String,
    title: String,
}

/// A field that would be another.
#[derive(Serialize)]
struct Change {
    row: u64,
    id: String,
    oid: String,
    field: String,
    old: Value,
    new: Value,
    #[serde(skip)]
    title: String,
}

/// What would happen.
#[derive(Default)]
pub(super) struct Changes {
    new: Vec<New>,
    new_total: u64,
    changes: Vec<Change>,
    changes_total: u64,
    bytes: usize,
    absent: Vec<Absent>,
    absent_total: usize,
}

impl Changes {
    pub(super) fn publish(&mut self, row: u64, oid: &str, title: &str) {
        self.new_total += 1;
        if self.new.len() < HELD_MAX {
            let (oid, title) = (oid.to_owned(), title.to_owned());
            self.new.push(New { row, oid, title });
        }
    }

    /// Takes what the node's answer says of a record that is there already.
    pub(super) fn update(&mut self, row: u64, oid: &str, title: &str, answer: &Value) {
        for change in answer["changes"].as_array().into_iter().flatten() {
            self.changes_total += 1;
            let bytes = change["old"].to_string().len() + change["new"].to_string().len();
            if self.changes.len() == HELD_MAX || self.bytes + bytes > HELD_BYTES_MAX {
                continue;
            }
            self.bytes += bytes;
            self.changes.push(Change {
                row,
                id: answer["id"].as_str().unwrap_or_default().to_owned(),
                oid: oid.to_owned(),
                field: change["field"].as_str().unwrap_or_default().to_owned(),
                old: change["old"].clone(),
                new: change["new"].clone(),
                title: title.to_owned(),
            });
        }
    }

    pub(super) fn withdraw(&mut self, mut absent: Vec<Absent>) {
        self.absent_total = absent.len();
        absent.truncate(HELD_MAX);
        self.absent = absent;
    }

    /// `new`, `changes` and, if there are any, `missing`, each with the number of all of them.
    pub(super) fn to_json(&self) -> Map<String, Value> {
        let mut members = Map::new();
        members.insert("new".to_owned(), json!(self.new));
        members.insert("changes".to_owned(), json!(self.changes));
        members.insert("changes_total".to_owned(), json!(self.changes_total));
        if !self.absent.is_empty() {
            members.insert("missing".to_owned(), json!(self.absent));
        }
        members
    }

    /// Prints what would happen: `+` before new records, `~` before changed ones, `-` before those that would go.
    pub(super) fn print(&self, ui: &Ui) -> Result<(), Failure> {
        let named = |mark: &str, oid: &str, title: &str| plain(&format!("{mark} {oid}  {title}"), false);
        for New { oid, title, .. } in self.new.iter().take(SHOWN_MAX) {
            ui.tinted(Tint::Gain, &named("+", oid, title))?;
        }
        more(ui, self.new_total)?;
        let mut last = None;
        for change in self.changes.iter().take(SHOWN_MAX) {
            if last.replace(change.row) != Some(change.row) {
                ui.line(&named("~", &change.oid, &change.title))?;
            }
            let (old, new) = compact(&change.field, &change.old, &change.new);
            ui.change(&plain(&change.field, false), &plain(&old, false), &plain(&new, false))?;
        }
        more(ui, self.changes_total)?;
        for Absent { oid, title, .. } in self.absent.iter().take(SHOWN_MAX) {
            ui.tinted(Tint::Loss, &named("-", oid, title))?;
        }
        more(ui, self.absent_total as u64)
    }
}

/// Says how many are not shown, if any.
fn more(ui: &Ui, total: u64) -> Result<(), Failure> {
    match total.saturating_sub(SHOWN_MAX as u64) {
        0 => Ok(()),
        count => ui.line(&format!(
            "  {}",
            ui.say("cli-more-problems", &[("count", count.to_string())])
        )),
    }
}

/// Two values of a field, cut to the place where they differ.
fn compact(field: &str, old: &Value, new: &Value) -> (String, String) {
    let text = |value: &Value| match shown_in_cell(field, value) {
        nothing if nothing.is_empty() => "–".to_owned(),
        text => text,
    };
    let (old, new) = (text(old), text(new));
    let shared = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let is_long = |text: &str| text.chars().nth(VALUE_CHARS_MAX).is_some();
    let from = if is_long(&old) || is_long(&new) {
        shared.saturating_sub(SHARED_CHARS)
    } else {
        0
    };
    (window(&old, from), window(&new, from))
}

/// The part of `text` that begins at the character `from`, marked where something is left out.
fn window(text: &str, from: usize) -> String {
    let before = if from > 0 { "…" } else { "" };
    let part: String = text.chars().skip(from).take(VALUE_CHARS_MAX).collect();
    let behind = if text.chars().nth(from + VALUE_CHARS_MAX).is_some() {
        "…"
    } else {
        ""
    };
    format!("{before}{part}{behind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_long_texts_are_shown_where_they_differ() {
        let text = |end: &str| json!(format!("{} {end} {}", "x".repeat(500), "y".repeat(500)));
        let (old, new) = compact("summary.en", &text("before"), &text("after"));
        assert!(
            old.starts_with('…') && old.contains(" before ") && old.ends_with('…'),
            "{old}"
        );
        assert!(
            new.contains(" after ") && new.chars().count() <= VALUE_CHARS_MAX + 2,
            "{new}"
        );
        let shown = |field, old, new| compact(field, &old, &new);
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
        let long = "x".repeat(100_000);
        let answer = json!({ "id": "1", "changes": [{ "field": "title.en", "old": null, "new": long }] });
        for row in 0..2_000 {
            changes.publish(row, "o", "t");
            changes.update(row, "o", "t", &answer);
        }
        assert_eq!((changes.new.len(), changes.new_total), (HELD_MAX, 2_000));
        assert!(changes.changes.len() < 50, "{}", changes.changes.len());
        assert_eq!(changes.to_json()["changes_total"], 2_000);
    }
}
