//! Records out of the node, in forms that come in again unchanged.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Seek, Write};

use serde_json::{Map, Value};

use super::rule::PROVENANCE;
use super::value::{degrees, join_list};
use super::{Format, fields, guard};
use fields::Shape;

/// Why records could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output's own error, or that of the file beside it in which a table waits for its header.
    #[error("cannot write the export")]
    Io(#[from] io::Error),
    /// Not every format can be written.
    #[error("{0} can be read but not written; expected csv, json or jsonl")]
    Format(Format),
}

/// Writes records one by one, in bounded memory. Ends with [`Export::finish`].
pub struct Export<W> {
    out: W,
    layout: Layout,
}

enum Layout {
    Lines,
    Array { any: bool },
    Table(Box<Waiting>),
}

/// Rows that wait for the header: which languages and lists occur is known only behind the last record.
struct Waiting {
    rows: io::BufWriter<std::fs::File>,
    columns: BTreeMap<(usize, String), ()>,
}

impl<W: Write> Export<W> {
    /// Starts an export to `out`.
    ///
    /// Errors: [`ExportError::Format`] for GeoJSON, which is only read; the temporary file that a table needs.
    pub fn new(format: Format, out: W) -> Result<Self, ExportError> {
        let layout = match format {
            Format::JsonLines => Layout::Lines,
            Format::Json => Layout::Array { any: false },
            Format::Csv => {
                let rows = io::BufWriter::new(tempfile::tempfile()?);
                Layout::Table(Box::new(Waiting {
                    rows,
                    columns: BTreeMap::new(),
                }))
            }
            Format::GeoJson => return Err(ExportError::Format(format)),
        };
        Ok(Self { out, layout })
    }

    /// Adds `record`, the JSON that the node gives out. Members that say who published it are written too, and passed
    /// over at import.
    pub fn write(&mut self, record: &Map<String, Value>) -> Result<(), ExportError> {
        match &mut self.layout {
            Layout::Lines => {
                serde_json::to_writer(&mut self.out, record).map_err(io::Error::from)?;
                self.out.write_all(b"\n")?;
            }
            Layout::Array { any } => {
                self.out.write_all(if *any { b",\n" } else { b"[\n" })?;
                serde_json::to_writer(&mut self.out, record).map_err(io::Error::from)?;
                *any = true;
            }
            Layout::Table(waiting) => {
                let mut cells = BTreeMap::new();
                flatten(record, "", &mut cells);
                for column in cells.keys() {
                    waiting
                        .columns
                        .entry((fields::rank(column), column.clone()))
                        .or_default();
                }
                serde_json::to_writer(&mut waiting.rows, &cells).map_err(io::Error::from)?;
                waiting.rows.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    /// Writes what is left, and gives the output back, flushed.
    pub fn finish(mut self) -> Result<W, ExportError> {
        match self.layout {
            Layout::Lines => {}
            Layout::Array { any } => self.out.write_all(if any { b"\n]\n" } else { b"[]\n" })?,
            Layout::Table(waiting) => waiting.write(&mut self.out)?,
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

impl Waiting {
    fn write(self, out: &mut impl Write) -> Result<(), ExportError> {
        let mut rows = self.rows.into_inner().map_err(io::IntoInnerError::into_error)?;
        rows.rewind()?;
        write_table(out, self.columns.keys().map(|(_, column)| column.as_str()), rows)
    }
}

/// Writes a table of `columns` from `rows`, each a line with a JSON object of texts.
pub(super) fn write_table<'a>(
    out: &mut impl Write,
    columns: impl Iterator<Item = &'a str>,
    rows: impl Read,
) -> Result<(), ExportError> {
    let columns: Vec<&str> = columns.collect();
    let mut table = csv::WriterBuilder::new().from_writer(out);
    let failed = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    };
    if !columns.is_empty() {
        // Languages and the like are names that others chose.
        let header = columns.iter().map(|column| guard::put_on(column).into_owned());
        table.write_record(header).map_err(failed)?;
    }
    for line in BufReader::new(rows).lines() {
        let cells: BTreeMap<String, String> = serde_json::from_str(&line?).map_err(io::Error::from)?;
        let row = columns
            .iter()
            .map(|column| cells.get(*column).map(String::as_str).unwrap_or_default());
        table.write_record(row).map_err(failed)?;
    }
    table.flush()?;
    Ok(())
}

/// The cells of a record by field path, each as it stands in a table. Fields that this version does not know are left out:
/// no import would take them, and their names are whatever a peer has chosen.
fn flatten(object: &Map<String, Value>, prefix: &str, cells: &mut BTreeMap<String, String>) {
    for (name, value) in object {
        let path = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        let shape = fields::shape(&path);
        let cell = match (value, shape) {
            (Value::Null, _) => continue,
            (Value::Object(inner), shape) if shape != Some(Shape::Objects) => {
                flatten(inner, &path, cells);
                continue;
            }
            (Value::Number(number), Some(Shape::Degrees)) => {
                number.as_i64().map_or_else(|| number.to_string(), degrees)
            }
            (Value::Number(number), _) => number.to_string(),
            (Value::Bool(truth), _) => truth.to_string(),
            (Value::String(text), _) => guard::put_on(text).into_owned(),
            (Value::Array(items), Some(Shape::Texts | Shape::Codes | Shape::Integers)) => {
                let texts: Vec<String> = items
                    .iter()
                    .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                    .collect();
                guard::put_on(&join_list(texts.iter().map(String::as_str))).into_owned()
            }
            (value, _) => value.to_string(),
        };
        let first = path.split('.').next().unwrap_or_default();
        if shape.is_none() && !PROVENANCE.contains(&first) {
            continue;
        }
        cells.insert(path, cell);
    }
}
