//! A behaviour that guests have no part in.
//!
//! A guest may knock and apply, and must hear nothing. Gossipsub's own list of unwanted peers refuses
//! what they say, but would still tell them the news. So gossip never sees their connections.

use std::collections::HashSet;
use std::task::{Context, Poll};

use either::Either;
use libp2p::PeerId;
use libp2p::core::transport::PortUse;
use libp2p::core::{Endpoint, Multiaddr};
use libp2p::swarm::{
    ConnectionDenied, ConnectionId, FromSwarm, NetworkBehaviour, THandler, THandlerInEvent, THandlerOutEvent, ToSwarm,
    dummy,
};

/// `inner`, for connections with members alone.
pub(super) struct MembersOnly<B> {
    pub(super) inner: B,
    guests: HashSet<PeerId>,
    /// Connections that were made with guests, whatever their peers have become since.
    closed: HashSet<ConnectionId>,
}

impl<B> MembersOnly<B> {
    pub(super) fn new(inner: B) -> Self {
        Self {
            inner,
            guests: HashSet::new(),
            closed: HashSet::new(),
        }
    }

    /// From now on these are guests.
    pub(super) fn set_guests(&mut self, guests: HashSet<PeerId>) {
        self.guests = guests;
    }
}

type Handler<B> = Either<THandler<B>, dummy::ConnectionHandler>;

// The trait's own signatures say what each method is told; a connection with a guest gets a handler
// that speaks no protocol.
impl<B: NetworkBehaviour> NetworkBehaviour for MembersOnly<B> {
    type ConnectionHandler = Handler<B>;
    type ToSwarm = B::ToSwarm;

    fn handle_pending_inbound_connection(
        &mut self,
        id: ConnectionId,
        local: &Multiaddr,
        remote: &Multiaddr,
    ) -> Result<(), ConnectionDenied> {
        self.inner.handle_pending_inbound_connection(id, local, remote)
    }

    fn handle_established_inbound_connection(
        &mut self,
        id: ConnectionId,
        peer: PeerId,
        local: &Multiaddr,
        remote: &Multiaddr,
    ) -> Result<Handler<B>, ConnectionDenied> {
        if self.guests.contains(&peer) {
            self.closed.insert(id);
            return Ok(Either::Right(dummy::ConnectionHandler));
        }
        let handler = self
            .inner
            .handle_established_inbound_connection(id, peer, local, remote)?;
        Ok(Either::Left(handler))
    }

    fn handle_pending_outbound_connection(
        &mut self,
        id: ConnectionId,
        peer: Option<PeerId>,
        addresses: &[Multiaddr],
        role: Endpoint,
    ) -> Result<Vec<Multiaddr>, ConnectionDenied> {
        self.inner.handle_pending_outbound_connection(id, peer, addresses, role)
    }

    fn handle_established_outbound_connection(
        &mut self,
        id: ConnectionId,
        peer: PeerId,
        address: &Multiaddr,
        role: Endpoint,
        port: PortUse,
    ) -> Result<Handler<B>, ConnectionDenied> {
        if self.guests.contains(&peer) {
            self.closed.insert(id);
            return Ok(Either::Right(dummy::ConnectionHandler));
        }
        let handler = self
            .inner
            .handle_established_outbound_connection(id, peer, address, role, port)?;
        Ok(Either::Left(handler))
    }

    fn on_swarm_event(&mut self, event: FromSwarm<'_>) {
        let connection = match &event {
            FromSwarm::ConnectionEstablished(event) => Some(event.connection_id),
            FromSwarm::ConnectionClosed(event) => Some(event.connection_id),
            FromSwarm::AddressChange(event) => Some(event.connection_id),
            _ => None,
        };
        if connection.is_some_and(|connection| self.closed.contains(&connection)) {
            if let FromSwarm::ConnectionClosed(event) = event {
                self.closed.remove(&event.connection_id);
            }
            return;
        }
        self.inner.on_swarm_event(event);
    }

    fn on_connection_handler_event(&mut self, peer: PeerId, id: ConnectionId, event: THandlerOutEvent<Self>) {
        match event {
            Either::Left(event) => self.inner.on_connection_handler_event(peer, id, event),
            Either::Right(never) => match never {},
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<ToSwarm<Self::ToSwarm, THandlerInEvent<Self>>> {
        self.inner.poll(context).map(|action| action.map_in(Either::Left))
    }
}
