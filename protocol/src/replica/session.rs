//! Sessions: what peers ask and answer.

use std::collections::BTreeSet;

use super::ingest::Taken;
use super::sync::Asked;
use super::{Notice, Output, Replica, forked};
use crate::entry::Entry;
use crate::frontier::{Frontier, Range};
use crate::identity::PublicKey;
use crate::limits::{CHARTERS_PER_RESPONSE_MAX, CHUNK_ENTRIES_MAX};
use crate::log::{AuthenticEntry, Head, authenticate};
use crate::message::{Request, Response, WireEntry, WireError};

/// Why a run is not taken.
enum Fault {
    /// A body is missing: nobody lied, but it must come from elsewhere.
    Withheld,
    /// A rule is broken.
    Broken(String),
}

impl Replica {
    /// Keys that may open a session: the charter's, or only the inviter's while there is none.
    pub(super) fn allowed(&self) -> BTreeSet<PublicKey> {
        match &self.charters {
            Some(charters) => charters.members().into_keys().filter(|key| *key != self.me).collect(),
            None => self.inviter.into_iter().collect(),
        }
    }

    pub(super) fn connected(&mut self, peer: PublicKey, now: u64, out: &mut Vec<Output>) {
        if !self.allowed().contains(&peer) {
            out.push(Output::Disconnect(peer));
            return;
        }
        self.peering.connected(peer, now);
        self.sync.open(peer);
    }

    pub(super) fn request(&mut self, peer: PublicKey, inbound: u64, bytes: &[u8], now: u64, out: &mut Vec<Output>) {
        let respond = |response: Response| Output::Respond {
            inbound,
            bytes: response.encode(),
        };
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
                    Response::Differ {
                        charters: ours,
                        buckets,
                        heads,
                    }
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

    pub(super) fn response(&mut self, peer: PublicKey, asked: Asked, bytes: &[u8], now: u64, out: &mut Vec<Output>) {
        let response = match Response::decode(bytes) {
            Ok(response) => response,
            Err(error) => return self.refuse(peer, &error, now, out),
        };
        match (asked, response) {
            (Asked::Compare, Response::Equal { charters }) => {
                self.sync.praise(&peer);
                self.learn_of_charters(peer, charters, now, out);
            }
            (
                Asked::Compare,
                Response::Differ {
                    charters,
                    buckets,
                    heads,
                },
            ) => {
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
    fn compared(
        &mut self,
        peer: PublicKey,
        buckets: u16,
        heads: Vec<(PublicKey, Head)>,
        now: u64,
        out: &mut Vec<Output>,
    ) {
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
            if self
                .frontier()
                .head(&author)
                .is_some_and(|own| own.seq == head.seq && own.id != head.id)
            {
                self.ask_for_other_branch(peer, author, head.seq, now, out);
            }
        }
        self.sync.claim(&peer, theirs.heads());
    }

    /// Asks for the one entry that, beside ours with the same number, would prove a fork.
    pub(super) fn ask_for_other_branch(
        &mut self,
        peer: PublicKey,
        author: PublicKey,
        seq: u64,
        now: u64,
        out: &mut Vec<Output>,
    ) {
        if self.ingest.is_frozen(&author) {
            return;
        }
        let range = Range {
            author,
            from: seq,
            to: seq,
        };
        let request = Request::Ranges { ranges: vec![range] };
        self.ask(peer, Asked::Ranges(vec![range]), &request, now, out);
    }

    /// Takes in what a peer sent for `ranges`.
    fn entries(
        &mut self,
        peer: PublicKey,
        ranges: &[Range],
        runs: Vec<Vec<WireEntry>>,
        now: u64,
        out: &mut Vec<Output>,
    ) {
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
    pub(super) fn refuse(&mut self, peer: PublicKey, why: &dyn std::fmt::Display, now: u64, out: &mut Vec<Output>) {
        self.sync.rest(&peer, now);
        out.push(Output::Notice(Notice::Refused {
            peer,
            why: why.to_string(),
        }));
    }
}

fn append(entries: &mut Vec<AuthenticEntry>, out: &mut Vec<Output>) {
    if !entries.is_empty() {
        out.push(Output::Append(std::mem::take(entries)));
    }
}
