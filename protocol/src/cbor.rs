//! Deterministic, bounded CBOR: the only file that names serde_cbor.
//!
//! What is written follows RFC 8949 §4.2.1 (shortest forms, definite lengths, map keys in bytewise
//! order) and uses a subset of CBOR: integers, byte and text strings, arrays, maps whose keys are
//! text or unsigned integers, booleans and null. What is read must be, byte for byte, what would
//! have been written: no floats, no tags, no other key types, nothing nested deeper than
//! [`CBOR_DEPTH_MAX`], nothing after the value.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_cbor::Value;

use crate::limits::CBOR_DEPTH_MAX;

/// Why bytes are not an acceptable CBOR value.
#[derive(Debug, thiserror::Error)]
pub enum CborError {
    /// More bytes than this kind of value may have.
    #[error("{found} bytes of CBOR are more than the {limit} allowed here")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Not one well-formed CBOR value.
    #[error("malformed CBOR: {0}")]
    Malformed(serde_cbor::Error),
    /// Well-formed, but not the one way in which this value is written.
    #[error("CBOR not in its deterministic form (RFC 8949 §4.2)")]
    NotDeterministic,
    /// A type that the formats do not use.
    #[error("CBOR {0} are not used in this format")]
    Unused(&'static str),
    /// Arrays or maps nested too deeply.
    #[error("CBOR nested deeper than {CBOR_DEPTH_MAX} levels")]
    TooDeep,
    /// A deterministic value of another shape than expected.
    #[error("CBOR of an unexpected shape: {0}")]
    Shape(serde_cbor::Error),
}

/// The deterministic encoding of `value`.
///
/// Struct fields become text keys in bytewise order, whatever their order in the source.
///
/// # Panics
/// If the value holds something that the formats do not use (a float, a tag) or cannot be
/// serialised at all: only our own types are encoded, so that is a fault of this program.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    let value = serde_cbor::value::to_value(value).expect("our own types can be serialised");
    assert!(
        check_subset(&value, 0).is_ok(),
        "our own types use only the types of the format"
    );
    write(&value)
}

/// The value of type `T` whose encoding `bytes` are, and nothing more.
///
/// `limit` is the greatest length in bytes that this kind of value may have.
///
/// # Errors
/// [`CborError`] says which rule the bytes break; a field that `T` does not have, or an absent one
/// written as null, breaks one.
pub fn decode<T: DeserializeOwned + Serialize>(bytes: &[u8], limit: usize) -> Result<T, CborError> {
    let value: T = decode_open(bytes, limit)?;
    if encode(&value) != bytes {
        return Err(CborError::NotDeterministic);
    }
    Ok(value)
}

/// The value of type `T` in `bytes`, which may hold fields that `T` does not have: for what a
/// newer version may extend.
///
/// # Errors
/// As [`decode`], except for such fields.
pub fn decode_open<T: DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, CborError> {
    let value = decode_value(bytes, limit)?;
    serde_cbor::value::from_value(value).map_err(CborError::Shape)
}

/// Whether `bytes` are one value in the deterministic subset, whatever its shape.
///
/// # Errors
/// As [`decode`], without the last.
pub fn check(bytes: &[u8], limit: usize) -> Result<(), CborError> {
    decode_value(bytes, limit).map(drop)
}

fn decode_value(bytes: &[u8], limit: usize) -> Result<Value, CborError> {
    if bytes.len() > limit {
        return Err(CborError::TooLong {
            found: bytes.len(),
            limit,
        });
    }
    check_depth(bytes)?;
    let value: Value = serde_cbor::from_slice(bytes).map_err(CborError::Malformed)?;
    check_subset(&value, 0)?;
    // One encoding a value: whatever was written in another way comes out differently here. This
    // also catches what a lenient decoder lets pass (duplicate keys, indefinite lengths).
    if write(&value) != bytes {
        return Err(CborError::NotDeterministic);
    }
    Ok(value)
}

fn write(value: &Value) -> Vec<u8> {
    serde_cbor::to_vec(value).expect("a CBOR value can be serialised to memory")
}

/// Refuses deep nesting before a tree is built from it: a megabyte of array headers would cost
/// far more memory than its own length.
fn check_depth(bytes: &[u8]) -> Result<(), CborError> {
    // Items still expected at each open level. Lengths are only counted, never allocated.
    let mut open: Vec<u64> = Vec::with_capacity(CBOR_DEPTH_MAX);
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        let (argument, tail) = match first & 0x1f {
            small @ 0..=23 => (u64::from(small), tail),
            size @ 24..=27 => {
                let width = 1 << (size - 24);
                let Some((head, tail)) = tail.split_at_checked(width) else {
                    return Ok(()); // cut short: the decoder says so, with its position
                };
                let argument = head.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
                (argument, tail)
            }
            _ => return Err(CborError::NotDeterministic),
        };
        rest = tail;
        match first >> 5 {
            2 | 3 => {
                let skipped = usize::try_from(argument).unwrap_or(usize::MAX);
                rest = rest.get(skipped..).unwrap_or(&[]);
            }
            4 | 5 if argument > 0 => {
                if open.len() == CBOR_DEPTH_MAX {
                    return Err(CborError::TooDeep);
                }
                open.push(argument.saturating_mul(if first >> 5 == 5 { 2 } else { 1 }));
                continue;
            }
            6 => return Err(CborError::Unused("tags")),
            _ => {}
        }
        while let Some(left) = open.last_mut() {
            *left -= 1;
            if *left > 0 {
                break;
            }
            open.pop();
        }
    }
    Ok(())
}

