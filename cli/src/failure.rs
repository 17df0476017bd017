//! Why a command did not do what it was asked, and the exit status that says so.

use std::path::Path;

use ayni_node::exchange::Fault;
use ayni_node::refusal::Refusal;
use ayni_node::text::{Language, is_known, say};
use serde_json::{Map, Value, json};

/// Exit status when the work was refused or failed.
pub(crate) const FAILED: u8 = 1;
/// Exit status when the command line itself is wrong.
pub(crate) const WRONG_USAGE: u8 = 2;
/// Exit status when no node answers.
pub(crate) const NO_NODE: u8 = 3;

/// Codes that mean that no node answered, so that a script can start one and try again.
const NO_NODE_CODES: [&str; 2] = ["no_node", "node_silent"];

/// Codes that mean that the command line asks for what can't be.
const WRONG_USAGE_CODES: [&str; 15] = [
    "bad_address",
    "bad_country",
    "bad_duration",
    "bad_language",
    "bad_name",
    "bad_query",
    "bad_side",
    "columns_unnamed",
    "erase_unconfirmed",
    "format_unclear",
    "mapping_of_other_kind",
    "rejected_is_input",
    "stdout_taken",
    "wrong_usage",
    "xlsx_to_terminal",
];

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The program or the node in this process refused.
    Refused(Refusal),
    /// A running node refused, or a file is at fault; the words are in the reader's language already.
    Told(Told),
    /// The same failure, with better advice than its code has.
    Advised(Box<Failure>, String),
    /// Nobody reads the output any more (`ayni export | head`): no failure to speak of.
    OutputClosed,
}

/// What people and scripts are told of a failure; a node's problem document (RFC 9457) says all of it.
#[derive(Debug)]
pub(crate) struct Told {
    /// Stable word for programs.
    pub(crate) code: String,
    /// What was refused and why.
    pub(crate) message: String,
    /// What the reader can do about it; empty where the node knows nothing.
    pub(crate) hint: String,
    /// Rules that records break, each with the `index` of its record in the request.
    pub(crate) problems: Vec<Value>,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Failure {
    /// A file could not be read.
    pub(crate) fn unreadable(file: &Path, cause: impl std::fmt::Display) -> Self {
        Refusal::new("file_unreadable", 400)
            .with("path", file.display())
            .with("cause", cause)
            .into()
    }

    /// A file could not be written.
    pub(crate) fn unwritable(file: &Path, cause: impl std::fmt::Display) -> Self {
        Refusal::new("file_unwritable", 500)
            .with("path", file.display())
            .with("cause", cause)
            .into()
    }

    /// A file can't be read, or not with this mapping.
    pub(crate) fn of_fault(fault: &impl Fault, language: Language) -> Self {
        Self::Told(Told {
            code: fault.code().to_owned(),
            message: fault.message(language),
            hint: fault.hint(language),
            problems: Vec::new(),
        })
    }

    /// The command line asks for what does not go together.
    pub(crate) fn usage(cause: impl std::fmt::Display) -> Self {
        Refusal::new("wrong_usage", 400).with("cause", cause).into()
    }

    /// The same failure with `hint` as its advice.
    pub(crate) fn advised(self, hint: String) -> Self {
        match self {
            Self::OutputClosed => Self::OutputClosed,
            other => Self::Advised(Box::new(other), hint),
        }
    }

    /// Stable word for programs.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Refused(refusal) => refusal.code,
            Self::Told(told) => &told.code,
            Self::Advised(failure, _) => failure.code(),
            Self::OutputClosed => "output_closed",
        }
    }

    /// What the program ends with.
    pub(crate) fn exit_status(&self) -> u8 {
        match self {
            Self::OutputClosed => 0,
            Self::Advised(failure, _) => failure.exit_status(),
            other if NO_NODE_CODES.contains(&other.code()) => NO_NODE,
            other if WRONG_USAGE_CODES.contains(&other.code()) => WRONG_USAGE,
            _ => FAILED,
        }
    }

    /// What was refused and why.
    pub(crate) fn message(&self, language: Language) -> String {
        match self {
            Self::Refused(refusal) => refusal.message(language),
            Self::Told(told) => told.message.clone(),
            Self::Advised(failure, _) => failure.message(language),
            Self::OutputClosed => String::new(),
        }
    }

    /// What the reader can do about it; empty where there is nothing.
    pub(crate) fn hint(&self, language: Language) -> String {
        match self {
            Self::Refused(refusal) if is_known(&format!("hint-{}", refusal.code.replace('_', "-"))) => {
                refusal.hint(language)
            }
            Self::Told(told) => told.hint.clone(),
            Self::Advised(_, hint) => hint.clone(),
            Self::Refused(_) | Self::OutputClosed => String::new(),
        }
    }

    /// Rules that records break: `{index, rule, field, value, limit, message, suggestion}`.
    pub(crate) fn problems(&self) -> &[Value] {
        match self {
            Self::Told(told) => &told.problems,
            Self::Advised(failure, _) => failure.problems(),
            Self::Refused(_) | Self::OutputClosed => &[],
        }
    }

    /// `{"error": {code, message, hint}}`, and `problems` where records are at fault.
    pub(crate) fn to_json(&self, language: Language) -> Value {
        let mut error = Map::new();
        error.insert("code".to_owned(), json!(self.code()));
        error.insert("message".to_owned(), json!(self.message(language)));
        error.insert("hint".to_owned(), json!(self.hint(language)));
        if !self.problems().is_empty() {
            error.insert("problems".to_owned(), json!(self.problems()));
        }
        json!({ "error": error })
    }
}

