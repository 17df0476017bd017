//! Values in sled: cut in pieces, entries compressed.
//!
//! sled keeps up to 16 neighbours in a page, and a page of more than 128 KiB in a file of its own
//! that no flush syncs and no checksum of the log covers. So no value is larger than
//! [`PIECE_BYTES`]: a longer one is cut into pieces under consecutive keys.

use ayni_protocol::limits::{BODY_BYTES_MAX, ENVELOPE_BYTES_MAX};
use sled::IVec;

use super::batch::Batch;
use super::overlay::Overlaid;
use super::sweep::{Brought, Swept};

use super::EntryBytes;
use crate::packing::{self, Effort};

/// Largest piece of a value: 20 of them (the most a page may hold for a moment) stay below the 128 KiB above which sled
/// leaves its log, and fewer pieces are fewer changes of a page.
const PIECE_BYTES: usize = 6 * 1024;

/// Bytes of a piece's number at the end of its key.
const PIECE_KEY_BYTES: usize = 2;

/// Bytes of the whole value's length at the beginning of its first piece.
const LENGTH_BYTES: usize = 4;

/// Room made at once for a value, which a damaged length is not to make larger.
const RESERVED_BYTES_MAX: usize = 256 * 1024;

/// How the body of an entry is stored.
const PLAIN: u8 = 1;
/// As above.
const ZSTD: u8 = 2;
/// As above: it is not held.
const ABSENT: u8 = 3;

/// Why something could not be read.
#[derive(Debug)]
pub(super) enum Fault {
    /// sled says so.
    Sled(sled::Error),
    /// What was read makes no sense.
    Value(&'static str),
}

impl From<sled::Error> for Fault {
    fn from(error: sled::Error) -> Self {
        Self::Sled(error)
    }
}

/// Where pieces of values are.
pub(super) trait Source {
    /// The piece under this key.
    fn piece(&self, key: &[u8]) -> sled::Result<Option<IVec>>;
}

impl Source for Swept<'_> {
    fn piece(&self, key: &[u8]) -> sled::Result<Option<IVec>> {
        self.brought.page();
        self.get(key)
    }
}

impl Source for Overlaid<'_> {
    fn piece(&self, key: &[u8]) -> sled::Result<Option<IVec>> {
        self.get(key)
    }
}

/// Adds `value` under `key` to a batch, in as many pieces as it needs.
///
/// Pieces of a longer value that was there before stay behind the last; they are never read.
pub(super) fn put(batch: &mut Batch, key: &[u8], value: &[u8]) {
    let length = u32::try_from(value.len()).expect("values are bounded far below 4 GiB");
    let (first, rest) = value.split_at(value.len().min(PIECE_BYTES - LENGTH_BYTES));
    let of = |number: u16| [key, &number.to_be_bytes()].concat();
    batch.insert(of(0), [&length.to_be_bytes(), first].concat());
    for (number, piece) in (1_usize..).zip(rest.chunks(PIECE_BYTES)) {
        let number = u16::try_from(number).expect("values are bounded far below 256 MiB");
        batch.insert(of(number), piece);
    }
}

/// The value under `key`.
pub(super) fn get(tree: &impl Source, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let Some(first) = tree.piece(&[key, &0_u16.to_be_bytes()].concat())? else {
        return Ok(None);
    };
    let mut reader = Reader::begin(key.to_vec(), &first)?;
    for number in 1_u16.. {
        if reader.complete() {
            break;
        }
        let piece = tree.piece(&[key, &number.to_be_bytes()].concat())?;
        reader.take(&piece.ok_or(MISSING_PIECE)?);
    }
    Ok(Some(reader.value))
}

const MISSING_PIECE: Fault = Fault::Value("a piece of a value is missing");

/// A value of which some pieces have been read.
struct Reader {
    key: Vec<u8>,
    value: Vec<u8>,
    length: usize,
    next: u16,
}

impl Reader {
    fn begin(key: Vec<u8>, first: &IVec) -> Result<Self, Fault> {
        let (length, piece) = first
            .split_first_chunk::<LENGTH_BYTES>()
            .ok_or(Fault::Value("a value is too short for its length"))?;
        let length = u32::from_be_bytes(*length) as usize;
        let mut value = Vec::with_capacity(length.min(RESERVED_BYTES_MAX));
        value.extend_from_slice(&piece[..piece.len().min(length)]);
        Ok(Self {
            key,
            value,
            length,
            next: 1,
        })
    }

    fn complete(&self) -> bool {
        self.value.len() == self.length
    }

    fn take(&mut self, piece: &IVec) {
        self.value.extend_from_slice(piece);
        self.value.truncate(self.length);
        self.next += 1;
    }
}

