//! `verify`: `ayni verify --deep` checks every signature and every body.

use std::time::Instant;

use ayni_tests::program::{self, ask};

use crate::federation::Logs;
use crate::limits::Limits;
use crate::open::filled;
use crate::outcome::Outcome;

/// The workload's name.
const NAME: &str = "verify";

/// Fills a store and checks it so often.
pub(crate) fn run(logs: &Logs, runs: u64, quiet: bool) -> Result<Outcome, String> {
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    let data = dir.path().join("node");
    // Built now, and not while the clock runs.
    program::path();
    let raw_bytes = filled(&data, logs, quiet)?;
    Outcome::median(runs, |_| {
        let limits = Limits::measure(dir.path(), logs.records, logs.authors)?;
        let began = Instant::now();
        let found = ask(&data, &["verify", "--deep"]);
        let wall_s = began.elapsed().as_secs_f64();
        if found["ok"] != true || found["entries"] != logs.records {
            return Err(format!("of {} entries: {found}", logs.records));
        }
        let outcome = Outcome {
            authors: logs.authors,
            raw_bytes: Some(raw_bytes),
            ..Outcome::new(NAME, logs.records, logs.records as f64 / wall_s, wall_s)
        };
        Ok(outcome.beside(limits))
    })
}
