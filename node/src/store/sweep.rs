//! Sweeps: sled is made to let go of pages that it keeps beyond its cache's size.
//!
//! sled 0.34 counts its cache in 256 parts, a page by its number, and a part looks at what it holds only when 64 more accesses to its
//! pages have come together. A page here has up to 16 pieces of 6 KiB, and whoever reads on and on needs few accesses for each: then a part has
//! a dozen pages, and all parts together a good deal of the database, before any leaves. So there is a tree of small pages, enough of
//! them to have some in each part, and a sweep reads these until all parts have looked: some 20,000 accesses, 10 ms.

use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use sled::{Batch, IVec, Tree};

/// Bytes that reading brings into memory between two sweeps, as far as they are known.
const BETWEEN_BYTES: u64 = 12 * 1024 * 1024;

/// What looking for one key counts: a page is up to 100 KiB, but mostly its neighbours are looked for too.
const PAGE_BYTES: u64 = 24 * 1024;

/// A smaller database may be in memory as a whole: to read a page again takes some 50 µs.
pub(super) const DATABASE_BYTES_MIN: u64 = 128 * 1024 * 1024;

/// Keys of the tree: a page of keys that came in their order has 8 to 16 of them, so that there are two to four times as many pages as
/// parts.
const KEYS: u32 = 8 * 1024;

/// Keys from one that is read to the next: no page is passed over.
const STEP: usize = 8;

/// How often each is read: a part with three pages has its 64 accesses.
const ROUNDS: usize = 22;

/// How much reading has brought into memory since the last sweep.
#[derive(Clone, Debug, Default)]
pub(super) struct Brought(Arc<AtomicU64>);

impl Brought {
    /// A key was looked for.
    pub(super) fn page(&self) {
        self.0.fetch_add(PAGE_BYTES, Ordering::Relaxed);
    }

    /// A value was passed, of many.
    pub(super) fn value(&self, value: &IVec) {
        self.0.fetch_add(value.len() as u64, Ordering::Relaxed);
    }
}

/// A tree, and how much reading it brings into memory.
#[derive(Clone, Copy)]
pub(super) struct Swept<'a> {
    pub(super) tree: &'a Tree,
    pub(super) brought: &'a Brought,
}

/// What is little, or only keys, is not counted.
impl Deref for Swept<'_> {
    type Target = Tree;

    fn deref(&self) -> &Tree {
        self.tree
    }
}

/// When the next sweep is due, and the one that is under way.
#[derive(Default)]
pub(super) struct Sweeps {
    pub(super) brought: Brought,
    under_way: Mutex<Option<JoinHandle<()>>>,
}

impl Sweeps {
    /// Whether it is time for a sweep.
    pub(super) fn is_due(&self) -> bool {
        self.brought.0.load(Ordering::Relaxed) >= BETWEEN_BYTES
    }

    /// Starts `sweep` in a thread of its own, unless one is under way.
    pub(super) fn start(&self, sweep: impl FnOnce() + Send + 'static) {
        let mut under_way = self.under_way();
        if under_way.as_ref().is_some_and(|last| !last.is_finished()) {
            return;
        }
        self.brought.0.store(0, Ordering::Relaxed);
        // Where no thread is to be had, the next time will do.
        *under_way = thread::Builder::new().name("sweep".to_owned()).spawn(sweep).ok();
    }

    /// Waits until none is under way.
    pub(super) fn wait(&self) {
        if let Some(last) = self.under_way().take() {
            // It has said itself what it found.
            let _ = last.join();
        }
    }

    fn under_way(&self) -> MutexGuard<'_, Option<JoinHandle<()>>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sweeps by the tree of small pages with this name, which is filled at the first time; not in a database of less than `least` bytes.
pub(super) fn sweep(db: &sled::Db, tree: &str, least: u64) -> sled::Result<()> {
    if db.size_on_disk()? < least {
        return Ok(());
    }
    let tree = db.open_tree(tree)?;
    if !tree.contains_key((KEYS - 1).to_be_bytes())? {
        let mut batch = Batch::default();
        (0..KEYS).for_each(|key| batch.insert(&key.to_be_bytes(), &[]));
        tree.apply_batch(batch)?;
    }
    for key in (0..KEYS).step_by(STEP) {
        for _ in 0..ROUNDS {
            tree.contains_key(key.to_be_bytes())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[test]
    fn a_sweep_is_due_when_much_was_read_and_takes_one_thread() {
        let (sweeps, go_on) = (Sweeps::default(), Arc::new(AtomicBool::new(false)));
        for _ in 0..BETWEEN_BYTES / PAGE_BYTES {
            assert!(!sweeps.is_due());
            sweeps.brought.page();
        }
        sweeps.brought.value(&IVec::from(vec![0; PAGE_BYTES as usize]));
        assert!(sweeps.is_due());
        let waits = Arc::clone(&go_on);
        sweeps.start(move || {
            while !waits.load(Ordering::Acquire) {
                thread::yield_now();
            }
        });
        assert!(!sweeps.is_due());
        sweeps.start(|| unreachable!("one is under way"));
        go_on.store(true, Ordering::Release);
        sweeps.wait();
    }

    #[test]
    fn a_small_database_is_left_alone_and_of_a_large_one_nothing_is_lost() {
        let db = sled::Config::new().temporary(true).open().expect("sled");
        sweep(&db, "sweep", DATABASE_BYTES_MIN).expect("swept");
        assert!(!db.tree_names().contains(&IVec::from("sweep")));

        let logs = db.open_tree("logs").expect("a tree");
        let value = |key: u32| {
            fastrand::Rng::with_seed(u64::from(key))
                .u64(..)
                .to_be_bytes()
                .repeat(700)
        };
        for key in 0..600_u32 {
            logs.insert(key.to_be_bytes(), value(key)).expect("written");
        }
        for _ in 0..2 {
            sweep(&db, "sweep", 0).expect("swept");
            assert_eq!(db.open_tree("sweep").expect("a tree").len(), KEYS as usize);
            for key in 0..600_u32 {
                let read = logs.get(key.to_be_bytes()).expect("read");
                assert_eq!(read.as_deref(), Some(&value(key)[..]));
            }
        }
    }
}
