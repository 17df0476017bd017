//! sled's files: opened, made durable and closed without letting a panic out.

use std::fs::File;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockWriteGuard};
use std::time::{Duration, Instant};

use sled::Tree;

use super::StoreError;
use super::batch::Batch;
use super::journal::{self, Journal};
use super::overlay::{Overlaid, Overlay};
use super::sweep::{DATABASE_BYTES_MIN, Sweeps, Swept, sweep};
use super::values::Fault;

/// sled's own file in its directory.
const FILE: &str = "db";
/// How often sled writes out what nobody waits for: the catalogue, and what the journal holds too.
const FLUSH_EVERY_MS: u64 = 2_000;
/// The tree of the logs, charters, forks and addresses.
const LOGS: &str = "logs";
/// The tree of the catalogue.
const CATALOGUE: &str = "catalogue";
/// The tree by which sled's cache is swept.
const SWEEP: &str = "sweep";

/// Keeps the panics of sled off the screen: each is caught where sled is called and told as damage,
/// so a backtrace would only frighten. Other panics are shown as ever. For programs, once at their
/// start.
pub fn silence_caught_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |found| match found.location() {
        Some(place) if place.file().contains("/sled-") => {
            tracing::debug!(file = place.file(), line = place.line(), "sled found damage");
        }
        _ => usual(found),
    }));
}

/// Longest wait for reads under way before the database is opened again; the next attempt comes soon.
const READERS_WAIT_MAX: Duration = Duration::from_secs(5);

/// Longest wait of a read for the database to be open again: longer than that for the reads, so that two of which each waits
/// for the other go on.
const REOPENING_WAIT_MAX: Duration = Duration::from_secs(10);

/// Keys with their values that are copied at a time: at most 2 MiB.
const COPY_PAIRS: usize = 512;

/// Room on the disk that a copy leaves, in bytes: the store itself has to go on meanwhile, and after a copy that failed.
pub(super) const COPY_LEAVES_BYTES: u64 = 32 * 1024 * 1024;

/// How often it is looked whether reads are still under way, and whether the database is open again.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// sled, open.
struct Open {
    db: sled::Db,
    logs: Tree,
    catalogue: Tree,
    /// sled's file once more, in order to fsync it.
    file: File,
}

/// What a read finds.
enum Slot {
    Open(Arc<Open>),
    /// It is being closed and opened again.
    Reopening,
    /// The last attempt to open it has failed.
    Closed,
}

impl Slot {
    /// Takes what is open out, if anything is.
    fn close(&mut self) -> Option<Arc<Open>> {
        match std::mem::replace(self, Self::Reopening) {
            Self::Open(open) => Some(open),
            Self::Reopening | Self::Closed => None,
        }
    }
}

/// An open sled database. A damaged file makes sled panic at any access, so each one goes through
/// here.
pub(super) struct Database {
    path: PathBuf,
    cache_bytes: u64,
    open: RwLock<Slot>,
    /// How often it was opened.
    openings: AtomicU64,
    /// Commits that sled may not have written out yet. Held by whoever writes to the logs.
    journal: Mutex<Journal>,
    /// Held by whoever writes to the catalogue, and while the files are written anew.
    catalogue_writes: Mutex<()>,
    /// What was written to the catalogue and sled does not have yet. Lost in a crash, and then made anew from the logs.
    catalogue_changes: RwLock<Overlay>,
    sweeps: Sweeps,
    /// The first write since the opening that failed.
    failure: Mutex<Option<StoreError>>,
    /// How often the disk has been waited for.
    #[cfg(test)]
    pub(super) syncs: AtomicU64,
}

impl Database {
    /// Whether there is a database in the directory `path`, whatever state it is in.
    pub(super) fn exists(path: &Path) -> bool {
        path.join(FILE).exists()
    }

    /// Opens or creates the database in the directory `path`.
    pub(super) fn open(path: &Path, cache_bytes: u64) -> Result<Self, StoreError> {
        let io = |what| move |source| StoreError::io(what, path, source);
        let is_new = !Self::exists(path);
        crate::data_dir::make_private(path).map_err(io("create"))?;
        let open = Open::at(path, cache_bytes)?;
        let (journal, commits) = Journal::open(path)?;
        let database = Self {
            path: path.to_owned(),
            cache_bytes,
            open: RwLock::new(Slot::Open(Arc::new(open))),
            openings: AtomicU64::new(1),
            journal: Mutex::new(journal),
            catalogue_writes: Mutex::default(),
            catalogue_changes: RwLock::default(),
            sweeps: Sweeps::default(),
            failure: Mutex::default(),
            #[cfg(test)]
            syncs: AtomicU64::new(0),
        };
        if is_new {
            database.sync()?;
            for directory in [Some(path), path.parent()].into_iter().flatten() {
                sync_directory(directory).map_err(io("sync"))?;
            }
        }
        database.repeat(commits)?;
        Ok(database)
    }

