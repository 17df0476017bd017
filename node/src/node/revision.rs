//! Revisions: a new version of a record of this platform that changes one thing and leaves the rest as it is.

use ayni_protocol::record::translation::{self, Translation, TranslationError};
use ayni_protocol::record::{Date, RecordId};
use ayni_protocol::vocabulary::relation::Predicate;
use serde::Serialize;
use serde_json::{Value, json};

use super::handle::{NodeHandle, blocking, parse_id};
use super::publication::{Outcome, Publication};
use super::store_refusal;
use crate::catalogue::{Audience, Row};
use crate::clock;
use crate::refusal::Refusal;

/// What became of a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Revised {
    /// The record's id.
    pub id: String,
    /// Its kind.
    pub kind: &'static str,
    /// The entry that holds the version.
    pub entry: Option<String>,
    /// Its number in the platform's log.
    pub seq: Option<u64>,
    /// `updated`, or `unchanged` where the record says so already.
    pub outcome: &'static str,
    /// When somebody should look at it next, if that is what was revised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_by: Option<String>,
}

/// The texts of a record that can be translated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Template {
    /// The language in which the record was written.
    pub original: String,
    /// Its texts by the places where they stand: see [`translation::template`].
    pub texts: std::collections::BTreeMap<String, String>,
}

/// A record of this platform as it was published last, for whoever edits it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Editable {
    /// The record's id.
    pub id: String,
    /// What becomes of it is another version: the entry that published it, and whether it is withdrawn since.
    pub version: String,
    /// Whether it is withdrawn: published again, it is back.
    pub withdrawn: bool,
    /// What was published, without what the node adds where it shows a record.
    pub record: Value,
}

impl NodeHandle {
    /// A record of this platform, also a withdrawn one, for whoever edits it.
    ///
    /// # Errors
    /// `not_found`, `not_own_record`, `record_erased`.
    pub async fn editable(&self, id: &str) -> Result<Editable, Refusal> {
        let row = match self.own_row(id).await {
            Err(refusal) if refusal.code == "not_found" => {
                return Err(self.erased_or(refusal, id, Audience::Federation).await);
            }
            row => row?,
        };
        Ok(Editable {
            id: row.id.to_string(),
            version: match row.current.withdrawn {
                true => format!("{}-withdrawn", row.current.entry),
                false => row.current.entry.to_string(),
            },
            withdrawn: row.current.withdrawn,
            record: self.content(&row).await?,
        })
    }

    /// Publishes `record` as the next version of a record of this platform, if `version` is still the current one: what
    /// somebody else has published meanwhile is not overwritten.
    ///
    /// # Errors
    /// `record_changed`; `record_invalid`; `not_found`, `not_own_record`, `record_erased`; or why this node cannot sign now.
    pub async fn replace(&self, id: &str, version: &str, record: Value) -> Result<Revised, Refusal> {
        let (id, version) = (id.to_owned(), version.to_owned());
        self.in_turn(move |node| async move {
            let current = node.editable(&id).await?;
            let id = current.id.parse().map_err(Refusal::internal)?;
            if current.version != version {
                return Err(Refusal::new("record_changed", 409).with("id", id));
            }
            node.publish_revision(id, record).await
        })
        .await
    }

    /// Notes that somebody has looked at a record of this platform, and when to do so `next`: a year from today unless said.
    ///
    /// # Errors
    /// `bad_review_date`; `not_found`, `not_own_record`, `record_withdrawn`; or why this node cannot sign now.
    pub async fn review(&self, id: &str, next: Option<&str>) -> Result<Revised, Refusal> {
        let today = today()?;
        let next = match next {
            Some(text) => Date::parse(text).ok().filter(|next| today.is_before(*next)),
            None => today.a_year_later(),
        }
        .ok_or_else(|| Refusal::new("bad_review_date", 422).with("value", next.unwrap_or_default()))?;
        let revised = self.revise(id, move |mut record| {
            record["review_by"] = json!(next);
            Ok(record)
        });
        Ok(Revised {
            review_by: Some(next.to_string()),
            ..revised.await?
        })
    }

