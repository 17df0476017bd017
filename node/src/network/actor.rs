//! The task that owns the swarm: it takes commands, watches the swarm, and tells what happened.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::{TcpListener, UdpSocket};
use std::time::{Duration, Instant};

use ayni_protocol::identity::PublicKey;
use futures::StreamExt;
use libp2p::core::transport::ListenerId;
use libp2p::gossipsub::{self, MessageAcceptance};
use libp2p::multiaddr::Multiaddr;
use libp2p::request_response::{
    self, InboundFailure, InboundRequestId, Message, OutboundFailure, OutboundRequestId,
    ResponseChannel,
};
use libp2p::swarm::dial_opts::{DialOpts, PeerCondition};
use libp2p::swarm::{ConnectionDenied, DialError, ListenError, SwarmEvent};
use libp2p::{PeerId, Swarm, TransportError, identify, ping};
use libp2p_allow_block_list::NotAllowed;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;

use super::behaviour::{self, Behaviour, BehaviourEvent};
use super::gossip::{self, Topics, Waiting};
use super::mesh::Mix;
use super::sync::{INBOUND_MAX, INBOUND_PER_PEER_MAX, REQUEST_BYTES_MAX, REQUEST_WAIT_MAX};
use super::{
    COMMANDS_MAX, Command, DialFailure, EVENTS_MAX, Event, Network, NetworkConfig, NetworkError,
    REQUESTS_PER_PEER_MAX, RefusalReason, RequestFailure, Topic, Transport, Verdict, peering,
};

/// Longest wait for a listener to say where it listens. The socket is bound already, so this is the time that a busy
/// machine may take to run a task.
pub(super) const LISTEN_WAIT_MAX: Duration = Duration::from_secs(20);

/// How often the mesh is looked at, and what has waited too long is given up.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Longest wait for connections to close in good order when stopping.
const CLOSE_WAIT_MAX: Duration = Duration::from_secs(2);

/// What is allowed beyond libp2p's own timeout before a request is given up here: libp2p answers nearly always.
const GRACE: Duration = Duration::from_secs(10);

/// Longest text of a reason that is passed on; libp2p names each address it tried.
const REASON_CHARS_MAX: usize = 300;

/// A network that listens on every address of `config`.
pub(super) async fn start(config: NetworkConfig) -> Result<Network, NetworkError> {
    let addresses = parse_all(&config.listen)?;
    let topics = Topics::new(&config.federation);
    let mut swarm = behaviour::swarm(&config.secret, &topics, &config.agent)?;
    let listening = listen(&mut swarm, &addresses).await?;

    let (commands, commands_taken) = mpsc::channel(COMMANDS_MAX);
    let (events_told, events) = mpsc::channel(EVENTS_MAX);
    let actor = Actor {
        swarm,
        topics,
        mix: Mix::new(config.secret.public()),
        kinds: BTreeMap::new(),
        connected: BTreeSet::new(),
        waiting: Waiting::default(),
        sent: BTreeMap::new(),
        asked: BTreeMap::new(),
        asked_next: 0,
        outbox: VecDeque::new(),
    };
    let task = tokio::spawn(actor.run(commands_taken, events_told));
    Ok(Network {
        commands,
        events,
        listening,
        task,
    })
}

