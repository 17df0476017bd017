//! Editions: what each platform has published under the id of a record.

use ayni_protocol::identity::PublicKey;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::RecordId;
use serde_json::Value;

use super::{Audience, Catalogue, Row};
use crate::clock;
use crate::store::StoreError;

impl Catalogue {
    pub(super) fn row(&self, id: &RecordId, author: &PublicKey) -> Result<Option<Row>, StoreError> {
        let (key, spoken) = ((*id, *author), self.spoken()?);
        Ok(self.stored(&key)?.map(|current| Row::of(key, current, &spoken)))
    }

    /// The current version of a record that this audience may see: that of `author`, or of any author
    /// who has one, those who have not withdrawn theirs first. Also finds withdrawn ones.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub fn current(
        &self,
        id: &RecordId,
        author: Option<&PublicKey>,
        audience: Audience,
    ) -> Result<Option<Row>, StoreError> {
        let editions = self.editions(id, audience)?.into_iter();
        Ok(editions
            .filter(|row| author.is_none_or(|author| *author == row.author))
            // Rows come in author order and the first of equals is taken, so any node chooses the same.
            .min_by_key(|row| row.current.withdrawn))
    }

    /// Every author's current version of a record that this audience may see, also withdrawn ones and none that has
    /// expired, in the order of the authors' keys.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub fn editions(&self, id: &RecordId, audience: Audience) -> Result<Vec<Row>, StoreError> {
        let rows = self.stored_of(id)?.into_iter();
        let spoken = self.spoken()?;
        Ok(rows
            .map(|(key, current)| Row::of(key, current, &spoken))
            .filter(|row| row.is_shown_to(audience) && !row.current.is_over(clock::unix_ms()))
            .collect())
    }

    /// Whose records have this id, of those that this audience may see, in the order of their keys.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub fn authors_of(&self, id: &RecordId, audience: Audience) -> Result<Vec<PublicKey>, StoreError> {
        let editions = self.editions(id, audience)?.into_iter();
        Ok(editions.map(|row| row.author).collect())
    }

    /// The JSON of the version that a row stands for, as it was published; absent if that is erased meanwhile, or its
    /// body is not held.
    ///
    /// # Errors
    /// [`StoreError::Log`] if the entry is lost, or any other of reading.
    pub fn record(&self, row: &Row) -> Result<Option<Value>, StoreError> {
        let lost = |why| StoreError::Log {
            author: row.current.signer,
            seq: row.current.seq,
            why,
        };
        let (_, body) = self
            .store
            .entry(&row.current.signer, row.current.seq)?
            .ok_or_else(|| lost("is missing"))?;
        let Some(body) = body else { return Ok(None) };
        match Operation::decode(&body) {
            Ok(Operation::Publish { record, .. }) => Ok(Some(record)),
            _ => Err(lost("is not the version that the catalogue has")),
        }
    }
}
