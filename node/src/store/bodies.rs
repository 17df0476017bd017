//! Entries that are held without their bodies: those that are erased, and those that nobody has sent yet.

use std::collections::BTreeMap;

use ayni_protocol::entry::Entry;
use ayni_protocol::identity::PublicKey;
use ayni_protocol::log::AuthenticEntry;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::RecordId;
use ayni_protocol::replica::{Bodies, Places};

use super::batch::Batch;
use super::sweep::Swept;
use super::values::{self, Fault};
use super::writer::{Group, Write, Writer, erases};
use super::{Store, StoreError, keys, rows, segments};

impl Writer {
    /// Appends entries and lets bodies go, of entries that are held and of those that come later; what was set aside of
    /// the same record goes too, whatever its number. Written whole or not at all.
    pub(super) fn erase(
        &mut self,
        erasures: &[(RecordId, Places)],
        entries: Vec<AuthenticEntry>,
    ) -> Result<(), StoreError> {
        let mut group = Group::default();
        for (author, seqs) in erasures.iter().flat_map(|(_, entries)| entries) {
            group.erased.entry(*author).or_default().extend(seqs);
        }
        self.add_entries(&mut group, entries)?;
        if let Err(error) = self.add_erasures(&mut group, erasures) {
            self.fail(error.clone());
            return Err(error);
        }
        let erased = group.erased.clone();
        self.commit(group)?;
        self.shared.forget_read();
        let mut durable = self.shared.durable_mut();
        for (author, seqs) in &erased {
            durable.bodies.erased.entry(*author).or_default().extend(seqs);
            if let Some(lacking) = durable.bodies.lacking.get_mut(author) {
                lacking.retain(|seq| !seqs.contains(seq));
            }
        }
        Ok(())
    }

    fn add_erasures(&mut self, group: &mut Group, erasures: &[(RecordId, Places)]) -> Result<(), StoreError> {
        let Group { batch, erased, .. } = group;
        let mut is_due = false;
        for (author, seqs) in &*erased {
            for seq in seqs {
                batch.insert(keys::of_entry(keys::ERASED, author, *seq), &[]);
                batch.remove(keys::of_entry(keys::LACKING, author, *seq));
            }
            let dropped = self.shared.database.logs(|logs| {
                segments::change_bodies(logs, batch, author, seqs.iter().copied(), |_, (_, body)| {
                    (body.is_some() && !erases(*body)).then_some(None)
                })
            })?;
            is_due |= !dropped.is_empty();
        }
        for (id, entries) in erasures {
            for author in entries.keys() {
                for key in self.aside_of(author, *id)? {
                    is_due |= self.drop_aside(batch, &key)?;
                }
            }
        }
        if is_due {
            batch.insert(keys::REWRITE_DUE, &[]);
        }
        Ok(())
    }

    /// The keys of versions of a record among what was set aside of a log.
    fn aside_of(&self, author: &PublicKey, id: RecordId) -> Result<Vec<Vec<u8>>, StoreError> {
        let prefix = keys::of_author(keys::ASIDE, author);
        self.shared.database.logs(|logs| {
            let mut found = Vec::new();
            for value in values::scan_prefix(logs, &prefix) {
                let (key, value) = value?;
                let (_, body) = values::decode_entry(&value?)?;
                let operation = body.and_then(|body| Operation::decode(&body).ok());
                if matches!(operation, Some(Operation::Publish { id: of, .. }) if of == id) {
                    found.push(key);
                }
            }
            Ok(found)
        })
    }

    /// Takes the body from an entry that was set aside. Whether there was one.
    fn drop_aside(&self, batch: &mut Batch, key: &[u8]) -> Result<bool, StoreError> {
        self.shared.database.logs(|logs| {
            let Some(value) = values::get(logs, key)? else {
                return Ok(false);
            };
            let (envelope, body) = values::decode_entry(&value)?;
            if body.is_none() || erases(body.as_deref()) {
                return Ok(false);
            }
            segments::remove_value(logs, batch, key)?;
            values::put(batch, key, &values::encode_entry(&envelope, None));
            Ok(true)
        })
    }

    /// Gives entries their bodies that are held without. One that is erased meanwhile, or that is another entry than
    /// the one held here, is left as it is.
    pub(super) fn fill(&mut self, entries: &[AuthenticEntry]) -> Result<(), StoreError> {
        let filled = self.fill_now(entries);
        if let Err(error) = &filled {
            self.fail(error.clone());
        }
        filled
    }

