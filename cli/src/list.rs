//! `ayni list`: the records that a node holds, its own and those of others.

use ayni_node::text::{Language, best};
use clap::Args;
use serde_json::{Map, Value};

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::filters::Filters;

/// Which records, and which page of them.
#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    filters: Filters,
    /// Most records of a page.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=500))]
    limit: Option<u16>,
    /// Where the last page ended.
    #[arg(long)]
    cursor: Option<String>,
}

impl List {
    /// Prints one page of records.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let page = Client::find(context)?.get("/api/v1/records", &self.query())?;
        shown(context, &page)
    }

    /// Which records, and which page of them, as parameters of a request.
    pub(crate) fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = self.filters.query();
        query.extend(self.limit.map(|limit| ("limit", limit.to_string())));
        query.extend(self.cursor.clone().map(|cursor| ("cursor", cursor)));
        query
    }
}

/// Prints a page of records.
pub(crate) fn shown(context: &Context, page: &Value) -> Result<(), Failure> {
    let ui = context.ui;
    if ui.json {
        return ui.json(page);
    }
    let rows: Vec<_> = page["records"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| cells(row, ui.language))
        .collect();
    let shown = rows.len().to_string();
    if !rows.is_empty() {
        ui.table(
            &[
                "cli-id",
                "cli-kind",
                "cli-title",
                "cli-countries",
                "cli-platform",
                "cli-status",
            ],
            rows,
        )?;
    }
    let total = page["total"].as_u64().unwrap_or_default().to_string();
    ui.status("cli-list-total", &[("shown", shown), ("total", total)]);
    if let Some(cursor) = page["cursor"].as_str() {
        ui.status("cli-list-next", &[("cursor", cursor.to_owned())]);
    }
    Ok(())
}

fn cells(row: &Value, language: Language) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("–").to_owned();
    let countries: Vec<&str> = row["countries"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    vec![
        text(&row["id"]),
        text(&row["kind"]),
        text_in(&row["title"], row["original"].as_str(), language),
        countries.join(", "),
        text(&row["platform"]["name"]),
        text(&row["status"]),
    ]
}

/// Whether an object is one text in several languages: every name is a language tag, every value a text.
pub(crate) fn is_localised(members: &Map<String, Value>) -> bool {
    !members.is_empty()
        && members.iter().all(|(name, value)| {
            let language = name.split('-').next().unwrap_or_default();
            matches!(language.len(), 2 | 3)
                && language.bytes().all(|byte| byte.is_ascii_lowercase())
                && value.is_string()
        })
}

/// The text that the reader understands best: theirs, the original, any. Where it is not in the reader's language, its own
/// follows in brackets: `coopérative [fr]`.
pub(crate) fn text_in(text: &Value, original: Option<&str>, language: Language) -> String {
    match best(text, original, language) {
        (Some(tag), text) if tag.parse() != Ok(language) => format!("{text} [{tag}]"),
        (_, text) => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_reader_gets_the_text_they_understand_best() {
        let title = json!({ "fr": "coopérative", "es-EC": "cooperativa" });
        assert_eq!(text_in(&title, Some("fr"), Language::Es), "cooperativa");
        assert_eq!(text_in(&title, Some("fr"), Language::En), "coopérative [fr]");
        assert_eq!(
            text_in(&json!({ "wo": "mbootaay" }), None, Language::En),
            "mbootaay [wo]"
        );
        assert_eq!(text_in(&json!("plain"), None, Language::En), "plain");
        assert_eq!(text_in(&json!(null), None, Language::En), "");
    }

    #[test]
    fn an_address_is_not_taken_for_a_text() {
        let members = |value: Value| value.as_object().cloned().unwrap_or_default();
        assert!(is_localised(&members(json!({ "fr": "a", "pt-BR": "b" }))));
        assert!(!is_localised(&members(json!({ "street": "a", "locality": "b" }))));
        assert!(!is_localised(&members(json!({ "lat": 1, "lon": 2 }))));
        assert!(!is_localised(&members(json!({}))));
    }
}
