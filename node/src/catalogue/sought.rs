//! What the search index asks of the catalogue.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::log::Head;
use ayni_protocol::record::RecordId;

use super::filter::Sieve;
use super::{Audience, Catalogue, Filter, Platform, Row, Spoken};
use crate::store::StoreError;
use crate::store::rows::RowKey;

impl Catalogue {
    /// How often anything has changed since the start. Does not touch the disk.
    pub(crate) fn steps(&self) -> u64 {
        self.state().steps
    }

    /// How many entries of all logs are indexed. Does not touch the disk.
    pub(crate) fn entries(&self) -> u64 {
        self.state().cursors.values().map(|head| head.seq).sum()
    }

    /// How often anything has changed, what tells the rows from those before they were last made anew, and how far each log is
    /// in them.
    pub(crate) fn as_of_now(&self) -> (u64, u64, BTreeMap<PublicKey, Head>) {
        let state = self.state();
        (state.steps, state.generation, state.cursors.clone())
    }

    /// Every owner's edition of a record, also withdrawn ones, whoever may see them. What is said of comments is left out.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub(crate) fn rows_of(&self, id: &RecordId) -> Result<Vec<Row>, StoreError> {
        let stored = self.stored_of(id)?.into_iter();
        let spoken = Spoken {
            answers: self.answers(),
            ..Spoken::default()
        };
        Ok(stored.map(|(key, current)| Row::of(key, current, &spoken)).collect())
    }

    /// The comments of which some platform says something. Does not touch the disk.
    pub(crate) fn flagged(&self) -> Vec<RowKey> {
        let (words, places) = (self.words(), self.places());
        let of_record = |id: &RecordId| {
            places
                .owners_of(id)
                .into_iter()
                .map(move |owner| (*id, owner))
                .collect()
        };
        words
            .records()
            .flat_map(|id| -> Vec<RowKey> { of_record(id) })
            .collect()
    }

    /// A row as it is now, if it passes.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub(crate) fn listed(
        &self,
        (id, owner): &RowKey,
        filter: &Filter,
        audience: Audience,
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Result<Option<Row>, StoreError> {
        let sieve = Sieve::new(filter, audience, platforms);
        Ok(self.row(id, owner)?.filter(|row| sieve.passes(row)))
    }
}

/// A number that no rows before have had.
pub(super) fn new_generation() -> u64 {
    RandomState::new().build_hasher().finish()
}
