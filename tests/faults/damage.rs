//! A store whose file is damaged: the node says so and what to do, or serves what is whole; it never shows a panic.

use std::fs;
use std::path::Path;

use ayni_tests::api::Api;
use ayni_tests::platforms::Platform;
use ayni_tests::program::{Attempt, Serving, run};
use ayni_tests::records;
use serde_json::{Value, json};

use crate::{assert_no_panic, failure};

/// How many times the file is damaged.
const TRIALS: u64 = 16;

/// A platform with some entries and no node running, and the bytes of its store's file.
fn filled() -> (Platform, Vec<u8>) {
    let platform = Platform::new("Réseau d'essai", "SN");
    platform.found(&[]);
    let node = Serving::start(platform.path());
    let api = Api::with_token(node.http(), platform.path());
    for batch in records::enterprises("SN", "R", 400).chunks(100) {
        let (status, answer) = api.post("/api/v1/records", &json!(batch)).expect("an answer");
        assert_eq!(status, 200, "{answer}");
    }
    assert!(node.stop().success());
    let bytes = fs::read(file(&platform)).expect("the store's file");
    (platform, bytes)
}

fn file(platform: &Platform) -> std::path::PathBuf {
    platform.path().join("store").join("db")
}

/// Copies a directory with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for found in fs::read_dir(from).expect("a directory") {
        let found = found.expect("an entry");
        let target = to.join(found.file_name());
        if found.file_type().expect("its type").is_dir() {
            copy(&found.path(), &target);
        } else {
            fs::copy(found.path(), target).expect("copied");
        }
    }
}

/// Lets the node and the program judge the store at `dir`.
///
/// Whatever they find, nobody is shown a panic, and what is served is true.
fn judge(dir: &Path, at: &str) -> &'static str {
    let served = match Serving::attempt_on_free_ports(dir) {
        Attempt::Ended(output) => {
            assert_eq!(output.status.code(), Some(1), "{at}");
            let told = failure(&output);
            let code = told["code"].as_str().unwrap_or_default();
            assert!(
                ["store_damaged", "store_failed", "store_newer"].contains(&code),
                "{at}: {told}"
            );
            None
        }
        Attempt::Ready(node) => {
            let api = Api::with_token(node.http(), dir);
            let (status, _) = api.get("/api/v1/records?limit=500&full=true").expect("an answer");
            assert!([200, 500].contains(&status), "{at}: {status}");
            let (status, verified) = api.post("/api/v1/verify", &json!({ "deep": true })).expect("an answer");
            let said = node.kill();
            assert_no_panic(&said);
            assert!([200, 500].contains(&status), "{at}: {status} {verified}");
            Some(verified)
        }
    };
    // The check without a node comes to a judgement too.
    let output = run(dir, &["verify"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_no_panic(&stderr);
    match output.status.code() {
        Some(0) => {
            let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
            assert_eq!(found["ok"], true, "{at}");
            "whole"
        }
        Some(1) => {
            failure(&output);
            assert!(
                served.is_none_or(|verified| verified["ok"] != true),
                "{at}: the node found nothing wrong: {stderr}"
            );
            "damaged"
        }
        other => panic!("{at}: {other:?} {stderr}"),
    }
}

#[test]
fn flipped_bytes_in_the_store_are_told_and_never_shown_as_a_panic() {
    let (platform, whole) = filled();
    let seed = std::env::var("AYNI_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let mut dice = fastrand::Rng::with_seed(seed);
    let used = whole.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let mut judged = Vec::new();
    for trial in 0..TRIALS {
        let place = tempfile::tempdir().expect("a directory");
        let dir = place.path().join("data");
        copy(platform.path(), &dir);
        let mut bytes = whole.clone();
        // One bit, some bytes, or a whole page.
        let (at, length) = (dice.usize(0..used), [1, 1, 16, 4_096][dice.usize(0..4)]);
        for byte in bytes.iter_mut().skip(at).take(length) {
            *byte ^= if length == 1 { 1 << dice.u8(0..8) } else { dice.u8(1..) };
        }
        fs::write(dir.join("store").join("db"), bytes).expect("written");
        judged.push(judge(
            &dir,
            &format!("seed {seed}, trial {trial}: {length} bytes from {at} of {used}"),
        ));
    }
    assert!(
        judged.contains(&"damaged"),
        "not one of {TRIALS} was noticed: {judged:?}"
    );
}

#[test]
fn a_store_that_was_cut_emptied_or_taken_away_is_not_taken_for_a_new_one() {
    let (platform, whole) = filled();
    let cases: [(&str, Option<Vec<u8>>); 5] = [
        ("cut in half", Some(whole[..whole.len() / 2].to_vec())),
        ("cut to a few bytes", Some(whole[..100].to_vec())),
        ("empty", Some(Vec::new())),
        ("another file", Some(b"This is a letter to my aunt.\n".repeat(500))),
        ("gone", None),
    ];
    for (what, bytes) in cases {
        let place = tempfile::tempdir().expect("a directory");
        let dir = place.path().join("data");
        copy(platform.path(), &dir);
        match bytes {
            Some(bytes) => fs::write(dir.join("store").join("db"), bytes).expect("written"),
            None => fs::remove_dir_all(dir.join("store")).expect("removed"),
        }
        let ended = Serving::attempt_on_free_ports(&dir).ended();
        assert_eq!(ended.status.code(), Some(1), "{what}");
        let told = failure(&ended);
        assert_eq!(told["code"], "store_damaged", "{what}: {told}");
        assert!(
            told["message"].as_str().expect("text").contains("store"),
            "{what}: {told}"
        );
    }
}
