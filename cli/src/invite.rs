//! `ayni invite`: a ticket with which another platform finds this federation.

use ayni_node::node::INVITATION_S_MAX;
use ayni_node::refusal::Refusal;
use clap::Args;
use serde_json::{Map, json};

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;

/// What the ticket says.
#[derive(Args, Debug)]
pub(crate) struct Invite {
    /// The role that the invited platform may expect.
    #[arg(long, value_parser = ["member", "observer", "mirror"])]
    role: Option<String>,
    /// How long the ticket holds: a number and `s`, `m`, `h`, `d` or `w`.
    #[arg(long, value_name = "TIME")]
    expires: Option<String>,
}

impl Invite {
    /// Prints the ticket.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let mut wanted = Map::new();
        if let Some(role) = self.role {
            wanted.insert("role".to_owned(), json!(role));
        }
        if let Some(text) = self.expires {
            let seconds = seconds(&text).ok_or_else(|| Refusal::new("bad_duration", 400).with("value", &text))?;
            wanted.insert("expires_s".to_owned(), json!(seconds));
        }
        let body = json!(wanted).to_string();
        let answer = Client::find(context)?.post("/api/v1/invitations", &[], body.as_bytes())?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&json!({ "ticket": answer["ticket"] }));
        }
        let ticket = answer["ticket"].as_str().unwrap_or_default();
        ui.line(ticket)?;
        ui.qr(ticket);
        ui.status("cli-invite-next", &[]);
        Ok(())
    }
}

/// Seconds in a length of time like `90m` or `7d`; `None` if it is none, is nothing, or longer than a ticket may hold.
fn seconds(text: &str) -> Option<u64> {
    let unit = match text.chars().last()? {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 7 * 86_400,
        _ => return None,
    };
    let digits = &text[..text.len() - 1];
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = digits.parse::<u64>().ok()?.checked_mul(unit)?;
    (1..=INVITATION_S_MAX).contains(&seconds).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn lengths_of_time_have_a_number_and_a_unit() {
        for (text, expected) in [
            ("45s", 45),
            ("90m", 5_400),
            ("12h", 43_200),
            ("7d", 604_800),
            ("2w", 1_209_600),
            ("366d", 31_622_400),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        for text in [
            "",
            "d",
            "7",
            "-1d",
            "+1d",
            "0d",
            "1.5h",
            "7 d",
            "7é",
            "99999999999999999999d",
            "9999999w",
            "367d",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
