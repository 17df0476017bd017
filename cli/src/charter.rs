//! `ayni charter`: who belongs to the federation, and how its members change that.

mod ballots;
mod propose;
mod vote;

use clap::{Args, Subcommand};
use serde_json::Value;

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
    Propose(propose::Propose),
    Ballots,
    Sign(vote::Sign),
    Refuse(vote::Refuse),
}

impl Charter {
    /// Prints the charter or how the vote stands, or proposes, signs or refuses a change.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        match self.action {
            Action::Show => show(context),
            Action::Propose(propose) => propose.run(context),
            Action::Ballots => ballots::run(context),
            Action::Sign(sign) => sign.run(context),
            Action::Refuse(refuse) => refuse.run(context),
        }
    }
}

fn show(context: &Context) -> Result<(), Failure> {
    let charter = Client::find(context)?.get("/api/v1/charter", &[])?;
    let ui = context.ui;
    if ui.json {
        return ui.json(&charter);
    }
    ui.pairs(vec![
        (ui.say("cli-name", &[]), text(&charter, "name")),
        (ui.say("cli-federation", &[]), text(&charter, "federation")),
        (ui.say("cli-epoch", &[]), text(&charter, "epoch")),
        (ui.say("cli-quorum", &[]), ui.word("quorum", &text(&charter, "quorum"))),
        (ui.say("cli-ballots-needed", &[]), text(&charter, "ballots_needed")),
    ])?;
    let columns = [
        "cli-platform",
        "cli-country",
        "cli-side",
        "cli-basis",
        "cli-role",
        "cli-did",
    ];
    ui.line("")?;
    ui.table(
        &columns,
        items(&charter, "members").map(|member| row(&ui, member)).collect(),
    )?;
    let former: Vec<Vec<String>> = items(&charter, "former")
        .map(|former| former_row(&ui, former))
        .collect();
    if !former.is_empty() {
        ui.line("")?;
        ui.line(&ui.say("cli-former", &[]))?;
        let columns = [
            "cli-platform",
            "cli-country",
            "cli-side",
            "cli-last-entry",
            "cli-successor",
            "cli-did",
        ];
        ui.table(&columns, former)?;
    }
    Ok(())
}

/// A value as people read it; a dash where there is none.
fn text(value: &Value, name: &str) -> String {
    match &value[name] {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn items<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

fn row(ui: &Ui, member: &Value) -> Vec<String> {
    let side = ui.say(side_key(member["side"].as_str()), &[]);
    vec![
        text(member, "name"),
        text(member, "country"),
        side,
        text(member, "basis"),
        ui.word("role", &text(member, "role")),
        text(member, "did"),
    ]
}

fn former_row(ui: &Ui, former: &Value) -> Vec<String> {
    let side = ui.say(side_key(former["side"].as_str()), &[]);
    vec![
        text(former, "name"),
        text(former, "country"),
        side,
        text(former, "last"),
        text(former, "successor"),
        text(former, "did"),
    ]
}
