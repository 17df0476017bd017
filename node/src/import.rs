//! An import under way: the rows of a file become records, and what a node says of them goes into a report.
//!
//! The command line and the pages for staff import alike; they differ in how the records get to the node.

mod changes;
mod missing;
mod report;

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;

use ayni_protocol::record::Problem;
use serde_json::Value;

use crate::exchange::{
    Difference, ExportError, Format, Identifiers, Mapping, Rejected, Row, RowProblem, Rows, of_record,
};
use crate::node::Outcome;
use crate::refusal::Refusal;
use crate::text::{Language, best};
pub use changes::{Absent, Change, Changes, New};
pub use missing::Missing;
pub use report::Report;

/// Extensions of spreadsheet files that are not read. Their owners are told what to do.
const UNREAD_EXTENSIONS: [&str; 5] = ["xls", "xlsb", "ods", "fods", "numbers"];

/// How a file is laid out, as it is called.
///
/// # Errors
/// `file_is_spreadsheet`, `format_unclear`.
pub fn format(file: &Path) -> Result<Format, Refusal> {
    let extension = file.extension().and_then(OsStr::to_str).unwrap_or_default();
    if UNREAD_EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()) {
        return Err(Refusal::new("file_is_spreadsheet", 400));
    }
    Format::of_name(file).ok_or_else(|| Refusal::new("format_unclear", 400).with("file", file.display()))
}

/// A row whose record goes to a node, and what the record is called.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The row.
    pub row: Row,
    /// The platform's own number for the record, else the record's id.
    pub oid: String,
    /// Its title as the reader understands it best, else its name.
    pub title: String,
}

/// What a node says of a record.
#[derive(Clone, Debug)]
pub enum Word {
    /// It is new.
    Published,
    /// It is there already, and now says something else.
    Updated {
        /// Its id.
        id: String,
        /// Where nothing was signed: what would change.
        changes: Vec<Difference>,
    },
    /// It is there already as it is.
    Unchanged,
    /// It breaks rules.
    Refused(Vec<RowProblem>),
}

impl Word {
    /// What became of the record of a row.
    pub(crate) fn of(row: u64, outcome: Outcome) -> Self {
        match outcome {
            Outcome::Refused(problems) => {
                let problems = problems.iter().map(|problem: &Problem| of_record(problem, row));
                Self::Refused(problems.collect())
            }
            Outcome::Done {
                outcome: "published", ..
            } => Self::Published,
            Outcome::Done {
                outcome: "updated",
                id,
                differences,
                ..
            } => Self::Updated {
                id,
                changes: differences,
            },
            Outcome::Done { .. } => Self::Unchanged,
        }
    }
}

/// Takes the rows of one file in, and what is said of them.
pub struct Intake<W: Write + Send> {
    mapping: Mapping,
    language: Language,
    rejected: Option<Rejected<W>>,
    identifiers: Identifiers,
    report: Report,
}

impl<W: Write + Send> Intake<W> {
    /// Nothing yet, of a file that is understood as `rows` are. Refused rows go to `rejected`, with the reasons in `language`. Where nothing is
    /// to be signed, the report has what would change.
    pub fn new(
        rows: &Rows,
        mapping: Mapping,
        is_dry_run: bool,
        rejected: Option<Rejected<W>>,
        language: Language,
    ) -> Self {
        Self {
            mapping,
            language,
            rejected,
            identifiers: Identifiers::default(),
            report: Report::new(rows, is_dry_run),
        }
    }

    /// How rows become records.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// What has come of it so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The same, for whoever adds to it what is no row's.
    pub fn report_mut(&mut self) -> &mut Report {
        &mut self.report
    }

    /// The record of a row, for the node to judge; `None` if the row is refused already.
    ///
    /// # Errors
    /// The refused row can't be kept.
    pub fn take(&mut self, row: Row) -> Result<Option<(Value, Sent)>, ExportError> {
        self.report.read += 1;
        let taken = self.mapping.record(&row).and_then(|record| {
            self.identifiers.take(&self.mapping, row.number, &record)?;
            Ok(record)
        });
        match taken {
            Ok(record) => {
                let sent = self.named(row, &record);
                Ok(Some((record, sent)))
            }
            Err(problems) => {
                self.refuse(&row, problems)?;
                Ok(None)
            }
        }
    }

    fn named(&self, row: Row, record: &Value) -> Sent {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let title = best(&record["title"], record["original"].as_str(), self.language).1;
        let title = if title.is_empty() { text(&record["name"]) } else { title };
        let oid = text(if record["oid"].is_null() {
            &record["id"]
        } else {
            &record["oid"]
        });
        Sent { row, oid, title }
    }

    /// Takes what the node says of a record that it was given.
    ///
    /// # Errors
    /// The refused row can't be kept.
    pub fn settle(&mut self, sent: &Sent, word: Word) -> Result<(), ExportError> {
        match word {
            Word::Published => self.report.publish(sent),
            Word::Updated { id, changes } => self.report.update(sent, &id, changes),
            Word::Unchanged => self.report.unchanged += 1,
            Word::Refused(problems) => self.refuse(&sent.row, problems)?,
        }
        Ok(())
    }

    fn refuse(&mut self, row: &Row, problems: Vec<RowProblem>) -> Result<(), ExportError> {
        self.identifiers.refuse(&self.mapping, row);
        if let Some(rejected) = &mut self.rejected {
            let messages = problems.iter().map(|problem| problem.message(self.language));
            rejected.write(row, &problems, &messages.collect::<Vec<_>>().join(" "))?;
        }
        self.report.refuse(problems);
        Ok(())
    }

    /// The report, and where the refused rows are, all of them.
    ///
    /// # Errors
    /// They can't be kept.
    pub fn finish(self) -> Result<(Report, Option<W>), ExportError> {
        let rejected = self.rejected.map(Rejected::finish).transpose()?;
        Ok((self.report, rejected))
    }
}
