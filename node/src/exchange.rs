//! Spreadsheets, map files and records: how data comes into a node and goes out again.
//!
//! [`read`] reads a file row by row in bounded memory, a [`Mapping`] turns each [`Row`] into a record (or says, in
//! [`RowProblem`]s, why it can't), and an [`Export`] writes records in a form that comes in again unchanged.
//!
//! A fault of one row never stops the rest: it is carried by the row. Only what makes the whole file unreadable is a
//! [`ReadError`].

mod builder;
mod columns;
mod difference;
mod document;
mod draft;
mod encoding;
mod export;
mod fault;
mod fields;
mod frame;
mod guard;
mod header;
mod identifiers;
mod language;
mod mapping;
mod meaning;
mod overflow;
mod package;
mod rejected;
mod row;
mod rows;
mod rule;
mod sheet;
mod suggestion;
mod table;
mod trace;
mod value;

use std::fmt;
use std::path::Path;
use std::str::FromStr;

pub use builder::MappingError;
pub use difference::Difference;
pub(crate) use difference::differences;
pub use encoding::{EncodingUnknown, TextEncoding};
pub use export::{Export, ExportError, ExportFormat, ExportFormatUnknown, shown_in_cell};
pub use fault::Fault;
pub(crate) use fields::heading;
pub use identifiers::Identifiers;
pub use mapping::Mapping;
pub use rejected::{PROBLEM_COLUMN, Rejected};
pub use row::{Cell, Content, Row, RowProblem};
pub use rows::{Hints, ReadError, Rows, read};
pub(crate) use rule::PROVENANCE;
pub use suggestion::{Suggested, Suggestions};
pub use table::{Separator, SeparatorUnknown};
pub(crate) use trace::translated as of_record;
pub(crate) use value::{degrees, microdegrees};

/// Most columns of a table. The widest directories seen have some 200 columns; thousands mean a wrong separator.
pub const COLUMNS_MAX: usize = 1_000;

/// Longest cell, in characters: twice the longest text of any record that has been seen (45,634).
pub const CELL_CHARS_MAX: usize = 100_000;

/// Longest row of a table, in bytes, while it is being read: 40 of the longest cells. A quote that is never closed
/// turns the rest of a file into one row; this is where reading stops.
pub const ROW_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Longest line of JSON lines, and longest element of a JSON array or of a feature collection, in bytes: a record
/// travels in far less, and a feature with a detailed outline can take a megabyte.
pub const ELEMENT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Longest text shown of a faulty value, in characters.
pub const VALUE_SHOWN_CHARS_MAX: usize = 200;

/// How records are laid out in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table as text: comma, semicolon, tab or `|` between cells, a header in the first row.
    Csv,
    /// A sheet of a spreadsheet program's own file (Office Open XML), a header in its first row.
    Xlsx,
    /// A GeoJSON feature collection (RFC 7946).
    GeoJson,
    /// One JSON object a line.
    JsonLines,
    /// One JSON array of objects.
    Json,
}

impl Format {
    /// All formats, in the order in which help texts name them.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Xlsx, Self::GeoJson, Self::JsonLines, Self::Json];

    /// The word for this format on a command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::GeoJson => "geojson",
            Self::JsonLines => "jsonl",
            Self::Json => "json",
        }
    }

    /// The format that a file's name promises, by its last extension in any case; `None` if it promises none of ours.
    pub fn of_name(name: &Path) -> Option<Self> {
        let extension = name.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "csv" | "tsv" | "tab" | "txt" => Some(Self::Csv),
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            "geojson" => Some(Self::GeoJson),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no format of ours.
#[derive(Debug, thiserror::Error)]
#[error("format {0:?} is not known; expected csv, xlsx, geojson, jsonl or json")]
pub struct FormatUnknown(String);

impl FromStr for Format {
    type Err = FormatUnknown;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == text)
            .ok_or_else(|| FormatUnknown(shown(text)))
    }
}

/// The beginning of a value, short enough for a message.
fn shown(value: &str) -> String {
    value.chars().take(VALUE_SHOWN_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests;
