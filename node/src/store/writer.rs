//! The one thread that writes the logs: it takes all jobs that wait, writes them as one batch, waits
//! for the disk once, and only then answers them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::log::{AuthenticEntry, Fork, Head, Place};
use sled::Batch;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::mark::Mark;
use super::values::{self, EntryEncoder};
use super::{Shared, StoreError, keys};

/// Most bytes of jobs in one batch: a disk that syncs in 10 ms still takes 400 MB/s of them, and
/// no job waits behind more.
const GROUP_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Shortest time between two high-water marks, and the longest that the catalogue's writes wait
/// for an fsync.
const MARK_INTERVAL: Duration = Duration::from_secs(1);

/// What to write.
pub(super) enum Write {
    Entries(Vec<AuthenticEntry>),
    Charter {
        epoch: u64,
        bytes: Vec<u8>,
    },
    Fork(Box<Fork>),
    Addresses {
        peer: PublicKey,
        addresses: Vec<String>,
    },
    /// Nothing more: write the mark and end.
    Close,
}

/// Something to write, and who waits for it.
pub(super) struct Job {
    pub(super) write: Write,
    pub(super) answer: oneshot::Sender<Result<(), StoreError>>,
    /// The job's place in the queue, free again when the job is done.
    pub(super) _place: OwnedSemaphorePermit,
}

/// See the module.
pub(super) struct Writer {
    shared: Arc<Shared>,
    jobs: Receiver<Job>,
    encoder: EntryEncoder,
    mark_path: PathBuf,
    mark_written: Instant,
    mark_due: bool,
    /// The first write that failed. sled takes no more writes after one, and what it has of that
    /// write in its memory must not mix with later ones, so the store stays readable and refuses.
    failed: Option<StoreError>,
}

/// Jobs that are written together.
struct Group {
    batch: Batch,
    heads: BTreeMap<PublicKey, Head>,
    charters: BTreeMap<u64, ()>,
    waiting: Vec<Job>,
    bytes: usize,
    closes: bool,
}

impl Writer {
    pub(super) fn new(shared: Arc<Shared>, jobs: Receiver<Job>, encoder: EntryEncoder, mark_path: PathBuf) -> Self {
        Self {
            shared,
            jobs,
            encoder,
            mark_path,
            mark_written: Instant::now(),
            mark_due: true,
            failed: None,
        }
    }

