//! `ayni join`: takes a ticket, so that the node finds the federation when it starts.

use ayni_node::setup;
use clap::Args;

use crate::context::Context;
use crate::failure::Failure;

/// The invitation.
#[derive(Args, Debug)]
pub(crate) struct Join {
    /// What `ayni invite` printed.
    ticket: String,
}

impl Join {
    /// Keeps the ticket and prints which federation it is for.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let joined = setup::join(&context.data_dir()?, self.ticket.trim())?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&joined);
        }
        ui.status("cli-join-done", &[]);
        let state = match joined.state {
            "applied" => "cli-state-applied",
            "unheard" => "cli-state-unheard",
            _ => "cli-state-joining",
        };
        ui.pairs(vec![
            (ui.say("cli-federation", &[]), joined.federation),
            (ui.say("cli-state", &[]), ui.say(state, &[])),
            (ui.say("cli-key-words", &[]), joined.key_words),
        ])?;
        ui.status("cli-join-words", &[]);
        ui.status("cli-join-next", &[]);
        Ok(())
    }
}
