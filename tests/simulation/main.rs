//! The replica in a simulated federation: loss, delay, reordering, partitions, crashes and restarts,
//! all from one seed.
//!
//! `AYNI_SEEDS` says how many seeds each test runs (first to last, from `AYNI_FIRST_SEED`); a failing
//! seed is printed, and running that one alone repeats it step by step.

mod disk;
mod growth;
mod people;
mod scenario;
mod world;

use scenario::{Chaos, Scenario};

/// Seeds run by each test unless `AYNI_SEEDS` says otherwise: what two cores do in some seconds.
const SEEDS: u64 = 150;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(otherwise)
}

/// Runs `check` for each seed, on two threads, and names the seeds that fail.
#[allow(clippy::print_stderr)] // a run of an hour must not keep to itself what it has found
fn for_each_seed(check: impl Fn(u64) + Sync) {
    let first = number("AYNI_FIRST_SEED", 0);
    let seeds = number("AYNI_SEEDS", SEEDS);
    let next = std::sync::atomic::AtomicU64::new(first);
    let failed = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if seed >= first + seeds {
                        return;
                    }
                    if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(seed))).is_err() {
                        eprintln!("seed {seed} fails");
                        failed.lock().expect("no panic holds it").push(seed);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().expect("no panic holds it");
    assert!(
        failed.is_empty(),
        "of {seeds} seeds from {first} these fail: {failed:?}"
    );
}

#[test]
fn every_federation_converges_after_chaos_and_each_seed_repeats_itself() {
    for_each_seed(|seed| {
        let once = Chaos::from_seed(seed).run();
        let again = Chaos::from_seed(seed).run();
        assert_eq!(once, again, "seed {seed} took two different courses");
    });
}

#[test]
fn while_members_come_and_go_in_chaos_all_who_remain_agree_and_nobody_signs_a_number_twice() {
    for_each_seed(|seed| {
        Chaos::with_decisions(seed).run();
    });
}

#[test]
fn what_is_erased_in_chaos_is_held_by_nobody_in_the_end_and_all_else_by_everybody() {
    for_each_seed(|seed| {
        let once = Chaos::with_erasures(seed).run();
        let again = Chaos::with_erasures(seed).run();
        assert_eq!(once, again, "seed {seed} took two different courses");
    });
}

#[test]
fn link_targets_are_met_in_a_federation_of_eight_southern_and_four_northern_nodes() {
    for_each_seed(|seed| {
        let mut world = Scenario::eight_south_four_north(seed);
        world.run_for(120_000);
        world.assert_link_targets();
    });
}

#[test]
fn when_the_whole_north_stops_the_south_goes_on_and_when_it_returns_all_agree() {
    for_each_seed(|seed| {
        let mut world = Scenario::eight_south_four_north(seed);
        world.run_for(60_000);
        world.publish_on_each(3);
        world.converge();

        let north = world.northern();
        for node in &north {
            world.crash(*node);
        }
        world.publish_on_each(3);
        world.converge();
        world.assert_link_targets();

        for node in &north {
            world.restart(*node);
        }
        // A node that has just started signs once a peer has told it how long its own log is.
        world.run_for(10_000);
        world.publish_on_each(3);
        world.converge();
        // A peer that was long gone is dialled again within five minutes.
        world.run_for(320_000);
        world.assert_link_targets();
    });
}

#[test]
fn a_late_joiner_learns_every_record() {
    for_each_seed(|seed| {
        let mut world = Scenario::with_late_joiner(seed);
        world.run_for(30_000);
        world.publish_on_each(40);
        world.converge();
        world.join_last();
        world.converge();
    });
}

#[test]
fn a_log_of_many_entries_is_fetched_in_chunks_by_a_node_that_was_off() {
    for_each_seed(|seed| {
        if seed % 10 != 0 {
            return; // heavier than the others
        }
        let mut world = Scenario::eight_south_four_north(seed);
        world.run_for(30_000);
        world.crash(1);
        for _ in 0..8 {
            world.publish(0, 250);
            world.run_for(1_000);
        }
        world.restart(1);
        world.converge();
    });
}
