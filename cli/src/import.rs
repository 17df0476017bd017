//! `ayni import`: publishes the rows of a file, keyed by the platform's own ids.

mod changes;
mod missing;
mod report;
mod sending;
mod source;
mod work;

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use ayni_node::exchange::{self, Hints, Mapping, ReadError, Rejected, Rows, Separator, Suggestions, TextEncoding};
use ayni_node::import::Intake;
use ayni_node::refusal::Refusal;
use ayni_node::text::Language;
use ayni_protocol::record::Kind;
use clap::Args;
use serde_json::json;

use crate::client::Client;
use crate::context::Context;
use crate::failure::{Failure, NO_NODE};
use crate::filters::kind;
use crate::ui::Ui;
use work::{Stop, Work};

/// Largest mapping file in bytes; the longest one we have has some 5,000.
const MAPPING_BYTES_MAX: u64 = 1024 * 1024;

/// What to import, and how.
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// XLSX, CSV, GeoJSON, JSON or JSON lines; its name says which.
    file: PathBuf,
    /// What the rows become.
    #[arg(long, value_parser = kind(), required_unless_present = "map")]
    kind: Option<Kind>,
    /// A mapping file, or the name of one that comes with the program.
    #[arg(long, value_name = "MAP.toml")]
    map: Option<String>,
    /// How the rows are laid out, where the file's name does not say it.
    #[arg(long, value_parser = ["csv", "xlsx", "geojson", "json", "jsonl"])]
    format: Option<String>,
    /// How a text file is written, where that is not found out.
    #[arg(long, value_name = "NAME")]
    encoding: Option<TextEncoding>,
    /// What stands between the cells of a text file, where that is not found out.
    #[arg(long, value_name = "MARK")]
    separator: Option<Separator>,
    /// The sheet of an XLSX file.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Checks everything, and publishes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Writes the refused rows to this file.
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    /// Withdraws the records that the file no longer has; perhaps only those whose oid begins so.
    #[arg(long, value_name = "PREFIX", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    withdraw_missing: Option<String>,
    /// Withdraws them also where they are many.
    #[arg(long, requires = "withdraw_missing")]
    yes: bool,
    /// Writes a mapping file to begin with, and imports nothing.
    #[arg(long, value_name = "MAP.toml", requires = "kind", conflicts_with_all = ["map", "dry_run", "rejected", "withdraw_missing"])]
    suggest_mapping: Option<PathBuf>,
}

