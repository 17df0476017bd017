//! Formats that are a list within a frame, each record written on its own.

use std::io::Write;

use serde_json::{Map, Value};

use super::{ExportError, Layout, calendar, geojson, linked_data, murmurations};

/// Something before the first record, between two, and behind the last.
pub(super) struct Framed {
    begin: String,
    between: &'static str,
    end: &'static str,
    /// A record as the format has it; `None` if the format has no place for it.
    write: fn(&Map<String, Value>) -> Option<String>,
    any: bool,
}

impl Framed {
    /// A feature collection.
    pub(super) fn geojson() -> Self {
        Self {
            begin: "{\"type\":\"FeatureCollection\",\"features\":[\n".to_owned(),
            between: ",\n",
            end: "\n]}\n",
            write: |record| Some(geojson::feature(record).to_string()),
            any: false,
        }
    }

    /// One graph.
    pub(super) fn linked_data() -> Self {
        Self {
            begin: format!("{{\"@context\":{},\"@graph\":[\n", linked_data::context()),
            between: ",\n",
            end: "\n]}\n",
            write: |record| Some(linked_data::node(record).to_string()),
            any: false,
        }
    }

    /// An array of profiles.
    pub(super) fn murmurations() -> Self {
        Self {
            begin: "[\n".to_owned(),
            between: ",\n",
            end: "\n]\n",
            write: |record| murmurations::profile(record).map(|profile| profile.to_string()),
            any: false,
        }
    }

    /// One calendar.
    pub(super) fn calendar() -> Self {
        Self {
            begin: calendar::BEGIN.to_owned(),
            between: "",
            end: calendar::END,
            write: calendar::event,
            any: false,
        }
    }

    fn begin(&mut self, out: &mut impl Write) -> Result<(), ExportError> {
        let before = if self.any { self.between } else { &self.begin };
        out.write_all(before.as_bytes())?;
        self.any = true;
        Ok(())
    }
}

impl<W: Write> Layout<W> for Framed {
    fn write(&mut self, record: &Map<String, Value>, out: &mut W) -> Result<bool, ExportError> {
        let Some(text) = (self.write)(record) else {
            return Ok(false);
        };
        self.begin(out)?;
        out.write_all(text.as_bytes())?;
        Ok(true)
    }

    fn finish(mut self: Box<Self>, out: &mut W) -> Result<(), ExportError> {
        if !self.any {
            self.begin(out)?;
        }
        out.write_all(self.end.as_bytes())?;
        Ok(())
    }
}
