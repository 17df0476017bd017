//! What is found: the first of all hits in an order, and how many there are of what.

use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::facets::Facet;
use super::reading::{Columns, Reading, Scratch};
use crate::catalogue::{Near, Place};

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits best first.
    #[default]
    Relevance,
    /// What was published last first.
    Newest,
    /// By title.
    Name,
    /// What is nearest to the middle of the circle first.
    Distance,
}

/// Where a hit comes in its order: least first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Number(u64),
    Text(String),
}

/// A hit's place among all: its rank, and what decides between equals.
pub(super) type Standing = (Rank, u64);

/// How many hits there are under each value of a facet, by the values' numbers in the reading.
pub(super) type Tally = Vec<(Facet, Vec<u64>)>;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// How many there are in all.
    pub(super) total: u64,
    /// The first of them behind where the page before ended, in their order.
    pub(super) hits: Vec<(Standing, DocAddress)>,
    pub(super) tally: Tally,
    /// How many there are in each cell, and the sums of their latitudes and longitudes.
    pub(super) cells: BTreeMap<(i64, i64), Cell>,
}

/// Records in one cell: how many, and the sums of their latitudes and longitudes.
pub(super) type Cell = (u64, i64, i64);

/// A part of the world, cut into cells; all in 1e-6 degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Its edges.
    pub west: i64,
    /// As above.
    pub south: i64,
    /// As above.
    pub east: i64,
    /// As above.
    pub north: i64,
    /// The length of a cell's sides, more than nothing.
    pub cell: i64,
}

impl Grid {
    /// The cell of a place, if it is in here.
    fn cell_of(&self, place: Place) -> Option<(i64, i64)> {
        let is_in = (self.south..=self.north).contains(&place.lat) && (self.west..=self.east).contains(&place.lon);
        is_in.then(|| {
            (
                (place.lat - self.south) / self.cell.max(1),
                (place.lon - self.west) / self.cell.max(1),
            )
        })
    }
}

/// Records that are near each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The middle of them all, in 1e-6 degree.
    pub lat: i64,
    /// As above.
    pub lon: i64,
    /// How many there are.
    pub count: u64,
}

impl From<Cell> for Cluster {
    fn from((count, lat, lon): Cell) -> Self {
        let of_all = i64::try_from(count).unwrap_or(i64::MAX).max(1);
        Self {
            lat: lat / of_all,
            lon: lon / of_all,
            count,
        }
    }
}

/// Collects [`Hits`].
pub(super) struct Finding {
    /// In what it looks.
    pub(super) reading: Arc<Reading>,
    pub(super) order: Order,
    /// The circle in which they are, if one was asked for.
    pub(super) near: Option<Near>,
    /// Where the page before ended.
    pub(super) after: Option<Standing>,
    /// Most hits.
    pub(super) limit: usize,
    /// By which facets they are counted.
    pub(super) facets: Vec<Facet>,
    /// In which cells.
    pub(super) grid: Option<Grid>,
}

/// Hits that are counted together.
const COUNTED_TOGETHER: usize = 1_024;

/// A rank within a segment, where texts are numbered in their order.
type Local = (u64, u64, DocId);

/// What gives a hit its rank.
#[derive(Clone, Copy)]
enum Ranking {
    Score,
    Newest,
    Name,
    Distance(Near),
}

pub(super) struct Segment {
    reading: Arc<Reading>,
    number: SegmentOrdinal,
    ranking: Ranking,
    near: Option<Near>,
    grid: Option<Grid>,
    /// Those at or before this have been on a page already.
    after: Option<(u64, u64)>,
    limit: usize,
    total: u64,
    /// The greatest on top: it goes when there are too many.
    first: BinaryHeap<Local>,
    tally: Tally,
    /// Hits that are not counted yet.
    uncounted: Vec<DocId>,
    scratch: Scratch,
    cells: BTreeMap<(i64, i64), Cell>,
}

impl Collector for Finding {
    type Fruit = Hits;
    type Child = Segment;

