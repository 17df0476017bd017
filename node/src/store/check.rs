//! What is checked each time the store is opened: cheap, and enough to see what a damaged file hides.

use std::collections::BTreeSet;
use std::path::Path;

use ayni_protocol::frontier::Frontier;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::log::Head;

use super::batch::Batch;
use super::database::Database;
use super::mark::Mark;
use super::segments::{self, Stretch};
use super::sweep::Swept;
use super::values::{self, Fault};
use super::{Durable, SCHEMA_VERSION, StoreError, bodies, keys, migrate};

/// How many entries before each head must be there without a hole: damage that sled does not notice
/// mostly costs the newest pages. [`super::Store::verify`] checks all.
const TAIL_ENTRIES: u64 = 1_000;

/// What the database durably holds; a database without anything becomes a store of this version.
///
/// # Errors
/// The first fault found, by the words of [`StoreError`].
pub(super) fn check(database: &Database, mark: &Mark) -> Result<Durable, StoreError> {
    let path = database.path();
    let damaged = |why: &str| StoreError::Damaged {
        path: path.to_owned(),
        why: why.to_owned(),
    };
    let schema = database.logs(|logs| Ok(logs.get(keys::SCHEMA)?))?;
    let Some(schema) = schema else {
        if !database.logs(|logs| Ok(logs.is_empty()))? {
            return Err(damaged("it holds data but no version"));
        }
        against_mark(path, &Durable::default(), mark)?;
        let mut batch = Batch::default();
        batch.insert(keys::SCHEMA, &SCHEMA_VERSION.to_be_bytes());
        database.write_logs(batch)?;
        return Ok(Durable::default());
    };
    let found = <[u8; 4]>::try_from(schema.as_ref()).map_err(|_| damaged("its version is no number"))?;
    let found = u32::from_be_bytes(found);
    if found > SCHEMA_VERSION {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known: SCHEMA_VERSION,
        });
    }
    if found < SCHEMA_VERSION {
        migrate::seal_logs(database)?;
    }
    let durable = database.logs(|logs| {
        Ok(Durable {
            frontier: heads(logs)?,
            charters: charters(logs)?,
            papers: papers(logs)?,
            bodies: bodies::held(logs)?,
        })
    })?;
    let frontier = &durable.frontier;
    if database.logs(|logs| count(logs, keys::CHARTER_COUNT))? != durable.charters.len() as u64 {
        return Err(damaged("a charter is missing"));
    }
    if let Some(author) = database.logs(|logs| log_without_head(logs, frontier))? {
        return Err(StoreError::Log {
            author,
            seq: 1,
            why: "is there, but its log has no head",
        });
    }
    for (author, head) in frontier.heads() {
        if let Some((seq, why)) = database.logs(|logs| tail_fault(logs, &author, head))? {
            return Err(StoreError::Log { author, seq, why });
        }
    }
    if database.logs(|logs| count(logs, keys::ENTRY_COUNT))? != frontier.entries() {
        return Err(damaged("the heads and the count of entries do not agree"));
    }
    against_mark(path, &durable, mark)?;
    Ok(durable)
}

/// Whether the store has come at least as far as the mark says.
pub(super) fn against_mark(path: &Path, durable: &Durable, mark: &Mark) -> Result<(), StoreError> {
    let lost = |what, expected, found| StoreError::LostItsEnd {
        path: path.to_owned(),
        what,
        expected,
        found,
    };
    let frontier = &durable.frontier;
    if mark.logs.iter().any(|(author, seq)| frontier.seq(author) < *seq) {
        return Err(lost("entries", mark.entries(), frontier.entries()));
    }
    let charters = durable.charters.len() as u64;
    if charters < mark.charters {
        return Err(lost("charters", mark.charters, charters));
    }
    Ok(())
}

