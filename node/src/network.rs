//! The node's network: an actor that owns libp2p's swarm and is spoken to by values.
//!
//! It moves bytes between keys and knows nothing of entries, logs or charters. What may connect is
//! told to it ([`Command::Allow`]), what a message is worth is told to it ([`Command::Verdict`]),
//! and whom to dial is told to it ([`Command::Dial`]). Nothing outside this folder names libp2p: a
//! peer is its [`PublicKey`], an address is the text of a multiaddr.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use ayni_protocol::identity::{PublicKey, SecretKey};
use ayni_protocol::limits::REQUEST_BYTES_MAX;
use ayni_protocol::replica::{Topic, Verdict};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

mod actor;
mod behaviour;
mod failure;
mod gossip;
mod listening;
mod members;
mod mesh;
mod peering;
mod requests;
mod sources;
mod sync;

#[cfg(test)]
mod tests;

pub use crate::packing::Parcel;
pub use gossip::{MESSAGE_BYTES_MAX, VERDICT_WAIT_MAX};
pub use peering::{ADDRESSES_MAX, AddressError, is_loopback, is_unspecified, parse_address};
pub use sync::{REQUEST_WAIT_MAX, REQUESTS_PER_PEER_MAX};

/// Most commands that wait for the actor. A reaction to one event is some dozens of commands;
/// beyond this the sender waits, which slows the driver and not the memory.
pub const COMMANDS_MAX: usize = 256;

/// Most events that wait for the driver in the channel, and again as many inside the actor. When
/// both are full the actor stops reading from the sockets, and the peers wait.
///
/// Commands are taken even then, so a driver that performs a list of commands before it reads the
/// next event can't deadlock with the actor.
pub const EVENTS_MAX: usize = 256;

/// What the network needs to start.
pub struct NetworkConfig {
    /// The node's key: its name on the network is the same key as the author of its log.
    pub secret: SecretKey,
    /// Multiaddrs to listen on, such as `/ip4/0.0.0.0/tcp/4001` or `/ip4/0.0.0.0/udp/4001/quic-v1`.
    /// Port 0 takes any free port. May be empty: then the node only dials.
    pub listen: Vec<String>,
    /// Names the federation in the gossip topics, so that two federations never mix: the federation
    /// id in lower-case hex.
    pub federation: String,
    /// What the node says it is, such as `ayni/0.1.0`. Shown to peers, trusted by nobody.
    pub agent: String,
}

/// What the network is told to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Replaces the sets of keys that may connect, in both directions. At the start they are empty.
    /// Connections to keys that are no longer in them are closed.
    Allow {
        /// They may do everything.
        members: BTreeSet<PublicKey>,
        /// They may send requests, and take no part in gossip.
        guests: BTreeSet<PublicKey>,
    },
    /// Opens a connection, trying all addresses at once until one works. Answered by
    /// [`Event::Connected`] or [`Event::DialFailed`]; by nothing if the peer is connected, or being
    /// dialed, already.
    Dial {
        peer: PublicKey,
        /// Multiaddrs with or without `/p2p/…` at their end; one that names another peer is left
        /// out. Only the first [`ADDRESSES_MAX`] count.
        addresses: Vec<String>,
    },
    /// Closes all connections to the peer. Its [`Event::Disconnected`] follows.
    Disconnect { peer: PublicKey },
    /// Sends a request of at most [`REQUEST_BYTES_MAX`] to a connected peer. Always answered once,
    /// by [`Event::Response`] or [`Event::RequestFailed`], within about [`REQUEST_WAIT_MAX`].
    Request {
        peer: PublicKey,
        /// Chosen by the caller, and the caller's to keep unique; comes back with the answer.
        id: u64,
        bytes: Vec<u8>,
    },
    /// Answers [`Event::Request`] with at most
    /// [`RESPONSE_BYTES_MAX`](ayni_protocol::limits::RESPONSE_BYTES_MAX). Does nothing if the asker
    /// is gone, has waited too long, or has been answered.
    Respond {
        /// The number that came with the request.
        inbound: u64,
        parcel: Parcel,
    },
    /// Drops an [`Event::Request`] without an answer; the asker sees its request fail.
    Decline { inbound: u64 },
    /// Publishes to the peers. That nobody listens, or that they have it already, is no failure.
    Gossip {
        topic: Topic,
        /// The id of the content, which must follow from `bytes`: peers reject it otherwise.
        id: [u8; 32],
        /// At most [`MESSAGE_BYTES_MAX`]; a longer one isn't sent (peers get it by sync).
        bytes: Vec<u8>,
    },
    /// Says what an [`Event::Gossip`] was worth. Only the first verdict on a message counts, and
    /// only within [`VERDICT_WAIT_MAX`].
    Verdict { message: u64, verdict: Verdict },
    /// Replaces what kind of link a connection to each key is. The network only compares the
    /// numbers: it keeps every connected kind in the gossip mesh, so that news doesn't stay on one
    /// side of the federation.
    Kinds(BTreeMap<PublicKey, u8>),
}

