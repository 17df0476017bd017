//! New files for the store: sled only ever adds to its log, so what was erased stays in the old ones.
//!
//! All that is alive is copied into a database beside the store's, made durable and compared; then the directories
//! change their names. Nothing is written to the store meanwhile. A power cut leaves at any moment
//!
//! | `store` | `store.new` | `store.old` | |
//! |---|---|---|---|
//! | old | perhaps | – | the copy is thrown away; it is still due |
//! | – | new | old | the copy takes its place |
//! | new | – | perhaps | what is old is taken away |

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::database::{COPY_LEAVES_BYTES, Database, sync_directory};
use super::mark::Mark;
use super::writer::Writer;
use super::{StoreError, check, keys};

/// Memory for the pages of the copy, in bytes: each is written once.
const CACHE_BYTES: u64 = 16 * 1024 * 1024;

/// The directory in which the copy is made.
fn new_of(store: &Path) -> PathBuf {
    store.with_extension("new")
}

/// Where the old files lie for a moment.
fn old_of(store: &Path) -> PathBuf {
    store.with_extension("old")
}

/// Ends what a rewrite had begun when the program was stopped.
///
/// # Errors
/// [`StoreError::Io`].
pub(super) fn recover(store: &Path) -> Result<(), StoreError> {
    let (new, old) = (new_of(store), old_of(store));
    let io = |what, path: &Path| {
        let path = path.to_owned();
        move |source| StoreError::io(what, &path, source)
    };
    // The store's own directory is away only between the two changes of names, when the copy is whole.
    if !store.exists() && old.exists() {
        let whole = if new.exists() { &new } else { &old };
        std::fs::rename(whole, store).map_err(io("rename", whole))?;
        sync_parent(store).map_err(io("sync", store))?;
    }
    for left in [new, old] {
        remove(&left).map_err(io("remove", &left))?;
    }
    Ok(())
}

fn remove(directory: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(directory) {
        Ok(()) => sync_parent(directory),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn sync_parent(path: &Path) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), sync_directory)
}

/// Makes all files in a directory durable, and their names.
fn sync_all(directory: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            sync_all(&path)?;
        } else {
            File::open(&path)?.sync_all()?;
        }
    }
    sync_directory(directory)
}

impl Writer {
    /// See [`super::Store::rewrite`].
    pub(super) fn rewrite(&mut self) -> Result<(), StoreError> {
        let shared = std::sync::Arc::clone(&self.shared);
        let database = &shared.database;
        if !database.logs(|logs| Ok(logs.contains_key(keys::REWRITE_DUE)?))? {
            return Ok(());
        }
        let store = database.path().to_owned();
        let _no_rows = database.hold_catalogue();
        // The copy has what the journal says, and is not to be told again.
        database.settle()?;
        if let Err(error) = self.copy(&new_of(&store)) {
            // What is left of it would take the room that is missing.
            let _ = remove(&new_of(&store));
            return Err(error);
        }
        let swapped = database.reopen_after(|| swap(&store));
        if let Err(error) = &swapped {
            let error = error.clone();
            self.fail(error);
        }
        swapped
    }

    /// Makes a whole and durable copy in the directory `new`.
    fn copy(&self, new: &Path) -> Result<(), StoreError> {
        let io = |what| move |source| StoreError::io(what, new, source);
        remove(new).map_err(io("remove"))?;
        #[cfg(test)]
        self.fail_in_tests()?;
        let copy = Database::open(new, CACHE_BYTES)?;
        self.shared
            .database
            .copy_to(&copy, keys::REWRITE_DUE, COPY_LEAVES_BYTES)?;
        copy.sync()?;
        // What takes the place of the store is held to what the store holds.
        let (held, mark) = {
            let durable = self.shared.durable();
            let mark = Mark::of(&durable.frontier, durable.charters.len() as u64);
            (durable.frontier.clone(), mark)
        };
        if check::check(&copy, &mark)?.frontier != held {
            return Err(StoreError::Damaged {
                path: new.to_owned(),
                why: "the copy is another store".to_owned(),
            });
        }
        drop(copy);
        sync_all(new).map_err(io("sync"))?;
        sync_parent(new).map_err(io("sync"))
    }
}

/// Puts the copy in the place of the store's directory.
fn swap(store: &Path) -> Result<(), StoreError> {
    let (new, old) = (new_of(store), old_of(store));
    let swapped = std::fs::rename(store, &old)
        .and_then(|()| sync_parent(store))
        .and_then(|()| std::fs::rename(&new, store))
        .and_then(|()| sync_parent(store))
        .and_then(|()| remove(&old));
    if swapped.is_err() && !store.exists() {
        // Back to what there was; opening it says the rest.
        let _ = std::fs::rename(&old, store);
    }
    swapped.map_err(|source| StoreError::io("rewrite", store, source))
}
