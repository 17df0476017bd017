//! `ayni receipt`: which platforms have confirmed that a record is erased from their files.

use clap::Args;
use serde_json::Value;

use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;
use crate::ui::Ui;

/// Which record.
#[derive(Args, Debug)]
pub(crate) struct Receipt {
    /// The record's id.
    id: String,
}

impl Receipt {
    /// Prints what each platform of the charter has said.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let path = format!("/api/v1/records/{}/receipt", segment(&self.id));
        let receipt = Client::find(context)?.get(&path, &[])?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&receipt);
        }
        let platforms = receipt["platforms"].as_array().into_iter().flatten();
        let mut rows: Vec<Vec<String>> = platforms.map(|platform| row(&ui, platform)).collect();
        // People look for names; the node has the order of keys.
        rows.sort();
        ui.table(&["cli-platform", "cli-state", "cli-since", "cli-did"], rows)?;
        let key = match receipt["complete"].as_bool() {
            Some(true) => "cli-receipt-complete",
            _ => "cli-receipt-waiting",
        };
        ui.status(key, &[("id", self.id)]);
        Ok(())
    }
}

fn row(ui: &Ui, platform: &Value) -> Vec<String> {
    let text = |name: &str| platform[name].as_str().unwrap_or("–").to_owned();
    let state = match platform["state"].as_str() {
        Some("erased") => "cli-receipt-erased",
        Some("cannot_confirm") => "cli-receipt-cannot",
        _ => "cli-receipt-not-yet",
    };
    vec![text("name"), ui.say(state, &[]), text("since"), text("did")]
}
