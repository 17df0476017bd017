//! The ballot rules, explored by a model checker: the very code that nodes run, with ballots that are
//! lost or come in any order, and members that sign twice.

mod model;

use model::{Election, Limits};
use stateright::{Checker, Model};

/// Two cores.
const THREADS: usize = 2;

fn four_voters(dishonest: u8) -> Election {
    Election::new(Limits {
        voters: 4,
        dishonest,
        rounds: 2,
    })
}

#[test]
fn no_epoch_has_two_charters_and_a_split_can_always_be_resolved_though_one_of_four_votes_twice() {
    let checker = four_voters(1).checker().threads(THREADS).spawn_bfs().join();
    assert!(checker.unique_state_count() > 1_000, "all of it was explored");
    checker.assert_properties();
}

#[test]
fn without_dishonest_members_the_same_holds() {
    four_voters(0)
        .checker()
        .threads(THREADS)
        .spawn_bfs()
        .join()
        .assert_properties();
}

#[test]
fn as_many_members_as_two_quorums_share_are_needed_to_break_it_and_the_checker_finds_how() {
    let election = four_voters(2);
    let checker = election.clone().checker().threads(THREADS).spawn_bfs().join();
    let path = checker
        .discovery(model::ONE_CHARTER)
        .expect("two of four who vote twice certify two charters");
    // Their ballots are the proof: whoever sees them all knows who it was.
    let last = path.into_states().pop().expect("a state");
    assert_eq!(election.doubles(&last), election.dishonest());
}
