//! Opens a file and gives its rows one by one.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};

use ayni_protocol::record::Kind;
use serde_json::{Map, Value, json};

use super::frame::{Element, Elements, FrameError};
use super::rejected::PROBLEM_COLUMN;
use super::row::{GEOMETRY_COLUMN, RAW_COLUMN, flatten};
use super::table::Table;
use super::{COLUMNS_MAX, Cell, Content, ELEMENT_BYTES_MAX, Format, ROW_BYTES_MAX, Row, RowProblem, shown};

/// Why a file can't be read, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file system's own error.
    #[error("cannot read the file")]
    Io(#[from] io::Error),
    /// A spreadsheet program's own file.
    #[error("this is a spreadsheet file, not a table as text; save it as CSV (UTF-8)")]
    Spreadsheet,
    /// UTF-16, told from its first two bytes.
    #[error("this is UTF-16 text; save it as UTF-8")]
    Utf16,
    /// Nothing but white space.
    #[error("the file is empty; expected a header row")]
    Empty,
    /// The first row is not UTF-8.
    #[error("the header row is not UTF-8; save the file as UTF-8")]
    HeaderEncoding,
    /// Two columns have one name.
    #[error("column {name:?} stands twice in the header, at {first} and {second}")]
    HeaderTwice {
        /// The name.
        name: String,
        /// Position of the first, from 1.
        first: usize,
        /// Position of the second, from 1.
        second: usize,
    },
    /// More than [`COLUMNS_MAX`] columns.
    #[error("the header has {found} columns; at most {COLUMNS_MAX} are read")]
    ColumnsTooMany {
        /// How many there are.
        found: usize,
    },
    /// A row passed [`ROW_BYTES_MAX`].
    #[error("row {row} is longer than {ROW_BYTES_MAX} bytes; perhaps a quotation mark before it is never closed")]
    RowTooLong {
        /// The row as a spreadsheet shows it.
        row: u64,
    },
    /// The file ends within quotation marks.
    #[error("row {row} has a quotation mark that is never closed")]
    QuoteUnclosed {
        /// The row in which it opens, as a spreadsheet shows it.
        row: u64,
    },
    /// JSON that is neither an array nor a feature collection.
    #[error("expected a JSON array or a GeoJSON feature collection")]
    Shape,
    /// JSON that breaks off or goes on where it must not.
    #[error("the JSON breaks off behind element {element}")]
    JsonBroken {
        /// The last whole element, from 1.
        element: u64,
    },
    /// The mapping names columns that the table does not have.
    #[error("the file has no column {}", .0.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", "))]
    ColumnsAbsent(Vec<String>),
    /// No column is left for fields that every record of this kind has.
    #[error("every {kind} has {}, and no column of the file says them", .columns.join(", "))]
    FieldsAbsent {
        /// The kind that is imported.
        kind: Kind,
        /// Columns that would say them.
        columns: Vec<String>,
    },
    /// Without a mapping, each column must be named like a field.
    #[error("column {column:?} is not a field of this kind of record; name it like one, or use a mapping file")]
    ColumnUnknown {
        /// The column.
        column: String,
        /// The field with the nearest name.
        suggestion: Option<String>,
    },
}

/// The rows of `input`. Reads ahead by some kilobytes, and holds one row at a time.
///
/// Errors: those of the file as a whole; a fault of one row is in the row.
pub fn read(format: Format, input: impl Read + Send + 'static) -> Result<Rows, ReadError> {
    let mut input: Input = Box::new(BufReader::with_capacity(64 * 1024, input));
    skip_byte_order_mark(&mut input)?;
    let source = match format {
        Format::Csv => Source::Table(Table::open(input)?),
        Format::JsonLines => Source::Lines { input, number: 0 },
        Format::GeoJson | Format::Json => {
            let elements = Elements::open(input).map_err(|error| frame_error(error, 0))?;
            if format == Format::GeoJson && !elements.is_collection() {
                return Err(ReadError::Shape);
            }
            Source::Elements { elements, number: 0 }
        }
    };
    Ok(Rows { source, ended: false })
}

pub(super) type Input = Box<dyn BufRead + Send>;

/// The rows of one file, in its order.
///
/// An error ends them: what follows it can't be read.
pub struct Rows {
    source: Source,
    ended: bool,
}

enum Source {
    Table(Table),
    Lines { input: Input, number: u64 },
    Elements { elements: Elements<Input>, number: u64 },
}

impl Rows {
    /// The columns of a table in their order; `None` for formats without a header.
    pub fn columns(&self) -> Option<&[String]> {
        match &self.source {
            Source::Table(table) => Some(table.columns()),
            _ => None,
        }
    }

    /// The format that the rows really have: a `.json` file may hold a feature collection.
    pub fn format(&self) -> Format {
        match &self.source {
            Source::Table(_) => Format::Csv,
            Source::Lines { .. } => Format::JsonLines,
            Source::Elements { elements, .. } if elements.is_collection() => Format::GeoJson,
            Source::Elements { .. } => Format::Json,
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = match &mut self.source {
            Source::Table(table) => table.next(),
            Source::Lines { input, number } => next_line(input, number),
            Source::Elements { elements, number } => next_element(elements, number),
        };
        self.ended = !matches!(row, Ok(Some(_)));
        row.transpose()
    }
}

/// Takes a UTF-8 byte order mark off, and refuses what other first bytes give away.
fn skip_byte_order_mark(input: &mut Input) -> Result<(), ReadError> {
    let start = input.fill_buf()?;
    if start.starts_with(b"PK\x03\x04") || start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(ReadError::Spreadsheet);
    }
    if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) {
        return Err(ReadError::Utf16);
    }
    if start.starts_with(&[0xEF, 0xBB, 0xBF]) {
        input.consume(3);
    }
    Ok(())
}

