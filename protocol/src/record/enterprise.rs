//! An enterprise of the social and solidarity economy.

use serde::Serialize;

use super::fields::{Fields, object};
use super::form::{lei, record_id};
use super::place::{Address, Point};
use super::problem::Rule;
use super::values::{code, date, integer, line, localized, name};
use super::{Common, Date, KindFields, RecordId};
use crate::localized::Localized;
use crate::vocabulary::cooperative::CoopType;
use crate::vocabulary::legal_form::LegalForm;
use crate::vocabulary::turnover::TurnoverBand;

/// Longest name of a legal form in its own country's law.
pub const NATIONAL_FORM_CHARS_MAX: usize = 120;
/// Most registers that one enterprise is in.
pub const REGISTRATIONS_MAX: usize = 20;
/// Longest code of a register, such as `GB-COH`; the longest of org-id.guide has 20 characters.
pub const REGISTER_CHARS_MAX: usize = 32;
/// Longest number in a register.
pub const REGISTER_NUMBER_CHARS_MAX: usize = 64;
/// Longest name under which it trades.
pub const TRADING_NAME_CHARS_MAX: usize = 200;
/// Longest acronym.
pub const ACRONYM_CHARS_MAX: usize = 40;
/// Longest description; the longest in real directories has 4,375 characters.
pub const DESCRIPTION_CHARS_MAX: usize = 5_000;
/// Longest list of products.
pub const PRODUCTS_CHARS_MAX: usize = 500;
/// Most qualifiers.
pub const QUALIFIERS_MAX: usize = 20;
/// Longest qualifier.
pub const QUALIFIER_CHARS_MAX: usize = 100;
/// Most members or workers that one enterprise may state: more than there are people.
pub const PEOPLE_MAX: i64 = 10_000_000_000;

/// The fields of an enterprise. Its title is its registered name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Enterprise {
    /// Legal form by the ILO's definition.
    pub legal_form: LegalForm,
    /// Legal form in its country's own words.
    pub national_form: Option<String>,
    /// Type of cooperative, also for what is run as one under another legal form.
    pub coop_type: Option<CoopType>,
    /// Where it is registered.
    pub registrations: Vec<Registration>,
    /// Legal Entity Identifier (ISO 17442).
    pub lei: Option<String>,
    /// Name under which it trades.
    pub trading_name: Option<String>,
    /// Acronym.
    pub acronym: Option<String>,
    /// When it was founded.
    pub founded: Option<Date>,
    /// When it was dissolved.
    pub dissolved: Option<Date>,
    /// Where letters reach it.
    pub address: Option<Address>,
    /// Where it is on the map.
    pub geo: Option<Point>,
    /// What it is and does.
    pub description: Option<Localized>,
    /// What it makes or offers.
    pub products: Option<Localized>,
    /// Its members.
    pub members: Option<People>,
    /// Those who work there.
    pub workers: Option<People>,
    /// Yearly turnover.
    pub turnover_band: Option<TurnoverBand>,
    /// Labels and certificates it holds, and other qualities that its platform states.
    pub qualifiers: Vec<String>,
    /// The enterprise that it belongs to.
    pub parent: Option<RecordId>,
    /// The contact record of a person who speaks for it.
    pub contact: Option<RecordId>,
}

/// An entry in an official register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// The register's code at org-id.guide, such as `GB-COH`.
    pub list: String,
    /// The number there. Text: leading zeros matter.
    pub number: String,
}

/// How many people, counted in one year. At least one field is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct People {
    /// Women.
    pub women: Option<i64>,
    /// Men.
    pub men: Option<i64>,
    /// All; at least women and men together, as not everybody is counted as either.
    pub total: Option<i64>,
    /// The year of the count.
    pub year: Option<i64>,
}

impl KindFields for Enterprise {
    fn read(fields: &mut Fields<'_, '_>, common: &Common<'_>) -> Option<Enterprise> {
        let legal_form = fields.required("legal_form", code());
        let founded = fields.optional("founded", date());
        let dissolved = fields.optional("dissolved", date());
        fields.in_order(founded, "dissolved", dissolved);
        Some(Enterprise {
            national_form: fields.optional("national_form", line(NATIONAL_FORM_CHARS_MAX)),
            coop_type: fields.optional("coop_type", code()),
            registrations: fields.list("registrations", REGISTRATIONS_MAX, object(Registration::read)),
            lei: fields.optional("lei", lei()),
            trading_name: fields.optional("trading_name", line(TRADING_NAME_CHARS_MAX)),
            acronym: fields.optional("acronym", line(ACRONYM_CHARS_MAX)),
            founded,
            dissolved,
            address: fields.optional("address", object(Address::read)),
            geo: fields.optional("geo", object(|fields| Point::read(fields, common.countries))),
            description: fields.optional("description", localized(DESCRIPTION_CHARS_MAX)),
            products: fields.optional("products", localized(PRODUCTS_CHARS_MAX)),
            members: fields.optional("members", object(People::read)),
            workers: fields.optional("workers", object(People::read)),
            turnover_band: fields.optional("turnover_band", code()),
            qualifiers: fields.list("qualifiers", QUALIFIERS_MAX, line(QUALIFIER_CHARS_MAX)),
            parent: fields.optional("parent", record_id()),
            contact: fields.optional("contact", record_id()),
            legal_form: legal_form?,
        })
    }
}

impl Registration {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Registration> {
        let list = fields.required("list", name(REGISTER_CHARS_MAX));
        let number = fields.required("number", name(REGISTER_NUMBER_CHARS_MAX));
        Some(Registration {
            list: list?,
            number: number?,
        })
    }
}

impl People {
    fn read(fields: &mut Fields<'_, '_>) -> Option<People> {
        let people = People {
            women: fields.optional("women", integer(0..=PEOPLE_MAX)),
            men: fields.optional("men", integer(0..=PEOPLE_MAX)),
            total: fields.optional("total", integer(0..=PEOPLE_MAX)),
            year: fields.optional("year", integer(1800..=9999)),
        };
        let parts = people.women.unwrap_or(0) + people.men.unwrap_or(0);
        if let Some(total) = people.total
            && parts > total
        {
            fields
                .at("total")
                .exceed::<()>(Rule::SumTooLarge, &parts.to_string(), total);
        }
        (people != People::default()).then_some(people)
    }
}
