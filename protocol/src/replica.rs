//! The replica: every decision a node takes, as a state machine with one door.
//!
//! [`Replica::handle`] takes an [`Input`] and the time, and returns [`Output`]s for the shell to
//! perform **in order**; an append is durable before the next output. So a node never announces an
//! entry that a power cut could make it number again.
//!
//! The replica keeps in memory only the frontier, the charters, sessions with peers, entries that
//! came before their turn, and deadlines. It reads by asking ([`Output::Serve`]) and writes by
//! telling ([`Output::Append`]). Times are milliseconds of a clock that never goes back; no order
//! and no validity ever depends on them.

mod ingest;
mod peers;
mod sync;

use std::collections::BTreeSet;

use crate::charter::ballot::Ballot;
use crate::charter::{CertifiedCharter, Charter, CharterError, Charters, Member};
use crate::entry::Entry;
use crate::frontier::{Frontier, Range};
use crate::identity::{Hash, PublicKey, SecretKey};
use crate::limits::{
    BODY_BYTES_MAX, CHARTERS_PER_RESPONSE_MAX, CHUNK_ENTRIES_MAX, COMPARE_INTERVAL_MS,
    GOSSIP_BODY_BYTES_MAX, GOSSIP_BURST_ENTRIES_MAX, PUBLICATION_ENTRIES_MAX,
};
use crate::log::{AuthenticEntry, Head, authenticate};
use crate::message::{Request, Response, WireEntry, WireError};

use ingest::{Ingest, Taken};
use peers::Peering;
use sync::{Asked, Sync};

pub use peers::Link;

/// A gossip topic of the federation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// New entries.
    Entries,
    /// New charters.
    Charters,
}

/// What is to happen to a gossip message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Pass it on.
    Accept,
    /// Do not pass it on; whoever sent it is at fault.
    Reject,
    /// Do not pass it on; nobody is at fault.
    Ignore,
}

/// What happens to a node.
#[derive(Clone, Debug)]
pub enum Input {
    /// A link is up; the handshake has proved the peer's key.
    Connected {
        /// The peer's key.
        peer: PublicKey,
    },
    /// The last connection with a peer is gone.
    Disconnected {
        /// The peer's key.
        peer: PublicKey,
    },
    /// A peer could not be reached.
    DialFailed {
        /// The peer's key.
        peer: PublicKey,
    },
    /// A peer asks something.
    Request {
        /// Who asks.
        peer: PublicKey,
        /// The shell's number for the answer.
        inbound: u64,
        /// The encoded [`Request`].
        bytes: Vec<u8>,
    },
    /// A peer answers.
    Response {
        /// Who answers.
        peer: PublicKey,
        /// The number in the [`Output::Request`] that is answered.
        request: u64,
        /// The encoded [`Response`].
        bytes: Vec<u8>,
    },
    /// A request cannot be answered any more.
    RequestFailed {
        /// Who was asked.
        peer: PublicKey,
        /// The number in the [`Output::Request`].
        request: u64,
    },
    /// A gossip message arrived and waits for a verdict.
    Gossip {
        /// The neighbour who passed it on.
        from: PublicKey,
        /// The shell's number for the verdict.
        message: u64,
        /// On which topic.
        topic: Topic,
        /// The id under which it travels: that of the entry or charter it says it holds.
        id: Hash,
        /// The message.
        bytes: Vec<u8>,
    },
    /// This platform publishes entries: all of them or none.
    Publish {
        /// The shell's number for the answer.
        publication: u64,
        /// This platform's clock, Unix milliseconds: the time that the entries claim.
        time: i64,
        /// Bodies, at most [`PUBLICATION_ENTRIES_MAX`].
        bodies: Vec<Vec<u8>>,
    },
    /// This platform proposes to admit members.
    Admit {
        /// The shell's number for the answer.
        proposal: u64,
        /// Whom.
        newcomers: Vec<Member>,
    },
    /// Something could not be made durable: nothing after it was performed.
    KeepFailed {
        /// The frontier that is durably held.
        frontier: Frontier,
        /// The charters that are durably held.
        charters: Option<Charters>,
    },
    /// Nothing but the time.
    Tick,
}

