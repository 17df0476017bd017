//! Messages: what nodes say to each other.
//!
//! Requests and responses travel on `/ayni/sync/1`; gossip messages on the topics of their
//! federation. All are deterministic CBOR, bounded before they are decoded.

pub mod entries;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::cbor::{self, CborError};
use crate::charter::paper::PAPER_BYTES_MAX;
use crate::entry::{Entry, EntryError, Envelope};
use crate::frontier::{Digest, Range};
use crate::identity::{Hash, PublicKey};
use crate::limits::{
    ADDRESS_BYTES_MAX, BODY_BYTES_MAX, CHARTER_BYTES_MAX, CHARTERS_PER_RESPONSE_MAX, ENVELOPE_BYTES_MAX, LOGS_MAX,
    PAPERS_PER_RESPONSE_MAX, RANGES_PER_REQUEST_MAX, REQUEST_BYTES_MAX, RESPONSE_BYTES_MAX, RESPONSE_PAPERS_BYTES_MAX,
};
use crate::log::Head;

/// What a node asks another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Do we hold the same? Answered by [`Response::Equal`] or [`Response::Differ`].
    Compare {
        /// Charters that the asker holds: the number of its epoch plus one, 0 for none.
        charters: u64,
        /// Its frontier.
        digest: Digest,
        /// The fingerprint of its papers; absent where it holds none.
        #[serde(default, skip_serializing_if = "Option::is_none", with = "fingerprint")]
        papers: Option<[u8; 8]>,
        /// The number of the last entry that it holds of the asked node's own log, 0 for none: so that node need not ask for it.
        yours: u64,
    },
    /// The asker holds these heads, which the other lacks. Answered by [`Response::Told`].
    Tell {
        /// Heads, in author order.
        heads: Vec<(PublicKey, Head)>,
    },
    /// Entries of these ranges. Answered by [`Response::Entries`].
    Ranges {
        /// At most [`RANGES_PER_REQUEST_MAX`], each of one log.
        ranges: Vec<Range>,
    },
    /// Charters from this epoch on. Answered by [`Response::Charters`].
    Charters {
        /// The first epoch wanted.
        from: u64,
    },
    /// Papers about the next charter. Answered by [`Response::Papers`].
    Papers {
        /// The id of the last one that is known already; absent for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Hash>,
    },
    /// What a guest says: it wishes to be admitted. Answered by [`Response::Told`].
    Apply {
        /// As [`crate::charter::paper`] writes it.
        #[serde(with = "serde_bytes")]
        application: Vec<u8>,
    },
}

/// What a node answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// The frontiers are equal.
    Equal {
        /// Charters that the answerer holds.
        charters: u64,
        /// The fingerprint of its papers; absent where it holds none.
        #[serde(default, skip_serializing_if = "Option::is_none", with = "fingerprint")]
        papers: Option<[u8; 8]>,
    },
    /// The frontiers differ.
    Differ {
        /// Charters that the answerer holds.
        charters: u64,
        /// The fingerprint of its papers; absent where it holds none.
        #[serde(default, skip_serializing_if = "Option::is_none", with = "fingerprint")]
        papers: Option<[u8; 8]>,
        /// Which buckets differ: bit n for bucket n.
        buckets: u16,
        /// Its heads in every bucket that differs, in author order.
        heads: Vec<(PublicKey, Head)>,
    },
    /// Heard.
    Told,
    /// Entries of the ranges asked for, in that order. A range that would exceed the limits of a
    /// response is cut short, and those after it are left out: the asker asks again.
    Entries {
        /// A run of consecutive entries for each range, from its first on.
        runs: Vec<Vec<WireEntry>>,
    },
    /// Charters in the order of their epochs.
    Charters {
        /// Each as [`crate::charter::CertifiedCharter::encode`] writes it.
        charters: Vec<ByteBuf>,
    },
    /// Papers in the order of their ids. If there are more, the asker asks again from the last one on.
    Papers {
        /// Each as [`crate::charter::paper`] writes it.
        papers: Vec<ByteBuf>,
    },
    /// The request was not understood or cannot be served now.
    Refused,
}

/// An entry as it travels: `[envelope, body]`, the body null where it is withheld or erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireEntry(pub ByteBuf, pub Option<ByteBuf>);

/// What is gossiped on the topic of charters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Announcement {
    /// A charter with its ballots, as [`crate::charter::CertifiedCharter::encode`] writes it.
    Charter(ByteBuf),
    /// A paper, as [`crate::charter::paper`] writes it.
    Paper(ByteBuf),
}

impl Announcement {
    /// The bytes that travel. They travel under the id that is their SHA-256.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// The announcement that `bytes` are.
    ///
    /// # Errors
    /// [`MessageError::Cbor`] if they are none, or too long.
    pub fn decode(bytes: &[u8]) -> Result<Self, MessageError> {
        Ok(cbor::decode(bytes, PAPER_BYTES_MAX + 16)?)
    }
}

/// Eight bytes as a byte string, or nothing.
mod fingerprint {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_bytes::{ByteArray, Bytes};

