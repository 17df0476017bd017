//! `ayni charter`: who belongs to the federation, and admitting more.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::status::side_key;
use crate::ui::Ui;

/// What to do with the charter.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true)]
pub(crate) struct Charter {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Show,
    Propose(Propose),
}

/// What to change.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true)]
struct Propose {
    #[command(subcommand)]
    change: Change,
}

#[derive(Debug, Subcommand)]
enum Change {
    Admit(Admit),
}

/// Whom to admit.
#[derive(Args, Debug)]
struct Admit {
    /// What `ayni init` printed for them.
    #[arg(required = true, value_name = "CARD")]
    cards: Vec<String>,
}

impl Charter {
    /// Prints the charter, or changes it.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        match self.action {
            Action::Show => show(context),
            Action::Propose(Propose {
                change: Change::Admit(admit),
            }) => admit.run(context),
        }
    }
}

fn show(context: &Context) -> Result<(), Failure> {
    let charter = Client::find(context)?.get("/api/v1/charter", &[])?;
    let ui = context.ui;
    if ui.json {
        return ui.json(&charter);
    }
    let text = |name: &str| {
        charter[name]
            .as_str()
            .map_or_else(|| charter[name].to_string(), str::to_owned)
    };
    ui.pairs(vec![
        (ui.say("cli-name", &[]), text("name")),
        (ui.say("cli-federation", &[]), text("federation")),
        (ui.say("cli-epoch", &[]), text("epoch")),
        (ui.say("cli-quorum", &[]), text("quorum")),
    ])?;
    ui.line("")?;
    let rows = charter["members"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|member| row(&ui, member));
    let columns = [
        "cli-platform",
        "cli-country",
        "cli-side",
        "cli-basis",
        "cli-role",
        "cli-did",
    ];
    ui.table(&columns, rows.collect())
}

fn row(ui: &Ui, member: &Value) -> Vec<String> {
    let text = |name: &str| member[name].as_str().unwrap_or("–").to_owned();
    let side = ui.say(side_key(member["side"].as_str()), &[]);
    vec![
        text("name"),
        text("country"),
        side,
        text("basis"),
        text("role"),
        text("did"),
    ]
}

impl Admit {
    fn run(self, context: &Context) -> Result<(), Failure> {
        let body = json!({ "cards": self.cards }).to_string();
        let changed = Client::find(context)?.post("/api/v1/charter/admissions", &[], body.as_bytes())?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&changed);
        }
        let epoch = changed["epoch"].as_u64().unwrap_or_default().to_string();
        ui.status(
            "cli-admit-done",
            &[("count", self.cards.len().to_string()), ("epoch", epoch)],
        );
        ui.status("cli-admit-next", &[]);
        Ok(())
    }
}
