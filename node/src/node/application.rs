//! How a platform that was invited says that it wishes to come in: with the ticket's own key, before it is
//! a member.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use ayni_protocol::charter::admission::{Application, Card, Ticket};
use ayni_protocol::charter::paper;
use ayni_protocol::identity::{PublicKey, SecretKey};
use ayni_protocol::limits::RESPONSE_BYTES_MAX;
use ayni_protocol::message::{Request, Response};
use tokio::sync::watch;

use super::AGENT;
use super::handle::NodeHandle;
use crate::network::{Command, Event, Network, NetworkConfig};

/// Longest that one attempt may take: dialling on a slow line, the handshake, and one short answer.
const ATTEMPT_WAIT_MAX: Duration = Duration::from_secs(15);

/// First wait before the application is sent again, doubled at each failure up to [`WAIT_MAX`].
const WAIT: Duration = Duration::from_secs(2);

/// Longest such wait: an inviter whose node was off is reached within a minute.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// Why an application did not arrive.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApplyError {
    /// The ticket is for a platform that the charter names already.
    #[error("the ticket opens no door: it is for a platform that is a member already")]
    NoGuest,
    /// No network, no answer, or not in time.
    #[error("the platform that has invited can't be reached: {0}")]
    Unreachable(String),
    /// The inviter's node does not take it.
    #[error("the platform that has invited does not take the application: the ticket may have ended")]
    Refused,
}

/// Sends the application of the platform with `secret` and `card` to whoever signed the ticket.
///
/// # Errors
/// [`ApplyError`]; then nothing is lost by trying again.
pub(crate) async fn send(
    secret: &SecretKey,
    card: &Card,
    ticket: &str,
    inviter: PublicKey,
    addresses: &[String],
) -> Result<(), ApplyError> {
    let guest = Ticket::guest_in(ticket).ok_or(ApplyError::NoGuest)?;
    let unreachable = |error: &dyn std::fmt::Display| ApplyError::Unreachable(error.to_string());
    let application = Application::sign(secret, card, ticket).map_err(|_| ApplyError::NoGuest)?;
    let application = paper::of_application(application);
    let network = Network::start(NetworkConfig {
        secret: guest,
        listen: Vec::new(),
        federation: String::new(),
        agent: AGENT.to_owned(),
    });
    let network = network.await.map_err(|error| unreachable(&error))?;
    let attempt = converse(network, inviter, addresses, Request::Apply { application }.encode());
    match tokio::time::timeout(ATTEMPT_WAIT_MAX, attempt).await {
        Ok(answer) => answer,
        Err(_) => Err(unreachable(&"no answer in time")),
    }
}

async fn converse(
    mut network: Network,
    inviter: PublicKey,
    addresses: &[String],
    request: Vec<u8>,
) -> Result<(), ApplyError> {
    let unreachable = |why: &dyn std::fmt::Display| ApplyError::Unreachable(why.to_string());
    let hello = [
        Command::Allow {
            members: BTreeSet::from([inviter]),
            guests: BTreeSet::new(),
        },
        Command::Kinds(BTreeMap::new()),
        Command::Dial {
            peer: inviter,
            addresses: addresses.to_vec(),
        },
    ];
    for command in hello {
        let sent = network.commands.send(command).await;
        sent.map_err(|_| unreachable(&"the network has ended"))?;
    }
    while let Some(event) = network.events.recv().await {
        match event {
            Event::Connected { peer, .. } => {
                let ask = Command::Request {
                    peer,
                    id: 1,
                    bytes: request.clone(),
                };
                let sent = network.commands.send(ask).await;
                sent.map_err(|_| unreachable(&"the network has ended"))?;
            }
            Event::Response { parcel, .. } => {
                let answer = parcel.unpack(RESPONSE_BYTES_MAX).ok();
                return match answer.and_then(|(content, _)| Response::decode(&content).ok()) {
                    Some(Response::Told) => Ok(()),
                    _ => Err(ApplyError::Refused),
                };
            }
            Event::DialFailed { reason, .. } => return Err(unreachable(&reason)),
            Event::RequestFailed { reason, .. } => return Err(unreachable(&reason)),
            Event::Disconnected { .. } => return Err(ApplyError::Refused),
            _ => {}
        }
    }
    Err(unreachable(&"the network has ended"))
}

/// Applies until the inviter has heard it, or the charter is here because that was not needed; then there is
/// nothing left to do until the node stops.
pub(super) async fn keep(
    node: NodeHandle,
    ticket: String,
    inviter: PublicKey,
    addresses: Vec<String>,
    mut stop: watch::Receiver<bool>,
) {
    tokio::select! {
        () = apply(node, ticket, inviter, addresses) => {}
        _ = stop.changed() => return,
    }
    let _ = stop.changed().await;
}

async fn apply(node: NodeHandle, ticket: String, inviter: PublicKey, addresses: Vec<String>) {
    let mut wait = WAIT;
    while node.charter().is_err() {
        let card = node.config().platform.card();
        match send(&node.parts().secret, &card, &ticket, inviter, &addresses).await {
            Ok(()) => {
                node.note_applied();
                tracing::info!("the platform that has invited knows that this one wishes to come in");
                return;
            }
            Err(ApplyError::NoGuest) => return,
            Err(error) => tracing::info!(%error, "the application has not arrived yet"),
        }
        tokio::time::sleep(wait).await;
        wait = (2 * wait).min(WAIT_MAX);
    }
}