    /// The texts of a record of this platform, for somebody who translates them.
    ///
    /// # Errors
    /// `not_found`, `not_own_record`, `record_withdrawn`.
    pub async fn template(&self, id: &str) -> Result<Template, Refusal> {
        let record = self.own_record(id).await?.1;
        Ok(Template {
            original: record["original"].as_str().unwrap_or_default().to_owned(),
            texts: translation::template(&record),
        })
    }

    /// Adds a translation to a record of this platform.
    ///
    /// # Errors
    /// Why the translation can't be added; `record_invalid` where a text breaks a rule; `not_found`, `not_own_record`,
    /// `record_withdrawn`; or why this node cannot sign now.
    pub async fn translate(&self, id: &str, translation: Translation) -> Result<Revised, Refusal> {
        self.revise(id, move |record| {
            translation::add(&record, &translation).map_err(|error| untranslatable(error, &translation.language))
        })
        .await
    }

    /// Says that two records are of the same thing, by a relation in the one that is this platform's; in the first of
    /// them if both are. The other one stays as it is.
    ///
    /// # Errors
    /// `not_found`, `neither_own`, `record_withdrawn`, `same_record`, `kinds_differ`, `already_same`; `record_invalid` where
    /// the record has as many relations as it may; or why this node cannot sign now.
    pub async fn same(&self, one: &str, other: &str) -> Result<Revised, Refusal> {
        let (one, other) = (one.to_owned(), other.to_owned());
        self.in_turn(move |node| async move { node.same_alone(&one, &other).await })
            .await
    }

    async fn same_alone(&self, one: &str, other: &str) -> Result<Revised, Refusal> {
        let [first, second] = [self.editions(one).await?, self.editions(other).await?];
        let me = self.me();
        let is_own = |rows: &[Row]| rows.iter().any(|row| row.author == me);
        let [(own_id, own), (id, theirs)] = match (is_own(&first), is_own(&second)) {
            (true, _) => [(one, first), (other, second)],
            (false, true) => [(other, second), (one, first)],
            (false, false) => {
                return Err(Refusal::new("neither_own", 403).with("one", one).with("other", other));
            }
        };
        let withdrawn = |id: &str| Refusal::new("record_withdrawn", 409).with("id", id);
        let own = own.into_iter().find(|row| row.author == me && !row.current.withdrawn);
        let own = own.ok_or_else(|| withdrawn(own_id))?;
        let theirs: Vec<Row> = theirs.into_iter().filter(|row| !row.current.withdrawn).collect();
        let Some(kind) = theirs.first().map(|row| row.current.kind) else {
            return Err(withdrawn(id));
        };
        let to = theirs[0].id;
        if own.id == to {
            return Err(Refusal::new("same_record", 422).with("id", to));
        }
        if theirs.iter().all(|row| row.current.kind != own.current.kind) {
            return Err(Refusal::new("kinds_differ", 422)
                .with("one", own.current.kind)
                .with("other", kind));
        }
        let mine_too = theirs.into_iter().find(|row| row.author == me);
        for (row, to) in [(Some(own.clone()), to), (mine_too, own.id)] {
            let Some(row) = row else { continue };
            if links(&self.content(&row).await?, Predicate::SameAs).any(|id| id == to) {
                return Err(Refusal::new("already_same", 409).with("one", own.id).with("other", id));
            }
        }
        let mut record = self.content(&own).await?;
        let relation = json!({ "predicate": Predicate::SameAs, "record": to });
        match record["relations"].as_array_mut() {
            Some(relations) => relations.push(relation),
            None => record["relations"] = json!([relation]),
        }
        self.publish_revision(own.id, record).await
    }

    /// Publishes the current version of a record of this platform as `change` leaves it.
    async fn revise(
        &self,
        id: &str,
        change: impl FnOnce(Value) -> Result<Value, Refusal> + Send + 'static,
    ) -> Result<Revised, Refusal> {
        let id = id.to_owned();
        let revise = move |node: Self| async move {
            let (record_id, record) = node.own_record(&id).await?;
            node.publish_revision(record_id, change(record)?).await
        };
        self.in_turn(revise).await
    }

