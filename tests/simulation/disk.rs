//! What survives a crash.

use std::collections::{BTreeMap, BTreeSet};

use ayni_protocol::charter::{CertifiedCharter, Charters};
use ayni_protocol::frontier::{Frontier, Range};
use ayni_protocol::identity::PublicKey;
use ayni_protocol::log::{AuthenticEntry, Head, Place};
use ayni_protocol::message::{Filling, Response, WireEntry};
use ayni_protocol::operation::Operation;
use ayni_protocol::replica::{Bodies, Places};

/// The disk of one node.
#[derive(Default)]
pub(crate) struct Disk {
    logs: BTreeMap<PublicKey, Vec<AuthenticEntry>>,
    /// Entries of logs that were taken back. Nobody forks here, so there is one of each number.
    aside: BTreeMap<(PublicKey, u64), AuthenticEntry>,
    charters: Option<Charters>,
    papers: Vec<Vec<u8>>,
    erased: Places,
}

impl Disk {
    pub(crate) fn with_charters(charters: Option<Charters>) -> Self {
        Self {
            logs: BTreeMap::new(),
            aside: BTreeMap::new(),
            charters,
            papers: Vec::new(),
            erased: Places::new(),
        }
    }

    /// Appends entries, each of which must continue its log.
    pub(crate) fn append(&mut self, entries: &[AuthenticEntry]) {
        for entry in entries {
            let log = self.logs.entry(entry.author()).or_default();
            let head = log.last().map(AuthenticEntry::head);
            assert_eq!(entry.place(head), Place::Next, "an append continues the log");
            let is_erased = self
                .erased
                .get(&entry.author())
                .is_some_and(|seqs| seqs.contains(&entry.seq()));
            log.push(match is_erased && !erases(entry) {
                true => entry.clone().without_body(),
                false => entry.clone(),
            });
        }
    }

    /// Lets bodies go, of entries held and to come. What was set aside goes by its number: nobody forks here.
    pub(crate) fn erase(&mut self, entries: &Places) {
        for (author, seqs) in entries {
            self.erased.entry(*author).or_default().extend(seqs);
            let aside = self.aside.range_mut((*author, 0)..=(*author, u64::MAX));
            let aside = aside.map(|(_, entry)| entry);
            let log = self.logs.entry(*author).or_default().iter_mut();
            let is_named = |entry: &&mut AuthenticEntry| seqs.contains(&entry.seq()) && !erases(entry);
            for entry in log.chain(aside).filter(is_named) {
                *entry = entry.clone().without_body();
            }
        }
    }

    /// Gives entries their bodies.
    pub(crate) fn fill(&mut self, entries: Vec<AuthenticEntry>) {
        for entry in entries {
            let is_erased = self
                .erased
                .get(&entry.author())
                .is_some_and(|seqs| seqs.contains(&entry.seq()));
            let place = self
                .logs
                .get_mut(&entry.author())
                .and_then(|log| log.get_mut(entry.seq() as usize - 1));
            if let Some(held) = place.filter(|held| !is_erased && held.head() == entry.head()) {
                *held = entry;
            }
        }
    }

    /// Which entries are held without their bodies, and why.
    pub(crate) fn bodies(&self) -> Bodies {
        let without = self
            .logs
            .values()
            .flatten()
            .filter(|entry| entry.entry().body().is_none());
        let mut lacking = Places::new();
        for entry in without {
            lacking.entry(entry.author()).or_default().insert(entry.seq());
        }
        for (author, seqs) in &self.erased {
            lacking.entry(*author).or_default().retain(|seq| !seqs.contains(seq));
        }
        lacking.retain(|_, seqs| !seqs.is_empty());
        Bodies {
            erased: self.erased.clone(),
            lacking,
        }
    }

