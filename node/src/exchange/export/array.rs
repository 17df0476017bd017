//! One JSON array of records.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::{ExportError, Layout};

#[derive(Default)]
pub(super) struct Array {
    any: bool,
}

impl<W: Write> Layout<W> for Array {
    fn write(&mut self, record: &Map<String, Value>, out: &mut W) -> Result<bool, ExportError> {
        out.write_all(if self.any { b",\n" } else { b"[\n" })?;
        serde_json::to_writer(&mut *out, record).map_err(io::Error::from)?;
        self.any = true;
        Ok(true)
    }

    fn finish(self: Box<Self>, out: &mut W) -> Result<(), ExportError> {
        out.write_all(if self.any { b"\n]\n" } else { b"[]\n" })?;
        Ok(())
    }
}
