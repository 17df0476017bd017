//! Segments: stretches of a log that are packed once and stored as one value, which is also what travels.
//!
//! A log is cut after each [`SEGMENT_ENTRIES`] entries, on every node at the same numbers; as soon as an entry with such a
//! number is there, those since the last cut become a segment, or several where they are long. The entries behind the last
//! cut stand alone, each a value of its own. What the content of a segment is, byte by byte, is what a response has of
//! those entries ([`ayni_protocol::message::entries`]).

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::RangeInclusive;

use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::limits::{BODY_BYTES_MAX, ENVELOPE_BYTES_MAX, SEGMENT_ENTRIES};
use ayni_protocol::log::AuthenticEntry;
use ayni_protocol::message::entries;

use super::batch::Batch;
use super::carried::Carried;
use super::sweep::Swept;
use super::values::{self, Fault, Values};
use super::{EntryBytes, keys};
use crate::packing::{self, Effort};

/// Content of a segment beyond which the next one begins, in bytes: what a response has room for three times. Only an entry
/// that is longer has a segment of its own that is.
pub(super) const CONTENT_BYTES_MAX: usize = 256 * 1024;

/// Most content of a segment as it can be after its entries got bodies that had not been there, in bytes.
const CONTENT_BYTES_LIMIT: usize = SEGMENT_ENTRIES as usize * (ENVELOPE_BYTES_MAX + BODY_BYTES_MAX + 16);

/// The first byte of a segment's value.
const FORMAT: u8 = 1;

/// Bytes of an entry's id that are kept to find it by.
pub(super) const FINGERPRINT_BYTES: usize = 4;

const NO_SEGMENT: Fault = Fault::Value("a segment is not framed as it was written");

/// Whether a log is cut behind the entry of this number.
pub(super) fn is_cut(seq: u64) -> bool {
    seq.is_multiple_of(SEGMENT_ENTRIES)
}

/// A segment as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    /// The number of its first entry.
    pub(crate) first: u64,
    /// How many it has.
    pub(crate) count: u64,
    /// Bytes of its content.
    pub(crate) length: usize,
    /// Format (1 byte), number of entries (1), bytes of the content (4), and the frame.
    value: Vec<u8>,
}

/// Bytes of a value before the frame.
const HEAD_BYTES: usize = 6;

impl Segment {
    /// The segment of entries with this content, packed as `frame`.
    fn of(first: u64, count: usize, length: usize, frame: &[u8]) -> Self {
        let mut value = Vec::with_capacity(HEAD_BYTES + frame.len());
        value.push(FORMAT);
        value.push(u8::try_from(count).expect("a segment has no more entries than lie between two cuts"));
        value.extend_from_slice(&u32::try_from(length).expect("contents are bounded").to_be_bytes());
        value.extend_from_slice(frame);
        Self {
            first,
            count: count as u64,
            length,
            value,
        }
    }

    fn read(first: u64, value: Vec<u8>) -> Result<Self, Fault> {
        let (&[FORMAT, count, a, b, c, d], _) = value.split_first_chunk::<HEAD_BYTES>().ok_or(NO_SEGMENT)? else {
            return Err(NO_SEGMENT);
        };
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        if count == 0 || u64::from(count) > SEGMENT_ENTRIES || length > CONTENT_BYTES_LIMIT {
            return Err(NO_SEGMENT);
        }
        let count = u64::from(count);
        Ok(Self {
            first,
            count,
            length,
            value,
        })
    }

    /// The numbers of its entries.
    pub(crate) fn seqs(&self) -> RangeInclusive<u64> {
        self.first..=self.first + (self.count - 1)
    }

    /// What is stored and travels.
    pub(crate) fn frame(&self) -> &[u8] {
        &self.value[HEAD_BYTES..]
    }

    /// Its content, unpacked.
    pub(super) fn content(&self) -> Result<Content, Fault> {
        let bytes = packing::unpack_frame(self.frame(), self.length)
            .map_err(|_| Fault::Value("a segment does not unpack to what was packed"))?;
        Ok(Content {
            first: self.first,
            count: self.count,
            bytes,
        })
    }
}