    async fn publish_revision(&self, id: RecordId, mut record: Value) -> Result<Revised, Refusal> {
        record["id"] = json!(id);
        let outcomes = self.publish_alone(vec![record], Publication::default()).await?;
        match outcomes.into_iter().next() {
            Some(Outcome::Done {
                id,
                kind,
                entry,
                seq,
                outcome,
                ..
            }) => Ok(Revised {
                id,
                kind,
                entry,
                seq,
                outcome,
                review_by: None,
            }),
            _ => Err(Refusal::internal("one record had no outcome")),
        }
    }

    /// A record of this platform that is not withdrawn.
    async fn own_record(&self, id: &str) -> Result<(RecordId, Value), Refusal> {
        let row = self.own_row(id).await?;
        if row.current.withdrawn {
            return Err(Refusal::new("record_withdrawn", 409).with("id", id));
        }
        Ok((row.id, self.content(&row).await?))
    }

    async fn content(&self, row: &Row) -> Result<Value, Refusal> {
        let (catalogue, id, row) = (self.parts().catalogue.clone(), row.id, row.clone());
        let record = blocking(move || catalogue.record(&row).map_err(store_refusal)).await?;
        // Erased since the row was read.
        record.ok_or_else(|| Refusal::new("record_erased", 410).with("id", id))
    }

    /// Every platform's row of a record, or that of the platform that `id` names; at least one.
    async fn editions(&self, id: &str) -> Result<Vec<Row>, Refusal> {
        let not_found = || Refusal::new("not_found", 404).with("id", id.chars().take(100).collect::<String>());
        let (record, named) = parse_id(id).ok_or_else(not_found)?;
        let catalogue = self.parts().catalogue.clone();
        let rows = blocking(move || catalogue.editions(&record, Audience::Federation).map_err(store_refusal));
        let mut rows = rows.await?;
        rows.retain(|row| named.is_none_or(|named| named == row.author));
        if rows.is_empty() {
            return Err(not_found());
        }
        Ok(rows)
    }
}

/// The day that it is, by this machine's clock.
pub(super) fn today() -> Result<Date, Refusal> {
    clock::date(clock::unix_ms()).ok_or_else(|| Refusal::internal("this machine's clock shows no day of the calendar"))
}

/// The records that a record names by this predicate.
pub(super) fn links(record: &Value, predicate: Predicate) -> impl Iterator<Item = RecordId> {
    let relations = record["relations"].as_array().into_iter().flatten();
    let named = relations.filter(move |relation| relation["predicate"] == predicate.as_str());
    named.filter_map(|relation| relation["record"].as_str()?.parse().ok())
}

fn untranslatable(error: TranslationError, language: &str) -> Refusal {
    // What the sentences choose by where nothing can be offered.
    let meant = |meant: Option<String>| meant.unwrap_or_else(|| "none".to_owned());
    match error {
        TranslationError::Language { found, meant: tag } => Refusal::new("translation_language", 422)
            .with("found", found)
            .with("meant", meant(tag)),
        TranslationError::Original(language) => Refusal::new("translation_original", 422).with("language", language),
        TranslationError::Nothing => Refusal::new("translation_empty", 422),
        TranslationError::Unknown { field, meant: place } => Refusal::new("translation_field", 422)
            .with("field", field)
            .with("meant", meant(place)),
        TranslationError::Empty(field) => Refusal::new("translation_blank", 422).with("field", field),
        TranslationError::Exists(field) => Refusal::new("translation_exists", 409)
            .with("field", field)
            .with("language", language),
        TranslationError::Untranslated => Refusal::new("translation_untranslated", 422),
        TranslationError::MachineRemains(field) => Refusal::new("translation_partly_machine", 409)
            .with("field", field)
            .with("language", language),
    }
}
