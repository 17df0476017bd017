//! `ayni same`: says that two records are of the same thing.

use clap::Args;
use serde_json::json;

use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;
use crate::revised;

/// Which two records; one at least is this platform's.
#[derive(Args, Debug)]
pub(crate) struct Same {
    /// The id of a record of this platform, or of the other one.
    one: String,
    /// The id of the other.
    other: String,
}

impl Same {
    /// Publishes this platform's record with a relation to the other, and prints the entry that says so.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let path = format!("/api/v1/records/{}/same", segment(&self.one));
        let body = json!({ "other": self.other }).to_string();
        let answer = Client::find(context)?.post(&path, &[], body.as_bytes())?;
        let words = [("one", self.one), ("other", self.other)];
        revised::print(context, &answer, "cli-same-done", &words)
    }
}
