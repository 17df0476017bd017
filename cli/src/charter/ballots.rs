//! `ayni charter ballots`: what is proposed, who has signed, and who is missing.

use ayni_node::node::told_apart;
use serde_json::Value;

use super::{items, text};
use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::ui::Ui;

/// Prints how the vote on the next charter stands.
pub(super) fn run(context: &Context) -> Result<(), Failure> {
    let ballots = Client::find(context)?.get("/api/v1/charter/ballots", &[])?;
    let ui = context.ui;
    if ui.json {
        return ui.json(&ballots);
    }
    let voters = items(&ballots, "voters").count().to_string();
    let round = ballots["round"].as_u64().unwrap_or_default() + 1;
    ui.line(&ui.say(
        "cli-ballots",
        &[
            ("epoch", text(&ballots, "epoch")),
            ("round", round.to_string()),
            ("quorum", text(&ballots, "quorum")),
            ("voters", voters),
        ],
    ))?;
    if items(&ballots, "proposals").next().is_none() {
        ui.line(&ui.say("cli-ballots-none", &[]))?;
    }
    for proposal in items(&ballots, "proposals") {
        ui.line("")?;
        show(&ui, proposal, &ballots)?;
    }
    let refusals = names(&ballots, &ballots["refusals"]);
    if !refusals.is_empty() {
        ui.line("")?;
        ui.line(&ui.say("cli-refusals", &[("names", refusals)]))?;
    }
    for double in items(&ballots, "doubles") {
        ui.line(&ui.say("cli-double", &[("name", name(&ballots, &double["voter"]))]))?;
    }
    for frozen in items(&ballots, "frozen") {
        ui.line("")?;
        let entries: Vec<String> = items(frozen, "entries")
            .map(|id| id.as_str().unwrap_or_default().to_owned())
            .collect();
        ui.line(&ui.say(
            "cli-frozen",
            &[
                ("name", name(&ballots, &frozen["author"])),
                ("seq", text(frozen, "seq")),
                ("entries", entries.join(", ")),
            ],
        ))?;
    }
    Ok(())
}

fn show(ui: &Ui, proposal: &Value, ballots: &Value) -> Result<(), Failure> {
    ui.line(&text(proposal, "hash"))?;
    for change in items(proposal, "changes") {
        ui.line(&format!("  {}", change_line(ui, change)))?;
    }
    let invited_by = &proposal["invited_by"];
    let by = if invited_by.is_null() {
        ui.say("cli-proposed-by", &[("names", names(ballots, &proposal["proposers"]))])
    } else {
        ui.say("cli-applied", &[("name", name(ballots, invited_by))])
    };
    ui.line(&format!("  {by}"))?;
    let signed = items(proposal, "votes").count();
    let line = ui.say(
        "cli-votes",
        &[
            ("count", signed.to_string()),
            ("quorum", text(ballots, "quorum")),
            ("names", or_dash(names(ballots, &proposal["votes"]))),
            ("missing", or_dash(names(ballots, &proposal["missing"]))),
        ],
    );
    ui.line(&format!("  {line}"))
}

/// What a platform is called among those who vote.
fn name(ballots: &Value, platform: &Value) -> String {
    let voters = items(ballots, "voters").map(|voter| (text(voter, "did"), text(voter, "name")));
    let voters: Vec<(String, String)> = voters.collect();
    told_apart(
        &text(platform, "did"),
        &text(platform, "name"),
        &text(platform, "country"),
        voters.iter().map(|(did, name)| (did.as_str(), name.as_str())),
    )
}

/// The same of several, with commas between them.
fn names(ballots: &Value, platforms: &Value) -> String {
    let platforms = platforms.as_array().into_iter().flatten();
    let names: Vec<String> = platforms.map(|platform| name(ballots, platform)).collect();
    names.join(", ")
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

/// One change in a sentence.
fn change_line(ui: &Ui, change: &Value) -> String {
    let platform = &change["platform"];
    let kind = if change["change"] == "quorum" { "quorum" } else { "role" };
    let args = [
        ("name", text(platform, "name")),
        ("country", text(platform, "country")),
        ("role", ui.word("role", &text(platform, "role"))),
        ("value", ui.word(kind, &text(change, "value"))),
        ("seq", text(change, "seq")),
        ("entry", text(change, "entry")),
        ("words", text(change, "key_words")),
    ];
    let key = match change["change"].as_str().unwrap_or_default() {
        "admit" => "cli-change-admit",
        "remove" => "cli-change-remove",
        "role" => "cli-change-role",
        "replace" => "cli-change-replace",
        "unfreeze" => "cli-change-unfreeze",
        _ => "cli-change-quorum",
    };
    ui.say(key, &args)
}
