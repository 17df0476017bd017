//! What an import did, for people and for programs.

use std::path::Path;

use ayni_node::exchange::{RowProblem, Rows};
use ayni_node::refusal::Refusal;
use serde_json::{Map, Value, json};

use super::changes::Changes;
use super::missing::Absent;
use crate::failure::Failure;
use crate::ui::Ui;

/// Most problems that the report holds one by one; the file of refused rows has them all.
const ERRORS_MAX: usize = 1_000;

/// Most problems that people are shown one by one.
const ERRORS_SHOWN_MAX: usize = 20;

/// What an import did.
#[derive(Default)]
pub(super) struct Report {
    pub(super) read: u64,
    pub(super) published: u64,
    pub(super) updated: u64,
    pub(super) unchanged: u64,
    pub(super) rejected: u64,
    /// Absent where nobody asked for what is missing to be withdrawn.
    withdrawn: Option<u64>,
    problems: u64,
    errors: Vec<RowProblem>,
    /// What would happen, record by record; only where nothing is signed.
    changes: Option<Changes>,
    /// How the file was understood: `encoding`, `separator`, `sheet`.
    source: Map<String, Value>,
}

impl Report {
    /// Nothing yet, of a file that is understood as `rows` are.
    pub(super) fn new(rows: &Rows, dry_run: bool) -> Self {
        let told = [
            ("encoding", rows.encoding().map(|encoding| encoding.to_string())),
            ("separator", rows.separator().map(|separator| separator.to_string())),
            ("sheet", rows.sheet().map(str::to_owned)),
        ];
        let told = told
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), json!(text?))));
        Self {
            source: told.collect(),
            changes: dry_run.then(Changes::default),
            ..Self::default()
        }
    }

    /// Counts a row that is a new record.
    pub(super) fn publish(&mut self, row: u64, oid: &str, title: &str) {
        self.published += 1;
        if let Some(changes) = &mut self.changes {
            changes.publish(row, oid, title);
        }
    }

    /// Counts a row that changes a record; the node's answer says in what.
    pub(super) fn update(&mut self, row: u64, oid: &str, title: &str, answer: &Value) {
        self.updated += 1;
        if let Some(changes) = &mut self.changes {
            changes.update(row, oid, title, answer);
        }
    }

    /// Counts the records that the file no longer has.
    pub(super) fn withdraw(&mut self, count: u64, absent: Vec<Absent>) {
        self.withdrawn = Some(count);
        if let Some(changes) = &mut self.changes {
            changes.withdraw(absent);
        }
    }

    /// Counts a refused row with its problems.
    pub(super) fn refuse(&mut self, problems: Vec<RowProblem>) {
        self.rejected += 1;
        self.problems += problems.len() as u64;
        let room = ERRORS_MAX.saturating_sub(self.errors.len());
        self.errors.extend(problems.into_iter().take(room));
    }

    fn counts(&self) -> [(&'static str, u64); 5] {
        [
            ("read", self.read),
            ("published", self.published),
            ("updated", self.updated),
            ("unchanged", self.unchanged),
            ("rejected", self.rejected),
        ]
    }

    /// Rows of which the node has said what became of them.
    pub(super) fn acknowledged(&self) -> u64 {
        self.published + self.updated + self.unchanged
    }

    /// A failure if there were rows and each was refused: no script must take that for an import.
    pub(super) fn verdict(&self) -> Result<(), Failure> {
        if self.read > 0 && self.rejected == self.read {
            return Err(Refusal::new("all_rows_refused", 422).into());
        }
        Ok(())
    }

    /// Says how far the import came before it stopped: what the node holds for sure, when the rest is in doubt.
    pub(super) fn until_then(&self, ui: &Ui) -> Result<(), Failure> {
        if ui.json {
            ui.json(&self.to_json(ui))?;
        }
        if self.changes.is_none() && self.acknowledged() > 0 {
            let arguments = self.counts().map(|(name, count)| (name, count.to_string()));
            ui.complain(&ui.say("cli-import-acknowledged", &arguments));
        }
        Ok(())
    }

    /// Prints what the import did, and why rows were refused.
    pub(super) fn print(&self, ui: &Ui, rejected: Option<&Path>) -> Result<(), Failure> {
        if ui.json {
            ui.json(&self.to_json(ui))?;
        } else {
            if let Some(changes) = &self.changes {
                changes.print(ui)?;
            }
            let keys = [
                "cli-read",
                "cli-outcome-published",
                "cli-outcome-updated",
                "cli-outcome-unchanged",
                "cli-rejected",
            ];
            let counts = keys.into_iter().zip(self.counts());
            let withdrawn = self.withdrawn.map(|count| ("cli-outcome-withdrawn", count));
            let counts = counts.map(|(key, (_, count))| (key, count)).chain(withdrawn);
            ui.pairs(
                counts
                    .map(|(key, count)| (ui.say(key, &[]), count.to_string()))
                    .collect(),
            )?;
        }
        if self.changes.is_some() {
            ui.status("cli-import-dry", &[]);
        }
        if self.rejected == 0 {
            return Ok(());
        }
        let count = self.rejected.to_string();
        match rejected {
            Some(path) => {
                ui.status(
                    "cli-import-rejected-file",
                    &[("count", count), ("path", path.display().to_string())],
                );
            }
            None => ui.status("cli-import-rejected", &[("count", count)]),
        }
        if !ui.json && !ui.quiet {
            for problem in self.errors.iter().take(ERRORS_SHOWN_MAX) {
                ui.complain(&format!("  {}", problem.message_with_place(ui.language)));
            }
            let more = self.problems.saturating_sub(ERRORS_SHOWN_MAX as u64);
            if more > 0 {
                ui.complain(&format!(
                    "  {}",
                    ui.say("cli-more-problems", &[("count", more.to_string())])
                ));
            }
        }
        Ok(())
    }

    fn to_json(&self, ui: &Ui) -> Value {
        let mut report = self.source.clone();
        for (name, count) in self.counts() {
            report.insert(name.to_owned(), json!(count));
        }
        let errors = self.errors.iter().map(|problem| {
            let mut error = serde_json::to_value(problem).unwrap_or_default();
            error["message"] = json!(problem.message(ui.language));
            error
        });
        report.insert("errors".to_owned(), errors.collect());
        report.insert("errors_total".to_owned(), json!(self.problems));
        report.extend(self.withdrawn.map(|count| ("withdrawn".to_owned(), json!(count))));
        if let Some(changes) = &self.changes {
            report.extend(changes.to_json());
        }
        Value::Object(report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::FAILED;

    #[test]
    fn an_import_of_which_nothing_went_in_fails_and_one_of_which_something_did_not() {
        let report = |read, published, unchanged, rejected| Report {
            read,
            published,
            unchanged,
            rejected,
            ..Report::default()
        };
        let refused = report(3, 0, 0, 3).verdict().expect_err("nothing went in");
        assert_eq!((refused.code(), refused.exit_status()), ("all_rows_refused", FAILED));
        for good in [
            report(3, 1, 0, 2),
            report(3, 0, 1, 2),
            report(3, 3, 0, 0),
            report(0, 0, 0, 0),
        ] {
            assert!(good.verdict().is_ok());
        }
    }
}