fn parse_all(listen: &[String]) -> Result<Vec<Multiaddr>, NetworkError> {
    let mut addresses = Vec::new();
    for text in listen {
        let address: Multiaddr = text.parse().map_err(|error| NetworkError::Address {
            address: text.clone(),
            reason: format!("{error}"),
        })?;
        if peering::socket(&address).is_none() {
            return Err(NetworkError::Transport {
                address: text.clone(),
            });
        }
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    Ok(addresses)
}

/// The addresses that are listened on: for each of `addresses` the first one that its listener names.
async fn listen(
    swarm: &mut Swarm<Behaviour>,
    addresses: &[Multiaddr],
) -> Result<Vec<String>, NetworkError> {
    for address in addresses {
        probe(address).map_err(|source| listen_error(address, source))?;
    }
    let mut listeners: Vec<(ListenerId, &Multiaddr, Vec<String>)> = Vec::new();
    for address in addresses {
        let id = swarm
            .listen_on(address.clone())
            .map_err(|error| match error {
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
        match event {
            SwarmEvent::NewListenAddr {
                listener_id,
                address,
            } => {
                let listener = listeners.iter_mut().find(|(id, _, _)| *id == listener_id);
                if let (Some((_, _, named)), Some(text)) = (listener, peering::bare(&address, None))
                {
                    named.push(text);
                }
            }
            SwarmEvent::ListenerClosed {
                listener_id,
                reason: Err(source),
                ..
            } => {
                if let Some((_, address, _)) =
                    listeners.iter().find(|(id, _, _)| *id == listener_id)
                {
                    return Err(listen_error(address, source));
                }
            }
            _ => {}
        }
    }
    Ok(listeners
        .into_iter()
        .flat_map(|(_, _, named)| named)
        .collect())
}

/// Whether the address can be bound by this program alone.
///
/// libp2p binds TCP ports so that another program of the same user may bind them too, and then each gets some of the
/// connections. Binding first without that leave is how a port in use shows.
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

/// A request of this node that waits for its answer.
struct Sent {
    peer: PublicKey,
    id: u64,
    since: Instant,
}

/// A request of a peer that waits for this node's answer.
struct Asked {
    peer: PublicKey,
    request: InboundRequestId,
    channel: ResponseChannel<Vec<u8>>,
}

struct Actor {
    swarm: Swarm<Behaviour>,
    topics: Topics,
    mix: Mix,
    /// The kind of link to each key, as last told.
    kinds: BTreeMap<PublicKey, u8>,
    connected: BTreeSet<PublicKey>,
    waiting: Waiting,
    sent: BTreeMap<OutboundRequestId, Sent>,
    asked: BTreeMap<u64, Asked>,
    asked_next: u64,
    /// Events that the channel has had no room for yet.
    outbox: VecDeque<Event>,
}

impl Actor {
    async fn run(mut self, mut commands: mpsc::Receiver<Command>, events: mpsc::Sender<Event>) {
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            // Commands are taken even when nobody reads the events: the driver may be waiting for room to send
            // one. The swarm isn't polled then, so what a peer can cause stops at the bound.
            tokio::select! {
                room = events.reserve(), if !self.outbox.is_empty() => match (room, self.outbox.pop_front()) {
                    (Ok(room), Some(event)) => room.send(event),
                    _ => break,
                },
                command = commands.recv() => match command {
                    Some(command) => self.obey(command),
                    None => break,
                },
                event = self.swarm.select_next_some(), if self.outbox.len() < EVENTS_MAX => self.observe(event),
                _ = look.tick() => self.look(Instant::now()),
                () = events.closed() => break,
            }
        }
        self.close().await;
    }

    /// Closes all connections, so that peers needn't wait for a ping to fail.
    async fn close(mut self) {
        let peers: Vec<PeerId> = self.swarm.connected_peers().copied().collect();
        for peer in peers {
            // An error means that the connection has closed by itself.
            let _ = self.swarm.disconnect_peer_id(peer);
        }
        let closing = async {
            while self.swarm.network_info().num_peers() > 0 {
                self.swarm.select_next_some().await;
            }
        };
        if tokio::time::timeout(CLOSE_WAIT_MAX, closing).await.is_err() {
            tracing::debug!("stopped before all connections had closed");
        }
    }

    fn tell(&mut self, event: Event) {
        self.outbox.push_back(event);
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Allow(keys) => self.allow(&keys),
            Command::Dial { peer, addresses } => {
                if let Err(reason) = self.dial(&peer, &addresses) {
                    self.tell(Event::DialFailed { peer, reason });
                }
            }
            Command::Disconnect { peer } => {
                // An error means that it isn't connected.
                let _ = self.swarm.disconnect_peer_id(peering::peer_id(&peer));
            }
            Command::Request { peer, id, bytes } => {
                if let Err(reason) = self.request(peer, id, bytes) {
                    self.tell(Event::RequestFailed { peer, id, reason });
                }
            }
            Command::Respond { inbound, bytes } => {
                if let Some(asked) = self.asked.remove(&inbound) {
                    let sync = &mut self.swarm.behaviour_mut().sync;
                    if sync.send_response(asked.channel, bytes).is_err() {
                        tracing::debug!(peer = asked.peer.short(), "answered too late");
                    }
                }
            }
            Command::Decline { inbound } => {
                self.asked.remove(&inbound);
            }
            Command::Gossip { topic, id, bytes } => {
                let topic = self.topics.hash(topic);
                gossip::publish(&mut self.swarm.behaviour_mut().gossip, topic, &id, &bytes);
            }
            Command::Verdict { message, verdict } => self.judge(message, verdict),
            Command::Kinds(kinds) => self.kinds = kinds,
        }
    }

    fn allow(&mut self, keys: &BTreeSet<PublicKey>) {
        let wanted: BTreeSet<PeerId> = keys.iter().map(peering::peer_id).collect();
        let allowed = &mut self.swarm.behaviour_mut().allowed;
        let gone: Vec<PeerId> = allowed
            .allowed_peers()
            .iter()
            .filter(|peer| !wanted.contains(*peer))
            .copied()
            .collect();
        for peer in gone {
            allowed.disallow_peer(peer);
        }
        for peer in wanted {
            allowed.allow_peer(peer);
        }
    }

    fn dial(&mut self, peer: &PublicKey, addresses: &[String]) -> Result<(), DialFailure> {
        let addresses = peering::dialable(peer, addresses)?;
        let options = DialOpts::peer_id(peering::peer_id(peer))
            .condition(PeerCondition::DisconnectedAndNotDialing)
            .addresses(addresses)
            .build();
        match self.swarm.dial(options) {
            Ok(()) | Err(DialError::DialPeerConditionFalse(_)) => Ok(()),
            Err(error) => Err(dial_failure(&error)),
        }
    }

    fn request(&mut self, peer: PublicKey, id: u64, bytes: Vec<u8>) -> Result<(), RequestFailure> {
        if bytes.len() > REQUEST_BYTES_MAX {
            return Err(RequestFailure::TooLarge(bytes.len()));
        }
        // Without this check libp2p would dial.
        if !self.connected.contains(&peer) {
            return Err(RequestFailure::NotConnected);
        }
        if self.sent.values().filter(|sent| sent.peer == peer).count() >= REQUESTS_PER_PEER_MAX {
            return Err(RequestFailure::Busy);
        }
        let sync = &mut self.swarm.behaviour_mut().sync;
        let request = sync.send_request(&peering::peer_id(&peer), bytes);
        let since = Instant::now();
        self.sent.insert(request, Sent { peer, id, since });
        Ok(())
    }

    fn judge(&mut self, message: u64, verdict: Verdict) {
        let Some((id, from)) = self.waiting.take(message) else {
            tracing::debug!(message, "verdict on a message that no longer waits");
            return;
        };
        self.swarm
            .behaviour_mut()
            .gossip
            .report_message_validation_result(&id, &from, verdict.into());
    }

    /// Gives up what has waited too long, and keeps the mesh mixed.
    fn look(&mut self, now: Instant) {
        let unjudged = self.waiting.expire(now);
        if unjudged > 0 {
            tracing::debug!(messages = unjudged, "gossip without a verdict dropped");
        }
        let late: Vec<OutboundRequestId> = self
            .sent
            .iter()
            .filter(|(_, sent)| now.duration_since(sent.since) > REQUEST_WAIT_MAX + GRACE)
            .map(|(request, _)| *request)
            .collect();
        for request in late {
            self.request_failed(request, RequestFailure::Timeout);
        }
        self.asked.retain(|_, asked| asked.channel.is_open());
        self.mix_mesh();
    }

    fn mix_mesh(&mut self) {
        let topic = self.topics.hash(Topic::Entries);
        let gossipsub = &mut self.swarm.behaviour_mut().gossip;
        let kinds = gossip::subscribers(gossipsub, &topic)
            .iter()
            .filter_map(peering::public_key)
            .filter_map(|peer| self.kinds.get(&peer).map(|kind| (peer, *kind)))
            .collect();
        let mesh = gossip::mesh(gossipsub, &topic)
            .iter()
            .filter_map(peering::public_key)
            .collect();
        let change = self.mix.look(&kinds, &mesh);
        for peer in change.remove {
            tracing::debug!(peer = peer.short(), "the mesh has this kind of link again");
            gossipsub.remove_explicit_peer(&peering::peer_id(&peer));
        }
        for peer in change.add {
            tracing::debug!(
                peer = peer.short(),
                "the mesh lacks this kind of link, so this peer gets all"
            );
            gossipsub.add_explicit_peer(&peering::peer_id(&peer));
        }
    }

    fn observe(&mut self, event: SwarmEvent<BehaviourEvent>) {
        match event {
            SwarmEvent::Behaviour(BehaviourEvent::Gossip(event)) => self.observe_gossip(event),
            SwarmEvent::Behaviour(BehaviourEvent::Sync(event)) => self.observe_sync(event),
            SwarmEvent::Behaviour(BehaviourEvent::Ping(event)) => self.observe_ping(event),
            SwarmEvent::Behaviour(BehaviourEvent::Identify(event)) => self.observe_identify(event),
            SwarmEvent::ConnectionEstablished {
                peer_id,
                endpoint,
                num_established,
                ..
            } if num_established.get() == 1 => {
                if let Some(peer) = peering::public_key(&peer_id) {
                    self.connected.insert(peer);
                    let address = endpoint.get_remote_address();
                    self.tell(Event::Connected {
                        peer,
                        address: peering::bare(address, None).unwrap_or_default(),
                        transport: peering::transport(address),
                        outbound: endpoint.is_dialer(),
                    });
                }
            }
            SwarmEvent::ConnectionClosed {
                peer_id,
                num_established: 0,
                ..
            } => self.disconnected(&peer_id),
            SwarmEvent::OutgoingConnectionError {
                peer_id: Some(peer_id),
                error,
                ..
            } => self.dial_failed(&peer_id, &error),
            SwarmEvent::IncomingConnectionError {
                send_back_addr,
                error,
                peer_id,
                ..
            } => self.refused(peer_id.as_ref(), &send_back_addr, &error),
            SwarmEvent::NewListenAddr { address, .. } => {
                if let Some(address) = peering::bare(&address, None) {
                    self.tell(Event::Listening { address });
                }
            }
            SwarmEvent::ExpiredListenAddr { address, .. } => {
                self.listen_failed(&address, "the interface is gone");
            }
            SwarmEvent::ListenerClosed {
                addresses, reason, ..
            } => {
                let reason = match reason {
                    Ok(()) => "the listener has closed".to_owned(),
                    Err(error) => root_cause(&error),
                };
                for address in addresses {
                    self.listen_failed(&address, &reason);
                }
            }
            SwarmEvent::ListenerError { error, .. } => {
                tracing::debug!(error = root_cause(&error), "a listener failed once");
            }
            _ => {}
        }
    }

    fn listen_failed(&mut self, address: &Multiaddr, reason: &str) {
        if let Some(address) = peering::bare(address, None) {
            let reason = reason.to_owned();
            self.tell(Event::ListenFailed { address, reason });
        }
    }

    fn disconnected(&mut self, peer_id: &PeerId) {
        let Some(peer) = peering::public_key(peer_id) else {
            return;
        };
        if self.mix.forget(&peer) {
            // Else gossipsub would go on dialing it.
            self.swarm
                .behaviour_mut()
                .gossip
                .remove_explicit_peer(peer_id);
        }
        if self.connected.remove(&peer) {
            self.tell(Event::Disconnected { peer });
        }
    }

    fn dial_failed(&mut self, peer_id: &PeerId, error: &DialError) {
        let Some(peer) = peering::public_key(peer_id) else {
            return;
        };
        // A second connection that fails beside one that stands is no news.
        if !self.connected.contains(&peer) {
            let reason = dial_failure(error);
            self.tell(Event::DialFailed { peer, reason });
        }
    }

    fn refused(&mut self, peer_id: Option<&PeerId>, address: &Multiaddr, error: &ListenError) {
        let reason = match error {
            ListenError::Denied { cause } if is_stranger(cause) => RefusalReason::Stranger,
            ListenError::Denied { .. } => RefusalReason::Busy,
            other => RefusalReason::Handshake(shortened(root_cause(other))),
        };
        self.tell(Event::Refused {
            peer: peer_id.and_then(peering::public_key),
            address: peering::bare(address, None).unwrap_or_default(),
            reason,
        });
    }

    fn observe_gossip(&mut self, event: gossipsub::Event) {
        let gossipsub::Event::Message {
            propagation_source,
            message_id,
            message,
        } = event
        else {
            return;
        };
        let from = peering::public_key(&propagation_source);
        let topic = self.topics.topic(&message.topic);
        let refuse = match (from, topic, gossip::parts(&message.data)) {
            (Some(from), Some(topic), Some((id, bytes))) => {
                let now = Instant::now();
                match self
                    .waiting
                    .add(message_id.clone(), propagation_source, now)
                {
                    Some(message) => {
                        let bytes = bytes.to_vec();
                        self.tell(Event::Gossip {
                            from,
                            message,
                            topic,
                            id,
                            bytes,
                        });
                        return;
                    }
                    None => MessageAcceptance::Ignore,
                }
            }
            (Some(peer), Some(_), None) => {
                let reason = format!("gossip of {} bytes", message.data.len());
                self.tell(Event::Malformed { peer, reason });
                MessageAcceptance::Reject
            }
            _ => MessageAcceptance::Ignore,
        };
        let gossipsub = &mut self.swarm.behaviour_mut().gossip;
        gossipsub.report_message_validation_result(&message_id, &propagation_source, refuse);
    }

    fn observe_sync(&mut self, event: request_response::Event<Vec<u8>, Vec<u8>>) {
        match event {
            request_response::Event::Message {
                peer,
                message:
                    Message::Request {
                        request_id,
                        request,
                        channel,
                    },
                ..
            } => {
                if let Some(peer) = peering::public_key(&peer) {
                    self.asked(peer, request_id, request, channel);
                }
            }
            request_response::Event::Message {
                message:
                    Message::Response {
                        request_id,
                        response,
                    },
                ..
            } => {
                if let Some(Sent { peer, id, .. }) = self.sent.remove(&request_id) {
                    let bytes = response;
                    self.tell(Event::Response { peer, id, bytes });
                }
            }
            request_response::Event::OutboundFailure {
                request_id, error, ..
            } => {
                let reason = match error {
                    OutboundFailure::DialFailure => RequestFailure::NotConnected,
                    OutboundFailure::Timeout => RequestFailure::Timeout,
                    OutboundFailure::ConnectionClosed => RequestFailure::Closed,
                    OutboundFailure::UnsupportedProtocols => RequestFailure::Unsupported,
                    OutboundFailure::Io(error)
                        if error.kind() == std::io::ErrorKind::InvalidData =>
                    {
                        RequestFailure::Malformed(shortened(error.to_string()))
                    }
                    OutboundFailure::Io(_) => RequestFailure::Closed,
                };
                self.request_failed(request_id, reason);
            }
            request_response::Event::InboundFailure {
                peer,
                request_id,
                error,
                ..
            } => self.inbound_failed(&peer, request_id, &error),
            request_response::Event::ResponseSent { .. } => {}
        }
    }

    fn asked(
        &mut self,
        peer: PublicKey,
        request: InboundRequestId,
        bytes: Vec<u8>,
        channel: ResponseChannel<Vec<u8>>,
    ) {
        let of_peer = self.asked.values().filter(|asked| asked.peer == peer);
        if self.asked.len() >= INBOUND_MAX || of_peer.count() >= INBOUND_PER_PEER_MAX {
            // Dropping the channel ends the stream, which the asker sees.
            tracing::debug!(
                peer = peer.short(),
                "too many requests at once, one declined"
            );
            return;
        }
        self.asked_next += 1;
        let inbound = self.asked_next;
        self.asked.insert(
            inbound,
            Asked {
                peer,
                request,
                channel,
            },
        );
        self.tell(Event::Request {
            peer,
            inbound,
            bytes,
        });
    }

    fn inbound_failed(&mut self, peer: &PeerId, request: InboundRequestId, error: &InboundFailure) {
        self.asked.retain(|_, asked| asked.request != request);
        let Some(peer) = peering::public_key(peer) else {
            return;
        };
        match error {
            InboundFailure::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                let reason = shortened(error.to_string());
                self.tell(Event::Malformed { peer, reason });
            }
            InboundFailure::Io(error) if error.kind() == std::io::ErrorKind::InvalidInput => {
                tracing::error!(peer = peer.short(), %error, "an answer is too long to send");
            }
            error => tracing::debug!(peer = peer.short(), %error, "a request was not answered"),
        }
    }

    fn request_failed(&mut self, request: OutboundRequestId, reason: RequestFailure) {
        if let Some(Sent { peer, id, .. }) = self.sent.remove(&request) {
            self.tell(Event::RequestFailed { peer, id, reason });
        }
    }

    fn observe_ping(&mut self, event: ping::Event) {
        match event.result {
            Ok(time) => {
                let score = self.swarm.behaviour().gossip.peer_score(&event.peer);
                if let Some(peer) = peering::public_key(&event.peer) {
                    let score = score.unwrap_or_default();
                    self.tell(Event::RoundTrip { peer, time, score });
                }
            }
            Err(ping::Failure::Unsupported) => {}
            Err(error) => {
                tracing::debug!(peer = %event.peer, %error, "a connection is dead");
                self.swarm.close_connection(event.connection);
            }
        }
    }

    fn observe_identify(&mut self, event: identify::Event) {
        let identify::Event::Received { peer_id, info, .. } = event else {
            return;
        };
        if let Some(peer) = peering::public_key(&peer_id) {
            let addresses = info
                .listen_addrs
                .iter()
                .filter_map(|address| peering::bare(address, Some(&peer_id)))
                .filter(|address| address.len() <= peering::ADDRESS_CHARS_MAX)
                .take(peering::ADDRESSES_MAX)
                .collect();
            let agent = shortened(info.agent_version);
            self.tell(Event::Identified {
                peer,
                agent,
                addresses,
            });
        }
    }
}

