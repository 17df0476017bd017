//! The one thread that writes the logs: it takes all jobs that wait, writes them as one batch, waits
//! for the disk once, and only then answers them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ayni_protocol::charter::paper::Paper;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::limits::SEGMENT_ENTRIES;
use ayni_protocol::log::{AuthenticEntry, Place};
use ayni_protocol::operation::Operation;
use ayni_protocol::record::RecordId;
use ayni_protocol::replica::Places;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::batch::Batch;
use super::mark::Mark;
use super::segments::{self, Written};
use super::values::{self, Fault};
use super::{Durable, EntryBytes, Health, PeerAddresses, Shared, StoreError, check, keys};

/// Most bytes of jobs in one batch: a disk that syncs in 10 ms still takes 400 MB/s of them, and
/// no job waits behind more.
const GROUP_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Shortest time between two high-water marks, and how often it is looked what else is due.
const MARK_INTERVAL: Duration = Duration::from_secs(1);

/// Wait before the store is first opened again after a write that failed; each further wait is twice
/// as long.
const REOPEN_WAIT: Duration = Duration::from_secs(1);

/// Longest such wait: within it a node whose disk has room again takes writes.
const REOPEN_WAIT_MAX: Duration = Duration::from_secs(30);

/// How much room there must be on the disk before the store is opened again: sled writes when it
/// opens, and a store that is closed can't be read. Some of its segments of 512 KiB, and a group.
const ROOM_BYTES: usize = 8 * 1024 * 1024;

/// The file in the data directory that shows whether there is that room.
const ROOM_FILE: &str = "store.room";

/// What to write.
pub(super) enum Write {
    Entries(Vec<AuthenticEntry>),
    Charter {
        epoch: u64,
        bytes: Vec<u8>,
    },
    Paper(Vec<u8>),
    /// Remove all papers but these.
    Papers {
        only: BTreeSet<Hash>,
    },
    Guest {
        guest: PublicKey,
        expires: i64,
    },
    /// Written by itself: what waits behind it may follow from it.
    Cut {
        author: PublicKey,
        to: u64,
    },
    /// Let bodies go. Written by itself: some of them may have been written just before.
    Erase {
        erasures: Vec<(RecordId, Places)>,
        entries: Vec<AuthenticEntry>,
    },
    /// Bodies of entries that are held without them. Written by itself.
    Fill(Vec<AuthenticEntry>),
    /// Write all that is alive into new files, and take the old ones away. By itself.
    Rewrite,
    Addresses {
        peer: PublicKey,
        addresses: PeerAddresses,
    },
    /// Nothing more: write the mark and end.
    Close,
}

impl Write {
    /// Whether it is written by itself, and what waits behind it after it.
    fn is_alone(&self) -> bool {
        matches!(
            self,
            Self::Cut { .. } | Self::Erase { .. } | Self::Fill(_) | Self::Rewrite
        )
    }
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
    pub(super) shared: Arc<Shared>,
    jobs: Receiver<Job>,
    /// Taken from the queue, and the next to be written.
    next: Option<Job>,
    pub(super) mark_path: PathBuf,
    mark_written: Instant,
    mark_due: bool,
    /// Present after a write that failed. sled takes no more writes after one, and what it has of
    /// that write in its memory must not mix with later ones, so the store stays readable and refuses
    /// until it has been opened again.
    failed: Option<Failed>,
}

/// A write has failed.
struct Failed {
    error: StoreError,
    /// When the store is to be opened again; absent if that is in vain.
    at: Option<Instant>,
    /// How long is waited after that.
    wait: Duration,
}

/// Jobs that are written together.
#[derive(Default)]
pub(super) struct Group {
    pub(super) batch: Batch,
    /// What is appended to each log, in order.
    logs: BTreeMap<PublicKey, Vec<AuthenticEntry>>,
    lacking: Vec<(PublicKey, u64)>,
    /// Entries whose bodies go with this very group.
    pub(super) erased: Places,
    charters: BTreeSet<u64>,
    papers: BTreeSet<Hash>,
    forgotten: BTreeSet<Hash>,
    waiting: Vec<Job>,
    bytes: usize,
    closes: bool,
}

impl Writer {
    pub(super) fn new(shared: Arc<Shared>, jobs: Receiver<Job>, mark_path: PathBuf) -> Self {
        Self {
            shared,
            jobs,
            next: None,
            mark_path,
            mark_written: Instant::now(),
            mark_due: true,
            failed: None,
        }
    }

    /// [`Self::run`]; if it panics, everybody learns that nothing more is written.
    pub(super) fn run_watched(self) {
        let shared = Arc::clone(&self.shared);
        if catch_unwind(AssertUnwindSafe(|| self.run())).is_err() {
            tracing::error!("the store's writer has panicked");
            shared.health.send_replace(Health::Lost(StoreError::Closed));
        }
    }

