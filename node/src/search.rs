//! Search: records by their words, filtered, counted and in an order.
//!
//! tantivy is named only here and below. The index is derived: it follows the catalogue, log by log, and says in each of its
//! commits how far. What a crash takes away is read again; an index that does not belong to the catalogue, is of another version
//! or does not open is made anew. It only says which records there are: each is looked up in the catalogue before it is shown,
//! so that what was withdrawn or erased a moment ago is not.

mod beginning;
mod collect;
mod document;
mod facets;
mod follow;
mod query;
mod reading;
mod schema;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::vocabulary::side::Side;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, IndexReader, ReloadPolicy, TantivyError};

use crate::catalogue::{Audience, Catalogue, CatalogueError, Filter, Platform, Row};
use crate::clock;
use crate::store::{Store, StoreError};
pub use collect::{Cluster, Grid, Order};
use collect::{Finding, Rank, Standing};
pub use facets::Facet;
use follow::Writing;
use query::Asked;
use reading::Reading;
use schema::Fields;

/// Longest text that is looked for, in characters; what is behind that is not.
pub const TEXT_CHARS_MAX: usize = 200;

/// Most values of a facet that are told, those with the most records.
pub const VALUES_MAX: usize = 100;

/// First byte of a cursor: the version of its form.
const CURSOR_VERSION: u8 = 2;

/// Why nothing could be found.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SearchError {
    /// Not a cursor that a page of this list gave, or too many records a page.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The index cannot be read or written.
    #[error("the search index: {0}")]
    Index(Arc<TantivyError>),
}

impl From<TantivyError> for SearchError {
    fn from(error: TantivyError) -> Self {
        Self::Index(Arc::new(error))
    }
}

impl From<StoreError> for SearchError {
    fn from(error: StoreError) -> Self {
        Self::Catalogue(error.into())
    }
}

/// What is looked for; by default all records.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Words; empty for all records that pass the filter.
    pub text: String,
    /// Which records.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// By which facets they are counted.
    pub facets: Vec<Facet>,
    /// In which cells those with a place are counted, if in any.
    pub grid: Option<Grid>,
}

/// How many records there are under the values of a facet: those with the most first, at most [`VALUES_MAX`].
pub type Counts = BTreeMap<Facet, Vec<(String, u64)>>;

/// A page of what was found: rows, or what is shown of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<R> {
    /// How many records there are in all.
    pub total: u64,
    /// Those of this page, in their order: of what was withdrawn or erased a moment ago it has none.
    pub records: Vec<R>,
    /// Where the next page begins; absent on the last one.
    pub cursor: Option<String>,
    /// How many there are of what.
    pub counts: Counts,
    /// Where they are, if that was asked for: in the order of their cells.
    pub clusters: Vec<Cluster>,
}

/// See the module.
pub struct Search {
    path: PathBuf,
    index: Index,
    reader: IndexReader,
    /// As of the last commit.
    reading: RwLock<Arc<Reading>>,
    fields: Fields,
    tokenizers: TokenizerManager,
    catalogue: Arc<Catalogue>,
    store: Store,
    /// Held by whoever changes the index.
    writing: Mutex<Writing>,
    /// How often the catalogue had changed when the index last followed it.
    followed: AtomicU64,
    /// Entries that are in the index, and those of them that search finds.
    taken: AtomicU64,
    found: AtomicU64,
}

impl Search {
    /// Opens the index in the directory `path`, or makes an empty one: [`Search::follow`] does the rest. Blocks.
    ///
    /// # Errors
    /// [`SearchError::Index`] if there can be none in that directory.
    pub fn open(path: &Path, catalogue: Arc<Catalogue>, store: Store) -> Result<Self, SearchError> {
        let fields = Fields::new();
        let tokenizers = words::tokenizers();
        let mut index = match opened(path, &fields) {
            Some(index) => index,
            None => made(path, &fields)?,
        };
        index.set_tokenizers(tokenizers.clone());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let writing = Writing::open(&index)?;
        let entries = writing.entries();
        Ok(Self {
            path: path.to_owned(),
            reading: RwLock::new(Arc::new(Reading::of(reader.searcher())?)),
            reader,
            fields,
            tokenizers,
            catalogue,
            store,
            writing: Mutex::new(writing),
            followed: AtomicU64::new(u64::MAX),
            taken: AtomicU64::new(entries),
            found: AtomicU64::new(entries),
            index,
        })
    }

    /// How many documents there are: one of each platform's edition of each record, withdrawn ones too.
    pub fn records(&self) -> u64 {
        self.reading().searcher.num_docs()
    }

