//! Lists of records: pages, and where the next page begins.

use std::collections::BTreeMap;

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::RecordId;
use ayni_protocol::vocabulary::side::Side;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::filter::Sieve;
use super::{Audience, Catalogue, Filter, LIMIT_MAX, Row, Spoken};
use crate::clock;
use crate::store::StoreError;
use crate::store::rows::{CountKey, RowKey};

/// First byte of a cursor: the version of its form.
const CURSOR_VERSION: u8 = 1;

/// Most rows that are looked up for each one of a page, before all are read instead: that takes a fifth of the time a row.
const LOOK_UPS_PER_ROW_MAX: usize = 4;

/// Why there is no such page.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Not a cursor that a page gave.
    #[error("this is not a cursor that a page of this list has given")]
    Cursor,
    /// Too few or too many records a page.
    #[error("a page has 1 to {LIMIT_MAX} records, not {0}")]
    Limit(usize),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// How many records pass the filter, on all pages together.
    pub total: u64,
    /// The records of this page, in the order of record id and author: `id`, `kind`, `title`,
    /// `original`, `countries`, `platform` (`did`, `name`, `country`, `side`), `oid` if there is one,
    /// `status`, `visibility`, `seq`, `entry`, `time`.
    pub records: Vec<Value>,
    /// Where the next page begins; null on the last one.
    pub cursor: Option<String>,
}

/// The rows of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// How many records pass the filter, on all pages together.
    pub total: u64,
    /// The rows of this page, in the order of record id and author.
    pub rows: Vec<Row>,
    /// Whether others come behind the last of them.
    pub more: bool,
}

impl Listed {
    /// The first `count` rows alone; the next page begins behind them.
    pub fn cut(&mut self, count: usize) {
        self.more |= count < self.rows.len();
        self.rows.truncate(count);
    }

    /// Where the next page begins; `None` on the last one.
    pub fn cursor(&self) -> Option<String> {
        let last = self.rows.last().filter(|_| self.more);
        last.map(|row| encode_cursor(&(row.id, row.author)))
    }

    /// The page as it is shown: see [`Row::to_json`].
    pub fn page(&self, platforms: &BTreeMap<PublicKey, Platform>) -> Page {
        Page {
            total: self.total,
            records: self.rows.iter().map(|row| row.to_json(platforms)).collect(),
            cursor: self.cursor(),
        }
    }
}

/// A platform as the charter describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Platform {
    /// Its did.
    pub did: String,
    /// Its name.
    pub name: String,
    /// Alpha-2 code of its country.
    pub country: String,
    /// North or South.
    pub side: Side,
    /// Whether it is a member no longer: what it has published stays.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub former: bool,
}

impl Row {
    /// The row as lists show it: see [`Page::records`]. `platforms` are those of the charter; an author
    /// who is not among them is shown by did alone.
    pub fn to_json(&self, platforms: &BTreeMap<PublicKey, Platform>) -> Value {
        let current = &self.current;
        let platform = match platforms.get(&self.author) {
            Some(platform) => json!(platform),
            None => json!({ "did": self.author.to_string() }),
        };
        let mut row = Map::new();
        row.insert("id".to_owned(), json!(self.id));
        row.insert("kind".to_owned(), json!(current.kind));
        row.insert("title".to_owned(), json!(current.title));
        row.insert("original".to_owned(), json!(current.original));
        row.insert("countries".to_owned(), json!(current.countries));
        row.insert("platform".to_owned(), platform);
        if let Some(oid) = &current.oid {
            row.insert("oid".to_owned(), json!(oid));
        }
        row.insert("status".to_owned(), json!(self.status()));
        row.insert("visibility".to_owned(), json!(current.visibility));
        row.insert("seq".to_owned(), json!(current.seq));
        row.insert("entry".to_owned(), json!(current.entry.to_string()));
        row.insert("time".to_owned(), json!(clock::rfc3339(current.time)));
        Value::Object(row)
    }
}

