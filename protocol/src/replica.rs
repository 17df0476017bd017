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

mod gossip;
mod governance;
mod ingest;
mod io;
mod peers;
mod publishing;
mod session;
mod sync;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::charter::{Charter, Charters};
use crate::frontier::Frontier;
use crate::identity::{Hash, PublicKey, SecretKey};
use crate::limits::COMPARE_INTERVAL_MS;
use crate::log::AuthenticEntry;
use crate::message::Request;

use ingest::Ingest;
use peers::Peering;
use sync::{Asked, Sync};

pub use io::{AdmitError, Input, Notice, Output, PublishError, Topic, Verdict};
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
        Some(Link::between(
            charter.member(&self.me)?.side,
            charter.member(peer)?.side,
        ))
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
            Input::Connected { peer } => self.connected(peer, now, &mut out),
            Input::Disconnected { peer } => {
                self.sync.close(&peer);
                self.peering.disconnected(&peer, now);
            }
            Input::DialFailed { peer } => self.peering.dial_failed(&peer, now),
            Input::NoAddress { peer } => self.peering.no_address(&peer, now),
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
            Input::Gossip {
                from,
                message,
                topic,
                id,
                bytes,
            } => {
                let verdict = match topic {
                    Topic::Entries => self.gossiped_entry(from, id, &bytes, now, &mut out),
                    Topic::Charters => self.gossiped_charter(from, id, &bytes, &mut out),
                };
                out.push(Output::Verdict { message, verdict });
            }
            Input::Publish {
                publication,
                time,
                bodies,
            } => {
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
                && !self.peering.is_linked(&inviter)
                && self.peering.may_dial(&inviter, now)
            {
                out.push(Output::Dial(inviter));
            }
            return;
        };
        let charter = charters.current();
        let publishes = |author: &PublicKey| publishes(charter, author);
        for (peer, request, ranges) in self.sync.next_ranges(&self.ingest, publishes, now) {
            out.push(Output::Request {
                peer,
                request,
                bytes: ranges.encode(),
            });
        }
        let dials = self.peering.dial(&self.me, charter, now, &mut self.dice);
        out.extend(dials.into_iter().map(Output::Dial));
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

fn publishes(charter: &Charter, author: &PublicKey) -> bool {
    charter.member(author).is_some_and(|member| member.role.publishes())
}

fn forked(entry: Box<AuthenticEntry>, out: &mut Vec<Output>) {
    let (author, seq) = (entry.author(), entry.seq());
    out.push(Output::KeepFork(entry));
    out.push(Output::Notice(Notice::Forked { author, seq }));
}
