//! What two nodes that know each other say to each other: exchanges, told apart on the wire.
//!
//! All is encrypted, so that only sizes, directions and times are known. On a wire that is much slower than the nodes, what
//! belongs together comes in flights: all that one node sends before it has to wait for the other. Behind an exchange the
//! wire is silent for longer than between its flights.

use std::time::{Duration, Instant};

use crate::wire::{Piece, Way, Wire};

/// How long each way of a slow wire takes: long beside what the nodes do with what they get.
pub(crate) const DELAY: Duration = Duration::from_millis(100);

/// Longest silence within an exchange: both ways of the wire, and as much again for the nodes.
const SILENCE: Duration = Duration::from_millis(400);

/// How long the wire is silent when two nodes have met and have nothing more to say: two heartbeats of gossipsub.
const SETTLED: Duration = Duration::from_secs(2);

/// How many exchanges are looked at: each node begins one about every fifteen seconds.
const EXCHANGES: usize = 5;

/// Longest wait for so many.
const WAIT_MAX: Duration = Duration::from_secs(240);

/// One exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exchange {
    /// Bytes both ways together.
    pub(crate) bytes: u64,
    /// How often the node that began had to wait for the other.
    pub(crate) round_trips: u64,
}

/// Waits until two nodes that have met have nothing more to say. Returns the bytes that have passed until then.
pub(crate) fn settle(wire: &Wire) -> u64 {
    wire.wait_for_silence(SETTLED);
    wire.bytes()
}

/// The exchange of middle size, of some that two settled nodes have on the wire: with which they compare notes.
///
/// That is the whole exchange: opening a stream, agreeing on its protocol, question, answer, and closing it. Where it
/// happens together with pings these count too, which makes it larger than most, and so it is not the middle one.
pub(crate) fn settled(wire: &Wire) -> Result<Exchange, String> {
    settle(wire);
    let began = Instant::now();
    loop {
        let mut exchanges = exchanges(&wire.passed(), began, Instant::now());
        if exchanges.len() >= EXCHANGES {
            exchanges.sort_by_key(|exchange| exchange.bytes);
            return Ok(exchanges[exchanges.len() / 2]);
        }
        if began.elapsed() > WAIT_MAX {
            return Err(format!(
                "{} of {EXCHANGES} exchanges in {} s",
                exchanges.len(),
                WAIT_MAX.as_secs()
            ));
        }
        std::thread::sleep(SILENCE);
    }
}

/// How many round trips on a slow wire take that long. What the nodes do beside waiting makes it longer, the looking for
/// its beginning may make it a little shorter.
pub(crate) fn round_trips(took_s: f64) -> u64 {
    (took_s / (2 * DELAY).as_secs_f64() + 0.25) as u64
}

/// Exchanges that began at `from` or later and are over.
fn exchanges(passed: &[Piece], from: Instant, now: Instant) -> Vec<Exchange> {
    let pieces: Vec<Piece> = passed.iter().filter(|piece| piece.at >= from).copied().collect();
    let bursts = pieces.chunk_by(|one, next| next.at - one.at <= SILENCE);
    bursts
        .filter(|burst| burst.last().is_some_and(|last| now - last.at > SILENCE))
        .filter(|burst| !are_pings(burst))
        .map(|burst| Exchange {
            bytes: burst.iter().map(|piece| piece.bytes).sum(),
            round_trips: burst.chunk_by(|one, next| one.way == next.way).count() as u64 / 2,
        })
        .collect()
}

/// Pings of libp2p and of Yamux come back as they went, so that as many bytes pass one way as the other.
fn are_pings(burst: &[Piece]) -> bool {
    let bytes = |way: Way| -> u64 {
        let pieces = burst.iter().filter(|piece| piece.way == way);
        pieces.map(|piece| piece.bytes).sum()
    };
    bytes(Way::There) == bytes(Way::Back)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(began: Instant, pieces: &[(u64, Way, u64)]) -> Vec<Piece> {
        let piece = |&(ms, way, bytes): &(u64, Way, u64)| Piece {
            at: began + Duration::from_millis(ms),
            way,
            bytes,
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn pings_are_no_exchange_and_what_is_under_way_is_none_yet() {
        let began = Instant::now();
        let pieces = [
            (0, Way::There, 62),
            (100, Way::Back, 124),
            (200, Way::There, 62),
            (5_000, Way::Back, 64),
            (5_100, Way::There, 94),
            (5_200, Way::Back, 31),
            (5_201, Way::Back, 234),
            (5_300, Way::There, 143),
            (9_000, Way::There, 64),
        ];
        let now = began + Duration::from_millis(9_100);
        let exchange = Exchange {
            bytes: 64 + 94 + 31 + 234 + 143,
            round_trips: 2,
        };
        assert_eq!(exchanges(&passed(began, &pieces), began, now), [exchange]);
    }

    #[test]
    fn round_trips_are_those_that_the_wire_makes_wait() {
        assert_eq!(round_trips(0.398), 2);
        assert_eq!(round_trips(0.53), 2);
        assert_eq!(round_trips(0.61), 3);
    }
}
