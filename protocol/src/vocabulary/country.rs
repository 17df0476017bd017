//! Countries and areas.
//!
//! Source: ISO 3166-1 codes with the names, regions and groups of UN M49, from the "country-codes" table of Datasets (public domain, PDDL
//! 1.0), edition of 15 May 2026; long names shortened (United Kingdom, Bolivia). Members of the Group of 77: g77.org, February 2026.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::spelling::{self, Misspelt};
use super::{in_language, region};

/// The table itself. Its head explains the columns.
const TABLE: &str = include_str!("countries.csv");

/// Names that are not official, one country a line: `GB;uk;england;…`.
const OTHER_NAMES: &str = include_str!("country_names.csv");

/// Longest text that may be a country's name with an article, in bytes: of a longer one no letter is looked at.
const NAME_BYTES_MAX: usize = 4 * spelling::CHARS_MAX;

/// A country or area with a code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2, capital letters.
    pub code: &'static str,
    /// ISO 3166-1 alpha-3, capital letters.
    pub alpha3: &'static str,
    /// UN M49 code of its subregion ([`region::by_code`]); 0 for Antarctica, which has none.
    pub region: u16,
    /// Least developed country (UN Committee for Development Policy).
    pub ldc: bool,
    /// Landlocked developing country (UN-OHRLLS).
    pub lldc: bool,
    /// Small island developing State (UN-OHRLLS).
    pub sids: bool,
    /// Member of the Group of 77.
    pub g77: bool,
    names: [&'static str; 3],
}

impl Country {
    /// Its name. `language` is a BCP 47 tag; French and Spanish are known, every other language gets English.
    pub fn name(&self, language: &str) -> &'static str {
        let [en, fr, es] = self.names;
        in_language(language, en, fr, es)
    }

    /// Name of its subregion in the same languages; `None` for Antarctica.
    pub fn region_name(&self, language: &str) -> Option<&'static str> {
        region::by_code(self.region).map(|region| region.name(language))
    }
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| rows(TABLE).filter_map(country).collect());

/// Folded name to code, for suggestions: official names in three languages, three-letter codes, and the other names.
static NAMES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let mut names = BTreeMap::new();
    for row in rows(OTHER_NAMES) {
        let mut cells = row.split(';');
        if let Some(code) = cells.next() {
            names.extend(cells.map(|name| (spelling::fold(name), code)));
        }
    }
    for country in all() {
        let official = country.names.into_iter().chain([country.code, country.alpha3]);
        names.extend(official.map(|name| (spelling::fold(name), country.code)));
    }
    names
});

/// Lines of a table without its head.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn country(row: &'static str) -> Option<Country> {
    let cells: Vec<&'static str> = row.split(';').collect();
    let [code, alpha3, region, groups, en, fr, es] = cells[..] else {
        return None;
    };
    Some(Country {
        code,
        alpha3,
        region: region.parse().ok()?,
        ldc: groups.contains('L'),
        lldc: groups.contains('K'),
        sids: groups.contains('S'),
        g77: groups.contains('G'),
        names: [en, fr, es],
    })
}

/// All 249 countries and areas in the order of their codes.
pub fn all() -> &'static [Country] {
    &COUNTRIES
}

/// The country with exactly this alpha-2 code, in capital letters.
pub fn by_code(code: &str) -> Option<&'static Country> {
    let place = COUNTRIES.binary_search_by(|country| country.code.cmp(code)).ok()?;
    COUNTRIES.get(place)
}

/// Whether a text is written like the code of a country's part, `EC-P` or `GB-WLS`: a country's code, a hyphen, one to three capital
/// letters or digits (ISO 3166-2:2020 §5.1). Whether the country has that part is not looked up.
pub fn is_region(text: &str) -> bool {
    text.split_once('-').is_some_and(|(country, part)| {
        let part_fits = (1..=3).contains(&part.len())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        by_code(country).is_some() && part_fits
    })
}

/// Name of the country with this code for a reader of `language`; the code itself if there is no such country.
pub fn name<'a>(code: &'a str, language: &str) -> &'a str {
    by_code(code).map_or(code, |country| country.name(language))
}

