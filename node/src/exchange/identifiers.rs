//! Which row of a file has which identifier: two rows with one would take turns in overwriting each other, and a record
//! that no row has is no longer in the file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::rule::Reads;
use super::{Content, Mapping, Row, RowProblem, shown};

/// What tells records apart, with the rule that a second row of the same breaks.
const IDENTIFIERS: [(&str, &str); 2] = [("oid", "oid_twice"), ("id", "id_twice")];

/// The identifiers of a file's rows. Holds each, at most 128 characters for a good row, until the end of the file.
#[derive(Debug, Default)]
pub struct Identifiers {
    /// The good row that has it, by field and text.
    rows: BTreeMap<(&'static str, String), u64>,
    /// Those of rows that were refused, which are in the file all the same.
    refused: BTreeSet<(&'static str, String)>,
    /// The first row that was refused and whose identifiers can't be told.
    untold: Option<u64>,
}

impl Identifiers {
    /// Takes the identifiers of the record that `mapping` made of a row.
    ///
    /// # Errors
    /// A problem for each that an earlier row has; the record is then as if it had not come.
    pub fn take(&mut self, mapping: &Mapping, row: u64, record: &Value) -> Result<(), Vec<RowProblem>> {
        let own = |field: &str| record[field].as_str().map(str::to_owned);
        let keys = IDENTIFIERS
            .into_iter()
            .filter_map(|(field, rule)| Some((field, own(field)?, rule)));
        let (mut problems, mut keys_of_row) = (Vec::new(), Vec::new());
        for (field, value, rule) in keys {
            match self.rows.get(&(field, value.clone())) {
                Some(first) => problems.push(RowProblem {
                    column: Some(mapping.columns_of(field)),
                    field: field.to_owned(),
                    value: shown(&value),
                    suggestion: Some(first.to_string()),
                    ..RowProblem::new(row, rule)
                }),
                None => keys_of_row.push((field, value)),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        self.rows.extend(keys_of_row.into_iter().map(|key| (key, row)));
        Ok(())
    }

    /// Notes that a refused row is in the file: what it is about is not missing there.
    pub fn refuse(&mut self, mapping: &Mapping, row: &Row) {
        let (told, is_clear) = mapping.identifiers(row);
        self.refused.extend(told);
        if !is_clear {
            self.untold.get_or_insert(row.number);
        }
    }

    /// Whether some row, good or refused, has this record's `id` or `oid`.
    pub fn have(&self, id: &str, oid: &str) -> bool {
        [("id", id), ("oid", oid)].into_iter().any(|(field, text)| {
            let key = (field, text.to_owned());
            self.rows.contains_key(&key) || self.refused.contains(&key)
        })
    }

    /// The first row that was refused and of which nobody can tell what it is about: any record may be there.
    pub fn untold(&self) -> Option<u64> {
        self.untold
    }
}

impl Mapping {
    /// The identifiers that a row has, whatever else is wrong with it, and whether they could be read at all.
    fn identifiers(&self, row: &Row) -> (Vec<(&'static str, String)>, bool) {
        let mut told = Vec::new();
        let mut is_clear = true;
        for (field, _) in IDENTIFIERS {
            let text = match (&row.content, self.plain) {
                (Content::Object(object), true) => {
                    is_clear &= !object.contains_key(super::row::RAW_COLUMN);
                    object.get(field).and_then(Value::as_str).map(str::to_owned)
                }
                _ => self.text_of(field, row),
            };
            // What was lost of a text may be what told it apart.
            is_clear &= !text
                .as_ref()
                .is_some_and(|text| text.contains(char::REPLACEMENT_CHARACTER));
            told.extend(text.map(|text| (field, text)));
        }
        is_clear &= !row.cells().contains_key(super::row::RAW_COLUMN);
        (told, is_clear)
    }

    /// What all oids that this mapping makes begin with: the mark of the file's source among the platform's records. Empty
    /// if they begin in different ways.
    pub fn oid_prefix(&self) -> &str {
        let mut prefixes = self.rules.iter().filter(|rule| rule.field == "oid").map(|rule| {
            let template = match &rule.from {
                Reads::Template(pieces) => pieces.first().and_then(|piece| piece.text()),
                _ => None,
            };
            rule.prefix.as_deref().or(template).unwrap_or_default()
        });
        let first = prefixes.next().unwrap_or_default();
        if prefixes.all(|other| other == first) {
            first
        } else {
            ""
        }
    }
}
