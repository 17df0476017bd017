//! How the last platform of a larger demo comes in: it applies with a ticket, and members sign.

use std::time::{Duration, Instant};

use ayni_node::node::{BallotsView, NodeHandle, ProposalView};
use ayni_node::refusal::Refusal;

use super::federation::ASK_AGAIN;
use crate::failure::Failure;
use crate::ui::Ui;

/// From how many platforms on the last one comes in by vote: four founders, of whom three must sign.
const PLATFORMS_MIN: usize = 5;

/// Longest wait for a platform to hear of the proposal, and for the charter after the last signature.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// Whether an admission is shown among so many platforms.
pub(super) fn is_shown(platforms: usize) -> bool {
    platforms >= PLATFORMS_MIN
}

/// Lets the platforms sign the application of the last one until it is in, and says so on the way.
///
/// Errors: what kept one from signing, or that it took too long.
pub(super) async fn show(ui: &Ui, nodes: &[(String, NodeHandle)]) -> Result<(), Failure> {
    let Some(((newcomer, _), members)) = nodes.split_last() else {
        return Ok(());
    };
    let mut signed = 0;
    for (name, node) in members {
        let Some((ballots, proposal)) = pending(node).await? else {
            break; // enough have signed
        };
        if signed == 0 {
            let words = proposal.changes.first().and_then(|change| change.key_words.clone());
            ui.status(
                "cli-demo-applied",
                &[("platform", newcomer.clone()), ("words", words.unwrap_or_default())],
            );
        }
        node.vote(Some(proposal.hash), false).await?;
        signed += 1;
        let counts = [
            ("platform", name.clone()),
            ("count", signed.to_string()),
            ("quorum", ballots.quorum.to_string()),
        ];
        ui.status("cli-demo-signed", &counts);
        if signed == ballots.quorum {
            break;
        }
    }
    for (_, node) in members {
        until(|| node.charter().is_ok_and(|charter| charter.epoch > 0).then_some(())).await?;
    }
    ui.status("cli-demo-admitted", &[("platform", newcomer.clone())]);
    Ok(())
}

/// What a node is asked to sign, once it has heard of it; none if the charter is in force already.
async fn pending(node: &NodeHandle) -> Result<Option<(BallotsView, ProposalView)>, Failure> {
    until(|| {
        let mut ballots = node.ballots().ok()?;
        match ballots.proposals.pop() {
            Some(proposal) => Some(Some((ballots, proposal))),
            None => (ballots.epoch > 1).then_some(None),
        }
    })
    .await
}

/// Asks until there is an answer.
async fn until<T>(mut ask: impl FnMut() -> Option<T>) -> Result<T, Failure> {
    let patience = Instant::now() + WAIT_MAX;
    loop {
        if let Some(answer) = ask() {
            return Ok(answer);
        }
        if Instant::now() > patience {
            return Err(Refusal::new("demo_apart", 500)
                .with("seconds", WAIT_MAX.as_secs())
                .into());
        }
        tokio::time::sleep(ASK_AGAIN).await;
    }
}
