//! The rows that were refused, in a file of their own: to be mended and imported again with the same mapping.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::row::{GEOMETRY_COLUMN, SURPLUS_COLUMN};
use super::{Cell, Content, ExportError, Format, Row, RowProblem, guard};

/// The column, property or member that says why a row was refused. Passed over at import.
pub const PROBLEM_COLUMN: &str = "@problem";

/// Writes refused rows in the format they came in, so that each is refused again until it is mended: surplus cells stay
/// behind the last column, and what is no JSON stays as text. Ends with [`Rejected::finish`].
pub struct Rejected<W: Write> {
    out: W,
    format: Format,
    columns: Vec<String>,
    any: bool,
}

impl<W: Write> Rejected<W> {
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
        };
        if format == Format::Csv {
            let header: Vec<_> = rejected.columns.iter().map(|column| guarded(column)).collect();
            rejected.row(&header)?;
        }
        Ok(rejected)
    }

    /// Adds `row`. `message` says to people what `problems` say to programs.
    pub fn write(&mut self, row: &Row, problems: &[RowProblem], message: &str) -> Result<(), ExportError> {
        match self.format {
            Format::Csv => {
                let cells = row.cells();
                let surplus = match cells.get(SURPLUS_COLUMN) {
                    Some(Cell::List(values)) => values.as_slice(),
                    _ => &[],
                };
                let line: Vec<String> = self
                    .columns
                    .iter()
                    .map(|column| match cells.get(column) {
                        _ if column == PROBLEM_COLUMN => guarded(message),
                        Some(Cell::Text(text)) => formula_safe(text),
                        Some(other) => guarded(&other.text()),
                        None => String::new(),
                    })
                    .chain(surplus.iter().map(|text| formula_safe(text)))
                    .collect();
                self.row(&line)?;
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

fn guarded(text: &str) -> String {
    guard::put_on(text).into_owned()
}

/// A foreign cell as it stood, but for what a spreadsheet would run. Its empty markers must go on to be empty.
fn formula_safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.len() > 1 {
        guarded(text)
    } else {
        text.to_owned()
    }
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