fn count(logs: &Swept<'_>, key: &[u8]) -> Result<u64, Fault> {
    match logs.get(key)? {
        Some(bytes) => keys::number(&bytes).ok_or(Fault::Value("a count is no number")),
        None => Ok(0),
    }
}

fn heads(logs: &Swept<'_>) -> Result<Frontier, Fault> {
    let mut heads = Vec::new();
    let mut entries = 0_u64;
    for found in logs.scan_prefix([keys::HEADS]) {
        let (key, value) = found?;
        let head = parse_head(&key, &value).ok_or(Fault::Value("a head is no head"))?;
        entries = entries
            .checked_add(head.1.seq)
            .ok_or(Fault::Value("the heads have impossible numbers"))?;
        heads.push(head);
    }
    Ok(heads.into_iter().collect())
}

fn parse_head(key: &[u8], value: &[u8]) -> Option<(PublicKey, Head)> {
    let (seq, id) = value.split_at_checked(8)?;
    let head = Head {
        seq: keys::number(seq).filter(|seq| *seq > 0)?,
        id: Hash(<[u8; 32]>::try_from(id).ok()?),
    };
    Some((keys::author_in(key)?, head))
}

fn charters(logs: &Swept<'_>) -> Result<BTreeSet<u64>, Fault> {
    values::scan_prefix(logs, &[keys::CHARTERS])
        .map(|found| {
            let (key, value) = found?;
            value?;
            keys::number(&key[1..]).ok_or(Fault::Value("a charter's epoch is no number"))
        })
        .collect()
}

fn papers(logs: &Swept<'_>) -> Result<BTreeSet<Hash>, Fault> {
    values::scan_prefix(logs, &[keys::PAPERS])
        .map(|found| {
            let (key, value) = found?;
            value?;
            let id = <[u8; 32]>::try_from(&key[1..]).map_err(|_| Fault::Value("a paper's id is no id"))?;
            Ok(Hash(id))
        })
        .collect()
}

/// An author of whom there are entries but no head. Two looks a log.
fn log_without_head(logs: &Swept<'_>, frontier: &Frontier) -> Result<Option<PublicKey>, Fault> {
    for tag in [keys::ENTRIES, keys::SEGMENTS] {
        let mut from = vec![tag];
        while let Some(found) = logs.range(from..vec![tag + 1]).next() {
            let (key, _) = found?;
            let author = keys::author_in(&key).ok_or(Fault::Value("an entry's author is no key"))?;
            if frontier.head(&author).is_none() {
                return Ok(Some(author));
            }
            from = keys::of_entry(tag, &author, u64::MAX);
            from.push(u8::MAX);
        }
    }
    Ok(None)
}

/// Where the end of a log is broken, and how.
fn tail_fault(logs: &Swept<'_>, author: &PublicKey, head: Head) -> Result<Option<(u64, &'static str)>, Fault> {
    let begin = head.seq.saturating_sub(TAIL_ENTRIES) + 1;
    let mut next = begin;
    let is_head = |envelope: Option<&[u8]>| envelope.map(Hash::of) == Some(head.id);
    for found in segments::stretches(logs, author, begin, u64::MAX)? {
        let (first, stretch) = found?;
        if first > next {
            break;
        }
        let Ok(stretch) = stretch else {
            return Ok(Some((first, "is not whole")));
        };
        let last = *stretch.seqs().end();
        if last > head.seq {
            return Ok(Some((last, "is there, but its log's head is before it")));
        }
        next = last + 1;
        if last == head.seq {
            let found = match &stretch {
                Stretch::Single(_, value) => is_head(values::envelope_in(value)),
                Stretch::Segment(segment) => {
                    let entry = segment.content().and_then(|content| content.entry(last));
                    entry.is_ok_and(|entry| is_head(entry.as_ref().map(|(envelope, _)| envelope.as_slice())))
                }
            };
            if !found {
                return Ok(Some((last, "is not the one that its log's head names")));
            }
        }
    }
    Ok((next <= head.seq).then_some((next, "is missing")))
}