/// What the shell is to do, in order.
#[derive(Clone, Debug)]
pub enum Output {
    /// Make these entries durable, each the next of its log, before anything after this.
    Append(Vec<AuthenticEntry>),
    /// Make a charter durable before anything after this.
    KeepCharter(CertifiedCharter),
    /// Make the proof of a fork durable: this entry and the one held with the same number.
    KeepFork(Box<AuthenticEntry>),
    /// From now on only these keys may open or keep sessions.
    Allow(BTreeSet<PublicKey>),
    /// Connect to a peer; where its addresses are not known that is a failed dial.
    Dial(PublicKey),
    /// Close the connections with a peer.
    Disconnect(PublicKey),
    /// Ask a peer.
    Request {
        /// Whom.
        peer: PublicKey,
        /// The number under which the answer comes back.
        request: u64,
        /// The encoded [`Request`].
        bytes: Vec<u8>,
    },
    /// Answer a peer.
    Respond {
        /// The number in [`Input::Request`].
        inbound: u64,
        /// The encoded [`Response`].
        bytes: Vec<u8>,
    },
    /// Answer a peer with entries read from the store: see [`Response::Entries`].
    Serve {
        /// The number in [`Input::Request`].
        inbound: u64,
        /// What was asked for, each within what is held here; one with `to < from` is answered by
        /// an empty run.
        ranges: Vec<Range>,
    },
    /// Gossip a message.
    Gossip {
        /// On which topic.
        topic: Topic,
        /// The id under which it travels.
        id: Hash,
        /// The message.
        bytes: Vec<u8>,
    },
    /// Tell the gossip layer what to do with a message.
    Verdict {
        /// The number in [`Input::Gossip`].
        message: u64,
        /// What to do.
        verdict: Verdict,
    },
    /// A publication is durable, or refused.
    Published {
        /// The number in [`Input::Publish`].
        publication: u64,
        /// The head after each body, in order.
        result: Result<Vec<Head>, PublishError>,
    },
    /// A proposal is in force, or refused.
    Admitted {
        /// The number in [`Input::Admit`].
        proposal: u64,
        /// The new epoch.
        result: Result<u64, AdmitError>,
    },
    /// Something that the log and the counters should show.
    Notice(Notice),
}

/// What people who look after a node want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A peer sent something that breaks a rule.
    Refused {
        /// Who sent it.
        peer: PublicKey,
        /// Which rule.
        why: String,
    },
    /// A peer did not send what it said it holds.
    Withheld {
        /// Who was asked.
        peer: PublicKey,
        /// Whose entries.
        author: PublicKey,
    },
    /// An author has signed two entries with one number; its log is frozen.
    Forked {
        /// Whose log.
        author: PublicKey,
        /// The number.
        seq: u64,
    },
}

/// Why nothing is published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// No charter is known yet.
    #[error("this node has not received its federation's charter yet")]
    NoCharter,
    /// The charter gives this node no log.
    #[error("the charter does not name this key as one that publishes")]
    NotAPublisher,
    /// Peers hold entries of this very log that are not here.
    #[error("peers hold later entries of this platform's own log; they are fetched first")]
    OwnLogBehind,
    /// This platform's log is frozen by a fork.
    #[error("this platform's log is frozen: two entries with one number were signed with its key")]
    Frozen,
    /// Too much at once.
    #[error("{0} bodies are more than the {PUBLICATION_ENTRIES_MAX} that one publication may have, or one of them is too long")]
    TooMuch(usize),
}

/// Why nobody is admitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdmitError {
    /// No charter is known yet.
    #[error("this node has not received its federation's charter yet")]
    NoCharter,
    /// This key has no vote.
    #[error("only a voting member can propose a change of the charter")]
    NoVote,
    /// One ballot is not enough.
    #[error("the charter asks for {quorum} ballots; one platform alone cannot admit members")]
    QuorumNeeded {
        /// Ballots needed.
        quorum: usize,
    },
    /// The charter that would result breaks a rule.
    #[error("{0}")]
    Refused(String),
}

