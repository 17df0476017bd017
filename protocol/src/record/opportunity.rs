//! An opportunity: a public contract, money, or a partner that is offered or sought.

use serde::Serialize;

use super::fields::{Fields, object};
use super::form::url;
use super::money::Money;
use super::values::{code, date, localized, name};
use super::{Common, Date, KindFields};
use crate::localized::Localized;
use crate::vocabulary::opportunity::OpportunityType;
use crate::vocabulary::side::Side;

/// Longest name of whoever offers or seeks.
pub const ISSUER_CHARS_MAX: usize = 200;
/// Longest description.
pub const DESCRIPTION_CHARS_MAX: usize = 5_000;
/// Longest text on who may apply.
pub const ELIGIBILITY_CHARS_MAX: usize = 2_000;

/// The fields of an opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opportunity {
    /// What is offered or sought.
    pub r#type: OpportunityType,
    /// Who offers or seeks.
    pub issuer: Option<String>,
    /// The last day for answers.
    pub deadline: Option<Date>,
    /// How much money it is about.
    pub amount: Option<Money>,
    /// What it is about.
    pub description: Option<Localized>,
    /// Who may apply.
    pub eligibility: Option<Localized>,
    /// On which sides partners are sought; empty if on any.
    pub sides_sought: Vec<Side>,
    /// Where to answer.
    pub apply_url: Option<String>,
}

impl KindFields for Opportunity {
    fn read(fields: &mut Fields<'_, '_>, _: &Common<'_>) -> Option<Opportunity> {
        let r#type = fields.required("type", code());
        Some(Opportunity {
            issuer: fields.optional("issuer", name(ISSUER_CHARS_MAX)),
            deadline: fields.optional("deadline", date()),
            amount: fields.optional("amount", object(Money::read)),
            description: fields.optional("description", localized(DESCRIPTION_CHARS_MAX)),
            eligibility: fields.optional("eligibility", localized(ELIGIBILITY_CHARS_MAX)),
            sides_sought: fields.list("sides_sought", Side::ALL.len(), code()),
            apply_url: fields.optional("apply_url", url()),
            r#type: r#type?,
        })
    }
}
