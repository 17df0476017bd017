//! Bodies that are not here: those that their authors have erased, which stay away, and those that a peer has sent as
//! null, which are asked for elsewhere.
//!
//! A node that catches up sees nulls before it sees the entry that erases them. So entries are taken in without their
//! bodies, and those are asked for once their log is level with what peers claim: from each peer once, those who have
//! given null last of all, and again after [`BODY_WAIT_MS`].

use std::collections::{BTreeMap, BTreeSet};

use super::sync::Asked;
use super::{Notice, Output, Replica, Run};
use crate::frontier::Range;
use crate::identity::PublicKey;
use crate::limits::{BODY_PATIENCE_MS, BODY_WAIT_MS, CHUNK_ENTRIES_MAX};
use crate::log::AuthenticEntry;
use crate::message::Request;
use crate::operation::Operation;
use crate::record::RecordId;

/// Numbers of entries, by the log they are in.
pub type Places = BTreeMap<PublicKey, BTreeSet<u64>>;

/// The entries that are durably held without their bodies, or will be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bodies {
    /// Their authors have erased them. They need not be held yet.
    pub erased: Places,
    /// Nobody has sent their bodies yet.
    pub lacking: Places,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct BodyBook {
    bodies: Bodies,
    /// Since when bodies of a log are lacking.
    since: BTreeMap<PublicKey, u64>,
    /// Up to which number a peer was asked for bodies of a log, and when it may be asked from the first one again.
    asked: BTreeMap<(PublicKey, PublicKey), (u64, Option<u64>)>,
}

impl BodyBook {
    pub(super) fn new(bodies: Bodies) -> Self {
        Self {
            bodies,
            ..Self::default()
        }
    }

    fn is_erased(&self, author: &PublicKey, seq: u64) -> bool {
        contains(&self.bodies.erased, author, seq)
    }

    fn is_lacking(&self, author: &PublicKey, seq: u64) -> bool {
        contains(&self.bodies.lacking, author, seq)
    }

    fn erase(&mut self, entries: &Places) {
        for (author, seqs) in entries {
            self.bodies.erased.entry(*author).or_default().extend(seqs);
            seqs.iter().for_each(|seq| self.found(author, *seq));
        }
    }

    fn lack(&mut self, author: PublicKey, seq: u64, from: Option<PublicKey>, now: u64) {
        self.bodies.lacking.entry(author).or_default().insert(seq);
        self.since.entry(author).or_insert(now);
        if let Some(peer) = from {
            let (asked, _) = self.asked.entry((peer, author)).or_default();
            *asked = seq.max(*asked);
        }
    }

    fn found(&mut self, author: &PublicKey, seq: u64) {
        let Some(lacking) = self.bodies.lacking.get_mut(author) else {
            return;
        };
        lacking.remove(&seq);
        if lacking.is_empty() {
            self.bodies.lacking.remove(author);
            self.since.remove(author);
            self.asked.retain(|(_, of), _| of != author);
        }
    }

    /// A log was taken back to this number.
    pub(super) fn cut(&mut self, author: &PublicKey, to: u64) {
        for places in [&mut self.bodies.erased, &mut self.bodies.lacking] {
            if let Some(seqs) = places.get_mut(author) {
                seqs.retain(|seq| *seq <= to);
            }
        }
    }

    /// What to ask a peer for next. `is_level` says of which logs peers claim no more than is held here.
    fn next(&mut self, peer: PublicKey, is_level: impl Fn(&PublicKey) -> bool, now: u64) -> Option<Range> {
        for (author, seqs) in &self.bodies.lacking {
            let since = *self.since.entry(*author).or_insert(now);
            if !is_level(author) && now < since + BODY_PATIENCE_MS {
                continue;
            }
            let (asked, again) = self.asked.entry((peer, *author)).or_default();
            if again.is_some_and(|again| again <= now) {
                (*asked, *again) = (0, None);
            }
            let mut wanted = seqs.range(*asked + 1..);
            let Some(&from) = wanted.next() else {
                again.get_or_insert(now + BODY_WAIT_MS);
                continue;
            };
            let most = usize::try_from(CHUNK_ENTRIES_MAX - 1).unwrap_or(usize::MAX);
            let following = (from + 1..).zip(wanted).take(most);
            let to = following.take_while(|(next, seq)| next == *seq).last();
            let to = to.map_or(from, |(next, _)| next);
            let author = *author;
            return Some(Range { author, from, to });
        }
        None
    }

    /// A peer was asked for bodies, up to the one of this number.
    fn note_asked(&mut self, peer: PublicKey, author: PublicKey, to: u64) {
        self.asked.entry((peer, author)).or_default().0 = to;
    }

    /// A question for bodies was not answered.
    pub(super) fn unanswered(&mut self, peer: PublicKey, range: Range) {
        self.note_asked(peer, range.author, range.from - 1);
    }
}

fn contains(places: &Places, author: &PublicKey, seq: u64) -> bool {
    places.get(author).is_some_and(|seqs| seqs.contains(&seq))
}

