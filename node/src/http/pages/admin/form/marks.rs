//! What is wrong with what was typed, each beside its field and all together above the form.

use ayni_protocol::record::{Problem, Rule, Shape};

use super::labels::Labels;
use crate::exchange;
use crate::http::answer::problem_words;
use crate::text::{is_known, say};

/// Something that is wrong, and where it is said.
struct Mark {
    /// Where: see [`Problem::field`].
    path: String,
    why: Why,
    /// The id of the field beside which it is said, and what is said there.
    said: Option<(String, String)>,
}

enum Why {
    /// A rule of the record format.
    Rule(Problem),
    /// What only this form asks.
    Words(String),
}

/// What is wrong, in one line above the form.
pub(in super::super) struct Fault {
    /// Leads to the field; absent where the form has none.
    pub(in super::super) href: Option<String>,
    pub(in super::super) words: String,
}

/// Everything that is wrong with a form.
#[derive(Default)]
pub(in super::super) struct Marks(Vec<Mark>);

impl Marks {
    /// The broken rules of a record.
    pub(in super::super) fn of(problems: impl IntoIterator<Item = Problem>) -> Self {
        let mark = |problem: Problem| Mark {
            path: problem.field.clone(),
            why: Why::Rule(problem),
            said: None,
        };
        Self(problems.into_iter().map(mark).collect())
    }

    /// Adds what a rule of the format does not say.
    pub(in super::super) fn add(&mut self, path: &str, words: String) {
        self.0.push(Mark {
            path: path.to_owned(),
            why: Why::Words(words),
            said: None,
        });
    }

    /// Whether nothing is wrong.
    pub(in super::super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong at `path`, to be said beside the field `id`, which readers call `label`.
    pub(in super::super) fn at(
        &mut self,
        path: &str,
        id: &str,
        label: &str,
        shape: Option<&Shape>,
        labels: &Labels,
    ) -> Vec<String> {
        let is_angle = matches!(shape, Some(Shape::Angle { .. }));
        self.take(id, labels, |mark| {
            (mark.path == path).then(|| (label.to_owned(), is_angle))
        })
    }

    /// What is wrong with the elements of the list at `path`, which all stand in one field.
    pub(super) fn below(&mut self, path: &str, id: &str, label: &str, labels: &Labels) -> Vec<String> {
        self.take(id, labels, |mark| {
            let place = mark.path.strip_prefix(path)?.strip_prefix('[')?.split(']').next()?;
            let place: usize = place.parse().ok()?;
            Some((format!("{label} {}", place + 1), false))
        })
    }

    fn take(&mut self, id: &str, labels: &Labels, label: impl Fn(&Mark) -> Option<(String, bool)>) -> Vec<String> {
        let mut said = Vec::new();
        for mark in self.0.iter_mut().filter(|mark| mark.said.is_none()) {
            if let Some((label, is_angle)) = label(mark) {
                let words = mark.words(&label, is_angle, labels);
                said.push(words.clone());
                mark.said = Some((id.to_owned(), words));
            }
        }
        said
    }

    /// All of it, once every field has taken what is wrong with it.
    pub(in super::super) fn summary(self, labels: &Labels) -> Vec<Fault> {
        let fault = |mark: Mark| match &mark.said {
            Some((id, words)) => Fault {
                href: Some(format!("#{id}")),
                words: words.clone(),
            },
            None => Fault {
                href: None,
                words: mark.words(&labels.path(&mark.path), false, labels),
            },
        };
        self.0.into_iter().map(fault).collect()
    }
}

impl Mark {
    /// What is wrong and what may have been meant, in the reader's words.
    fn words(&self, label: &str, is_angle: bool, labels: &Labels) -> String {
        let problem = match &self.why {
            Why::Words(words) => return words.clone(),
            Why::Rule(problem) => problem,
        };
        let language = labels.language;
        if problem.rule == Rule::NotInteger {
            let args = [("field", label.to_owned()), ("value", problem.value.clone())];
            return say(language, "forms-not-a-number", &args);
        }
        let words = match problem.value.parse() {
            // Typed in degrees, judged in millionths of one.
            Ok(e6) if is_angle => {
                let in_degrees = Problem {
                    value: exchange::degrees(e6),
                    limit: problem.limit.map(|limit| limit / 1_000_000),
                    ..problem.clone()
                };
                problem_words(&in_degrees, label, language)
            }
            _ => problem_words(problem, label, language),
        };
        let fix = format!("fix-{}", problem.rule.code().replace('_', "-"));
        match &problem.suggestion {
            Some(suggestion) if is_known(&fix) => {
                let args = [("suggestion", suggestion.clone()), ("field", label.to_owned())];
                format!("{words} {}", say(language, &fix, &args))
            }
            _ => words,
        }
    }
}