/// The content of a segment.
#[derive(Debug)]
pub(super) struct Content {
    first: u64,
    count: u64,
    bytes: Vec<u8>,
}

impl Content {
    /// Number, envelope and body of each entry, in order.
    pub(super) fn entries(&self) -> Result<Vec<(u64, entries::EntryIn<'_>)>, Fault> {
        let read: Result<Vec<_>, _> = entries::read(&self.bytes).collect();
        let read = read.map_err(|_| Fault::Value("the content of a segment is none"))?;
        match read.len() as u64 == self.count {
            true => Ok((self.first..).zip(read).collect()),
            false => Err(Fault::Value("a segment has another number of entries than it says")),
        }
    }

    /// The entry with this number, if it is in here.
    pub(super) fn entry(&self, seq: u64) -> Result<Option<EntryBytes>, Fault> {
        let Some(place) = seq.checked_sub(self.first).filter(|place| *place < self.count) else {
            return Ok(None);
        };
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let found = entries::read(&self.bytes).nth(place).and_then(Result::ok);
        let (envelope, body) = found.ok_or(Fault::Value("the content of a segment is none"))?;
        Ok(Some((envelope.to_vec(), body.map(<[u8]>::to_vec))))
    }

    /// Whether the entry of this number is in here.
    pub(super) fn has(&self, seq: u64) -> bool {
        (self.first..self.first + self.count).contains(&seq)
    }
}

/// The entry of this number, if it is there.
pub(super) fn entry_at(logs: &Swept<'_>, author: &PublicKey, seq: u64) -> Result<Option<EntryBytes>, Fault> {
    if let Some(value) = values::get(logs, &keys::of_entry(keys::ENTRIES, author, seq))? {
        return values::decode_entry(&value).map(Some);
    }
    match segment_with(logs, author, seq)? {
        Some(segment) => segment.content()?.entry(seq),
        None => Ok(None),
    }
}

/// The segment in which the entry of this number is, if it is in one.
pub(super) fn segment_with(logs: &Swept<'_>, author: &PublicKey, seq: u64) -> Result<Option<Segment>, Fault> {
    let Some(first) = first_of(logs, author, seq)? else {
        return Ok(None);
    };
    let value = values::get(logs, &keys::of_entry(keys::SEGMENTS, author, first))?;
    let value = value.ok_or(Fault::Value("a piece of a segment is missing"))?;
    let segment = Segment::read(first, value)?;
    Ok(segment.seqs().contains(&seq).then_some(segment))
}

/// The first number of the last segment that begins at or before `seq`.
fn first_of(logs: &Swept<'_>, author: &PublicKey, seq: u64) -> Result<Option<u64>, Fault> {
    let from = keys::of_author(keys::SEGMENTS, author);
    let mut to = keys::of_entry(keys::SEGMENTS, author, seq);
    // Behind every piece of a segment that begins there.
    to.extend([u8::MAX; 3]);
    let Some(key) = logs.range(from..to).keys().next_back().transpose()? else {
        return Ok(None);
    };
    keys::seq_in(&key)
        .map(Some)
        .ok_or(Fault::Value("a segment has no number"))
}

/// A piece of a log, as it is stored.
pub(crate) enum Stretch {
    Segment(Segment),
    /// One entry that stands alone: its number and its value.
    Single(u64, Vec<u8>),
}

impl Stretch {
    /// The numbers of its entries.
    pub(super) fn seqs(&self) -> RangeInclusive<u64> {
        match self {
            Self::Segment(segment) => segment.seqs(),
            Self::Single(seq, _) => *seq..=*seq,
        }
    }

    /// Bytes of its entries: of one that stands alone, as it is stored.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Segment(segment) => segment.length,
            Self::Single(_, value) => value.len(),
        }
    }
}

/// What lies under a number: a piece of the log that begins there, or what is wrong with it.
pub(super) type Found = (u64, Result<Stretch, Fault>);

