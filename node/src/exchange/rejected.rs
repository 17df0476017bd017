//! The rows that were refused, in a file of their own: to be mended and imported again with the same mapping.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::export::{Column, Kept, Spool, Typed, write_sheet};
use super::row::{GEOMETRY_COLUMN, SURPLUS_COLUMN};
use super::{Cell, Content, ExportError, Format, Row, RowProblem};

/// The column, property or member that says why a row was refused. Passed over at import.
pub const PROBLEM_COLUMN: &str = "@problem";

/// Writes refused rows in the format they came in, so that each is refused again until it is mended: surplus cells stay
/// behind the last column, and what is no JSON stays as text. Ends with [`Rejected::finish`].
pub struct Rejected<W: Write> {
    out: W,
    format: Format,
    columns: Vec<String>,
    any: bool,
    /// A sheet is written as a whole, at the end; for that format alone.
    sheet: Option<Sheet>,
}

/// The refused rows of a sheet.
struct Sheet {
    rows: Spool,
    /// The most cells that a row has behind the last column.
    surplus: usize,
}

impl<W: Write + Send> Rejected<W> {
    /// Starts a file of refused rows to `out`. `columns` are those of a table, in its order; empty for other formats.
    pub fn new(format: Format, columns: &[String], out: W) -> Result<Self, ExportError> {
        let mut columns: Vec<String> = columns
            .iter()
            .filter(|column| !column.is_empty() && *column != PROBLEM_COLUMN)
            .cloned()
            .collect();
        columns.push(PROBLEM_COLUMN.to_owned());
        let mut rejected = Self {
            out,
            format,
            columns,
            any: false,
            sheet: None,
        };
        if format == Format::Csv {
            let header = rejected
                .columns
                .iter()
                .map(|column| Kept::AsText.guarded(column).into_owned());
            rejected.row(&header.collect::<Vec<_>>())?;
        }
        if format == Format::Xlsx {
            let rows = Spool::new()?;
            rejected.sheet = Some(Sheet { rows, surplus: 0 });
        }
        Ok(rejected)
    }

    /// Adds `row`. `message` says to people what `problems` say to programs.
    pub fn write(&mut self, row: &Row, problems: &[RowProblem], message: &str) -> Result<(), ExportError> {
        match self.format {
            Format::Csv => {
                let (line, surplus) = self.line(row, message, Kept::AsText);
                self.row(&[line, surplus].concat())?;
            }
            Format::Xlsx => {
                let (line, surplus) = self.line(row, message, Kept::Typed);
                if let Some(sheet) = &mut self.sheet {
                    let named = self.columns.iter().cloned().zip(line);
                    let behind = surplus_columns().zip(surplus.iter().cloned());
                    sheet
                        .rows
                        .add(&named.chain(behind).filter(|(_, text)| !text.is_empty()).collect())?;
                    sheet.surplus = sheet.surplus.max(surplus.len());
                }
            }
            Format::JsonLines => {
                self.json(&Value::Object(with_problems(object(row), problems, message)))?;
                self.out.write_all(b"\n")?;
            }
            Format::Json => {
                self.out.write_all(if self.any { b",\n" } else { b"[\n" })?;
                self.json(&Value::Object(with_problems(object(row), problems, message)))?;
            }
            Format::GeoJson => {
                let start: &[u8] = if self.any {
                    b",\n"
                } else {
                    b"{\"type\": \"FeatureCollection\", \"features\": [\n"
                };
                self.out.write_all(start)?;
                self.json(&feature(row, problems, message))?;
            }
        }
        self.any = true;
        Ok(())
    }

