//! Logs that are taken back, and what was set aside then.
//!
//! A log ends earlier than it is held when its author is removed or has forked it. Nothing of what was
//! signed is thrown away: a charter may say that the branch counts which is set aside here.

use ayni_protocol::entry::Envelope;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::limits::SEGMENT_ENTRIES;
use ayni_protocol::log::Head;
use ayni_protocol::replica::Bodies;

use super::batch::Batch;
use super::mark::Mark;
use super::segments::Stretch;
use super::values::{self, Fault};
use super::writer::Writer;
use super::{EntryBytes, Store, StoreError, keys, segments};

/// Most entries taken back in one batch.
const STEP_ENTRIES_MAX: u64 = 256;

impl Writer {
    /// Takes a log back to the number `to`, from its end, a step at a time: after a crash it is whole and
    /// somewhere in between.
    pub(super) fn cut(&mut self, author: PublicKey, to: u64) -> Result<(), StoreError> {
        loop {
            let head = self.shared.durable().frontier.head(&author);
            let Some(head) = head.filter(|head| head.seq > to) else {
                return Ok(());
            };
            let step = to.max(head.seq.saturating_sub(STEP_ENTRIES_MAX));
            let cut = self
                .lower_mark(author, step)
                .and_then(|()| self.cut_step(author, head, step));
            if let Err(error) = cut {
                self.fail(error.clone());
                return Err(error);
            }
        }
    }

    /// The mark must never say more than the store holds, so it comes down first.
    fn lower_mark(&self, author: PublicKey, to: u64) -> Result<(), StoreError> {
        let mark = {
            let durable = self.shared.durable();
            let mut mark = Mark::of(&durable.frontier, durable.charters.len() as u64);
            match to {
                0 => mark.logs.remove(&author),
                _ => mark.logs.insert(author, to),
            };
            mark
        };
        mark.write(&self.mark_path)
            .map_err(|source| StoreError::io("write", &self.mark_path, source))
    }

    fn entry_at(&self, author: &PublicKey, seq: u64) -> Result<Option<EntryBytes>, StoreError> {
        self.shared.database.logs(|logs| segments::entry_at(logs, author, seq))
    }

    fn cut_step(&mut self, author: PublicKey, head: Head, to: u64) -> Result<(), StoreError> {
        let lost = |seq| StoreError::Log {
            author,
            seq,
            why: "is missing",
        };
        let mut batch = Batch::default();
        // What is behind the last cut that stays stands alone from now on, and what goes is set aside.
        let begin = to - to % SEGMENT_ENTRIES + 1;
        let entries = self.shared.database.logs(|logs| {
            let mut entries = Vec::new();
            for found in segments::stretches(logs, &author, begin, head.seq)? {
                match found?.1? {
                    Stretch::Segment(segment) => {
                        let content = segment.content()?;
                        for (seq, (envelope, body)) in content.entries()? {
                            entries.push((seq, values::encode_entry(envelope, body)));
                        }
                        segments::remove_segment(logs, &mut batch, &author, segment.first)?;
                    }
                    Stretch::Single(seq, value) => {
                        segments::remove_value(logs, &mut batch, &keys::of_entry(keys::ENTRIES, &author, seq))?;
                        entries.push((seq, value));
                    }
                }
            }
            Ok(entries)
        })?;
        if entries.first().map(|(seq, _)| *seq) != Some(begin) || entries.len() as u64 != head.seq + 1 - begin {
            return Err(lost(begin));
        }
        let mut left = None;
        for (seq, value) in entries {
            let id = values::envelope_in(&value).map(Hash::of).ok_or_else(|| lost(seq))?;
            if seq <= to {
                values::put(&mut batch, &keys::of_entry(keys::ENTRIES, &author, seq), &value);
                left = Some(Head { seq, id });
            } else {
                values::put(&mut batch, &keys::of_aside(&author, seq, &id), &value);
            }
        }
        // What comes in the place of these may be other entries, also of those that are not here yet.
        for tag in [keys::ERASED, keys::LACKING] {
            let (from, to) = (
                keys::of_entry(tag, &author, to + 1),
                keys::of_entry(tag, &author, u64::MAX),
            );
            self.shared.database.logs(|logs| {
                for key in logs.range(from..=to).keys() {
                    batch.remove(key?);
                }
                Ok(())
            })?;
        }
        if to > 0 && left.is_none() {
            // The log is cut where it is cut into segments: its last entry is in one.
            let (envelope, _) = self.entry_at(&author, to)?.ok_or_else(|| lost(to))?;
            let id = Hash::of(&envelope);
            left = Some(Head { seq: to, id });
        }
        let key = keys::of_author(keys::HEADS, &author);
        match left {
            Some(left) => batch.insert(key, [&left.seq.to_be_bytes()[..], &left.id.0].concat()),
            None => batch.remove(key),
        }
        let entries = self.shared.durable().frontier.entries() - (head.seq - to);
        batch.insert(keys::ENTRY_COUNT, &entries.to_be_bytes());
        // Readers must not look for what is about to go.
        {
            let mut durable = self.shared.durable_mut();
            durable.frontier.cut(author, left);
            let Bodies { erased, lacking } = &mut durable.bodies;
            for seqs in [erased, lacking]
                .into_iter()
                .filter_map(|places| places.get_mut(&author))
            {
                seqs.retain(|seq| *seq <= to);
            }
        }
        self.shared.cuts.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let written = self.write(batch);
        self.shared.forget_read();
        written
    }
}

