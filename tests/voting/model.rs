//! An election as a state machine for the checker.
//!
//! A state is what the honest members have signed. At any time one of them may sign something more,
//! knowing its own ballots and *any* choice of those of the others: what it does not know is lost, or
//! on its way, or was overtaken. What it may sign then is up to [`Tally`] alone. Dishonest members have
//! no state: whatever they can sign, contradictions included, may have reached anybody or nobody.
//!
//! That is more than can happen (a member does not forget what it knew before), so what never happens
//! here never happens.

use std::collections::BTreeSet;

use ayni_protocol::charter::ballot::{Ballot, Step};
use ayni_protocol::charter::voting::Tally;
use ayni_protocol::identity::{Hash, PublicKey, SecretKey};
use stateright::{Model, Property};

pub(crate) const ONE_CHARTER: &str = "an epoch has one charter";
const RESOLVABLE: &str = "the honest members can still agree";
const DECIDES: &str = "a charter comes into force";
const SPLITS: &str = "the votes split";

/// The two proposals.
const PROPOSALS: [Hash; 2] = [Hash([1; 32]), Hash([2; 32])];

/// How much is explored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Members; a quorum is more than half of them.
    pub(crate) voters: u8,
    /// How many of them sign whatever they like.
    pub(crate) dishonest: u8,
    /// Rounds in which honest members vote.
    pub(crate) rounds: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Election {
    limits: Limits,
    /// In the order of their keys, the honest ones first.
    voters: Vec<PublicKey>,
    /// Every ballot that a dishonest member can sign.
    forged: Vec<Ballot>,
}

/// What each honest member has signed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct State {
    signed: Vec<BTreeSet<Ballot>>,
}

/// An honest member signs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Action(usize, Ballot);

impl Election {
    pub(crate) fn new(limits: Limits) -> Self {
        let keys = (0..limits.voters).map(|number| SecretKey::from_seed(&[number; 32]).public());
        let voters: Vec<PublicKey> = keys.collect();
        let honest = usize::from(limits.voters - limits.dishonest);
        let mut forged = Vec::new();
        for voter in &voters[honest..] {
            for round in 0..limits.rounds {
                for step in [Step::Vote, Step::Confirm] {
                    for charter in PROPOSALS {
                        forged.push(Ballot {
                            voter: *voter,
                            epoch: 1,
                            round,
                            step,
                            charter: Some(charter),
                        });
                    }
                }
            }
        }
        Self { limits, voters, forged }
    }

    fn quorum(&self) -> usize {
        self.voters.len() / 2 + 1
    }

    fn tally<'a>(&self, ballots: impl IntoIterator<Item = &'a Ballot>) -> Tally {
        let mut tally = Tally::new(1, self.voters.iter().copied().collect(), self.quorum());
        for ballot in ballots {
            tally.take(ballot);
        }
        tally
    }

    /// Members that contradict themselves, for whoever sees every ballot that there may be in a state.
    pub(crate) fn doubles(&self, state: &State) -> BTreeSet<PublicKey> {
        let tally = self.tally(state.signed.iter().flatten().chain(&self.forged));
        tally.doubles().into_iter().map(|(voter, ..)| voter).collect()
    }

    /// Those who sign whatever they like.
    pub(crate) fn dishonest(&self) -> BTreeSet<PublicKey> {
        let honest = usize::from(self.limits.voters - self.limits.dishonest);
        self.voters[honest..].iter().copied().collect()
    }

    /// Charters for which confirmations of a quorum, all of one round, exist anywhere.
    fn certified(&self, state: &State) -> BTreeSet<Hash> {
        let exist: BTreeSet<&Ballot> = state.signed.iter().flatten().chain(&self.forged).collect();
        let mut certified = BTreeSet::new();
        for round in 0..self.limits.rounds {
            for charter in PROPOSALS {
                let confirms = |ballot: &&&Ballot| {
                    (ballot.round, ballot.step, ballot.charter) == (round, Step::Confirm, Some(charter))
                };
                if exist.iter().filter(confirms).count() >= self.quorum() {
                    certified.insert(charter);
                }
            }
        }
        certified
    }

    /// Whether the honest members, once they hold each other's ballots and those on which they rest, can
    /// put a charter in force by themselves: they agree on one that all of them may vote for, in rounds
    /// to come.
    fn is_resolvable(&self, state: &State) -> bool {
        let mut shared: BTreeSet<Ballot> = state.signed.iter().flatten().copied().collect();
        let rests_on: BTreeSet<(u64, Option<Hash>)> = shared
            .iter()
            .filter(|ballot| ballot.step == Step::Confirm)
            .map(|ballot| (ballot.round, ballot.charter))
            .collect();
        let votes = self.forged.iter().filter(|ballot| ballot.step == Step::Vote);
        shared.extend(votes.filter(|ballot| rests_on.contains(&(ballot.round, ballot.charter))));
        let honest = &self.voters[..state.signed.len()];
        PROPOSALS.into_iter().any(|charter| {
            let mut tally = self.tally(&shared);
            let goal = tally.latest_round() + 1;
            for voter in honest {
                // Rounds in which nobody can agree any more are passed by voting for none.
                while let Ok(ballot) = tally.vote(voter, None, true) {
                    if ballot.round >= goal {
                        break;
                    }
                    tally.take(&ballot);
                }
                let Ok(ballot) = tally.vote(voter, Some(charter), true) else {
                    return false;
                };
                tally.take(&ballot);
            }
            for voter in honest {
                if let Some(ballot) = tally.confirmation(voter) {
                    tally.take(&ballot);
                }
            }
            tally.certified().is_some_and(|(certified, ..)| certified == charter)
        })
    }
}

impl Model for Election {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let honest = usize::from(self.limits.voters - self.limits.dishonest);
        vec![State {
            signed: vec![BTreeSet::new(); honest],
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        for (member, own) in state.signed.iter().enumerate() {
            let voter = &self.voters[member];
            // Confirmations of others do not change what a member may sign.
            let others = state.signed.iter().enumerate().filter(|(other, _)| *other != member);
            let others = others.flat_map(|(_, signed)| signed).chain(&self.forged);
            let votes: Vec<&Ballot> = others.filter(|ballot| ballot.step == Step::Vote).collect();
            let mut possible = BTreeSet::new();
            for choice in 0..1_u32 << votes.len() {
                let known = votes.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1);
                let tally = self.tally(own.iter().chain(known.map(|(_, ballot)| *ballot)));
                possible.extend(tally.confirmation(voter));
                for charter in PROPOSALS {
                    // Whoever may go on before its time may do all that others may.
                    possible.extend(tally.vote(voter, Some(charter), true));
                }
            }
            let in_time = possible.into_iter().filter(|ballot| ballot.round < self.limits.rounds);
            actions.extend(in_time.map(|ballot| Action(member, ballot)));
        }
    }

    fn next_state(&self, state: &State, Action(member, ballot): Action) -> Option<State> {
        let mut next = state.clone();
        next.signed[member].insert(ballot).then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(ONE_CHARTER, |election, state| election.certified(state).len() <= 1),
            Property::always(RESOLVABLE, |election, state| {
                election.limits.dishonest > 1 || election.is_resolvable(state)
            }),
            Property::sometimes(DECIDES, |election, state| election.certified(state).len() == 1),
            Property::sometimes(SPLITS, |election, state: &State| {
                let shared: BTreeSet<&Ballot> = state.signed.iter().flatten().collect();
                election.certified(state).is_empty() && election.tally(shared).is_over(0)
            }),
        ]
    }
}
