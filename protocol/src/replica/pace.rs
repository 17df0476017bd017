//! How much is asked of a peer at a time: more while its answers come soon, less when they come late.
//!
//! On a fast line many requests under way keep the line and the disk busy; on a slow one all of them share it, and none
//! would be answered in time.

use crate::limits::{
    CHUNK_ENTRIES_LEAST, CHUNK_ENTRIES_MAX, REQUESTS_PER_PEER_FIRST, REQUESTS_PER_PEER_MAX, RESPONSE_LATE_MS,
    RESPONSE_SOON_MS,
};

/// See the module.
#[derive(Debug)]
pub(super) struct Pace {
    requests: usize,
    entries: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            requests: REQUESTS_PER_PEER_FIRST,
            entries: CHUNK_ENTRIES_MAX,
        }
    }
}

impl Pace {
    /// Most requests for entries that may be under way at once.
    pub(super) fn requests(&self) -> usize {
        self.requests
    }

    /// Most entries that one of them may ask for.
    pub(super) fn entries(&self) -> u64 {
        self.entries
    }

    /// Entries came, so many milliseconds after they were asked for.
    pub(super) fn answered(&mut self, took: u64) {
        if took > RESPONSE_LATE_MS {
            self.requests = (self.requests / 2).max(1);
        } else if took <= RESPONSE_SOON_MS {
            match self.entries < CHUNK_ENTRIES_MAX {
                true => self.entries = (2 * self.entries).min(CHUNK_ENTRIES_MAX),
                false => self.requests = (self.requests + 1).min(REQUESTS_PER_PEER_MAX),
            }
        }
    }

    /// An answer did not come, or not in time.
    pub(super) fn failed(&mut self) {
        match self.requests > 1 {
            true => self.requests = 1,
            false => self.entries = (self.entries / 4).max(CHUNK_ENTRIES_LEAST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_that_answers_soon_is_asked_for_more_and_one_that_does_not_for_less() {
        let mut pace = Pace::default();
        (0..20).for_each(|_| pace.answered(10));
        assert_eq!(
            (pace.requests(), pace.entries()),
            (REQUESTS_PER_PEER_MAX, CHUNK_ENTRIES_MAX)
        );
        pace.answered(RESPONSE_SOON_MS + 1);
        assert_eq!(pace.requests(), REQUESTS_PER_PEER_MAX, "neither soon nor late");
        pace.answered(RESPONSE_LATE_MS + 1);
        assert_eq!(pace.requests(), REQUESTS_PER_PEER_MAX / 2);
        pace.failed();
        assert_eq!((pace.requests(), pace.entries()), (1, CHUNK_ENTRIES_MAX));
        (0..20).for_each(|_| pace.failed());
        assert_eq!((pace.requests(), pace.entries()), (1, CHUNK_ENTRIES_LEAST));
        (0..20).for_each(|_| pace.answered(10));
        assert_eq!(
            (pace.requests(), pace.entries()),
            (REQUESTS_PER_PEER_MAX, CHUNK_ENTRIES_MAX)
        );
    }
}
