//! Which row of a file has which identifier: two rows with one would take turns in overwriting each other.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Mapping, RowProblem, shown};

/// What tells records apart, with the rule that a second row of the same breaks.
const IDENTIFIERS: [(&str, &str); 2] = [("oid", "oid_twice"), ("id", "id_twice")];

/// The identifiers of a file's good rows. Holds each, at most 128 characters, until the end of the file.
#[derive(Debug, Default)]
pub struct Identifiers {
    /// The row that has it, by field and text.
    rows: BTreeMap<(&'static str, String), u64>,
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
}