fn dial_failure(error: &DialError) -> DialFailure {
    match error {
        DialError::LocalPeerId { .. } => DialFailure::Ourselves,
        DialError::NoAddresses => DialFailure::NoAddress("none is known".to_owned()),
        DialError::WrongPeerId { obtained, .. } => DialFailure::WrongPeer(
            peering::public_key(obtained)
                .map_or_else(|| obtained.to_string(), |key| key.to_string()),
        ),
        DialError::Denied { cause } if is_stranger(cause) => DialFailure::NotAllowed,
        DialError::Denied { .. } => DialFailure::Busy,
        DialError::Transport(tried) => {
            let reasons: Vec<String> = tried
                .iter()
                .map(|(address, error)| {
                    let address = peering::bare(address, None).unwrap_or_default();
                    format!("{address} ({})", root_cause(error))
                })
                .collect();
            DialFailure::Unreachable(shortened(reasons.join(", ")))
        }
        DialError::Aborted | DialError::DialPeerConditionFalse(_) => {
            DialFailure::Unreachable(shortened(error.to_string()))
        }
    }
}

fn is_stranger(cause: &ConnectionDenied) -> bool {
    cause.downcast_ref::<NotAllowed>().is_some()
}

/// The text of the error that caused the others; libp2p wraps the plain one many times.
fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

/// At most [`REASON_CHARS_MAX`] characters of a text that a peer may have a part in.
fn shortened(text: String) -> String {
    match text.char_indices().nth(REASON_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
