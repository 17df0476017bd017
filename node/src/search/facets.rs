//! Facets: by what records are told apart, filtered and counted.

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// The record's kind.
    Kind,
    /// Alpha-2 codes of its countries.
    Country,
    /// The ISO 3166-2 code of a part of one of them.
    Region,
    /// The platform that publishes it, by its did.
    Platform,
    /// Sector codes.
    Sector,
    /// An enterprise's legal form.
    Form,
    /// Numbers of the Sustainable Development Goals that it serves.
    Sdg,
    /// Pillars of decent work that it serves.
    Pillar,
    /// Canonical tags of the languages in which it has any text, in lower case, and of which those are varieties.
    Language,
    /// What a partnership is between North and South.
    Modality,
    /// Its state, as far as that hangs on what is published alone.
    Status,
}

impl Facet {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Kind,
        Self::Country,
        Self::Region,
        Self::Platform,
        Self::Sector,
        Self::Form,
        Self::Sdg,
        Self::Pillar,
        Self::Language,
        Self::Modality,
        Self::Status,
    ];

    /// The word for it: that of the filter by it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Country => "country",
            Self::Region => "region",
            Self::Platform => "platform",
            Self::Sector => "sector",
            Self::Form => "form",
            Self::Sdg => "sdg",
            Self::Pillar => "pillar",
            Self::Language => "language",
            Self::Modality => "modality",
            Self::Status => "status",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_facet_is_at_its_place() {
        assert!(
            Facet::ALL
                .iter()
                .enumerate()
                .all(|(place, facet)| *facet as usize == place)
        );
    }
}
