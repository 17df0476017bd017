//! Changes to a tree that sled does not have yet, and the tree as it is with them.
//!
//! sled writes its log out before and after each batch. What can be made anew from the logs need not pay for that with
//! each entry: its changes wait here, many of them become one batch, and those that follow upon each other become one change.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Bound;

use sled::IVec;

use super::batch::Batch;
use super::sweep::Swept;

/// Bytes of changes that wait at most, but for the last batch of them: a few hundred entries, or one step of a catalogue in the making.
const BYTES_MAX: usize = 256 * 1024;

/// What a change takes beside key and value.
const CHANGE_BYTES: usize = 64;

/// Keys with their new values, or without one where they are gone.
#[derive(Default)]
pub(super) struct Overlay {
    changes: BTreeMap<IVec, Option<IVec>>,
    bytes: usize,
}

impl Overlay {
    /// Adds the changes of a batch.
    pub(super) fn add(&mut self, batch: Batch) {
        for (key, value) in batch.into_changes() {
            let value_bytes = |value: &Option<IVec>| value.as_ref().map_or(0, |value| value.len());
            self.bytes += value_bytes(&value);
            let key_bytes = key.len() + CHANGE_BYTES;
            match self.changes.insert(key, value) {
                Some(before) => self.bytes -= value_bytes(&before),
                None => self.bytes += key_bytes,
            }
        }
    }

    /// Whether it is time to write them.
    pub(super) fn is_full(&self) -> bool {
        self.bytes >= BYTES_MAX
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// All changes; none are left.
    pub(super) fn take(&mut self) -> Batch {
        let mut batch = Batch::default();
        for (key, value) in std::mem::take(self).changes {
            batch.change(key, value);
        }
        batch
    }
}

/// A tree, with changes that it does not have yet.
pub(super) struct Overlaid<'a> {
    pub(super) tree: Swept<'a>,
    pub(super) overlay: &'a Overlay,
}

/// A key with its value, or why it can't be read.
type Pair = sled::Result<(IVec, IVec)>;

impl Overlaid<'_> {
    /// The value of a key.
    pub(super) fn get(&self, key: impl AsRef<[u8]>) -> sled::Result<Option<IVec>> {
        match self.overlay.changes.get(key.as_ref()) {
            Some(changed) => Ok(changed.clone()),
            None => {
                self.tree.brought.page();
                self.tree.get(key)
            }
        }
    }

    /// The keys in a range, in their order.
    pub(super) fn range(&self, from: &[u8], to: &[u8]) -> impl Iterator<Item = Pair> {
        let within = (Bound::Included(from), Bound::Excluded(to));
        let over = self.overlay.changes.range::<[u8], _>(within);
        merged(self.tree.range(from..to), over, false)
    }

    /// The keys that begin so, in their order.
    pub(super) fn scan_prefix(&self, prefix: &[u8]) -> impl Iterator<Item = Pair> {
        merged(self.tree.scan_prefix(prefix), self.beginning(prefix), false)
    }

    /// The same, the last one first.
    pub(super) fn scan_prefix_back(&self, prefix: &[u8]) -> impl Iterator<Item = Pair> {
        merged(self.tree.scan_prefix(prefix).rev(), self.beginning(prefix).rev(), true)
    }

    fn beginning(&self, prefix: &[u8]) -> impl DoubleEndedIterator<Item = (&IVec, &Option<IVec>)> {
        // The end of what begins so: the next prefix of that length, if there is one.
        let last = prefix.iter().rposition(|byte| *byte < u8::MAX);
        let end = last.map(|last| [&prefix[..last], &[prefix[last] + 1]].concat());
        let end = end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        self.overlay.changes.range::<[u8], _>((Bound::Included(prefix), end))
    }
}

/// Both together in their order; where both have a key, the change counts.
fn merged<'a>(
    tree: impl Iterator<Item = Pair>,
    over: impl Iterator<Item = (&'a IVec, &'a Option<IVec>)>,
    is_back: bool,
) -> impl Iterator<Item = Pair> {
    let (mut tree, mut over) = (tree.peekable(), over.peekable());
    std::iter::from_fn(move || {
        loop {
            let next = match order(&mut tree, &mut over, is_back)? {
                Ordering::Less => return tree.next(),
                Ordering::Greater => over.next(),
                Ordering::Equal => {
                    tree.next();
                    over.next()
                }
            };
            if let Some((key, Some(value))) = next {
                return Some(Ok((key.clone(), value.clone())));
            }
        }
    })
}

