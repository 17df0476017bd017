//! The charter: who belongs to a federation, and by whose votes that changes.
//!
//! A charter is a list of members and a quorum rule, numbered by its epoch, and names the charter
//! before it by its hash. It is in force once confirmations by a quorum of the voting members of the
//! charter before it are held beside it; charter 0 needs the confirmation of one of its own members,
//! for nobody was there before. The federation's id is the hash of charter 0.

pub mod admission;
pub mod assembly;
pub mod ballot;
mod change;
mod member;
pub mod paper;
#[cfg(test)]
mod tests;
pub mod voting;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::cbor::{self, CborError};
use crate::identity::{Hash, PublicKey};
use crate::limits::{CHARTER_BYTES_MAX, CHARTER_FORMER_MAX, CHARTER_MEMBERS_MAX, NAME_CHARS_MAX};
use crate::record::values;
use crate::vocabulary::country;
use ballot::{Ballot, BallotError, Step};

pub use change::Change;
pub use member::{Former, Member, Quorum, Role, Survivor};

/// Random bytes in charter 0.
const NONCE_BYTES: usize = 16;

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
    #[error(
        "`{0}` is no name: names have 1 to {NAME_CHARS_MAX} characters on one line, none that turns the direction of text, and do not stand for nothing"
    )]
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
    /// Random bytes where none belong, or none where they do.
    #[error("charter {0} must have a nonce of {NONCE_BYTES} bytes if it is charter 0, and else none")]
    Nonce(u64),
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
    /// A change of nothing.
    #[error("a proposal must change something")]
    NoChange,
    /// It does more than its changes say.
    #[error(
        "it changes something that no change says, such as the name, country or side of a platform that keeps its key: propose to remove that platform, and then, once that is in force, to admit it again"
    )]
    Untold,
    /// Who is to come in is in already.
    #[error("{0:?} is a member already")]
    AlreadyMember(PublicKey),
    /// Who is to leave or change is no member.
    #[error("{0:?} is no member")]
    NotAMember(PublicKey),
    /// A key that is in two places, or lists that are not in the order of their keys.
    #[error(
        "former members and survivors must be in the order of their keys, each key once, and no former member publishes"
    )]
    Former,
    /// Someone who published is neither a publishing member nor a former one.
    #[error("the log of {0:?} is not accounted for: it must go on, or end at a number")]
    Unaccounted(PublicKey),
    /// What a charter before has said about a log is said otherwise.
    #[error("where the log of {0:?} ends, or which branch of it counts, cannot be changed afterwards")]
    Rewritten(PublicKey),
    /// Ballots that do not belong together.
    #[error("the ballots under a charter must be confirmations of one round")]
    Rounds,
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
    /// Logs that have ended, in the order of their keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<Former>,
    /// Which branch counts of logs that have forked, in the order of their keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub survivors: Vec<Survivor>,
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
            former: Vec::new(),
            survivors: Vec::new(),
        };
        charter.check()?;
        Ok(charter)
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

    /// The ended log of this key.
    pub fn former(&self, key: &PublicKey) -> Option<&Former> {
        self.former
            .binary_search_by_key(key, |former| former.member.key)
            .ok()
            .map(|position| &self.former[position])
    }

    /// The branch that counts of this author's log, if it has forked and been settled.
    pub fn survivor(&self, author: &PublicKey) -> Option<&Survivor> {
        self.survivors.iter().find(|survivor| survivor.author == *author)
    }

    /// Up to which number entries of `author` are taken in: 0 for whoever has no log.
    pub fn log_end(&self, author: &PublicKey) -> u64 {
        match self.member(author) {
            Some(member) if member.role.publishes() => u64::MAX,
            _ => self.former(author).map_or(0, |former| former.last),
        }
    }

    /// The key with which the platform of `key` goes on; `key` itself if it was never replaced.
    pub fn successor(&self, key: &PublicKey) -> PublicKey {
        let mut last = *key;
        // A chain is no longer than the list.
        for _ in 0..self.former.len() {
            match self.former(&last).and_then(|former| former.successor) {
                Some(next) => last = next,
                None => break,
            }
        }
        last
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

    pub(crate) fn check(&self) -> Result<(), CharterError> {
        check_name(&self.name)?;
        if (self.epoch == 0) != self.previous.is_none() {
            return Err(CharterError::Previous(self.epoch));
        }
        if self.nonce.len() != if self.epoch == 0 { NONCE_BYTES } else { 0 } {
            return Err(CharterError::Nonce(self.epoch));
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
                return Err(CharterError::Country(member.country.chars().take(8).collect()));
            }
        }
        if self.voters().is_empty() {
            return Err(CharterError::NoVoter);
        }
        let publishes = |key: &PublicKey| self.member(key).is_some_and(|member| member.role.publishes());
        let in_order = self.former.is_sorted_by(|one, next| one.member.key < next.member.key)
            && self.survivors.is_sorted_by(|one, next| one.author < next.author);
        if !in_order || self.former.iter().any(|former| publishes(&former.member.key)) {
            return Err(CharterError::Former);
        }
        if self.former.len() > CHARTER_FORMER_MAX {
            return Err(CharterError::MemberCount(self.former.len()));
        }
        if self.epoch == 0 && !(self.former.is_empty() && self.survivors.is_empty()) {
            return Err(CharterError::Former);
        }
        Ok(())
    }

    /// Refuses unless this charter accounts for every log that the one `before` it knows, and says
    /// nothing else about those that had ended or been settled.
    fn check_after(&self, before: &Self) -> Result<(), CharterError> {
        let publishes = |key: &PublicKey| self.log_end(key) == u64::MAX;
        for member in before.members.iter().filter(|member| member.role.publishes()) {
            let ended = self.former(&member.key);
            if !publishes(&member.key) && ended.is_none_or(|former| former.member != *member) {
                return Err(CharterError::Unaccounted(member.key));
            }
        }
        for former in &before.former {
            let key = former.member.key;
            if !publishes(&key) && self.former(&key) != Some(former) {
                return Err(CharterError::Rewritten(key));
            }
        }
        for former in &self.former {
            let key = former.member.key;
            let is_new = before.former(&key).is_none();
            // Nobody has left who never published, and nobody is followed by a stranger.
            if is_new && before.log_end(&key) == 0 {
                return Err(CharterError::NotAMember(key));
            }
            if is_new && former.successor.is_some_and(|successor| !publishes(&successor)) {
                return Err(CharterError::Unaccounted(key));
            }
        }
        for survivor in &before.survivors {
            if self.survivor(&survivor.author).is_none_or(|now| now.seq < survivor.seq) {
                return Err(CharterError::Rewritten(survivor.author));
            }
        }
        for survivor in &self.survivors {
            if self.log_end(&survivor.author) == 0 {
                return Err(CharterError::NotAMember(survivor.author));
            }
        }
        Ok(())
    }
}

