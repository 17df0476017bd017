//! The rows of the catalogue on the disk, in a tree of their own that can be made anew from the logs.
//!
//! What a row means is judged in [`crate::catalogue`]; here it is bytes under a key.

mod blocks;
mod mentions;
mod words;

use std::collections::BTreeMap;

use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::log::Head;
use ayni_protocol::record::{Kind, RecordId, Visibility};

use super::batch::Batch;
use super::database::Database;
use super::values::{self, Fault};
use super::{Store, StoreError, keys};
use crate::catalogue::{Answer, Answers, MentionRow, Word};
pub(crate) use blocks::{Block, BlockChange, ROW_BYTES_MAX, Slot, oid_print};

/// Versions that are not a row's own: record id, author, number → entry id, time, operation.
const VERSIONS: u8 = b'v';
/// How far each log is indexed: author → number and id of the last entry.
const CURSORS: u8 = b'c';
/// How many current records: author, kind, 0, visibility → count.
const COUNTS: u8 = b'n';
/// Records that expire: when, in Unix milliseconds, record id, owner → nothing.
const ENDS: u8 = b'g';
/// Entries that erase: entry id → record id, owner, time.
const ERASURES: u8 = b'e';
/// Who has confirmed an erasure: id of the entry that erases, owner → time.
const CONFIRMATIONS: u8 = b'f';
/// What platforms say to partnerships: record id, id of the entry with the version, owner → 1 for yes or 0, time.
const ANSWERS: u8 = b'a';
/// Version of the rows (4 bytes).
const VERSION: &[u8] = b"m version";
/// What tells these rows from those before they were last made anew (8 bytes).
const GENERATION: &[u8] = b"m generation";
/// For whose records the rows were made.
const OWNERS: &[u8] = b"m owners";
/// How many published versions could not be read (8 bytes).
const UNREADABLE: &[u8] = b"m unreadable";

/// One author's edition of one record.
pub(crate) type RowKey = (RecordId, PublicKey);

/// What is counted: current records of an author, of a kind, with a visibility.
pub(crate) type CountKey = (PublicKey, Kind, Visibility);

/// One entry about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VersionRow {
    pub(crate) author: PublicKey,
    pub(crate) seq: u64,
    pub(crate) entry: Hash,
    /// The author's clock, Unix milliseconds.
    pub(crate) time: i64,
    /// The operation's name.
    pub(crate) op: String,
}

/// An entry that erases a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Its id.
    pub entry: Hash,
    /// Which record.
    pub id: RecordId,
    /// Whose record it was.
    pub owner: PublicKey,
    /// When its author says it was signed, Unix milliseconds.
    pub time: i64,
}

/// What a stretch of one log changes; applied as a whole or not at all.
pub(crate) struct Changes {
    pub(crate) author: PublicKey,
    /// Whose rows they are.
    pub(crate) owner: PublicKey,
    /// The last entry of the stretch.
    pub(crate) cursor: Head,
    /// Where the owner's rows are now.
    pub(crate) blocks: Vec<BlockChange>,
    /// When which records expire, and whether that is still so: later ones count.
    pub(crate) ends: Vec<(i64, RecordId, bool)>,
    pub(crate) erasures: Vec<Erasure>,
    /// Erasures, by the ids of their entries, that the owner confirms, and when it says so.
    pub(crate) confirmations: Vec<(Hash, i64)>,
    /// What the owner says to versions of partnerships, in the order in which it did.
    pub(crate) answers: Vec<((RecordId, Hash), Answer)>,
    /// What the owner says of comments, in the order in which it did; absent where it has nothing against one.
    pub(crate) words: Vec<(RecordId, Option<Word>)>,
    /// Which of the owner's records name which, and whether that is still so: later ones count.
    pub(crate) mentions: Vec<(MentionRow, bool)>,
    /// Entries about records but for those that published the current versions, which the rows name.
    pub(crate) versions: Vec<(RecordId, VersionRow)>,
    /// New counts of whatever changed.
    pub(crate) counts: BTreeMap<CountKey, u64>,
    /// The new count.
    pub(crate) unreadable: u64,
}

