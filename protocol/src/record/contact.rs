//! A contact: how to reach a person. Personal data stands here alone, so that erasing a person leaves the enterprise standing.

use serde::Serialize;

use super::consent::{self, Consent};
use super::fields::{Fields, object};
use super::form::{email, phone};
use super::values::{line, name};
use super::{Common, KindFields};

/// Longest name of a person.
pub const NAME_CHARS_MAX: usize = 200;
/// Longest role.
pub const ROLE_CHARS_MAX: usize = 100;

/// The fields of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The person's name.
    pub name: String,
    /// What the person does there.
    pub role: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Why this may be shared.
    pub consent: Option<Consent>,
}

impl KindFields for Contact {
    const NAMES_PEOPLE: bool = true;

    fn read(fields: &mut Fields<'_, '_>, common: &Common<'_>) -> Option<Contact> {
        let name = fields.required("name", name(NAME_CHARS_MAX));
        let role = fields.optional("role", line(ROLE_CHARS_MAX));
        let email = fields.optional("email", email());
        let phone = fields.optional("phone", phone());
        let consent = fields.optional("consent", object(Consent::read));
        consent::check_public(fields, common.visibility, consent.as_ref());
        Some(Contact {
            name: name?,
            role,
            email,
            phone,
            consent,
        })
    }
}
