//! What replicas do with logs that have forked, that end, or that were taken back.

use super::governance::{announce, hearing, paper, verdict};
use super::*;
use crate::charter::paper;
use crate::charter::{Change, Survivor};
use crate::entry::Envelope;
use crate::log::{Fork, authenticate};
use crate::message::Announcement;

pub(super) fn fork(seq: usize, parted_at: u8) -> Fork {
    let branch = |branch: u8| -> Vec<Entry> {
        let federation = charters().federation();
        let mut entries: Vec<Entry> = Vec::new();
        for seq in 1..=10_u8 {
            let prev = entries.last().map(|entry| entry.envelope().id());
            let body = vec![if seq >= parted_at { branch } else { 0 }, seq];
            entries.push(Entry::sign(&secret(2), &federation, u64::from(seq), prev, 0, body));
        }
        entries
    };
    let envelope = |branch: &[Entry]| -> Envelope { branch[seq - 1].envelope().clone() };
    Fork::prove(&envelope(&branch(0)), &envelope(&branch(1)), &charters().federation()).expect("a fork")
}

#[test]
fn a_forked_log_is_frozen_at_once_and_taken_back_when_it_is_known_where_it_parted() {
    let mut replica = hearing(1);
    replica.handle(
        Input::Connected {
            peer: key(3),
            outbound: true,
        },
        0,
    );
    for entry in &log(2, 6, 0) {
        gossip_entry(&mut replica, entry);
    }
    let later = announce(&mut replica, paper(paper::of_fork(&fork(9, 5))));
    assert_eq!(verdict(&later), Verdict::Accept);
    assert!(!later.iter().any(|output| matches!(output, Output::Cut { .. })));
    assert_eq!(
        gossip_entry(&mut replica, &log(2, 7, 0)[6]).0,
        Verdict::Ignore,
        "it is frozen"
    );

    let parted = announce(&mut replica, paper(paper::of_fork(&fork(5, 5))));
    assert!(
        parted
            .iter()
            .any(|output| matches!(output, Output::Cut { author, to: 4 } if *author == key(2)))
    );
    let later = announce(&mut replica, paper(paper::of_fork(&fork(7, 5))));
    assert_eq!(verdict(&later), Verdict::Ignore, "a later proof adds nothing");
}

#[test]
fn a_node_whose_own_log_has_forked_signs_no_more_entries() {
    let mut replica = hearing(2);
    announce(&mut replica, paper(paper::of_fork(&fork(1, 1))));
    assert_eq!(publish(&mut replica, 1), Err(PublishError::Frozen));
}

/// The announcement of a charter, in force, with one change.
fn charter_with(change: Change) -> Vec<u8> {
    let charters = charters();
    let next = charters.current().amend(&[change]).expect("a charter");
    let ballots = [1, 3].map(|number| Ballot::confirm(&secret(number), &charters.federation(), 1, next.hash()));
    let bytes = CertifiedCharter::new(next, ballots.to_vec()).encode();
    Announcement::Charter(bytes.into()).encode()
}

#[test]
fn the_charter_ends_a_freeze_by_naming_the_branch_that_counts() {
    let mut replica = hearing(1);
    announce(&mut replica, paper(paper::of_fork(&fork(1, 1))));
    let ours = log(2, 3, 0);
    let survivor = Survivor {
        author: key(2),
        seq: 2,
        id: ours[1].envelope().id(),
    };
    let outputs = announce(&mut replica, charter_with(Change::Unfreeze(survivor)));
    assert!(
        outputs
            .iter()
            .any(|output| matches!(output, Output::Restore { author, head } if *author == key(2) && head.seq == 2))
    );
    assert!(replica.assembly().expect("one").fork_of(&key(2)).is_none());
    for entry in &ours {
        assert_eq!(gossip_entry(&mut replica, entry).0, Verdict::Accept);
    }
    let again = announce(&mut replica, paper(paper::of_fork(&fork(1, 1))));
    assert_eq!(verdict(&again), Verdict::Ignore, "that fork is settled");
}

