//! What an import did, for people and for programs.

use std::path::Path;

use ayni_node::exchange::RowProblem;
use ayni_node::refusal::Refusal;
use serde_json::{Value, json};

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
    problems: u64,
    errors: Vec<RowProblem>,
}

impl Report {
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
    pub(super) fn until_then(&self, ui: &Ui, dry_run: bool) -> Result<(), Failure> {
        if ui.json {
            ui.json(&self.to_json(ui))?;
        }
        if !dry_run && self.acknowledged() > 0 {
            let arguments = self.counts().map(|(name, count)| (name, count.to_string()));
            ui.complain(&ui.say("cli-import-acknowledged", &arguments));
        }
        Ok(())
    }

    /// Prints what the import did, and why rows were refused.
    pub(super) fn print(&self, ui: &Ui, dry_run: bool, rejected: Option<&Path>) -> Result<(), Failure> {
        if ui.json {
            ui.json(&self.to_json(ui))?;
        } else {
            let keys = [
                "cli-read",
                "cli-outcome-published",
                "cli-outcome-updated",
                "cli-outcome-unchanged",
                "cli-rejected",
            ];
            let counts = keys.into_iter().zip(self.counts());
            ui.pairs(
                counts
                    .map(|(key, (_, count))| (ui.say(key, &[]), count.to_string()))
                    .collect(),
            )?;
        }
        if dry_run {
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
        let mut report = serde_json::Map::new();
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
