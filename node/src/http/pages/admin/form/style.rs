//! How a field is asked for, by what it holds. Whoever writes a form and whoever reads it look here.

use ayni_protocol::record::Shape;
use ayni_protocol::record::shape::Form;
use serde_json::{Map, Value};

/// What stands behind a path in the names of fields that are none of the record's.
pub(super) const REST: &str = "@rest";
/// As above: the codes of a list as they stood, since boxes have an order of their own.
pub(super) const ORDER: &str = "@order";
/// As above: this part of a list shall go.
pub(super) const OUT: &str = "@out";

/// How the elements of a list are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A box to tick for each code.
    Boxes,
    /// All in one field, each on a line of its own.
    Lines,
    /// A field for each, and an empty one.
    Rows,
    /// A group of fields for each, and an empty one.
    Parts,
}

impl Style {
    /// How a list of these is asked for.
    pub(super) fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Code(_) | Shape::Goal => Self::Boxes,
            Shape::Object(_) => Self::Parts,
            Shape::Text {
                form: Form::Country | Form::Language | Form::Sector,
                ..
            } => Self::Rows,
            Shape::Text { lines: false, .. } => Self::Lines,
            _ => Self::Rows,
        }
    }
}

/// The path of a field within the object at `path`, which is empty for the record itself.
pub(super) fn within(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// Whether a form can show `value` as one of these. What it can't show is kept as it is.
///
/// Text passes for a number: somebody may have typed it.
pub(super) fn fits(value: &Value, shape: &Shape) -> bool {
    match shape {
        Shape::Text { .. } | Shape::Code(_) => value.is_string(),
        Shape::Integer { .. } | Shape::Angle { .. } | Shape::Goal => value.is_i64() || value.is_string(),
        Shape::Boolean => value.is_boolean() || value.is_string(),
        Shape::Localized { .. } => value
            .as_object()
            .is_some_and(|texts| texts.values().all(Value::is_string)),
        Shape::List { of, .. } => {
            let is_flat = !matches!(**of, Shape::List { .. } | Shape::Localized { .. });
            let elements = value.as_array();
            is_flat && elements.is_some_and(|elements| elements.iter().all(|element| fits(element, of)))
        }
        Shape::Object(_) => value.is_object(),
    }
}

/// The fields of `object` that a form with these members can't show.
pub(super) fn rest(object: &Map<String, Value>, members: &[ayni_protocol::record::Member]) -> Map<String, Value> {
    let is_shown = |name: &str, value: &Value| {
        let member = members.iter().find(|member| member.name == name);
        member.is_some_and(|member| fits(value, &member.shape))
    };
    let rest = object.iter().filter(|(name, value)| !is_shown(name, value));
    rest.map(|(name, value)| (name.clone(), value.clone())).collect()
}
