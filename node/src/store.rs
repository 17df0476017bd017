//! The store: logs, charters, forks and addresses on the disk, in sled.
//!
//! What was acknowledged survives a power cut, and only that is ever shown: reads see an entry once
//! it is durable, not while it is being written. Writes are `async` and go through one thread; reads
//! block for as long as the disk takes, so callers on the async runtime use `spawn_blocking` for all
//! but single ones.
//!
//! This folder alone names sled.

mod aside;
mod batch;
mod bodies;
mod carried;
mod check;
mod database;
mod journal;
mod keys;
mod mark;
mod migrate;
mod overlay;
mod recent;
mod rewrite;
pub(crate) mod rows;
mod scan;
mod segments;
mod sweep;
mod values;
mod verify;
mod writer;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread::JoinHandle;

use ayni_protocol::frontier::Frontier;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::log::{AuthenticEntry, Head};
use ayni_protocol::replica::Bodies;
use tokio::sync::{Semaphore, oneshot, watch};

use carried::Carried;
pub(crate) use carried::{Came, among as carried_among};
use database::Database;
pub use database::silence_caught_panics;
use mark::Mark;
use recent::Recent;
pub(crate) use scan::Piece;
pub use verify::{BadEntry, Depth, ForkedLog, Verification};
use writer::{Job, Write, Writer};

/// Version of how the store lies on the disk. A store of a newer version is not opened.
///
/// 2: entries may be held without their bodies. 3: logs are stored in segments. A store of an earlier version becomes one of
/// this version when it is opened.
pub const SCHEMA_VERSION: u32 = 3;

/// The store's directory in the data directory.
const DIRECTORY: &str = "store";

/// The high-water mark's file beside it.
const MARK_FILE: &str = "store.mark";

/// Writes that may wait for the writer at once; whoever comes later waits for a place.
const JOBS_MAX: usize = 64;

/// The bytes of an entry: its envelope, and its body where that is held.
pub type EntryBytes = (Vec<u8>, Option<Vec<u8>>);

/// Why the store cannot be opened, read or written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has it open.
    #[error("the store at {} is in use by another process", path.display())]
    Busy {
        /// The store's directory.
        path: PathBuf,
    },
    /// Written by a newer version of this program.
    #[error("the store at {} has version {found}; this program knows versions up to {known}", path.display())]
    Newer {
        /// The store's directory.
        path: PathBuf,
        /// The version found.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The files are damaged, or are not a store.
    #[error("the store at {} is damaged: {why}", path.display())]
    Damaged {
        /// The store's directory.
        path: PathBuf,
        /// What sled or the store found.
        why: String,
    },
    /// The store opens, but holds less than it once did.
    #[error("the store at {} has lost its end: {found} of at least {expected} {what} are there", path.display())]
    LostItsEnd {
        /// The store's directory.
        path: PathBuf,
        /// What is missing: entries or charters.
        what: &'static str,
        /// How many there were when the high-water mark was written.
        expected: u64,
        /// How many there are now. Can be as many as expected, when one log lost and another gained.
        found: u64,
    },
    /// A charter is not what was stored.
    #[error("charter {epoch} in the store: {why}")]
    Charter {
        /// Its epoch.
        epoch: u64,
        /// Which rule it breaks.
        why: String,
    },
    /// A log is not whole.
    #[error("entry {seq} of {author} {why}")]
    Log {
        /// Whose log.
        author: PublicKey,
        /// The number at which it is broken.
        seq: u64,
        /// What is wrong there.
        why: &'static str,
    },
    /// The high-water mark beside the store cannot be understood.
    #[error("{} is not a high-water mark", path.display())]
    MarkUnreadable {
        /// The mark's file.
        path: PathBuf,
    },
    /// An entry that does not continue its log was to be appended; nothing of that job was written.
    #[error("entry {found} of {author} cannot follow entry {head}: expected {}", head + 1)]
    NotNext {
        /// Whose log.
        author: PublicKey,
        /// The number of the log's last entry; 0 for none.
        head: u64,
        /// The number of the entry that was to follow. If it is the expected one, the entry names
        /// another predecessor.
        found: u64,
    },
    /// The file system refused: no room, no right, a fault of the disk.
    #[error("cannot {what} {}: {source}", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: Arc<std::io::Error>,
    },
    /// The store is being opened again after a write that failed.
    #[error("the store is being opened again")]
    Reopening,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
}

/// Where a peer is: multiaddrs as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeerAddresses {
    /// Those that led to it, the latest first.
    pub worked: Vec<String>,
    /// Those that it says it listens on.
    pub told: Vec<String>,
}

impl PeerAddresses {
    /// One address a line, each with the word that says which it is.
    fn to_text(&self) -> String {
        let worked = self.worked.iter().map(|address| format!("worked {address}\n"));
        let told = self.told.iter().map(|address| format!("told {address}\n"));
        worked.chain(told).collect()
    }

