//! Near a point: what a circle on the Earth holds.

use std::str::FromStr;

use ayni_protocol::record::place::Point;
use serde::{Deserialize, Serialize};

/// Mean radius of the Earth in metres.
///
/// Source: R1 of the Geodetic Reference System 1980 (H. Moritz, Journal of Geodesy 74, 2000).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Largest radius in kilometres: nearly half the way round the Earth, beyond which a circle leaves nothing out.
pub const RADIUS_KM_MAX: f64 = 20_000.0;

/// A place on the Earth (WGS 84) in 1e-6 degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Latitude, north positive.
    pub lat: i64,
    /// Longitude, east positive.
    pub lon: i64,
}

impl From<&Point> for Place {
    fn from(point: &Point) -> Self {
        Self {
            lat: point.lat,
            lon: point.lon,
        }
    }
}

impl Place {
    /// Metres from here to `other` along a great circle, as on a sphere: within 0.6 % of the way on the real Earth.
    ///
    /// Source: the haversine formula, R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (2), 1984, p. 159.
    pub fn metres_to(self, other: Self) -> f64 {
        let radians = |e6: i64| (e6 as f64 / 1e6).to_radians();
        let half_sine_squared = |angle: f64| (angle / 2.0).sin().powi(2);
        let across = radians(self.lat).cos() * radians(other.lat).cos();
        let part = half_sine_squared(radians(other.lat - self.lat))
            + across * half_sine_squared(radians(other.lon - self.lon));
        // Rounding may carry opposite points beyond 1, of which no angle is the sine.
        2.0 * EARTH_RADIUS_M * part.sqrt().min(1.0).asin()
    }
}

/// A circle around a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    centre: Place,
    radius_m: f64,
}

/// A text is no circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected LAT,LON,KM in decimal degrees and kilometres, such as 14.69,-17.44,25")]
pub struct NotNear;

impl FromStr for Near {
    type Err = NotNear;

    /// Reads `LAT,LON,KM`: degrees with a decimal point within ±90 and ±180, more than 0 and at most
    /// [`RADIUS_KM_MAX`] kilometres. White space around a number does not matter.
    fn from_str(text: &str) -> Result<Self, NotNear> {
        let numbers: Vec<f64> = text.split(',').map(decimal).collect::<Option<_>>().ok_or(NotNear)?;
        let [lat, lon, radius] = numbers[..] else {
            return Err(NotNear);
        };
        let fits = lat.abs() <= 90.0 && lon.abs() <= 180.0 && radius > 0.0 && radius <= RADIUS_KM_MAX;
        let e6 = |degrees: f64| (degrees * 1e6).round() as i64;
        fits.then(|| Self {
            centre: Place {
                lat: e6(lat),
                lon: e6(lon),
            },
            radius_m: radius * 1_000.0,
        })
        .ok_or(NotNear)
    }
}

/// The number that is written as people write decimals: Rust would also read `inf`, `nan` and `1e3`.
fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.'));
    plain.then(|| text.parse().ok()).flatten()
}

impl Near {
    /// Between which latitudes the circle lies, in 1e-6 degree.
    pub(crate) fn latitudes(&self) -> (i64, i64) {
        let half = (self.radius_m / EARTH_RADIUS_M.to_radians() * 1e6).ceil() as i64;
        (self.centre.lat - half, self.centre.lat + half)
    }

    /// How far `place` is from the middle of the circle.
    pub(crate) fn millimetres_to(&self, place: Place) -> u64 {
        (self.centre.metres_to(place) * 1e3) as u64
    }

    /// Whether `place` lies in the circle.
    pub fn holds(&self, place: Place) -> bool {
        // A degree of latitude is as long everywhere, so most of the world is left out without a sine.
        let north_south_m = (place.lat - self.centre.lat).abs() as f64 / 1e6 * EARTH_RADIUS_M.to_radians();
        north_south_m <= self.radius_m && self.centre.metres_to(place) <= self.radius_m
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(lat: f64, lon: f64) -> Place {
        Place {
            lat: (lat * 1e6).round() as i64,
            lon: (lon * 1e6).round() as i64,
        }
    }

    #[test]
    fn distances_are_those_of_the_map() {
        for (from, to, km, within_km) in [
            // A quarter of a meridian, and of the equator.
            (place(0.0, 0.0), place(90.0, 0.0), 10_007.6, 0.1),
            (place(0.0, 0.0), place(0.0, 90.0), 10_007.6, 0.1),
            // Across the 180th meridian.
            (place(0.0, 179.5), place(0.0, -179.5), 111.2, 0.1),
            // Dakar to Quito, London to Paris.
            (place(14.693, -17.447), place(-0.18, -78.468), 6_893.0, 20.0),
            (place(51.507, -0.128), place(48.857, 2.351), 343.5, 1.0),
            // From here to here, and to the other side.
            (place(51.5, -0.1), place(51.5, -0.1), 0.0, 0.000_001),
            (place(37.1, 12.3), place(-37.1, -167.7), 20_015.1, 0.1),
        ] {
            let found = from.metres_to(to) / 1_000.0;
            assert!((found - km).abs() <= within_km, "{from:?} {to:?}: {found} km");
            assert!(
                (from.metres_to(to) - to.metres_to(from)).abs() < 0.001,
                "{from:?} {to:?}"
            );
        }
    }

    #[test]
    fn a_circle_holds_what_is_within_its_radius() {
        let near: Near = "51.5074,-0.1278,10".parse().expect("a circle");
        assert!(near.holds(place(51.5074, -0.1278)));
        assert!(near.holds(place(51.59, -0.1278)));
        assert!(!near.holds(place(51.60, -0.1278)));
        assert!(near.holds(place(51.5074, 0.01)));
        assert!(!near.holds(place(51.5074, 0.03)));
        let pole: Near = "89.9,0,30".parse().expect("a circle");
        assert!(pole.holds(place(89.9, 180.0)), "the pole lies between");
        let fiji: Near = "-16.8,179.9,50".parse().expect("a circle");
        assert!(fiji.holds(place(-16.8, -179.9)), "the 180th meridian lies between");
    }

    #[test]
    fn a_circle_is_two_degrees_and_a_radius() {
        for text in ["14.69,-17.44,25", " 14.69 , -17.44 , 0.5 ", "-90,180,20000", "+1,.5,1."] {
            assert!(text.parse::<Near>().is_ok(), "{text}");
        }
        for text in [
            "",
            "14.69,-17.44",
            "14.69,-17.44,25,1",
            "90.1,0,1",
            "0,180.1,1",
            "0,0,0",
            "0,0,-1",
            "0,0,20001",
            "inf,0,1",
            "nan,0,1",
            "1e1,0,1",
            "14,69,-17,44,25",
            "14.69;-17.44;25",
            "N14,W17,25",
        ] {
            assert_eq!(text.parse::<Near>(), Err(NotNear), "{text}");
        }
    }
}
