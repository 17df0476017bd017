//! What the driver shows of the node at this moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ayni_protocol::charter::Charters;
use ayni_protocol::charter::assembly::Assembly;
use ayni_protocol::frontier::Frontier;
use ayni_protocol::identity::PublicKey;
use ayni_protocol::replica::Link;

use crate::network::Transport;

/// A connected peer, as the node shows it.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    pub(crate) address: String,
    pub(crate) transport: Transport,
    pub(crate) since: i64,
    pub(crate) rtt_ms: Option<f64>,
    pub(crate) score: Option<f64>,
    pub(crate) link: Option<Link>,
}

/// What the node knows at this moment; replaced as a whole after each batch, so that all that seldom changes is shared.
#[derive(Clone, Debug, Default)]
pub(crate) struct View {
    pub(crate) frontier: Arc<Frontier>,
    pub(crate) charters: Option<Arc<Charters>>,
    /// The charters with the papers about the next one.
    pub(crate) assembly: Option<Arc<Assembly>>,
    pub(crate) peers: Arc<BTreeMap<PublicKey, Peer>>,
    /// Multiaddrs on which this node listens.
    pub(crate) listening: Arc<BTreeSet<String>>,
    pub(crate) behind: u64,
    /// Messages that broke a rule, since the start.
    pub(crate) refused: u64,
}
