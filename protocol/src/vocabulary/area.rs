//! Where countries lie: rectangles that hold them, for finding coordinates that can't be right.
//!
//! Source: Natural Earth 1:10m admin-0 countries (public domain) as in world-atlas 2.0.2, November 2026. Islands and parts that lie together
//! share a rectangle; parts oversea and across the 180th meridian have their own. Territories with a code of their own (Réunion, Svalbard)
//! are also part of the state to which the source counts them. Disputed ground is inside the rectangles of all who claim it, where the
//! source tells them apart, so that nobody's records are refused for it.
//!
//! A rectangle is coarse: it can say that a point is not in a country, never that it is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::country::rows;

/// The rectangles. Its head explains the columns.
const TABLE: &str = include_str!("areas.csv");

/// Allowed on every side of a rectangle, in 1e-6 degree: 0.3° are about 33 km, for jetties, reefs, rounding and coarse coast lines.
pub const MARGIN_E6: i64 = 300_000;

/// 1e-6 degrees in the table's unit, 1e-2 degree.
const UNIT_E6: i64 = 10_000;

/// South, north, west and east edge in 1e-6 degree, margin included.
type Rectangle = [i64; 4];

static AREAS: LazyLock<BTreeMap<&'static str, Vec<Rectangle>>> = LazyLock::new(|| {
    let mut areas: BTreeMap<&'static str, Vec<Rectangle>> = BTreeMap::new();
    for (code, rectangle) in rows(TABLE).filter_map(rectangle) {
        areas.entry(code).or_default().push(rectangle);
    }
    areas
});

fn rectangle(row: &'static str) -> Option<(&'static str, Rectangle)> {
    let (code, edges) = row.split_once(';')?;
    let edges: Vec<i64> = edges.split(';').map(|edge| edge.parse().ok()).collect::<Option<_>>()?;
    let [south, north, west, east] = edges[..] else {
        return None;
    };
    Some((
        code,
        [
            south * UNIT_E6 - MARGIN_E6,
            north * UNIT_E6 + MARGIN_E6,
            west * UNIT_E6 - MARGIN_E6,
            east * UNIT_E6 + MARGIN_E6,
        ],
    ))
}

/// False if the point surely lies outside the country with this alpha-2 code; `None` if nothing is known of where it lies.
///
/// `latitude_e6` and `longitude_e6` are in 1e-6 degree.
pub fn may_contain(code: &str, latitude_e6: i64, longitude_e6: i64) -> Option<bool> {
    // The margin of a country at the 180th meridian reaches beyond it, and the point may be written from either side.
    let turn = 360_000_000;
    let turned = [longitude_e6, longitude_e6 - turn, longitude_e6 + turn];
    let rectangles = AREAS.get(code)?;
    Some(rectangles.iter().any(|[south, north, west, east]| {
        (south..=north).contains(&&latitude_e6) && turned.iter().any(|longitude| (west..=east).contains(&longitude))
    }))
}

#[cfg(test)]
mod tests {
    use super::{AREAS, TABLE, may_contain, rows};
    use crate::vocabulary::country;

    fn at(code: &str, latitude: f64, longitude: f64) -> Option<bool> {
        may_contain(code, (latitude * 1e6) as i64, (longitude * 1e6) as i64)
    }

    #[test]
    fn every_row_of_the_table_is_a_rectangle_of_a_country() {
        assert_eq!(AREAS.values().map(Vec::len).sum::<usize>(), rows(TABLE).count());
        for (code, rectangles) in AREAS.iter() {
            assert!(country::by_code(code).is_some(), "{code}");
            for [south, north, west, east] in rectangles {
                assert!(south < north && west < east, "{code}");
            }
        }
    }

    #[test]
    fn every_country_has_an_area() {
        let without: Vec<&str> = country::all()
            .iter()
            .map(|country| country.code)
            .filter(|code| !AREAS.contains_key(code))
            .collect();
        assert!(without.is_empty(), "{without:?}");
    }

    #[test]
    fn capitals_and_parts_oversea_lie_inside() {
        for (code, latitude, longitude) in [
            ("SN", 14.69, -17.45),
            ("EC", -0.22, -78.51),
            ("EC", -0.74, -90.31), // Galápagos
            ("GB", 51.51, -0.13),
            ("GB", 60.15, -1.15),  // Shetland
            ("FR", -20.88, 55.45), // Réunion, counted to France
            ("RE", -20.88, 55.45),
            ("FJ", -16.79, -179.99), // Taveuni, at the 180th meridian
            ("FJ", -18.14, 178.44),
            ("NZ", -43.95, -176.56), // Chatham
            ("RU", 66.16, -169.81),  // Chukotka, beyond the 180th meridian
            ("KI", 1.87, -157.43),   // Kiritimati
            ("UA", 44.95, 34.10),
            ("CY", 35.34, 33.32),
            ("US", 21.31, -157.86),
            ("TK", -9.20, -171.85),
        ] {
            assert_eq!(
                at(code, latitude, longitude),
                Some(true),
                "{code} {latitude} {longitude}"
            );
        }
    }

    #[test]
    fn swapped_and_distant_points_lie_outside() {
        for (code, latitude, longitude) in [
            ("GB", -0.13, 51.51),
            ("SN", -17.45, 14.69),
            ("LV", 24.1, 56.9),
            ("EC", 51.5, -0.1),
            ("FR", 40.4, -3.7),
            ("FR", 0.0, 0.0),
            ("US", 0.0, 0.0),
        ] {
            assert_eq!(
                at(code, latitude, longitude),
                Some(false),
                "{code} {latitude} {longitude}"
            );
        }
        assert_eq!(at("XX", 0.0, 0.0), None);
    }
}
