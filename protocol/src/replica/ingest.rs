//! What of the entries that arrive is taken in: only what continues a log, in order.

use std::collections::{BTreeMap, BTreeSet};

use crate::frontier::{Frontier, Range};
use crate::identity::PublicKey;
use crate::limits::{EARLY_BYTES_MAX, EARLY_BYTES_PER_AUTHOR_MAX, EARLY_WINDOW_ENTRIES};
use crate::log::{AuthenticEntry, Head, Place};

/// What became of a run of authentic entries.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// These continue the log, in order: the run and whatever had waited for it.
    Appended(Vec<AuthenticEntry>),
    /// Kept until the entries before it are here.
    Early,
    /// Nothing new.
    Known,
    /// Too much waits already; it is asked for again later.
    NoRoom,
    /// The run names another predecessor than the head held here.
    Diverged(Head),
    /// The run holds another entry with the head's number: with the entry held here, a fork.
    Forked(Box<AuthenticEntry>),
    /// All of it lies beyond the log's end, or the log is being cut.
    Beyond,
}

/// The logs as they are held, and the runs that came before their turn.
#[derive(Debug)]
pub(super) struct Ingest {
    frontier: Frontier,
    /// Logs of which it is not known where they end until the shell has cut them.
    being_cut: BTreeSet<PublicKey>,
    /// By author, then by the number of the run's first entry.
    early: BTreeMap<PublicKey, BTreeMap<u64, Vec<AuthenticEntry>>>,
    early_bytes: usize,
}

impl Ingest {
    pub(super) fn new(frontier: Frontier) -> Self {
        Self {
            frontier,
            being_cut: BTreeSet::new(),
            early: BTreeMap::new(),
            early_bytes: 0,
        }
    }

    pub(super) fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// Notes that a log is to be cut. Whether that is new.
    pub(super) fn begin_cut(&mut self, author: PublicKey) -> bool {
        self.forget_early(&author);
        self.being_cut.insert(author)
    }

    /// A log was cut and ends with `head` now.
    pub(super) fn cut(&mut self, author: PublicKey, head: Option<Head>) {
        self.being_cut.remove(&author);
        self.forget_early(&author);
        self.frontier.cut(author, head);
    }

    pub(super) fn is_being_cut(&self, author: &PublicKey) -> bool {
        self.being_cut.contains(author)
    }

    /// Whether so much waits that only what comes next in a log is worth asking for.
    pub(super) fn is_crowded(&self) -> bool {
        self.early_bytes >= EARLY_BYTES_MAX / 2
    }

