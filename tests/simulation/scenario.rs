//! Federations to simulate, and the chaos that befalls them.

use ayni_protocol::charter::ballot::Ballot;
use ayni_protocol::charter::{CertifiedCharter, Charter, Charters, Member, Quorum, Role};
use ayni_protocol::identity::{Hash, SecretKey};
use ayni_protocol::vocabulary::side::Side;

use crate::world::{CALM, Weather, World};

/// The key of a node.
pub(crate) fn secret(number: usize) -> SecretKey {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&(number as u64).to_be_bytes());
    SecretKey::from_seed(&seed)
}

/// A node's platform, as a charter names it.
pub(crate) fn member(number: usize, side: Side, role: Role) -> Member {
    Member {
        key: secret(number).public(),
        name: format!("Platform {number}"),
        country: if side == Side::South { "SN" } else { "GB" }.to_owned(),
        side,
        role,
    }
}

/// The charters of the federation that these found.
pub(crate) fn charters(members: Vec<Member>) -> Charters {
    let charter = Charter::found("Simulated".to_owned(), Quorum::Majority, members, [0; 16]).expect("a charter");
    let federation = charter.hash();
    let ballot = Ballot::confirm(&secret(0), &federation, 0, federation);
    Charters::begin(CertifiedCharter::new(charter, vec![ballot])).expect("the founder's ballot is enough")
}

fn secrets(count: usize) -> Vec<SecretKey> {
    (0..count).map(secret).collect()
}

/// Federations in calm weather.
pub(crate) struct Scenario;

impl Scenario {
    /// Nodes 0 to 7 are Southern, 8 to 11 Northern; all are started.
    pub(crate) fn eight_south_four_north(seed: u64) -> World {
        let side = |number| if number < 8 { Side::South } else { Side::North };
        let members = (0..12)
            .map(|number| member(number, side(number), Role::Member))
            .collect();
        let mut world = World::new(seed, secrets(12), &charters(members), &[]);
        for number in 0..12 {
            world.restart(number);
        }
        world
    }

    /// Five nodes run; a sixth, which the charter names, has only a ticket of the first.
    pub(crate) fn with_late_joiner(seed: u64) -> World {
        let side = |number: usize| {
            if number.is_multiple_of(2) {
                Side::South
            } else {
                Side::North
            }
        };
        let members = (0..6)
            .map(|number| member(number, side(number), Role::Member))
            .collect();
        let mut world = World::new(seed, secrets(6), &charters(members), &[5]);
        for number in 0..5 {
            world.restart(number);
        }
        world
    }
}

/// A federation of 2 to 12 nodes and what befalls it, all from one seed.
pub(crate) struct Chaos {
    world: World,
    /// Admitted half way through, with a ticket and no charter of its own.
    newcomer: Option<Member>,
    steps: u32,
    /// Of ten things that happen, how many people decide.
    decisions: u32,
    /// Whether platforms erase some of what they have published.
    erases: bool,
}

impl Chaos {
    pub(crate) fn from_seed(seed: u64) -> Self {
        let mut dice = fastrand::Rng::with_seed(seed ^ 0xa741);
        let count = dice.usize(2..=12);
        let mut side = || if dice.bool() { Side::South } else { Side::North };
        let mut members: Vec<Member> = (0..count).map(|number| member(number, side(), Role::Member)).collect();
        let admits = dice.u32(0..4) == 0;
        let mut joining = Vec::new();
        let mut newcomer = None;
        if admits {
            // Sometimes one vote is a quorum, and sometimes most of the others must vote.
            let voters = dice.usize(1..count);
            for other in &mut members[voters..] {
                other.role = Role::Observer;
            }
            newcomer = members.pop();
            joining.push(count - 1);
        }
        let mut world = World::new(seed, secrets(count), &charters(members), &joining);
        world.set_weather(Weather {
            lost: dice.u32(0..250),
            delay_max: [50, 500, 4_000][dice.usize(0..3)],
            crashing: [0, 1, 5][dice.usize(0..3)],
            failing: [0, 20, 200][dice.usize(0..3)],
        });
        Self {
            world,
            newcomer,
            steps: dice.u32(5..25),
            decisions: 0,
            erases: false,
        }
    }

    /// The same, where platforms erase all the time.
    pub(crate) fn with_erasures(seed: u64) -> Self {
        let chaos = Self::from_seed(seed);
        Self {
            erases: true,
            steps: 2 * chaos.steps,
            ..chaos
        }
    }

    /// The same, where people also decide all the time who belongs to the federation.
    pub(crate) fn with_decisions(seed: u64) -> Self {
        let chaos = Self::from_seed(seed);
        Self {
            decisions: 4,
            steps: 2 * chaos.steps,
            ..chaos
        }
    }

    /// Runs through the chaos and then until all agree; the digest of all that happened.
    pub(crate) fn run(mut self) -> Hash {
        let count = self.world.count();
        for number in 0..count {
            let after = self.world.dice().u64(0..5_000);
            self.world.restart_after(number, after);
        }
        for step in 0..self.steps {
            let pause = self.world.dice().u64(100..6_000);
            self.world.run_for(pause);
            self.act();
            if step >= self.steps / 2
                && let Some(newcomer) = &self.newcomer
            {
                self.world.admit(newcomer);
            }
        }
        self.heal();
        self.world.trace()
    }

    fn act(&mut self) {
        let count = self.world.count();
        let node = self.world.dice().usize(0..count);
        if self.decisions > 0 && self.world.dice().u32(0..10) < self.decisions {
            return self.world.decide(node);
        }
        if self.erases && self.world.dice().u32(0..4) == 0 {
            if self.world.is_up(node) {
                self.world.erase(node);
            }
            return;
        }
        match self.world.dice().u32(0..10) {
            0..=4 => {
                let entries = [1, 1, 1, 3, 40][self.world.dice().usize(0..5)];
                if self.world.is_up(node) {
                    self.world.publish(node, entries);
                }
            }
            5..=6 => {
                if self.world.is_up(node) {
                    self.world.crash(node);
                    let after = self.world.dice().u64(100..30_000);
                    self.world.restart_after(node, after);
                }
            }
            7..=8 => {
                let groups = self.world.dice().u8(2..4);
                let division = (0..count).map(|_| self.world.dice().u8(0..groups)).collect();
                self.world.divide(division);
            }
            _ => self.world.divide(vec![0; count]),
        }
    }

    fn heal(&mut self) {
        self.world.set_weather(CALM);
        self.world.divide(vec![0; self.world.count()]);
        for number in 0..self.world.count() {
            self.world.restart(number);
        }
        if self.decisions > 0 {
            let mut turns = 0;
            while !self.world.agree() {
                assert!(turns < 1_000, "no agreement is reached");
                self.world.run_for(2_000);
                turns += 1;
            }
        } else if let Some(newcomer) = self.newcomer.take() {
            // People sign until it is done: whoever was down or cut off does so later.
            let mut turns = 0;
            while !self.world.has_admitted(&newcomer) {
                assert!(turns < 1_000, "the vote does not come to its end");
                self.world.admit(&newcomer);
                self.world.run_for(2_000);
                turns += 1;
            }
        }
        // Nodes that have just started sign once a peer has told them how long their own log is.
        self.world.run_for(30_000);
        self.world.publish_on_each(1);
        self.world.converge();
        if self.erases {
            self.world.settle_bodies();
        }
    }
}
