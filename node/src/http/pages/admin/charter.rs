//! What the members decide: open proposals, and this platform's part in them.

pub(super) mod invitation;
pub(super) mod proposing;
pub(super) mod vote;

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::super::Frame;
use super::super::answers::{Ballots, Charter, Voter, own_did, read};
use super::super::federation::{ProposalShown, proposals, remarks, round};
use super::visit::Visit;
use super::{Desk, desk};
use crate::http::answer::Refused;
use crate::http::query;
use crate::refusal::Refusal;
use crate::text::{Language, say};

#[derive(Template)]
#[template(path = "admin/charter.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    name: String,
    rule: String,
    round: String,
    /// What this platform has said in this round, or that it has no vote.
    standing: Option<String>,
    may_vote: bool,
    proposals: Vec<Open>,
    remarks: Vec<String>,
}

/// A proposal with the page on which this platform votes for it.
struct Open {
    shown: ProposalShown,
    vote: Option<String>,
}

/// Answers `GET /admin/charter`.
pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let language = visit.reader.language;
    let charter: Charter = read(visit.node.charter().await?)?;
    let ballots: Ballots = read(visit.node.ballots().await?)?;
    let own = own_did(visit.node.as_ref()).await?;
    let frame = visit.frame(say(language, "admin-charter", &[]));
    let standing = Standing::of(&ballots, &own);
    let counts = [
        ("quorum", charter.ballots_needed.to_string()),
        ("voters", ballots.voters.len().to_string()),
    ];
    let open = proposals(&ballots, language).into_iter().zip(&ballots.proposals);
    let open = open.map(|(shown, proposal)| Open {
        vote: (standing != Standing::Outside && !proposal.voted_here)
            .then(|| frame.address("/admin/charter/vote", &[("for", &proposal.hash)])),
        shown,
    });
    let page = Page {
        desk: visit.desk(&frame),
        proposals: open.collect(),
        name: charter.name,
        rule: say(language, "web-federation-rule", &counts),
        round: round(&ballots, language),
        standing: standing.sentence(language),
        may_vote: standing != Standing::Outside,
        remarks: remarks(&ballots, language),
        frame,
    };
    Ok(desk(&page, language)?)
}

/// What a platform has said in the round in which it would vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It has no vote.
    Outside,
    /// Nothing yet.
    Silent,
    /// It is for one of the proposals.
    For,
    /// It is for none of them.
    Against,
}

impl Standing {
    /// Of the platform `did`.
    pub(super) fn of(ballots: &Ballots, did: &str) -> Self {
        let is_among = |voters: &[Voter]| voters.iter().any(|voter| voter.did == did);
        if !is_among(&ballots.voters) {
            Self::Outside
        } else if ballots.proposals.iter().any(|proposal| proposal.voted_here) {
            Self::For
        } else if is_among(&ballots.refusals) {
            Self::Against
        } else {
            Self::Silent
        }
    }

    fn sentence(self, language: Language) -> Option<String> {
        let key = match self {
            Self::Outside => "admin-no-vote",
            Self::Silent => return None,
            Self::For => "admin-voted-for",
            Self::Against => "admin-voted-none",
        };
        Some(say(language, key, &[]))
    }
}

/// What came of a proposal or a vote.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Decision {
    round: Option<u64>,
    epoch: u64,
    in_force: bool,
    already: bool,
}

/// The same in a sentence; that of the key `done` where something was signed that needs more votes.
fn decided(decision: Value, done: &str, language: Language) -> Result<String, Refusal> {
    let decision: Decision = read(decision)?;
    let key = if decision.in_force {
        "admin-in-force"
    } else if decision.already {
        "admin-already"
    } else if decision.round.is_none() {
        "admin-proposed-only"
    } else {
        done
    };
    Ok(say(language, key, &[("epoch", decision.epoch.to_string())]))
}