impl Catalogue {
    /// A page of the records that pass a filter and that this audience may see.
    ///
    /// `platforms` are those of the charter. Pages of an unchanging list show each record once;
    /// a record that is published meanwhile shows if it comes behind the cursor. Blocks; with a
    /// filter that the kept counts don't know it reads all rows.
    ///
    /// # Errors
    /// [`CatalogueError`].
    pub fn list(
        &self,
        filter: &Filter,
        audience: Audience,
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Result<Listed, CatalogueError> {
        filter.check_limit()?;
        let after = filter.cursor.as_deref().map(decode_cursor).transpose()?;
        let sieve = Sieve::new(filter, audience, platforms);
        let spoken = self.spoken()?;
        let total_kept = match sieve.counts_suffice() {
            true => Some(self.total(&sieve, &spoken)?),
            false => None,
        };
        if let Some(total) = total_kept
            && let Some((rows, more)) = self.first_rows(&sieve, &spoken, after, filter.limit)?
        {
            return Ok(Listed { total, rows, more });
        }
        // For a total that is not kept all rows are read, also those before the cursor.
        let (mut rows, mut passed, mut more) = (BTreeMap::new(), 0, false);
        let is_wanted = |author: &PublicKey| sieve.passes_author(author);
        self.visit(is_wanted, |key, current| {
            let row = Row::of(key, current, &spoken);
            if !sieve.passes(&row) {
                return;
            }
            passed += 1;
            let is_behind = |last: &RowKey| rows.len() == filter.limit && key > *last;
            if after.is_some_and(|after| key <= after) {
                return;
            }
            if rows.last_key_value().is_some_and(|(last, _)| is_behind(last)) {
                more = true;
                return;
            }
            rows.insert(key, row);
            if rows.len() > filter.limit {
                rows.pop_last();
                more = true;
            }
        })?;
        Ok(Listed {
            total: total_kept.unwrap_or(passed),
            rows: rows.into_values().collect(),
            more,
        })
    }

    /// The rows behind `after` that pass, at most `limit`, and whether there are more, each looked up by itself; absent if that would take
    /// longer than to look at all.
    fn first_rows(
        &self,
        sieve: &Sieve<'_>,
        spoken: &Spoken,
        after: Option<RowKey>,
        limit: usize,
    ) -> Result<Option<(Vec<Row>, bool)>, StoreError> {
        let (places, mut rows, mut tried) = (self.places(), Vec::new(), 0);
        for key in places.behind(after).filter(|key| sieve.passes_author(&key.1)) {
            tried += 1;
            if tried > LOOK_UPS_PER_ROW_MAX * limit {
                return Ok(None);
            }
            let row = self
                .stored_at(&places, &key)?
                .map(|current| Row::of(key, current, spoken));
            let Some(row) = row.filter(|row| sieve.passes(row)) else {
                continue;
            };
            if rows.len() == limit {
                return Ok(Some((rows, true)));
            }
            rows.push(row);
        }
        Ok(Some((rows, false)))
    }

    /// How many rows pass, from the kept counts, in which hidden comments are counted, and what has expired.
    fn total(&self, sieve: &Sieve<'_>, spoken: &Spoken) -> Result<u64, StoreError> {
        let over = self.over(sieve.now)?;
        let state = self.state();
        let passing = |(key, _): &(&CountKey, &u64)| sieve.passes_counted(key);
        let total: u64 = state.counts.iter().filter(passing).map(|(_, count)| count).sum();
        let over: u64 = over.iter().filter(passing).map(|(_, count)| count).sum();
        let hidden = spoken.hidden.values().flatten().filter(|key| sieve.passes_counted(key));
        // Somebody may publish between the one and the other.
        Ok(total.saturating_sub(hidden.count() as u64 + over))
    }
}

fn encode_cursor((id, author): &RowKey) -> String {
    URL_SAFE_NO_PAD.encode([&[CURSOR_VERSION][..], id.as_bytes(), author.as_bytes()].concat())
}

fn decode_cursor(text: &str) -> Result<RowKey, CatalogueError> {
    parse_cursor(text).ok_or(CatalogueError::Cursor)
}

fn parse_cursor(text: &str) -> Option<RowKey> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (id, author) = bytes.strip_prefix(&[CURSOR_VERSION])?.split_first_chunk::<16>()?;
    let author = PublicKey::from_bytes(<[u8; 32]>::try_from(author).ok()?).ok()?;
    Some((RecordId::from_bytes(*id), author))
}
