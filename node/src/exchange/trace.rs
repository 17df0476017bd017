//! From a broken rule of records back to the cell that broke it.

use ayni_protocol::record::{Problem, Record, RecordId, Rule};
use serde_json::Value;

use super::{RowProblem, shown};

/// Where a field's value came from, so that a problem of the field can be shown in the file.
pub(super) struct Origin<'a> {
    pub(super) field: &'a str,
    pub(super) column: String,
    pub(super) value: String,
    pub(super) produced: Vec<String>,
}

/// The rules of records that `record` breaks, and that of its id, which stands beside it.
pub(super) fn broken_rules(record: &Value) -> Vec<Problem> {
    let mut judged = record.clone();
    let id = judged.as_object_mut().and_then(|object| object.remove("id"));
    let well_formed = |id: &Value| id.as_str().is_some_and(|text| text.parse::<RecordId>().is_ok());
    let malformed = id.filter(|id| !well_formed(id)).map(|id| Problem {
        rule: Rule::RecordIdMalformed,
        field: "id".to_owned(),
        value: shown(&id.as_str().map_or_else(|| id.to_string(), str::to_owned)),
        suggestion: None,
        limit: None,
    });
    malformed
        .into_iter()
        .chain(Record::parse(&judged).err().unwrap_or_default())
        .collect()
}

/// Whether the field at `inner` is that at `outer` or a part of it.
pub(super) fn is_within(inner: &str, outer: &str) -> bool {
    inner == outer || inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'))
}

/// A record's problem in terms of a row, its columns still unknown.
pub(crate) fn translated(problem: &Problem, row: u64) -> RowProblem {
    RowProblem {
        row,
        column: None,
        field: problem.field.clone(),
        value: problem.value.clone(),
        judged: None,
        rule: problem.rule.code().into(),
        limit: problem.limit,
        suggestion: problem.suggestion.clone(),
        said: None,
    }
}

/// A record's problem, with the columns that the field came from and what stood there. What the rule judged stays for its
/// sentence.
pub(super) fn trace(problem: &Problem, row: u64, origins: &[Origin<'_>]) -> RowProblem {
    let path = problem.field.split('[').next().unwrap_or_default();
    let mut found: Vec<&Origin<'_>> = origins
        .iter()
        .filter(|origin| !path.is_empty() && (is_within(origin.field, path) || is_within(path, origin.field)))
        .collect();
    if problem.rule == Rule::OutsideCountry {
        found.retain(|origin| origin.field.ends_with(".lat") || origin.field.ends_with(".lon"));
    } else if found.iter().any(|origin| origin.produced.contains(&problem.value)) {
        found.retain(|origin| origin.produced.contains(&problem.value));
    } else if found.iter().any(|origin| !origin.produced.is_empty()) {
        found.retain(|origin| !origin.produced.is_empty());
    }
    let mut traced = translated(problem, row);
    if found.is_empty() {
        return traced;
    }
    let mut columns: Vec<&str> = Vec::new();
    let mut values: Vec<&str> = Vec::new();
    for origin in found {
        if !columns.contains(&origin.column.as_str()) {
            columns.push(&origin.column);
            values.push(&origin.value);
        }
    }
    traced.column = Some(columns.join(", "));
    let cells = shown(&values.join(", "));
    let judged = std::mem::replace(&mut traced.value, cells);
    // Where nothing was found, the cell says best why.
    traced.judged = Some(judged).filter(|judged| !judged.is_empty() && *judged != traced.value);
    traced
}
