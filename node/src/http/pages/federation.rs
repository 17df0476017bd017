//! The page of the federation: who belongs to it, what is proposed, who has signed, and what happens then.

mod atlas;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;

use super::home::read;
use super::names::{basis_name, country_name, link_name, side_name};
use super::{Frame, page};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::node::told_apart;
use crate::text::{Language, say, word};
use atlas::{Atlas, Placed, atlas};

const PARAMETERS: [&str; 1] = ["lang"];

#[derive(Template)]
#[template(path = "federation.html")]
struct Federation {
    frame: Frame,
    name: String,
    about: String,
    rule: String,
    atlas: Atlas,
    members: Vec<MemberRow>,
    former: Vec<String>,
    round: String,
    proposals: Vec<ProposalShown>,
    /// Refusals, contradictions and frozen logs, a sentence each.
    remarks: Vec<String>,
}

struct MemberRow {
    name: String,
    country: String,
    side: String,
    basis: String,
    role: String,
    /// What the link to it is, or that there is none.
    link: String,
}

/// What is proposed, in words.
pub(super) struct ProposalShown {
    pub(super) hash: String,
    pub(super) changes: Vec<ChangeShown>,
    pub(super) by: String,
    pub(super) signed_label: String,
    pub(super) signed: Vec<String>,
    pub(super) missing: Vec<String>,
    /// Who has signed another proposal in this round, or none of them.
    pub(super) otherwise: Vec<String>,
}

/// One change of it.
pub(super) struct ChangeShown {
    pub(super) what: String,
    pub(super) words: Option<String>,
    /// What happens once a quorum has signed.
    pub(super) then: String,
}

/// The charter as the interface gives it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Charter {
    pub(super) name: String,
    pub(super) epoch: u64,
    pub(super) ballots_needed: u64,
    /// The rule by which it is decided.
    pub(super) quorum: String,
    pub(super) members: Vec<Member>,
    pub(super) former: Vec<Member>,
}

/// A member in it, or a former one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Member {
    pub(super) did: String,
    pub(super) name: String,
    pub(super) country: String,
    pub(super) side: String,
    pub(super) basis: String,
    pub(super) role: String,
    /// Of a former member, the number of its last entry.
    pub(super) last: u64,
    /// Of a former member, the did with which its platform goes on.
    pub(super) successor: Option<String>,
}

/// A connection of this node.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Peer {
    did: String,
    link: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    did: String,
}

/// Whom this node is, and to whom it is connected.
struct Links {
    own: String,
    peers: Vec<Peer>,
}

impl Links {
    /// What the link to a member is, if there is one.
    fn to(&self, member: &Member) -> Option<&str> {
        let peer = self.peers.iter().find(|peer| peer.did == member.did)?;
        peer.link.as_deref()
    }

    fn is_own(&self, member: &Member) -> bool {
        member.did == self.own
    }
}

/// How the vote stands.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Ballots {
    pub(super) round: u64,
    pub(super) quorum: u64,
    pub(super) voters: Vec<Voter>,
    pub(super) proposals: Vec<Proposal>,
    pub(super) refusals: Vec<Voter>,
    pub(super) doubles: Vec<Double>,
    pub(super) frozen: Vec<Frozen>,
}

/// A platform that votes.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Voter {
    pub(super) did: String,
    pub(super) name: String,
    pub(super) country: String,
}

/// What somebody proposes.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Proposal {
    pub(super) hash: String,
    pub(super) changes: Vec<Change>,
    pub(super) proposers: Vec<Voter>,
    pub(super) invited_by: Option<Voter>,
    pub(super) votes: Vec<Voter>,
    pub(super) missing: Vec<Voter>,
    pub(super) voted_here: bool,
}

/// One change of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Change {
    pub(super) change: String,
    pub(super) platform: Option<Member>,
    pub(super) key_words: Option<String>,
    pub(super) value: Option<String>,
    pub(super) seq: Option<u64>,
}

