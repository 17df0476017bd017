//! The charter: who belongs to a federation, and by whose votes that changes.
//!
//! A charter is a list of members and a quorum rule, numbered by its epoch, and names the charter
//! before it by its hash. It is in force once ballots of a quorum of the voting members of the
//! charter before it are held beside it; charter 0 needs the ballot of one of its own members, for
//! nobody was there before. The federation's id is the hash of charter 0.

pub mod admission;
pub mod ballot;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::cbor::{self, CborError};
use crate::identity::{Hash, PublicKey};
use crate::limits::{CHARTER_BYTES_MAX, CHARTER_MEMBERS_MAX, NAME_CHARS_MAX};
use crate::vocabulary::country;
use crate::vocabulary::side::{self, Basis, Side};
use ballot::{Ballot, BallotError};

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Votes and publishes.
    Member,
    /// Publishes without a vote: a UN agency, an umbrella network.
    Observer,
    /// Only replicates and serves: a second machine of a platform.
    Mirror,
}

impl Role {
    /// The role's word, as in charters, tickets and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Observer => "observer",
            Self::Mirror => "mirror",
        }
    }

    /// The role with this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Member, Self::Observer, Self::Mirror]
            .into_iter()
            .find(|role| role.as_str() == word)
    }

    /// Whether whoever has this role has a log of its own.
    pub fn publishes(self) -> bool {
        self != Self::Mirror
    }
}

/// How many ballots a change needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quorum {
    /// More than half of the voting members.
    Majority,
    /// At least two thirds of them, and more than half.
    TwoThirds,
}

impl Quorum {
    /// The rule's word, as in charters and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Majority => "majority",
            Self::TwoThirds => "two_thirds",
        }
    }

    /// The rule with this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Majority, Self::TwoThirds]
            .into_iter()
            .find(|quorum| quorum.as_str() == word)
    }

    /// How many of `voters` must sign.
    pub fn of(self, voters: usize) -> usize {
        let majority = voters / 2 + 1;
        match self {
            Self::Majority => majority,
            Self::TwoThirds => majority.max((2 * voters).div_ceil(3)),
        }
    }
}

/// One platform, or a second machine of one, in a charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its key.
    pub key: PublicKey,
    /// The platform's name.
    pub name: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The side it declares, which overrides the table of countries.
    pub side: Side,
    /// What it may do.
    pub role: Role,
}

impl Member {
    /// Where its side comes from.
    pub fn basis(&self) -> Basis {
        if side::of(&self.country) == Some(self.side) {
            Basis::Table
        } else {
            Basis::Declared
        }
    }
}