    /// Writes until the store is closed or dropped.
    pub(super) fn run(mut self) {
        loop {
            match self.jobs.recv_timeout(MARK_INTERVAL) {
                Ok(job) => {
                    if self.write_group(job) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if self.mark_written.elapsed() >= MARK_INTERVAL {
                self.settle();
            }
        }
        self.settle();
    }

    /// Writes `first` and what waits behind it; answers all of them. Whether one was the last.
    fn write_group(&mut self, first: Job) -> bool {
        let mut group = Group {
            batch: Batch::default(),
            heads: BTreeMap::new(),
            charters: BTreeMap::new(),
            waiting: Vec::new(),
            bytes: 0,
            closes: false,
        };
        self.add(&mut group, first);
        while group.bytes < GROUP_BYTES_MAX && !group.closes {
            let Ok(job) = self.jobs.try_recv() else { break };
            self.add(&mut group, job);
        }
        let closes = group.closes;
        if !group.waiting.is_empty() {
            self.commit(group);
        }
        closes
    }

    /// Adds a job to the group; one that may not be written is answered at once.
    fn add(&mut self, group: &mut Group, job: Job) {
        if let Some(failed) = &self.failed {
            group.closes |= matches!(job.write, Write::Close);
            // Who asked may be gone; then nobody needs the answer.
            let _ = job.answer.send(Err(failed.clone()));
            return;
        }
        let added = match &job.write {
            Write::Entries(entries) => self.add_entries(group, entries),
            Write::Charter { epoch, bytes } => {
                self.add_charter(group, *epoch, bytes);
                Ok(())
            }
            Write::Fork(fork) => {
                let key = keys::of_entry(keys::FORKS, &fork.author(), fork.seq());
                values::put(&mut group.batch, &key, &self.encode_fork(fork));
                Ok(())
            }
            Write::Addresses { peer, addresses } => {
                let key = keys::of_author(keys::ADDRESSES, peer);
                values::put(&mut group.batch, &key, addresses.join("\n").as_bytes());
                Ok(())
            }
            Write::Close => {
                group.closes = true;
                Ok(())
            }
        };
        match added {
            Ok(()) => group.waiting.push(job),
            Err(refused) => {
                let _ = job.answer.send(Err(refused));
            }
        }
    }

    fn add_entries(&mut self, group: &mut Group, entries: &[AuthenticEntry]) -> Result<(), StoreError> {
        // All are checked before any is added: a job is written as a whole or not at all.
        let mut heads = BTreeMap::new();
        for entry in entries {
            let author = entry.author();
            let head = heads
                .get(&author)
                .or_else(|| group.heads.get(&author))
                .copied()
                .or_else(|| self.shared.durable().frontier.head(&author));
            if entry.place(head) != Place::Next {
                return Err(StoreError::NotNext {
                    author,
                    head: head.map_or(0, |head| head.seq),
                    found: entry.seq(),
                });
            }
            heads.insert(author, entry.head());
        }
        for authentic in entries {
            let (entry, author, seq) = (authentic.entry(), authentic.author(), authentic.seq());
            let value = self.encoder.encode(entry.envelope().bytes(), entry.body());
            values::put(&mut group.batch, &keys::of_entry(keys::ENTRIES, &author, seq), &value);
            let place = [&author.as_bytes()[..], &seq.to_be_bytes()].concat();
            group.batch.insert(keys::of_id(&authentic.head().id), place);
            group.bytes += entry.size();
        }
        for (author, head) in heads {
            let value = [&head.seq.to_be_bytes()[..], &head.id.0].concat();
            group.batch.insert(keys::of_author(keys::HEADS, &author), value);
            group.heads.insert(author, head);
        }
        Ok(())
    }

    fn add_charter(&self, group: &mut Group, epoch: u64, bytes: &[u8]) {
        values::put(&mut group.batch, &keys::of_charter(epoch), bytes);
        group.charters.insert(epoch, ());
        group.bytes += bytes.len();
    }

    /// The two entries of a fork, the first one preceded by its length in four bytes.
    fn encode_fork(&mut self, fork: &Fork) -> Vec<u8> {
        let [one, other] = fork.entries().each_ref().map(|entry| {
            let entry = entry.entry();
            self.encoder.encode(entry.envelope().bytes(), entry.body())
        });
        let length = u32::try_from(one.len()).expect("entries are bounded");
        [&length.to_be_bytes()[..], &one, &other].concat()
    }

    fn commit(&mut self, mut group: Group) {
        let (added_entries, added_charters) = {
            let durable = self.shared.durable();
            let grown = |(author, head): (&PublicKey, &Head)| head.seq - durable.frontier.seq(author);
            let entries: u64 = group.heads.iter().map(grown).sum();
            let new = group.charters.keys().filter(|epoch| !durable.charters.contains(epoch));
            (entries, new.count() as u64)
        };
        if added_entries + added_charters > 0 {
            let durable = self.shared.durable();
            let entries = durable.frontier.entries() + added_entries;
            let charters = durable.charters.len() as u64 + added_charters;
            group.batch.insert(keys::ENTRY_COUNT, &entries.to_be_bytes());
            group.batch.insert(keys::CHARTER_COUNT, &charters.to_be_bytes());
        }
        let written = self.write(group.batch);
        match &written {
            Ok(()) => {
                let mut durable = self.shared.durable_mut();
                for (author, head) in group.heads {
                    durable.frontier.advance(author, head);
                }
                durable.charters.extend(group.charters.into_keys());
                self.mark_due |= added_entries + added_charters > 0;
            }
            Err(error) => {
                tracing::error!(%error, "the store takes no more writes until it is opened again");
                self.failed = Some(error.clone());
            }
        }
        if group.closes {
            self.settle();
        }
        for job in group.waiting {
            // Who asked may be gone; then nobody needs the answer.
            let _ = job.answer.send(written.clone());
        }
    }

    fn write(&self, batch: Batch) -> Result<(), StoreError> {
        #[cfg(test)]
        if self.shared.fail_writes.load(std::sync::atomic::Ordering::Relaxed) {
            let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(StoreError::io("write", self.shared.database.path(), full));
        }
        self.shared.database.write_logs(batch)
    }

    /// What need not be done at each write: the fsync of the catalogue's and the mark.
    fn settle(&mut self) {
        self.mark_written = Instant::now();
        if self.failed.is_none()
            && let Err(error) = self.shared.database.sync_what_is_left()
        {
            tracing::error!(%error, "the store takes no more writes until it is opened again");
            self.failed = Some(error);
        }
        if std::mem::take(&mut self.mark_due) {
            let mark = {
                let durable = self.shared.durable();
                Mark::of(&durable.frontier, durable.charters.len() as u64)
            };
            if let Err(error) = mark.write(&self.mark_path) {
                // An older mark is true as well, it only sees less.
                tracing::warn!(%error, path = %self.mark_path.display(), "the store's mark was not written");
                self.mark_due = true;
            }
        }
    }
}