#[test]
fn a_branch_that_led_nowhere_is_asked_for_again_once_it_is_the_one_that_counts() {
    let mut replica = connected();
    let other = log(2, 3, 1);
    gossip_entry(&mut replica, &log(2, 1, 0)[0]);
    let requests = claim(&mut replica, 2, head(&other[2]));
    answer(&mut replica, requests[0].0, vec![other[1..].iter().map(wire).collect()]);
    assert!(claim(&mut replica, 2, head(&other[2])).is_empty(), "it led nowhere");

    announce(&mut replica, paper(paper::of_fork(&fork(1, 1))));
    replica.handle(
        Input::Cut {
            author: key(2),
            head: None,
        },
        1,
    );
    assert!(claim(&mut replica, 2, head(&other[2])).is_empty(), "the log is frozen");
    let survivor = Survivor {
        author: key(2),
        seq: 3,
        id: other[2].envelope().id(),
    };
    let requests = asked_ranges(&announce(&mut replica, charter_with(Change::Unfreeze(survivor))));
    assert_eq!((requests[0].1[0].from, requests[0].1[0].to), (1, 3));
}

fn cuts(outputs: &[Output]) -> Vec<(PublicKey, u64)> {
    let cuts = outputs.iter().filter_map(|output| match output {
        Output::Cut { author, to } => Some((*author, *to)),
        _ => None,
    });
    cuts.collect()
}

#[test]
fn a_node_that_holds_the_branch_that_does_not_count_takes_it_back() {
    let mut replica = connected();
    for entry in &log(2, 3, 0) {
        gossip_entry(&mut replica, entry);
    }
    let other = log(2, 2, 1);
    let survivor = Survivor {
        author: key(2),
        seq: 2,
        id: other[1].envelope().id(),
    };
    let outputs = announce(&mut replica, charter_with(Change::Unfreeze(survivor)));
    let asks = |outputs: &[Output]| {
        let is_check = |output: &&Output| matches!(output, Output::Check { peer: None, head, .. } if head.seq == 2);
        outputs.iter().filter(is_check).count()
    };
    assert_eq!(
        asks(&outputs),
        1,
        "whether it is the one held here, which lies in the store"
    );
    let differs = Input::Differs {
        peer: None,
        author: key(2),
        seq: 2,
    };
    assert_eq!(cuts(&replica.handle(differs, 1)), [(key(2), 1)]);
    assert_eq!(gossip_entry(&mut replica, &log(2, 2, 0)[1]).0, Verdict::Ignore);
}

#[test]
fn a_platform_that_is_admitted_again_goes_on_behind_all_that_it_has_signed() {
    let own = log(1, 3, 0);
    let (mut replica, _) = Replica::start(Start {
        frontier: [(key(1), head(&own[0]))].into_iter().collect(),
        own_aside: Some(head(&own[2])),
        alone: true,
        ..fresh(1)
    });
    assert_eq!(publish(&mut replica, 1), Err(PublishError::OwnLogBehind));
    let run = authenticate(&charters().federation(), own[1..].to_vec()).expect("authentic");
    replica.handle(Input::Restored { run }, 1);
    assert_eq!(publish(&mut replica, 1).expect("published")[0].seq, 4);
}

#[test]
fn what_was_set_aside_of_the_branch_that_does_not_count_is_not_restored() {
    let mut replica = Replica::start(Start {
        frontier: Frontier::default(),
        bodies: Bodies::default(),
        own_aside: Some(head(&log(1, 3, 1)[2])),
        alone: true,
        ..fresh(1)
    })
    .0;
    let ours = log(1, 6, 0);
    let survivor = Survivor {
        author: key(1),
        seq: 6,
        id: ours[5].envelope().id(),
    };
    let outputs = announce(&mut replica, charter_with(Change::Unfreeze(survivor)));
    let restored: Vec<u64> = outputs
        .iter()
        .filter_map(|output| match output {
            Output::Restore { head, .. } => Some(head.seq),
            _ => None,
        })
        .collect();
    assert_eq!(restored, [6]);
}
