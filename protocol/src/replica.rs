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

mod answer;
mod bodies;
mod gossip;
mod governance;
mod ingest;
mod io;
mod own_log;
mod pace;
mod peers;
mod publishing;
mod session;
mod sync;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::charter::Charters;
use crate::charter::assembly::Assembly;
use crate::frontier::Frontier;
use crate::identity::{Hash, PublicKey, SecretKey};
use crate::limits::COMPARE_INTERVAL_MS;
use crate::log::Head;
use crate::message::Request;

use bodies::BodyBook;
use ingest::Ingest;
use own_log::OwnLog;
use peers::Peering;
use sync::{Asked, Sync};

pub use answer::{Answer, Run};
pub use bodies::{Bodies, Places};
pub use io::{Decision, DecisionError, Input, Notice, Output, PublishError, Topic, Verdict};
pub use peers::Link;

/// What a replica starts from.
#[derive(Clone, Debug)]
pub struct Start {
    /// This node's key.
    pub secret: SecretKey,
    /// The federation it belongs to or joins.
    pub federation: Hash,
    /// The charters it holds; absent while it joins.
    pub charters: Option<Charters>,
    /// Whom it asks for the charters until it has them.
    pub inviter: Option<PublicKey>,
    /// What it durably holds.
    pub frontier: Frontier,
    /// Which of those entries it holds without their bodies.
    pub bodies: Bodies,
    /// The last entry, by its number, of its own that it has set aside.
    pub own_aside: Option<Head>,
    /// The papers that it durably holds.
    pub papers: Vec<Vec<u8>>,
    /// Keys of tickets that hold.
    pub guests: BTreeSet<PublicKey>,
    /// Whether it may sign before any peer has said how far it knows this node's log: its people know
    /// that this log is not an old copy, or it has never been anywhere else.
    pub alone: bool,
    /// Random; the same seed and inputs give the same outputs.
    pub seed: u64,
}

/// The state machine of one node.
#[derive(Debug)]
pub struct Replica {
    secret: SecretKey,
    me: PublicKey,
    federation: Hash,
    /// Absent while this node joins.
    assembly: Option<Assembly>,
    inviter: Option<PublicKey>,
    guests: BTreeSet<PublicKey>,
    /// Guests that have a connection.
    knocking: BTreeSet<PublicKey>,
    own_log: OwnLog,
    /// The last entry that this node has signed of those that were set aside.
    own_aside: Option<Head>,
    /// Whether the shell can make anything durable.
    can_keep: bool,
    ingest: Ingest,
    book: BodyBook,
    sync: Sync,
    peering: Peering,
    dice: fastrand::Rng,
}

impl Replica {
    /// A replica, and what its shell is to do first.
    pub fn start(start: Start) -> (Self, Vec<Output>) {
        let mut replica = Self {
            me: start.secret.public(),
            secret: start.secret,
            federation: start.federation,
            assembly: start.charters.map(Assembly::new),
            inviter: start.inviter,
            guests: start.guests,
            knocking: BTreeSet::new(),
            own_log: OwnLog::new(start.alone),
            own_aside: start.own_aside,
            can_keep: true,
            ingest: Ingest::new(start.frontier),
            book: BodyBook::new(start.bodies),
            sync: Sync::new(),
            peering: Peering::default(),
            dice: fastrand::Rng::with_seed(start.seed),
        };
        replica.restore_papers(&start.papers);
        let mut outputs = Vec::new();
        replica.allow(&mut outputs);
        // A crash may have come between a charter or the proof of a fork and what follows from it.
        replica.settle_logs(&mut outputs);
        (replica, outputs)
    }

    /// What is durably held, once the outputs so far are performed.
    pub fn frontier(&self) -> &Frontier {
        self.ingest.frontier()
    }

    /// The charters held; absent while this node joins.
    pub fn charters(&self) -> Option<&Charters> {
        self.assembly.as_ref().map(Assembly::charters)
    }

    /// The charters and the papers about the next one; absent while this node joins.
    pub fn assembly(&self) -> Option<&Assembly> {
        self.assembly.as_ref()
    }

    /// Entries that peers are known to hold and are not here yet.
    pub fn behind(&self) -> u64 {
        self.sync.behind(&self.ingest, |author| self.log_end(author))
    }

    /// The kind of the link with a peer; absent for one whom the charter does not name.
    pub fn link(&self, peer: &PublicKey) -> Option<Link> {
        let charter = self.charters()?.current();
        Some(Link::between(
            charter.member(&self.me)?.side,
            charter.member(peer)?.side,
        ))
    }

    /// Whether sessions are held with this peer: a member, or the inviter while this node is on its way in.
    pub fn is_peer(&self, peer: &PublicKey) -> bool {
        self.members().contains(peer)
    }

    /// When [`Input::Tick`] is due at the latest, in the clock of `now`.
    pub fn next_wake(&self, now: u64) -> u64 {
        let latest = now + COMPARE_INTERVAL_MS;
        self.sync
            .next_wake()
            .min(self.peering.next_wake(now).unwrap_or(latest))
            .clamp(now + 1, latest)
    }