/// What a replica starts from.
#[derive(Clone, Debug)]
pub struct Start {
    /// This node's key.
    pub secret: SecretKey,
    /// The federation it belongs to or joins.
    pub federation: Hash,
    /// The charters it holds; absent while it joins.
    pub charters: Option<Charters>,
    /// Whom it asks for the charters while it has none.
    pub inviter: Option<PublicKey>,
    /// What it durably holds.
    pub frontier: Frontier,
    /// Authors of whom a fork is proved.
    pub frozen: BTreeSet<PublicKey>,
    /// Random; the same seed and inputs give the same outputs.
    pub seed: u64,
}

/// The state machine of one node.
#[derive(Debug)]
pub struct Replica {
    secret: SecretKey,
    me: PublicKey,
    federation: Hash,
    charters: Option<Charters>,
    inviter: Option<PublicKey>,
    ingest: Ingest,
    sync: Sync,
    peering: Peering,
    dice: fastrand::Rng,
}

impl Replica {
    /// A replica, and what its shell is to do first.
    pub fn start(start: Start) -> (Self, Vec<Output>) {
        let replica = Self {
            me: start.secret.public(),
            secret: start.secret,
            federation: start.federation,
            charters: start.charters,
            inviter: start.inviter,
            ingest: Ingest::new(start.frontier, start.frozen),
            sync: Sync::new(),
            peering: Peering::default(),
            dice: fastrand::Rng::with_seed(start.seed),
        };
        let outputs = vec![Output::Allow(replica.allowed())];
        (replica, outputs)
    }

    /// What is durably held, once the outputs so far are performed.
    pub fn frontier(&self) -> &Frontier {
        self.ingest.frontier()
    }

    /// The charters held; absent while this node joins.
    pub fn charters(&self) -> Option<&Charters> {
        self.charters.as_ref()
    }

    /// Entries that peers are known to hold and are not here yet.
    pub fn behind(&self) -> u64 {
        self.sync.behind(&self.ingest)
    }

    /// The kind of the link with a peer; absent for one whom the charter does not name.
    pub fn link(&self, peer: &PublicKey) -> Option<Link> {
        let charter = self.charters.as_ref()?.current();
        Some(Link::between(charter.member(&self.me)?.side, charter.member(peer)?.side))
    }

    /// When [`Input::Tick`] is due at the latest, in the clock of `now`.
    pub fn next_wake(&self, now: u64) -> u64 {
        let latest = now + COMPARE_INTERVAL_MS;
        self.sync
            .next_wake()
            .min(self.peering.next_wake().filter(|at| *at > now).unwrap_or(latest))
            .clamp(now + 1, latest)
    }

    /// Judges an input at the time `now`, in milliseconds of a clock that never goes back.
    ///
    /// The outputs are to be performed in order.
    pub fn handle(&mut self, input: Input, now: u64) -> Vec<Output> {
        let mut out = Vec::new();
        match input {
            Input::Connected { peer } => self.connected(peer, &mut out),
            Input::Disconnected { peer } => {
                self.sync.close(&peer);
                self.peering.disconnected(&peer, now);
            }
            Input::DialFailed { peer } => self.peering.dial_failed(&peer, now),
            Input::Request { peer, inbound, bytes } => {
                self.request(peer, inbound, &bytes, now, &mut out);
            }
            Input::Response { peer, request, bytes } => {
                if let Some(asked) = self.sync.answered(&peer, request) {
                    self.response(peer, asked, &bytes, now, &mut out);
                }
            }
            Input::RequestFailed { peer, request } => {
                if self.sync.answered(&peer, request).is_some() {
                    self.sync.rest(&peer, now);
                }
            }
            Input::Gossip { from, message, topic, id, bytes } => {
                let verdict = match topic {
                    Topic::Entries => self.gossiped_entry(from, id, &bytes, now, &mut out),
                    Topic::Charters => self.gossiped_charter(from, id, &bytes, &mut out),
                };
                out.push(Output::Verdict { message, verdict });
            }
            Input::Publish { publication, time, bodies } => {
                let result = self.publish(time, bodies, &mut out);
                // Gossip follows the answer: both come after the append.
                let position = out
                    .iter()
                    .position(|output| matches!(output, Output::Gossip { .. }))
                    .unwrap_or(out.len());
                out.insert(position, Output::Published { publication, result });
            }
            Input::Admit { proposal, newcomers } => {
                let result = self.admit(newcomers, &mut out);
                out.push(Output::Admitted { proposal, result });
            }
            Input::KeepFailed { frontier, charters } => {
                self.ingest.rewind(frontier);
                self.charters = charters;
                let peers: Vec<PublicKey> = self.sync.peers().copied().collect();
                for peer in peers {
                    self.sync.rest(&peer, now);
                }
            }
            Input::Tick => {}
        }
        self.go_on(now, &mut out);
        out
    }

