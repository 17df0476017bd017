//! A federation of many real replicas in calm weather: nothing is lost and nobody stops, so that what is sent is what the
//! protocol costs. What all hold is held once for all.

mod gossip;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use ayni_protocol::charter::{Change, Charters, Role};
use ayni_protocol::entry::Entry;
use ayni_protocol::frontier::{Frontier, Range};
use ayni_protocol::identity::{Hash, PublicKey, SecretKey};
use ayni_protocol::limits::RESPONSE_ENTRIES_BYTES_MAX;
use ayni_protocol::log::{AuthenticEntry, authenticate};
use ayni_protocol::message::{Filling, Response, WireEntry};
use ayni_protocol::replica::{Answer, Bodies, Input, Output, Replica, Start};

use super::graph::{Graph, USUAL};
use super::traffic::{Kind, Traffic};
use super::{BODY_BYTES, DELAYS};
use crate::scenario::{charters, secret};
use gossip::Message;

/// Within this time all nodes start, in milliseconds.
const STARTS: u64 = 10_000;

/// For how long ids of messages are remembered: longer than any wanders.
const SEEN: u64 = 120_000;

struct Node {
    secret: SecretKey,
    key: PublicKey,
    /// Absent until it starts.
    replica: Option<Replica>,
    links: BTreeSet<usize>,
    tick_at: u64,
    sent: Traffic,
    /// Messages that it passes on, and since when it has each.
    recent: Vec<(u64, Hash)>,
}

/// An entry that somebody has published.
struct Published {
    entry: AuthenticEntry,
    at: u64,
    holders: usize,
}

enum Event {
    Start,
    Tick,
    Input(Input),
    Ask {
        from: usize,
        request: u64,
        bytes: Vec<u8>,
    },
    Dialled {
        by: usize,
    },
    Gossip {
        from: usize,
        id: Hash,
    },
    /// A neighbour needs no more copies.
    Unwanted {
        by: usize,
        id: Hash,
    },
    Heartbeat,
    /// A neighbour has these messages.
    Have {
        from: usize,
        ids: Rc<[Hash]>,
    },
    /// A neighbour asks for one.
    Want {
        by: usize,
        id: Hash,
    },
    Publish,
    /// Its people vote for what is proposed.
    Vote,
}

/// See the module.
pub(crate) struct Crowd {
    charters: Charters,
    nodes: Vec<Node>,
    numbers: BTreeMap<PublicKey, usize>,
    logs: BTreeMap<PublicKey, Vec<Published>>,
    /// Set once the links are there.
    graph: Option<Graph>,
    now: u64,
    sequence: u64,
    queue: BTreeMap<(u64, u64), (usize, Event)>,
    next_inbound: u64,
    inbound: BTreeMap<u64, (usize, u64)>,
    messages: BTreeMap<Hash, Message>,
    /// Messages handed to replicas, by the number under which they are judged.
    judging: BTreeMap<u64, (Hash, usize)>,
    dice: fastrand::Rng,
    /// Whether gossip arrives.
    gossips: bool,
    /// How long each published entry took to be everywhere, in milliseconds.
    pub(crate) spreads: Vec<u64>,
    /// Bytes of the longest answer that named heads.
    pub(crate) differ_max: usize,
    /// Certified charters that nodes have announced, each with the ballots that it holds itself.
    pub(crate) charters_announced: usize,
    /// Inputs that replicas have judged.
    pub(crate) inputs: u64,
}

