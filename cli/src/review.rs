//! `ayni review`: notes that somebody has looked at a record of this platform and found it right.

use clap::Args;
use serde_json::json;

use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;
use crate::revised;

/// Which record, and when to look at it next.
#[derive(Args, Debug)]
pub(crate) struct Review {
    /// The record's id.
    id: String,
    /// When somebody should look at it next; a year from today if not said.
    #[arg(long, value_name = "DATE")]
    next: Option<String>,
}

impl Review {
    /// Publishes the record with its next review, and prints the entry that says so.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let path = format!("/api/v1/records/{}/review", segment(&self.id));
        let body = json!({ "next": self.next }).to_string();
        let answer = Client::find(context)?.post(&path, &[], body.as_bytes())?;
        let next = answer["review_by"].as_str().unwrap_or("–").to_owned();
        revised::print(context, &answer, "cli-review-done", &[("id", self.id), ("next", next)])
    }
}
