//! Likely duplicates: records that may be of the same thing, with the reasons. Nothing here merges or links them.
//!
//! Pure: [`Fingerprint`]s go in, [`Pair`]s come out. Two records are compared only if they share a key (a number in a
//! register, a site, a phone, a name, or a word of their names at nearly the same place), so that the work grows with the
//! number of records and not with its square.

mod fingerprint;
mod keys;
mod name;
mod score;

use std::collections::{BTreeMap, BTreeSet};

use ayni_protocol::record::RecordId;
use serde::Serialize;

pub use fingerprint::Fingerprint;
use keys::Keys;
use score::Commonness;
pub use score::{Reason, SCORE_LIKELY, Sign};

/// Most records that are compared at a time: their fingerprints take some hundred bytes each.
pub const RECORDS_MAX: usize = 100_000;

/// Most pairs that are compared, and so most of the time and memory that this takes.
const PAIRS_MAX: usize = 2_000_000;

/// Two records that are likely of the same thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The positions of their fingerprints, the lower first.
    pub places: [usize; 2],
    /// How likely: [`SCORE_LIKELY`] to 100.
    pub score: u8,
    /// Why, and what speaks against it; the weightiest first.
    pub reasons: Vec<Reason>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The pairs, the likeliest first.
    pub pairs: Vec<Pair>,
    /// False if there was more to compare than [`PAIRS_MAX`].
    pub complete: bool,
}

/// Likely duplicates among records, of which at least one of each pair is `wanted` by its position.
///
/// `linked` are pairs of records that are said to be the same: they, and what follows from them, are left out.
pub fn find(prints: &[Fingerprint], wanted: impl Fn(usize) -> bool, linked: &[(RecordId, RecordId)]) -> Found {
    let keys = Keys::of(prints);
    let mut groups = Groups::of(linked);
    let mut candidates: BTreeSet<[usize; 2]> = BTreeSet::new();
    let mut complete = true;
    keys.pairs(|one, other| {
        let of_interest = prints[one].kind == prints[other].kind && (wanted(one) || wanted(other));
        if of_interest && !groups.are_one(prints[one].id, prints[other].id) {
            complete = candidates.len() < PAIRS_MAX || candidates.contains(&[one, other]);
            if complete {
                candidates.insert([one, other]);
            }
        }
        complete
    });
    let common = |place: usize| {
        let print = &prints[place];
        Commonness {
            name: keys.shared_name(print),
            site: keys.shared_site(print),
            phone: keys.shared_phone(print),
        }
    };
    let judged = candidates.into_iter().filter_map(|places| {
        let [one, other] = places.map(|place| &prints[place]);
        let (score, reasons) = score::judge(one, other, common(places[0]).or(common(places[1])));
        (score >= SCORE_LIKELY).then_some(Pair { places, score, reasons })
    });
    let mut pairs: Vec<Pair> = judged.collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.places));
    Found { pairs, complete }
}

/// Records that are said to be the same, as groups: each record leads to another one of its group, or is its head.
struct Groups(BTreeMap<RecordId, RecordId>);

impl Groups {
    fn of(linked: &[(RecordId, RecordId)]) -> Self {
        let mut groups = Self(BTreeMap::new());
        for (one, other) in linked {
            let (one, other) = (groups.head(*one), groups.head(*other));
            if one != other {
                groups.0.insert(one, other);
            }
        }
        groups
    }

    /// The head of a record's group. The way there is shortened, so that long chains are walked once.
    fn head(&mut self, id: RecordId) -> RecordId {
        let mut head = id;
        while let Some(next) = self.0.get(&head) {
            head = *next;
        }
        let mut at = id;
        while at != head {
            at = self.0.insert(at, head).unwrap_or(head);
        }
        head
    }

    fn are_one(&mut self, one: RecordId, other: RecordId) -> bool {
        self.head(one) == self.head(other)
    }
}

#[cfg(test)]
mod tests;
