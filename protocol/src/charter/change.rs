//! Changes: what a proposal does to the charter in force.
//!
//! A proposal travels as the whole charter that would follow; its changes are what people read and
//! write, and either is made from the other.

use std::collections::BTreeMap;

use super::{Charter, CharterError, Former, Member, Quorum, Role, Survivor};
use crate::identity::PublicKey;

/// One change of a charter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A newcomer, or a former member that comes back.
    Admit(Member),
    /// A member leaves; `last` is the number of its last entry that is taken in.
    Remove {
        /// Who leaves.
        key: PublicKey,
        /// Its last entry; 0 for none.
        last: u64,
    },
    /// A member gets another role.
    Role {
        /// Whose role.
        key: PublicKey,
        /// The new one.
        role: Role,
        /// Its last entry, where the new role publishes none.
        last: u64,
    },
    /// Another quorum rule, from the next charter on.
    Quorum(Quorum),
    /// A platform goes on with another key: the old one is lost or stolen.
    Replace {
        /// The key that ends.
        old: PublicKey,
        /// The last entry signed with it that is taken in.
        last: u64,
        /// The platform as it goes on.
        new: Member,
    },
    /// The freeze of a forked log ends.
    Unfreeze(Survivor),
}

impl Charter {
    /// The charter that would follow this one with all of `changes` made, in order.
    ///
    /// # Errors
    /// [`CharterError`] names the rule that it would break.
    pub fn amend(&self, changes: &[Change]) -> Result<Self, CharterError> {
        let next = self.with(changes)?;
        next.check_told(self)?;
        Ok(next)
    }

    /// Refuses unless [`Charter::changes_since`] says all that this charter changes of the one `before`
    /// it: people sign what they read, and a name that changes on the side they would not see.
    pub(super) fn check_told(&self, before: &Self) -> Result<(), CharterError> {
        let changes = self.changes_since(before);
        match before.with(&changes) {
            Ok(told) if told != *self => Err(CharterError::Untold),
            Ok(_) if changes.is_empty() => Err(CharterError::NoChange),
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn with(&self, changes: &[Change]) -> Result<Self, CharterError> {
        let mut next = Self {
            epoch: self.epoch + 1,
            previous: Some(self.hash()),
            nonce: Vec::new(),
            ..self.clone()
        };
        for change in changes {
            next.make(change)?;
        }
        next.members.sort_by_key(|member| member.key);
        next.former.sort_by_key(|former| former.member.key);
        next.survivors.sort_by_key(|survivor| survivor.author);
        next.check()?;
        next.check_after(self)?;
        Ok(next)
    }

    fn make(&mut self, change: &Change) -> Result<(), CharterError> {
        match change {
            Change::Admit(member) => self.enter(member.clone())?,
            Change::Remove { key, last } => {
                let member = self.leave(key)?;
                self.end(member, *last, None);
            }
            Change::Role { key, role, last } => {
                let before = self.leave(key)?;
                let after = Member {
                    role: *role,
                    ..before.clone()
                };
                if before.role.publishes() && !role.publishes() {
                    self.end(before, *last, None);
                }
                self.enter(after)?;
            }
            Change::Quorum(quorum) => self.quorum = *quorum,
            Change::Replace { old, last, new } => {
                let member = self.leave(old)?;
                self.enter(new.clone())?;
                self.end(member, *last, Some(new.key));
            }
            Change::Unfreeze(survivor) => {
                self.survivors.retain(|other| other.author != survivor.author);
                self.survivors.push(*survivor);
            }
        }
        Ok(())
    }

    fn enter(&mut self, member: Member) -> Result<(), CharterError> {
        if self.members.iter().any(|other| other.key == member.key) {
            return Err(CharterError::AlreadyMember(member.key));
        }
        if member.role.publishes() {
            // Its log goes on where it ended.
            self.former.retain(|former| former.member.key != member.key);
        }
        self.members.push(member);
        Ok(())
    }

    fn leave(&mut self, key: &PublicKey) -> Result<Member, CharterError> {
        let position = self.members.iter().position(|member| member.key == *key);
        let position = position.ok_or(CharterError::NotAMember(*key))?;
        Ok(self.members.remove(position))
    }

    fn end(&mut self, member: Member, last: u64, successor: Option<PublicKey>) {
        if member.role.publishes() {
            self.former.push(Former {
                member,
                last,
                successor,
            });
        }
    }

    /// The changes that make this charter of the one before it; none if it is not the next one.
    ///
    /// Whatever the order in which they were proposed, they come as replacements, departures,
    /// arrivals, roles, ends of freezes and quorum.
    pub fn changes_since(&self, before: &Self) -> Vec<Change> {
        if self.previous != Some(before.hash()) {
            return Vec::new();
        }
        let members = |charter: &Self| -> BTreeMap<PublicKey, Member> {
            charter
                .members
                .iter()
                .map(|member| (member.key, member.clone()))
                .collect()
        };
        let (old, mut new) = (members(before), members(self));
        let last = |key: &PublicKey| self.former(key).map_or(0, |former| former.last);
        let mut changes = Vec::new();
        let gone = || old.keys().filter(|key| self.member(key).is_none());
        for key in gone() {
            let successor = self.former(key).and_then(|former| former.successor);
            let successor = successor.filter(|successor| !old.contains_key(successor));
            if let Some(member) = successor.and_then(|successor| new.remove(&successor)) {
                changes.push(Change::Replace {
                    old: *key,
                    last: last(key),
                    new: member,
                });
            }
        }
        let replaced: Vec<PublicKey> = changes
            .iter()
            .filter_map(|change| match change {
                Change::Replace { old, .. } => Some(*old),
                _ => None,
            })
            .collect();
        for key in gone().filter(|key| !replaced.contains(key)) {
            changes.push(Change::Remove {
                key: *key,
                last: last(key),
            });
        }
        for (key, member) in new {
            match old.get(&key) {
                None => changes.push(Change::Admit(member)),
                Some(before) if before.role != member.role => changes.push(Change::Role {
                    key,
                    role: member.role,
                    last: last(&key),
                }),
                Some(_) => {}
            }
        }
        let settled = self
            .survivors
            .iter()
            .filter(|survivor| !before.survivors.contains(survivor));
        changes.extend(settled.copied().map(Change::Unfreeze));
        if self.quorum != before.quorum {
            changes.push(Change::Quorum(self.quorum));
        }
        changes
    }
}
