//! What the members decide: proposing and voting.

use ayni_protocol::charter::admission::Card;
use ayni_protocol::charter::assembly::Assembly;
use ayni_protocol::charter::voting::VoteError;
use ayni_protocol::charter::{Change, Charter, Member, Quorum, Role, Survivor};
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::replica::{Decision, DecisionError};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use super::ballots::BallotsView;
use super::handle::NodeHandle;
use super::store_refusal;
use crate::cause::Cause;
use crate::driver::{Ask, DecisionFailure};
use crate::refusal::Refusal;

/// Most changes in one proposal that people ask for.
const CHANGES_MAX: usize = 100;

/// Fewest digits by which a proposal is named: two of one epoch do not begin alike by chance.
const HASH_DIGITS_MIN: usize = 8;

/// One change as people and programs ask for it. A platform is named by its did, or by its name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Wish {
    /// Admit the platform of a card.
    Admit {
        /// The card.
        card: String,
        /// Its role; absent: member.
        role: Option<String>,
    },
    /// Remove a member.
    Remove {
        /// Whom.
        platform: String,
    },
    /// Give a member another role.
    Role {
        /// Whom.
        platform: String,
        /// `member`, `observer` or `mirror`.
        role: String,
    },
    /// Decide by another rule: `majority` or `two_thirds`.
    Quorum(String),
    /// Let a platform go on with the key of a card.
    Replace {
        /// Whom.
        platform: String,
        /// The card made with the new key.
        card: String,
    },
    /// End the freeze of a forked log: the branch counts that ends with this entry.
    Unfreeze {
        /// Whose log.
        platform: String,
        /// The entry's id.
        entry: String,
    },
}

/// What came of a proposal or vote.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionView {
    /// The federation's id.
    pub federation: String,
    /// The hash of the charter proposed or voted for; absent for a vote for none.
    pub charter: Option<String>,
    /// The round in which this platform voted; absent if it has only proposed.
    pub round: Option<u64>,
    /// The epoch in force.
    pub epoch: u64,
    /// Whether the charter is in force.
    pub in_force: bool,
    /// Whether this platform had voted so in this round before, and nothing was signed now.
    pub already: bool,
}

impl NodeHandle {
    /// Proposes changes of the charter, all in one, and votes for them if this platform has not voted in
    /// this round.
    ///
    /// # Errors
    /// `nothing_to_do`, `bad_card`, `bad_role`, `bad_quorum`, `unknown_platform`,
    /// `ambiguous_platform`, `unknown_entry`,
    /// `already_member`, `no_vote`, `not_a_member`, `bad_change` for what makes no charter, or why this node cannot sign.
    pub async fn propose(&self, wishes: Vec<Wish>) -> Result<DecisionView, Refusal> {
        let view = self.view();
        let assembly = view.assembly.ok_or_else(|| self.charter_awaited())?;
        if wishes.is_empty() || wishes.len() > CHANGES_MAX {
            return Err(Refusal::new("nothing_to_do", 422));
        }
        let last = |key: &PublicKey| view.frontier.seq(key);
        let changes: Result<Vec<Change>, Refusal> = wishes
            .into_iter()
            .map(|wish| self.change(&assembly, wish, &last))
            .collect();
        let changes = changes?;
        let current = assembly.current();
        // Whoever has no vote is told that first, and the driver says so.
        if current.voters().contains(&self.me()) {
            current.amend(&changes).map_err(|error| {
                let cause = Cause::of_charter(&error, |key| name_of(key, current, &changes));
                Refusal::new("bad_change", 422).because(cause)
            })?;
        }
        let (reply, answer) = oneshot::channel();
        let decided = self.ask(Ask::Propose { changes, reply }, answer).await?;
        let decision = decided.map_err(|failure| self.decision_refusal(failure))?;
        // It may not have voted because it had voted for this very one.
        let before = match decision.round {
            None => voted_before(&assembly, &self.me(), decision.charter),
            Some(_) => None,
        };
        Ok(DecisionView {
            round: decision.round.or(before),
            already: before.is_some(),
            ..self.decision(decision)
        })
    }

