//! Search: the index follows the catalogue when there is time for it, and at once when somebody asks.

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;
use tokio::sync::{Semaphore, watch};

use super::handle::{NodeHandle, blocking, list_refusal, whole};
use super::store_refusal;
use crate::catalogue::{AlikeTo, Audience, Filter, Near, Place, Row};
use crate::refusal::Refusal;
use crate::search::{Found, Query, Search, SearchError};

/// How long what was listed may wait for the index while nobody asks: each commit costs some files and waits for the disk, and whoever
/// asks is waited for.
const FOLLOW_AFTER: Duration = Duration::from_secs(60);

/// Listed entries that are taken in without waiting for others.
const TAKEN_AT_ONCE: u64 = 2_000;

/// How long it takes in what is due while this platform publishes, which needs the same cores.
const BESIDE_MAX: Duration = Duration::from_millis(500);

/// How long nobody must have published before it takes in what is not due: between two groups of a publication there is a moment's rest.
const REST: Duration = Duration::from_millis(200);

/// How often it is looked whether somebody does.
const REST_LOOKS: u32 = 10;

/// Longest wait of a search for what was listed before it: some thousands of entries.
const FRESH_WAIT: Duration = Duration::from_secs(1);

/// Searches at a time: as many as there are cores. With more of them each takes longer, and those that are soon done wait for those
/// that are not.
static AT_A_TIME: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));

/// Most searches for records of the same thing as one, and how many numbers of registers are among them.
const TRACES_MAX: usize = 4;
/// As above.
const NUMBERS_MAX: usize = 2;

/// Most records that each of these searches gives.
const CANDIDATES_MAX: usize = 8;

/// Words of a name that are looked for together: of two spellings of a name, one may have words that the other has not.
const WORDS_MAX: usize = 2;

/// How near a place records are looked for, in kilometres.
const NEAR_KM: u32 = 1;

/// What came of making the index anew.
#[derive(Clone, Debug, Serialize)]
pub struct Rebuilt {
    /// Records that search finds.
    pub records: u64,
    /// Bytes of the index on the disk.
    pub disk_bytes: u64,
    /// How long it took.
    pub seconds: f64,
}

impl NodeHandle {
    fn searching(&self) -> Arc<Search> {
        Arc::clone(&self.parts().search)
    }

    /// A page of the records that have the words and pass the filter, of those that this audience may see, and how many there are of
    /// what; with `full` the records themselves, as [`NodeHandle::list`] shows them. What was listed before is found, unless it is so
    /// much that the index needs longer than a second.
    ///
    /// # Errors
    /// `bad_cursor`, `bad_query`, or `search_failed` if the index cannot be read.
    pub async fn search(&self, query: Query, audience: Audience, full: bool) -> Result<Found<Value>, Refusal> {
        let (search, catalogue, platforms) = (self.searching(), self.parts().catalogue.clone(), self.platforms());
        let turn = AT_A_TIME.acquire().await.map_err(Refusal::internal)?;
        blocking(move || {
            // Given back when it is done, also if nobody waits for it any more.
            let _turn = turn;
            search.follow_for(FRESH_WAIT).map_err(search_refusal)?;
            let found = search.find(&query, audience, &platforms).map_err(search_refusal)?;
            let mut records = Vec::with_capacity(found.records.len());
            for row in &found.records {
                match full {
                    true => records.extend(whole(&catalogue, row, &platforms)?),
                    false => records.push(row.to_json(&platforms)),
                }
            }
            Ok(Found {
                total: found.total,
                records,
                cursor: found.cursor,
                counts: found.counts,
                clusters: found.clusters,
            })
        })
        .await
    }

    /// Records that are likely of the same thing as one, of those that this audience may see: as far as some searches for its numbers and
    /// names find them.
    ///
    /// # Errors
    /// `not_found`, `ambiguous_id`, or `search_failed` if the index cannot be read.
    pub async fn alike_to(&self, id: &str, audience: Audience) -> Result<AlikeTo, Refusal> {
        let row = self.row(id, audience, None).await?;
        let (search, catalogue, platforms) = (self.searching(), self.parts().catalogue.clone(), self.platforms());
        let turn = AT_A_TIME.acquire().await.map_err(Refusal::internal)?;
        blocking(move || {
            // Given back when it is done, also if nobody waits for it any more.
            let _turn = turn;
            let Some(json) = catalogue.record(&row).map_err(store_refusal)? else {
                return Ok(AlikeTo::default());
            };
            let mut others: Vec<Row> = Vec::new();
            for (text, near) in traces(&json, row.current.place) {
                let filter = Filter {
                    kind: Some(row.current.kind),
                    near,
                    limit: CANDIDATES_MAX,
                    ..Filter::default()
                };
                let query = Query {
                    text,
                    filter,
                    ..Query::default()
                };
                let found = search.find(&query, audience, &platforms).map_err(search_refusal)?;
                let is_new = |other: &Row| {
                    others
                        .iter()
                        .all(|known| (known.id, known.author) != (other.id, other.author))
                };
                let found: Vec<Row> = found.records.into_iter().filter(is_new).collect();
                others.extend(found);
            }
            catalogue.alike_to(&row, &others, &platforms).map_err(store_refusal)
        })
        .await
    }

