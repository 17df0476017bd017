//! What a replica does with peers that lie, forge, withhold or flood.

mod applications;
mod bodies;
mod branches;
mod fixtures;
mod governance;
mod own_log;

use std::collections::BTreeSet;

use super::*;
use crate::charter::ballot::Ballot;
use crate::charter::{CertifiedCharter, Charter, Member, Quorum, Role};
use crate::entry::Entry;
use crate::frontier::Range;
use crate::limits::RESPONSE_WAIT_MAX_MS;
use crate::log::{AuthenticEntry, Head};
use crate::message::{Response, WireEntry};
use fixtures::*;

#[test]
fn a_gossiped_entry_that_continues_its_log_is_passed_on_and_kept_before_this_node_says_that_it_has_it() {
    let mut replica = connected();
    let entries = log(2, 2, 0);
    let (verdict, outputs) = gossip_entry(&mut replica, &entries[0]);
    assert_eq!(verdict, Verdict::Accept);
    assert!(matches!(&outputs[..2], [Output::Verdict { .. }, Output::Append(_)]));
    assert_eq!(
        gossip_entry(&mut replica, &entries[0]).0,
        Verdict::Ignore,
        "twice is no news"
    );
    assert_eq!(gossip_entry(&mut replica, &entries[1]).0, Verdict::Accept);
    assert_eq!(replica.frontier().seq(&key(2)), 2);
}

#[test]
fn an_entry_that_shows_a_gap_is_passed_on_and_the_gap_is_asked_for() {
    let mut replica = connected();
    let entries = log(2, 5, 0);
    let (verdict, outputs) = gossip_entry(&mut replica, &entries[4]);
    assert_eq!((verdict, appended(&outputs)), (Verdict::Accept, 0));
    assert_eq!(replica.behind(), 5);
    // Whoever passed it on need not have the others: it says what it has.
    let requests = asked_ranges(&compared(&mut replica, &outputs, vec![(key(2), head(&entries[4]))]));
    assert_eq!((requests[0].1[0].from, requests[0].1[0].to), (1, 4));
    let outputs = answer(
        &mut replica,
        requests[0].0,
        vec![entries[..4].iter().map(wire).collect()],
    );
    assert_eq!(appended(&outputs), 5, "the early entry follows the gap");
}

#[test]
fn forged_gossip_is_rejected_and_its_sender_named() {
    let mut replica = connected();
    let entry = &log(2, 1, 0)[0];
    let mut envelope = entry.envelope().bytes().to_vec();
    let last = envelope.len() - 1;
    envelope[last] ^= 1;
    let forged = WireEntry::new(&envelope, entry.body());
    let under_own_id = gossip(&mut replica, Hash::of(&envelope), forged.encode());
    let under_other_id = gossip(&mut replica, Hash([0; 32]), wire(entry).encode());
    let other_body = gossip(
        &mut replica,
        entry.envelope().id(),
        WireEntry::new(entry.envelope().bytes(), Some(b"x")).encode(),
    );
    let noise = gossip(&mut replica, Hash([0; 32]), vec![0x9f; 300]);
    for (verdict, outputs) in [under_own_id, under_other_id, other_body, noise] {
        assert_eq!(verdict, Verdict::Reject);
        assert!(refused(&outputs));
    }
    assert_eq!(replica.frontier().entries(), 0);
}

#[test]
fn an_entry_of_another_federation_is_rejected() {
    let mut replica = connected();
    let entry = Entry::sign(&secret(2), &Hash([9; 32]), 1, None, 0, vec![1]);
    assert_eq!(gossip_entry(&mut replica, &entry).0, Verdict::Reject);
}

#[test]
fn entries_of_strangers_and_mirrors_are_not_taken_in() {
    let mut replica = connected();
    for author in [5, 9] {
        assert_eq!(gossip_entry(&mut replica, &log(author, 1, 0)[0]).0, Verdict::Ignore);
        assert!(claim(&mut replica, author, head(&log(author, 3, 0)[2])).is_empty());
    }
    assert_eq!(
        gossip_entry(&mut replica, &log(4, 1, 0)[0]).0,
        Verdict::Accept,
        "observers publish"
    );
}

#[test]
fn a_run_that_was_tampered_with_is_refused_whole_and_its_sender_left_alone() {
    let entries = log(2, 3, 0);
    let wires = || entries.iter().map(wire).collect::<Vec<_>>();
    let mut flipped = wires();
    flipped[1].0[80] ^= 1;
    let mut swapped = wires();
    swapped.swap(0, 1);
    let mut other_author = wires();
    other_author[2] = wire(&log(3, 3, 0)[2]);
    let too_many: Vec<WireEntry> = log(2, 4, 0).iter().map(wire).collect();
    for run in [flipped, swapped, other_author, too_many] {
        let mut replica = connected();
        let requests = claim(&mut replica, 2, head(&entries[2]));
        let outputs = answer(&mut replica, requests[0].0, vec![run]);
        assert_eq!(appended(&outputs), 0);
        assert!(refused(&outputs));
        assert!(asked_ranges(&replica.handle(Input::Tick, 3)).is_empty(), "it rests");
    }
}

