//! What the rest of the node asks of the driver, and why that is refused.

use std::collections::BTreeSet;
use std::sync::Arc;

use ayni_protocol::charter::Change;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::log::Head;
use ayni_protocol::replica::{Decision, DecisionError, PublishError};
use tokio::sync::oneshot;

use crate::store::StoreError;

/// What the rest of the node asks of the driver.
pub(crate) enum Ask {
    /// Publish these bodies.
    Publish {
        bodies: Vec<Vec<u8>>,
        /// When that was, in Unix milliseconds.
        time: i64,
        reply: oneshot::Sender<Result<Vec<Head>, PublishFailure>>,
    },
    /// Propose these changes of the charter.
    Propose {
        changes: Vec<Change>,
        reply: oneshot::Sender<Result<Decision, DecisionFailure>>,
    },
    /// Vote for a charter, or for none.
    Vote {
        charter: Option<Hash>,
        go_on: bool,
        reply: oneshot::Sender<Result<Decision, DecisionFailure>>,
    },
    /// Let these keys knock and apply from now on.
    Guests(BTreeSet<PublicKey>),
}

impl Ask {
    /// Answers that nothing can be made durable now.
    pub(super) fn fail(self, error: &Arc<StoreError>) {
        // Who asked may be gone; then nobody needs the answer.
        match self {
            Self::Publish { reply, .. } => drop(reply.send(Err(PublishFailure::Store(error.clone())))),
            Self::Propose { reply, .. } | Self::Vote { reply, .. } => {
                drop(reply.send(Err(DecisionFailure::Store(error.clone()))));
            }
            Self::Guests(_) => {}
        }
    }
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PublishFailure {
    #[error(transparent)]
    Refused(#[from] PublishError),
    #[error("it could not be made durable: {0}")]
    Store(Arc<StoreError>),
}

/// Why nothing was proposed or voted for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DecisionFailure {
    #[error(transparent)]
    Refused(#[from] DecisionError),
    #[error("it could not be made durable: {0}")]
    Store(Arc<StoreError>),
}
