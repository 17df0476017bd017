//! Networks that talk over this machine's own TCP and QUIC.
//!
//! Every wait here ends by an event or, if the code is wrong, by [`PATIENCE`]: a loaded machine is
//! slow, not broken.

use std::collections::BTreeSet;
use std::time::Duration;

use ayni_protocol::identity::{PublicKey, SecretKey};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::*;

mod hostile;
mod mixing;

const PATIENCE: Duration = Duration::from_secs(90);
const TCP: &str = "/ip4/127.0.0.1/tcp/0";
const QUIC: &str = "/ip4/127.0.0.1/udp/0/quic-v1";

/// The ids of the messages by which nodes make themselves known begin here.
const HELLO: u8 = 200;

struct Node {
    key: PublicKey,
    commands: mpsc::Sender<Command>,
    events: mpsc::Receiver<Event>,
    addresses: Vec<String>,
    task: JoinHandle<()>,
}

fn secret(seed: u8) -> SecretKey {
    SecretKey::from_seed(&[seed; 32])
}

fn key(seed: u8) -> PublicKey {
    secret(seed).public()
}

fn config(seed: u8, listen: &[&str]) -> NetworkConfig {
    NetworkConfig {
        secret: secret(seed),
        listen: listen.iter().map(|text| (*text).to_owned()).collect(),
        federation: "ab".repeat(32),
        agent: "ayni/test".to_owned(),
    }
}

/// What was packed.
fn content(parcel: &Parcel) -> Vec<u8> {
    parcel.unpack(usize::MAX).expect("own parcel").0.into_owned()
}

impl Node {
    async fn start(seed: u8, listen: &[&str], allowed: &[u8]) -> Self {
        let network = Network::start(config(seed, listen)).await.unwrap();
        let node = Self {
            key: key(seed),
            commands: network.commands,
            events: network.events,
            addresses: network.listening,
            task: network.task,
        };
        node.allow(allowed).await;
        node
    }

    async fn tell(&self, command: Command) {
        self.commands.send(command).await.unwrap();
    }

    async fn allow(&self, seeds: &[u8]) {
        let keys: BTreeSet<PublicKey> = seeds.iter().map(|seed| key(*seed)).collect();
        self.tell(Command::Allow {
            members: keys,
            guests: BTreeSet::new(),
        })
        .await;
    }

    async fn dial(&self, other: &Node) {
        let (peer, addresses) = (other.key, other.addresses.clone());
        self.tell(Command::Dial { peer, addresses }).await;
    }

    async fn request(&self, peer: PublicKey, id: u64, bytes: Vec<u8>) {
        self.tell(Command::Request { peer, id, bytes }).await;
    }

    async fn gossip(&self, id: u8, bytes: &[u8]) {
        self.gossip_as([id; 32], bytes).await;
    }

    async fn gossip_as(&self, id: [u8; 32], bytes: &[u8]) {
        self.tell(Command::Gossip {
            topic: Topic::Entries,
            id,
            bytes: bytes.to_vec(),
        })
        .await;
    }

    /// What `wanted` makes of the first event that it wants; the others are passed over.
    async fn until<T>(&mut self, wanted: impl Fn(&Event) -> Option<T>) -> T {
        let mut seen = Vec::new();
        let waiting = async {
            loop {
                let event = self.events.recv().await.expect("the network runs");
                match wanted(&event) {
                    Some(value) => return value,
                    None => seen.push(event),
                }
            }
        };
        let found = tokio::time::timeout(PATIENCE, waiting).await;
        found.unwrap_or_else(|_| panic!("the event didn't come, but {seen:?}"))
    }

    async fn until_connected(&mut self, with: PublicKey) -> (Transport, bool) {
        self.until(|event| match event {
            Event::Connected {
                peer,
                transport,
                outbound,
                ..
            } if *peer == with => Some((*transport, *outbound)),
            _ => None,
        })
        .await
    }

