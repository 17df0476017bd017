//! Whether a table has the columns that its mapping reads.

use ayni_protocol::record::Kind;
use ayni_protocol::record::Rule::Required;
use serde_json::json;

use super::rule::{Rule, is_beside_the_record};
use super::trace::{broken_rules, is_within};
use super::{Mapping, ReadError, Suggestions, fields, shown};

impl Mapping {
    /// Whether `columns` of a table are what this mapping reads: each column it names is there, or, without a mapping file,
    /// each column is a field; and no field is left out that every record of this kind has.
    pub fn check_columns(&self, columns: &[String]) -> Result<(), ReadError> {
        let strange = |column: &&String| {
            self.plain && !column.is_empty() && !is_beside_the_record(column) && fields::shape(column).is_none()
        };
        let unknown: Vec<_> = columns.iter().filter(strange).collect();
        if !unknown.is_empty() {
            let suggestions = Suggestions::new(self.kind(), columns);
            let likely = |column: &String| suggestions.shown(column).or_else(|| fields::nearest(column));
            let unknown = unknown.into_iter().map(|column| (shown(column), likely(column)));
            return Err(ReadError::ColumnsUnknown {
                kind: self.kind(),
                columns: unknown.collect(),
            });
        }
        let mut absent: Vec<String> = Vec::new();
        for column in self.rules.iter().flat_map(Rule::columns) {
            if !columns.iter().any(|present| present == column) && !absent.iter().any(|known| known == column) {
                absent.push(column.to_owned());
            }
        }
        if !absent.is_empty() {
            return Err(ReadError::ColumnsAbsent(absent));
        }
        let unsaid = self.fields_unsaid(columns);
        if unsaid.is_empty() {
            Ok(())
        } else {
            Err(ReadError::FieldsAbsent {
                kind: self.kind(),
                columns: unsaid,
            })
        }
    }

    /// Columns for the fields that every record of this kind must have and that neither a column nor the mapping fills: each
    /// row would be refused for them.
    fn fields_unsaid(&self, columns: &[String]) -> Vec<String> {
        let constants = self.constants.iter().map(|(field, _)| field.as_str());
        let filled: Vec<&str> = if self.plain {
            constants.chain(columns.iter().map(String::as_str)).collect()
        } else {
            constants
                .chain(self.rules.iter().map(|rule| rule.field.as_str()))
                .collect()
        };
        fields_unsaid(self.kind(), &filled)
    }
}

/// Columns for the fields that every record of this kind must have and that are not among the `filled` ones.
pub(super) fn fields_unsaid(kind: Kind, filled: &[&str]) -> Vec<String> {
    // The rules of records say themselves what a record of which only the kind is known lacks.
    let needed = broken_rules(&json!({ "kind": kind.as_str() }))
        .into_iter()
        .filter(|problem| problem.rule == Required)
        .map(|problem| problem.field);
    let told_apart = filled.iter().any(|field| ["oid", "id"].contains(field));
    (!told_apart)
        .then(|| "oid".to_owned())
        .into_iter()
        .chain(needed.filter(|field| !filled.iter().any(|filled| is_within(filled, field))))
        .map(|field| fields::example(&field))
        .collect()
}
