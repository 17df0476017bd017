//! Frontiers: the heads of all logs that a node holds, and how two of them differ.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest as _, Sha256};

use crate::identity::{Hash, PublicKey};
use crate::log::Head;

/// Parts into which authors fall by the first four bits of their key, so that two nodes that differ
/// in a few logs need not name the others.
pub const BUCKETS: usize = 16;

/// Bytes of each bucket's fingerprint. It only narrows down where two frontiers differ; that they
/// do is decided by the whole digest.
const FINGERPRINT_BYTES: usize = 5;

/// Bytes of the fingerprints of all buckets.
const FINGERPRINTS_BYTES: usize = BUCKETS * FINGERPRINT_BYTES;

/// The heads of all logs that a node holds, in the order of their authors' keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier(BTreeMap<PublicKey, Head>);

/// What identifies a frontier: equal digests mean equal frontiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// SHA-256 over every author, number and entry id, in order.
    pub whole: Hash,
    /// A fingerprint of each bucket, joined: [`BUCKETS`] × 5 bytes.
    #[serde(serialize_with = "serde_bytes::serialize", deserialize_with = "fingerprints")]
    pub buckets: Vec<u8>,
}

/// The fingerprints that travel: of every bucket, and of no more.
fn fingerprints<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let bytes: Vec<u8> = serde_bytes::deserialize(deserializer)?;
    match bytes.len() {
        FINGERPRINTS_BYTES => Ok(bytes),
        found => Err(D::Error::custom(format!(
            "the fingerprints of {BUCKETS} buckets have {FINGERPRINTS_BYTES} bytes, not {found}"
        ))),
    }
}

/// Consecutive entries of one log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Range {
    /// Whose log.
    pub author: PublicKey,
    /// Number of the first entry, from 1.
    pub from: u64,
    /// Number of the last entry, itself included.
    pub to: u64,
}

impl Range {
    /// How many entries the range spans; 0 if it ends before it begins.
    pub fn len(&self) -> u64 {
        self.to.saturating_add(1).saturating_sub(self.from)
    }

    /// Whether it spans no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Frontier {
    /// The head of an author's log; absent if it has no entry here.
    pub fn head(&self, author: &PublicKey) -> Option<Head> {
        self.0.get(author).copied()
    }

    /// The number of the last entry held of an author; 0 for none.
    pub fn seq(&self, author: &PublicKey) -> u64 {
        self.0.get(author).map_or(0, |head| head.seq)
    }

    /// Every head, in author order.
    pub fn heads(&self) -> impl Iterator<Item = (PublicKey, Head)> + '_ {
        self.0.iter().map(|(author, head)| (*author, *head))
    }

    /// How many logs there are.
    pub fn authors(&self) -> usize {
        self.0.len()
    }

    /// How many entries there are in all logs together.
    pub fn entries(&self) -> u64 {
        self.0.values().map(|head| head.seq).sum()
    }

    /// Moves an author's head forward.
    ///
    /// # Panics
    /// If the log would not grow: what may be appended is judged before.
    pub fn advance(&mut self, author: PublicKey, head: Head) {
        let before = self.seq(&author);
        assert!(head.seq > before, "a log grows: {} does not follow {before}", head.seq);
        self.0.insert(author, head);
    }

    /// Takes an author's log back to `head`; absent if nothing of it is left.
    ///
    /// # Panics
    /// If the log would grow.
    pub fn cut(&mut self, author: PublicKey, head: Option<Head>) {
        let before = self.seq(&author);
        match head {
            Some(head) => {
                assert!(
                    head.seq <= before,
                    "a cut log does not grow: {} after {before}",
                    head.seq
                );
                self.0.insert(author, head);
            }
            None => {
                self.0.remove(&author);
            }
        }
    }

    /// The digest by which this frontier is compared.
    pub fn digest(&self) -> Digest {
        let mut buckets = vec![Sha256::new(); BUCKETS];
        for (author, head) in &self.0 {
            let hash = &mut buckets[bucket(author)];
            hash.update(author.as_bytes());
            hash.update(head.seq.to_be_bytes());
            hash.update(head.id.0);
        }
        let buckets: Vec<[u8; 32]> = buckets.into_iter().map(|hash| hash.finalize().into()).collect();
        Digest {
            whole: Hash::of(&buckets.concat()),
            buckets: buckets
                .iter()
                .flat_map(|hash| &hash[..FINGERPRINT_BYTES])
                .copied()
                .collect(),
        }
    }

    /// The buckets in which this frontier differs from one with the digest `theirs`: bit n for
    /// bucket n.
    ///
    /// None if the digests are equal. All if they differ but no fingerprint does (someone has found
    /// two logs with one fingerprint).
    pub fn differing_buckets(&self, theirs: &Digest) -> u16 {
        let ours = self.digest();
        if ours.whole == theirs.whole {
            return 0;
        }
        let fingerprint = |digest: &Digest, bucket: usize| {
            let start = bucket * FINGERPRINT_BYTES;
            digest.buckets.get(start..start + FINGERPRINT_BYTES).map(<[u8]>::to_vec)
        };
        let differing = (0..BUCKETS)
            .filter(|bucket| fingerprint(&ours, *bucket) != fingerprint(theirs, *bucket))
            .fold(0, |mask, bucket| mask | 1 << bucket);
        if differing == 0 { u16::MAX } else { differing }
    }

    /// The heads in `buckets` (bit n for bucket n), in author order.
    pub fn heads_in(&self, buckets: u16) -> impl Iterator<Item = (PublicKey, Head)> + '_ {
        self.heads()
            .filter(move |(author, _)| buckets >> bucket(author) & 1 == 1)
    }

    /// Ranges that a node with the heads `theirs` lacks of what is held here, in author order, one
    /// a log.
    pub fn missing_from(&self, theirs: &Frontier) -> Vec<Range> {
        self.heads()
            .filter_map(|(author, head)| {
                let from = theirs.seq(&author) + 1;
                (from <= head.seq).then_some(Range {
                    author,
                    from,
                    to: head.seq,
                })
            })
            .collect()
    }
}

