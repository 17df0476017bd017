//! Which forms records can go out in.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::exchange::{Format, shown};

/// How records are laid out in an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// A table as text. Comes in again unchanged.
    Csv,
    /// A sheet of a spreadsheet program. Comes in again unchanged.
    Xlsx,
    /// One JSON object a line. Comes in again unchanged.
    JsonLines,
    /// One JSON array. Comes in again unchanged.
    Json,
    /// Features for maps (RFC 7946).
    GeoJson,
    /// Linked data in the words of schema.org and ESSGlobal (JSON-LD 1.1).
    JsonLd,
    /// Profiles of organisations for the Murmurations network.
    Murmurations,
    /// Events for calendar programs (RFC 5545).
    Calendar,
}

impl ExportFormat {
    /// All formats, in the order in which help texts name them.
    pub const ALL: [Self; 8] = [
        Self::Csv,
        Self::Xlsx,
        Self::Json,
        Self::JsonLines,
        Self::GeoJson,
        Self::JsonLd,
        Self::Murmurations,
        Self::Calendar,
    ];

    /// The word for this format on a command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::JsonLd => "jsonld",
            Self::Murmurations => "murmurations",
            Self::Calendar => "ical",
            Self::Csv => Format::Csv.as_str(),
            Self::Xlsx => Format::Xlsx.as_str(),
            Self::Json => Format::Json.as_str(),
            Self::JsonLines => Format::JsonLines.as_str(),
            Self::GeoJson => Format::GeoJson.as_str(),
        }
    }

    /// The format that a file's name promises, by its last extension in any case; `None` if it promises none of ours.
    pub fn of_name(name: &Path) -> Option<Self> {
        match name.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "jsonld" => Some(Self::JsonLd),
            "ics" => Some(Self::Calendar),
            _ => Format::of_name(name).map(Self::from),
        }
    }
}

impl From<Format> for ExportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Xlsx => Self::Xlsx,
            Format::GeoJson => Self::GeoJson,
            Format::JsonLines => Self::JsonLines,
            Format::Json => Self::Json,
        }
    }
}

impl fmt::Display for ExportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no format of ours.
#[derive(Debug, thiserror::Error)]
#[error("format {found:?} is not known; expected one of {expected}")]
pub struct ExportFormatUnknown {
    /// The word.
    pub found: String,
    /// The words that are known, separated by commas.
    pub expected: String,
}

impl FromStr for ExportFormat {
    type Err = ExportFormatUnknown;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|format| format.as_str() == text);
        known.ok_or_else(|| ExportFormatUnknown {
            found: shown(text),
            expected: Self::ALL.map(Self::as_str).join(", "),
        })
    }
}
