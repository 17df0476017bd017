//! `gossip`: one of twenty nodes publishes; how long until the record is durable and listed on all.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use ayni_node::node::{Node, NodeHandle, Outcome as Published, Publication, ServeOptions};
use ayni_protocol::identity::PublicKey;
use serde_json::json;
use tokio::sync::watch;

use crate::bare::{self, Behind, Link};
use crate::federation::{self, Bodies, Logs};
use crate::outcome::{Latency, Outcome};
use crate::part::{Part, say};
use crate::{machine, samples};

/// The workload's name.
pub(crate) const NAME: &str = "gossip";

/// Nodes of the federation.
const NODES: usize = 20;

/// Peers that each node is told of, of those that have started before it.
const TOLD: usize = 3;

/// Between two publications, here and with bare gossipsub.
pub(crate) const EVERY: Duration = Duration::from_millis(10);

/// How long the meshes may take to form before anything is measured: some heartbeats.
pub(crate) const SETTLE: Duration = Duration::from_secs(8);

/// Longest wait for all nodes to know each other: what is published before a mesh has formed comes with the comparisons of
/// notes, each of them with one peer.
const MEET_MAX: Duration = Duration::from_secs(180);

/// Longest wait for a record to be everywhere.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// Runs it so often.
pub(crate) fn run(records: u64, runs: u64, quiet: bool) -> Result<Outcome, String> {
    Outcome::median(runs, |_| once(records, quiet))
}

/// Runs it in a process of its own.
fn once(records: u64, quiet: bool) -> Result<Outcome, String> {
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    if !quiet {
        eprintln!(
            "publishing {records} records, one each {} ms, among {NODES} nodes",
            EVERY.as_millis()
        );
    }
    let mut part = Part::start(NAME, dir.path(), &[records.to_string()])?;
    let outcome = part.next()?;
    serde_json::from_value(outcome).map_err(|error| error.to_string())
}

/// What is measured: the nodes, and then bare gossipsub with the same links.
pub(crate) async fn part(dir: &Path, records: u64) -> Result<(), String> {
    let nodes = started(dir).await?;
    let links = links(&nodes).await?;
    let began = Instant::now();
    let latency = published(&nodes, records).await?;
    let wall_s = began.elapsed().as_secs_f64();
    for node in nodes {
        node.stop().await;
    }
    let rss_mb = machine::rss_mb();
    let bare = bare::latency(dir, Behind::Nothing, NODES, &links, records).await?;
    let least = bare::latency(dir, Behind::Least, NODES, &links, records).await?;
    let ratios = [
        ("bare_p50_ms", latency.p50_ms / bare.p50_ms),
        ("bare_p99_ms", latency.p99_ms / bare.p99_ms),
        ("least_p50_ms", latency.p50_ms / least.p50_ms),
        ("least_p99_ms", latency.p99_ms / least.p99_ms),
    ];
    say(&json!(Outcome {
        ratios: ratios.map(|(name, ratio)| (name.to_owned(), ratio)).into(),
        authors: NODES as u64,
        latency: Some(latency),
        bare: Some(bare),
        least: Some(least),
        rss_mb,
        ..Outcome::new(NAME, records, records as f64 / wall_s, wall_s)
    }));
    Ok(())
}

