//! `sync`, `delta` and `noop`: a node gets from a full one everything, its last ten entries, or nothing.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use ayni_node::node::{Node, ServeOptions};
use serde_json::{Value, json};

use crate::federation::{self, Logs};
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
    let (full, lacking) = (full.as_path(), lacking.as_path());
    let mut logs = *logs;
    let stores = match lack {
        Lack::All => vec![full],
        Lack::Ten | Lack::Nothing => vec![full, lacking],
    };
    let mut raw_bytes = federation::fill(&stores, &logs, &federation)?;
    // Once beforehand: what is measured is neither the making of the catalogue nor the profiles that platforms publish when they first meet.
    tell("making the catalogue".to_owned());
    match lack {
        Lack::All => Part::start(FULL, full, &logs.arguments(None))?.end().map(drop)?,
        Lack::Ten | Lack::Nothing => {
            let met = Meeting::of(full, lacking, &logs)?;
            std::thread::sleep(SETTLE);
            met.end()?;
        }
    }
    if lack == Lack::Ten {
        logs.extra = DELTA;
        raw_bytes = federation::fill(&[full], &logs, &federation)?;
        // Listed too, so that the full node does nothing else.
        Part::start(FULL, full, &logs.arguments(None))?.end()?;
    }
    tell("comparing notes".to_owned());
    let met = Meeting::of(full, lacking, &logs)?;
    if lack == Lack::Nothing {
        std::thread::sleep(SETTLE);
    }
    let (done, wire_bytes) = (met.done.clone(), met.wire.bytes());
    let (lacked, had) = met.end()?;
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
        disk_bytes: Some(machine::disk_bytes(lacking)),
        raw_bytes: Some(raw_bytes),
        limits: (lack == Lack::All).then_some(limits),
        ..Outcome::new(lack.name(), logs.records, missing as f64 / wall_s, wall_s)
    })
}

/// Two nodes that have met, and the wire between them.
struct Meeting {
    full: Part,
    lacking: Part,
    wire: Wire,
    /// What the second has said when it had all.
    done: Value,
}

impl Meeting {
    fn of(full: &Path, lacking: &Path, logs: &Logs) -> Result<Self, String> {
        let mut full = Part::start(FULL, full, &logs.arguments(None))?;
        let ready = full.next()?;
        let at = ready["address"]
            .as_str()
            .and_then(|address| address.parse::<SocketAddr>().ok());
        let wire = Wire::to(at.ok_or("the full node listens nowhere")?).map_err(|error| error.to_string())?;
        let peer_id = ready["peer_id"].as_str().unwrap_or_default();
        let peer = format!("/ip4/127.0.0.1/tcp/{}/p2p/{peer_id}", wire.address().port());
        let mut lacking = Part::start(LACKING, lacking, &logs.arguments(Some(&peer)))?;
        let done = lacking.next()?;
        Ok(Self {
            full,
            lacking,
            wire,
            done,
        })
    }

    /// Lets both end; what they say at last.
    fn end(self) -> Result<(Value, Value), String> {
        Ok((self.lacking.end()?, self.full.end()?))
    }
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