    /// What the entries of the logs erase, of their own logs.
    pub(crate) fn erased_by_entries(&self) -> BTreeSet<(PublicKey, u64)> {
        let mut erased = BTreeSet::new();
        for entry in self.logs.values().flatten() {
            let erasure = entry.entry().body().and_then(Operation::erasure);
            for (author, seqs) in erasure.into_iter().flat_map(|(_, entries)| entries) {
                let own = seqs
                    .into_iter()
                    .filter(|seq| author == entry.author() && *seq < entry.seq());
                erased.extend(own.map(|seq| (author, seq)));
            }
        }
        erased
    }

    /// Entries but those that erase that are held with their bodies, in the logs or aside.
    pub(crate) fn with_bodies(&self) -> BTreeSet<(PublicKey, u64)> {
        let held = self.logs.values().flatten().chain(self.aside.values());
        let with = held.filter(|entry| {
            entry
                .entry()
                .body()
                .is_some_and(|body| Operation::erasure(body).is_none())
        });
        with.map(|entry| (entry.author(), entry.seq())).collect()
    }

    pub(crate) fn keep(&mut self, certified: CertifiedCharter) {
        match &mut self.charters {
            None => self.charters = Some(Charters::begin(certified).expect("judged by the replica")),
            Some(charters) => charters.extend(certified).expect("judged by the replica"),
        }
    }

    pub(crate) fn keep_paper(&mut self, bytes: Vec<u8>) {
        self.papers.push(bytes);
    }

    pub(crate) fn papers(&self) -> Vec<Vec<u8>> {
        self.papers.clone()
    }

    /// Takes a log back to an entry and returns what it ends with then.
    pub(crate) fn cut(&mut self, author: &PublicKey, to: u64) -> Option<Head> {
        let log = self.logs.entry(*author).or_default();
        let length = usize::try_from(to).expect("small").min(log.len());
        if let Some(erased) = self.erased.get_mut(author) {
            erased.retain(|seq| *seq <= to);
        }
        for entry in log.split_off(length) {
            self.aside.insert((*author, entry.seq()), entry);
        }
        log.last().map(AuthenticEntry::head)
    }

    /// The last entry of an author that was set aside.
    pub(crate) fn last_aside(&self, author: &PublicKey) -> Option<Head> {
        let mut aside = self.aside.range((*author, 0)..=(*author, u64::MAX));
        aside.next_back().map(|(_, entry)| entry.head())
    }

    /// The branch that ends with this entry and continues the log, from what was set aside.
    pub(crate) fn branch(&self, author: &PublicKey, head: Head) -> Vec<AuthenticEntry> {
        let held = self.logs.get(author).map_or(0, Vec::len) as u64;
        let run = (held + 1..=head.seq).map(|seq| self.aside.get(&(*author, seq)).cloned());
        run.collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// The envelope's id and the entry of this number.
    pub(crate) fn entry(&self, author: &PublicKey, seq: u64) -> Option<&AuthenticEntry> {
        self.logs.get(author)?.get(usize::try_from(seq.checked_sub(1)?).ok()?)
    }

    pub(crate) fn charters(&self) -> Option<Charters> {
        self.charters.clone()
    }

    pub(crate) fn frontier(&self) -> Frontier {
        self.logs
            .iter()
            .filter_map(|(author, log)| Some((*author, log.last()?.head())))
            .collect()
    }

    /// Answers a request for ranges, with little room so that answers are often cut short.
    pub(crate) fn serve(&self, ranges: &[Range], room: usize) -> Response {
        let mut filling = Filling::new(room);
        for range in ranges {
            if filling.room() == 0 {
                break;
            }
            let log = self.logs.get(&range.author).map_or(&[][..], Vec::as_slice);
            let from = usize::try_from(range.from - 1).expect("small");
            let to = usize::try_from(range.to).expect("small").min(log.len());
            let run = log.get(from..to).unwrap_or(&[]);
            filling.push(run.iter().map(|entry| {
                let entry = entry.entry();
                (entry.size(), WireEntry::new(entry.envelope().bytes(), entry.body()))
            }));
        }
        let runs = filling.into_runs();
        Response::Entries { runs }
    }
}

/// Whether an entry erases others: its own body stays.
fn erases(entry: &AuthenticEntry) -> bool {
    entry.entry().body().and_then(Operation::erasure).is_some()
}
