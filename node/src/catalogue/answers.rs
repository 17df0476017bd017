//! What platforms say to partnerships that name them: each version needs the word of every one of them.

use std::collections::BTreeMap;

use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::record::{Details, Record, RecordId};
use ayni_protocol::vocabulary::partnership::Modality;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Platform, Row};
use crate::clock;

/// What a platform has said to one version of a partnership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) accepted: bool,
    /// When it says it said so, in Unix milliseconds.
    pub(crate) time: i64,
}

/// The answers of all platforms, the last of each to each version. Takes some hundred bytes an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answers(BTreeMap<(RecordId, Hash), BTreeMap<PublicKey, Answer>>);

impl Answers {
    /// Adds what a platform says to a version, in place of what it said before.
    pub(crate) fn add(&mut self, version: (RecordId, Hash), platform: PublicKey, answer: Answer) {
        self.0.entry(version).or_default().insert(platform, answer);
    }

    fn of(&self, row: &Row, platform: &PublicKey) -> Option<Answer> {
        // Whoever publishes a version takes part in it.
        if *platform == row.author {
            return Some(Answer {
                accepted: true,
                time: row.current.time,
            });
        }
        self.0.get(&(row.id, row.current.entry))?.get(platform).copied()
    }

    /// Whether a platform takes part in a row's version, if it has said so.
    pub(crate) fn said(&self, row: &Row, platform: &PublicKey) -> Option<bool> {
        self.of(row, platform).map(|answer| answer.accepted)
    }

    /// Whether some platform that a partnership names has not accepted its current version. False for other kinds.
    pub(super) fn are_awaited(&self, row: &Row) -> bool {
        let accepted = |platform| self.said(row, platform) == Some(true);
        !row.current.partners.iter().all(accepted)
    }
}

/// How a partnership stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cooperation {
    /// What kind of cooperation it is; absent where its participants make none of the known ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality: Option<Modality>,
    /// Whether every platform that it names has accepted this version, so that it is a partnership at all.
    pub active: bool,
    /// The platforms that it names, in its own order: `did`, `name` as the charter or else the partnership has it, `state` (`accepted`, `declined` or `waiting`)
    /// and `time` of that word.
    pub platforms: Vec<Value>,
}

impl Answers {
    /// How the partnership stands that `record` is and `row` stands for; absent for other kinds.
    pub(crate) fn cooperation(
        &self,
        row: &Row,
        record: &Value,
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Option<Cooperation> {
        let read = Record::read(record).ok()?;
        let Details::Partnership(partnership) = read.details() else {
            return None;
        };
        let names = partnership
            .participants
            .iter()
            .filter(|participant| participant.platform.is_some());
        let said = row.current.partners.iter().zip(names).map(|(partner, participant)| {
            let answer = self.of(row, partner);
            let mut said = json!({
                "did": partner.to_string(),
                "state": match answer {
                    Some(Answer { accepted: true, .. }) => "accepted",
                    Some(_) => "declined",
                    None => "waiting",
                },
            });
            let in_charter = platforms.get(partner).map(|platform| &platform.name);
            said["name"] = json!(in_charter.unwrap_or(&participant.name));
            if let Some(answer) = answer {
                said["time"] = json!(clock::rfc3339(answer.time));
            }
            said
        });
        Some(Cooperation {
            modality: partnership.modality(),
            platforms: said.collect(),
            active: !self.are_awaited(row),
        })
    }
}