/// Which rule a charter, or its place after another, breaks.
#[derive(Debug, thiserror::Error)]
pub enum CharterError {
    /// Not the CBOR of a charter.
    #[error("charter: {0}")]
    Cbor(#[from] CborError),
    /// Not one of its ballots.
    #[error("ballot: {0}")]
    Ballot(#[from] BallotError),
    /// No name, or too long a name.
    #[error("`{0}` is no name: names have 1 to {NAME_CHARS_MAX} characters, none of them a control character")]
    Name(String),
    /// No country of that code.
    #[error("`{0}` is no ISO 3166-1 alpha-2 country code")]
    Country(String),
    /// No member, or too many.
    #[error("a charter has 1 to {CHARTER_MEMBERS_MAX} members, not {0}")]
    MemberCount(usize),
    /// Members not in the order of their keys, or one key twice.
    #[error("members must be in the order of their keys, each key once")]
    MemberOrder,
    /// Nobody could ever change it.
    #[error("a charter needs at least one voting member")]
    NoVoter,
    /// The first charter names a predecessor, or another does not.
    #[error("charter {0} must name its predecessor, charter 0 must not")]
    Previous(u64),
    /// Not the federation one expected.
    #[error("this is the charter of federation {found}, not of {expected}")]
    Federation {
        /// The federation one belongs to.
        expected: Hash,
        /// The one it is.
        found: Hash,
    },
    /// Not the next epoch.
    #[error("charter {found} cannot follow: the next epoch is {expected}")]
    Epoch {
        /// The next epoch.
        expected: u64,
        /// The one it has.
        found: u64,
    },
    /// It follows another charter than the one in force.
    #[error("charter {0} follows another charter than ours")]
    OtherPrevious(u64),
    /// A ballot for something else.
    #[error("a ballot by {0:?} is for another charter")]
    OtherBallot(PublicKey),
    /// A ballot by someone who has no vote.
    #[error("{0:?} has no vote on this charter")]
    NoVote(PublicKey),
    /// Two ballots of one member.
    #[error("{0:?} is counted twice")]
    Twice(PublicKey),
    /// Not enough ballots.
    #[error("{found} ballots are less than the quorum of {needed}")]
    NoQuorum {
        /// Ballots it has.
        found: usize,
        /// Ballots it needs.
        needed: usize,
    },
}

/// The members and rules of one epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charter {
    /// Its number, from 0.
    pub epoch: u64,
    /// The hash of the charter before; absent for charter 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Hash>,
    /// The federation's name.
    pub name: String,
    /// How many ballots the next charter needs.
    pub quorum: Quorum,
    /// In the order of their keys.
    pub members: Vec<Member>,
    /// In charter 0, random bytes, so that no two federations have one id; empty in the others.
    #[serde(with = "serde_bytes")]
    pub nonce: Vec<u8>,
}

impl Charter {
    /// Charter 0 of a new federation.
    ///
    /// `nonce` must be fresh random bytes; members may come in any order.
    ///
    /// # Errors
    /// [`CharterError`] names the rule that a name or member breaks.
    pub fn found(
        name: String,
        quorum: Quorum,
        mut members: Vec<Member>,
        nonce: [u8; 16],
    ) -> Result<Self, CharterError> {
        members.sort_by_key(|member| member.key);
        let charter = Self {
            epoch: 0,
            previous: None,
            name,
            quorum,
            members,
            nonce: nonce.to_vec(),
        };
        charter.check()?;
        Ok(charter)
    }

    /// The charter that would follow this one with `newcomers` admitted.
    ///
    /// # Errors
    /// [`CharterError`], also if one of them is a member already.
    pub fn admit(&self, newcomers: Vec<Member>) -> Result<Self, CharterError> {
        let mut next = Self {
            epoch: self.epoch + 1,
            previous: Some(self.hash()),
            nonce: Vec::new(),
            ..self.clone()
        };
        next.members.extend(newcomers);
        next.members.sort_by_key(|member| member.key);
        next.check()?;
        Ok(next)
    }

    /// The hash by which ballots and the next charter name this one.
    pub fn hash(&self) -> Hash {
        Hash::of(&cbor::encode(self))
    }

    /// The member with this key.
    pub fn member(&self, key: &PublicKey) -> Option<&Member> {
        self.members
            .binary_search_by_key(key, |member| member.key)
            .ok()
            .map(|position| &self.members[position])
    }

    /// Keys of those who vote.
    pub fn voters(&self) -> BTreeSet<PublicKey> {
        self.members
            .iter()
            .filter(|member| member.role == Role::Member)
            .map(|member| member.key)
            .collect()
    }

    /// How many ballots the next charter needs.
    pub fn quorum_size(&self) -> usize {
        self.quorum.of(self.voters().len())
    }

    fn check(&self) -> Result<(), CharterError> {
        check_name(&self.name)?;
        if (self.epoch == 0) != self.previous.is_none() {
            return Err(CharterError::Previous(self.epoch));
        }
        if self.members.is_empty() || self.members.len() > CHARTER_MEMBERS_MAX {
            return Err(CharterError::MemberCount(self.members.len()));
        }
        if !self.members.is_sorted_by(|one, next| one.key < next.key) {
            return Err(CharterError::MemberOrder);
        }
        for member in &self.members {
            check_name(&member.name)?;
            if country::by_code(&member.country).is_none() {
                return Err(CharterError::Country(member.country.clone()));
            }
        }
        if self.voters().is_empty() {
            return Err(CharterError::NoVoter);
        }
        Ok(())
    }
}

/// Whether `name` can name a platform or federation.
///
/// # Errors
/// [`CharterError::Name`] for an empty, too long or unprintable one.
pub fn check_name(name: &str) -> Result<(), CharterError> {
    let length = name.chars().count();
    if name.trim().is_empty() || length > NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(CharterError::Name(name.chars().take(NAME_CHARS_MAX).collect()));
    }
    Ok(())
}

