//! The catalogue: the current version of every record, derived from the logs.
//!
//! It follows each log with a cursor of its own and can be made anew at any time. The latest version
//! that an author published of a record is that author's current one; two authors may each have
//! one of the same record. It holds no truth of its own: what it says is a function of the logs,
//! whatever the order in which they came.

mod alike;
mod answers;
mod editions;
mod erasures;
mod expected;
mod expiry;
mod filter;
mod history;
mod mentions;
mod moderation;
mod near;
mod ordered;
mod owners;
mod page;
mod places;
mod row;
mod sought;
mod stale;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use ayni_protocol::frontier::Range;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::log::Head;
use ayni_protocol::record::{Kind, RecordId, Visibility};

use crate::cores;
pub use crate::store::rows::Erasure;
use crate::store::rows::{Block, Changes, CountKey, RowKey, VersionRow};
use crate::store::{Store, StoreError};
pub use alike::{Alike, AlikePair, AlikeTo, Likeness};
pub use answers::Cooperation;
pub(crate) use answers::{Answer, Answers};
use expected::Expected;
pub use filter::{Filter, LIMIT_DEFAULT, LIMIT_MAX, SECTORS_MAX, STATUSES};
pub use history::{VERSIONS_MAX, Version};
pub(crate) use mentions::MentionRow;
pub use mentions::{MENTIONS_READ_MAX, MENTIONS_SHOWN_MAX, Mention, Mentions, Naming};
pub use moderation::{Act, WORDS_PER_PLATFORM_MAX, Word};
pub(crate) use moderation::{Spoken, Words};
pub use near::{Near, NotNear, Place, RADIUS_KM_MAX};
pub use owners::Owners;
pub use page::{CatalogueError, Listed, Page, Platform};
use places::Places;
use row::Said;
pub use row::{Current, Row};
pub use stale::Stale;

/// Version of the rows. Rows of another version are made anew.
const ROWS_VERSION: u32 = 7;

/// Most entries indexed in one step, and most bytes of them: bounds the memory and how long the store's
/// writer may have to wait for it.
const STEP_ENTRIES_MAX: usize = 512;
/// As above.
const STEP_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Anyone: sees public records.
    Public,
    /// The platform's own people and other members: see all.
    Federation,
}

impl Audience {
    /// Whether this audience may see what has this visibility.
    pub fn may_see(self, visibility: Visibility) -> bool {
        self == Self::Federation || visibility == Visibility::Public
    }
}

/// How many records there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Current records: published and not withdrawn, each author's edition for itself. Comments that are hidden here are among them, and what
    /// has expired and is not erased.
    pub records: u64,
    /// The same by kind; kinds without any are absent.
    pub by_kind: BTreeMap<Kind, u64>,
    /// Published versions that this program cannot read: of a kind it does not know, or against a rule.
    pub unreadable: u64,
}

/// What becomes of a row.
enum Next {
    /// It is of this version.
    Version(Box<Current>),
    /// It is withdrawn by this entry.
    Withdrawn(VersionRow),
    /// It is erased by this one.
    Erased(VersionRow),
}

/// See the module.
pub struct Catalogue {
    store: Store,
    state: RwLock<State>,
    /// Where the rows are. Whoever reads one holds this until it is read, so that it is there.
    places: RwLock<Places>,
    /// The platform whose node this is: what it hides is hidden here.
    platform: Option<PublicKey>,
    /// The comments that are hidden here, as of some step.
    hidden: Mutex<moderation::Known>,
    /// How many records have expired, as of some moment.
    over: Mutex<expiry::Known>,
    /// What the next entries of this platform say, as far as that is known.
    expected: Expected,
    /// Held by whoever indexes, one at a time: what it had seen when it last looked.
    following: Mutex<Seen>,
}

/// How often logs had been taken back, and bodies filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Seen {
    cuts: u64,
    fills: u64,
}

impl Seen {
    fn of(store: &Store) -> Self {
        Self {
            cuts: store.cuts(),
            fills: store.fills(),
        }
    }
}

/// What is known without reading: as on the disk.
#[derive(Clone, Default, PartialEq, Eq)]
struct State {
    cursors: BTreeMap<PublicKey, Head>,
    counts: BTreeMap<CountKey, u64>,
    unreadable: u64,
    /// What tells the rows from those before they were last made anew.
    generation: u64,
    /// Those for whom the rows were made.
    owners: Arc<Owners>,
    /// What platforms have said to partnerships; shared with those who read.
    answers: Arc<Answers>,
    /// What platforms say of comments; shared likewise.
    words: Arc<Words>,
    /// How often any of this has changed since the start.
    steps: u64,
}

