//! Requests that wait for their answers: this node's to its peers, and theirs to it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use ayni_protocol::identity::PublicKey;
use libp2p::request_response::{InboundRequestId, OutboundRequestId, ResponseChannel};

use crate::packing::Parcel;

use super::sync::{INBOUND_MAX, INBOUND_PER_PEER_MAX, REQUEST_WAIT_MAX, REQUESTS_PER_PEER_MAX};

/// What is allowed beyond libp2p's own timeout before a request is given up here: libp2p answers
/// nearly always.
const GRACE: Duration = Duration::from_secs(10);

/// What waits, bounded in both directions.
#[derive(Default)]
pub(super) struct Requests {
    sent: BTreeMap<OutboundRequestId, Sent>,
    asked: BTreeMap<u64, Asked>,
    asked_last: u64,
}

/// A request of this node.
struct Sent {
    peer: PublicKey,
    id: u64,
    since: Instant,
}

/// A request of a peer.
struct Asked {
    peer: PublicKey,
    request: InboundRequestId,
    channel: ResponseChannel<Parcel>,
}

impl Requests {
    /// Whether one more request may be sent to the peer.
    pub(super) fn room(&self, peer: &PublicKey) -> bool {
        let to_peer = self.sent.values().filter(|sent| sent.peer == *peer);
        to_peer.count() < REQUESTS_PER_PEER_MAX
    }

    /// Notes that the request that the driver calls `id` was sent at `now`.
    pub(super) fn sent(&mut self, request: OutboundRequestId, peer: PublicKey, id: u64, now: Instant) {
        let since = now;
        self.sent.insert(request, Sent { peer, id, since });
    }

    /// Whom a request was sent to and what the driver calls it, once: then it no longer waits.
    pub(super) fn ended(&mut self, request: OutboundRequestId) -> Option<(PublicKey, u64)> {
        let sent = self.sent.remove(&request)?;
        Some((sent.peer, sent.id))
    }

    /// Requests that libp2p should have answered long ago; they no longer wait.
    pub(super) fn late(&mut self, now: Instant) -> Vec<(PublicKey, u64)> {
        let late: Vec<OutboundRequestId> = self
            .sent
            .iter()
            .filter(|(_, sent)| now.duration_since(sent.since) > REQUEST_WAIT_MAX + GRACE)
            .map(|(request, _)| *request)
            .collect();
        late.into_iter().filter_map(|request| self.ended(request)).collect()
    }

    /// The number of a peer's request that waits from now on; `None` if too many wait. Then
    /// `channel` is dropped, which ends the stream, and the asker sees that.
    pub(super) fn asked(
        &mut self,
        peer: PublicKey,
        request: InboundRequestId,
        channel: ResponseChannel<Parcel>,
    ) -> Option<u64> {
        let of_peer = self.asked.values().filter(|asked| asked.peer == peer);
        if self.asked.len() >= INBOUND_MAX || of_peer.count() >= INBOUND_PER_PEER_MAX {
            return None;
        }
        self.asked_last += 1;
        let asked = Asked { peer, request, channel };
        self.asked.insert(self.asked_last, asked);
        Some(self.asked_last)
    }

    /// Who asked, and where the answer goes, once: then the request no longer waits.
    pub(super) fn take(&mut self, inbound: u64) -> Option<(PublicKey, ResponseChannel<Parcel>)> {
        let asked = self.asked.remove(&inbound)?;
        Some((asked.peer, asked.channel))
    }

    /// Forgets a peer's request that has failed.
    pub(super) fn failed(&mut self, request: InboundRequestId) {
        self.asked.retain(|_, asked| asked.request != request);
    }
}