/// A member that contradicts itself.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Double {
    pub(super) voter: Voter,
}

/// A log of which there are two entries with one number.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Frozen {
    pub(super) author: Voter,
    pub(super) seq: u64,
    pub(super) entries: Vec<String>,
}

/// The page.
pub(super) async fn show(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    query::parameters(&uri, &PARAMETERS)?;
    let charter: Charter = read(node.charter().await?)?;
    let ballots: Ballots = read(node.ballots().await?)?;
    let status: Status = read(node.status().await?)?;
    let links = Links {
        own: status.did,
        peers: read(node.peers().await?)?,
    };
    Ok(page(&shown(&charter, &ballots, &links, reader, &uri), reader.language)?)
}

fn shown(charter: &Charter, ballots: &Ballots, links: &Links, reader: Reader, uri: &Uri) -> Federation {
    let language = reader.language;
    let counts = [
        ("count", charter.members.len().to_string()),
        ("quorum", charter.ballots_needed.to_string()),
        ("voters", ballots.voters.len().to_string()),
        ("epoch", charter.epoch.to_string()),
    ];
    Federation {
        frame: Frame::new(reader, uri, say(language, "web-federation", &[])),
        name: charter.name.clone(),
        about: say(language, "web-federation-about", &counts),
        rule: say(language, "web-federation-rule", &counts),
        atlas: placed(charter, links, language),
        members: charter
            .members
            .iter()
            .map(|member| member_row(member, links, language))
            .collect(),
        former: charter
            .former
            .iter()
            .map(|former| former_line(former, charter, language))
            .collect(),
        round: round(ballots, language),
        proposals: proposals(ballots, language),
        remarks: remarks(ballots, language),
    }
}

/// Which round of the vote it is, and what it needs.
pub(super) fn round(ballots: &Ballots, language: Language) -> String {
    let counts = [
        ("quorum", ballots.quorum.to_string()),
        ("voters", ballots.voters.len().to_string()),
        ("round", (ballots.round + 1).to_string()),
    ];
    say(language, "web-round", &counts)
}

/// What is proposed, in the order of the ballots.
pub(super) fn proposals(ballots: &Ballots, language: Language) -> Vec<ProposalShown> {
    let proposals = ballots.proposals.iter();
    proposals
        .map(|proposal| proposal_shown(proposal, ballots, language))
        .collect()
}

/// Refusals, contradictions and frozen logs, a sentence each.
pub(super) fn remarks(ballots: &Ballots, language: Language) -> Vec<String> {
    let mut remarks: Vec<String> = Vec::new();
    if !ballots.refusals.is_empty() {
        remarks.push(say(
            language,
            "web-refusals",
            &[("names", names(&ballots.refusals, ballots, language).join(", "))],
        ));
    }
    for double in &ballots.doubles {
        remarks.push(say(
            language,
            "web-double",
            &[("name", name(&double.voter, ballots, language))],
        ));
    }
    for frozen in &ballots.frozen {
        let args = [
            ("name", name(&frozen.author, ballots, language)),
            ("seq", frozen.seq.to_string()),
        ];
        remarks.push(say(language, "web-frozen", &args));
    }
    remarks
}

/// What a platform is called among those who vote.
pub(super) fn name(voter: &Voter, ballots: &Ballots, language: Language) -> String {
    let voters = ballots.voters.iter();
    told_apart(
        &voter.did,
        &voter.name,
        &country_name(&voter.country, language),
        voters.map(|other| (other.did.as_str(), other.name.as_str())),
    )
}

fn names<'a>(voters: impl IntoIterator<Item = &'a Voter>, ballots: &Ballots, language: Language) -> Vec<String> {
    let voters = voters.into_iter();
    voters.map(|voter| name(voter, ballots, language)).collect()
}