/// Whether `name` can name a platform or federation.
///
/// # Errors
/// [`CharterError::Name`] for one that could not be the name in a platform's own record.
pub fn check_name(name: &str) -> Result<(), CharterError> {
    if !values::is_name(name, NAME_CHARS_MAX) {
        return Err(CharterError::Name(
            name.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect(),
        ));
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
        let mut round = None;
        for bytes in &self.ballots {
            let ballot = Ballot::verify(bytes, federation)?;
            if ballot.charter != Some(hash) || ballot.epoch != self.charter.epoch {
                return Err(CharterError::OtherBallot(ballot.voter));
            }
            if ballot.step != Step::Confirm || *round.get_or_insert(ballot.round) != ballot.round {
                return Err(CharterError::Rounds);
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

    /// Refuses unless `next` can follow the charter in force, whoever signs it.
    ///
    /// # Errors
    /// [`CharterError`] names the rule it breaks.
    pub fn check_next(&self, next: &Charter) -> Result<(), CharterError> {
        let current = self.current();
        if next.epoch != current.epoch + 1 {
            return Err(CharterError::Epoch {
                expected: current.epoch + 1,
                found: next.epoch,
            });
        }
        if next.previous != Some(current.hash()) {
            return Err(CharterError::OtherPrevious(next.epoch));
        }
        next.check_after(current)
    }

    /// Takes in the next charter.
    ///
    /// # Errors
    /// [`CharterError`] names the rule it breaks; the charters are unchanged then.
    pub fn extend(&mut self, next: CertifiedCharter) -> Result<(), CharterError> {
        self.check_next(&next.charter)?;
        let current = self.current();
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