    fn parse(text: &str) -> Option<Self> {
        let mut addresses = Self::default();
        for line in text.lines() {
            match line.split_once(' ')? {
                ("worked", address) => addresses.worked.push(address.to_owned()),
                ("told", address) => addresses.told.push(address.to_owned()),
                _ => return None,
            }
        }
        Some(addresses)
    }
}

/// Whether the store takes writes.
#[derive(Clone, Debug, Default)]
pub enum Health {
    /// It does.
    #[default]
    Writes,
    /// A write failed. Reads go on, and the store is opened again by itself when the disk has room.
    Refuses(StoreError),
    /// It could not be opened again, and no longer tries.
    Lost(StoreError),
}

impl Health {
    /// Why nothing can be written, if that is so.
    pub fn refusal(&self) -> Option<&StoreError> {
        match self {
            Self::Writes => None,
            Self::Refuses(error) | Self::Lost(error) => Some(error),
        }
    }
}

/// What is known to be on the disk.
#[derive(Default)]
struct Durable {
    frontier: Frontier,
    charters: BTreeSet<u64>,
    papers: BTreeSet<Hash>,
    bodies: Bodies,
}

/// What readers and the writer share.
struct Shared {
    database: Database,
    /// How often logs were taken back.
    cuts: std::sync::atomic::AtomicU64,
    /// How often bodies were filled in.
    fills: std::sync::atomic::AtomicU64,
    durable: RwLock<Durable>,
    carried: Mutex<Carried>,
    recent: Mutex<Recent>,
    health: watch::Sender<Health>,
    #[cfg(test)]
    fail_writes: std::sync::atomic::AtomicBool,
}

impl Shared {
    fn carried(&self) -> MutexGuard<'_, Carried> {
        self.carried.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn recent(&self) -> MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what was read: it has become another on the disk.
    fn forget_read(&self) {
        self.recent().forget();
    }

    fn durable(&self) -> RwLockReadGuard<'_, Durable> {
        self.durable.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn durable_mut(&self) -> RwLockWriteGuard<'_, Durable> {
        self.durable.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A handle on an open store; clones are handles on the same one.
///
/// When the last handle is dropped, the writer finishes what waits and the store is closed.
#[derive(Clone)]
pub struct Store(Arc<Handle>);

struct Handle {
    shared: Arc<Shared>,
    /// Present until the handle is dropped.
    jobs: Option<SyncSender<Job>>,
    places: Arc<Semaphore>,
    writer: Option<JoinHandle<()>>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        // Without a sender the writer ends after the last job.
        self.jobs = None;
        if let Some(writer) = self.writer.take()
            && writer.join().is_err()
        {
            tracing::error!("the store's writer had panicked");
        }
    }
}

impl Store {
    /// Opens the store in the data directory `data`, or makes a new one if there is none and never
    /// was.
    ///
    /// `cache_bytes` is the memory that sled may use for pages. The last entries of each log are
    /// checked for holes; [`Store::verify`] checks the rest. Blocks: a store of a million entries
    /// takes some seconds.
    ///
    /// # Errors
    /// All of [`StoreError`] but `NotNext` and `Closed`. A store that is refused is left as it is.
    pub fn open(data: &Path, cache_bytes: u64) -> Result<Self, StoreError> {
        let (path, mark_path) = (data.join(DIRECTORY), data.join(MARK_FILE));
        let mark = Mark::read(&mark_path)?.unwrap_or_default();
        rewrite::recover(&path)?;
        if !Database::exists(&path) {
            check::against_mark(&path, &Durable::default(), &mark)?;
        }
        let database = Database::open(&path, cache_bytes)?;
        let durable = check::check(&database, &mark)?;
        let shared = Arc::new(Shared {
            database,
            cuts: std::sync::atomic::AtomicU64::new(0),
            fills: std::sync::atomic::AtomicU64::new(0),
            durable: RwLock::new(durable),
            carried: Mutex::default(),
            recent: Mutex::default(),
            health: watch::Sender::default(),
            #[cfg(test)]
            fail_writes: std::sync::atomic::AtomicBool::new(false),
        });
        let spawn_failed = |source| StoreError::io("start a writer for", &path, source);
        let (jobs, waiting) = std::sync::mpsc::sync_channel(JOBS_MAX);
        let writer = Writer::new(Arc::clone(&shared), waiting, mark_path);
        let writer = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(|| writer.run_watched())
            .map_err(spawn_failed)?;
        Ok(Self(Arc::new(Handle {
            shared,
            jobs: Some(jobs),
            places: Arc::new(Semaphore::new(JOBS_MAX)),
            writer: Some(writer),
        })))
    }

