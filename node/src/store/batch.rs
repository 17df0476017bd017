//! What is written to a tree together: all of it or nothing.

use sled::IVec;

/// Keys with their new values, or without one where they are to go; of two changes of one key the later one counts.
#[derive(Default)]
pub(super) struct Batch {
    changes: Vec<(IVec, Option<IVec>)>,
    bytes: usize,
}

impl Batch {
    pub(super) fn insert(&mut self, key: impl Into<IVec>, value: impl Into<IVec>) {
        self.change(key.into(), Some(value.into()));
    }

    pub(super) fn remove(&mut self, key: impl Into<IVec>) {
        self.change(key.into(), None);
    }

    /// A new value for a key, or none.
    pub(super) fn change(&mut self, key: IVec, value: Option<IVec>) {
        self.bytes += key.len() + value.as_ref().map_or(0, |value| value.len());
        self.changes.push((key, value));
    }

    /// The changes in their order.
    pub(super) fn changes(&self) -> impl Iterator<Item = (&[u8], Option<&[u8]>)> {
        let changes = self.changes.iter();
        changes.map(|(key, value)| (&key[..], value.as_deref()))
    }

    /// The same, to have them.
    pub(super) fn into_changes(self) -> impl Iterator<Item = (IVec, Option<IVec>)> {
        self.changes.into_iter()
    }

    /// Whether it only adds to what there is, or puts a value in the place of one.
    pub(super) fn removes_nothing(&self) -> bool {
        self.changes.iter().all(|(_, value)| value.is_some())
    }

    /// Bytes of all keys and values.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl From<Batch> for sled::Batch {
    fn from(batch: Batch) -> Self {
        let mut changes = Self::default();
        for (key, value) in batch.into_changes() {
            match value {
                Some(value) => changes.insert(key, value),
                None => changes.remove(key),
            }
        }
        changes
    }
}
