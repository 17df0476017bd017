//! Opens a file and gives its rows one by one.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use ayni_protocol::record::Kind;
use serde_json::{Map, Value, json};

use super::encoding::{TextEncoding, decoded};
use super::frame::{Element, Elements, FrameError};
use super::rejected::PROBLEM_COLUMN;
use super::row::{GEOMETRY_COLUMN, RAW_COLUMN, flatten};
use super::sheet::Sheet;
use super::table::{Separator, Table};
use super::{COLUMNS_MAX, Cell, Content, ELEMENT_BYTES_MAX, Format, ROW_BYTES_MAX, Row, RowProblem, shown};

/// Why a file can't be read, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file system's own error.
    #[error("cannot read the file")]
    Io(#[from] io::Error),
    /// A spreadsheet program's own file, of a kind that is not read.
    #[error("this is a spreadsheet file of an older kind, or one with a password; save it as XLSX or CSV")]
    Spreadsheet,
    /// An XLSX file, or another zip, that was to be read as text.
    #[error("this is an XLSX file or another zip, not text")]
    Packed,
    /// Bytes that no text has.
    #[error("this is not text")]
    NotText,
    /// An XLSX file, or a part of it, that can't be read.
    #[error("the XLSX file is damaged, or is none: {0} can't be read")]
    WorkbookBroken(String),
    /// A part of an XLSX file that is larger than what is read.
    #[error("{part} of the XLSX file takes more than {limit} bytes")]
    WorkbookTooLarge {
        /// The part, or `zip`.
        part: String,
        /// Most bytes.
        limit: u64,
    },
    /// A part of an XLSX file with more pieces than any spreadsheet program writes.
    #[error("{part} of the XLSX file has more than {limit} pieces")]
    WorkbookTooMany {
        /// The part, or `zip`.
        part: String,
        /// Most pieces.
        limit: u64,
    },
    /// A part of an XLSX file that was made to fill memory or disk.
    #[error("{0} of the XLSX file unpacks to far more than a spreadsheet does")]
    WorkbookBomb(String),
    /// Two parts of an XLSX file have one name.
    #[error("{0} of the XLSX file is there twice")]
    WorkbookPartTwice(String),
    /// A text in an XLSX file that is longer than what is held.
    #[error("{part} of the XLSX file has a text of more than {limit} bytes")]
    WorkbookTextEndless {
        /// The part.
        part: String,
        /// Most bytes.
        limit: u64,
    },
    /// An XLSX file without the sheet that was asked for.
    #[error("the XLSX file has no sheet {sheet:?}")]
    SheetAbsent {
        /// The sheet.
        sheet: String,
        /// Those that it has.
        sheets: Vec<String>,
    },
    /// A formula that no spreadsheet program has calculated yet.
    #[error("the formula in {0} has no result")]
    SheetUncalculated(String),
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
    #[error("columns that are no fields: {}", .columns.iter().map(|(name, _)| format!("{name:?}")).collect::<Vec<_>>().join(", "))]
    ColumnsUnknown {
        /// The kind that is imported.
        kind: Kind,
        /// The columns, each with the field that it may be for.
        columns: Vec<(String, Option<String>)>,
    },
}

/// What whoever imports says of a file; the rest is found out.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// How a text file is written.
    pub encoding: Option<TextEncoding>,
    /// What stands between the cells of a table in a text file.
    pub separator: Option<Separator>,
    /// The sheet of an XLSX file.
    pub sheet: Option<String>,
}

/// The rows of `input`. Reads ahead by a megabyte at most, and holds one row at a time.
///
/// Errors: those of the file as a whole; a fault of one row is in the row.
pub fn read(format: Format, hints: &Hints, mut input: impl Read + Seek + Send + 'static) -> Result<Rows, ReadError> {
    if format == Format::Xlsx {
        let sheet = Sheet::open(BufReader::with_capacity(64 * 1024, input), hints.sheet.as_deref())?;
        return Ok(Rows::of(Source::Sheet(sheet), None));
    }
    refuse_packed(&mut input)?;
    let is_json = format != Format::Csv;
    let (input, encoding) = decoded(Box::new(BufReader::new(input)), hints.encoding, is_json)?;
    let is_converted = encoding != TextEncoding::UTF_8;
    let source = match format {
        Format::JsonLines => Source::Lines { input, number: 0 },
        Format::GeoJson | Format::Json => {
            let elements = Elements::open(input).map_err(|error| frame_error(error, 0))?;
            if format == Format::GeoJson && !elements.is_collection() {
                return Err(ReadError::Shape);
            }
            Source::Elements { elements, number: 0 }
        }
        Format::Csv | Format::Xlsx => Source::Table(Table::open(input, hints.separator, is_converted)?),
    };
    Ok(Rows::of(source, Some(encoding)))
}

pub(super) type Input = Box<dyn BufRead + Send>;

/// The rows of one file, in its order.
///
/// An error ends them: what follows it can't be read.
pub struct Rows {
    source: Source,
    encoding: Option<TextEncoding>,
    ended: bool,
}

enum Source {
    Table(Table),
    Sheet(Sheet),
    Lines { input: Input, number: u64 },
    Elements { elements: Elements<Input>, number: u64 },
}

impl Rows {
    fn of(source: Source, encoding: Option<TextEncoding>) -> Self {
        Self {
            source,
            encoding,
            ended: false,
        }
    }

    /// The columns of a table in their order; `None` for formats without a header.
    pub fn columns(&self) -> Option<&[String]> {
        match &self.source {
            Source::Table(table) => Some(table.columns()),
            Source::Sheet(sheet) => Some(sheet.columns()),
            _ => None,
        }
    }

    /// How the file's text is written; `None` for XLSX.
    pub fn encoding(&self) -> Option<TextEncoding> {
        self.encoding
    }

    /// What stands between the cells of a table in a text file.
    pub fn separator(&self) -> Option<Separator> {
        match &self.source {
            Source::Table(table) => Some(table.separator()),
            _ => None,
        }
    }

    /// The sheet of an XLSX file that is read.
    pub fn sheet(&self) -> Option<&str> {
        match &self.source {
            Source::Sheet(sheet) => Some(sheet.name()),
            _ => None,
        }
    }

    /// The format that the rows really have: a `.json` file may hold a feature collection.
    pub fn format(&self) -> Format {
        match &self.source {
            Source::Table(_) => Format::Csv,
            Source::Sheet(_) => Format::Xlsx,
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
            Source::Sheet(sheet) => sheet.next(),
            Source::Lines { input, number } => next_line(input, number),
            Source::Elements { elements, number } => next_element(elements, number),
        };
        self.ended = !matches!(row, Ok(Some(_)));
        row.transpose()
    }
}

/// Refuses what its first bytes give away as no text, and leaves `input` at its beginning.
fn refuse_packed(input: &mut (impl Read + Seek)) -> Result<(), ReadError> {
    let mut start = Vec::new();
    input.take(4).read_to_end(&mut start)?;
    input.seek(SeekFrom::Start(0))?;
    match start.as_slice() {
        b"PK\x03\x04" => Err(ReadError::Packed),
        [0xD0, 0xCF, 0x11, 0xE0] => Err(ReadError::Spreadsheet),
        _ => Ok(()),
    }
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
