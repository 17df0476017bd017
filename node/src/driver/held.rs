//! What the driver reads from the store.

use ayni_protocol::charter::paper;
use ayni_protocol::charter::{CertifiedCharter, CharterError, Charters};
use ayni_protocol::entry::{Entry, Envelope};
use ayni_protocol::frontier::Range;
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::limits::{CHUNK_ENTRIES_MAX, RESPONSE_ENTRIES_BYTES_MAX};
use ayni_protocol::log::{AuthenticEntry, Fork, Head, authenticate};
use ayni_protocol::message::{Filling, entries};
use ayni_protocol::replica::Input;

use crate::packing::{self, Effort, Parcel};
use crate::store::{Piece, Store, StoreError};

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

/// The entries of `ranges` as far as one response holds them: segments as they are stored, and the rest packed around them.
pub(super) fn read_runs(store: &Store, ranges: Vec<Range>) -> Result<Parcel, StoreError> {
    let mut filling = Filling::new(RESPONSE_ENTRIES_BYTES_MAX);
    for range in ranges {
        if filling.room() == 0 {
            break;
        }
        filling.push(store.pieces(range, filling.room())?);
    }
    let runs = filling.into_runs();
    let pieces = runs.iter().flatten();
    let mut answer = Frames {
        packed: Vec::with_capacity(pieces.map(Piece::packed_bytes).sum()),
        open: Vec::new(),
    };
    entries::write_head(&mut answer.open, runs.len());
    for run in runs {
        let count = run.iter().map(|piece| piece.count() as usize).sum();
        entries::write_run_head(&mut answer.open, count);
        for piece in run {
            match piece {
                Piece::Segment(segment) => answer.add(segment.frame()),
                Piece::Entry(content) => answer.open.extend(content),
            }
        }
    }
    Ok(answer.into_parcel())
}

/// A content in the making, of which some is packed already.
struct Frames {
    packed: Vec<u8>,
    /// What comes behind that and is not packed yet.
    open: Vec<u8>,
}

impl Frames {
    fn add(&mut self, frame: &[u8]) {
        self.close();
        self.packed.extend_from_slice(frame);
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.packed.extend(packing::pack(&self.open, Effort::Little));
            self.open.clear();
        }
    }

    fn into_parcel(mut self) -> Parcel {
        if self.packed.is_empty() {
            return Parcel::of(self.open);
        }
        self.close();
        Parcel::as_it_came(true, self.packed)
    }
}

/// The proof of a fork that a run of another branch makes with the entries held here, at the first number
/// where both signatures hold.
pub(super) fn fork_in(store: &Store, federation: &Hash, run: &[AuthenticEntry]) -> Result<Option<Input>, StoreError> {
    for other in run {
        let Some((held, _)) = store.entry(&other.author(), other.seq())? else {
            return Ok(None);
        };
        let Ok(held) = Envelope::decode(&held) else {
            continue; // damaged here: that proves nothing
        };
        if let Some(fork) = Fork::prove(&held, other.entry().envelope(), federation) {
            let paper = paper::of_fork(&fork);
            return Ok(Some(Input::ForkFound { paper }));
        }
    }
    Ok(None)
}

/// Whether an entry that a peer has, or the charter names, is another one than the one held here with its number.
pub(super) fn differs(
    store: &Store,
    peer: Option<PublicKey>,
    author: PublicKey,
    head: Head,
) -> Result<Option<Input>, StoreError> {
    let held = store.entry(&author, head.seq)?;
    let is_other = held.is_some_and(|(envelope, _)| Hash::of(&envelope) != head.id);
    Ok(is_other.then_some(Input::Differs {
        peer,
        author,
        seq: head.seq,
    }))
}

/// The first entries of a branch that was set aside.
pub(super) fn restored(
    store: &Store,
    federation: &Hash,
    author: &PublicKey,
    head: Head,
) -> Result<Option<Input>, StoreError> {
    let most = usize::try_from(CHUNK_ENTRIES_MAX).unwrap_or(usize::MAX);
    let branch = store.branch(author, head, most)?;
    let entries: Result<Vec<Entry>, _> = branch
        .into_iter()
        .map(|(envelope, body)| Entry::decode(&envelope, body))
        .collect();
    let run = entries.ok().and_then(|entries| authenticate(federation, entries).ok());
    Ok(run.map(|run| Input::Restored { run }))
}
