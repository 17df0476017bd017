//! Ballots: what a member signs about a proposed charter.
//!
//! A member signs twice. Its **vote** says that it is for a proposal in a round, or for none of
//! them. Once the votes of a quorum for that proposal are known, its node signs the
//! **confirmation**; confirmations of a quorum put the charter in force. [`super::voting`] says why
//! one signature would not do.

use serde::{Deserialize, Serialize};

use crate::cbor::{self, CborError};
use crate::cose::{Content, CoseError, Sign1};
use crate::identity::{Hash, PublicKey, SecretKey};
use crate::limits::{ENVELOPE_BYTES_MAX, ROUNDS_MAX};

/// Why a ballot is refused.
#[derive(Debug, thiserror::Error)]
pub enum BallotError {
    /// Not a signed ballot.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// Not the payload of a ballot.
    #[error("payload: {0}")]
    Payload(CborError),
    /// A confirmation that confirms nothing.
    #[error("a confirmation must name a charter")]
    Empty,
    /// A round that no epoch has.
    #[error("round {0} is beyond the last one, {last}", last = ROUNDS_MAX - 1)]
    Round(u64),
    /// The signature does not hold in this federation.
    #[error("the signature of {0:?} does not verify in this federation")]
    Forged(PublicKey),
}

/// Which of its two signatures a member gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It is for a proposal, or for none.
    Vote,
    /// It has seen the votes of a quorum for the proposal it voted for.
    Confirm,
}

/// What a member said about the charter of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ballot {
    /// Who said it.
    pub voter: PublicKey,
    /// The epoch it is about.
    pub epoch: u64,
    /// The round of that epoch, from 0; less than [`ROUNDS_MAX`].
    pub round: u64,
    /// Vote or confirmation.
    pub step: Step,
    /// The hash of the charter it is for. Absent in the vote of a member who is for none.
    pub charter: Option<Hash>,
}

/// A confirmation has no `step`, so that it is as short as can be: charters carry many.
#[derive(Serialize, Deserialize)]
struct Payload {
    epoch: u64,
    round: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    charter: Option<Hash>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    step: Option<Step>,
}

impl Ballot {
    /// The signed bytes of this ballot, which must be one of the voter's own.
    ///
    /// # Panics
    /// If `secret` is not the voter's.
    pub fn sign(&self, secret: &SecretKey, federation: &Hash) -> Vec<u8> {
        assert_eq!(self.voter, secret.public(), "a ballot is signed by its voter");
        let payload = cbor::encode(&Payload {
            epoch: self.epoch,
            round: self.round,
            charter: self.charter,
            step: (self.step == Step::Vote).then_some(Step::Vote),
        });
        Sign1::sign(secret, Content::Ballot, &federation.0, &payload)
    }

    /// The signed bytes by which `secret` confirms `charter` in the first round of `epoch`.
    pub fn confirm(secret: &SecretKey, federation: &Hash, epoch: u64, charter: Hash) -> Vec<u8> {
        let ballot = Self {
            voter: secret.public(),
            epoch,
            round: 0,
            step: Step::Confirm,
            charter: Some(charter),
        };
        ballot.sign(secret, federation)
    }

    /// The ballot in `bytes`, whose signature holds in `federation`.
    ///
    /// # Errors
    /// [`BallotError`] if they are no ballot, or the signature does not hold.
    pub fn verify(bytes: &[u8], federation: &Hash) -> Result<Self, BallotError> {
        let sign1 = Sign1::decode(bytes, Content::Ballot, ENVELOPE_BYTES_MAX, None)?;
        let payload: Payload = cbor::decode(sign1.payload(), ENVELOPE_BYTES_MAX).map_err(BallotError::Payload)?;
        let step = match payload.step {
            None => Step::Confirm,
            Some(Step::Vote) => Step::Vote,
            // A confirmation is written without its step, and a value has one encoding.
            Some(Step::Confirm) => return Err(BallotError::Payload(CborError::NotDeterministic)),
        };
        if step == Step::Confirm && payload.charter.is_none() {
            return Err(BallotError::Empty);
        }
        if payload.round >= ROUNDS_MAX {
            return Err(BallotError::Round(payload.round));
        }
        if !sign1.verifies(&federation.0) {
            return Err(BallotError::Forged(sign1.signer()));
        }
        Ok(Self {
            voter: sign1.signer(),
            epoch: payload.epoch,
            round: payload.round,
            step,
            charter: payload.charter,
        })
    }
}
