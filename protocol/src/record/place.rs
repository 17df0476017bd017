//! Where something is: a postal address and a point on the map.

use serde::Serialize;

use super::fields::Fields;
use super::problem::Rule;
use super::values::{angle, code, line};
use crate::vocabulary::{area, code_list};

/// Longest street with number and building; the longest in real registers has about 250 characters.
pub const STREET_CHARS_MAX: usize = 300;
/// Longest place, and longest region or province, in an address.
pub const LOCALITY_CHARS_MAX: usize = 120;
/// Longest postcode.
pub const POSTCODE_CHARS_MAX: usize = 20;

/// The pole's latitude in 1e-6 degree.
const LATITUDE_E6_MAX: i64 = 90_000_000;
/// The 180th meridian's longitude in 1e-6 degree.
const LONGITUDE_E6_MAX: i64 = 180_000_000;

code_list! {
    /// How exactly a point says where something is.
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

impl Address {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Address> {
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
    pub(super) fn read(fields: &mut Fields<'_, '_>, countries: &[String]) -> Option<Point> {
        let lat = fields.required("lat", angle(LATITUDE_E6_MAX));
        let lon = fields.required("lon", angle(LONGITUDE_E6_MAX));
        let precision = fields.required("precision", code());
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