/// See the module.
pub(crate) struct Rows<'a>(&'a Database);

impl Store {
    /// The rows of the catalogue.
    pub(crate) fn rows(&self) -> Rows<'_> {
        Rows(&self.0.shared.database)
    }
}

impl Rows<'_> {
    /// The version in which the rows are written; absent if there are none.
    pub(crate) fn version(&self) -> Result<Option<u32>, StoreError> {
        self.0.catalogue(|tree| {
            let bytes = tree.get(VERSION)?;
            Ok(bytes
                .and_then(|bytes| <[u8; 4]>::try_from(bytes.as_ref()).ok())
                .map(u32::from_be_bytes))
        })
    }

    /// What tells these rows from those before they were last made anew; 0 if there are none.
    pub(crate) fn generation(&self) -> Result<u64, StoreError> {
        self.0.catalogue(|tree| {
            let bytes = tree.get(GENERATION)?;
            Ok(bytes.and_then(|bytes| keys::number(&bytes)).unwrap_or(0))
        })
    }

    /// Removes everything, for rows of `version` to be written from the beginning, which `generation` tells from all before.
    pub(crate) fn reset(&self, version: u32, generation: u64) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        // First of all: whatever interrupts the rest, the rows are not taken for whole.
        batch.remove(VERSION);
        self.0.write_catalogue(batch)?;
        self.0.sync()?;
        self.0.clear_catalogue()?;
        let mut batch = Batch::default();
        batch.insert(VERSION, &version.to_be_bytes());
        batch.insert(GENERATION, &generation.to_be_bytes());
        self.0.write_catalogue(batch)
    }

    /// For whose records the rows were made, as [`Rows::put_owners`] was told.
    pub(crate) fn owners(&self) -> Result<Vec<u8>, StoreError> {
        self.0
            .catalogue(|tree| Ok(values::get(tree, OWNERS)?.unwrap_or_default()))
    }

    /// Notes for whose records the rows are made from now on.
    pub(crate) fn put_owners(&self, owners: &[u8]) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        values::put(&mut batch, OWNERS, owners);
        self.0.write_catalogue(batch)
    }

    /// How far each log is indexed.
    pub(crate) fn cursors(&self) -> Result<BTreeMap<PublicKey, Head>, StoreError> {
        let cursor = |key: &[u8], value: &[u8]| {
            let (seq, id) = value.split_at_checked(8)?;
            let head = Head {
                seq: keys::number(seq)?,
                id: Hash(<[u8; 32]>::try_from(id).ok()?),
            };
            Some((keys::author_in(key)?, head))
        };
        self.0.catalogue(|tree| {
            tree.scan_prefix(&[CURSORS])
                .map(|found| {
                    let (key, value) = found?;
                    cursor(&key, &value).ok_or(Fault::Value("a cursor of the catalogue is none"))
                })
                .collect()
        })
    }

    /// How many current records there are of each author, kind and visibility.
    pub(crate) fn counts(&self) -> Result<BTreeMap<CountKey, u64>, StoreError> {
        let count = |key: &[u8], value: &[u8]| {
            let (kind, visibility) = std::str::from_utf8(key.get(33..)?).ok()?.split_once('\0')?;
            let key = (keys::author_in(key)?, kind.parse().ok()?, visibility.parse().ok()?);
            Some((key, keys::number(value)?))
        };
        self.0.catalogue(|tree| {
            tree.scan_prefix(&[COUNTS])
                .map(|found| {
                    let (key, value) = found?;
                    count(&key, &value).ok_or(Fault::Value("a count of the catalogue is none"))
                })
                .collect()
        })
    }

    /// How many published versions could not be read.
    pub(crate) fn unreadable(&self) -> Result<u64, StoreError> {
        self.0.catalogue(|tree| {
            Ok(tree
                .get(UNREADABLE)?
                .and_then(|bytes| keys::number(&bytes))
                .unwrap_or(0))
        })
    }

    /// Entries about a record but for those that published current versions, in order of author and number; of more than `limit`, the last
    /// ones.
    pub(crate) fn versions(&self, id: &RecordId, limit: usize) -> Result<Vec<VersionRow>, StoreError> {
        let prefix = [&[VERSIONS][..], id.as_bytes()].concat();
        let mut versions: Vec<VersionRow> = self.0.catalogue(|tree| {
            tree.scan_prefix_back(&prefix)
                .take(limit)
                .map(|found| {
                    let (key, value) = found?;
                    parse_version(&key, &value).ok_or(Fault::Value("a version of a record is none"))
                })
                .collect()
        })?;
        versions.reverse();
        Ok(versions)
    }

    /// The keys of all pieces of a value, also of those that a longer one has left.
    fn pieces(&self, key: &[u8]) -> Result<Vec<sled::IVec>, StoreError> {
        self.0.catalogue(|tree| {
            Ok(tree
                .scan_prefix(key)
                .map(|found| found.map(|(key, _)| key))
                .collect::<Result<_, _>>()?)
        })
    }

    /// Records that have expired after the one time and by the other, at most `most`, in the order in which they have.
    pub(crate) fn expired(&self, after: i64, by: i64, most: usize) -> Result<Vec<RowKey>, StoreError> {
        let (from, to) = (of_end(after.saturating_add(1)), of_end(by.saturating_add(1)));
        if from >= to {
            return Ok(Vec::new());
        }
        self.0.catalogue(|tree| {
            tree.range(&from, &to)
                .take(most)
                .map(|found| {
                    // Behind tag and time stands what stands behind the tag of a row.
                    let (key, _) = found?;
                    key.get(8..)
                        .and_then(parse_row)
                        .ok_or(Fault::Value("the end of a record is none"))
                })
                .collect()
        })
    }

    /// Every entry that erases, in the order of their ids.
    pub(crate) fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        let erasure = |key: &[u8], value: &[u8]| {
            let (id, rest) = value.split_first_chunk::<16>()?;
            let (owner, time) = rest.split_first_chunk::<32>()?;
            Some(Erasure {
                entry: Hash(<[u8; 32]>::try_from(key.get(1..)?).ok()?),
                id: RecordId::from_bytes(*id),
                owner: PublicKey::trusted(*owner),
                time: i64::from_be_bytes(<[u8; 8]>::try_from(time).ok()?),
            })
        };
        self.0.catalogue(|tree| {
            tree.scan_prefix(&[ERASURES])
                .map(|found| {
                    let (key, value) = found?;
                    erasure(&key, &value).ok_or(Fault::Value("an erasure of the catalogue is none"))
                })
                .collect()
        })
    }

    /// Who has confirmed an erasure, and when it says it has.
    pub(crate) fn confirmations(&self, erased: &Hash) -> Result<BTreeMap<PublicKey, i64>, StoreError> {
        let prefix = [&[CONFIRMATIONS][..], &erased.0].concat();
        self.0.catalogue(|tree| {
            tree.scan_prefix(&prefix)
                .map(|found| {
                    let (key, value) = found?;
                    let owner = key.get(33..).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
                    let owner = owner.map(PublicKey::trusted);
                    let time = <[u8; 8]>::try_from(value.as_ref()).ok().map(i64::from_be_bytes);
                    owner
                        .zip(time)
                        .ok_or(Fault::Value("a confirmation of the catalogue is none"))
                })
                .collect()
        })
    }

    /// What platforms say to partnerships.
    pub(crate) fn answers(&self) -> Result<Answers, StoreError> {
        let answer = |key: &[u8], value: &[u8]| {
            let (id, rest) = key.get(1..)?.split_first_chunk::<16>()?;
            let (entry, owner) = rest.split_first_chunk::<32>()?;
            let owner = PublicKey::trusted(<[u8; 32]>::try_from(owner).ok()?);
            let (accepted, time) = value.split_first()?;
            let answer = Answer {
                accepted: *accepted == 1,
                time: i64::from_be_bytes(<[u8; 8]>::try_from(time).ok()?),
            };
            Some(((RecordId::from_bytes(*id), Hash(*entry)), owner, answer))
        };
        self.0.catalogue(|tree| {
            let mut answers = Answers::default();
            for found in tree.scan_prefix(&[ANSWERS]) {
                let (key, value) = found?;
                let fault = Fault::Value("an answer to a partnership is none");
                let (version, owner, answer) = answer(&key, &value).ok_or(fault)?;
                answers.add(version, owner, answer);
            }
            Ok(answers)
        })
    }

    /// Writes what a stretch of a log changes.
    pub(crate) fn apply(&self, changes: &Changes) -> Result<(), StoreError> {
        let (author, owner) = (&changes.author, &changes.owner);
        let mut batch = Batch::default();
        blocks::add(self, &mut batch, &changes.blocks)?;
        for (id, version) in &changes.versions {
            let key = [
                &[VERSIONS][..],
                id.as_bytes(),
                version.author.as_bytes(),
                &version.seq.to_be_bytes(),
            ]
            .concat();
            let value = [&version.entry.0[..], &version.time.to_be_bytes(), version.op.as_bytes()].concat();
            batch.insert(key, value);
        }
        for (end, id, is_there) in &changes.ends {
            let key = [&of_end(*end)[..], id.as_bytes(), owner.as_bytes()].concat();
            match is_there {
                true => batch.insert(key, &[]),
                false => batch.remove(key),
            }
        }
        for erasure in &changes.erasures {
            let Erasure { entry, id, owner, time } = erasure;
            let value = [&id.as_bytes()[..], owner.as_bytes(), &time.to_be_bytes()].concat();
            batch.insert([&[ERASURES][..], &entry.0].concat(), value);
        }
        for ((id, entry), answer) in &changes.answers {
            let key = [&[ANSWERS][..], id.as_bytes(), &entry.0, owner.as_bytes()].concat();
            let value = [&[u8::from(answer.accepted)][..], &answer.time.to_be_bytes()].concat();
            batch.insert(key, value);
        }
        words::add(&mut batch, owner, &changes.words);
        mentions::add(&mut batch, &changes.mentions);
        for (erased, time) in &changes.confirmations {
            let key = [&[CONFIRMATIONS][..], &erased.0, owner.as_bytes()].concat();
            batch.insert(key, &time.to_be_bytes());
        }
        for ((author, kind, visibility), count) in &changes.counts {
            let key = [
                &keys::of_author(COUNTS, author),
                kind.as_str().as_bytes(),
                &[0],
                visibility.as_str().as_bytes(),
            ]
            .concat();
            batch.insert(key, &count.to_be_bytes());
        }
        batch.insert(UNREADABLE, &changes.unreadable.to_be_bytes());
        let cursor = [&changes.cursor.seq.to_be_bytes()[..], &changes.cursor.id.0].concat();
        batch.insert(keys::of_author(CURSORS, author), cursor);
        self.0.write_catalogue(batch)
    }
}

