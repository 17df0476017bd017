//! An import under way: rows become records, records go to the node, and what it says of them goes into the report.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use ayni_node::exchange::{Difference, ExportError, ReadError, RowProblem, Rows};
use ayni_node::import::{Intake, Report, Sent, Word};
use ayni_node::refusal::Refusal;
use ayni_protocol::record::Rule;
use serde_json::Value;

use super::missing;
use super::sending::{Answered, Sending, results};
use crate::batch::Batch;
use crate::client::Client;
use crate::failure::Failure;
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

/// An import under way.
pub(super) struct Work {
    pub(super) ui: Ui,
    pub(super) client: Client,
    pub(super) dry_run: bool,
    pub(super) intake: Intake<BufWriter<File>>,
}

impl Work {
    /// Sends the good rows and keeps the others, calling `look` now and then.
    pub(super) fn through(&mut self, rows: Rows, look: impl Fn(&Report)) -> Result<(), Stop> {
        let client = self.client.clone();
        let query = vec![("partial", "true".to_owned()), ("dry_run", self.dry_run.to_string())];
        std::thread::scope(|scope| {
            let mut sending = Sending::begin(scope, &client, "/api/v1/records", query);
            let mut ended = self.read(rows, &mut sending, &look);
            // Whatever ended it: what is under way is published, and is to be told.
            for answered in sending.rest() {
                // That the node is lost is graver than that the file can't be read to its end.
                if let (Err(failure), Ok(()) | Err(Stop::Unreadable(_))) = (self.take(answered), &ended) {
                    ended = Err(Stop::Failed(failure));
                }
                look(self.intake.report());
            }
            ended
        })
    }

    /// Reads the rows to their end, or to the first that cannot be read or sent.
    fn read(&mut self, rows: Rows, sending: &mut Sending<Vec<Sent>>, look: &impl Fn(&Report)) -> Result<(), Stop> {
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
            if let Some((record, sent)) = self.intake.take(row).map_err(unkept)?
                && let Some((body, rows)) = batch.add(&record, sent)?.and_then(Batch::request)
            {
                self.send(sending, body, rows)?;
            }
            if self.intake.report().read.is_multiple_of(LOOK_EVERY_ROWS) {
                look(self.intake.report());
            }
        }
        if let Some((body, rows)) = batch.request() {
            self.send(sending, body, rows)?;
        }
        unreadable.map_or(Ok(()), |error| Err(Stop::Unreadable(error)))
    }

    fn send(&mut self, sending: &mut Sending<Vec<Sent>>, body: Vec<u8>, rows: Vec<Sent>) -> Result<(), Failure> {
        match sending.send(body, rows) {
            Some(answered) => self.take(answered),
            None => Ok(()),
        }
    }

    /// Takes what the node says of the rows that were sent to it together.
    fn take(&mut self, (rows, answer): Answered<Vec<Sent>>) -> Result<(), Failure> {
        let answer = answer?;
        for (sent, result) in rows.iter().zip(results(&answer, rows.len())?) {
            self.intake
                .settle(sent, word(sent.row.number, result))
                .map_err(unkept)?;
        }
        Ok(())
    }

    /// Withdraws what the file no longer has, or only lists it where nothing is to be signed.
    pub(super) fn withdraw_missing(&mut self, prefix: &str, yes: bool) -> Result<(), Failure> {
        let missing = missing::find(&self.client, &self.intake, prefix)?;
        if !self.dry_run {
            missing::confirm(&missing, &self.ui, yes)?;
        }
        let absent = missing.into_absent();
        let total = absent.len() as u64;
        if self.dry_run {
            self.intake.report_mut().withdraw(total, absent);
            return Ok(());
        }
        let progress = self.ui.progress("cli-withdrawing", total);
        let (count, ended) = missing::withdraw(&self.client, &absent, |done| {
            progress.set(done, total, done.to_string());
        });
        progress.clear();
        self.intake.report_mut().withdraw(count, absent);
        ended
    }

    /// The report, when all refused rows are in their file.
    pub(super) fn finish(self, path: Option<&Path>) -> Result<Report, Failure> {
        let (report, _) = self.intake.finish().map_err(|cause| match path {
            Some(path) => Failure::unwritable(path, cause),
            None => unkept(cause),
        })?;
        Ok(report)
    }
}

/// A refused row did not get into its file.
fn unkept(cause: ExportError) -> Failure {
    Refusal::new("output_failed", 500).with("cause", cause).into()
}

/// What a node's answer says of the record of a row.
fn word(row: u64, result: &Value) -> Word {
    match result["outcome"].as_str() {
        Some("published") => Word::Published,
        Some("updated") => {
            let changes = result["changes"].as_array().into_iter().flatten();
            let changes = changes.map(|change| Difference {
                field: change["field"].as_str().unwrap_or_default().to_owned(),
                old: change["old"].clone(),
                new: change["new"].clone(),
            });
            Word::Updated {
                id: result["id"].as_str().unwrap_or_default().to_owned(),
                changes: changes.collect(),
            }
        }
        Some("unchanged") => Word::Unchanged,
        _ => {
            let problems = result["problems"].as_array().into_iter().flatten();
            Word::Refused(problems.map(|problem| answered(row, problem)).collect())
        }
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