impl FromIterator<(PublicKey, Head)> for Frontier {
    fn from_iter<T: IntoIterator<Item = (PublicKey, Head)>>(heads: T) -> Self {
        Self(heads.into_iter().collect())
    }
}

/// The bucket of an author, from 0 to [`BUCKETS`] - 1.
pub fn bucket(author: &PublicKey) -> usize {
    usize::from(author.as_bytes()[0] >> 4)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::identity::SecretKey;

    fn author(number: u8) -> PublicKey {
        SecretKey::from_seed(&[number; 32]).public()
    }

    /// A frontier from the number of entries that each of some authors has.
    fn frontier(lengths: &BTreeMap<u8, u64>) -> Frontier {
        lengths
            .iter()
            .filter(|(_, seq)| **seq > 0)
            .map(|(number, seq)| {
                let id = Hash::of(&[&[*number][..], &seq.to_be_bytes()].concat());
                (author(*number), Head { seq: *seq, id })
            })
            .collect()
    }

    fn lengths() -> impl Strategy<Value = BTreeMap<u8, u64>> {
        prop::collection::btree_map(0_u8..40, 0_u64..50, 0..40)
    }

    #[test]
    fn equal_frontiers_have_equal_digests_and_nothing_differs() {
        let one = frontier(&BTreeMap::from([(1, 5), (2, 9)]));
        assert_eq!(one.digest(), one.clone().digest());
        assert_eq!(one.differing_buckets(&one.digest()), 0);
    }

    #[test]
    fn a_digest_travels_in_less_than_150_bytes() {
        let digest = frontier(&BTreeMap::from([(1, 5)])).digest();
        assert!(crate::cbor::encode(&digest).len() < 160);
    }

    #[test]
    fn of_two_hundred_logs_only_the_bucket_that_moved_is_named() {
        let mut lengths: BTreeMap<u8, u64> = (0..200).map(|number| (number, 5)).collect();
        let before = frontier(&lengths);
        lengths.insert(7, 6);
        let after = frontier(&lengths);
        let named: Vec<_> = after.heads_in(after.differing_buckets(&before.digest())).collect();
        assert!(named.iter().any(|(key, head)| *key == author(7) && head.seq == 6));
        assert!(named.len() < 40, "{} of 200 heads were named", named.len());
    }

    #[test]
    fn a_digest_of_another_length_does_not_travel() {
        let digest = frontier(&BTreeMap::from([(1, 5)])).digest();
        let read = |buckets: Vec<u8>| {
            let whole = digest.whole;
            crate::cbor::decode::<Digest>(&crate::cbor::encode(&Digest { whole, buckets }), 200)
        };
        assert_eq!(read(digest.buckets.clone()).expect("own digest"), digest);
        assert!(read(digest.buckets[1..].to_vec()).is_err());
        assert!(read([&digest.buckets[..], &[0]].concat()).is_err());
    }

    #[test]
    fn a_digest_of_another_length_names_everything_and_does_not_panic() {
        let ours = frontier(&BTreeMap::from([(1, 5), (2, 9)]));
        let odd = Digest {
            whole: Hash([0; 32]),
            buckets: vec![1, 2, 3],
        };
        assert_eq!(ours.heads_in(ours.differing_buckets(&odd)).count(), 2);
    }

    proptest! {
        #[test]
        fn missing_from_names_all_that_the_other_lacks_and_nothing_else(ours in lengths(), theirs in lengths()) {
            let (held, other) = (frontier(&ours), frontier(&theirs));
            let mut named: Vec<(PublicKey, u64)> = Vec::new();
            for range in held.missing_from(&other) {
                prop_assert!(!range.is_empty());
                named.extend((range.from..=range.to).map(|seq| (range.author, seq)));
            }
            let mut lacking: Vec<(PublicKey, u64)> = Vec::new();
            for (number, seq) in &ours {
                let has = theirs.get(number).copied().unwrap_or(0);
                lacking.extend((has + 1..=*seq).map(|seq| (author(*number), seq)));
            }
            lacking.sort();
            named.sort();
            prop_assert_eq!(named, lacking);
        }

        #[test]
        fn every_head_that_differs_is_named(ours in lengths(), theirs in lengths()) {
            let (held, other) = (frontier(&ours), frontier(&theirs));
            let buckets = held.differing_buckets(&other.digest());
            let named: BTreeMap<PublicKey, Head> = held.heads_in(buckets).collect();
            for (author, head) in held.heads() {
                if other.head(&author) != Some(head) {
                    prop_assert_eq!(named.get(&author), Some(&head));
                }
            }
        }
    }
}
