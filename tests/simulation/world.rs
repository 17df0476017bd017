//! The simulated world: nodes, links between them, and the queue of what will happen.

mod convergence;
mod weather;

use std::collections::{BTreeMap, BTreeSet};

use ayni_protocol::charter::{Charters, Member};
use ayni_protocol::identity::{Hash, PublicKey, SecretKey};
use ayni_protocol::log::AuthenticEntry;
use ayni_protocol::replica::{Answer, Input, Output, Replica, Start, Topic, Verdict};
use ayni_protocol::vocabulary::side::Side;

use crate::disk::Disk;
pub(crate) use weather::{CALM, Weather};

struct Node {
    secret: SecretKey,
    key: PublicKey,
    inviter: Option<PublicKey>,
    disk: Disk,
    /// Absent while the node is down.
    replica: Option<Replica>,
    /// Counts starts: what was meant for an earlier life does not arrive.
    life: u32,
    allowed: BTreeSet<PublicKey>,
    links: BTreeSet<usize>,
    /// Peers whose links are down, which this node has not heard yet: until it has, there is no new one.
    ending: BTreeSet<usize>,
    gossip_seen: BTreeSet<Hash>,
    gossip_waiting: BTreeMap<u64, (Topic, Hash, Vec<u8>, usize)>,
    /// When the next tick is planned; older ticks are stale.
    tick_at: u64,
}

enum Event {
    Tick,
    Input(Input),
    Ask {
        from: usize,
        request: u64,
        bytes: Vec<u8>,
    },
    Gossip {
        from: usize,
        topic: Topic,
        id: Hash,
        bytes: Vec<u8>,
    },
    Dialled {
        by: usize,
    },
    Restart,
}

struct Planned {
    node: usize,
    life: u32,
    event: Event,
}

/// The world.
pub(crate) struct World {
    federation: Hash,
    nodes: Vec<Node>,
    members: Vec<Member>,
    now: u64,
    sequence: u64,
    queue: BTreeMap<(u64, u64), Planned>,
    dice: fastrand::Rng,
    weather: Weather,
    /// Nodes in different groups cannot reach each other.
    groups: Vec<u8>,
    next_inbound: u64,
    inbound: BTreeMap<u64, (usize, u64, u32)>,
    /// Every entry ever durable anywhere: one id for each place in a log, or someone forked.
    ids: BTreeMap<(PublicKey, u64), Hash>,
    /// Entries acknowledged to whoever published them.
    acknowledged: BTreeMap<PublicKey, u64>,
    trace: Hash,
}

impl World {
    /// A world in which all nodes but those of `down` run.
    ///
    /// A node without `charters` joins through the first one.
    pub(crate) fn new(seed: u64, secrets: Vec<SecretKey>, charters: &Charters, joining: &[usize]) -> Self {
        let inviter = secrets[0].public();
        let nodes = secrets.into_iter().enumerate().map(|(number, secret)| {
            let joins = joining.contains(&number);
            Node {
                key: secret.public(),
                secret,
                inviter: joins.then_some(inviter),
                disk: Disk::with_charters((!joins).then(|| charters.clone())),
                replica: None,
                life: 0,
                allowed: BTreeSet::new(),
                links: BTreeSet::new(),
                ending: BTreeSet::new(),
                gossip_seen: BTreeSet::new(),
                gossip_waiting: BTreeMap::new(),
                tick_at: 0,
            }
        });
        let nodes: Vec<Node> = nodes.collect();
        Self {
            federation: charters.federation(),
            groups: vec![0; nodes.len()],
            members: charters.current().members.clone(),
            nodes,
            now: 0,
            sequence: 0,
            queue: BTreeMap::new(),
            dice: fastrand::Rng::with_seed(seed),
            weather: CALM,
            next_inbound: 0,
            inbound: BTreeMap::new(),
            ids: BTreeMap::new(),
            acknowledged: BTreeMap::new(),
            trace: Hash([0; 32]),
        }
    }

    pub(crate) fn set_weather(&mut self, weather: Weather) {
        self.weather = weather;
    }

