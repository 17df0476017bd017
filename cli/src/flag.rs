//! `ayni flag`: says that a comment should be looked at.

use clap::Args;

use crate::context::Context;
use crate::failure::Failure;
use crate::moderation::{self, Objection};

/// Which comment, and why.
#[derive(Args, Debug)]
pub(crate) struct Flag {
    #[command(flatten)]
    objection: Objection,
}

impl Flag {
    /// Signs that somebody should look at the comment, and prints the entry that says so.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let Objection { id, reason } = self.objection;
        moderation::sign(context, "flag", id, Some(reason), "cli-flag-done")
    }
}
