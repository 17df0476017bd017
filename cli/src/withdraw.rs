//! `ayni withdraw`: takes a record of this platform off all lists.

use clap::Args;

use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;

/// Which record.
#[derive(Args, Debug)]
pub(crate) struct Withdraw {
    /// The record's id.
    id: String,
}

impl Withdraw {
    /// Withdraws the record and prints the entry that says so.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let path = format!("/api/v1/records/{}/withdraw", segment(&self.id));
        let signed = Client::find(context)?.post(&path, &[], b"{}")?;
        context.ui.signed(&signed, "cli-withdraw-done", self.id)
    }
}
