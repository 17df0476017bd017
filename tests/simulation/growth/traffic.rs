//! What a node has sent, by kind, and how many bytes gossipsub puts around what it carries.

use std::ops::AddAssign;

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A request to compare.
    Compare,
    /// The answer that nothing differs.
    Equal,
    /// The answer that names the heads of the buckets that differ.
    Differ,
    /// Heads that the other lacks, and the answer to that.
    Tell,
    /// A request for entries.
    Ranges,
    /// Entries that were asked for.
    Entries,
    /// Charters and papers that were asked for, and the requests.
    Governance,
    /// An entry that is gossiped.
    GossipedEntry,
    /// A paper or charter that is gossiped.
    GossipedPaper,
    /// What gossipsub says of messages: that it has them, wants them, needs no more of them.
    Control,
}

/// Every kind.
pub(crate) const KINDS: [Kind; 10] = [
    Kind::Compare,
    Kind::Equal,
    Kind::Differ,
    Kind::Tell,
    Kind::Ranges,
    Kind::Entries,
    Kind::Governance,
    Kind::GossipedEntry,
    Kind::GossipedPaper,
    Kind::Control,
];

/// Bytes around the content of a frame of `/ayni/sync/1`: how it is packed, and its length.
const FRAME_BYTES: usize = 5;

/// Bytes of the id of a message, which stands in front of it and in what gossipsub says of it.
const ID_BYTES: usize = 32;

/// Bytes of a topic's name: `ayni/`, the federation in hexadecimal, `/entries` or `/charter`.
const TOPIC_BYTES: usize = 77;

/// Gossipsub's own limit: of a longer message a node tells its neighbours that it needs no more.
const IDONTWANT_BYTES: usize = 1_000;

impl Kind {
    /// The kind of a request or response.
    ///
    /// Only its name is read: a map of one key, or a text alone.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let text = if bytes[0] == 0xa1 { &bytes[1..] } else { bytes };
        let name = &text[1..=usize::from(text[0] & 0x1f)];
        match name {
            b"compare" => Self::Compare,
            b"equal" => Self::Equal,
            b"differ" => Self::Differ,
            b"tell" | b"told" => Self::Tell,
            b"ranges" => Self::Ranges,
            b"entries" => Self::Entries,
            b"charters" | b"papers" => Self::Governance,
            other => panic!("nobody says {:?} here", String::from_utf8_lossy(other)),
        }
    }
}

/// Messages and their bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) messages: f64,
    pub(crate) bytes: f64,
}

/// What was sent, by kind. The figures of one node are whole numbers; means and forecasts are not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traffic {
    counts: [Count; KINDS.len()],
    /// Requests: each is a round trip.
    pub(crate) rounds: f64,
}

impl Traffic {
    /// Notes messages of one kind with so many bytes together.
    pub(crate) fn add(&mut self, kind: Kind, messages: f64, bytes: f64) {
        let count = &mut self.counts[kind as usize];
        count.messages += messages;
        count.bytes += bytes;
    }

    /// Notes a request.
    pub(crate) fn request(&mut self, kind: Kind, bytes: usize) {
        self.rounds += 1.0;
        self.response(kind, bytes);
    }

    /// Notes an answer.
    pub(crate) fn response(&mut self, kind: Kind, bytes: usize) {
        self.add(kind, 1.0, (bytes + FRAME_BYTES) as f64);
    }

    /// Messages and bytes of a kind.
    pub(crate) fn of(&self, kind: Kind) -> Count {
        self.counts[kind as usize]
    }

    /// Bytes of all kinds.
    pub(crate) fn bytes(&self) -> f64 {
        self.counts.iter().map(|count| count.bytes).sum()
    }

    /// So many times as much.
    pub(crate) fn times(mut self, factor: f64) -> Self {
        self.rounds *= factor;
        for count in &mut self.counts {
            count.messages *= factor;
            count.bytes *= factor;
        }
        self
    }
}

impl AddAssign<&Self> for Traffic {
    fn add_assign(&mut self, other: &Self) {
        self.rounds += other.rounds;
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            count.messages += more.messages;
            count.bytes += more.bytes;
        }
    }
}

/// Bytes of a field of protobuf: its tag, its length and itself.
fn field(bytes: usize) -> usize {
    1 + varint(bytes) + bytes
}

/// Bytes of a number in protobuf.
fn varint(number: usize) -> usize {
    (number.max(1).ilog2() / 7 + 1) as usize
}

/// Bytes of what gossipsub sends at once, with its length in front.
fn frame(bytes: usize) -> usize {
    varint(bytes) + bytes
}

/// Bytes of a message of gossipsub that carries so many.
fn message(content: usize) -> usize {
    field(ID_BYTES + content) + field(TOPIC_BYTES)
}

/// Bytes of a gossiped content on its way.
pub(crate) fn gossip_bytes(content: usize) -> usize {
    frame(field(message(content)))
}

/// Whether neighbours are told that no more copies of this content are needed.
pub(crate) fn is_long(content: usize) -> bool {
    message(content) > IDONTWANT_BYTES
}

/// Bytes of what asks for one message, or for no more copies of it.
pub(crate) fn want_bytes() -> usize {
    frame(field(field(field(ID_BYTES))))
}

/// Bytes of what says that so many messages are here.
pub(crate) fn have_bytes(messages: usize) -> usize {
    frame(field(field(field(TOPIC_BYTES) + messages * field(ID_BYTES))))
}