/// What happened on the network.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// One more address to be reached at, such as that of an interface that has come up.
    Listening { address: String },
    /// An address no longer listened on.
    ListenFailed { address: String, reason: String },
    /// The first connection to a peer is open.
    Connected {
        peer: PublicKey,
        /// The other end's address, without `/p2p/…`.
        address: String,
        transport: Transport,
        /// True if this node dialed. A peer's inbound address is no address to dial it at.
        outbound: bool,
    },
    /// The last connection to a peer is closed. A peer that doesn't know this node (yet) hangs up
    /// right after [`Event::Connected`]: that isn't a [`Event::DialFailed`].
    Disconnected { peer: PublicKey },
    /// No address of a [`Command::Dial`] led to the peer.
    DialFailed { peer: PublicKey, reason: DialFailure },
    /// Someone was turned away.
    Refused {
        /// The key that the other end proved to hold; absent if it didn't get so far.
        peer: Option<PublicKey>,
        address: String,
        reason: RefusalReason,
    },
    /// A peer asks. Answer by [`Command::Respond`] or [`Command::Decline`] within
    /// [`REQUEST_WAIT_MAX`].
    Request {
        peer: PublicKey,
        inbound: u64,
        /// At most [`REQUEST_BYTES_MAX`].
        bytes: Vec<u8>,
    },
    /// The answer to the [`Command::Request`] with this id.
    Response {
        peer: PublicKey,
        id: u64,
        /// As it came: at most [`RESPONSE_BYTES_MAX`](ayni_protocol::limits::RESPONSE_BYTES_MAX), and perhaps more when it is
        /// unpacked.
        parcel: Parcel,
    },
    /// No answer to the [`Command::Request`] with this id.
    RequestFailed {
        peer: PublicKey,
        id: u64,
        reason: RequestFailure,
    },
    /// Gossip that waits for a [`Command::Verdict`]; until then it isn't forwarded.
    Gossip {
        /// Who handed it on, not who wrote it.
        from: PublicKey,
        /// Names the message in the verdict.
        message: u64,
        topic: Topic,
        /// What the sender says is the content's id. The message is to be rejected if it doesn't follow from
        /// `bytes`.
        id: [u8; 32],
        /// At most [`MESSAGE_BYTES_MAX`].
        bytes: Vec<u8>,
    },
    /// A peer sent what no node sends: a frame that is too long, can't be unpacked, or holds no id.
    /// It was dropped unread.
    Malformed { peer: PublicKey, reason: String },
    /// A ping came back: the connection lives.
    RoundTrip {
        peer: PublicKey,
        time: Duration,
        /// Gossipsub's opinion of the peer: 0 for a newcomer, more for one that brings news first,
        /// less for one that brings what is rejected.
        score: f64,
    },
    /// What a peer says of itself after connecting, or when it changes.
    Identified {
        peer: PublicKey,
        agent: String,
        /// Where it says it listens, without `/p2p/…`; at most [`ADDRESSES_MAX`].
        addresses: Vec<String>,
    },
}

/// How bytes travel on a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Tcp,
    Quic,
}

impl Transport {
    /// `tcp` or `quic`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Quic => "quic",
        }
    }
}

/// Why a dial led nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DialFailure {
    #[error("none of the addresses can be dialed: {0}")]
    NoAddress(String),
    #[error("the peer isn't in the charter that this node holds")]
    NotAllowed,
    #[error("the address belongs to another node, {0}")]
    WrongPeer(String),
    #[error("this node has as many connections as it takes")]
    Busy,
    #[error("the address is this node's own")]
    Ourselves,
    #[error("no answer: {0}")]
    Unreachable(String),
}

/// Why someone was turned away.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefusalReason {
    #[error("the key isn't in the charter that this node holds")]
    Stranger,
    #[error("this node has as many connections as it takes")]
    Busy,
    #[error("the handshake failed: {0}")]
    Handshake(String),
}

/// Why a request has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestFailure {
    #[error("the peer isn't connected")]
    NotConnected,
    #[error(
        "{} requests to the peer are under way, no more are sent at once",
        REQUESTS_PER_PEER_MAX
    )]
    Busy,
    #[error("a request of {0} bytes is too long, at most {REQUEST_BYTES_MAX} are sent")]
    TooLarge(usize),
    #[error("no answer within {} s", REQUEST_WAIT_MAX.as_secs())]
    Timeout,
    #[error("the connection closed, or the peer declined")]
    Closed,
    #[error("the peer doesn't speak this version of sync")]
    Unsupported,
    #[error("the answer isn't one: {0}")]
    Malformed(String),
}

/// Why the network can't start.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    #[error("{address:?} is no multiaddr: {reason}; expected for example /ip4/0.0.0.0/tcp/4001")]
    Address { address: String, reason: String },
    #[error("{address} is neither TCP nor QUIC; expected for example /ip4/0.0.0.0/udp/4001/quic-v1")]
    Transport { address: String },
    #[error("the port of {address} is in use")]
    PortInUse { address: String },
    #[error("cannot listen on {address}: {source}")]
    Listen { address: String, source: std::io::Error },
    #[error("no listener on {address} after {} s", listening::LISTEN_WAIT_MAX.as_secs())]
    Silent { address: String },
    #[error("cannot set up the network: {0}")]
    Setup(String),
}

/// A running network.
///
/// It stops when all senders of `commands`, or `events`, are dropped: it then closes its
/// connections in good order. `task` ends when that is done.
pub struct Network {
    /// Tells the network what to do; at most [`COMMANDS_MAX`] wait.
    pub commands: mpsc::Sender<Command>,
    /// What happened; at most [`EVENTS_MAX`] wait.
    pub events: mpsc::Receiver<Event>,
    /// The addresses listened on at the start, with their real ports and without `/p2p/…`, in the
    /// order of [`NetworkConfig::listen`]. Later ones come as [`Event::Listening`].
    pub listening: Vec<String>,
    /// The actor itself.
    pub task: JoinHandle<()>,
}

impl Network {
    /// A network that listens on every address of `config`.
    ///
    /// Must be called within a tokio runtime. Errors name the address at fault; then nothing runs.
    pub async fn start(config: NetworkConfig) -> Result<Self, NetworkError> {
        actor::start(config).await
    }
}
