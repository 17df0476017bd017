//! What people do: they publish, and decide who belongs to the federation.

use ayni_protocol::charter::assembly::Assembly;
use ayni_protocol::charter::ballot::Step;
use ayni_protocol::charter::{Change, Charter, Member, Role};
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::operation::Operation;
use ayni_protocol::record::RecordId;
use ayni_protocol::replica::{Input, Replica};

use crate::world::World;

impl World {
    fn assembly(&self, number: usize) -> Option<&Assembly> {
        self.replica(number).and_then(Replica::assembly)
    }

    fn charter(&self, number: usize) -> Option<&Charter> {
        self.assembly(number).map(Assembly::current)
    }

    /// Publishes so many entries on a node, if it runs.
    pub(crate) fn publish(&mut self, number: usize, count: usize) {
        let bodies = (0..count)
            .map(|_| {
                // Now and then one that is too long to be gossiped whole.
                let size = if self.dice().u32(0..200) == 0 {
                    70_000
                } else {
                    self.dice().usize(1..400)
                };
                let byte = self.dice().u8(..);
                vec![byte; size]
            })
            .collect();
        let time = self.now() as i64;
        self.handle(
            number,
            Input::Publish {
                publication: 0,
                time,
                bodies,
            },
        );
    }

    /// Erases some of a node's own entries, now and then what erases others too.
    pub(crate) fn erase(&mut self, number: usize) {
        let mut seqs = self.own_with_bodies(number);
        seqs.retain(|_| self.dice().u32(0..4) == 0);
        if seqs.is_empty() {
            return;
        }
        let entries = [(self.key(number), seqs)].into();
        let id = RecordId::from_bytes([1; 16]);
        let salt = [self.dice().u8(..); 16];
        let time = self.now() as i64;
        self.handle(
            number,
            Input::Publish {
                publication: 0,
                time,
                bodies: vec![Operation::Erase { id, entries }.encode(salt)],
            },
        );
    }

    /// Publishes so many entries on each node that runs.
    pub(crate) fn publish_on_each(&mut self, count: usize) {
        for number in 0..self.count() {
            if self.is_up(number) {
                self.publish(number, count);
            }
        }
    }

    /// Lets the first node propose to admit a member, if that is not proposed or done yet, and all others
    /// sign what is proposed, as far as they know of it and have not signed.
    pub(crate) fn admit(&mut self, newcomer: &Member) {
        self.expect_member(newcomer);
        for number in 0..self.count() {
            let Some(assembly) = self.assembly(number) else {
                continue;
            };
            if assembly.current().member(&newcomer.key).is_some() {
                continue;
            }
            let proposed = assembly.candidates().keys().next().copied();
            let has_voted = assembly.tally().vote_of(&self.key(number), 0).is_some();
            match proposed {
                None if number == 0 => self.propose(number, vec![Change::Admit(newcomer.clone())]),
                Some(hash) if !has_voted => self.vote(number, Some(hash), false),
                _ => {}
            }
        }
    }

    /// Whether a newcomer is a member by the charters of all nodes that run.
    pub(crate) fn has_admitted(&self, newcomer: &Member) -> bool {
        let mut held = (0..self.count()).filter_map(|number| self.charter(number));
        held.all(|charter| charter.member(&newcomer.key).is_some())
    }

    fn propose(&mut self, number: usize, changes: Vec<Change>) {
        self.handle(number, Input::Propose { ask: 0, changes });
    }

    fn vote(&mut self, number: usize, charter: Option<Hash>, go_on: bool) {
        let ask = 0;
        self.handle(number, Input::Vote { ask, charter, go_on });
    }

    /// Lets people decide something, each whatever it may be, and often what others have proposed.
    pub(crate) fn decide(&mut self, first: usize) {
        self.decide_on(first);
        for number in 0..self.count() {
            let proposed = self
                .assembly(number)
                .and_then(|assembly| assembly.candidates().into_keys().next());
            match self.dice().u32(0..8) {
                0 => self.decide_on(number),
                1..=5 => {
                    if let Some(hash) = proposed {
                        self.vote(number, Some(hash), false);
                    }
                }
                _ => {}
            }
        }
    }