    /// Ranges of an author that wait for the entries before them, in order.
    pub(super) fn early_ranges(&self, author: PublicKey) -> impl Iterator<Item = Range> + '_ {
        let runs = self.early.get(&author).into_iter().flat_map(BTreeMap::iter);
        runs.map(move |(from, run)| Range {
            author,
            from: *from,
            to: from + (run.len() as u64 - 1),
        })
    }

    /// Takes in a run of consecutive entries of one author, whose log ends at the number `end`.
    ///
    /// # Panics
    /// If the run is empty: authentication refuses that.
    pub(super) fn offer(&mut self, mut run: Vec<AuthenticEntry>, end: u64) -> Taken {
        let author = run.first().expect("an authentic run has an entry").author();
        if self.is_being_cut(&author) {
            return Taken::Beyond;
        }
        run.retain(|entry| entry.seq() <= end);
        if run.is_empty() {
            return Taken::Beyond;
        }
        let head = self.frontier.head(&author);
        let held = head.map_or(0, |head| head.seq);
        if let Some(other) = run.iter().find(|entry| head.is_some_and(|head| is_other(entry, head))) {
            return Taken::Forked(Box::new(other.clone()));
        }
        run.retain(|entry| entry.seq() > held);
        let Some(first) = run.first() else {
            return Taken::Known;
        };
        match first.place(head) {
            Place::Next => {
                let mut appended = Vec::new();
                self.advance(author, run, end, &mut appended);
                Taken::Appended(appended)
            }
            Place::Early if first.seq() - held > EARLY_WINDOW_ENTRIES => Taken::NoRoom,
            Place::Early => self.wait(author, run),
            Place::Diverged => Taken::Diverged(head.expect("an empty log is followed by any first entry")),
            Place::Held => unreachable!("entries already held were dropped"),
        }
    }

    fn advance(&mut self, author: PublicKey, run: Vec<AuthenticEntry>, end: u64, appended: &mut Vec<AuthenticEntry>) {
        let head = run.last().expect("a run has an entry").head();
        self.frontier.advance(author, head);
        appended.extend(run);
        // What waited for this run comes next, unless it turns out to continue another log.
        while let Some((from, mut waiting)) = self.next_early(&author) {
            let head = self.frontier.head(&author).expect("it has just advanced");
            if from > head.seq + 1 {
                self.early_bytes += size(&waiting);
                self.early.entry(author).or_default().insert(from, waiting);
                return;
            }
            // The log may have got an end since they came.
            waiting.retain(|entry| entry.seq() > head.seq && entry.seq() <= end);
            if waiting
                .first()
                .is_some_and(|first| first.place(Some(head)) == Place::Next)
            {
                self.frontier.advance(author, waiting.last().expect("not empty").head());
                appended.extend(waiting);
            }
        }
    }

    fn next_early(&mut self, author: &PublicKey) -> Option<(u64, Vec<AuthenticEntry>)> {
        let runs = self.early.get_mut(author)?;
        let next = runs.pop_first();
        if runs.is_empty() {
            self.early.remove(author);
        }
        if let Some((_, run)) = &next {
            self.early_bytes -= size(run);
        }
        next
    }

    fn wait(&mut self, author: PublicKey, run: Vec<AuthenticEntry>) -> Taken {
        let bytes = size(&run);
        let from = run.first().expect("a run has an entry").seq();
        let runs = self.early.entry(author).or_default();
        if runs.get(&from).is_some_and(|waiting| waiting.len() >= run.len()) {
            return Taken::Known;
        }
        let of_author: usize = runs.values().map(|run| size(run)).sum();
        if self.early_bytes + bytes > EARLY_BYTES_MAX || of_author + bytes > EARLY_BYTES_PER_AUTHOR_MAX {
            if runs.is_empty() {
                self.early.remove(&author);
            }
            return Taken::NoRoom;
        }
        self.early_bytes += bytes;
        if let Some(shorter) = runs.insert(from, run) {
            self.early_bytes -= size(&shorter);
        }
        Taken::Early
    }

    pub(super) fn forget_early(&mut self, author: &PublicKey) {
        for run in self.early.remove(author).unwrap_or_default().values() {
            self.early_bytes -= size(run);
        }
    }

    /// Moves an own log forward by an entry that was signed here.
    pub(super) fn advance_own(&mut self, author: PublicKey, head: Head) {
        self.frontier.advance(author, head);
    }

    /// Goes back to what is durably held, after an append failed.
    pub(super) fn rewind(&mut self, frontier: Frontier) {
        *self = Self::new(frontier);
    }
}

fn is_other(entry: &AuthenticEntry, head: Head) -> bool {
    entry.seq() == head.seq && entry.head().id != head.id
}

