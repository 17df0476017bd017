//! Filters: which records a list holds.

use std::collections::{BTreeMap, BTreeSet};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::decent_work::DecentWork;
use ayni_protocol::vocabulary::legal_form::LegalForm;
use ayni_protocol::vocabulary::partnership::Modality;
use ayni_protocol::vocabulary::side::Side;

use super::{Audience, CatalogueError, Near, Platform, Row};
use crate::clock;

/// Records on a page unless the reader says otherwise.
pub const LIMIT_DEFAULT: usize = 50;

/// Most records on a page.
pub const LIMIT_MAX: usize = 500;

/// Most sectors of which a record may have any: as many as both code lists have.
pub const SECTORS_MAX: usize = 51;

/// The states of a record that can be asked for, as [`Row::status`] gives them; and `flagged`, for comments of which some platform says
/// something and which are shown all the same.
pub const STATUSES: [&str; 6] = ["active", "pending", "closed", "withdrawn", "flagged", "hidden"];

/// Which records to list. A filter that is absent lets everything pass, but for withdrawn records and hidden comments.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<Kind>,
    /// With this country (alpha-2, any case) among its countries.
    pub country: Option<String>,
    /// Published by a platform of this side, as the charter has it. Whoever is not in the charter has none.
    pub side: Option<Side>,
    /// Published by the platform with this did or name (any case).
    pub platform: Option<String>,
    /// With this ISO 3166-2 code of a part of a country.
    pub region: Option<String>,
    /// With one of these sectors; empty for any or none.
    pub sectors: Vec<String>,
    /// Serving this Sustainable Development Goal.
    pub sdg: Option<u8>,
    /// Serving this pillar of decent work.
    pub pillar: Option<DecentWork>,
    /// Of this relation between North and South: partnerships alone have one.
    pub modality: Option<Modality>,
    /// Of this legal form: enterprises alone have one.
    pub form: Option<LegalForm>,
    /// With a text in this language: `fr` also takes `fr-SN`, not the other way round.
    pub language: Option<String>,
    /// In this state, one of [`STATUSES`]. Withdrawn records and hidden comments are listed only by it.
    pub status: Option<&'static str>,
    /// In this circle; what has no place on the map is in none.
    pub near: Option<Near>,
    /// With a current version whose author says it was published then or later, in Unix milliseconds.
    pub updated_since: Option<i64>,
    /// Most records on the page: 1 to [`LIMIT_MAX`].
    pub limit: usize,
    /// Where the page before ended; absent for the first page.
    pub cursor: Option<String>,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            kind: None,
            country: None,
            side: None,
            platform: None,
            region: None,
            sectors: Vec::new(),
            sdg: None,
            pillar: None,
            modality: None,
            form: None,
            language: None,
            status: None,
            near: None,
            updated_since: None,
            limit: LIMIT_DEFAULT,
            cursor: None,
        }
    }
}

impl Filter {
    /// Whether a page may have as many records as this asks for.
    pub(crate) fn check_limit(&self) -> Result<(), CatalogueError> {
        let fits = (1..=LIMIT_MAX).contains(&self.limit);
        fits.then_some(()).ok_or(CatalogueError::Limit(self.limit))
    }

    /// The platforms whose records pass; absent if all do.
    pub(crate) fn authors(&self, platforms: &BTreeMap<PublicKey, Platform>) -> Option<BTreeSet<PublicKey>> {
        let named = self.platform.as_deref().map(|text| named(text, platforms));
        match (named, self.side) {
            (named, None) => named,
            (None, Some(side)) => Some(on_side(side, platforms)),
            (Some(named), Some(side)) => Some(&named & &on_side(side, platforms)),
        }
    }
}

