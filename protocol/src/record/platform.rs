//! A platform: a national coordination of organisations of the social and solidarity economy, as it introduces itself.

use serde::Serialize;

use super::fields::Fields;
use super::form::{country_code, multiaddr, url};
use super::problem::Rule;
use super::values::{LANGUAGES_MAX, code, language, localized, name};
use super::{Common, KindFields};
use crate::limits::NAME_CHARS_MAX;
use crate::localized::Localized;
use crate::vocabulary::side::{self, Basis, Side};

/// Most addresses of its node: four interfaces, two transports, IPv4 and IPv6.
pub const ADDRESSES_MAX: usize = 16;
/// Longest mandate.
pub const MANDATE_CHARS_MAX: usize = 2_000;

/// The fields of a platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Platform {
    /// Its name as it writes it itself, untranslated.
    pub name: String,
    /// Alpha-2 code of its country; one of the record's countries.
    pub country: String,
    /// North or South.
    pub side: Option<Side>,
    /// Where `side` comes from.
    pub side_basis: Option<Basis>,
    /// Multiaddrs under which its node may be reached.
    pub addresses: Vec<String>,
    /// Its web site.
    pub web_site: Option<String>,
    /// Languages it works in, as canonical BCP 47 tags.
    pub languages: Vec<String>,
    /// What it is there for.
    pub mandate: Option<Localized>,
}

impl KindFields for Platform {
    fn read(fields: &mut Fields<'_, '_>, common: &Common<'_>) -> Option<Platform> {
        let name = fields.required("name", name(NAME_CHARS_MAX));
        let country = fields.required("country", country_code());
        if let Some(country) = &country
            && !common.countries.is_empty()
            && !common.countries.contains(country)
        {
            fields.at("country").refuse::<()>(Rule::CountryNotListed, country);
        }
        let side = fields.optional("side", code());
        let side_basis = fields.optional("side_basis", code());
        check_side(fields, country.as_deref(), side, side_basis);
        Some(Platform {
            side,
            side_basis,
            addresses: fields.list("addresses", ADDRESSES_MAX, multiaddr()),
            web_site: fields.optional("web_site", url()),
            languages: fields.list("languages", LANGUAGES_MAX, language()),
            mandate: fields.optional("mandate", localized(MANDATE_CHARS_MAX)),
            name: name?,
            country: country?,
        })
    }
}

/// Reports a side without its basis or a basis without its side, since whoever shows one shows the other; and a side that the table of
/// countries is said to give but does not.
fn check_side(fields: &mut Fields<'_, '_>, country: Option<&str>, side: Option<Side>, basis: Option<Basis>) {
    match (side, basis) {
        (Some(_), None) => _ = fields.at("side_basis").refuse::<()>(Rule::Required, ""),
        (None, Some(_)) => _ = fields.at("side").refuse::<()>(Rule::Required, ""),
        (Some(side), Some(Basis::Table)) if country.is_some_and(|country| side::of(country) != Some(side)) => {
            let declared = || Some(Basis::Declared.as_str().to_owned());
            _ = fields
                .at("side_basis")
                .suggest::<()>(Rule::SideDiffers, side.as_str(), declared);
        }
        _ => {}
    }
}
