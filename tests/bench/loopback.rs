//! The loopback alone: bytes between two processes by the same transports as between nodes, with nothing behind them, as a
//! limit for `sync`.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, StreamExt};
use libp2p::request_response::{Behaviour, Codec, Config, Event, Message, ProtocolSupport};
use libp2p::swarm::SwarmEvent;
use libp2p::{Multiaddr, StreamProtocol, Swarm, SwarmBuilder, noise, tcp, yamux};
use serde_json::json;

use crate::part::{Part, say, wait_for_the_end};

/// The part that answers.
pub(crate) const SOURCE: &str = "loopback-source";

/// The part that asks, and measures.
pub(crate) const SINK: &str = "loopback-sink";

/// Bytes of an answer: a response of a node may have as many, within a factor of two.
const ANSWER_BYTES: usize = 1024 * 1024;

/// Bytes that are written and read at a time.
const PIECE_BYTES: usize = 64 * 1024;

/// Answers under way at a time, as nodes have them: each is a stream of the one connection.
const UNDER_WAY: usize = ayni_protocol::limits::REQUESTS_PER_PEER_MAX;

/// Answers before the clock runs: until the windows of TCP and Yamux are open.
const WARM_UP: usize = 16;

/// How long it is measured at least.
const TIME_LEAST: Duration = Duration::from_secs(1);

/// MB of 10⁶ bytes that pass in a second, over TCP, Noise and Yamux.
pub(crate) fn mb_per_s(dir: &Path) -> Result<f64, String> {
    let nothing = || vec!["0".to_owned(), "1".to_owned()];
    let mut source = Part::start(SOURCE, dir, &nothing())?;
    let address = source.next()?["address"].as_str().unwrap_or_default().to_owned();
    let mut arguments = nothing();
    arguments.push(address);
    let measured = Part::start(SINK, dir, &arguments)?.next()?;
    source.end()?;
    measured["mb_per_s"]
        .as_f64()
        .ok_or_else(|| "no rate was measured".to_owned())
}

/// Answers until it is to end.
pub(crate) async fn source() -> Result<(), String> {
    let mut swarm = swarm()?;
    let listen = "/ip4/127.0.0.1/tcp/0".parse().expect("an address");
    swarm.listen_on(listen).map_err(|error| error.to_string())?;
    let mut end = tokio::task::spawn_blocking(wait_for_the_end);
    loop {
        let event = tokio::select! {
            event = swarm.select_next_some() => event,
            _ = &mut end => break,
        };
        match event {
            SwarmEvent::NewListenAddr { address, .. } => say(&json!({ "address": address })),
            SwarmEvent::Behaviour(Event::Message {
                message: Message::Request { channel, .. },
                ..
            }) => {
                // Who has asked may have gone.
                let _ = swarm.behaviour_mut().send_response(channel, ());
            }
            _ => {}
        }
    }
    say(&json!({}));
    Ok(())
}

/// Asks, and says how fast the answers came.
pub(crate) async fn sink(source: &str) -> Result<(), String> {
    let mut swarm = swarm()?;
    let source: Multiaddr = source.parse().map_err(|_| "the source listens nowhere")?;
    swarm.dial(source).map_err(|error| error.to_string())?;
    let (mut answers, mut began) = (0, Instant::now());
    loop {
        match swarm.select_next_some().await {
            SwarmEvent::ConnectionEstablished { peer_id, .. } => {
                for _ in 0..UNDER_WAY {
                    swarm.behaviour_mut().send_request(&peer_id, ());
                }
            }
            SwarmEvent::Behaviour(Event::Message {
                peer,
                message: Message::Response { .. },
                ..
            }) => {
                swarm.behaviour_mut().send_request(&peer, ());
                answers += 1;
                if answers == WARM_UP {
                    began = Instant::now();
                }
                if answers > WARM_UP && began.elapsed() >= TIME_LEAST {
                    break;
                }
            }
            SwarmEvent::Behaviour(Event::OutboundFailure { error, .. }) => return Err(error.to_string()),
            SwarmEvent::OutgoingConnectionError { error, .. } => return Err(error.to_string()),
            _ => {}
        }
    }
    let bytes = ((answers - WARM_UP) * ANSWER_BYTES) as f64;
    say(&json!({ "mb_per_s": bytes / began.elapsed().as_secs_f64() / 1e6 }));
    Ok(())
}

fn swarm() -> Result<Swarm<Behaviour<Answers>>, String> {
    let protocol = StreamProtocol::new("/bench/loopback");
    let behaviour = Behaviour::with_codec(Answers, [(protocol, ProtocolSupport::Full)], Config::default());
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

/// A byte asks, [`ANSWER_BYTES`] answer; nobody keeps them.
#[derive(Clone, Copy, Debug)]
struct Answers;

impl Codec for Answers {
    type Protocol = StreamProtocol;
    type Request = ();
    type Response = ();

    async fn read_request<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<()>
    where
        T: AsyncRead + Unpin + Send,
    {
        io.read_exact(&mut [0]).await
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<()>
    where
        T: AsyncRead + Unpin + Send,
    {
        let mut piece = vec![0; PIECE_BYTES];
        for _ in 0..ANSWER_BYTES / PIECE_BYTES {
            io.read_exact(&mut piece).await?;
        }
        Ok(())
    }

    async fn write_request<T>(&mut self, _: &StreamProtocol, io: &mut T, (): ()) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        io.write_all(&[1]).await
    }

    async fn write_response<T>(&mut self, _: &StreamProtocol, io: &mut T, (): ()) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        let piece = vec![7; PIECE_BYTES];
        for _ in 0..ANSWER_BYTES / PIECE_BYTES {
            io.write_all(&piece).await?;
        }
        Ok(())
    }
}
