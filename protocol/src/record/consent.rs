//! Whether what names a person may be shared.

use serde::Serialize;

use super::fields::Fields;
use super::problem::Rule;
use super::values::{code, date};
use super::{Date, Visibility};
use crate::vocabulary::consent::ConsentBasis;

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

impl Consent {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Consent> {
        let basis = fields.required("basis", code());
        let given = fields.required("date", date());
        let expires = fields.optional("expires", date());
        fields.in_order(given, "expires", expires);
        Some(Consent {
            basis: basis?,
            date: given?,
            expires,
        })
    }
}

/// Reports a record that names a person and is public without that person's own consent.
pub(super) fn check_public(fields: &mut Fields<'_, '_>, visibility: Visibility, consent: Option<&Consent>) {
    let agreed = consent.is_some_and(|consent| consent.basis == ConsentBasis::Consent);
    if visibility == Visibility::Public && !agreed {
        let federation = Visibility::Federation.as_str().to_owned();
        let public = Visibility::Public.as_str();
        fields
            .at("visibility")
            .suggest::<()>(Rule::ConsentRequired, public, || Some(federation));
    }
}
