//! An entry in the network of expertise: what a person knows and where. It names a person, so it ends by itself.

use serde::Serialize;

use super::consent::{self, Consent};
use super::fields::{Fields, object};
use super::form::country_code;
use super::heading::COUNTRIES_MAX;
use super::problem::Rule;
use super::values::{LANGUAGES_MAX, language, line, localized, name};
use super::{Common, Heading, KindFields};
use crate::localized::Localized;

/// Longest name of a person.
pub const NAME_CHARS_MAX: usize = 200;
/// Longest name of an organisation.
pub const ORGANISATION_CHARS_MAX: usize = 200;
/// Most fields of knowledge.
pub const FIELDS_MAX: usize = 20;
/// Longest name of one.
pub const FIELD_CHARS_MAX: usize = 100;
/// Longest text on when the person can be asked for what.
pub const AVAILABILITY_CHARS_MAX: usize = 500;

/// The fields of an expertise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expertise {
    /// The person's name.
    pub name: String,
    /// What the person knows, in the person's own words; at least one.
    pub fields: Vec<String>,
    /// Languages in which the person works, as canonical BCP 47 tags; at least one.
    pub languages: Vec<String>,
    /// Why this may be shared.
    pub consent: Consent,
    /// Where the person works.
    pub organisation: Option<String>,
    /// Alpha-2 codes of countries in which the person has worked.
    pub experience_countries: Vec<String>,
    /// When the person can be asked for what.
    pub availability: Option<Localized>,
}

impl KindFields for Expertise {
    const NAMES_PEOPLE: bool = true;

    fn read(fields: &mut Fields<'_, '_>, common: &Common<'_>) -> Option<Expertise> {
        let person = fields.required("name", name(NAME_CHARS_MAX));
        let known = fields.required_list("fields", 1, FIELDS_MAX, line(FIELD_CHARS_MAX));
        let languages = fields.required_list("languages", 1, LANGUAGES_MAX, language());
        let consent = fields.required("consent", object(Consent::read));
        consent::check_public(fields, common.visibility, consent.as_ref());
        Some(Expertise {
            fields: known,
            languages,
            organisation: fields.optional("organisation", line(ORGANISATION_CHARS_MAX)),
            experience_countries: fields.list("experience_countries", COUNTRIES_MAX, country_code()),
            availability: fields.optional("availability", localized(AVAILABILITY_CHARS_MAX)),
            name: person?,
            consent: consent?,
        })
    }

    /// Reports an expertise that doesn't end, or that outlives the person's word by more than a year.
    fn check(&self, heading: &Heading, fields: &mut Fields<'_, '_>) {
        let given = self.consent.date;
        let latest = given.a_year_later().unwrap_or(given);
        let mut place = fields.at("expires");
        match heading.expires {
            None => _ = place.suggest::<()>(Rule::Required, "", || Some(latest.to_string())),
            Some(expires) if latest.is_before(expires) => {
                _ = place.suggest::<()>(Rule::ExpiresTooLate, &expires.to_string(), || Some(latest.to_string()));
            }
            Some(_) => {}
        }
    }
}
