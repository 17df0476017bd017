//! `ayni show`: the current version of a record.

use ayni_node::text::Language;
use clap::Args;
use serde_json::Value;

use crate::beside::{self, BESIDE};
use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;
use crate::list::{is_localised, text_in};

/// Which record.
#[derive(Args, Debug)]
pub(crate) struct Show {
    /// The record's id.
    id: String,
}

impl Show {
    /// Prints the record: its fields under the names that import files use, and what others say of it.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let record = Client::find(context)?.get(&format!("/api/v1/records/{}", segment(&self.id)), &[])?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&record);
        }
        let original = record["original"].as_str();
        ui.line(&crate::ui::plain(
            &text_in(&record["title"], original, ui.language),
            false,
        ))?;
        ui.line("")?;
        let mut pairs = Vec::new();
        for (name, value) in record.as_object().into_iter().flatten() {
            match name.as_str() {
                "title" => {}
                name if BESIDE.contains(&name) => {}
                _ => collect(name.clone(), value, original, ui.language, &mut pairs),
            }
        }
        ui.pairs(pairs)?;
        beside::print(&ui, &record)
    }
}

/// Adds what `value` holds under the path `name`. Of texts in several languages only the reader's is shown.
fn collect(name: String, value: &Value, original: Option<&str>, language: Language, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Object(members) if !is_localised(members) => {
            for (member, inner) in members {
                collect(format!("{name}.{member}"), inner, original, language, pairs);
            }
        }
        Value::Object(_) => pairs.push((name, text_in(value, original, language))),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (position, item) in items.iter().enumerate() {
                collect(format!("{name}[{position}]"), item, original, language, pairs);
            }
        }
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(scalar).collect();
            pairs.push((name, texts.join("; ")));
        }
        // Coordinates are integers so that they can be signed; people read degrees.
        Value::Number(number) if name == "geo.lat" || name == "geo.lon" => {
            let degrees = number
                .as_f64()
                .map_or_else(|| number.to_string(), |micro| format!("{:.6}", micro / 1e6));
            pairs.push((name, degrees));
        }
        other => pairs.push((name, scalar(other))),
    }
}

fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_is_shown_field_by_field() {
        let record = json!({
            "countries": ["SN", "GM"],
            "summary": { "fr": "bonjour", "en": "hello" },
            "geo": { "lat": 14_693_425, "precision": "city" },
            "registrations": [{ "list": "SN-X", "number": "007" }],
        });
        let mut pairs = Vec::new();
        for (name, value) in record.as_object().expect("an object") {
            collect(name.clone(), value, Some("fr"), Language::En, &mut pairs);
        }
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        for expected in [
            ("countries", "SN; GM"),
            ("summary", "hello"),
            ("geo.lat", "14.693425"),
            ("geo.precision", "city"),
            ("registrations[0].number", "007"),
        ] {
            assert!(pairs.contains(&expected), "{expected:?} is not in {pairs:?}");
        }
    }
}
