//! `ayni index`: the search index, which is derived from the records.

use ayni_node::setup;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::ui::size;

/// What is done with it.
#[derive(Args, Debug)]
pub(crate) struct Index {
    #[command(subcommand)]
    command: IndexCommand,
}

#[derive(Debug, Subcommand)]
enum IndexCommand {
    Rebuild(Rebuild),
}

/// Makes the index anew.
#[derive(Args, Debug)]
struct Rebuild {}

impl Index {
    /// Prints what search finds now.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let IndexCommand::Rebuild(Rebuild {}) = self.command;
        let working = context.ui.working("cli-indexing");
        let answer = Client::find(context).and_then(|node| node.post("/api/v1/index/rebuild", &[], b""));
        let rebuilt = match answer {
            // Without a node there is nobody to search: the next one that starts makes it anew.
            Err(failure) if failure.code() == "no_node" => {
                setup::forget_index(&context.data_dir()?)?;
                json!({ "records": null, "disk_bytes": null, "seconds": null })
            }
            answer => answer?,
        };
        drop(working);
        let ui = context.ui;
        if ui.json {
            return ui.json(&rebuilt);
        }
        if rebuilt["records"].is_null() {
            ui.status("cli-index-forgotten", &[]);
            return Ok(());
        }
        let number = |name: &str| rebuilt[name].as_u64().unwrap_or_default();
        let seconds = rebuilt["seconds"].as_f64().unwrap_or_default();
        ui.pairs(vec![
            (ui.say("cli-records", &[]), number("records").to_string()),
            (ui.say("cli-disk", &[]), size(number("disk_bytes"))),
            (ui.say("cli-seconds", &[]), format!("{seconds:.1}")),
        ])
    }
}
