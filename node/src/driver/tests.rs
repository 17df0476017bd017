//! The driver between a store, a network that the test plays, and the rest of the node.

use std::collections::BTreeMap;

use ayni_protocol::log::Head;
use std::time::Duration;
use tokio::sync::oneshot;

use ayni_protocol::charter::ballot::Ballot;
use ayni_protocol::charter::{Charter, Member, Quorum, Role};
use ayni_protocol::identity::SecretKey;
use ayni_protocol::replica::{Start, Topic};
use ayni_protocol::vocabulary::side::Side;
use tempfile::TempDir;
use tokio::task::JoinHandle;

use super::batch::BATCH_INPUTS_MAX;
use super::*;
use crate::catalogue::Catalogue;
use crate::network::Transport;

/// Longest wait for anything: a loaded machine is slow, not broken.
const PATIENCE: Duration = Duration::from_secs(90);

const CACHE_BYTES: u64 = 16 * 1024 * 1024;

fn secret(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

fn key(seed: u8) -> PublicKey {
    secret(seed).public()
}

fn member(seed: u8) -> Member {
    Member {
        key: key(seed),
        name: format!("Platform {seed}"),
        country: "SN".to_owned(),
        side: Side::South,
        role: Role::Member,
    }
}

/// A driver, and what stands around it.
struct Played {
    driver: Option<Driver>,
    first: Vec<Output>,
    store: Store,
    commands: mpsc::Receiver<Command>,
    events: mpsc::Sender<Event>,
    asks: mpsc::Sender<Ask>,
    stop: watch::Sender<bool>,
    running: Option<JoinHandle<()>>,
    _dir: TempDir,
}

impl Played {
    /// The driver of platform 1 in a federation with platform 2; not running yet.
    async fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let store = Store::open(dir.path(), CACHE_BYTES).expect("a store");
        let charter =
            Charter::found("Red".to_owned(), Quorum::Majority, vec![member(1), member(2)], [7; 16]).expect("a charter");
        let federation = charter.hash();
        let ballots = [1, 2].map(|seed| Ballot::confirm(&secret(seed), &federation, 0, federation));
        let certified = CertifiedCharter::new(charter, ballots.to_vec());
        store.put_charter(0, certified.encode()).await.expect("durable");
        let charters = held_charters(&store).expect("readable");
        let (replica, first) = Replica::start(Start {
            secret: secret(1),
            federation,
            charters,
            inviter: None,
            frontier: store.frontier(),
            bodies: store.bodies(),
            own_aside: None,
            papers: Vec::new(),
            guests: BTreeSet::new(),
            alone: true,
            seed: 1,
        });
        let catalogue = Arc::new(Catalogue::open(&store).expect("a catalogue"));
        let (network, commands) = mpsc::channel(4_096);
        let (events, events_taken) = mpsc::channel(4_096);
        let (asks, asks_taken) = mpsc::channel(64);
        let (stop, stopped) = watch::channel(false);
        let driver = Driver {
            replica,
            store: store.clone(),
            federation,
            network,
            events: events_taken,
            asks: asks_taken,
            reading: Reading::default(),
            view: watch::Sender::new(View::default()),
            appended: Arc::default(),
            addresses: AddressBook::new(BTreeMap::new(), BTreeMap::new(), store.clone(), catalogue),
            later: Vec::new(),
            goes_back: false,
            papers_max: 0,
            clock: Steady::begin(),
            health: store.health(),
            stop: stopped,
        };
        Self {
            driver: Some(driver),
            first,
            store,
            commands,
            events,
            asks,
            stop,
            running: None,
            _dir: dir,
        }
    }

    fn run(&mut self) {
        let driver = self.driver.take().expect("it does not run yet");
        self.running = Some(tokio::spawn(driver.run(std::mem::take(&mut self.first))));
    }

    async fn tell(&self, event: Event) {
        self.events.send(event).await.expect("it runs");
    }

    /// Asks for the publication of a body; the answer is to be waited for.
    async fn publish(&self, body: &[u8]) -> oneshot::Receiver<Result<Vec<Head>, PublishFailure>> {
        let (reply, answer) = oneshot::channel();
        let bodies = vec![body.to_vec()];
        let sent = self.asks.send(Ask::Publish { bodies, time: 0, reply }).await;
        assert!(sent.is_ok(), "it runs");
        answer
    }

    async fn published(&self, body: &[u8]) -> Result<Vec<Head>, PublishFailure> {
        let answer = self.publish(body).await;
        let answer = tokio::time::timeout(PATIENCE, answer).await.expect("an answer");
        answer.expect("the driver runs")
    }

    /// The commands up to the first one that is wanted, which is the last.
    async fn until(&mut self, wanted: impl Fn(&Command) -> bool) -> Vec<Command> {
        let mut seen = Vec::new();
        let waiting = async {
            while let Some(command) = self.commands.recv().await {
                let found = wanted(&command);
                seen.push(command);
                if found {
                    return;
                }
            }
            panic!("the driver has ended");
        };
        let found = tokio::time::timeout(PATIENCE, waiting).await;
        found.unwrap_or_else(|_| panic!("it does not come, but {seen:?}"));
        seen
    }

    async fn until_writing(&self) {
        let mut health = self.store.health();
        let writing = health.wait_for(|health| matches!(health, Health::Writes));
        let writing = tokio::time::timeout(PATIENCE, writing).await;
        drop(writing.expect("it recovers").expect("the store is open"));
    }
}

