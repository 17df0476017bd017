//! sled's files: opened, made durable and closed without letting a panic out.

use std::fs::File;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sled::{Batch, Tree};

use super::StoreError;
use super::values::Fault;

/// sled's own file in its directory.
const FILE: &str = "db";
/// The tree of the logs, charters, forks and addresses.
const LOGS: &str = "logs";
/// The tree of the catalogue.
const CATALOGUE: &str = "catalogue";

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

/// What is open while the store is.
struct Open {
    db: sled::Db,
    logs: Tree,
    catalogue: Tree,
}

/// An open sled database. A damaged file makes sled panic at any access, so each one goes through
/// here.
pub(super) struct Database {
    path: PathBuf,
    /// Present until the database is dropped.
    open: Option<Open>,
    /// sled's file once more, in order to fsync it.
    file: File,
    /// Whether something was written that no fsync has followed yet.
    unsynced: AtomicBool,
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
        std::fs::create_dir_all(path).map_err(io("create"))?;
        let config = sled::Config::new().path(path).cache_capacity(cache_bytes);
        let open = guarded(path, || {
            let db = config.open()?;
            let logs = db.open_tree(LOGS)?;
            let catalogue = db.open_tree(CATALOGUE)?;
            Ok(Open { db, logs, catalogue })
        })?;
        let file = File::open(path.join(FILE)).map_err(io("open"))?;
        let database = Self {
            path: path.to_owned(),
            open: Some(open),
            file,
            unsynced: AtomicBool::new(true),
        };
        if is_new {
            database.sync()?;
            for directory in [Some(path), path.parent()].into_iter().flatten() {
                sync_directory(directory).map_err(io("sync"))?;
            }
        }
        Ok(database)
    }

    /// The directory of the database.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn parts(&self) -> &Open {
        self.open.as_ref().expect("open until it is dropped")
    }

    /// What `read` makes of the tree of the logs.
    pub(super) fn logs<T>(&self, read: impl FnOnce(&Tree) -> Result<T, Fault>) -> Result<T, StoreError> {
        guarded(&self.path, || read(&self.parts().logs))
    }

    /// What `read` makes of the tree of the catalogue.
    pub(super) fn catalogue<T>(&self, read: impl FnOnce(&Tree) -> Result<T, Fault>) -> Result<T, StoreError> {
        guarded(&self.path, || read(&self.parts().catalogue))
    }

    /// Writes a batch to the tree of the logs and waits until it is on the disk.
    pub(super) fn write_logs(&self, batch: Batch) -> Result<(), StoreError> {
        self.logs(|logs| Ok(logs.apply_batch(batch)?))?;
        self.sync()
    }

    /// Writes a batch to the tree of the catalogue; it is on the disk after the next [`Self::sync`].
    pub(super) fn write_catalogue(&self, batch: Batch) -> Result<(), StoreError> {
        self.unsynced.store(true, Ordering::Release);
        self.catalogue(|catalogue| Ok(catalogue.apply_batch(batch)?))
    }

    /// Waits until everything written is on the disk.
    ///
    /// sled's flush alone asks Linux for `sync_file_range`, which neither reaches the disk's own
    /// cache nor writes the file's length; a power cut then loses what was flushed.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.unsynced.store(false, Ordering::Release);
        guarded(&self.path, || Ok(self.parts().db.flush()?))?;
        self.file
            .sync_data()
            .map_err(|source| StoreError::io("sync", &self.path.join(FILE), source))
    }

    /// [`Self::sync`], if something was written since the last one.
    pub(super) fn sync_what_is_left(&self) -> Result<(), StoreError> {
        if self.unsynced.load(Ordering::Acquire) {
            self.sync()?;
        }
        Ok(())
    }

    /// Bytes of all files of the database.
    pub(super) fn disk_bytes(&self) -> u64 {
        directory_bytes(&self.path)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // sled writes, and on a fault panics, when its last handle goes.
        let open = self.open.take();
        if catch_unwind(AssertUnwindSafe(|| drop(open))).is_err() {
            tracing::error!(path = %self.path.display(), "the store could not be closed cleanly");
        }
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
