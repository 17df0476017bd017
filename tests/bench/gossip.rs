//! `gossip`: one of twenty nodes publishes; how long until the record is durable and listed on all.

use std::path::Path;
use std::time::{Duration, Instant};

use ayni_node::catalogue::Audience;
use ayni_node::node::{Node, NodeHandle, Outcome as Published, Publication, ServeOptions};
use serde_json::json;

use crate::bare::{self, Link};
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

/// Between two looks whether a node has a record.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// Longest wait for a record to be everywhere.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// Runs it in a process of its own.
pub(crate) fn run(records: u64, quiet: bool) -> Result<Outcome, String> {
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
    let bare = bare::latency(NODES, &links, records).await?;
    say(&json!(Outcome {
        authors: NODES as u64,
        latency: Some(latency),
        bare: Some(bare),
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
        let mut ready = 0;
        for node in &nodes {
            let status = node.handle().status().await.map_err(|error| error.to_string())?;
            // Each has published its own profile.
            ready += usize::from(status.entries >= NODES as u64 && status.peers > 0 && status.behind == 0);
        }
        if ready == NODES {
            break;
        }
        if began.elapsed() > WAIT_MAX {
            return Err(format!("{ready} of {NODES} nodes know each other"));
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
    let handles: Vec<NodeHandle> = nodes.iter().map(Node::handle).collect();
    let mut ticks = tokio::time::interval(EVERY);
    let mut under_way = Vec::new();
    for number in 0..records {
        ticks.tick().await;
        let handles = handles.clone();
        under_way.push(tokio::spawn(one(handles, number)));
    }
    let mut times = Vec::new();
    for record in under_way {
        times.push(record.await.map_err(|error| error.to_string())??);
    }
    Ok(Latency::of(times))
}

/// How long until a record is everywhere.
async fn one(handles: Vec<NodeHandle>, number: u64) -> Result<Duration, String> {
    let by = number as usize % handles.len();
    let began = Instant::now();
    let outcomes = handles[by]
        .publish(vec![samples::enterprise(number)], Publication::default())
        .await;
    let published = outcomes.map_err(|error| error.to_string())?.pop();
    let Some(Published::Done { id, seq: Some(seq), .. }) = published else {
        return Err("a record was not published".to_owned());
    };
    let did = handles[by].did();
    for handle in handles {
        // Looking at a head costs nothing; only where the entry is there is it looked whether it is listed.
        while handle.head(&did).ok().flatten().is_none_or(|head| head.seq < seq)
            || handle.show(&id, Audience::Federation).await.is_err()
        {
            if began.elapsed() > WAIT_MAX {
                return Err(format!("{id} is not everywhere after {} s", WAIT_MAX.as_secs()));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
    Ok(began.elapsed())
}