    fn fill_now(&mut self, entries: &[AuthenticEntry]) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        let mut wanted: BTreeMap<PublicKey, BTreeMap<u64, &Entry>> = BTreeMap::new();
        for entry in entries {
            let erased = self.shared.durable().bodies.erased.get(&entry.author()).cloned();
            if !erased.is_some_and(|erased| erased.contains(&entry.seq())) {
                wanted
                    .entry(entry.author())
                    .or_default()
                    .insert(entry.seq(), entry.entry());
            }
        }
        let mut filled = Vec::new();
        for (author, entries) in &wanted {
            let changed = self.shared.database.logs(|logs| {
                segments::change_bodies(
                    logs,
                    &mut batch,
                    author,
                    entries.keys().copied(),
                    |seq, (envelope, _)| {
                        let entry = entries
                            .get(&seq)
                            .filter(|entry| entry.envelope().bytes() == *envelope)?;
                        Some(Some(entry.body()?.to_vec()))
                    },
                )
            })?;
            for seq in changed {
                batch.remove(keys::of_entry(keys::LACKING, author, seq));
                filled.push((*author, seq));
            }
        }
        if filled.is_empty() {
            return Ok(());
        }
        // The catalogue has passed these entries by. Whatever interrupts what follows, it is made anew.
        rows::invalidate(&self.shared.database)?;
        self.write(batch)?;
        self.shared.forget_read();
        let mut durable = self.shared.durable_mut();
        for (author, seq) in filled {
            if let Some(lacking) = durable.bodies.lacking.get_mut(&author) {
                lacking.remove(&seq);
            }
        }
        self.shared.fills.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        Ok(())
    }
}

/// The entries that are held without their bodies, as they are on the disk.
pub(super) fn held(logs: &Swept<'_>) -> Result<Bodies, Fault> {
    let places = |tag: u8| -> Result<Places, Fault> {
        let mut places = Places::new();
        for key in logs.scan_prefix([tag]).keys() {
            let key = key?;
            let place = keys::author_in(&key).zip(keys::seq_in(&key));
            let (author, seq) = place.ok_or(Fault::Value("the place of a body is no place"))?;
            places.entry(author).or_default().insert(seq);
        }
        Ok(places)
    };
    Ok(Bodies {
        erased: places(keys::ERASED)?,
        lacking: places(keys::LACKING)?,
    })
}

impl Store {
    /// Which entries are without their bodies. Does not touch the disk.
    pub fn bodies(&self) -> Bodies {
        self.0.shared.durable().bodies.clone()
    }

    /// Whether the body of an entry is erased. Does not touch the disk.
    pub fn is_erased(&self, author: &PublicKey, seq: u64) -> bool {
        let durable = self.0.shared.durable();
        durable
            .bodies
            .erased
            .get(author)
            .is_some_and(|seqs| seqs.contains(&seq))
    }

    /// How often bodies were filled in since the store was opened: whoever follows the logs must begin anew when this
    /// has grown.
    pub(crate) fn fills(&self) -> u64 {
        self.0.shared.fills.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// Appends entries and lets bodies go, in one step and durably: those of entries that are held, those that come
    /// later, and whatever was set aside of the records in the same logs. The files hold them until
    /// [`Store::rewrite`].
    ///
    /// # Errors
    /// As [`Store::append`].
    pub async fn erase(
        &self,
        erasures: Vec<(RecordId, Places)>,
        entries: Vec<AuthenticEntry>,
    ) -> Result<(), StoreError> {
        self.write(Write::Erase { erasures, entries }).await
    }

    /// Gives entries their bodies that are held without, durably.
    ///
    /// # Errors
    /// As [`Store::append`], except `NotNext`.
    pub async fn fill(&self, entries: Vec<AuthenticEntry>) -> Result<(), StoreError> {
        self.write(Write::Fill(entries)).await
    }

    /// Whether the files may still hold what was erased.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn rewrite_due(&self) -> Result<bool, StoreError> {
        let logs = &self.0.shared.database;
        logs.logs(|logs| Ok(logs.contains_key(keys::REWRITE_DUE)?))
    }

    /// Writes all that is alive into new files and takes the old ones away, if that is due: afterwards no file holds
    /// what was erased. Writes wait meanwhile, reads for a moment at the end.
    ///
    /// The catalogue is to have followed the logs before: its rows are copied as they are.
    ///
    /// # Errors
    /// [`StoreError::Io`] if there is no room; the store goes on with its old files, and it stays due. Else as
    /// [`Store::append`], except `NotNext`.
    pub async fn rewrite(&self) -> Result<(), StoreError> {
        self.write(Write::Rewrite).await
    }
}