    fn for_segment(&self, number: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Segment> {
        let ranking = match (self.order, self.near) {
            (Order::Relevance, _) => Ranking::Score,
            (Order::Name, _) => Ranking::Name,
            (Order::Distance, Some(near)) => Ranking::Distance(near),
            // Without a circle nothing is near.
            (Order::Newest | Order::Distance, _) => Ranking::Newest,
        };
        let names = &self.reading.columns(number).names;
        let after = match (&self.after, ranking, names) {
            (Some((Rank::Number(number), tie)), ..) => Some((*number, *tie)),
            (Some((Rank::Text(text), tie)), Ranking::Name, Some(names)) => Some(behind(names, text, *tie)?),
            _ => None,
        };
        Ok(Segment {
            reading: Arc::clone(&self.reading),
            number,
            ranking,
            near: self.near,
            grid: self.grid,
            after,
            limit: self.limit,
            total: 0,
            first: BinaryHeap::with_capacity(self.limit + 1),
            tally: self.no_tally(),
            uncounted: Vec::with_capacity(COUNTED_TOGETHER),
            scratch: Scratch::default(),
            cells: BTreeMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Relevance
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Hits>>) -> tantivy::Result<Hits> {
        let mut all = Hits {
            tally: self.no_tally(),
            ..Hits::default()
        };
        for found in segments {
            let found = found?;
            all.total += found.total;
            all.hits.extend(found.hits);
            for (cell, (count, lat, lon)) in found.cells {
                let sums = all.cells.entry(cell).or_default();
                *sums = (sums.0 + count, sums.1 + lat, sums.2 + lon);
            }
            for ((_, sums), (_, counts)) in all.tally.iter_mut().zip(found.tally) {
                sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
        all.hits.sort_by(|(one, _), (other, _)| one.cmp(other));
        all.hits.truncate(self.limit);
        Ok(all)
    }
}

impl Finding {
    /// Nothing counted yet: a place for each value of each facet.
    fn no_tally(&self) -> Tally {
        let none = |facet: &Facet| (*facet, vec![0; self.reading.values(*facet).len()]);
        self.facets.iter().map(none).collect()
    }
}

/// What comes behind a text and a tie, in the numbers of a segment.
fn behind(names: &StrColumn, text: &str, tie: u64) -> tantivy::Result<(u64, u64)> {
    use tantivy::columnar::TermOrdHit;
    Ok(match names.dictionary().term_ord_or_next(text)? {
        TermOrdHit::Exact(number) => (number + 1, tie),
        // All of the next, and nothing of the one before.
        TermOrdHit::Next(next) => (next, u64::MAX),
    })
}

impl Segment {
    fn columns(&self) -> &Columns {
        self.reading.columns(self.number)
    }

    /// Counts the hits, facet by facet: one column after the other is read sooner than all at once.
    fn count(&mut self) {
        let columns = self.reading.columns(self.number);
        for (facet, counts) in &mut self.tally {
            columns.count(*facet, &self.uncounted, counts, &mut self.scratch);
        }
        self.uncounted.clear();
    }
}

impl SegmentCollector for Segment {
    type Fruit = tantivy::Result<Hits>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let place = match self.near.is_some() || self.grid.is_some() {
            true => self.columns().place_of(doc),
            false => None,
        };
        if let Some(near) = &self.near
            && !place.is_some_and(|place| near.holds(place))
        {
            return;
        }
        self.total += 1;
        if let (Some(grid), Some(place)) = (self.grid, place)
            && let Some(cell) = grid.cell_of(place)
        {
            let (count, lat, lon) = self.cells.entry(cell).or_default();
            (*count, *lat, *lon) = (*count + 1, *lat + place.lat, *lon + place.lon);
        }
        self.uncounted.push(doc);
        if self.uncounted.len() == COUNTED_TOGETHER {
            self.count();
        }
        let columns = self.columns();
        let rank = match &self.ranking {
            Ranking::Score => descending(score),
            Ranking::Newest => u64::MAX - ordered(columns.times.first(doc).unwrap_or_default()),
            // Nothing comes first.
            Ranking::Name => columns
                .names
                .as_ref()
                .and_then(|names| names.ords().first(doc))
                .map_or(0, |number| number + 1),
            Ranking::Distance(near) => place.map_or(u64::MAX, |place| near.millimetres_to(place)),
        };
        let last = self.first.peek().filter(|_| self.first.len() == self.limit);
        // Most are behind the last already, and what decides between equals is read of few.
        if last.is_some_and(|(last, ..)| rank > *last) {
            return;
        }
        let local = (rank, columns.ties.first(doc).unwrap_or_default(), doc);
        if self.after.is_some_and(|after| (local.0, local.1) <= after) {
            return;
        }
        match last {
            None => self.first.push(local),
            Some(last) if local < *last => {
                self.first.pop();
                self.first.push(local);
            }
            Some(_) => {}
        }
    }

    fn harvest(mut self) -> tantivy::Result<Hits> {
        self.count();
        let mut hits = Vec::with_capacity(self.first.len());
        for (rank, tie, doc) in &self.first {
            let rank = match &self.ranking {
                Ranking::Name => {
                    let mut name = String::new();
                    if let (Some(names), Some(number)) = (&self.columns().names, rank.checked_sub(1)) {
                        names.ord_to_str(number, &mut name)?;
                    }
                    Rank::Text(name)
                }
                _ => Rank::Number(*rank),
            };
            hits.push(((rank, *tie), DocAddress::new(self.number, *doc)));
        }
        Ok(Hits {
            total: self.total,
            hits,
            tally: self.tally,
            cells: self.cells,
        })
    }
}

/// The same order as that of the numbers.
fn ordered(number: i64) -> u64 {
    number.cast_unsigned() ^ (1 << 63)
}

/// The greater the score, which is not negative, the less.
fn descending(score: Score) -> u64 {
    let bits = if score > 0.0 { score.to_bits() } else { 0 };
    u64::from(u32::MAX - bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_order_and_scores_turn_theirs_round() {
        let numbers = [i64::MIN, -5, 0, 3, i64::MAX];
        assert!(numbers.map(ordered).is_sorted());
        let scores: [f32; 4] = [7.5, 7.25, 0.001, 0.0];
        assert!(scores.map(descending).is_sorted());
        assert_eq!(descending(-0.0), descending(0.0));
    }
}
