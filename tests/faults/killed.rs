//! kill -9 while records come in: what was acknowledged is there afterwards, and the work goes on.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ayni_tests::api::Api;
use ayni_tests::patience::{WAIT_MAX, sooner_or_later};
use ayni_tests::platforms::Platform;
use ayni_tests::program::{Serving, ask, command, run};
use ayni_tests::records;
use serde_json::{Value, json};

use crate::failure;

/// How often the node is killed.
const KILLS: usize = 5;

/// Records in one request.
const BATCH: usize = 40;

/// Most requests that are answered before the node is killed.
const ANSWERS_MAX: usize = 4;

/// Records for every round, and as many again that are left for the import: one request more than is
/// waited for is under way when the node is killed.
const RECORDS: usize = 2 * KILLS * (ANSWERS_MAX + 1) * BATCH;

/// A seed from the environment, so that a failure can be repeated as far as processes let it, or from the clock.
fn seed() -> u64 {
    let given = std::env::var("AYNI_SEED").ok().and_then(|text| text.parse().ok());
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    given.unwrap_or(since.subsec_nanos().into())
}

/// Rows for `ayni import`, a line each.
fn write_rows(path: &Path, records: &[Value]) {
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    std::fs::write(path, lines).expect("written");
}

/// What the node said of a record that it took in.
struct Acknowledged {
    id: String,
    entry: String,
}

/// Asserts that the node holds all that was acknowledged, and that its logs are whole.
fn check(api: &Api, acknowledged: &BTreeMap<String, Acknowledged>, at: &str) {
    for (oid, done) in acknowledged {
        let (status, entry) = api.get(&format!("/api/v1/entries/{}", done.entry)).expect("an answer");
        assert_eq!(
            (status, &entry["entry"]),
            (200, &json!(done.entry)),
            "{at}: the entry of {oid} is lost"
        );
        let (status, record) = api.get(&format!("/api/v1/records/{}", done.id)).expect("an answer");
        assert_eq!(
            (status, &record["oid"]),
            (200, &json!(oid)),
            "{at}: record {oid} is lost"
        );
    }
    let (_, verified) = api.post("/api/v1/verify", &json!({ "deep": true })).expect("an answer");
    assert_eq!(verified["ok"], true, "{at}: {verified}");
}

/// How many enterprises the node lists.
fn enterprises(api: &Api) -> usize {
    let (_, page) = api.get("/api/v1/records?kind=enterprise&limit=1").expect("an answer");
    usize::try_from(page["total"].as_u64().expect("a number")).expect("small")
}

#[test]
fn what_a_killed_node_had_acknowledged_is_there_after_its_restart_and_the_import_goes_on() {
    let seed = seed();
    let mut dice = fastrand::Rng::with_seed(seed);
    let platform = Platform::new("Réseau d'essai", "SN");
    platform.found(&[]);
    let rows = records::enterprises("SN", "R", RECORDS);
    let mut acknowledged = BTreeMap::new();
    for kill in 1..=KILLS {
        let at = format!("seed {seed}, kill {kill}");
        let node = Serving::start(platform.path());
        let address = node.http().to_owned();
        check(&Api::with_token(&address, platform.path()), &acknowledged, &at);

        // Another thread publishes what is not acknowledged yet until the node is gone, and no more than is
        // left for the other rounds however fast the machine is.
        let wanted = dice.usize(1..=ANSWERS_MAX);
        let pending = &rows[acknowledged.len()..][..(wanted + 1) * BATCH];
        let pending: Vec<Value> = pending.to_vec();
        let api = Api::with_token(&address, platform.path());
        let (answered, answers) = sync_channel(pending.len());
        let publishing = std::thread::spawn(move || {
            for batch in pending.chunks(BATCH) {
                match api.post("/api/v1/records", &json!(batch)) {
                    Ok((200, answer)) => answered.send((batch.to_vec(), answer)).expect("somebody counts"),
                    Ok(refused) => panic!("refused: {refused:?}"),
                    Err(_) => return, // the node is gone
                }
            }
        });
        let mut done: Vec<(Vec<Value>, Value)> = (0..wanted)
            .filter_map(|_| answers.recv_timeout(WAIT_MAX).ok())
            .collect();
        std::thread::sleep(Duration::from_micros(dice.u64(0..60_000)));
        let said = node.kill();
        crate::assert_no_panic(&said);
        publishing.join().expect("nothing was refused");
        done.extend(answers.try_iter());
        assert!(done.len() >= wanted, "{at}: {} batches were answered", done.len());

        for (batch, answer) in done {
            let results = answer["results"].as_array().expect("results");
            assert_eq!(results.len(), batch.len(), "{at}: {answer}");
            for (record, result) in batch.iter().zip(results) {
                let oid = record["oid"].as_str().expect("text").to_owned();
                let text = |name: &str| result[name].as_str().unwrap_or_default().to_owned();
                // Whoever gets no answer asks again, and may hear that it had been done.
                let outcome = text("outcome");
                assert!(["published", "unchanged"].contains(&outcome.as_str()), "{at}: {result}");
                let id = text("id");
                let entry = if outcome == "published" {
                    text("entry")
                } else {
                    String::new()
                };
                acknowledged.insert(oid, Acknowledged { id, entry });
            }
        }
        // An entry that was not named in the answer is looked up once the node is back.
        let node = Serving::start(platform.path());
        let api = Api::with_token(node.http(), platform.path());
        for done in acknowledged.values_mut().filter(|done| done.entry.is_empty()) {
            let (status, record) = api.get(&format!("/api/v1/records/{}", done.id)).expect("an answer");
            assert_eq!(status, 200, "{at}");
            done.entry = record["entry"].as_str().expect("an id").to_owned();
        }
        check(&api, &acknowledged, &at);
        // A publication is there as a whole or not at all.
        let held = enterprises(&api);
        let left = (rows.len() - acknowledged.len()).min(BATCH);
        assert!(
            [0, left].contains(&(held - acknowledged.len())),
            "{at}: {held} are held, {} acknowledged",
            acknowledged.len()
        );
        node.kill();
    }

    // The same file once more: what is there already is left as it is.
    let node = Serving::start(platform.path());
    let file = platform.path().join("rows.jsonl");
    write_rows(&file, &rows);
    let import = ["import", file.to_str().expect("text"), "--kind", "enterprise"];
    let report = ask(platform.path(), &import);
    let count = |report: &Value, name: &str| report[name].as_u64().expect("a number");
    let total = rows.len() as u64;
    assert_eq!(count(&report, "read"), total, "seed {seed}: {report}");
    assert_eq!(
        count(&report, "published") + count(&report, "unchanged"),
        total,
        "seed {seed}: {report}"
    );
    assert!(
        count(&report, "unchanged") >= acknowledged.len() as u64,
        "seed {seed}: {report}"
    );
    let again = ask(platform.path(), &import);
    assert_eq!(count(&again, "unchanged"), total, "seed {seed}: {again}");
    let status = ask(platform.path(), &["status"]);
    assert_eq!(
        status["records"],
        total + 1,
        "seed {seed}: the rows and the profile, none twice: {status}"
    );
    assert_eq!(ask(platform.path(), &["verify", "--deep"])["ok"], true, "seed {seed}");
    node.kill();
    assert_eq!(
        ask(platform.path(), &["verify"])["ok"],
        true,
        "seed {seed}: also where no node runs"
    );
}

