//! The first row of a table, and how the rows below it become cells by column.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::rejected::PROBLEM_COLUMN;
use super::row::SURPLUS_COLUMN;
use super::{CELL_CHARS_MAX, COLUMNS_MAX, Cell, Content, ReadError, Row, RowProblem, guard, shown};

/// What stands in one cell of a table.
pub(super) struct Found<'a> {
    /// Its text; where it has a fault, what can be shown of it.
    pub(super) text: Cow<'a, str>,
    /// Why it is no text that can be taken.
    pub(super) rule: Option<&'static str>,
}

impl<'a> From<Cow<'a, str>> for Found<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self { text, rule: None }
    }
}

/// The columns of a table in their order.
#[derive(Default)]
pub(super) struct Header {
    /// A column without a name is named `""`, and its cells are left out.
    columns: Vec<String>,
    /// Columns that hold the rest of cells which one cell could not hold: their position, and that of the cells' beginning.
    rests: BTreeMap<usize, usize>,
    /// The replacement character stands where text was lost; elsewhere it may be the author's own.
    marks_lost: bool,
}

impl Header {
    /// The columns that have these names. `decoded` says that the file's text was turned into Unicode, so that what could not
    /// be is marked.
    pub(super) fn new<'a>(names: impl ExactSizeIterator<Item = &'a str>, decoded: bool) -> Result<Self, ReadError> {
        if names.len() > COLUMNS_MAX {
            return Err(ReadError::ColumnsTooMany { found: names.len() });
        }
        let (mut first_at, mut columns) = (BTreeMap::new(), Vec::new());
        for (position, name) in (1..).zip(names) {
            let name = name.trim();
            let name = guard::take_off(name).unwrap_or(name).to_owned();
            // Columns without a name may be many: spreadsheets leave them behind.
            if !name.is_empty()
                && let Some(first) = first_at.insert(name.clone(), position)
            {
                return Err(ReadError::HeaderTwice {
                    name,
                    first,
                    second: position,
                });
            }
            columns.push(name);
        }
        if first_at.is_empty() {
            return Err(ReadError::Empty);
        }
        let mut rests = BTreeMap::new();
        for (name, position) in &first_at {
            if let Some(first) = rest_of(name).and_then(|begun| first_at.get(begun)) {
                rests.insert(position - 1, first - 1);
                columns[position - 1].clear();
            }
        }
        let marks_lost = decoded || first_at.contains_key(PROBLEM_COLUMN);
        Ok(Self {
            columns,
            rests,
            marks_lost,
        })
    }

    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The row that `cells` are, each with its position from 0, in the order of their positions; `width` is how many there
    /// are, the empty ones counted.
    pub(super) fn row<'a>(&self, number: u64, width: usize, cells: impl Iterator<Item = (usize, Found<'a>)>) -> Row {
        let (mut found, mut surplus, mut problems) = (BTreeMap::<usize, Found<'a>>::new(), Vec::new(), Vec::new());
        for (position, cell) in cells {
            if position >= self.columns.len() {
                surplus.push(cell.text.into_owned());
            } else if let Some(first) = self.rests.get(&position) {
                let whole = found.entry(*first).or_insert_with(|| Cow::Borrowed("").into());
                whole.text.to_mut().push_str(&cell.text);
                whole.rule = whole.rule.or(cell.rule);
            } else if !self.columns[position].is_empty() && self.columns[position] != PROBLEM_COLUMN {
                found.insert(position, cell);
            }
        }
        let mut row = BTreeMap::new();
        if !surplus.is_empty() {
            problems.push(RowProblem {
                value: width.to_string(),
                limit: Some(self.columns.len() as i64),
                ..RowProblem::new(number, "cells_too_many")
            });
            row.insert(SURPLUS_COLUMN.to_owned(), Cell::List(surplus));
        }
        for (position, Found { text, rule }) in found {
            let column = &self.columns[position];
            let mut fault = |rule, limit| {
                problems.push(RowProblem {
                    column: Some(column.clone()),
                    value: shown(&text),
                    limit,
                    ..RowProblem::new(number, rule)
                });
            };
            let lost = text.contains(char::REPLACEMENT_CHARACTER);
            if let Some(rule) = rule {
                fault(rule, None);
            } else if self.marks_lost && lost {
                fault("text_lost", None);
            }
            if text.chars().nth(CELL_CHARS_MAX).is_some() {
                fault("cell_too_long", Some(CELL_CHARS_MAX as i64));
            }
            let cell = match guard::take_off(&text) {
                // What is no text of the author's is marked, so that it is refused again until somebody has mended it.
                _ if rule.is_some() && !lost => Cell::Text(format!("{}{text}", char::REPLACEMENT_CHARACTER)),
                Some(literal) => Cell::Literal(literal.to_owned()),
                None => Cell::Text(text.into_owned()),
            };
            row.insert(column.clone(), cell);
        }
        Row {
            number,
            content: Content::Cells(row),
            problems,
        }
    }
}

/// The column that holds part `part`, from 2, of texts that are too long for one cell of `column`.
pub(super) fn rest(column: &str, part: usize) -> String {
    format!("@{part} {column}")
}

/// The column of which `name` holds the rest.
fn rest_of(name: &str) -> Option<&str> {
    let (part, column) = name.strip_prefix('@')?.split_once(' ')?;
    part.parse::<usize>().is_ok_and(|part| part > 1).then_some(column)
}
