//! How many handshakes may be under way from one place: a stranger at one address must not take all of
//! them.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr};
use std::task::{Context, Poll};

use libp2p::PeerId;
use libp2p::core::transport::PortUse;
use libp2p::core::{Endpoint, Multiaddr};
use libp2p::swarm::behaviour::ListenFailure;
use libp2p::swarm::{
    ConnectionDenied, ConnectionId, FromSwarm, NetworkBehaviour, THandler, THandlerInEvent, THandlerOutEvent, ToSwarm,
    dummy,
};

use super::peering;

/// Most handshakes under way from one place: some platforms share an address (a hosting cooperative, a
/// carrier's NAT), and each dials a few times at most.
const HANDSHAKES_PER_SOURCE_MAX: usize = 8;

/// The bits of an IPv6 address that name a place: the rest is its own to fill in.
const PLACE: u128 = !0 << 64;

/// More handshakes from one place than are taken at once.
#[derive(Debug, thiserror::Error)]
#[error("{0} is shaking hands {HANDSHAKES_PER_SOURCE_MAX} times already")]
struct TooMany(IpAddr);

/// Refuses what comes from a place that has enough handshakes under way.
///
/// This machine is no such place: its own users and a demonstration all come from one address.
#[derive(Default)]
pub(super) struct Sources {
    under_way: BTreeMap<ConnectionId, IpAddr>,
}

impl Sources {
    /// Where an address is; `None` for this machine, and where there is no telling.
    fn place(address: &Multiaddr) -> Option<IpAddr> {
        match peering::ip_of(address)?.to_canonical() {
            ip if ip.is_loopback() => None,
            IpAddr::V6(ip) => Some(Ipv6Addr::from_bits(ip.to_bits() & PLACE).into()),
            ip => Some(ip),
        }
    }
}

impl NetworkBehaviour for Sources {
    type ConnectionHandler = dummy::ConnectionHandler;
    type ToSwarm = Infallible;

    fn handle_pending_inbound_connection(
        &mut self,
        connection: ConnectionId,
        _: &Multiaddr,
        remote: &Multiaddr,
    ) -> Result<(), ConnectionDenied> {
        let Some(place) = Self::place(remote) else {
            return Ok(());
        };
        let from_there = self.under_way.values().filter(|other| **other == place);
        if from_there.count() >= HANDSHAKES_PER_SOURCE_MAX {
            return Err(ConnectionDenied::new(TooMany(place)));
        }
        self.under_way.insert(connection, place);
        Ok(())
    }

    fn handle_established_inbound_connection(
        &mut self,
        connection: ConnectionId,
        _: PeerId,
        _: &Multiaddr,
        _: &Multiaddr,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        self.under_way.remove(&connection);
        Ok(dummy::ConnectionHandler)
    }

    fn handle_established_outbound_connection(
        &mut self,
        _: ConnectionId,
        _: PeerId,
        _: &Multiaddr,
        _: Endpoint,
        _: PortUse,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        Ok(dummy::ConnectionHandler)
    }

    fn on_swarm_event(&mut self, event: FromSwarm<'_>) {
        if let FromSwarm::ListenFailure(ListenFailure { connection_id, .. }) = event {
            self.under_way.remove(&connection_id);
        }
    }

    fn on_connection_handler_event(&mut self, _: PeerId, _: ConnectionId, event: THandlerOutEvent<Self>) {
        match event {}
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<ToSwarm<Self::ToSwarm, THandlerInEvent<Self>>> {
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use libp2p::swarm::ListenError;

    use super::*;

    /// Whether a handshake from this address is let in.
    fn knock(sources: &mut Sources, connection: usize, from: &str) -> bool {
        let (local, remote) = (Multiaddr::empty(), from.parse().unwrap());
        let connection = ConnectionId::new_unchecked(connection);
        sources
            .handle_pending_inbound_connection(connection, &local, &remote)
            .is_ok()
    }

    #[test]
    fn one_place_has_so_many_handshakes_and_the_others_have_theirs() {
        let mut sources = Sources::default();
        for number in 0..HANDSHAKES_PER_SOURCE_MAX {
            assert!(knock(
                &mut sources,
                number,
                &format!("/ip4/192.0.2.1/tcp/{}", 1_000 + number)
            ));
        }
        assert!(!knock(&mut sources, 100, "/ip4/192.0.2.1/tcp/5"));
        assert!(!knock(&mut sources, 101, "/ip4/192.0.2.1/udp/5/quic-v1"));
        assert!(!knock(&mut sources, 102, "/ip6/::ffff:192.0.2.1/tcp/5"));
        assert!(knock(&mut sources, 103, "/ip4/192.0.2.2/tcp/5"));

        for number in 0..HANDSHAKES_PER_SOURCE_MAX {
            assert!(knock(
                &mut sources,
                200 + number,
                &format!("/ip6/2001:db8::{number}/tcp/5")
            ));
        }
        assert!(
            !knock(&mut sources, 300, "/ip6/2001:db8::ffff/tcp/5"),
            "one line has many addresses"
        );
        assert!(knock(&mut sources, 301, "/ip6/2001:db8:0:1::1/tcp/5"));
        for number in 400..500 {
            assert!(knock(&mut sources, number, "/ip4/127.0.0.1/tcp/5"), "this machine");
        }
    }

    #[test]
    fn a_handshake_that_has_ended_makes_room() {
        let mut sources = Sources::default();
        let from = "/ip4/192.0.2.1/tcp/5";
        let address: Multiaddr = from.parse().unwrap();
        for number in 0..HANDSHAKES_PER_SOURCE_MAX {
            assert!(knock(&mut sources, number, from));
        }
        let (done, failed) = (ConnectionId::new_unchecked(0), ConnectionId::new_unchecked(1));
        let peer = PeerId::random();
        let established = sources.handle_established_inbound_connection(done, peer, &address, &address);
        assert!(established.is_ok());
        assert!(knock(&mut sources, 100, from));
        assert!(!knock(&mut sources, 101, from));
        sources.on_swarm_event(FromSwarm::ListenFailure(ListenFailure {
            local_addr: &address,
            send_back_addr: &address,
            error: &ListenError::Aborted,
            connection_id: failed,
            peer_id: None,
        }));
        assert!(knock(&mut sources, 102, from));
        assert!(!knock(&mut sources, 103, from));
    }
}