/// The pieces of which a log consists from `from` to `to`, in order. The first and the last may reach beyond.
pub(super) fn stretches(logs: &Swept<'_>, author: &PublicKey, from: u64, to: u64) -> Result<Stretches, Fault> {
    let begin = first_of(logs, author, from)?.unwrap_or(from);
    let scan = |tag: u8, from: u64| {
        let (from, to) = (keys::of_entry(tag, author, from), keys::of_entry(tag, author, to));
        // The last number is among them.
        values::scan(logs, &from, &[&to[..], &[u8::MAX; 3]].concat()).peekable()
    };
    Ok(Stretches {
        from,
        segments: scan(keys::SEGMENTS, begin),
        singles: scan(keys::ENTRIES, from),
    })
}

/// See [`stretches`].
pub(super) struct Stretches {
    from: u64,
    segments: Peekable<Values>,
    singles: Peekable<Values>,
}

/// The number under which the next value lies.
fn peek(values: &mut Peekable<Values>) -> Result<Option<u64>, Fault> {
    match values.peek() {
        None => Ok(None),
        Some(Ok((key, _))) => keys::seq_in(key)
            .map(Some)
            .ok_or(Fault::Value("an entry's number is no number")),
        Some(Err(_)) => values.next().transpose().map(|_| None),
    }
}

impl Stretches {
    fn found(&mut self) -> Result<Option<Found>, Fault> {
        loop {
            let (segment, single) = (peek(&mut self.segments)?, peek(&mut self.singles)?);
            let is_segment = match (segment, single) {
                (None, None) => return Ok(None),
                (Some(first), single) => single.is_none_or(|single| first <= single),
                (None, Some(_)) => false,
            };
            let next = match is_segment {
                true => self.segments.next(),
                false => self.singles.next(),
            };
            let (key, value) = next.expect("it has just been seen")?;
            let seq = keys::seq_in(&key).expect("it has just been read");
            let stretch = value.and_then(|value| match is_segment {
                true => Segment::read(seq, value).map(Stretch::Segment),
                false => Ok(Stretch::Single(seq, value)),
            });
            // The first segment was begun at before the numbers that are wanted; it may end there too.
            let last = stretch.as_ref().map_or(seq, |stretch| *stretch.seqs().end());
            if last >= self.from {
                return Ok(Some((seq, stretch)));
            }
        }
    }
}

impl Iterator for Stretches {
    type Item = Result<Found, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.found().transpose()
    }
}

/// An entry that is to be written: envelope, and body where it is held.
pub(super) trait Written {
    fn id(&self) -> Hash;
    fn envelope(&self) -> &[u8];
    fn body(&self) -> Option<&[u8]>;
}

impl Written for AuthenticEntry {
    fn id(&self) -> Hash {
        self.head().id
    }

    fn envelope(&self) -> &[u8] {
        self.entry().envelope().bytes()
    }

    fn body(&self) -> Option<&[u8]> {
        self.entry().body()
    }
}

impl Written for EntryBytes {
    fn id(&self) -> Hash {
        Hash::of(&self.0)
    }

    fn envelope(&self) -> &[u8] {
        &self.0
    }

    fn body(&self) -> Option<&[u8]> {
        self.1.as_deref()
    }
}

/// Adds the entries between two cuts, from the number `first` on, as segments.
pub(super) fn put_sealed(
    batch: &mut Batch,
    author: &PublicKey,
    first: u64,
    sealed: &[&dyn Written],
    carried: &mut Carried,
) {
    let (mut begin, mut length) = (0, 0);
    for (place, entry) in sealed.iter().enumerate() {
        let size = entries::size(entry.envelope(), entry.body());
        if length > 0 && length + size > CONTENT_BYTES_MAX {
            put_segment(
                batch,
                author,
                first + begin as u64,
                &sealed[begin..place],
                Some(carried),
            );
            (begin, length) = (place, 0);
        }
        length += size;
    }
    put_segment(batch, author, first + begin as u64, &sealed[begin..], Some(carried));
}

