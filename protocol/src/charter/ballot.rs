//! Ballots: one member's signature under one charter.

use serde::{Deserialize, Serialize};

use crate::cbor::{self, CborError};
use crate::cose::{Content, CoseError, Sign1};
use crate::identity::{Hash, PublicKey, SecretKey};
use crate::limits::ENVELOPE_BYTES_MAX;

/// Why a ballot is refused.
#[derive(Debug, thiserror::Error)]
pub enum BallotError {
    /// Not a signed ballot.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// Not the payload of a ballot.
    #[error("payload: {0}")]
    Payload(CborError),
    /// The signature does not hold in this federation.
    #[error("the signature of {0:?} does not verify in this federation")]
    Forged(PublicKey),
}

/// A verified vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// Whose vote.
    pub voter: PublicKey,
    /// The epoch it is about.
    pub epoch: u64,
    /// The round of that epoch; the first is 0.
    pub round: u64,
    /// The hash of the charter it is for.
    pub charter: Hash,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    epoch: u64,
    round: u64,
    charter: Hash,
}

impl Ballot {
    /// The signed bytes of a vote for `charter`.
    pub fn sign(secret: &SecretKey, federation: &Hash, epoch: u64, round: u64, charter: Hash) -> Vec<u8> {
        let payload = cbor::encode(&Payload { epoch, round, charter });
        Sign1::sign(secret, Content::Ballot, &federation.0, &payload)
    }

    /// The vote in `bytes`, whose signature holds in `federation`.
    ///
    /// # Errors
    /// [`BallotError`] if they are no ballot, or the signature does not hold.
    pub fn verify(bytes: &[u8], federation: &Hash) -> Result<Self, BallotError> {
        let sign1 = Sign1::decode(bytes, Content::Ballot, ENVELOPE_BYTES_MAX)?;
        let payload: Payload = cbor::decode(sign1.payload(), ENVELOPE_BYTES_MAX).map_err(BallotError::Payload)?;
        if !sign1.verifies(&federation.0) {
            return Err(BallotError::Forged(sign1.signer()));
        }
        Ok(Self {
            voter: sign1.signer(),
            epoch: payload.epoch,
            round: payload.round,
            charter: payload.charter,
        })
    }
}
