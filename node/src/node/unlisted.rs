//! What this platform has signed and its catalogue may not list yet: while that catches up, the next publication is judged.

use std::collections::{BTreeMap, VecDeque};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::log::Head;
use ayni_protocol::operation::RecordBytes;
use ayni_protocol::record::{Kind, RecordId};

use super::view::Signed;
use crate::catalogue::Catalogue;
use crate::store::Store;

/// Most publications that wait to be listed; after those the next one waits as well.
const PUBLICATIONS_MAX: usize = 4;

/// What publishes a version.
#[derive(Clone, Debug)]
pub(super) enum By {
    /// This entry, with this number, has.
    Entry(String, u64),
    /// The record at this position of the same publication will.
    Record(usize),
}

/// A version of a record of this platform.
pub(super) struct Version {
    pub(super) content: RecordBytes,
    pub(super) by: By,
}

/// The versions of one publication: the last of each record, and under which id a record goes that this platform calls so.
#[derive(Default)]
pub(super) struct Versions {
    versions: BTreeMap<RecordId, Version>,
    ids: BTreeMap<(Kind, String), RecordId>,
}

impl Versions {
    pub(super) fn add(&mut self, id: RecordId, content: RecordBytes, by: By) {
        self.versions.insert(id, Version { content, by });
    }

    pub(super) fn name(&mut self, kind: Kind, oid: String, id: RecordId) {
        self.ids.insert((kind, oid), id);
    }

    pub(super) fn of(&self, id: &RecordId) -> Option<&Version> {
        self.versions.get(id)
    }

    pub(super) fn named(&self, kind: Kind, oid: &str) -> Option<RecordId> {
        self.ids.get(&(kind, oid.to_owned())).copied()
    }

    /// Notes which entries publish the records at these positions.
    pub(super) fn signed(&mut self, entries: &BTreeMap<usize, Signed>) {
        for version in self.versions.values_mut() {
            if let By::Record(position) = &version.by
                && let Some(signed) = entries.get(position)
            {
                version.by = By::Entry(signed.entry.clone(), signed.seq);
            }
        }
    }
}

/// The versions of publications that may not be listed yet, the newest last.
#[derive(Default)]
pub(super) struct Unlisted(VecDeque<(Head, Versions)>);

impl Unlisted {
    /// Adds those of a publication whose last entry is this one.
    pub(super) fn add(&mut self, last: Head, versions: Versions) {
        self.0.push_back((last, versions));
    }

    /// Forgets what is listed by now. Whether the rest is what the catalogue lacks of this platform's log: not if there is too much of it, nor
    /// if some of that is no longer in the log.
    pub(super) fn settle(&mut self, catalogue: &Catalogue, store: &Store, me: &PublicKey) -> bool {
        let listed = catalogue.followed_to(me);
        while self.0.front().is_some_and(|(last, _)| last.seq <= listed) {
            self.0.pop_front();
        }
        let held = store.frontier().head(me);
        let is_whole = self.0.back().is_some_and(|(last, _)| Some(*last) == held);
        is_whole && self.0.len() < PUBLICATIONS_MAX
    }

    /// Forgets everything: all is listed.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn of(&self, id: &RecordId) -> Option<&Version> {
        self.0.iter().rev().find_map(|(_, versions)| versions.of(id))
    }

    pub(super) fn named(&self, kind: Kind, oid: &str) -> Option<RecordId> {
        self.0.iter().rev().find_map(|(_, versions)| versions.named(kind, oid))
    }
}
