//! What this node knows of its own log.
//!
//! A node may be the restored copy of an older one, or have lost its disk. If it went on signing, it
//! would sign two entries with one number. So it asks first how far others know its log, and what it is
//! shown with its own signature under it is never forgotten.

use std::collections::BTreeSet;

use crate::identity::PublicKey;

/// See the module.
#[derive(Debug)]
pub(super) struct OwnLog {
    /// Whether this node need not ask.
    alone: bool,
    /// Whether a peer has said that it knows no more than is here, or proved how far it knows it.
    heard: bool,
    /// Peers that know no more of this log than is here.
    vouching: BTreeSet<PublicKey>,
    /// The greatest number of an entry of this log that was seen anywhere, its signature checked.
    seen: u64,
    /// Peers that said they have more of it and did not show it: nothing they say about it counts.
    doubted: BTreeSet<PublicKey>,
}

impl OwnLog {
    pub(super) fn new(alone: bool) -> Self {
        Self {
            alone,
            heard: false,
            vouching: BTreeSet::new(),
            seen: 0,
            doubted: BTreeSet::new(),
        }
    }

    /// A peer knows no more of this log than is here; what it knows of this node's votes is not heard yet.
    pub(super) fn vouch(&mut self, peer: PublicKey) {
        self.vouching.insert(peer);
    }

    /// All that a peer has to say of votes is heard: that counts if it knows no more of this log either.
    pub(super) fn hear_all_of(&mut self, peer: PublicKey) {
        self.heard |= self.vouching.contains(&peer);
    }

    /// An entry of this log with this number was seen, signed with this node's key.
    pub(super) fn see(&mut self, seq: u64) {
        self.heard = true;
        self.seen = self.seen.max(seq);
    }

    pub(super) fn doubt(&mut self, peer: PublicKey) {
        self.doubted.insert(peer);
    }

    pub(super) fn is_doubted(&self, peer: &PublicKey) -> bool {
        self.doubted.contains(peer)
    }

    /// Whether it is known how long the log is.
    pub(super) fn is_known(&self) -> bool {
        self.alone || self.heard
    }

    /// Whether nobody has shown an entry of this log with that number or a greater one.
    pub(super) fn is_beyond_seen(&self, seq: u64) -> bool {
        seq > self.seen
    }

    /// Whether entries beyond `held` were seen.
    pub(super) fn is_beyond(&self, held: u64) -> bool {
        self.seen > held
    }
}