impl Import {
    /// Publishes the good rows, and reports them and the others.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let language = context.ui.language;
        let format = source::format(&self.file, self.format.as_deref())?;
        let hints = Hints {
            encoding: self.encoding,
            separator: self.separator,
            sheet: self.sheet.clone(),
        };
        if let Some(out) = &self.suggest_mapping {
            let (input, ..) = source::counted(&self.file)?;
            let rows = exchange::read(format, &hints, input).map_err(|error| self.unreadable(&error, language))?;
            return self.suggest(&rows, out, &context.ui);
        }
        let mapping = self.mapping(language)?;
        let (input, passed, size) = source::counted(&self.file)?;
        let rows = exchange::read(format, &hints, input).map_err(|error| self.unreadable(&error, language))?;
        source::tell(&context.ui, &rows);
        if let Some(columns) = rows.columns() {
            mapping
                .check_columns(columns)
                .map_err(|error| Failure::of_fault(&error, language))?;
        }
        let client = Client::find(context)?;
        let rejected = self.rejected_file(&rows)?;
        let mut work = Work {
            ui: context.ui,
            client,
            dry_run: self.dry_run,
            intake: Intake::new(&rows, mapping, self.dry_run, rejected, language),
        };
        let progress = context.ui.progress("cli-importing", size);
        let ended = work.through(rows, |report| {
            progress.set(passed.load(Ordering::Relaxed), size, report.read.to_string());
        });
        progress.clear();
        // What a file that was not read to its end lacks is not known.
        let withdrawn = match (&self.withdraw_missing, &ended) {
            (Some(prefix), Ok(())) => work.withdraw_missing(prefix, self.yes),
            _ => Ok(()),
        };
        let report = work.finish(self.rejected.as_deref())?;
        match ended {
            Ok(()) => {}
            Err(Stop::Unreadable(error)) => {
                report::until_then(&report, &context.ui)?;
                return Err(self.unreadable(&error, language));
            }
            Err(Stop::Failed(failure)) => {
                report::until_then(&report, &context.ui)?;
                let lost = failure.exit_status() == NO_NODE && !self.dry_run && report.acknowledged() > 0;
                return Err(if lost {
                    failure.advised(context.ui.say("cli-import-lost", &[]))
                } else {
                    failure
                });
            }
        }
        report::print(&report, &context.ui, self.rejected.as_deref())?;
        report::verdict(&report)?;
        withdrawn
    }

    /// Writes a mapping file with what the names of the columns say. It never takes the place of another.
    fn suggest(&self, rows: &Rows, out: &Path, ui: &Ui) -> Result<(), Failure> {
        let (Some(kind), Some(columns)) = (self.kind, rows.columns()) else {
            return Err(Refusal::new("columns_unnamed", 400).into());
        };
        let suggestions = Suggestions::new(kind, columns);
        let text = suggestions.to_toml(&self.file.display().to_string(), ui.language);
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(out)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|cause| match cause.kind() {
                ErrorKind::AlreadyExists => Refusal::new("file_exists", 409).with("path", out.display()).into(),
                _ => Failure::unwritable(out, cause),
            })?;
        let named = suggestions.columns.iter();
        if ui.json {
            let columns: Vec<_> = named
                .map(|one| json!({ "column": one.column, "field": one.field(), "fields": one.fields }))
                .collect();
            return ui.json(
                &json!({ "file": out.display().to_string(), "columns": columns, "missing": suggestions.unsaid }),
            );
        }
        let doubtful = named.clone().filter(|one| one.fields.len() > 1).count();
        let rows = named.map(|one| {
            let shown = if one.fields.is_empty() {
                "–".to_owned()
            } else {
                one.fields.join(" / ")
            };
            vec![one.column.clone(), shown]
        });
        ui.table(&["cli-column", "cli-field"], rows.collect())?;
        if doubtful > 0 {
            ui.status("cli-suggest-doubtful", &[("count", doubtful.to_string())]);
        }
        if !suggestions.unsaid.is_empty() {
            ui.status("cli-suggest-missing", &[("fields", suggestions.unsaid.join(", "))]);
        }
        ui.status("cli-suggest-done", &[("path", out.display().to_string())]);
        Ok(())
    }

    /// How rows become records: as the mapping says, or the columns themselves.
    fn mapping(&self, language: Language) -> Result<Mapping, Failure> {
        let Some(name) = &self.map else {
            let kind = self.kind.ok_or_else(|| Failure::usage("--kind"))?;
            return Ok(Mapping::plain(kind));
        };
        let path = Path::new(name);
        let mapping = match Mapping::shipped(name) {
            Some(mapping) => mapping,
            None if !path.exists() && path.extension().is_none() => {
                let known = Mapping::shipped_names().collect::<Vec<_>>().join(", ");
                return Err(Refusal::new("unknown_mapping", 404)
                    .with("name", name)
                    .with("known", known)
                    .into());
            }
            None => {
                let mut text = String::new();
                File::open(path)
                    .and_then(|open| open.take(MAPPING_BYTES_MAX).read_to_string(&mut text))
                    .map_err(|cause| Failure::unreadable(path, cause))?;
                Mapping::parse(&text).map_err(|error| Failure::of_fault(&error, language))?
            }
        };
        match self.kind {
            Some(kind) if kind != mapping.kind() => {
                let refusal = Refusal::new("mapping_of_other_kind", 400).with("name", name);
                Err(refusal.with("kind", mapping.kind().as_str()).into())
            }
            _ => Ok(mapping),
        }
    }

    fn rejected_file(&self, rows: &Rows) -> Result<Option<Rejected<BufWriter<File>>>, Failure> {
        let Some(path) = &self.rejected else { return Ok(None) };
        // Writing over the file that is being read would destroy it.
        if let (Ok(rejected), Ok(read)) = (fs::canonicalize(path), fs::canonicalize(&self.file))
            && rejected == read
        {
            return Err(Refusal::new("rejected_is_input", 400)
                .with("path", path.display())
                .into());
        }
        let out = BufWriter::new(File::create(path).map_err(|cause| Failure::unwritable(path, cause))?);
        let rejected = Rejected::new(rows.format(), rows.columns().unwrap_or_default(), out);
        Ok(Some(rejected.map_err(|cause| Failure::unwritable(path, cause))?))
    }

    fn unreadable(&self, error: &ReadError, language: Language) -> Failure {
        match error {
            ReadError::Io(cause) => Failure::unreadable(&self.file, cause),
            other => Failure::of_fault(other, language),
        }
    }
}
