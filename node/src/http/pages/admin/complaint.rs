//! What is wrong with a form, beside what was typed into it.

use axum::http::StatusCode;

use crate::exchange::{self, Fault};
use crate::refusal::Refusal;
use crate::text::Language;

/// What a hint names that whoever sits before a page does there: commands of the program, and options of them.
const DONE_ON_PAGES: [&str; 26] = [
    "`ayni accept",
    "`ayni allow",
    "`ayni charter ballots",
    "`ayni charter propose",
    "`ayni charter show",
    "`ayni duplicates",
    "`ayni erase",
    "`ayni history",
    "`ayni import",
    "`ayni invite",
    "`ayni list",
    "`ayni peers",
    "`ayni receipt",
    "`ayni review",
    "`ayni same",
    "`ayni show",
    "`ayni stale",
    "`ayni status",
    "`ayni translate",
    "`ayni withdraw",
    "--dry-run",
    "--machine",
    "--next-round",
    "--replace",
    "--withdraw-missing",
    "--yes",
];

/// Why what a form asks for is not done.
#[derive(Clone, Debug)]
pub(super) struct Complaint {
    /// The status of the answer.
    pub(super) status: StatusCode,
    /// The field that is at fault; empty where it is none.
    pub(super) field: &'static str,
    /// What is wrong.
    pub(super) message: String,
    /// What can be done about it; empty where nobody knows.
    pub(super) hint: String,
}

impl Complaint {
    /// The node refuses.
    pub(super) fn of(refusal: &Refusal, language: Language) -> Self {
        let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let problems = refusal.problems.iter().map(|(_, problem)| {
            let problem = exchange::of_record(problem, 0);
            problem.message(language)
        });
        let message = [refusal.message(language)].into_iter().chain(problems);
        Self {
            // A browser must show the page with the form, whatever the node would tell a program.
            status: if status.is_server_error() {
                status
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            },
            field: "",
            message: message.collect::<Vec<_>>().join(" "),
            hint: without_commands(&refusal.hint(language)),
        }
    }

    /// A file is at fault.
    pub(super) fn of_fault(fault: &impl Fault, language: Language) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            field: "",
            message: fault.message(language),
            hint: fault.hint(language),
        }
    }

    /// The same, of this field.
    pub(super) fn at(self, field: &'static str) -> Self {
        Self { field, ..self }
    }

    /// The same with other advice.
    pub(super) fn advised(self, hint: String) -> Self {
        Self { hint, ..self }
    }
}

/// The sentences of a hint that send nobody to a command line for what they do on a page.
fn without_commands(hint: &str) -> String {
    let sentences = hint.split_inclusive(". ");
    let fit = sentences.filter(|sentence| !DONE_ON_PAGES.iter().any(|done| sentence.contains(done)));
    fit.collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_from_a_page_to_a_command_that_does_the_same() {
        for language in Language::ALL {
            let withdrawn = Refusal::new("already_withdrawn", 409).with("id", "1");
            let hint = Complaint::of(&withdrawn, language).hint;
            assert!(hint.ends_with('.') && !hint.contains("ayni"), "{hint}");
            for code in ["already_voted", "translation_exists", "record_invalid"] {
                assert_eq!(Complaint::of(&Refusal::new(code, 409), language).hint, "", "{code}");
            }
            let store = Complaint::of(&Refusal::new("store_failed", 500), language).hint;
            assert!(store.contains("`ayni serve`"), "no page does that: {store}");
        }
    }
}
