//! Bare gossipsub: the same messages over the same links with nothing behind them, as a limit for `gossip`; and with the
//! least behind them that durable replication of what is signed can do.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use ayni_protocol::identity::{PublicKey, SecretKey};
use futures::StreamExt;
use libp2p::gossipsub::{
    Behaviour, ConfigBuilder, Event, IdentTopic, Message, MessageAcceptance, MessageAuthenticity, MessageId,
    ValidationMode,
};
use libp2p::swarm::SwarmEvent;
use libp2p::{Multiaddr, Swarm, SwarmBuilder, noise, tcp, yamux};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use crate::gossip::{EVERY, SETTLE};
use crate::outcome::Latency;

/// Two nodes that are connected.
pub(crate) type Link = (usize, usize);

/// Bytes of a message: a record's entry.
const MESSAGE_BYTES: usize = 1_024;

/// What is signed: as long as an envelope.
const SIGNED: &[u8] = &[7; 250];

/// Messages that wait to be published or to be counted.
const QUEUE: usize = 4_096;

/// Longest wait for a message to be everywhere, behind the last publication.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// What a node does with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Behind {
    /// It accepts it.
    Nothing,
    /// It checks one signature before that, and then appends the message to a file of its own: the message has arrived when that is on the
    /// disk. What comes meanwhile goes there together.
    Least,
}

/// How long until a message has come to all others, each of `messages` published by one of so many nodes in turn; writes below `dir`.
pub(crate) async fn latency(
    dir: &Path,
    behind: Behind,
    nodes: usize,
    links: &[Link],
    messages: u64,
) -> Result<Latency, String> {
    let topic = IdentTopic::new("bench");
    let mut swarms = Vec::new();
    let mut addresses: Vec<Multiaddr> = Vec::new();
    for _ in 0..nodes {
        let mut swarm = swarm(&topic)?;
        let listen = "/ip4/127.0.0.1/tcp/0".parse().expect("an address");
        swarm.listen_on(listen).map_err(|error| error.to_string())?;
        addresses.push(loop {
            if let SwarmEvent::NewListenAddr { address, .. } = swarm.select_next_some().await {
                break address;
            }
        });
        swarms.push(swarm);
    }
    for (one, other) in links {
        swarms[*one]
            .dial(addresses[*other].clone())
            .map_err(|error| error.to_string())?;
    }
    let (arrived, mut arrivals) = mpsc::channel(QUEUE);
    let (mut publishers, mut tasks) = (Vec::new(), Vec::new());
    for (number, swarm) in swarms.into_iter().enumerate() {
        let (publish, messages) = mpsc::channel(QUEUE);
        publishers.push(publish);
        let least = match behind {
            Behind::Nothing => None,
            Behind::Least => {
                let log = dir.join(format!("least-{number}"));
                Some(Least::begin(&log, arrived.clone()).map_err(|error| error.to_string())?)
            }
        };
        tasks.push(tokio::spawn(run(
            swarm,
            topic.clone(),
            messages,
            arrived.clone(),
            least,
        )));
    }
    tokio::time::sleep(SETTLE).await;
    let began = tokio::spawn(async move {
        let (mut ticks, mut began) = (tokio::time::interval(EVERY), Vec::new());
        for number in 0..messages {
            ticks.tick().await;
            began.push(Instant::now());
            let publisher = &publishers[number as usize % publishers.len()];
            publisher.send(number).await.map_err(|error| error.to_string())?;
        }
        Ok::<_, String>(began)
    });
    let mut last = vec![(0, None); messages as usize];
    let everywhere = async {
        let mut whole = 0;
        while whole < messages {
            let Some((number, at)) = arrivals.recv().await else {
                break;
            };
            let seen: &mut (usize, Option<Instant>) = &mut last[number as usize];
            *seen = (seen.0 + 1, Some(at));
            whole += u64::from(seen.0 == nodes - 1);
        }
    };
    let in_time = tokio::time::timeout(EVERY * messages as u32 + WAIT_MAX, everywhere).await;
    if in_time.is_err() {
        // Nothing behind it fetches them again, as a node would.
        let lost = last.iter().filter(|(count, _)| *count < nodes - 1).count();
        eprintln!("bare gossipsub has lost {lost} of {messages} messages, which are not counted");
    }
    let began = began.await.map_err(|error| error.to_string())??;
    tasks.iter().for_each(tokio::task::JoinHandle::abort);
    let times = began
        .into_iter()
        .zip(last)
        .filter_map(|(began, (_, at))| Some(at? - began));
    Latency::of(times.collect())
}

