//! What is read from the store. Everything here blocks for as long as the disk takes.

use std::collections::BTreeMap;

use ayni_protocol::frontier::{Frontier, Range};
use ayni_protocol::identity::{Hash, PublicKey};

use super::values::{self, Fault};
use super::{EntryBytes, PeerAddresses, Store, StoreError, keys};

impl Store {
    /// The heads of all logs, as far as they are durable. Does not touch the disk.
    pub fn frontier(&self) -> Frontier {
        self.0.shared.durable().frontier.clone()
    }

    /// How many entries all logs have together. Does not touch the disk.
    pub fn entry_count(&self) -> u64 {
        self.0.shared.durable().frontier.entries()
    }

    /// Bytes that the store's files take on the disk.
    pub fn disk_bytes(&self) -> u64 {
        self.0.shared.database.disk_bytes()
    }

    fn is_durable(&self, author: &PublicKey, seq: u64) -> bool {
        seq <= self.0.shared.durable().frontier.seq(author)
    }

    /// Envelope and body of one entry; absent if it is not held.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn entry(&self, author: &PublicKey, seq: u64) -> Result<Option<EntryBytes>, StoreError> {
        if !self.is_durable(author, seq) {
            return Ok(None);
        }
        let key = keys::of_entry(keys::ENTRIES, author, seq);
        self.0.shared.database.logs(|logs| {
            let value = values::get(logs, &key)?;
            value.as_deref().map(values::decode_entry).transpose()
        })
    }

    /// Envelopes and bodies of the entries of a range, in order, as far as they are held.
    ///
    /// At most `entries_max`, and at most `bytes_max` of envelopes and bodies together, but at least
    /// one entry if the first one of the range is held.
    ///
    /// # Errors
    /// [`StoreError::Log`] at a hole, [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn entries(&self, range: Range, entries_max: usize, bytes_max: usize) -> Result<Vec<EntryBytes>, StoreError> {
        let Range { author, from, to } = range;
        let to = to.min(self.0.shared.durable().frontier.seq(&author));
        if from > to {
            return Ok(Vec::new());
        }
        let first = keys::of_entry(keys::ENTRIES, &author, from);
        let end = keys::of_entry(keys::ENTRIES, &author, to.saturating_add(1));
        let (entries, bytes) = self.0.shared.database.logs(|logs| {
            let (mut entries, mut bytes) = (Vec::new(), 0);
            for (found, seq) in values::scan(logs, &first, &end).zip(from..) {
                let (key, value) = found?;
                if keys::seq_in(&key) != Some(seq) {
                    break;
                }
                let entry = values::decode_entry(&value?)?;
                let more = bytes + entry.0.len() + entry.1.as_ref().map_or(0, Vec::len);
                if entries.len() >= entries_max.max(1) || (more > bytes_max && !entries.is_empty()) {
                    return Ok((entries, None));
                }
                bytes = more;
                entries.push(entry);
            }
            Ok((entries, Some(bytes)))
        })?;
        let missing = from + entries.len() as u64;
        // The scan came to its end, not to a bound, so every entry up to the head was due.
        if bytes.is_some() && missing <= to {
            return Err(StoreError::Log {
                author,
                seq: missing,
                why: "is missing",
            });
        }
        Ok(entries)
    }

    /// Author and number of the entry with this id; absent if it is not held.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn locate(&self, id: &Hash) -> Result<Option<(PublicKey, u64)>, StoreError> {
        let key = keys::of_id(id);
        let place = self.0.shared.database.logs(|logs| {
            let Some(value) = logs.get(&key)? else {
                return Ok(None);
            };
            // Tag and author as in a key, so that one reader does for both.
            let key = [&[keys::ENTRIES][..], &value].concat();
            let place = keys::author_in(&key).zip(keys::seq_in(&key));
            place.map(Some).ok_or(Fault::Value("the place of an entry is no place"))
        })?;
        Ok(place.filter(|(author, seq)| self.is_durable(author, *seq)))
    }

    /// Epoch and bytes of every charter, in order of the epochs.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn charters(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let mut charters: Vec<(u64, Vec<u8>)> = self.0.shared.database.logs(|logs| {
            values::scan_prefix(logs, &[keys::CHARTERS])
                .map(|found| {
                    let (key, value) = found?;
                    let epoch = keys::number(&key[1..]).ok_or(Fault::Value("a charter's epoch is no number"))?;
                    Ok((epoch, value?))
                })
                .collect()
        })?;
        let durable = self.0.shared.durable();
        charters.retain(|(epoch, _)| durable.charters.contains(epoch));
        Ok(charters)
    }

    /// The bytes of every paper, in the order of their ids.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn papers(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let ids = self.0.shared.durable().papers.clone();
        self.0.shared.database.logs(|logs| {
            let papers = ids.iter().map(|id| values::get(logs, &keys::of_paper(id)));
            // One that was forgotten meanwhile is none.
            papers.filter_map(Result::transpose).collect()
        })
    }

    /// The keys of tickets that were given out, with when each ends (Unix milliseconds).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn guests(&self) -> Result<BTreeMap<PublicKey, i64>, StoreError> {
        self.0.shared.database.logs(|logs| {
            logs.scan_prefix([keys::GUESTS])
                .map(|found| {
                    let (key, value) = found?;
                    let expires = <[u8; 8]>::try_from(value.as_ref()).ok().map(i64::from_be_bytes);
                    keys::author_in(&key)
                        .zip(expires)
                        .ok_or(Fault::Value("the key of a ticket is none"))
                })
                .collect()
        })
    }

    /// Where each peer is, as far as it is known.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn addresses(&self) -> Result<BTreeMap<PublicKey, PeerAddresses>, StoreError> {
        self.0.shared.database.logs(|logs| {
            values::scan_prefix(logs, &[keys::ADDRESSES])
                .map(|found| {
                    let (key, value) = found?;
                    let peer = keys::author_in(&key).ok_or(Fault::Value("a peer is no key"))?;
                    let text = String::from_utf8(value?).ok();
                    let addresses = text.and_then(|text| PeerAddresses::parse(&text));
                    Ok((peer, addresses.ok_or(Fault::Value("addresses are none"))?))
                })
                .collect()
        })
    }
}