    async fn until_disconnected(&mut self, from: PublicKey) {
        self.until(|event| (*event == Event::Disconnected { peer: from }).then_some(()))
            .await;
    }

    async fn until_asked(&mut self) -> (u64, Vec<u8>) {
        self.until(|event| match event {
            Event::Request { inbound, bytes, .. } => Some((*inbound, bytes.clone())),
            _ => None,
        })
        .await
    }

    async fn until_answered(&mut self, wanted: u64) -> Vec<u8> {
        self.until(|event| match event {
            Event::Response { id, parcel, .. } if *id == wanted => Some(content(parcel)),
            Event::RequestFailed { reason, .. } => panic!("{reason}"),
            _ => None,
        })
        .await
    }

    async fn until_failed(&mut self, wanted: u64) -> RequestFailure {
        self.until(|event| match event {
            Event::RequestFailed { id, reason, .. } if *id == wanted => Some(reason.clone()),
            _ => None,
        })
        .await
    }

    async fn until_malformed(&mut self) -> (PublicKey, String) {
        self.until(|event| match event {
            Event::Malformed { peer, reason } => Some((*peer, reason.clone())),
            _ => None,
        })
        .await
    }

    /// The next gossip whose id is filled with a byte that `wanted` wants, and that byte.
    async fn until_gossip(&mut self, wanted: impl Fn(u8) -> bool) -> (u8, u64, Vec<u8>) {
        self.until(|event| match event {
            Event::Gossip { message, id, bytes, .. } if wanted(id[0]) => Some((id[0], *message, bytes.clone())),
            _ => None,
        })
        .await
    }

    async fn judge(&self, message: u64, verdict: Verdict) {
        self.tell(Command::Verdict { message, verdict }).await;
    }
}

/// A port that was free a moment ago, on a loopback address that no other test uses where the system
/// has more than one: so nobody takes the port meanwhile.
fn free_port(place: u8) -> (String, u16) {
    let place = if cfg!(target_os = "linux") { place } else { 1 };
    let address = format!("127.0.0.{place}");
    let free = std::net::TcpListener::bind((address.as_str(), 0)).unwrap();
    let port = free.local_addr().unwrap().port();
    (address, port)
}

/// Two nodes, connected; the first has dialed.
async fn pair(listen: &str) -> (Node, Node) {
    let mut dialer = Node::start(1, &[], &[2]).await;
    let mut listener = Node::start(2, &[listen], &[1]).await;
    dialer.dial(&listener).await;
    let (_, outbound) = dialer.until_connected(listener.key).await;
    assert!(outbound);
    let (_, outbound) = listener.until_connected(dialer.key).await;
    assert!(!outbound);
    (dialer, listener)
}

/// Lets two connected nodes gossip until each has heard the other, so that each knows what the
/// other wants to hear. `place` makes the messages different in each pair.
async fn acquaint(a: &mut Node, b: &mut Node, place: u8) {
    let first = HELLO + 2 * place;
    let greeting = async {
        greet(a, b, first).await;
        greet(b, a, first + 1).await;
    };
    let greeted = tokio::time::timeout(PATIENCE, greeting).await;
    greeted.expect("connected nodes hear each other");
}

/// Says hello until it is heard, each time by another id: a message that has gone to others isn't
/// sent again.
async fn greet(from: &Node, to: &mut Node, id: u8) {
    for attempt in 0_u32.. {
        let mut name = [id; 32];
        name[1..5].copy_from_slice(&attempt.to_be_bytes());
        from.gossip_as(name, b"hello").await;
        let heard = to.until_gossip(|heard| heard == id);
        let soon = Duration::from_millis(300);
        if tokio::time::timeout(soon, heard).await.is_ok() {
            return;
        }
    }
}

