//! `ayni import`: publishes the rows of a file, keyed by the platform's own ids.

mod report;

use std::fs::{self, File};
use std::io::{BufWriter, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ayni_node::exchange::{self, Format, Identifiers, Mapping, ReadError, Rejected, Row, RowProblem, Rows};
use ayni_node::refusal::Refusal;
use ayni_node::text::Language;
use ayni_protocol::record::{Kind, Rule};
use clap::Args;
use serde_json::Value;

use crate::batch::Batch;
use crate::client::Client;
use crate::context::Context;
use crate::failure::{Failure, NO_NODE};
use crate::filters::kind;
use crate::ui::Ui;
use report::Report;

/// Rows between two looks at how far the work has come.
const LOOK_EVERY_ROWS: u64 = 100;

/// Largest mapping file in bytes; the longest one we have has some 5,000.
const MAPPING_BYTES_MAX: u64 = 1024 * 1024;

/// What to import, and how.
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// CSV, GeoJSON, JSON or JSON lines; its name says which.
    file: PathBuf,
    /// What the rows become.
    #[arg(long, value_parser = kind, required_unless_present = "map")]
    kind: Option<Kind>,
    /// A mapping file, or the name of one that comes with the program.
    #[arg(long, value_name = "MAP.toml")]
    map: Option<String>,
    /// How the rows are laid out, where the file's name does not say it.
    #[arg(long, value_parser = ["csv", "geojson", "json", "jsonl"])]
    format: Option<String>,
    /// Checks everything, and publishes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Writes the refused rows to this file.
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
}

impl Import {
    /// Publishes the good rows, and reports them and the others.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let mapping = self.mapping(context.ui.language)?;
        let (format, language) = (self.format()?, context.ui.language);
        let (input, passed, size) = counted(&self.file)?;
        let rows = exchange::read(format, input).map_err(|error| self.unreadable(&error, language))?;
        if let Some(columns) = rows.columns() {
            mapping
                .check_columns(columns)
                .map_err(|error| Failure::of_fault(&error, language))?;
        }
        let mut work = Work {
            ui: context.ui,
            client: Client::find(context)?,
            dry_run: self.dry_run,
            rejected: self.rejected_file(&rows)?,
            identifiers: Identifiers::default(),
            report: Report::default(),
        };
        let progress = context.ui.progress("cli-importing", size);
        let ended = work.through(rows, &mapping, |report| {
            progress.set(passed.load(Ordering::Relaxed), size, report.read.to_string());
        });
        progress.clear();
        let report = work.finish(self.rejected.as_deref())?;
        match ended {
            Ok(()) => {}
            Err(Stop::Unreadable(error)) => {
                report.until_then(&context.ui, self.dry_run)?;
                return Err(self.unreadable(&error, language));
            }
            Err(Stop::Failed(failure)) => {
                report.until_then(&context.ui, self.dry_run)?;
                let lost = failure.exit_status() == NO_NODE && !self.dry_run && report.acknowledged() > 0;
                return Err(if lost {
                    failure.advised(context.ui.say("cli-import-lost", &[]))
                } else {
                    failure
                });
            }
        }
        report.print(&context.ui, self.dry_run, self.rejected.as_deref())?;
        report.verdict()
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

    /// As asked, else as the file is called.
    fn format(&self) -> Result<Format, Failure> {
        if let Some(word) = &self.format {
            return word.parse().map_err(Failure::usage);
        }
        Format::of_name(&self.file).ok_or_else(|| {
            Refusal::new("format_unclear", 400)
                .with("file", self.file.display())
                .into()
        })
    }

    fn unreadable(&self, error: &ReadError, language: Language) -> Failure {
        match error {
            ReadError::Io(cause) => Failure::unreadable(&self.file, cause),
            other => Failure::of_fault(other, language),
        }
    }
}

/// A file that counts what is read of it, the counter, and its size in bytes.
fn counted(path: &Path) -> Result<(impl Read + Send + 'static, Arc<AtomicU64>, u64), Failure> {
    let file = File::open(path).map_err(|cause| Failure::unreadable(path, cause))?;
    let metadata = file.metadata().map_err(|cause| Failure::unreadable(path, cause))?;
    if metadata.is_dir() {
        return Err(Failure::unreadable(
            path,
            std::io::Error::from(std::io::ErrorKind::IsADirectory),
        ));
    }
    let passed = Arc::new(AtomicU64::new(0));
    Ok((
        Counted {
            file,
            passed: Arc::clone(&passed),
        },
        passed,
        metadata.len(),
    ))
}

