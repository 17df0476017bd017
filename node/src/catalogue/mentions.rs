//! Mentions: which records name a record, and as what.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::ControlFlow;
use std::str::FromStr;

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::{Details, Record, RecordId, Visibility};
use ayni_protocol::vocabulary::relation::Predicate;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Audience, Catalogue, Current, Platform, Row};
use crate::clock;
use crate::store::StoreError;

/// Most records that are shown with a record they name, and as many comments on it.
pub const MENTIONS_SHOWN_MAX: usize = 100;

/// Most mentions that are looked at for the relations of a record, and for the comments on it: what platforms make in years.
pub const MENTIONS_READ_MAX: usize = 10_000;

/// Most bytes of comments that are shown with a record. One comment at least is shown.
const COMMENTS_BYTES_MAX: usize = 512 * 1024;

/// As what a record names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// By a relation of its own.
    Relation(Predicate),
    /// It is a comment on it.
    Comment,
    /// It is a comment in answer to it.
    Reply,
}

/// What a comment is to the record that it is about.
const COMMENT: &str = "comment";

/// What a comment is to the comment that it answers.
const REPLY: &str = "reply";

impl Tie {
    fn as_str(self) -> &'static str {
        match self {
            Self::Relation(predicate) => predicate.as_str(),
            Self::Comment => COMMENT,
            Self::Reply => REPLY,
        }
    }

    /// The byte under which it is stored.
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Comment => b'c',
            Self::Reply => b'r',
            Self::Relation(Predicate::SameAs) => b'S',
            Self::Relation(Predicate::PartOf) => b'P',
            Self::Relation(Predicate::Implements) => b'I',
            Self::Relation(Predicate::TranslationOf) => b'T',
            Self::Relation(Predicate::About) => b'A',
            Self::Relation(Predicate::Follows) => b'F',
        }
    }
}

/// That a record names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    pub(crate) tie: Tie,
    /// The record that is named.
    pub(crate) record: RecordId,
}

impl Mention {
    /// What a record names, each once.
    pub(super) fn of(record: &Record) -> Vec<Self> {
        let relations = record.heading().relations.iter().map(|relation| Self {
            tie: Tie::Relation(relation.predicate),
            record: relation.record,
        });
        let mut mentions: Vec<Self> = relations.collect();
        if let Details::Comment(comment) = record.details() {
            let (about, parent) = (Some(comment.about), comment.parent);
            let named = [(Tie::Comment, about), (Tie::Reply, parent)];
            mentions.extend(
                named
                    .into_iter()
                    .filter_map(|(tie, record)| Some(Self { tie, record: record? })),
            );
        }
        mentions
    }
}

impl fmt::Display for Mention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.tie.as_str(), self.record)
    }
}

/// A text that [`Mention`] has not written.
#[derive(Debug, thiserror::Error)]
#[error("this is no mention of a record")]
pub struct NotAMention;

impl FromStr for Mention {
    type Err = NotAMention;

    fn from_str(text: &str) -> Result<Self, NotAMention> {
        let (tie, record) = text.split_once(':').ok_or(NotAMention)?;
        Ok(Self {
            tie: match tie {
                COMMENT => Tie::Comment,
                REPLY => Tie::Reply,
                other => Tie::Relation(Predicate::parse(other).ok_or(NotAMention)?),
            },
            record: record.parse().map_err(|_| NotAMention)?,
        })
    }
}

/// A mention as it is found by the record that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MentionRow {
    pub(crate) mention: Mention,
    /// When the version was published that says so, by its author's clock, in Unix milliseconds.
    pub(crate) time: i64,
    /// The record that names the other.
    pub(crate) id: RecordId,
    /// Whose record that is.
    pub(crate) owner: PublicKey,
    pub(crate) visibility: Visibility,
    /// From when on it is shown to nobody.
    pub(crate) over_from: Option<i64>,
}

impl Current {
    /// What stands in the index while this is `owner`'s current version of `id`: nothing if it is withdrawn.
    pub(super) fn mention_rows(&self, id: RecordId, owner: PublicKey) -> impl Iterator<Item = MentionRow> {
        let row = move |mention: &Mention| MentionRow {
            mention: *mention,
            time: self.time,
            id,
            owner,
            visibility: self.visibility,
            over_from: self.over_from,
        };
        self.mentions.iter().filter(|_| !self.withdrawn).map(row)
    }

    /// What a comment is about; absent for other kinds.
    pub(super) fn about(&self) -> Option<RecordId> {
        let mut mentions = self.mentions.iter();
        mentions
            .find(|mention| mention.tie == Tie::Comment)
            .map(|mention| mention.record)
    }
}

/// The records that name a record in one way.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Naming {
    /// How many there are.
    pub total: usize,
    /// False if there were more than [`MENTIONS_READ_MAX`], of which some are not counted then.
    pub complete: bool,
    /// The first of them, at most [`MENTIONS_SHOWN_MAX`].
    pub records: Vec<Value>,
}

/// Which records name a record.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Mentions {
    /// Those with a relation to it, relation by relation, as lists show them, each with its `predicate`.
    pub relations: Naming,
    /// The comments on it, and if it is a comment those that answer it, the oldest first: `id`, `platform`, `time`, `body`, `language`, and if
    /// there are any `handle`, `parent` (unless that is hidden), `machine_translated` and `flagged`.
    pub comments: Naming,
}

