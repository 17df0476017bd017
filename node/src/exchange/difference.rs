//! What differs between two versions of a record, field by field.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::fields;

/// A field that two versions of a record do not have alike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The field's path, as a column of an export is called: `title.fr`, `geo.lat`. Lists are compared as a whole.
    pub field: String,
    /// What the older version has; null if it has nothing there.
    pub old: Value,
    /// What the newer version has; null if it has nothing there.
    pub new: Value,
}

/// The fields in which `old` and `new` differ, in the order in which an export has them.
pub(crate) fn differences(old: &Value, new: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(old, new, String::new(), &mut found);
    found.sort_by_key(|difference| fields::rank(&difference.field));
    found
}

fn compare(old: &Value, new: &Value, field: String, found: &mut Vec<Difference>) {
    if old == new {
        return;
    }
    let nothing = serde_json::Map::new();
    let (before, after) = match (old, new) {
        (Value::Object(before), Value::Object(after)) => (before, after),
        (Value::Object(before), Value::Null) => (before, &nothing),
        (Value::Null, Value::Object(after)) => (&nothing, after),
        _ => {
            return found.push(Difference {
                field,
                old: old.clone(),
                new: new.clone(),
            });
        }
    };
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let member = |object: &serde_json::Map<String, Value>| object.get(name).cloned().unwrap_or_default();
        let path = if field.is_empty() {
            name.clone()
        } else {
            format!("{field}.{name}")
        };
        compare(&member(before), &member(after), path, found);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_field_that_differs_is_named_once_and_the_others_are_not() {
        let old = json!({ "kind": "enterprise", "oid": "1", "title": { "fr": "A", "en": "B" }, "tags": ["x"], "geo": { "lat": 1 } });
        let new = json!({ "kind": "enterprise", "oid": "1", "title": { "fr": "C", "en": "B" }, "tags": ["x", "y"], "acronym": "D" });
        let found = differences(&old, &new);
        let shown: Vec<_> = found
            .iter()
            .map(|d| (d.field.as_str(), d.old.clone(), d.new.clone()))
            .collect();
        assert_eq!(
            shown,
            [
                ("title.fr", json!("A"), json!("C")),
                ("tags", json!(["x"]), json!(["x", "y"])),
                ("acronym", Value::Null, json!("D")),
                ("geo.lat", json!(1), Value::Null),
            ]
        );
        assert!(differences(&new, &new).is_empty());
    }
}
