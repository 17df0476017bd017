//! From records as people write them to bodies that can be signed: what is new, what is an update,
//! and what has not changed.

use std::collections::{BTreeMap, BTreeSet};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::limits::BODY_BYTES_MAX;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::{Kind, Problem, Record, RecordId, Rule, Status, VALUE_CHARS_MAX};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::store_refusal;
use crate::catalogue::{Audience, Catalogue};
use crate::exchange::{Difference, PROVENANCE, differences};
use crate::keystore::random;
use crate::refusal::Refusal;

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
        /// The entry that published this version; absent if none has been signed yet.
        entry: Option<String>,
        /// The entry's number in the platform's log.
        seq: Option<u64>,
        /// `published`, `updated` or `unchanged`.
        outcome: &'static str,
        /// For an update that is only tried: what it would change.
        differences: Vec<Difference>,
    },
    /// It breaks rules.
    Refused(Vec<Problem>),
}

/// Records judged, in their order: outcomes, and the bodies of those that are to be signed.
pub(super) struct Judged {
    pub(super) outcomes: Vec<Outcome>,
    /// The position of a record and its body.
    pub(super) bodies: Vec<(usize, Vec<u8>)>,
    /// Positions of records that say the same as one before them, whose position stands second.
    pub(super) repeated: Vec<(usize, usize)>,
}

/// Records of this platform that were judged before, in the same publication, by their id and by
/// the platform's own identifier.
#[derive(Default)]
struct Before {
    contents: BTreeMap<RecordId, (usize, Value)>,
    ids: BTreeMap<(Kind, String), RecordId>,
}

/// What this platform has published under an id.
struct Held {
    /// Its content, also where it is withdrawn.
    content: Value,
    /// It is on no list: published again, it is back, and that is a change.
    withdrawn: bool,
    by: By,
}

impl Held {
    /// What differs in `content`, which is to be published.
    fn differences(&self, content: &Value) -> Vec<Difference> {
        let mut found = differences(&self.content, content);
        if self.withdrawn {
            found.retain(|difference| difference.field != "status");
            found.push(Difference {
                field: "status".to_owned(),
                old: json!("withdrawn"),
                new: content
                    .get("status")
                    .cloned()
                    .unwrap_or_else(|| json!(Status::Active.as_str())),
            });
        }
        found
    }
}

/// What publishes a content.
enum By {
    /// This entry, with this number, has.
    Entry(String, u64),
    /// The record at this position of the same publication will.
    Record(usize),
}

/// Why a record is not published.
enum Unfit {
    /// It breaks rules; others may be good.
    Breaks(Vec<Problem>),
    /// It can't even be judged.
    Unjudged(Refusal),
}

impl From<Refusal> for Unfit {
    fn from(refusal: Refusal) -> Self {
        Self::Unjudged(refusal)
    }
}

/// Judges `records`. Blocks: it looks up what is published already.
///
/// # Errors
/// `record_invalid` with every problem, or `not_own_record` if that is the only one, unless the
/// publication is partial; or a failure of the store.
pub(super) fn judge(
    catalogue: &Catalogue,
    me: &PublicKey,
    records: Vec<Value>,
    how: Publication,
) -> Result<Judged, Refusal> {
    let mut judged = Judged {
        outcomes: Vec::with_capacity(records.len()),
        bodies: Vec::new(),
        repeated: Vec::new(),
    };
    let mut problems = Vec::new();
    let mut before = Before::default();
    // Whether a record keeps the rules hangs on nothing but itself, and takes most of the time.
    let read: Vec<_> = records.into_par_iter().map(Read::of).collect();
    for (position, read) in read.into_iter().enumerate() {
        let judged_one = read
            .map_err(Unfit::Breaks)
            .and_then(|read| judge_one(catalogue, me, read, how, position, &mut before));
        match judged_one {
            Ok(One { outcome, body, same }) => {
                judged.outcomes.push(outcome);
                judged.bodies.extend(body.map(|body| (position, body)));
                judged.repeated.extend(same.map(|first| (position, first)));
            }
            Err(Unfit::Unjudged(refusal)) => return Err(refusal),
            Err(Unfit::Breaks(found)) => {
                problems.extend(found.iter().cloned().map(|problem| (position, problem)));
                judged.outcomes.push(Outcome::Refused(found));
            }
        }
    }
    if !how.partial && !problems.is_empty() {
        return Err(refusal(problems));
    }
    Ok(judged)
}

/// What becomes of one good record.
struct One {
    outcome: Outcome,
    /// What is to be signed, if anything.
    body: Option<Vec<u8>>,
    /// The position of the record before it that says the same.
    same: Option<usize>,
}

/// A record that keeps the rules.
struct Read {
    /// Absent if whoever sent it has given it none.
    id: Option<RecordId>,
    record: Record,
    /// The record as it is signed.
    content: Value,
}

impl Read {
    fn of(mut json: Value) -> Result<Self, Vec<Problem>> {
        let id = take_id(&mut json);
        match (id, Record::parse(&json)) {
            (Ok(id), Ok(record)) => Ok(Self {
                id,
                content: record.to_json(),
                record,
            }),
            (id, record) => {
                let found = id.err().into_iter().chain(record.err().into_iter().flatten());
                Err(found.collect())
            }
        }
    }
}

