//! JSON lines: one record a line.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::{ExportError, Layout};

pub(super) struct Lines;

impl<W: Write> Layout<W> for Lines {
    fn write(&mut self, record: &Map<String, Value>, out: &mut W) -> Result<bool, ExportError> {
        serde_json::to_writer(&mut *out, record).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(true)
    }

    fn finish(self: Box<Self>, _: &mut W) -> Result<(), ExportError> {
        Ok(())
    }
}