/// Adds one segment; what has come packed already is taken as it came.
pub(super) fn put_segment(
    batch: &mut Batch,
    author: &PublicKey,
    first: u64,
    sealed: &[&dyn Written],
    carried: Option<&mut Carried>,
) {
    let ids: Vec<Hash> = sealed.iter().map(|entry| entry.id()).collect();
    let last = ids.last().expect("a segment has an entry");
    let whole = sealed.iter().all(|entry| entry.body().is_some());
    let as_it_came = carried
        .and_then(|carried| carried.take(last))
        .filter(|came| whole && came.first == first);
    let segment = match as_it_came {
        Some(came) => Segment::of(first, sealed.len(), came.length, &came.frame),
        None => {
            let mut content = Vec::new();
            for entry in sealed {
                entries::write(&mut content, entry.envelope(), entry.body());
            }
            Segment::of(
                first,
                sealed.len(),
                content.len(),
                &packing::pack(&content, Effort::Some),
            )
        }
    };
    values::put(batch, &keys::of_entry(keys::SEGMENTS, author, first), &segment.value);
    let fingerprints: Vec<u8> = ids.iter().flat_map(|id| &id.0[..FINGERPRINT_BYTES]).copied().collect();
    batch.insert(keys::of_entry(keys::FINGERPRINTS, author, first), fingerprints);
}

/// Removes a segment.
pub(super) fn remove_segment(logs: &Swept<'_>, batch: &mut Batch, author: &PublicKey, first: u64) -> Result<(), Fault> {
    remove_value(logs, batch, &keys::of_entry(keys::SEGMENTS, author, first))?;
    batch.remove(keys::of_entry(keys::FINGERPRINTS, author, first));
    Ok(())
}

/// Removes all pieces of a value.
pub(super) fn remove_value(logs: &Swept<'_>, batch: &mut Batch, key: &[u8]) -> Result<(), Fault> {
    for piece in logs.scan_prefix(key).keys() {
        batch.remove(piece?);
    }
    Ok(())
}

/// Writes entries of one log anew of which `change` says what becomes of their bodies: absent for one that stays as it is.
/// `wanted` are their numbers. Returns the numbers of those that have changed.
pub(super) fn change_bodies(
    logs: &Swept<'_>,
    batch: &mut Batch,
    author: &PublicKey,
    wanted: impl IntoIterator<Item = u64>,
    change: impl Fn(u64, &entries::EntryIn<'_>) -> Option<Option<Vec<u8>>>,
) -> Result<Vec<u64>, Fault> {
    let mut changed = Vec::new();
    let mut by_segment: BTreeMap<u64, (Segment, Vec<u64>)> = BTreeMap::new();
    for seq in wanted {
        let key = keys::of_entry(keys::ENTRIES, author, seq);
        if let Some(value) = values::get(logs, &key)? {
            let (envelope, body) = values::decode_entry(&value)?;
            if let Some(body) = change(seq, &(&envelope, body.as_deref())) {
                remove_value(logs, batch, &key)?;
                values::put(batch, &key, &values::encode_entry(&envelope, body.as_deref()));
                changed.push(seq);
            }
            continue;
        }
        let known = by_segment
            .values_mut()
            .find(|(segment, _)| segment.seqs().contains(&seq));
        if let Some((_, seqs)) = known {
            seqs.push(seq);
        } else if let Some(segment) = segment_with(logs, author, seq)? {
            by_segment.insert(segment.first, (segment, vec![seq]));
        }
    }
    for (first, (segment, seqs)) in by_segment {
        let content = segment.content()?;
        let mut entries: Vec<EntryBytes> = Vec::new();
        let before = changed.len();
        for (seq, entry) in content.entries()? {
            let new = seqs.contains(&seq).then(|| change(seq, &entry)).flatten();
            if new.is_some() {
                changed.push(seq);
            }
            let body = new.unwrap_or_else(|| entry.1.map(<[u8]>::to_vec));
            entries.push((entry.0.to_vec(), body));
        }
        if changed.len() > before {
            remove_segment(logs, batch, author, first)?;
            let written: Vec<&dyn Written> = entries.iter().map(|entry| entry as &dyn Written).collect();
            put_segment(batch, author, first, &written, None);
        }
    }
    Ok(changed)
}