impl Store {
    /// How often logs have been taken back since the store was opened: whoever follows the logs must look
    /// again when this has grown.
    pub fn cuts(&self) -> u64 {
        self.0.shared.cuts.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// The number of an entry of this author that was set aside, by its id. Looks through all of them.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn find_aside(&self, author: &PublicKey, id: &Hash) -> Result<Option<u64>, StoreError> {
        let prefix = keys::of_author(keys::ASIDE, author);
        self.0.shared.database.logs(|logs| {
            for key in logs.scan_prefix(prefix).keys() {
                let head = keys::aside_in(&key?);
                if let Some(head) = head.filter(|head| head.id == *id) {
                    return Ok(Some(head.seq));
                }
            }
            Ok(None)
        })
    }

    /// The last entry of this author, by its number, of those that were set aside.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn last_aside(&self, author: &PublicKey) -> Result<Option<Head>, StoreError> {
        let prefix = keys::of_author(keys::ASIDE, author);
        self.0.shared.database.logs(|logs| {
            let last = logs.scan_prefix(prefix).keys().next_back().transpose()?;
            Ok(last.as_deref().and_then(keys::aside_in))
        })
    }

    /// The branch that ends with `head` and continues the log as it is held, from what was set aside; in
    /// order, at most `entries_max` of its first entries. Empty if a piece of it is not there.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn branch(&self, author: &PublicKey, head: Head, entries_max: usize) -> Result<Vec<EntryBytes>, StoreError> {
        let held = self.frontier().head(author);
        let mut path: Vec<(u64, Hash)> = Vec::new();
        let mut next = Some(head);
        while let Some(head) = next.filter(|head| head.seq > held.map_or(0, |held| held.seq)) {
            let key = keys::of_aside(author, head.seq, &head.id);
            let Some(value) = self.0.shared.database.logs(|logs| values::get(logs, &key))? else {
                return Ok(Vec::new());
            };
            let envelope = values::envelope_in(&value).and_then(|bytes| Envelope::decode(bytes).ok());
            let Some(envelope) = envelope else {
                return Ok(Vec::new());
            };
            path.push((head.seq, head.id));
            next = envelope.prev().map(|id| Head { seq: head.seq - 1, id });
        }
        if next != held {
            return Ok(Vec::new());
        }
        let first = path.into_iter().rev().take(entries_max);
        first
            .map(|(seq, id)| {
                let key = keys::of_aside(author, seq, &id);
                self.0.shared.database.logs(|logs| {
                    let value = values::get(logs, &key)?.ok_or(Fault::Value("an entry that was set aside is gone"))?;
                    values::decode_entry(&value)
                })
            })
            .collect()
    }
}