/// A charter with the ballots that put it in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertifiedCharter {
    charter: Charter,
    ballots: Vec<ByteBuf>,
}

impl CertifiedCharter {
    /// A charter with its ballots, not yet judged: see [`Charters::extend`].
    pub fn new(charter: Charter, ballots: Vec<Vec<u8>>) -> Self {
        Self {
            charter,
            ballots: ballots.into_iter().map(ByteBuf::from).collect(),
        }
    }

    /// The bytes that travel and are stored.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// The charter and ballots that `bytes` hold. Whether they put it in force is judged by
    /// [`Charters`].
    ///
    /// # Errors
    /// [`CharterError`] for malformed bytes or a charter that breaks a rule of its own.
    pub fn decode(bytes: &[u8]) -> Result<Self, CharterError> {
        let certified: Self = cbor::decode(bytes, CHARTER_BYTES_MAX)?;
        certified.charter.check()?;
        Ok(certified)
    }

    /// The charter.
    pub fn charter(&self) -> &Charter {
        &self.charter
    }

    /// Refuses unless ballots of at least `needed` different keys among `voters` are for this
    /// charter.
    fn check_ballots(
        &self,
        federation: &Hash,
        voters: &BTreeSet<PublicKey>,
        needed: usize,
    ) -> Result<(), CharterError> {
        let hash = self.charter.hash();
        let mut counted = BTreeSet::new();
        for bytes in &self.ballots {
            let ballot = Ballot::verify(bytes, federation)?;
            if ballot.charter != hash || ballot.epoch != self.charter.epoch {
                return Err(CharterError::OtherBallot(ballot.voter));
            }
            if !voters.contains(&ballot.voter) {
                return Err(CharterError::NoVote(ballot.voter));
            }
            if !counted.insert(ballot.voter) {
                return Err(CharterError::Twice(ballot.voter));
            }
        }
        if counted.len() < needed {
            return Err(CharterError::NoQuorum {
                found: counted.len(),
                needed,
            });
        }
        Ok(())
    }
}

/// All charters of a federation, from charter 0 to the one in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charters {
    federation: Hash,
    epochs: Vec<CertifiedCharter>,
}

impl Charters {
    /// The charters of the federation that `first` founds.
    ///
    /// # Errors
    /// [`CharterError`] if it is no charter 0, or without the ballot of one of its own members.
    pub fn begin(first: CertifiedCharter) -> Result<Self, CharterError> {
        if first.charter.epoch != 0 {
            return Err(CharterError::Epoch {
                expected: 0,
                found: first.charter.epoch,
            });
        }
        let federation = first.charter.hash();
        first.check_ballots(&federation, &first.charter.voters(), 1)?;
        Ok(Self {
            federation,
            epochs: vec![first],
        })
    }

    /// Takes in the next charter.
    ///
    /// # Errors
    /// [`CharterError`] names the rule it breaks; the charters are unchanged then.
    pub fn extend(&mut self, next: CertifiedCharter) -> Result<(), CharterError> {
        let current = self.current();
        if next.charter.epoch != current.epoch + 1 {
            return Err(CharterError::Epoch {
                expected: current.epoch + 1,
                found: next.charter.epoch,
            });
        }
        if next.charter.previous != Some(current.hash()) {
            return Err(CharterError::OtherPrevious(next.charter.epoch));
        }
        next.check_ballots(&self.federation, &current.voters(), current.quorum_size())?;
        self.epochs.push(next);
        Ok(())
    }

    /// The federation's id.
    pub fn federation(&self) -> Hash {
        self.federation
    }

    /// The charter in force.
    pub fn current(&self) -> &Charter {
        &self.epochs.last().expect("there is always charter 0").charter
    }

    /// How many charters there are: the current epoch plus one.
    pub fn count(&self) -> u64 {
        self.epochs.len() as u64
    }

    /// The charters from an epoch on, in order.
    pub fn since(&self, epoch: u64) -> &[CertifiedCharter] {
        let start = usize::try_from(epoch).unwrap_or(usize::MAX).min(self.epochs.len());
        &self.epochs[start..]
    }

    /// Every member by key.
    pub fn members(&self) -> BTreeMap<PublicKey, &Member> {
        self.current()
            .members
            .iter()
            .map(|member| (member.key, member))
            .collect()
    }
}
