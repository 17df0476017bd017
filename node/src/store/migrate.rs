//! A store of an earlier version becomes one of today.
//!
//! Until version 3 each entry was a value of its own, with a row for its id. What is read is the same for both, so this can be
//! interrupted after any step and begins again where it was.

use ayni_protocol::identity::PublicKey;
use ayni_protocol::limits::SEGMENT_ENTRIES;

use super::batch::Batch;
use super::carried::Carried;
use super::database::Database;
use super::segments::{self, Written};
use super::values::{self, Fault};
use super::{EntryBytes, SCHEMA_VERSION, StoreError, keys};

/// Rows of ids removed in one batch.
const ROWS_A_BATCH: usize = 10_000;

/// Makes segments of what stands alone, as far as the last cut of each log.
pub(super) fn seal_logs(database: &Database) -> Result<(), StoreError> {
    let first_version = database.logs(|logs| Ok(logs.scan_prefix([keys::ENTRIES]).next().transpose()?.is_some()))?;
    if first_version {
        tracing::info!(
            "the store's logs are packed into segments, once; this takes a second for some ten thousand entries"
        );
    }
    let mut from = vec![keys::ENTRIES];
    while let Some(author) = database.logs(|logs| {
        let next = logs
            .range(from.clone()..vec![keys::ENTRIES + 1])
            .keys()
            .next()
            .transpose()?;
        Ok(next.as_deref().and_then(keys::author_in))
    })? {
        seal_log(database, &author)?;
        from = keys::of_entry(keys::ENTRIES, &author, u64::MAX);
        from.push(u8::MAX);
    }
    loop {
        let mut batch = Batch::default();
        let removed = database.logs(|logs| {
            let mut removed = 0;
            for key in logs.scan_prefix([keys::IDS]).keys().take(ROWS_A_BATCH) {
                batch.remove(key?);
                removed += 1;
            }
            Ok(removed)
        })?;
        if removed == 0 {
            break;
        }
        database.write_logs(batch)?;
    }
    let mut batch = Batch::default();
    // An older program must not read what comes now; and what was there before still takes its room in the files.
    batch.insert(keys::SCHEMA, &SCHEMA_VERSION.to_be_bytes());
    if first_version {
        batch.insert(keys::REWRITE_DUE, &[]);
    }
    database.write_logs(batch)
}

/// Packs what stands alone between two cuts, for each two cuts in turn. A gap ends it: the check of the log names that.
fn seal_log(database: &Database, author: &PublicKey) -> Result<(), StoreError> {
    loop {
        let mut batch = Batch::default();
        let sealed = database.logs(|logs| {
            let prefix = keys::of_author(keys::ENTRIES, author);
            let Some(key) = logs.scan_prefix(prefix).keys().next().transpose()? else {
                return Ok(false);
            };
            let first = keys::seq_in(&key).ok_or(Fault::Value("an entry's number is no number"))?;
            let mut entries: Vec<EntryBytes> = Vec::new();
            for seq in first..first.saturating_add(SEGMENT_ENTRIES) {
                let key = keys::of_entry(keys::ENTRIES, author, seq);
                let Some(value) = values::get(logs, &key)? else {
                    return Ok(false);
                };
                entries.push(values::decode_entry(&value)?);
                segments::remove_value(logs, &mut batch, &key)?;
                if segments::is_cut(seq) {
                    break;
                }
            }
            let written: Vec<&dyn Written> = entries.iter().map(|entry| entry as &dyn Written).collect();
            segments::put_sealed(&mut batch, author, first, &written, &mut Carried::default());
            Ok(true)
        })?;
        if !sealed {
            return Ok(());
        }
        // Durable once all is done: what is lost of this can be done again.
        database.write_unsynced(batch)?;
    }
}
