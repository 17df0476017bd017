//! `sync`, `delta` and `noop`: a node gets from a full one everything, its last ten entries, or nothing.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use ayni_node::node::{Node, ServeOptions};
use serde_json::json;

use crate::federation::{self, Bodies, Logs};
use crate::limits::Limits;
use crate::machine;
use crate::outcome::Outcome;
use crate::part::{Part, say, wait_for_the_end};
use crate::wire::Wire;

/// Entries in which the nodes of `delta` differ.
const DELTA: u64 = 10;

/// How often it is looked whether a node has all.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// How long after that the wire is still counted for `noop`: equal nodes have no last entry to wait for.
const SETTLE: Duration = Duration::from_secs(2);

/// The part that has everything.
pub(crate) const FULL: &str = "full";

/// The part that lacks something.
pub(crate) const LACKING: &str = "lacking";

/// How much the second node lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lack {
    /// All: `sync`.
    All,
    /// The last ten entries of one author: `delta`.
    Ten,
    /// Nothing: `noop`.
    Nothing,
}

impl Lack {
    fn name(self) -> &'static str {
        match self {
            Self::All => "sync",
            Self::Ten => "delta",
            Self::Nothing => "noop",
        }
    }
}

/// Measures it.
pub(crate) fn run(lack: Lack, logs: &Logs, quiet: bool) -> Result<Outcome, String> {
    let tell = |text: String| {
        if !quiet {
            eprintln!("{text}");
        }
    };
    let dir = tempfile::tempdir().map_err(|error| error.to_string())?;
    tell("measuring what this machine can do at most".to_owned());
    let limits = Limits::measure(dir.path())?;
    tell(format!("signing {} entries of {} authors", logs.records, logs.authors));
    let (full, lacking) = (dir.path().join("full"), dir.path().join("lacking"));
    let federation = federation::found(&[&full, &lacking], logs)?;
    let stores = match lack {
        Lack::All => vec![(full.as_path(), 0)],
        Lack::Ten => vec![(full.as_path(), 0), (lacking.as_path(), DELTA)],
        Lack::Nothing => vec![(full.as_path(), 0), (lacking.as_path(), 0)],
    };
    let raw_bytes = federation::fill(&stores, logs, &federation)?;
    let mut arguments = vec![logs.records.to_string(), logs.authors.to_string()];
    let random = (logs.bodies == Bodies::Random).then(|| "--random".to_owned());
    let mut one = Part::start(FULL, &full, &[&arguments[..], random.as_slice()].concat())?;
    let ready = one.next()?;
    let at = ready["address"]
        .as_str()
        .and_then(|address| address.parse::<SocketAddr>().ok());
    let wire = Wire::to(at.ok_or("the full node listens nowhere")?).map_err(|error| error.to_string())?;
    let peer = format!(
        "/ip4/127.0.0.1/tcp/{}/p2p/{}",
        wire.address().port(),
        ready["peer_id"].as_str().unwrap_or_default()
    );
    tell("comparing notes".to_owned());
    arguments.push(peer);
    let mut other = Part::start(LACKING, &lacking, &[&arguments[..], random.as_slice()].concat())?;
    let done = other.next()?;
    if lack == Lack::Nothing {
        std::thread::sleep(SETTLE);
    }
    let wire_bytes = wire.bytes();
    let (lacked, had) = (other.end()?, one.end()?);
    let wall_s = done["wall_s"].as_f64().ok_or("no time was measured")?;
    let missing = match lack {
        Lack::All => logs.records,
        Lack::Ten => DELTA,
        Lack::Nothing => 0,
    };
    Ok(Outcome {
        authors: logs.authors,
        wire_bytes: Some(wire_bytes),
        rss_mb: lacked["rss_mb"].as_f64(),
        peer_rss_mb: had["rss_mb"].as_f64(),
        disk_bytes: Some(machine::disk_bytes(&lacking.join("store"))),
        raw_bytes: Some(raw_bytes),
        limits: (lack == Lack::All).then_some(limits),
        ..Outcome::new(lack.name(), logs.records, missing as f64 / wall_s, wall_s)
    })
}

/// Runs the node that has everything.
pub(crate) async fn full(dir: &Path, logs: Logs) -> Result<(), String> {
    let node = started(dir, Vec::new()).await?;
    all_held(&node, &logs).await;
    while node.handle().status().await.map_err(|error| error.to_string())?.records < logs.listed() {
        tokio::time::sleep(LOOK_EVERY).await;
    }
    let listening = node.listening();
    let port = listening
        .iter()
        .find_map(|address| address.strip_prefix("/ip4/127.0.0.1/tcp/"));
    let port = port
        .and_then(|rest| rest.split('/').next())
        .ok_or("it listens nowhere")?;
    let status = node.handle().status().await.map_err(|error| error.to_string())?;
    say(&json!({ "address": format!("127.0.0.1:{port}"), "peer_id": status.peer_id }));
    ended(node).await
}

/// Runs the node that lacks something, until it has it.
pub(crate) async fn lacking(dir: &Path, logs: Logs, peer: String) -> Result<(), String> {
    let began = Instant::now();
    let node = started(dir, vec![peer]).await?;
    all_held(&node, &logs).await;
    // Equal nodes have compared notes when they know each other for synced.
    while node.handle().status().await.map_err(|error| error.to_string())?.state != "synced" {
        tokio::time::sleep(LOOK_EVERY).await;
    }
    say(&json!({ "wall_s": began.elapsed().as_secs_f64() }));
    ended(node).await
}

async fn started(dir: &Path, peers: Vec<String>) -> Result<Node, String> {
    let options = ServeOptions {
        listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
        http: Some("127.0.0.1:0".to_owned()),
        peers,
        alone: false,
    };
    Node::start(dir, options).await.map_err(|error| error.to_string())
}

/// Comes back when every log is held to its end, durable.
async fn all_held(node: &Node, logs: &Logs) {
    for author in 0..logs.authors {
        let did = Logs::secret(author).public().to_string();
        let held = || node.handle().head(&did).ok().flatten().map_or(0, |head| head.seq);
        while held() < logs.length(author) {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

async fn ended(node: Node) -> Result<(), String> {
    tokio::task::spawn_blocking(wait_for_the_end)
        .await
        .map_err(|error| error.to_string())?;
    node.stop().await;
    say(&json!({ "rss_mb": machine::rss_mb() }));
    Ok(())
}