/// Nodes in a row, each connected with the next only.
async fn row(seeds: &[u8]) -> Vec<Node> {
    let mut nodes = Vec::new();
    for (place, seed) in seeds.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| seeds[place]);
        let neighbours: Vec<u8> = before.into_iter().chain(seeds.get(place + 1).copied()).collect();
        nodes.push(Node::start(*seed, &[TCP, QUIC], &neighbours).await);
    }
    for place in 1..nodes.len() {
        let (left, right) = nodes.split_at_mut(place);
        let (a, b) = (&mut left[place - 1], &mut right[0]);
        a.dial(b).await;
        a.until_connected(b.key).await;
        b.until_connected(a.key).await;
        acquaint(a, b, u8::try_from(place).unwrap()).await;
    }
    nodes
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_answered_over_tcp_and_quic() {
    for (listen, expected) in [(TCP, Transport::Tcp), (QUIC, Transport::Quic)] {
        let mut dialer = Node::start(1, &[], &[2]).await;
        let mut listener = Node::start(2, &[listen], &[1]).await;
        dialer.dial(&listener).await;
        assert_eq!(dialer.until_connected(key(2)).await, (expected, true));
        assert_eq!(listener.until_connected(key(1)).await, (expected, false));

        dialer.request(key(2), 7, b"what is your head?".to_vec()).await;
        let (inbound, bytes) = listener.until_asked().await;
        assert_eq!(bytes, b"what is your head?");
        let answer = b"ayni ".repeat(300_000);
        listener
            .tell(Command::Respond {
                inbound,
                parcel: Parcel::of(answer.clone()),
            })
            .await;
        assert_eq!(dialer.until_answered(7).await, answer);

        // And the other way, on the same connection.
        listener.request(key(1), 8, vec![]).await;
        let (inbound, bytes) = dialer.until_asked().await;
        assert!(bytes.is_empty());
        dialer
            .tell(Command::Respond {
                inbound,
                parcel: Parcel::of(vec![1]),
            })
            .await;
        assert_eq!(listener.until_answered(8).await, [1]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_dial_each_other_at_once_are_connected_once() {
    for listen in [TCP, QUIC] {
        let mut a = Node::start(1, &[listen], &[2]).await;
        let mut b = Node::start(2, &[listen], &[1]).await;
        tokio::join!(a.dial(&b), b.dial(&a));
        a.until_connected(key(2)).await;
        b.until_connected(key(1)).await;
        a.request(key(2), 1, vec![5]).await;
        let (inbound, bytes) = b.until_asked().await;
        let parcel = Parcel::of(bytes);
        b.tell(Command::Respond { inbound, parcel }).await;
        let answer = a.until(|event| match event {
            Event::Connected { .. } | Event::Disconnected { .. } => panic!("{event:?}"),
            Event::Response { parcel, .. } => Some(content(parcel)),
            _ => None,
        });
        assert_eq!(answer.await, [5]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_requests_are_under_way_at_once_and_no_more_than_allowed() {
    let (mut dialer, mut listener) = pair(TCP).await;
    let allowed = REQUESTS_PER_PEER_MAX as u64;
    for id in 0..=allowed {
        dialer.request(key(2), id, id.to_be_bytes().to_vec()).await;
    }
    assert_eq!(dialer.until_failed(allowed).await, RequestFailure::Busy);
    let mut asked = Vec::new();
    for _ in 0..allowed {
        asked.push(listener.until_asked().await);
    }
    // Answered in the opposite order.
    for (inbound, bytes) in asked.into_iter().rev() {
        let parcel = Parcel::of(bytes);
        listener.tell(Command::Respond { inbound, parcel }).await;
    }
    let mut answers = BTreeSet::new();
    for _ in 0..allowed {
        let answer = dialer.until(|event| match event {
            Event::Response { id, parcel, .. } => Some((*id, content(parcel))),
            _ => None,
        });
        let (id, bytes) = answer.await;
        assert_eq!(bytes, id.to_be_bytes());
        answers.insert(id);
    }
    assert_eq!(answers.len() as u64, allowed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_cannot_be_sent_or_is_declined_fails_with_the_reason() {
    let (mut dialer, mut listener) = pair(TCP).await;
    dialer.request(key(3), 1, vec![]).await;
    assert_eq!(dialer.until_failed(1).await, RequestFailure::NotConnected);

    let long = vec![0; REQUEST_BYTES_MAX + 1];
    dialer.request(key(2), 2, long.clone()).await;
    assert_eq!(dialer.until_failed(2).await, RequestFailure::TooLarge(long.len()));

    dialer.request(key(2), 3, vec![]).await;
    let (inbound, _) = listener.until_asked().await;
    listener.tell(Command::Decline { inbound }).await;
    assert_eq!(dialer.until_failed(3).await, RequestFailure::Closed);

    dialer.request(key(2), 4, vec![]).await;
    listener.until_asked().await;
    listener.tell(Command::Disconnect { peer: key(1) }).await;
    assert_eq!(dialer.until_failed(4).await, RequestFailure::Closed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_refused_after_the_handshake() {
    for listen in [TCP, QUIC] {
        let mut stranger = Node::start(1, &[], &[2]).await;
        let mut node = Node::start(2, &[listen], &[3]).await;
        stranger.dial(&node).await;
        let refused = node.until(|event| match event {
            Event::Connected { peer, .. } => panic!("{peer} got in"),
            Event::Refused { peer, reason, .. } => Some((*peer, reason.clone())),
            _ => None,
        });
        assert_eq!(refused.await, (Some(key(1)), RefusalReason::Stranger));
        stranger.until_disconnected(key(2)).await;

        // Once the key is allowed, the same dial succeeds.
        node.allow(&[1]).await;
        stranger.dial(&node).await;
        node.until_connected(key(1)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_not_dialed() {
    let mut node = Node::start(1, &[], &[]).await;
    let other = Node::start(2, &[TCP], &[1]).await;
    node.dial(&other).await;
    assert_eq!(dial_failure(&mut node).await, DialFailure::NotAllowed);
}

async fn dial_failure(node: &mut Node) -> DialFailure {
    node.until(|event| match event {
        Event::DialFailed { reason, .. } => Some(reason.clone()),
        Event::Connected { peer, .. } => panic!("connected with {peer}"),
        _ => None,
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_no_longer_allowed_is_disconnected() {
    let (mut dialer, mut listener) = pair(TCP).await;
    listener.allow(&[3]).await;
    listener.until_disconnected(key(1)).await;
    dialer.until_disconnected(key(2)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_another_key_answers_for_is_not_connected() {
    let mut node = Node::start(1, &[], &[2, 3]).await;
    let other = Node::start(3, &[TCP], &[1]).await;
    let addresses = other.addresses.clone();
    node.tell(Command::Dial {
        peer: key(2),
        addresses,
    })
    .await;
    let expected = DialFailure::WrongPeer(key(3).to_string());
    assert_eq!(dial_failure(&mut node).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dial_that_nobody_answers_says_why() {
    let mut node = Node::start(1, &[], &[2]).await;
    let (address, port) = free_port(78);
    let addresses = vec![format!("/ip4/{address}/tcp/{port}")];
    node.tell(Command::Dial {
        peer: key(2),
        addresses: addresses.clone(),
    })
    .await;
    let DialFailure::Unreachable(reason) = dial_failure(&mut node).await else {
        panic!("expected an unreachable peer");
    };
    assert!(reason.contains(&addresses[0]), "{reason}");
    assert!(reason.contains("refused"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn peers_tell_each_other_where_they_listen() {
    let mut dialer = Node::start(1, &[], &[2]).await;
    let mut listener = Node::start(2, &[TCP, QUIC], &[1]).await;
    assert_eq!(listener.addresses.len(), 2);
    dialer.dial(&listener).await;
    let told = dialer.until(|event| match event {
        Event::Identified { agent, addresses, .. } => Some((agent.clone(), addresses.clone())),
        _ => None,
    });
    let (agent, mut addresses) = told.await;
    assert_eq!(agent, "ayni/test");
    addresses.sort();
    listener.addresses.sort();
    assert_eq!(addresses, listener.addresses);
    let measured = dialer.until(|event| match event {
        Event::RoundTrip { peer, .. } => Some(*peer),
        _ => None,
    });
    assert_eq!(measured.await, key(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_in_use_and_a_wrong_address_are_named_at_the_start() {
    let first = Node::start(1, &[TCP, QUIC], &[]).await;
    for address in &first.addresses {
        let error = Network::start(config(2, &[TCP, address])).await.err().unwrap();
        assert!(matches!(error, NetworkError::PortInUse { .. }), "{error}");
        assert!(error.to_string().contains(address.as_str()), "{error}");
    }
    let error = Network::start(config(2, &["localhost:4001"])).await.err().unwrap();
    assert!(matches!(error, NetworkError::Address { .. }), "{error}");
    let error = Network::start(config(2, &["/ip4/127.0.0.1/tcp/0/ws"]))
        .await
        .err()
        .unwrap();
    assert!(matches!(error, NetworkError::Transport { .. }), "{error}");
    // An address of the block that is kept for documentation: no machine has it.
    let error = Network::start(config(2, &["/ip4/192.0.2.1/tcp/0"]))
        .await
        .err()
        .unwrap();
    assert!(matches!(error, NetworkError::Listen { .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_address_twice_is_listened_on_once() {
    let (address, port) = free_port(79);
    let address = format!("/ip4/{address}/tcp/{port}");
    let node = Node::start(1, &[&address, &address], &[]).await;
    assert_eq!(node.addresses, [address]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_stops_says_goodbye() {
    for listen in [TCP, QUIC] {
        let (mut dialer, listener) = pair(listen).await;
        drop(listener.commands);
        tokio::time::timeout(PATIENCE, listener.task).await.unwrap().unwrap();
        dialer.until_disconnected(key(2)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_taken_while_nobody_reads_the_events() {
    let mut node = Node::start(1, &[], &[]).await;
    let many = 4 * (COMMANDS_MAX + EVENTS_MAX) as u64;
    for id in 0..many {
        let sent = node.request(key(2), id, vec![]);
        tokio::time::timeout(PATIENCE, sent).await.unwrap();
    }
    for id in 0..many {
        assert_eq!(node.until_failed(id).await, RequestFailure::NotConnected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn gossip_reaches_every_node_of_a_row_when_each_accepts_it() {
    let mut nodes = row(&[1, 2, 3, 4, 5]).await;
    let news = vec![42; MESSAGE_BYTES_MAX];
    nodes[0].gossip(1, &news).await;
    for node in &mut nodes[1..] {
        let (_, message, bytes) = node.until_gossip(|id| id == 1).await;
        assert_eq!(bytes, news);
        node.judge(message, Verdict::Accept).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_and_ignored_gossip_goes_no_further() {
    let mut nodes = row(&[1, 2, 3]).await;
    for (id, verdict) in [(1, Verdict::Reject), (2, Verdict::Ignore), (3, Verdict::Accept)] {
        nodes[0].gossip(id, b"news").await;
        let (_, message, _) = nodes[1].until_gossip(|heard| heard == id).await;
        nodes[1].judge(message, verdict).await;
        // Only the first verdict counts.
        nodes[1].judge(message, Verdict::Accept).await;
    }
    let (first, _, _) = nodes[2].until_gossip(|id| id < HELLO).await;
    assert_eq!(first, 3, "the others were accepted by nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn rubbish_under_a_messages_id_does_not_keep_the_message_away() {
    let mut nodes = row(&[1, 2, 3]).await;
    nodes[0].gossip(7, b"rubbish").await;
    let (_, message, bytes) = nodes[1].until_gossip(|id| id == 7).await;
    assert_eq!(bytes, b"rubbish");
    nodes[1].judge(message, Verdict::Reject).await;

    nodes[2].gossip(7, b"news").await;
    let (_, message, bytes) = nodes[1].until_gossip(|id| id == 7).await;
    assert_eq!(bytes, b"news");
    nodes[1].judge(message, Verdict::Accept).await;
}