#[test]
fn an_answer_that_nobody_asked_for_changes_nothing() {
    let mut replica = connected();
    let run = log(2, 1, 0).iter().map(wire).collect();
    assert_eq!(appended(&answer(&mut replica, 999, vec![run])), 0);
    assert_eq!(replica.frontier().entries(), 0);
}

#[test]
fn garbage_instead_of_a_message_is_refused_and_answered() {
    let mut replica = connected();
    let input = Input::Request {
        peer: key(2),
        inbound: 4,
        bytes: vec![0xff; 100],
    };
    let outputs = replica.handle(input, 1);
    assert!(refused(&outputs));
    assert!(
        outputs
            .iter()
            .any(|output| matches!(output, Output::Respond { inbound: 4, .. }))
    );
}

#[test]
fn a_stranger_is_disconnected_and_its_questions_refused() {
    let mut replica = replica(1);
    let outputs = replica.handle(
        Input::Connected {
            peer: key(9),
            outbound: true,
        },
        0,
    );
    assert!(
        outputs
            .iter()
            .any(|output| matches!(output, Output::Disconnect(peer) if *peer == key(9)))
    );
    let bytes = Request::Charters { from: 0 }.encode();
    let outputs = replica.handle(
        Input::Request {
            peer: key(9),
            inbound: 1,
            bytes,
        },
        0,
    );
    let refused = Response::Refused.encode();
    assert!(
        outputs
            .iter()
            .any(|output| matches!(output, Output::Respond { bytes, .. } if *bytes == refused))
    );
}

#[test]
fn another_branch_of_a_log_is_looked_into() {
    let mut replica = connected();
    let (ours, theirs) = (log(2, 3, 0), log(2, 4, 1));
    for entry in &ours {
        gossip_entry(&mut replica, entry);
    }
    // The peer's head follows another entry than ours: the entry beside ours is asked for.
    let (_, outputs) = gossip_entry(&mut replica, &theirs[3]);
    let requests = asked_ranges(&outputs);
    assert_eq!((requests[0].1[0].from, requests[0].1[0].to), (3, 3));
    let outputs = answer(&mut replica, requests[0].0, vec![vec![wire(&theirs[2])]]);
    assert!(
        outputs
            .iter()
            .any(|output| matches!(output, Output::Branch(run) if run[0].seq() == 3)),
        "it is compared with what is held"
    );
}

#[test]
fn what_is_asked_for_is_served_only_as_far_as_it_is_held() {
    let mut replica = connected();
    for entry in &log(2, 3, 0) {
        gossip_entry(&mut replica, entry);
    }
    let ranges = vec![
        Range {
            author: key(2),
            from: 2,
            to: u64::MAX,
        },
        Range {
            author: key(3),
            from: 1,
            to: 5,
        },
        Range {
            author: key(2),
            from: 0,
            to: 2,
        },
    ];
    let bytes = Request::Ranges { ranges }.encode();
    let outputs = replica.handle(
        Input::Request {
            peer: key(2),
            inbound: 1,
            bytes,
        },
        1,
    );
    let served = outputs.iter().find_map(|output| match output {
        Output::Serve { ranges, .. } => Some(ranges.clone()),
        _ => None,
    });
    let spans: Vec<(u64, u64)> = served
        .expect("served")
        .iter()
        .map(|range| (range.from, range.to))
        .collect();
    assert_eq!(spans, [(2, 3), (1, 0), (1, 2)]);
}

#[test]
fn this_platforms_entries_are_durable_before_anyone_hears_of_them() {
    let mut replica = connected();
    let input = Input::Publish {
        publication: 1,
        time: 5,
        bodies: vec![vec![1], vec![2]],
    };
    let outputs = replica.handle(input, 1);
    let order: Vec<&str> = outputs
        .iter()
        .map(|output| match output {
            Output::Append(_) => "append",
            Output::Published { result: Ok(_), .. } => "published",
            Output::Gossip { .. } => "gossip",
            _ => "other",
        })
        .filter(|what| *what != "other")
        .collect();
    assert_eq!(order, ["append", "published", "gossip", "gossip"]);
}

#[test]
fn of_many_entries_at_once_only_the_newest_is_gossiped() {
    let mut replica = connected();
    let bodies = vec![vec![1]; 100];
    let outputs = replica.handle(
        Input::Publish {
            publication: 1,
            time: 5,
            bodies,
        },
        1,
    );
    let gossiped = outputs
        .iter()
        .filter(|output| matches!(output, Output::Gossip { .. }))
        .count();
    assert_eq!((appended(&outputs), gossiped), (100, 1));
}

