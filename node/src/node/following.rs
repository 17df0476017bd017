//! The catalogue follows the logs, at a pace that does not hold them up.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::handle::{NodeHandle, blocking};
use super::store_refusal;
use crate::refusal::Refusal;
use crate::store::StoreError;

/// Fewest entries known to be missing for which the catalogue waits while they come.
const BULK_ENTRIES_MIN: u64 = 1_000;

/// How often it is looked how fast they come, and how many in that time are fast.
const LOOK_INTERVAL: Duration = Duration::from_millis(50);
/// As above: 5,000 a second.
const BULK_ENTRIES_A_LOOK: u64 = 250;

/// In how many such looks, one after the other, they must have come slower for the catalogue to go on.
const QUIET_LOOKS: u32 = 4;

/// In how many of them nothing must have been listed for nothing more to be waited for: a second.
const STILL_LOOKS: u32 = 20;

/// See [`NodeHandle::listing`].
pub(super) struct Listing(NodeHandle);

impl Drop for Listing {
    fn drop(&mut self) {
        self.0.0.listing.fetch_sub(1, Ordering::Relaxed);
    }
}

impl NodeHandle {
    /// Brings the catalogue up to the logs.
    pub(super) async fn index(&self) -> Result<(), Refusal> {
        let node = self.clone();
        blocking(move || node.catch_up().map_err(store_refusal)).await
    }

    fn catch_up(&self) -> Result<(), StoreError> {
        let (store, catalogue) = (&self.parts().store, &self.parts().catalogue);
        {
            let mut opening = self.0.opening.lock().unwrap_or_else(PoisonError::into_inner);
            let openings = store.openings();
            if *opening != openings {
                // What the catalogue had written last may not have reached the disk.
                self.0.indexed.store(false, Ordering::Relaxed);
                catalogue.reset()?;
                *opening = openings;
            }
        }
        catalogue.follow(&self.owners())?;
        self.0.followed.send_modify(|times| *times += 1);
        self.0.indexed.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Tells whenever the catalogue has followed the logs; [`NodeHandle::listed_to`] says how far. What is listed is durable.
    pub fn followed(&self) -> watch::Receiver<u64> {
        self.0.followed.subscribe()
    }

    /// The same as [`NodeHandle::index`] for whoever can do nothing about a failure: what is not listed now will be.
    pub(super) async fn index_or_say_so(&self) {
        if let Err(error) = self.index().await {
            tracing::error!(%error, "the catalogue does not follow");
        }
    }

    /// Whether somebody is about to sign and list.
    pub(super) fn is_publishing(&self) -> bool {
        self.0.listing.load(Ordering::Relaxed) > 0
    }

    /// Held by whoever is about to sign and will list that: it knows what it signs, and until then the catalogue need not read it.
    pub(super) fn listing(&self) -> Listing {
        self.0.listing.fetch_add(1, Ordering::Relaxed);
        Listing(self.clone())
    }

    /// Lets the catalogue follow the logs until the node stops.
    pub(super) async fn follow(self, appended: Arc<Notify>, mut stop: watch::Receiver<bool>) {
        let mut health = self.parts().store.health();
        loop {
            if !self.is_publishing() {
                self.index_or_say_so().await;
            }
            tokio::select! {
                () = appended.notified() => {}
                Ok(()) = health.changed() => {}
                _ = stop.changed() => return,
            }
            self.give_way().await;
        }
    }

    /// Waits while entries that peers hold come in as fast as the machine can take them: it has nothing left for the
    /// catalogue or the search index, which would only make it last longer. On a slow line there is nothing to wait for.
    pub(super) async fn give_way(&self) {
        let (mut held, mut quiet) = (self.view().frontier.entries(), 0);
        while self.view().behind >= BULK_ENTRIES_MIN && quiet < QUIET_LOOKS {
            tokio::time::sleep(LOOK_INTERVAL).await;
            let now = self.view().frontier.entries();
            quiet = if now < held + BULK_ENTRIES_A_LOOK { quiet + 1 } else { 0 };
            held = now;
        }
    }

    /// Waits while the catalogue lists much that has come: the search index made meanwhile would make both late, and the node would need
    /// the memory of both at once. Does not wait for what is not listed at all.
    pub(super) async fn listing_rests(&self) {
        let (store, catalogue) = (&self.parts().store, &self.parts().catalogue);
        let (mut listed, mut quiet) = (catalogue.entries(), 0);
        while store.entry_count() >= listed + BULK_ENTRIES_MIN && quiet < STILL_LOOKS {
            tokio::time::sleep(LOOK_INTERVAL).await;
            let now = catalogue.entries();
            quiet = if now == listed { quiet + 1 } else { 0 };
            listed = now;
        }
    }
}