fn swarm(topic: &IdentTopic) -> Result<Swarm<Behaviour>, String> {
    let id = |message: &Message| MessageId::from(Sha256::digest(&message.data).to_vec());
    let config = ConfigBuilder::default()
        .validation_mode(ValidationMode::Anonymous)
        .validate_messages()
        .message_id_fn(id)
        .build()
        .map_err(|error| error.to_string())?;
    let mut behaviour = Behaviour::new(MessageAuthenticity::Anonymous, config).map_err(str::to_owned)?;
    behaviour.subscribe(topic).map_err(|error| error.to_string())?;
    let swarm = SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_tcp(
            tcp::Config::new().nodelay(true),
            noise::Config::new,
            yamux::Config::default,
        )
        .map_err(|error| error.to_string())?
        .with_behaviour(|_| behaviour)
        .map_err(|error| error.to_string())?
        .with_swarm_config(|config| config.with_idle_connection_timeout(Duration::from_secs(u64::MAX)))
        .build();
    Ok(swarm)
}

/// See [`Behind::Least`].
struct Least {
    author: PublicKey,
    signature: [u8; 64],
    log: mpsc::Sender<Vec<u8>>,
}

impl Least {
    fn begin(log: &Path, arrived: mpsc::Sender<(u64, Instant)>) -> std::io::Result<Self> {
        let mut file = File::create(log)?;
        let (sender, mut messages) = mpsc::channel::<Vec<u8>>(QUEUE);
        std::thread::spawn(move || {
            while let Some(first) = messages.blocking_recv() {
                let more = std::iter::from_fn(|| messages.try_recv().ok());
                let together: Vec<Vec<u8>> = std::iter::once(first).chain(more).collect();
                let written = file.write_all(&together.concat()).and_then(|()| file.sync_data());
                written.expect("room on the disk");
                for number in together.iter().filter_map(|message| message.first_chunk()) {
                    // Nobody may be counting any more.
                    let _ = arrived.blocking_send((u64::from_be_bytes(*number), Instant::now()));
                }
            }
        });
        let secret = SecretKey::from_seed(&[7; 32]);
        Ok(Self {
            author: secret.public(),
            signature: secret.sign(SIGNED),
            log: sender,
        })
    }
}

async fn run(
    mut swarm: Swarm<Behaviour>,
    topic: IdentTopic,
    mut messages: mpsc::Receiver<u64>,
    arrived: mpsc::Sender<(u64, Instant)>,
    least: Option<Least>,
) {
    loop {
        tokio::select! {
            event = swarm.select_next_some() => {
                let SwarmEvent::Behaviour(Event::Message { propagation_source, message_id, message }) = event else {
                    continue;
                };
                if let Some(least) = &least {
                    assert!(least.author.verifies(SIGNED, &least.signature), "its own signature");
                }
                let accept = MessageAcceptance::Accept;
                swarm.behaviour_mut().report_message_validation_result(&message_id, &propagation_source, accept);
                if let Some(least) = &least {
                    // Its thread ends with the measuring.
                    let _ = least.log.send(message.data).await;
                } else if let Some(number) = message.data.first_chunk::<8>() {
                    // Nobody counts any more when the measuring has ended.
                    let _ = arrived.send((u64::from_be_bytes(*number), Instant::now())).await;
                }
            }
            number = messages.recv() => {
                let Some(number) = number else { std::future::pending().await };
                let mut data = vec![7; MESSAGE_BYTES];
                data[..8].copy_from_slice(&u64::to_be_bytes(number));
                if let Err(error) = swarm.behaviour_mut().publish(topic.clone(), data) {
                    eprintln!("bare gossipsub does not publish: {error}");
                }
            }
        }
    }
}