/// What could be meant instead, as a sentence; empty without a suggestion.
pub(crate) fn suggested(language: Language, rule: &str, suggestion: Option<&str>) -> String {
    let Some(suggestion) = suggestion else {
        return String::new();
    };
    let key = format!("fix-{}", rule.replace('_', "-"));
    let key = if is_known(&key) { key } else { "cli-fix".to_owned() };
    say(language, &key, &[("suggestion", suggestion.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_status_tells_a_missing_node_from_a_refusal() {
        let status = |code| Failure::from(Refusal::new(code, 503)).exit_status();
        assert_eq!(status("no_node"), NO_NODE);
        assert_eq!(status("node_silent"), NO_NODE);
        assert_eq!(status("file_unreadable"), FAILED);
        assert_eq!(status("bad_country"), WRONG_USAGE);
        assert_eq!(Failure::usage("twice").exit_status(), WRONG_USAGE);
        assert_eq!(Failure::OutputClosed.exit_status(), 0);
    }

    #[test]
    fn every_code_of_this_program_has_its_words() {
        let source = concat!(
            include_str!("client.rs"),
            include_str!("context.rs"),
            include_str!("demo.rs"),
            include_str!("entry.rs"),
            include_str!("erase.rs"),
            include_str!("export.rs"),
            include_str!("failure.rs"),
            include_str!("import.rs"),
            include_str!("import/missing.rs"),
            include_str!("import/report.rs"),
            include_str!("import/source.rs"),
            include_str!("invite.rs"),
            include_str!("publish.rs"),
            include_str!("translate.rs"),
            include_str!("ui.rs"),
            include_str!("verify.rs"),
        );
        let codes = source
            .split("Refusal::new(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        for code in codes {
            for prefix in ["error", "hint"] {
                let key = format!("{prefix}-{}", code.replace('_', "-"));
                assert!(is_known(&key), "no text {key}");
            }
        }
    }

    #[test]
    fn better_advice_keeps_code_and_status() {
        let failure = Failure::from(Refusal::new("no_node", 503)).advised("again".to_owned());
        assert_eq!((failure.code(), failure.exit_status()), ("no_node", NO_NODE));
        assert_eq!(failure.to_json(Language::En)["error"]["hint"], "again");
    }
}
