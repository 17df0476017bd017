//! Members: who belongs to a federation and in which role, and who no longer does.

use serde::{Deserialize, Serialize};

use crate::identity::{Hash, PublicKey};
use crate::log::Head;
use crate::vocabulary::side::{self, Basis, Side};

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

/// A log that has ended: its author has left, has another key now, or publishes no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// Who it was.
    pub member: Member,
    /// The number of the last entry that is taken in; 0 for none.
    pub last: u64,
    /// The key with which the same platform goes on, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<PublicKey>,
}

/// The end of a freeze: of two branches of one log, the one that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survivor {
    /// Whose log.
    pub author: PublicKey,
    /// The number of the entry up to which the log is good.
    pub seq: u64,
    /// The id of that entry.
    pub id: Hash,
}

impl Survivor {
    /// The entry up to which the log is good.
    pub fn head(&self) -> Head {
        Head {
            seq: self.seq,
            id: self.id,
        }
    }
}
