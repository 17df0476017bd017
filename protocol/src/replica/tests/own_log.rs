//! What a replica does that may be the copy of an older one, or has lost its disk.

use super::*;
use crate::limits::FIRST_COMPARE_WAIT_MS;

#[test]
fn a_node_that_lost_its_end_fetches_its_own_log_before_it_signs_again() {
    let mut replica = replica(1);
    let own = log(1, 3, 0);
    assert_eq!(publish(&mut replica, 0), Err(PublishError::OwnHeadUnknown));
    let outputs = replica.handle(
        Input::Connected {
            peer: key(2),
            outbound: true,
        },
        0,
    );
    let outputs = compared(&mut replica, &outputs, vec![(key(1), head(&own[2]))]);
    assert_eq!(
        publish(&mut replica, 2),
        Err(PublishError::OwnHeadUnknown),
        "a claim is no proof"
    );
    let requests = asked_ranges(&outputs);
    let proof = requests
        .iter()
        .find(|(_, ranges)| ranges[0].from == 3)
        .expect("the head is asked for");
    let rest = requests
        .iter()
        .find(|(_, ranges)| ranges[0].from == 1)
        .expect("and all of it");
    answer(&mut replica, proof.0, vec![vec![wire(&own[2])]]);
    assert_eq!(publish(&mut replica, 2), Err(PublishError::OwnLogBehind));
    // Losing the peer half way does not make it forget.
    replica.handle(Input::Disconnected { peer: key(2) }, 2);
    assert_eq!(publish(&mut replica, 2), Err(PublishError::OwnLogBehind));
    replica.handle(
        Input::Connected {
            peer: key(2),
            outbound: true,
        },
        2,
    );
    let outputs = claim(&mut replica, 1, head(&own[2]));
    assert_eq!(rest.1.len(), 1);
    answer(&mut replica, outputs[0].0, vec![own.iter().map(wire).collect()]);
    assert_eq!(publish(&mut replica, 3).expect("published")[0].seq, 4);
}

#[test]
fn a_peer_that_only_says_it_has_more_of_this_log_stops_nobody() {
    let mut replica = connected();
    let made_up = Head {
        seq: 1 << 60,
        id: Hash([1; 32]),
    };
    let requests = claim(&mut replica, 1, made_up);
    for (request, _) in requests {
        answer(&mut replica, request, vec![vec![]]);
    }
    assert_eq!(publish(&mut replica, 3).expect("published")[0].seq, 1);
}

#[test]
fn a_node_whose_people_insist_or_that_is_its_whole_federation_signs_alone() {
    let start = |alone, inviter, charters: Charters| {
        let start = Start {
            federation: charters.federation(),
            charters: Some(charters),
            inviter,
            alone,
            ..fresh(1)
        };
        Replica::start(start).0
    };
    assert!(publish(&mut start(true, None, charters()), 0).is_ok());
    let charter = Charter::found(
        "Lone".to_owned(),
        Quorum::Majority,
        vec![member(1, Role::Member)],
        [0; 16],
    )
    .expect("a charter");
    let ballot = Ballot::confirm(&secret(1), &charter.hash(), 0, charter.hash());
    let lone = Charters::begin(CertifiedCharter::new(charter, vec![ballot])).expect("certified");
    assert!(publish(&mut start(false, None, lone.clone()), 0).is_ok());
    // A founder that comes back holds, for a while, only the charters of its time alone.
    assert_eq!(
        publish(&mut start(false, Some(key(2)), lone), 0),
        Err(PublishError::OwnHeadUnknown)
    );
}

/// Whether a comparison is asked for in `outputs`.
fn compares(outputs: &[Output]) -> bool {
    outputs.iter().any(|output| match output {
        Output::Request { bytes, .. } => {
            matches!(Request::decode(bytes).expect("own request"), Request::Compare { .. })
        }
        _ => false,
    })
}

/// Member 2, which has dialled, compares: it holds nothing but so many entries of the log of the one that it asks.
fn asked_to_compare(replica: &mut Replica, yours: u64) -> Vec<Output> {
    let request = Request::Compare {
        charters: 1,
        digest: Frontier::default().digest(),
        papers: None,
        yours,
    };
    let (peer, bytes) = (key(2), request.encode());
    replica.handle(
        Input::Request {
            peer,
            inbound: 1,
            bytes,
        },
        1,
    )
}

#[test]
fn one_comparison_by_who_has_dialled_is_enough_for_both() {
    let mut replica = replica(1);
    let dialled = Input::Connected {
        peer: key(2),
        outbound: false,
    };
    assert!(!compares(&replica.handle(dialled, 0)));
    assert_eq!(publish(&mut replica, 0), Err(PublishError::OwnHeadUnknown));
    assert!(!compares(&asked_to_compare(&mut replica, 0)));
    assert_eq!(publish(&mut replica, 2).expect("published")[0].seq, 1);
    assert!(!compares(&replica.handle(Input::Tick, FIRST_COMPARE_WAIT_MS)));
}

#[test]
fn who_was_dialled_compares_if_the_other_does_not() {
    let mut replica = replica(1);
    let dialled = Input::Connected {
        peer: key(2),
        outbound: false,
    };
    replica.handle(dialled, 0);
    assert!(!compares(&replica.handle(Input::Tick, FIRST_COMPARE_WAIT_MS - 1)));
    assert!(compares(&replica.handle(Input::Tick, FIRST_COMPARE_WAIT_MS)));
}

#[test]
fn who_was_dialled_compares_at_once_if_the_other_knows_more_of_its_log() {
    let mut replica = replica(1);
    let dialled = Input::Connected {
        peer: key(2),
        outbound: false,
    };
    replica.handle(dialled, 0);
    assert!(compares(&asked_to_compare(&mut replica, 3)));
    assert_eq!(publish(&mut replica, 2), Err(PublishError::OwnHeadUnknown));
}
