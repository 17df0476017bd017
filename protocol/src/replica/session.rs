//! Sessions: what peers ask and answer.

use super::ingest::Taken;
use super::sync::Asked;
use super::{Answer, Notice, Output, Replica, Run};
use crate::charter::CertifiedCharter;
use crate::charter::paper::Paper;
use crate::frontier::{Frontier, Range};
use crate::identity::PublicKey;
use crate::limits::{CHARTERS_PER_RESPONSE_MAX, CHUNK_ENTRIES_MAX, RANGES_PER_REQUEST_MAX};
use crate::log::{AuthenticEntry, Head};
use crate::message::{Request, Response};

/// Longest reason for a refusal in a log line, in characters.
const REFUSAL_CHARS_MAX: usize = 200;

impl Replica {
    pub(super) fn connected(&mut self, peer: PublicKey, outbound: bool, now: u64, out: &mut Vec<Output>) {
        if self.members().contains(&peer) {
            self.peering.connected(peer, now);
            self.sync.open(peer, outbound, now);
        } else if self.guests.contains(&peer) {
            self.knocking.insert(peer);
        } else {
            out.push(Output::Disconnect(peer));
        }
    }

    pub(super) fn request(&mut self, peer: PublicKey, inbound: u64, bytes: &[u8], now: u64, out: &mut Vec<Output>) {
        let respond = |response: Response| Output::Respond {
            inbound,
            bytes: response.encode(),
        };
        if self.knocking.contains(&peer) {
            let response = match Request::decode(bytes) {
                Ok(Request::Apply { application }) => match self.guest_applies(peer, &application, now, out) {
                    Ok(()) => Response::Told,
                    Err(why) => {
                        self.note_refusal(peer, &why, out);
                        Response::Refused
                    }
                },
                _ => Response::Refused,
            };
            out.push(respond(response));
            return;
        }
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
            Request::Compare {
                charters,
                digest,
                papers,
                yours,
            } => {
                let ours = self.charter_count();
                let buckets = self.frontier().differing_buckets(&digest);
                let response = if buckets == 0 {
                    Response::Equal {
                        charters: ours,
                        papers: self.fingerprint(),
                    }
                } else {
                    let heads = self.frontier().heads_in(buckets).collect();
                    Response::Differ {
                        charters: ours,
                        papers: self.fingerprint(),
                        buckets,
                        heads,
                    }
                };
                out.push(respond(response));
                if self.sync.was_awaited(&peer) {
                    self.sync.praise(&peer);
                    self.look_below_forks(peer, now, out);
                    if yours > self.frontier().seq(&self.me) {
                        // It is to show what it has of this node's own log.
                        self.sync.compare_soon(&peer);
                    } else {
                        self.hear(peer, charters, papers);
                    }
                }
                self.learn_of_charters(peer, charters, papers, now, out);
            }
            Request::Tell { heads } => {
                out.push(respond(Response::Told));
                self.told(peer, heads, now, out);
            }
            Request::Papers { after } => {
                let papers = self.assembly.as_ref().map(|assembly| assembly.page(after));
                let papers = papers.unwrap_or_default();
                out.push(respond(Response::Papers { papers }));
            }
            // A member has no need to.
            Request::Apply { .. } => out.push(respond(Response::Refused)),
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
                let charters = self.charters().into_iter().flat_map(|charters| charters.since(from));
                let charters = charters
                    .take(CHARTERS_PER_RESPONSE_MAX)
                    .map(|charter| charter.encode().into())
                    .collect();
                out.push(respond(Response::Charters { charters }));
            }
        }
    }

    pub(super) fn response(&mut self, peer: PublicKey, asked: Asked, answer: Answer, now: u64, out: &mut Vec<Output>) {
        let response = match answer {
            Answer::Entries(runs) => return self.answered_with_entries(peer, asked, runs, now, out),
            Answer::Other(response) => response,
            Answer::Malformed(why) => return self.refuse(peer, &why, now, out),
        };
        match (asked, response) {
            (Asked::Compare, Response::Equal { charters, papers }) => {
                self.sync.praise(&peer);
                self.look_below_forks(peer, now, out);
                self.hear(peer, charters, papers);
                self.learn_of_charters(peer, charters, papers, now, out);
            }
            (
                Asked::Compare,
                Response::Differ {
                    charters,
                    papers,
                    buckets,
                    heads,
                },
            ) => {
                let knows_more = heads
                    .iter()
                    .any(|(author, head)| *author == self.me && head.seq > self.frontier().seq(author));
                self.compared(peer, buckets, heads, now, out);
                self.look_below_forks(peer, now, out);
                if !knows_more {
                    self.hear(peer, charters, papers);
                }
                self.learn_of_charters(peer, charters, papers, now, out);
            }
            (Asked::Tell, Response::Told) => {}
            (Asked::Charters { from }, Response::Charters { charters }) => {
                for bytes in charters {
                    let taken =
                        CertifiedCharter::decode(&bytes).and_then(|certified| self.take_charter(certified, now, out));
                    if let Err(error) = taken {
                        return self.refuse(peer, &error, now, out);
                    }
                }
                // They may have come from somebody else meanwhile.
                if self.charter_count() == from {
                    return self.refuse(peer, &"none of the charters that it said it has", now, out);
                }
                self.sync.praise(&peer);
                // There may be more of them, and only now their authors' entries are taken in.
                self.sync.compare_soon(&peer);
            }
            (Asked::Papers { after }, Response::Papers { papers }) => {
                let mut last = after;
                for bytes in papers {
                    let id = Some(Paper::id(&bytes));
                    if id <= last {
                        return self.refuse(peer, &"papers that do not come in the order of their ids", now, out);
                    }
                    last = id;
                    if let Err(error) = self.take_paper(Some(peer), &bytes, now, out) {
                        return self.refuse(peer, &error, now, out);
                    }
                }
                if last == after {
                    self.own_log.hear_all_of(peer);
                    return;
                }
                self.ask(
                    peer,
                    Asked::Papers { after: last },
                    &Request::Papers { after: last },
                    now,
                    out,
                );
            }
            (_, Response::Refused) => self.sync.rest(&peer, now),
            _ => self.refuse(peer, &"an answer to another question", now, out),
        }
    }

    fn answered_with_entries(
        &mut self,
        peer: PublicKey,
        asked: Asked,
        runs: Vec<Run>,
        now: u64,
        out: &mut Vec<Output>,
    ) {
        match asked {
            Asked::Ranges(ranges) => {
                self.entries(peer, &ranges, runs, now, out);
            }
            Asked::Branch(range) => {
                if let Some(run) = self.only_run(peer, range, runs, now, out) {
                    let next = run.last().map_or(range.to, AuthenticEntry::seq) + 1;
                    out.push(Output::Branch(run));
                    // Not all of it may have had room in one answer.
                    if next <= range.to {
                        let rest = Range { from: next, ..range };
                        let request = Request::Ranges { ranges: vec![rest] };
                        self.ask(peer, Asked::Branch(rest), &request, now, out);
                    }
                }
            }
            Asked::Bodies(range) => self.bodies(peer, range, runs, now, out),
            Asked::OwnHead(range) => match self.only_run(peer, range, runs, now, out) {
                Some(_) => {
                    self.own_log.see(range.to);
                    self.sync.compare_soon(&peer);
                }
                None => self.own_log.doubt(peer),
            },
            _ => self.refuse(peer, &"an answer to another question", now, out),
        }
    }

    /// The authentic entries of an answer to a request for one range; whoever did not send them is left
    /// alone for a while.
    pub(super) fn only_run(
        &mut self,
        peer: PublicKey,
        range: Range,
        runs: Vec<Run>,
        now: u64,
        out: &mut Vec<Output>,
    ) -> Option<Vec<AuthenticEntry>> {
        let run = runs.into_iter().next()?;
        if run.as_ref().is_ok_and(Vec::is_empty) {
            return None;
        }
        match self.judge_run(range, run) {
            Ok(run) => Some(run),
            Err(why) => {
                self.refuse(peer, &why, now, out);
                None
            }
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
        self.told(peer, theirs.heads().collect(), now, out);
    }

    /// A peer knows no more of this node's log than is here. That counts once it has nothing more to say of
    /// what this node has signed in votes either.
    fn hear(&mut self, peer: PublicKey, charters: u64, papers: Option<[u8; 8]>) {
        let ours = self.charter_count();
        let is_all = charters < ours || (charters == ours && (papers.is_none() || papers == self.fingerprint()));
        self.own_log.vouch(peer);
        if is_all {
            self.own_log.hear_all_of(peer);
        }
    }

    /// Notes the heads that a peer says it holds, and looks into those that are not of the logs held here.
    fn told(&mut self, peer: PublicKey, heads: Vec<(PublicKey, Head)>, now: u64, out: &mut Vec<Output>) {
        for (author, head) in &heads {
            let held = self.frontier().head(author);
            match held {
                Some(held) if head.seq == held.seq && head.id != held.id => {
                    self.ask_for_other_branch(peer, *author, head.seq, now, out);
                }
                Some(held) if (1..held.seq).contains(&head.seq) => out.push(Output::Check {
                    peer: Some(peer),
                    author: *author,
                    head: *head,
                }),
                _ => {}
            }
            // What a peer says of this node's own log counts once it shows the last entry.
            let seq = head.seq;
            if *author == self.me
                && seq > held.map_or(0, |held| held.seq)
                && self.own_log.is_beyond_seen(seq)
                && !self.own_log.is_doubted(&peer)
            {
                let range = Range {
                    author: *author,
                    from: seq,
                    to: seq,
                };
                let request = Request::Ranges { ranges: vec![range] };
                self.ask(peer, Asked::OwnHead(range), &request, now, out);
            }
        }
        self.sync.claim(&peer, heads);
    }

    /// Takes in a branch that had been set aside and counts again.
    pub(super) fn restored(&mut self, run: Vec<AuthenticEntry>, now: u64, out: &mut Vec<Output>) {
        let Some(author) = run.first().map(AuthenticEntry::author) else {
            return;
        };
        let end = self.log_end(&author);
        if let Taken::Appended(entries) = self.ingest.offer(run, end) {
            self.append(entries, None, now, out);
            self.restore_logs(out);
        }
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
        let is_known = self
            .assembly
            .as_ref()
            .is_some_and(|assembly| assembly.fork_of(&author).is_some());
        // Nobody looks into more logs at once than a request may have ranges.
        if is_known || self.sync.branches_asked(&peer) >= RANGES_PER_REQUEST_MAX {
            return;
        }
        let range = Range {
            author,
            from: seq,
            to: seq,
        };
        let request = Request::Ranges { ranges: vec![range] };
        self.ask(peer, Asked::Branch(range), &request, now, out);
    }

    /// Takes in what a peer sent for `ranges`.
    fn entries(&mut self, peer: PublicKey, ranges: &[Range], runs: Vec<Run>, now: u64, out: &mut Vec<Output>) {
        if runs.is_empty() || runs.len() > ranges.len() {
            return self.refuse(peer, &"another number of runs than asked for", now, out);
        }
        let mut appended = Vec::new();
        let mut at_fault = None;
        for (range, run) in ranges.iter().zip(runs) {
            if run.as_ref().is_ok_and(Vec::is_empty) {
                self.withheld(peer, range.author, now, out);
                continue;
            }
            let run = match self.judge_run(*range, run) {
                Ok(run) => run,
                Err(why) => {
                    at_fault = Some(why);
                    break;
                }
            };
            let end = self.log_end(&range.author);
            match self.ingest.offer(run, end) {
                Taken::Appended(entries) => {
                    appended.extend(entries);
                    self.sync.praise(&peer);
                }
                Taken::Early | Taken::Known | Taken::NoRoom => {}
                Taken::Beyond => self.sync.refute(&peer, &range.author, true, now),
                Taken::Diverged(head) => {
                    self.sync.refute(&peer, &range.author, true, now);
                    self.ask_for_other_branch(peer, range.author, head.seq, now, out);
                }
                Taken::Forked(entry) => {
                    // The proof needs the entry held here, which may have come in this answer.
                    self.append(std::mem::take(&mut appended), Some(peer), now, out);
                    out.push(Output::Branch(vec![*entry]));
                }
            }
        }
        self.append(appended, Some(peer), now, out);
        if let Some(why) = at_fault {
            self.refuse(peer, &why, now, out);
        }
    }

    /// The entries of a run, which is not empty, that was sent for `range`.
    fn judge_run(&self, range: Range, run: Run) -> Result<Vec<AuthenticEntry>, String> {
        let broken = |why: &str| Err(why.to_owned());
        let run = run?;
        if run.len() as u64 > range.len() {
            return broken("more entries than asked for");
        }
        let first = run.first().expect("a run is not empty");
        if first.author() != range.author || first.seq() != range.from {
            return broken("other entries than asked for");
        }
        if run
            .iter()
            .any(|entry| self.is_of_other_branch(&range.author, entry.head()))
        {
            return broken("a branch that does not count, by the charter");
        }
        Ok(run)
    }

    fn withheld(&mut self, peer: PublicKey, author: PublicKey, now: u64, out: &mut Vec<Output>) {
        self.sync.refute(&peer, &author, false, now);
        out.push(Output::Notice(Notice::Withheld { peer, author }));
    }

    /// Notes that a peer broke a rule, and leaves it alone for a while.
    pub(super) fn refuse(&mut self, peer: PublicKey, why: &dyn std::fmt::Display, now: u64, out: &mut Vec<Output>) {
        self.sync.rest(&peer, now);
        self.note_refusal(peer, why, out);
    }

    /// Notes that a peer broke a rule. What it wrote may stand in `why`, so that is cut to one short line.
    pub(super) fn note_refusal(&self, peer: PublicKey, why: &dyn std::fmt::Display, out: &mut Vec<Output>) {
        let line = why.to_string();
        let line = line.chars().map(|c| if c.is_control() { ' ' } else { c });
        out.push(Output::Notice(Notice::Refused {
            peer,
            why: line.take(REFUSAL_CHARS_MAX).collect(),
        }));
    }
}
