//! An import under way: rows become records, records go to the node, and what it says of them goes into the report.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use ayni_node::exchange::{Identifiers, Mapping, ReadError, Rejected, Row, RowProblem, Rows};
use ayni_node::refusal::Refusal;
use ayni_protocol::record::Rule;
use serde_json::Value;

use super::missing::Missing;
use super::report::Report;
use super::sending::{Answered, Sending, results};
use crate::batch::Batch;
use crate::client::Client;
use crate::failure::Failure;
use crate::list::title_of;
use crate::ui::Ui;

/// Rows between two looks at how far the work has come.
const LOOK_EVERY_ROWS: u64 = 100;

/// Why an import ends before its file does.
pub(super) enum Stop {
    Unreadable(ReadError),
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// A row that was sent, and what its record is called.
struct Sent {
    row: Row,
    oid: String,
    title: String,
}

/// An import under way.
pub(super) struct Work {
    pub(super) ui: Ui,
    pub(super) client: Client,
    pub(super) dry_run: bool,
    pub(super) rejected: Option<Rejected<BufWriter<File>>>,
    pub(super) identifiers: Identifiers,
    pub(super) report: Report,
}

impl Work {
    /// Sends the good rows and keeps the others, calling `look` now and then.
    pub(super) fn through(&mut self, rows: Rows, mapping: &Mapping, look: impl Fn(&Report)) -> Result<(), Stop> {
        let client = self.client.clone();
        let query = vec![("partial", "true".to_owned()), ("dry_run", self.dry_run.to_string())];
        std::thread::scope(|scope| {
            let mut sending = Sending::begin(scope, &client, "/api/v1/records", query);
            let mut ended = self.read(rows, mapping, &mut sending, &look);
            // Whatever ended it: what is under way is published, and is to be told.
            for answered in sending.rest() {
                // That the node is lost is graver than that the file can't be read to its end.
                if let (Err(failure), Ok(()) | Err(Stop::Unreadable(_))) = (self.take(mapping, answered), &ended) {
                    ended = Err(Stop::Failed(failure));
                }
                look(&self.report);
            }
            ended
        })
    }

    /// Reads the rows to their end, or to the first that cannot be read or sent.
    fn read(
        &mut self,
        rows: Rows,
        mapping: &Mapping,
        sending: &mut Sending<Vec<Sent>>,
        look: &impl Fn(&Report),
    ) -> Result<(), Stop> {
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
                    let sent = self.named(row, &record);
                    if let Some((body, rows)) = batch.add(&record, sent)?.and_then(Batch::request) {
                        self.send(mapping, sending, body, rows)?;
                    }
                }
                Err(problems) => self.reject(mapping, &row, problems)?,
            }
            if self.report.read.is_multiple_of(LOOK_EVERY_ROWS) {
                look(&self.report);
            }
        }
        if let Some((body, rows)) = batch.request() {
            self.send(mapping, sending, body, rows)?;
        }
        unreadable.map_or(Ok(()), |error| Err(Stop::Unreadable(error)))
    }

    fn send(
        &mut self,
        mapping: &Mapping,
        sending: &mut Sending<Vec<Sent>>,
        body: Vec<u8>,
        rows: Vec<Sent>,
    ) -> Result<(), Failure> {
        match sending.send(body, rows) {
            Some(answered) => self.take(mapping, answered),
            None => Ok(()),
        }
    }

    fn named(&self, row: Row, record: &Value) -> Sent {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let title = title_of(record, self.ui.language);
        let title = if title.is_empty() { text(&record["name"]) } else { title };
        let oid = text(if record["oid"].is_null() {
            &record["id"]
        } else {
            &record["oid"]
        });
        Sent { row, oid, title }
    }

    /// Takes what the node says of the rows that were sent to it together.
    fn take(&mut self, mapping: &Mapping, (rows, answer): Answered<Vec<Sent>>) -> Result<(), Failure> {
        let answer = answer?;
        for (Sent { row, oid, title }, result) in rows.iter().zip(results(&answer, rows.len())?) {
            match result["outcome"].as_str() {
                Some("published") => self.report.publish(row.number, oid, title),
                Some("updated") => self.report.update(row.number, oid, title, result),
                Some("unchanged") => self.report.unchanged += 1,
                _ => {
                    let problems = result["problems"].as_array().into_iter().flatten();
                    let problems = problems.map(|problem| answered(row.number, problem)).collect();
                    self.reject(mapping, row, problems)?;
                }
            }
        }
        Ok(())
    }

    fn reject(&mut self, mapping: &Mapping, row: &Row, problems: Vec<RowProblem>) -> Result<(), Failure> {
        self.identifiers.refuse(mapping, row);
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

    /// Withdraws what the file no longer has, or only lists it where nothing is to be signed.
    pub(super) fn withdraw_missing(&mut self, mapping: &Mapping, prefix: &str, yes: bool) -> Result<(), Failure> {
        if self.report.acknowledged() == 0 {
            return Err(Refusal::new("missing_of_nothing", 422).into());
        }
        let prefix = if prefix.is_empty() {
            mapping.oid_prefix()
        } else {
            prefix
        };
        let missing = Missing::find(&self.client, &self.ui, mapping.kind(), prefix, &self.identifiers)?;
        if self.dry_run {
            self.report.withdraw(missing.absent.len() as u64, missing.absent);
            return Ok(());
        }
        missing.confirm(&self.ui, yes)?;
        let total = missing.absent.len() as u64;
        let progress = self.ui.progress("cli-withdrawing", total);
        let (count, ended) = missing.withdraw(&self.client, |done| progress.set(done, total, done.to_string()));
        progress.clear();
        self.report.withdraw(count, missing.absent);
        ended
    }

    /// The report, when all refused rows are in their file.
    pub(super) fn finish(self, path: Option<&Path>) -> Result<Report, Failure> {
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

    use ayni_node::text::Language;

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
