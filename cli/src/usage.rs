//! What is wrong with a command line, in the reader's language: clap finds it and says it in English.

use ayni_node::text::{Language, say};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::{Failure, Told};

/// Before the least and the most of what a number may be, in clap's words.
const NOT_IN: &str = " is not in ";

/// Whether it is no complaint but help or the version, also where nothing at all is asked for.
pub(crate) fn is_help(error: &clap::Error) -> bool {
    !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// What clap complains of.
pub(crate) fn complaint(error: &clap::Error, language: Language) -> Failure {
    let message = say(language, key(error), &arguments(error));
    let hints = [
        range(error, language),
        suggestion(error, language),
        usage(error, language),
    ];
    let hints: Vec<String> = hints.into_iter().flatten().collect();
    Failure::Told(Told {
        code: "wrong_usage".to_owned(),
        message,
        hint: hints.join(" "),
        problems: Vec::new(),
    })
}

/// The sentence for it.
fn key(error: &clap::Error) -> &'static str {
    let is_empty = |kind| context(error, kind).is_none_or(|words| words.is_empty());
    match error.kind() {
        ErrorKind::UnknownArgument => "usage-unknown-argument",
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::MissingSubcommand => "usage-missing-command",
        ErrorKind::MissingRequiredArgument => "usage-missing",
        ErrorKind::InvalidValue if is_empty(ContextKind::InvalidValue) => "usage-value-missing",
        ErrorKind::InvalidValue if !is_empty(ContextKind::ValidValue) => "usage-value-among",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-value",
        ErrorKind::ArgumentConflict if is_empty(ContextKind::PriorArg) => "usage-conflict-any",
        ErrorKind::ArgumentConflict
            if context(error, ContextKind::PriorArg) == context(error, ContextKind::InvalidArg) =>
        {
            "usage-twice"
        }
        ErrorKind::ArgumentConflict => "usage-conflict",
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => "usage-values",
        ErrorKind::InvalidUtf8 => "usage-not-text",
        _ => "usage-other",
    }
}

/// What the sentences name.
fn arguments(error: &clap::Error) -> [(&'static str, String); 5] {
    let of = |kind| context(error, kind).unwrap_or_default();
    [
        ("argument", of(ContextKind::InvalidArg)),
        ("value", of(ContextKind::InvalidValue)),
        ("values", of(ContextKind::ValidValue)),
        ("other", of(ContextKind::PriorArg)),
        ("command", of(ContextKind::InvalidSubcommand)),
    ]
}

/// The least and the most, of a number that is too small or too large.
fn range(error: &clap::Error, language: Language) -> Option<String> {
    let cause = std::error::Error::source(error)?.to_string();
    let (least, most) = cause.split_once(NOT_IN)?.1.split_once("..=")?;
    let numbers = [("least", least.to_owned()), ("most", most.to_owned())];
    Some(say(language, "usage-range", &numbers))
}

/// What may have been meant.
fn suggestion(error: &clap::Error, language: Language) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let meant = kinds.into_iter().find_map(|kind| context(error, kind))?;
    Some(say(language, "usage-meant", &[("meant", meant)]))
}

/// How the command is used, or where that is said.
fn usage(error: &clap::Error, language: Language) -> Option<String> {
    let usage = context(error, ContextKind::Usage).unwrap_or_default();
    // Behind the first word, which is a heading in English.
    let usage = usage.split_once(':').map_or("", |(_, usage)| usage.trim());
    Some(match usage {
        "" => say(language, "hint-wrong-usage", &[]),
        usage => say(language, "usage-like-this", &[("usage", usage.to_owned())]),
    })
}

/// What clap knows of a complaint, as text.
fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    Some(match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(truth) => truth.to_string(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::parsed;

    fn said(words: &str, language: Language) -> (String, String) {
        let line: Vec<OsString> = words.split(' ').map(OsString::from).collect();
        let failure = complaint(&parsed(&line, language).expect_err(words), language);
        assert_eq!(failure.code(), "wrong_usage");
        (failure.message(language), failure.hint(language))
    }

    #[test]
    fn whoever_asks_for_nothing_is_shown_what_there_is() {
        let help = |words: &str| {
            let line: Vec<OsString> = words.split(' ').map(OsString::from).collect();
            is_help(&parsed(&line, Language::Fr).expect_err(words))
        };
        assert!(help("ayni") && help("ayni list --help") && help("ayni --version"));
        assert!(!help("ayni lst"));
    }

    #[test]
    fn every_complaint_is_in_the_readers_language_and_names_what_it_is_about() {
        for (words, named, advised) in [
            ("ayni list --foo", "--foo", "--form"),
            ("ayni lst", "lst", "list"),
            ("ayni --json", "", "<"),
            ("ayni show", "<ID>", "ayni show"),
            ("ayni list --kind shop", "enterprise", "--help"),
            ("ayni list --side east", "north, south", "--help"),
            ("ayni list --limit 501", "501", "500"),
            ("ayni list --limit ten", "ten", "--help"),
            ("ayni list --limit", "--limit", "--help"),
            ("ayni list --side north --side south", "--side", "ayni list"),
            ("ayni search x --sort distance", "--near", "ayni search"),
            ("ayni charter propose --role x", "PLATFORM=ROLE", "--help"),
        ] {
            let mut sentences = Vec::new();
            for language in Language::ALL {
                let (message, hint) = said(words, language);
                assert!(message.contains(named), "{words}: {message}");
                assert!(hint.contains(advised), "{words}: {hint}");
                for text in [&message, &hint] {
                    assert!(
                        !text.contains(['{', '$']) && !text.contains("usage-"),
                        "{words}: {text}"
                    );
                }
                sentences.push(message);
            }
            sentences.sort();
            sentences.dedup();
            assert_eq!(sentences.len(), Language::ALL.len(), "{words}: {sentences:?}");
        }
    }
}
