//! Voting for a proposal or for none: a page says what that means, and wants a tick.

use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;

use super::super::super::Frame;
use super::super::super::answers::{Ballots, own_did, read};
use super::super::super::federation::{ProposalShown, proposals, round};
use super::super::complaint::Complaint;
use super::super::visit::Visit;
use super::super::{Desk, Sent, with_form};
use super::{Standing, decided};
use crate::http::answer::Refused;
use crate::http::query;
use crate::refusal::Refusal;
use crate::text::say;

#[derive(Template)]
#[template(path = "admin/vote.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    wrong: Option<Complaint>,
    /// The field that is at fault, if one is.
    fault: &'static str,
    action: String,
    round: String,
    /// Absent where the vote is for none.
    proposal: Option<ProposalShown>,
    /// Whether this platform has voted in this round, so that another vote is one in the next round.
    has_voted: bool,
}

/// Answers `GET /admin/charter/vote`.
pub(in super::super) async fn show(visit: Visit) -> Result<Response, Refused> {
    page(&visit, None).await
}

/// The boxes that somebody has ticked.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Vote {
    sure: Option<String>,
    next_round: Option<String>,
}

/// Answers `POST /admin/charter/vote`: signs the vote.
pub(in super::super) async fn vote(visit: Visit, Sent(vote): Sent<Vote>) -> Result<Response, Refused> {
    let language = visit.reader.language;
    let hash = hash(&visit.uri)?;
    if vote.sure.is_none() {
        let wrong = Complaint::of(&Refusal::new("vote_unsure", 422), language).at("sure");
        return page(&visit, Some(wrong)).await;
    }
    let done = match hash {
        Some(_) => "admin-signed",
        None => "admin-signed-none",
    };
    match visit.node.vote(hash, vote.next_round.is_some()).await {
        Ok(decision) => {
            visit.staff.tell(decided(decision, done, language)?);
            Ok(visit.on_to("/admin/charter"))
        }
        Err(refusal) => {
            let wrong = Complaint::of(&refusal, language);
            page(&visit, Some(wrong)).await
        }
    }
}

/// The proposal that the address names; `None` for none of them.
fn hash(uri: &Uri) -> Result<Option<String>, Refusal> {
    let parameters = query::parameters(uri, &["lang", "for"])?;
    let named = parameters.into_iter().find(|(name, _)| name == "for");
    Ok(named.map(|(_, hash)| hash))
}

async fn page(visit: &Visit, wrong: Option<Complaint>) -> Result<Response, Refused> {
    let language = visit.reader.language;
    let hash = hash(&visit.uri)?;
    let ballots: Ballots = read(visit.node.ballots().await?)?;
    let own = own_did(visit.node.as_ref()).await?;
    let proposal = match &hash {
        None => None,
        Some(hash) => {
            let shown = proposals(&ballots, language)
                .into_iter()
                .find(|shown| shown.hash == *hash);
            let unknown =
                || Refusal::new("unknown_proposal", 404).with("hash", hash.chars().take(100).collect::<String>());
            Some(shown.ok_or_else(unknown)?)
        }
    };
    let title = match hash {
        Some(_) => "admin-vote-for",
        None => "admin-vote-none",
    };
    let frame = visit.frame(say(language, title, &[]));
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let page = Page {
        desk: visit.desk(&frame),
        action: visit
            .uri
            .path_and_query()
            .map_or(visit.uri.path(), |action| action.as_str())
            .to_owned(),
        round: round(&ballots, language),
        proposal,
        has_voted: matches!(Standing::of(&ballots, &own), Standing::For | Standing::Against),
        fault: wrong.as_ref().map_or("", |wrong| wrong.field),
        wrong,
        frame,
    };
    Ok(with_form(&page, status, language)?)
}
