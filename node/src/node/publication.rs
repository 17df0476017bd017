//! From records as people write them to bodies that can be signed: what is new, what is an update,
//! and what has not changed.

use std::collections::BTreeSet;

use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::limits::BODY_BYTES_MAX;
use ayni_protocol::log::Head;
use ayni_protocol::operation::RecordBytes;
use ayni_protocol::record::{Kind, Problem, Record, RecordId, Rule, Status, VALUE_CHARS_MAX};
use serde_json::{Value, json};

use super::store_refusal;
use super::unlisted::{By, Unlisted, Versions};
use crate::catalogue::{Audience, Catalogue, Current};
use crate::cores;
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
    pub(super) bodies: Vec<(usize, Body)>,
    /// Positions of records that say the same as one before them, whose position stands second.
    pub(super) repeated: Vec<(usize, usize)>,
    /// Those that are to be signed, for who publishes next.
    pub(super) versions: Versions,
}

/// What is to be signed, and how it is to be listed then.
pub(super) struct Body {
    pub(super) id: RecordId,
    pub(super) bytes: Vec<u8>,
    pub(super) current: Box<Current>,
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

/// Reads records, on all cores: whether each keeps the rules hangs on nothing but itself, and takes most of the time that
/// publishing takes beside signing. Blocks.
pub(super) fn read(me: PublicKey, records: Vec<Value>) -> Vec<Result<Read, Vec<Problem>>> {
    cores::map(records, |record| Read::of(me, record))
}

/// Judges what was read. Blocks: it looks up what is published already, of which the catalogue does not list `unlisted` yet.
///
/// # Errors
/// `record_invalid` with every problem, or `not_own_record` if that is the only one, unless the
/// publication is partial; or a failure of the store.
pub(super) fn judge(
    catalogue: &Catalogue,
    me: &PublicKey,
    unlisted: &Unlisted,
    read: Vec<Result<Read, Vec<Problem>>>,
    how: Publication,
) -> Result<Judged, Refusal> {
    let mut judged = Judged {
        outcomes: Vec::with_capacity(read.len()),
        bodies: Vec::new(),
        repeated: Vec::new(),
        versions: Versions::default(),
    };
    let mut problems = Vec::new();
    let published = Published {
        catalogue,
        me,
        unlisted,
    };
    for (position, read) in read.into_iter().enumerate() {
        let judged_one = read
            .map_err(Unfit::Breaks)
            .and_then(|read| judge_one(&published, read, how, position, &mut judged.versions));
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
    body: Option<Body>,
    /// The position of the record before it that says the same.
    same: Option<usize>,
}

/// A record that keeps the rules.
pub(super) struct Read {
    /// Absent if whoever sent it has given it none.
    id: Option<RecordId>,
    /// The record as it is signed.
    content: RecordBytes,
    /// The record as it is listed; by which entry is not known yet.
    current: Box<Current>,
}

impl Read {
    fn of(me: PublicKey, mut json: Value) -> Result<Self, Vec<Problem>> {
        const UNKNOWN: Head = Head {
            seq: 0,
            id: Hash([0; 32]),
        };
        let id = take_id(&mut json);
        match (id, Record::parse(&json)) {
            (Ok(id), Ok(record)) => Ok(Self {
                id,
                content: RecordBytes::of(&record.to_json()),
                current: Box::new(Current::of(&record, me, UNKNOWN, 0)),
            }),
            (id, record) => {
                let found = id.err().into_iter().chain(record.err().into_iter().flatten());
                Err(found.collect())
            }
        }
    }
}

fn judge_one(
    published: &Published<'_>,
    read: Read,
    how: Publication,
    position: usize,
    versions: &mut Versions,
) -> Result<One, Unfit> {
    let Read {
        id,
        mut content,
        mut current,
    } = read;
    let (kind, oid) = (current.kind, current.oid.clone());
    let (id, held) = published.held(id, kind, oid.as_deref(), versions)?;
    // Most records are new, and need not be compared with anything.
    let mut json = held.as_ref().map(|_| content.to_json());
    if let (Some(json), Some(held)) = (&mut json, &held)
        && without_implied_status(json, &held.content)
    {
        content = RecordBytes::of(json);
        current.status = None;
    }
    let json = json.unwrap_or_default();
    let outcome = match &held {
        None => "published",
        Some(held) if held.content == json && !held.withdrawn => "unchanged",
        Some(_) => "updated",
    };
    let differences = match &held {
        Some(held) if how.dry_run && outcome == "updated" => held.differences(&json),
        _ => Vec::new(),
    };
    let mut body = None;
    if outcome != "unchanged" {
        let encoded = content.publish(id, random()?);
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
    if let Some(oid) = oid {
        versions.name(kind, oid, id);
    }
    let body = body.map(|bytes| {
        versions.add(id, content, By::Record(position));
        Body { id, bytes, current }
    });
    let outcome = Outcome::Done {
        id: id.to_string(),
        kind: kind.as_str(),
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
/// no change. Whether there was one.
fn without_implied_status(content: &mut Value, held: &Value) -> bool {
    let implied = held.is_object() && held.get("status").is_none();
    match content.as_object_mut() {
        Some(fields) if implied && fields.get("status").and_then(Value::as_str) == Some(Status::Active.as_str()) => {
            fields.remove("status").is_some()
        }
        _ => false,
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

/// All that is published: what the catalogue lists, and what it does not list yet.
struct Published<'p> {
    catalogue: &'p Catalogue,
    me: &'p PublicKey,
    unlisted: &'p Unlisted,
}

impl Published<'_> {
    /// The id under which a record is published, and what this platform has published under it before, `versions` being those
    /// before it in the same publication.
    fn held(
        &self,
        id: Option<RecordId>,
        kind: Kind,
        oid: Option<&str>,
        versions: &Versions,
    ) -> Result<(RecordId, Option<Held>), Unfit> {
        let known = match (id, oid) {
            (Some(id), _) => Some(id),
            (None, None) => None,
            (None, Some(oid)) => self.named(kind, oid, versions)?,
        };
        let Some(id) = known else {
            return Ok((RecordId::from_bytes(random()?), None));
        };
        if let Some(version) = versions.of(&id).or_else(|| self.unlisted.of(&id)) {
            let held = Held {
                content: version.content.to_json(),
                withdrawn: false,
                by: version.by.clone(),
            };
            return Ok((id, Some(held)));
        }
        let row = self
            .catalogue
            .current(&id, Some(self.me), Audience::Federation)
            .map_err(store_refusal)?;
        let Some(row) = row else {
            let elsewhere = self
                .catalogue
                .current(&id, None, Audience::Federation)
                .map_err(store_refusal)?;
            return match elsewhere {
                Some(_) => Err(Unfit::Breaks(vec![problem(Rule::NotOwnRecord, "id", &id.to_string())])),
                None => Ok((id, None)),
            };
        };
        let content = self.catalogue.record(&row).map_err(store_refusal)?.unwrap_or_default();
        let held = Held {
            content,
            withdrawn: row.current.withdrawn,
            by: By::Entry(row.current.entry.to_string(), row.current.seq),
        };
        Ok((id, Some(held)))
    }

    /// Which record of this kind this platform calls so.
    fn named(&self, kind: Kind, oid: &str, versions: &Versions) -> Result<Option<RecordId>, Refusal> {
        if let Some(id) = versions.named(kind, oid).or_else(|| self.unlisted.named(kind, oid)) {
            return Ok(Some(id));
        }
        let listed = self.catalogue.find_by_oid(self.me, kind, oid).map_err(store_refusal)?;
        // It may be called otherwise by now.
        let renamed = |id: &RecordId| versions.of(id).or_else(|| self.unlisted.of(id)).is_some();
        Ok(listed.filter(|id| !renamed(id)))
    }
}
