//! `ayni history`: all versions of a record, and who signed them when.

use clap::Args;

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
                text("time"),
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
