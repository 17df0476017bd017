//! How a vote on the next charter stands: the objects of the API.

use ayni_protocol::charter::assembly::{Assembly, Candidate};
use ayni_protocol::charter::ballot::Step;
use ayni_protocol::charter::{Change, Charter};
use ayni_protocol::identity::{Hash, PublicKey};
use serde::Serialize;

use super::view::MemberView;
use crate::words;

/// A platform as it appears in a vote.
#[derive(Clone, Debug, Serialize)]
pub struct VoterView {
    /// Its did.
    pub did: String,
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: String,
}

/// What people call the platform `did`: its name, with its country behind it where another of `all`, dids with names,
/// is called so too.
pub fn told_apart<'a>(
    did: &str,
    name: &str,
    country: &str,
    mut all: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    match all.any(|(other, its_name)| other != did && its_name == name) {
        true => format!("{name} ({country})"),
        false => name.to_owned(),
    }
}

/// One change of a proposal.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// `admit`, `remove`, `role`, `quorum`, `replace` or `unfreeze`.
    pub change: &'static str,
    /// Whom it is about: the member as it is, or the newcomer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<MemberView>,
    /// The newcomer's key, or the new one, in words that can be read out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_words: Option<String>,
    /// The new key's did, for a replacement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
    /// The new role, or the new quorum rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<&'static str>,
    /// The last entry that is taken in, or up to which a branch counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// The id of that entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// One proposal, and how the vote on it stands.
#[derive(Clone, Debug, Serialize)]
pub struct ProposalView {
    /// The hash of the charter that would follow: what is signed.
    pub hash: String,
    /// What it changes.
    pub changes: Vec<ChangeView>,
    /// Who proposes it; nobody does where a platform has applied.
    pub proposers: Vec<VoterView>,
    /// Who has invited the platform that applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<VoterView>,
    /// Who has voted for it in this round.
    pub votes: Vec<VoterView>,
    /// Whose nodes have confirmed that a quorum has.
    pub confirmations: Vec<VoterView>,
    /// Who has not voted in this round.
    pub missing: Vec<VoterView>,
    /// Whether this platform has voted for it in this round.
    pub voted_here: bool,
}

/// A member that contradicts itself.
#[derive(Clone, Debug, Serialize)]
pub struct DoubleView {
    /// Who.
    pub voter: VoterView,
    /// In which round.
    pub round: u64,
    /// `vote` or `confirm`.
    pub step: &'static str,
}

/// A log that is frozen.
#[derive(Clone, Debug, Serialize)]
pub struct FrozenView {
    /// Whose.
    pub author: VoterView,
    /// The number of which there are two entries.
    pub seq: u64,
    /// Their ids.
    pub entries: [String; 2],
}

/// How the vote on the next charter stands.
#[derive(Clone, Debug, Serialize)]
pub struct BallotsView {
    /// The epoch that is voted on.
    pub epoch: u64,
    /// The round in which this platform would vote.
    pub round: u64,
    /// How many votes a proposal needs.
    pub quorum: usize,
    /// Who votes.
    pub voters: Vec<VoterView>,
    /// Everything proposed.
    pub proposals: Vec<ProposalView>,
    /// Who has voted for none of them in this round.
    pub refusals: Vec<VoterView>,
    /// Members that have contradicted themselves.
    pub doubles: Vec<DoubleView>,
    /// Logs that are frozen because they have forked.
    pub frozen: Vec<FrozenView>,
}

impl BallotsView {
    /// How the vote in `assembly` stands for the platform `me`.
    pub(super) fn of(assembly: &Assembly, me: &PublicKey) -> Self {
        let (current, tally) = (assembly.current(), assembly.tally());
        let voter = |key: &PublicKey| {
            let member = current.member(key);
            VoterView {
                did: key.to_string(),
                name: member.map(|member| member.name.clone()).unwrap_or_default(),
                country: member.map(|member| member.country.clone()).unwrap_or_default(),
            }
        };
        let voters = |keys: Vec<PublicKey>| keys.iter().map(voter).collect::<Vec<_>>();
        let round = tally.round_of(me);
        // Where a round may already have decided it, it is shown with all who have said anything.
        let missing: Vec<PublicKey> = tally
            .voters()
            .iter()
            .filter(|key| tally.vote_of(key, round).is_none())
            .copied()
            .collect();
        let proposal = |(hash, candidate): (&Hash, &Candidate)| ProposalView {
            hash: hash.to_string(),
            changes: candidate
                .charter
                .changes_since(current)
                .iter()
                .map(|change| ChangeView::of(change, current))
                .collect(),
            proposers: voters(candidate.proposers.clone()),
            invited_by: candidate
                .application
                .as_ref()
                .map(|application| voter(&application.inviter)),
            votes: voters(tally.who(round, Step::Vote, Some(*hash))),
            confirmations: voters(tally.who(round, Step::Confirm, Some(*hash))),
            missing: voters(missing.clone()),
            voted_here: tally.vote_of(me, round) == Some(Some(*hash)),
        };
        let candidates = assembly.candidates();
        Self {
            epoch: tally.epoch(),
            round,
            quorum: tally.quorum(),
            voters: tally.voters().iter().map(voter).collect(),
            proposals: candidates.iter().map(proposal).collect(),
            refusals: voters(tally.who(round, Step::Vote, None)),
            doubles: tally
                .doubles()
                .iter()
                .map(|(key, round, step)| DoubleView {
                    voter: voter(key),
                    round: *round,
                    step: match step {
                        Step::Vote => "vote",
                        Step::Confirm => "confirm",
                    },
                })
                .collect(),
            frozen: assembly
                .forks()
                .map(|fork| FrozenView {
                    author: voter(&fork.author()),
                    seq: fork.seq(),
                    entries: fork.envelopes().each_ref().map(|envelope| envelope.id().to_string()),
                })
                .collect(),
        }
    }
}

impl ChangeView {
    fn of(change: &Change, current: &Charter) -> Self {
        let member = |key: &PublicKey| current.member(key).map(MemberView::of);
        let empty = |change| Self {
            change,
            platform: None,
            key_words: None,
            successor: None,
            value: None,
            seq: None,
            entry: None,
        };
        match change {
            Change::Admit(newcomer) => Self {
                platform: Some(MemberView::of(newcomer)),
                key_words: Some(words::of_key(&newcomer.key)),
                ..empty("admit")
            },
            Change::Remove { key, last } => Self {
                platform: member(key),
                seq: Some(*last),
                ..empty("remove")
            },
            Change::Role { key, role, .. } => Self {
                platform: member(key),
                value: Some(role.as_str()),
                ..empty("role")
            },
            Change::Quorum(quorum) => Self {
                value: Some(quorum.as_str()),
                ..empty("quorum")
            },
            Change::Replace { old, last, new } => Self {
                platform: member(old),
                key_words: Some(words::of_key(&new.key)),
                successor: Some(new.key.to_string()),
                seq: Some(*last),
                ..empty("replace")
            },
            Change::Unfreeze(survivor) => Self {
                platform: member(&survivor.author),
                seq: Some(survivor.seq),
                entry: Some(survivor.id.to_string()),
                ..empty("unfreeze")
            },
        }
    }
}