/// The members on a map.
fn placed(charter: &Charter, links: &Links, language: Language) -> Atlas {
    let members = charter.members.iter().map(|member| Placed {
        country: &member.country,
        name: format!("{} ({})", member.name, country_name(&member.country, language)),
        link: links.to(member),
        is_own: links.is_own(member),
    });
    atlas(&members.collect::<Vec<Placed>>(), language)
}

fn member_row(member: &Member, links: &Links, language: Language) -> MemberRow {
    let link = match (links.is_own(member), links.to(member)) {
        (true, _) => say(language, "site-this-node", &[]),
        (false, Some(link)) => link_name(link, language),
        (false, None) => say(language, "site-no-link", &[]),
    };
    MemberRow {
        link,
        name: member.name.clone(),
        country: country_name(&member.country, language),
        side: side_name(&member.side, language),
        basis: basis_name(&member.basis, language),
        role: word(language, "role", &member.role),
    }
}

fn former_line(former: &Member, charter: &Charter, language: Language) -> String {
    let successor = former.successor.as_ref().map(|did| {
        let member = charter.members.iter().find(|member| member.did == *did);
        member.map_or_else(|| did.clone(), |member| member.name.clone())
    });
    let args = [
        ("name", former.name.clone()),
        ("country", country_name(&former.country, language)),
        ("seq", former.last.to_string()),
        ("successor", successor.clone().unwrap_or_default()),
    ];
    let key = match successor {
        Some(_) => "web-former-replaced",
        None => "web-former-left",
    };
    say(language, key, &args)
}

fn proposal_shown(proposal: &Proposal, ballots: &Ballots, language: Language) -> ProposalShown {
    let by = match &proposal.invited_by {
        Some(inviter) => say(language, "web-applied", &[("name", name(inviter, ballots, language))]),
        None => say(
            language,
            "web-proposed-by",
            &[("names", names(&proposal.proposers, ballots, language).join(", "))],
        ),
    };
    let counts = [
        ("count", proposal.votes.len().to_string()),
        ("quorum", ballots.quorum.to_string()),
    ];
    let is_listed = |voter: &&Voter| {
        let mut listed = proposal.votes.iter().chain(&proposal.missing);
        listed.any(|other| other.did == voter.did)
    };
    let otherwise = ballots.voters.iter().filter(|voter| !is_listed(voter));
    ProposalShown {
        hash: proposal.hash.clone(),
        changes: proposal
            .changes
            .iter()
            .map(|change| change_shown(change, language))
            .collect(),
        by,
        signed_label: say(language, "web-signed", &counts),
        signed: names(&proposal.votes, ballots, language),
        missing: names(&proposal.missing, ballots, language),
        otherwise: names(otherwise, ballots, language),
    }
}

fn change_shown(change: &Change, language: Language) -> ChangeShown {
    let platform = change.platform.as_ref();
    let role = match change.change.as_str() {
        "role" => change.value.clone().unwrap_or_default(),
        _ => platform.map(|platform| platform.role.clone()).unwrap_or_default(),
    };
    let args = [
        (
            "name",
            platform.map(|platform| platform.name.clone()).unwrap_or_default(),
        ),
        (
            "country",
            platform
                .map(|platform| country_name(&platform.country, language))
                .unwrap_or_default(),
        ),
        ("role", word(language, "role", &role)),
        (
            "rule",
            word(language, "quorum", change.value.as_deref().unwrap_or_default()),
        ),
        ("seq", change.seq.unwrap_or_default().to_string()),
    ];
    let (what, then) = match change.change.as_str() {
        "admit" => ("web-change-admit", "web-then-admit"),
        "remove" => ("web-change-remove", "web-then-remove"),
        "role" => ("web-change-role", "web-then-role"),
        "replace" => ("web-change-replace", "web-then-replace"),
        "unfreeze" => ("web-change-unfreeze", "web-then-unfreeze"),
        _ => ("web-change-quorum", "web-then-quorum"),
    };
    ChangeShown {
        what: say(language, what, &args),
        words: change.key_words.clone(),
        then: say(language, then, &args),
    }
}
