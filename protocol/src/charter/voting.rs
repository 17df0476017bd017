//! Voting: what a member may sign about the next charter, and what the ballots of all amount to.
//!
//! # The rules
//!
//! An epoch is voted on in rounds. In each round a member votes at most once and confirms at most
//! once, and it never goes back to an earlier round.
//!
//! 1. **Vote.** A member that has confirmed a charter stays with it: in a later round it votes for
//!    another one only if it holds the votes of a quorum for that other one from a round in between.
//!    It may always vote for none.
//! 2. **Confirm.** A member confirms, in the round it is in, the charter it voted for, once it holds
//!    the votes of a quorum for it in that round.
//! 3. **In force.** Confirmations by a quorum, all of one round, put a charter in force.
//! 4. **Next round.** A member goes on to the next round when the ballots it holds show that no charter
//!    can get a quorum in this one any more: the votes have split, or too many members have gone on.
//!    It may also go on because its people say so, when members cannot be reached.
//!
//! # Why they hold
//!
//! With `n` voters and a quorum of `q`, any two quorums share `2q - n` members. Say charter A is in
//! force by round `r`. Another charter cannot get a quorum's votes in round `r`, or `2q - n` members
//! voted twice. Take the first later round in which another charter, B, gets a quorum's votes: `2q - n`
//! of these members had confirmed A in round `r`, and no round in between had a quorum for anything
//! but A, so rule 1 kept them from voting for B. So two charters of one epoch come into force only if
//! at least `2q - n` members break the rules.
//!
//! Rule 4 plays no part in that. With votes alone and no confirmations it could not hold: with four
//! voters and a quorum of three, two votes for A and two for B look like a dead round, yet one of the
//! four may have voted twice and show its second vote to others, who then see a quorum.
//!
//! And a split can always be resolved: whoever has confirmed the charter of the latest round, all others
//! may vote for that one too.

use std::collections::{BTreeMap, BTreeSet};

use super::ballot::{Ballot, Step};
use crate::identity::{Hash, PublicKey};
use crate::limits::ROUNDS_MAX;

/// What one member said in one step of one round: two different things are the proof that it broke
/// the rules, and more prove no more.
type Said = BTreeSet<Option<Hash>>;

/// Why a member may not vote so now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VoteError {
    /// It has no vote.
    #[error("only a voting member can sign or refuse a proposal")]
    NoVote,
    /// It has voted, and its vote still counts.
    #[error("this platform has voted in round {round} already, and that round is not over")]
    AlreadyVoted {
        /// The round.
        round: u64,
        /// What it voted for.
        charter: Option<Hash>,
    },
    /// It has confirmed another charter, which may be in force already somewhere.
    #[error("this platform has confirmed charter {charter} in round {round}, which may come into force")]
    Confirmed {
        /// The round.
        round: u64,
        /// What it confirmed.
        charter: Hash,
    },
    /// No round is left.
    #[error("all {ROUNDS_MAX} rounds of this epoch are over")]
    NoRound,
}

/// What became of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It says something new.
    New,
    /// It was known, or adds nothing to a proof that is held.
    Known,
    /// It contradicts what the same member signed before: both are kept as the proof.
    Double,
    /// It is about another epoch, or by someone who has no vote.
    Foreign,
}

/// The ballots about the charter of one epoch.
///
/// The order in which they came plays no part: the same ballots make the same tally.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tally {
    epoch: u64,
    voters: BTreeSet<PublicKey>,
    quorum: usize,
    ballots: BTreeMap<(u64, Step), BTreeMap<PublicKey, Said>>,
}

impl Tally {
    /// No ballots yet about the charter of `epoch`, on which `voters` decide by `quorum` of them.
    pub fn new(epoch: u64, voters: BTreeSet<PublicKey>, quorum: usize) -> Self {
        Self {
            epoch,
            voters,
            quorum,
            ballots: BTreeMap::new(),
        }
    }