fn next_line(input: &mut Input, number: &mut u64) -> Result<Option<Row>, ReadError> {
    loop {
        let Some((bytes, fits)) = read_line(input)? else {
            return Ok(None);
        };
        *number += 1;
        if !fits {
            return Ok(Some(too_long(*number)));
        }
        if !bytes.trim_ascii().is_empty() {
            return Ok(Some(object_row(*number, &bytes)));
        }
    }
}

/// The next line without its end, and whether it was short enough to keep; `None` at the end of the file.
fn read_line(input: &mut Input) -> io::Result<Option<(Vec<u8>, bool)>> {
    let (mut line, mut fits, mut any) = (Vec::new(), true, false);
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(any.then_some((line, fits)));
        }
        any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        if line.len() + part.len() > ELEMENT_BYTES_MAX {
            fits = false;
            line.clear();
        }
        if fits {
            line.extend_from_slice(part);
        }
        let used = end.map_or(buffer.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(Some((line, fits)));
        }
    }
}

fn next_element(elements: &mut Elements<Input>, number: &mut u64) -> Result<Option<Row>, ReadError> {
    let element = elements.next().map_err(|error| frame_error(error, *number))?;
    let Some(element) = element else { return Ok(None) };
    *number += 1;
    Ok(Some(match element {
        Element::TooLong => too_long(*number),
        Element::Bytes(bytes) if elements.is_collection() => feature_row(*number, &bytes),
        Element::Bytes(bytes) => object_row(*number, &bytes),
    }))
}

fn frame_error(error: FrameError, element: u64) -> ReadError {
    match error {
        FrameError::Io(error) => ReadError::Io(error),
        FrameError::Shape => ReadError::Shape,
        FrameError::Broken => ReadError::JsonBroken { element },
    }
}

fn too_long(number: u64) -> Row {
    let problem = RowProblem {
        limit: Some(ELEMENT_BYTES_MAX as i64),
        ..RowProblem::new(number, "row_too_long")
    };
    raw(number, String::new(), problem)
}

/// A row that can't be told apart into cells.
fn broken(number: u64, rule: &'static str, bytes: &[u8]) -> Row {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let problem = RowProblem {
        value: shown(&text),
        ..RowProblem::new(number, rule)
    };
    raw(number, text, problem)
}

/// A row of which there is only its text.
fn raw(number: u64, text: String, problem: RowProblem) -> Row {
    Row {
        number,
        content: Content::Object(Map::from_iter([(RAW_COLUMN.to_owned(), json!(text))])),
        problems: vec![problem],
    }
}

/// The row again that a file of refused rows holds as its text; `None` if it has been mended.
fn still_raw(number: u64, members: &Map<String, Value>) -> Option<Row> {
    let text = members.get(RAW_COLUMN)?.as_str().unwrap_or_default().to_owned();
    let problem = RowProblem {
        column: Some(RAW_COLUMN.to_owned()),
        value: shown(&text),
        ..RowProblem::new(number, "not_mended")
    };
    Some(raw(number, text, problem))
}

fn object_row(number: u64, bytes: &[u8]) -> Row {
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => return broken(number, "not_utf8", bytes),
    };
    match serde_json::from_str::<Map<String, Value>>(text) {
        Ok(mut object) => {
            object.remove(PROBLEM_COLUMN);
            still_raw(number, &object).unwrap_or(Row {
                number,
                content: Content::Object(object),
                problems: Vec::new(),
            })
        }
        Err(_) => broken(number, "json_broken", bytes),
    }
}

fn feature_row(number: u64, bytes: &[u8]) -> Row {
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => return broken(number, "not_utf8", bytes),
    };
    let feature: geojson::Feature = match serde_json::from_str(text) {
        Ok(feature) => feature,
        Err(_) => return broken(number, "feature_broken", bytes),
    };
    let mut cells = BTreeMap::new();
    if let Some(mut properties) = feature.properties {
        properties.remove(PROBLEM_COLUMN);
        if let Some(row) = still_raw(number, &properties) {
            return row;
        }
        flatten(&properties, "", &mut cells);
    }
    if let Some(id) = feature.id {
        let id = match id {
            geojson::feature::Id::String(id) => id,
            geojson::feature::Id::Number(id) => id.to_string(),
        };
        cells.insert("@id".to_owned(), Cell::Text(id));
    }
    if let Some(Ok(geometry)) = feature.geometry.as_ref().map(serde_json::to_string) {
        cells.insert(GEOMETRY_COLUMN.to_owned(), Cell::Literal(geometry));
    }
    // Outlines have no single place; only a point is one.
    if let Some(geojson::GeometryValue::Point { coordinates }) = feature.geometry.map(|geometry| geometry.value)
        && let [lon, lat, ..] = coordinates.as_slice()
    {
        cells.insert("@lon".to_owned(), Cell::Text(lon.to_string()));
        cells.insert("@lat".to_owned(), Cell::Text(lat.to_string()));
    }
    Row {
        number,
        content: Content::Cells(cells),
        problems: Vec::new(),
    }
}
