//! `ayni verify`: checks every log, from the first entry to the head.

use ayni_node::refusal::Refusal;
use ayni_node::setup;
use ayni_node::store::Depth;
use clap::Args;
use serde_json::{Value, json};

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::ui::{Ui, plain};

/// How much is checked.
#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// Every signature and body, not only the chain.
    #[arg(long)]
    deep: bool,
}

impl Verify {
    /// Prints what was found. What is bad is a failure, so that scripts notice.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let found = self.checked(context)?;
        let ui = context.ui;
        if ui.json {
            ui.json(&found)?;
        } else {
            let number = |name: &str| found[name].as_u64().unwrap_or_default().to_string();
            ui.pairs(vec![
                (ui.say("cli-entries", &[]), number("entries")),
                (ui.say("cli-authors", &[]), number("authors")),
                (ui.say("cli-erased", &[]), number("erased")),
                (ui.say("cli-bad", &[]), counted(&found["bad"])),
                (ui.say("cli-forks", &[]), counted(&found["forks"])),
            ])?;
            for name in ["bad", "forks"] {
                for fault in found[name].as_array().into_iter().flatten() {
                    ui.line(&line(&ui, fault))?;
                }
            }
        }
        if found["ok"].as_bool() != Some(true) {
            let bad = counted(&found["bad"]);
            return Err(Refusal::new("verify_failed", 500).with("count", bad).into());
        }
        if !ui.json {
            ui.status("cli-verify-ok", &[]);
        }
        Ok(())
    }

    /// The check by the node that runs, or by this program where none does.
    fn checked(&self, context: &Context) -> Result<Value, Failure> {
        let working = context.ui.working("cli-verifying");
        let body = json!({ "deep": self.deep }).to_string();
        let answer = Client::find(context).and_then(|node| node.post("/api/v1/verify", &[], body.as_bytes()));
        match answer {
            Err(failure) if failure.code() == "no_node" => {
                let depth = if self.deep { Depth::Signatures } else { Depth::Chain };
                let found = setup::verify(&context.data_dir()?, depth, |entries| working.tell(entries.to_string()))?;
                Ok(serde_json::to_value(found).map_err(Refusal::internal)?)
            }
            answer => answer,
        }
    }
}

fn counted(items: &Value) -> String {
    items.as_array().map_or(0, Vec::len).to_string()
}

/// One fault: whose log, which number, what is wrong.
fn line(ui: &Ui, fault: &Value) -> String {
    let text = |name: &str| fault[name].as_str().unwrap_or_default().to_owned();
    let why = if fault["why"].is_null() {
        ui.say("cli-fork", &[])
    } else {
        text("why")
    };
    let arguments = [
        ("author", text("author")),
        ("seq", fault["seq"].to_string()),
        ("why", why),
    ];
    plain(&ui.say("cli-fault", &arguments), false)
}

#[cfg(test)]
mod tests {
    use ayni_node::text::Language;

    use super::*;

    #[test]
    fn a_fault_is_told_in_one_line() {
        let ui = Ui {
            language: Language::En,
            json: false,
            quiet: false,
        };
        let bad = line(
            &ui,
            &json!({ "author": "did:key:z1", "seq": 7, "why": "the body\nis missing" }),
        );
        assert!(
            bad.contains("did:key:z1") && bad.contains('7') && bad.contains("the body is missing"),
            "{bad}"
        );
        let fork = line(&ui, &json!({ "author": "did:key:z1", "seq": 7 }));
        assert!(fork.contains(&ui.say("cli-fork", &[])), "{fork}");
    }
}
