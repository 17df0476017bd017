//! What the interface would answer, as far as pages show it.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::http::backend::Backend;
use crate::refusal::Refusal;

/// An answer as a page needs it.
pub(super) fn read<T: DeserializeOwned>(value: Value) -> Result<T, Refusal> {
    serde_json::from_value(value).map_err(Refusal::internal)
}

/// An answer about the federation; `None` while its charter has not come yet.
pub(super) fn awaited<T: DeserializeOwned>(answer: Result<Value, Refusal>) -> Result<Option<T>, Refusal> {
    match answer {
        Ok(value) => read(value).map(Some),
        Err(refusal) if refusal.code == "charter_awaited" => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// The federation's charter; `None` while it has not come yet.
pub(super) async fn charter(node: &dyn Backend) -> Result<Option<Charter>, Refusal> {
    awaited(node.charter().await)
}

/// The did of this platform.
pub(super) async fn own_did(node: &dyn Backend) -> Result<String, Refusal> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Own {
        did: String,
    }
    let own: Own = read(node.status().await?)?;
    Ok(own.did)
}

/// The charter as the interface gives it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Charter {
    /// The id of the federation.
    pub(super) federation: String,
    pub(super) name: String,
    pub(super) epoch: u64,
    pub(super) ballots_needed: u64,
    /// The rule by which it is decided.
    pub(super) quorum: String,
    pub(super) members: Vec<Member>,
    pub(super) former: Vec<Member>,
}

/// A member in it, or a former one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Member {
    pub(super) did: String,
    pub(super) name: String,
    pub(super) country: String,
    pub(super) side: String,
    pub(super) basis: String,
    pub(super) role: String,
    /// Of a former member, the number of its last entry.
    pub(super) last: u64,
    /// Of a former member, the did with which its platform goes on.
    pub(super) successor: Option<String>,
}

/// A connection as the interface gives it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Peer {
    pub(super) did: String,
    pub(super) name: String,
    pub(super) country: String,
    pub(super) side: String,
    /// Absent for a peer that the charter doesn't name.
    pub(super) link: Option<String>,
    pub(super) since: String,
}

/// Links by kind.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct LinkCounts {
    pub(super) north_south: u64,
    pub(super) south_south: u64,
    pub(super) north_north: u64,
}

/// How the vote stands.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Ballots {
    pub(super) round: u64,
    pub(super) quorum: u64,
    pub(super) voters: Vec<Voter>,
    pub(super) proposals: Vec<Proposal>,
    pub(super) refusals: Vec<Voter>,
    pub(super) doubles: Vec<Double>,
    pub(super) frozen: Vec<Frozen>,
}

/// A platform that votes.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Voter {
    pub(super) did: String,
    pub(super) name: String,
    pub(super) country: String,
}

/// What somebody proposes.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Proposal {
    pub(super) hash: String,
    pub(super) changes: Vec<Change>,
    pub(super) proposers: Vec<Voter>,
    pub(super) invited_by: Option<Voter>,
    pub(super) votes: Vec<Voter>,
    pub(super) missing: Vec<Voter>,
    pub(super) voted_here: bool,
}

/// One change of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Change {
    pub(super) change: String,
    pub(super) platform: Option<Member>,
    pub(super) key_words: Option<String>,
    pub(super) value: Option<String>,
    pub(super) seq: Option<u64>,
}

/// A member that contradicts itself.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Double {
    pub(super) voter: Voter,
}

/// A log of which there are two entries with one number.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Frozen {
    pub(super) author: Voter,
    pub(super) seq: u64,
    pub(super) entries: Vec<String>,
}
