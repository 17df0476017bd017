//! A COSE library of another language checks what this program signs.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The Python library and its version.
const PYCOSE: &str = "pycose==1.1.0";

/// The CBOR library below it: from 6 on it gives tuples, which this pycose does not take.
const CBOR2: &str = "cbor2<6";

/// A Python with pycose, or why there is none here.
fn python() -> Result<PathBuf, String> {
    let environment = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pycose");
    let python = environment.join("bin/python");
    let ready = |python: &Path| {
        let import = Command::new(python).args(["-c", "import pycose"]).output();
        import.is_ok_and(|output| output.status.success())
    };
    if ready(&python) {
        return Ok(python);
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", PYCOSE, CBOR2]))?;
    Ok(python)
}

fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    match output.status.success() {
        true => Ok(text),
        false => Err(text),
    }
}

#[test]
fn a_cose_library_of_another_language_verifies_every_frozen_entry_and_refuses_every_fault() {
    let python = match python() {
        Ok(python) => python,
        Err(why) => {
            eprintln!("SKIPPED: Python with {PYCOSE} is not to be had here: {why}");
            return;
        }
    };
    let check = run(Command::new(python)
        .arg(super::folder().join("check_cose.py"))
        .arg(super::folder().join("v1.json")));
    let said = check.unwrap_or_else(|why| panic!("{why}"));
    println!("{said}");
    assert!(said.contains("3 entries verified"), "{said}");
}

#[test]
fn a_cose_library_of_another_language_verifies_what_the_program_exports() {
    use ayni_tests::{platforms::Platform, program, records};

    let python = match python() {
        Ok(python) => python,
        Err(why) => {
            eprintln!("SKIPPED: Python with {PYCOSE} is not to be had here: {why}");
            return;
        }
    };
    let platform = Platform::new("Réseau", "SN");
    platform.found(&[]);
    let node = program::Serving::start(platform.path());
    let file = platform.path().join("record.json");
    std::fs::write(&file, records::enterprise("SN", "e-1").to_string()).expect("written");
    let published = program::ask(platform.path(), &["publish", file.to_str().expect("text")]);
    let entry = published[0]["entry"].as_str().expect("an entry");
    let cose = platform.path().join("entry.cose");
    let shown = program::ask(
        platform.path(),
        &["entry", entry, "--cose", cose.to_str().expect("text")],
    );
    let json = platform.path().join("entry.json");
    std::fs::write(&json, shown.to_string()).expect("written");
    let said = run(Command::new(python)
        .arg(super::folder().join("check_cose.py"))
        .arg(&json)
        .arg(&cose))
    .unwrap_or_else(|why| panic!("{why}"));
    assert!(said.contains("1 entries verified"), "{said}");
    drop(node);
}
