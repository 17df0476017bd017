//! The versions of a record.

use std::fmt::Display;
use std::sync::Arc;

use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::localized::Localized;
use ayni_protocol::record::RecordId;
use serde::{Serialize, Serializer};

use super::row::{self, Said};
use super::{Audience, Catalogue};
use crate::clock;
use crate::store::StoreError;

/// Most versions of a record that are shown: the newest of them.
pub const VERSIONS_MAX: usize = 1_000;

/// One entry about a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Version {
    /// The id of the entry.
    #[serde(serialize_with = "to_text")]
    pub entry: Hash,
    /// Its number in the author's log.
    pub seq: u64,
    /// Whose entry it is.
    #[serde(serialize_with = "to_text")]
    pub author: PublicKey,
    /// When the author says it was signed, in Unix milliseconds; in JSON as RFC 3339.
    #[serde(serialize_with = "to_moment")]
    pub time: i64,
    /// `publish`, `withdraw` or `erase`.
    pub op: String,
    /// The title that the version has; absent for a withdrawal and an erasure, for what was erased, and for a version that this program
    /// cannot read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Localized>,
}

impl Catalogue {
    /// The versions of a record that this audience may see, in order of author and number; at most the
    /// last [`VERSIONS_MAX`]. Empty if there is no such record for it. Blocks.
    ///
    /// The public sees neither versions for members only nor those that this program cannot read,
    /// since it cannot know for whom they are; nor anything of what was erased; nor withdrawals of what it never saw; nor
    /// comments that are hidden here.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub fn history(&self, id: &RecordId, audience: Audience) -> Result<Vec<Version>, StoreError> {
        let mut versions = Vec::new();
        let (hidden, owners) = (self.hidden()?, Arc::clone(&self.state().owners));
        // Whose version this audience saw last.
        let mut seen = None;
        for version in self.versions(id, VERSIONS_MAX)? {
            let is_hidden = hidden.contains_key(&(*id, owners.owner(&version.author)));
            if is_hidden && audience == Audience::Public {
                continue;
            }
            let bytes = self.store.entry(&version.author, version.seq)?;
            let said =
                bytes.map(|(envelope, body)| row::read(version.author, &envelope, body.as_deref(), version.seq).0);
            let (visible, title) = match said {
                Some(Said::Published { current, .. }) => (audience.may_see(current.visibility), Some(current.title)),
                Some(Said::Withdrawn { .. }) => {
                    (audience == Audience::Federation || seen == Some(version.author), None)
                }
                _ => (audience == Audience::Federation, None),
            };
            if !visible {
                continue;
            }
            seen = Some(version.author);
            versions.push(Version {
                entry: version.entry,
                seq: version.seq,
                author: version.author,
                time: version.time,
                op: version.op,
                title,
            });
        }
        Ok(versions)
    }
}

fn to_text<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn to_moment<S: Serializer>(time: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&clock::rfc3339(*time))
}
