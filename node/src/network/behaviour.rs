//! What a connection is used for, and the swarm that makes connections.

use std::time::Duration;

use libp2p::core::upgrade;
use libp2p::swarm::NetworkBehaviour;
use libp2p::{Swarm, SwarmBuilder, dns, identify, identity, noise, ping, request_response, tcp, yamux};
use libp2p_allow_block_list::AllowedPeers;
use libp2p_connection_limits::ConnectionLimits;

use super::gossip::{self, Gossipsub, Topics};
use super::members::MembersOnly;
use super::sources::Sources;
use super::{NetworkError, peering, sync};

/// Most connections of one peer: two, since both sides may dial at once and each keep its own.
pub(super) const CONNECTIONS_PER_PEER_MAX: u32 = 2;

/// Most connections in each direction: more than one from every country that has a code, and a
/// mirror of each.
const CONNECTIONS_MAX: u32 = 512;

/// Most connections that are still shaking hands, in each direction. Anyone may begin a handshake, but
/// only so many from one place, so it takes a crowd of places to keep the others out. Many systems let
/// a program open 1,024 files: the rest is for the links of a federation, the web site and the store.
const HANDSHAKES_MAX: u32 = 384;

/// Longest handshake, all round trips of it: six of five seconds, which is a bad satellite link
/// under load.
const HANDSHAKE_WAIT_MAX: Duration = Duration::from_secs(30);

/// Longest silence on a QUIC connection; keep-alives come three times as often.
const SILENCE_MAX: Duration = Duration::from_secs(30);

/// How often a peer is pinged, and how long it may take to answer. A connection on which that fails
/// twice is closed.
const PING_EVERY: Duration = Duration::from_secs(15);
const PING_WAIT_MAX: Duration = Duration::from_secs(20);

/// The version of all that is spoken, as identify tells it.
const PROTOCOLS: &str = "/ayni/1";

#[derive(NetworkBehaviour)]
pub(super) struct Behaviour {
    // First come those that may refuse a connection, so that the others never see it.
    sources: Sources,
    limits: libp2p_connection_limits::Behaviour,
    pub(super) allowed: libp2p_allow_block_list::Behaviour<AllowedPeers>,
    identify: identify::Behaviour,
    ping: ping::Behaviour,
    pub(super) gossip: MembersOnly<Gossipsub>,
    pub(super) sync: request_response::Behaviour<sync::Frames>,
}

impl Behaviour {
    fn new(key: &identity::Keypair, topics: &Topics, agent: &str) -> Result<Self, NetworkError> {
        let limits = ConnectionLimits::default()
            .with_max_pending_incoming(Some(HANDSHAKES_MAX))
            .with_max_pending_outgoing(Some(HANDSHAKES_MAX))
            .with_max_established_incoming(Some(CONNECTIONS_MAX))
            .with_max_established_outgoing(Some(CONNECTIONS_MAX))
            .with_max_established_per_peer(Some(CONNECTIONS_PER_PEER_MAX));
        let identify = identify::Config::new(PROTOCOLS.to_owned(), key.public())
            .with_agent_version(agent.to_owned())
            .with_push_listen_addr_updates(true)
            // Whom to dial where is the driver's to know.
            .with_cache_size(0);
        let ping = ping::Config::new()
            .with_interval(PING_EVERY)
            .with_timeout(PING_WAIT_MAX);
        Ok(Self {
            sources: Sources::default(),
            limits: libp2p_connection_limits::Behaviour::new(limits),
            allowed: libp2p_allow_block_list::Behaviour::default(),
            identify: identify::Behaviour::new(identify),
            ping: ping::Behaviour::new(ping),
            gossip: MembersOnly::new(gossip::behaviour(topics)?),
            sync: sync::behaviour(),
        })
    }
}

/// A swarm over TCP (with Noise and Yamux) and QUIC that listens nowhere and allows nobody yet.
///
/// # Errors
/// [`NetworkError::Setup`] if a part of it can't be made.
pub(super) fn swarm(
    secret: &ayni_protocol::identity::SecretKey,
    topics: &Topics,
    agent: &str,
) -> Result<Swarm<Behaviour>, NetworkError> {
    let setup = |error: &dyn std::fmt::Display| NetworkError::Setup(error.to_string());
    let key = peering::keypair(secret).map_err(|error| setup(&error))?;
    let behaviour = Behaviour::new(&key, topics, agent)?;
    let transports = SwarmBuilder::with_existing_identity(key)
        .with_tokio()
        .with_tcp(
            tcp::Config::new().nodelay(true),
            noise::Config::new,
            yamux::Config::default,
        )
        .map_err(|error| setup(&error))?
        .with_quic_config(|mut quic| {
            quic.handshake_timeout = HANDSHAKE_WAIT_MAX;
            quic.max_idle_timeout = u32::try_from(SILENCE_MAX.as_millis()).unwrap_or(u32::MAX);
            quic.keep_alive_interval = SILENCE_MAX / 3;
            quic
        });
    let config = |config: libp2p::swarm::Config| {
        config
            // Links are chosen: they end when the driver, the peer or a failed ping ends them.
            .with_idle_connection_timeout(Duration::from_secs(u64::MAX))
            // A question goes out together with the name of its protocol, which saves a round trip: members speak them all.
            .with_substream_upgrade_protocol_override(upgrade::Version::V1Lazy)
    };

    // Some machines, such as bare containers, have no name service configured. Addresses by number
    // still work there.
    match dns::tokio::Transport::system(()) {
        Ok(_) => Ok(transports
            .with_dns()
            .map_err(|error| setup(&error))?
            .with_behaviour(|_| behaviour)
            .map_err(|error| setup(&error))?
            .with_swarm_config(config)
            .with_connection_timeout(HANDSHAKE_WAIT_MAX)
            .build()),
        Err(error) => {
            tracing::warn!(%error, "no name service, so addresses with names can't be dialed");
            Ok(transports
                .with_behaviour(|_| behaviour)
                .map_err(|error| setup(&error))?
                .with_swarm_config(config)
                .with_connection_timeout(HANDSHAKE_WAIT_MAX)
                .build())
        }
    }
}
