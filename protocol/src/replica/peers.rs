//! Which peers a node keeps links with: chosen by side, so that the federation holds together even
//! when one side goes dark.
//!
//! A Southern node keeps at least [`LINKS_FIRST_NEED`] South–South links and
//! [`LINKS_SECOND_NEED`] North–South; a Northern node at least as many North–South and
//! North–North ones; all of that as far as the charter has such peers. Beyond that it keeps
//! [`LINKS_TARGET`] links of any kind.

use std::collections::{BTreeMap, BTreeSet};

use crate::charter::Charter;
use crate::identity::PublicKey;
use crate::limits::{
    ADDRESS_WAIT_MS, DIAL_WAIT_MAX_MS, DIAL_WAIT_MS, LINK_SETTLED_MS, LINKS_FIRST_NEED, LINKS_SECOND_NEED, LINKS_TARGET,
};
use crate::vocabulary::side::Side;

/// A connection seen as cooperation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// Between a Northern and a Southern platform.
    NorthSouth,
    /// Between two Southern platforms.
    SouthSouth,
    /// Between two Northern platforms.
    NorthNorth,
}

impl Link {
    /// The link between platforms of these sides.
    pub fn between(one: Side, other: Side) -> Self {
        match (one, other) {
            (Side::South, Side::South) => Self::SouthSouth,
            (Side::North, Side::North) => Self::NorthNorth,
            _ => Self::NorthSouth,
        }
    }

    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NorthSouth => "north_south",
            Self::SouthSouth => "south_south",
            Self::NorthNorth => "north_north",
        }
    }

    /// How many links of each kind a platform of this side needs at least.
    pub fn needs(side: Side) -> [(Self, usize); 2] {
        match side {
            Side::South => [
                (Self::SouthSouth, LINKS_FIRST_NEED),
                (Self::NorthSouth, LINKS_SECOND_NEED),
            ],
            Side::North => [
                (Self::NorthSouth, LINKS_FIRST_NEED),
                (Self::NorthNorth, LINKS_SECOND_NEED),
            ],
        }
    }
}

#[derive(Debug, Default)]
struct Attempt {
    failures: u32,
    /// Not dialled again before.
    next_at: u64,
    under_way: bool,
}

/// Links that are up, and dials that are under way or must wait.
#[derive(Debug, Default)]
pub(super) struct Peering {
    /// Since when each link is up.
    linked: BTreeMap<PublicKey, u64>,
    attempts: BTreeMap<PublicKey, Attempt>,
}

impl Peering {
    pub(super) fn connected(&mut self, peer: PublicKey, now: u64) {
        self.linked.insert(peer, now);
        self.attempts.entry(peer).or_default().under_way = false;
    }

    pub(super) fn disconnected(&mut self, peer: &PublicKey, now: u64) {
        let Some(since) = self.linked.remove(peer) else {
            return;
        };
        if now - since >= LINK_SETTLED_MS {
            self.attempts.remove(peer);
        }
        self.dial_failed(peer, now);
    }

    pub(super) fn dial_failed(&mut self, peer: &PublicKey, now: u64) {
        if self.linked.contains_key(peer) {
            return;
        }
        let attempt = self.attempts.entry(*peer).or_default();
        let wait = (DIAL_WAIT_MS << attempt.failures.min(20)).min(DIAL_WAIT_MAX_MS);
        *attempt = Attempt {
            failures: attempt.failures + 1,
            next_at: now + wait,
            under_way: false,
        };
    }

    /// Nobody was dialled: the address is looked for again soon, however often it was not there.
    pub(super) fn no_address(&mut self, peer: &PublicKey, now: u64) {
        let attempt = self.attempts.entry(*peer).or_default();
        attempt.under_way = false;
        attempt.next_at = now + ADDRESS_WAIT_MS;
    }

    pub(super) fn is_linked(&self, peer: &PublicKey) -> bool {
        self.linked.contains_key(peer)
    }

