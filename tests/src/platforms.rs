//! Platforms as they are on their first day: a data directory each, then a federation of them.

use std::path::Path;

use ayni_node::config::Membership;
use ayni_node::data_dir::DataDir;
use ayni_node::keystore;
use ayni_node::node::{DecisionView, Node, Outcome, Publication, ServeOptions, Wish};
use ayni_node::refusal::Refusal;
use ayni_node::setup::{self, Profile};
use ayni_node::store::Store;
use ayni_protocol::charter::admission::Card;
use ayni_protocol::charter::ballot::Ballot;
use ayni_protocol::charter::{CertifiedCharter, Charter, Quorum, Role};
use ayni_protocol::identity::PublicKey;
use serde_json::Value;
use tempfile::TempDir;

use crate::patience::eventually;

/// Loopback over TCP+Noise+Yamux, on a free port.
pub const TCP: &str = "/ip4/127.0.0.1/tcp/0";

/// Loopback over QUIC, on a free port.
pub const QUIC: &str = "/ip4/127.0.0.1/udp/0/quic-v1";

/// Loopback over TCP on a free port, at an address that no other test uses where the system has more than one: a node
/// that starts again there finds its port free.
pub fn own_loopback(place: u8) -> String {
    let place = if cfg!(target_os = "linux") { place } else { 1 };
    format!("/ip4/127.0.0.{place}/tcp/0")
}

/// Memory for the store's cache, in bytes, where a test opens a store itself.
const CACHE_BYTES: u64 = 8 * 1024 * 1024;

/// A platform with a data directory of its own, which is deleted with it.
#[derive(Debug)]
pub struct Platform {
    dir: TempDir,
    did: String,
    card: String,
    country: String,
}

impl Platform {
    /// A platform that has just been initialised.
    ///
    /// # Panics
    /// If it can't be.
    pub fn new(name: &str, country: &str) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let profile = Profile {
            name: name.to_owned(),
            country: country.to_owned(),
            side: None,
            language: None,
        };
        let made = setup::init(dir.path(), profile).expect("a new platform");
        Self {
            dir,
            did: made.did,
            card: made.card,
            country: country.to_owned(),
        }
    }

    /// Its data directory.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Its did.
    pub fn did(&self) -> &str {
        &self.did
    }

    /// What it sends to those who may admit it.
    pub fn card(&self) -> &str {
        &self.card
    }

    /// Its key.
    ///
    /// # Panics
    /// If its did is none.
    pub fn key(&self) -> PublicKey {
        self.did.parse().expect("its own did")
    }

    /// Its country.
    pub fn country(&self) -> &str {
        &self.country
    }

    /// Founds a federation of this platform and `others`, who come in by tickets.
    ///
    /// # Panics
    /// If it can't be founded.
    pub fn found(&self, others: &[&Platform]) {
        let cards: Vec<String> = others.iter().map(|other| other.card.clone()).collect();
        setup::found(self.path(), "Red de prueba", None, &cards).expect("a federation");
    }

    /// As [`Platform::found`], with a role for each of the others.
    ///
    /// # Panics
    /// If it can't be founded.
    pub fn found_with_roles(&self, others: &[(&Platform, Role)]) {
        let dir = DataDir::new(self.path());
        let secret = keystore::read_key(&dir).expect("its key");
        let member = |platform: &Platform, role| Card::read(&platform.card, role).expect("its own card");
        let members = others.iter().map(|(other, role)| member(other, *role));
        let members = members.chain([member(self, Role::Member)]).collect();
        let charter =
            Charter::found("Red de prueba".to_owned(), Quorum::Majority, members, [7; 16]).expect("a charter");
        let federation = charter.hash();
        let ballot = Ballot::confirm(&secret, &federation, 0, federation);
        let certified = CertifiedCharter::new(charter, vec![ballot]);
        let store = Store::open(self.path(), CACHE_BYTES).expect("its store");
        futures::executor::block_on(store.put_charter(0, certified.encode())).expect("durable");
        let membership = Membership {
            federation: federation.to_string(),
            name: "Red de prueba".to_owned(),
            inviter: None,
            addresses: Vec::new(),
            ticket: None,
            restored: false,
        };
        membership.write(&dir).expect("written");
    }

    /// Comes in by a ticket.
    ///
    /// # Panics
    /// If the ticket is refused.
    pub fn join(&self, ticket: &str) {
        setup::join(self.path(), ticket).expect("a good ticket");
    }

    /// Its node, in this process, listening on free ports of this machine: `listen` says on which transport.
    ///
    /// # Panics
    /// If it does not start.
    pub async fn start(&self, listen: &str) -> Node {
        let options = ServeOptions {
            listen: vec![listen.to_owned()],
            http: Some("127.0.0.1:0".to_owned()),
            peers: Vec::new(),
            alone: false,
        };
        Node::start(self.path(), options).await.expect("a node")
    }
}

