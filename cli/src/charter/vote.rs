//! `ayni charter sign` and `ayni charter refuse`.

use clap::Args;
use serde_json::{Value, json};

use super::text;
use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::ui::Ui;

/// What to sign.
#[derive(Args, Debug)]
pub(crate) struct Sign {
    /// The hash of the proposal, as `ayni charter ballots` shows it; its first eight digits are enough.
    hash: String,
    /// Go on to the next round, though this one may still succeed.
    #[arg(long)]
    next_round: bool,
}

/// What to refuse.
#[derive(Args, Debug)]
pub(crate) struct Refuse {
    /// Go on to the next round, though this one may still succeed.
    #[arg(long)]
    next_round: bool,
}

impl Sign {
    /// Signs a proposal and says how it stands.
    pub(super) fn run(self, context: &Context) -> Result<(), Failure> {
        let body = json!({ "charter": self.hash, "next_round": self.next_round });
        vote(context, &body, "cli-signed")
    }
}

impl Refuse {
    /// Signs that this platform is for none of the proposals in this round.
    pub(super) fn run(self, context: &Context) -> Result<(), Failure> {
        let body = json!({ "charter": null, "next_round": self.next_round });
        vote(context, &body, "cli-refused")
    }
}

fn vote(context: &Context, body: &Value, key: &str) -> Result<(), Failure> {
    let decision = Client::find(context)?.post("/api/v1/charter/votes", &[], body.to_string().as_bytes())?;
    let ui = context.ui;
    if ui.json {
        return ui.json(&decision);
    }
    tell(&ui, key, &decision)
}

/// Says what came of a proposal or vote, and what comes next.
pub(super) fn tell(ui: &Ui, key: &str, decision: &Value) -> Result<(), Failure> {
    if decision["in_force"] == true {
        ui.status("cli-in-force", &[("epoch", text(decision, "epoch"))]);
    } else if decision["already"] == true {
        ui.status("cli-signed-already", &[]);
    } else if decision["round"].is_null() {
        ui.status("cli-proposed-only", &[]);
    } else {
        ui.status(key, &[]);
    }
    if let Some(hash) = decision["charter"].as_str() {
        ui.line(hash)?;
    }
    if decision["in_force"] == false {
        ui.status("cli-vote-next", &[]);
    }
    Ok(())
}
