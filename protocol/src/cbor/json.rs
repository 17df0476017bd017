//! JSON values in CBOR.

use std::borrow::Cow;
use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// A JSON value that travels in CBOR: maps with text keys, arrays, text, booleans, null, and integers
/// from -2^63 to 2^64 - 1.
///
/// serde_json would read such a value as well, but some map keys mean something to it (`raw_value`
/// and `arbitrary_precision` pass numbers and whole texts through them), and then a peer's map comes
/// out as something else. Here a map is a map, and what is read is written as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Json<'v>(pub Cow<'v, Value>);

impl<'v> From<&'v Value> for Json<'v> {
    fn from(value: &'v Value) -> Self {
        Self(Cow::Borrowed(value))
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &*self.0 {
            Value::Null => serializer.serialize_none(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => serializer.serialize_i64(number),
                (_, Some(number)) => serializer.serialize_u64(number),
                _ => Err(S::Error::custom("numbers with a fraction do not travel")),
            },
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(values) => serializer.collect_seq(values.iter().map(Json::from)),
            Value::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(name, value)| (name, Json::from(value))))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = deserializer.deserialize_any(JsonVisitor)?;
        Ok(Self(Cow::Owned(value)))
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value without fractions")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Json(value)) = elements.next_element()? {
            values.push(value.into_owned());
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some((name, Json(value))) = entries.next_entry::<String, Json<'_>>()? {
            fields.insert(name, value.into_owned());
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::{CborError, decode, encode};
    use super::*;

    fn read(bytes: &[u8]) -> Result<Value, CborError> {
        decode::<Json<'_>>(bytes, 1 << 20).map(|json| json.0.into_owned())
    }

    #[test]
    fn a_map_is_a_map_whatever_its_key() {
        for key in ["$serde_json::private::RawValue", "$serde_json::private::Number"] {
            for text in ["1.5", "[[[]]]", "{\"a\":", "1"] {
                let mut bytes = vec![0xa1];
                bytes.extend(encode(key));
                bytes.extend(encode(text));
                assert_eq!(read(&bytes).expect("a map"), json!({ key: text }));
            }
        }
    }

    #[test]
    fn what_json_does_not_know_is_refused() {
        assert_eq!(read(&[0xf6]).expect("null"), Value::Null);
        for bytes in [&[0x41, 0x00][..], &[0xa1, 0x00, 0x00], &[0x81, 0x41, 0x00]] {
            assert!(matches!(read(bytes), Err(CborError::Shape(_))), "{bytes:x?}");
        }
    }

    #[test]
    fn integers_reach_from_the_least_signed_to_the_greatest_unsigned() {
        assert_eq!(read(&encode(&i64::MIN)).expect("least"), json!(i64::MIN));
        assert_eq!(read(&encode(&u64::MAX)).expect("greatest"), json!(u64::MAX));
        let below = [0x3b, 0x80, 0, 0, 0, 0, 0, 0, 0];
        assert!(matches!(read(&below), Err(CborError::Shape(_))));
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            ".{0,9}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 60, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(".{0,9}", inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn json_reads_back_and_is_written_as_serde_json_writes_it(value in json()) {
            let bytes = encode(&Json::from(&value));
            prop_assert_eq!(&bytes, &encode(&value));
            prop_assert_eq!(read(&bytes).expect("own bytes"), value);
        }
    }
}
