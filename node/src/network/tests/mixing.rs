//! A kind of link that gossipsub leaves out of its mesh hears the news all the same.

use std::collections::BTreeMap;

use futures::StreamExt;
use libp2p::gossipsub::{self, ConfigBuilder, IdentTopic, MessageAuthenticity, ValidationMode};
use libp2p::swarm::SwarmEvent;
use libp2p::{Multiaddr, Swarm, SwarmBuilder, noise, tcp, yamux};

use super::*;

/// A peer that never joins a mesh it was not asked into by its own dialing, and asks for nothing that is only offered:
/// it hears only what is handed to it.
fn aloof(seed: u8) -> Swarm<gossipsub::Behaviour> {
    let config = ConfigBuilder::default()
        .validation_mode(ValidationMode::Anonymous)
        .max_transmit_size(2 * MESSAGE_BYTES_MAX)
        .mesh_n(0)
        .mesh_n_low(0)
        .mesh_n_high(0)
        .mesh_outbound_min(0)
        .max_ihave_messages_heartbeat(0)
        .build()
        .unwrap();
    SwarmBuilder::with_existing_identity(peering::keypair(&secret(seed)).unwrap())
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
        .unwrap()
        .with_behaviour(|_| gossipsub::Behaviour::new(MessageAuthenticity::Anonymous, config).unwrap())
        .unwrap()
        .with_swarm_config(|config| config.with_idle_connection_timeout(PATIENCE))
        .build()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_of_link_outside_the_mesh_is_handed_the_news() {
    let (north, south) = (0, 1);
    let mut relay = Node::start(1, &[TCP], &[2, 3]).await;
    let mut author = Node::start(2, &[TCP], &[1]).await;
    let kinds = BTreeMap::from([(key(2), north), (key(3), south)]);
    relay.tell(Command::Kinds(kinds)).await;
    relay.dial(&author).await;
    relay.until_connected(key(2)).await;
    author.until_connected(key(1)).await;
    acquaint(&mut relay, &mut author, 0).await;

    let mut outside = aloof(3);
    let topic = IdentTopic::new(format!("ayni/{}/entries", config(3, &[]).federation));
    outside.behaviour_mut().subscribe(&topic).unwrap();
    let address: Multiaddr = TCP.parse().unwrap();
    outside.listen_on(address).unwrap();
    let address = loop {
        if let SwarmEvent::NewListenAddr { address, .. } = outside.select_next_some().await {
            break address;
        }
    };
    let hearing = tokio::spawn(async move {
        loop {
            if let SwarmEvent::Behaviour(gossipsub::Event::Message { message, .. }) = outside.select_next_some().await {
                return message.data;
            }
        }
    });
    // The relay dials: a full mesh still takes in whom its own node has dialed.
    relay
        .tell(Command::Dial {
            peer: key(3),
            addresses: vec![address.to_string()],
        })
        .await;
    relay.until_connected(key(3)).await;

    // Others' news, since a node's own goes to everybody, in a mesh or not.
    let waiting = async {
        for id in 0.. {
            if hearing.is_finished() {
                return;
            }
            author.gossip(id, b"news").await;
            let (_, message, _) = relay.until_gossip(|heard| heard == id).await;
            relay.judge(message, Verdict::Accept).await;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting)
        .await
        .expect("the peer outside the mesh hears of something");
    let data = hearing.await.unwrap();
    assert_eq!(&data[32..], b"news");
}
