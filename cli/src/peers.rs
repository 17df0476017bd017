//! `ayni peers`: whom this node is connected to, and what kind of link each connection is.

use clap::Args;
use serde_json::Value;

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::status::{link_key, side_key};
use crate::ui::Ui;

/// Takes no options of its own.
#[derive(Args, Debug)]
pub(crate) struct Peers {}

impl Peers {
    /// Prints the node's connections.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let peers = Client::find(context)?.get("/api/v1/peers", &[])?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&peers);
        }
        let rows: Vec<_> = peers
            .as_array()
            .into_iter()
            .flatten()
            .map(|peer| row(&ui, peer))
            .collect();
        if rows.is_empty() {
            ui.status("cli-peers-none", &[]);
            return Ok(());
        }
        let columns = [
            "cli-platform",
            "cli-country",
            "cli-side",
            "cli-link",
            "cli-transport",
            "cli-rtt",
            "cli-score",
            "cli-since",
            "cli-address",
        ];
        ui.table(&columns, rows)
    }
}

fn row(ui: &Ui, peer: &Value) -> Vec<String> {
    let text = |name: &str| peer[name].as_str().unwrap_or("–").to_owned();
    let number = |name: &str| {
        peer[name]
            .as_f64()
            .map_or("–".to_owned(), |number| format!("{number:.1}"))
    };
    vec![
        text("name"),
        text("country"),
        ui.say(side_key(peer["side"].as_str()), &[]),
        ui.say(link_key(peer["link"].as_str()), &[]),
        text("transport"),
        number("rtt_ms"),
        number("score"),
        text("since"),
        text("address"),
    ]
}