/// Less if the tree's next one comes first, greater if the change does; absent if both are at their end.
fn order<'a>(
    tree: &mut Peekable<impl Iterator<Item = Pair>>,
    over: &mut Peekable<impl Iterator<Item = (&'a IVec, &'a Option<IVec>)>>,
    is_back: bool,
) -> Option<Ordering> {
    match (tree.peek(), over.peek()) {
        (None, None) => None,
        (Some(Err(_)), _) | (Some(_), None) => Some(Ordering::Less),
        (None, Some(_)) => Some(Ordering::Greater),
        (Some(Ok((key, _))), Some((changed, _))) => {
            let order = key.cmp(*changed);
            Some(if is_back { order.reverse() } else { order })
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::sweep::Brought;

    /// What to do to a key: a new value, or none.
    fn changes() -> impl Strategy<Value = Vec<(Vec<u8>, Option<u8>)>> {
        // Few bytes and short keys, so that they meet; the highest byte has no next prefix.
        let byte = prop_oneof![Just(0_u8), Just(1), Just(254), Just(255)];
        let key = proptest::collection::vec(byte, 0..4);
        proptest::collection::vec((key, proptest::option::of(any::<u8>())), 0..24)
    }

    fn batch(changes: &[(Vec<u8>, Option<u8>)]) -> Batch {
        let mut batch = Batch::default();
        for (key, value) in changes {
            match value {
                Some(value) => batch.insert(&key[..], &[*value]),
                None => batch.remove(&key[..]),
            }
        }
        batch
    }

    fn pairs(found: impl Iterator<Item = Pair>) -> Vec<(IVec, IVec)> {
        found.collect::<Result<_, _>>().expect("read")
    }

    proptest! {
        #[test]
        fn a_tree_with_changes_over_it_reads_like_one_that_has_them(
            before in changes(), first in changes(), second in changes(), prefix in "[\u{0}\u{1}]{0,2}"
        ) {
            let db = sled::Config::new().temporary(true).open().expect("sled");
            let (under, whole) = (db.open_tree("under").expect("tree"), db.open_tree("whole").expect("tree"));
            under.apply_batch(batch(&before).into()).expect("written");
            let mut overlay = Overlay::default();
            for changes in [&before, &first, &second] {
                whole.apply_batch(batch(changes).into()).expect("written");
            }
            overlay.add(batch(&first));
            overlay.add(batch(&second));
            let tree = Swept { tree: &under, brought: &Brought::default() };
            let both = Overlaid { tree, overlay: &overlay };
            for prefix in [prefix.as_bytes(), &[255], &[255, 255], &[254], &[]] {
                let expected = pairs(whole.scan_prefix(prefix));
                prop_assert_eq!(pairs(both.scan_prefix(prefix)), expected.clone());
                let mut back = pairs(both.scan_prefix_back(prefix));
                back.reverse();
                prop_assert_eq!(back, expected);
                prop_assert_eq!(both.get(prefix).expect("read"), whole.get(prefix).expect("read"));
            }
            prop_assert_eq!(pairs(both.range(&[1], &[255])), pairs(whole.range(&[1_u8][..]..&[255][..])));
            under.apply_batch(overlay.take().into()).expect("written");
            prop_assert_eq!(pairs(under.iter()), pairs(whole.iter()));
            prop_assert!(overlay.is_empty() && overlay.bytes == 0);
        }
    }

    #[test]
    fn what_is_changed_again_takes_no_more_room() {
        let mut overlay = Overlay::default();
        for _ in 0..10 {
            overlay.add(batch(&[(vec![1; 16], Some(7))]));
        }
        assert_eq!(overlay.bytes, 16 + 1 + CHANGE_BYTES);
        overlay.add(batch(&[(vec![1; 16], None)]));
        assert_eq!(overlay.bytes, 16 + CHANGE_BYTES);
    }
}
