//! What an import did, or would do.

use super::{Absent, Changes, Sent};
use crate::exchange::{Difference, RowProblem, Rows};

/// Most problems that the report holds one by one; the file of refused rows has them all.
const ERRORS_MAX: usize = 1_000;

/// What an import did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Rows that were read.
    pub read: u64,
    /// Records that are new.
    pub published: u64,
    /// Records that say something else now.
    pub updated: u64,
    /// Records that were there as they are.
    pub unchanged: u64,
    /// Rows that were refused.
    pub rejected: u64,
    /// Records that were withdrawn; absent where nobody asked for what is missing to be.
    pub withdrawn: Option<u64>,
    /// How many problems there were.
    pub problems: u64,
    /// The first of them.
    pub errors: Vec<RowProblem>,
    /// What would happen, record by record; only where nothing is signed.
    pub changes: Option<Changes>,
    /// How the file's text is written.
    pub encoding: Option<String>,
    /// The word for what stands between its cells.
    pub separator: Option<String>,
    /// The sheet of it that was read.
    pub sheet: Option<String>,
}

impl Report {
    /// Nothing yet, of a file that is understood as `rows` are.
    pub fn new(rows: &Rows, is_dry_run: bool) -> Self {
        Self {
            encoding: rows.encoding().map(|encoding| encoding.to_string()),
            separator: rows.separator().map(|separator| separator.to_string()),
            sheet: rows.sheet().map(str::to_owned),
            changes: is_dry_run.then(Changes::default),
            ..Self::default()
        }
    }

    pub(super) fn publish(&mut self, sent: &Sent) {
        self.published += 1;
        if let Some(changes) = &mut self.changes {
            changes.publish(sent);
        }
    }

    pub(super) fn update(&mut self, sent: &Sent, id: &str, differences: Vec<Difference>) {
        self.updated += 1;
        if let Some(changes) = &mut self.changes {
            changes.update(sent, id, differences);
        }
    }

    pub(super) fn refuse(&mut self, problems: Vec<RowProblem>) {
        self.rejected += 1;
        self.problems += problems.len() as u64;
        let room = ERRORS_MAX.saturating_sub(self.errors.len());
        self.errors.extend(problems.into_iter().take(room));
    }

    /// Counts the records that the file no longer has.
    pub fn withdraw(&mut self, count: u64, absent: Vec<Absent>) {
        self.withdrawn = Some(count);
        if let Some(changes) = &mut self.changes {
            changes.withdraw(absent);
        }
    }

    /// Rows of which the node has said what became of them.
    pub fn acknowledged(&self) -> u64 {
        self.published + self.updated + self.unchanged
    }
}