    /// Peers to dial now, which count as under way from here on.
    pub(super) fn dial(
        &mut self,
        me: &PublicKey,
        charter: &Charter,
        now: u64,
        dice: &mut fastrand::Rng,
    ) -> Vec<PublicKey> {
        // An attempt whose end never came is over when its time is.
        for attempt in self.attempts.values_mut() {
            attempt.under_way &= attempt.next_at > now;
        }
        let chosen = {
            let resting = |peer: &PublicKey| self.attempts.get(peer).is_some_and(|attempt| attempt.next_at > now);
            let counted: BTreeSet<PublicKey> = self
                .attempts
                .iter()
                .filter(|(_, attempt)| attempt.under_way)
                .map(|(peer, _)| *peer)
                .chain(self.linked.keys().copied())
                .collect();
            choose(me, charter, &counted, resting, dice)
        };
        for peer in &chosen {
            let attempt = self.attempts.entry(*peer).or_default();
            attempt.under_way = true;
            attempt.next_at = now + DIAL_WAIT_MAX_MS;
        }
        chosen
    }

    /// Whether this peer may be dialled now; if so it counts as under way from here on.
    pub(super) fn may_dial(&mut self, peer: &PublicKey, now: u64) -> bool {
        let attempt = self.attempts.entry(*peer).or_default();
        let may = attempt.next_at <= now;
        if may {
            attempt.under_way = true;
            attempt.next_at = now + DIAL_WAIT_MAX_MS;
        }
        may
    }

    /// When a peer that had to wait may be dialled again, if that is after `now`.
    pub(super) fn next_wake(&self, now: u64) -> Option<u64> {
        let waiting = self.attempts.iter().filter(|(peer, _)| !self.linked.contains_key(peer));
        waiting.map(|(_, attempt)| attempt.next_at).filter(|at| *at > now).min()
    }
}

