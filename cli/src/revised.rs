//! What is printed of a new version that changes one thing in a record.

use serde_json::Value;

use crate::context::Context;
use crate::failure::Failure;

/// Prints the node's answer: as it is for programs; for people the sentence `done`, or that the record said so already,
/// and the entry that holds the version.
pub(crate) fn print(context: &Context, answer: &Value, done: &str, words: &[(&str, String)]) -> Result<(), Failure> {
    let ui = context.ui;
    if ui.json {
        return ui.json(answer);
    }
    if answer["outcome"] == "unchanged" {
        ui.status("cli-revised-unchanged", &[]);
    } else {
        ui.status(done, words);
    }
    let entry = answer["entry"].as_str().unwrap_or_default().to_owned();
    let seq = answer["seq"].as_u64().unwrap_or_default().to_string();
    ui.pairs(vec![(ui.say("cli-entry", &[]), entry), (ui.say("cli-seq", &[]), seq)])
}
