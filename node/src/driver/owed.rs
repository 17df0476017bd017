//! What is owed to those who have asked, and what those who look after a node are told.

use std::collections::BTreeMap;

use ayni_protocol::log::Head;
use ayni_protocol::replica::{Decision, Notice};
use tokio::sync::oneshot;

use super::{DecisionFailure, PublishFailure};

/// Replies that are owed for inputs in the current batch.
#[derive(Default)]
pub(super) struct Owed {
    next: u64,
    pub(super) publications: BTreeMap<u64, oneshot::Sender<Result<Vec<Head>, PublishFailure>>>,
    pub(super) decisions: BTreeMap<u64, oneshot::Sender<Result<Decision, DecisionFailure>>>,
}

impl Owed {
    /// The number of the next input that is owed a reply.
    pub(super) fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}

/// Writes a notice to the log.
pub(super) fn report(notice: &Notice) {
    match notice {
        Notice::Refused { peer, why } => tracing::warn!(peer = %peer.short(), %why, "refused"),
        Notice::Withheld { peer, author } => {
            tracing::debug!(peer = %peer.short(), author = %author.short(), "withheld");
        }
        Notice::DoubleBallot { voter } => {
            tracing::error!(voter = %voter.short(), "this member has signed two ballots that contradict each other");
        }
        Notice::Forked { author, seq } => {
            tracing::error!(author = %author.short(), seq, "fork: this log is frozen");
        }
    }
}
