//! Entries: what an author signs, one after the other.
//!
//! An entry is a signed envelope, which names its place in the log and the hash of its body, and
//! the body beside it. See `docs/protocol.md` for the bytes.

use crate::cbor::CborError;
use crate::cbor::cursor::{self, Cursor};
use crate::cose::{Content, CoseError, Sign1};
use crate::identity::{Hash, PublicKey, SecretKey};
use crate::limits::{BODY_BYTES_MAX, ENVELOPE_BYTES_MAX};

/// Why bytes are not an entry. One variant a broken rule; whose log the entry would belong to, and
/// whether its signature holds, is judged in [`crate::log`].
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// Not a COSE_Sign1 structure of an entry.
    #[error("the envelope: {0}")]
    Cose(#[from] CoseError),
    /// The payload is not the CBOR map of an entry.
    #[error("the envelope's payload: {0}")]
    Payload(CborError),
    /// Numbers begin at 1.
    #[error("an entry has a number from 1")]
    SeqZero,
    /// The first entry has no predecessor, every other has one.
    #[error("entry {seq} must {} a predecessor", if *.seq == 1 { "not name" } else { "name" })]
    Prev {
        /// The entry's number.
        seq: u64,
    },
    /// More body than an entry may have.
    #[error("a body of {0} bytes is more than the {BODY_BYTES_MAX} allowed")]
    BodyTooLong(u64),
    /// The body is not the one that was signed.
    #[error("the body of entry {seq} has not the hash or length that was signed")]
    BodyMismatch {
        /// The entry's number.
        seq: u64,
    },
}

/// What is signed of an entry: a CBOR map with these keys, in this order.
#[derive(Clone, Copy, Debug)]
struct Payload {
    seq: u64,
    body: Hash,
    prev: Option<Hash>,
    size: u64,
    time: i64,
}

impl Payload {
    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(128);
        cursor::write_map(&mut bytes, if self.prev.is_some() { 5 } else { 4 });
        cursor::write_text(&mut bytes, "seq");
        cursor::write_unsigned(&mut bytes, self.seq);
        cursor::write_text(&mut bytes, "body");
        cursor::write_bytes(&mut bytes, &self.body.0);
        if let Some(prev) = &self.prev {
            cursor::write_text(&mut bytes, "prev");
            cursor::write_bytes(&mut bytes, &prev.0);
        }
        cursor::write_text(&mut bytes, "size");
        cursor::write_unsigned(&mut bytes, self.size);
        cursor::write_text(&mut bytes, "time");
        cursor::write_integer(&mut bytes, self.time);
        bytes
    }

    fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        let mut cursor = Cursor::new(bytes);
        let names_prev = match cursor.map()? {
            5 => true,
            4 => false,
            _ => return Err(CborError::Unexpected("the map of an entry")),
        };
        cursor.key("seq")?;
        let seq = cursor.unsigned()?;
        cursor.key("body")?;
        let body = Hash(cursor.bytes_of()?);
        let prev = if names_prev {
            cursor.key("prev")?;
            Some(Hash(cursor.bytes_of()?))
        } else {
            None
        };
        cursor.key("size")?;
        let size = cursor.unsigned()?;
        cursor.key("time")?;
        let time = cursor.integer()?;
        cursor.end()?;
        Ok(Self {
            seq,
            body,
            prev,
            size,
            time,
        })
    }
}

/// The signed part of an entry, decoded; its signature has not been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    bytes: Vec<u8>,
    id: Hash,
    author: PublicKey,
    seq: u64,
    prev: Option<Hash>,
    time: i64,
    body: Hash,
    size: u64,
}

impl Envelope {
    /// Signs the envelope of `body` as entry `seq` of the log of `secret`.
    ///
    /// `prev` is the id of the entry before (absent for the first), `time` the author's clock in
    /// Unix milliseconds: a claim, which decides nothing.
    ///
    /// # Panics
    /// If `seq` and `prev` do not fit each other, or the body is too long: the caller numbers its
    /// own log and checks what it publishes.
    pub fn sign(secret: &SecretKey, federation: &Hash, seq: u64, prev: Option<Hash>, time: i64, body: &[u8]) -> Self {
        assert_eq!(seq == 1, prev.is_none(), "only the first entry has no predecessor");
        assert!(
            body.len() <= BODY_BYTES_MAX,
            "bodies are bounded before they are signed"
        );
        let payload = Payload {
            seq,
            prev,
            time,
            body: Hash::of(body),
            size: body.len() as u64,
        };
        let bytes = Sign1::sign(secret, Content::Entry, &federation.0, &payload.encode());
        Self::of(bytes, secret.public(), payload)
    }

