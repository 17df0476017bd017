//! Versions that this platform has just signed, as they are to be listed: to read them again from the store takes longer than all else
//! that listing them does.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::log::Head;
use ayni_protocol::record::RecordId;

use super::row::{Current, Said};

/// One of them: the version says by which entry it is published.
pub(crate) type Version = (RecordId, Box<Current>);

/// See the module. By the number of the entry, of one log.
#[derive(Default)]
pub(super) struct Expected(Mutex<BTreeMap<u64, Version>>);

impl Expected {
    pub(super) fn add(&self, versions: impl IntoIterator<Item = Version>) {
        let numbered = versions.into_iter().map(|version| (version.1.seq, version));
        self.locked().extend(numbered);
    }

    /// What the entries say that come behind number `done` of an author's log, one after the other, as far as that is known; at most so
    /// many. They are known once.
    pub(super) fn take_behind(&self, author: &PublicKey, done: u64, most: usize) -> Vec<(Said, Head, i64)> {
        let mut expected = self.locked();
        // What comes before is listed already, or will be read.
        *expected = expected.split_off(&(done + 1));
        let mut said = Vec::new();
        while said.len() < most
            && let Some(next) = expected.first_entry()
            && *next.key() == done + 1 + said.len() as u64
            && next.get().1.signer == *author
        {
            let (id, current) = next.remove();
            let head = Head {
                seq: current.seq,
                id: current.entry,
            };
            let time = current.time;
            said.push((Said::Published { id, current }, head, time));
        }
        said
    }

    /// Forgets all: they may no longer be in the log.
    pub(super) fn clear(&self) {
        self.locked().clear();
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Version>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
