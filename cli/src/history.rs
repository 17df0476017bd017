//! `ayni history`: all versions of a record, and who signed them when.

use clap::Args;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;
use crate::list::text_in;

/// Which record.
#[derive(Args, Debug)]
pub(crate) struct History {
    /// The record's id.
    id: String,
}

impl History {
    /// Prints the versions, in the order in which the node gives them.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let path = format!("/api/v1/records/{}/history", segment(&self.id));
        let versions = Client::find(context)?.get(&path, &[])?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&versions);
        }
        let rows = versions.as_array().into_iter().flatten().map(|version| {
            let text = |name: &str| version[name].as_str().unwrap_or("–").to_owned();
            vec![
                version["seq"].to_string(),
                moment(&version["time"]),
                text("op"),
                text_in(&version["title"], None, ui.language),
                text("author"),
                text("entry"),
            ]
        });
        let columns = ["cli-seq", "cli-time", "cli-op", "cli-title", "cli-author", "cli-entry"];
        ui.table(&columns, rows.collect())
    }
}

/// A moment in UTC and whole seconds, as RFC 3339 has it, from Unix time in milliseconds; what is no such time is shown as
/// it is.
pub(crate) fn moment(value: &Value) -> String {
    let known = value
        .as_i64()
        .and_then(|ms| OffsetDateTime::from_unix_timestamp(ms.div_euclid(1_000)).ok());
    match (known.and_then(|moment| moment.format(&Rfc3339).ok()), value) {
        (Some(text), _) => text,
        (None, Value::String(text)) => text.clone(),
        (None, Value::Null) => "–".to_owned(),
        (None, other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::moment;

    #[test]
    fn times_are_shown_in_utc() {
        assert_eq!(moment(&json!(1_700_000_000_999_i64)), "2023-11-14T22:13:20Z");
        assert_eq!(moment(&json!("2024-01-01")), "2024-01-01");
        assert_eq!(moment(&json!(u64::MAX)), u64::MAX.to_string());
        assert_eq!(moment(&json!(null)), "–");
    }
}
