//! The node's web site and JSON interface.
//!
//! axum is named only here and below. Connections are accepted by a loop of our own, because
//! axum's keeps a half-sent request open for ever.

mod answer;
mod api;
mod backend;
mod body;
mod caller;
mod downloads;
mod limiter;
mod metrics;
mod openapi;
mod origin;
mod pages;
mod policy;
mod query;
mod reader;
mod schemas;
mod session;
mod statistics;
mod tray;
mod validator;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware;
use axum::{Extension, Router};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

pub use backend::{Backend, StateOfRecords};
use limiter::{Limiter, Remote};
use session::Sessions;

/// Most connections at a time. One costs some tens of kilobytes, so all together stay below 50 MB;
/// a browser opens up to six.
const CONNECTIONS_MAX: usize = 512;

/// How long a connection may take for what.
#[derive(Clone, Copy, Debug)]
struct Waits {
    /// For the head of a request, and between two requests: 8 KiB at 32 kbit/s are 2 s.
    head: Duration,
    /// For everything: whoever reads answers too slowly loses the connection, and the place is free.
    age: Duration,
    /// To finish what it does when it has reached its age or the node stops.
    end: Duration,
}

const WAITS: Waits = Waits {
    head: Duration::from_secs(10),
    age: Duration::from_secs(15 * 60),
    end: Duration::from_secs(5),
};

/// Largest head of a request in bytes: hyper's own default of 400 KiB helps nobody here.
const HEAD_BYTES_MAX: usize = 32 * 1024;

/// Pause after a failed accept: without free file descriptors the next would fail at once.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Why the web server does not start.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// Somebody else listens there.
    #[error("another program already listens on {addr}")]
    PortInUse {
        /// The address asked for.
        addr: SocketAddr,
    },
    /// The address is not one of this machine, or needs more rights.
    #[error("cannot listen on {addr}")]
    Listen {
        /// The address asked for.
        addr: SocketAddr,
        /// What the operating system says.
        #[source]
        source: io::Error,
    },
}

/// A running web server.
#[derive(Debug)]
pub struct Http {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Http {
    /// Starts serving `node` on `addr`; port 0 takes any free port, see [`Http::address`].
    ///
    /// # Errors
    /// [`HttpError`] if nobody can listen there.
    pub async fn start(node: impl Backend, addr: SocketAddr) -> Result<Self, HttpError> {
        Self::start_with(node, addr, WAITS).await
    }

    async fn start_with(node: impl Backend, addr: SocketAddr, waits: Waits) -> Result<Self, HttpError> {
        let listener = TcpListener::bind(addr).await.map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => HttpError::PortInUse { addr },
            _ => HttpError::Listen { addr, source },
        })?;
        let address = listener
            .local_addr()
            .map_err(|source| HttpError::Listen { addr, source })?;
        let (stop, stopped) = watch::channel(false);
        let accepting = tokio::spawn(accept(listener, routes(Arc::new(node)), stopped, waits));
        tracing::info!(%address, "web site open");
        Ok(Self {
            address,
            stop,
            accepting,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops accepting, lets requests that run finish for some seconds, then closes everything.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(cause) = self.accepting.await {
            tracing::warn!(%cause, "the web server did not stop by itself");
        }
    }
}

/// Everything that is served, with what applies to all of it.
fn routes(node: Arc<dyn Backend>) -> Router {
    let header = |name: HeaderName, value| SetResponseHeaderLayer::overriding(name, value);
    Router::new()
        .merge(api::routes())
        .merge(schemas::routes())
        .merge(openapi::routes())
        .merge(downloads::routes())
        .merge(metrics::routes())
        .merge(pages::routes())
        .fallback(answer::nothing_here)
        .with_state(Arc::clone(&node))
        .layer(middleware::from_fn(answer::in_time))
        .layer(Extension(Arc::new(Sessions::default())))
        .layer(middleware::from_fn_with_state(node, validator::unless_known))
        .layer(middleware::from_fn_with_state(Limiter::new(), limiter::limited))
        .layer(middleware::from_fn(answer::in_words))
        .layer(middleware::from_fn(reader::remembered))
        .layer(middleware::from_fn(policy::stated))
        .layer(header(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        // Not `no-referrer`: with it browsers do not say of which site a form is.
        .layer(header(header::REFERRER_POLICY, HeaderValue::from_static("same-origin")))
        .layer(CompressionLayer::new())
}

/// Accepts until told to stop, then waits for the connections that are still open.
async fn accept(listener: TcpListener, routes: Router, mut stopped: watch::Receiver<bool>, waits: Waits) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stopped| *stopped) => break,
        };
        let (stream, from) = match accepted {
            Ok((stream, from)) => (stream, Remote(from.ip())),
            Err(cause) => {
                tracing::debug!(%cause, "connection not accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Full: closing at once is an answer that clients understand, a queue without end is not.
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            tracing::debug!("connection refused: all places are taken");
            continue;
        };
        let connection = serve(stream, from, routes.clone(), stopped.clone(), waits);
        tokio::spawn(async move {
            connection.await;
            drop(place);
        });
    }
    drop(listener);
    let all = u32::try_from(CONNECTIONS_MAX).unwrap_or(u32::MAX);
    let end = tokio::time::timeout(2 * waits.end, places.acquire_many(all));
    if end.await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
}

/// Serves one connection until it ends, has its age, or the node stops.
async fn serve(stream: TcpStream, from: Remote, routes: Router, mut stopped: watch::Receiver<bool>, waits: Waits) {
    // A page goes out in one piece; waiting for more to send would only delay it.
    if let Err(cause) = stream.set_nodelay(true) {
        tracing::debug!(%cause, "no immediate sending");
    }
    let service = routes.map_request(move |mut request: hyper::Request<_>| {
        request.extensions_mut().insert(from);
        request
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(waits.head)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    tokio::pin!(connection);
    let finished = tokio::select! {
        result = connection.as_mut() => Some(result),
        () = tokio::time::sleep(waits.age) => None,
        _ = stopped.wait_for(|stopped| *stopped) => None,
    };
    let finished = match finished {
        Some(result) => result,
        None => {
            connection.as_mut().graceful_shutdown();
            match tokio::time::timeout(waits.end, connection).await {
                Ok(result) => result,
                Err(_) => return,
            }
        }
    };
    if let Err(cause) = finished {
        tracing::debug!(%cause, "connection ended early");
    }
}

#[cfg(test)]
mod tests;
