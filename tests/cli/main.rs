//! The manual, executed: every command in the files beside this one prints what stands there.
//!
//! `running.md` speaks to a node that this test runs, `upkeep.md` to one of two. To write down what the commands print now, run the test with
//! `TRYCMD=overwrite` and read the difference.

use ayni_node::node::Node;
use ayni_tests::patience::{eventually, sooner_or_later};
use ayni_tests::platforms::{self, Platform, TCP, agreed, publish};
use ayni_tests::program::{self, Serving, ask};
use ayni_tests::records;
use serde_json::json;

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
        .case("cli/first-day.md")
        .case("cli/running.md");
    let shown = data.canonicalize().expect("a path").display().to_string();
    cases.insert_var("[DATA]", shown).expect("a name for it");
    cases
        .insert_var("[HTTP]", node.http().to_owned())
        .expect("a name for it");
    cases.run();
}

/// A platform's node beside that of another, with what the manual finds there.
async fn two_platforms(own: &Platform, other: &Platform) -> Vec<Node> {
    let nodes = platforms::started(&[own, other], &[TCP]).await;
    let mut twin = records::enterprise("SN", "L-1");
    twin["id"] = json!("e0000000000000000000000000000001");
    twin["title"] = json!({ "fr": "La Laiterie du Delta" });
    twin["urls"] = json!(["https://laiterie.example"]);
    publish(&nodes[1], vec![twin]).await;
    let mut erased = records::enterprise("SN", "E-9");
    erased["id"] = json!("10000000000000000000000000000009");
    let ids = publish(&nodes[0], vec![erased]).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 4).await;
    nodes[0].handle().erase(&ids[0]).await.expect("its own");
    eventually("the confirmations", async || {
        match nodes[0].handle().receipt(&ids[0]).await {
            Ok(receipt) if receipt.complete => Ok(()),
            other => Err(format!("{other:?}")),
        }
    })
    .await;
    // The erasure and two confirmations come after the four.
    agreed(&nodes.iter().collect::<Vec<_>>(), 7).await;
    nodes
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_manual_says_of_looking_after_records_is_what_the_program_does() {
    let (own, other) = (
        Platform::new("Réseau d'essai", "SN"),
        Platform::new("Red de prueba", "EC"),
    );
    let nodes = two_platforms(&own, &other).await;
    let data = own.path().display().to_string();
    let run = move || {
        let cases = trycmd::TestCases::new();
        cases
            .register_bin("ayni", program::path())
            .env("AYNI_DATA", data)
            .env("LC_ALL", "C")
            .env("COLUMNS", "100")
            .case("cli/upkeep.md");
        cases.run();
    };
    tokio::task::spawn_blocking(run).await.expect("the manual is right");
    let export = program::command(own.path())
        .args(["export", "--kind", "enterprise", "--format", "xlsx"])
        .output()
        .expect("the program starts");
    assert!(export.stdout.starts_with(b"PK"), "a pipe gets the sheet itself");
    for node in nodes {
        node.stop().await;
    }
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
