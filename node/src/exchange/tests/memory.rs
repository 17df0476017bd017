//! Files that would fill the memory of whoever held them: each is read, or refused, in a process of its own whose memory is
//! looked at when it is done.

#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::exchange::{Export, Format, Hints, read};

/// Most memory of a process that reads a file, in kilobytes: the program with nothing in it has some 20,000 here.
const RESIDENT_KB_MAX: u64 = 150_000;

/// Rows of a long file: ten times as many take no more memory, but a minute of a test's time.
const ROWS: u64 = 15_000;

const FILE: &str = "AYNI_TEST_FILE";

/// Reads the file that the environment names, if it names one, and says what came of it and how much memory it took.
#[test]
fn a_child_reads_a_file() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let path = Path::new(&file);
    let (mut rows, mut refused, mut end) = (0, 0, String::new());
    match read(
        Format::of_name(path).unwrap(),
        &Hints::default(),
        File::open(path).unwrap(),
    ) {
        Err(error) => end = error.to_string(),
        Ok(found) => {
            for row in found {
                match row {
                    Ok(row) => {
                        rows += 1;
                        refused += usize::from(!row.problems.is_empty());
                    }
                    Err(error) => end = error.to_string(),
                }
            }
        }
    }
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    fs::write(
        path.with_extension("told"),
        json!([rows, refused, peak, end]).to_string(),
    )
    .unwrap();
}

/// Rows, refused rows and the last error of the file, as a child finds them in little memory.
fn told(path: &Path) -> (u64, u64, String) {
    let test = "exchange::tests::memory::a_child_reads_a_file";
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test])
        .env(FILE, path)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
    let told = fs::read_to_string(path.with_extension("told")).unwrap();
    let (rows, refused, peak, end): (u64, u64, u64, String) = serde_json::from_str(&told).unwrap();
    assert!(peak < RESIDENT_KB_MAX, "{}: {peak} kB", path.display());
    (rows, refused, end)
}

#[test]
fn many_rows_are_read_in_little_memory() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["rows.csv", "rows.xlsx"] {
        let path = dir.path().join(name);
        let format = Format::of_name(&path).unwrap();
        let mut export = Export::new(format, File::create(&path).unwrap()).unwrap();
        for number in 0..ROWS {
            let record = json!({
                "kind": "enterprise", "oid": format!("N-{number:06}"), "original": "fr", "title": { "fr": format!("Coopérative {number}") },
                "countries": ["SN"], "licence": "CC0-1.0", "legal_form": "cooperative", "geo": { "lat": 14_000_000 + number, "lon": -17_000_000 },
                "description": { "fr": format!("Ce que fait la coopérative {number}. ").repeat(10) }, "members": { "total": number },
            });
            export.write(record.as_object().unwrap()).unwrap();
        }
        export.finish().unwrap();
        assert_eq!(told(&path), (ROWS, 0, String::new()), "{name}");
    }
}

#[test]
fn two_gigabytes_of_nothing_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    for (name, reason) in [
        ("a.csv", "not text"),
        ("a.jsonl", "not text"),
        ("a.json", "not text"),
        ("a.geojson", "not text"),
        ("a.xlsx", "damaged"),
    ] {
        let path = dir.path().join(name);
        File::create(&path).unwrap().set_len(2 << 30).unwrap();
        let (rows, _, end) = told(&path);
        assert!(rows == 0 && end.contains(reason), "{name}: {end}");
    }
    // Where it begins as it should, there is no end to its first row, or too much of it.
    let path = dir.path().join("b.csv");
    fs::write(&path, "id,name\n1,a\n".repeat(200_000)).unwrap();
    File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(2 << 30)
        .unwrap();
    assert!(told(&path).2.contains("longer than"), "{:?}", told(&path));
    let path = dir.path().join("b.xlsx");
    fs::write(&path, b"PK\x03\x04").unwrap();
    File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(2 << 30)
        .unwrap();
    assert!(told(&path).2.contains("takes more than"), "{:?}", told(&path));
}

#[test]
fn a_million_columns_are_refused_in_little_memory() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("wide.csv");
    let header: Vec<String> = (0..1_000_000).map(|number| format!("c{number}")).collect();
    fs::write(&path, header.join(",")).unwrap();
    let (_, _, end) = told(&path);
    assert!(end.contains("1000000 columns"), "{end}");
}
