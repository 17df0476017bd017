//! `sync`, `delta` and `noop`: a node gets from a full one everything, its last ten entries, or nothing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::exchange::{self, DELAY};
use crate::federation::{self, Logs};
use crate::limits::Limits;
use crate::loopback;
use crate::machine;
use crate::meeting::{FULL, Meeting};
use crate::outcome::Outcome;
use crate::part::Part;

/// Entries in which the nodes of `delta` differ.
const DELTA: u64 = 10;

/// How long the wire is counted for `noop`, and how long nodes stay together that meet beforehand: equal nodes have no last
/// entry to wait for.
const SETTLE: Duration = Duration::from_secs(2);

/// `sync`: an empty node gets everything.
pub(crate) fn everything(logs: &Logs, runs: u64, quiet: bool) -> Result<Outcome, String> {
    let stage = Stage::prepared(logs, runs, quiet)?;
    Outcome::median(runs, |run| {
        tell(quiet, "measuring what this machine can do at most");
        let mut limits = Limits::measure(stage.dir.path(), logs.records, logs.authors)?;
        limits.loopback_mb_per_s = Some(loopback::mb_per_s(stage.dir.path())?);
        tell(quiet, "comparing notes");
        Ok(stage.sync(run)?.beside(limits))
    })
}

/// A node that has everything, and for each run one that has nothing and that nobody has met: a node which is known already
/// would take up its own log first.
pub(crate) struct Stage {
    dir: TempDir,
    pub(crate) full: PathBuf,
    lacking: Vec<PathBuf>,
    logs: Logs,
    /// Bytes of all bodies.
    pub(crate) raw_bytes: u64,
}

impl Stage {
    /// Signs the entries, and lists them on the node that has them.
    pub(crate) fn prepared(logs: &Logs, runs: u64, quiet: bool) -> Result<Self, String> {
        let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
        let full = dir.path().join("full");
        let lacking: Vec<PathBuf> = (0..runs).map(|run| dir.path().join(format!("lacking-{run}"))).collect();
        let mut founded = vec![full.as_path()];
        founded.extend(lacking.iter().map(PathBuf::as_path));
        tell(quiet, &signing(logs));
        let federation = federation::found(&founded, logs)?;
        let raw_bytes = federation::fill(&[&full], logs, &federation)?;
        tell(quiet, "making the catalogue");
        Part::start(FULL, &full, &logs.arguments(None))?.end()?;
        Ok(Self {
            dir,
            full,
            lacking,
            logs: *logs,
            raw_bytes,
        })
    }

    /// The node of this run gets everything; the limits are not measured.
    pub(crate) fn sync(&self, run: u64) -> Result<Outcome, String> {
        let lacking = &self.lacking[run as usize];
        let mut met = Meeting::of(&self.full, lacking, &self.logs, Duration::ZERO)?;
        let (wall_s, wire_bytes) = (met.wall_s, met.wire.bytes());
        let listed_s = met.listed_s()?;
        let memory = met.end()?;
        let disk_bytes = machine::disk_bytes(lacking);
        // Those of all runs together would take several times the room.
        std::fs::remove_dir_all(lacking).map_err(|error| error.to_string())?;
        Ok(Outcome {
            authors: self.logs.authors,
            listed_s: Some(listed_s),
            wire_bytes: Some(wire_bytes),
            rss_mb: memory.lacking_mb,
            peer_rss_mb: memory.full_mb,
            disk_bytes: Some(disk_bytes),
            raw_bytes: Some(self.raw_bytes),
            ..Outcome::new("sync", self.logs.records, self.logs.records as f64 / wall_s, wall_s)
        })
    }
}

