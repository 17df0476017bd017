//! The index follows the catalogue.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::Ordering;
use std::sync::{MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use ayni_protocol::frontier::Range;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::log::Head;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::RecordId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

use super::{Search, SearchError, document, schema};
use crate::catalogue::Row;
use crate::cores;
use crate::store::StoreError;

/// Memory for documents that are not in a segment yet, in bytes: little more than the least that tantivy takes.
const BUFFER_BYTES: usize = 20_000_000;

/// Segments of like size that become one: each search asks each segment.
const SEGMENTS_MERGED: usize = 4;

/// Entries read at a time, and bytes of them.
const STEP_ENTRIES_MAX: usize = 512;
/// As above.
const STEP_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Entries after which what is indexed is committed at the latest: bounds what a crash takes away.
const COMMIT_ENTRIES_MAX: u64 = 100_000;

/// How often it is looked whether another one is done.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// What a commit says of itself.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Mark {
    version: u32,
    /// Of the catalogue's rows.
    generation: u64,
    /// By author: the number and the id of the last entry whose records are as the catalogue had them then.
    logs: BTreeMap<String, (u64, String)>,
}

impl Mark {
    fn of(index: &Index) -> Option<Self> {
        let payload = index.load_metas().ok()?.payload?;
        let mark: Self = serde_json::from_str(&payload).ok()?;
        (mark.version == schema::VERSION).then_some(mark)
    }

    fn heads(&self) -> Option<BTreeMap<PublicKey, Head>> {
        let heads = self.logs.iter().map(|(author, (seq, id))| {
            let id = id.parse().ok()?;
            Some((author.parse().ok()?, Head { seq: *seq, id }))
        });
        heads.collect()
    }
}

/// Whether what is in an index is as this version puts it there. An empty one is.
pub(super) fn is_of_this_version(index: &Index) -> bool {
    let is_empty = index.searchable_segment_ids().is_ok_and(|segments| segments.is_empty());
    is_empty || Mark::of(index).is_some()
}

/// What is needed to change the index.
pub(super) struct Writing {
    writer: IndexWriter,
    /// Of the catalogue's rows as they are in here; absent if that is not known.
    generation: Option<u64>,
    /// The last entry of each log that is in here.
    done: BTreeMap<PublicKey, Head>,
    /// Entries since the last commit.
    uncommitted: u64,
    /// The records that were taken in since the last commit.
    taken_in: HashSet<RecordId>,
    /// Whether what the last commit has is emptied out.
    is_emptied: bool,
}

impl Writing {
    pub(super) fn open(index: &Index) -> tantivy::Result<Self> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(BUFFER_BYTES)
            .build();
        let writer: IndexWriter = index.writer_with_options(options)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(SEGMENTS_MERGED);
        writer.set_merge_policy(Box::new(merging));
        let mark = Mark::of(index);
        let done = mark.as_ref().and_then(Mark::heads);
        Ok(Self {
            writer,
            generation: mark.filter(|_| done.is_some()).map(|mark| mark.generation),
            done: done.unwrap_or_default(),
            uncommitted: 0,
            taken_in: HashSet::new(),
            is_emptied: false,
        })
    }

    /// Empties the index, for rows of this generation.
    fn begin_anew(&mut self, generation: u64) -> tantivy::Result<()> {
        self.writer.delete_all_documents()?;
        self.generation = Some(generation);
        self.done = BTreeMap::new();
        self.uncommitted += 1;
        self.taken_in.clear();
        self.is_emptied = true;
        Ok(())
    }

    /// How many entries are in here.
    pub(super) fn entries(&self) -> u64 {
        self.done.values().map(|head| head.seq).sum()
    }

    fn commit(&mut self) -> tantivy::Result<()> {
        let logs = self.done.iter();
        let mark = Mark {
            version: schema::VERSION,
            generation: self.generation.unwrap_or_default(),
            logs: logs
                .map(|(author, head)| (author.to_string(), (head.seq, head.id.to_string())))
                .collect(),
        };
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&serde_json::to_string(&mark).expect("a mark is JSON"));
        commit.commit()?;
        self.uncommitted = 0;
        Ok(())
    }
}