impl Catalogue {
    /// Which records that this audience may see name a record; absent if none does. Comments that are hidden here are left out, also for the
    /// platform's own people. Blocks.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub fn mentions(
        &self,
        id: &RecordId,
        audience: Audience,
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Result<Option<Mentions>, StoreError> {
        let mut found = Mentions::default();
        let ties = Predicate::ALL.iter().map(|predicate| Tie::Relation(*predicate));
        let (relations, complete) = self.mentioning(id, ties, audience)?;
        (found.relations.total, found.relations.complete) = (relations.len(), complete);
        for mention in relations.iter().take(MENTIONS_SHOWN_MAX) {
            let Some(row) = self.mentioned(mention, audience)? else {
                continue;
            };
            let mut shown = row.to_json(platforms);
            shown["predicate"] = json!(mention.mention.tie.as_str());
            found.relations.records.push(shown);
        }
        let (mut comments, complete) = self.mentioning(id, [Tie::Comment, Tie::Reply].into_iter(), audience)?;
        comments.sort_by_key(|mention| (mention.time, mention.id, mention.owner));
        comments.dedup_by_key(|mention| (mention.id, mention.owner));
        (found.comments.total, found.comments.complete) = (comments.len(), complete);
        let hidden: BTreeSet<RecordId> = self.hidden()?.keys().map(|(id, _)| *id).collect();
        let mut bytes = 0;
        for mention in comments.iter().take(MENTIONS_SHOWN_MAX) {
            let Some(shown) = self.comment(mention, audience, &hidden, platforms)? else {
                continue;
            };
            bytes += shown.to_string().len();
            if bytes > COMMENTS_BYTES_MAX && !found.comments.records.is_empty() {
                break;
            }
            found.comments.records.push(shown);
        }
        let any =
            found.relations.total + found.comments.total > 0 || !(found.relations.complete && found.comments.complete);
        Ok(any.then_some(found))
    }

    /// The mentions of a record by these ties that this audience may see, and whether that is all of them.
    fn mentioning(
        &self,
        id: &RecordId,
        ties: impl Iterator<Item = Tie>,
        audience: Audience,
    ) -> Result<(Vec<MentionRow>, bool), StoreError> {
        let (now, hidden) = (clock::unix_ms(), self.hidden()?);
        let (mut seen, mut left, mut complete) = (Vec::new(), MENTIONS_READ_MAX, true);
        for tie in ties {
            let mention = Mention { tie, record: *id };
            self.store.rows().mentioning(&mention, |row| {
                if left == 0 {
                    complete = false;
                    return ControlFlow::Break(());
                }
                left -= 1;
                let is_shown = audience.may_see(row.visibility)
                    && row.over_from.is_none_or(|from| from > now)
                    && !hidden.contains_key(&(row.id, row.owner));
                seen.extend(is_shown.then_some(row));
                ControlFlow::Continue(())
            })?;
        }
        Ok((seen, complete))
    }

    /// The row of a mention, if this audience may see it still: its record may have been published anew meanwhile.
    fn mentioned(&self, mention: &MentionRow, audience: Audience) -> Result<Option<Row>, StoreError> {
        let row = self.row(&mention.id, &mention.owner)?;
        let is_shown = |row: &Row| {
            let current = &row.current;
            row.is_shown_to(audience) && !row.hidden && !current.withdrawn && !current.is_over(clock::unix_ms())
        };
        Ok(row.filter(is_shown))
    }

    /// A comment as it is shown below the record that it is about; absent if it is not to be shown any more.
    fn comment(
        &self,
        mention: &MentionRow,
        audience: Audience,
        hidden: &BTreeSet<RecordId>,
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Result<Option<Value>, StoreError> {
        let Some(row) = self.mentioned(mention, audience)? else {
            return Ok(None);
        };
        let record = self.record(&row)?.and_then(|json| Record::read(&json).ok());
        let Some(record) = record else { return Ok(None) };
        let Details::Comment(comment) = record.details() else {
            return Ok(None);
        };
        let Value::Object(mut listed) = row.to_json(platforms) else {
            return Ok(None);
        };
        let mut shown = Map::new();
        for name in ["id", "platform", "time"] {
            shown.extend(listed.remove_entry(name));
        }
        shown.insert("body".to_owned(), json!(comment.body));
        shown.insert("language".to_owned(), json!(comment.language));
        if let Some(handle) = &comment.handle {
            shown.insert("handle".to_owned(), json!(handle));
        }
        // Nothing leads to what is shown to nobody.
        if let Some(parent) = comment.parent.filter(|parent| !hidden.contains(parent)) {
            shown.insert("parent".to_owned(), json!(parent));
        }
        if let Some(by_machine) = record.to_json().get("machine_translated") {
            shown.insert("machine_translated".to_owned(), by_machine.clone());
        }
        if row.flagged {
            shown.insert("flagged".to_owned(), json!(true));
        }
        Ok(Some(Value::Object(shown)))
    }

    /// What `show` says of a row beside the record itself, under the names under which it does: see [`Mentions`], and `moderation` for what
    /// platforms say of a comment.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub(crate) fn beside(
        &self,
        row: &Row,
        audience: Audience,
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Result<Vec<(&'static str, Value)>, StoreError> {
        let moderation = self.moderation(row, audience, platforms);
        let moderation = (!moderation.is_empty()).then(|| ("moderation", json!(moderation)));
        let mentions = self.mentions(&row.id, audience, platforms)?;
        let mentions = mentions.map(|mentions| ("mentions", json!(mentions)));
        Ok(moderation.into_iter().chain(mentions).collect())
    }
}