fn check_subset(value: &Value, depth: usize) -> Result<(), CborError> {
    if depth > CBOR_DEPTH_MAX {
        return Err(CborError::TooDeep);
    }
    match value {
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Bytes(_) | Value::Text(_) => Ok(()),
        Value::Array(items) => items.iter().try_for_each(|item| check_subset(item, depth + 1)),
        Value::Map(pairs) => pairs.iter().try_for_each(|(key, item)| match key {
            Value::Text(_) | Value::Integer(0..) => check_subset(item, depth + 1),
            _ => Err(CborError::Unused("keys other than text and unsigned integers")),
        }),
        Value::Float(_) => Err(CborError::Unused("floats")),
        _ => Err(CborError::Unused("tags")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn refused(bytes: &[u8]) -> CborError {
        check(bytes, 1 << 20).expect_err("these bytes must be refused")
    }

    #[test]
    fn map_keys_are_written_in_bytewise_order_whatever_the_source_order() {
        #[derive(Serialize)]
        struct Unsorted {
            size: u8,
            op: u8,
            body: u8,
        }
        let bytes = encode(&Unsorted {
            size: 1,
            op: 2,
            body: 3,
        });
        assert_eq!(bytes, b"\xa3\x62op\x02\x64body\x03\x64size\x01");
    }

    #[test]
    fn each_other_way_of_writing_a_value_is_refused() {
        assert!(check(&[0x17], 9).is_ok());
        assert!(
            matches!(refused(&[0x18, 0x17]), CborError::NotDeterministic),
            "long integer"
        );
        assert!(
            matches!(refused(&[0x9f, 0x01, 0xff]), CborError::NotDeterministic),
            "indefinite"
        );
        assert!(
            matches!(refused(b"\xa2\x61b\x01\x61a\x02"), CborError::NotDeterministic),
            "unsorted"
        );
        assert!(
            matches!(refused(b"\xa2\x61a\x01\x61a\x02"), CborError::NotDeterministic),
            "duplicate"
        );
        assert!(matches!(refused(&[0xf7]), CborError::NotDeterministic), "undefined");
        assert!(matches!(refused(&[0x01, 0x01]), CborError::Malformed(_)), "trailing");
        assert!(matches!(refused(&[]), CborError::Malformed(_)), "empty");
        assert!(matches!(refused(&[0xf9, 0x3c, 0x00]), CborError::Unused("floats")));
        assert!(matches!(refused(&[0xc1, 0x01]), CborError::Unused("tags")));
        assert!(
            matches!(refused(&[0xa1, 0x20, 0x01]), CborError::Unused(_)),
            "negative key"
        );
    }

    #[test]
    fn a_million_nested_arrays_are_refused_without_building_them() {
        assert!(matches!(refused(&[0x81; 1_000_000]), CborError::TooDeep));
    }

    #[test]
    fn a_huge_stated_length_costs_nothing() {
        assert!(matches!(
            refused(&[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
            CborError::Malformed(_)
        ));
        assert!(matches!(
            refused(&[0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
            CborError::Malformed(_)
        ));
    }

    #[test]
    fn the_deepest_allowed_value_passes_and_one_level_more_does_not() {
        let nested = |depth: usize| {
            let mut bytes = vec![0x81; depth];
            bytes.push(0x00);
            bytes
        };
        assert!(check(&nested(CBOR_DEPTH_MAX), 99).is_ok());
        assert!(matches!(refused(&nested(CBOR_DEPTH_MAX + 1)), CborError::TooDeep));
    }

    #[test]
    fn a_value_longer_than_its_limit_is_refused_before_it_is_read() {
        assert!(matches!(
            check(&[0x82, 0x01, 0x02], 2),
            Err(CborError::TooLong { found: 3, limit: 2 })
        ));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(map in prop::collection::btree_map(".{0,9}", prop::collection::vec(any::<i64>(), 0..9), 0..9)) {
            let bytes = encode(&map);
            let read: BTreeMap<String, Vec<i64>> = decode(&bytes, 1 << 20).expect("own bytes");
            prop_assert_eq!(read, map);
        }

        #[test]
        fn random_bytes_are_refused_or_are_their_own_encoding(bytes in prop::collection::vec(any::<u8>(), 0..99)) {
            if let Ok(value) = decode_value(&bytes, 1 << 20) {
                prop_assert_eq!(write(&value), bytes);
            }
        }
    }
}