/// Lets the rows be made anew, durably, when the catalogue is next opened.
pub(super) fn invalidate(database: &Database) -> Result<(), StoreError> {
    let mut batch = Batch::default();
    batch.remove(VERSION);
    database.write_catalogue(batch)?;
    database.sync()
}

/// The first bytes of the key of a record that expires, in the order of the times, those before 1970 first.
fn of_end(end: i64) -> Vec<u8> {
    [&[ENDS][..], &ordered(end)].concat()
}

/// The bytes of a time, in the order of the times, those before 1970 first.
fn ordered(time: i64) -> [u8; 8] {
    (time.cast_unsigned() ^ (1 << 63)).to_be_bytes()
}

fn parse_row(key: &[u8]) -> Option<RowKey> {
    let id = RecordId::from_bytes(<[u8; 16]>::try_from(key.get(1..17)?).ok()?);
    // The author's key stands one byte before where it would after a tag.
    Some((id, keys::author_in(key.get(16..)?)?))
}

fn parse_version(key: &[u8], value: &[u8]) -> Option<VersionRow> {
    let place = key.get(16..)?;
    let (entry, rest) = value.split_first_chunk::<32>()?;
    let (time, op) = rest.split_first_chunk::<8>()?;
    Some(VersionRow {
        author: keys::author_in(place)?,
        seq: keys::seq_in(place)?,
        entry: Hash(*entry),
        time: i64::from_be_bytes(*time),
        op: String::from_utf8(op.to_vec()).ok()?,
    })
}
