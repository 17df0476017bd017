//! The wire between two nodes: all that passes is noted at the socket, handshakes included.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bytes that are passed on at a time.
const PIECE_BYTES: usize = 256 * 1024;

/// Pieces under way on a slow wire, each way.
const UNDER_WAY_MAX: usize = 256;

/// Who sends on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// The node that has connected.
    There,
    /// The node to which it has connected.
    Back,
}

/// A piece of what has passed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// When it came onto the wire.
    pub(crate) at: Instant,
    pub(crate) way: Way,
    pub(crate) bytes: u64,
}

/// A place to connect to from which everything goes on to a node, and back.
pub(crate) struct Wire {
    address: SocketAddr,
    passed: Arc<Mutex<Vec<Piece>>>,
}

impl Wire {
    /// A wire to the node that listens at `to`; each way takes as long as `delay`.
    pub(crate) fn to(to: SocketAddr, delay: Duration) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let (address, passed) = (listener.local_addr()?, Arc::default());
        let noted = Arc::clone(&passed);
        std::thread::spawn(move || {
            for from in listener.incoming().flatten() {
                let Ok(to) = TcpStream::connect(to) else { continue };
                let (Ok(from_too), Ok(to_too)) = (from.try_clone(), to.try_clone()) else {
                    continue;
                };
                for (way, source, target) in [(Way::There, from, to_too), (Way::Back, to, from_too)] {
                    let noted = Arc::clone(&noted);
                    let _ = source.set_nodelay(true);
                    std::thread::spawn(move || match delay {
                        Duration::ZERO => pass(source, target, way, &noted),
                        delay => pass_late(source, target, way, &noted, delay),
                    });
                }
            }
        });
        Ok(Self { address, passed })
    }

    /// Where to connect to.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Bytes that have passed so far, both ways together.
    pub(crate) fn bytes(&self) -> u64 {
        self.passed().iter().map(|piece| piece.bytes).sum()
    }

    /// All that has passed so far, in its order.
    pub(crate) fn passed(&self) -> Vec<Piece> {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Comes back when nothing has passed for so long.
    pub(crate) fn wait_for_silence(&self, length: Duration) {
        let began = Instant::now();
        loop {
            let last = self.passed().last().map_or(began, |piece| piece.at.max(began));
            match length.checked_sub(last.elapsed()) {
                None | Some(Duration::ZERO) => return,
                Some(rest) => std::thread::sleep(rest),
            }
        }
    }
}

fn note(passed: &Mutex<Vec<Piece>>, way: Way, bytes: usize) -> Instant {
    let mut passed = passed.lock().unwrap_or_else(PoisonError::into_inner);
    // Under the lock, so that the pieces are in the order of their times.
    let at = Instant::now();
    passed.push(Piece {
        at,
        way,
        bytes: bytes as u64,
    });
    at
}

fn pass(mut from: TcpStream, mut to: TcpStream, way: Way, passed: &Mutex<Vec<Piece>>) {
    let mut piece = vec![0; PIECE_BYTES];
    while let Ok(read @ 1..) = from.read(&mut piece) {
        note(passed, way, read);
        if to.write_all(&piece[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

fn pass_late(mut from: TcpStream, to: TcpStream, way: Way, passed: &Mutex<Vec<Piece>>, delay: Duration) {
    let (send, under_way) = sync_channel(UNDER_WAY_MAX);
    std::thread::spawn(move || arrive(to, under_way));
    let mut piece = vec![0; PIECE_BYTES];
    while let Ok(read @ 1..) = from.read(&mut piece) {
        let due = note(passed, way, read) + delay;
        if send.send((due, piece[..read].to_vec())).is_err() {
            break;
        }
    }
}

fn arrive(mut to: TcpStream, under_way: Receiver<(Instant, Vec<u8>)>) {
    for (due, piece) in under_way {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        if to.write_all(&piece).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
