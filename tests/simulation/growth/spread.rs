//! How one gossiped entry goes through a federation of any size: no replicas, only who has it when.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::graph::Graph;
use super::traffic::is_long;
use super::{DELAYS, HEARTBEAT};

/// When an entry came to each node, and what that took.
pub(crate) struct Spread {
    pub(crate) publisher: usize,
    /// By node, in milliseconds from the publication.
    pub(crate) arrivals: Vec<u64>,
    /// Links over which it came to each node that it took the most of.
    pub(crate) hops_max: u32,
    /// Copies sent by all nodes together.
    pub(crate) copies: u64,
    /// Times that a node told another that it needs no more copies.
    pub(crate) unwanted: u64,
    /// Times that a node asked for it because another said that it has it.
    pub(crate) wanted: u64,
}

/// What happens at a node, the copy before the word that none is needed.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Copy { from: usize, hops: u32 },
    Unwanted { by: usize },
}

impl Spread {
    /// The way of an entry whose message has so many bytes of content, published by a random node.
    pub(crate) fn over(graph: &Graph, content: usize, dice: &mut fastrand::Rng) -> Self {
        let count = graph.links.len();
        let mut spread = Self {
            publisher: dice.usize(0..count),
            arrivals: vec![u64::MAX; count],
            hops_max: 0,
            copies: 0,
            unwanted: 0,
            wanted: 0,
        };
        let mut queue = BinaryHeap::new();
        let mut unwanted: BTreeSet<(usize, usize)> = BTreeSet::new();
        spread.arrivals[spread.publisher] = 0;
        for peer in &graph.mesh[spread.publisher] {
            let (from, hops) = (spread.publisher, 1);
            queue.push(Reverse((dice.u64(DELAYS), *peer, Event::Copy { from, hops })));
        }
        spread.copies += queue.len() as u64;
        while let Some(Reverse((at, node, event))) = queue.pop() {
            let (from, hops) = match event {
                Event::Unwanted { by } => {
                    unwanted.insert((by, node));
                    continue;
                }
                Event::Copy { from, hops } => (from, hops),
            };
            if spread.arrivals[node] != u64::MAX {
                continue;
            }
            spread.arrivals[node] = at;
            spread.hops_max = spread.hops_max.max(hops);
            for peer in graph.mesh[node].iter().copied().filter(|peer| *peer != from) {
                if is_long(content) {
                    spread.unwanted += 1;
                    queue.push(Reverse((at + dice.u64(DELAYS), peer, Event::Unwanted { by: node })));
                }
                if !unwanted.contains(&(peer, node)) {
                    spread.copies += 1;
                    let copy = Event::Copy {
                        from: node,
                        hops: hops + 1,
                    };
                    queue.push(Reverse((at + dice.u64(DELAYS), peer, copy)));
                }
            }
        }
        spread.be_asked_for(graph, dice);
        spread
    }

    /// Counts the copies that are asked for while the entry is on its way: what they would hasten is left out.
    fn be_asked_for(&mut self, graph: &Graph, dice: &mut fastrand::Rng) {
        for (node, lazy) in graph.lazy.iter().enumerate() {
            let told = self.arrivals[node] + dice.u64(1..=HEARTBEAT);
            let late = lazy
                .iter()
                .filter(|peer| self.arrivals[**peer] > told + dice.u64(DELAYS));
            let late = late.count() as u64;
            self.wanted += late;
            self.copies += late;
        }
    }

    /// Whether a node has the entry so long after its publication, which may be yet to come.
    pub(crate) fn is_at(&self, node: usize, age: i64) -> bool {
        u64::try_from(age).is_ok_and(|age| self.arrivals[node] <= age)
    }

    /// Milliseconds until all have it.
    pub(crate) fn time(&self) -> u64 {
        self.arrivals.iter().copied().max().unwrap_or(0)
    }
}
