//! `ayni init`: makes the key, configuration and store of a platform.

use ayni_node::setup::{self, Profile};
use clap::Args;

use crate::context::Context;
use crate::failure::Failure;

/// Who the platform is.
#[derive(Args, Debug)]
pub(crate) struct Init {
    /// The platform's name.
    #[arg(long)]
    name: String,
    /// Its country, ISO 3166-1 alpha-2.
    #[arg(long, value_name = "CC")]
    country: String,
    /// The side it declares; the country decides otherwise.
    #[arg(long, value_parser = ["north", "south"])]
    side: Option<String>,
    /// The language it mostly writes in, BCP 47.
    #[arg(long)]
    language: Option<String>,
}

impl Init {
    /// Makes the platform and prints who it is.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let dir = context.data_dir()?;
        let profile = Profile {
            name: self.name,
            country: self.country,
            side: self.side,
            language: self.language,
        };
        let made = setup::init(&dir, profile)?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&made);
        }
        ui.status("cli-init-done", &[]);
        ui.pairs(vec![
            (ui.say("cli-did", &[]), made.did),
            (ui.say("cli-peer-id", &[]), made.peer_id),
            (ui.say("cli-data-dir", &[]), made.data_dir),
            (ui.say("cli-card", &[]), made.card),
        ])?;
        ui.status("cli-init-next", &[]);
        Ok(())
    }
}
