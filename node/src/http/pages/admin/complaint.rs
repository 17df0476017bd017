//! What is wrong with a form, beside what was typed into it.

use axum::http::StatusCode;

use crate::exchange::Fault;
use crate::refusal::Refusal;
use crate::text::Language;

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
            let problem = crate::exchange::of_record(problem, 0);
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
            hint: refusal.hint(language),
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
}
