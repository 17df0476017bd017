//! What a node of a federation of any size sends in a day: entries on their way over a graph, comparisons at random moments
//! between them, and the bytes of real messages about real frontiers. Where replicas can be run, both must agree.

use std::collections::BTreeMap;

use ayni_protocol::entry::Entry;
use ayni_protocol::frontier::{Frontier, Range, bucket};
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::limits::COMPARE_INTERVAL_MS;
use ayni_protocol::log::Head;
use ayni_protocol::message::{Request, Response, WireEntry};

use super::graph::{Graph, Mesh};
use super::spread::Spread;
use super::traffic::{Kind, Traffic, gossip_bytes, have_bytes, want_bytes};
use super::{BODY_BYTES, DAY, DELAYS, ENTRIES_A_DAY, HEARTBEAT, HISTORY_HEARTBEATS};
use crate::scenario::secret;

/// A federation on paper.
pub(crate) struct Forecast {
    pub(crate) graph: Graph,
    authors: Vec<PublicKey>,
    frontier: Frontier,
    /// An entry of the workload.
    entry: WireEntry,
    /// Bytes of the question whether two nodes hold the same.
    compare_bytes: usize,
    /// The longest that an entry took to be everywhere, in milliseconds.
    oldest: f64,
    pub(crate) spreads: Vec<Spread>,
    /// Bytes of an answer that names the heads of these buckets, and whether it can be read.
    differs: BTreeMap<u16, (usize, bool)>,
    dice: fastrand::Rng,
}

/// What is foreseen.
pub(crate) struct Day {
    /// What one node sends, on average.
    pub(crate) sent: Traffic,
    /// Of all comparisons those that find a difference.
    pub(crate) differing: f64,
    /// Of all comparisons those whose answer names more heads than may be read.
    pub(crate) refused: f64,
}

impl Forecast {
    /// A federation of so many platforms that has grown by chance, and the ways of so many entries.
    pub(crate) fn new(count: usize, mesh: Mesh, entries: usize, seed: u64) -> Self {
        let mut dice = fastrand::Rng::with_seed(seed);
        let graph = Graph::grown(count, mesh, &mut dice);
        Self::over(graph, entries, dice)
    }

    /// A federation with these links, and the ways of so many entries.
    pub(crate) fn over(graph: Graph, entries: usize, mut dice: fastrand::Rng) -> Self {
        let authors: Vec<PublicKey> = (0..graph.links.len()).map(|number| secret(number).public()).collect();
        let head = |author: &PublicKey| Head {
            seq: 1,
            id: Hash::of(author.as_bytes()),
        };
        let frontier: Frontier = authors.iter().map(|author| (*author, head(author))).collect();
        let entry = entry();
        let content = entry.encode().len();
        let compare = Request::Compare {
            charters: 1,
            digest: frontier.digest(),
            papers: None,
            yours: 1,
        };
        let spreads: Vec<Spread> = (0..entries).map(|_| Spread::over(&graph, content, &mut dice)).collect();
        Self {
            compare_bytes: compare.encode().len(),
            oldest: spreads.iter().map(Spread::time).max().unwrap_or(0) as f64,
            spreads,
            graph,
            authors,
            frontier,
            entry,
            differs: BTreeMap::new(),
            dice,
        }
    }

    /// A day, judged by so many comparisons.
    pub(crate) fn day(&mut self, comparisons: usize) -> Day {
        let mut sent = Traffic::default();
        let (mut differing, mut refused) = (0, 0);
        for _ in 0..comparisons {
            let (differs, is_read) = self.compare(&mut sent);
            differing += usize::from(differs);
            refused += usize::from(!is_read);
        }
        // Asker and answerer both are one of the nodes.
        let mut sent = sent.times(DAY as f64 / COMPARE_INTERVAL_MS as f64 / comparisons as f64);
        self.gossip(&mut sent);
        Day {
            sent,
            differing: differing as f64 / comparisons as f64,
            refused: refused as f64 / comparisons as f64,
        }
    }

