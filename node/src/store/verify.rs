//! The check of everything: every log from its first entry to its head.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use ayni_protocol::charter::paper::Paper;
use ayni_protocol::entry::{Entry, Envelope};
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::limits::SEGMENT_ENTRIES;
use ayni_protocol::log::{self, Head};
use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::segments::{self, Stretch};
use super::values::{self, Fault};
use super::{Store, StoreError};

/// Most bad entries that are named; where there are more, the store is to be refilled anyway.
const BAD_ENTRIES_MAX: usize = 1_000;

/// Entries of a log that are read at a time: enough work for many cores.
const CHUNK_ENTRIES: u64 = 16 * SEGMENT_ENTRIES;

/// Most bytes of entries held in memory at once, besides the segment read last.
const CHUNK_BYTES_MAX: usize = 4 * 1024 * 1024;

/// How much of each entry is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Envelope, body and chain; one signature vouches for a chunk. This is what replication checks.
    Chain,
    /// Every entry's own signature besides.
    Signatures,
}

/// What [`Store::verify`] found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// How many entries the logs should have together, by their heads.
    pub entries: u64,
    /// How many logs there are.
    pub authors: u64,
    /// What is wrong, in author order; at most the first 1,000 faults.
    pub bad: Vec<BadEntry>,
    /// Logs of which a fork is proved: their authors' fault, not this store's.
    pub forks: Vec<ForkedLog>,
    /// Entries whose bodies were erased.
    pub erased: u64,
    /// Whether nothing is wrong here.
    pub ok: bool,
}

/// An entry that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadEntry {
    /// Whose log.
    #[serde(serialize_with = "as_did")]
    pub author: PublicKey,
    /// Its number.
    pub seq: u64,
    /// What is wrong with it.
    pub why: String,
}

/// A log that has two entries with one number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ForkedLog {
    /// Whose log.
    #[serde(serialize_with = "as_did")]
    pub author: PublicKey,
    /// The number that two entries have.
    pub seq: u64,
}

fn as_did<S: Serializer>(author: &PublicKey, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(author)
}