    /// Votes for the proposed charter with this hash, or with none for none of them. What this platform has voted for
    /// in this round already, and what is in force already, is not voted for again.
    ///
    /// # Errors
    /// `unknown_proposal`, `no_vote`, `not_a_member`, `already_voted`, `confirmed_other`, or why this node cannot sign.
    pub async fn vote(&self, charter: Option<String>, next_round: bool) -> Result<DecisionView, Refusal> {
        let assembly = self.view().assembly.ok_or_else(|| self.charter_awaited())?;
        let current = assembly.current();
        let in_force = charter.as_deref().is_some_and(|text| begins(&current.hash(), text));
        if in_force {
            return Ok(self.decision(Decision {
                charter: Some(current.hash()),
                round: None,
                epoch: current.epoch,
                in_force,
            }));
        }
        let charter = charter.map(|text| find_proposal(&assembly, &text)).transpose()?;
        let (reply, answer) = oneshot::channel();
        let vote = Ask::Vote {
            charter,
            go_on: next_round,
            reply,
        };
        match self.ask(vote, answer).await? {
            Ok(decision) => Ok(self.decision(decision)),
            Err(DecisionFailure::Refused(DecisionError::Vote(VoteError::AlreadyVoted { round, charter: before })))
                if before == charter =>
            {
                Ok(DecisionView {
                    already: true,
                    ..self.decision(Decision {
                        charter,
                        round: Some(round),
                        epoch: current.epoch,
                        in_force: false,
                    })
                })
            }
            Err(failure) => Err(self.decision_refusal(failure)),
        }
    }

    /// How the vote on the next charter stands.
    ///
    /// # Errors
    /// `charter_awaited` while this node joins.
    pub fn ballots(&self) -> Result<BallotsView, Refusal> {
        let assembly = self.view().assembly.ok_or_else(|| self.charter_awaited())?;
        Ok(BallotsView::of(&assembly, &self.me()))
    }

    fn decision(&self, decision: Decision) -> DecisionView {
        DecisionView {
            federation: self.parts().federation.to_string(),
            charter: decision.charter.map(|hash| hash.to_string()),
            round: decision.round,
            epoch: decision.epoch,
            in_force: decision.in_force,
            already: false,
        }
    }

    fn decision_refusal(&self, failure: DecisionFailure) -> Refusal {
        match failure {
            DecisionFailure::Refused(error) => match error {
                DecisionError::NoCharter => self.charter_awaited(),
                DecisionError::OwnHeadUnknown => Refusal::new("own_log_unknown", 503),
                DecisionError::Unknown(hash) => Refusal::new("unknown_proposal", 404).with("hash", hash),
                DecisionError::TooMuch => Refusal::new("too_many_proposals", 409),
                DecisionError::Refused(cause) => Refusal::new("bad_change", 422).because(Cause::other(cause)),
                DecisionError::Vote(VoteError::NoVote) => self.outside_or(Refusal::new("no_vote", 403)),
                DecisionError::Vote(VoteError::AlreadyVoted { round, .. }) => {
                    Refusal::new("already_voted", 409).with("round", round + 1)
                }
                DecisionError::Vote(VoteError::Confirmed { charter, .. }) => {
                    Refusal::new("confirmed_other", 409).with("hash", charter)
                }
                DecisionError::Vote(VoteError::NoRound) => Refusal::new("no_round_left", 409),
            },
            DecisionFailure::Store(error) => store_refusal((*error).clone()),
        }
    }

    fn change(&self, assembly: &Assembly, wish: Wish, last: &impl Fn(&PublicKey) -> u64) -> Result<Change, Refusal> {
        let current = assembly.current();
        let role = |word: &str| Role::parse(word).ok_or_else(|| Refusal::new("bad_role", 422).with("value", word));
        let card =
            |text: &str, role| Card::read(text, role).map_err(|error| Refusal::new("bad_card", 422).because(&error));
        Ok(match wish {
            Wish::Admit { card: text, role: word } => {
                let word = word.unwrap_or_else(|| Role::Member.as_str().to_owned());
                let member = card(&text, role(&word)?)?;
                if current.member(&member.key).is_some() {
                    return Err(Refusal::new("already_member", 409).with("name", member.name));
                }
                Change::Admit(member)
            }
            Wish::Remove { platform } => {
                let key = find_member(current, &platform)?.key;
                Change::Remove { key, last: last(&key) }
            }
            Wish::Role { platform, role: word } => {
                let key = find_member(current, &platform)?.key;
                Change::Role {
                    key,
                    role: role(&word)?,
                    last: last(&key),
                }
            }
            Wish::Quorum(word) => {
                let quorum = Quorum::parse(&word);
                Change::Quorum(quorum.ok_or_else(|| Refusal::new("bad_quorum", 422).with("value", word))?)
            }
            Wish::Replace { platform, card: text } => {
                let member = find_member(current, &platform)?;
                let new = card(&text, member.role)?;
                if current.member(&new.key).is_some() {
                    return Err(Refusal::new("already_member", 409).with("name", new.name));
                }
                Change::Replace {
                    old: member.key,
                    last: last(&member.key),
                    new,
                }
            }
            Wish::Unfreeze { platform, entry } => {
                let author = find_member(current, &platform)?.key;
                let unknown =
                    || Refusal::new("unknown_entry", 404).with("id", entry.chars().take(100).collect::<String>());
                let id: Hash = entry.parse().map_err(|_| unknown())?;
                let seq = self.seq_of(assembly, &author, &id)?.ok_or_else(unknown)?;
                Change::Unfreeze(Survivor { author, seq, id })
            }
        })
    }