    pub(crate) fn dice(&mut self) -> &mut fastrand::Rng {
        &mut self.dice
    }

    pub(crate) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// A digest of everything that happened so far.
    pub(crate) fn trace(&self) -> Hash {
        self.trace
    }

    pub(crate) fn is_up(&self, node: usize) -> bool {
        self.nodes[node].replica.is_some()
    }

    pub(crate) fn now(&self) -> u64 {
        self.now
    }

    pub(crate) fn key(&self, node: usize) -> PublicKey {
        self.nodes[node].key
    }

    /// Absent while the node is down.
    pub(crate) fn replica(&self, node: usize) -> Option<&Replica> {
        self.nodes[node].replica.as_ref()
    }

    /// All who are, were or may become members.
    pub(crate) fn everybody(&self) -> Vec<Member> {
        self.members.clone()
    }

    /// Somebody may become a member.
    pub(crate) fn expect_member(&mut self, newcomer: &Member) {
        if !self.members.contains(newcomer) {
            self.members.push(newcomer.clone());
        }
    }

    /// Nodes of Northern platforms.
    pub(crate) fn northern(&self) -> Vec<usize> {
        (0..self.nodes.len())
            .filter(|node| self.side(*node) == Some(Side::North))
            .collect()
    }

    fn side(&self, node: usize) -> Option<Side> {
        let key = self.nodes[node].key;
        self.members
            .iter()
            .find(|member| member.key == key)
            .map(|member| member.side)
    }

    // Life and death

    /// Starts a node from its disk.
    pub(crate) fn restart(&mut self, number: usize) {
        let seed = self.dice.u64(..);
        let node = &mut self.nodes[number];
        if node.replica.is_some() {
            return;
        }
        node.life += 1;
        let (replica, outputs) = Replica::start(Start {
            secret: node.secret.clone(),
            federation: self.federation,
            charters: node.disk.charters(),
            inviter: node.inviter,
            frontier: node.disk.frontier(),
            bodies: node.disk.bodies(),
            own_aside: node.disk.last_aside(&node.key),
            papers: node.disk.papers(),
            guests: BTreeSet::new(),
            alone: false,
            seed,
        });
        node.replica = Some(replica);
        self.note(number, "start");
        self.perform(number, outputs);
        self.handle(number, Input::Tick);
    }

    /// Stops a node at once: what is not on its disk is gone.
    pub(crate) fn crash(&mut self, number: usize) {
        self.note(number, "crash");
        let node = &mut self.nodes[number];
        node.replica = None;
        node.life += 1;
        node.allowed.clear();
        node.ending.clear();
        node.gossip_seen.clear();
        node.gossip_waiting.clear();
        for other in std::mem::take(&mut node.links) {
            self.unlink(other, number);
        }
    }

    /// Starts the last node.
    pub(crate) fn join_last(&mut self) {
        self.restart(self.nodes.len() - 1);
    }

    fn unlink(&mut self, number: usize, gone: usize) {
        if self.nodes[number].links.remove(&gone) {
            let peer = self.nodes[gone].key;
            self.nodes[number].ending.insert(gone);
            self.plan_soon(number, Event::Input(Input::Disconnected { peer }));
        }
    }

    /// Divides the nodes into groups that cannot reach each other.
    pub(crate) fn divide(&mut self, groups: Vec<u8>) {
        self.groups = groups;
        for one in 0..self.nodes.len() {
            for other in self.nodes[one].links.clone() {
                if self.groups[one] != self.groups[other] {
                    self.unlink(one, other);
                    self.unlink(other, one);
                }
            }
        }
    }

    // Time

    fn plan(&mut self, node: usize, after: u64, event: Event) {
        self.sequence += 1;
        let life = self.nodes[node].life;
        self.queue
            .insert((self.now + after, self.sequence), Planned { node, life, event });
    }

    fn plan_soon(&mut self, node: usize, event: Event) {
        let delay = self.dice.u64(1..=self.weather.delay_max);
        self.plan(node, delay, event);
    }