impl Search {
    fn writing(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has search find all that the catalogue lists by now. Blocks; whoever calls while another one is at it waits, and then does what
    /// is left.
    ///
    /// `go_on` is asked between steps and told how many entries are left; what was done until it says no is found.
    ///
    /// # Errors
    /// [`SearchError`]; what was done before is kept.
    pub fn follow(&self, go_on: impl FnMut(u64) -> bool) -> Result<(), SearchError> {
        if !self.is_behind() {
            return Ok(());
        }
        self.follow_with(&mut self.writing(), go_on)
    }

    /// The same for at most so long; also while another one is at it, who may need longer.
    ///
    /// # Errors
    /// [`SearchError`]; what was done before is kept.
    pub fn follow_for(&self, longest: Duration) -> Result<(), SearchError> {
        let began = Instant::now();
        while self.is_behind() && began.elapsed() < longest {
            match self.writing.try_lock() {
                Ok(mut writing) => return self.follow_with(&mut writing, |_| began.elapsed() < longest),
                Err(TryLockError::Poisoned(poisoned)) => {
                    return self.follow_with(&mut poisoned.into_inner(), |_| began.elapsed() < longest);
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOOK_EVERY),
            }
        }
        Ok(())
    }

    /// Takes in what the catalogue lists by now, to be found later: many entries are committed together. Blocks.
    ///
    /// # Errors
    /// As [`Search::follow`].
    pub fn take_in(&self, go_on: impl FnMut(u64) -> bool) -> Result<(), SearchError> {
        self.take_in_with(&mut self.writing(), go_on).map(drop)
    }

    fn follow_with(&self, writing: &mut Writing, go_on: impl FnMut(u64) -> bool) -> Result<(), SearchError> {
        let taken_in = self.take_in_with(writing, go_on);
        self.commit(writing)?;
        if let Some(steps) = taken_in? {
            self.followed.store(steps, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Returns how often the catalogue had changed, if all that it listed then is taken in.
    fn take_in_with(
        &self,
        writing: &mut Writing,
        mut go_on: impl FnMut(u64) -> bool,
    ) -> Result<Option<u64>, SearchError> {
        // First of all: what is listed later is for the next time.
        let (steps, generation, heads) = self.catalogue.as_of_now();
        if writing.generation != Some(generation) || !belongs(&writing.done, &heads) {
            writing.begin_anew(generation)?;
        }
        let all: u64 = heads.values().map(|head| head.seq).sum();
        self.taken.store(writing.entries(), Ordering::Relaxed);
        let mut go_on = |taken| taken == all || go_on(all.saturating_sub(taken));
        let mut failed = None;
        for (author, head) in &heads {
            match self.take_in_log(writing, *author, *head, &mut go_on) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                // What is wrong with one log does not keep the others from being found.
                Err(error @ SearchError::Catalogue(_)) => failed = failed.or(Some(error)),
                Err(error) => return Err(error),
            }
        }
        failed.map_or(Ok(Some(steps)), Err)
    }

    /// Takes in what is listed of one log, as far as `go_on` says, which is told how many entries of all logs are in. Returns whether it
    /// came to the end.
    fn take_in_log(
        &self,
        writing: &mut Writing,
        author: PublicKey,
        head: Head,
        mut go_on: impl FnMut(u64) -> bool,
    ) -> Result<bool, SearchError> {
        let mut done = writing.done.get(&author).map_or(0, |done| done.seq);
        while done < head.seq {
            let last = self.step(writing, author, done, head)?;
            writing.done.insert(author, last);
            writing.uncommitted += last.seq - done;
            done = last.seq;
            if writing.uncommitted >= COMMIT_ENTRIES_MAX {
                self.commit(writing)?;
            }
            let taken = writing.entries();
            self.taken.store(taken, Ordering::Relaxed);
            if !go_on(taken) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn commit(&self, writing: &mut Writing) -> Result<(), SearchError> {
        if writing.uncommitted > 0 {
            writing.commit()?;
        }
        self.read_anew()?;
        writing.taken_in = HashSet::new();
        writing.is_emptied = false;
        self.found.store(writing.entries(), Ordering::Relaxed);
        Ok(())
    }

    /// As of when the index is: other numbers whenever it finds something else.
    pub(crate) fn as_of(&self) -> (u64, u64) {
        (
            self.followed.load(Ordering::Relaxed),
            self.found.load(Ordering::Relaxed),
        )
    }

    /// Whether the catalogue has changed since the index followed it to its end. Costs next to nothing.
    pub fn is_behind(&self) -> bool {
        self.followed.load(Ordering::Relaxed) != self.catalogue.steps()
    }

    /// Entries that are listed and that search does not find yet. Costs next to nothing.
    pub fn behind(&self) -> u64 {
        self.catalogue
            .entries()
            .saturating_sub(self.found.load(Ordering::Relaxed))
    }

    /// Those that are not even taken in.
    pub fn left(&self) -> u64 {
        self.catalogue
            .entries()
            .saturating_sub(self.taken.load(Ordering::Relaxed))
    }

    /// Forgets everything; the next [`Search::follow`] takes in all that is listed. Blocks.
    pub fn reset(&self) {
        self.writing().generation = None;
        self.followed.store(u64::MAX, Ordering::Relaxed);
    }

    /// Takes in the records that the next entries behind number `from` of a log are about, as the catalogue has them now. Returns
    /// the last of those entries.
    fn step(&self, writing: &mut Writing, author: PublicKey, from: u64, head: Head) -> Result<Head, SearchError> {
        let range = Range {
            author,
            from: from + 1,
            to: head.seq,
        };
        let entries = self.store.entries(range, STEP_ENTRIES_MAX, STEP_BYTES_MAX)?;
        let Some((last, _)) = entries.last() else {
            return Err(lost(author, from + 1).into());
        };
        let last = Head {
            seq: from + entries.len() as u64,
            id: Hash::of(last),
        };
        let said = cores::map(entries, |(envelope, body)| {
            (Hash::of(&envelope), body.and_then(|body| about(&body)))
        });
        let mut touched: BTreeMap<RecordId, Versions> = BTreeMap::new();
        for (entry, (id, version)) in said.into_iter().filter_map(|(entry, about)| Some((entry, about?))) {
            let versions = match touched.entry(id) {
                Entry::Occupied(versions) => versions.into_mut(),
                Entry::Vacant(place) => place.insert(Versions::new()),
            };
            versions.extend(version.map(|version| (entry, version)));
        }
        let rows = self.catalogue.rows_of(touched.keys())?;
        let documents = cores::map(touched.into_iter().collect(), |(id, versions)| {
            (id, self.documents(rows.get(&id).map_or(&[], Vec::as_slice), versions))
        });
        let reading = self.reading();
        for (id, documents) in documents {
            let documents = documents?;
            let term = Term::from_field_bytes(self.fields.id, id.as_bytes());
            // tantivy keeps 1 KB for each removal until it has looked for it in all segments, and most records are new.
            let is_new = writing.taken_in.insert(id);
            if !is_new || (!writing.is_emptied && reading.searcher.doc_freq(&term)? > 0) {
                writing.writer.delete_term(term);
            }
            for document in documents {
                writing.writer.add_document(document)?;
            }
        }
        Ok(last)
    }

    /// A document for each platform's edition of a record; `versions` are some that have just been read.
    fn documents(&self, rows: &[Row], mut versions: Versions) -> Result<Vec<TantivyDocument>, StoreError> {
        let mut documents = Vec::new();
        for row in rows {
            let json = match versions.remove(&row.current.entry) {
                Some(json) => Some(json),
                None => self.catalogue.record(row)?,
            };
            // Without its body there is nothing to find it by; it comes with an entry of its own.
            let Some(json) = json else { continue };
            documents.push(document::of(&self.fields, &self.tokenizers, row, &json));
        }
        Ok(documents)
    }

    /// Sees to it that nothing is left in the files of what is not found any more, such as the words of erased records. Blocks.
    ///
    /// # Errors
    /// [`SearchError::Index`], also where the segments are being merged at the moment: to be tried again.
    pub fn purge(&self) -> Result<(), SearchError> {
        self.follow(|_| true)?;
        let mut writing = self.writing();
        // What is known of a segment keeps its files.
        let holding: Vec<SegmentId> = {
            let segments = self.index.searchable_segment_metas()?;
            let holding = segments.iter().filter(|segment| segment.has_deletes());
            holding.map(tantivy::SegmentMeta::id).collect()
        };
        if !holding.is_empty() {
            writing.writer.merge(&holding).wait()?;
        }
        // Readers hold on to what was there.
        self.read_anew()?;
        writing.writer.garbage_collect_files().wait()?;
        Ok(())
    }
}

/// Versions of a record by their entries.
type Versions = BTreeMap<Hash, Value>;

/// Whether each of the logs goes on from where it is in the index.
fn belongs(done: &BTreeMap<PublicKey, Head>, heads: &BTreeMap<PublicKey, Head>) -> bool {
    let goes_on = |(author, done): (&PublicKey, &Head)| match heads.get(author) {
        Some(head) if head.seq == done.seq => head.id == done.id,
        Some(head) => head.seq > done.seq,
        None => false,
    };
    done.iter().all(goes_on)
}

/// Which record an entry is about, and the version that it publishes.
fn about(body: &[u8]) -> Option<(RecordId, Option<Value>)> {
    Some(match Operation::decode(body).ok()? {
        Operation::Publish { id, record } => (id, Some(record)),
        Operation::Withdraw { id }
        | Operation::Erase { id, .. }
        | Operation::Accept { id, .. }
        | Operation::Decline { id, .. } => (id, None),
        // What is said of comments is looked up when somebody asks.
        _ => return None,
    })
}

fn lost(author: PublicKey, seq: u64) -> StoreError {
    StoreError::Log {
        author,
        seq,
        why: "is missing",
    }
}
