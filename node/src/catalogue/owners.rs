//! Whose records the entries of a log are: those of the platform that goes on with another key stay its own.

use std::collections::BTreeMap;

use ayni_protocol::charter::Charter;
use ayni_protocol::identity::PublicKey;

/// Keys that were replaced, each with the key with which its platform goes on today and how many
/// replacements lie between the two. Every other key owns its own records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owners(BTreeMap<PublicKey, (PublicKey, u32)>);

impl Owners {
    /// The owners by a charter.
    pub fn of(charter: &Charter) -> Self {
        let replaced = charter.former.iter().filter(|former| former.successor.is_some());
        let owner = |key: PublicKey| {
            let (mut last, mut steps) = (key, 0);
            // A chain is no longer than the list.
            while let Some(next) = charter.former(&last).and_then(|former| former.successor)
                && steps as usize <= charter.former.len()
            {
                (last, steps) = (next, steps + 1);
            }
            (last, steps)
        };
        Self(
            replaced
                .map(|former| (former.member.key, owner(former.member.key)))
                .collect(),
        )
    }

    /// Whose the records of this author are.
    pub fn owner(&self, author: &PublicKey) -> PublicKey {
        self.0.get(author).map_or(*author, |(owner, _)| *owner)
    }

    /// How many keys have come after this author's.
    pub(super) fn age(&self, author: &PublicKey) -> u32 {
        self.0.get(author).map_or(0, |(_, steps)| *steps)
    }

    /// The bytes that are stored.
    pub(super) fn encode(&self) -> Vec<u8> {
        let each = self
            .0
            .iter()
            .flat_map(|(key, (owner, steps))| [&key.as_bytes()[..], owner.as_bytes(), &steps.to_be_bytes()].concat());
        each.collect()
    }

    /// The owners in the bytes that [`Owners::encode`] wrote; none for other bytes.
    pub(super) fn decode(bytes: &[u8]) -> Self {
        let each = bytes.chunks(68).map(|each| {
            let (key, rest) = each.split_first_chunk::<32>()?;
            let (owner, steps) = rest.split_first_chunk::<32>()?;
            let [key, owner] = [key, owner].map(|bytes| PublicKey::from_bytes(*bytes).ok());
            Some((key?, (owner?, u32::from_be_bytes(<[u8; 4]>::try_from(steps).ok()?))))
        });
        Self(each.collect::<Option<_>>().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use ayni_protocol::charter::{Change, Member, Quorum, Role};
    use ayni_protocol::identity::SecretKey;
    use ayni_protocol::vocabulary::side::Side;

    use super::*;

    fn member(number: u8) -> Member {
        Member {
            key: SecretKey::from_seed(&[number; 32]).public(),
            name: format!("Platform {number}"),
            country: "SN".to_owned(),
            side: Side::South,
            role: Role::Member,
        }
    }

    #[test]
    fn a_platform_that_has_changed_its_key_twice_owns_what_all_three_have_signed() {
        let founded = vec![member(1), member(9)];
        let mut charter = Charter::found("Red".to_owned(), Quorum::Majority, founded, [0; 16]).expect("a charter");
        assert_eq!(Owners::of(&charter), Owners::default());
        for number in [1, 2] {
            let replace = Change::Replace {
                old: member(number).key,
                last: 5,
                new: member(number + 1),
            };
            charter = charter.amend(&[replace]).expect("a charter");
        }
        let owners = Owners::of(&charter);
        for (number, age) in [(1, 2), (2, 1), (3, 0)] {
            let key = member(number).key;
            assert_eq!((owners.owner(&key), owners.age(&key)), (member(3).key, age));
        }
        assert_eq!(owners.owner(&member(9).key), member(9).key);
        assert_eq!(Owners::decode(&owners.encode()), owners);
        assert_eq!(Owners::decode(b"nothing of ours"), Owners::default());
    }
}
