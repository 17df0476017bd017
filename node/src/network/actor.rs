//! The task that owns the swarm: it takes commands, watches the swarm, and tells what happened.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, Instant};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::limits::{ADDRESS_BYTES_MAX, REQUEST_BYTES_MAX};
use futures::StreamExt;
use libp2p::gossipsub::{self, MessageAcceptance};
use libp2p::multiaddr::Multiaddr;
use libp2p::request_response::{self, InboundFailure, InboundRequestId, Message};
use libp2p::swarm::dial_opts::{DialOpts, PeerCondition};
use libp2p::swarm::{DialError, SwarmEvent};
use libp2p::{PeerId, Swarm, identify, ping};
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;

use crate::packing::Parcel;

use super::behaviour::{self, Behaviour, BehaviourEvent};
use super::gossip::{self, Topics, Waiting};
use super::mesh::Mix;
use super::requests::Requests;
use super::{
    COMMANDS_MAX, Command, DialFailure, EVENTS_MAX, Event, Network, NetworkConfig, NetworkError, RequestFailure, Topic,
    Verdict, failure, listening, peering, sync,
};

/// How often the mesh is looked at, and what has waited too long is given up.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Longest wait for connections to close in good order when stopping.
const CLOSE_WAIT_MAX: Duration = Duration::from_secs(2);

