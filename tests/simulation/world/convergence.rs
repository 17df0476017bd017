//! What must hold once the weather is calm: everybody holds the same, and has the links that it needs.

use ayni_protocol::charter::Charters;
use ayni_protocol::replica::Link;

use super::{Node, World};

/// Virtual time after which a healed federation must have converged, in milliseconds.
const CONVERGE_WAIT_MAX: u64 = 30 * 60 * 1000;

impl World {
    /// Runs until all nodes of members that are up hold the same, which is at least all that was acknowledged
    /// by any of them.
    pub(crate) fn converge(&mut self) {
        let end = self.now + CONVERGE_WAIT_MAX;
        while !self.has_converged() {
            assert!(
                self.now < end,
                "not converged after {} s: {}",
                CONVERGE_WAIT_MAX / 1000,
                self.describe()
            );
            self.run_for(500);
        }
    }

    fn has_converged(&self) -> bool {
        let members = self.current_members();
        let members = members.into_iter().map(|number| &self.nodes[number]);
        let up: Vec<&Node> = members.filter(|node| node.replica.is_some()).collect();
        let frontier = up[0].disk.frontier();
        let charters = up[0].disk.charters();
        let acknowledged = |node: &Node| {
            let seq = self.acknowledged.get(&node.key).copied().unwrap_or(0);
            // What a platform has published beyond the end that a charter gave its log is set aside.
            let end = charters
                .as_ref()
                .map_or(0, |charters| charters.current().log_end(&node.key));
            frontier.seq(&node.key) >= seq.min(end)
        };
        // One charter may be held with the confirmations of different members.
        let current = |charters: &Option<Charters>| charters.as_ref().map(|charters| charters.current().hash());
        charters.is_some()
            && up.iter().all(|node| {
                node.disk.frontier() == frontier
                    && current(&node.disk.charters()) == current(&charters)
                    && node
                        .replica
                        .as_ref()
                        .is_some_and(|replica| *replica.frontier() == frontier)
                    && acknowledged(node)
            })
    }

    fn describe(&self) -> String {
        let lines = self.nodes.iter().map(|node| {
            let frontier = node.disk.frontier();
            format!(
                "{} up={} links={} authors={} entries={} charters={:?}",
                node.key.short(),
                node.replica.is_some(),
                node.links.len(),
                frontier.authors(),
                frontier.entries(),
                node.disk.charters().map(|charters| charters.count()),
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Runs until every node of a member that is up holds all bodies but those that an entry erases, and none of these.
    pub(crate) fn settle_bodies(&mut self) {
        let end = self.now + CONVERGE_WAIT_MAX;
        while !self.are_bodies_settled() {
            assert!(
                self.now < end,
                "bodies that are not erased are lacking: {}",
                self.describe()
            );
            self.run_for(1_000);
        }
    }

    fn are_bodies_settled(&self) -> bool {
        let members = self.current_members();
        let mut up = members
            .into_iter()
            .map(|number| &self.nodes[number])
            .filter(|node| node.replica.is_some());
        up.all(|node| {
            let erased = node.disk.erased_by_entries();
            let held = node.disk.with_bodies();
            assert!(erased.is_disjoint(&held), "a body is held that is erased");
            node.disk.bodies().lacking.is_empty()
        })
    }

    /// The numbers of a node's own entries that it holds with their bodies.
    pub(crate) fn own_with_bodies(&self, number: usize) -> Vec<u64> {
        let (key, disk) = (self.nodes[number].key, &self.nodes[number].disk);
        let held = disk.frontier().seq(&key);
        let own = disk
            .with_bodies()
            .into_iter()
            .filter(|(author, seq)| *author == key && *seq <= held);
        own.map(|(_, seq)| seq).collect()
    }

    /// Every node that is up has the links its side needs, as far as there are such peers.
    pub(crate) fn assert_link_targets(&self) {
        for (number, node) in self.nodes.iter().enumerate() {
            let Some(side) = self.side(number).filter(|_| node.replica.is_some()) else {
                continue;
            };
            for (link, least) in Link::needs(side) {
                let is_such = |other: &usize| {
                    *other != number
                        && self
                            .side(*other)
                            .is_some_and(|other| Link::between(side, other) == link)
                };
                let possible = (0..self.nodes.len())
                    .filter(|other| self.is_up(*other) && is_such(other))
                    .count();
                let have = node.links.iter().filter(|other| is_such(other)).count();
                assert!(have >= least.min(possible), "node {number} has {have} {link:?} links");
            }
        }
    }
}
