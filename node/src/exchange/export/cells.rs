//! A record as the cells of a table.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::super::fields::{self, Shape};
use super::super::guard;
use super::super::rule::PROVENANCE;
use super::super::value::{degrees, join_list};

/// In what the cells are kept, which decides what must be done so that a text comes back as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// A text file: a spreadsheet program judges each cell anew, and runs what begins like a formula.
    AsText,
    /// A sheet: a text is one, whatever it begins with.
    Typed,
}

impl Kept {
    /// `text` so that it comes back as it is and does nothing meanwhile.
    pub(crate) fn guarded(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::AsText => guard::put_on(text),
            Self::Typed => guard::put_on_typed(text),
        }
    }

    /// The cells of a record by field path, each as it stands in a table. Fields that this version does not know are left
    /// out: no import would take them, and their names are whatever a peer has chosen.
    pub(super) fn cells(self, record: &Map<String, Value>) -> BTreeMap<String, String> {
        let mut cells = BTreeMap::new();
        self.flatten(record, "", &mut cells);
        cells
    }

    fn flatten(self, object: &Map<String, Value>, prefix: &str, cells: &mut BTreeMap<String, String>) {
        for (name, value) in object {
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}.{name}")
            };
            let shape = fields::shape(&path);
            let cell = match value {
                Value::Null => continue,
                Value::Object(inner) if shape != Some(Shape::Objects) => {
                    self.flatten(inner, &path, cells);
                    continue;
                }
                value => match cell_text(&path, value) {
                    (text, true) => self.guarded(&text).into_owned(),
                    (text, false) => text,
                },
            };
            let first = path.split('.').next().unwrap_or_default();
            if shape.is_none() && !PROVENANCE.contains(&first) {
                continue;
            }
            cells.insert(path, cell);
        }
    }
}

/// A value of the field at `path` as it stands in a table, and whether it is text that others chose.
fn cell_text(path: &str, value: &Value) -> (String, bool) {
    match (value, fields::shape(path)) {
        (Value::Number(number), Some(Shape::Degrees)) => {
            let text = number.as_i64().map_or_else(|| number.to_string(), degrees);
            (text, false)
        }
        (Value::String(text), _) => (text.clone(), true),
        (Value::Array(items), Some(Shape::Texts | Shape::Codes | Shape::Integers)) => {
            let texts: Vec<String> = items
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                .collect();
            (join_list(texts.iter().map(String::as_str)), true)
        }
        (value, _) => (value.to_string(), false),
    }
}

/// A value of the field at `path` as people read it in a table; empty if it is null.
pub fn shown_in_cell(path: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        value => cell_text(path, value).0,
    }
}
