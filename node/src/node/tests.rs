//! The handle beside a driver that the test plays.

use std::pin::pin;
use std::time::Duration;

use ayni_protocol::entry::Entry;
use ayni_protocol::identity::{Hash, SecretKey};
use ayni_protocol::log::{Head, authenticate};
use ayni_protocol::operation::Operation;
use ayni_protocol::record::{Record, RecordId};
use ayni_protocol::vocabulary::side::Side;
use serde_json::{Value, json};
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::*;
use crate::catalogue::{Audience, Filter};
use crate::config::{HttpSettings, NetworkSettings, Platform, StoreSettings};
use crate::driver::Ask;
use crate::search::Search;
use crate::store::Depth;

mod likeness;
mod standing;
mod voting;

const FEDERATION: Hash = Hash([7; 32]);
const CACHE_BYTES: u64 = 16 * 1024 * 1024;

/// A handle, the store behind it, and what it asks of the driver.
struct Played {
    node: NodeHandle,
    store: Store,
    asks: mpsc::Receiver<Ask>,
    secret: SecretKey,
    prev: Option<Head>,
    _view: watch::Sender<View>,
    _dir: TempDir,
}

fn config() -> Config {
    Config {
        platform: Platform {
            name: "RESOPP".to_owned(),
            country: "SN".to_owned(),
            side: Side::South,
            language: "fr".to_owned(),
        },
        network: NetworkSettings::default(),
        http: HttpSettings::default(),
        store: StoreSettings::default(),
    }
}

impl Played {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let store = Store::open(dir.path(), CACHE_BYTES).expect("a new store");
        let secret = SecretKey::from_seed(&[1; 32]);
        let catalogue = Arc::new(Catalogue::open(&store).expect("a new catalogue"));
        let index = dir.path().join("index");
        let search = Search::open(&index, Arc::clone(&catalogue), store.clone()).expect("a new index");
        let (ask, asks) = mpsc::channel(ASKS_MAX);
        let (view_sender, view) = watch::channel(View::default());
        let node = NodeHandle::new(handle::Parts {
            secret: secret.clone(),
            token: Zeroizing::new(String::new()),
            federation: FEDERATION,
            config: config(),
            catalogue,
            search: Arc::new(search),
            store: store.clone(),
            view,
            ask,
        });
        Self {
            node,
            store,
            asks,
            secret,
            prev: None,
            _view: view_sender,
            _dir: dir,
        }
    }

    /// Makes an entry of these bodies durable, as the driver does, and says nothing to the catalogue.
    async fn append(&mut self, bodies: Vec<Vec<u8>>) -> Vec<Head> {
        let mut entries = Vec::new();
        for body in bodies {
            let (seq, prev) = (self.prev.map_or(1, |head| head.seq + 1), self.prev.map(|head| head.id));
            let entry = Entry::sign(&self.secret, &FEDERATION, seq, prev, 0, body);
            let id = entry.envelope().id();
            self.prev = Some(Head { seq, id });
            entries.push(entry);
        }
        let entries = authenticate(&FEDERATION, entries).expect("authentic");
        let heads = entries.iter().map(|entry| entry.head()).collect();
        self.store.append(entries).await.expect("durable");
        heads
    }

    /// Answers the publication that comes next.
    async fn answer(&mut self) {
        let Some(Ask::Publish { bodies, reply, .. }) = self.asks.recv().await else {
            panic!("a publication was expected");
        };
        let heads = self.append(bodies).await;
        // Whoever asked may have gone.
        let _ = reply.send(Ok(heads));
    }

    fn publish(&self, oid: &str) -> impl Future<Output = Result<Vec<Outcome>, Refusal>> + use<> {
        let (node, record) = (self.node.clone(), record(oid));
        async move { node.publish(vec![record], Publication::default()).await }
    }
}

fn record(oid: &str) -> Value {
    json!({
        "kind": "enterprise",
        "oid": oid,
        "licence": "CC0-1.0",
        "original": "fr",
        "title": { "fr": "Coopérative" },
        "countries": ["SN"],
        "legal_form": "cooperative",
    })
}

fn said(outcomes: Result<Vec<Outcome>, Refusal>) -> (String, &'static str) {
    match outcomes.expect("published").remove(0) {
        Outcome::Done { id, outcome, .. } => (id, outcome),
        Outcome::Refused(problems) => panic!("{problems:?}"),
    }
}