impl Catalogue {
    /// The catalogue of a store, as far as it was made; [`Catalogue::follow`] does the rest.
    ///
    /// Begins anew if the rows are of another version or do not belong to these logs. Blocks.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading or writing.
    pub fn open(store: &Store) -> Result<Self, StoreError> {
        let rows = store.rows();
        let state = match rows.version()? {
            Some(ROWS_VERSION) => State {
                answers: Arc::new(rows.answers()?),
                words: Arc::new(rows.words()?),
                cursors: rows.cursors()?,
                counts: rows.counts()?,
                unreadable: rows.unreadable()?,
                generation: rows.generation()?,
                owners: Arc::new(Owners::decode(&rows.owners()?)),
                steps: 0,
            },
            _ => {
                let generation = sought::new_generation();
                rows.reset(ROWS_VERSION, generation)?;
                State {
                    generation,
                    ..State::default()
                }
            }
        };
        let catalogue = Self {
            store: store.clone(),
            state: RwLock::new(state),
            places: RwLock::new(Places::read(&rows)?),
            platform: None,
            hidden: Mutex::default(),
            over: Mutex::default(),
            expected: Expected::default(),
            following: Mutex::new(Seen::of(store)),
        };
        if !catalogue.belongs_to_the_logs()? {
            tracing::warn!("the catalogue does not belong to these logs and is made anew");
            catalogue.reset()?;
        }
        Ok(catalogue)
    }

    /// The same as the catalogue of this platform's node.
    #[must_use]
    pub fn of_platform(self, platform: PublicKey) -> Self {
        Self {
            platform: Some(platform),
            ..self
        }
    }

    /// The number of the last entry of a log that is indexed; 0 for none.
    pub fn followed_to(&self, author: &PublicKey) -> u64 {
        self.state().cursors.get(author).map_or(0, |cursor| cursor.seq)
    }