/// `delta`: each run begins with a copy of the same node, which lacks ten entries.
pub(crate) fn delta(logs: &Logs, runs: u64, quiet: bool) -> Result<Outcome, String> {
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (full, lacking, pristine) = (
        dir.path().join("full"),
        dir.path().join("lacking"),
        dir.path().join("pristine"),
    );
    tell(quiet, &signing(logs));
    let federation = federation::found(&[&full, &pristine], logs)?;
    federation::settle(&[&full, &pristine])?;
    federation::fill(&[&full, &pristine], logs, &federation)?;
    meet_beforehand(&full, &pristine, logs, quiet)?;
    let logs = Logs { extra: DELTA, ..*logs };
    let raw_bytes = federation::fill(&[&full], &logs, &federation)?;
    // Listed too, so that the full node does nothing else.
    Part::start(FULL, &full, &logs.arguments(None))?.end()?;
    Outcome::median(runs, |_| {
        tell(quiet, "comparing notes");
        machine::copy(&pristine, &lacking).map_err(|error| error.to_string())?;
        let mut met = Meeting::of(&full, &lacking, &logs, Duration::ZERO)?;
        let (wall_s, wire_bytes) = (met.wall_s, met.wire.bytes());
        let listed_s = met.listed_s()?;
        let memory = met.end()?;
        let disk_bytes = machine::disk_bytes(&lacking);
        let (settled_wire_bytes, round_trips) = difference(&full, &lacking, &pristine, &logs)?;
        Ok(Outcome {
            authors: logs.authors,
            listed_s: Some(listed_s),
            wire_bytes: Some(wire_bytes),
            settled_wire_bytes: Some(settled_wire_bytes),
            round_trips: Some(round_trips),
            rss_mb: memory.lacking_mb,
            peer_rss_mb: memory.full_mb,
            disk_bytes: Some(disk_bytes),
            raw_bytes: Some(raw_bytes),
            ..Outcome::new("delta", logs.records, DELTA as f64 / wall_s, wall_s)
        })
    })
}

/// What ten missing entries cost when the handshakes are over, in bytes and round trips, on a slow wire.
///
/// The handshakes of all layers, and what nodes tell of themselves behind those, pass at the same time as the first
/// questions, and nothing tells them apart. So the bytes are those of a meeting that lacks ten entries, less those of a meeting of
/// the same nodes that are equal, each until they have nothing more to say; and, since equal nodes compare notes too, with one
/// such comparison again. The round trips are those that fit between the link and the last entry held.
fn difference(full: &Path, lacking: &Path, pristine: &Path, logs: &Logs) -> Result<(u64, u64), String> {
    machine::copy(pristine, lacking).map_err(|error| error.to_string())?;
    let met = Meeting::of(full, lacking, logs, DELAY)?;
    let round_trips = exchange::round_trips(met.held_s - met.linked_s);
    let differing = exchange::settle(&met.wire);
    met.end()?;
    let met = Meeting::of(full, lacking, logs, DELAY)?;
    let equal = exchange::settle(&met.wire);
    let comparison = exchange::settled(&met.wire)?;
    met.end()?;
    Ok(((differing + comparison.bytes).saturating_sub(equal), round_trips))
}

/// `noop`: both have all, and have met before.
pub(crate) fn noop(logs: &Logs, runs: u64, quiet: bool) -> Result<Outcome, String> {
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (full, other) = (dir.path().join("full"), dir.path().join("other"));
    tell(quiet, &signing(logs));
    let federation = federation::found(&[&full, &other], logs)?;
    federation::settle(&[&full, &other])?;
    let raw_bytes = federation::fill(&[&full, &other], logs, &federation)?;
    meet_beforehand(&full, &other, logs, quiet)?;
    Outcome::median(runs, |_| {
        tell(quiet, "comparing notes");
        let met = Meeting::of(&full, &other, logs, Duration::ZERO)?;
        std::thread::sleep(SETTLE);
        let (wall_s, wire_bytes) = (met.wall_s, met.wire.bytes());
        let memory = met.end()?;
        let disk_bytes = machine::disk_bytes(&other);
        let met = Meeting::of(&full, &other, logs, DELAY)?;
        let comparison = exchange::settled(&met.wire)?;
        met.end()?;
        Ok(Outcome {
            authors: logs.authors,
            wire_bytes: Some(wire_bytes),
            settled_wire_bytes: Some(comparison.bytes),
            round_trips: Some(comparison.round_trips),
            rss_mb: memory.lacking_mb,
            peer_rss_mb: memory.full_mb,
            disk_bytes: Some(disk_bytes),
            raw_bytes: Some(raw_bytes),
            ..Outcome::new("noop", logs.records, 0.0, wall_s)
        })
    })
}

/// Once beforehand: what is measured is neither the making of the catalogue nor the profiles that platforms publish when they first meet.
fn meet_beforehand(full: &Path, other: &Path, logs: &Logs, quiet: bool) -> Result<(), String> {
    tell(quiet, "making the catalogue");
    let met = Meeting::of(full, other, logs, Duration::ZERO)?;
    std::thread::sleep(SETTLE);
    met.end().map(drop)
}

fn signing(logs: &Logs) -> String {
    format!("signing {} entries of {} authors", logs.records, logs.authors)
}

fn tell(quiet: bool, text: &str) {
    if !quiet {
        eprintln!("{text}");
    }
}