    /// Whatever has become due or possible: comparisons, ranges, dials.
    fn go_on(&mut self, now: u64, out: &mut Vec<Output>) {
        self.sync.expire(now);
        for peer in self.sync.comparisons(now, &mut self.dice) {
            let request = Request::Compare {
                charters: self.charter_count(),
                digest: self.frontier().digest(),
            };
            self.ask(peer, Asked::Compare, &request, now, out);
        }
        let Some(charters) = &self.charters else {
            if let Some(inviter) = self.inviter
                && !self.peering.linked().contains(&inviter)
                && self.peering.may_dial(&inviter, now)
            {
                out.push(Output::Dial(inviter));
            }
            return;
        };
        let charter = charters.current();
        let publishes = |author: &PublicKey| publishes(charter, author);
        for (peer, request, ranges) in self.sync.next_ranges(&self.ingest, publishes, now) {
            out.push(Output::Request { peer, request, bytes: ranges.encode() });
        }
        let dials = self.peering.dial(&self.me, charter, now, &mut self.dice);
        out.extend(dials.into_iter().map(Output::Dial));
    }

    fn ask(&mut self, peer: PublicKey, asked: Asked, request: &Request, now: u64, out: &mut Vec<Output>) {
        if let Some(number) = self.sync.ask(peer, asked, now) {
            out.push(Output::Request { peer, request: number, bytes: request.encode() });
        }
    }

    // Sessions

    /// Keys that may open a session: the charter's, or only the inviter's while there is none.
    fn allowed(&self) -> BTreeSet<PublicKey> {
        match &self.charters {
            Some(charters) => charters.members().into_keys().filter(|key| *key != self.me).collect(),
            None => self.inviter.into_iter().collect(),
        }
    }

    fn connected(&mut self, peer: PublicKey, out: &mut Vec<Output>) {
        if !self.allowed().contains(&peer) {
            out.push(Output::Disconnect(peer));
            return;
        }
        self.peering.connected(peer);
        self.sync.open(peer);
    }

    fn request(&mut self, peer: PublicKey, inbound: u64, bytes: &[u8], now: u64, out: &mut Vec<Output>) {
        let respond = |response: Response| Output::Respond { inbound, bytes: response.encode() };
        if !self.sync.has(&peer) {
            out.push(respond(Response::Refused));
            return;
        }
        let request = match Request::decode(bytes) {
            Ok(request) => request,
            Err(error) => {
                out.push(respond(Response::Refused));
                self.refuse(peer, &error, now, out);
                return;
            }
        };
        match request {
            Request::Compare { charters, digest } => {
                let ours = self.charter_count();
                let buckets = self.frontier().differing_buckets(&digest);
                let response = if buckets == 0 {
                    Response::Equal { charters: ours }
                } else {
                    let heads = self.frontier().heads_in(buckets).collect();
                    Response::Differ { charters: ours, buckets, heads }
                };
                out.push(respond(response));
                self.learn_of_charters(peer, charters, now, out);
            }
            Request::Tell { heads } => {
                self.sync.claim(&peer, heads);
                out.push(respond(Response::Told));
            }
            Request::Ranges { ranges } => {
                let held = |range: Range| Range {
                    to: range
                        .to
                        .min(self.frontier().seq(&range.author))
                        .min(range.from.saturating_add(CHUNK_ENTRIES_MAX - 1)),
                    from: range.from.max(1),
                    ..range
                };
                let ranges = ranges.into_iter().map(held).collect();
                out.push(Output::Serve { inbound, ranges });
            }
            Request::Charters { from } => {
                let charters = self.charters.iter().flat_map(|charters| charters.since(from));
                let charters = charters
                    .take(CHARTERS_PER_RESPONSE_MAX)
                    .map(|charter| charter.encode().into())
                    .collect();
                out.push(respond(Response::Charters { charters }));
            }
        }
    }

