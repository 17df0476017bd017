//! Why the node does not do what it was asked: a stable code, and words in the reader's language.

use std::fmt;

use ayni_protocol::record::Problem;

use crate::cause::Cause;
use crate::text::{Language, say};

/// A refusal or failure that a person or program is told about.
///
/// `code` is a stable snake_case word that scripts may test for. The sentence is the text
/// `error-CODE` and the advice `hint-CODE` (with hyphens) of `locales/*/errors.ftl`, filled in
/// with `args`.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Stable word for programs.
    pub code: &'static str,
    /// HTTP status that fits the refusal.
    pub status: u16,
    /// Values that the sentence names.
    pub args: Vec<(&'static str, String)>,
    /// Which rule is broken, where the sentence says so; its `cause`.
    pub cause: Option<Cause>,
    /// Rules that records break, each with the position of its record in the request.
    pub problems: Vec<(usize, Problem)>,
}

impl Refusal {
    /// A refusal with `code`, answered over HTTP with `status`.
    pub fn new(code: &'static str, status: u16) -> Self {
        Self {
            code,
            status,
            args: Vec::new(),
            cause: None,
            problems: Vec::new(),
        }
    }

    /// The same refusal with one more value for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The same refusal with its cause, which is said in the reader's language too.
    #[must_use]
    pub(crate) fn because(mut self, cause: impl Into<Cause>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Something that should not fail did: the reader is told what, and it is logged.
    pub fn internal(cause: impl fmt::Display) -> Self {
        tracing::error!(%cause, "internal failure");
        Self::new("internal", 500).with("cause", cause)
    }

    /// The sentence that says what was refused and why.
    pub fn message(&self, language: Language) -> String {
        self.say(language, "error")
    }

    /// What the reader can do about it.
    pub fn hint(&self, language: Language) -> String {
        self.say(language, "hint")
    }

    fn say(&self, language: Language, prefix: &str) -> String {
        let key = format!("{prefix}-{}", self.code.replace('_', "-"));
        let cause = self.cause.as_ref().map(|cause| ("cause", cause.say(language)));
        let args: Vec<_> = self.args.iter().cloned().chain(cause).collect();
        say(language, &key, &args)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for Refusal {}