    /// The number of an entry of a forked log: one of those that prove the fork, or one that is held or was
    /// set aside here.
    fn seq_of(&self, assembly: &Assembly, author: &PublicKey, id: &Hash) -> Result<Option<u64>, Refusal> {
        let fork = assembly.fork_of(author);
        let in_proof = fork.is_some_and(|fork| fork.envelopes().iter().any(|envelope| envelope.id() == *id));
        if in_proof {
            return Ok(fork.map(|fork| fork.seq()));
        }
        let store = &self.parts().store;
        if let Some(seq) = store.find_aside(author, id).map_err(store_refusal)? {
            return Ok(Some(seq));
        }
        let held = store.locate(id).map_err(store_refusal)?;
        Ok(held.filter(|(of, _)| of == author).map(|(_, seq)| seq))
    }
}

/// The member whom people mean by a did or a name.
fn find_member<'a>(charter: &'a Charter, text: &str) -> Result<&'a Member, Refusal> {
    let unknown = || Refusal::new("unknown_platform", 404).with("name", text.chars().take(100).collect::<String>());
    if let Ok(key) = text.parse::<PublicKey>() {
        return charter.member(&key).ok_or_else(unknown);
    }
    let wanted = text.trim().to_lowercase();
    let named = charter.members.iter();
    let named: Vec<&Member> = named.filter(|member| member.name.to_lowercase() == wanted).collect();
    match named[..] {
        [] => Err(unknown()),
        [member] => Ok(member),
        _ => {
            let dids = named
                .iter()
                .map(|member| format!("{} ({})", member.key, member.country));
            Err(Refusal::new("ambiguous_platform", 409)
                .with("name", &named[0].name)
                .with("candidates", dids.collect::<Vec<_>>().join(", ")))
        }
    }
}

/// What people call the platform of `key`: a member, or one that `changes` would let in; its did if it is neither.
fn name_of(key: &PublicKey, charter: &Charter, changes: &[Change]) -> String {
    let newcomers = changes.iter().filter_map(|change| match change {
        Change::Admit(member) | Change::Replace { new: member, .. } => Some(member),
        _ => None,
    });
    let mut known = charter.members.iter().chain(newcomers);
    let found = known.find(|member| member.key == *key);
    found.map_or_else(|| key.to_string(), |member| member.name.clone())
}

/// The round in which `voter` would vote now, if it has voted for this very charter in it.
fn voted_before(assembly: &Assembly, voter: &PublicKey, charter: Option<Hash>) -> Option<u64> {
    let tally = assembly.tally();
    let round = tally.round_of(voter);
    (tally.vote_of(voter, round) == Some(charter)).then_some(round)
}

/// Whether people may mean `hash` by this text: its first digits, at least [`HASH_DIGITS_MIN`].
fn begins(hash: &Hash, text: &str) -> bool {
    let wanted = text.trim().to_lowercase();
    wanted.len() >= HASH_DIGITS_MIN && hash.to_string().starts_with(&wanted)
}

/// The proposal whose hash begins with this text.
fn find_proposal(assembly: &Assembly, text: &str) -> Result<Hash, Refusal> {
    let candidates = assembly.candidates();
    let mut found = candidates.keys().filter(|hash| begins(hash, text));
    match (found.next(), found.next()) {
        (Some(hash), None) => Ok(*hash),
        _ => Err(Refusal::new("unknown_proposal", 404).with("hash", text.chars().take(100).collect::<String>())),
    }
}
