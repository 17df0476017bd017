//! `ayni export`: writes what the filters show, in a form that comes in again unchanged.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use ayni_node::exchange::{self, ExportError, Format};
use ayni_node::refusal::Refusal;
use clap::Args;
use serde_json::json;

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::filters::Filters;
use crate::ui::output_failure;

/// Most records of one request; the node gives fewer where they are large.
const PAGE_RECORDS: usize = 100;

/// What to export, and where to.
#[derive(Args, Debug)]
pub(crate) struct Export {
    #[command(flatten)]
    filters: Filters,
    /// How the records are laid out.
    #[arg(long, value_parser = ["csv", "json", "jsonl"])]
    format: Option<String>,
    /// Records for the federation only too.
    #[arg(long)]
    internal: bool,
    /// Writes to this file; to stdout otherwise.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    /// Writes the records, page by page.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let mut client = Client::find(context)?;
        // What leaves the node is public unless somebody says otherwise: the node itself sees to it.
        if !self.internal {
            client = client.without_token();
        }
        let format = self.format()?;
        let Some(path) = self.output.as_deref().filter(|path| *path != Path::new("-")) else {
            self.written(context, &client, format, context.ui.stdout(), &|error| match error {
                ExportError::Io(cause) => output_failure(cause),
                other => Refusal::internal(other).into(),
            })?;
            return Ok(());
        };
        // Whoever reads the file must never see half of it; but a device is no file to be replaced.
        let replaced = fs::metadata(path).map_or(true, |metadata| metadata.is_file());
        let target = if replaced { beside(path) } else { path.to_owned() };
        let unwritable = |cause: ExportError| match cause {
            ExportError::Io(cause) => Failure::unwritable(path, cause),
            other => Failure::unwritable(path, other),
        };
        let file = File::create(&target).map_err(|cause| Failure::unwritable(&target, cause))?;
        let count = self
            .written(context, &client, format, BufWriter::new(file), &unwritable)
            .and_then(|count| {
                if replaced {
                    fs::rename(&target, path).map_err(|cause| Failure::unwritable(path, cause))?;
                }
                Ok(count)
            });
        if count.is_err() && replaced {
            // The failure is what matters; a part that stays behind does no harm.
            let _ = fs::remove_file(&target);
        }
        let count = count?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&json!({ "file": path.display().to_string(), "records": count }));
        }
        ui.status(
            "cli-export-done",
            &[("count", count.to_string()), ("path", path.display().to_string())],
        );
        Ok(())
    }

    /// As asked, else as the file is called, else JSON lines.
    fn format(&self) -> Result<Format, Failure> {
        if let Some(word) = &self.format {
            return word.parse().map_err(Failure::usage);
        }
        Ok(self
            .output
            .as_deref()
            .and_then(Format::of_name)
            .unwrap_or(Format::JsonLines))
    }

    /// Writes all pages to `out` and counts the records.
    fn written<W: Write>(
        &self,
        context: &Context,
        client: &Client,
        format: Format,
        out: W,
        failed: &dyn Fn(ExportError) -> Failure,
    ) -> Result<u64, Failure> {
        let mut export = exchange::Export::new(format, out).map_err(|error| match error {
            ExportError::Format(_) => Failure::usage(&error),
            other => failed(other),
        })?;
        let mut query = self.filters.query();
        query.extend([("full", "true".to_owned()), ("limit", PAGE_RECORDS.to_string())]);
        let fixed = query.len();
        let progress = context.ui.progress("cli-exporting", 1);
        let mut count = 0;
        loop {
            let page = client.get("/api/v1/records", &query)?;
            for record in page["records"].as_array().into_iter().flatten() {
                let record = record
                    .as_object()
                    .ok_or_else(|| Refusal::new("version_mismatch", 502))?;
                export.write(record).map_err(failed)?;
                count += 1;
            }
            progress.set(count, page["total"].as_u64().unwrap_or_default(), count.to_string());
            let Some(cursor) = page["cursor"].as_str() else { break };
            query.truncate(fixed);
            query.push(("cursor", cursor.to_owned()));
        }
        export.finish().map_err(failed)?;
        Ok(count)
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
            output: output.map(PathBuf::from),
        }
    }

    #[test]
    fn the_format_is_told_by_word_then_by_name() {
        for (format, output, expected) in [
            (Some("csv"), Some("a.json"), Format::Csv),
            (None, Some("a.json"), Format::Json),
            (None, Some("a"), Format::JsonLines),
            (None, None, Format::JsonLines),
        ] {
            assert_eq!(
                export(format, output).format().ok(),
                Some(expected),
                "{format:?} {output:?}"
            );
        }
    }
}
