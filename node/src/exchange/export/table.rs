//! CSV: a table as text.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::super::fields;
use super::cells::Kept;
use super::spool::Spool;
use super::{ExportError, Layout};

/// Rows that wait for the header.
pub(super) struct Table {
    spool: Spool,
}

impl Table {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { spool: Spool::new()? })
    }
}

impl<W: Write> Layout<W> for Table {
    fn write(&mut self, record: &Map<String, Value>, _: &mut W) -> Result<bool, ExportError> {
        self.spool.add(&Kept::AsText.cells(record))?;
        Ok(true)
    }

    fn finish(self: Box<Self>, out: &mut W) -> Result<(), ExportError> {
        let columns = columns(&self.spool);
        let mut table = csv::WriterBuilder::new().from_writer(out);
        if !columns.is_empty() {
            // Languages and the like are names that others chose.
            let header = columns.iter().map(|column| Kept::AsText.guarded(column).into_owned());
            table.write_record(header).map_err(failed)?;
        }
        for cells in self.spool.into_rows()? {
            let cells = cells?;
            let row = columns
                .iter()
                .map(|column| cells.get(column).map(String::as_str).unwrap_or_default());
            table.write_record(row).map_err(failed)?;
        }
        table.flush()?;
        Ok(())
    }
}

/// The columns of an export in their order.
pub(super) fn columns(spool: &Spool) -> Vec<String> {
    let mut columns: Vec<String> = spool.lengths().keys().cloned().collect();
    // Columns of one rank keep the order of their names.
    columns.sort_by_key(|column| fields::rank(column));
    columns
}

fn failed(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