/// Which peers are still to be dialled, given those that are linked or being dialled (`counted`).
fn choose(
    me: &PublicKey,
    charter: &Charter,
    counted: &BTreeSet<PublicKey>,
    resting: impl Fn(&PublicKey) -> bool,
    dice: &mut fastrand::Rng,
) -> Vec<PublicKey> {
    let own = charter.member(me).map(|own| own.side);
    let mut counted: BTreeSet<PublicKey> = counted.clone();
    let link_of = |peer: &PublicKey| Some(Link::between(own?, charter.member(peer)?.side));
    let kinds = own.into_iter().flat_map(Link::needs);
    let kinds = kinds.map(|(link, least)| (Some(link), least));
    // Whoever is not in this charter may be in a later one, and only its members can tell.
    let target = own.map_or(LINKS_FIRST_NEED, |_| LINKS_TARGET);
    let fits = |wanted: Option<Link>, peer: &PublicKey| wanted.is_none() || link_of(peer) == wanted;
    let lacking = |counted: &BTreeSet<PublicKey>, wanted: Option<Link>, least: usize| {
        least.saturating_sub(counted.iter().filter(|peer| fits(wanted, peer)).count())
    };
    let wanted: Vec<(Option<Link>, usize)> = kinds.chain([(None, target)]).collect();
    // Mostly there is none, and this is looked at after every input.
    if wanted
        .iter()
        .all(|(wanted, least)| lacking(&counted, *wanted, *least) == 0)
    {
        return Vec::new();
    }
    let mut candidates: Vec<PublicKey> = charter
        .members
        .iter()
        .map(|member| member.key)
        .filter(|key| key != me && !resting(key))
        .collect();
    dice.shuffle(&mut candidates);
    let mut chosen = Vec::new();
    for (wanted, least) in wanted {
        let fits = |peer: &PublicKey| fits(wanted, peer);
        let mut lacking = lacking(&counted, wanted, least);
        for peer in candidates.iter().filter(|peer| fits(peer)) {
            if lacking == 0 {
                break;
            }
            if counted.insert(*peer) {
                chosen.push(*peer);
                lacking -= 1;
            }
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charter::{Member, Quorum, Role};
    use crate::identity::SecretKey;

    fn key(number: u8) -> PublicKey {
        SecretKey::from_seed(&[number; 32]).public()
    }

    /// A charter of `south` Southern members (numbers from 1) and `north` Northern ones (from 101).
    fn charter(south: u8, north: u8) -> Charter {
        let member = |number: u8, country: &str, side| Member {
            key: key(number),
            name: format!("Platform {number}"),
            country: country.to_owned(),
            side,
            role: Role::Member,
        };
        let southern = (1..=south).map(|number| member(number, "SN", Side::South));
        let northern = (101..101 + north).map(|number| member(number, "GB", Side::North));
        Charter::found(
            "Test".to_owned(),
            Quorum::Majority,
            southern.chain(northern).collect(),
            [0; 16],
        )
        .expect("a charter")
    }

    fn dialled(me: u8, charter: &Charter, seed: u64) -> BTreeMap<Link, usize> {
        let own = charter.member(&key(me)).expect("a member").side;
        let mut counts = BTreeMap::new();
        let mut dice = fastrand::Rng::with_seed(seed);
        for peer in Peering::default().dial(&key(me), charter, 0, &mut dice) {
            let link = Link::between(own, charter.member(&peer).expect("a member").side);
            *counts.entry(link).or_insert(0) += 1;
        }
        counts
    }

    #[test]
    fn every_node_dials_what_its_side_needs_whatever_the_dice_say() {
        let charter = charter(30, 30);
        for seed in 0..50 {
            let southern = dialled(1, &charter, seed);
            assert!(
                southern[&Link::SouthSouth] >= 2 && southern[&Link::NorthSouth] >= 1,
                "seed {seed}"
            );
            let northern = dialled(101, &charter, seed);
            assert!(
                northern[&Link::NorthSouth] >= 2 && northern[&Link::NorthNorth] >= 1,
                "seed {seed}"
            );
            assert_eq!(southern.values().sum::<usize>(), LINKS_TARGET);
        }
    }

    #[test]
    fn a_small_federation_is_dialled_whole_and_nobody_dials_itself() {
        assert_eq!(dialled(1, &charter(2, 1), 0).values().sum::<usize>(), 2);
        assert!(dialled(1, &charter(1, 0), 0).is_empty());
    }

    #[test]
    fn a_peer_that_does_not_answer_waits_longer_each_time() {
        let charter = charter(2, 0);
        let mut peering = Peering::default();
        let mut dice = fastrand::Rng::with_seed(0);
        let mut now = 0;
        let mut waits = Vec::new();
        for _ in 0..12 {
            assert_eq!(peering.dial(&key(1), &charter, now, &mut dice), [key(2)]);
            assert!(
                peering.dial(&key(1), &charter, now, &mut dice).is_empty(),
                "one dial at a time"
            );
            peering.dial_failed(&key(2), now);
            let next = peering.next_wake(now).expect("it is dialled again");
            waits.push(next - now);
            now = next;
        }
        assert_eq!(waits[..3], [DIAL_WAIT_MS, 2 * DIAL_WAIT_MS, 4 * DIAL_WAIT_MS]);
        assert_eq!(waits[11], DIAL_WAIT_MAX_MS);
    }

    #[test]
    fn a_peer_without_an_address_is_looked_for_again_soon_however_often() {
        let charter = charter(2, 0);
        let mut peering = Peering::default();
        let mut dice = fastrand::Rng::with_seed(0);
        for now in (0..20).map(|turn| turn * ADDRESS_WAIT_MS) {
            assert_eq!(peering.dial(&key(1), &charter, now, &mut dice), [key(2)]);
            peering.no_address(&key(2), now);
        }
    }

    #[test]
    fn a_lost_link_is_dialled_again_soon() {
        let charter = charter(2, 0);
        let mut peering = Peering::default();
        let mut dice = fastrand::Rng::with_seed(0);
        peering.dial_failed(&key(2), 0);
        peering.dial_failed(&key(2), 0);
        peering.connected(key(2), 0);
        assert!(peering.dial(&key(1), &charter, 0, &mut dice).is_empty());
        let lost = LINK_SETTLED_MS;
        peering.disconnected(&key(2), lost);
        assert!(peering.dial(&key(1), &charter, lost, &mut dice).is_empty());
        assert_eq!(
            peering.dial(&key(1), &charter, lost + DIAL_WAIT_MS, &mut dice),
            [key(2)]
        );
    }

    #[test]
    fn a_peer_that_hangs_up_at_once_waits_longer_each_time() {
        let mut peering = Peering::default();
        let waits = [0; 4].map(|now| {
            peering.connected(key(2), now);
            peering.disconnected(&key(2), now);
            peering.next_wake(now).expect("it is dialled again")
        });
        assert_eq!(waits, [1, 2, 4, 8].map(|times| times * DIAL_WAIT_MS));
    }
}
