//! The filters that several commands take: which records they are about.

use ayni_protocol::record::Kind;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Which records; all of them unless something is said.
///
/// Only what this machine knows best is judged here: the node judges the rest, and says what it expects in the reader's
/// language. The names are those of the node's interface.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Filters {
    /// Only this kind.
    #[arg(long, value_parser = kind())]
    kind: Option<Kind>,
    /// Only records of this country.
    #[arg(long, value_name = "CC")]
    country: Option<String>,
    /// Only records of this part of a country.
    #[arg(long, value_name = "CODE")]
    region: Option<String>,
    /// Only records of platforms on this side.
    #[arg(long, value_parser = ["north", "south"])]
    side: Option<String>,
    /// Only records of this platform: its name or did.
    #[arg(long)]
    platform: Option<String>,
    /// Only records with one of these sectors.
    #[arg(long, value_name = "CODE")]
    sector: Vec<String>,
    /// Only records that serve this Sustainable Development Goal.
    #[arg(long, value_name = "N")]
    sdg: Option<String>,
    /// Only records that serve this pillar of decent work.
    #[arg(long)]
    pillar: Option<String>,
    /// Only partnerships of this relation between North and South.
    #[arg(long)]
    modality: Option<String>,
    /// Only enterprises of this legal form.
    #[arg(long)]
    form: Option<String>,
    /// Only records with a text in this language.
    #[arg(long)]
    language: Option<String>,
    /// Only records in this state.
    #[arg(long)]
    status: Option<String>,
    /// Only records within some kilometres of a point. Southern latitudes begin with a hyphen.
    #[arg(long, value_name = "LAT,LON,KM", allow_hyphen_values = true)]
    near: Option<String>,
    /// Only records whose current version is of this date or later.
    #[arg(long, value_name = "DATE")]
    updated_since: Option<String>,
}

impl Filters {
    /// The filters as parameters of a request.
    pub(crate) fn query(&self) -> Vec<(&'static str, String)> {
        let given = [
            ("kind", self.kind.map(|kind| kind.as_str().to_owned())),
            ("country", self.country.clone()),
            ("region", self.region.clone()),
            ("side", self.side.clone()),
            ("platform", self.platform.clone()),
            ("sdg", self.sdg.clone()),
            ("pillar", self.pillar.clone()),
            ("modality", self.modality.clone()),
            ("form", self.form.clone()),
            ("language", self.language.clone()),
            ("status", self.status.clone()),
            ("near", self.near.clone()),
            ("updated_since", self.updated_since.clone()),
        ];
        let given = given.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let sectors = self.sector.iter().map(|sector| ("sector", sector.clone()));
        given.chain(sectors).collect()
    }
}

/// Reads the name of a kind.
pub(crate) fn kind() -> impl TypedValueParser<Value = Kind> {
    let words = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.as_str()));
    words.map(|word| word.parse().expect("it is the name of one"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_given_filters_are_sent() {
        let filters = Filters {
            country: Some("EC".to_owned()),
            sector: vec!["isic:A".to_owned(), "isic:C".to_owned()],
            ..Filters::default()
        };
        let sent = [
            ("country", "EC".to_owned()),
            ("sector", "isic:A".to_owned()),
            ("sector", "isic:C".to_owned()),
        ];
        assert_eq!(filters.query(), sent);
    }
}