    fn reading(&self) -> Arc<Reading> {
        Arc::clone(&self.reading.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the last commit from now on. What was read before lets go of its files when the searches in it are done.
    fn read_anew(&self) -> Result<(), SearchError> {
        self.reader.reload()?;
        let reading = Arc::new(Reading::of(self.reader.searcher())?);
        *self.reading.write().unwrap_or_else(PoisonError::into_inner) = reading;
        Ok(())
    }

    /// Bytes of the index on the disk.
    pub fn disk_bytes(&self) -> u64 {
        let files = std::fs::read_dir(&self.path).into_iter().flatten().flatten();
        files.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
    }

    /// A page of the records that have these words and pass the filter, of those that this audience may see. Blocks.
    ///
    /// # Errors
    /// [`SearchError`].
    pub fn find(
        &self,
        query: &Query,
        audience: Audience,
        platforms: &BTreeMap<PublicKey, Platform>,
    ) -> Result<Found<Row>, SearchError> {
        let filter = &query.filter;
        filter.check_limit()?;
        let spoken = self.catalogue.spoken()?;
        let text: String = query.text.chars().take(TEXT_CHARS_MAX).collect();
        let order = match query.order {
            Order::Relevance if text.trim().is_empty() => Order::Newest,
            order => order,
        };
        let reading = self.reading();
        let finding = Finding {
            reading: Arc::clone(&reading),
            order,
            near: filter.near,
            after: filter
                .cursor
                .as_deref()
                .map(|cursor| decode_cursor(order, cursor))
                .transpose()?,
            // One more tells whether there is another page.
            limit: filter.limit + 1,
            facets: counted_in_index(&query.facets),
            grid: query.grid,
        };
        let asked = Asked {
            text: &text,
            filter,
            audience,
            authors: filter.authors(platforms),
            hidden: spoken.hidden().copied().collect(),
            flagged: match filter.status {
                Some("flagged") => self.catalogue.flagged(),
                _ => Vec::new(),
            },
            now: clock::unix_ms(),
        };
        let searcher = &reading.searcher;
        let mut found = searcher.search(&*asked.query(&self.fields, &self.tokenizers, searcher)?, &finding)?;
        let is_last = found.hits.len() <= filter.limit;
        found.hits.truncate(filter.limit);
        let last = found.hits.last().filter(|_| !is_last);
        let cursor = last.map(|(standing, _)| encode_cursor(order, standing));
        let keys = found.hits.iter().filter_map(|(_, address)| reading.key_of(*address));
        // As the catalogue has them now.
        let rows = self.catalogue.listed(keys.collect(), filter, audience, platforms)?;
        let tally: BTreeMap<Facet, Vec<u64>> = found.tally.into_iter().collect();
        let counts = query.facets.iter().map(|facet| {
            let counts = match facet {
                Facet::Side => by_side(reading.owners(), &tally[&Facet::Platform], platforms),
                facet => most(reading.values(*facet), &tally[facet]),
            };
            (*facet, counts)
        });
        Ok(Found {
            total: found.total,
            records: rows,
            cursor,
            counts: counts.collect(),
            clusters: found.cells.into_values().map(Cluster::from).collect(),
        })
    }
}

/// The index in a directory, if it is one of this version.
fn opened(path: &Path, fields: &Fields) -> Option<Index> {
    if !path.join("meta.json").exists() {
        return None;
    }
    match Index::open_in_dir(path) {
        Ok(index) if index.schema() == fields.schema && follow::is_of_this_version(&index) => Some(index),
        Ok(_) => {
            tracing::info!("the search index is of another version and is made anew");
            None
        }
        Err(error) => {
            tracing::warn!(%error, "the search index does not open and is made anew");
            None
        }
    }
}

/// An empty index in a directory, in place of whatever is there.
fn made(path: &Path, fields: &Fields) -> Result<Index, SearchError> {
    let io = |error: std::io::Error| SearchError::from(TantivyError::from(error));
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
        _ => {}
    }
    crate::data_dir::make_private(path).map_err(io)?;
    Ok(Index::create_in_dir(path, fields.schema.clone())?)
}

/// By which facets the index counts, to tell how many there are by these: sides are those of platforms.
fn counted_in_index(facets: &[Facet]) -> Vec<Facet> {
    let indexed = facets.iter().map(|facet| match facet {
        Facet::Side => Facet::Platform,
        facet => *facet,
    });
    indexed.collect::<BTreeSet<Facet>>().into_iter().collect()
}

/// How many records there are of platforms on each side, by how many there are of each platform. What the charter doesn't name is on none.
fn by_side(
    owners: &[Option<PublicKey>],
    counts: &[u64],
    platforms: &BTreeMap<PublicKey, Platform>,
) -> Vec<(String, u64)> {
    let side_of = |owner: &Option<PublicKey>| platforms.get(owner.as_ref()?).map(|platform| platform.side);
    let sides = Side::ALL.iter().map(|side| {
        let of_side = owners
            .iter()
            .zip(counts)
            .filter(|(owner, _)| side_of(owner) == Some(*side));
        (side.as_str().to_owned(), of_side.map(|(_, count)| count).sum::<u64>())
    });
    let (sides, sums): (Vec<String>, Vec<u64>) = sides.unzip();
    most(&sides, &sums)
}

/// The values with the most records, those with as many in their own order.
fn most(values: &[String], counts: &[u64]) -> Vec<(String, u64)> {
    let mut most: Vec<(&String, u64)> = values.iter().zip(counts.iter().copied()).collect();
    most.retain(|(_, count)| *count > 0);
    most.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    most.truncate(VALUES_MAX);
    most.into_iter().map(|(value, count)| (value.clone(), count)).collect()
}

/// A cursor: version, order, tie, and the rank as a number or a text.
fn encode_cursor(order: Order, (rank, tie): &Standing) -> String {
    let mut bytes = vec![CURSOR_VERSION, order as u8];
    bytes.extend(tie.to_be_bytes());
    match rank {
        Rank::Number(number) => bytes.extend(number.to_be_bytes()),
        Rank::Text(text) => bytes.extend(text.as_bytes()),
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decode_cursor(order: Order, text: &str) -> Result<Standing, CatalogueError> {
    parse_cursor(order, text).ok_or(CatalogueError::Cursor)
}

fn parse_cursor(order: Order, text: &str) -> Option<Standing> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let rest = bytes.strip_prefix(&[CURSOR_VERSION, order as u8])?;
    let (tie, rank) = rest.split_first_chunk::<8>()?;
    let rank = match order {
        Order::Name => Rank::Text(String::from_utf8(rank.to_vec()).ok()?),
        _ => Rank::Number(u64::from_be_bytes(<[u8; 8]>::try_from(rank).ok()?)),
    };
    Some((rank, u64::from_be_bytes(*tie)))
}

#[cfg(test)]
mod tests;
