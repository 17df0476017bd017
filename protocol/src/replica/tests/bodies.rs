//! Bodies that are erased, withheld, and found elsewhere.

use super::*;
use crate::operation::Operation;
use crate::record::RecordId;

const ID: RecordId = RecordId::from_bytes([4; 16]);

/// A log of member 2: two versions of a record, and what erases both and more than is its own.
fn erasing() -> Vec<Entry> {
    let federation = charters().federation();
    let versions = [1, 2].map(|salt| {
        let record = serde_json::json!({ "kind": "contact" });
        Operation::Publish { id: ID, record }.encode([salt; 16])
    });
    let entries = [(key(2), vec![1, 2, 3, 9]), (key(3), vec![1])].into();
    let erase = Operation::Erase { id: ID, entries }.encode([3; 16]);
    let mut log: Vec<Entry> = Vec::new();
    for (body, seq) in versions.into_iter().chain([erase]).zip(1..) {
        let prev = log.last().map(|entry| entry.envelope().id());
        log.push(Entry::sign(&secret(2), &federation, seq, prev, 0, body));
    }
    log
}

fn null(entry: &Entry) -> WireEntry {
    WireEntry::without_body(entry.envelope().bytes())
}

fn erased(outputs: &[Output]) -> Vec<(PublicKey, Vec<u64>)> {
    let places = outputs.iter().filter_map(|output| match output {
        Output::Erase { erasures, .. } => Some(erasures),
        _ => None,
    });
    let each = places
        .flatten()
        .filter(|(id, _)| *id == ID)
        .flat_map(|(_, places)| places);
    each.map(|(author, seqs)| (*author, seqs.iter().copied().collect()))
        .collect()
}

fn filled(outputs: &[Output]) -> usize {
    let each = outputs.iter().map(|output| match output {
        Output::Fill(entries) => entries.len(),
        _ => 0,
    });
    each.sum()
}

fn bodies_appended(outputs: &[Output]) -> Vec<bool> {
    let each = outputs.iter().filter_map(|output| match output {
        Output::Append(entries) | Output::Erase { entries, .. } => {
            Some(entries.iter().map(|entry| entry.entry().body().is_some()))
        }
        _ => None,
    });
    each.flatten().collect()
}

/// What member 3 is asked for when it comes.
fn asked_of_third(replica: &mut Replica, now: u64) -> Vec<(u64, Vec<Range>)> {
    let outputs = replica.handle(
        Input::Connected {
            peer: key(3),
            outbound: true,
        },
        now,
    );
    asked_ranges(&outputs)
}

fn answer_of_third(replica: &mut Replica, request: u64, runs: Vec<Vec<WireEntry>>) -> Vec<Output> {
    let bytes = Response::Entries { runs }.encode();
    let peer = key(3);
    replica.handle(
        Input::Response {
            peer,
            request,
            answer: read(&bytes),
        },
        3,
    )
}

#[test]
fn what_an_author_erases_of_its_own_goes_in_one_step_with_the_entry_that_says_so() {
    let mut replica = connected();
    let log = erasing();
    gossip_entry(&mut replica, &log[0]);
    gossip_entry(&mut replica, &log[1]);
    let (verdict, outputs) = gossip_entry(&mut replica, &log[2]);
    assert_eq!(verdict, Verdict::Accept);
    assert!(
        matches!(&outputs[1], Output::Erase { entries, .. } if entries[0].seq() == 3),
        "in one step"
    );
    assert_eq!(
        erased(&outputs),
        [(key(2), vec![1, 2])],
        "neither others' nor what is to come"
    );
}

#[test]
fn nulls_that_a_later_entry_of_the_same_answer_erases_are_asked_for_nowhere() {
    let mut replica = connected();
    let log = erasing();
    let requests = claim(&mut replica, 2, head(&log[2]));
    let outputs = answer(
        &mut replica,
        requests[0].0,
        vec![vec![null(&log[0]), null(&log[1]), wire(&log[2])]],
    );
    assert_eq!(bodies_appended(&outputs), [false, false, true]);
    assert!(asked_of_third(&mut replica, 3).is_empty());
}

