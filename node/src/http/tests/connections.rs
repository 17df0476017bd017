//! Connections: their bounds, and how the server ends.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use super::made_up::MadeUp;
use crate::http::{CONNECTIONS_MAX, Http, HttpError, WAITS, Waits};

const ANY_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

/// Long enough for a slow machine; a test that waits this long fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the server says to `bytes` until it closes the connection.
async fn said_until_closed(address: SocketAddr, bytes: &'static [u8]) -> String {
    let talk = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        stream.write_all(bytes).expect("sent");
        let mut said = String::new();
        stream.read_to_string(&mut said).expect("closed in time");
        said
    });
    talk.await.expect("no panic")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_half_sent_request_is_closed() {
    let waits = Waits {
        head: Duration::from_millis(200),
        ..WAITS
    };
    let http = Http::start_with(MadeUp, ANY_PORT, waits).await.expect("a port");
    let said = said_until_closed(http.address(), b"GET / HTTP/1.1\r\nHost: node\r\nX-Slow: ").await;
    assert!(!said.contains("200 OK"), "{said}");
    http.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_answered_and_the_server_stops() {
    let http = Http::start(MadeUp, ANY_PORT).await.expect("a port");
    let address = http.address();
    let request = b"GET /healthz HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n";
    let said = said_until_closed(address, request).await;
    assert!(said.starts_with("HTTP/1.1 204 No Content\r\n"), "{said}");
    http.stop().await;
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_connection_does_not_keep_the_server_from_stopping() {
    let http = Http::start(MadeUp, ANY_PORT).await.expect("a port");
    let idle = TcpStream::connect(http.address()).expect("a connection");
    let stopped = tokio::time::timeout(PATIENCE, http.stop()).await;
    assert!(stopped.is_ok(), "the server waits for an idle reader");
    drop(idle);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_in_use_is_said_by_its_address() {
    let http = Http::start(MadeUp, ANY_PORT).await.expect("a port");
    let taken = http.address();
    let again = Http::start(MadeUp, taken).await;
    assert!(
        matches!(again, Err(HttpError::PortInUse { addr }) if addr == taken),
        "{again:?}"
    );
    http.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_connection_too_many_is_closed_at_once() {
    let http = Http::start(MadeUp, ANY_PORT).await.expect("a port");
    let address = http.address();
    let connect = move || {
        (0..CONNECTIONS_MAX)
            .map(|_| TcpStream::connect(address).expect("a connection"))
            .collect::<Vec<_>>()
    };
    let open = tokio::task::spawn_blocking(connect).await.expect("no panic");
    let said = said_until_closed(address, b"").await;
    assert_eq!(said, "");
    drop(open);
    http.stop().await;
}
