//! Who is linked with whom, and along which of the links gossip goes.

use ayni_protocol::limits::{LINKS_FIRST_NEED, LINKS_SECOND_NEED, LINKS_TARGET};
use ayni_protocol::replica::Link;
use ayni_protocol::vocabulary::side::Side;

/// How many neighbours get every message at once.
#[derive(Clone, Copy)]
pub(crate) struct Mesh {
    /// With fewer of them a node looks for more,
    low: usize,
    /// until it has so many,
    target: usize,
    /// and takes no more than these.
    high: usize,
}

/// As a node asks gossipsub to do it.
pub(crate) const USUAL: Mesh = Mesh {
    low: 3,
    target: 4,
    high: 8,
};

/// As gossipsub does it by itself.
pub(crate) const WIDE: Mesh = Mesh {
    low: 5,
    target: 6,
    high: 12,
};

/// Neighbours beside those of the mesh who are told at each heartbeat which messages are here.
const LAZY_MAX: usize = 6;

/// The links of a federation, by the numbers of the nodes.
#[derive(Clone)]
pub(crate) struct Graph {
    pub(crate) links: Vec<Vec<usize>>,
    /// Neighbours who get every message at once.
    pub(crate) mesh: Vec<Vec<usize>>,
    /// Neighbours who are told which messages are here.
    pub(crate) lazy: Vec<Vec<usize>>,
}

/// The side of a platform: every second one is Southern.
pub(crate) fn side(number: usize) -> Side {
    match number.is_multiple_of(2) {
        true => Side::South,
        false => Side::North,
    }
}

impl Graph {
    /// Gossip over these links, as gossipsub chooses them by chance.
    ///
    /// What it would choose by score, and those that a node adds where a kind of link is not in its mesh, are left out.
    pub(crate) fn new(links: Vec<Vec<usize>>, size: Mesh, dice: &mut fastrand::Rng) -> Self {
        let mut mesh: Vec<Vec<usize>> = vec![Vec::new(); links.len()];
        for node in shuffled(0..links.len(), dice) {
            if mesh[node].len() >= size.low {
                continue;
            }
            for peer in shuffled(links[node].iter().copied(), dice) {
                if mesh[node].len() == size.target {
                    break;
                }
                if mesh[peer].len() < size.high && !mesh[node].contains(&peer) {
                    mesh[node].push(peer);
                    mesh[peer].push(node);
                }
            }
        }
        let lazy = links.iter().zip(&mesh).map(|(links, mesh)| {
            let others = links.iter().copied().filter(|peer| !mesh.contains(peer));
            shuffled(others, dice).into_iter().take(LAZY_MAX).collect()
        });
        Self {
            lazy: lazy.collect(),
            mesh,
            links,
        }
    }

    /// A federation whose nodes start one after another, and dial among those that run what their side needs and then
    /// whom they like, as the replica does.
    pub(crate) fn grown(count: usize, size: Mesh, dice: &mut fastrand::Rng) -> Self {
        let mut links: Vec<Vec<usize>> = vec![Vec::new(); count];
        let order = shuffled(0..count, dice);
        for (running, node) in order.iter().copied().enumerate() {
            let [(first, _), (second, _)] = Link::needs(side(node));
            let wanted = [
                (Some(first), LINKS_FIRST_NEED),
                (Some(second), LINKS_SECOND_NEED),
                (None, LINKS_TARGET),
            ];
            for (kind, least) in wanted {
                let fits = |peer: usize| kind.is_none_or(|kind| Link::between(side(node), side(peer)) == kind);
                let mut tries = 0;
                while links[node].iter().filter(|peer| fits(**peer)).count() < least && tries < 20 * LINKS_TARGET {
                    tries += 1;
                    let Some(peer) = dice.choice(&order[..running]).copied() else {
                        break;
                    };
                    if fits(peer) && !links[node].contains(&peer) {
                        links[node].push(peer);
                        links[peer].push(node);
                    }
                }
            }
        }
        Self::new(links, size, dice)
    }

    /// Links of a node, on average.
    pub(crate) fn links_mean(&self) -> f64 {
        mean(&self.links)
    }

    /// Neighbours in the mesh of a node, on average.
    pub(crate) fn mesh_mean(&self) -> f64 {
        mean(&self.mesh)
    }

    /// Neighbours of a node who are told which messages are here, on average.
    pub(crate) fn lazy_mean(&self) -> f64 {
        mean(&self.lazy)
    }
}

fn mean(neighbours: &[Vec<usize>]) -> f64 {
    neighbours.iter().map(Vec::len).sum::<usize>() as f64 / neighbours.len() as f64
}

fn shuffled(numbers: impl Iterator<Item = usize>, dice: &mut fastrand::Rng) -> Vec<usize> {
    let mut numbers: Vec<usize> = numbers.collect();
    dice.shuffle(&mut numbers);
    numbers
}