struct Counted {
    file: File,
    passed: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.passed.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Why an import ends before its file does.
enum Stop {
    Unreadable(ReadError),
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// An import under way.
struct Work {
    ui: Ui,
    client: Client,
    dry_run: bool,
    rejected: Option<Rejected<BufWriter<File>>>,
    identifiers: Identifiers,
    report: Report,
}

impl Work {
    /// Sends the good rows and keeps the others, calling `look` now and then.
    fn through(&mut self, rows: Rows, mapping: &Mapping, look: impl Fn(&Report)) -> Result<(), Stop> {
        let mut batch = Batch::new();
        let mut unreadable = None;
        for row in rows {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    // What was read before goes in all the same.
                    unreadable = Some(error);
                    break;
                }
            };
            self.report.read += 1;
            let taken = mapping.record(&row).and_then(|record| {
                self.identifiers.take(mapping, row.number, &record)?;
                Ok(record)
            });
            match taken {
                Ok(record) => {
                    if let Some((body, rows)) = batch.add(&record, row)?.and_then(Batch::request) {
                        self.send(&body, &rows)?;
                    }
                }
                Err(problems) => self.reject(&row, problems)?,
            }
            if self.report.read.is_multiple_of(LOOK_EVERY_ROWS) {
                look(&self.report);
            }
        }
        if let Some((body, rows)) = batch.request() {
            self.send(&body, &rows)?;
        }
        unreadable.map_or(Ok(()), |error| Err(Stop::Unreadable(error)))
    }

    fn send(&mut self, body: &[u8], rows: &[Row]) -> Result<(), Failure> {
        let query = [("partial", "true".to_owned()), ("dry_run", self.dry_run.to_string())];
        let answer = self.client.post("/api/v1/records", &query, body)?;
        let results = answer["results"].as_array().map(Vec::as_slice).unwrap_or_default();
        if results.len() != rows.len() {
            return Err(Refusal::new("version_mismatch", 502).into());
        }
        for (row, result) in rows.iter().zip(results) {
            match result["outcome"].as_str() {
                Some("published") => self.report.published += 1,
                Some("updated") => self.report.updated += 1,
                Some("unchanged") => self.report.unchanged += 1,
                _ => {
                    let problems = result["problems"].as_array().into_iter().flatten();
                    self.reject(row, problems.map(|problem| answered(row.number, problem)).collect())?;
                }
            }
        }
        Ok(())
    }

    fn reject(&mut self, row: &Row, problems: Vec<RowProblem>) -> Result<(), Failure> {
        if let Some(rejected) = &mut self.rejected {
            let language = self.ui.language;
            let message = problems
                .iter()
                .map(|problem| problem.message(language))
                .collect::<Vec<_>>()
                .join(" ");
            rejected
                .write(row, &problems, &message)
                .map_err(|cause| Failure::from(Refusal::new("output_failed", 500).with("cause", cause)))?;
        }
        self.report.refuse(problems);
        Ok(())
    }

    /// The report, when all refused rows are in their file.
    fn finish(self, path: Option<&Path>) -> Result<Report, Failure> {
        if let (Some(rejected), Some(path)) = (self.rejected, path) {
            rejected.finish().map_err(|cause| Failure::unwritable(path, cause))?;
        }
        Ok(self.report)
    }
}

/// A node's problem with a row that was good here. Where only that node knows the rule, its own words stand for it.
fn answered(row: u64, problem: &Value) -> RowProblem {
    let text = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
    let rule = Rule::ALL
        .iter()
        .map(|rule| rule.code())
        .find(|code| *code == text("rule"));
    RowProblem {
        row,
        column: None,
        field: text("field"),
        value: text("value"),
        judged: None,
        said: rule.is_none().then(|| text("message")),
        rule: rule.map_or_else(|| text("rule").into(), Into::into),
        limit: problem["limit"].as_i64(),
        suggestion: problem["suggestion"].as_str().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_rule_that_only_the_node_knows_is_told_in_its_words() {
        let own = answered(
            3,
            &json!({ "rule": "not_own_record", "field": "id", "value": "00", "message": "theirs" }),
        );
        assert_eq!((own.row, &*own.rule), (3, "not_own_record"));
        assert!(own.message(Language::En).contains("another platform"));
        let later = answered(
            4,
            &json!({ "rule": "of_tomorrow", "field": "title", "message": "le titre ment" }),
        );
        assert_eq!(&*later.rule, "of_tomorrow");
        assert_eq!(later.message(Language::En), "le titre ment");
    }
}
