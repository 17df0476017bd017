//! A contact: how to reach a person. Personal data stands here alone, so that erasing a person leaves the enterprise standing.

use serde::Serialize;

use super::fields::{Fields, object};
use super::form::{email, phone};
use super::problem::Rule;
use super::values::{code, date, line, name};
use super::{Date, Visibility};
use crate::vocabulary::consent::ConsentBasis;

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

/// On which ground, and until when, a contact may be shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// The ground.
    pub basis: ConsentBasis,
    /// When it was given.
    pub date: Date,
    /// Until when it holds.
    pub expires: Option<Date>,
}

impl Contact {
    /// The contact among `fields`; `visibility` is the record's.
    pub(super) fn read(fields: &mut Fields<'_, '_>, visibility: Visibility) -> Option<Contact> {
        let name = fields.required("name", name(NAME_CHARS_MAX));
        let consent = fields.optional("consent", object(Consent::read));
        let agreed = consent
            .as_ref()
            .is_some_and(|consent| consent.basis == ConsentBasis::Consent);
        if visibility == Visibility::Public && !agreed {
            let federation = Visibility::Federation.as_str().to_owned();
            let public = Visibility::Public.as_str();
            fields
                .at("visibility")
                .suggest::<()>(Rule::ConsentRequired, public, || Some(federation));
        }
        Some(Contact {
            role: fields.optional("role", line(ROLE_CHARS_MAX)),
            email: fields.optional("email", email),
            phone: fields.optional("phone", phone),
            consent,
            name: name?,
        })
    }
}

impl Consent {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Consent> {
        let basis = fields.required("basis", code);
        let given = fields.required("date", date);
        let expires = fields.optional("expires", date);
        fields.in_order(given, "expires", expires);
        Some(Consent {
            basis: basis?,
            date: given?,
            expires,
        })
    }
}