    /// Writes what is left, and gives the output back, flushed.
    pub fn finish(mut self) -> Result<W, ExportError> {
        if let Some(sheet) = self.sheet {
            let column = |name: String, has_heading: bool| Column {
                heading: has_heading.then(|| Kept::Typed.guarded(&name).into_owned()),
                typed: Typed::Text,
                name,
            };
            let named = self.columns.into_iter().map(|name| column(name, true));
            let behind = surplus_columns().take(sheet.surplus).map(|name| column(name, false));
            write_sheet(sheet.rows, named.chain(behind).collect(), &mut self.out)?;
            self.out.flush()?;
            return Ok(self.out);
        }
        let end: &[u8] = match (self.format, self.any) {
            (Format::Json, true) => b"\n]\n",
            (Format::Json, false) => b"[]\n",
            (Format::GeoJson, true) => b"\n]}\n",
            (Format::GeoJson, false) => b"{\"type\": \"FeatureCollection\", \"features\": []}\n",
            _ => b"",
        };
        self.out.write_all(end)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// The cells of a row in the order of the columns, and those behind the last one.
    fn line(&self, row: &Row, message: &str, kept: Kept) -> (Vec<String>, Vec<String>) {
        let cells = row.cells();
        let surplus = match cells.get(SURPLUS_COLUMN) {
            Some(Cell::List(values)) => values.as_slice(),
            _ => &[],
        };
        let line = self.columns.iter().map(|column| match cells.get(column) {
            _ if column == PROBLEM_COLUMN => kept.guarded(message).into_owned(),
            Some(Cell::Text(text)) => foreign(text, kept),
            Some(other) => kept.guarded(&other.text()).into_owned(),
            None => String::new(),
        });
        (line.collect(), surplus.iter().map(|text| foreign(text, kept)).collect())
    }

    fn row(&mut self, cells: &[String]) -> Result<(), ExportError> {
        let mut table = csv::WriterBuilder::new().from_writer(&mut self.out);
        table
            .write_record(cells)
            .map_err(|error| io::Error::other(error.to_string()))?;
        table.flush()?;
        Ok(())
    }

    fn json(&mut self, value: &Value) -> Result<(), ExportError> {
        serde_json::to_writer(&mut self.out, value).map_err(io::Error::from)?;
        Ok(())
    }
}

/// A foreign cell as it stood, but for what a spreadsheet would run. Its empty markers must go on to be empty.
fn foreign(text: &str, kept: Kept) -> String {
    if kept == Kept::AsText && text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.len() > 1 {
        kept.guarded(text).into_owned()
    } else {
        text.to_owned()
    }
}

/// What the columns behind the last one are called while they wait; no column of a file is.
fn surplus_columns() -> impl Iterator<Item = String> {
    (1..).map(|number| format!("{SURPLUS_COLUMN} {number}"))
}

fn object(row: &Row) -> Map<String, Value> {
    match &row.content {
        Content::Object(object) => object.clone(),
        Content::Cells(cells) => cells
            .iter()
            .map(|(column, cell)| (column.clone(), value(cell)))
            .collect(),
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) | Cell::Literal(text) => json!(text),
        Cell::List(values) => json!(values),
    }
}

fn with_problems(mut object: Map<String, Value>, problems: &[RowProblem], message: &str) -> Map<String, Value> {
    object.insert(
        PROBLEM_COLUMN.to_owned(),
        json!({ "message": message, "problems": problems }),
    );
    object
}

/// The feature that the row was: its geometry as it stood, everything else a property.
fn feature(row: &Row, problems: &[RowProblem], message: &str) -> Value {
    let mut cells: BTreeMap<String, Cell> = row.cells().into_owned();
    for column in ["@lon", "@lat"] {
        cells.remove(column);
    }
    let geometry = cells.remove(GEOMETRY_COLUMN);
    let geometry: Value = geometry
        .and_then(|cell| serde_json::from_str(&cell.text()).ok())
        .unwrap_or_default();
    let id = cells.remove("@id").map(|cell| value(&cell));
    let properties = cells
        .iter()
        .map(|(column, cell)| (column.clone(), value(cell)))
        .collect();
    let mut feature = json!({
        "type": "Feature",
        "properties": with_problems(properties, problems, message),
        "geometry": geometry,
    });
    if let Some(id) = id {
        feature["id"] = id;
    }
    feature
}