impl Store {
    /// Checks every entry of `federation` from the first to the head of each log, as they are durable
    /// at the start: that it is there, that envelope and body are what was signed, that it follows
    /// the one before, and that the head is the last.
    ///
    /// Blocks for as long as reading everything takes, in bounded memory; `progress` gets the number
    /// of entries checked so far, some times a second, and may break it off: then there is no result.
    ///
    /// # Errors
    /// [`StoreError`] if the papers cannot be read, or the store is being opened again; faults of
    /// entries are in the result.
    pub fn verify(
        &self,
        federation: &Hash,
        depth: Depth,
        mut progress: impl FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Option<Verification>, StoreError> {
        let frontier = self.frontier();
        let (mut bad, mut erased) = (Vec::new(), 0);
        let mut before = 0;
        for (author, head) in frontier.heads() {
            let mut walk = Walk::new(federation, depth, author, &mut bad);
            if self.walk(&mut walk, head, |seq| progress(before + seq))?.is_break() {
                return Ok(None);
            }
            erased += walk.erased;
            before += head.seq;
        }
        let papers = self.papers()?;
        let forks: BTreeSet<ForkedLog> = papers
            .iter()
            .filter_map(|bytes| match Paper::verify(bytes, federation) {
                Ok(Paper::Fork(fork)) => Some(ForkedLog {
                    author: fork.author(),
                    seq: fork.seq(),
                }),
                _ => None,
            })
            .collect();
        Ok(Some(Verification {
            entries: frontier.entries(),
            authors: frontier.authors() as u64,
            ok: bad.is_empty(),
            bad,
            forks: forks.into_iter().collect(),
            erased,
        }))
    }

    /// Leads `walk` from the first entry of a log to its head, a chunk at a time so that no read holds
    /// up the writer for long; what hangs on single entries is checked on all cores.
    fn walk(
        &self,
        walk: &mut Walk<'_>,
        head: Head,
        mut progress: impl FnMut(u64) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, StoreError> {
        while walk.next <= head.seq {
            let last = head.seq.min(walk.next.saturating_add(CHUNK_ENTRIES - 1));
            let read = self.0.shared.database.logs(|logs| {
                let (mut found, mut bytes) = (Vec::new(), 0);
                for stretch in segments::stretches(logs, &walk.author, walk.next, last)? {
                    let (seq, stretch) = stretch?;
                    bytes += stretch.as_ref().map_or(0, Stretch::length);
                    found.push((seq, stretch));
                    if bytes >= CHUNK_BYTES_MAX {
                        return Ok((found, false));
                    }
                }
                Ok((found, true))
            });
            match read {
                Ok((found, is_all)) => {
                    let check = Check {
                        federation: walk.federation,
                        depth: walk.depth,
                        author: walk.author,
                    };
                    let checked: Vec<Vec<Checked>> = found.into_par_iter().map(|found| check.stretch(found)).collect();
                    for checked in checked.into_iter().flatten() {
                        // A segment may begin before what is wanted, and end behind it.
                        if checked.seq >= walk.next {
                            let is_erased = self.is_erased(&walk.author, checked.seq);
                            walk.step(checked, is_erased);
                        }
                    }
                    if is_all {
                        walk.skip_to(last + 1);
                    }
                }
                // That says nothing of the entries.
                Err(error @ StoreError::Reopening) => return Err(error),
                Err(error) => walk.give_up(last + 1, &error),
            }
            walk.judge_run();
            if progress((walk.next - 1).min(head.seq)).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        walk.finish(head);
        Ok(ControlFlow::Continue(()))
    }
}

/// What can be checked of an entry by itself.
struct Check<'a> {
    federation: &'a Hash,
    depth: Depth,
    author: PublicKey,
}

/// An entry that was checked by itself.
struct Checked {
    seq: u64,
    /// The entry, or what is wrong with it.
    entry: Result<Entry, String>,
    /// Whether its own signature holds, if that was looked at.
    signed: Option<bool>,
}

impl Check<'_> {
    /// The entries of a piece of the log.
    fn stretch(&self, (seq, stretch): (u64, Result<Stretch, Fault>)) -> Vec<Checked> {
        let faulty = |fault: Fault| {
            let why = match fault {
                Fault::Value(why) => why.to_owned(),
                Fault::Sled(error) => error.to_string(),
            };
            let (entry, signed) = (Err(why), None);
            vec![Checked { seq, entry, signed }]
        };
        match stretch {
            Err(fault) => faulty(fault),
            Ok(Stretch::Single(seq, value)) => match values::decode_entry(&value) {
                Ok((envelope, body)) => vec![self.entry(seq, &envelope, body)],
                Err(fault) => faulty(fault),
            },
            Ok(Stretch::Segment(segment)) => match segment.content() {
                Ok(content) => match content.entries() {
                    Ok(entries) => entries
                        .into_par_iter()
                        .map(|(seq, (envelope, body))| self.entry(seq, envelope, body.map(<[u8]>::to_vec)))
                        .collect(),
                    Err(fault) => faulty(fault),
                },
                Err(fault) => faulty(fault),
            },
        }
    }

    fn entry(&self, seq: u64, envelope: &[u8], body: Option<Vec<u8>>) -> Checked {
        let entry = Entry::decode_of(envelope, body, Some(self.author)).map_err(|error| error.to_string());
        let entry = entry.and_then(|entry| {
            let envelope = entry.envelope();
            let in_place = envelope.author() == self.author && envelope.seq() == seq;
            in_place
                .then_some(entry)
                .ok_or_else(|| "another entry lies in its place".to_owned())
        });
        let signed = match (&entry, self.depth) {
            (Ok(entry), Depth::Signatures) => Some(entry.envelope().verifies(self.federation)),
            _ => None,
        };
        Checked { seq, entry, signed }
    }
}

/// The way along one log.
struct Walk<'a> {
    federation: &'a Hash,
    depth: Depth,
    author: PublicKey,
    bad: &'a mut Vec<BadEntry>,
    /// The number of the entry that comes next.
    next: u64,
    /// The id of the entry before, if it could be read.
    before: Option<Hash>,
    /// Entries that were read and are not judged yet: consecutive, nothing missing.
    run: Vec<(Entry, Option<bool>)>,
    /// Entries without a body that their author has erased.
    erased: u64,
}

