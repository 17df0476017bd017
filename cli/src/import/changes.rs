//! What an import would do, as people and programs are shown it.

use ayni_node::import::{Absent, Changes, New};
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::ui::{Tint, Ui, plain};

/// Most new records, changed fields and withdrawn records that people are shown one by one.
const SHOWN_MAX: usize = 20;

/// Longest part of a value that people are shown, in characters: two fit a line.
const VALUE_CHARS_MAX: usize = 48;

/// `new`, `changes` and, if there are any, `missing`, each with the number of all of them.
pub(super) fn to_json(changes: &Changes) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("new".to_owned(), json!(changes.new));
    members.insert("changes".to_owned(), json!(changes.changes));
    members.insert("changes_total".to_owned(), json!(changes.changes_total));
    if !changes.absent.is_empty() {
        members.insert("missing".to_owned(), json!(changes.absent));
    }
    members
}

/// Prints what would happen: `+` before new records, `~` before changed ones, `-` before those that would go.
pub(super) fn print(changes: &Changes, ui: &Ui) -> Result<(), Failure> {
    let named = |mark: &str, oid: &str, title: &str| plain(&format!("{mark} {oid}  {title}"), false);
    for New { oid, title, .. } in changes.new.iter().take(SHOWN_MAX) {
        ui.tinted(Tint::Gain, &named("+", oid, title))?;
    }
    more(ui, changes.new_total)?;
    let mut last = None;
    for change in changes.changes.iter().take(SHOWN_MAX) {
        if last.replace(change.row) != Some(change.row) {
            ui.line(&named("~", &change.oid, &change.title))?;
        }
        let (old, new) = change.shown(VALUE_CHARS_MAX);
        ui.change(&plain(&change.field, false), &plain(&old, false), &plain(&new, false))?;
    }
    more(ui, changes.changes_total)?;
    for Absent { oid, title, .. } in changes.absent.iter().take(SHOWN_MAX) {
        ui.tinted(Tint::Loss, &named("-", oid, title))?;
    }
    more(ui, changes.absent_total)
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