async fn started(dir: &Path) -> Result<Vec<Node>, String> {
    let dirs: Vec<_> = (0..NODES).map(|number| dir.join(number.to_string())).collect();
    let logs = Logs {
        records: 0,
        authors: 0,
        bodies: Bodies::Directory,
        extra: 0,
    };
    let paths: Vec<&Path> = dirs.iter().map(|dir| dir.as_path()).collect();
    federation::found(&paths, &logs)?;
    let (mut nodes, mut addresses) = (Vec::new(), Vec::<String>::new());
    for dir in &dirs {
        let options = ServeOptions {
            listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
            http: Some("127.0.0.1:0".to_owned()),
            peers: addresses.iter().rev().take(TOLD).cloned().collect(),
            // The first has nobody to ask how far its log goes; the others ask it.
            alone: addresses.is_empty(),
        };
        let node = Node::start(dir, options).await.map_err(|error| error.to_string())?;
        let peer_id = node.handle().status().await.map_err(|error| error.to_string())?.peer_id;
        addresses.push(format!("{}/p2p/{peer_id}", node.listening()[0]));
        nodes.push(node);
    }
    let began = Instant::now();
    loop {
        let mut waiting = Vec::new();
        for (number, node) in nodes.iter().enumerate() {
            let status = node.handle().status().await.map_err(|error| error.to_string())?;
            // Each has published its own profile.
            if status.entries < NODES as u64 || status.peers == 0 || status.behind > 0 {
                let (state, entries, peers) = (status.state, status.entries, status.peers);
                waiting.push(format!("{number} is {state} with {entries} entries and {peers} peers"));
            }
        }
        if waiting.is_empty() {
            break;
        }
        if began.elapsed() > MEET_MAX {
            return Err(format!("not all nodes know each other: {}", waiting.join("; ")));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    tokio::time::sleep(SETTLE).await;
    Ok(nodes)
}

/// Which nodes are connected, each pair once.
async fn links(nodes: &[Node]) -> Result<Vec<Link>, String> {
    let dids: Vec<String> = nodes.iter().map(Node::did).collect();
    let mut links = Vec::new();
    for (number, node) in nodes.iter().enumerate() {
        for peer in node.handle().peers().await {
            let other = dids
                .iter()
                .position(|did| *did == peer.did)
                .ok_or("a peer of another federation")?;
            if number < other {
                links.push((number, other));
            }
        }
    }
    Ok(links)
}

async fn published(nodes: &[Node], records: u64) -> Result<Latency, String> {
    let watched: Vec<Watched> = nodes.iter().map(Watched::of).collect();
    let mut ticks = tokio::time::interval(EVERY);
    let mut under_way = Vec::new();
    for number in 0..records {
        ticks.tick().await;
        under_way.push(tokio::spawn(one(watched.clone(), number)));
    }
    let mut times = Vec::new();
    for record in under_way {
        times.push(record.await.map_err(|error| error.to_string())??);
    }
    Latency::of(times)
}

/// A node, and how far it lists each log, which it does with what is durable: looked at by one task for all who wait for it.
#[derive(Clone)]
struct Watched {
    handle: NodeHandle,
    done: watch::Receiver<BTreeMap<PublicKey, u64>>,
}

impl Watched {
    fn of(node: &Node) -> Self {
        let handle = node.handle();
        let (seen, done) = watch::channel(BTreeMap::new());
        let looked_at = handle.clone();
        tokio::spawn(async move {
            let mut followed = looked_at.followed();
            loop {
                let frontier = looked_at.frontier();
                let authors = frontier.heads().map(|(author, _)| author);
                seen.send_replace(authors.map(|author| (author, looked_at.listed_to(&author))).collect());
                tokio::select! {
                    Ok(()) = followed.changed() => {}
                    () = seen.closed() => return,
                    else => return,
                }
            }
        });
        Self { handle, done }
    }
}

/// How long until a record is everywhere.
async fn one(nodes: Vec<Watched>, number: u64) -> Result<Duration, String> {
    let by = &nodes[number as usize % nodes.len()].handle;
    let author: PublicKey = by.did().parse().map_err(|_| "a did is none")?;
    let began = Instant::now();
    let outcomes = by
        .publish(vec![samples::enterprise(number)], Publication::default())
        .await;
    let published = outcomes.map_err(|error| error.to_string())?.pop();
    let Some(Published::Done { id, seq: Some(seq), .. }) = published else {
        return Err("a record was not published".to_owned());
    };
    let everywhere = async {
        for mut node in nodes {
            let is_done = |done: &BTreeMap<PublicKey, u64>| done.get(&author).is_some_and(|done| *done >= seq);
            node.done
                .wait_for(is_done)
                .await
                .map(drop)
                .map_err(|error| error.to_string())?;
        }
        Ok::<_, String>(())
    };
    let in_time = tokio::time::timeout(WAIT_MAX, everywhere).await;
    in_time.map_err(|_| format!("{id} is not everywhere after {} s", WAIT_MAX.as_secs()))??;
    Ok(began.elapsed())
}
