//! The platform's own record: who it is and where its node is reached, kept true by the node.

use std::time::Duration;

use ayni_protocol::record::platform::ADDRESSES_MAX;
use ayni_protocol::vocabulary::side::{self, Basis};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::handle::NodeHandle;
use super::publication::{Outcome, Publication};

/// The platform's own identifier of its profile: there is one a platform.
pub(crate) const PROFILE_OID: &str = "platform";

/// Wait before a profile that could not be published is tried again: the node may still be joining.
const RETRY: Duration = Duration::from_secs(2);

/// How often it is looked whether the published addresses are still true. Each change is an entry for
/// ever, so an interface that comes and goes must not make many.
const REVIEW: Duration = Duration::from_secs(600);

/// Publishes the profile if it is new or has changed, as soon as the node may publish, until the node
/// stops.
pub(super) async fn keep(node: NodeHandle, mut stop: watch::Receiver<bool>) {
    loop {
        // Without a charter there is nothing to publish into; a mirror has no log and never will.
        let mut next = RETRY;
        if node.charter().is_ok() {
            match node.publish(vec![profile(&node)], Publication::default()).await {
                Ok(outcomes) => {
                    if let Some(Outcome::Done { outcome, .. }) = outcomes.first() {
                        tracing::info!(outcome, "platform profile");
                    }
                    next = REVIEW;
                }
                Err(refusal) if refusal.code == "not_a_publisher" => next = REVIEW,
                Err(refusal) if refusal.code == "own_log_unknown" => {
                    tracing::debug!("no other platform has said yet how far it knows this one's log");
                }
                Err(refusal) => {
                    tracing::warn!(%refusal, problems = ?refusal.problems, "the platform's profile is not published yet");
                }
            }
        }
        tokio::select! {
            () = tokio::time::sleep(next) => {}
            _ = stop.changed() => return,
        }
    }
}

fn profile(node: &NodeHandle) -> Value {
    let platform = &node.config().platform;
    let mut addresses = node.reachable_at();
    addresses.truncate(ADDRESSES_MAX);
    let basis = if side::of(&platform.country) == Some(platform.side) {
        Basis::Table
    } else {
        Basis::Declared
    };
    json!({
        "kind": "platform",
        "oid": PROFILE_OID,
        "licence": "CC0-1.0",
        "original": platform.language,
        "title": { &platform.language: platform.name },
        "countries": [platform.country],
        "name": platform.name,
        "country": platform.country,
        "side": platform.side.as_str(),
        "side_basis": basis.as_str(),
        "languages": [platform.language],
        "addresses": addresses,
    })
}
