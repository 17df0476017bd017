//! JSON Schema (2020-12) of each kind: for programs that fill in forms or check records before they send them.
//!
//! It is made from what the check itself reads. Every record in its published form fits the schema of its kind; a record that fits can
//! still break a rule for which JSON Schema has no words: one that looks at more than one field, check digits, the words of open lists.

use serde_json::{Map, Value, json};

use super::shape::{Form, Member, Shape};
use super::{Kind, LANGUAGES_MAX};
use crate::vocabulary::sustainable_development::GOAL_MAX;
use crate::vocabulary::{country, currency, time_zone};

/// The dialect that the schemas are written in.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a record of this kind, as it is published.
pub fn of(kind: Kind) -> Value {
    let mut members = kind.heading_members();
    members.extend(kind.members());
    let mut schema = object(&members);
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!(kind.label("en"));
    schema["properties"]["kind"] = json!({ "const": kind.as_str() });
    schema
}

/// A BCP 47 tag in its canonical form, roughly.
const LANGUAGE: &str = "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$";

fn object(members: &[Member]) -> Value {
    let properties: Map<String, Value> = members
        .iter()
        .map(|member| (member.name.to_owned(), of_shape(&member.shape)))
        .collect();
    let required: Vec<&str> = members
        .iter()
        .filter(|member| member.required)
        .map(|member| member.name)
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text { chars_max, lines, form } => text(*chars_max, *lines, *form),
        Shape::Localized { chars_max, lines } => json!({
            "type": "object",
            "propertyNames": { "pattern": LANGUAGE },
            "additionalProperties": text(*chars_max, *lines, Form::Words),
            "minProperties": 1,
            "maxProperties": LANGUAGES_MAX,
        }),
        Shape::Code(list) => json!({ "enum": list.codes }),
        Shape::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Shape::Angle { e6_max } => json!({
            "type": "integer",
            "minimum": -e6_max,
            "maximum": e6_max,
            "description": "in millionths of a degree",
        }),
        Shape::Goal => json!({ "type": "integer", "minimum": 1, "maximum": GOAL_MAX }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::List {
            of,
            count_min,
            count_max,
        } => json!({
            "type": "array",
            "items": of_shape(of),
            "minItems": count_min,
            "maxItems": count_max,
            "uniqueItems": true,
        }),
        Shape::Object(members) => object(members),
    }
}

fn text(chars_max: usize, lines: bool, form: Form) -> Value {
    let mut schema = json!({ "type": "string", "minLength": 1, "maxLength": chars_max });
    let list = |codes: Vec<&str>| json!({ "enum": codes });
    let pattern = match form {
        Form::Words if lines => return schema,
        Form::Country => return list(country::all().iter().map(|country| country.code).collect()),
        Form::Currency => return list(currency::all().collect()),
        Form::TimeZone => return list(time_zone::all().collect()),
        Form::Words | Form::Licence => r"^[^\n\r\t]*$",
        Form::Date => r"^[1-9]\d{3}(-\d{2}(-\d{2})?)?$",
        Form::Moment => r"^[1-9]\d{3}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?$",
        Form::Decimal => r"^-?(0|[1-9]\d*)(\.\d+)?$",
        Form::Url => r"^https?://\S+$",
        Form::Email => r"^[^\s@]+@[^\s@]+\.[^\s@]+$",
        Form::Phone => r"^\+?[0-9 ()./-]+$",
        Form::Multiaddr => r"^/\S+$",
        Form::RecordId => "^[0-9a-f]{32}$",
        Form::Did => "^did:key:z[1-9A-HJ-NP-Za-km-z]+$",
        Form::Sha256 => "^[0-9a-f]{64}$",
        Form::Lei => "^[0-9A-Z]{18}[0-9]{2}$",
        Form::Isbn => "^[0-9][0-9 -]*[0-9X]$",
        Form::Doi => r"^10\.\d{4,9}(\.\d+)*/\S+$",
        Form::Language => LANGUAGE,
        Form::Region => "^[A-Z]{2}-[0-9A-Z]{1,3}$",
        Form::Sector => "^(isic:[A-V]|ica:ICA[0-9]+|local:.+)$",
    };
    schema["pattern"] = json!(pattern);
    schema
}
