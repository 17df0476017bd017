//! Subregions of the world.
//!
//! Source: UN M49 (Standard Country or Area Codes for Statistical Use), codes and English names as in the "country-codes" table of Datasets
//! (public domain, PDDL 1.0), 15 May 2026; French and Spanish names as the United Nations Statistics Division writes them.

use super::in_language;

/// A subregion, the finest that M49 has for its countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// M49 code.
    pub code: u16,
    names: [&'static str; 3],
}

impl Region {
    /// Its name. `language` is a BCP 47 tag; French and Spanish are known, every other language gets English.
    pub fn name(&self, language: &str) -> &'static str {
        let [en, fr, es] = self.names;
        in_language(language, en, fr, es)
    }
}

const fn region(code: u16, en: &'static str, fr: &'static str, es: &'static str) -> Region {
    Region {
        code,
        names: [en, fr, es],
    }
}

/// All subregions, continent by continent.
#[rustfmt::skip]
pub const ALL: [Region; 22] = [
    region(15, "Northern Africa", "Afrique septentrionale", "África septentrional"),
    region(14, "Eastern Africa", "Afrique orientale", "África oriental"),
    region(17, "Middle Africa", "Afrique centrale", "África central"),
    region(18, "Southern Africa", "Afrique australe", "África meridional"),
    region(11, "Western Africa", "Afrique occidentale", "África occidental"),
    region(29, "Caribbean", "Caraïbes", "Caribe"),
    region(13, "Central America", "Amérique centrale", "América Central"),
    region(5, "South America", "Amérique du Sud", "América del Sur"),
    region(21, "Northern America", "Amérique septentrionale", "América septentrional"),
    region(143, "Central Asia", "Asie centrale", "Asia central"),
    region(30, "Eastern Asia", "Asie orientale", "Asia oriental"),
    region(35, "South-eastern Asia", "Asie du Sud-Est", "Asia sudoriental"),
    region(34, "Southern Asia", "Asie méridionale", "Asia meridional"),
    region(145, "Western Asia", "Asie occidentale", "Asia occidental"),
    region(151, "Eastern Europe", "Europe orientale", "Europa oriental"),
    region(154, "Northern Europe", "Europe septentrionale", "Europa septentrional"),
    region(39, "Southern Europe", "Europe méridionale", "Europa meridional"),
    region(155, "Western Europe", "Europe occidentale", "Europa occidental"),
    region(53, "Australia and New Zealand", "Australie et Nouvelle-Zélande", "Australia y Nueva Zelandia"),
    region(54, "Melanesia", "Mélanésie", "Melanesia"),
    region(57, "Micronesia", "Micronésie", "Micronesia"),
    region(61, "Polynesia", "Polynésie", "Polinesia"),
];

/// The subregion with this M49 code.
pub fn by_code(code: u16) -> Option<&'static Region> {
    ALL.iter().find(|region| region.code == code)
}
