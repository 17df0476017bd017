//! Papers: everything signed that the members' decisions rest on, as it is gossiped, synced and kept.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::Charter;
use super::admission::{Application, ApplicationError};
use super::ballot::{Ballot, BallotError};
use crate::cbor::{self, CborError};
use crate::cose::{Content, CoseError, Sign1};
use crate::identity::{Hash, PublicKey, SecretKey};
use crate::limits::CHARTER_BYTES_MAX;
use crate::log::{Fork, ForkError};

/// Greatest length of a paper in bytes: a proposed charter with its signature.
pub const PAPER_BYTES_MAX: usize = CHARTER_BYTES_MAX + 512;

/// A paper whose signatures hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paper {
    /// What a member votes for or confirms.
    Ballot(Ballot),
    /// What a member proposes.
    Proposal {
        /// Who proposes it.
        proposer: PublicKey,
        /// The charter that would follow.
        charter: Charter,
    },
    /// Who wishes to be admitted.
    Application(Application),
    /// Who has signed two entries with one number.
    Fork(Box<Fork>),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wire {
    Ballot(ByteBuf),
    Proposal(ByteBuf),
    Application(ByteBuf),
    Fork([ByteBuf; 2]),
}

/// Why a paper is refused.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// Not the CBOR of a paper.
    #[error("paper: {0}")]
    Cbor(#[from] CborError),
    /// Not an acceptable ballot.
    #[error("ballot: {0}")]
    Ballot(#[from] BallotError),
    /// Not a signed proposal.
    #[error("proposal: {0}")]
    Proposal(#[from] CoseError),
    /// A proposal that cannot be a charter.
    #[error("proposal: {0}")]
    Charter(#[from] super::CharterError),
    /// The signature of a proposal does not hold in this federation.
    #[error("the proposal of {0:?} does not verify in this federation")]
    Forged(PublicKey),
    /// Not an acceptable application.
    #[error(transparent)]
    Application(#[from] ApplicationError),
    /// Two entries that prove nothing.
    #[error("fork: {0}")]
    Fork(#[from] ForkError),
}

/// The bytes of a paper that holds a signed ballot.
pub fn of_ballot(ballot: Vec<u8>) -> Vec<u8> {
    cbor::encode(&Wire::Ballot(ballot.into()))
}

/// The bytes of a paper by which `secret` proposes `charter`.
pub fn of_proposal(secret: &SecretKey, federation: &Hash, charter: &Charter) -> Vec<u8> {
    let signed = Sign1::sign(secret, Content::Proposal, &federation.0, &cbor::encode(charter));
    cbor::encode(&Wire::Proposal(signed.into()))
}

/// The bytes of a paper that holds a signed application.
pub fn of_application(application: Vec<u8>) -> Vec<u8> {
    cbor::encode(&Wire::Application(application.into()))
}

/// The bytes of a paper that holds the proof of a fork.
pub fn of_fork(fork: &Fork) -> Vec<u8> {
    let [one, other] = fork
        .envelopes()
        .each_ref()
        .map(|envelope| ByteBuf::from(envelope.bytes()));
    cbor::encode(&Wire::Fork([one, other]))
}

/// The signed ballot in the bytes of a paper, if it holds one.
pub(super) fn ballot_in(bytes: &[u8]) -> Option<Vec<u8>> {
    match cbor::decode(bytes, PAPER_BYTES_MAX) {
        Ok(Wire::Ballot(ballot)) => Some(ballot.into_vec()),
        _ => None,
    }
}

impl Paper {
    /// The id of a paper: the SHA-256 of its bytes.
    pub fn id(bytes: &[u8]) -> Hash {
        Hash::of(bytes)
    }

    /// The paper in `bytes`, whose signatures hold in `federation`.
    ///
    /// Whether its signer has a say is for the caller, who knows the charter.
    ///
    /// # Errors
    /// [`PaperError`] says what is wrong with it.
    pub fn verify(bytes: &[u8], federation: &Hash) -> Result<Self, PaperError> {
        match cbor::decode(bytes, PAPER_BYTES_MAX)? {
            Wire::Ballot(ballot) => Ok(Self::Ballot(Ballot::verify(&ballot, federation)?)),
            Wire::Proposal(signed) => {
                let sign1 = Sign1::decode(&signed, Content::Proposal, PAPER_BYTES_MAX, None)?;
                let charter: Charter = cbor::decode(sign1.payload(), CHARTER_BYTES_MAX)?;
                charter.check()?;
                if !sign1.verifies(&federation.0) {
                    return Err(PaperError::Forged(sign1.signer()));
                }
                Ok(Self::Proposal {
                    proposer: sign1.signer(),
                    charter,
                })
            }
            Wire::Application(application) => Ok(Self::Application(Application::verify(&application, federation)?)),
            Wire::Fork([one, other]) => Ok(Self::Fork(Box::new(Fork::verify(&one, &other, federation)?))),
        }
    }
}