impl Crowd {
    /// So many platforms, each with one entry that all hold, linked with each other.
    pub(crate) fn new(count: usize, seed: u64) -> Self {
        let members =
            (0..count).map(|number| crate::scenario::member(number, super::graph::side(number), Role::Member));
        let charters = charters(members.collect());
        let federation = charters.federation();
        let mut crowd = Self {
            nodes: Vec::new(),
            numbers: BTreeMap::new(),
            logs: BTreeMap::new(),
            graph: None,
            now: 0,
            sequence: 0,
            queue: BTreeMap::new(),
            next_inbound: 0,
            inbound: BTreeMap::new(),
            messages: BTreeMap::new(),
            judging: BTreeMap::new(),
            dice: fastrand::Rng::with_seed(seed),
            gossips: true,
            spreads: Vec::new(),
            differ_max: 0,
            charters_announced: 0,
            inputs: 0,
            charters,
        };
        for number in 0..count {
            let secret = secret(number);
            let key = secret.public();
            let first = Entry::sign(&secret, &federation, 1, None, 0, vec![0; BODY_BYTES]);
            let entry = authenticate(&federation, vec![first]).expect("just signed").remove(0);
            let (at, holders) = (0, count);
            crowd.logs.insert(key, vec![Published { entry, at, holders }]);
            crowd.numbers.insert(key, number);
            crowd.nodes.push(Node {
                secret,
                key,
                replica: None,
                links: BTreeSet::new(),
                tick_at: 0,
                sent: Traffic::default(),
                recent: Vec::new(),
            });
            let after = crowd.dice.u64(0..STARTS);
            crowd.plan(number, after, Event::Start);
        }
        // Until the last one has been dialled again by those who did not find it at first.
        crowd.run_for(6 * STARTS);
        let links = crowd.nodes.iter().map(|node| node.links.iter().copied().collect());
        crowd.graph = Some(Graph::new(links.collect(), USUAL, &mut crowd.dice));
        crowd.reset();
        crowd
    }

    /// Loses all gossip from now on: what is new comes by comparisons alone.
    pub(crate) fn lose_gossip(&mut self) {
        self.gossips = false;
    }

    /// Counts anew from here.
    pub(crate) fn reset(&mut self) {
        for node in &mut self.nodes {
            node.sent = Traffic::default();
        }
        self.spreads.clear();
        self.differ_max = 0;
        self.inputs = 0;
    }

    /// What a node has sent since it was counted anew, on average.
    pub(crate) fn sent_mean(&self) -> Traffic {
        let mut sum = Traffic::default();
        for node in &self.nodes {
            sum += &node.sent;
        }
        sum.times(1.0 / self.nodes.len() as f64)
    }

    /// Bytes that the node has sent that has sent the most.
    pub(crate) fn sent_max(&self) -> f64 {
        self.nodes.iter().map(|node| node.sent.bytes()).fold(0.0, f64::max)
    }

    /// The links and the mesh.
    pub(crate) fn graph(&self) -> &Graph {
        self.graph.as_ref().expect("made at the start")
    }

    /// Plans publications of one entry each, by anybody at any time within so many milliseconds.
    pub(crate) fn plan_publications(&mut self, entries: usize, within: u64) {
        for _ in 0..entries {
            let (number, after) = (self.dice.usize(0..self.nodes.len()), self.dice.u64(0..within));
            self.plan(number, after, Event::Publish);
        }
    }

    /// The first platform proposes that the last one be an observer, and all vote for it at any time within so many
    /// milliseconds.
    pub(crate) fn plan_decision(&mut self, within: u64) {
        let key = self.nodes.last().expect("there are nodes").key;
        let changes = vec![Change::Role {
            key,
            role: Role::Observer,
            last: 0,
        }];
        self.handle(0, Input::Propose { ask: 0, changes });
        for number in 1..self.nodes.len() {
            let after = self.dice.u64(0..within);
            self.plan(number, after, Event::Vote);
        }
    }

    /// How many nodes hold the charter of this epoch.
    pub(crate) fn in_epoch(&self, epoch: u64) -> usize {
        let held = self.nodes.iter().filter_map(|node| node.replica.as_ref()?.charters());
        held.filter(|charters| charters.current().epoch == epoch).count()
    }

    /// Bytes of the newest charter with its ballots, as the first node holds it.
    pub(crate) fn charter_bytes(&self) -> usize {
        let charters = self.nodes[0]
            .replica
            .as_ref()
            .and_then(Replica::charters)
            .expect("it runs");
        charters.since(charters.count() - 1)[0].encode().len()
    }

    /// Whether every node holds all that was ever published.
    pub(crate) fn has_converged(&self) -> bool {
        let all: Frontier = self
            .logs
            .iter()
            .map(|(author, log)| (*author, log[log.len() - 1].entry.head()))
            .collect();
        let mut replicas = self.nodes.iter().map(|node| node.replica.as_ref().expect("it runs"));
        replicas.all(|replica| *replica.frontier() == all)
    }

    /// The heads that a node holds.
    pub(crate) fn frontier(&self, number: usize) -> &Frontier {
        self.nodes[number].replica.as_ref().expect("it runs").frontier()
    }

