//! The work on a file: every good row goes to the node, to be judged or to be published.

use std::io::{self, BufWriter, Cursor, Seek as _};

use serde_json::Value;
use tempfile::NamedTempFile;
use tokio::runtime::Handle;

use super::super::complaint::Complaint;
use super::missing;
use super::preview::{CHANGES_SHOWN_MAX, PROBLEMS_SHOWN_MAX};
use crate::exchange::{self, ExportError, ReadError, Rejected};
use crate::http::backend::Backend;
use crate::http::tray::{self, Order};
use crate::import::{Intake, Sent, Word};
use crate::node::Publication;
use crate::refusal::Refusal;
use crate::text::{Language, say};

/// Records that the node gets at a time: half of what it takes, so that others have their turn between.
const RECORDS_AT_A_TIME: usize = 500;

/// Most rows of a file: one of 16 MiB has more only if next to nothing stands in them, and what is said of each must be kept.
const ROWS_MAX: u64 = 100_000;

/// Why a file does not go through.
enum Stop {
    Unreadable(ReadError),
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Self::Unreadable(error)
    }
}

impl From<ExportError> for Stop {
    fn from(error: ExportError) -> Self {
        Self::Refused(Refusal::internal(error))
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Refused(Refusal::internal(error))
    }
}

/// Reads the file to its end, and gives the node its good rows: to judge them alone with `is_dry_run`, else to publish them. Blocks.
///
/// # Errors
/// The file can't be read to its end, or the node can't do it now. What was published before remains so.
pub(super) fn through(
    node: &dyn Backend,
    runtime: &Handle,
    order: &Order,
    is_dry_run: bool,
    language: Language,
) -> Result<tray::Sorted, Complaint> {
    let how = Publication {
        dry_run: is_dry_run,
        partial: true,
    };
    rows(node, runtime, order, how, language).map_err(|stop| match stop {
        Stop::Unreadable(error) => {
            let complaint = Complaint::of_fault(&error, language).at("file");
            match error {
                // Whoever reads this has a form and no command line.
                ReadError::ColumnsUnknown { .. } => complaint.advised(say(language, "work-columns-unknown", &[])),
                _ => complaint,
            }
        }
        Stop::Refused(refusal) => Complaint::of(&refusal, language),
    })
}

fn rows(
    node: &dyn Backend,
    runtime: &Handle,
    order: &Order,
    how: Publication,
    language: Language,
) -> Result<tray::Sorted, Stop> {
    let rows = exchange::read(order.format, &order.hints, Cursor::new(order.file.clone()))?;
    if let Some(columns) = rows.columns() {
        order.mapping.check_columns(columns)?;
    }
    let out = BufWriter::new(NamedTempFile::new()?);
    let rejected = Rejected::new(rows.format(), rows.columns().unwrap_or_default(), out)?;
    let mut intake = Intake::new(&rows, order.mapping.clone(), how.dry_run, Some(rejected), language);
    let mut waiting: Vec<(Value, Sent)> = Vec::new();
    for row in rows {
        if intake.report().read == ROWS_MAX {
            return Err(Refusal::new("upload_rows", 413).with("limit", ROWS_MAX).into());
        }
        waiting.extend(intake.take(row?)?);
        if waiting.len() == RECORDS_AT_A_TIME {
            settle(node, runtime, &mut intake, &mut waiting, how)?;
        }
    }
    settle(node, runtime, &mut intake, &mut waiting, how)?;
    let absence = order.missing.as_ref();
    let absence = absence.map(|prefix| missing::withdraw(node, runtime, &mut intake, prefix, how.dry_run));
    let (mut report, out) = intake.finish()?;
    // It waits for as long as the session: no more of it than the page shows.
    report.errors.truncate(PROBLEMS_SHOWN_MAX);
    if let Some(changes) = &mut report.changes {
        changes.changes.truncate(CHANGES_SHOWN_MAX);
        changes.new.truncate(CHANGES_SHOWN_MAX);
        changes.absent.truncate(CHANGES_SHOWN_MAX);
    }
    let out = out.ok_or_else(|| Refusal::internal("refused rows without a file"))?;
    let mut rejected = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    rejected.rewind()?;
    Ok(tray::Sorted {
        report,
        rejected,
        absence,
    })
}

/// Gives the node the records that wait, and takes what it says of them.
fn settle(
    node: &dyn Backend,
    runtime: &Handle,
    intake: &mut Intake<BufWriter<NamedTempFile>>,
    waiting: &mut Vec<(Value, Sent)>,
    how: Publication,
) -> Result<(), Stop> {
    if waiting.is_empty() {
        return Ok(());
    }
    let (records, sent): (Vec<Value>, Vec<Sent>) = waiting.drain(..).unzip();
    let outcomes = runtime.block_on(node.publish(records, how))?;
    for (sent, outcome) in sent.iter().zip(outcomes) {
        intake.settle(sent, Word::of(sent.row.number, outcome))?;
    }
    Ok(())
}
