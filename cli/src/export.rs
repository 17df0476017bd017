//! `ayni export`: writes what the filters show, in a form that comes in again unchanged.

use std::fs::{self, File};
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use ayni_node::exchange::{self, ExportError, ExportFormat};
use ayni_node::refusal::Refusal;
use ayni_protocol::record::Kind;
use clap::Args;
use serde_json::{Value, json};

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::filters::Filters;
use crate::ui::output_failure;

/// Most records of one request; the node gives fewer where they are large.
const PAGE_RECORDS: usize = 100;

/// What an export came to.
struct Counted {
    written: u64,
    /// Records for which the format has no place.
    left_out: u64,
}

/// What to export, and where to.
#[derive(Args, Debug)]
pub(crate) struct Export {
    #[command(flatten)]
    filters: Filters,
    /// How the records are laid out.
    #[arg(long, value_parser = ExportFormat::ALL.map(ExportFormat::as_str))]
    format: Option<String>,
    /// Records for the federation only too.
    #[arg(long)]
    internal: bool,
    /// Records that name people too.
    #[arg(long)]
    with_contacts: bool,
    /// Writes to this file; to stdout otherwise.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    /// Writes the records, page by page.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let mut client = Client::find(context)?;
        // What leaves the node is public unless somebody says otherwise: the node itself sees to it.
        if !self.internal && !self.with_contacts {
            client = client.without_token();
        }
        let format = self.format()?;
        let Some(path) = self.output.as_deref().filter(|path| *path != Path::new("-")) else {
            if format == ExportFormat::Xlsx && std::io::stdout().is_terminal() {
                return Err(Refusal::new("xlsx_to_terminal", 400).into());
            }
            let counted = self.written(context, &client, format, context.ui.stdout(), &|error| match error {
                ExportError::Io(cause) => output_failure(cause),
                ExportError::SheetFull => Refusal::new("sheet_full", 422).into(),
            })?;
            counted.tell_left_out(context, format);
            return Ok(());
        };
        // Whoever reads the file must never see half of it; but a device is no file to be replaced.
        let replaced = fs::metadata(path).map_or(true, |metadata| metadata.is_file());
        let target = if replaced { beside(path) } else { path.to_owned() };
        let unwritable = |cause: ExportError| match cause {
            ExportError::Io(cause) => Failure::unwritable(path, cause),
            ExportError::SheetFull => Refusal::new("sheet_full", 422).into(),
        };
        let file = File::create(&target).map_err(|cause| Failure::unwritable(&target, cause))?;
        let counted = self
            .written(context, &client, format, BufWriter::new(file), &unwritable)
            .and_then(|counted| {
                if replaced {
                    fs::rename(&target, path).map_err(|cause| Failure::unwritable(path, cause))?;
                }
                Ok(counted)
            });
        if counted.is_err() && replaced {
            // The failure is what matters; a part that stays behind does no harm.
            let _ = fs::remove_file(&target);
        }
        let counted = counted?;
        let ui = context.ui;
        if ui.json {
            let Counted { written, left_out } = counted;
            return ui.json(&json!({ "file": path.display().to_string(), "records": written, "left_out": left_out }));
        }
        ui.status(
            "cli-export-done",
            &[
                ("count", counted.written.to_string()),
                ("path", path.display().to_string()),
            ],
        );
        counted.tell_left_out(context, format);
        Ok(())
    }

    /// As asked, else as the file is called, else JSON lines.
    fn format(&self) -> Result<ExportFormat, Failure> {
        if let Some(word) = &self.format {
            return word.parse().map_err(Failure::usage);
        }
        Ok(self
            .output
            .as_deref()
            .and_then(ExportFormat::of_name)
            .unwrap_or(ExportFormat::JsonLines))
    }

    /// Whether a record is to leave the node.
    fn wants(&self, record: &Value) -> bool {
        let names_people = record["kind"]
            .as_str()
            .is_some_and(|kind| Kind::parse(kind).is_some_and(Kind::names_people));
        if names_people {
            self.with_contacts
        } else {
            self.internal || record["visibility"] == "public"
        }
    }

    /// Writes all pages to `out` and counts the records.
    fn written<W: Write + Send>(
        &self,
        context: &Context,
        client: &Client,
        format: ExportFormat,
        out: W,
        failed: &dyn Fn(ExportError) -> Failure,
    ) -> Result<Counted, Failure> {
        let mut export = exchange::Export::new(format, out).map_err(failed)?;
        let mut query = self.filters.query();
        query.extend([("full", "true".to_owned()), ("limit", PAGE_RECORDS.to_string())]);
        let fixed = query.len();
        let progress = context.ui.progress("cli-exporting", 1);
        let mut counted = Counted {
            written: 0,
            left_out: 0,
        };
        let mut seen = 0;
        loop {
            let page = client.get("/api/v1/records", &query)?;
            for record in page["records"].as_array().into_iter().flatten() {
                seen += 1;
                if !self.wants(record) {
                    continue;
                }
                let record = record
                    .as_object()
                    .ok_or_else(|| Refusal::new("version_mismatch", 502))?;
                match export.write(record).map_err(failed)? {
                    true => counted.written += 1,
                    false => counted.left_out += 1,
                }
            }
            progress.set(
                seen,
                page["total"].as_u64().unwrap_or_default(),
                counted.written.to_string(),
            );
            let Some(cursor) = page["cursor"].as_str() else { break };
            query.truncate(fixed);
            query.push(("cursor", cursor.to_owned()));
        }
        export.finish().map_err(failed)?;
        Ok(counted)
    }
}

impl Counted {
    fn tell_left_out(&self, context: &Context, format: ExportFormat) {
        if self.left_out > 0 {
            let args = [("count", self.left_out.to_string()), ("format", format.to_string())];
            context.ui.status("cli-export-left-out", &args);
        }
    }
}

/// Where a file grows until it is whole.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export(format: Option<&str>, output: Option<&str>) -> Export {
        Export {
            filters: Filters::default(),
            format: format.map(str::to_owned),
            internal: false,
            with_contacts: false,
            output: output.map(PathBuf::from),
        }
    }

    #[test]
    fn the_format_is_told_by_word_then_by_name() {
        for (format, output, expected) in [
            (Some("csv"), Some("a.json"), ExportFormat::Csv),
            (None, Some("a.json"), ExportFormat::Json),
            (None, Some("a.ics"), ExportFormat::Calendar),
            (None, Some("a"), ExportFormat::JsonLines),
            (None, None, ExportFormat::JsonLines),
        ] {
            assert_eq!(
                export(format, output).format().ok(),
                Some(expected),
                "{format:?} {output:?}"
            );
        }
    }

    #[test]
    fn what_names_people_leaves_the_node_only_when_somebody_says_so() {
        let record = |kind: &str, visibility: &str| json!({ "kind": kind, "visibility": visibility });
        let wanted = |export: &Export| {
            [
                ("enterprise", "public"),
                ("enterprise", "federation"),
                ("contact", "public"),
                ("contact", "federation"),
            ]
            .map(|(kind, visibility)| export.wants(&record(kind, visibility)))
        };
        let mut asked = export(None, None);
        assert_eq!(wanted(&asked), [true, false, false, false]);
        asked.internal = true;
        assert_eq!(wanted(&asked), [true, true, false, false]);
        asked.with_contacts = true;
        assert_eq!(wanted(&asked), [true, true, true, true]);
        asked.internal = false;
        assert_eq!(wanted(&asked), [true, false, true, true]);
    }
}