/// Platforms of one federation with their nodes running: the first has founded it.
///
/// Comes back when all hold the charter and each other's profiles.
///
/// # Panics
/// If that does not happen.
pub async fn started(platforms: &[&Platform], listen: &[&str]) -> Vec<Node> {
    let (founder, others) = platforms.split_first().expect("a founder");
    founder.found(others);
    let listen = |number: usize| listen[number % listen.len()];
    let mut nodes = vec![founder.start(listen(0)).await];
    let ticket = nodes[0].handle().invite(None, None).await.expect("a ticket");
    for (number, other) in others.iter().enumerate() {
        other.join(&ticket);
        nodes.push(other.start(listen(number + 1)).await);
    }
    agreed(&nodes.iter().collect::<Vec<_>>(), platforms.len() as u64).await;
    nodes
}

/// The digest on which all nodes agree, once they do and each holds `entries` of them.
///
/// # Panics
/// If they never do.
pub async fn agreed(nodes: &[&Node], entries: u64) -> String {
    eventually("agreement", async || {
        let mut seen = Vec::new();
        for node in nodes {
            let status = node.handle().status().await.expect("a status");
            seen.push((
                status.entries,
                status.frontier_digest,
                status.state,
                status.peers,
                status.behind,
            ));
        }
        let agree = seen.iter().all(|one| one.0 == entries && one.1 == seen[0].1);
        if agree {
            Ok(seen[0].1.clone())
        } else {
            Err(format!("{entries} entries are wanted: {seen:?}"))
        }
    })
    .await
}

/// How many entries all nodes hold, once they hold the same and at least `least`: where a node has just
/// started, it may still sign that its addresses have changed.
///
/// # Panics
/// If they never do.
pub async fn agreed_on(nodes: &[&Node], least: u64) -> u64 {
    eventually("agreement", async || {
        let mut seen = Vec::new();
        for node in nodes {
            let status = node.handle().status().await.expect("a status");
            seen.push((status.entries, status.frontier_digest));
        }
        match seen.iter().all(|one| one.0 >= least && *one == seen[0]) {
            true => Ok(seen[0].0),
            false => Err(format!("{least} entries at least are wanted: {seen:?}")),
        }
    })
    .await
}

/// Proposes on a node to admit a platform, and votes for it.
///
/// # Errors
/// What the node refuses.
pub async fn admit(node: &Node, platform: &Platform) -> Result<DecisionView, Refusal> {
    let admission = Wish::Admit {
        card: platform.card.clone(),
        role: None,
    };
    node.handle().propose(vec![admission]).await
}

/// Publishes records on a node, all or none, in portions that it takes, and says their ids.
///
/// # Panics
/// If one is refused.
pub async fn publish(node: &Node, records: Vec<Value>) -> Vec<String> {
    let mut ids = Vec::new();
    for portion in records.chunks(500) {
        let outcomes = node
            .handle()
            .publish(portion.to_vec(), Publication::default())
            .await
            .expect("published");
        ids.extend(outcomes.into_iter().map(|outcome| match outcome {
            Outcome::Done { id, .. } => id,
            Outcome::Refused(problems) => panic!("refused: {problems:?}"),
        }));
    }
    ids
}
