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

    /// Every owner's edition of each record, also withdrawn ones, whoever may see them. What is said of comments is left out.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub(crate) fn rows_of<'a>(
        &self,
        ids: impl Iterator<Item = &'a RecordId>,
    ) -> Result<BTreeMap<RecordId, Vec<Row>>, StoreError> {
        let spoken = Spoken {
            answers: self.answers(),
            ..Spoken::default()
        };
        let keys = ids.flat_map(|id| self.places().owners_of(id).into_iter().map(move |owner| (*id, owner)));
        let mut rows: BTreeMap<RecordId, Vec<Row>> = BTreeMap::new();
        for row in self.rows_at(keys.collect(), &spoken)? {
            rows.entry(row.id).or_default().push(row);
        }
        Ok(rows)
    }

    /// Those of these rows that are there and pass, as they are now, in the order of the keys.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub(crate) fn listed(
        &self,
        keys: Vec<RowKey>,
        filter: &Filter,
        audience: Audience,
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Result<Vec<Row>, StoreError> {
        let sieve = Sieve::new(filter, audience, platforms);
        let mut rows = self.rows_at(keys, &self.spoken()?)?;
        rows.retain(|row| sieve.passes(row));
        Ok(rows)
    }

    /// Those of these rows that are there, in the order of the keys.
    fn rows_at(&self, keys: Vec<RowKey>, spoken: &Spoken) -> Result<Vec<Row>, StoreError> {
        // What was published together lies together: each block is read once.
        let (places, mut blocks, mut rows) = (self.places(), BTreeMap::new(), Vec::with_capacity(keys.len()));
        for key in keys {
            let current = self.held(&places, &key, &mut blocks)?;
            rows.extend(current.map(|current| Row::of(key, current, spoken)));
        }
        Ok(rows)
    }

    /// The comments of which some platform says something. Does not touch the disk.
    pub(crate) fn flagged(&self) -> Vec<RowKey> {
        let (words, places, mut keys) = (self.words(), self.places(), Vec::new());
        for id in words.records() {
            keys.extend(places.owners_of(id).into_iter().map(|owner| (*id, owner)));
        }
        keys
    }
}

/// A number that no rows before have had.
pub(super) fn new_generation() -> u64 {
    RandomState::new().build_hasher().finish()
}
