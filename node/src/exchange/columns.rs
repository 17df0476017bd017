//! Whether a table has the columns that its mapping reads.

use super::rule::{Rule, is_beside_the_record};
use super::{Mapping, ReadError, fields};

impl Mapping {
    /// Whether `columns` of a table are what this mapping reads: each column it names is there, or, without a mapping file,
    /// each column is a field.
    pub fn check_columns(&self, columns: &[String]) -> Result<(), ReadError> {
        if self.plain {
            let strange = columns
                .iter()
                .find(|column| !column.is_empty() && !is_beside_the_record(column) && fields::shape(column).is_none());
            return strange.map_or(Ok(()), |column| {
                Err(ReadError::ColumnUnknown {
                    column: column.clone(),
                    suggestion: fields::nearest(column),
                })
            });
        }
        let mut absent: Vec<String> = Vec::new();
        for column in self.rules.iter().flat_map(Rule::columns) {
            if !columns.iter().any(|present| present == column) && !absent.iter().any(|known| known == column) {
                absent.push(column.to_owned());
            }
        }
        if absent.is_empty() {
            Ok(())
        } else {
            Err(ReadError::ColumnsAbsent(absent))
        }
    }
}
