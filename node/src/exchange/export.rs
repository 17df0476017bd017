//! Records out of the node, in forms that come in again unchanged. One file a format.

mod array;
mod cells;
mod lines;
mod spool;
mod table;
mod xlsx;

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::Format;
pub(super) use cells::Kept;
pub use cells::shown_in_cell;
pub(super) use spool::Spool;
pub(super) use xlsx::{Column, Typed, write_sheet};

/// Why records could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output's own error, or that of the file beside it in which a table waits for its header.
    #[error("cannot write the export")]
    Io(#[from] io::Error),
    /// Not every format can be written.
    #[error("{0} can be read but not written; expected csv, xlsx, json or jsonl")]
    Format(Format),
    /// More rows or columns than a sheet can have.
    #[error("a sheet holds 1,048,576 rows and 16,384 columns; this is more")]
    SheetFull,
}

/// How one format lays out records, one after the other.
trait Layout<W> {
    /// Adds `record` to what goes to `out`, now or later.
    fn write(&mut self, record: &Map<String, Value>, out: &mut W) -> Result<(), ExportError>;

    /// Writes what is left.
    fn finish(self: Box<Self>, out: &mut W) -> Result<(), ExportError>;
}

/// Writes records one by one, in bounded memory. Ends with [`Export::finish`].
pub struct Export<W> {
    out: W,
    layout: Box<dyn Layout<W>>,
}

impl<W: Write + Send> Export<W> {
    /// Starts an export to `out`.
    ///
    /// Errors: [`ExportError::Format`] for GeoJSON, which is only read; the temporary file that a table needs.
    pub fn new(format: Format, out: W) -> Result<Self, ExportError> {
        let layout: Box<dyn Layout<W>> = match format {
            Format::JsonLines => Box::new(lines::Lines),
            Format::Json => Box::new(array::Array::default()),
            Format::Csv => Box::new(table::Table::new()?),
            Format::Xlsx => Box::new(xlsx::Sheet::new()?),
            Format::GeoJson => return Err(ExportError::Format(format)),
        };
        Ok(Self { out, layout })
    }

    /// Adds `record`, the JSON that the node gives out. Members that say who published it are written too, and passed
    /// over at import.
    pub fn write(&mut self, record: &Map<String, Value>) -> Result<(), ExportError> {
        self.layout.write(record, &mut self.out)
    }

    /// Writes what is left, and gives the output back, flushed.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.layout.finish(&mut self.out)?;
        self.out.flush()?;
        Ok(self.out)
    }
}
