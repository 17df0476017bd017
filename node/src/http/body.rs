//! What a request carries: JSON, bounded before it is read.

use std::fmt;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use serde::de::{DeserializeOwned, Error as _, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Number, Value};

use crate::refusal::Refusal;

/// Most records in one request.
pub(super) const RECORDS_MAX: usize = 1_000;

/// Largest body with records, in bytes: a thousand records of 16 KiB.
pub(super) const RECORDS_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Largest body of every other request, in bytes.
pub(super) const BODY_BYTES_MAX: usize = 1024 * 1024;

/// The body as it came, if it came whole and is at most `limit` bytes long. The limit itself is
/// set on the route; here it only goes into words.
pub(super) fn whole(body: Result<Bytes, BytesRejection>, limit: usize) -> Result<Bytes, Refusal> {
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::new("body_too_large", 413).with("limit", limit),
        _ => Refusal::new("bad_json", 400).with("cause", rejection.body_text()),
    })
}

/// A body of JSON; an empty one stands for an object without fields.
pub(super) fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let text = if bytes.is_empty() { b"{}" } else { bytes };
    // Fields without their names, in an array, would do as well, and mean something else as soon as there is one more.
    if !text.trim_ascii_start().starts_with(b"{") {
        return Err(bad_json(&serde_json::Error::custom("an object is expected")));
    }
    serde_json::from_slice(text).map_err(|cause| bad_json(&cause))
}

/// A JSON array of at most [`RECORDS_MAX`] values.
pub(super) fn records(bytes: &[u8]) -> Result<Vec<Value>, Refusal> {
    let Records { values, complete } = serde_json::from_slice(bytes).map_err(|cause| bad_json(&cause))?;
    if complete {
        Ok(values)
    } else {
        Err(Refusal::new("too_many_records", 422).with("limit", RECORDS_MAX))
    }
}

/// A number that is whole, also where it is written with a fraction, as `60.0`: to a JSON Schema both are integers.
pub(super) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    /// Below that every whole number is one of its own.
    const EXACT_MAX: f64 = 9_007_199_254_740_992.0;
    let Some(number) = Option::<Number>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let written = |number: f64| (number.fract() == 0.0 && (0.0..EXACT_MAX).contains(&number)).then_some(number as u64);
    let whole = number.as_u64().or_else(|| number.as_f64().and_then(written));
    whole
        .map(Some)
        .ok_or_else(|| D::Error::custom("a whole number is expected"))
}

fn bad_json(cause: &serde_json::Error) -> Refusal {
    Refusal::new("bad_json", 400).with("cause", cause)
}

/// Reads no more values than are allowed: sixteen mebibytes of `1,1,1,…` would take a gigabyte.
struct Records {
    values: Vec<Value>,
    complete: bool,
}

impl<'de> Deserialize<'de> for Records {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Array;

        impl<'de> Visitor<'de> for Array {
            type Value = Records;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of records")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Records, A::Error> {
                let mut values = Vec::new();
                while values.len() < RECORDS_MAX {
                    match array.next_element()? {
                        Some(value) => values.push(value),
                        None => break,
                    }
                }
                let mut complete = true;
                while array.next_element::<IgnoredAny>()?.is_some() {
                    complete = false;
                }
                Ok(Records { values, complete })
            }
        }

        deserializer.deserialize_seq(Array)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_may_be_written_with_a_fraction() {
        let read = |text: &str| integer(&mut serde_json::Deserializer::from_str(text)).ok();
        assert_eq!(
            (read("60"), read("60.0"), read("6e1")),
            (Some(Some(60)), Some(Some(60)), Some(Some(60)))
        );
        assert_eq!(read("null"), Some(None));
        for text in ["60.5", "-1", "-1.0", "1e300", "\"60\"", "true"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_thousand_records_are_read_and_one_more_is_refused() {
        let body = |count| format!("[{}]", vec!["{}"; count].join(","));
        assert_eq!(records(body(1_000).as_bytes()).expect("allowed").len(), 1_000);
        let refusal = records(body(1_001).as_bytes()).expect_err("one too many");
        assert_eq!((refusal.code, refusal.status), ("too_many_records", 422));
    }

    #[test]
    fn what_is_no_array_is_refused_with_the_place() {
        for body in ["", "{", "{}", "[{}", "[1,]", "[{}] x", "\"text\""] {
            let refusal = records(body.as_bytes()).expect_err(body);
            assert_eq!((refusal.code, refusal.status), ("bad_json", 400), "{body}");
            assert!(refusal.args[0].1.contains("line 1"), "{:?}", refusal.args);
        }
    }

    #[test]
    fn fields_without_their_names_are_refused() {
        let read = |body: &str| object::<std::collections::BTreeMap<String, u8>>(body.as_bytes());
        assert_eq!(read("").expect("no fields").len(), 0);
        // White space is no JSON, and who sends it has meant to send something.
        assert_eq!(read("\r\n").expect_err("no object").code, "bad_json");
        assert_eq!(read("{\"a\": 1}").expect("one field").len(), 1);
        #[derive(Debug, Deserialize)]
        struct Pair {
            _one: Option<u8>,
            _other: Option<u8>,
        }
        let refusal = object::<Pair>(b"[null, null]").expect_err("no object");
        assert_eq!((refusal.code, refusal.status), ("bad_json", 400));
    }

    #[test]
    fn nesting_without_end_is_refused() {
        let deep = "[".repeat(100_000);
        assert_eq!(records(deep.as_bytes()).expect_err("too deep").code, "bad_json");
    }
}