/// A network that listens on every address of `config`.
pub(super) async fn start(config: NetworkConfig) -> Result<Network, NetworkError> {
    let addresses = listening::parse_all(&config.listen)?;
    let topics = Topics::new(&config.federation);
    let mut swarm = behaviour::swarm(&config.secret, &topics, &config.agent)?;
    let listening = listening::listen(&mut swarm, &addresses).await?;

    let (commands, commands_taken) = mpsc::channel(COMMANDS_MAX);
    let (events_told, events) = mpsc::channel(EVENTS_MAX);
    let actor = Actor {
        swarm,
        topics,
        mix: Mix::new(config.secret.public()),
        kinds: BTreeMap::new(),
        connected: BTreeSet::new(),
        waiting: Waiting::default(),
        requests: Requests::default(),
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

struct Actor {
    swarm: Swarm<Behaviour>,
    topics: Topics,
    mix: Mix,
    /// The kind of link to each key, as last told.
    kinds: BTreeMap<PublicKey, u8>,
    connected: BTreeSet<PublicKey>,
    waiting: Waiting,
    requests: Requests,
    /// Events that the channel has had no room for yet.
    outbox: VecDeque<Event>,
}

impl Actor {
    async fn run(mut self, mut commands: mpsc::Receiver<Command>, events: mpsc::Sender<Event>) {
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            // Commands are taken even when nobody reads the events: the driver may be waiting for
            // room to send one. The swarm isn't polled then, so what a peer can cause stops at the
            // bound.
            tokio::select! {
                room = events.reserve(), if !self.outbox.is_empty() => {
                    match (room, self.outbox.pop_front()) {
                        (Ok(room), Some(event)) => room.send(event),
                        _ => break,
                    }
                }
                command = commands.recv() => match command {
                    Some(command) => self.obey(command),
                    None => break,
                },
                event = self.swarm.select_next_some(), if self.outbox.len() < EVENTS_MAX => {
                    self.observe(event);
                }
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
            Command::Allow { members, guests } => self.allow(&members, &guests),
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
            Command::Respond { inbound, parcel } => {
                if let Some((peer, channel)) = self.requests.take(inbound) {
                    let sync = &mut self.swarm.behaviour_mut().sync;
                    if sync.send_response(channel, parcel).is_err() {
                        tracing::debug!(peer = peer.short(), "answered too late");
                    }
                }
            }
            Command::Decline { inbound } => drop(self.requests.take(inbound)),
            Command::Gossip { topic, id, bytes } => {
                let topic = self.topics.hash(topic);
                gossip::publish(&mut self.swarm.behaviour_mut().gossip.inner, topic, &id, &bytes);
            }
            Command::Verdict { message, verdict } => self.judge(message, verdict),
            Command::Kinds(kinds) => self.kinds = kinds,
        }
    }

    fn allow(&mut self, members: &BTreeSet<PublicKey>, guests: &BTreeSet<PublicKey>) {
        let members: BTreeSet<PeerId> = members.iter().map(peering::peer_id).collect();
        let guests: BTreeSet<PeerId> = guests.iter().map(peering::peer_id).collect();
        let behaviour = self.swarm.behaviour_mut();
        let wanted = |peer: &PeerId| members.contains(peer) || guests.contains(peer);
        let gone: Vec<PeerId> = behaviour
            .allowed
            .allowed_peers()
            .iter()
            .filter(|peer| !wanted(peer))
            .copied()
            .collect();
        for peer in gone {
            behaviour.allowed.disallow_peer(peer);
        }
        behaviour
            .gossip
            .set_guests(guests.difference(&members).copied().collect());
        for peer in members.union(&guests) {
            behaviour.allowed.allow_peer(*peer);
        }
    }

    fn dial(&mut self, peer: &PublicKey, addresses: &[String]) -> Result<(), DialFailure> {
        let addresses = peering::dialable(peer, addresses)?;
        let options = DialOpts::peer_id(peering::peer_id(peer))
            .condition(PeerCondition::DisconnectedAndNotDialing)
            // From a port of its own: were the listening port used and the peer to dial at the same
            // moment, TCP would make one connection with two dialers of it, and the handshake would
            // fail on both sides.
            .allocate_new_port()
            .addresses(addresses)
            .build();
        match self.swarm.dial(options) {
            Ok(()) | Err(DialError::DialPeerConditionFalse(_)) => Ok(()),
            Err(error) => Err(failure::dial(&error)),
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
        if !self.requests.room(&peer) {
            return Err(RequestFailure::Busy);
        }
        let sync = &mut self.swarm.behaviour_mut().sync;
        let request = sync.send_request(&peering::peer_id(&peer), Ok(bytes));
        self.requests.sent(request, peer, id, Instant::now());
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
            .inner
            .report_message_validation_result(&id, &from, gossip::acceptance(verdict));
    }

    /// Gives up what has waited too long, and keeps the mesh mixed.
    fn look(&mut self, now: Instant) {
        let unjudged = self.waiting.expire(now);
        if unjudged > 0 {
            tracing::debug!(messages = unjudged, "gossip without a verdict dropped");
        }
        for (peer, id) in self.requests.late(now) {
            let reason = RequestFailure::Timeout;
            self.tell(Event::RequestFailed { peer, id, reason });
        }
        self.mix_mesh();
    }

    fn mix_mesh(&mut self) {
        let topic = self.topics.hash(Topic::Entries);
        let gossipsub = &mut self.swarm.behaviour_mut().gossip.inner;
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
            } => self.tell(Event::Refused {
                peer: peer_id.as_ref().and_then(peering::public_key),
                address: peering::bare(&send_back_addr, None).unwrap_or_default(),
                reason: failure::refusal(&error),
            }),
            SwarmEvent::NewListenAddr { address, .. } => {
                if let Some(address) = peering::bare(&address, None) {
                    self.tell(Event::Listening { address });
                }
            }
            SwarmEvent::ExpiredListenAddr { address, .. } => {
                self.listen_failed(&address, "the interface is gone");
            }
            SwarmEvent::ListenerClosed { addresses, reason, .. } => {
                let reason = match reason {
                    Ok(()) => "the listener has closed".to_owned(),
                    Err(error) => failure::root_cause(&error),
                };
                for address in addresses {
                    self.listen_failed(&address, &reason);
                }
            }
            SwarmEvent::ListenerError { error, .. } => {
                tracing::debug!(error = failure::root_cause(&error), "a listener failed once");
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
            self.swarm.behaviour_mut().gossip.inner.remove_explicit_peer(peer_id);
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
            let reason = failure::dial(error);
            self.tell(Event::DialFailed { peer, reason });
        }
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
                match self.waiting.add(message_id.clone(), propagation_source, now) {
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
        let gossipsub = &mut self.swarm.behaviour_mut().gossip.inner;
        gossipsub.report_message_validation_result(&message_id, &propagation_source, refuse);
    }

    fn observe_sync(&mut self, event: request_response::Event<sync::Request, Parcel>) {
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
            } => match (peering::public_key(&peer), request) {
                (Some(peer), Ok(bytes)) => match self.requests.asked(peer, request_id, channel) {
                    Some(inbound) => self.tell(Event::Request { peer, inbound, bytes }),
                    None => tracing::debug!(peer = peer.short(), "too many requests, one declined"),
                },
                (Some(peer), Err(reason)) => self.tell(Event::Malformed { peer, reason }),
                (None, _) => {}
            },
            request_response::Event::Message {
                message: Message::Response { request_id, response },
                ..
            } => {
                if let Some((peer, id)) = self.requests.ended(request_id) {
                    let parcel = response;
                    self.tell(Event::Response { peer, id, parcel });
                }
            }
            request_response::Event::OutboundFailure { request_id, error, .. } => {
                if let Some((peer, id)) = self.requests.ended(request_id) {
                    let reason = failure::request(&error);
                    self.tell(Event::RequestFailed { peer, id, reason });
                }
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

    fn inbound_failed(&mut self, peer: &PeerId, request: InboundRequestId, error: &InboundFailure) {
        self.requests.failed(request);
        let Some(peer) = peering::public_key(peer) else {
            return;
        };
        match error {
            InboundFailure::Io(error) if error.kind() == std::io::ErrorKind::InvalidInput => {
                tracing::error!(peer = peer.short(), %error, "an answer is too long to send");
            }
            error => tracing::debug!(peer = peer.short(), %error, "a request was not answered"),
        }
    }

    fn observe_ping(&mut self, event: ping::Event) {
        match event.result {
            Ok(time) => {
                let score = self.swarm.behaviour().gossip.inner.peer_score(&event.peer);
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
                .filter(|address| address.len() <= ADDRESS_BYTES_MAX)
                .take(peering::ADDRESSES_MAX)
                .collect();
            let agent = failure::shortened(info.agent_version);
            self.tell(Event::Identified { peer, agent, addresses });
        }
    }
}