    /// Appends entries to their logs and returns when they are durable: all or none of them.
    ///
    /// Entries of one log come in order; logs may be mixed. Once polled, the append happens even if
    /// the future is dropped.
    ///
    /// # Errors
    /// [`StoreError::NotNext`] if an entry does not continue its log; any other error means that the
    /// store cannot be written: see [`Store::health`]. What was acknowledged before stays; what was
    /// refused may be there after all once the store has been opened again.
    pub async fn append(&self, entries: Vec<AuthenticEntry>) -> Result<(), StoreError> {
        self.write(Write::Entries(entries)).await
    }

    /// Keeps stretches of logs for a moment that have come packed, all of whose entries were found authentic: when these are
    /// appended, they are stored as they came.
    pub(crate) fn carry(&self, came: Vec<(Hash, Came)>) {
        self.0.shared.carried().keep(came);
    }

    /// Stores the bytes of the charter of an epoch, durably, in place of any before.
    ///
    /// # Errors
    /// As [`Store::append`], except `NotNext`.
    pub async fn put_charter(&self, epoch: u64, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.write(Write::Charter { epoch, bytes }).await
    }

    /// Stores the bytes of a paper, durably.
    ///
    /// # Errors
    /// As [`Store::append`], except `NotNext`.
    pub async fn put_paper(&self, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.write(Write::Paper(bytes)).await
    }

    /// How many papers are held.
    pub fn paper_count(&self) -> usize {
        self.0.shared.durable().papers.len()
    }

    /// Forgets all papers but these: what no longer counts is of no use to anybody.
    ///
    /// # Errors
    /// As [`Store::append`], except `NotNext`.
    pub async fn keep_papers(&self, only: BTreeSet<Hash>) -> Result<(), StoreError> {
        self.write(Write::Papers { only }).await
    }

    /// Stores the key of a ticket and when the ticket ends (Unix milliseconds), durably.
    ///
    /// # Errors
    /// As [`Store::append`], except `NotNext`.
    pub async fn put_guest(&self, guest: PublicKey, expires: i64) -> Result<(), StoreError> {
        self.write(Write::Guest { guest, expires }).await
    }

    /// Takes a log back to the entry with the number `to` (0: to nothing), durably, and sets aside what
    /// was beyond it; returns what the log ends with then. Takes as long as writing those entries did.
    ///
    /// # Errors
    /// As [`Store::append`], except `NotNext`. After an error some entries may be set aside already, the
    /// last ones first.
    pub async fn cut(&self, author: PublicKey, to: u64) -> Result<Option<Head>, StoreError> {
        self.write(Write::Cut { author, to }).await?;
        Ok(self.frontier().head(&author))
    }

    /// Stores where a peer is, durably, in place of what was known before.
    ///
    /// # Errors
    /// As [`Store::append`], except `NotNext`.
    pub async fn put_addresses(&self, peer: PublicKey, addresses: PeerAddresses) -> Result<(), StoreError> {
        self.write(Write::Addresses { peer, addresses }).await
    }

    /// Waits for all writes before it, writes the high-water mark and takes no more writes. Reads go on
    /// until the last handle is dropped.
    ///
    /// # Errors
    /// [`StoreError::Closed`] if it was closed before, else as [`Store::append`].
    pub async fn close(&self) -> Result<(), StoreError> {
        self.write(Write::Close).await
    }

    /// Whether the store takes writes, and each change of it.
    ///
    /// After a write that failed it refuses others until it has been opened again, which it tries by
    /// itself whenever there is room on the disk. What it holds then is what the disk holds.
    pub fn health(&self) -> watch::Receiver<Health> {
        self.0.shared.health.subscribe()
    }

    /// How often the store was opened. What was written to the catalogue before the last time may be
    /// lost.
    pub(crate) fn openings(&self) -> u64 {
        self.0.shared.database.openings()
    }

    /// Lets every write fail as on a full disk, or no longer.
    #[cfg(test)]
    pub(crate) fn fail_writes(&self, fail: bool) {
        let failing = &self.0.shared.fail_writes;
        failing.store(fail, std::sync::atomic::Ordering::Relaxed);
    }

    async fn write(&self, write: Write) -> Result<(), StoreError> {
        let place = Arc::clone(&self.0.places).acquire_owned().await;
        let place = place.map_err(|_| StoreError::Closed)?;
        let (answer, answered) = oneshot::channel();
        let job = Job {
            write,
            answer,
            _place: place,
        };
        // There are as many places in the queue as permits, so this does not block.
        let jobs = self.0.jobs.as_ref().ok_or(StoreError::Closed)?;
        jobs.send(job).map_err(|_| StoreError::Closed)?;
        answered.await.unwrap_or(Err(StoreError::Closed))
    }
}

#[cfg(test)]
mod tests;