fn size(run: &[AuthenticEntry]) -> usize {
    run.iter().map(|entry| entry.entry().size()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entry::Entry;
    use crate::identity::{Hash, SecretKey};
    use crate::log::authenticate;

    const FEDERATION: Hash = Hash([7; 32]);

    /// A log that goes on.
    const END: u64 = u64::MAX;

    fn author() -> PublicKey {
        SecretKey::from_seed(&[1; 32]).public()
    }

    /// A log of `length` entries; `branch` tells logs of the same author apart from entry 3 on.
    fn log(length: u64, branch: u8) -> Vec<AuthenticEntry> {
        let secret = SecretKey::from_seed(&[1; 32]);
        let mut entries: Vec<Entry> = Vec::new();
        for seq in 1..=length {
            let prev = entries.last().map(|entry| entry.envelope().id());
            let body = vec![seq as u8, if seq >= 3 { branch } else { 0 }];
            entries.push(Entry::sign(&secret, &FEDERATION, seq, prev, 0, body));
        }
        authenticate(&FEDERATION, entries).expect("authentic")
    }

    fn empty() -> Ingest {
        Ingest::new(Frontier::default())
    }

    #[test]
    fn a_run_that_came_early_is_appended_once_its_turn_comes() {
        let entries = log(6, 0);
        let mut ingest = empty();
        assert_eq!(ingest.offer(entries[4..].to_vec(), END), Taken::Early);
        assert_eq!(ingest.offer(entries[2..4].to_vec(), END), Taken::Early);
        assert_eq!(
            ingest.offer(entries[..2].to_vec(), END),
            Taken::Appended(entries.clone())
        );
        assert_eq!(ingest.frontier().seq(&author()), 6);
        assert_eq!(ingest.early_bytes, 0);
        assert_eq!(ingest.offer(entries, END), Taken::Known);
    }

    #[test]
    fn an_overlapping_run_is_appended_without_what_is_held() {
        let entries = log(5, 0);
        let mut ingest = empty();
        ingest.offer(entries[..3].to_vec(), END);
        assert_eq!(
            ingest.offer(entries[1..].to_vec(), END),
            Taken::Appended(entries[3..].to_vec())
        );
    }

    #[test]
    fn another_entry_with_the_heads_number_is_told_apart() {
        let mut ingest = empty();
        ingest.offer(log(3, 0), END);
        let other = log(4, 1);
        assert!(matches!(
            ingest.offer(other[3..].to_vec(), END),
            Taken::Diverged(Head { seq: 3, .. })
        ));
        assert!(matches!(ingest.offer(other[2..3].to_vec(), END), Taken::Forked(_)));
        assert_eq!(
            ingest.offer(log(5, 0), 3),
            Taken::Known,
            "and it ends where it is said to"
        );
        assert_eq!(ingest.frontier().seq(&author()), 3);
    }

    #[test]
    fn nothing_beyond_the_end_of_a_log_or_while_it_is_cut_is_taken_in() {
        let mut ingest = empty();
        assert_eq!(ingest.offer(log(5, 0), 3), Taken::Appended(log(3, 0)));
        assert_eq!(ingest.offer(log(5, 0)[3..].to_vec(), 3), Taken::Beyond);
        assert!(ingest.begin_cut(author()) && !ingest.begin_cut(author()));
        assert_eq!(ingest.offer(log(5, 0), END), Taken::Beyond);
        ingest.cut(author(), Some(log(2, 0)[1].head()));
        assert_eq!(ingest.frontier().seq(&author()), 2);
        assert_eq!(ingest.offer(log(5, 0), END), Taken::Appended(log(5, 0)[2..].to_vec()));
    }

    #[test]
    fn what_waited_is_not_taken_in_beyond_an_end_that_came_meanwhile() {
        let mut ingest = empty();
        let entries = log(7, 0);
        ingest.offer(entries[..5].to_vec(), END);
        assert_eq!(ingest.offer(entries[6..].to_vec(), END), Taken::Early);
        assert_eq!(
            ingest.offer(entries[5..6].to_vec(), 6),
            Taken::Appended(entries[5..6].to_vec())
        );
        assert_eq!((ingest.frontier().seq(&author()), ingest.early_bytes), (6, 0));
    }

    #[test]
    fn an_author_cannot_take_the_room_of_all_with_entries_far_ahead() {
        let mut ingest = empty();
        let secret = SecretKey::from_seed(&[1; 32]);
        let far = Entry::sign(&secret, &FEDERATION, u64::MAX, Some(Hash([1; 32])), 0, vec![1]);
        let run = authenticate(&FEDERATION, vec![far]).expect("authentic");
        assert_eq!(ingest.offer(run, END), Taken::NoRoom);
        assert_eq!(ingest.early_bytes, 0);
    }

    #[test]
    fn an_early_run_of_another_branch_does_not_get_in() {
        let mut ingest = empty();
        ingest.offer(log(4, 1)[3..].to_vec(), END);
        assert_eq!(ingest.offer(log(3, 0), END), Taken::Appended(log(3, 0)));
        assert_eq!(ingest.early_bytes, 0);
    }

    proptest! {
        #[test]
        fn any_order_and_cut_of_arrival_gives_one_state(
            cuts in prop::collection::vec((0_usize..20, 1_usize..20), 1..30),
        ) {
            let entries = log(20, 0);
            let mut ingest = empty();
            let mut appended = Vec::new();
            // Random runs in any order, then everything: whatever was missing is filled in.
            for (from, length) in cuts.into_iter().chain([(0, 20)]) {
                let run = entries[from..(from + length).min(20)].to_vec();
                if let Taken::Appended(run) = ingest.offer(run, END) {
                    appended.extend(run);
                }
            }
            prop_assert_eq!(appended, entries);
            prop_assert_eq!(ingest.early_bytes, 0);
        }
    }
}