    /// Writes until the store is closed or dropped.
    fn run(mut self) {
        loop {
            let next = self
                .next
                .take()
                .map_or_else(|| self.jobs.recv_timeout(MARK_INTERVAL), Ok);
            match next {
                Ok(job) => {
                    if self.write_group(job) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.look_after_the_store();
        }
        // Nobody is left who could be told; the mark that there is stays true, and so does the journal.
        let _ = self.shared.database.finish().and_then(|()| self.settle());
    }

    /// Whatever is due besides the jobs.
    fn look_after_the_store(&mut self) {
        let failure = self.shared.database.failure().clone();
        match &self.failed {
            None => {
                if let Some(error) = failure {
                    self.fail(error);
                } else if self.mark_written.elapsed() >= MARK_INTERVAL {
                    let _ = self.settle();
                }
            }
            Some(failed) if failed.at.is_some_and(|at| at <= Instant::now()) => self.try_again(),
            Some(_) => {}
        }
    }

    /// Takes no more writes for now.
    pub(super) fn fail(&mut self, error: StoreError) {
        tracing::error!(%error, "the store takes no writes until it has been opened again");
        self.shared.health.send_replace(Health::Refuses(error.clone()));
        self.failed = Some(Failed {
            error,
            at: Some(Instant::now() + REOPEN_WAIT),
            wait: REOPEN_WAIT * 2,
        });
    }

    /// Opens the store again, if there is room for what it will be given.
    fn try_again(&mut self) {
        let reopened = self.room().and_then(|()| self.reopen());
        let Some(failed) = &mut self.failed else { return };
        match reopened {
            Ok(durable) => {
                *self.shared.durable_mut() = durable;
                self.failed = None;
                self.mark_due = true;
                self.shared.health.send_replace(Health::Writes);
                tracing::info!("the store takes writes again");
            }
            Err(error @ (StoreError::Io { .. } | StoreError::Busy { .. })) => {
                tracing::warn!(%error, wait_s = failed.wait.as_secs(), "the store can't be opened again yet");
                failed.at = Some(Instant::now() + failed.wait);
                failed.wait = (failed.wait * 2).min(REOPEN_WAIT_MAX);
            }
            Err(error) => {
                tracing::error!(%error, "the store can't be opened again");
                // What is damaged does not mend itself.
                failed.at = None;
                failed.error = error.clone();
                self.shared.health.send_replace(Health::Lost(error));
            }
        }
    }

    /// Whether the disk has room for what opening and writing need.
    fn room(&self) -> Result<(), StoreError> {
        #[cfg(test)]
        self.fail_in_tests()?;
        let path = self.mark_path.with_file_name(ROOM_FILE);
        let written = std::fs::write(&path, vec![1; ROOM_BYTES]).and_then(|()| File::open(&path)?.sync_all());
        // What is left of it would take the room that is missing.
        let _ = std::fs::remove_file(&path);
        written.map_err(|source| StoreError::io("write", &path, source))
    }

    /// What the store holds once it has been closed and opened.
    fn reopen(&self) -> Result<Durable, StoreError> {
        self.shared.database.reopen()?;
        let mark = Mark::read(&self.mark_path)?.unwrap_or_default();
        check::check(&self.shared.database, &mark)
    }

    /// Writes `first` and what waits behind it; answers all of them. Whether one was the last.
    fn write_group(&mut self, first: Job) -> bool {
        if first.write.is_alone() {
            let written = match &self.failed {
                Some(failed) => Err(failed.error.clone()),
                None => self.write_alone(first.write),
            };
            // Who asked may be gone; then nobody needs the answer.
            let _ = first.answer.send(written);
            return false;
        }
        let mut group = Group::default();
        self.add(&mut group, first);
        while group.bytes < GROUP_BYTES_MAX && !group.closes {
            let Ok(job) = self.jobs.try_recv() else { break };
            if job.write.is_alone() {
                self.next = Some(job);
                break;
            }
            self.add(&mut group, job);
        }
        let closes = group.closes;
        if !group.waiting.is_empty() {
            // Each who waits has the answer.
            let _ = self.commit(group);
        }
        closes
    }

    fn write_alone(&mut self, write: Write) -> Result<(), StoreError> {
        match write {
            Write::Cut { author, to } => self.cut(author, to),
            Write::Erase { erasures, entries } => self.erase(&erasures, entries),
            Write::Fill(entries) => self.fill(&entries),
            Write::Rewrite => self.rewrite(),
            _ => unreachable!("all others are written in groups"),
        }
    }

    /// Adds a job to the group; one that may not be written is answered at once.
    fn add(&mut self, group: &mut Group, mut job: Job) {
        if let Some(failed) = &self.failed {
            group.closes |= matches!(job.write, Write::Close);
            // Who asked may be gone; then nobody needs the answer.
            let _ = job.answer.send(Err(failed.error.clone()));
            return;
        }
        let added = match &mut job.write {
            Write::Entries(entries) => self.add_entries(group, std::mem::take(entries)),
            Write::Charter { epoch, bytes } => {
                self.add_charter(group, *epoch, bytes);
                Ok(())
            }
            Write::Paper(bytes) => {
                let id = Paper::id(bytes);
                values::put(&mut group.batch, &keys::of_paper(&id), bytes);
                group.papers.insert(id);
                group.bytes += bytes.len();
                Ok(())
            }
            Write::Papers { only } => self.forget_papers(group, only),
            Write::Guest { guest, expires } => {
                let key = keys::of_author(keys::GUESTS, guest);
                group.batch.insert(key, &expires.to_be_bytes());
                Ok(())
            }
            Write::Cut { .. } | Write::Erase { .. } | Write::Fill(_) | Write::Rewrite => {
                unreachable!("it is written by itself")
            }
            Write::Addresses { peer, addresses } => {
                let key = keys::of_author(keys::ADDRESSES, peer);
                values::put(&mut group.batch, &key, addresses.to_text().as_bytes());
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

    pub(super) fn add_entries(&mut self, group: &mut Group, entries: Vec<AuthenticEntry>) -> Result<(), StoreError> {
        // All are checked before any is added: a job is written as a whole or not at all.
        let mut heads = BTreeMap::new();
        for entry in &entries {
            let author = entry.author();
            let head = heads
                .get(&author)
                .copied()
                .or_else(|| group.logs.get(&author)?.last().map(AuthenticEntry::head))
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
        for entry in entries {
            group.bytes += entry.entry().size();
            group.logs.entry(entry.author()).or_default().push(entry);
        }
        Ok(())
    }

    /// Papers that wait in the same group stay: they are newer than what was said to count.
    fn forget_papers(&self, group: &mut Group, only: &BTreeSet<Hash>) -> Result<(), StoreError> {
        let forgotten: BTreeSet<Hash> = self.shared.durable().papers.difference(only).copied().collect();
        for id in forgotten.difference(&group.papers) {
            let prefix = keys::of_paper(id);
            let pieces = self.shared.database.logs(|logs| {
                let pieces = logs.scan_prefix(&prefix).keys();
                Ok(pieces.collect::<Result<Vec<_>, _>>()?)
            })?;
            for piece in pieces {
                group.batch.remove(piece);
            }
            group.forgotten.insert(*id);
        }
        Ok(())
    }

    fn add_charter(&self, group: &mut Group, epoch: u64, bytes: &[u8]) {
        values::put(&mut group.batch, &keys::of_charter(epoch), bytes);
        group.charters.insert(epoch);
        group.bytes += bytes.len();
    }

    pub(super) fn commit(&mut self, mut group: Group) -> Result<(), StoreError> {
        let mut written = self.put_logs(&mut group);
        let (added_entries, added_charters) = {
            let durable = self.shared.durable();
            let entries: u64 = group.logs.values().map(|log| log.len() as u64).sum();
            let new = group.charters.iter().filter(|epoch| !durable.charters.contains(epoch));
            (entries, new.count() as u64)
        };
        if added_entries + added_charters > 0 {
            let durable = self.shared.durable();
            let entries = durable.frontier.entries() + added_entries;
            let charters = durable.charters.len() as u64 + added_charters;
            group.batch.insert(keys::ENTRY_COUNT, &entries.to_be_bytes());
            group.batch.insert(keys::CHARTER_COUNT, &charters.to_be_bytes());
        }
        // Others may be reading a charter or a paper whose pieces change.
        let is_read = !group.charters.is_empty() || !group.papers.is_empty();
        written = written.and_then(|()| self.commit_batch(group.batch, is_read));
        match &written {
            Ok(()) => {
                let mut durable = self.shared.durable_mut();
                for log in group.logs.values() {
                    let last = log.last().expect("a log is here for its entries");
                    durable.frontier.advance(last.author(), last.head());
                }
                for (author, seq) in group.lacking {
                    durable.bodies.lacking.entry(author).or_default().insert(seq);
                }
                durable.charters.extend(group.charters);
                durable.papers.retain(|id| !group.forgotten.contains(id));
                durable.papers.extend(group.papers);
                self.mark_due |= added_entries + added_charters > 0;
            }
            Err(error) => self.fail(error.clone()),
        }
        if group.closes && written.is_ok() {
            written = self.shared.database.finish().and_then(|()| self.settle());
        }
        for job in group.waiting {
            // Who asked may be gone; then nobody needs the answer.
            let _ = job.answer.send(written.clone());
        }
        written
    }

    /// Puts the entries of a group where they belong: into segments as far as the last cut of their log, and behind it each
    /// for itself.
    fn put_logs(&mut self, group: &mut Group) -> Result<(), StoreError> {
        let mut carried = self.shared.carried();
        for (author, log) in &mut group.logs {
            let mut erased = group.erased.get(author).cloned().unwrap_or_default();
            erased.extend(self.shared.durable().bodies.erased.get(author).into_iter().flatten());
            for entry in &mut *log {
                let is_erased = erased.contains(&entry.seq());
                if is_erased && !erases(entry.entry().body()) {
                    *entry = entry.clone().without_body();
                } else if entry.entry().body().is_none() && !is_erased {
                    group
                        .batch
                        .insert(keys::of_entry(keys::LACKING, author, entry.seq()), &[]);
                    group.lacking.push((*author, entry.seq()));
                }
            }
            let (Some(first), Some(head)) = (log.first(), log.last().map(AuthenticEntry::head)) else {
                continue;
            };
            // What stands alone since the last cut becomes part of a segment, if the next cut is reached.
            let cut = head.seq - head.seq % SEGMENT_ENTRIES;
            let before = match cut >= first.seq() {
                true => self.open_end(author, first.seq() - 1, &erased)?,
                false => Vec::new(),
            };
            for seq in first.seq() - before.len() as u64..first.seq() {
                let key = keys::of_entry(keys::ENTRIES, author, seq);
                let batch = &mut group.batch;
                self.shared
                    .database
                    .logs(|logs| segments::remove_value(logs, batch, &key))?;
            }
            let mut first = first.seq() - before.len() as u64;
            let mut stretch: Vec<&dyn Written> = before.iter().map(|entry| entry as &dyn Written).collect();
            for entry in &*log {
                stretch.push(entry);
                if segments::is_cut(entry.seq()) {
                    segments::put_sealed(&mut group.batch, author, first, &stretch, &mut carried);
                    stretch.clear();
                    first = entry.seq() + 1;
                }
            }
            for (seq, entry) in (first..).zip(stretch) {
                let value = values::encode_entry(entry.envelope(), entry.body());
                values::put(&mut group.batch, &keys::of_entry(keys::ENTRIES, author, seq), &value);
            }
            let value = [&head.seq.to_be_bytes()[..], &head.id.0].concat();
            group.batch.insert(keys::of_author(keys::HEADS, author), value);
        }
        Ok(())
    }

    /// The entries of a log that stand alone behind its last cut, up to its end at `seq`; without the bodies that are erased.
    fn open_end(&self, author: &PublicKey, seq: u64, erased: &BTreeSet<u64>) -> Result<Vec<EntryBytes>, StoreError> {
        let from = seq - seq % SEGMENT_ENTRIES + 1;
        let mut entries = Vec::new();
        self.shared.database.logs(|logs| {
            for seq in from..=seq {
                let value = values::get(logs, &keys::of_entry(keys::ENTRIES, author, seq))?;
                let value = value.ok_or(Fault::Value("an entry behind the last cut is missing"))?;
                entries.push(values::decode_entry(&value)?);
            }
            Ok(())
        })?;
        for (seq, (_, body)) in (from..).zip(&mut entries) {
            if erased.contains(&seq) && !erases(body.as_deref()) {
                *body = None;
            }
        }
        Ok(entries)
    }

    fn commit_batch(&self, batch: Batch, is_read: bool) -> Result<(), StoreError> {
        #[cfg(test)]
        self.fail_in_tests()?;
        self.shared.database.commit_logs(batch, is_read)
    }

    pub(super) fn write(&self, batch: Batch) -> Result<(), StoreError> {
        #[cfg(test)]
        self.fail_in_tests()?;
        self.shared.database.write_logs(batch)
    }

    #[cfg(test)]
    pub(super) fn fail_in_tests(&self) -> Result<(), StoreError> {
        if self.shared.fail_writes.load(std::sync::atomic::Ordering::Relaxed) {
            let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(StoreError::io("write", self.shared.database.path(), full));
        }
        Ok(())
    }

    /// Writes the mark, if the store has come further than the last one says.
    fn settle(&mut self) -> Result<(), StoreError> {
        self.mark_written = Instant::now();
        if !self.mark_due {
            return Ok(());
        }
        let mark = {
            let durable = self.shared.durable();
            Mark::of(&durable.frontier, durable.charters.len() as u64)
        };
        if let Err(source) = mark.write(&self.mark_path) {
            // An older mark is true as well, it only sees less.
            tracing::warn!(error = %source, path = %self.mark_path.display(), "the store's mark was not written");
            return Err(StoreError::io("write", &self.mark_path, source));
        }
        self.mark_due = false;
        Ok(())
    }
}

/// Whether a body is that of an entry that erases others: that it was erased stays said.
pub(super) fn erases(body: Option<&[u8]>) -> bool {
    body.and_then(Operation::erasure).is_some()
}