    fn response(&mut self, peer: PublicKey, asked: Asked, bytes: &[u8], now: u64, out: &mut Vec<Output>) {
        let response = match Response::decode(bytes) {
            Ok(response) => response,
            Err(error) => return self.refuse(peer, &error, now, out),
        };
        match (asked, response) {
            (Asked::Compare, Response::Equal { charters }) => {
                self.sync.praise(&peer);
                self.learn_of_charters(peer, charters, now, out);
            }
            (Asked::Compare, Response::Differ { charters, buckets, heads }) => {
                self.compared(peer, buckets, heads, now, out);
                self.learn_of_charters(peer, charters, now, out);
            }
            (Asked::Tell, Response::Told) => self.sync.praise(&peer),
            (Asked::Charters, Response::Charters { charters }) => {
                for bytes in charters {
                    match self.take_charter(&bytes, out) {
                        Ok(()) => self.sync.praise(&peer),
                        Err(error) => return self.refuse(peer, &error, now, out),
                    }
                }
                // There may be more of them, and only now their authors' entries are taken in.
                self.sync.compare_soon(&peer);
            }
            (Asked::Ranges(ranges), Response::Entries { runs }) => {
                self.entries(peer, &ranges, runs, now, out);
            }
            (_, Response::Refused) => self.sync.rest(&peer, now),
            _ => self.refuse(peer, &"an answer to another question", now, out),
        }
    }

    /// Compares the heads in `buckets` with a peer's: asks for what is missing here, and tells what
    /// is missing there.
    fn compared(&mut self, peer: PublicKey, buckets: u16, heads: Vec<(PublicKey, Head)>, now: u64, out: &mut Vec<Output>) {
        let theirs: Frontier = heads.into_iter().collect();
        let lacking: Vec<(PublicKey, Head)> = self
            .frontier()
            .heads_in(buckets)
            .filter(|(author, head)| head.seq > theirs.seq(author))
            .collect();
        if !lacking.is_empty() {
            self.ask(peer, Asked::Tell, &Request::Tell { heads: lacking }, now, out);
        }
        for (author, head) in theirs.heads() {
            if self.frontier().head(&author).is_some_and(|own| own.seq == head.seq && own.id != head.id) {
                self.ask_for_other_branch(peer, author, head.seq, now, out);
            }
        }
        self.sync.claim(&peer, theirs.heads());
    }

    /// Asks for the one entry that, beside ours with the same number, would prove a fork.
    fn ask_for_other_branch(&mut self, peer: PublicKey, author: PublicKey, seq: u64, now: u64, out: &mut Vec<Output>) {
        if self.ingest.is_frozen(&author) {
            return;
        }
        let range = Range { author, from: seq, to: seq };
        let request = Request::Ranges { ranges: vec![range] };
        self.ask(peer, Asked::Ranges(vec![range]), &request, now, out);
    }