#[tokio::test]
async fn a_record_that_is_durable_and_not_yet_listed_is_neither_published_nor_withdrawn_twice() {
    let mut played = Played::new();
    let id = RecordId::from_bytes([3; 16]);
    let record = Record::parse(&record("R-1")).expect("a record").to_json();
    let body = Operation::Publish { id, record }.encode([0; 16]);
    played.append(vec![body]).await;
    let (found, outcome) = said(played.publish("R-1").await);
    assert_eq!((found, outcome), (id.to_string(), "unchanged"));

    let body = Operation::Withdraw { id }.encode([0; 16]);
    played.append(vec![body]).await;
    let refusal = played.node.withdraw(&id.to_string()).await.expect_err("withdrawn");
    assert_eq!(refusal.code, "already_withdrawn");
    assert!(played.asks.try_recv().is_err(), "nothing was to be signed");
}

#[tokio::test]
async fn a_publication_whose_reader_has_gone_still_comes_before_the_next_one() {
    let mut played = Played::new();
    {
        let mut first = pin!(played.publish("R-1"));
        // It runs until the driver is asked; then its reader hangs up.
        while played.asks.is_empty() {
            let soon = Duration::from_millis(5);
            assert!(
                tokio::time::timeout(soon, &mut first).await.is_err(),
                "nobody has answered"
            );
        }
    }
    let second = tokio::spawn(played.publish("R-1"));
    played.answer().await;
    assert_eq!(said(second.await.expect("no panic")).1, "unchanged");
    assert!(played.asks.try_recv().is_err(), "one entry was to be signed");
}

#[tokio::test]
#[allow(clippy::await_holding_lock)] // nobody but the catalogue wants it
async fn what_is_signed_and_not_yet_listed_is_known_to_the_next_publication_which_does_not_wait_for_the_lists() {
    let mut played = Played::new();
    let first = tokio::spawn(played.publish("R-1"));
    while played.asks.is_empty() {
        tokio::task::yield_now().await;
    }
    let node = played.node.clone();
    // From now on the catalogue cannot follow.
    let opening = node.0.opening.lock().expect("no panic");
    played.answer().await;

    let again = || {
        let (node, mut record) = (played.node.clone(), record("R-1"));
        record["title"] = json!({ "fr": "Coopérative agricole" });
        async move { node.publish(vec![record], Publication::default()).await }
    };
    let (second, third) = (tokio::spawn(again()), again());
    played.answer().await;
    let third = tokio::spawn(third);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!first.is_finished() && !second.is_finished(), "they are not listed");
    drop(opening);

    let first = first.await.expect("no panic").expect("published").remove(0);
    let second = second.await.expect("no panic").expect("published").remove(0);
    let third = third.await.expect("no panic").expect("published").remove(0);
    let told = |outcome: Outcome| match outcome {
        Outcome::Done { id, seq, outcome, .. } => (id, seq, outcome),
        Outcome::Refused(problems) => panic!("{problems:?}"),
    };
    let (id, ..) = told(first.clone());
    assert_eq!(told(first), (id.clone(), Some(1), "published"));
    assert_eq!(told(second), (id.clone(), Some(2), "updated"));
    assert_eq!(told(third), (id, Some(2), "unchanged"));
    assert!(played.asks.try_recv().is_err(), "two entries were to be signed");
}

/// A platform alone in its federation, and its node.
async fn alone() -> (TempDir, Node) {
    let dir = tempfile::tempdir().expect("a directory");
    let profile = crate::setup::Profile {
        name: "RESOPP".to_owned(),
        country: "SN".to_owned(),
        side: None,
        language: None,
    };
    crate::setup::init(dir.path(), profile).expect("a platform");
    crate::setup::found(dir.path(), "Red", None, &[]).expect("a federation");
    let node = Node::start(dir.path(), on_free_ports()).await.expect("a node");
    (dir, node)
}

fn on_free_ports() -> ServeOptions {
    ServeOptions {
        listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
        http: Some("127.0.0.1:0".to_owned()),
        peers: Vec::new(),
        alone: false,
    }
}

