//! North and South.
//!
//! Source: UNCTAD's developed economies are the North: "Northern America and Europe, Israel, Japan, the Republic of Korea, Australia, and New
//! Zealand" (UNCTADstat, classifications, 2024), put on the M49 subregions of November 2026. That wording counts the rest of Asia and of
//! Oceania as developing, so Cyprus (Western Asia in M49) and the territories of Australia are South here.
//!
//! A side says with whom a platform is likely to exchange what, not how a country lives. What a platform declares overrides this table.

use super::{code_list, country};

code_list! {
    /// Side of a platform.
    pub enum Side {
        North = "north": "North", "Nord", "Norte";
        South = "south": "South", "Sud", "Sur";
    }
}

code_list! {
    /// Where a platform's side comes from; whoever shows a side shows this.
    pub enum Basis {
        Table = "unctad": "UNCTAD’s list of developed economies", "Liste des économies développées de la CNUCED", "Lista de economías desarrolladas de la UNCTAD";
        Declared = "declared": "Declared by the platform", "Déclaré par la plateforme", "Declarado por la plataforma";
    }
}

/// M49 subregions that are North as a whole: Northern America; Eastern, Northern, Southern and Western Europe.
const NORTHERN_REGIONS: [u16; 5] = [21, 151, 154, 39, 155];

/// Countries that are North by name.
const NORTHERN_COUNTRIES: [&str; 5] = ["AU", "IL", "JP", "KR", "NZ"];

/// The side of the country with this alpha-2 code; `None` if there is no such country.
pub fn of(code: &str) -> Option<Side> {
    let country = country::by_code(code)?;
    let north = NORTHERN_REGIONS.contains(&country.region) || NORTHERN_COUNTRIES.contains(&country.code);
    Some(if north { Side::North } else { Side::South })
}

#[cfg(test)]
mod tests {
    use super::{Side, of};
    use crate::vocabulary::country;

    #[test]
    fn sixty_one_of_the_countries_are_north() {
        let north = country::all()
            .iter()
            .filter(|country| of(country.code) == Some(Side::North));
        assert_eq!(north.count(), 61);
    }

    #[test]
    fn no_member_of_the_group_of_77_is_north() {
        for country in country::all().iter().filter(|country| country.g77 || country.ldc) {
            assert_eq!(of(country.code), Some(Side::South), "{}", country.code);
        }
    }

    #[test]
    fn countries_lie_on_the_side_that_people_expect() {
        for code in ["GB", "FR", "PL", "US", "JP", "KR", "AU", "GL"] {
            assert_eq!(of(code), Some(Side::North), "{code}");
        }
        for code in ["SN", "EC", "MX", "TR", "CN", "SG", "CY", "CX", "AQ"] {
            assert_eq!(of(code), Some(Side::South), "{code}");
        }
        assert_eq!(of("UK"), None);
    }
}
