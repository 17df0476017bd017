//! Peers that are allowed in and send what no node sends.

use std::io;

use futures::{AsyncRead, AsyncWrite, AsyncWriteExt, StreamExt};
use libp2p::request_response::{self, Codec, ProtocolSupport};
use libp2p::swarm::SwarmEvent;
use libp2p::{Multiaddr, StreamProtocol, Swarm, SwarmBuilder, noise, tcp, yamux};

use ayni_protocol::limits::RESPONSE_BYTES_MAX;

use super::*;

/// What a hostile peer sends instead of frames.
#[derive(Clone)]
struct Hostile {
    sends: Vec<u8>,
}

impl Codec for Hostile {
    type Protocol = StreamProtocol;
    type Request = ();
    type Response = ();

    async fn read_request<T>(&mut self, _: &StreamProtocol, _: &mut T) -> io::Result<()>
    where
        T: AsyncRead + Unpin + Send,
    {
        Ok(())
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, _: &mut T) -> io::Result<()>
    where
        T: AsyncRead + Unpin + Send,
    {
        Ok(())
    }

    async fn write_request<T>(&mut self, _: &StreamProtocol, io: &mut T, (): ()) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        io.write_all(&self.sends).await
    }

    async fn write_response<T>(&mut self, _: &StreamProtocol, io: &mut T, (): ()) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        io.write_all(&self.sends).await
    }
}

fn hostile(seed: u8, sends: Vec<u8>) -> Swarm<request_response::Behaviour<Hostile>> {
    let protocols = [(sync::PROTOCOL, ProtocolSupport::Full)];
    let config = request_response::Config::default();
    SwarmBuilder::with_existing_identity(peering::keypair(&secret(seed)).unwrap())
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
        .unwrap()
        .with_behaviour(|_| request_response::Behaviour::with_codec(Hostile { sends }, protocols, config))
        .unwrap()
        .with_swarm_config(|config| config.with_idle_connection_timeout(PATIENCE))
        .build()
}

/// Frames that no node writes: too long by their own word, and small ones that unpack to far more
/// than allowed.
fn hostile_frames() -> Vec<Vec<u8>> {
    let bomb = zstd::bulk::compress(&vec![0; 64 * 1024 * 1024], 19).unwrap();
    let length = u32::try_from(bomb.len()).unwrap();
    vec![
        vec![0, 0xFF, 0xFF, 0xFF, 0xFF],
        [&[1][..], &length.to_be_bytes(), &bomb].concat(),
        vec![9, 0, 0, 0, 0],
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_requests_are_refused_and_their_sender_named() {
    for sends in hostile_frames() {
        let mut node = Node::start(1, &[TCP], &[2]).await;
        let mut swarm = hostile(2, sends);
        let address: Multiaddr = node.addresses[0].parse().unwrap();
        swarm.dial(address).unwrap();
        let attack = tokio::spawn(async move {
            loop {
                let event = swarm.select_next_some().await;
                if let SwarmEvent::ConnectionEstablished { peer_id, .. } = event {
                    swarm.behaviour_mut().send_request(&peer_id, ());
                }
            }
        });
        let (peer, reason) = node.until_malformed().await;
        assert_eq!(peer, key(2), "{reason}");
        attack.abort();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_answers_are_refused() {
    for sends in hostile_frames() {
        let mut node = Node::start(1, &[TCP], &[2]).await;
        let mut swarm = hostile(2, sends);
        let address: Multiaddr = node.addresses[0].parse().unwrap();
        swarm.dial(address).unwrap();
        let attack = tokio::spawn(async move {
            loop {
                if let SwarmEvent::Behaviour(request_response::Event::Message {
                    message: request_response::Message::Request { channel, .. },
                    ..
                }) = swarm.select_next_some().await
                {
                    swarm.behaviour_mut().send_response(channel, ()).unwrap();
                }
            }
        });
        node.until_connected(key(2)).await;
        node.request(key(2), 5, vec![]).await;
        // What is wrong with its frame is seen as it comes, and what it unpacks to by whoever unpacks it.
        let refused = node.until(|event| match event {
            Event::RequestFailed { id: 5, reason, .. } => Some(matches!(reason, RequestFailure::Malformed(_))),
            Event::Response { id: 5, parcel, .. } => Some(parcel.unpack(RESPONSE_BYTES_MAX).is_err()),
            _ => None,
        });
        assert!(refused.await);
        attack.abort();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn gossip_without_an_id_is_refused_and_its_sender_named() {
    let mut node = Node::start(1, &[TCP], &[2]).await;
    let topics = gossip::Topics::new(&"ab".repeat(32));
    let mut swarm = SwarmBuilder::with_existing_identity(peering::keypair(&secret(2)).unwrap())
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
        .unwrap()
        .with_behaviour(|_| gossip::behaviour(&topics).unwrap())
        .unwrap()
        .with_swarm_config(|config| config.with_idle_connection_timeout(PATIENCE))
        .build();
    let address: Multiaddr = node.addresses[0].parse().unwrap();
    swarm.dial(address).unwrap();
    let attack = tokio::spawn(async move {
        loop {
            if let SwarmEvent::Behaviour(libp2p::gossipsub::Event::Subscribed { topic, .. }) =
                swarm.select_next_some().await
            {
                swarm.behaviour_mut().publish(topic, b"short".to_vec()).ok();
            }
        }
    });
    let (peer, reason) = node.until_malformed().await;
    assert_eq!((peer, reason.as_str()), (key(2), "gossip of 5 bytes"));
    attack.abort();
}
