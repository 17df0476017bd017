//! What the members decide: open proposals, and this platform's part in them.

pub(super) mod invitation;
pub(super) mod proposing;
pub(super) mod vote;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::super::Frame;
use super::super::federation::{Ballots, Charter, ProposalShown, proposals, remarks, round};
use super::super::home::read;
use super::{Desk, Own, desk};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::http::session::Staff;
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
pub(super) async fn show(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    uri: Uri,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let language = reader.language;
    let charter: Charter = read(node.charter().await?)?;
    let ballots: Ballots = read(node.ballots().await?)?;
    let own = Own::of(node.as_ref()).await?;
    let frame = Frame::new(reader, &uri, say(language, "admin-charter", &[]));
    let standing = Standing::of(&ballots, &own.did);
    let counts = [
        ("quorum", charter.ballots_needed.to_string()),
        ("voters", ballots.voters.len().to_string()),
    ];
    let open = proposals(&ballots, language).into_iter().zip(&ballots.proposals);
    let open = open.map(|(shown, proposal)| Open {
        vote: (standing != Standing::Outside && !proposal.voted_here)
            .then(|| with_parameter("/admin/charter/vote", "for", &proposal.hash, &frame)),
        shown,
    });
    let page = Page {
        desk: Desk::new(&staff, &frame, &uri),
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
        let is_among = |voters: &[super::super::federation::Voter]| voters.iter().any(|voter| voter.did == did);
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

/// An address with one more parameter than the reader's language.
fn with_parameter(path: &str, name: &str, value: &str, frame: &Frame) -> String {
    let mut parameters = vec![(name.to_owned(), value.to_owned())];
    if !frame.keep.is_empty() {
        parameters.push(("lang".to_owned(), frame.language.to_string()));
    }
    super::super::address(path, &parameters)
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
