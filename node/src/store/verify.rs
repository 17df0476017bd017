//! The check of everything: every log from its first entry to its head.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use ayni_protocol::charter::paper::Paper;
use ayni_protocol::entry::{Entry, Envelope};
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::limits::CHUNK_ENTRIES_MAX;
use ayni_protocol::log::{self, Head};
use serde::{Serialize, Serializer};

use super::values::{self, Fault};
use super::{EntryBytes, Store, StoreError, keys};

/// Most bad entries that are named; where there are more, the store is to be refilled anyway.
const BAD_ENTRIES_MAX: usize = 1_000;

/// Most bytes of entries held in memory at once, besides the one read last.
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
    /// up the writer for long.
    fn walk(
        &self,
        walk: &mut Walk<'_>,
        head: Head,
        mut progress: impl FnMut(u64) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, StoreError> {
        while walk.next <= head.seq {
            let last = head.seq.min(walk.next.saturating_add(CHUNK_ENTRIES_MAX - 1));
            let from = keys::of_entry(keys::ENTRIES, &walk.author, walk.next);
            let to = keys::of_entry(keys::ENTRIES, &walk.author, last.saturating_add(1));
            let read = self.0.shared.database.logs(|logs| {
                for found in values::scan(logs, &from, &to) {
                    let (key, value) = found?;
                    let seq = keys::seq_in(&key).ok_or(Fault::Value("an entry's number is no number"))?;
                    let is_erased = logs.contains_key(keys::of_entry(keys::ERASED, &walk.author, seq))?;
                    walk.step(seq, value.and_then(|value| values::decode_entry(&value)), is_erased);
                    if walk.bytes >= CHUNK_BYTES_MAX {
                        return Ok(());
                    }
                }
                walk.skip_to(last + 1);
                Ok(())
            });
            match read {
                Ok(()) => {}
                // That says nothing of the entries.
                Err(error @ StoreError::Reopening) => return Err(error),
                Err(error) => walk.give_up(last + 1, &error),
            }
            walk.judge_run();
            if progress(walk.next - 1).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        walk.finish(head);
        Ok(ControlFlow::Continue(()))
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
    run: Vec<Entry>,
    bytes: usize,
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
            bytes: 0,
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

    /// Takes the entry that lies under `seq`.
    fn step(&mut self, seq: u64, bytes: Result<EntryBytes, Fault>, is_erased: bool) {
        self.skip_to(seq);
        self.next = seq + 1;
        let entry = match bytes {
            Ok((envelope, body)) => Entry::decode(&envelope, body).map_err(|error| error.to_string()),
            Err(Fault::Value(why)) => Err(why.to_owned()),
            Err(Fault::Sled(error)) => Err(error.to_string()),
        };
        let entry = entry.and_then(|entry| {
            let envelope = entry.envelope();
            let in_place = envelope.author() == self.author && envelope.seq() == seq;
            in_place
                .then_some(entry)
                .ok_or_else(|| "another entry lies in its place".to_owned())
        });
        match entry {
            Ok(entry) => {
                match entry.body() {
                    None if is_erased => self.erased += 1,
                    // The chain holds all the same.
                    None => self.fault(seq, "its body is missing, and nobody has erased it"),
                    Some(_) => {}
                }
                self.bytes += entry.size();
                self.run.push(entry);
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
        self.bytes = 0;
        let run = std::mem::take(&mut self.run);
        let Some(first) = run.first().map(Entry::envelope) else {
            return;
        };
        if first.seq() > 1 && self.before.is_some() && first.prev() != self.before {
            self.fault(first.seq(), "it does not follow the entry before it");
        }
        self.before = run.last().map(|entry| entry.envelope().id());
        let suspects: Vec<Envelope> = run.iter().map(|entry| entry.envelope().clone()).collect();
        let hangs_together = log::authenticate(self.federation, run).is_ok();
        if hangs_together && self.depth == Depth::Chain {
            return;
        }
        // One by one costs a signature each: to find out what is wrong in the run, or because every
        // signature is to be checked.
        let mut prev = None;
        for envelope in &suspects {
            if !envelope.verifies(self.federation) {
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
