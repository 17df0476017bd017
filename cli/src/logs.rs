//! What the node tells its admin while it works: one event, one line, on stderr.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::failure::Failure;

/// Sends log lines to stderr: as `asked`, else as `RUST_LOG` says, else `usual`.
///
/// Errors: wrong usage, if `asked` is no filter.
pub(crate) fn to_stderr(asked: Option<&str>, usual: &str) -> Result<(), Failure> {
    let filter = match asked {
        Some(asked) => EnvFilter::try_new(asked).map_err(|error| Failure::usage(format!("--log: {error}")))?,
        None => EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual)),
    };
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    // Colours only where somebody sees them. A second start in one process keeps the first one's lines.
    let _ = subscriber.with_ansi(io::stderr().is_terminal()).try_init();
    Ok(())
}
