//! Records out of the node: in forms that come in again unchanged, and in the words of others. One file a format.

mod array;
mod calendar;
mod cells;
mod format;
mod framed;
mod geojson;
mod lines;
mod linked_data;
mod murmurations;
mod spool;
mod table;
mod values;
mod xlsx;

use std::io::{self, Write};

use serde_json::{Map, Value};

pub(super) use cells::Kept;
pub use cells::shown_in_cell;
pub use format::{ExportFormat, ExportFormatUnknown};
pub(super) use spool::Spool;
pub(super) use xlsx::{Column, Typed, write_sheet};

/// Why records could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output's own error, or that of the file beside it in which a table waits for its header.
    #[error("cannot write the export")]
    Io(#[from] io::Error),
    /// More rows or columns than a sheet can have.
    #[error("a sheet holds 1,048,576 rows and 16,384 columns; this is more")]
    SheetFull,
}

/// How one format lays out records, one after the other.
trait Layout<W>: Send {
    /// Adds `record` to what goes to `out`, now or later. False if the format has no place for such a record.
    fn write(&mut self, record: &Map<String, Value>, out: &mut W) -> Result<bool, ExportError>;

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
    /// Errors: those of the temporary file that a table needs.
    pub fn new(format: impl Into<ExportFormat>, out: W) -> Result<Self, ExportError> {
        let layout: Box<dyn Layout<W>> = match format.into() {
            ExportFormat::JsonLines => Box::new(lines::Lines),
            ExportFormat::Json => Box::new(array::Array::default()),
            ExportFormat::Csv => Box::new(table::Table::new()?),
            ExportFormat::Xlsx => Box::new(xlsx::Sheet::new()?),
            ExportFormat::GeoJson => Box::new(framed::Framed::geojson()),
            ExportFormat::JsonLd => Box::new(framed::Framed::linked_data()),
            ExportFormat::Murmurations => Box::new(framed::Framed::murmurations()),
            ExportFormat::Calendar => Box::new(framed::Framed::calendar()),
        };
        Ok(Self { out, layout })
    }

    /// Adds `record`, the JSON that the node gives out. Members that say who published it are written too, and passed
    /// over at import. False if the format has no place for such a record: a calendar has none for what is no event.
    pub fn write(&mut self, record: &Map<String, Value>) -> Result<bool, ExportError> {
        self.layout.write(record, &mut self.out)
    }

    /// Writes what is left, and gives the output back, flushed.
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.layout.finish(&mut self.out)?;
        self.out.flush()?;
        Ok(self.out)
    }
}