#[test]
fn an_import_whose_node_is_killed_says_what_is_safe_and_completes_when_run_again() {
    let seed = seed();
    let mut dice = fastrand::Rng::with_seed(seed);
    let platform = Platform::new("Red de prueba", "EC");
    platform.found(&[]);
    let rows = records::enterprises("EC", "R", 4_000);
    let file = platform.path().join("rows.jsonl");
    write_rows(&file, &rows);
    let import = ["import", file.to_str().expect("text"), "--kind", "enterprise"];

    let node = Serving::start(platform.path());
    let api = Api::with_token(node.http(), platform.path());
    let importing = command(platform.path())
        .arg("--json")
        .args(import)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    sooner_or_later("the first rows", || match enterprises(&api) {
        0 => Err("nothing yet".to_owned()),
        some => Ok(some),
    });
    std::thread::sleep(Duration::from_micros(dice.u64(0..200_000)));
    crate::assert_no_panic(&node.kill());
    let output = importing.wait_with_output().expect("it ends");
    let before = if output.status.success() {
        // The machine was so fast that the import was through.
        rows.len() as u64
    } else {
        let told = failure(&output);
        assert!(matches!(output.status.code(), Some(1 | 3)), "{told}");
        acknowledged(&String::from_utf8_lossy(&output.stderr))
    };

    let node = Serving::start(platform.path());
    let held = ask(platform.path(), &["status"])["records"].as_u64().expect("a number");
    assert!(
        held > before,
        "seed {seed}: {before} were acknowledged, {held} records are there"
    );
    let report = ask(platform.path(), &import);
    assert_eq!(report["read"], 4_000, "seed {seed}: {report}");
    assert_eq!(report["rejected"], 0, "seed {seed}: {report}");
    assert_eq!(ask(platform.path(), &["status"])["records"], 4_001, "seed {seed}");
    assert_eq!(ask(platform.path(), &import)["unchanged"], 4_000, "seed {seed}");
    assert_eq!(ask(platform.path(), &["verify", "--deep"])["ok"], true, "seed {seed}");
    node.kill();
    // Where no node runs any more the same import changes nothing and says so.
    assert_eq!(run(platform.path(), &import).status.code(), Some(3));
}

/// How many rows the import said were published before the node was gone.
fn acknowledged(stderr: &str) -> u64 {
    let words: Vec<&str> = stderr.split_whitespace().collect();
    let number = |before: &[&str]| {
        let place = words.windows(2).position(|pair| pair == before)?;
        words[..place].last()?.replace(',', "").parse().ok()
    };
    number(&["as", "published,"]).unwrap_or_else(|| panic!("it does not say what was acknowledged: {stderr}"))
}