/// Waits until `done` says so.
async fn until(done: impl AsyncFn() -> bool) {
    let waiting = async {
        while !done().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let patience = Duration::from_secs(90);
    tokio::time::timeout(patience, waiting).await.expect("it comes to that");
}

async fn publish(node: &NodeHandle, oid: &str) -> Result<Vec<Outcome>, Refusal> {
    node.publish(vec![record(oid)], Publication::default()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_as_such_and_afterwards_all_that_was_published_is_listed() {
    let (_dir, node) = alone().await;
    let handle = node.handle();
    publish(&handle, "R-1").await.expect("published");
    handle.parts().store.fail_writes(true);
    let refusal = publish(&handle, "R-2").await.expect_err("the disk is full");
    assert_eq!((refusal.code, refusal.status), ("storage_full", 507));
    let listed = || async {
        let page = handle.list(Filter::default(), Audience::Federation, false).await;
        page.map_or(0, |page| page.total)
    };
    let before = listed().await;
    assert!(before >= 1, "reads go on");

    handle.parts().store.fail_writes(false);
    until(async || publish(&handle, "R-2").await.is_ok()).await;
    until(async || handle.ready() && listed().await >= 3).await;
    assert_eq!(said(publish(&handle, "R-1").await).1, "unchanged");
    assert_eq!(listed().await, 3, "two records and the profile");
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_replaced_only_in_the_version_that_somebody_has_seen() {
    let (_dir, node) = alone().await;
    let handle = node.handle();
    let (id, _) = said(publish(&handle, "R-1").await);
    let seen = handle.editable(&id).await.expect("it is its own");
    let called = |name: &str| {
        let mut record = seen.record.clone();
        record["tags"] = json!([name]);
        record
    };
    let replaced = handle.replace(&id, &seen.version, called("first")).await;
    assert_eq!(replaced.expect("nobody was there before").outcome, "updated");
    let refused = handle.replace(&id, &seen.version, called("second")).await;
    assert_eq!(refused.expect_err("it has changed").code, "record_changed");
    let current = handle.editable(&id).await.expect("it is its own");
    assert_eq!(current.record, called("first"));

    handle.withdraw(&id).await.expect("withdrawn");
    let refused = handle.replace(&id, &current.version, called("third")).await;
    assert_eq!(refused.expect_err("it is withdrawn since").code, "record_changed");
    let withdrawn = handle.editable(&id).await.expect("it is its own");
    assert!(withdrawn.withdrawn);
    let back = handle.replace(&id, &withdrawn.version, called("third")).await;
    assert_eq!(back.expect("whoever knows that may").outcome, "updated");
    assert!(!handle.editable(&id).await.expect("it is its own").withdrawn);

    handle.erase(&id).await.expect("erased");
    assert_eq!(
        handle.editable(&id).await.expect_err("it is gone").code,
        "record_erased"
    );
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_whose_store_is_lost_says_that_it_has_ended_and_why() {
    let (_dir, mut node) = alone().await;
    let handle = node.handle();
    publish(&handle, "R-1").await.expect("published");
    let early = tokio::time::timeout(Duration::from_millis(50), node.ended()).await;
    assert!(early.is_err(), "it has not ended yet");
    handle.parts().store.lose(&handle.me(), 1);
    handle.parts().store.fail_writes(true);
    publish(&handle, "R-2").await.expect_err("the disk is full");
    handle.parts().store.fail_writes(false);
    let why = node.ended().await;
    assert_eq!(why.code, "store_failed");
    assert!(why.to_string().contains("is missing"), "{why}");
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_fails_leaves_nothing_behind() {
    let (dir, node) = alone().await;
    node.stop().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("bound").to_string();
    let options = ServeOptions {
        http: Some(address),
        ..on_free_ports()
    };
    let refusal = Node::start(dir.path(), options).await.err().expect("the port is taken");
    assert_eq!(refusal.code, "port_in_use");
    let node = Node::start(dir.path(), on_free_ports())
        .await
        .expect("the directory is free");
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_shows_in_the_status_what_it_found_and_is_broken_off_when_the_node_stops() {
    let (_dir, node) = alone().await;
    let handle = node.handle();
    publish(&handle, "R-1").await.expect("published");
    let status = async || handle.status().await.expect("a status");
    let before = status().await;
    assert_eq!((before.checked, before.damaged), (None, None));
    assert!(handle.verify(Depth::Chain).await.expect("readable").ok);
    let after = status().await;
    assert!(after.checked.is_some());
    assert_eq!(after.damaged, Some(0));

    handle.parts().store.lose(&handle.me(), 1);
    assert!(!handle.verify(Depth::Chain).await.expect("readable").ok);
    assert_eq!(status().await.damaged, Some(1));

    handle.end();
    let refusal = handle.verify(Depth::Chain).await.expect_err("broken off");
    assert_eq!(refusal.code, "busy");
    node.stop().await;
}
