//! `ingest`: a platform publishes its records in groups; each is checked, signed, stored and listed, and durable at the end.

use std::path::Path;
use std::time::Instant;

use ayni_node::node::{Node, NodeHandle, Outcome as Published, Publication, ServeOptions};
use ayni_node::refusal::Refusal;
use ayni_node::setup::{self, Profile};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::limits::Limits;
use crate::outcome::Outcome;
use crate::part::{Part, say};
use crate::{machine, samples};

/// The workload's name.
pub(crate) const NAME: &str = "ingest";

/// Records in one publication: as many as a node takes at once.
const GROUP: u64 = ayni_protocol::limits::PUBLICATION_ENTRIES_MAX as u64;

/// Publications under way at a time.
const UNDER_WAY: usize = 2;

/// Groups made up at a time: few, so that memory is that of the node.
const GROUPS: u64 = 5;

/// Runs it so often, each time beside the limits.
pub(crate) fn run(records: u64, runs: u64, quiet: bool) -> Result<Outcome, String> {
    Outcome::median(runs, |_| once(records, quiet))
}

/// Runs it beside the limits.
pub(crate) fn once(records: u64, quiet: bool) -> Result<Outcome, String> {
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    if !quiet {
        eprintln!("measuring what this machine can do at most");
    }
    let limits = Limits::measure(dir.path(), records, 1)?;
    Ok(alone(records, quiet)?.beside(limits))
}

/// Runs it in a process of its own, whose memory is then that of the node alone.
pub(crate) fn alone(records: u64, quiet: bool) -> Result<Outcome, String> {
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    if !quiet {
        eprintln!("publishing {records} records");
    }
    let mut node = Part::start(NAME, &dir.path().join("node"), &[records.to_string()])?;
    serde_json::from_value(node.next()?).map_err(|error| error.to_string())
}

/// What is measured.
pub(crate) async fn part(dir: &Path, records: u64) -> Result<(), String> {
    say(&json!(published(dir, records).await?));
    Ok(())
}

/// Publishes groups, one being read while the one before it is signed.
async fn all_published(handle: &NodeHandle, groups: Vec<Vec<Value>>) -> Result<(), String> {
    let mut under_way = JoinSet::new();
    for group in groups {
        if under_way.len() == UNDER_WAY {
            one_published(&mut under_way).await?;
        }
        let handle = handle.clone();
        under_way.spawn(async move { handle.publish(group, Publication::default()).await });
    }
    while !under_way.is_empty() {
        one_published(&mut under_way).await?;
    }
    Ok(())
}

async fn one_published(under_way: &mut JoinSet<Result<Vec<Published>, Refusal>>) -> Result<(), String> {
    let outcomes = under_way.join_next().await.ok_or("nothing is under way")?;
    let outcomes = outcomes.map_err(|error| error.to_string())?;
    let is_new = |outcome: &Published| {
        matches!(
            outcome,
            Published::Done {
                outcome: "published",
                ..
            }
        )
    };
    match outcomes.map_err(|error| error.to_string())?.iter().all(is_new) {
        true => Ok(()),
        false => Err("a record was not published".to_owned()),
    }
}

async fn published(dir: &Path, records: u64) -> Result<Outcome, String> {
    let profile = Profile {
        name: "Plateforme".to_owned(),
        country: "SN".to_owned(),
        side: None,
        language: Some("fr".to_owned()),
    };
    setup::init(dir, profile).map_err(|error| error.to_string())?;
    setup::found(dir, "Mesure", None, &[]).map_err(|error| error.to_string())?;
    let options = ServeOptions {
        listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
        http: Some("127.0.0.1:0".to_owned()),
        ..ServeOptions::default()
    };
    let node = Node::start(dir, options).await.map_err(|error| error.to_string())?;
    let handle = node.handle();
    let (mut wall_s, mut raw_bytes) = (0.0, 0);
    for first in (0..records).step_by((GROUP * GROUPS) as usize) {
        // Making the records up is not what is measured.
        let end = records.min(first + GROUP * GROUPS);
        let groups: Vec<Vec<Value>> = (first..end)
            .step_by(GROUP as usize)
            .map(|first| samples::enterprises(first, end.min(first + GROUP)))
            .collect();
        let bytes = |record: &Value| record.to_string().len() as u64;
        raw_bytes += groups.iter().flatten().map(bytes).sum::<u64>();
        let began = Instant::now();
        all_published(&handle, groups).await?;
        wall_s += began.elapsed().as_secs_f64();
    }
    let status = handle.status().await.map_err(|error| error.to_string())?;
    // Its own profile is a record too.
    if status.records < records {
        return Err(format!("{} of {records} records are listed", status.records));
    }
    node.stop().await;
    Ok(Outcome {
        rss_mb: machine::rss_mb(),
        disk_bytes: Some(machine::disk_bytes(dir)),
        raw_bytes: Some(raw_bytes),
        ..Outcome::new(NAME, records, records as f64 / wall_s, wall_s)
    })
}
