//! The outlines of countries.

use std::fmt::Write as _;
use std::sync::LazyLock;

/// Outlines by country; the head of the file says where they are from and in which units.
const TABLE: &str = include_str!("../../../../data/countries.csv");

/// The whole world in these units: the view box of a picture.
pub(super) const WORLD: &str = "-1800 -900 3600 1800";

/// All countries as one picture, which browsers keep.
pub(in crate::http) static WORLD_SVG: LazyLock<String> = LazyLock::new(|| {
    let mut picture = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{WORLD}\">");
    picture.push_str("<path fill=\"#e3e9e6\" stroke=\"#fff\" stroke-width=\".8\" d=\"");
    for (_, path) in all() {
        picture.push_str(path);
    }
    let _ = write!(picture, "\"/></svg>");
    picture
});

/// Each country's code and its outline as the path of a picture.
fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = TABLE.lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split_once(','))
}

/// The outline of the country with this alpha-2 code, as far as the map has it.
pub(super) fn of(code: &str) -> Option<&'static str> {
    all().find_map(|(known, path)| (known == code).then_some(path))
}

/// The middle of the largest part of a country, in the units of the outlines.
pub(in crate::http::pages) fn centre(code: &str) -> Option<(i64, i64)> {
    let parts = of(code)?.split('M').filter(|part| !part.is_empty()).map(middle);
    let (_, x, y) = parts.max_by(|(one, ..), (other, ..)| one.total_cmp(other))?;
    Some((x.round() as i64, y.round() as i64))
}

/// The area of a part, and its centre of gravity.
fn middle(part: &str) -> (f64, f64, f64) {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    let mut at = (0.0, 0.0);
    for step in numbers(part).chunks_exact(2) {
        at = (at.0 + step[0], at.1 + step[1]);
        corners.push(at);
    }
    let (mut doubled, mut x, mut y) = (0.0, 0.0, 0.0);
    for (one, other) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        let cross = one.0 * other.1 - other.0 * one.1;
        doubled += cross;
        x += (one.0 + other.0) * cross;
        y += (one.1 + other.1) * cross;
    }
    (f64::abs(doubled) / 2.0, x / (3.0 * doubled), y / (3.0 * doubled))
}

/// The numbers of a path: a minus begins one as a space does.
fn numbers(part: &str) -> Vec<f64> {
    let spaced = part.replace('-', " -").replace(['l', 'z'], " ");
    spaced
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use ayni_protocol::vocabulary::country;

    use super::*;

    #[test]
    fn the_middle_of_a_country_is_where_an_atlas_has_it() {
        for (code, lon, lat) in [
            ("SN", -14, 14),
            ("EC", -78, -1),
            ("FR", 2, 46),
            ("BR", -53, -11),
            ("IN", 79, 23),
        ] {
            let (x, y) = centre(code).expect("it is on the map");
            let is_near = (x - 10 * lon).abs() < 20 && (y + 10 * lat).abs() < 20;
            assert!(is_near, "{code}: {x} {y}");
        }
        assert_eq!(centre("XX"), None);
        let all = country::all().iter().filter_map(|country| centre(country.code));
        assert!(all.into_iter().all(|(x, y)| x.abs() <= 1800 && y.abs() <= 900));
    }

    #[test]
    fn nearly_every_country_has_an_outline_of_plain_strokes() {
        for (code, path) in all() {
            assert!(code.is_empty() || country::by_code(code).is_some(), "{code}");
            assert!(path.starts_with('M') && path.ends_with('z'), "{code}");
            let is_plain = |letter: char| letter.is_ascii_digit() || matches!(letter, 'M' | 'l' | 'z' | ' ' | '-');
            assert!(path.chars().all(is_plain), "{code}");
            // One that goes over the edge of the map is in two parts: a stroke across all of it would be seen.
            let strokes = path.split('M').flat_map(|part| numbers(part).into_iter().skip(2));
            assert!(strokes.into_iter().all(|step| step.abs() < 1800.0), "{code}");
        }
        let missing: Vec<&str> = country::all()
            .iter()
            .map(|country| country.code)
            .filter(|code| of(code).is_none())
            .collect();
        assert!(missing.len() < 20, "{missing:?}");
        assert!(WORLD_SVG.len() < 40_000);
    }
}
