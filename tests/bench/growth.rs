//! `growth`: what an entry costs, and what a node needs, with ever more of them and ever more authors.

use std::path::PathBuf;

use ayni_tests::program;
use clap::Args;
use serde::Serialize;
use serde_json::json;

use crate::federation::{Bodies, Logs};
use crate::outcome::Outcome;
use crate::plot::{self, Line, Panel};
use crate::sync::Stage;
use crate::{AUTHORS, RECORDS, RUNS, ingest, open};

/// The workload's name.
const NAME: &str = "growth";

/// How far it grows.
#[derive(Args, Debug)]
pub(crate) struct Growth {
    /// How many records, one after the other.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000, 1_000_000], value_parser = clap::value_parser!(u64).range(RECORDS))]
    records: Vec<u64>,
    /// How many platforms have signed them, each with each number of records.
    #[arg(long, value_delimiter = ',', default_values_t = [2, 20, 200], value_parser = clap::value_parser!(u64).range(AUTHORS))]
    authors: Vec<u64>,
    /// How often each is measured: each figure is the median.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(RUNS))]
    runs: u64,
    /// Draws it there.
    #[arg(long)]
    svg: Option<PathBuf>,
    /// Prints JSON and nothing else.
    #[arg(long)]
    json: bool,
}

/// One number of records by one number of authors. Times are of one entry.
#[derive(Debug, Serialize)]
struct Row {
    workload: &'static str,
    records: u64,
    authors: u64,
    runs: u64,
    /// Of one author, whatever the number of authors here.
    ingest_us_per_entry: f64,
    ingest_rss_mb: Option<f64>,
    /// Until the node that lacked all holds all, durable; and until it has listed all.
    sync_us_per_entry: f64,
    listed_us_per_entry: Option<f64>,
    /// Of the node that lacked all.
    rss_mb: Option<f64>,
    /// Of the node that had all.
    peer_rss_mb: Option<f64>,
    /// Bytes as multiples of those of all bodies.
    disk_per_raw: Option<f64>,
    wire_per_raw: Option<f64>,
    /// From the start of a process until it is ready, after a clean stop and after kill -9.
    open_s: f64,
    killed_s: Option<f64>,
    open_rss_mb: Option<f64>,
}

impl Growth {
    /// Measures all of it, and prints each row as soon as it is there.
    pub(crate) fn run(self) -> Result<(), String> {
        // Built before anything is measured.
        program::path();
        let mut rows = Vec::new();
        for &records in &self.records {
            let ingest = Outcome::median(self.runs, |_| ingest::alone(records, self.json))?;
            for &authors in &self.authors {
                let row = self.row(&ingest, authors)?;
                println!("{}", json!(row));
                rows.push(row);
            }
        }
        if let Some(file) = &self.svg {
            let drawn = plot::svg("What an entry costs, and what a node needs", &panels(&rows));
            std::fs::write(file, drawn).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        println!("{}", json!({ "workload": NAME, "runs": self.runs, "rows": rows }));
        Ok(())
    }

    /// The node from which others get all is the one that is started again afterwards: its store is filled once.
    fn row(&self, ingest: &Outcome, authors: u64) -> Result<Row, String> {
        let logs = Logs {
            records: ingest.records,
            authors,
            bodies: Bodies::Directory,
            extra: 0,
        };
        let stage = Stage::prepared(&logs, self.runs, self.json)?;
        let sync = Outcome::median(self.runs, |run| stage.sync(run))?;
        let open = open::started_often(&stage.full, &logs, stage.raw_bytes, self.runs)?;
        let us_per_entry = |seconds: f64| seconds * 1e6 / logs.records as f64;
        let per_raw = |bytes: Option<u64>| Some(bytes? as f64 / stage.raw_bytes as f64);
        Ok(Row {
            workload: NAME,
            records: logs.records,
            authors,
            runs: self.runs,
            ingest_us_per_entry: us_per_entry(ingest.wall_s),
            ingest_rss_mb: ingest.rss_mb,
            sync_us_per_entry: us_per_entry(sync.wall_s),
            listed_us_per_entry: sync.listed_s.map(us_per_entry),
            rss_mb: sync.rss_mb,
            peer_rss_mb: sync.peer_rss_mb,
            disk_per_raw: per_raw(sync.disk_bytes),
            wire_per_raw: per_raw(sync.wire_bytes),
            open_s: open.wall_s,
            killed_s: open.killed_s,
            open_rss_mb: open.rss_mb,
        })
    }
}

/// Times in the first, memory in the second.
fn panels(rows: &[Row]) -> [Panel; 2] {
    let mut numbers: Vec<u64> = rows.iter().map(|row| row.authors).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let line = |name: String, colour: usize, is_dashed: bool, authors: u64, y: &dyn Fn(&Row) -> Option<f64>| {
        let of = rows.iter().filter(|row| row.authors == authors);
        let mut points: Vec<(f64, f64)> = of.filter_map(|row| Some((row.records as f64, y(row)?))).collect();
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        Line {
            name,
            colour,
            is_dashed,
            points,
        }
    };
    // The same in the rows of all authors.
    let any = numbers.first().copied().unwrap_or_default();
    let mut times = vec![line("ingest".to_owned(), 0, false, any, &|row| {
        Some(row.ingest_us_per_entry)
    })];
    let mut memory = vec![line("ingest".to_owned(), 0, false, any, &|row| row.ingest_rss_mb)];
    for (colour, &authors) in (1..).zip(&numbers) {
        let name = |what: &str| format!("{what}, {authors} authors");
        times.push(line(name("sync"), colour, false, authors, &|row| {
            Some(row.sync_us_per_entry)
        }));
        memory.push(line(name("getting all"), colour, false, authors, &|row| row.rss_mb));
        memory.push(line(name("having all"), colour, true, authors, &|row| row.peer_rss_mb));
    }
    [
        Panel {
            title: "µs per entry".to_owned(),
            lines: times,
        },
        Panel {
            title: "most memory, MB".to_owned(),
            lines: memory,
        },
    ]
}
