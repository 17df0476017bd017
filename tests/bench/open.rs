//! `open`: a node with so many entries starts, after a clean stop and after it was killed.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use ayni_tests::program::{self, Serving};

use crate::federation::{self, Logs};
use crate::outcome::Outcome;
use crate::part::Part;
use crate::{machine, sync};

/// The workload's name.
const NAME: &str = "open";

/// How often the node is asked whether it is ready.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// Starts it twice, once after each end.
pub(crate) fn run(logs: &Logs, quiet: bool) -> Result<Outcome, String> {
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    let data = dir.path().join("node");
    // Built now, and not while the clock runs.
    program::path();
    let raw_bytes = filled(&data, logs, quiet)?;
    // The catalogue is made once; what is measured comes after that.
    let mut node = Part::start(sync::FULL, &data, &logs.arguments(None))?;
    node.next()?;
    node.end()?;
    let (node, wall_s) = ready(&data)?;
    node.kill();
    let (node, killed_s) = ready(&data)?;
    let rss_mb = machine::rss_mb_of(node.pid());
    if !node.stop().success() {
        return Err("the node did not end well".to_owned());
    }
    Ok(Outcome {
        authors: logs.authors,
        killed_s: Some(killed_s),
        rss_mb,
        disk_bytes: Some(machine::disk_bytes(&data)),
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
