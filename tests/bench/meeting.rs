//! Two nodes in processes of their own that meet over a wire, and what each of them does there.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use ayni_node::catalogue::Audience;
use ayni_node::node::{Node, ServeOptions};
use ayni_node::search::Query;
use serde_json::{Value, json};

use crate::federation::Logs;
use crate::machine;
use crate::part::{Part, say, wait_for_the_end};
use crate::wire::Wire;

/// How often it is looked whether a node has all.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// How often it is looked whether a node has listed all, for which its catalogue is asked: seldom enough to cost little.
const LISTED_EVERY: Duration = Duration::from_millis(50);

/// The part that has everything.
pub(crate) const FULL: &str = "full";

/// The part that lacks something.
pub(crate) const LACKING: &str = "lacking";

/// Two nodes that have met, and the wire between them.
pub(crate) struct Meeting {
    full: Part,
    lacking: Part,
    pub(crate) wire: Wire,
    /// When the second had its link, when it had all entries, durable, and when it knew so: seconds from its start.
    pub(crate) linked_s: f64,
    pub(crate) held_s: f64,
    pub(crate) wall_s: f64,
}

/// Most memory that each of two nodes has had, in MB of 10⁶ bytes.
pub(crate) struct Memory {
    pub(crate) lacking_mb: Option<f64>,
    pub(crate) full_mb: Option<f64>,
}

impl Meeting {
    /// Starts both; comes back when the second has what it lacked. Each way of the wire takes as long as `delay`.
    pub(crate) fn of(full: &Path, lacking: &Path, logs: &Logs, delay: Duration) -> Result<Self, String> {
        let mut full = Part::start(FULL, full, &logs.arguments(None))?;
        let ready = full.next()?;
        let at = ready["address"]
            .as_str()
            .and_then(|address| address.parse::<SocketAddr>().ok());
        let wire = Wire::to(at.ok_or("the full node listens nowhere")?, delay).map_err(|error| error.to_string())?;
        let peer_id = ready["peer_id"].as_str().unwrap_or_default();
        let peer = format!("/ip4/127.0.0.1/tcp/{}/p2p/{peer_id}", wire.address().port());
        let mut lacking = Part::start(LACKING, lacking, &logs.arguments(Some(&peer)))?;
        let done = lacking.next()?;
        Ok(Self {
            full,
            lacking,
            wire,
            linked_s: seconds(&done, "linked_s")?,
            held_s: seconds(&done, "held_s")?,
            wall_s: seconds(&done, "wall_s")?,
        })
    }

    /// When the second has listed all; to be asked once.
    pub(crate) fn listed_s(&mut self) -> Result<f64, String> {
        seconds(&self.lacking.next()?, "listed_s")
    }

    /// Lets both end, the second when it has listed all.
    pub(crate) fn end(self) -> Result<Memory, String> {
        let (lacking, full) = (self.lacking.end()?, self.full.end()?);
        Ok(Memory {
            lacking_mb: lacking["rss_mb"].as_f64(),
            full_mb: full["rss_mb"].as_f64(),
        })
    }
}

fn seconds(said: &Value, name: &str) -> Result<f64, String> {
    said[name].as_f64().ok_or_else(|| format!("{said} does not say {name}"))
}

/// Runs the node that has everything.
pub(crate) async fn full(dir: &Path, logs: Logs) -> Result<(), String> {
    let node = started(dir, Vec::new()).await?;
    all_held(&node, &logs).await;
    all_listed(&node, &logs).await?;
    all_found(&node).await?;
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
    while node.handle().peers().await.is_empty() {
        tokio::time::sleep(LOOK_EVERY).await;
    }
    let linked_s = began.elapsed().as_secs_f64();
    all_held(&node, &logs).await;
    let held_s = began.elapsed().as_secs_f64();
    // It may have been told of more, such as the profile of the other.
    while node.handle().status().await.map_err(|error| error.to_string())?.state != "synced" {
        tokio::time::sleep(LOOK_EVERY).await;
    }
    let wall_s = began.elapsed().as_secs_f64();
    say(&json!({ "linked_s": linked_s, "held_s": held_s, "wall_s": wall_s }));
    all_listed(&node, &logs).await?;
    say(&json!({ "listed_s": began.elapsed().as_secs_f64() }));
    ended(node).await
}

/// A node that runs, and knows where these peers are.
pub(crate) async fn started(dir: &Path, peers: Vec<String>) -> Result<Node, String> {
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

/// Comes back when search finds all that is listed: whoever is measured does nothing else.
pub(crate) async fn all_found(node: &Node) -> Result<(), String> {
    while node.handle().unsearchable() > 0 {
        // The index takes in at once what is looked for.
        let found = node.handle().search(Query::default(), Audience::Public, false).await;
        found.map_err(|error| error.to_string())?;
        tokio::time::sleep(LISTED_EVERY).await;
    }
    Ok(())
}

/// Comes back when the catalogue has followed.
pub(crate) async fn all_listed(node: &Node, logs: &Logs) -> Result<(), String> {
    while node.handle().status().await.map_err(|error| error.to_string())?.records < logs.listed() {
        tokio::time::sleep(LISTED_EVERY).await;
    }
    Ok(())
}

/// Lets a node run until the part is to end, and says how much memory it has had.
pub(crate) async fn ended(node: Node) -> Result<(), String> {
    tokio::task::spawn_blocking(wait_for_the_end)
        .await
        .map_err(|error| error.to_string())?;
    node.stop().await;
    say(&json!({ "rss_mb": machine::rss_mb() }));
    Ok(())
}