/// The code of the country that somebody may have meant by `text`: a code in another case, a name in English, French, Spanish or its own
/// language, a part of the country, a former name, or any of these with a slip of the pen.
///
/// It is to be offered, never applied: `None` where two countries are equally likely, and for what is too long for a name.
pub fn suggest(text: &str) -> Option<&'static str> {
    if text.len() > NAME_BYTES_MAX {
        return None;
    }
    let folded = spelling::fold(text);
    let without_article = ["the ", "la ", "le ", "les ", "el ", "los "]
        .iter()
        .find_map(|article| folded.strip_prefix(article))
        .unwrap_or(&folded);
    NAMES
        .get(&folded)
        .or_else(|| NAMES.get(without_article))
        .copied()
        .or_else(|| nearest(without_article))
}

/// The code of the one country whose name is nearest to `folded`. Names equally near may belong to one country ("Espana", "Espane"): then
/// it is that one, unless a name of another is near as well.
fn nearest(folded: &str) -> Option<&'static str> {
    let found = Misspelt::of(folded)?;
    let near: Vec<(usize, &'static str)> = NAMES
        .iter()
        .filter_map(|(name, code)| Some((found.slips(name)?, *code)))
        .collect();
    let least = near.iter().map(|(slips, _)| *slips).min()?;
    let mut nearest = near.iter().filter(|(slips, _)| *slips == least);
    let (_, first) = nearest.next()?;
    let alone = nearest.next().is_none() || near.iter().all(|(_, code)| code == first);
    alone.then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{all, by_code, is_region, name, suggest};

    #[test]
    fn every_row_of_the_table_is_a_country() {
        assert_eq!(all().len(), 249);
        assert!(all().is_sorted_by(|a, b| a.code < b.code));
        for country in all() {
            assert_eq!(country.code.len(), 2, "{country:?}");
            assert_eq!(country.alpha3.len(), 3, "{country:?}");
            assert!(country.names.iter().all(|name| !name.is_empty()), "{country:?}");
            assert_eq!(country.region_name("en").is_none(), country.code == "AQ", "{country:?}");
        }
    }

    #[test]
    fn the_groups_are_as_large_as_their_sources_say() {
        let count = |is_in: fn(&super::Country) -> bool| all().iter().filter(|country| is_in(country)).count();
        assert_eq!(count(|country| country.ldc), 45);
        assert_eq!(count(|country| country.lldc), 32);
        assert_eq!(count(|country| country.sids), 53);
        assert_eq!(count(|country| country.g77), 134);
    }

    #[test]
    fn a_country_has_a_name_in_three_languages() {
        assert_eq!(name("SN", "fr"), "Sénégal");
        assert_eq!(name("GB", "es-EC"), "Reino Unido");
        assert_eq!(name("EC", "wo"), "Ecuador");
        assert_eq!(name("XX", "en"), "XX");
    }

    #[test]
    fn a_code_is_two_capital_letters_of_the_list() {
        assert!(by_code("GB").is_some());
        for code in ["gb", "UK", "", "GBR", "XK"] {
            assert!(by_code(code).is_none(), "{code}");
        }
    }

    #[test]
    fn a_spelling_seen_in_real_data_leads_to_its_code() {
        for (text, code) in [
            ("uk", "GB"),
            ("UK", "GB"),
            ("U.K.", "GB"),
            ("England", "GB"),
            ("Frace", "FR"),
            ("Ελλάδα", "GR"),
            ("gb", "GB"),
            ("Deutschland", "DE"),
            ("the Netherlands", "NL"),
            ("Côte d'Ivoire", "CI"),
            ("Ivory Coast", "CI"),
            ("SENEGAL", "SN"),
            ("España", "ES"),
            ("FRA", "FR"),
            ("Equador", "EC"),
            ("Česko", "CZ"),
        ] {
            assert_eq!(suggest(text), Some(code), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_countries_or_none_leads_nowhere() {
        for text in ["", "Europe", "Atlantis", "Irax", "??", "Guine Equatorial Bissau"] {
            assert_eq!(suggest(text), None, "{text}");
        }
        assert_eq!(suggest(&"Senegal".repeat(70_000)), None);
    }

    #[test]
    fn a_region_begins_with_its_country() {
        assert!(is_region("EC-P"));
        assert!(is_region("GB-WLS"));
        for region in ["WLS", "GB-", "XX-1", "GB-WALES", "gb-wls", "GB-É"] {
            assert!(!is_region(region), "{region}");
        }
    }
}
