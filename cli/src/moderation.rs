//! What this platform says of a comment: what `ayni flag`, `ayni hide` and `ayni allow` have in common.

use clap::Args;
use serde_json::json;

use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;

/// Which comment, and what is wrong with it.
#[derive(Args, Debug)]
#[group(skip)]
pub(crate) struct Objection {
    /// The comment's id.
    pub(crate) id: String,
    /// The code of the reason; the node judges it and names those that there are.
    #[arg(long, value_name = "REASON")]
    pub(crate) reason: String,
}

/// Signs what the operation `act` says of the comment `id`, and prints the entry that says so below the sentence `done`.
pub(crate) fn sign(
    context: &Context,
    act: &str,
    id: String,
    reason: Option<String>,
    done: &str,
) -> Result<(), Failure> {
    let path = format!("/api/v1/records/{}/{act}", segment(&id));
    let body = reason.map_or_else(|| json!({}), |reason| json!({ "reason": reason }));
    let signed = Client::find(context)?.post(&path, &[], body.to_string().as_bytes())?;
    context.ui.signed(&signed, done, id)
}
