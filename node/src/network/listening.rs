//! Taking the addresses that others reach this node at, or saying which one can't be had.

use std::net::{TcpListener, UdpSocket};
use std::time::Duration;

use futures::StreamExt;
use libp2p::core::transport::ListenerId;
use libp2p::multiaddr::Multiaddr;
use libp2p::swarm::SwarmEvent;
use libp2p::{Swarm, TransportError};

use super::behaviour::{Behaviour, BehaviourEvent};
use super::{NetworkError, Transport, peering};

/// Longest wait for a listener to say where it listens. The socket is bound already, so this is the
/// time that a busy machine may take to run a task.
pub(super) const LISTEN_WAIT_MAX: Duration = Duration::from_secs(20);

/// How long no further interface is named before all are known to be. The system names those that are
/// up at once, so what comes later has only come up later.
const INTERFACES_QUIET: Duration = Duration::from_millis(200);

/// The addresses to listen on, each once, or the first fault among them.
pub(super) fn parse_all(listen: &[String]) -> Result<Vec<Multiaddr>, NetworkError> {
    let mut addresses = Vec::new();
    for text in listen {
        let address: Multiaddr = text.parse().map_err(|error| NetworkError::Address {
            address: text.clone(),
            reason: format!("{error}"),
        })?;
        if peering::socket(&address).is_none() {
            return Err(NetworkError::Transport { address: text.clone() });
        }
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    Ok(addresses)
}

/// A listener, the address that it was made for, and those that it has named.
type Listener<'a> = (ListenerId, &'a Multiaddr, Vec<String>);

/// The addresses that are listened on: those of every interface where an address stands for all.
///
/// # Errors
/// The first address that can't be listened on, and why.
pub(super) async fn listen(swarm: &mut Swarm<Behaviour>, addresses: &[Multiaddr]) -> Result<Vec<String>, NetworkError> {
    for address in addresses {
        probe(address).map_err(|source| listen_error(address, source))?;
    }
    let mut listeners: Vec<Listener<'_>> = Vec::new();
    for address in addresses {
        let id = swarm.listen_on(address.clone()).map_err(|error| match error {
            TransportError::MultiaddrNotSupported(address) => NetworkError::Transport {
                address: address.to_string(),
            },
            TransportError::Other(source) => listen_error(address, source),
        })?;
        listeners.push((id, address, Vec::new()));
    }

    let deadline = tokio::time::Instant::now() + LISTEN_WAIT_MAX;
    while let Some((_, silent, _)) = listeners.iter().find(|(_, _, named)| named.is_empty()) {
        let silent = silent.to_string();
        let event = tokio::time::timeout_at(deadline, swarm.select_next_some())
            .await
            .map_err(|_| NetworkError::Silent { address: silent })?;
        hear(event, &mut listeners)?;
    }
    if addresses
        .iter()
        .any(|address| peering::is_unspecified(&address.to_string()))
    {
        // Strangers may already knock: that must not hold up the start for ever.
        while tokio::time::Instant::now() < deadline
            && let Ok(event) = tokio::time::timeout(INTERFACES_QUIET, swarm.select_next_some()).await
        {
            hear(event, &mut listeners)?;
        }
    }
    Ok(listeners.into_iter().flat_map(|(_, _, named)| named).collect())
}

/// Notes what a listener names, or says why one has ended.
fn hear(event: SwarmEvent<BehaviourEvent>, listeners: &mut [Listener<'_>]) -> Result<(), NetworkError> {
    match event {
        SwarmEvent::NewListenAddr { listener_id, address } => {
            let listener = listeners.iter_mut().find(|(id, _, _)| *id == listener_id);
            if let (Some((_, _, named)), Some(text)) = (listener, peering::bare(&address, None)) {
                named.push(text);
            }
        }
        SwarmEvent::ListenerClosed {
            listener_id,
            reason: Err(source),
            ..
        } => {
            if let Some((_, address, _)) = listeners.iter().find(|(id, _, _)| *id == listener_id) {
                return Err(listen_error(address, source));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Whether the address can be bound by this program alone.
///
/// libp2p binds TCP ports so that another program of the same user may bind them too, and then each
/// gets some of the connections. Binding first without that leave is how a port in use shows.
fn probe(address: &Multiaddr) -> std::io::Result<()> {
    match peering::socket(address) {
        Some((socket, Transport::Tcp)) => TcpListener::bind(socket).map(drop),
        Some((socket, Transport::Quic)) => UdpSocket::bind(socket).map(drop),
        None => Ok(()),
    }
}

fn listen_error(address: &Multiaddr, source: std::io::Error) -> NetworkError {
    let address = address.to_string();
    if source.kind() == std::io::ErrorKind::AddrInUse {
        NetworkError::PortInUse { address }
    } else {
        NetworkError::Listen { address, source }
    }
}
