//! One line of a mapping: how a field gets its value from the cells of a row.

use std::collections::BTreeMap;

use ayni_protocol::vocabulary::spelling;

use super::document::When;
use super::fields::{self, Shape};

/// Members that the node adds to a record where it shows one: who published it and when, and what others say of it. What comes in is
/// published by whoever brings it, so they are passed over there.
pub(crate) const PROVENANCE: [&str; 7] = [
    "cooperation",
    "entry",
    "mentions",
    "moderation",
    "platform",
    "seq",
    "time",
];

/// How one field gets its value, checked.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) field: String,
    pub(super) shape: Shape,
    pub(super) from: Reads,
    pub(super) join: String,
    pub(super) when: Option<When>,
    pub(super) lines: Option<String>,
    pub(super) split: Option<String>,
    pub(super) strip: Option<String>,
    pub(super) take: Option<usize>,
    pub(super) value: Option<String>,
    pub(super) unless: Option<String>,
    pub(super) values: Option<BTreeMap<String, String>>,
    pub(super) unknown: Unknown,
    pub(super) prefix: Option<String>,
    pub(super) scheme: Option<String>,
    pub(super) printable: bool,
    pub(super) overflow: Option<String>,
    pub(super) shorten: Option<usize>,
    pub(super) object: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug)]
pub(super) enum Reads {
    All(Vec<String>),
    First(Vec<String>),
    Template(Vec<Piece>),
}

#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    Column(String),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Unknown {
    Refuse,
    Keep,
    Drop,
}

impl Rule {
    /// The rule for a column that is named like a field; `None` for columns that stand beside the record.
    pub(super) fn plain(column: &str) -> Option<Self> {
        let field = match column {
            "@lat" => "geo.lat",
            "@lon" => "geo.lon",
            other if is_beside_the_record(other) => return None,
            other => other,
        };
        Some(Self {
            field: field.to_owned(),
            shape: fields::shape(field).unwrap_or(Shape::Text),
            from: Reads::All(vec![column.to_owned()]),
            join: " ".to_owned(),
            when: None,
            lines: None,
            split: None,
            strip: None,
            take: None,
            value: None,
            unless: None,
            values: None,
            unknown: Unknown::Refuse,
            prefix: None,
            scheme: None,
            printable: false,
            overflow: None,
            shorten: None,
            object: None,
        })
    }

    /// Every column that the rule reads, those of its conditions included.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let beside = self.when.iter().map(|when| &when.column).chain(&self.unless);
        self.from.columns().chain(beside.map(String::as_str))
    }

    /// The text that the rule's table has for `text`: `Ok(None)` if it shall be left out, and the nearest entry as an
    /// error if it is in no table.
    pub(super) fn looked_up(&self, text: &str) -> Result<Option<String>, Option<String>> {
        let bare = self
            .strip
            .as_deref()
            .and_then(|strip| text.strip_prefix(strip))
            .unwrap_or(text);
        let bare = match self.take {
            Some(count) => bare.char_indices().nth(count).map_or(bare, |(end, _)| &bare[..end]),
            None => bare,
        };
        let Some(values) = &self.values else {
            return Ok(Some(bare.to_owned()));
        };
        match (values.get(bare), self.unknown) {
            // An entry for nothing: the table says that this value has no counterpart.
            (Some(value), _) => Ok((!value.is_empty()).then(|| value.clone())),
            (None, Unknown::Keep) => Ok(Some(bare.to_owned())),
            (None, Unknown::Drop) => Ok(None),
            (None, Unknown::Refuse) => {
                Err(spelling::nearest(bare, values.keys().map(String::as_str)).map(str::to_owned))
            }
        }
    }

    /// The text with what the rule adds to it or cuts from it.
    pub(super) fn finished(&self, mut text: String) -> String {
        if self.printable {
            text = text.replace('\t', " ");
            text.retain(|c| !c.is_control() || matches!(c, '\n' | '\r'));
        }
        let text = match &self.prefix {
            Some(prefix) => format!("{prefix}{text}"),
            None => text,
        };
        let text = match &self.scheme {
            // A word without a dot or with a space is no address that merely lacks its scheme.
            Some(scheme) if !text.contains("://") && text.contains('.') && !text.contains(char::is_whitespace) => {
                format!("{scheme}{text}")
            }
            _ => text,
        };
        match self.shorten {
            Some(limit) => shortened(&text, limit),
            None => text,
        }
    }
}

impl Piece {
    /// The text that stands here in every row; `None` for a column.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Column(_) => None,
        }
    }
}

impl Reads {
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let (columns, pieces): (&[String], &[Piece]) = match self {
            Self::All(columns) | Self::First(columns) => (columns, &[]),
            Self::Template(pieces) => (&[], pieces),
        };
        let in_pieces = pieces.iter().filter_map(|piece| match piece {
            Piece::Column(column) => Some(column.as_str()),
            Piece::Text(_) => None,
        });
        columns.iter().map(String::as_str).chain(in_pieces)
    }
}

/// Whether a column of an export is not part of the record itself.
pub(super) fn is_beside_the_record(column: &str) -> bool {
    let first = column.split('.').next().unwrap_or(column);
    column.starts_with('@') || PROVENANCE.contains(&first)
}

/// At most `limit` characters of `text`, cut between words and marked as cut.
fn shortened(text: &str, limit: usize) -> String {
    if text.chars().nth(limit).is_none() {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    // A text of one endless word is cut within it.
    let end = cut
        .rfind(char::is_whitespace)
        .filter(|at| *at > cut.len() / 2)
        .unwrap_or(cut.len());
    format!(
        "{}…",
        cut[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–-".contains(c))
    )
}
