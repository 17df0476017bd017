//! A law or policy that makes the environment in which enterprises of the social and solidarity economy work.

use serde::Serialize;

use super::fields::Fields;
use super::form::url;
use super::values::{code, date, line, localized, name};
use super::{Common, Date, KindFields};
use crate::localized::Localized;
use crate::vocabulary::legal_form::LegalForm;
use crate::vocabulary::policy::{Force, PolicyType};

/// Longest name of the state, region or union for which it holds.
pub const JURISDICTION_CHARS_MAX: usize = 200;
/// Longest citation.
pub const CITATION_CHARS_MAX: usize = 500;
/// Longest description.
pub const DESCRIPTION_CHARS_MAX: usize = 5_000;

/// The fields of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// What kind of text it is.
    pub r#type: PolicyType,
    /// The state, region or union for which it holds.
    pub jurisdiction: String,
    /// When it was adopted.
    pub adopted: Option<Date>,
    /// Whether it is in force.
    pub in_force: Option<Force>,
    /// How lawyers cite it.
    pub citation: Option<String>,
    /// What it says.
    pub description: Option<Localized>,
    /// Where its official text is.
    pub official_url: Option<String>,
    /// Which legal forms it is about; empty if about all.
    pub covers: Vec<LegalForm>,
}

impl KindFields for Policy {
    fn read(fields: &mut Fields<'_, '_>, _: &Common<'_>) -> Option<Policy> {
        let r#type = fields.required("type", code());
        let jurisdiction = fields.required("jurisdiction", name(JURISDICTION_CHARS_MAX));
        Some(Policy {
            adopted: fields.optional("adopted", date()),
            in_force: fields.optional("in_force", code()),
            citation: fields.optional("citation", line(CITATION_CHARS_MAX)),
            description: fields.optional("description", localized(DESCRIPTION_CHARS_MAX)),
            official_url: fields.optional("official_url", url()),
            covers: fields.list("covers", LegalForm::ALL.len(), code()),
            r#type: r#type?,
            jurisdiction: jurisdiction?,
        })
    }
}
