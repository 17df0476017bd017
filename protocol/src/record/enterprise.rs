//! An enterprise of the social and solidarity economy.

use serde::Serialize;

use super::fields::{Fields, object};
use super::form::{lei, record_id};
use super::problem::Rule;
use super::values::{angle, code, date, integer, line, localized, name};
use super::{Date, RecordId};
use crate::localized::Localized;
use crate::vocabulary::cooperative::CoopType;
use crate::vocabulary::legal_form::LegalForm;
use crate::vocabulary::turnover::TurnoverBand;
use crate::vocabulary::{area, code_list};

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
/// Longest street with number and building; the longest in real registers has about 250 characters.
pub const STREET_CHARS_MAX: usize = 300;
/// Longest place, and longest region or province, in an address.
pub const LOCALITY_CHARS_MAX: usize = 120;
/// Longest postcode.
pub const POSTCODE_CHARS_MAX: usize = 20;
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

/// The pole's latitude in 1e-6 degree.
const LATITUDE_E6_MAX: i64 = 90_000_000;
/// The 180th meridian's longitude in 1e-6 degree.
const LONGITUDE_E6_MAX: i64 = 180_000_000;

code_list! {
    /// How exactly a point says where an enterprise is.
    ///
    /// Source: our own list after what geocoders commonly tell apart; November 2026.
    pub enum Precision {
        Exact = "exact": "Exact", "Exacte", "Exacta";
        Street = "street": "Street", "Rue", "Calle";
        City = "city": "Town", "Localité", "Localidad";
        Region = "region": "Region", "Région", "Región";
        Country = "country": "Country", "Pays", "País";
    }
}

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

/// A postal address; the country is the record's. At least one field is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Street, number, building.
    pub street: Option<String>,
    /// Town or village.
    pub locality: Option<String>,
    /// Region or province, in words.
    pub region: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
}

/// A point on the map (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Latitude in 1e-6 degree, north positive, within ±90 degrees.
    pub lat: i64,
    /// Longitude in 1e-6 degree, east positive, within ±180 degrees.
    pub lon: i64,
    /// How exactly the point was taken.
    pub precision: Precision,
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

impl Enterprise {
    pub(super) fn read(fields: &mut Fields<'_, '_>, countries: &[String]) -> Option<Enterprise> {
        let legal_form = fields.required("legal_form", code);
        let founded = fields.optional("founded", date);
        let dissolved = fields.optional("dissolved", date);
        fields.in_order(founded, "dissolved", dissolved);
        Some(Enterprise {
            national_form: fields.optional("national_form", line(NATIONAL_FORM_CHARS_MAX)),
            coop_type: fields.optional("coop_type", code),
            registrations: fields.list("registrations", REGISTRATIONS_MAX, object(Registration::read)),
            lei: fields.optional("lei", lei),
            trading_name: fields.optional("trading_name", line(TRADING_NAME_CHARS_MAX)),
            acronym: fields.optional("acronym", line(ACRONYM_CHARS_MAX)),
            founded,
            dissolved,
            address: fields.optional("address", object(Address::read)),
            geo: fields.optional("geo", object(|fields| Point::read(fields, countries))),
            description: fields.optional("description", localized(DESCRIPTION_CHARS_MAX)),
            products: fields.optional("products", localized(PRODUCTS_CHARS_MAX)),
            members: fields.optional("members", object(People::read)),
            workers: fields.optional("workers", object(People::read)),
            turnover_band: fields.optional("turnover_band", code),
            qualifiers: fields.list("qualifiers", QUALIFIERS_MAX, line(QUALIFIER_CHARS_MAX)),
            parent: fields.optional("parent", record_id),
            contact: fields.optional("contact", record_id),
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

impl Address {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Address> {
        let address = Address {
            street: fields.optional("street", line(STREET_CHARS_MAX)),
            locality: fields.optional("locality", line(LOCALITY_CHARS_MAX)),
            region: fields.optional("region", line(LOCALITY_CHARS_MAX)),
            postcode: fields.optional("postcode", line(POSTCODE_CHARS_MAX)),
        };
        (address != Address::default()).then_some(address)
    }
}

impl Point {
    fn read(fields: &mut Fields<'_, '_>, countries: &[String]) -> Option<Point> {
        let lat = fields.required("lat", angle(LATITUDE_E6_MAX));
        let lon = fields.required("lon", angle(LONGITUDE_E6_MAX));
        let precision = fields.required("precision", code);
        let point = Point {
            lat: lat?,
            lon: lon?,
            precision: precision?,
        };
        point.check_countries(fields, countries);
        Some(point)
    }

    /// Reports a point outside all of the record's countries; if it lies inside one with latitude and longitude swapped, offers that.
    fn check_countries(&self, fields: &mut Fields<'_, '_>, countries: &[String]) {
        let outside = |lat, lon| {
            let mut known = countries.iter().map(|country| area::may_contain(country, lat, lon));
            !countries.is_empty() && known.all(|inside| inside == Some(false))
        };
        if outside(self.lat, self.lon) {
            let swap_possible = self.lon.abs() <= LATITUDE_E6_MAX && !outside(self.lon, self.lat);
            let swapped = swap_possible.then(|| degrees(self.lon, self.lat));
            let point = degrees(self.lat, self.lon);
            fields.whole().suggest::<()>(Rule::OutsideCountry, &point, || swapped);
        }
    }
}

/// A point as people write it: latitude and longitude in degrees.
fn degrees(latitude_e6: i64, longitude_e6: i64) -> String {
    let decimal = |e6: i64| {
        let sign = if e6 < 0 { "-" } else { "" };
        let digits = format!("{:06}", e6.unsigned_abs() % 1_000_000);
        let fraction = digits.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}", e6.unsigned_abs() / 1_000_000)
    };
    format!("{}, {}", decimal(latitude_e6), decimal(longitude_e6))
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

#[cfg(test)]
mod tests {
    use super::degrees;

    #[test]
    fn degrees_are_written_as_people_write_them() {
        assert_eq!(degrees(51_507_400, -127_800), "51.5074, -0.1278");
        assert_eq!(degrees(-90_000_000, 0), "-90, 0");
        assert_eq!(degrees(1, -1), "0.000001, -0.000001");
    }
}
