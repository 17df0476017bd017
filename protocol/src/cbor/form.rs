//! The form of deterministic CBOR, byte by byte: nothing is built from what is checked here.

use super::{CBOR_ITEMS_MAX, CborError};
use crate::limits::CBOR_DEPTH_MAX;

/// Major types (RFC 8949 §3.1), the upper three bits of an item's first byte.
pub(super) const UNSIGNED: u8 = 0;
pub(super) const BYTES: u8 = 2;
pub(super) const TEXT: u8 = 3;
pub(super) const ARRAY: u8 = 4;
pub(super) const MAP: u8 = 5;
const TAG: u8 = 6;
pub(super) const SIMPLE: u8 = 7;

/// Null, which is one byte.
pub(super) const NULL: u8 = 0xf6;

/// Of the simple values `false`, `true` and `null` are used.
const SIMPLE_USED: std::ops::RangeInclusive<u8> = 20..=22;

pub(super) const CUT_SHORT: CborError = CborError::Malformed("it is cut short");

/// Whether `bytes` are one value in the deterministic subset, and nothing more.
pub(super) fn check(bytes: &[u8]) -> Result<(), CborError> {
    let mut walk = Walk::over(bytes);
    walk.check(0)?;
    walk.end()
}

/// The value that `bytes` are, with the entries of each map in the bytewise order of their keys.
///
/// For what a serialiser wrote, which takes the fields of a struct in the order of the source.
pub(super) fn sorted(bytes: &[u8]) -> Result<Vec<u8>, CborError> {
    let mut sorted = Vec::with_capacity(bytes.len());
    Walk::over(bytes).copy(0, &mut sorted)?;
    Ok(sorted)
}

/// A walk over the items of a value; how deep it calls itself is bounded by [`CBOR_DEPTH_MAX`].
#[derive(Debug)]
pub(super) struct Walk<'b> {
    pub(super) rest: &'b [u8],
    items: usize,
}

impl<'b> Walk<'b> {
    pub(super) fn over(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, items: 0 }
    }

    /// Whether nothing is left.
    pub(super) fn end(&self) -> Result<(), CborError> {
        match self.rest {
            [] => Ok(()),
            _ => Err(CborError::Malformed("something follows the value")),
        }
    }

    /// Passes one item, which lies inside `around` arrays and maps.
    fn check(&mut self, around: usize) -> Result<(), CborError> {
        let (kind, argument) = self.head(around)?;
        match kind {
            BYTES => self.take(argument).map(drop),
            TEXT => match std::str::from_utf8(self.take(argument)?) {
                Ok(_) => Ok(()),
                Err(_) => Err(CborError::Malformed("text that is not UTF-8")),
            },
            ARRAY => (0..argument).try_for_each(|_| self.check(around + 1)),
            MAP => self.check_entries(argument, around + 1),
            _ => Ok(()),
        }
    }

    /// Passes the entries of a map: each key once, in the bytewise order of their encodings.
    fn check_entries(&mut self, count: u64, around: usize) -> Result<(), CborError> {
        let mut before: Option<&[u8]> = None;
        for _ in 0..count {
            let start = self.rest;
            let Some(first) = start.first() else {
                return Err(CUT_SHORT);
            };
            if !matches!(first >> 5, UNSIGNED | TEXT) {
                return Err(CborError::Unused("keys other than text and unsigned integers"));
            }
            self.check(around)?;
            let key = &start[..start.len() - self.rest.len()];
            if before.is_some_and(|before| before >= key) {
                return Err(CborError::NotDeterministic);
            }
            before = Some(key);
            self.check(around)?;
        }
        Ok(())
    }

    /// Copies one item, maps in order.
    fn copy(&mut self, around: usize, into: &mut Vec<u8>) -> Result<(), CborError> {
        let start = self.rest;
        let (kind, argument) = self.head(around)?;
        into.extend(&start[..start.len() - self.rest.len()]);
        match kind {
            BYTES | TEXT => into.extend(self.take(argument)?),
            ARRAY => (0..argument).try_for_each(|_| self.copy(around + 1, into))?,
            MAP => self.copy_entries(argument, around + 1, into)?,
            _ => {}
        }
        Ok(())
    }

    fn copy_entries(&mut self, count: u64, around: usize, into: &mut Vec<u8>) -> Result<(), CborError> {
        let begin = into.len();
        let mut ends = Vec::new();
        for _ in 0..count {
            self.copy(around, into)?;
            self.copy(around, into)?;
            ends.push(into.len());
        }
        let starts = std::iter::once(&begin).chain(&ends);
        // No key's encoding begins another's, so the order of whole entries is that of their keys.
        let mut entries: Vec<&[u8]> = starts.zip(&ends).map(|(from, to)| &into[*from..*to]).collect();
        if !entries.is_sorted() {
            entries.sort_unstable();
            let ordered = entries.concat();
            into.truncate(begin);
            into.extend(ordered);
        }
        Ok(())
    }

    /// The major type of the next item and its argument: a number, a length, or a count.
    pub(super) fn head(&mut self, around: usize) -> Result<(u8, u64), CborError> {
        self.items += 1;
        if self.items > CBOR_ITEMS_MAX {
            return Err(CborError::TooManyItems);
        }
        // Not `ok_or`: what is made for nothing must also be dropped, with each item.
        let Some((&first, rest)) = self.rest.split_first() else {
            return Err(CUT_SHORT);
        };
        self.rest = rest;
        let (kind, low) = (first >> 5, first & 0x1f);
        match kind {
            TAG => return Err(CborError::Unused("tags")),
            SIMPLE if SIMPLE_USED.contains(&low) => return Ok((kind, u64::from(low))),
            SIMPLE if (25..=27).contains(&low) => return Err(CborError::Unused("floats")),
            SIMPLE => {
                return Err(CborError::Unused("simple values other than `false`, `true` and `null`"));
            }
            _ => {}
        }
        let argument = self.argument(low)?;
        if matches!(kind, ARRAY | MAP) && argument > 0 && around >= CBOR_DEPTH_MAX {
            return Err(CborError::TooDeep);
        }
        Ok((kind, argument))
    }

    /// The argument that the lower five bits of a first byte announce, if it could not be shorter.
    fn argument(&mut self, low: u8) -> Result<u64, CborError> {
        let width = match low {
            0..=23 => return Ok(u64::from(low)),
            24..=27 => 1_usize << (low - 24),
            28..=30 => return Err(CborError::Malformed("a first byte that RFC 8949 reserves")),
            // Lengths that are not said beforehand.
            _ => return Err(CborError::NotDeterministic),
        };
        let Some((bytes, rest)) = self.rest.split_at_checked(width) else {
            return Err(CUT_SHORT);
        };
        self.rest = rest;
        let argument = bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        let least = match width {
            1 => 24,
            2 => 1 << 8,
            4 => 1 << 16,
            _ => 1 << 32,
        };
        if argument < least {
            return Err(CborError::NotDeterministic);
        }
        Ok(argument)
    }

    /// The next bytes. A length is believed only as far as the bytes are there.
    pub(super) fn take(&mut self, length: u64) -> Result<&'b [u8], CborError> {
        let length = usize::try_from(length).map_err(|_| CUT_SHORT)?;
        let Some((taken, rest)) = self.rest.split_at_checked(length) else {
            return Err(CUT_SHORT);
        };
        self.rest = rest;
        Ok(taken)
    }
}
