//! Points and addresses, and texts of several languages, as formats of others want them.

use ayni_protocol::localized::Localized;
use serde_json::{Map, Value};

/// Latitude and longitude in degrees of a record's `geo`; the nearest floats to its six digits.
pub(super) fn degrees(point: &Value) -> Option<(f64, f64)> {
    let angle = |name: &str| Some(point[name].as_i64()? as f64 / 1e6);
    Some((angle("lat")?, angle("lon")?))
}

/// The parts of an address that are there, in the order of an envelope, without the country.
pub(super) fn address_lines(address: &Value) -> Vec<&str> {
    ["street", "postcode", "locality", "region"]
        .into_iter()
        .filter_map(|name| address[name].as_str())
        .collect()
}

/// The text of a record's field in the language it was written in, or else in another.
pub(super) fn original(record: &Map<String, Value>, field: &str) -> Option<String> {
    let texts: Localized = serde_json::from_value(record.get(field)?.clone()).ok()?;
    let original = record.get("original").and_then(Value::as_str).unwrap_or_default();
    texts.best(original, original).map(|(_, text)| text.to_owned())
}

/// The elements of a record's field; none where it is absent or no list.
pub(super) fn list<'r>(record: &'r Map<String, Value>, field: &str) -> &'r [Value] {
    record.get(field).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