    /// Takes in what a peer sent for `ranges`.
    fn entries(&mut self, peer: PublicKey, ranges: &[Range], runs: Vec<Vec<WireEntry>>, now: u64, out: &mut Vec<Output>) {
        if runs.is_empty() || runs.len() > ranges.len() {
            return self.refuse(peer, &"another number of runs than asked for", now, out);
        }
        let mut appended = Vec::new();
        let mut at_fault = None;
        for (range, run) in ranges.iter().zip(runs) {
            if run.is_empty() {
                self.withheld(peer, range.author, now, out);
                continue;
            }
            let run = match self.judge_run(*range, run) {
                Ok(run) => run,
                Err(Fault::Withheld) => {
                    self.withheld(peer, range.author, now, out);
                    continue;
                }
                Err(Fault::Broken(why)) => {
                    at_fault = Some(why);
                    break;
                }
            };
            match self.ingest.offer(run) {
                Taken::Appended(entries) => {
                    appended.extend(entries);
                    self.sync.praise(&peer);
                }
                Taken::Early | Taken::Known | Taken::NoRoom => {}
                Taken::Frozen => self.sync.refute(&peer, &range.author, true, now),
                Taken::Diverged(head) => {
                    self.sync.refute(&peer, &range.author, true, now);
                    self.ask_for_other_branch(peer, range.author, head.seq, now, out);
                }
                Taken::Forked(entry) => {
                    // The proof needs the entry held here, which may have come in this answer.
                    append(&mut appended, out);
                    forked(entry, out);
                }
            }
        }
        append(&mut appended, out);
        if let Some(why) = at_fault {
            self.refuse(peer, &why, now, out);
        }
    }

    /// The authentic entries of a run that was sent for `range`.
    fn judge_run(&self, range: Range, run: Vec<WireEntry>) -> Result<Vec<AuthenticEntry>, Fault> {
        let broken = |why: &dyn std::fmt::Display| Fault::Broken(why.to_string());
        if run.len() as u64 > range.len() {
            return Err(broken(&"more entries than asked for"));
        }
        let entries: Result<Vec<Entry>, WireError> = run.into_iter().map(WireEntry::into_entry).collect();
        let entries = entries.map_err(|error| match error {
            WireError::NoBody => Fault::Withheld,
            other => broken(&other),
        })?;
        let first = entries.first().expect("a run is not empty").envelope();
        if first.author() != range.author || first.seq() != range.from {
            return Err(broken(&"other entries than asked for"));
        }
        authenticate(&self.federation, entries).map_err(|error| broken(&error))
    }

    fn withheld(&mut self, peer: PublicKey, author: PublicKey, now: u64, out: &mut Vec<Output>) {
        self.sync.refute(&peer, &author, false, now);
        out.push(Output::Notice(Notice::Withheld { peer, author }));
    }

    /// Notes that a peer broke a rule, and leaves it alone for a while.
    fn refuse(&mut self, peer: PublicKey, why: &dyn std::fmt::Display, now: u64, out: &mut Vec<Output>) {
        self.sync.rest(&peer, now);
        out.push(Output::Notice(Notice::Refused { peer, why: why.to_string() }));
    }

    // Gossip

