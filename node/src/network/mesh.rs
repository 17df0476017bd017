//! Keeping the gossip mesh mixed: a judgement on values, made now and then by the actor.
//!
//! Gossipsub picks the peers it hands messages to (its mesh) by chance and by score, blind to where
//! they are. In a federation with a large side, a node's mesh could hold that side only, and news
//! from the other would arrive late. So where a kind of link is connected but not in the mesh, one
//! peer of that kind is made *explicit*: it gets every message, whatever the mesh does.

use std::collections::{BTreeMap, BTreeSet};

use ayni_protocol::identity::PublicKey;

/// What to change about the explicit peers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) add: Vec<PublicKey>,
    pub(super) remove: Vec<PublicKey>,
}

/// The explicit peers, and what was missing when last looked at.
#[derive(Debug)]
pub(super) struct Mix {
    own: PublicKey,
    explicit: BTreeSet<PublicKey>,
    /// Kinds that were connected but not in the mesh at the last look.
    missing: BTreeSet<u8>,
}

impl Mix {
    /// Nothing explicit yet. `own` is this node's key: it spreads the choice, so that not every
    /// node picks the same peer.
    pub(super) fn new(own: PublicKey) -> Self {
        Self {
            own,
            explicit: BTreeSet::new(),
            missing: BTreeSet::new(),
        }
    }

    /// What to change, given the kind of each connected peer that takes part in the gossip, and the
    /// mesh.
    ///
    /// A kind must be missing at two looks in a row before a peer is added: a mesh takes a moment
    /// to form, and an explicit peer can't join it. Afterwards each kind is in the mesh or has
    /// exactly one explicit peer.
    pub(super) fn look(&mut self, connected: &BTreeMap<PublicKey, u8>, mesh: &BTreeSet<PublicKey>) -> Change {
        let present: BTreeSet<u8> = mesh
            .iter()
            .filter(|peer| !self.explicit.contains(*peer))
            .filter_map(|peer| connected.get(peer).copied())
            .collect();

        let mut served = present.clone();
        let mut change = Change::default();
        for peer in &self.explicit {
            let needed = connected.get(peer).is_some_and(|kind| served.insert(*kind));
            if !needed {
                change.remove.push(*peer);
            }
        }

        let kinds: BTreeSet<u8> = connected.values().copied().collect();
        let unserved: BTreeSet<u8> = kinds.difference(&served).copied().collect();
        for kind in unserved.intersection(&self.missing) {
            let nearest = connected
                .iter()
                .filter(|(_, of)| *of == kind)
                .map(|(peer, _)| *peer)
                .min_by_key(|peer| self.distance(peer));
            change.add.extend(nearest);
        }
        self.missing = unserved.difference(&self.missing).copied().collect();

        for peer in &change.remove {
            self.explicit.remove(peer);
        }
        self.explicit.extend(&change.add);
        change
    }

    /// Forgets a peer that has gone. True if it was explicit.
    pub(super) fn forget(&mut self, peer: &PublicKey) -> bool {
        self.explicit.remove(peer)
    }

    fn distance(&self, peer: &PublicKey) -> [u8; 32] {
        let (own, peer) = (self.own.as_bytes(), peer.as_bytes());
        std::array::from_fn(|i| own[i] ^ peer[i])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ayni_protocol::identity::SecretKey;

    const NORTH: u8 = 0;
    const SOUTH: u8 = 1;

    fn key(seed: u8) -> PublicKey {
        SecretKey::from_seed(&[seed; 32]).public()
    }

    fn connected(peers: &[(u8, u8)]) -> BTreeMap<PublicKey, u8> {
        peers.iter().map(|(seed, kind)| (key(*seed), *kind)).collect()
    }

    fn mesh(peers: &[u8]) -> BTreeSet<PublicKey> {
        peers.iter().map(|seed| key(*seed)).collect()
    }

    #[test]
    fn a_mixed_mesh_is_left_alone() {
        let mut mix = Mix::new(key(9));
        let peers = connected(&[(1, NORTH), (2, SOUTH), (3, SOUTH)]);
        for _ in 0..3 {
            assert_eq!(mix.look(&peers, &mesh(&[1, 2])), Change::default());
        }
    }

    #[test]
    fn a_kind_that_stays_missing_gets_one_explicit_peer() {
        let mut mix = Mix::new(key(9));
        let peers = connected(&[(1, NORTH), (2, SOUTH), (3, SOUTH)]);
        assert_eq!(mix.look(&peers, &mesh(&[1])), Change::default());
        let change = mix.look(&peers, &mesh(&[1]));
        assert_eq!(change.add.len(), 1);
        assert_eq!(peers[&change.add[0]], SOUTH);
        assert!(change.remove.is_empty());
        for _ in 0..3 {
            assert_eq!(mix.look(&peers, &mesh(&[1])), Change::default());
        }
    }

    #[test]
    fn a_kind_that_is_missing_for_a_moment_is_not_served() {
        let mut mix = Mix::new(key(9));
        let peers = connected(&[(1, NORTH), (2, SOUTH)]);
        assert_eq!(mix.look(&peers, &mesh(&[])), Change::default());
        assert_eq!(mix.look(&peers, &mesh(&[1, 2])), Change::default());
        assert_eq!(mix.look(&peers, &mesh(&[1])), Change::default());
    }

    #[test]
    fn the_explicit_peer_is_let_go_when_the_mesh_has_its_kind() {
        let mut mix = Mix::new(key(9));
        let peers = connected(&[(1, NORTH), (2, SOUTH), (3, SOUTH)]);
        mix.look(&peers, &mesh(&[1]));
        let added = mix.look(&peers, &mesh(&[1])).add[0];
        let other = if added == key(2) { 3 } else { 2 };
        let change = mix.look(&peers, &mesh(&[1, other]));
        assert_eq!(change.remove, vec![added]);
        assert!(change.add.is_empty());
    }

    #[test]
    fn an_explicit_peer_that_is_gone_is_replaced() {
        let mut mix = Mix::new(key(9));
        let peers = connected(&[(1, NORTH), (2, SOUTH), (3, SOUTH)]);
        mix.look(&peers, &mesh(&[1]));
        let added = mix.look(&peers, &mesh(&[1])).add[0];
        let mut fewer = peers.clone();
        fewer.remove(&added);
        assert_eq!(mix.look(&fewer, &mesh(&[1])).remove, vec![added]);
        let change = mix.look(&fewer, &mesh(&[1]));
        assert_eq!(change.add.len(), 1);
        assert_ne!(change.add[0], added);
    }

    #[test]
    fn a_peer_without_a_kind_changes_nothing() {
        let mut mix = Mix::new(key(9));
        for _ in 0..3 {
            assert_eq!(mix.look(&connected(&[]), &mesh(&[4, 5])), Change::default());
        }
    }

    #[test]
    fn different_nodes_choose_different_peers() {
        let peers: BTreeMap<PublicKey, u8> = (1..30).map(|seed| (key(seed), SOUTH)).collect();
        let chosen: BTreeSet<PublicKey> = (100..120)
            .flat_map(|own| {
                let mut mix = Mix::new(key(own));
                mix.look(&peers, &mesh(&[]));
                mix.look(&peers, &mesh(&[])).add
            })
            .collect();
        assert!(chosen.len() > 3, "{} of 29 chosen by 20 nodes", chosen.len());
    }
}
