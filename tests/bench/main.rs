//! What this program can do on this machine, beside what the machine can do at most.
//!
//! `cargo run --release -p ayni-tests --bin bench -- WORKLOAD [--records N] [--authors N] [--runs N] [--json]`. The last line of
//! stdout is one JSON object, each figure of it the median of all runs. A figure means something only beside the `limits` of
//! the same run: `ratios` has it as a part of each, run by run.
//!
//! `bench growth [--records N,…] [--authors N,…] [--runs N] [--svg FILE] [--json]` runs `ingest`, `sync` and `open` with ever more
//! records and authors: a line of JSON for each combination, and all of them in the last line.

#![allow(clippy::print_stdout, clippy::print_stderr)] // it is a program that prints

mod bare;
mod exchange;
mod federation;
mod gossip;
mod growth;
mod import;
mod ingest;
mod limits;
mod loopback;
mod machine;
mod meeting;
mod open;
mod outcome;
mod part;
mod plot;
mod samples;
mod search;
mod sync;
mod verify;
mod wire;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use federation::{Bodies, Logs};
use growth::Growth;
use outcome::Outcome;

/// Fewest and most records of a run: below it nothing is measured but the start.
const RECORDS: std::ops::RangeInclusive<u64> = 100..=10_000_000;

/// Most platforms, with room for those that are founded beside them.
const AUTHORS: std::ops::RangeInclusive<u64> = 1..=500;

/// Most runs: each of `sync` needs a platform of its own.
const RUNS: std::ops::RangeInclusive<u64> = 1..=25;

/// Measures one workload.
#[derive(Parser, Debug)]
#[command(name = "bench")]
struct Bench {
    #[command(subcommand)]
    workload: Workload,
}

/// What to measure.
#[derive(Subcommand, Debug)]
enum Workload {
    /// Records are checked, signed, stored and listed, durable at the end.
    Ingest(Size),
    /// The same records come from a spreadsheet, by `ayni import` to a node that runs.
    Import(Size),
    /// An empty node gets everything from a full one, durable at the end.
    Sync(Spread),
    /// Two full nodes differ in 10 entries.
    Delta(Spread),
    /// Two equal nodes compare notes.
    Noop(Spread),
    /// One of 20 nodes publishes, until the record is durable and listed on all.
    Gossip(Size),
    /// A node that has all starts, after a clean stop and after kill -9.
    Open(Spread),
    /// Readers look for words, with filters and counts.
    Search(Spread),
    /// `ayni verify --deep` checks every signature.
    Verify(Spread),
    /// How `ingest`, `sync` and `open` grow with the records and the authors.
    Growth(Growth),
    /// A part of a workload that is measured in a process of its own.
    #[command(hide = true)]
    Part {
        /// Which part.
        name: String,
        /// Where it may write.
        dir: PathBuf,
        /// How many records.
        records: u64,
        /// In how many logs.
        #[arg(default_value_t = 1)]
        authors: u64,
        /// The address of the other node.
        #[arg(default_value = "")]
        peer: String,
        /// Whether bodies are random bytes.
        #[arg(long)]
        random: bool,
        /// Entries of the first author beyond the others.
        #[arg(long, default_value_t = 0)]
        extra: u64,
    },
}

/// How much of it.
#[derive(Args, Debug, Clone, Copy)]
struct Size {
    /// How many records.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(RECORDS))]
    records: u64,
    /// How often it is measured: each figure is the median.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(RUNS))]
    runs: u64,
    /// Prints the JSON object and nothing else.
    #[arg(long)]
    json: bool,
}

/// How much of it, and in how many logs.
#[derive(Args, Debug, Clone, Copy)]
struct Spread {
    #[command(flatten)]
    size: Size,
    /// How many platforms have signed them.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(AUTHORS))]
    authors: u64,
    /// Random bytes in place of records: nothing makes them smaller.
    #[arg(long)]
    random: bool,
}

fn logs(records: u64, authors: u64, random: bool) -> Logs {
    let bodies = if random { Bodies::Random } else { Bodies::Directory };
    Logs {
        records,
        authors,
        bodies,
        extra: 0,
    }
}

impl Spread {
    fn logs(&self) -> Logs {
        logs(self.size.records, self.authors, self.random)
    }
}

fn main() -> ExitCode {
    let sized = |measure: fn(u64, u64, bool) -> Result<Outcome, String>, size: Size| {
        measure(size.records, size.runs, size.json).map(|outcome| outcome.print(size.json))
    };
    let spread = |measure: fn(&Logs, u64, bool) -> Result<Outcome, String>, spread: Spread| {
        let Size { runs, json, .. } = spread.size;
        measure(&spread.logs(), runs, json).map(|outcome| outcome.print(json))
    };
    let done = match Bench::parse().workload {
        Workload::Ingest(size) => sized(ingest::run, size),
        Workload::Import(size) => sized(import::run, size),
        Workload::Sync(size) => spread(sync::everything, size),
        Workload::Delta(size) => spread(sync::delta, size),
        Workload::Noop(size) => spread(sync::noop, size),
        Workload::Gossip(size) => sized(gossip::run, size),
        Workload::Open(size) => spread(open::run, size),
        Workload::Search(size) => {
            let logs = Logs {
                bodies: Bodies::Varied,
                ..size.logs()
            };
            search::run(&logs, size.size.runs, size.size.json).map(|outcome| outcome.print(size.size.json))
        }
        Workload::Verify(size) => spread(verify::run, size),
        Workload::Growth(growth) => growth.run(),
        Workload::Part {
            name,
            dir,
            records,
            authors,
            peer,
            random,
            extra,
        } => {
            let logs = Logs {
                extra,
                ..logs(records, authors, random)
            };
            part(&name, &dir, logs, peer)
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn part(name: &str, dir: &Path, logs: Logs, peer: String) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        match name {
            ingest::NAME => ingest::part(dir, logs.records).await,
            search::NAME => search::part(dir, logs).await,
            gossip::NAME => gossip::part(dir, logs.records).await,
            meeting::FULL => meeting::full(dir, logs).await,
            meeting::LACKING => meeting::lacking(dir, logs, peer).await,
            loopback::SOURCE => loopback::source().await,
            loopback::SINK => loopback::sink(&peer).await,
            _ => Err(format!("no workload has a part {name}")),
        }
    })
}