    fn is_lost(&mut self) -> bool {
        self.dice.u32(0..1000) < self.weather.lost
    }

    /// Starts a node again after so many milliseconds.
    pub(crate) fn restart_after(&mut self, node: usize, after: u64) {
        self.plan(node, after, Event::Restart);
    }

    /// Lets so many milliseconds pass.
    pub(crate) fn run_for(&mut self, time: u64) {
        let end = self.now + time;
        while let Some(next) = self.queue.first_entry() {
            if next.key().0 > end {
                break;
            }
            self.now = next.key().0;
            let planned = next.remove();
            self.happen(planned);
        }
        self.now = end;
    }

    fn happen(&mut self, Planned { node, life, event }: Planned) {
        if let Event::Restart = event {
            return self.restart(node);
        }
        if self.nodes[node].life != life || !self.is_up(node) {
            return;
        }
        match event {
            Event::Tick => {
                if self.nodes[node].tick_at <= self.now {
                    self.handle(node, Input::Tick);
                }
            }
            Event::Input(input) => {
                if let Input::Disconnected { peer } = &input {
                    let gone = self.number(peer);
                    self.nodes[node].ending.remove(&gone);
                }
                self.handle(node, input);
            }
            Event::Ask { from, request, bytes } => {
                if !self.nodes[node].links.contains(&from) {
                    return;
                }
                self.next_inbound += 1;
                let life = self.nodes[from].life;
                self.inbound.insert(self.next_inbound, (from, request, life));
                let (peer, inbound) = (self.nodes[from].key, self.next_inbound);
                self.handle(node, Input::Request { peer, inbound, bytes });
            }
            Event::Gossip { from, topic, id, bytes } => {
                if !self.nodes[node].links.contains(&from) || !self.nodes[node].gossip_seen.insert(id) {
                    return;
                }
                self.next_inbound += 1;
                let message = self.next_inbound;
                self.nodes[node]
                    .gossip_waiting
                    .insert(message, (topic, id, bytes.clone(), from));
                let from = self.nodes[from].key;
                self.handle(
                    node,
                    Input::Gossip {
                        from,
                        message,
                        topic,
                        id,
                        bytes,
                    },
                );
            }
            Event::Dialled { by } => self.dialled(node, by),
            Event::Restart => unreachable!("handled above"),
        }
    }

    fn dialled(&mut self, node: usize, by: usize) {
        let (key, caller) = (self.nodes[node].key, self.nodes[by].key);
        let is_ending = self.nodes[node].ending.contains(&by) || self.nodes[by].ending.contains(&node);
        let welcome = self.is_up(by)
            && !is_ending
            && self.groups[node] == self.groups[by]
            && self.nodes[node].allowed.contains(&caller)
            && self.nodes[by].allowed.contains(&key);
        if !welcome || self.is_lost() {
            return self.plan_soon(by, Event::Input(Input::DialFailed { peer: key }));
        }
        if self.nodes[node].links.insert(by) {
            self.nodes[by].links.insert(node);
            let connected = |peer, outbound| Input::Connected { peer, outbound };
            self.handle(node, connected(caller, false));
            self.plan(by, 0, Event::Input(connected(key, true)));
        }
    }

    // The shell of a node

    pub(crate) fn handle(&mut self, number: usize, input: Input) {
        self.note(number, &format!("{input:?}"));
        let now = self.now;
        let Some(replica) = &mut self.nodes[number].replica else {
            return;
        };
        let outputs = replica.handle(input, now);
        self.perform(number, outputs);
        let Some(replica) = &self.nodes[number].replica else {
            return;
        };
        let wake = replica.next_wake(now);
        assert!(wake > now, "time goes on");
        self.nodes[number].tick_at = wake;
        self.plan(number, wake - now, Event::Tick);
    }

