//! kill -9 while a store writes its files anew: nothing that was acknowledged is lost, nothing that was erased is left.

use std::path::Path;
use std::time::Duration;

use ayni_tests::api::Api;
use ayni_tests::patience::sooner_or_later;
use ayni_tests::platforms::Platform;
use ayni_tests::program::{Serving, ask, run};
use ayni_tests::records;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::failure;

/// How often the node is killed while it rewrites.
const KILLS: u64 = 6;

/// A text that stands in each record that is erased, and in no other.
const TEXT: &str = "Inconfundible";

/// The body of an entry as the store packs it, a stretch from its middle.
fn packed(api: &Api, entry: &str) -> Vec<u8> {
    let (_, held) = api.get(&format!("/api/v1/entries/{entry}")).expect("an answer");
    let body = STANDARD
        .decode(held["body_base64"].as_str().expect("its body"))
        .expect("base64");
    let packed = zstd::bulk::compress(&body, 1).expect("zstd");
    let stored = if packed.len() < body.len() { packed } else { body };
    let middle = stored.len() / 2;
    stored[middle..middle + 40].to_vec()
}

/// Whether any file below a directory holds one of these.
fn is_in_a_file(directory: &Path, wanted: &[Vec<u8>]) -> bool {
    std::fs::read_dir(directory).expect("a directory").any(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            return is_in_a_file(&path, wanted);
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        let holds = |wanted: &Vec<u8>| bytes.windows(wanted.len()).any(|window| window == wanted);
        wanted.iter().any(holds)
    })
}

fn contact(number: u64) -> Value {
    let name = format!("{TEXT} {number}");
    json!({
        "kind": "contact",
        "licence": "CC-BY-4.0",
        "original": "es",
        "title": { "es": name },
        "countries": ["SN"],
        "name": name,
    })
}

#[test]
fn a_node_that_is_killed_while_it_rewrites_its_files_loses_nothing_and_leaves_nothing() {
    let platform = Platform::new("Réseau d'essai", "SN");
    platform.found(&[]);
    let mut node = Serving::start(platform.path());
    let api = Api::with_token(node.http(), platform.path());
    for batch in records::enterprises("SN", "R", 1_000).chunks(100) {
        let (status, answer) = api.post("/api/v1/records", &json!(batch)).expect("an answer");
        assert_eq!(status, 200, "{answer}");
    }
    let mut erasures = Vec::new();
    let mut wanted = vec![TEXT.as_bytes().to_vec()];
    for kill in 1..=KILLS {
        let api = Api::with_token(node.http(), platform.path());
        let (status, answer) = api.post("/api/v1/records", &json!([contact(kill)])).expect("an answer");
        assert_eq!(status, 200, "{answer}");
        let id = answer["results"][0]["id"].as_str().expect("an id").to_owned();
        wanted.push(packed(&api, answer["results"][0]["entry"].as_str().expect("an id")));
        assert!(is_in_a_file(platform.path(), &wanted));
        let unsure = run(platform.path(), &["erase", &id]);
        assert_eq!(
            (unsure.status.code(), &failure(&unsure)["code"]),
            (Some(2), &json!("erase_unconfirmed"))
        );
        let signed = ask(platform.path(), &["erase", &id, "--yes"]);
        erasures.push((id, signed["entry"].as_str().expect("an id").to_owned()));
        // The rewrite begins within two seconds: the moments lie before, in and after it.
        let copy = platform.path().join("store.new");
        if kill % 2 == 0 {
            sooner_or_later("the rewrite", || {
                match copy.exists() || !is_in_a_file(platform.path(), &wanted) {
                    true => Ok(()),
                    false => Err("not yet".to_owned()),
                }
            });
            std::thread::sleep(Duration::from_millis(40 * (kill / 2 - 1)));
        } else {
            std::thread::sleep(Duration::from_millis(500 * kill));
        }
        crate::assert_no_panic(&node.kill());

        node = Serving::start(platform.path());
        let api = Api::with_token(node.http(), platform.path());
        for (id, entry) in &erasures {
            let (status, held) = api.get(&format!("/api/v1/entries/{entry}")).expect("an answer");
            assert_eq!(
                (status, &held["entry"]),
                (200, &json!(entry)),
                "kill {kill}: the erasure is lost"
            );
            assert_eq!(
                api.get(&format!("/api/v1/records/{id}")).expect("an answer").0,
                410,
                "kill {kill}"
            );
        }
        sooner_or_later("files without the text", || {
            match is_in_a_file(platform.path(), &wanted) {
                true => Err(format!("kill {kill}: it is still there")),
                false => Ok(()),
            }
        });
        let verified = ask(platform.path(), &["verify", "--deep"]);
        assert_eq!(
            (&verified["ok"], &verified["erased"]),
            (&json!(true), &json!(kill)),
            "{verified}"
        );
        let (_, page) = api.get("/api/v1/records?kind=enterprise&limit=1").expect("an answer");
        assert_eq!(page["total"], 1_000, "kill {kill}");
    }
    for (id, _) in &erasures {
        sooner_or_later("the receipt", || {
            let receipt = ask(platform.path(), &["receipt", id]);
            match receipt["complete"] == true {
                true => Ok(()),
                false => Err(receipt.to_string()),
            }
        });
    }
}