fn gossip(message: u64) -> Event {
    Event::Gossip {
        from: key(2),
        message,
        topic: Topic::Entries,
        id: [9; 32],
        bytes: b"rubbish".to_vec(),
    }
}

fn is_verdict(wanted: u64) -> impl Fn(&Command) -> bool {
    move |command| matches!(command, Command::Verdict { message, .. } if *message == wanted)
}

fn is_gossip(command: &Command) -> bool {
    matches!(command, Command::Gossip { .. })
}

fn is_request(command: &Command) -> bool {
    matches!(command, Command::Request { .. })
}

#[tokio::test]
async fn a_node_that_cannot_write_announces_judges_and_fetches_nothing_and_then_goes_on_by_itself() {
    let mut played = Played::new().await;
    played.run();
    played.store.fail_writes(true);
    for body in [b"one", b"two"] {
        let failure = played.published(body).await.expect_err("the disk is full");
        assert!(matches!(failure, PublishFailure::Store(_)), "{failure}");
    }
    played
        .tell(Event::Connected {
            peer: key(2),
            address: "/ip4/192.0.2.2/tcp/4370".to_owned(),
            transport: Transport::Tcp,
            outbound: false,
        })
        .await;
    played.tell(gossip(7)).await;
    let seen = played.until(is_verdict(7)).await;
    assert!(!seen.iter().any(is_gossip), "nothing is announced: {seen:?}");
    assert!(!seen.iter().any(is_request), "nothing is fetched: {seen:?}");
    let verdict = Verdict::Ignore;
    assert_eq!(seen.last(), Some(&Command::Verdict { message: 7, verdict }));

    played.store.fail_writes(false);
    played.until_writing().await;
    let heads = played.published(b"three").await.expect("published");
    assert_eq!(heads[0].seq, 1, "what was refused took no number");
    played.until(is_gossip).await;
    played.until(is_request).await;
    // What breaks a rule is judged again.
    played.tell(gossip(8)).await;
    let seen = played.until(is_verdict(8)).await;
    let verdict = Verdict::Reject;
    assert_eq!(seen.last(), Some(&Command::Verdict { message: 8, verdict }));
}

#[tokio::test]
async fn a_platforms_own_publication_does_not_wait_behind_what_its_peers_send() {
    let mut played = Played::new().await;
    for message in 0..3 * BATCH_INPUTS_MAX as u64 {
        played.tell(gossip(message)).await;
    }
    let answer = played.publish(b"news").await;
    played.run();
    let seen = played.until(is_gossip).await;
    let is_any_verdict = |command: &Command| matches!(command, Command::Verdict { .. });
    // It was in the first batch, whose verdicts wait for nothing.
    let verdicts = seen.iter().filter(|command| is_any_verdict(command)).count();
    assert!(verdicts < BATCH_INPUTS_MAX, "peers came first: {verdicts}");
    answer.await.expect("an answer").expect("published");
    played.until(is_verdict(3 * BATCH_INPUTS_MAX as u64 - 1)).await;
}

#[tokio::test]
async fn what_a_node_was_told_by_its_peers_is_kept_when_it_stops() {
    let mut played = Played::new().await;
    played.run();
    let addresses = vec!["/ip4/192.0.2.2/tcp/4370".to_owned()];
    let agent = "ayni/test".to_owned();
    played
        .tell(Event::Identified {
            peer: key(2),
            agent,
            addresses: addresses.clone(),
        })
        .await;
    played.tell(gossip(1)).await;
    played.until(is_verdict(1)).await;
    played.stop.send_replace(true);
    played.running.take().expect("it runs").await.expect("no panic");
    let kept = played.store.addresses().expect("readable");
    assert_eq!(kept.get(&key(2)).map(|kept| &kept.told), Some(&addresses));
}
