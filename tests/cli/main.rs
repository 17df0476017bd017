//! The manual, executed: every command in the files beside this one prints what stands there.
//!
//! `running.md` speaks to a node that this test runs. To write down what the commands print now, run the test with
//! `TRYCMD=overwrite` and read the difference.

use ayni_tests::patience::sooner_or_later;
use ayni_tests::program::{self, Serving, ask};

#[test]
fn the_manual_is_what_the_program_does() {
    let dir = tempfile::tempdir().expect("a directory");
    let data = dir.path();
    ask(
        data,
        &[
            "init",
            "--name",
            "Réseau d'essai",
            "--country",
            "SN",
            "--language",
            "fr",
        ],
    );
    ask(data, &["federation", "found", "--name", "Essai"]);
    let node = Serving::start(data);
    // The platform's own profile is its first entry; the cases count on it.
    sooner_or_later("the platform's profile", || {
        match ask(data, &["list"])["total"].as_u64() {
            Some(1) => Ok(()),
            total => Err(format!("{total:?} records")),
        }
    });

    let cases = trycmd::TestCases::new();
    cases
        .register_bin("ayni", program::path())
        .env("AYNI_DATA", data.display().to_string())
        .env("LC_ALL", "C")
        .env("COLUMNS", "100")
        .case("cli/*.md");
    let shown = data.canonicalize().expect("a path").display().to_string();
    cases.insert_var("[DATA]", shown).expect("a name for it");
    cases
        .insert_var("[HTTP]", node.http().to_owned())
        .expect("a name for it");
    cases.run();
}

#[cfg(unix)]
#[test]
fn a_node_that_is_asked_to_end_ends_well() {
    let dir = tempfile::tempdir().expect("a directory");
    ask(dir.path(), &["init", "--name", "Red de prueba", "--country", "EC"]);
    ask(dir.path(), &["federation", "found", "--name", "Prueba"]);
    let node = Serving::start(dir.path());
    assert_eq!(node.ready()["ready"], true);
    assert!(node.stop().success());
    let refused = program::run(dir.path(), &["status"]);
    assert_eq!(refused.status.code(), Some(3));
    // It runs again on the same directory.
    let node = Serving::start(dir.path());
    assert_eq!(ask(dir.path(), &["verify"])["ok"], true);
    node.kill();
    assert_eq!(
        ask(dir.path(), &["verify"])["ok"],
        true,
        "the program checks by itself where no node runs"
    );
}