fn judge_one(
    catalogue: &Catalogue,
    me: &PublicKey,
    read: Read,
    how: Publication,
    position: usize,
    before: &mut Before,
) -> Result<One, Unfit> {
    let Read {
        id,
        record,
        mut content,
    } = read;
    let (id, held) = held(catalogue, me, id, &record, before)?;
    if let Some(held) = &held {
        without_implied_status(&mut content, &held.content);
    }
    let outcome = match &held {
        None => "published",
        Some(held) if held.content == content && !held.withdrawn => "unchanged",
        Some(_) => "updated",
    };
    let differences = match &held {
        Some(held) if how.dry_run && outcome == "updated" => held.differences(&content),
        _ => Vec::new(),
    };
    let mut body = None;
    if outcome != "unchanged" {
        let record = content.clone();
        let encoded = Operation::Publish { id, record }.encode(random()?);
        if encoded.len() > BODY_BYTES_MAX {
            return Err(Unfit::Breaks(vec![too_large(encoded.len())]));
        }
        body = Some(encoded);
    }
    let (entry, seq, same) = match held.filter(|_| body.is_none()).map(|held| held.by) {
        Some(By::Entry(entry, seq)) => (Some(entry), Some(seq), None),
        Some(By::Record(first)) => (None, None, Some(first)),
        None => (None, None, None),
    };
    if let Some(oid) = record.oid() {
        before.ids.insert((record.kind(), oid.to_owned()), id);
    }
    if body.is_some() {
        before.contents.insert(id, (position, content));
    }
    let outcome = Outcome::Done {
        id: id.to_string(),
        kind: record.kind().as_str(),
        entry,
        seq,
        outcome,
        differences,
    };
    Ok(One { outcome, body, same })
}

/// Why nothing of a publication is published.
fn refusal(problems: Vec<(usize, Problem)>) -> Refusal {
    let refused: BTreeSet<usize> = problems.iter().map(|(position, _)| *position).collect();
    let foreign = problems.iter().all(|(_, problem)| problem.rule == Rule::NotOwnRecord);
    let mut refusal = match problems.first() {
        Some((_, first)) if foreign => Refusal::new("not_own_record", 403).with("id", &first.value),
        _ => Refusal::new("record_invalid", 422).with("count", refused.len()),
    };
    refusal.problems = problems;
    refusal
}

/// Takes out what is not part of the record's content.
fn take_id(json: &mut Value) -> Result<Option<RecordId>, Problem> {
    let Some(fields) = json.as_object_mut() else {
        return Ok(None); // refused with its reason when it is parsed
    };
    for field in PROVENANCE {
        fields.remove(field);
    }
    let Some(id) = fields.remove("id") else {
        return Ok(None);
    };
    let parsed = id.as_str().and_then(|text| text.parse().ok());
    parsed.map(Some).ok_or_else(|| {
        let found = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        problem(Rule::RecordIdMalformed, "id", &found)
    })
}

/// Takes out the status that lists show of a record whose publisher says none: what is shown, and comes back as it was, is
/// no change.
fn without_implied_status(content: &mut Value, held: &Value) {
    let implied = held.is_object() && held.get("status").is_none();
    if let Some(fields) = content.as_object_mut()
        && implied
        && fields.get("status").and_then(Value::as_str) == Some(Status::Active.as_str())
    {
        fields.remove("status");
    }
}

fn problem(rule: Rule, field: &str, value: &str) -> Problem {
    Problem {
        rule,
        field: field.to_owned(),
        value: value.chars().take(VALUE_CHARS_MAX).collect(),
        suggestion: None,
        limit: None,
    }
}

fn too_large(bytes: usize) -> Problem {
    Problem {
        limit: i64::try_from(BODY_BYTES_MAX).ok(),
        ..problem(Rule::RecordTooLarge, "", &bytes.to_string())
    }
}

/// The id under which a record is published, and what this platform has published under it before.
fn held(
    catalogue: &Catalogue,
    me: &PublicKey,
    id: Option<RecordId>,
    record: &Record,
    before: &Before,
) -> Result<(RecordId, Option<Held>), Unfit> {
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
    if let Some((position, content)) = before.contents.get(&id) {
        let held = Held {
            content: content.clone(),
            withdrawn: false,
            by: By::Record(*position),
        };
        return Ok((id, Some(held)));
    }
    let row = catalogue
        .current(&id, Some(me), Audience::Federation)
        .map_err(store_refusal)?;
    let Some(row) = row else {
        let elsewhere = catalogue
            .current(&id, None, Audience::Federation)
            .map_err(store_refusal)?;
        return match elsewhere {
            Some(_) => Err(Unfit::Breaks(vec![problem(Rule::NotOwnRecord, "id", &id.to_string())])),
            None => Ok((id, None)),
        };
    };
    let content = catalogue.record(&row).map_err(store_refusal)?.unwrap_or_default();
    let held = Held {
        content,
        withdrawn: row.current.withdrawn,
        by: By::Entry(row.current.entry.to_string(), row.current.seq),
    };
    Ok((id, Some(held)))
}
