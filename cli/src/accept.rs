//! `ayni accept`: takes part in a partnership that another platform has published.

use clap::Args;
use serde_json::json;

use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;

/// Which partnership.
#[derive(Args, Debug)]
pub(crate) struct Accept {
    /// The record's id.
    id: String,
    /// Takes no part in it, or no longer.
    #[arg(long)]
    decline: bool,
}

impl Accept {
    /// Signs this platform's answer to the current version and prints the entry that says so.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let path = format!("/api/v1/records/{}/answer", segment(&self.id));
        let answer = json!({ "accepted": !self.decline }).to_string();
        let signed = Client::find(context)?.post(&path, &[], answer.as_bytes())?;
        let said = if self.decline {
            "cli-decline-done"
        } else {
            "cli-accept-done"
        };
        context.ui.signed(&signed, said, self.id)
    }
}