    /// Has sled take what the journal says, which is empty then.
    fn repeat(&self, commits: Vec<Batch>) -> Result<(), StoreError> {
        if !commits.is_empty() {
            tracing::debug!(commits = commits.len(), "what had not been written out is repeated");
        }
        for commit in commits {
            self.apply(commit)?;
        }
        self.settle()
    }

    /// Closes the database and opens it again: sled takes no writes after one that failed. What was
    /// written and never synced may be gone then, or there.
    ///
    /// Blocks until no read is under way; reads that begin meanwhile wait for it, and are told [`StoreError::Reopening`] where
    /// that takes too long or has failed.
    pub(super) fn reopen(&self) -> Result<(), StoreError> {
        self.reopen_after(|| Ok(()))?;
        *self.changes_of_catalogue() = Overlay::default();
        self.openings.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    /// As [`Self::reopen`], with `between` done while nothing is open: whatever comes of that, the database is opened
    /// again. It does not count as an opening: what was written is durable.
    pub(super) fn reopen_after(&self, between: impl FnOnce() -> Result<(), StoreError>) -> Result<(), StoreError> {
        let closing = self.slot().close();
        self.sweeps.wait();
        if let Some(closing) = closing {
            let since = Instant::now();
            let mut shared = closing;
            let open = loop {
                match Arc::try_unwrap(shared) {
                    Ok(open) => break open,
                    Err(read) if since.elapsed() < READERS_WAIT_MAX => {
                        shared = read;
                        std::thread::sleep(LOOK_EVERY);
                    }
                    Err(read) => {
                        *self.slot() = Slot::Open(read);
                        let late = std::io::Error::from(std::io::ErrorKind::TimedOut);
                        return Err(StoreError::io("close", &self.path, late));
                    }
                }
            };
            close(open, &self.path);
        }
        let done = between();
        match self.opened_again() {
            Ok((open, commits)) => {
                *self.slot() = Slot::Open(Arc::new(open));
                *self.failure() = None;
                self.repeat(commits)?;
                done
            }
            Err(error) => {
                *self.slot() = Slot::Closed;
                Err(error)
            }
        }
    }

    fn opened_again(&self) -> Result<(Open, Vec<Batch>), StoreError> {
        let open = Open::at(&self.path, self.cache_bytes)?;
        let (journal, commits) = Journal::open(&self.path)?;
        *self.journal() = journal;
        Ok((open, commits))
    }

    /// How often the database was opened: what was read before another opening may not be on the disk.
    pub(super) fn openings(&self) -> u64 {
        self.openings.load(Ordering::Acquire)
    }

    /// The directory of the database.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn slot(&self) -> RwLockWriteGuard<'_, Slot> {
        self.open.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn parts(&self) -> Result<Arc<Open>, StoreError> {
        let began = Instant::now();
        loop {
            match &*self.open.read().unwrap_or_else(PoisonError::into_inner) {
                Slot::Open(open) => return Ok(Arc::clone(open)),
                Slot::Reopening if began.elapsed() < REOPENING_WAIT_MAX => {}
                Slot::Reopening | Slot::Closed => return Err(StoreError::Reopening),
            }
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// What `read` makes of the tree of the logs.
    pub(super) fn logs<T>(&self, read: impl FnOnce(&Swept<'_>) -> Result<T, Fault>) -> Result<T, StoreError> {
        let open = self.parts()?;
        let logs = self.swept(&open, &open.logs);
        guarded(&self.path, || read(&logs))
    }

    /// A tree to read from; sweeps sled's cache if what was read before wants it.
    fn swept<'a>(&'a self, open: &Arc<Open>, tree: &'a Tree) -> Swept<'a> {
        if self.sweeps.is_due() {
            let (open, path) = (Arc::clone(open), self.path.clone());
            self.sweeps.start(move || {
                let swept = guarded(&path, || Ok(sweep(&open.db, SWEEP, DATABASE_BYTES_MIN)?));
                if let Err(error) = swept {
                    tracing::debug!(%error, "sled's cache is not swept");
                }
            });
        }
        Swept {
            tree,
            brought: &self.sweeps.brought,
        }
    }

    /// What `read` makes of the tree of the catalogue, which it must not ask for again meanwhile.
    pub(super) fn catalogue<T>(&self, read: impl FnOnce(&Overlaid<'_>) -> Result<T, Fault>) -> Result<T, StoreError> {
        let open = self.parts()?;
        let overlay = self.catalogue_changes.read().unwrap_or_else(PoisonError::into_inner);
        let (tree, overlay) = (self.swept(&open, &open.catalogue), &*overlay);
        guarded(&self.path, || read(&Overlaid { tree, overlay }))
    }

    /// Writes a batch to the tree of the logs and waits until it is on the disk. What was written to the catalogue before is there as well
    /// then.
    pub(super) fn write_logs(&self, batch: Batch) -> Result<(), StoreError> {
        self.write_unsynced(batch)?;
        self.sync()
    }

    /// Writes a batch to the tree of the logs and waits until it is on the disk, by way of the journal if it is small: what was
    /// written to the catalogue before may come there later. `is_read` says whether others may be reading what it changes.
    pub(super) fn commit_logs(&self, batch: Batch, is_read: bool) -> Result<(), StoreError> {
        if batch.bytes() > journal::COMMIT_BYTES_MAX {
            return self.write_logs(batch);
        }
        let added = {
            let mut journal = self.journal();
            let added = journal.add(&batch);
            #[cfg(test)]
            self.syncs.fetch_add(1, Ordering::AcqRel);
            added.map(|()| journal.is_full())
        };
        let is_full = self.noted(added)?;
        if batch.removes_nothing() && !is_read {
            self.apply_one_by_one(&batch)?;
        } else {
            self.apply(batch)?;
        }
        if is_full {
            return self.settle();
        }
        Ok(())
    }

    /// Writes a batch to the tree of the logs, which is on the disk after the next [`Self::sync`].
    pub(super) fn write_unsynced(&self, batch: Batch) -> Result<(), StoreError> {
        // The journal's commits would be repeated over it.
        self.settle()?;
        self.apply(batch)
    }

    fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        let written = self.logs(|logs| Ok(logs.apply_batch(batch.into())?));
        self.noted(written)
    }

    /// The same, change by change: sled writes its log out before and after each batch, and here the journal sees to it that
    /// all of it is there after a crash. Nobody may be looking for what is added.
    fn apply_one_by_one(&self, batch: &Batch) -> Result<(), StoreError> {
        let written = self.logs(|logs| {
            for (key, value) in batch.changes() {
                if let Some(value) = value {
                    logs.insert(key, value)?;
                }
            }
            Ok(())
        });
        self.noted(written)
    }

    /// Empties the journal, when all that it says is in sled's own files.
    pub(super) fn settle(&self) -> Result<(), StoreError> {
        let is_empty = self.journal().is_empty();
        if is_empty { Ok(()) } else { self.finish() }
    }

    /// The same, and has all that was written to the catalogue on the disk too.
    pub(super) fn finish(&self) -> Result<(), StoreError> {
        self.sync()?;
        let emptied = self.journal().empty();
        self.noted(emptied)
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a batch to the tree of the catalogue. sled gets it with others that come after it, or with the next [`Self::sync`]: a
    /// crash may take away what came last, but of no batch a part.
    pub(super) fn write_catalogue(&self, batch: Batch) -> Result<(), StoreError> {
        let _writing = self.hold_catalogue();
        let mut changes = self.changes_of_catalogue();
        changes.add(batch);
        if changes.is_full() {
            self.write_out(&mut changes)
        } else {
            Ok(())
        }
    }

    /// Removes all that is in the tree of the catalogue.
    pub(super) fn clear_catalogue(&self) -> Result<(), StoreError> {
        let _writing = self.hold_catalogue();
        let mut changes = self.changes_of_catalogue();
        *changes = Overlay::default();
        let open = self.parts()?;
        self.noted(guarded(&self.path, || Ok(open.catalogue.clear()?)))
    }

    fn changes_of_catalogue(&self) -> RwLockWriteGuard<'_, Overlay> {
        self.catalogue_changes.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives sled what was written to the catalogue.
    fn write_out(&self, changes: &mut Overlay) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let open = self.parts()?;
        let batch = changes.take().into();
        self.noted(guarded(&self.path, || Ok(open.catalogue.apply_batch(batch)?)))
    }

    /// Lets nobody write to the catalogue until the guard is dropped.
    pub(super) fn hold_catalogue(&self) -> MutexGuard<'_, ()> {
        self.catalogue_writes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Copies all that is alive to an empty database, but for the key `but` of the logs; as long as `leaves` bytes of room
    /// are left on the disk.
    pub(super) fn copy_to(&self, copy: &Self, but: &[u8], leaves: u64) -> Result<(), StoreError> {
        self.write_out(&mut self.changes_of_catalogue())?;
        let (from, to) = (self.parts()?, copy.parts()?);
        for (from, to) in [(&from.logs, &to.logs), (&from.catalogue, &to.catalogue)] {
            let mut pairs = from.iter();
            loop {
                let mut batch = Batch::default();
                let read = guarded(&self.path, || {
                    let mut read = 0;
                    for pair in pairs.by_ref().take(COPY_PAIRS) {
                        let (key, value) = pair?;
                        read += 1;
                        if key != but {
                            batch.insert(key, value);
                        }
                    }
                    Ok(read)
                })?;
                let room = fs4::available_space(&copy.path);
                if room.map_err(|source| StoreError::io("measure", &copy.path, source))? < leaves {
                    let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
                    return Err(StoreError::io("copy to", &copy.path, full));
                }
                guarded(&copy.path, || Ok(to.apply_batch(batch.into())?))?;
                if read < COPY_PAIRS {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Waits until everything written is on the disk.
    ///
    /// sled's flush alone asks Linux for `sync_file_range`, which neither reaches the disk's own
    /// cache nor writes the file's length; a power cut then loses what was flushed.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.write_out(&mut self.changes_of_catalogue())?;
        let open = self.parts()?;
        let flushed = guarded(&self.path, || Ok(open.db.flush()?));
        let synced = flushed.and_then(|_| {
            #[cfg(test)]
            self.syncs.fetch_add(1, Ordering::AcqRel);
            let synced = open.file.sync_data();
            synced.map_err(|source| StoreError::io("sync", &self.path.join(FILE), source))
        });
        self.noted(synced)
    }

    /// The first write that has failed since the database was opened: nothing more can be written.
    pub(super) fn failure(&self) -> MutexGuard<'_, Option<StoreError>> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn noted<T>(&self, written: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &written {
            self.failure().get_or_insert_with(|| error.clone());
        }
        written
    }

    /// Bytes of all files of the database.
    pub(super) fn disk_bytes(&self) -> u64 {
        directory_bytes(&self.path)
    }
}

impl Open {
    fn at(path: &Path, cache_bytes: u64) -> Result<Self, StoreError> {
        let config = sled::Config::new()
            .path(path)
            .cache_capacity(cache_bytes)
            .flush_every_ms(Some(FLUSH_EVERY_MS));
        let (db, logs, catalogue) = guarded(path, || {
            let db = config.open()?;
            let logs = db.open_tree(LOGS)?;
            let catalogue = db.open_tree(CATALOGUE)?;
            Ok((db, logs, catalogue))
        })?;
        let file = File::open(path.join(FILE)).map_err(|source| StoreError::io("open", path, source))?;
        Ok(Self {
            db,
            logs,
            catalogue,
            file,
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.sweeps.wait();
        if let Some(open) = self.slot().close() {
            close(open, &self.path);
        }
    }
}

/// Drops sled's handles: sled writes, and on a fault panics, when its last one goes.
fn close<T>(open: T, path: &Path) {
    if catch_unwind(AssertUnwindSafe(|| drop(open))).is_err() {
        tracing::error!(path = %path.display(), "the store could not be closed cleanly");
    }
}

/// The bytes of all files below a directory; what vanishes meanwhile counts nothing.
fn directory_bytes(path: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(path) else {
        return 0;
    };
    entries
        .flatten()
        .filter_map(|entry| Some((entry.metadata().ok()?, entry.path())))
        .map(|(metadata, path)| {
            if metadata.is_dir() {
                directory_bytes(&path)
            } else {
                metadata.len()
            }
        })
        .sum()
}

/// Makes the names of new files in a directory durable.
pub(super) fn sync_directory(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}

/// The result of `access`, with sled's errors and panics in the words of the store.
fn guarded<T>(path: &Path, access: impl FnOnce() -> Result<T, Fault>) -> Result<T, StoreError> {
    // sled holds its locks in guards that are released while unwinding and its pages behind
    // compare-and-swap, so another access after a panic finds them as they were before or after.
    let fault = match catch_unwind(AssertUnwindSafe(access)) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(fault)) => fault,
        Err(panic) => {
            return Err(StoreError::Damaged {
                path: path.to_owned(),
                why: panic_message(panic.as_ref()),
            });
        }
    };
    Err(match fault {
        Fault::Value(why) => StoreError::Damaged {
            path: path.to_owned(),
            why: why.to_owned(),
        },
        // sled 0.34 has no variant of its own for a lock that another process holds.
        Fault::Sled(sled::Error::Io(error)) if error.to_string().contains("could not acquire lock") => {
            StoreError::Busy { path: path.to_owned() }
        }
        Fault::Sled(sled::Error::Io(source)) => StoreError::io("access", path, source),
        Fault::Sled(error) => StoreError::Damaged {
            path: path.to_owned(),
            why: error.to_string(),
        },
    })
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    let text = text.unwrap_or_else(|| "sled panicked".to_owned());
    text.chars().take(300).collect()
}

impl StoreError {
    /// An error of the file system while trying to `what` the file or directory at `path`.
    pub(super) fn io(what: &'static str, path: &Path, source: std::io::Error) -> Self {
        Self::Io {
            what,
            path: path.to_owned(),
            source: Arc::new(source),
        }
    }
}
