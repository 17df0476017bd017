//! What a replica does that may be the copy of an older one, or has lost its disk.

use super::*;

#[test]
fn a_node_that_lost_its_end_fetches_its_own_log_before_it_signs_again() {
    let mut replica = replica(1);
    let own = log(1, 3, 0);
    assert_eq!(publish(&mut replica, 0), Err(PublishError::OwnHeadUnknown));
    let outputs = replica.handle(Input::Connected { peer: key(2) }, 0);
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
    replica.handle(Input::Connected { peer: key(2) }, 2);
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
