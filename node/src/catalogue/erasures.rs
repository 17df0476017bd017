//! What is known of records that are erased: that there were versions, what has erased them, and who has confirmed it.

use std::collections::BTreeMap;

use ayni_protocol::entry::Envelope;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::limits::ERASED_PER_ENTRY_MAX;
use ayni_protocol::log::Head;
use ayni_protocol::record::RecordId;

use super::{Catalogue, Owners, version};
use crate::store::StoreError;
use crate::store::rows::{Erasure, VersionRow};

impl Catalogue {
    /// The versions that an entry erases, without what they said: a catalogue that is made anew knows them from nothing
    /// else.
    pub(super) fn erased_versions(
        &self,
        owners: &Owners,
        owner: PublicKey,
        id: RecordId,
        entries: &BTreeMap<PublicKey, Vec<u64>>,
    ) -> Result<Vec<(RecordId, VersionRow)>, StoreError> {
        let mut versions = Vec::new();
        let own = entries.iter().filter(|(signer, _)| owners.owner(signer) == owner);
        for (signer, seqs) in own {
            for seq in seqs.iter().filter(|seq| self.store.is_erased(signer, **seq)) {
                let envelope = self.store.entry(signer, *seq)?;
                let Some(envelope) = envelope.and_then(|(bytes, _)| Envelope::decode(&bytes).ok()) else {
                    continue;
                };
                let head = Head {
                    seq: *seq,
                    id: envelope.id(),
                };
                versions.push((id, version(*signer, head, envelope.time(), "publish")));
            }
        }
        Ok(versions)
    }

    /// The versions of a record that `owner` has published and not erased, by the log they are in and their numbers; at
    /// most as many as one entry erases. Whether it has any version, erased ones among them.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub fn erasable(
        &self,
        id: &RecordId,
        owners: &Owners,
        owner: &PublicKey,
    ) -> Result<(BTreeMap<PublicKey, Vec<u64>>, bool), StoreError> {
        let versions = self.versions(id, 2 * ERASED_PER_ENTRY_MAX)?;
        let (mut entries, mut count, mut has_any) = (BTreeMap::<PublicKey, Vec<u64>>::new(), 0, false);
        for version in versions
            .iter()
            .filter(|version| owners.owner(&version.author) == *owner)
        {
            has_any = true;
            let is_left = version.op == "publish" && !self.store.is_erased(&version.author, version.seq);
            if is_left && count < ERASED_PER_ENTRY_MAX {
                entries.entry(version.author).or_default().push(version.seq);
                count += 1;
            }
        }
        Ok((entries, has_any))
    }

    /// What has erased a record.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub fn erasures_of(&self, id: &RecordId) -> Result<Vec<Erasure>, StoreError> {
        let erasures = self.store.rows().erasures()?.into_iter();
        Ok(erasures.filter(|erasure| erasure.id == *id).collect())
    }

    /// Who has confirmed the erasure by this entry, and when it says it has, in Unix milliseconds.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub fn confirmations(&self, erased: &Hash) -> Result<BTreeMap<PublicKey, i64>, StoreError> {
        self.store.rows().confirmations(erased)
    }

    /// The ids of entries that erase and that `owner` has not confirmed yet, in order, at most `most`.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub fn unconfirmed(&self, owner: &PublicKey, most: usize) -> Result<Vec<Hash>, StoreError> {
        let rows = self.store.rows();
        let mut waiting = Vec::new();
        for erasure in rows.erasures()? {
            if waiting.len() < most && !rows.confirmations(&erasure.entry)?.contains_key(owner) {
                waiting.push(erasure.entry);
            }
        }
        Ok(waiting)
    }
}
