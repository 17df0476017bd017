//! One row of a file, before anybody has said what its cells mean.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde::Serialize;
use serde_json::{Map, Value};

/// The text of a JSON element that is not what was expected. A row that has it is refused: it is still to be mended.
pub(super) const RAW_COLUMN: &str = "@raw";

/// A feature's geometry as it stands in the file, so that a refused feature keeps it.
pub(super) const GEOMETRY_COLUMN: &str = "@geometry";

/// The cells of a row behind its last column. A row that has them is refused.
pub(super) const SURPLUS_COLUMN: &str = "@surplus";

/// One row of a table, feature of a map or object of a JSON file.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// As a spreadsheet shows it: the header is row 1. For features their position from 1, for JSON lines the line.
    pub number: u64,
    /// What the row holds.
    pub content: Content,
    /// What was wrong with it already when it was read: broken UTF-8, a cell that is too long …
    pub problems: Vec<RowProblem>,
}

/// What a row holds, as its format has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Cells by column: tables and features. A feature's point is in `@lon` and `@lat`, and as it stands in
    /// [`GEOMETRY_COLUMN`]; cells of a table that no column has are in [`SURPLUS_COLUMN`].
    Cells(BTreeMap<String, Cell>),
    /// A JSON object: a ready record, or with a mapping an object whose members are the cells. What is no object is the
    /// text in [`RAW_COLUMN`].
    Object(Map<String, Value>),
}

impl Row {
    /// The cells by column. Members of inner objects are named with dots: `title.en`.
    pub fn cells(&self) -> Cow<'_, BTreeMap<String, Cell>> {
        match &self.content {
            Content::Cells(cells) => Cow::Borrowed(cells),
            Content::Object(object) => {
                let mut cells = BTreeMap::new();
                flatten(object, "", &mut cells);
                Cow::Owned(cells)
            }
        }
    }
}

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text as it stands in the file.
    Text(String),
    /// Text that our own export had guarded: taken as it stands, even if it looks like an empty marker.
    Literal(String),
    /// Several values, from a JSON array.
    List(Vec<String>),
}

impl Cell {
    /// The cell as one text; the values of a list are joined by `"; "`.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Literal(text) => Cow::Borrowed(text),
            Self::List(values) => Cow::Owned(values.join("; ")),
        }
    }
}

/// Why a row was refused, in terms of the file it came from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct RowProblem {
    /// The row, numbered as in [`Row::number`].
    pub row: u64,
    /// The column, or several joined by `", "`; `None` where the fault is in no column.
    pub column: Option<String>,
    /// The record's field that the column fills; empty if the fault is older than any field.
    pub field: String,
    /// The beginning of what stands there, at most [`super::VALUE_SHOWN_CHARS_MAX`] characters; empty if it is missing.
    pub value: String,
    /// What the rule judged, where that is not what stands there: a sum, a language, one element of a list …
    #[serde(skip)]
    pub judged: Option<String>,
    /// The broken rule: a stable snake_case word. The text for people is message `rule-CODE`, with hyphens.
    pub rule: Cow<'static, str>,
    /// The bound that was passed, where the rule has one.
    pub limit: Option<i64>,
    /// What could be meant instead.
    pub suggestion: Option<String>,
    /// What a node said of it, where the rule is one that only that node knows.
    #[serde(skip)]
    pub said: Option<String>,
}

impl RowProblem {
    /// A problem of `row` with nothing but its rule; the rest is set by name.
    pub(super) fn new(row: u64, rule: &'static str) -> Self {
        Self {
            row,
            column: None,
            field: String::new(),
            value: String::new(),
            judged: None,
            rule: Cow::Borrowed(rule),
            limit: None,
            suggestion: None,
            said: None,
        }
    }
}

/// The problems of a row, each said once: the same may be wrong with several elements of a list that stand in one cell.
pub(super) fn said_once(mut problems: Vec<RowProblem>) -> Vec<RowProblem> {
    let mut said = HashSet::new();
    problems.retain(|problem| {
        let mut sentence = problem.clone();
        if sentence.column.is_some() {
            // The sentence names the column instead.
            sentence.field.clear();
        }
        said.insert(sentence)
    });
    problems
}

/// Adds the members of `object` to `cells`, inner objects with dotted names below `prefix`. Nulls are no cells.
pub(super) fn flatten(object: &Map<String, Value>, prefix: &str, cells: &mut BTreeMap<String, Cell>) {
    for (name, value) in object {
        let column = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            Value::Null => {}
            Value::Object(inner) => flatten(inner, &column, cells),
            Value::Array(items) => {
                let values = items.iter().filter(|item| !item.is_null()).map(scalar).collect();
                cells.insert(column, Cell::List(values));
            }
            other => {
                cells.insert(column, Cell::Text(scalar(other)));
            }
        }
    }
}

/// Text of a JSON value: strings without quotes, anything else as JSON.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