    /// One comparison at a random moment; whether it finds a difference, and whether the answer can be read.
    fn compare(&mut self, sent: &mut Traffic) -> (bool, bool) {
        let asker = self.dice.usize(0..self.authors.len());
        let peers = &self.graph.links[asker];
        let answerer = peers[self.dice.usize(0..peers.len())];
        let mut delay = || self.dice.u64(DELAYS) as i64;
        let (asked, answered, told) = (delay(), delay(), delay());
        let moved = self.on_their_way(asked);

        sent.request(Kind::Compare, self.compare_bytes);
        let mut buckets = 0_u16;
        for (entry, age) in &moved {
            let spread = &self.spreads[*entry];
            if spread.is_at(asker, *age) != spread.is_at(answerer, *age + asked) {
                buckets |= 1 << bucket(&self.authors[spread.publisher]);
            }
        }
        if buckets == 0 {
            let equal = Response::Equal {
                charters: 1,
                papers: None,
            };
            sent.response(Kind::Equal, equal.encode().len());
            return (false, true);
        }
        let (bytes, is_read) = self.differ(buckets);
        sent.response(Kind::Differ, bytes);
        // What each of the two lacks, as far as they see it when the answer and the word to it have come.
        let mut lacking = [Vec::new(), Vec::new()];
        let mut heads = Vec::new();
        for (entry, age) in moved {
            let spread = &self.spreads[entry];
            let author = self.authors[spread.publisher];
            if buckets >> bucket(&author) & 1 == 0 {
                continue;
            }
            let answerer_had = spread.is_at(answerer, age + asked);
            let asker_has = spread.is_at(asker, age + asked + answered);
            let range = Range { author, from: 2, to: 2 };
            if answerer_had && !asker_has {
                lacking[0].push(range);
            } else if asker_has && !answerer_had {
                heads.push((
                    author,
                    Head {
                        seq: 2,
                        id: Hash::of(b"moved"),
                    },
                ));
                if !spread.is_at(answerer, age + asked + answered + told) {
                    lacking[1].push(range);
                }
            }
        }
        if !heads.is_empty() {
            sent.request(Kind::Tell, Request::Tell { heads }.encode().len());
            sent.response(Kind::Tell, Response::Told.encode().len());
        }
        for ranges in lacking.into_iter().filter(|ranges| !ranges.is_empty()) {
            let entries = ranges.len();
            sent.request(Kind::Ranges, Request::Ranges { ranges }.encode().len());
            let runs = vec![vec![self.entry.clone()]; entries];
            sent.response(Kind::Entries, Response::Entries { runs }.encode().len());
        }
        (true, is_read)
    }

    /// Entries that may be with one of two nodes and not with the other: which, and how old they are when one of them
    /// asks. `asked` is how long its word is on its way.
    fn on_their_way(&mut self, asked: i64) -> Vec<(usize, i64)> {
        let rate = (self.authors.len() * ENTRIES_A_DAY) as f64 / DAY as f64;
        let mut entries = Vec::new();
        let mut age = -asked as f64;
        loop {
            // The waits of a Poisson process.
            age -= (1.0 - self.dice.f64()).ln() / rate;
            if age > self.oldest {
                return entries;
            }
            entries.push((self.dice.usize(0..self.spreads.len()), age as i64));
        }
    }

    /// Bytes of an answer that names the heads of these buckets, and whether whoever asked can read it.
    fn differ(&mut self, buckets: u16) -> (usize, bool) {
        let frontier = &self.frontier;
        *self.differs.entry(buckets).or_insert_with(|| {
            let bytes = differ_bytes(frontier, buckets);
            (bytes.len(), Response::decode(&bytes).is_ok())
        })
    }

    /// Adds the gossip of a day.
    fn gossip(&self, sent: &mut Traffic) {
        let nodes = self.authors.len() as f64;
        let entries = nodes * ENTRIES_A_DAY as f64;
        let each = |figure: fn(&Spread) -> u64| {
            let sum: u64 = self.spreads.iter().map(figure).sum();
            sum as f64 / self.spreads.len() as f64 / nodes * entries
        };
        let copies = each(|spread| spread.copies);
        sent.add(
            Kind::GossipedEntry,
            copies,
            copies * gossip_bytes(self.entry.encode().len()) as f64,
        );
        let words = each(|spread| spread.unwanted + spread.wanted);
        sent.add(Kind::Control, words, words * want_bytes() as f64);
        // At each heartbeat those of the last few are named, if there are any.
        let heartbeats = (DAY / HEARTBEAT) as f64 * self.graph.lazy_mean();
        let named = entries * (HISTORY_HEARTBEATS * HEARTBEAT) as f64 / DAY as f64;
        let messages = heartbeats * (1.0 - (-named).exp());
        let around = have_bytes(0) as f64;
        let of_one = have_bytes(1) as f64 - around;
        sent.add(Kind::Control, messages, messages * around + heartbeats * named * of_one);
    }
}

/// The encoded answer that names the heads of these buckets.
pub(crate) fn differ_bytes(frontier: &Frontier, buckets: u16) -> Vec<u8> {
    let heads = frontier.heads_in(buckets).collect();
    Response::Differ {
        charters: 1,
        papers: None,
        buckets,
        heads,
    }
    .encode()
}

/// An entry of the workload, as it travels.
pub(crate) fn entry() -> WireEntry {
    let prev = Some(Hash::of(b"before"));
    let entry = Entry::sign(
        &secret(0),
        &Hash::of(b"federation"),
        2,
        prev,
        3_600_000,
        vec![0; BODY_BYTES],
    );
    WireEntry::new(entry.envelope().bytes(), entry.body())
}