    /// Whether each cursor names an entry that the store has.
    fn belongs_to_the_logs(&self) -> Result<bool, StoreError> {
        for (author, cursor) in self.state().cursors.clone() {
            let entry = self.store.entry(&author, cursor.seq)?;
            if entry.map(|(envelope, _)| Hash::of(&envelope)) != Some(cursor.id) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Forgets everything; the next [`Catalogue::follow`] begins at the first entries. Blocks.
    ///
    /// # Errors
    /// Any [`StoreError`] of writing.
    pub fn reset(&self) -> Result<(), StoreError> {
        let _one_at_a_time = self.following.lock().unwrap_or_else(PoisonError::into_inner);
        let owners = Arc::clone(&self.state().owners);
        self.forget(&owners)
    }

    /// Takes notice of versions that this platform has just signed, and that are durable: they need not be read again to be listed.
    pub(crate) fn expect(&self, versions: impl IntoIterator<Item = expected::Version>) {
        self.expected.add(versions);
    }

    fn forget(&self, owners: &Owners) -> Result<(), StoreError> {
        self.keep_hidden();
        self.expected.clear();
        let rows = self.store.rows();
        let mut places = self.places_mut();
        *places = Places::default();
        let generation = sought::new_generation();
        rows.reset(ROWS_VERSION, generation)?;
        rows.put_owners(&owners.encode())?;
        drop(places);
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        *state = State {
            generation,
            owners: Arc::new(owners.clone()),
            steps: state.steps + 1,
            ..State::default()
        };
        Ok(())
    }

    /// Indexes every durable entry behind the cursors and returns how many there were. Blocks; whoever
    /// calls while another one is at it waits and then does what is left.
    ///
    /// # Errors
    /// The first [`StoreError`]. A log with a hole does not keep the others from being indexed.
    pub fn follow(&self, owners: &Owners) -> Result<u64, StoreError> {
        let mut seen = self.following.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Seen::of(&self.store);
        if *seen != now {
            // A log was taken back, and what it said there may be indexed already, or expected; or a body has come to an
            // entry that was passed by.
            self.expected.clear();
            if seen.fills != now.fills || !self.belongs_to_the_logs()? {
                self.forget(owners)?;
            }
            *seen = now;
        }
        if *self.state().owners != *owners {
            // A platform has another key now: what the one before has signed is to be found under it.
            self.forget(owners)?;
        }
        // What a platform has signed with an earlier key comes first, whatever came first here.
        let mut heads: Vec<(PublicKey, Head)> = self.store.frontier().heads().collect();
        heads.sort_by_key(|(author, _)| std::cmp::Reverse(owners.age(author)));
        if heads
            .iter()
            .any(|(author, head)| self.comes_late(owners, author, *head))
        {
            self.forget(owners)?;
        }
        let (mut indexed, mut failed) = (0, None);
        for (author, head) in heads {
            match self.follow_log(owners, author, head) {
                Ok(entries) => indexed += entries,
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        if failed.is_none() {
            self.settle_hidden();
        }
        failed.map_or(Ok(indexed), Err)
    }

    /// Whether entries of a key that was replaced have come after those of the next were indexed.
    fn comes_late(&self, owners: &Owners, author: &PublicKey, head: Head) -> bool {
        let (owner, age) = (owners.owner(author), owners.age(author));
        let state = self.state();
        let is_new = state.cursors.get(author).is_none_or(|cursor| cursor.seq < head.seq);
        let mut indexed = state.cursors.keys();
        age > 0 && is_new && indexed.any(|other| owners.owner(other) == owner && owners.age(other) < age)
    }

    fn follow_log(&self, owners: &Owners, author: PublicKey, head: Head) -> Result<u64, StoreError> {
        let start = self.state().cursors.get(&author).map_or(0, |cursor| cursor.seq);
        let mut done = start;
        while done < head.seq {
            let said = self.said_behind(author, done, head.seq)?;
            // The log was taken back meanwhile.
            if said.is_empty() {
                break;
            }
            let changes = self.judge(owners, author, done, said)?;
            let mut places = self.places_mut();
            self.store.rows().apply(&changes)?;
            places.changed(changes.owner, &changes.blocks);
            drop(places);
            assert!(changes.cursor.seq > done, "a step indexes at least one entry");
            done = changes.cursor.seq;
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            state.cursors.insert(author, changes.cursor);
            state.counts.extend(changes.counts);
            state.unreadable = changes.unreadable;
            if !changes.answers.is_empty() {
                let answers = Arc::make_mut(&mut state.answers);
                let given = changes.answers.into_iter();
                given.for_each(|(version, answer)| answers.add(version, changes.owner, answer));
            }
            if !changes.words.is_empty() {
                let words = Arc::make_mut(&mut state.words);
                let said = changes.words.into_iter();
                said.for_each(|(id, word)| words.set(id, changes.owner, word));
            }
            state.steps += 1;
        }
        Ok(done - start)
    }

    /// What the next entries behind number `done` of an author's log say, which goes to number `end`; none if it doesn't, any more.
    fn said_behind(&self, author: PublicKey, done: u64, end: u64) -> Result<Vec<(Said, Head, i64)>, StoreError> {
        let known = (end - done).min(STEP_ENTRIES_MAX as u64) as usize;
        let expected = self.expected.take_behind(&author, done, known);
        if !expected.is_empty() {
            return Ok(expected);
        }
        let range = Range {
            author,
            from: done + 1,
            to: end,
        };
        let entries = self.store.entries(range, STEP_ENTRIES_MAX, STEP_BYTES_MAX)?;
        // It hangs on nothing but their bytes, and takes most of the time.
        let entries = (done + 1..).zip(entries).collect();
        Ok(cores::map(entries, |(seq, (envelope, body))| {
            row::read(author, &envelope, body.as_deref(), seq)
        }))
    }

    /// What entries behind number `before` of an author's log change, which say this.
    fn judge(
        &self,
        owners: &Owners,
        author: PublicKey,
        before: u64,
        said: Vec<(Said, Head, i64)>,
    ) -> Result<Changes, StoreError> {
        let owner = owners.owner(&author);
        let state = self.state().clone();
        let mut changes = Changes {
            author,
            owner,
            cursor: Head {
                seq: before,
                id: Hash([0; 32]),
            },
            blocks: Vec::new(),
            ends: Vec::new(),
            erasures: Vec::new(),
            confirmations: Vec::new(),
            answers: Vec::new(),
            words: Vec::new(),
            mentions: Vec::new(),
            versions: Vec::new(),
            counts: BTreeMap::new(),
            unreadable: state.unreadable,
        };
        let mut rows: BTreeMap<RecordId, Option<Current>> = BTreeMap::new();
        // What is read of them, for the next row in it.
        let mut blocks = BTreeMap::new();
        let mut counts = state.counts;
        for (said, head, time) in said {
            changes.cursor = head;
            let (id, next) = match said {
                Said::Published { id, mut current } => {
                    let partners = &mut current.partners;
                    partners.iter_mut().for_each(|partner| *partner = owners.owner(partner));
                    (id, Next::Version(current))
                }
                Said::Withdrawn { id } => (id, Next::Withdrawn(version(author, head, time, "withdraw"))),
                Said::Erased { id, entries } => {
                    changes
                        .versions
                        .extend(self.erased_versions(owners, owner, id, &entries)?);
                    changes.erasures.push(Erasure {
                        entry: head.id,
                        id,
                        owner,
                        time,
                    });
                    (id, Next::Erased(version(author, head, time, "erase")))
                }
                Said::Confirmed { erased } => {
                    let confirmed = erased.into_iter().map(|erased| (erased, time));
                    changes.confirmations.extend(confirmed);
                    continue;
                }
                Said::Answered { version, accepted } => {
                    changes.answers.push((version, Answer { accepted, time }));
                    continue;
                }
                Said::OfAComment { id, against } => {
                    let word = against.map(|(act, reason)| Word { act, reason, time });
                    changes.words.push((id, word));
                    continue;
                }
                Said::Unreadable { id } => {
                    changes.unreadable += 1;
                    if let Some(id) = id {
                        changes.versions.push((id, version(author, head, time, "publish")));
                    }
                    continue;
                }
                Said::Nothing => continue,
            };
            let held = match rows.get(&id) {
                Some(row) => row.clone(),
                None => self.held(&self.places(), &(id, owner), &mut blocks)?,
            };
            // The row itself says which version it is of.
            let (others, next) = match next {
                Next::Version(version) => (held.as_ref().map(Current::version), Some(*version)),
                Next::Withdrawn(this) => (Some(this), held.clone().map(Current::withdrawn)),
                Next::Erased(this) => {
                    let before = held.as_ref().map(Current::version);
                    changes.versions.extend(before.map(|version| (id, version)));
                    (Some(this), None)
                }
            };
            changes.versions.extend(others.map(|version| (id, version)));
            for (row, is_there) in [(&held, false), (&next, true)] {
                let end = row.as_ref().and_then(|row| row.over_from);
                changes.ends.extend(end.map(|end| (end, id, is_there)));
                let mentions = row.iter().flat_map(|row| row.mention_rows(id, owner));
                changes.mentions.extend(mentions.map(|mention| (mention, is_there)));
            }
            if let Some(key) = held.as_ref().and_then(|row| row.count_key(owner)) {
                let count = counts.entry(key).or_default();
                *count = count.checked_sub(1).expect("a listed record was counted");
                changes.counts.insert(key, *count);
            }
            if let Some(key) = next.as_ref().and_then(|row| row.count_key(owner)) {
                let count = counts.entry(key).or_default();
                *count += 1;
                changes.counts.insert(key, *count);
            }
            rows.insert(id, next);
        }
        let now = cores::map(rows.into_iter().collect(), |(id, row)| {
            let stored = row.map(|row| (row.slot(id), row.encode()));
            (id, stored)
        });
        changes.blocks = self
            .places()
            .change(&self.store.rows(), owner, &now.into_iter().collect())?;
        changes.words = state.words.fitting(&owner, changes.words);
        Ok(changes)
    }

    /// A row as it was before, from its block: one of those that were read for it already, if it is in one.
    fn held(
        &self,
        places: &Places,
        key: &RowKey,
        read: &mut BTreeMap<u32, Block>,
    ) -> Result<Option<Current>, StoreError> {
        let Some(number) = places.of(key) else { return Ok(None) };
        let block = match read.entry(number) {
            Entry::Occupied(block) => block.into_mut(),
            Entry::Vacant(place) => place.insert(self.store.rows().block(number)?),
        };
        Ok(block.row(&key.0).and_then(Current::decode))
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What platforms have said to partnerships so far. Does not touch the disk.
    pub(crate) fn answers(&self) -> Arc<Answers> {
        Arc::clone(&self.state().answers)
    }

    /// How many records there are. Does not touch the disk.
    pub fn counts(&self) -> Counts {
        let state = self.state();
        let mut counts = Counts {
            unreadable: state.unreadable,
            ..Counts::default()
        };
        for ((_, kind, _), count) in state.counts.iter().filter(|(_, count)| **count > 0) {
            counts.records += count;
            *counts.by_kind.entry(*kind).or_default() += count;
        }
        counts
    }
}

fn version(author: PublicKey, head: Head, time: i64, op: &str) -> VersionRow {
    VersionRow {
        author,
        seq: head.seq,
        entry: head.id,
        time,
        op: op.to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
