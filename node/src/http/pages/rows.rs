//! Rows of lists: a record as a link and what it is.

use serde_json::Value;

use super::Frame;
use super::names::{country_names, kind_name, platform_name, state_name};
use super::words::{Choice, Words};

/// One row of a list.
pub(super) struct RecordRow {
    pub(super) href: String,
    pub(super) title: Words,
    pub(super) kind: String,
    pub(super) place: String,
    pub(super) platform: String,
    pub(super) state: Option<String>,
    /// What else a list of its kind says of it.
    pub(super) detail: Option<String>,
}

impl RecordRow {
    /// The rows of a page of a list.
    pub(super) fn all(records: &[Value], frame: &Frame) -> Vec<Self> {
        records.iter().map(|record| Self::of(record, records, frame)).collect()
    }

    fn of(record: &Value, others: &[Value], frame: &Frame) -> Self {
        let language = frame.language;
        let id = record["id"].as_str().unwrap_or_default();
        let title = Choice::of(record, language)
            .words(&record["title"])
            .unwrap_or_else(|| Words {
                text: id.to_owned(),
                tag: language.to_string(),
                note: None,
            });
        Self {
            href: format!("{}{}", path(record, others), frame.keep),
            title,
            kind: kind_name(record["kind"].as_str().unwrap_or_default(), language),
            place: country_names(&record["countries"], language),
            platform: platform_name(&record["platform"], language),
            state: state_name(&record["status"], language),
            detail: None,
        }
    }
}

/// The path of a record's page. Two platforms may each have a record of one id; only where both are in a list it names the platform.
pub(in crate::http) fn path(record: &Value, others: &[Value]) -> String {
    format!("/records/{}", super::encoded(&reference(record, others)))
}

/// What a record is called where it is asked for by its id, as in [`path`].
pub(super) fn reference(record: &Value, others: &[Value]) -> String {
    let id = record["id"].as_str().unwrap_or_default();
    let editions = others.iter().filter(|other| other["id"] == record["id"]);
    match record["platform"]["did"].as_str() {
        Some(did) if editions.count() > 1 => format!("{id}@{did}"),
        _ => id.to_owned(),
    }
}