    fn gossiped_entry(&mut self, from: PublicKey, id: Hash, bytes: &[u8], now: u64, out: &mut Vec<Output>) -> Verdict {
        let rejected = |why: &dyn std::fmt::Display, out: &mut Vec<Output>| {
            out.push(Output::Notice(Notice::Refused { peer: from, why: why.to_string() }));
            Verdict::Reject
        };
        let Some(charters) = &self.charters else {
            return Verdict::Ignore;
        };
        let wire = match WireEntry::decode(bytes) {
            Ok(wire) => wire,
            Err(error) => return rejected(&error, out),
        };
        let envelope = match wire.envelope() {
            Ok(envelope) => envelope,
            Err(error) => return rejected(&error, out),
        };
        let author = envelope.author();
        if envelope.id() != id {
            return rejected(&"an entry under another entry's id", out);
        }
        if !publishes(charters.current(), &author) {
            // Perhaps a charter that names the author has not arrived yet.
            self.sync.compare_soon(&from);
            return Verdict::Ignore;
        }
        let head = Head { seq: envelope.seq(), id };
        let own = self.frontier().head(&author);
        if own == Some(head) || own.is_some_and(|own| own.seq > head.seq) || self.ingest.is_frozen(&author) {
            return Verdict::Ignore;
        }
        let entry = match wire.into_entry() {
            Ok(entry) => entry,
            Err(WireError::NoBody) => {
                if !envelope.verifies(&self.federation) {
                    return rejected(&"a forged envelope", out);
                }
                // Too long to be gossiped whole: whoever passed the envelope on has the body.
                self.sync.claim(&from, [(author, head)]);
                return Verdict::Accept;
            }
            Err(error) => return rejected(&error, out),
        };
        let run = match authenticate(&self.federation, vec![entry]) {
            Ok(run) => run,
            Err(error) => return rejected(&error, out),
        };
        match self.ingest.offer(run) {
            Taken::Appended(entries) => out.push(Output::Append(entries)),
            // A signed head is worth passing on even where entries before it are missing: it
            // tells the others of the gap.
            Taken::Early | Taken::NoRoom => self.sync.claim(&from, [(author, head)]),
            Taken::Known | Taken::Frozen => return Verdict::Ignore,
            Taken::Diverged(own) => {
                self.ask_for_other_branch(from, author, own.seq, now, out);
                return Verdict::Ignore;
            }
            Taken::Forked(entry) => {
                forked(entry, out);
                return Verdict::Ignore;
            }
        }
        Verdict::Accept
    }

    fn gossiped_charter(&mut self, from: PublicKey, id: Hash, bytes: &[u8], out: &mut Vec<Output>) -> Verdict {
        let known = self.charter_count();
        match CertifiedCharter::decode(bytes) {
            Ok(certified) if certified.charter().hash() != id => Verdict::Reject,
            Ok(certified) if certified.charter().epoch < known => Verdict::Ignore,
            Ok(certified) if certified.charter().epoch > known => {
                self.sync.compare_soon(&from);
                Verdict::Ignore
            }
            Ok(_) | Err(_) => match self.take_charter(bytes, out) {
                Ok(()) => Verdict::Accept,
                Err(error) => {
                    out.push(Output::Notice(Notice::Refused { peer: from, why: error.to_string() }));
                    Verdict::Reject
                }
            },
        }
    }

    // Charters

    /// How many charters are held; 0 while joining.
    fn charter_count(&self) -> u64 {
        self.charters.as_ref().map_or(0, Charters::count)
    }

    fn learn_of_charters(&mut self, peer: PublicKey, theirs: u64, now: u64, out: &mut Vec<Output>) {
        let from = self.charter_count();
        if theirs > from {
            self.ask(peer, Asked::Charters, &Request::Charters { from }, now, out);
        }
    }

    /// Puts the next charter in force; one that is in force already changes nothing.
    fn take_charter(&mut self, bytes: &[u8], out: &mut Vec<Output>) -> Result<(), CharterError> {
        let certified = CertifiedCharter::decode(bytes)?;
        if certified.charter().epoch < self.charter_count() {
            return Ok(());
        }
        match &mut self.charters {
            Some(charters) => charters.extend(certified.clone())?,
            None => {
                let charters = Charters::begin(certified.clone())?;
                if charters.federation() != self.federation {
                    return Err(CharterError::Federation {
                        expected: self.federation,
                        found: charters.federation(),
                    });
                }
                self.charters = Some(charters);
            }
        }
        out.push(Output::KeepCharter(certified));
        let allowed = self.allowed();
        let gone: Vec<PublicKey> = self.sync.peers().filter(|peer| !allowed.contains(peer)).copied().collect();
        out.push(Output::Allow(allowed));
        out.extend(gone.into_iter().map(Output::Disconnect));
        Ok(())
    }

