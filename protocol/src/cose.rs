//! COSE_Sign1 (RFC 9052 §4.2): the one form in which anything is signed.
//!
//! A structure has a protected header with the algorithm (EdDSA), a content type that says what is
//! signed, and the signer's key; an empty unprotected header; a payload; and a signature over
//! `["Signature1", protected, external_aad, payload]`. The content type and the external data keep
//! one kind of statement from passing for another, and one federation's from passing in another.

use crate::cbor::CborError;
use crate::cbor::cursor::{self, Cursor};
use crate::identity::{KeyError, PublicKey, SecretKey};

/// Tag 18 of COSE_Sign1, as the one byte that CBOR writes for it.
const SIGN1_TAG: u8 = 0xd2;

/// What a signature is about: each has its own content type, so nothing signed as one can pass for
/// another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// An entry of a log.
    Entry,
    /// A vote for a charter.
    Ballot,
    /// An invitation into a federation.
    Ticket,
    /// A platform's description of itself, given to those who may admit it.
    Card,
    /// A charter that a member proposes.
    Proposal,
    /// A platform's wish to be admitted, with the ticket that invited it.
    Application,
}

impl Content {
    /// The content type in the protected header (label 3); the number is the version.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Entry => "application/vnd.ayni.entry.v1+cbor",
            Self::Ballot => "application/vnd.ayni.ballot.v1+cbor",
            Self::Ticket => "application/vnd.ayni.ticket.v1+cbor",
            Self::Card => "application/vnd.ayni.card.v1+cbor",
            Self::Proposal => "application/vnd.ayni.proposal.v1+cbor",
            Self::Application => "application/vnd.ayni.application.v1+cbor",
        }
    }
}

/// Why bytes are not a signed structure of the expected content.
#[derive(Debug, thiserror::Error)]
pub enum CoseError {
    /// Does not begin with tag 18.
    #[error("not a COSE_Sign1 structure: it does not begin with tag 18")]
    NotTagged,
    /// Not the CBOR array of four that follows the tag.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// The protected header is not exactly the one that this content has.
    #[error("the protected header is not the one of {0}")]
    Header(&'static str),
    /// The key in the header is no usable key.
    #[error("the signer's key: {0}")]
    Key(#[from] KeyError),
    /// The signature has not 64 bytes.
    #[error("an Ed25519 signature has 64 bytes, not {0}")]
    SignatureLength(usize),
}

/// A structure as it lies in the bytes that hold it; its signature has not been checked.
#[derive(Clone, Copy, Debug)]
pub struct Sign1<'b> {
    signer: PublicKey,
    protected: &'b [u8],
    payload: &'b [u8],
    signature: &'b [u8; 64],
}

impl<'b> Sign1<'b> {
    /// The signed bytes of `payload` as `content`, tag included.
    ///
    /// `external_aad` is signed along but does not travel: the federation id, or nothing for what
    /// is said outside any federation.
    pub fn sign(secret: &SecretKey, content: Content, external_aad: &[u8], payload: &[u8]) -> Vec<u8> {
        let protected = protected_header(content, &secret.public());
        let signature = secret.sign(&signed_message(&protected, external_aad, payload));
        let mut bytes = Vec::with_capacity(16 + protected.len() + payload.len() + signature.len());
        bytes.push(SIGN1_TAG);
        cursor::write_array(&mut bytes, 4);
        cursor::write_bytes(&mut bytes, &protected);
        // The unprotected header, which is always empty.
        cursor::write_map(&mut bytes, 0);
        cursor::write_bytes(&mut bytes, payload);
        cursor::write_bytes(&mut bytes, &signature);
        bytes
    }

    /// The structure that `bytes` hold. Its signature is not checked yet.
    ///
    /// `known` is a key that need not be checked again, if it is the signer's: checking a key takes longer than all the rest.
    ///
    /// # Errors
    /// [`CoseError`] unless the bytes are exactly what [`Sign1::sign`] writes for this content;
    /// `limit` is their greatest length.
    pub fn decode(
        bytes: &'b [u8],
        content: Content,
        limit: usize,
        known: Option<PublicKey>,
    ) -> Result<Self, CoseError> {
        let Some((&SIGN1_TAG, rest)) = bytes.split_first() else {
            return Err(CoseError::NotTagged);
        };
        if bytes.len() > limit {
            let found = bytes.len();
            return Err(CborError::TooLong { found, limit }.into());
        }
        let wrong_header = || CoseError::Header(content.content_type());
        let mut cursor = Cursor::new(rest);
        if cursor.array()? != 4 {
            return Err(CborError::Unexpected("an array of four").into());
        }
        let protected = cursor.bytes()?;
        if cursor.map()? != 0 {
            return Err(wrong_header());
        }
        let payload = cursor.bytes()?;
        let signature = cursor.bytes()?;
        cursor.end()?;
        let key = protected.last_chunk::<32>().ok_or_else(wrong_header)?;
        let signer = match known.filter(|known| known.as_bytes() == key) {
            Some(known) => known,
            None => PublicKey::from_bytes(*key)?,
        };
        if !is_protected_header(protected, content) {
            return Err(wrong_header());
        }
        let signature = signature
            .try_into()
            .map_err(|_| CoseError::SignatureLength(signature.len()))?;
        Ok(Self {
            signer,
            protected,
            payload,
            signature,
        })
    }

