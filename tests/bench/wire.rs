//! The wire between two nodes: all that passes is counted at the socket, handshakes included.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that are passed on at a time.
const PIECE_BYTES: usize = 64 * 1024;

/// A place to connect to from which everything goes on to a node, and back.
pub(crate) struct Wire {
    address: SocketAddr,
    passed: Arc<AtomicU64>,
}

impl Wire {
    /// A wire to the node that listens at `to`.
    pub(crate) fn to(to: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let (address, passed) = (listener.local_addr()?, Arc::new(AtomicU64::new(0)));
        let count = Arc::clone(&passed);
        std::thread::spawn(move || {
            for from in listener.incoming().flatten() {
                let Ok(to) = TcpStream::connect(to) else { continue };
                let (Ok(from_too), Ok(to_too)) = (from.try_clone(), to.try_clone()) else {
                    continue;
                };
                for (source, target) in [(from, to_too), (to, from_too)] {
                    let count = Arc::clone(&count);
                    let _ = source.set_nodelay(true);
                    std::thread::spawn(move || pass(source, target, &count));
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
        self.passed.load(Ordering::Relaxed)
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, count: &AtomicU64) {
    let mut piece = vec![0; PIECE_BYTES];
    while let Ok(read @ 1..) = from.read(&mut piece) {
        count.fetch_add(read as u64, Ordering::Relaxed);
        if to.write_all(&piece[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
