//! `search`: eight readers look for one to three words, half of them with filters, and all of them with counts.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::federation::{self, Logs};
use crate::limits::Limits;
use crate::outcome::{Latency, Outcome};
use crate::part::{Part, say};
use crate::{machine, meeting, samples};

/// The workload's name, and that of its part.
pub(crate) const NAME: &str = "search";

/// Readers at a time.
const READERS: u64 = 8;

/// Searches of each, and those before them that are not counted.
const SEARCHES: u64 = 250;
const WARM_UP: u64 = 25;

/// How long the node is left alone between making the index and the first search.
const SETTLE: Duration = Duration::from_secs(5);

/// The commonest words, for which nobody looks.
const SMALL_WORDS: usize = 20;

/// All that can be counted.
const FACETS: &str = "kind,country,region,platform,sector,form,sdg,pillar,language,modality,status";

/// Fills a node once and looks for words in each run.
pub(crate) fn run(logs: &Logs, runs: u64, quiet: bool) -> Result<Outcome, String> {
    let tell = |what: &str| {
        if !quiet {
            eprintln!("{what}");
        }
    };
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    let full = dir.path().join("full");
    tell("signing the entries");
    let federation = federation::found(&[&full], logs)?;
    let raw_bytes = federation::fill(&[&full], logs, &federation)?;
    Outcome::median(runs, |run| {
        tell("measuring what this machine can do at most");
        let limits = Limits::measure(dir.path(), logs.records, logs.authors)?;
        tell("making the index");
        let mut node = Part::start(NAME, &full, &logs.arguments(None))?;
        let ready = node.next()?;
        let http = ready["http"].as_str().ok_or("the node answers nowhere")?.to_owned();
        tell("searching");
        let began = Instant::now();
        let readers: Vec<_> = (0..READERS)
            .map(|reader| {
                let http = http.clone();
                std::thread::spawn(move || searched(&http, run * READERS + reader))
            })
            .collect();
        let mut times = Vec::new();
        for reader in readers {
            times.extend(reader.join().map_err(|_| "a reader has panicked")??);
        }
        let wall_s = began.elapsed().as_secs_f64();
        let ended = node.end()?;
        let searches = READERS * (SEARCHES + WARM_UP);
        Ok(Outcome {
            authors: logs.authors,
            latency: Some(Latency::of(times)?),
            index_s: ready["index_s"].as_f64(),
            index_bytes: ready["index_bytes"].as_u64(),
            rss_mb: ended["rss_mb"].as_f64(),
            disk_bytes: Some(machine::disk_bytes(&full)),
            raw_bytes: Some(raw_bytes),
            ..Outcome::new(NAME, logs.records, searches as f64 / wall_s, wall_s)
        }
        .beside(limits))
    })
}

/// What one reader waits for.
fn searched(http: &str, reader: u64) -> Result<Vec<Duration>, String> {
    let agent = ureq::Agent::new_with_defaults();
    let mut chance = fastrand::Rng::with_seed(reader);
    let mut times = Vec::new();
    for search in 0..SEARCHES + WARM_UP {
        let words: Vec<String> = (0..chance.u64(1..=3))
            .map(|_| samples::word(&mut chance, SMALL_WORDS))
            .collect();
        let mut request = agent
            .get(format!("http://{http}/api/v1/search"))
            .query("q", words.join(" "))
            .query("facets", FACETS)
            .query("limit", "20");
        if chance.bool() {
            let filter = match chance.u8(..4) {
                0 => (
                    "country",
                    samples::COUNTRIES[chance.usize(..samples::COUNTRIES.len())]
                        .0
                        .to_owned(),
                ),
                1 => ("sdg", chance.u8(1..=17).to_string()),
                2 => ("form", samples::FORMS[chance.usize(..samples::FORMS.len())].to_owned()),
                _ => ("near", format!("{},{},500", chance.i8(-20..=20), chance.i8(-20..=20))),
            };
            request = request.query(filter.0, filter.1);
        }
        let began = Instant::now();
        let mut answer = request.call().map_err(|error| error.to_string())?;
        let answer: Value = answer.body_mut().read_json().map_err(|error| error.to_string())?;
        let took = began.elapsed();
        if !answer["total"].is_u64() || !answer["facets"].is_object() {
            return Err(format!("an answer is none: {answer}"));
        }
        if search >= WARM_UP {
            times.push(took);
        }
    }
    Ok(times)
}

/// Runs the node, and makes the index anew.
pub(crate) async fn part(dir: &Path, logs: Logs) -> Result<(), String> {
    let node = meeting::started(dir, Vec::new()).await?;
    meeting::all_listed(&node, &logs).await?;
    // Making it anew is to be measured, and not waiting for the first time.
    meeting::all_found(&node).await?;
    let rebuilt = node.handle().rebuild_index().await.map_err(|error| error.to_string())?;
    // Its segments are being merged yet.
    tokio::time::sleep(SETTLE).await;
    say(&json!({ "http": node.http().to_string(), "index_s": rebuilt.seconds, "index_bytes": rebuilt.disk_bytes }));
    meeting::ended(node).await
}
