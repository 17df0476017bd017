//! The check of all logs: when somebody asks for it, and by itself while the node runs.
//!
//! At the start only the end of each log is looked at. Damage below it would be noticed when a peer
//! asks for the entry, which may be years later, when no other copy is left.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::watch;

use super::handle::{NodeHandle, blocking};
use super::store_refusal;
use crate::clock;
use crate::refusal::Refusal;
use crate::store::{Depth, Verification};

/// Wait before the first check after a start: a node that starts has better things to read.
const FIRST_AFTER: Duration = Duration::from_secs(5 * 60);

/// Time between two checks.
const EVERY: Duration = Duration::from_secs(24 * 3600);

/// Rest after each chunk of entries, so that a check takes a small part of the disk: a million entries
/// take some minutes.
const REST: Duration = Duration::from_millis(20);

/// Most damaged entries that are logged one by one.
const LOGGED_MAX: usize = 10;

/// What the last check that came to its end has found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checked {
    /// When it ended, Unix milliseconds.
    pub(super) at: i64,
    /// How many entries are not what they should be.
    pub(super) damaged: u64,
}

/// Tells a check that nobody waits for it any more.
struct Gone(Arc<AtomicBool>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl NodeHandle {
    /// Checks every log from its first entry to its head. It is broken off when whoever asked has gone
    /// or the node stops.
    ///
    /// # Errors
    /// `store_failed` if the store cannot be read, `busy` if the node stops.
    pub async fn verify(&self, depth: Depth) -> Result<Verification, Refusal> {
        self.check(depth, Duration::ZERO).await
    }

    /// [`NodeHandle::verify`] with a rest after each chunk.
    async fn check(&self, depth: Depth, rest: Duration) -> Result<Verification, Refusal> {
        let gone = Gone(Arc::default());
        let (node, is_gone) = (self.clone(), gone.0.clone());
        let found = blocking(move || {
            let parts = node.parts();
            let found = parts.store.verify(&parts.federation, depth, |_| {
                if is_gone.load(Ordering::Relaxed) || node.is_ending() {
                    return ControlFlow::Break(());
                }
                std::thread::sleep(rest);
                ControlFlow::Continue(())
            });
            found.map_err(store_refusal)
        });
        let found = found.await?.ok_or_else(|| Refusal::new("busy", 503))?;
        self.note_checked(Checked {
            at: clock::unix_ms(),
            damaged: found.bad.len() as u64,
        });
        Ok(found)
    }
}

/// Checks all logs some time after the start and then daily, until the node stops.
pub(super) async fn keep(node: NodeHandle, mut stop: watch::Receiver<bool>) {
    let mut wait = FIRST_AFTER;
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stop.changed() => return,
        }
        wait = EVERY;
        match node.check(Depth::Chain, REST).await {
            Ok(found) => report(&found),
            Err(_) if node.is_ending() => return,
            Err(refusal) => tracing::warn!(%refusal, "the logs could not be checked"),
        }
    }
}

fn report(found: &Verification) {
    for bad in found.bad.iter().take(LOGGED_MAX) {
        tracing::error!(author = %bad.author.short(), seq = bad.seq, why = bad.why, "damaged entry");
    }
    match found.bad.len() {
        0 => tracing::info!(entries = found.entries, "all logs are whole"),
        damaged => tracing::error!(damaged, "the store is damaged: `ayni verify` names the entries"),
    }
}
