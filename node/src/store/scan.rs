//! What is read from the store. Everything here blocks for as long as the disk takes.

use std::collections::BTreeMap;
use std::sync::Arc;

use ayni_protocol::frontier::{Frontier, Range};
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::message::entries;

use super::segments::{self, Segment, Stretch};
use super::values::{self, Fault};
use super::{EntryBytes, PeerAddresses, Store, StoreError, keys};

/// A part of a log as it is sent.
pub(crate) enum Piece {
    /// As it is stored.
    Segment(Segment),
    /// One entry, with what a response has of it.
    Entry(Vec<u8>),
}

impl Piece {
    fn entry(envelope: &[u8], body: Option<&[u8]>) -> (usize, Self) {
        let mut content = Vec::with_capacity(entries::size(envelope, body));
        entries::write(&mut content, envelope, body);
        (content.len(), Self::Entry(content))
    }

    /// Bytes that it has as it is stored; none for one that is not packed yet.
    pub(crate) fn packed_bytes(&self) -> usize {
        match self {
            Self::Segment(segment) => segment.frame().len(),
            Self::Entry(_) => 0,
        }
    }

    /// How many entries it has.
    pub(crate) fn count(&self) -> u64 {
        match self {
            Self::Segment(segment) => segment.count,
            Self::Entry(_) => 1,
        }
    }
}

fn missing_entry(author: PublicKey, seq: u64) -> StoreError {
    StoreError::Log {
        author,
        seq,
        why: "is missing",
    }
}

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
        let (kept, since) = self.0.shared.recent().with(author, seq);
        let read = self.0.shared.database.logs(|logs| {
            if let Some(content) = &kept {
                return Ok(content.entry(seq)?.map(|entry| (entry, None)));
            }
            let single = values::get(logs, &keys::of_entry(keys::ENTRIES, author, seq))?;
            if let Some(value) = single {
                return Ok(Some((values::decode_entry(&value)?, None)));
            }
            let Some(segment) = segments::segment_with(logs, author, seq)? else {
                return Ok(None);
            };
            let content = segment.content()?;
            Ok(content.entry(seq)?.map(|entry| (entry, Some(content))))
        })?;
        let Some((entry, content)) = read else { return Ok(None) };
        if let Some(content) = content {
            self.0.shared.recent().keep(*author, Arc::new(content), since);
        }
        Ok(Some(entry))
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
        let (mut entries, mut bytes) = (Vec::new(), 0);
        // Whether one more has room; the first always has.
        let mut take = |entry: EntryBytes| {
            let more = bytes + entry.0.len() + entry.1.as_ref().map_or(0, Vec::len);
            let fits = entries.is_empty() || (entries.len() < entries_max && more <= bytes_max);
            if fits {
                bytes = more;
                entries.push(entry);
            }
            fits
        };
        let missing = self.0.shared.database.logs(|logs| {
            let mut next = from;
            for found in segments::stretches(logs, &author, from, to)? {
                let stretch = found?.1?;
                if *stretch.seqs().start() > next {
                    break;
                }
                match stretch {
                    Stretch::Single(_, value) => {
                        if !take(values::decode_entry(&value)?) {
                            return Ok(None);
                        }
                        next += 1;
                    }
                    Stretch::Segment(segment) => {
                        let content = segment.content()?;
                        for (seq, (envelope, body)) in content.entries()? {
                            if seq < next || seq > to {
                                continue;
                            }
                            if !take((envelope.to_vec(), body.map(<[u8]>::to_vec))) {
                                return Ok(None);
                            }
                            next += 1;
                        }
                    }
                }
            }
            Ok((next <= to).then_some(next))
        })?;
        match missing {
            Some(seq) => Err(missing_entry(author, seq)),
            None => Ok(entries),
        }
    }

    /// The entries of a range as they are to be sent, in order, as far as they are held: segments as they are stored, and
    /// what stands alone or is but a part of one, entry by entry. Comes with the bytes of content that each has.
    ///
    /// At most `bytes_max` of content, but at least one piece if the first entry of the range is held.
    ///
    /// # Errors
    /// As [`Store::entries`].
    pub(crate) fn pieces(&self, range: Range, bytes_max: usize) -> Result<Vec<(usize, Piece)>, StoreError> {
        let Range { author, from, to } = range;
        let to = to.min(self.0.shared.durable().frontier.seq(&author));
        if from > to {
            return Ok(Vec::new());
        }
        let (mut pieces, mut bytes) = (Vec::new(), 0);
        let missing = self.0.shared.database.logs(|logs| {
            let mut next = from;
            for found in segments::stretches(logs, &author, from, to)? {
                let stretch = found?.1?;
                if *stretch.seqs().start() > next {
                    break;
                }
                if bytes > bytes_max {
                    return Ok(None);
                }
                match stretch {
                    Stretch::Segment(segment)
                        if segment.first == next
                            && *segment.seqs().end() <= to
                            && segment.length <= segments::CONTENT_BYTES_MAX =>
                    {
                        next += segment.count;
                        bytes += segment.length;
                        pieces.push((segment.length, Piece::Segment(segment)));
                    }
                    Stretch::Segment(segment) => {
                        for (seq, (envelope, body)) in segment.content()?.entries()? {
                            if (next..=to).contains(&seq) {
                                next += 1;
                                bytes += entries::size(envelope, body);
                                pieces.push(Piece::entry(envelope, body));
                            }
                        }
                    }
                    Stretch::Single(_, value) => {
                        let (envelope, body) = values::decode_entry(&value)?;
                        next += 1;
                        bytes += entries::size(&envelope, body.as_deref());
                        pieces.push(Piece::entry(&envelope, body.as_deref()));
                    }
                }
            }
            Ok((next <= to).then_some(next))
        })?;
        match missing {
            Some(seq) => Err(missing_entry(author, seq)),
            None => Ok(pieces),
        }
    }

    /// Author and number of the entry with this id; absent if it is not held. Looks through some bytes of every entry: a
    /// million take some ten milliseconds.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn locate(&self, id: &Hash) -> Result<Option<(PublicKey, u64)>, StoreError> {
        let fingerprint = &id.0[..segments::FINGERPRINT_BYTES];
        let is_it = |envelope: &[u8]| Hash::of(envelope) == *id;
        let place = self.0.shared.database.logs(|logs| {
            for found in logs.scan_prefix([keys::FINGERPRINTS]) {
                let (key, fingerprints) = found?;
                let place = keys::author_in(&key).zip(keys::seq_in(&key));
                let (author, first) = place.ok_or(Fault::Value("a segment has no number"))?;
                let each = (first..).zip(fingerprints.chunks(segments::FINGERPRINT_BYTES));
                for (seq, _) in each.filter(|(_, found)| *found == fingerprint) {
                    let entry = segments::entry_at(logs, &author, seq)?;
                    if entry.is_some_and(|(envelope, _)| is_it(&envelope)) {
                        return Ok(Some((author, seq)));
                    }
                }
            }
            for found in values::scan_prefix(logs, &[keys::ENTRIES]) {
                let (key, value) = found?;
                if values::envelope_in(&value?).is_some_and(is_it) {
                    let place = keys::author_in(&key).zip(keys::seq_in(&key));
                    return place.map(Some).ok_or(Fault::Value("the place of an entry is no place"));
                }
            }
            Ok(None)
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
