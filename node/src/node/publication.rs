//! From records as people write them to bodies that can be signed: what is new, what is an update,
//! and what has not changed.

use std::collections::BTreeMap;

use ayni_protocol::identity::PublicKey;
use ayni_protocol::limits::BODY_BYTES_MAX;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::{Kind, Problem, Record, RecordId};
use serde_json::Value;

use super::store_refusal;
use crate::catalogue::{Audience, Catalogue};
use crate::keystore::random;
use crate::refusal::Refusal;

/// Fields that the node adds when it shows a record: what is shown can be edited and published again.
const SHOWN_FIELDS: [&str; 4] = ["platform", "entry", "seq", "time"];

/// How records are published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// Say what would happen, and sign nothing.
    pub dry_run: bool,
    /// Publish the good ones even if others are refused.
    pub partial: bool,
}

/// What became of one record.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is published, or was already.
    Done {
        /// Its id.
        id: String,
        /// Its kind.
        kind: &'static str,
        /// The entry that published it; absent if nothing was signed.
        entry: Option<String>,
        /// The entry's number in the platform's log.
        seq: Option<u64>,
        /// `published`, `updated` or `unchanged`.
        outcome: &'static str,
    },
    /// It breaks rules.
    Refused(Vec<Problem>),
}

/// Records judged, in their order: outcomes, and the bodies of those that are to be signed.
pub(super) struct Judged {
    pub(super) outcomes: Vec<Outcome>,
    /// The position of a record and its body.
    pub(super) bodies: Vec<(usize, Vec<u8>)>,
}

/// Records of this platform that were judged before, in the same publication, by their id and by
/// the platform's own identifier.
#[derive(Default)]
struct Before {
    contents: BTreeMap<RecordId, Value>,
    ids: BTreeMap<(Kind, String), RecordId>,
}

/// Judges `records`. Blocks: it looks up what is published already.
///
/// # Errors
/// `record_invalid` with every problem, unless the publication is partial; `not_own_record`,
/// `body_too_large`, or a failure of the store.
pub(super) fn judge(
    catalogue: &Catalogue,
    me: &PublicKey,
    records: Vec<Value>,
    how: Publication,
) -> Result<Judged, Refusal> {
    let mut judged = Judged {
        outcomes: Vec::with_capacity(records.len()),
        bodies: Vec::new(),
    };
    let mut problems = Vec::new();
    let mut before = Before::default();
    for (position, mut json) in records.into_iter().enumerate() {
        let id = take_id(&mut json, position)?;
        let record = match Record::parse(&json) {
            Ok(record) => record,
            Err(found) => {
                problems.extend(found.iter().cloned().map(|problem| (position, problem)));
                judged.outcomes.push(Outcome::Refused(found));
                continue;
            }
        };
        let (id, held) = held(catalogue, me, id, &record, &before)?;
        let content = record.to_json();
        let outcome = match &held {
            None => "published",
            Some(held) if *held == content => "unchanged",
            Some(_) => "updated",
        };
        if let Some(oid) = record.oid() {
            before.ids.insert((record.kind(), oid.to_owned()), id);
        }
        before.contents.insert(id, content.clone());
        if outcome != "unchanged" {
            let body = Operation::Publish { id, record: content }.encode(random()?);
            if body.len() > BODY_BYTES_MAX {
                return Err(Refusal::new("body_too_large", 413).with("limit", BODY_BYTES_MAX));
            }
            judged.bodies.push((position, body));
        }
        judged.outcomes.push(Outcome::Done {
            id: id.to_string(),
            kind: record.kind().as_str(),
            entry: None,
            seq: None,
            outcome,
        });
    }
    if !how.partial && !problems.is_empty() {
        let refused = judged
            .outcomes
            .iter()
            .filter(|outcome| matches!(outcome, Outcome::Refused(_)));
        let mut refusal = Refusal::new("record_invalid", 422).with("count", refused.count());
        refusal.problems = problems;
        return Err(refusal);
    }
    Ok(judged)
}

/// Takes out what is not part of the record's content.
fn take_id(json: &mut Value, position: usize) -> Result<Option<RecordId>, Refusal> {
    let Some(fields) = json.as_object_mut() else {
        return Ok(None); // refused with its reason when it is parsed
    };
    for field in SHOWN_FIELDS {
        fields.remove(field);
    }
    let Some(id) = fields.remove("id") else {
        return Ok(None);
    };
    let parsed = id.as_str().and_then(|text| text.parse().ok());
    parsed.map(Some).ok_or_else(|| {
        Refusal::new("bad_json", 422).with("cause", format!("record {}: {id} is no record id", position + 1))
    })
}

/// The id under which a record is published, and its content as this platform published it before.
fn held(
    catalogue: &Catalogue,
    me: &PublicKey,
    id: Option<RecordId>,
    record: &Record,
    before: &Before,
) -> Result<(RecordId, Option<Value>), Refusal> {
    let known = match (id, record.oid()) {
        (Some(id), _) => Some(id),
        (None, None) => None,
        (None, Some(oid)) => match before.ids.get(&(record.kind(), oid.to_owned())) {
            Some(id) => Some(*id),
            None => catalogue.find_by_oid(me, record.kind(), oid).map_err(store_refusal)?,
        },
    };
    let Some(id) = known else {
        return Ok((RecordId::from_bytes(random()?), None));
    };
    if let Some(content) = before.contents.get(&id) {
        return Ok((id, Some(content.clone())));
    }
    let row = catalogue
        .current(&id, Some(me), Audience::Federation)
        .map_err(store_refusal)?;
    let Some(row) = row else {
        let elsewhere = catalogue
            .current(&id, None, Audience::Federation)
            .map_err(store_refusal)?;
        return match elsewhere {
            Some(_) => Err(Refusal::new("not_own_record", 403).with("id", id)),
            None => Ok((id, None)),
        };
    };
    let content = catalogue.record(&row).map_err(store_refusal)?;
    // A withdrawn record that is published again is back on the lists: that is a change.
    Ok((id, Some(if row.current.withdrawn { Value::Null } else { content })))
}
