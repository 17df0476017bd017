//! `import`: the same records as of `ingest`, from a spreadsheet, by `ayni import` to a node that `ayni serve` runs.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use ayni_tests::program::{self, Serving, ask};
use serde_json::Value;

use crate::limits::Limits;
use crate::outcome::Outcome;
use crate::{ingest, machine, samples};

/// The workload's name.
pub(crate) const NAME: &str = "import";

/// Between two looks at the memory of the import.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Runs it so often.
pub(crate) fn run(records: u64, runs: u64, quiet: bool) -> Result<Outcome, String> {
    Outcome::median(runs, |_| once(records, quiet))
}

/// Runs `ingest`, and then this.
fn once(records: u64, quiet: bool) -> Result<Outcome, String> {
    let ingest = ingest::once(records, quiet)?;
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (file, data) = (dir.path().join("records.csv"), dir.path().join("node"));
    write(&file, records).map_err(|error| error.to_string())?;
    ask(
        &data,
        &["init", "--name", "Plateforme", "--country", "SN", "--language", "fr"],
    );
    ask(&data, &["federation", "found", "--name", "Mesure"]);
    let node = Serving::start(&data);
    if !quiet {
        eprintln!("importing {records} records");
    }
    let began = Instant::now();
    let (answer, rss_mb) = imported(&data, &file)?;
    let wall_s = began.elapsed().as_secs_f64();
    if answer["published"] != records {
        return Err(format!("of {records} records: {answer}"));
    }
    let peer_rss_mb = machine::rss_mb_of(node.pid());
    if !node.stop().success() {
        return Err("the node did not end well".to_owned());
    }
    let limits = Limits {
        ingest_per_s: Some(ingest.records_per_s),
        ..ingest.limits.ok_or("ingest has measured no limits")?
    };
    let outcome = Outcome {
        rss_mb,
        peer_rss_mb,
        disk_bytes: Some(machine::disk_bytes(&data)),
        raw_bytes: ingest.raw_bytes,
        ..Outcome::new(NAME, records, records as f64 / wall_s, wall_s)
    };
    Ok(outcome.beside(limits))
}

/// What the program says of the file when it is imported, and most memory that it had.
fn imported(data: &Path, file: &Path) -> Result<(Value, Option<f64>), String> {
    let mut import = program::command(data)
        .args(["--json", "import", "--kind", "enterprise"])
        .arg(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|error| error.to_string())?;
    let mut rss_mb = None;
    while import.try_wait().map_err(|error| error.to_string())?.is_none() {
        rss_mb = machine::rss_mb_of(import.id()).or(rss_mb);
        std::thread::sleep(LOOK_EVERY);
    }
    let output = import.wait_with_output().map_err(|error| error.to_string())?;
    let answer = serde_json::from_slice(&output.stdout).map_err(|error| format!("what import printed: {error}"))?;
    Ok((answer, rss_mb))
}

/// Writes the records as a table, with a column for each field.
fn write(file: &Path, records: u64) -> std::io::Result<()> {
    let columns: [(&str, &str); 9] = [
        ("oid", "/oid"),
        ("original", "/original"),
        ("title.fr", "/title/fr"),
        ("countries", "/countries/0"),
        ("licence", "/licence"),
        ("legal_form", "/legal_form"),
        ("sectors", "/sectors/0"),
        ("urls", "/urls/0"),
        ("description.fr", "/description/fr"),
    ];
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "{}", columns.map(|(name, _)| name).join(","))?;
    for record in (0..records).map(samples::enterprise) {
        let cells = columns.map(|(_, field)| {
            let text = record.pointer(field).and_then(Value::as_str).unwrap_or_default();
            format!("\"{}\"", text.replace('"', "\"\""))
        });
        writeln!(out, "{}", cells.join(","))?;
    }
    out.flush()
}
