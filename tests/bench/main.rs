//! What this program can do on this machine, beside what the machine can do at most.
//!
//! `cargo run --release -p ayni-tests --bin bench -- WORKLOAD [--records N] [--json]`. The last line of stdout is one JSON
//! object. A figure means something only beside the `limits` of the same run.

#![allow(clippy::print_stdout, clippy::print_stderr)] // it is a program that prints

mod import;
mod ingest;
mod limits;
mod machine;
mod outcome;
mod samples;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// Fewest and most records of a run: below it nothing is measured but the start.
const RECORDS: std::ops::RangeInclusive<u64> = 1_000..=10_000_000;

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
    /// A part of a workload that is measured in a process of its own.
    #[command(hide = true)]
    Part {
        /// Which workload's.
        name: String,
        /// Where it may write.
        dir: PathBuf,
        /// How many records.
        records: u64,
    },
}

/// How much of it.
#[derive(Args, Debug, Clone, Copy)]
struct Size {
    /// How many records.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(RECORDS))]
    records: u64,
    /// Prints the JSON object and nothing else.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let done = match Bench::parse().workload {
        Workload::Ingest(size) => ingest::run(size.records, size.json).map(|outcome| outcome.print(size.json)),
        Workload::Import(size) => import::run(size.records, size.json).map(|outcome| outcome.print(size.json)),
        Workload::Part { name, dir, records } => match name.as_str() {
            ingest::NAME => ingest::part(&dir, records),
            _ => Err(format!("no workload {name}")),
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
