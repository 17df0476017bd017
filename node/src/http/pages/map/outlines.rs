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

#[cfg(test)]
mod tests {
    use ayni_protocol::vocabulary::country;

    use super::*;

    #[test]
    fn nearly_every_country_has_an_outline_of_plain_strokes() {
        for (code, path) in all() {
            assert!(code.is_empty() || country::by_code(code).is_some(), "{code}");
            assert!(path.starts_with('M') && path.ends_with('z'), "{code}");
            let is_plain = |letter: char| letter.is_ascii_digit() || matches!(letter, 'M' | 'l' | 'z' | ' ' | '-');
            assert!(path.chars().all(is_plain), "{code}");
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
