//! What the check of a record has found so far, and where.

use std::collections::BTreeSet;

use serde_json::Value;

use super::problem::{PROBLEMS_MAX, Problem, Rule, VALUE_CHARS_MAX};

/// Whose record is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// One's own, which somebody here can mend: a field that no rule knows is a spelling mistake, and a problem comes with what may have
    /// been meant.
    Own,
    /// Another's: such a field may come from a newer version, and nobody here would read a suggestion.
    Others,
}

/// The problems found so far and the languages met.
pub(super) struct Report {
    whose: Whose,
    problems: Vec<Problem>,
    languages: BTreeSet<String>,
    texts: Vec<String>,
}

impl Report {
    pub(super) fn new(whose: Whose) -> Report {
        Report {
            whose,
            problems: Vec::new(),
            languages: BTreeSet::new(),
            texts: Vec::new(),
        }
    }

    /// The problems in the order in which they were found.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// The languages met, once each; none are left.
    pub(super) fn take_languages(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.languages)
    }

    /// Where texts by language stand, in the order in which they were read.
    pub(super) fn into_texts(self) -> Vec<String> {
        self.texts
    }
}

/// A value's place in the record, where problems with it are reported.
pub(super) struct Place<'r> {
    path: String,
    report: &'r mut Report,
}

impl<'r> Place<'r> {
    /// The whole record.
    pub(super) fn root(report: &'r mut Report) -> Place<'r> {
        Place {
            path: String::new(),
            report,
        }
    }

    /// The place of a field of the object here.
    pub(super) fn field(&mut self, name: &str) -> Place<'_> {
        let path = if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        };
        Place {
            path,
            report: self.report,
        }
    }

    /// The place of an element of the list here.
    pub(super) fn element(&mut self, index: usize) -> Place<'_> {
        Place {
            path: format!("{}[{index}]", self.path),
            report: self.report,
        }
    }

    /// The same place, for a reader of its own.
    pub(super) fn itself(&mut self) -> Place<'_> {
        Place {
            path: self.path.clone(),
            report: self.report,
        }
    }

    /// Reports that the value here breaks `rule`. `None`, so that a reader can end with it.
    pub(super) fn refuse<T>(&mut self, rule: Rule, value: &str) -> Option<T> {
        self.problem(rule, value, None, None)
    }

    /// Like [`Place::refuse`], with what may have been `meant`: looked for only where somebody will read it, since it can take long.
    pub(super) fn suggest<T>(&mut self, rule: Rule, value: &str, meant: impl FnOnce() -> Option<String>) -> Option<T> {
        let meant = match self.report.whose {
            Whose::Own if self.report.problems.len() < PROBLEMS_MAX => meant(),
            _ => None,
        };
        self.problem(rule, value, meant, None)
    }

    /// Like [`Place::refuse`], with the bound that was passed.
    pub(super) fn exceed<T>(&mut self, rule: Rule, value: &str, limit: i64) -> Option<T> {
        self.problem(rule, value, None, Some(limit))
    }

    fn problem<T>(&mut self, rule: Rule, value: &str, suggestion: Option<String>, limit: Option<i64>) -> Option<T> {
        if self.report.problems.len() < PROBLEMS_MAX {
            self.report.problems.push(Problem {
                rule,
                field: self.path.clone(),
                value: cut(value),
                suggestion: suggestion.map(|text| cut(&text)),
                limit,
            });
        }
        None
    }

    /// True if fields that nobody asks for are problems.
    pub(super) fn refuses_unknown_fields(&self) -> bool {
        self.report.whose == Whose::Own
    }

    /// Notes that the record has a text in this language.
    pub(super) fn note_language(&mut self, tag: &str) {
        self.report.languages.insert(tag.to_owned());
    }

    /// Notes that a text by language stands here.
    pub(super) fn note_text(&mut self) {
        self.report.texts.push(self.path.clone());
    }

    /// True if the record has a text in this language, as far as its texts have been read.
    pub(super) fn has_language(&self, tag: &str) -> bool {
        self.report.languages.contains(tag)
    }
}

/// The first [`VALUE_CHARS_MAX`] characters.
pub(super) fn cut(text: &str) -> String {
    text.chars().take(VALUE_CHARS_MAX).collect()
}

/// A value as people may find it again. Lists and objects are only hinted at: they can be as large as the whole request.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
    }
}
