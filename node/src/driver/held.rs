//! What the driver reads from the store.

use ayni_protocol::charter::{CertifiedCharter, CharterError, Charters};
use ayni_protocol::frontier::Range;
use ayni_protocol::limits::RESPONSE_ENTRIES_BYTES_MAX;
use ayni_protocol::message::{Filling, Response};

use crate::store::{Store, StoreError};

/// The charters in the store, which were judged before they were stored.
///
/// # Errors
/// [`StoreError`] if they cannot be read, or are not what was stored.
pub(crate) fn held_charters(store: &Store) -> Result<Option<Charters>, StoreError> {
    let mut charters: Option<Charters> = None;
    for (epoch, bytes) in store.charters()? {
        let damaged = |error: CharterError| StoreError::Charter {
            epoch,
            why: error.to_string(),
        };
        let certified = CertifiedCharter::decode(&bytes).map_err(damaged)?;
        match &mut charters {
            None => charters = Some(Charters::begin(certified).map_err(damaged)?),
            Some(charters) => charters.extend(certified).map_err(damaged)?,
        }
    }
    Ok(charters)
}

/// The entries of `ranges` as far as one response holds them.
pub(super) fn read_runs(store: &Store, ranges: Vec<Range>) -> Result<Response, StoreError> {
    let mut filling = Filling::new(RESPONSE_ENTRIES_BYTES_MAX);
    for range in ranges {
        if filling.room() == 0 {
            break;
        }
        let count = usize::try_from(range.len()).unwrap_or(usize::MAX);
        let entries = match count {
            0 => Vec::new(),
            _ => store.entries(range, count, filling.room())?,
        };
        filling.push(entries);
    }
    Ok(filling.response())
}