/// Values with their keys, in the order of the keys, from `from` up to but without `to`.
///
/// A value that lacks a piece comes as a fault with its key; the values after it still come.
pub(super) fn scan(tree: &Swept<'_>, from: &[u8], to: &[u8]) -> Values {
    joined(tree.range(from..to), tree.brought)
}

/// Every value whose key begins with `prefix`, in the order of the keys.
pub(super) fn scan_prefix(tree: &Swept<'_>, prefix: &[u8]) -> Values {
    joined(tree.scan_prefix(prefix), tree.brought)
}

/// The values of which these are the pieces, in the order of their keys; see [`scan`].
pub(super) fn joined<I>(pieces: I, brought: &Brought) -> Values<I> {
    Values {
        pieces,
        ahead: None,
        brought: brought.clone(),
    }
}

/// See [`scan`].
pub(super) struct Values<I = sled::Iter> {
    pieces: I,
    ahead: Option<(IVec, IVec)>,
    brought: Brought,
}

/// A key with its value, or what is wrong with it.
pub(super) type Found = (Vec<u8>, Result<Vec<u8>, Fault>);

impl<I: Iterator<Item = sled::Result<(IVec, IVec)>>> Values<I> {
    fn piece(&mut self) -> Result<Option<(IVec, IVec)>, Fault> {
        match self.ahead.take() {
            Some(piece) => Ok(Some(piece)),
            None => {
                let piece = self.pieces.next().transpose()?;
                piece.iter().for_each(|(_, piece)| self.brought.value(piece));
                Ok(piece)
            }
        }
    }

    fn value(&mut self) -> Result<Option<Found>, Fault> {
        let mut reader = loop {
            let Some((key, piece)) = self.piece()? else {
                return Ok(None);
            };
            let (base, number) = split(&key)?;
            // Left over from a longer value, or the first piece is lost and the number is a hole.
            if number == 0 {
                match Reader::begin(base.to_vec(), &piece) {
                    Ok(reader) => break reader,
                    Err(fault) => return Ok(Some((base.to_vec(), Err(fault)))),
                }
            }
        };
        while !reader.complete() {
            let Some((key, piece)) = self.piece()? else {
                return Ok(Some((reader.key, Err(MISSING_PIECE))));
            };
            if split(&key)? != (reader.key.as_slice(), reader.next) {
                self.ahead = Some((key, piece));
                return Ok(Some((reader.key, Err(MISSING_PIECE))));
            }
            reader.take(&piece);
        }
        Ok(Some((reader.key, Ok(reader.value))))
    }
}

impl<I: Iterator<Item = sled::Result<(IVec, IVec)>>> Iterator for Values<I> {
    type Item = Result<Found, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.value().transpose()
    }
}

fn split(key: &[u8]) -> Result<(&[u8], u16), Fault> {
    let (base, number) = key
        .split_last_chunk::<PIECE_KEY_BYTES>()
        .ok_or(Fault::Value("a key is too short for the number of its piece"))?;
    Ok((base, u16::from_be_bytes(*number)))
}

/// The value of an entry that stands alone: format (1 byte), length of the envelope (2), envelope, length of the body (4),
/// and the body as it is or packed, whichever is shorter. Nothing stands in the place of a body that is not held.
pub(super) fn encode_entry(envelope: &[u8], body: Option<&[u8]>) -> Vec<u8> {
    let packed = body.map(|body| packing::pack(body, Effort::Little));
    let packed = packed.filter(|packed| body.is_some_and(|body| packed.len() < body.len()));
    let (format, stored) = match (&packed, body) {
        (Some(bytes), _) => (ZSTD, bytes.as_slice()),
        (None, Some(body)) => (PLAIN, body),
        (None, None) => (ABSENT, &[][..]),
    };
    let body = body.unwrap_or_default();
    let envelope_length = u16::try_from(envelope.len()).expect("envelopes are bounded");
    let body_length = u32::try_from(body.len()).expect("bodies are bounded");
    let mut value = Vec::with_capacity(7 + envelope.len() + stored.len());
    value.push(format);
    value.extend_from_slice(&envelope_length.to_be_bytes());
    value.extend_from_slice(envelope);
    value.extend_from_slice(&body_length.to_be_bytes());
    value.extend_from_slice(stored);
    value
}