    /// Makes the index anew; comes back when search finds all that is listed.
    ///
    /// # Errors
    /// `search_failed`.
    pub async fn rebuild_index(&self) -> Result<Rebuilt, Refusal> {
        let (search, node, began) = (self.searching(), self.clone(), Instant::now());
        blocking(move || {
            search.reset();
            search.follow(|_| !node.is_ending()).map_err(search_refusal)?;
            Ok(Rebuilt {
                records: search.records(),
                disk_bytes: search.disk_bytes(),
                seconds: began.elapsed().as_secs_f64(),
            })
        })
        .await
    }

    /// Entries that are listed and that search does not find yet.
    pub fn unsearchable(&self) -> u64 {
        self.parts().search.behind()
    }

    /// Sees to it that nothing of what was erased is left in the files of the index.
    pub(super) async fn purge_index(&self) -> Result<(), Refusal> {
        let search = self.searching();
        blocking(move || search.purge().map_err(search_refusal)).await
    }

    /// Whether nobody publishes for [`REST`].
    async fn publication_rests(&self) -> bool {
        for _ in 0..REST_LOOKS {
            if self.is_publishing() {
                return false;
            }
            tokio::time::sleep(REST / REST_LOOKS).await;
        }
        true
    }

    /// Lets the index follow the catalogue until the node stops.
    pub(super) async fn keep_searchable(self, mut stop: watch::Receiver<bool>) {
        let (search, mut followed) = (self.searching(), self.followed());
        loop {
            let due = tokio::time::Instant::now() + FOLLOW_AFTER;
            let mut is_due = false;
            while !is_due && (search.left() < TAKEN_AT_ONCE || !self.publication_rests().await) {
                tokio::select! {
                    _ = followed.changed() => {}
                    () = tokio::time::sleep_until(due) => is_due = true,
                    _ = stop.changed() => return,
                }
            }
            self.give_way().await;
            self.listing_rests().await;
            let (search, node) = (self.searching(), self.clone());
            let done = blocking(move || {
                let began = Instant::now();
                let beside = |began: Instant| is_due && began.elapsed() < BESIDE_MAX;
                let go_on = |_| !node.is_ending() && (!node.is_publishing() || beside(began));
                let done = match is_due {
                    true => search.follow(go_on),
                    false => search.take_in(go_on),
                };
                done.map_err(search_refusal)
            });
            if let Err(error) = done.await {
                tracing::error!(%error, "the search index does not follow");
                tokio::select! {
                    () = tokio::time::sleep(FOLLOW_AFTER) => {}
                    _ = stop.changed() => return,
                }
            }
            if *stop.borrow() {
                return;
            }
        }
    }
}

/// What may find records of the same thing as one: its numbers in registers, the telling words of its names, and these near its place.
fn traces(json: &Value, place: Option<Place>) -> Vec<(String, Option<Near>)> {
    let mut traces: Vec<(String, Option<Near>)> = Vec::new();
    let numbers = json["registrations"].as_array().into_iter().flatten();
    let numbers = numbers.map(|registration| &registration["number"]);
    let numbers = std::iter::once(&json["lei"]).chain(numbers).filter_map(Value::as_str);
    traces.extend(numbers.take(NUMBERS_MAX).map(|number| (number.to_owned(), None)));
    let titles = json["title"].as_object().into_iter().flat_map(|titles| titles.values());
    let names = titles.chain([&json["trading_name"]]).filter_map(Value::as_str);
    let names: Vec<String> = names.map(telling).filter(|name| !name.is_empty()).collect();
    if let (Some(name), Some(place)) = (names.first(), place) {
        let degrees = |e6: i64| e6 as f64 / 1e6;
        let longest = name.split(' ').next().unwrap_or_default().to_owned();
        let near = format!("{},{},{NEAR_KM}", degrees(place.lat), degrees(place.lon)).parse();
        traces.extend(near.ok().map(|near| (longest, Some(near))));
    }
    traces.extend(names.into_iter().map(|name| (name, None)));
    traces.truncate(TRACES_MAX);
    traces
}

/// The longest words of a name, the longest first: they say most.
fn telling(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.truncate(WORDS_MAX);
    words.join(" ")
}

/// What a reader is told of an index that refuses.
pub(super) fn search_refusal(error: SearchError) -> Refusal {
    match error {
        SearchError::Catalogue(error) => list_refusal(error),
        SearchError::Index(error) => Refusal::new("search_failed", 500).with("cause", error),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_leaves_few_traces_and_its_numbers_come_first() {
        let number = |number: &str| json!({ "list": "GB-COH", "number": number });
        let record = json!({
            "title": { "en": "The Brighton & Hove Energy Co-operative", "fr": "Énergie de Brighton", "es": "Energía", "pt": "Energia" },
            "registrations": [number("0012"), number("0013"), number("0014")],
        });
        let place = Place {
            lat: 50_000_000,
            lon: -100_000,
        };
        let texts = |place| {
            traces(&record, place)
                .into_iter()
                .map(|(text, _)| text)
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(None), ["0012", "0013", "operative Brighton", "Energía"]);
        assert_eq!(texts(Some(place)), ["0012", "0013", "operative", "operative Brighton"]);
        assert!(traces(&record, Some(place))[2].1.is_some());
        assert_eq!(traces(&json!({ "title": { "en": "–" } }), Some(place)), []);
    }
}