#[test]
fn a_body_that_comes_though_it_is_erased_is_dropped() {
    let mut replica = connected();
    let log = erasing();
    let requests = claim(&mut replica, 2, head(&log[2]));
    let outputs = answer(&mut replica, requests[0].0, vec![log.iter().map(wire).collect()]);
    assert_eq!(bodies_appended(&outputs), [false, false, true]);
}

#[test]
fn a_withheld_body_is_asked_for_elsewhere_once_the_log_is_level_and_filled_in() {
    let mut replica = connected();
    let log = log(2, 3, 0);
    let requests = claim(&mut replica, 2, head(&log[2]));
    // Cut short: one of the entries to come may erase it.
    let outputs = answer(&mut replica, requests[0].0, vec![vec![null(&log[0]), wire(&log[1])]]);
    assert_eq!(bodies_appended(&outputs), [false, true]);
    let rest = asked_ranges(&outputs);
    assert!(asked_of_third(&mut replica, 3).is_empty(), "the log is not level");
    let outputs = answer(&mut replica, rest[0].0, vec![vec![wire(&log[2])]]);
    let asked = asked_ranges(&outputs);
    assert_eq!(asked.len(), 1, "of member 3 alone");
    assert_eq!(
        asked[0].1,
        [Range {
            author: key(2),
            from: 1,
            to: 1
        }]
    );
    let outputs = answer_of_third(&mut replica, asked[0].0, vec![vec![wire(&log[0])]]);
    assert_eq!(filled(&outputs), 1);
    assert!(
        asked_ranges(&replica.handle(Input::Tick, 4_000_000)).is_empty(),
        "nothing is lacking"
    );
}

#[test]
fn who_withholds_a_body_is_named_and_asked_again_only_after_a_long_while() {
    let mut replica = connected();
    let log = log(2, 1, 0);
    let requests = claim(&mut replica, 2, head(&log[0]));
    answer(&mut replica, requests[0].0, vec![vec![null(&log[0])]]);
    let asked = asked_of_third(&mut replica, 3);
    let outputs = answer_of_third(&mut replica, asked[0].0, vec![vec![null(&log[0])]]);
    let named = |output: &Output| matches!(output, Output::Notice(Notice::Withheld { peer, .. }) if *peer == key(3));
    assert!(outputs.iter().any(named));
    assert!(asked_ranges(&outputs).is_empty());
    assert!(asked_ranges(&replica.handle(Input::Tick, 20_000)).is_empty());
    let wait = crate::limits::BODY_WAIT_MS;
    // The comparison with member 3 was never answered: it rests for a moment first.
    let again = [wait + 10, wait + 5_000].map(|now| asked_ranges(&replica.handle(Input::Tick, now)).len());
    assert_eq!(again, [1, 1], "each of the two once");
}

#[test]
fn what_is_lacking_and_erased_is_known_after_a_restart() {
    let log = erasing();
    let lacking = Places::from([(key(2), [2].into())]);
    let erased = Places::from([(key(2), [1].into())]);
    let (mut replica, _) = Replica::start(Start {
        frontier: [(key(2), head(&log[1]))].into_iter().collect(),
        bodies: Bodies { erased, lacking },
        ..fresh(1)
    });
    let asked = asked_of_third(&mut replica, 3);
    assert_eq!(
        asked[0].1,
        [Range {
            author: key(2),
            from: 2,
            to: 2
        }]
    );
    let (_, outputs) = {
        replica.handle(
            Input::Connected {
                peer: key(2),
                outbound: true,
            },
            3,
        );
        gossip_entry(&mut replica, &log[2])
    };
    assert_eq!(self::erased(&outputs), [(key(2), vec![1, 2])]);
    let outputs = answer_of_third(&mut replica, asked[0].0, vec![vec![wire(&log[1])]]);
    assert_eq!(
        filled(&outputs),
        0,
        "a body that comes late for an erased entry is refused"
    );
}