    /// Runs until all hold the same; fails after so many milliseconds.
    pub(crate) fn converge(&mut self, within: u64) {
        let end = self.now + within;
        while !self.has_converged() {
            assert!(
                self.now < end,
                "{} nodes have not converged after {within} ms",
                self.nodes.len()
            );
            self.run_for(1_000);
        }
    }

    /// Lets so many milliseconds pass.
    pub(crate) fn run_for(&mut self, time: u64) {
        let end = self.now + time;
        while let Some(next) = self.queue.first_entry() {
            if next.key().0 > end {
                break;
            }
            self.now = next.key().0;
            let (number, event) = next.remove();
            self.happen(number, event);
        }
        self.now = end;
        let now = self.now;
        self.messages.retain(|_, message| message.since + SEEN > now);
    }

    fn plan(&mut self, number: usize, after: u64, event: Event) {
        self.sequence += 1;
        self.queue.insert((self.now + after, self.sequence), (number, event));
    }

    /// Plans what a message on its way brings about.
    fn send(&mut self, number: usize, event: Event) {
        let delay = self.dice.u64(DELAYS);
        self.plan(number, delay, event);
    }

    fn happen(&mut self, number: usize, event: Event) {
        match event {
            Event::Start => self.start(number),
            Event::Tick => {
                if self.nodes[number].tick_at == self.now {
                    self.handle(number, Input::Tick);
                }
            }
            Event::Input(input) => self.handle(number, input),
            Event::Ask { from, request, bytes } => {
                self.next_inbound += 1;
                let inbound = self.next_inbound;
                self.inbound.insert(inbound, (from, request));
                let peer = self.nodes[from].key;
                self.handle(number, Input::Request { peer, inbound, bytes });
            }
            Event::Dialled { by } => self.dialled(number, by),
            Event::Gossip { from, id } => self.gossiped(number, from, id),
            Event::Unwanted { by, id } => {
                if let Some(message) = self.messages.get_mut(&id) {
                    message.unwanted.insert((by, number));
                }
            }
            Event::Heartbeat => self.heartbeat(number),
            Event::Have { from, ids } => self.told_of(number, from, &ids),
            Event::Want { by, id } => self.pass_on(number, &[by], id),
            Event::Publish => {
                let body = std::iter::repeat_with(|| self.dice.u8(..)).take(BODY_BYTES).collect();
                let (publication, time, bodies) = (0, self.now as i64, vec![body]);
                self.handle(
                    number,
                    Input::Publish {
                        publication,
                        time,
                        bodies,
                    },
                );
            }
            Event::Vote => self.vote(number),
        }
    }

    fn start(&mut self, number: usize) {
        let seed = self.dice.u64(..);
        let node = &mut self.nodes[number];
        let (replica, outputs) = Replica::start(Start {
            secret: node.secret.clone(),
            federation: self.charters.federation(),
            charters: Some(self.charters.clone()),
            inviter: None,
            frontier: self
                .logs
                .iter()
                .map(|(author, log)| (*author, log[0].entry.head()))
                .collect(),
            bodies: Bodies::default(),
            own_aside: None,
            papers: Vec::new(),
            guests: BTreeSet::new(),
            alone: false,
            seed,
        });
        node.replica = Some(replica);
        self.perform(number, outputs);
        self.handle(number, Input::Tick);
    }

    fn dialled(&mut self, number: usize, by: usize) {
        let (key, caller) = (self.nodes[number].key, self.nodes[by].key);
        if self.nodes[number].replica.is_none() {
            return self.send(by, Event::Input(Input::DialFailed { peer: key }));
        }
        assert!(self.graph.is_none(), "in calm weather links stay as they are");
        if self.nodes[number].links.insert(by) {
            self.nodes[by].links.insert(number);
            let connected = |peer, outbound| Input::Connected { peer, outbound };
            self.handle(number, connected(caller, false));
            self.plan(by, 0, Event::Input(connected(key, true)));
        }
    }

    fn vote(&mut self, number: usize) {
        let assembly = self.nodes[number]
            .replica
            .as_ref()
            .and_then(Replica::assembly)
            .expect("it runs");
        if assembly.current().epoch > 0 {
            return;
        }
        match assembly.candidates().into_keys().next() {
            Some(charter) => self.handle(
                number,
                Input::Vote {
                    ask: 0,
                    charter: Some(charter),
                    go_on: false,
                },
            ),
            // It has not heard of it yet.
            None => self.plan(number, 15_000, Event::Vote),
        }
    }

