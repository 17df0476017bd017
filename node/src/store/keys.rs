//! Where everything lies in the tree of the logs: one tag byte, then numbers in big-endian order, so
//! that the order of the keys is the order of the logs.
//!
//! Entries, heads, ids and counts share one tree because sled applies a batch of one tree atomically.

use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::log::Head;

/// Entries that stand alone: author, number → envelope and body.
pub(super) const ENTRIES: u8 = b'e';
/// Heads: author → number and id of the last entry.
pub(super) const HEADS: u8 = b'h';
/// Segments: author, number of the first entry → entries.
pub(super) const SEGMENTS: u8 = b'z';
/// Segments: author, number of the first entry → the first bytes of the ids of their entries.
pub(super) const FINGERPRINTS: u8 = b'f';
/// Where an entry is, in a store of version 1 or 2: entry id → author and number.
pub(super) const IDS: u8 = b'i';
/// Charters: epoch → bytes.
pub(super) const CHARTERS: u8 = b'c';
/// Papers: their id → bytes.
pub(super) const PAPERS: u8 = b'p';
/// Entries of logs that were taken back: author, number, entry id → envelope and body.
pub(super) const ASIDE: u8 = b's';
/// Keys of tickets that were given out: key → when the ticket ends.
pub(super) const GUESTS: u8 = b'g';
/// Addresses: peer → multiaddrs, one a line.
pub(super) const ADDRESSES: u8 = b'a';
/// Entries whose bodies are erased: author, number → nothing. They need not be held yet.
pub(super) const ERASED: u8 = b'x';
/// Entries that are held without their bodies though nobody has erased them: author, number → nothing.
pub(super) const LACKING: u8 = b'l';
/// There while the files may still hold what was erased.
pub(super) const REWRITE_DUE: &[u8] = b"m rewrite due";
/// The schema version (4 bytes).
pub(super) const SCHEMA: &[u8] = b"m schema";
/// How many entries the logs have together (8 bytes).
pub(super) const ENTRY_COUNT: &[u8] = b"m entries";
/// How many charters there are (8 bytes).
pub(super) const CHARTER_COUNT: &[u8] = b"m charters";

/// The key of what belongs to an author.
pub(super) fn of_author(tag: u8, author: &PublicKey) -> Vec<u8> {
    let mut key = vec![tag];
    key.extend_from_slice(author.as_bytes());
    key
}

/// The key of what belongs to one number of an author's log.
pub(super) fn of_entry(tag: u8, author: &PublicKey, seq: u64) -> Vec<u8> {
    let mut key = of_author(tag, author);
    key.extend_from_slice(&seq.to_be_bytes());
    key
}

/// The key of a paper.
pub(super) fn of_paper(id: &Hash) -> Vec<u8> {
    [&[PAPERS][..], &id.0].concat()
}

/// The key of an entry that was set aside.
pub(super) fn of_aside(author: &PublicKey, seq: u64, id: &Hash) -> Vec<u8> {
    [&of_entry(ASIDE, author, seq)[..], &id.0].concat()
}

/// Bytes of a key that [`of_entry`] makes: tag, author and number.
const ENTRY_KEY_BYTES: usize = 1 + 32 + 8;

/// The entry in a key that [`of_aside`] made, or in that of a piece of it.
pub(super) fn aside_in(key: &[u8]) -> Option<Head> {
    let id = key.get(ENTRY_KEY_BYTES..ENTRY_KEY_BYTES + 32)?;
    Some(Head {
        seq: seq_in(key)?,
        id: Hash(id.try_into().ok()?),
    })
}

/// The key of a charter.
pub(super) fn of_charter(epoch: u64) -> Vec<u8> {
    let mut key = vec![CHARTERS];
    key.extend_from_slice(&epoch.to_be_bytes());
    key
}

/// The author in a key that [`of_author`] or [`of_entry`] made.
pub(super) fn author_in(key: &[u8]) -> Option<PublicKey> {
    let bytes = <[u8; 32]>::try_from(key.get(1..33)?).ok()?;
    Some(PublicKey::trusted(bytes))
}

/// The number in a key that [`of_entry`] made.
pub(super) fn seq_in(key: &[u8]) -> Option<u64> {
    number(key.get(33..41)?)
}

/// The number in a key or value of eight bytes.
pub(super) fn number(bytes: &[u8]) -> Option<u64> {
    <[u8; 8]>::try_from(bytes).ok().map(u64::from_be_bytes)
}
