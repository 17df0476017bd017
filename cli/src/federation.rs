//! `ayni federation found`: makes charter 0.

use ayni_node::setup;
use clap::{Args, Subcommand};

use crate::context::Context;
use crate::failure::Failure;

/// What to do with federations.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true)]
pub(crate) struct Federation {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Found(Found),
}

/// What charter 0 says.
#[derive(Args, Debug)]
struct Found {
    /// The federation's name.
    #[arg(long)]
    name: String,
    /// How many ballots a change needs.
    #[arg(long, value_parser = ["majority", "two_thirds"])]
    quorum: Option<String>,
    /// The cards of the other founders.
    #[arg(long, value_name = "CARD")]
    member: Vec<String>,
}

impl Federation {
    /// Founds the federation and prints its id.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let Action::Found(found) = self.action;
        let founded = setup::found(
            &context.data_dir()?,
            &found.name,
            found.quorum.as_deref(),
            &found.member,
        )?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&founded);
        }
        ui.status(
            "cli-found-done",
            &[("name", found.name), ("count", (found.member.len() + 1).to_string())],
        );
        ui.pairs(vec![
            (ui.say("cli-federation", &[]), founded.federation),
            (ui.say("cli-epoch", &[]), founded.epoch.to_string()),
        ])?;
        ui.status("cli-found-next", &[]);
        Ok(())
    }
}