    /// The epoch that is voted on.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Those who may vote.
    pub fn voters(&self) -> &BTreeSet<PublicKey> {
        &self.voters
    }

    /// How many votes, and then confirmations, a charter needs.
    pub fn quorum(&self) -> usize {
        self.quorum
    }

    /// Takes in a ballot whose signature holds.
    pub fn take(&mut self, ballot: &Ballot) -> Taken {
        if ballot.epoch != self.epoch || !self.voters.contains(&ballot.voter) {
            return Taken::Foreign;
        }
        let step = self.ballots.entry((ballot.round, ballot.step)).or_default();
        let said = step.entry(ballot.voter).or_default();
        if said.contains(&ballot.charter) {
            return Taken::Known;
        }
        if said.len() < 2 {
            let double = !said.is_empty();
            said.insert(ballot.charter);
            return if double { Taken::Double } else { Taken::New };
        }
        // Two of three are kept, and the same two whatever came first.
        let last = *said.last().expect("there are two");
        if ballot.charter < last {
            said.remove(&last);
            said.insert(ballot.charter);
        }
        Taken::Known
    }

    /// Every ballot held, in the order of rounds, steps and voters.
    pub fn ballots(&self) -> impl Iterator<Item = Ballot> + '_ {
        self.ballots.iter().flat_map(move |((round, step), by_voter)| {
            by_voter.iter().flat_map(move |(voter, said)| {
                said.iter().map(move |charter| Ballot {
                    voter: *voter,
                    epoch: self.epoch,
                    round: *round,
                    step: *step,
                    charter: *charter,
                })
            })
        })
    }

    /// Members who contradicted themselves, with the round and step in which they did.
    pub fn doubles(&self) -> Vec<(PublicKey, u64, Step)> {
        let all = self.ballots.iter().flat_map(|((round, step), by_voter)| {
            let double = by_voter.iter().filter(|(_, said)| said.len() > 1);
            double.map(|(voter, _)| (*voter, *round, *step))
        });
        all.collect()
    }

    /// The charter in force by these ballots, with its round and who confirmed it, in key order.
    pub fn certified(&self) -> Option<(Hash, u64, Vec<PublicKey>)> {
        self.ballots
            .iter()
            .filter(|((_, step), _)| *step == Step::Confirm)
            .find_map(|((round, _), by_voter)| {
                let confirmed: BTreeSet<Hash> = by_voter.values().flatten().filter_map(|charter| *charter).collect();
                confirmed.into_iter().find_map(|charter| {
                    let voters = self.who(*round, Step::Confirm, Some(charter));
                    (voters.len() >= self.quorum).then_some((charter, *round, voters))
                })
            })
    }

    /// Who said this in that step of a round, in key order.
    pub fn who(&self, round: u64, step: Step, charter: Option<Hash>) -> Vec<PublicKey> {
        let by_voter = self.ballots.get(&(round, step)).into_iter().flatten();
        by_voter
            .filter(|(_, said)| said.contains(&charter))
            .map(|(voter, _)| *voter)
            .collect()
    }

    /// The round that `voter` would vote in now, if it has voted in no later one: the first that is
    /// not over, from the last in which it signed anything.
    pub fn round_of(&self, voter: &PublicKey) -> u64 {
        let mut round = self.last_round(voter).unwrap_or(0);
        while self.is_over(round) {
            round += 1;
        }
        round
    }

    /// The latest round in which anybody voted; 0 before the first vote.
    pub fn latest_round(&self) -> u64 {
        self.ballots.keys().next_back().map_or(0, |(round, _)| *round)
    }

    /// The vote of `voter` in a round, if it has given one.
    pub fn vote_of(&self, voter: &PublicKey, round: u64) -> Option<Option<Hash>> {
        let said = self.ballots.get(&(round, Step::Vote))?.get(voter)?;
        said.first().copied()
    }

    /// Whether the ballots show that no charter can come into force by this round any more.
    pub fn is_over(&self, round: u64) -> bool {
        let gone_on: BTreeSet<&PublicKey> = self
            .ballots
            .range((round + 1, Step::Vote)..)
            .flat_map(|(_, by_voter)| by_voter.keys())
            .collect();
        if self.voters.len() - gone_on.len() < self.quorum {
            return true;
        }
        let Some(votes) = self.ballots.get(&(round, Step::Vote)) else {
            return false;
        };
        // Whoever has not voted may vote for anything, and whoever voted twice counts for anything.
        let undecided = self.voters.len() - votes.len();
        let doubles = votes.values().filter(|said| said.len() > 1).count();
        let charters: BTreeSet<Option<Hash>> = votes.values().flatten().copied().collect();
        let most = charters
            .into_iter()
            .filter(Option::is_some)
            .map(|charter| {
                let only = |said: &&Said| said.len() == 1 && said.contains(&charter);
                votes.values().filter(only).count()
            })
            .max()
            .unwrap_or(0);
        undecided + doubles + most < self.quorum
    }

    /// The ballot by which `voter` votes for `charter`, or for none.
    ///
    /// With `go_on` it goes on to the next round even if this one is not over.
    ///
    /// # Errors
    /// [`VoteError`] says which rule forbids it.
    pub fn vote(&self, voter: &PublicKey, charter: Option<Hash>, go_on: bool) -> Result<Ballot, VoteError> {
        if !self.voters.contains(voter) {
            return Err(VoteError::NoVote);
        }
        let mut round = self.round_of(voter);
        if let Some(before) = self.vote_of(voter, round) {
            if !go_on {
                return Err(VoteError::AlreadyVoted { round, charter: before });
            }
            round += 1;
        }
        if round >= ROUNDS_MAX {
            return Err(VoteError::NoRound);
        }
        if let (Some(charter), Some((confirmed_in, confirmed))) = (charter, self.confirmed(voter))
            && charter != confirmed
        {
            let mut between = confirmed_in + 1..round;
            if !between.any(|round| self.has_quorum_of_votes(round, charter)) {
                return Err(VoteError::Confirmed {
                    round: confirmed_in,
                    charter: confirmed,
                });
            }
        }
        Ok(Ballot {
            voter: *voter,
            epoch: self.epoch,
            round,
            step: Step::Vote,
            charter,
        })
    }

    /// The ballot by which `voter` confirms what it voted for, if it is time to.
    pub fn confirmation(&self, voter: &PublicKey) -> Option<Ballot> {
        let round = self.last_round(voter)?;
        let charter = self.vote_of(voter, round)??;
        let confirmed = self.ballots.get(&(round, Step::Confirm));
        let is_due =
            self.has_quorum_of_votes(round, charter) && confirmed.is_none_or(|by_voter| !by_voter.contains_key(voter));
        is_due.then_some(Ballot {
            voter: *voter,
            epoch: self.epoch,
            round,
            step: Step::Confirm,
            charter: Some(charter),
        })
    }

    /// The last round in which `voter` signed anything.
    fn last_round(&self, voter: &PublicKey) -> Option<u64> {
        let mut rounds = self.ballots.iter().rev();
        rounds.find_map(|((round, _), by_voter)| by_voter.contains_key(voter).then_some(*round))
    }

    /// What `voter` confirmed last, with the round.
    fn confirmed(&self, voter: &PublicKey) -> Option<(u64, Hash)> {
        let confirmations = self
            .ballots
            .iter()
            .rev()
            .filter(|((_, step), _)| *step == Step::Confirm);
        confirmations
            .filter_map(|((round, _), by_voter)| Some((*round, (*by_voter.get(voter)?.first()?)?)))
            .next()
    }

    fn has_quorum_of_votes(&self, round: u64, charter: Hash) -> bool {
        self.who(round, Step::Vote, Some(charter)).len() >= self.quorum
    }
}
