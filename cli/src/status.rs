//! `ayni status`: this node at a glance.

use clap::Args;
use serde_json::Value;

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::ui::{Ui, duration, size};

/// Takes no options of its own.
#[derive(Args, Debug)]
pub(crate) struct Status {}

impl Status {
    /// Prints the node's status.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let status = Client::find(context)?.get("/api/v1/status", &[])?;
        if context.ui.json {
            return context.ui.json(&status);
        }
        context.ui.pairs(pairs(&context.ui, &status))
    }
}

/// What people read of a status: names in their language, and numbers with units.
fn pairs(ui: &Ui, status: &Value) -> Vec<(String, String)> {
    let text = |name: &str| status[name].as_str().unwrap_or("–").to_owned();
    let number = |name: &str| status[name].as_u64().unwrap_or_default();
    let links = &status["links"];
    let link = |name: &str| links[name].as_u64().unwrap_or_default().to_string();
    let platform = [
        ("name", text("name")),
        ("country", text("country")),
        ("side", ui.say(side_key(status["side"].as_str()), &[])),
    ];
    let links = [
        ("north_south", link("north_south")),
        ("south_south", link("south_south")),
        ("north_north", link("north_north")),
    ];
    let values = [
        ("cli-platform", ui.say("cli-platform-line", &platform)),
        ("cli-did", text("did")),
        ("cli-peer-id", text("peer_id")),
        ("cli-federation", text("federation")),
        (
            "cli-epoch",
            status["epoch"]
                .as_u64()
                .map_or("–".to_owned(), |epoch| epoch.to_string()),
        ),
        ("cli-state", state(ui, status)),
        ("cli-entries", number("entries").to_string()),
        ("cli-records", records(ui, status)),
        ("cli-authors", number("authors").to_string()),
        ("cli-peers", number("peers").to_string()),
        ("cli-links", ui.say("cli-links-line", &links)),
        ("cli-frontier", text("frontier_digest")),
        ("cli-disk", size(number("disk_bytes"))),
        ("cli-uptime", duration(number("uptime_s"))),
        ("cli-version", text("version")),
    ];
    values
        .into_iter()
        .map(|(key, value)| (ui.say(key, &[]), value))
        .collect()
}

/// What the node is doing, in words.
fn state(ui: &Ui, status: &Value) -> String {
    match status["state"].as_str() {
        Some("joining") => ui.say("cli-state-joining", &[]),
        Some("applied") => ui.say("cli-state-applied", &[]),
        Some("removed") => {
            let epoch = status["epoch"].to_string();
            ui.say("cli-state-removed", &[("epoch", epoch)])
        }
        Some("alone") => ui.say("cli-state-alone", &[]),
        Some("syncing") => syncing(ui, status),
        Some("synced") => ui.say("cli-state-synced", &[]),
        other => other.unwrap_or("–").to_owned(),
    }
}

/// How much is missing, and how long that will take as far as it can be told.
fn syncing(ui: &Ui, status: &Value) -> String {
    let behind = ("behind", status["behind"].to_string());
    let rate = status["entries_per_s"].as_f64().map(|rate| format!("{rate:.0}"));
    match (rate, status["remaining_s"].as_u64()) {
        (Some(rate), Some(seconds)) => {
            let with_rate = [behind, ("rate", rate), ("remaining", duration(seconds))];
            ui.say("cli-state-syncing-rate", &with_rate)
        }
        (Some(_), None) => ui.say("cli-state-syncing-stalled", &[behind]),
        (None, _) => ui.say("cli-state-syncing", &[behind]),
    }
}

/// How many records there are, and how many entries the lists do not show yet.
fn records(ui: &Ui, status: &Value) -> String {
    let records = ("records", status["records"].as_u64().unwrap_or_default().to_string());
    match status["unlisted"].as_u64() {
        None | Some(0) => records.1,
        Some(unlisted) => ui.say("cli-records-behind", &[records, ("unlisted", unlisted.to_string())]),
    }
}

/// The key of the word for a side.
pub(crate) fn side_key(side: Option<&str>) -> &'static str {
    match side {
        Some("north") => "cli-side-north",
        Some("south") => "cli-side-south",
        _ => "cli-side-none",
    }
}

/// The key of the word for a link.
pub(crate) fn link_key(link: Option<&str>) -> &'static str {
    match link {
        Some("north_south") => "cli-link-north-south",
        Some("south_south") => "cli-link-south-south",
        Some("north_north") => "cli-link-north-north",
        _ => "cli-side-none",
    }
}

#[cfg(test)]
mod tests {
    use ayni_node::text::Language;
    use serde_json::json;

    use super::*;

    #[test]
    fn who_waits_for_entries_is_told_how_many_how_fast_and_how_long() {
        let ui = Ui {
            language: Language::En,
            json: false,
            quiet: false,
        };
        let mut status = json!({ "state": "syncing", "behind": 12_000, "records": 7, "unlisted": 0 });
        assert_eq!(state(&ui, &status), "syncing: 12000 entries of peers are not here yet");
        status["entries_per_s"] = json!(0.0);
        assert!(state(&ui, &status).ends_with("none have come in the last seconds"));
        (status["entries_per_s"], status["remaining_s"]) = (json!(99.6), json!(121));
        assert!(
            state(&ui, &status).contains("100 come each second, about 2 min"),
            "{}",
            state(&ui, &status)
        );
        assert_eq!(records(&ui, &status), "7");
        status["unlisted"] = json!(5);
        assert_eq!(records(&ui, &status), "7, and 5 entries are not listed yet");
    }

    #[test]
    fn a_status_without_a_federation_is_shown_too() {
        let ui = Ui {
            language: Language::En,
            json: false,
            quiet: false,
        };
        let pairs = pairs(
            &ui,
            &json!({ "did": "did:key:z", "federation": null, "disk_bytes": 2_000 }),
        );
        assert!(pairs.iter().any(|(_, value)| value == "did:key:z"));
        assert!(pairs.iter().any(|(_, value)| value == "2.0 kB"));
        assert!(
            pairs
                .iter()
                .all(|(name, value)| !name.starts_with("cli-") && !value.is_empty()),
            "{pairs:?}"
        );
    }
}
