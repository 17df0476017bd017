//! `ayni hide`: does not show a comment any more.

use clap::Args;

use crate::context::Context;
use crate::failure::Failure;
use crate::moderation::{self, Objection};

/// Which comment, and why.
#[derive(Args, Debug)]
pub(crate) struct Hide {
    #[command(flatten)]
    objection: Objection,
}

impl Hide {
    /// Signs that this platform does not show the comment, and prints the entry that says so.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let Objection { id, reason } = self.objection;
        moderation::sign(context, "hide", id, Some(reason), "cli-hide-done")
    }
}