    // The shell of a node

    fn handle(&mut self, number: usize, input: Input) {
        let now = self.now;
        let replica = self.nodes[number].replica.as_mut().expect("it runs");
        let outputs = replica.handle(input, now);
        self.inputs += 1;
        self.perform(number, outputs);
        let node = &mut self.nodes[number];
        let wake = node.replica.as_ref().expect("it runs").next_wake(now);
        if wake != node.tick_at {
            node.tick_at = wake;
            self.plan(number, wake - now, Event::Tick);
        }
    }

    fn perform(&mut self, number: usize, outputs: Vec<Output>) {
        for output in outputs {
            self.perform_one(number, output);
        }
    }

    fn perform_one(&mut self, number: usize, output: Output) {
        match output {
            Output::Append(entries) => entries.into_iter().for_each(|entry| self.append(entry)),
            Output::Check { author, head, .. } => {
                let held = &self.logs[&author][head.seq as usize - 1].entry;
                assert_eq!(held.head(), head, "nobody forks here");
            }
            Output::Dial(peer) => {
                let other = self.numbers[&peer];
                self.send(other, Event::Dialled { by: number });
            }
            Output::Request { peer, request, bytes } => {
                let other = self.numbers[&peer];
                self.nodes[number].sent.request(Kind::of(&bytes), bytes.len());
                let from = number;
                self.send(other, Event::Ask { from, request, bytes });
            }
            Output::Respond { inbound, bytes } => self.respond(number, inbound, &bytes),
            Output::Serve { inbound, ranges } => {
                let bytes = self.serve(&ranges).encode();
                self.respond(number, inbound, &bytes);
            }
            Output::Gossip { topic, id, bytes } => self.gossip(number, topic, id, bytes),
            Output::Verdict { message, verdict } => self.judged(number, message, verdict),
            Output::Published { result, .. } => drop(result.expect("it may publish")),
            Output::Decided { result, .. } => drop(result.expect("it may decide")),
            Output::KeepCharter(_) | Output::KeepPaper(_) | Output::Allow { .. } => {}
            other => panic!("in calm weather nothing asks for {other:?}"),
        }
    }

    /// Notes that one more node holds an entry.
    fn append(&mut self, entry: AuthenticEntry) {
        let log = self.logs.get_mut(&entry.author()).expect("every platform has a log");
        let at = entry.seq() as usize - 1;
        if at == log.len() {
            let (at, holders) = (self.now, 0);
            log.push(Published {
                entry: entry.clone(),
                at,
                holders,
            });
        }
        let published = &mut log[at];
        assert_eq!(
            published.entry.head(),
            entry.head(),
            "nobody signs two entries with one number"
        );
        published.holders += 1;
        if published.holders == self.nodes.len() {
            self.spreads.push(self.now - published.at);
        }
    }

    fn serve(&self, ranges: &[Range]) -> Response {
        let mut filling = Filling::new(RESPONSE_ENTRIES_BYTES_MAX);
        for range in ranges {
            let run = &self.logs[&range.author][range.from as usize - 1..range.to as usize];
            filling.push(run.iter().map(|published| {
                let entry = published.entry.entry();
                (entry.size(), WireEntry::new(entry.envelope().bytes(), entry.body()))
            }));
        }
        Response::Entries {
            runs: filling.into_runs(),
        }
    }

    fn respond(&mut self, number: usize, inbound: u64, bytes: &[u8]) {
        let (asker, request) = self.inbound.remove(&inbound).expect("each request is answered once");
        let kind = Kind::of(bytes);
        self.nodes[number].sent.response(kind, bytes.len());
        if kind == Kind::Differ {
            self.differ_max = self.differ_max.max(bytes.len());
        }
        let peer = self.nodes[number].key;
        let answer = Answer::read(&self.charters.federation(), bytes);
        assert!(
            !matches!(answer, Answer::Malformed(_)),
            "a good answer is refused: {answer:?}"
        );
        self.send(asker, Event::Input(Input::Response { peer, request, answer }));
    }
}