    pub(super) fn serialize<S: Serializer>(value: &Option<[u8; 8]>, serializer: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(|bytes| Bytes::new(bytes)).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<[u8; 8]>, D::Error> {
        Ok(Option::<ByteArray<8>>::deserialize(deserializer)?.map(ByteArray::into_array))
    }
}

/// Why a message is refused.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// Not the CBOR of a message.
    #[error("message: {0}")]
    Cbor(#[from] CborError),
    /// A list with more elements than allowed.
    #[error("message with {found} {what}, more than the {limit} allowed")]
    TooMany {
        /// What the list holds.
        what: &'static str,
        /// Elements found.
        found: usize,
        /// Elements allowed.
        limit: usize,
    },
}

impl Request {
    /// The bytes that travel.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// The request that `bytes` are.
    ///
    /// # Errors
    /// [`MessageError`] if they are no request, or one that breaks a bound.
    pub fn decode(bytes: &[u8]) -> Result<Self, MessageError> {
        let request: Self = cbor::decode(bytes, REQUEST_BYTES_MAX)?;
        match &request {
            Self::Tell { heads } => bounded("heads", heads.len(), LOGS_MAX)?,
            Self::Ranges { ranges } => bounded("ranges", ranges.len(), RANGES_PER_REQUEST_MAX)?,
            Self::Compare { .. } | Self::Charters { .. } | Self::Papers { .. } | Self::Apply { .. } => {}
        }
        Ok(request)
    }
}

impl Response {
    /// The bytes that travel.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// The response that `bytes` are.
    ///
    /// # Errors
    /// [`MessageError`] if they are no response, or one that breaks a bound.
    pub fn decode(bytes: &[u8]) -> Result<Self, MessageError> {
        let response: Self = cbor::decode(bytes, RESPONSE_BYTES_MAX)?;
        match &response {
            Self::Differ { heads, .. } => bounded("heads", heads.len(), LOGS_MAX)?,
            Self::Entries { runs } => bounded("runs", runs.len(), RANGES_PER_REQUEST_MAX)?,
            Self::Charters { charters } => {
                bounded("charters", charters.len(), CHARTERS_PER_RESPONSE_MAX)?;
            }
            Self::Papers { papers } => bounded("papers", papers.len(), PAPERS_PER_RESPONSE_MAX)?,
            Self::Equal { .. } | Self::Told | Self::Refused => {}
        }
        Ok(response)
    }
}

fn bounded(what: &'static str, found: usize, limit: usize) -> Result<(), MessageError> {
    if found > limit {
        return Err(MessageError::TooMany { what, found, limit });
    }
    Ok(())
}

/// Why an entry that travelled is refused.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// Not an envelope, or not its body.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// Not the CBOR pair of envelope and body.
    #[error("gossiped entry: {0}")]
    Cbor(#[from] CborError),
}

impl WireEntry {
    /// An entry as it travels, with its body if that is held.
    pub fn new(envelope: &[u8], body: Option<&[u8]>) -> Self {
        Self(ByteBuf::from(envelope), body.map(ByteBuf::from))
    }

    /// Only the envelope, for an entry whose body is too long to be gossiped.
    pub fn without_body(envelope: &[u8]) -> Self {
        Self(ByteBuf::from(envelope), None)
    }

    /// The bytes of one entry alone, as it is gossiped.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// The gossiped entry that `bytes` are.
    ///
    /// # Errors
    /// [`WireError`] if they are not a pair of byte strings, the second of them perhaps null.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        Ok(cbor::decode(bytes, ENVELOPE_BYTES_MAX + BODY_BYTES_MAX + 16)?)
    }

    /// The envelope alone, decoded.
    ///
    /// # Errors
    /// [`EntryError`] if it is malformed.
    pub fn envelope(&self) -> Result<Envelope, EntryError> {
        Envelope::decode(&self.0)
    }

    /// The entry; its body, if it came along, is the one that was signed.
    ///
    /// # Errors
    /// [`WireError::Entry`] if it is malformed.
    pub fn into_entry(self) -> Result<Entry, WireError> {
        Ok(Entry::decode(&self.0, self.1.map(ByteBuf::into_vec))?)
    }
}

/// A [`Response::Entries`] in the making: what fits into one response, in the order of the ranges, piece by piece: entries,
/// or stretches of them that travel as they are stored.
#[derive(Debug)]
pub struct Filling<P> {
    room: usize,
    runs: Vec<Vec<P>>,
}

impl<P> Filling<P> {
    /// An empty response with room for so many bytes of envelopes and bodies.
    pub fn new(room: usize) -> Self {
        Self { room, runs: Vec::new() }
    }

    /// Bytes that still fit; 0 once the response is full.
    pub fn room(&self) -> usize {
        self.room
    }

    /// Adds the run for the next range: as many of the pieces (bytes of envelopes and bodies, and what is sent), in order, as fit.
    ///
    /// The first piece of a response always fits, whatever its size, so that every answer helps.
    /// A run that was cut short, or did not fit at all, ends the response.
    pub fn push(&mut self, pieces: impl IntoIterator<Item = (usize, P)>) {
        let mut run = Vec::new();
        for (size, piece) in pieces {
            let is_first = run.is_empty() && self.runs.iter().all(Vec::is_empty);
            if size > self.room && !is_first {
                self.room = 0;
                if run.is_empty() {
                    // An empty run would say that nothing of this range is held here.
                    return;
                }
                break;
            }
            self.room = self.room.saturating_sub(size);
            run.push(piece);
        }
        self.runs.push(run);
    }