    /// Judges an input at the time `now`, in milliseconds of a clock that never goes back.
    ///
    /// The outputs are to be performed in order.
    pub fn handle(&mut self, input: Input, now: u64) -> Vec<Output> {
        let mut out = Vec::new();
        match input {
            Input::Connected { peer, outbound } => self.connected(peer, outbound, now, &mut out),
            Input::Disconnected { peer } => {
                self.knocking.remove(&peer);
                self.sync.close(&peer);
                self.peering.disconnected(&peer, now);
            }
            Input::DialFailed { peer } => self.peering.dial_failed(&peer, now),
            Input::NoAddress { peer } => self.peering.no_address(&peer, now),
            Input::Request { peer, inbound, bytes } => {
                self.request(peer, inbound, &bytes, now, &mut out);
            }
            Input::Response { peer, request, answer } => {
                if let Some(asked) = self.sync.answered(&peer, request, now) {
                    self.response(peer, asked, answer, now, &mut out);
                }
            }
            Input::RequestFailed { peer, request } => {
                if let Some(asked) = self.sync.failed(&peer, request) {
                    if let Asked::Bodies(range) = asked {
                        self.book.unanswered(peer, range);
                    }
                    self.sync.rest(&peer, now);
                }
            }
            Input::Gossip {
                from,
                message,
                topic,
                id,
                bytes,
            } => {
                let mut follows = Vec::new();
                let verdict = match topic {
                    Topic::Entries => self.gossiped_entry(from, id, &bytes, now, &mut follows),
                    Topic::Charters => self.gossiped_announcement(from, id, &bytes, now, &mut follows),
                };
                // Others need not wait until it is durable here: its author has it. Only what this node says of itself must be.
                out.push(Output::Verdict { message, verdict });
                out.extend(follows);
            }
            Input::Publish {
                publication,
                time,
                bodies,
            } => {
                let result = self.publish(time, bodies, now, &mut out);
                // Gossip follows the answer: both come after the append.
                let position = out
                    .iter()
                    .position(|output| matches!(output, Output::Gossip { .. }))
                    .unwrap_or(out.len());
                out.insert(position, Output::Published { publication, result });
            }
            Input::Propose { ask, changes } => {
                let result = self.propose(&changes, now, &mut out);
                out.push(Output::Decided { ask, result });
            }
            Input::Vote { ask, charter, go_on } => {
                let result = self.vote(charter, go_on, now, &mut out);
                out.push(Output::Decided { ask, result });
            }
            Input::Guests { guests } => {
                self.guests = guests;
                self.allow(&mut out);
            }
            Input::Cut { author, head } => {
                if author == self.me {
                    let before = self.frontier().head(&author);
                    self.own_aside = self.own_aside.into_iter().chain(before).max_by_key(|head| head.seq);
                }
                self.ingest.cut(author, head);
                self.book.cut(&author, head.map_or(0, |head| head.seq));
                self.sync.believe(|other| *other == author);
                // The log may have been cut for an end that has moved meanwhile.
                self.settle_logs(&mut out);
            }
            Input::Differs { peer, author, seq } => match peer {
                Some(peer) => self.ask_for_other_branch(peer, author, seq, now, &mut out),
                None => self.cut_other_branch(author, seq, &mut out),
            },
            Input::ForkFound { paper } => self.fork_found(&paper, now, &mut out),
            Input::Restored { run } => self.restored(run, now, &mut out),
            Input::KeepFailed {
                can_keep,
                frontier,
                bodies,
                charters,
                papers,
            } => {
                self.can_keep = can_keep;
                self.ingest.rewind(frontier);
                self.book = BodyBook::new(bodies);
                self.sync.believe(|_| true);
                self.assembly = charters.map(Assembly::new);
                self.restore_papers(&papers);
                let peers: Vec<PublicKey> = self.sync.peers().copied().collect();
                for peer in peers {
                    self.sync.rest(&peer, now);
                }
                // What was to follow from a charter that was kept may not have been done.
                self.allow(&mut out);
                if can_keep {
                    self.settle_logs(&mut out);
                }
            }
            Input::Tick => {}
        }
        self.go_on(now, &mut out);
        out
    }

    /// Whatever has become due or possible: confirmations, comparisons, ranges, dials.
    fn go_on(&mut self, now: u64, out: &mut Vec<Output>) {
        if self.can_keep {
            self.go_on_voting(now, out);
        }
        self.sync.expire(now);
        for peer in self.sync.comparisons(&self.ingest, now, &mut self.dice) {
            let request = Request::Compare {
                charters: self.charter_count(),
                digest: self.frontier().digest(),
                papers: self.fingerprint(),
                yours: self.frontier().seq(&peer),
            };
            self.ask(peer, Asked::Compare, &request, now, out);
        }
        if let Some(inviter) = self.way_in()
            && !self.peering.is_linked(&inviter)
            && self.peering.may_dial(&inviter, now)
        {
            out.push(Output::Dial(inviter));
        }
        let Some(assembly) = &self.assembly else {
            return;
        };
        let charter = assembly.current();
        let dials = self.peering.dial(&self.me, charter, now, &mut self.dice);
        out.extend(dials.into_iter().map(Output::Dial));
        let ends: BTreeMap<PublicKey, u64> = self
            .sync
            .claimed_authors()
            .into_iter()
            .map(|author| (author, self.log_end(&author)))
            .collect();
        let log_end = |author: &PublicKey| ends.get(author).copied().unwrap_or(0);
        for (peer, request, ranges) in self.sync.next_ranges(&self.ingest, log_end, now) {
            out.push(Output::Request {
                peer,
                request,
                bytes: ranges.encode(),
            });
        }
        self.ask_for_bodies(now, out);
    }

    /// Papers as they lie on the disk, where they were judged before; those whose time is over change
    /// nothing.
    fn restore_papers(&mut self, papers: &[Vec<u8>]) {
        if let Some(assembly) = &mut self.assembly {
            for paper in papers {
                // One that is damaged on the disk is as good as lost, and peers have it.
                let _ = assembly.take(paper);
            }
        }
    }

    fn ask(&mut self, peer: PublicKey, asked: Asked, request: &Request, now: u64, out: &mut Vec<Output>) {
        if let Some(number) = self.sync.ask(peer, asked, now) {
            out.push(Output::Request {
                peer,
                request: number,
                bytes: request.encode(),
            });
        }
    }
}