    /// Admits newcomers where this platform's ballot alone makes a quorum.
    fn admit(&mut self, newcomers: Vec<Member>, out: &mut Vec<Output>) -> Result<u64, AdmitError> {
        let charters = self.charters.as_ref().ok_or(AdmitError::NoCharter)?;
        let current = charters.current();
        if !current.voters().contains(&self.me) {
            return Err(AdmitError::NoVote);
        }
        if current.quorum_size() > 1 {
            return Err(AdmitError::QuorumNeeded { quorum: current.quorum_size() });
        }
        let refused = |error: CharterError| AdmitError::Refused(error.to_string());
        let next = current.admit(newcomers).map_err(refused)?;
        let (epoch, hash) = (next.epoch, next.hash());
        let ballot = Ballot::sign(&self.secret, &self.federation, epoch, 0, hash);
        let bytes = CertifiedCharter::new(next, vec![ballot]).encode();
        self.take_charter(&bytes, out).map_err(refused)?;
        out.push(Output::Gossip { topic: Topic::Charters, id: hash, bytes });
        Ok(epoch)
    }

    // This platform's own log

    fn publish(&mut self, time: i64, bodies: Vec<Vec<u8>>, out: &mut Vec<Output>) -> Result<Vec<Head>, PublishError> {
        let charters = self.charters.as_ref().ok_or(PublishError::NoCharter)?;
        if !publishes(charters.current(), &self.me) {
            return Err(PublishError::NotAPublisher);
        }
        if self.ingest.is_frozen(&self.me) {
            return Err(PublishError::Frozen);
        }
        if bodies.len() > PUBLICATION_ENTRIES_MAX || bodies.iter().any(|body| body.len() > BODY_BYTES_MAX) {
            return Err(PublishError::TooMuch(bodies.len()));
        }
        let mut head = self.frontier().head(&self.me);
        if self.sync.is_claimed_beyond(&self.me, head.map_or(0, |head| head.seq)) {
            return Err(PublishError::OwnLogBehind);
        }
        let mut entries = Vec::with_capacity(bodies.len());
        let mut heads = Vec::with_capacity(bodies.len());
        for body in bodies {
            let seq = head.map_or(1, |head| head.seq + 1);
            let prev = head.map(|head| head.id);
            let entry = Entry::sign(&self.secret, &self.federation, seq, prev, time, body);
            let next = Head { seq, id: entry.envelope().id() };
            head = Some(next);
            heads.push(next);
            entries.push(entry);
        }
        let Some(head) = head.filter(|_| !entries.is_empty()) else {
            return Ok(heads);
        };
        let entries = authenticate(&self.federation, entries).expect("a log of our own hangs together");
        self.ingest.advance_own(self.me, head);
        let burst = if entries.len() > GOSSIP_BURST_ENTRIES_MAX {
            &entries[entries.len() - 1..]
        } else {
            &entries[..]
        };
        let gossip: Vec<Output> = burst.iter().map(gossip_of).collect();
        out.push(Output::Append(entries));
        out.extend(gossip);
        Ok(heads)
    }
}

/// Why a run is not taken.
enum Fault {
    /// A body is missing: nobody lied, but it must come from elsewhere.
    Withheld,
    /// A rule is broken.
    Broken(String),
}

fn publishes(charter: &Charter, author: &PublicKey) -> bool {
    charter.member(author).is_some_and(|member| member.role.publishes())
}

fn append(entries: &mut Vec<AuthenticEntry>, out: &mut Vec<Output>) {
    if !entries.is_empty() {
        out.push(Output::Append(std::mem::take(entries)));
    }
}

fn forked(entry: Box<AuthenticEntry>, out: &mut Vec<Output>) {
    let (author, seq) = (entry.author(), entry.seq());
    out.push(Output::KeepFork(entry));
    out.push(Output::Notice(Notice::Forked { author, seq }));
}

fn gossip_of(entry: &AuthenticEntry) -> Output {
    let (envelope, body) = (entry.entry().envelope(), entry.entry().body());
    let wire = if body.len() > GOSSIP_BODY_BYTES_MAX {
        WireEntry::without_body(envelope.bytes())
    } else {
        WireEntry::new(envelope.bytes(), body)
    };
    Output::Gossip {
        topic: Topic::Entries,
        id: envelope.id(),
        bytes: wire.encode(),
    }
}