impl<'a> Walk<'a> {
    fn new(federation: &'a Hash, depth: Depth, author: PublicKey, bad: &'a mut Vec<BadEntry>) -> Self {
        Self {
            federation,
            depth,
            author,
            bad,
            next: 1,
            before: None,
            run: Vec::new(),
            erased: 0,
        }
    }

    fn fault(&mut self, seq: u64, why: impl ToString) {
        if self.bad.len() < BAD_ENTRIES_MAX {
            self.bad.push(BadEntry {
                author: self.author,
                seq,
                why: why.to_string(),
            });
        }
    }

    /// Every number from the next one up to `seq` is missing.
    fn skip_to(&mut self, seq: u64) {
        if self.next >= seq {
            return;
        }
        self.judge_run();
        self.before = None;
        let last = seq - 1;
        if self.next == last {
            self.fault(last, "it is missing");
        } else {
            self.fault(self.next, format!("it is missing, and all up to entry {last}"));
        }
        self.next = seq;
    }

    /// sled cannot read on: the rest up to `seq` counts as bad, with what it says.
    fn give_up(&mut self, seq: u64, error: &StoreError) {
        self.judge_run();
        self.before = None;
        if self.next < seq {
            self.fault(self.next, error);
            self.next = seq;
        }
    }

    /// Takes the next entry that is there.
    fn step(&mut self, checked: Checked, is_erased: bool) {
        let Checked { seq, entry, signed } = checked;
        self.skip_to(seq);
        self.next = seq + 1;
        match entry {
            Ok(entry) => {
                match entry.body() {
                    None if is_erased => self.erased += 1,
                    // The chain holds all the same.
                    None => self.fault(seq, "its body is missing, and nobody has erased it"),
                    Some(_) => {}
                }
                self.run.push((entry, signed));
            }
            Err(why) => {
                self.judge_run();
                self.before = None;
                self.fault(seq, why);
            }
        }
    }

    /// Judges the entries that wait for it: their chain, and the signature of the last.
    fn judge_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let Some(first) = run.first().map(|(entry, _)| entry.envelope()) else {
            return;
        };
        if first.seq() > 1 && self.before.is_some() && first.prev() != self.before {
            self.fault(first.seq(), "it does not follow the entry before it");
        }
        self.before = run.last().map(|(entry, _)| entry.envelope().id());
        let suspects: Vec<(Envelope, Option<bool>)> = run
            .iter()
            .map(|(entry, signed)| (entry.envelope().clone(), *signed))
            .collect();
        let entries = run.into_iter().map(|(entry, _)| entry).collect();
        if self.depth == Depth::Chain && log::authenticate(self.federation, entries).is_ok() {
            return;
        }
        // One by one costs a signature each: to find out what is wrong in the run, or because every
        // signature was to be checked.
        let mut prev = None;
        for (envelope, signed) in &suspects {
            if !signed.unwrap_or_else(|| envelope.verifies(self.federation)) {
                self.fault(envelope.seq(), "its signature does not verify in this federation");
            } else if prev.is_some() && envelope.prev() != prev {
                self.fault(envelope.seq(), "it does not follow the entry before it");
            }
            prev = Some(envelope.id());
        }
    }

    /// Compares the last entry with the head.
    fn finish(&mut self, head: Head) {
        if self.before.is_some() && self.before != Some(head.id) {
            self.fault(head.seq, "it is not the one that its log's head names");
        }
    }
}
