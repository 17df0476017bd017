//! Whole files in, whole files out.

use std::fs::File;
use std::io::Cursor;
use std::path::Path;

use serde_json::Value;

use super::{Format, Hints, Mapping, ReadError, Row, RowProblem, Rows, read};

mod bad_files;
mod bad_rows;
mod encodings;
mod every_kind;
mod mappings;
mod memory;
mod real;
mod round_trip;
mod sample;
mod sheets;
mod suggestions;

/// The rows of a file, in the format that its name promises.
fn opened(path: &Path) -> Rows {
    read(
        Format::of_name(path).unwrap(),
        &Hints::default(),
        File::open(path).unwrap(),
    )
    .unwrap()
}

/// The rows of a file that is written here.
fn rows(format: Format, bytes: impl Into<Vec<u8>>) -> Vec<Row> {
    read(format, &Hints::default(), Cursor::new(bytes.into()))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

/// Why a file that is written here can't be read.
fn refused(format: Format, bytes: impl Into<Vec<u8>>) -> ReadError {
    match read(format, &Hints::default(), Cursor::new(bytes.into())) {
        Err(error) => error,
        Ok(rows) => rows.filter_map(Result::err).next().expect("the file should be refused"),
    }
}

/// A mapping with the three fields that need no column, and `fields` below `[fields]`.
fn mapping(fields: &str) -> Mapping {
    let head = "kind = 'enterprise'\noriginal = 'en'\nlicence = 'CC0-1.0'\ndates = ['d/m/yyyy']\n";
    let always = "[constants]\nlegal_form = 'cooperative'\n[fields]\noid = 'id'\n'title.en' = 'name'\n";
    Mapping::parse(&format!("{head}{always}{fields}")).unwrap()
}

/// What becomes of a table by a mapping: records and problems in the order of the rows.
fn import(mapping: &Mapping, table: &str) -> (Vec<Value>, Vec<RowProblem>) {
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    for row in rows(Format::Csv, table) {
        match mapping.record(&row) {
            Ok(record) => records.push(record),
            Err(found) => problems.extend(found),
        }
    }
    (records, problems)
}
