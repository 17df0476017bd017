//! What a peer has answered, as far as it can be judged by its bytes alone: that takes time, and so a shell may do it
//! beside the replica, several answers at once.

use crate::entry::Entry;
use crate::identity::Hash;
use crate::log::{AuthenticEntry, authenticate};
use crate::message::{MessageError, Response, entries};

/// The entries of a run, in order, or which rule it breaks. A run without any says that the peer does not hold them.
pub type Run = Result<Vec<AuthenticEntry>, String>;

/// A response that was read.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Entries, each run authentic or refused.
    Entries(Vec<Run>),
    /// Any other.
    Other(Response),
    /// None: which rule its bytes break.
    Malformed(String),
}

impl Answer {
    /// What the response `bytes` says in `federation`.
    pub fn read(federation: &Hash, bytes: &[u8]) -> Self {
        let read = match entries::is_entries(bytes) {
            true => read_entries(federation, bytes).map(Self::Entries),
            false => Response::decode(bytes).map(Self::Other),
        };
        read.unwrap_or_else(|error| Self::Malformed(error.to_string()))
    }

    /// Whether all of it can be believed: entries in runs that are authentic.
    pub fn is_authentic(&self) -> bool {
        matches!(self, Self::Entries(runs) if runs.iter().all(Result::is_ok))
    }
}

fn read_entries(federation: &Hash, bytes: &[u8]) -> Result<Vec<Run>, MessageError> {
    let runs = entries::read_runs(bytes)?;
    Ok(runs.into_iter().map(|run| read_run(federation, run)).collect())
}

fn read_run(federation: &Hash, run: Vec<entries::EntryIn<'_>>) -> Run {
    if run.is_empty() {
        return Ok(Vec::new());
    }
    let mut known = None;
    let mut entries = Vec::with_capacity(run.len());
    for (envelope, body) in run {
        let entry = Entry::decode_of(envelope, body.map(<[u8]>::to_vec), known).map_err(|error| error.to_string())?;
        known = Some(entry.envelope().author());
        entries.push(entry);
    }
    authenticate(federation, entries).map_err(|error| error.to_string())
}
