//! `ayni allow`: takes back what this platform had against a comment.

use clap::Args;

use crate::context::Context;
use crate::failure::Failure;
use crate::moderation;

/// Which comment.
#[derive(Args, Debug)]
pub(crate) struct Allow {
    /// The comment's id.
    id: String,
}

impl Allow {
    /// Signs that this platform has nothing against the comment, and prints the entry that says so.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        moderation::sign(context, "allow", self.id, None, "cli-allow-done")
    }
}
