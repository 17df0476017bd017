//! `ayni erase`: takes back for good what this platform has said in a record, on every node.

use ayni_node::refusal::Refusal;
use clap::Args;

use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;

/// Which record.
#[derive(Args, Debug)]
pub(crate) struct Erase {
    /// The record's id.
    id: String,
    /// Does it: there is no way back.
    #[arg(long)]
    yes: bool,
}

impl Erase {
    /// Erases the record and prints the entry that says so; without `--yes` it says what that means, and refuses.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        if !self.yes {
            return Err(Refusal::new("erase_unconfirmed", 400).with("id", self.id).into());
        }
        let path = format!("/api/v1/records/{}/erase", segment(&self.id));
        let signed = Client::find(context)?.post(&path, &[], b"{}")?;
        context.ui.signed(&signed, "cli-erase-done", self.id)
    }
}
