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
    /// The side of the platform that publishes it, North or South: the charter says it, and it is not in the index.
    Side,
}

impl Facet {
    /// All, those whose values are in the index first.
    pub const ALL: [Self; 12] = [
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
        Self::Side,
    ];

    /// Those whose values are in the index: all but the side.
    pub(super) const INDEXED: &[Self] = Self::ALL.split_at(Self::ALL.len() - 1).0;

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
            Self::Side => "side",
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