    /// Performs outputs in order, and then lets the replica judge what came of that; a crash may come before
    /// any of them, and an append may fail.
    fn perform(&mut self, number: usize, outputs: Vec<Output>) {
        let mut outputs = outputs.into_iter();
        let mut later = Vec::new();
        while let Some(output) = outputs.next() {
            if self.weather.crashing > 0 && self.dice.u32(0..1000) < self.weather.crashing {
                self.crash(number);
                let after = self.dice.u64(100..20_000);
                return self.restart_after(number, after);
            }
            let is_append = matches!(output, Output::Append(_) | Output::Erase { .. } | Output::Fill(_));
            if is_append && self.weather.failing > 0 && self.dice.u32(0..1000) < self.weather.failing {
                return self.give_up(number, outputs);
            }
            later.extend(self.perform_one(number, output));
        }
        for input in later {
            self.handle(number, input);
        }
    }

    /// Drops what was to follow an append that failed, and takes the replica back to what is on the disk.
    fn give_up(&mut self, number: usize, rest: impl Iterator<Item = Output>) {
        let node = &mut self.nodes[number];
        let mut inputs = vec![Input::KeepFailed {
            can_keep: true,
            frontier: node.disk.frontier(),
            bodies: node.disk.bodies(),
            charters: node.disk.charters(),
            papers: node.disk.papers(),
        }];
        for output in rest {
            match output {
                Output::Verdict { message, .. } => {
                    node.gossip_waiting
                        .remove(&message)
                        .expect("each message is judged once");
                }
                Output::Respond { inbound, .. } | Output::Serve { inbound, .. } => {
                    self.inbound.remove(&inbound).expect("each request is answered once");
                }
                Output::Request { peer, request, .. } => inputs.push(Input::RequestFailed { peer, request }),
                Output::Dial(peer) => inputs.push(Input::NoAddress { peer }),
                _ => {}
            }
        }
        for input in inputs {
            self.handle(number, input);
        }
    }

    /// Performs an output; what the replica is to know of that.
    fn perform_one(&mut self, number: usize, output: Output) -> Option<Input> {
        match output {
            Output::Append(entries) => self.append(number, &entries),
            Output::Erase { erasures, entries } => {
                self.append(number, &entries);
                for (_, erased) in &erasures {
                    self.nodes[number].disk.erase(erased);
                }
            }
            Output::Fill(entries) => self.nodes[number].disk.fill(entries),
            Output::KeepCharter(certified) => self.nodes[number].disk.keep(certified),
            Output::KeepPaper(bytes) => self.nodes[number].disk.keep_paper(bytes),
            Output::Cut { author, to } => {
                let head = self.nodes[number].disk.cut(&author, to);
                return Some(Input::Cut { author, head });
            }
            Output::Branch(run) => panic!("nobody forks here, but entry {} did", run[0].seq()),
            Output::Restore { author, head } => {
                let run = self.nodes[number].disk.branch(&author, head);
                return (!run.is_empty()).then_some(Input::Restored { run });
            }
            Output::Check { author, head, .. } => {
                let held = self.nodes[number].disk.entry(&author, head.seq);
                assert_eq!(held.map(|entry| entry.head()), Some(head), "nobody forks here");
            }
            Output::Allow { members, .. } => self.allow(number, members),
            Output::Dial(peer) => {
                let other = self.number(&peer);
                if self.is_up(other) && self.groups[number] == self.groups[other] {
                    self.plan_soon(other, Event::Dialled { by: number });
                } else {
                    self.plan_soon(number, Event::Input(Input::DialFailed { peer }));
                }
            }
            Output::Disconnect(peer) => {
                let other = self.number(&peer);
                self.unlink(number, other);
                self.unlink(other, number);
            }
            Output::Request { peer, request, bytes } => {
                let other = self.number(&peer);
                if !self.nodes[number].links.contains(&other) {
                    self.plan_soon(number, Event::Input(Input::RequestFailed { peer, request }));
                } else if !self.is_lost() {
                    self.plan_soon(
                        other,
                        Event::Ask {
                            from: number,
                            request,
                            bytes,
                        },
                    );
                }
            }
            Output::Respond { inbound, bytes } => self.respond(number, inbound, bytes),
            Output::Serve { inbound, ranges } => {
                let room = [700, 20_000, 700_000][self.dice.usize(0..3)];
                let bytes = self.nodes[number].disk.serve(&ranges, room).encode();
                self.respond(number, inbound, bytes);
            }
            Output::Gossip { topic, id, bytes } => {
                self.assert_durable(number, topic, id);
                self.nodes[number].gossip_seen.insert(id);
                self.spread(number, usize::MAX, topic, id, &bytes);
            }
            Output::Verdict { message, verdict } => {
                let waiting = self.nodes[number].gossip_waiting.remove(&message);
                let (topic, id, bytes, from) = waiting.expect("each message is judged once");
                assert_ne!(verdict, Verdict::Reject, "nobody forges here");
                if verdict == Verdict::Accept {
                    self.spread(number, from, topic, id, &bytes);
                }
            }
            Output::Published { result, .. } => {
                if let Ok(heads) = result
                    && let Some(head) = heads.last()
                {
                    let key = self.nodes[number].key;
                    let held = self.nodes[number].disk.frontier().seq(&key);
                    assert!(held >= head.seq, "what is acknowledged is durable");
                    self.acknowledged.insert(key, head.seq);
                }
            }
            Output::Decided { result, .. } => self.note(number, &format!("{result:?}")),
            Output::Notice(notice) => self.note(number, &format!("{notice:?}")),
        }
        None
    }