    /// Lets the people of a node propose, sign, refuse or go on.
    fn decide_on(&mut self, number: usize) {
        let Some(assembly) = self.assembly(number) else {
            return;
        };
        let candidates: Vec<Hash> = assembly.candidates().into_keys().collect();
        let change = match self.dice().u32(0..3) {
            0 => None,
            _ => self.some_change(number),
        };
        match change {
            Some(change) if candidates.len() < 2 => self.propose(number, vec![change]),
            _ => {
                let choice = self.dice().usize(0..=candidates.len());
                let go_on = self.dice().u32(0..4) == 0;
                self.vote(number, candidates.get(choice).copied(), go_on);
            }
        }
    }

    /// A change of what the node knows as the charter. The first platform stays a member.
    fn some_change(&mut self, number: usize) -> Option<Change> {
        let first = self.key(0);
        let charter = self.charter(number)?.clone();
        let frontier = self.replica(number)?.frontier().clone();
        let others: Vec<&Member> = charter.members.iter().filter(|member| member.key != first).collect();
        let away: Vec<Member> = self
            .everybody()
            .into_iter()
            .filter(|member| charter.member(&member.key).is_none())
            .collect();
        if !away.is_empty() && self.dice().bool() {
            let back = self.dice().usize(0..away.len());
            return Some(Change::Admit(away[back].clone()));
        }
        let chosen = self.dice().usize(0..others.len().max(1));
        let member = others.get(chosen)?;
        let last = frontier.seq(&member.key);
        let key = member.key;
        Some(match self.dice().u32(0..4) {
            0 => Change::Role {
                key,
                role: Role::Observer,
                last,
            },
            1 => Change::Role {
                key,
                role: Role::Member,
                last,
            },
            2 => Change::Role {
                key,
                role: Role::Mirror,
                last,
            },
            _ => Change::Remove { key, last },
        })
    }

    /// Lets everybody come to an agreement on what is proposed: all vote for the charter that somebody has
    /// confirmed in the latest round, or for the first that is proposed, and go on with each other. Whether
    /// nothing is proposed any more and all members know it.
    pub(crate) fn agree(&mut self) -> bool {
        let mut is_done = true;
        let members = self.current_members();
        let latest = members
            .iter()
            .filter_map(|number| Some(self.charter(*number)?.epoch))
            .max();
        for number in members {
            let Some(assembly) = self.assembly(number) else {
                is_done = false;
                continue;
            };
            is_done &= Some(assembly.current().epoch) == latest;
            let Some(goal) = goal(assembly) else {
                continue;
            };
            is_done = false;
            let me = self.key(number);
            let assembly = self.assembly(number).expect("as before");
            let (tally, charter) = (assembly.tally(), assembly.current());
            if charter.voters().contains(&me) {
                let round = tally.latest_round().max(tally.round_of(&me));
                if tally.vote_of(&me, round) != Some(Some(goal)) {
                    self.vote(number, Some(goal), true);
                }
            }
        }
        is_done
    }

    /// Nodes of those who are members by the charter that the first node holds.
    pub(crate) fn current_members(&self) -> Vec<usize> {
        let charter = self.charter(0);
        let is_member = |key: &PublicKey| charter.is_none_or(|charter| charter.member(key).is_some());
        (0..self.count())
            .filter(|number| is_member(&self.key(*number)))
            .collect()
    }
}

/// What all should vote for, as one of them sees it.
fn goal(assembly: &Assembly) -> Option<Hash> {
    let candidates = assembly.candidates();
    let confirmed = assembly
        .tally()
        .ballots()
        .filter(|ballot| ballot.step == Step::Confirm)
        .max_by_key(|ballot| ballot.round)
        .and_then(|ballot| ballot.charter);
    confirmed
        .filter(|hash| candidates.contains_key(hash))
        .or_else(|| candidates.keys().next().copied())
}
