//! `ayni charter propose`: any number of changes, all in one proposal.

use ayni_node::node::Wish;
use clap::Args;
use serde_json::json;

use super::vote;
use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;

/// What to change.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true)]
pub(crate) struct Propose {
    /// Platforms to admit, each by the card that its `ayni init` printed.
    #[arg(long, value_name = "CARD")]
    admit: Vec<String>,
    /// The role of those who are admitted.
    #[arg(long = "as", value_name = "ROLE", value_parser = ["member", "observer", "mirror"], requires = "admit")]
    role_admitted: Option<String>,
    /// Members to remove.
    #[arg(long, value_name = "PLATFORM")]
    remove: Vec<String>,
    /// New roles.
    #[arg(long, value_name = "PLATFORM=ROLE", value_parser = pair)]
    role: Vec<(String, String)>,
    /// Another quorum rule.
    #[arg(long, value_parser = ["majority", "two_thirds"])]
    quorum: Option<String>,
    /// New keys of platforms.
    #[arg(long, value_name = "PLATFORM=CARD", value_parser = pair)]
    replace: Vec<(String, String)>,
    /// Forked logs to go on with, each by the last entry of the branch that counts.
    #[arg(long, value_name = "PLATFORM=ENTRY", value_parser = pair)]
    unfreeze: Vec<(String, String)>,
}

/// What stands before and behind the last `=`: names may hold one too.
fn pair(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((platform, value)) if !platform.is_empty() && !value.is_empty() => {
            Ok((platform.to_owned(), value.to_owned()))
        }
        _ => Err(format!("`{text}` has no `=` between a platform and what it gets")),
    }
}

impl Propose {
    /// Proposes the changes, signs them if this platform has not voted yet, and says how it stands.
    pub(super) fn run(self, context: &Context) -> Result<(), Failure> {
        let mut changes: Vec<Wish> = Vec::new();
        let role = self.role_admitted;
        changes.extend(self.admit.into_iter().map(|card| Wish::Admit {
            card,
            role: role.clone(),
        }));
        changes.extend(self.remove.into_iter().map(|platform| Wish::Remove { platform }));
        let roles = self.role.into_iter();
        changes.extend(roles.map(|(platform, role)| Wish::Role { platform, role }));
        let keys = self.replace.into_iter();
        changes.extend(keys.map(|(platform, card)| Wish::Replace { platform, card }));
        let branches = self.unfreeze.into_iter();
        changes.extend(branches.map(|(platform, entry)| Wish::Unfreeze { platform, entry }));
        changes.extend(self.quorum.map(Wish::Quorum));
        let body = json!({ "changes": changes }).to_string();
        let decision = Client::find(context)?.post("/api/v1/charter/proposals", &[], body.as_bytes())?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&decision);
        }
        vote::tell(&ui, "cli-proposed", &decision)
    }
}

#[cfg(test)]
mod tests {
    use super::pair;

    #[test]
    fn a_platform_and_what_it_gets_stand_around_the_last_equals_sign() {
        let good = |platform: &str, value: &str| Ok((platform.to_owned(), value.to_owned()));
        assert_eq!(pair("Red=observer"), good("Red", "observer"));
        assert_eq!(pair("A=B=mirror"), good("A=B", "mirror"));
        assert!(pair("Red").is_err() && pair("=x").is_err() && pair("Red=").is_err());
    }
}