    fn append(&mut self, number: usize, entries: &[AuthenticEntry]) {
        self.nodes[number].disk.append(entries);
        for entry in entries {
            let id = self.ids.entry((entry.author(), entry.seq())).or_insert(entry.head().id);
            assert_eq!(*id, entry.head().id, "nobody signs two entries with one number");
        }
    }

    fn allow(&mut self, number: usize, keys: BTreeSet<PublicKey>) {
        self.nodes[number].allowed = keys;
        for other in self.nodes[number].links.clone() {
            if !self.nodes[number].allowed.contains(&self.nodes[other].key) {
                self.unlink(number, other);
                self.unlink(other, number);
            }
        }
    }

    fn respond(&mut self, number: usize, inbound: u64, bytes: Vec<u8>) {
        let (asker, request, life) = self.inbound.remove(&inbound).expect("each request is answered once");
        if self.nodes[asker].life == life && self.nodes[number].links.contains(&asker) && !self.is_lost() {
            let peer = self.nodes[number].key;
            let answer = Answer::read(&self.federation, &bytes);
            self.plan_soon(asker, Event::Input(Input::Response { peer, request, answer }));
        }
    }

    fn spread(&mut self, number: usize, except: usize, topic: Topic, id: Hash, bytes: &[u8]) {
        for other in self.nodes[number].links.clone() {
            if other != except && !self.is_lost() {
                let bytes = bytes.to_vec();
                self.plan_soon(
                    other,
                    Event::Gossip {
                        from: number,
                        topic,
                        id,
                        bytes,
                    },
                );
            }
        }
    }

    /// What a node announces of itself is on its disk.
    fn assert_durable(&self, number: usize, topic: Topic, id: Hash) {
        if topic == Topic::Entries {
            let key = self.nodes[number].key;
            let held = self.nodes[number].disk.frontier().seq(&key);
            let announced = (1..=held).rev().any(|seq| self.ids.get(&(key, seq)) == Some(&id));
            assert!(announced, "an entry was announced before it was durable");
        }
    }

    fn number(&self, key: &PublicKey) -> usize {
        let position = self.nodes.iter().position(|node| node.key == *key);
        position.expect("only nodes of this world are named")
    }

    #[allow(clippy::print_stderr)] // only when the one who looks for a fault asks for it
    fn note(&mut self, number: usize, what: &str) {
        let line = format!("{} {number} {what}", self.now);
        if std::env::var_os("AYNI_TRACE").is_some() {
            eprintln!("{}", line.chars().take(300).collect::<String>());
        }
        self.trace = Hash::of(&[&self.trace.0[..], line.as_bytes()].concat());
    }
}