#[test]
fn a_long_body_is_gossiped_without_itself_and_asked_for() {
    let mut sender = connected();
    let body = vec![0; crate::limits::GOSSIP_BODY_BYTES_MAX + 1];
    let outputs = sender.handle(
        Input::Publish {
            publication: 1,
            time: 5,
            bodies: vec![body],
        },
        1,
    );
    let (id, bytes) = outputs
        .iter()
        .find_map(|output| match output {
            Output::Gossip { id, bytes, .. } => Some((*id, bytes.clone())),
            _ => None,
        })
        .expect("gossiped");
    assert!(bytes.len() < 1_000);
    let mut receiver = replica(3);
    let (verdict, _) = gossip(&mut receiver, id, bytes);
    assert_eq!((verdict, receiver.behind()), (Verdict::Accept, 1));
}

#[test]
fn a_relay_that_strips_a_body_is_rejected() {
    let mut replica = connected();
    let entry = &log(2, 1, 0)[0];
    let stripped = WireEntry::without_body(entry.envelope().bytes()).encode();
    assert_eq!(gossip(&mut replica, entry.envelope().id(), stripped).0, Verdict::Reject);
}

#[test]
fn a_mirror_and_a_node_without_a_charter_publish_nothing() {
    let publish = |replica: &mut Replica| {
        let input = Input::Publish {
            publication: 1,
            time: 0,
            bodies: vec![vec![1]],
        };
        let outputs = replica.handle(input, 0);
        assert_eq!(appended(&outputs), 0);
        outputs.into_iter().find_map(|output| match output {
            Output::Published { result, .. } => Some(result),
            _ => None,
        })
    };
    assert_eq!(publish(&mut replica(5)), Some(Err(PublishError::NotAPublisher)));
    let mut joining = Replica::start(Start {
        charters: None,
        inviter: Some(key(2)),
        ..fresh(1)
    })
    .0;
    assert_eq!(publish(&mut joining), Some(Err(PublishError::NoCharter)));
}

#[test]
fn a_failed_append_takes_the_replica_back_to_what_is_durable() {
    let mut replica = connected();
    let input = Input::Publish {
        publication: 1,
        time: 0,
        bodies: vec![vec![1]],
    };
    replica.handle(input, 1);
    assert_eq!(replica.frontier().entries(), 1);
    let failed = Input::KeepFailed {
        can_keep: true,
        frontier: Frontier::default(),
        bodies: Bodies::default(),
        charters: replica.charters().cloned(),
        papers: Vec::new(),
    };
    let outputs = replica.handle(failed, 2);
    assert!(
        outputs.iter().any(|output| matches!(output, Output::Allow { .. })),
        "what may not have been done is done again"
    );
    assert_eq!(replica.frontier().entries(), 0);
}

#[test]
fn a_question_without_an_answer_is_asked_again() {
    let mut replica = connected();
    let requests = claim(&mut replica, 2, head(&log(2, 3, 0)[2]));
    assert_eq!(requests.len(), 1);
    let mut now = RESPONSE_WAIT_MAX_MS + 1;
    let mut compared = false;
    for _ in 0..50 {
        let outputs = replica.handle(Input::Tick, now);
        compared |= outputs.iter().any(|output| matches!(output, Output::Request { .. }));
        now = replica.next_wake(now);
    }
    assert!(compared, "the peer is compared with again, and its claim renewed");
}

mod arrival {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_order_of_arrival_gives_one_state(order in Just((0..24_usize).collect::<Vec<_>>()).prop_shuffle(), repeats in prop::collection::vec(0..24_usize, 0..10)) {
            let entries: Vec<Entry> = [2, 3, 4].into_iter().flat_map(|author| log(author, 8, 0)).collect();
            let mut replica = connected();
            let mut kept: Vec<Entry> = Vec::new();
            for position in order.into_iter().chain(repeats) {
                let (verdict, outputs) = gossip_entry(&mut replica, &entries[position]);
                prop_assert_ne!(verdict, Verdict::Reject);
                for output in outputs {
                    if let Output::Append(appended) = output {
                        kept.extend(appended.into_iter().map(AuthenticEntry::into_entry));
                    }
                }
            }
            kept.sort_by_key(|entry| (entry.envelope().author(), entry.envelope().seq()));
            let mut all = entries;
            all.sort_by_key(|entry| (entry.envelope().author(), entry.envelope().seq()));
            prop_assert_eq!(kept, all, "each entry is kept once");
            prop_assert_eq!(replica.frontier().entries(), 24);
        }
    }
}
