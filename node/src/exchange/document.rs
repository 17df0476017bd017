//! The text of a mapping file: what may stand in it. What it does is in `mapping`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A whole mapping file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    /// What the mapping is for, where the data comes from and under which terms; for readers of the file.
    #[serde(default, rename = "about")]
    pub(super) _about: Option<String>,
    pub(super) kind: Spanned<String>,
    pub(super) original: Option<String>,
    pub(super) licence: Option<String>,
    /// Columns whose text shows in which language a row is; `original` stays where that can't be told.
    #[serde(default)]
    pub(super) detect_language: Vec<String>,
    /// Replaces the usual empty markers.
    pub(super) empty: Option<Vec<String>>,
    #[serde(default)]
    pub(super) dates: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) constants: BTreeMap<String, Spanned<toml::Value>>,
    #[serde(default)]
    pub(super) fields: BTreeMap<String, Spanned<toml::Value>>,
    #[serde(default)]
    pub(super) values: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub(super) skip: Vec<Spanned<Skip>>,
}

/// Rows that are left out, with the reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Skip {
    pub(super) column: String,
    pub(super) is: Vec<String>,
    pub(super) reason: String,
}

/// How one field gets its value, or some values of its list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub(super) column: Option<String>,
    pub(super) columns: Option<Vec<String>>,
    pub(super) template: Option<String>,
    /// Between the values of several columns; a space unless said otherwise.
    pub(super) join: Option<String>,
    /// `"first"`: of several columns the first that is not empty.
    pub(super) pick: Option<String>,
    pub(super) when: Option<When>,
    /// What stands for a line break within a cell.
    pub(super) lines: Option<String>,
    pub(super) split: Option<String>,
    pub(super) strip: Option<String>,
    /// How many characters of the value count.
    pub(super) take: Option<usize>,
    /// What the field gets if the cell is not empty, whatever stands in it.
    pub(super) value: Option<String>,
    /// A column; a value that is equal to its cell is left out.
    pub(super) unless: Option<String>,
    /// A table by name, or the pairs themselves.
    pub(super) values: Option<Table>,
    /// What to do with a value that is not in the table: `"refuse"`, `"keep"` or `"drop"`.
    pub(super) unknown: Option<String>,
    pub(super) prefix: Option<String>,
    /// Put before a web address that has no scheme.
    pub(super) scheme: Option<String>,
    /// Control characters, which no record may hold, are left out, and a tab is a space.
    #[serde(default)]
    pub(super) printable: bool,
    /// The list of titled parts in which a text goes on that is too long for its field.
    pub(super) overflow: Option<String>,
    /// Longest text in characters; longer text is cut between words.
    pub(super) shorten: Option<usize>,
    /// Wraps the value in an object; the member that is `"{}"` gets it.
    pub(super) object: Option<BTreeMap<String, String>>,
}

/// A condition on another cell of the row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct When {
    pub(super) column: String,
    pub(super) is: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Table {
    Named(String),
    Pairs(BTreeMap<String, String>),
}
