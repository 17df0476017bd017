//! What is asked of whom, when several have it.

use super::*;
use crate::frontier::Frontier;
use crate::identity::{Hash, SecretKey};
use crate::limits::REQUESTS_PER_PEER_FIRST;

fn key(number: u8) -> PublicKey {
    SecretKey::from_seed(&[number; 32]).public()
}

fn head(seq: u64) -> Head {
    Head { seq, id: Hash([0; 32]) }
}

fn ingest(seq: u64) -> Ingest {
    let held = (seq > 0).then_some((key(9), head(seq)));
    Ingest::new(held.into_iter().collect::<Frontier>())
}

/// Every entry number asked for, in the order of the requests.
fn asked(requests: &[(PublicKey, u64, Request)]) -> Vec<u64> {
    let mut seqs = Vec::new();
    for (_, _, request) in requests {
        let Request::Ranges { ranges } = request else {
            panic!("a request for ranges")
        };
        seqs.extend(ranges.iter().flat_map(|range| range.from..=range.to));
    }
    seqs
}

#[test]
fn a_long_log_is_asked_of_several_peers_without_overlap() {
    let mut sync = Sync::new();
    for peer in [1, 2, 3] {
        sync.open(key(peer), true, 0);
        sync.claim(&key(peer), [(key(9), head(100_000))]);
    }
    let requests = sync.next_ranges(&ingest(10), |_| u64::MAX, 0);
    assert_eq!(requests.len(), 3 * REQUESTS_PER_PEER_FIRST);
    let peers: BTreeSet<PublicKey> = requests.iter().map(|(peer, ..)| *peer).collect();
    assert_eq!(peers.len(), 3);
    let seqs = asked(&requests);
    assert_eq!(seqs, (11..=10 + seqs.len() as u64).collect::<Vec<_>>());
    assert!(
        sync.next_ranges(&ingest(10), |_| u64::MAX, 0).is_empty(),
        "all places are taken"
    );
}

#[test]
fn what_one_peer_withholds_is_asked_of_another() {
    let mut sync = Sync::new();
    sync.open(key(1), true, 0);
    sync.claim(&key(1), [(key(9), head(5))]);
    let requests = sync.next_ranges(&ingest(0), |_| u64::MAX, 0);
    sync.answered(&key(1), requests[0].1, 0).expect("it was asked");
    sync.refute(&key(1), &key(9), false, 0);
    assert!(sync.next_ranges(&ingest(0), |_| u64::MAX, 0).is_empty());
    sync.open(key(2), true, 0);
    sync.claim(&key(2), [(key(9), head(5))]);
    let again = sync.next_ranges(&ingest(0), |_| u64::MAX, 0);
    assert_eq!((again[0].0, asked(&again)), (key(2), vec![1, 2, 3, 4, 5]));
}

#[test]
fn a_peer_that_does_not_answer_is_left_alone_for_a_while() {
    let mut sync = Sync::new();
    sync.open(key(1), true, 0);
    sync.claim(&key(1), [(key(9), head(5))]);
    assert_eq!(sync.next_ranges(&ingest(0), |_| u64::MAX, 0).len(), 1);
    sync.expire(RESPONSE_WAIT_MAX_MS);
    sync.claim(&key(1), [(key(9), head(5))]);
    assert!(
        sync.next_ranges(&ingest(0), |_| u64::MAX, RESPONSE_WAIT_MAX_MS)
            .is_empty()
    );
    let later = RESPONSE_WAIT_MAX_MS + RETRY_WAIT_MS;
    assert_eq!(sync.next_ranges(&ingest(0), |_| u64::MAX, later).len(), 1);
}

#[test]
fn an_answer_counts_once_and_only_from_the_peer_that_was_asked() {
    let mut sync = Sync::new();
    sync.open(key(1), true, 0);
    sync.open(key(2), true, 0);
    let request = sync.ask(key(1), Asked::Compare, 0).expect("asked");
    assert_eq!(sync.answered(&key(2), request, 0), None);
    assert_eq!(sync.answered(&key(1), request, 0), Some(Asked::Compare));
    assert_eq!(sync.answered(&key(1), request, 0), None);
}

#[test]
fn a_claim_of_the_largest_number_does_no_harm() {
    let mut sync = Sync::new();
    sync.open(key(1), true, 0);
    sync.claim(&key(1), [(key(9), head(u64::MAX))]);
    let requests = sync.next_ranges(&ingest(0), |_| u64::MAX, 0);
    assert_eq!(requests.len(), REQUESTS_PER_PEER_FIRST);
}

#[test]
fn a_range_that_has_no_room_for_all_ends_with_a_segment() {
    let mut sync = Sync::new();
    sync.open(key(1), true, 0);
    let others = [(key(9), head(10_000)), (key(8), head(10_000))];
    sync.claim(&key(1), others);
    for (_, _, request) in sync.next_ranges(&ingest(10), |_| u64::MAX, 0) {
        let Request::Ranges { ranges } = request else {
            panic!("a request for ranges")
        };
        assert_eq!(
            ranges.len(),
            1,
            "what room is left is not worth cutting another log for"
        );
        assert_eq!(ranges[0].to % SEGMENT_ENTRIES, 0);
    }
}

#[test]
fn entries_nobody_wants_are_not_asked_for() {
    let mut sync = Sync::new();
    sync.open(key(1), true, 0);
    sync.claim(&key(1), [(key(9), head(5))]);
    assert!(sync.next_ranges(&ingest(0), |_| 0, 0).is_empty());
}
