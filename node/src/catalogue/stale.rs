//! Stale records: those that somebody should have looked at again by now.

use std::collections::BTreeMap;

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::Date;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::filter::Sieve;
use super::{Audience, Catalogue, CatalogueError, Filter, Platform, Row};
use crate::clock;
use crate::store::rows::RowKey;

/// Records of one platform past the date by which somebody should look at them again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stale {
    /// How many there are.
    pub total: u64,
    /// The first of them, the longest overdue first: `id`, `kind`, `title`, `original`, `oid` if there is one,
    /// `review_by`, `updated` and `status`.
    pub records: Vec<Value>,
}

impl Catalogue {
    /// The records of `author` that pass a filter and are past their [`Current::review_by`](super::Current::review_by)
    /// on the day `today`; at most as many as the filter's limit. Its cursor plays no part. Blocks; reads all rows.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub fn stale(
        &self,
        filter: &Filter,
        author: PublicKey,
        platforms: &BTreeMap<PublicKey, Platform>,
        today: Date,
    ) -> Result<Stale, CatalogueError> {
        filter.check_limit()?;
        let sieve = Sieve::new(filter, Audience::Federation, platforms).of(author);
        let mut total = 0;
        // The longest overdue, by when that began; never more than are asked for.
        let mut oldest: BTreeMap<(i64, RowKey), (Row, Date)> = BTreeMap::new();
        let spoken = self.spoken()?;
        let is_wanted = |author: &PublicKey| sieve.passes_author(author);
        self.visit(is_wanted, |key, current| {
            let row = Some(Row::of(key, current, &spoken)).filter(|row| sieve.passes(row));
            let overdue = row.and_then(|row| {
                let review_by = row.current.review_by()?;
                review_by.is_before(today).then_some((row, review_by))
            });
            if let Some((row, review_by)) = overdue {
                total += 1;
                oldest.insert((clock::beginning(review_by), key), (row, review_by));
                if oldest.len() > filter.limit {
                    oldest.pop_last();
                }
            }
        })?;
        let records = oldest.values().map(|(row, review_by)| shown(row, *review_by));
        Ok(Stale {
            total,
            records: records.collect(),
        })
    }
}

fn shown(row: &Row, review_by: Date) -> Value {
    let current = &row.current;
    let mut shown = Map::new();
    shown.insert("id".to_owned(), json!(row.id));
    shown.insert("kind".to_owned(), json!(current.kind));
    shown.insert("title".to_owned(), json!(current.title));
    shown.insert("original".to_owned(), json!(current.original));
    if let Some(oid) = &current.oid {
        shown.insert("oid".to_owned(), json!(oid));
    }
    shown.insert("review_by".to_owned(), json!(review_by));
    shown.insert("updated".to_owned(), json!(clock::rfc3339(current.time)));
    shown.insert("status".to_owned(), json!(row.status()));
    Value::Object(shown)
}
