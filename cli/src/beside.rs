//! What others say of a record that is shown: what platforms have against a comment, the records that name it, the comments on it.

use ayni_protocol::vocabulary::moderation::Reason;
use serde_json::Value;

use crate::failure::Failure;
use crate::list::text_in;
use crate::ui::{Ui, plain};

/// The members of a record in JSON that are said here, and not among its fields.
pub(crate) const BESIDE: [&str; 2] = ["mentions", "moderation"];

/// Prints it all, below the fields; nothing where nobody says anything.
pub(crate) fn print(ui: &Ui, record: &Value) -> Result<(), Failure> {
    let comments = &record["mentions"]["comments"];
    for part in [
        list(&record["moderation"], |word| objection(ui, word)),
        relations(ui, &record["mentions"]["relations"]),
        list(&comments["records"], |comment| said(ui, comment)),
    ] {
        if !part.is_empty() {
            ui.line("")?;
        }
        for line in part {
            // Others have written it: nothing of it steers the terminal.
            ui.line(&plain(&line, false))?;
        }
    }
    match left(comments) {
        0 => Ok(()),
        more => ui.line(&ui.say("web-comments-more", &[("count", more.to_string())])),
    }
}

fn list(values: &Value, line: impl Fn(&Value) -> String) -> Vec<String> {
    values.as_array().into_iter().flatten().map(line).collect()
}

/// How many there are beyond those that are shown.
fn left(naming: &Value) -> u64 {
    let shown = naming["records"].as_array().map_or(0, Vec::len) as u64;
    naming["total"].as_u64().unwrap_or_default().saturating_sub(shown)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn platform(platform: &Value) -> String {
    let name = platform["name"].as_str().or_else(|| platform["did"].as_str());
    name.unwrap_or_default().to_owned()
}

fn objection(ui: &Ui, word: &Value) -> String {
    let key = match word["act"].as_str() {
        Some("hide") => "cli-hidden-by",
        _ => "cli-flagged-by",
    };
    let reason = word["reason"].as_str().and_then(Reason::parse).unwrap_or(Reason::Other);
    let args = [
        ("name", platform(word)),
        ("reason", reason.label(ui.language.as_str()).to_owned()),
        ("time", text(&word["time"])),
    ];
    ui.say(key, &args)
}

fn relations(ui: &Ui, naming: &Value) -> Vec<String> {
    let mut lines = list(&naming["records"], |record| {
        let key = format!("web-mention-{}", text(&record["predicate"]).replace('_', "-"));
        let title = text_in(&record["title"], record["original"].as_str(), ui.language);
        let said = ui.say(&key, &[("name", platform(&record["platform"]))]);
        format!("{said} {title} ({})", text(&record["id"]))
    });
    match left(naming) {
        0 => {}
        more => lines.push(ui.say("web-mentions-more", &[("count", more.to_string())])),
    }
    lines
}

fn said(ui: &Ui, comment: &Value) -> String {
    let body = text_in(&comment["body"], comment["language"].as_str(), ui.language);
    let key = match comment["handle"].is_string() {
        true => "cli-comment",
        false => "cli-comment-unnamed",
    };
    let args = [
        ("name", platform(&comment["platform"])),
        ("handle", text(&comment["handle"])),
        ("id", text(&comment["id"])),
        ("time", text(&comment["time"])),
        ("body", body),
    ];
    ui.say(key, &args)
}

#[cfg(test)]
mod tests {
    use ayni_node::text::Language;
    use serde_json::json;

    use super::*;

    fn ui(language: Language) -> Ui {
        Ui {
            language,
            json: false,
            quiet: false,
        }
    }

    #[test]
    fn what_others_say_is_said_in_the_readers_language() {
        let platform = json!({ "did": "did:key:z6Mk", "name": "Réseau X" });
        let naming = json!({ "total": 3, "complete": true, "records": [
            { "predicate": "same_as", "id": "07", "title": { "fr": "Le moulin" }, "original": "fr", "platform": platform },
        ]});
        let lines = relations(&ui(Language::En), &naming);
        assert_eq!(lines[0], "Is said by Réseau X to be the same as: Le moulin [fr] (07)");
        assert!(lines[1].contains('2'), "{lines:?}");
        let word = json!({ "did": "did:key:z6Mk", "name": "Réseau X", "act": "hide", "reason": "spam", "time": "2026-01-02T03:04:05Z" });
        for (language, reason) in [
            (Language::En, "spam"),
            (Language::Fr, "indésirable"),
            (Language::Es, "spam"),
        ] {
            let said = objection(&ui(language), &word);
            assert!(said.contains("Réseau X") && said.contains(reason), "{said}");
        }
        let comment = json!({ "id": "08", "platform": platform, "time": "2026-01-02T03:04:05Z", "body": { "en": "Yes" }, "language": "en" });
        let without = said(&ui(Language::En), &comment);
        assert!(without.contains("Réseau X") && without.contains("Yes"), "{without}");
    }

    #[test]
    fn every_relation_has_its_words() {
        use ayni_node::text::is_known;
        use ayni_protocol::vocabulary::relation::Predicate;
        for predicate in Predicate::ALL {
            let key = format!("web-mention-{}", predicate.as_str().replace('_', "-"));
            assert!(is_known(&key), "{key}");
        }
    }
}
