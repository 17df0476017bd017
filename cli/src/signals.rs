//! How a program that runs on is told to end.

use std::process;

use ayni_node::refusal::Refusal;

use crate::failure::Failure;

/// Exit status after a second request to end, as shells have it for Ctrl-C.
const INTERRUPTED: i32 = 130;

/// Waits for requests to end: Ctrl-C, and SIGTERM where there is one.
pub(crate) struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    /// Listens from now on. Call it within a tokio runtime.
    pub(crate) fn listen() -> Result<Self, Failure> {
        Ok(Self {
            #[cfg(unix)]
            terminate: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
                .map_err(Refusal::internal)?,
        })
    }

    /// Comes back with the next request to end.
    #[cfg(unix)]
    pub(crate) async fn next(&mut self) -> Result<(), Failure> {
        tokio::select! {
            asked = tokio::signal::ctrl_c() => Ok(asked.map_err(Refusal::internal)?),
            _ = self.terminate.recv() => Ok(()),
        }
    }

    /// Comes back with the next request to end.
    #[cfg(not(unix))]
    pub(crate) async fn next(&mut self) -> Result<(), Failure> {
        Ok(tokio::signal::ctrl_c().await.map_err(Refusal::internal)?)
    }

    /// From now on, a further request ends the program at once.
    pub(crate) fn then_end_at_once(mut self) {
        tokio::spawn(async move {
            if self.next().await.is_ok() {
                process::exit(INTERRUPTED);
            }
        });
    }
}