    fn of(bytes: Vec<u8>, author: PublicKey, payload: Payload) -> Self {
        let Payload {
            seq,
            body,
            prev,
            size,
            time,
        } = payload;
        Self {
            id: Hash::of(&bytes),
            bytes,
            author,
            seq,
            prev,
            time,
            body,
            size,
        }
    }

    /// The envelope that `bytes` are.
    ///
    /// # Errors
    /// [`EntryError`], unless they are exactly one well-formed envelope.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        Self::decode_of(bytes, None)
    }

    /// The same of an envelope that is probably by the author `known`, whose key need not be checked again then.
    ///
    /// # Errors
    /// As [`Envelope::decode`].
    pub fn decode_of(bytes: &[u8], known: Option<PublicKey>) -> Result<Self, EntryError> {
        let sign1 = Sign1::decode(bytes, Content::Entry, ENVELOPE_BYTES_MAX, known)?;
        let payload = Payload::decode(sign1.payload()).map_err(EntryError::Payload)?;
        if payload.seq == 0 {
            return Err(EntryError::SeqZero);
        }
        if (payload.seq == 1) != payload.prev.is_none() {
            return Err(EntryError::Prev { seq: payload.seq });
        }
        if payload.size > BODY_BYTES_MAX as u64 {
            return Err(EntryError::BodyTooLong(payload.size));
        }
        Ok(Self::of(bytes.to_vec(), sign1.signer(), payload))
    }

    /// Whether the author's own signature holds in `federation`.
    pub fn verifies(&self, federation: &Hash) -> bool {
        let sign1 = Sign1::decode(&self.bytes, Content::Entry, ENVELOPE_BYTES_MAX, Some(self.author));
        sign1.is_ok_and(|sign1| sign1.verifies(&federation.0))
    }

    /// The bytes that were signed, stored and forwarded.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The SHA-256 of the envelope's bytes, signature included.
    pub fn id(&self) -> Hash {
        self.id
    }

    /// Whose log the entry belongs to.
    pub fn author(&self) -> PublicKey {
        self.author
    }

    /// The entry's number in its log, from 1.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The id of the entry before; absent for the first.
    pub fn prev(&self) -> Option<Hash> {
        self.prev
    }

    /// When the author says it was signed, in Unix milliseconds.
    pub fn time(&self) -> i64 {
        self.time
    }

    /// The SHA-256 of the body.
    pub fn body_hash(&self) -> Hash {
        self.body
    }

    /// Bytes of the body.
    pub fn body_size(&self) -> u64 {
        self.size
    }
}

/// An envelope with its body, which is the one that was signed, or without it: an erased body is nowhere. The signature is
/// not checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    envelope: Envelope,
    body: Option<Vec<u8>>,
}

impl Entry {
    /// Signs `body` as entry `seq` of the log of `secret`: see [`Envelope::sign`].
    pub fn sign(secret: &SecretKey, federation: &Hash, seq: u64, prev: Option<Hash>, time: i64, body: Vec<u8>) -> Self {
        Self {
            envelope: Envelope::sign(secret, federation, seq, prev, time, &body),
            body: Some(body),
        }
    }

    /// The entry of an envelope and its body, if that is there.
    ///
    /// # Errors
    /// [`EntryError`] if the envelope is malformed or the body is not the signed one.
    pub fn decode(envelope: &[u8], body: impl Into<Option<Vec<u8>>>) -> Result<Self, EntryError> {
        Self::decode_of(envelope, body, None)
    }

    /// The same of an entry that is probably by the author `known`: see [`Envelope::decode_of`].
    ///
    /// # Errors
    /// As [`Entry::decode`].
    pub fn decode_of(
        envelope: &[u8],
        body: impl Into<Option<Vec<u8>>>,
        known: Option<PublicKey>,
    ) -> Result<Self, EntryError> {
        let (envelope, body) = (Envelope::decode_of(envelope, known)?, body.into());
        let is_other = |body: &Vec<u8>| body.len() as u64 != envelope.size || Hash::of(body) != envelope.body;
        if body.as_ref().is_some_and(is_other) {
            return Err(EntryError::BodyMismatch { seq: envelope.seq });
        }
        Ok(Self { envelope, body })
    }

