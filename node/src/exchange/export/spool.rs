//! Rows that wait for their header: which languages and lists occur is known only behind the last record.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

/// Cells by column, waiting in a temporary file.
pub(crate) struct Spool {
    rows: BufWriter<File>,
    /// The most UTF-16 units of a cell, by column: that is how sheets count.
    lengths: BTreeMap<String, usize>,
}

impl Spool {
    /// No rows yet.
    ///
    /// Errors: no temporary file can be made.
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {
            rows: BufWriter::new(tempfile::tempfile()?),
            lengths: BTreeMap::new(),
        })
    }

    /// Adds a row.
    pub(crate) fn add(&mut self, cells: &BTreeMap<String, String>) -> io::Result<()> {
        for (column, text) in cells {
            let length = text.encode_utf16().count();
            match self.lengths.get_mut(column) {
                Some(longest) => *longest = length.max(*longest),
                None => {
                    self.lengths.insert(column.clone(), length);
                }
            }
        }
        serde_json::to_writer(&mut self.rows, cells)?;
        self.rows.write_all(b"\n")
    }

    /// The columns that occur, each with the most UTF-16 units of a cell in it.
    pub(crate) fn lengths(&self) -> &BTreeMap<String, usize> {
        &self.lengths
    }

    /// The rows in the order in which they came.
    pub(crate) fn into_rows(self) -> io::Result<impl Iterator<Item = io::Result<BTreeMap<String, String>>>> {
        let mut rows = self.rows.into_inner().map_err(io::IntoInnerError::into_error)?;
        rows.rewind()?;
        let lines = BufReader::new(rows).lines();
        Ok(lines.map(|line| serde_json::from_str(&line?).map_err(io::Error::from)))
    }
}