/// A filter, made ready for many rows.
pub(super) struct Sieve<'a> {
    audience: Audience,
    filter: &'a Filter,
    /// The platforms that pass; absent if all do.
    authors: Option<BTreeSet<PublicKey>>,
    /// What has expired by this time, in Unix milliseconds, does not pass.
    pub(super) now: i64,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(filter: &'a Filter, audience: Audience, platforms: &BTreeMap<PublicKey, Platform>) -> Self {
        Self {
            audience,
            filter,
            authors: filter.authors(platforms),
            now: clock::unix_ms(),
        }
    }

    /// The same for records of `author` alone.
    pub(super) fn of(mut self, author: PublicKey) -> Self {
        let passes = self.passes_author(&author);
        self.authors = Some(passes.then_some(author).into_iter().collect());
        self
    }

    pub(super) fn passes_author(&self, author: &PublicKey) -> bool {
        self.authors.as_ref().is_none_or(|authors| authors.contains(author))
    }

    pub(super) fn passes(&self, row: &Row) -> bool {
        let (filter, current) = (self.filter, &row.current);
        row.is_shown_to(self.audience)
            && !current.is_over(self.now)
            && match filter.status {
                Some("flagged") => row.flagged && !row.hidden && !current.withdrawn,
                Some(wanted) => row.status() == wanted,
                None => !row.hidden && !current.withdrawn,
            }
            && filter.kind.is_none_or(|kind| kind == current.kind)
            && filter
                .country
                .as_deref()
                .is_none_or(|wanted| has(&current.countries, |code| code.eq_ignore_ascii_case(wanted)))
            && filter
                .region
                .as_ref()
                .is_none_or(|region| current.region.as_ref() == Some(region))
            && filter.pillar.is_none_or(|pillar| current.pillars.contains(&pillar))
            && filter
                .modality
                .is_none_or(|modality| current.modality == Some(modality))
            && (filter.sectors.is_empty() || has(&current.sectors, |code| filter.sectors.contains(code)))
            && filter.sdg.is_none_or(|goal| current.sdgs.contains(&goal))
            && filter.form.is_none_or(|form| current.form == Some(form))
            && filter
                .language
                .as_deref()
                .is_none_or(|wanted| has(&current.languages, |tag| is_language(tag, wanted)))
            && filter
                .near
                .is_none_or(|near| current.place.is_some_and(|place| near.holds(place)))
            && filter.updated_since.is_none_or(|since| current.time >= since)
    }

    /// Whether the kept counts, by author, kind and visibility, answer how many rows pass.
    pub(super) fn counts_suffice(&self) -> bool {
        let filter = self.filter;
        filter.country.is_none()
            && filter.sectors.is_empty()
            && filter.region.is_none()
            && filter.sdg.is_none()
            && filter.pillar.is_none()
            && filter.modality.is_none()
            && filter.form.is_none()
            && filter.language.is_none()
            && filter.status.is_none()
            && filter.near.is_none()
            && filter.updated_since.is_none()
    }

    /// Whether what is counted under these passes, where the counts suffice.
    pub(super) fn passes_counted(&self, (author, kind, visibility): &super::CountKey) -> bool {
        self.passes_author(author)
            && self.filter.kind.is_none_or(|wanted| wanted == *kind)
            && self.audience.may_see(*visibility)
    }
}

fn has(values: &[String], wanted: impl Fn(&String) -> bool) -> bool {
    values.iter().any(wanted)
}

/// Whether a tag is in the range `wanted`: basic filtering of RFC 4647 §3.3.1.
fn is_language(tag: &str, wanted: &str) -> bool {
    let rest = tag
        .get(..wanted.len())
        .filter(|begin| begin.eq_ignore_ascii_case(wanted))
        .map(|_| &tag[wanted.len()..]);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The authors whose did or name a text is.
fn named(text: &str, platforms: &BTreeMap<PublicKey, Platform>) -> BTreeSet<PublicKey> {
    let text = text.trim();
    let wanted = text.to_lowercase();
    let by_name = platforms
        .iter()
        .filter(|(_, platform)| platform.name.to_lowercase() == wanted);
    // A did is found also if its platform has left the charter.
    by_name.map(|(author, _)| *author).chain(text.parse().ok()).collect()
}

/// The authors whose platform is on `side`.
fn on_side(side: Side, platforms: &BTreeMap<PublicKey, Platform>) -> BTreeSet<PublicKey> {
    let there = platforms.iter().filter(|(_, platform)| platform.side == side);
    there.map(|(author, _)| *author).collect()
}

#[cfg(test)]
mod tests {
    use super::is_language;

    #[test]
    fn a_language_takes_its_varieties_and_not_the_other_way_round() {
        assert!(is_language("fr", "fr") && is_language("fr-SN", "fr") && is_language("pt-BR", "pt-br"));
        assert!(!is_language("fr", "fr-SN") && !is_language("frp", "fr") && !is_language("f", "fr"));
    }
}