/// The envelope and the body in a value that [`encode_entry`] wrote.
pub(super) fn decode_entry(value: &[u8]) -> Result<EntryBytes, Fault> {
    let (envelope, format, body_length, stored) =
        frame(value).ok_or(Fault::Value("an entry is not framed as it was written"))?;
    let body = match format {
        PLAIN => stored.to_vec(),
        ZSTD => packing::unpack_frame(stored, body_length)
            .map_err(|_| Fault::Value("the body of an entry does not decompress"))?,
        ABSENT if stored.is_empty() && body_length == 0 => return Ok((envelope.to_vec(), None)),
        _ => return Err(Fault::Value("an entry is in a format that does not exist")),
    };
    if body.len() != body_length {
        return Err(Fault::Value("the body of an entry has another length than was written"));
    }
    Ok((envelope.to_vec(), Some(body)))
}

/// The envelope alone in such a value.
pub(super) fn envelope_in(value: &[u8]) -> Option<&[u8]> {
    frame(value).map(|(envelope, ..)| envelope)
}

fn frame(value: &[u8]) -> Option<(&[u8], u8, usize, &[u8])> {
    let (&format, rest) = value.split_first()?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (envelope, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    let (length, stored) = rest.split_first_chunk::<4>()?;
    let body_length = u32::from_be_bytes(*length) as usize;
    let bounded = envelope.len() <= ENVELOPE_BYTES_MAX && body_length <= BODY_BYTES_MAX;
    bounded.then_some((envelope, format, body_length, stored))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use std::sync::LazyLock;

    use sled::Tree;

    use super::*;

    fn counted(tree: &Tree) -> Swept<'_> {
        static BROUGHT: LazyLock<Brought> = LazyLock::new(Brought::default);
        Swept {
            tree,
            brought: &BROUGHT,
        }
    }

    fn tree() -> (sled::Db, Tree) {
        let db = sled::Config::new().temporary(true).open().expect("sled");
        let tree = db.open_tree("values").expect("tree");
        (db, tree)
    }

    fn write(tree: &Tree, key: &[u8], value: &[u8]) {
        let mut batch = Batch::default();
        put(&mut batch, key, value);
        tree.apply_batch(batch.into()).expect("written");
    }

    #[test]
    fn a_value_of_any_length_reads_back_and_keeps_its_neighbours_apart() {
        let (_db, tree) = tree();
        let lengths = [0, 1, 4091, 4092, 4093, 8188, 8189, 600_000];
        for (key, length) in (0_u8..).zip(lengths) {
            write(&tree, &[key], &vec![key; length]);
        }
        for (key, length) in (0_u8..).zip(lengths) {
            assert_eq!(
                get(&counted(&tree), &[key]).expect("read"),
                Some(vec![key; length]),
                "{length}"
            );
        }
        let found: Vec<usize> = scan(&counted(&tree), &[0], &[255])
            .map(|found| found.expect("read").1.expect("whole").len())
            .collect();
        assert_eq!(found, lengths);
        assert!(get(&counted(&tree), &[99]).expect("read").is_none());
    }

    #[test]
    fn a_shorter_value_replaces_a_longer_one() {
        let (_db, tree) = tree();
        write(&tree, b"k", &[1; 10_000]);
        write(&tree, b"k", &[2; 5_000]);
        write(&tree, b"l", &[3; 10]);
        assert_eq!(get(&counted(&tree), b"k").expect("read"), Some(vec![2; 5_000]));
        let keys: Vec<Vec<u8>> = scan_prefix(&counted(&tree), b"")
            .map(|found| found.expect("read").0)
            .collect();
        assert_eq!(keys, [b"k", b"l"]);
    }

    #[test]
    fn a_lost_piece_is_a_fault_of_its_own_value_alone() {
        let (_db, tree) = tree();
        write(&tree, b"k", &[1; 10_000]);
        write(&tree, b"l", &[3; 10]);
        tree.remove([&b"k"[..], &[0, 1]].concat()).expect("removed");
        assert!(matches!(get(&counted(&tree), b"k"), Err(Fault::Value(_))));
        let found: Vec<bool> = scan_prefix(&counted(&tree), b"")
            .map(|found| found.expect("read").1.is_ok())
            .collect();
        assert_eq!(found, [false, true]);
    }

    proptest! {
        #[test]
        fn an_entry_reads_back_as_it_was_written(
            envelope in prop::collection::vec(any::<u8>(), 0..ENVELOPE_BYTES_MAX),
            body in prop::collection::vec(any::<u8>(), 0..3000), repeat in 1_usize..20,
        ) {
            let body = body.repeat(repeat);
            for body in [Some(body), None] {
                let value = encode_entry(&envelope, body.as_deref());
                prop_assert_eq!(envelope_in(&value), Some(envelope.as_slice()));
                prop_assert_eq!(decode_entry(&value).expect("own value"), (envelope.clone(), body));
            }
        }

        #[test]
        fn other_bytes_are_a_fault_and_no_panic(value in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode_entry(&value);
        }
    }
}