impl Replica {
    /// Appends entries that continue their logs. What they erase goes in the same step, and what is erased comes without
    /// its body; but what an entry erases stays said, or whoever comes later would look for it for ever.
    pub(super) fn append(
        &mut self,
        entries: Vec<AuthenticEntry>,
        from: Option<PublicKey>,
        now: u64,
        out: &mut Vec<Output>,
    ) {
        if entries.is_empty() {
            return;
        }
        let erasures = self.take_erasures(&entries);
        let book = &mut self.book;
        let kept = entries.into_iter().map(|entry| {
            let (author, seq) = (entry.author(), entry.seq());
            let is_erased = book.is_erased(&author, seq);
            let erases = entry.entry().body().and_then(Operation::erasure).is_some();
            if is_erased && !erases {
                return entry.without_body();
            }
            if entry.entry().body().is_none() {
                book.lack(author, seq, from, now);
            }
            entry
        });
        let entries = kept.collect();
        out.push(match erasures.is_empty() {
            true => Output::Append(entries),
            false => Output::Erase { erasures, entries },
        });
    }

    fn take_erasures(&mut self, entries: &[AuthenticEntry]) -> Vec<(RecordId, Places)> {
        entries.iter().filter_map(|entry| self.take_erasure(entry)).collect()
    }

    /// Notes which bodies an entry erases: of its author's earlier entries, and of all that earlier keys of the same
    /// platform have signed. Whatever else it names is not its author's to erase.
    fn take_erasure(&mut self, entry: &AuthenticEntry) -> Option<(RecordId, Places)> {
        let (id, named) = entry.entry().body().and_then(Operation::erasure)?;
        let by = entry.author();
        let mut entries = Places::new();
        for (author, seqs) in named {
            let own = author == by;
            if own || self.goes_on_as(&author, &by) {
                let seqs = seqs.into_iter().filter(|seq| !own || *seq < entry.seq()).collect();
                entries.insert(author, seqs);
            }
        }
        self.book.erase(&entries);
        Some((id, entries))
    }

    /// Whether some charter says that the platform of `old` goes on as `new`.
    fn goes_on_as(&self, old: &PublicKey, new: &PublicKey) -> bool {
        let charters = self.charters().map(|charters| charters.since(0)).unwrap_or_default();
        charters.iter().rev().any(|certified| {
            let charter = certified.charter();
            let mut key = *old;
            // A chain is no longer than the list.
            for _ in 0..charter.former.len() {
                match charter.former(&key).and_then(|former| former.successor) {
                    Some(next) if next == *new => return true,
                    Some(next) => key = next,
                    None => return false,
                }
            }
            false
        })
    }

    /// Asks peers for bodies that are lacking.
    pub(super) fn ask_for_bodies(&mut self, now: u64, out: &mut Vec<Output>) {
        if self.book.bodies.lacking.is_empty() {
            return;
        }
        let peers: Vec<PublicKey> = self.sync.peers().copied().collect();
        for peer in peers {
            if self.sync.asks_for_bodies(&peer) {
                continue;
            }
            let (sync, ingest) = (&self.sync, &self.ingest);
            let is_level = |author: &PublicKey| !sync.is_claimed_beyond(author, ingest.frontier().seq(author));
            let Some(range) = self.book.next(peer, is_level, now) else {
                continue;
            };
            let before = out.len();
            let request = Request::Ranges { ranges: vec![range] };
            self.ask(peer, Asked::Bodies(range), &request, now, out);
            if out.len() > before {
                self.book.note_asked(peer, range.author, range.to);
            }
        }
    }

    /// Takes in bodies that a peer has sent of entries that are held without them.
    pub(super) fn bodies(&mut self, peer: PublicKey, range: Range, runs: Vec<Run>, now: u64, out: &mut Vec<Output>) {
        let Some(run) = self.only_run(peer, range, runs, now, out) else {
            return;
        };
        // The rest may have had no room in one answer.
        let last = run.last().map_or(range.to, AuthenticEntry::seq);
        self.book.note_asked(peer, range.author, last);
        let (with, without): (Vec<_>, Vec<_>) = run.into_iter().partition(|entry| entry.entry().body().is_some());
        if !without.is_empty() {
            let author = range.author;
            out.push(Output::Notice(Notice::Withheld { peer, author }));
        }
        let wanted = with
            .into_iter()
            .filter(|entry| self.book.is_lacking(&entry.author(), entry.seq()));
        let wanted: Vec<AuthenticEntry> = wanted.collect();
        if wanted.is_empty() {
            return;
        }
        self.sync.praise(&peer);
        for entry in &wanted {
            self.book.found(&entry.author(), entry.seq());
        }
        // An erasure may have been withheld itself.
        let erasures = self.take_erasures(&wanted);
        if !erasures.is_empty() {
            let entries = Vec::new();
            out.push(Output::Erase { erasures, entries });
        }
        out.push(Output::Fill(wanted));
    }
}