    /// The pieces of each run.
    pub fn into_runs(self) -> Vec<Vec<P>> {
        self.runs
    }
}

// A response with one largest entry, or one list of all heads, must fit; so must a charter with a
// ballot of each member, and the request that tells all heads.
const _: () = {
    const HEAD_BYTES_MAX: usize = 32 + 2 + 9 + 34 + 16;
    assert!(ENVELOPE_BYTES_MAX + BODY_BYTES_MAX < RESPONSE_BYTES_MAX);
    assert!(HEAD_BYTES_MAX * LOGS_MAX < REQUEST_BYTES_MAX);
    assert!(CHARTERS_PER_RESPONSE_MAX * CHARTER_BYTES_MAX < RESPONSE_BYTES_MAX);
    assert!(RESPONSE_PAPERS_BYTES_MAX + PAPER_BYTES_MAX < RESPONSE_BYTES_MAX);
    assert!(ADDRESS_BYTES_MAX < ENVELOPE_BYTES_MAX);
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frontier::Frontier;
    use crate::identity::SecretKey;

    #[test]
    fn requests_and_responses_read_back_as_they_were_written() {
        let author = SecretKey::from_seed(&[1; 32]).public();
        let head = Head {
            seq: 3,
            id: Hash([4; 32]),
        };
        let range = Range { author, from: 1, to: 3 };
        for request in [
            Request::Compare {
                charters: 1,
                digest: Frontier::default().digest(),
                papers: Some([1; 8]),
                yours: 7,
            },
            Request::Papers { after: None },
            Request::Papers {
                after: Some(Hash([7; 32])),
            },
            Request::Apply {
                application: vec![1, 2],
            },
            Request::Tell {
                heads: vec![(author, head)],
            },
            Request::Ranges { ranges: vec![range] },
            Request::Charters { from: 0 },
        ] {
            assert_eq!(Request::decode(&request.encode()).expect("own bytes"), request);
        }
        let wire = WireEntry::new(b"envelope", Some(b"body"));
        for response in [
            Response::Equal {
                charters: 2,
                papers: None,
            },
            Response::Papers {
                papers: vec![ByteBuf::from(vec![1])],
            },
            Response::Differ {
                charters: 2,
                papers: Some([3; 8]),
                buckets: 5,
                heads: vec![(author, head)],
            },
            Response::Told,
            Response::Entries {
                runs: vec![vec![wire, WireEntry::without_body(b"e")], vec![]],
            },
            Response::Charters {
                charters: vec![ByteBuf::from(vec![1])],
            },
            Response::Refused,
        ] {
            assert_eq!(Response::decode(&response.encode()).expect("own bytes"), response);
        }
    }

    #[test]
    fn comparing_takes_at_most_200_bytes() {
        let compare = Request::Compare {
            charters: u64::MAX,
            digest: Frontier::default().digest(),
            papers: Some([1; 8]),
            yours: u64::MAX,
        };
        assert!(compare.encode().len() <= 200, "{}", compare.encode().len());
        let equal = Response::Equal {
            charters: u64::MAX,
            papers: Some([1; 8]),
        };
        assert!(equal.encode().len() <= 200);
    }

    #[test]
    fn a_request_for_more_ranges_than_allowed_is_refused() {
        let author = SecretKey::from_seed(&[1; 32]).public();
        let ranges = vec![Range { author, from: 1, to: 3 }; RANGES_PER_REQUEST_MAX + 1];
        assert!(matches!(
            Request::decode(&Request::Ranges { ranges }.encode()),
            Err(MessageError::TooMany { what: "ranges", .. })
        ));
    }

    #[test]
    fn a_response_is_filled_up_to_its_room_and_never_says_that_what_did_not_fit_is_not_held() {
        let entry = |size: usize| (size, ());
        let lengths = |filling: Filling<()>| filling.into_runs().iter().map(Vec::len).collect::<Vec<_>>();
        let mut cut_short = Filling::new(25);
        cut_short.push([entry(10), entry(10), entry(10)]);
        assert_eq!(cut_short.room(), 0);
        assert_eq!(lengths(cut_short), [2]);

        let mut left_out = Filling::new(25);
        left_out.push([entry(10)]);
        left_out.push([]);
        left_out.push([entry(20)]);
        assert_eq!(left_out.room(), 0);
        assert_eq!(lengths(left_out), [1, 0]);

        let mut too_large = Filling::new(5);
        too_large.push([entry(10), entry(10)]);
        assert_eq!(lengths(too_large), [1]);
    }

    #[test]
    fn a_message_of_another_kind_is_refused() {
        assert!(Request::decode(&Response::Told.encode()).is_err());
        assert!(Response::decode(&Request::Charters { from: 0 }.encode()).is_err());
        assert!(Request::decode(&[0x81; 200_000]).is_err());
    }
}