    /// Whether the signature is the signer's, over this payload and `external_aad`.
    pub fn verifies(&self, external_aad: &[u8]) -> bool {
        let message = signed_message(self.protected, external_aad, self.payload);
        self.signer.verifies(&message, self.signature)
    }

    /// The key that the header names as the signer's.
    pub fn signer(&self) -> PublicKey {
        self.signer
    }

    /// The signed payload.
    pub fn payload(&self) -> &'b [u8] {
        self.payload
    }
}

/// The deterministic protected header: `{1: -8, 3: content type, 4: key}`.
fn protected_header(content: Content, signer: &PublicKey) -> Vec<u8> {
    let mut header = header_before_key(content);
    header.extend_from_slice(signer.as_bytes());
    header
}

/// Whether `header` is the protected header of this content, with whatever key.
fn is_protected_header(header: &[u8], content: Content) -> bool {
    let before = header_before_key(content);
    header.len() == before.len() + 32 && header.starts_with(&before)
}

/// The protected header as far as the bytes of the key.
fn header_before_key(content: Content) -> Vec<u8> {
    /// Labels and the algorithm of RFC 9052 §3.1 and RFC 9053 §2.2: a map of three, and in it EdDSA.
    const ALG_EDDSA: [u8; 3] = [0xa3, 0x01, 0x27];
    const CONTENT_TYPE: u8 = 0x03;
    const KID: u8 = 0x04;
    /// The head of a byte string of 32 bytes.
    const KEY_BYTES: [u8; 2] = [0x58, 32];
    let mut header = Vec::with_capacity(96);
    header.extend_from_slice(&ALG_EDDSA);
    header.push(CONTENT_TYPE);
    cursor::write_text(&mut header, content.content_type());
    header.push(KID);
    header.extend_from_slice(&KEY_BYTES);
    header
}

fn signed_message(protected: &[u8], external_aad: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(32 + protected.len() + external_aad.len() + payload.len());
    cursor::write_array(&mut message, 4);
    cursor::write_text(&mut message, "Signature1");
    cursor::write_bytes(&mut message, protected);
    cursor::write_bytes(&mut message, external_aad);
    cursor::write_bytes(&mut message, payload);
    message
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_bytes::Bytes;

    use super::*;
    use crate::cbor;

    const AAD: [u8; 32] = [7; 32];

    fn signed() -> Vec<u8> {
        Sign1::sign(&SecretKey::from_seed(&[1; 32]), Content::Entry, &AAD, b"\xa0")
    }

    #[test]
    fn what_is_signed_reads_back_and_verifies() {
        let signed = signed();
        let read = Sign1::decode(&signed, Content::Entry, 512, None).expect("own bytes");
        assert_eq!(read.payload(), b"\xa0");
        assert_eq!(read.signer(), SecretKey::from_seed(&[1; 32]).public());
        assert!(read.verifies(&AAD));
    }

    #[test]
    fn a_signature_of_one_federation_does_not_hold_in_another() {
        let signed = signed();
        let read = Sign1::decode(&signed, Content::Entry, 512, None).expect("own bytes");
        assert!(!read.verifies(&[8; 32]));
    }

    #[test]
    fn what_is_signed_as_one_content_does_not_pass_for_another() {
        assert!(matches!(
            Sign1::decode(&signed(), Content::Ballot, 512, None),
            Err(CoseError::Header(_))
        ));
    }

    #[test]
    fn any_flipped_bit_is_refused() {
        let bytes = signed();
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let accepted = Sign1::decode(&flipped, Content::Entry, 512, None).is_ok_and(|read| read.verifies(&AAD));
            assert!(!accepted, "bit {bit}");
        }
    }

    #[test]
    fn an_unprotected_header_is_refused() {
        let bytes = signed();
        let key = SecretKey::from_seed(&[1; 32]).public();
        let protected = protected_header(Content::Entry, &key);
        let mut with_header = vec![SIGN1_TAG];
        with_header.extend(cbor::encode(&(
            Bytes::new(&protected),
            BTreeMap::from([(1, 1)]),
            Bytes::new(b"\xa0"),
            Bytes::new(&bytes[bytes.len() - 64..]),
        )));
        assert!(matches!(
            Sign1::decode(&with_header, Content::Entry, 512, None),
            Err(CoseError::Header(_))
        ));
    }
}
