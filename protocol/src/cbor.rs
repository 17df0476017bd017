//! Deterministic, bounded CBOR: the only file that names serde_cbor.
//!
//! What is written follows RFC 8949 §4.2.1 (shortest forms, definite lengths, map keys in bytewise
//! order) and uses a subset of CBOR: integers, byte and text strings, arrays, maps whose keys are
//! text or unsigned integers, booleans and null. What is read must be, byte for byte, what would
//! have been written: no floats, no tags, no other key types, nothing nested deeper than
//! [`CBOR_DEPTH_MAX`], no more than [`CBOR_ITEMS_MAX`] items, nothing after the value.
//!
//! All of that is seen in one pass over the bytes, before anything is built from them.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::limits::CBOR_DEPTH_MAX;

pub mod cursor;
mod form;
mod json;

pub use json::Json;

/// Most items in one value: arrays, maps, keys and what else stands alone.
///
/// Bytes do not bound memory: a map of three bytes becomes a tree of seven hundred. So many items
/// become seven megabytes at worst. The fullest values that the other limits allow have fewer: a
/// response full of the shortest entries 29,000, a charter of a thousand members 12,000, a practice
/// with full lists in forty languages 12,000.
pub const CBOR_ITEMS_MAX: usize = 32_768;

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
    Malformed(&'static str),
    /// Well-formed, but not the one way in which this value is written.
    #[error("CBOR not in its deterministic form (RFC 8949 §4.2)")]
    NotDeterministic,
    /// A type that the formats do not use.
    #[error("CBOR {0} are not used in this format")]
    Unused(&'static str),
    /// Arrays or maps nested too deeply.
    #[error("CBOR nested deeper than {CBOR_DEPTH_MAX} levels")]
    TooDeep,
    /// Another item than comes in this place.
    #[error("CBOR with something else in the place of {0}")]
    Unexpected(&'static str),
    /// More items than any value needs.
    #[error("CBOR of more than {CBOR_ITEMS_MAX} items")]
    TooManyItems,
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
    let bytes = write(value, 0).expect("our own types can be serialised");
    let checked = form::check(&bytes);
    assert!(checked.is_ok(), "our own types keep to the format: {checked:?}");
    bytes
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
    // The bytes are deterministic; whether they are this value's own is another question, since a
    // deserialiser takes an array for a struct, a number for a name, and passes over what it does not know.
    match write(&value, bytes.len()) {
        Ok(again) if again == bytes => Ok(value),
        _ => Err(CborError::NotDeterministic),
    }
}

/// The value of type `T` in `bytes`, which may hold fields that `T` does not have: for what a
/// newer version may extend.
///
/// # Errors
/// As [`decode`], except for such fields.
pub fn decode_open<T: DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, CborError> {
    if bytes.len() > limit {
        return Err(CborError::TooLong {
            found: bytes.len(),
            limit,
        });
    }
    form::check(bytes)?;
    serde_cbor::from_slice(bytes).map_err(CborError::Shape)
}

/// What `value` is written as, about `length` bytes, its maps in order. Fails for what cannot be
/// written in this format; that the rest of it is in the subset has still to be checked.
fn write<T: Serialize + ?Sized>(value: &T, length: usize) -> Result<Vec<u8>, CborError> {
    let mut bytes = Vec::with_capacity(length);
    let mut serializer = serde_cbor::Serializer::new(&mut bytes);
    value.serialize(&mut serializer).map_err(CborError::Shape)?;
    form::sorted(&bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::{Deserialize, Deserializer};
    use serde_cbor::Value;

    use super::form::check;
    use super::*;

    fn refused(bytes: &[u8]) -> CborError {
        check(bytes).expect_err("these bytes must be refused")
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
        let nested = BTreeMap::from([("ab", BTreeMap::from([("d", 1), ("", 2)])), ("c", BTreeMap::new())]);
        assert_eq!(encode(&nested), b"\xa2\x61c\xa0\x62ab\xa2\x60\x02\x61d\x01");
    }

    #[test]
    fn each_other_way_of_writing_a_value_is_refused() {
        assert!(check(&[0x17]).is_ok());
        for (bytes, why) in [
            (&[0x18, 0x17][..], "long integer"),
            (&[0x19, 0x00, 0xff], "integer of two bytes where one will do"),
            (&[0x38, 0x17], "long negative integer"),
            (&[0x58, 0x01, 0x00], "long length"),
            (&[0x9f, 0x01, 0xff], "indefinite array"),
            (&[0x7f, 0x61, 0x61, 0xff], "indefinite text"),
            (b"\xa2\x61b\x01\x61a\x02", "unsorted"),
            (b"\xa2\x62aa\x01\x61b\x02", "sorted by letters, not by encoding"),
            (b"\xa2\x61a\x01\x01\x02", "text before a number"),
            (b"\xa2\x61a\x01\x61a\x02", "duplicate"),
        ] {
            assert!(matches!(refused(bytes), CborError::NotDeterministic), "{why}");
        }
        assert!(check(b"\xa3\x01\x02\x61b\x01\x62aa\x02").is_ok());
    }

    #[test]
    fn what_is_not_one_value_is_refused() {
        for (bytes, why) in [
            (&[0x01, 0x01][..], "trailing"),
            (&[], "empty"),
            (&[0x82, 0x01], "an element is missing"),
            (&[0xa1, 0x01], "a value is missing"),
            (&[0x42, 0x01], "half a byte string"),
            (&[0x19, 0x01], "half an integer"),
            (&[0x61, 0xff], "not UTF-8"),
            (&[0x1c], "reserved"),
        ] {
            assert!(matches!(refused(bytes), CborError::Malformed(_)), "{why}");
        }
    }

    #[test]
    fn types_that_the_format_does_not_use_are_refused() {
        for bytes in [[0xf4], [0xf5], [0xf6]] {
            assert!(check(&bytes).is_ok());
        }
        assert!(matches!(refused(&[0xf9, 0x3c, 0x00]), CborError::Unused("floats")));
        assert!(matches!(refused(&[0xc1, 0x01]), CborError::Unused("tags")));
        for bytes in [
            &[0xf7][..],
            &[0xe0],
            &[0xf8, 0xff],
            &[0xa1, 0x20, 0x01],
            &[0xa1, 0x40, 0x01],
            &[0xa1, 0xf5, 0x01],
        ] {
            assert!(matches!(refused(bytes), CborError::Unused(_)), "{bytes:x?}");
        }
    }

    #[test]
    fn a_huge_stated_length_costs_nothing() {
        for first in [0x5b, 0x7b, 0x9b, 0xbb] {
            let mut bytes = [0xff; 9];
            bytes[0] = first;
            assert!(matches!(refused(&bytes), CborError::Malformed(_)), "{first:x}");
        }
    }

    #[test]
    fn the_deepest_allowed_value_passes_and_one_level_more_does_not() {
        let nested = |depth: usize, inmost: u8| {
            let mut bytes = vec![0x81; depth];
            bytes.push(inmost);
            bytes
        };
        for inmost in [0x00, 0x80, 0xa0] {
            assert!(check(&nested(CBOR_DEPTH_MAX, inmost)).is_ok());
            assert!(matches!(
                refused(&nested(CBOR_DEPTH_MAX + 1, inmost)),
                CborError::TooDeep
            ));
        }
    }

    /// A type of which nobody may build a value.
    #[derive(Debug, Serialize)]
    struct Unbuilt;

    impl<'de> Deserialize<'de> for Unbuilt {
        fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            panic!("something was built from bytes that were to be refused before")
        }
    }

    /// An array of as many elements, each of them `element`.
    fn array(count: u32, element: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x9a];
        bytes.extend(count.to_be_bytes());
        bytes.extend(element.repeat(count as usize));
        bytes
    }

    #[test]
    fn what_would_cost_much_memory_is_refused_before_anything_is_built() {
        let limit = 2 << 20;
        let read = |bytes: &[u8]| decode::<Unbuilt>(bytes, limit).expect_err("refused");
        assert!(matches!(read(&[0x81; 1 << 20]), CborError::TooDeep));
        for element in [
            &[0xa1, 0x00, 0x00][..],
            &[0xa1, 0x60, 0x60],
            &[0x80],
            &[0x82, 0x40, 0xf6],
        ] {
            let many = array(600_000 / element.len() as u32, element);
            assert!(matches!(read(&many), CborError::TooManyItems), "{element:x?}");
        }
        let unsorted = [&array(9_000, &[0xa0])[..], b"\xa2\x01\x01\x00\x00"].concat();
        let unsorted = [&[0x82][..], &unsorted].concat();
        assert!(matches!(read(&unsorted), CborError::NotDeterministic));
        let endless = array(u32::MAX / 4096, &[0x00])[..30_000].to_vec();
        assert!(matches!(read(&endless), CborError::Malformed(_)));
    }

    #[test]
    fn as_many_items_as_allowed_pass_and_one_more_does_not() {
        let full = CBOR_ITEMS_MAX as u32 - 1;
        let elements: Vec<u8> = array(u32::from(u16::MAX) + 1, &[0x00])[5..][..full as usize].to_vec();
        let counted = |count: u16, elements: &[u8]| [&[0x99][..], &count.to_be_bytes(), elements].concat();
        assert!(check(&counted(full as u16, &elements)).is_ok());
        let more = [&elements[..], &[0x00]].concat();
        assert!(matches!(
            refused(&counted(full as u16 + 1, &more)),
            CborError::TooManyItems
        ));
    }

    #[test]
    fn a_value_longer_than_its_limit_is_refused_before_it_is_read() {
        assert!(matches!(
            decode::<Unbuilt>(&[0x82, 0x01, 0x02], 2),
            Err(CborError::TooLong { found: 3, limit: 2 })
        ));
    }

    #[test]
    fn deterministic_bytes_that_are_not_the_values_own_encoding_are_refused() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Pair {
            a: u8,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            b: Option<u8>,
        }
        assert_eq!(
            decode::<Pair>(b"\xa1\x61a\x01", 9).expect("own"),
            Pair { a: 1, b: None }
        );
        for (bytes, why) in [
            (&b"\xa2\x61a\x01\x61b\xf6"[..], "an absent field written as null"),
            (b"\xa2\x61a\x01\x61c\x02", "an unknown field"),
            (b"\x82\x01\x02", "an array for a map"),
            (b"\xa1\x00\x01", "a number for a field's name"),
        ] {
            assert!(
                matches!(decode::<Pair>(bytes, 99), Err(CborError::NotDeterministic)),
                "{why}"
            );
        }
        assert_eq!(
            decode_open::<Pair>(b"\xa2\x61a\x01\x61c\x02", 99).expect("open"),
            Pair { a: 1, b: None }
        );
    }

    /// The rules once more, by way of a tree: what is written again in the same way, and holds only
    /// what the format uses.
    fn accepted_by_way_of_a_tree(bytes: &[u8]) -> bool {
        fn in_subset(value: &Value, depth: usize) -> bool {
            depth <= CBOR_DEPTH_MAX
                && match value {
                    Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Bytes(_) | Value::Text(_) => true,
                    Value::Array(items) => items.iter().all(|item| in_subset(item, depth + 1)),
                    Value::Map(pairs) => pairs.iter().all(|(key, item)| {
                        matches!(key, Value::Text(_) | Value::Integer(0..)) && in_subset(item, depth + 1)
                    }),
                    _ => false,
                }
        }
        serde_cbor::from_slice(bytes).is_ok_and(|value: Value| {
            in_subset(&value, 0) && serde_cbor::to_vec(&value).is_ok_and(|again| again == bytes)
        })
    }

    #[test]
    fn every_value_of_two_bytes_is_judged_as_by_way_of_a_tree() {
        for first in 0..=u8::MAX {
            assert_eq!(
                check(&[first]).is_ok(),
                accepted_by_way_of_a_tree(&[first]),
                "{first:x}"
            );
            for second in 0..=u8::MAX {
                let bytes = [first, second];
                assert_eq!(check(&bytes).is_ok(), accepted_by_way_of_a_tree(&bytes), "{bytes:x?}");
            }
        }
    }

    /// The first bytes of an item, its argument in as few bytes as will do or in more.
    fn head(kind: u8, argument: u64, widened: u8) -> Vec<u8> {
        let least = match argument {
            0..24 => 0,
            24..0x100 => 1,
            0x100..0x1_0000 => 2,
            0x1_0000..0x1_0000_0000 => 3,
            _ => 4,
        };
        let bytes = argument.to_be_bytes();
        match (least + widened).min(4) {
            0 => vec![kind << 5 | argument as u8],
            width => [&[kind << 5 | (23 + width)], &bytes[8 - (1 << (width - 1))..]].concat(),
        }
    }

    /// Mostly none, so that what is put together is right often enough.
    fn slip() -> impl Strategy<Value = u8> {
        prop_oneof![29 => Just(0_u8), 1 => 1_u8..3]
    }

    /// Items that are right, or nearly.
    fn item() -> impl Strategy<Value = Vec<u8>> {
        let argument = prop_oneof![0_u64..30, 0_u64..70_000, any::<u64>()];
        let leaf = prop_oneof![
            4 => (0_u8..2, argument, slip()).prop_map(|(kind, argument, widened)| head(kind, argument, widened)),
            2 => (2_u8..4, "[a-c]{0,3}", slip(), slip()).prop_map(|(kind, text, widened, cut)| {
                let mut bytes = head(kind, text.len() as u64, widened);
                bytes.extend(text.bytes().skip(usize::from(cut)));
                bytes
            }),
            1 => (0xf4_u8..0xf7).prop_map(|simple| vec![simple]),
            1 => prop::collection::vec(any::<u8>(), 1..3),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            let members = prop::collection::vec(inner.clone(), 0..5);
            let key = prop_oneof![9 => "[a-c]{0,2}".prop_map(|text| encode(&text)), 9 => (0_u8..40).prop_map(|key| encode(&key)), 1 => inner.clone()];
            let entries = prop::collection::vec((key, inner), 0..4);
            prop_oneof![
                (members, slip(), slip()).prop_map(|(members, more, widened)| {
                    let mut bytes = head(4, members.len() as u64 + u64::from(more), widened);
                    bytes.extend(members.concat());
                    bytes
                }),
                (entries, slip(), slip(), any::<u8>()).prop_map(|(mut entries, more, widened, order)| {
                    if order > 40 {
                        entries.sort();
                        entries.dedup_by(|a, b| a.0 == b.0);
                    }
                    let mut bytes = head(5, entries.len() as u64 + u64::from(more), widened);
                    bytes.extend(entries.into_iter().flat_map(|(key, value)| [key, value].concat()));
                    bytes
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(map in prop::collection::btree_map(".{0,9}", prop::collection::vec(any::<i64>(), 0..9), 0..9)) {
            let bytes = encode(&map);
            let read: BTreeMap<String, Vec<i64>> = decode(&bytes, 1 << 20).expect("own bytes");
            prop_assert_eq!(read, map);
        }

        #[test]
        fn bytes_are_judged_as_by_way_of_a_tree(bytes in prop_oneof![9 => item(), 1 => prop::collection::vec(any::<u8>(), 0..99)]) {
            prop_assert_eq!(check(&bytes).is_ok(), accepted_by_way_of_a_tree(&bytes), "{}", hex::encode(&bytes));
        }

        #[test]
        fn what_is_put_in_order_is_what_a_tree_would_write(bytes in item()) {
            let as_tree = serde_cbor::from_slice::<Value>(&bytes).ok();
            if let (Ok(sorted), Some(tree)) = (form::sorted(&bytes), as_tree)
                && check(&sorted).is_ok()
            {
                prop_assert_eq!(sorted, serde_cbor::to_vec(&tree).expect("a tree is written"));
            }
        }
    }
}