    /// The signed part.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// The body's bytes; absent if it was erased or withheld.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }

    /// The same entry without its body.
    pub fn without_body(self) -> Self {
        Self { body: None, ..self }
    }

    /// Bytes of envelope and body together.
    pub fn size(&self) -> usize {
        self.envelope.bytes.len() + self.body.as_ref().map_or(0, Vec::len)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FEDERATION: Hash = Hash([7; 32]);

    fn entry(seq: u64) -> Entry {
        let prev = (seq > 1).then_some(Hash([9; 32]));
        Entry::sign(
            &SecretKey::from_seed(&[1; 32]),
            &FEDERATION,
            seq,
            prev,
            -5,
            b"\xa0".to_vec(),
        )
    }

    #[test]
    fn any_single_flipped_bit_of_an_entry_is_refused() {
        let original = entry(2);
        let envelope = original.envelope().bytes();
        let body = original.body().expect("its body");
        for bit in 0..(envelope.len() + body.len()) * 8 {
            let mut bytes = [envelope, body].concat();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let body = bytes.split_off(envelope.len());
            let accepted = Entry::decode(&bytes, body).is_ok_and(|entry| entry.envelope().verifies(&FEDERATION));
            assert!(!accepted, "bit {bit}");
        }
    }

    #[test]
    fn another_federations_entry_does_not_verify() {
        assert!(entry(1).envelope().verifies(&FEDERATION));
        assert!(!entry(1).envelope().verifies(&Hash([8; 32])));
    }

    #[test]
    fn an_entry_without_its_place_in_the_log_is_refused() {
        let secret = SecretKey::from_seed(&[1; 32]);
        let refused = |seq, prev| {
            let payload = Payload {
                seq,
                prev,
                time: 0,
                body: Hash::of(b""),
                size: 0,
            };
            let bytes = Sign1::sign(&secret, Content::Entry, &FEDERATION.0, &payload.encode());
            Envelope::decode(&bytes).expect_err("must be refused")
        };
        assert!(matches!(refused(0, None), EntryError::SeqZero));
        assert!(matches!(refused(1, Some(FEDERATION)), EntryError::Prev { seq: 1 }));
        assert!(matches!(refused(2, None), EntryError::Prev { seq: 2 }));
    }

    #[test]
    fn an_unknown_field_in_the_payload_is_refused() {
        let payload = b"\xa5\x63seq\x01\x64body\x58\x20\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\x64more\x00\x64size\x00\x64time\x00";
        let secret = SecretKey::from_seed(&[1; 32]);
        let bytes = Sign1::sign(&secret, Content::Entry, &FEDERATION.0, payload);
        assert!(matches!(
            Envelope::decode(&bytes),
            Err(EntryError::Payload(CborError::Unexpected("prev")))
        ));
    }

    #[test]
    fn a_body_other_than_the_signed_one_is_refused() {
        let original = entry(1);
        assert!(matches!(
            Entry::decode(original.envelope().bytes(), b"\xa1".to_vec()),
            Err(EntryError::BodyMismatch { seq: 1 })
        ));
    }

    proptest! {
        #[test]
        fn an_entry_reads_back_as_it_was_signed(
            seed: [u8; 32], seq in 1_u64.., prev: [u8; 32], time: i64, body in prop::collection::vec(any::<u8>(), 0..2000)
        ) {
            let secret = SecretKey::from_seed(&seed);
            let prev = (seq > 1).then_some(Hash(prev));
            let entry = Entry::sign(&secret, &FEDERATION, seq, prev, time, body.clone());
            let read = Entry::decode(entry.envelope().bytes(), body).expect("own bytes");
            prop_assert!(read.envelope().verifies(&FEDERATION));
            prop_assert_eq!(read.envelope().author(), secret.public());
            prop_assert_eq!((read.envelope().seq(), read.envelope().prev(), read.envelope().time()), (seq, prev, time));
            prop_assert_eq!(read, entry);
        }
    }
}
