//! `open`: a node with so many entries starts, after a clean stop and after it was killed.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use ayni_tests::program::{self, Serving};

use crate::federation::{self, Logs};
use crate::machine;
use crate::meeting::FULL;
use crate::outcome::Outcome;
use crate::part::Part;

/// The workload's name.
const NAME: &str = "open";

/// How often the node is asked whether it is ready.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// Fills a store, and starts a node with it so often, twice each time.
pub(crate) fn run(logs: &Logs, runs: u64, quiet: bool) -> Result<Outcome, String> {
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    let data = dir.path().join("node");
    // Built now, and not while the clock runs.
    program::path();
    let raw_bytes = filled(&data, logs, quiet)?;
    // The catalogue is made once; what is measured comes after that.
    Part::start(FULL, &data, &logs.arguments(None))?.end()?;
    started_often(&data, logs, raw_bytes, runs)
}

/// Starts a node so often that was listed to its end.
pub(crate) fn started_often(data: &Path, logs: &Logs, raw_bytes: u64, runs: u64) -> Result<Outcome, String> {
    Outcome::median(runs, |_| started(data, logs, raw_bytes))
}

/// Starts a node that has ended well, and again when it was killed.
fn started(data: &Path, logs: &Logs, raw_bytes: u64) -> Result<Outcome, String> {
    let (node, wall_s) = ready(data)?;
    node.kill();
    let (node, killed_s) = ready(data)?;
    let rss_mb = machine::rss_mb_of(node.pid());
    if !node.stop().success() {
        return Err("the node did not end well".to_owned());
    }
    Ok(Outcome {
        authors: logs.authors,
        killed_s: Some(killed_s),
        rss_mb,
        disk_bytes: Some(machine::disk_bytes(data)),
        raw_bytes: Some(raw_bytes),
        ..Outcome::new(NAME, logs.records, logs.records as f64 / wall_s, wall_s)
    })
}

/// Makes a platform with all entries in its store. Returns the bytes of their bodies.
pub(crate) fn filled(data: &Path, logs: &Logs, quiet: bool) -> Result<u64, String> {
    if !quiet {
        eprintln!("signing {} entries of {} authors", logs.records, logs.authors);
    }
    let federation = federation::found(&[data], logs)?;
    federation::fill(&[data], logs, &federation)
}

/// A node that answers on `/readyz`, and how long that took from the start of its process.
fn ready(data: &Path) -> Result<(Serving, f64), String> {
    let began = Instant::now();
    let node = Serving::start(data);
    let at: SocketAddr = node.http().parse().map_err(|_| "the node answers nowhere")?;
    while ureq::get(format!("http://{at}/readyz")).call().is_err() {
        std::thread::sleep(LOOK_EVERY);
    }
    Ok((node, began.elapsed().as_secs_f64()))
}
