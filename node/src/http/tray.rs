//! What lies between two steps of staff: a file that has been looked through and is not published yet.

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use tempfile::NamedTempFile;

use crate::exchange::{Format, Hints, Mapping};
use crate::import::Report;
use crate::refusal::Refusal;

/// Largest file, in bytes: as large as a request with records.
pub(super) const FILE_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Most bytes of the files of all sessions together.
pub(super) const FILES_BYTES_MAX: usize = 64 * 1024 * 1024;

/// A file and how it is read.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// What the file is called.
    pub(super) name: String,
    /// The file.
    pub(super) file: Bytes,
    /// How it is laid out.
    pub(super) format: Format,
    /// What whoever sent it says of it.
    pub(super) hints: Hints,
    /// How its rows become records.
    pub(super) mapping: Mapping,
    /// With what the numbers of those records begin that are withdrawn if the file does not have them; absent if none are.
    pub(super) missing: Option<String>,
}

/// A file of one session.
#[derive(Debug)]
pub(super) struct Tray {
    /// Names it in addresses.
    pub(super) key: String,
    /// What the file is called.
    pub(super) name: String,
    /// How it is laid out.
    pub(super) format: Format,
    inside: Mutex<Inside>,
}

#[derive(Debug)]
struct Inside {
    /// Absent while it is being published, and thereafter.
    order: Option<Order>,
    stage: Stage,
    sorted: Sorted,
}

/// What came of looking a file through, or of publishing it.
#[derive(Debug)]
pub(super) struct Sorted {
    /// How many rows there were of what.
    pub(super) report: Report,
    /// The refused rows.
    pub(super) rejected: NamedTempFile,
    /// What the file no longer has, or why nothing of that is withdrawn; absent where nobody asked.
    pub(super) absence: Option<Result<Absence, Refusal>>,
}

/// What a file no longer has, beside what its report says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Absence {
    /// How many records there are of its source.
    pub(super) held: u64,
    /// Whether so many are missing that somebody has to say that it is meant.
    pub(super) are_many: bool,
}

/// How far a file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It waits for the word that publishes it.
    Checked,
    /// It is being published.
    Publishing,
    /// It is published, and only its report is left.
    Published,
}

impl Tray {
    /// A file that has been looked through.
    pub(super) fn new(key: String, order: Order, sorted: Sorted) -> Self {
        let inside = Inside {
            stage: Stage::Checked,
            sorted,
            order: Some(order.clone()),
        };
        Self {
            key,
            name: order.name,
            format: order.format,
            inside: Mutex::new(inside),
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much of the memory for files it takes.
    pub(super) fn bytes(&self) -> usize {
        self.inside().order.as_ref().map_or(0, |order| order.file.len())
    }

    /// How far it has come, and what came of it.
    pub(super) fn state(&self) -> (Stage, Report) {
        let inside = self.inside();
        (inside.stage, inside.sorted.report.clone())
    }

    /// What the file no longer has: see [`Sorted::absence`].
    pub(super) fn absence(&self) -> Option<Result<Absence, Refusal>> {
        self.inside().sorted.absence.clone()
    }

    /// The refused rows, to be read from their beginning.
    pub(super) fn rejected(&self) -> io::Result<std::fs::File> {
        self.inside().sorted.rejected.reopen()
    }

    /// The file, to be published: to one only, however often the button is pressed.
    pub(super) fn begin(&self) -> Option<Order> {
        let mut inside = self.inside();
        let order = inside.order.take()?;
        inside.stage = Stage::Publishing;
        Some(order)
    }

    /// It is published.
    pub(super) fn end(&self, sorted: Sorted) {
        let mut inside = self.inside();
        inside.stage = Stage::Published;
        inside.sorted = sorted;
    }

    /// It is not published, or not to its end, and can be anew.
    pub(super) fn undo(&self, order: Order) {
        let mut inside = self.inside();
        inside.stage = Stage::Checked;
        inside.order = Some(order);
    }
}
