//! A set of many small things in their order, in as little memory as they need.
//!
//! Nearly all lie side by side, without the room that a tree leaves between them; what came or went since is in two small trees, and
//! is put in its place when there is enough of it.

use std::collections::BTreeSet;

/// Changes that wait at least before they are put in their place.
const CHANGES_MIN: usize = 4 * 1024;

/// Of what part of the set so many changes wait: all of them together cost some sixteen moves for each thing.
const CHANGES_PART: usize = 16;

/// See the module.
#[derive(Debug)]
pub(super) struct Ordered<T> {
    settled: Vec<T>,
    came: BTreeSet<T>,
    /// Of the settled ones.
    went: BTreeSet<T>,
}

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self {
            settled: Vec::new(),
            came: BTreeSet::new(),
            went: BTreeSet::new(),
        }
    }
}

impl<T: Ord + Copy> Ordered<T> {
    /// All of these, each once.
    pub(super) fn of(mut all: Vec<T>) -> Self {
        all.sort_unstable();
        all.dedup();
        all.shrink_to_fit();
        Self {
            settled: all,
            ..Self::default()
        }
    }

    pub(super) fn insert(&mut self, one: T) {
        if !self.went.remove(&one) && self.settled.binary_search(&one).is_err() {
            self.came.insert(one);
            self.settle();
        }
    }

    pub(super) fn remove(&mut self, one: &T) {
        if !self.came.remove(one) && self.settled.binary_search(one).is_ok() {
            self.went.insert(*one);
            self.settle();
        }
    }

    /// Those that do not come before `from`, in their order.
    pub(super) fn from(&self, from: T) -> impl Iterator<Item = T> {
        let settled = &self.settled[self.settled.partition_point(|one| *one < from)..];
        let mut settled = settled.iter().filter(|one| !self.went.contains(one)).peekable();
        let mut came = self.came.range(from..).peekable();
        std::iter::from_fn(move || match (settled.peek(), came.peek()) {
            (Some(one), Some(other)) if other < one => came.next().copied(),
            (Some(_), _) => settled.next().copied(),
            (None, _) => came.next().copied(),
        })
    }

    /// Puts changes in their place if there are enough of them.
    fn settle(&mut self) {
        let most = CHANGES_MIN.max(self.settled.len() / CHANGES_PART);
        if self.came.len() + self.went.len() <= most {
            return;
        }
        let went = std::mem::take(&mut self.went);
        if !went.is_empty() {
            self.settled.retain(|one| !went.contains(one));
        }
        let came = std::mem::take(&mut self.came);
        let (mut old, mut end) = (self.settled.len(), self.settled.len() + came.len());
        self.settled.reserve_exact(came.len());
        // Whatever lies there until the last has its place.
        self.settled.extend(&came);
        for one in came.into_iter().rev() {
            while old > 0 && self.settled[old - 1] > one {
                (old, end) = (old - 1, end - 1);
                self.settled[end] = self.settled[old];
            }
            end -= 1;
            self.settled[end] = one;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_has_what_a_tree_has(
            first in proptest::collection::vec(0_u16..2_000, 0..500),
            changes in proptest::collection::vec((any::<bool>(), 0_u16..20_000), 0..10_000),
            from in 0_u16..20_000,
        ) {
            let mut tree: BTreeSet<u16> = first.iter().copied().collect();
            let mut ordered = Ordered::of(first);
            for (comes, one) in changes {
                if comes {
                    tree.insert(one);
                    ordered.insert(one);
                } else {
                    tree.remove(&one);
                    ordered.remove(&one);
                }
            }
            prop_assert!(ordered.from(from).eq(tree.range(from..).copied()));
            ordered.settle();
            prop_assert!(ordered.from(0).eq(tree.iter().copied()));
        }
    }

    #[test]
    fn what_goes_and_comes_back_is_there_once() {
        let mut ordered = Ordered::of(vec![3, 1, 2, 2]);
        for one in [2, 4] {
            ordered.insert(one);
            ordered.remove(&one);
            ordered.remove(&one);
            ordered.insert(one);
            ordered.insert(one);
        }
        assert!(ordered.from(2).eq([2, 3, 4]));
    }

    #[test]
    fn few_changes_wait_however_many_there_are() {
        let mut ordered = Ordered::default();
        for one in 0..100_000_u32 {
            ordered.insert(one.reverse_bits());
            if one % 3 == 0 {
                ordered.remove(&one.reverse_bits());
            }
            let waiting = ordered.came.len() + ordered.went.len();
            assert!(waiting <= CHANGES_MIN.max(ordered.settled.len() / CHANGES_PART));
        }
        assert_eq!(ordered.from(0).count(), 66_666);
    }
}
