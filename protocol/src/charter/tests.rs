//! What makes a charter valid, and what does not.

use super::*;
use crate::identity::SecretKey;

fn secret(number: u8) -> SecretKey {
    SecretKey::from_seed(&[number; 32])
}

fn member(number: u8, role: Role) -> Member {
    Member {
        key: secret(number).public(),
        name: format!("Platform {number}"),
        country: "SN".to_owned(),
        side: Side::South,
        role,
    }
}

fn voters(count: u8) -> Vec<Member> {
    (1..=count).map(|number| member(number, Role::Member)).collect()
}

fn found(members: Vec<Member>) -> Result<Charter, CharterError> {
    Charter::found("Red".to_owned(), Quorum::Majority, members, [1; 16])
}

fn ballots(charter: &Charter, federation: &Hash, signers: &[u8]) -> Vec<Vec<u8>> {
    let sign = |number: &u8| Ballot::sign(&secret(*number), federation, charter.epoch, 0, charter.hash());
    signers.iter().map(sign).collect()
}

fn begun(count: u8) -> Charters {
    let charter = found(voters(count)).expect("a charter");
    let ballots = ballots(&charter, &charter.hash(), &[1]);
    Charters::begin(CertifiedCharter::new(charter, ballots)).expect("the founder's ballot is enough")
}

fn next(charters: &Charters, signers: &[u8]) -> CertifiedCharter {
    let charter = charters
        .current()
        .admit(vec![member(9, Role::Member)])
        .expect("a charter");
    let ballots = ballots(&charter, &charters.federation(), signers);
    CertifiedCharter::new(charter, ballots)
}

#[test]
fn a_quorum_is_more_than_half_or_two_thirds() {
    let majority: Vec<usize> = (1..=6).map(|voters| Quorum::Majority.of(voters)).collect();
    assert_eq!(majority, [1, 2, 2, 3, 3, 4]);
    let two_thirds: Vec<usize> = (1..=6).map(|voters| Quorum::TwoThirds.of(voters)).collect();
    assert_eq!(two_thirds, [1, 2, 2, 3, 4, 4]);
}

#[test]
fn a_charter_reads_back_and_members_come_in_the_order_of_their_keys() {
    let mut members = voters(5);
    members.reverse();
    let charter = found(members).expect("a charter");
    assert_eq!(charter, found(voters(5)).expect("a charter"));
    let certified = CertifiedCharter::new(charter, Vec::new());
    assert_eq!(
        CertifiedCharter::decode(&certified.encode()).expect("own bytes"),
        certified
    );
}

#[test]
fn impossible_charters_are_refused() {
    assert!(matches!(found(Vec::new()), Err(CharterError::MemberCount(0))));
    assert!(matches!(
        found(vec![member(1, Role::Observer)]),
        Err(CharterError::NoVoter)
    ));
    assert!(matches!(
        found(vec![member(1, Role::Member), member(1, Role::Observer)]),
        Err(CharterError::MemberOrder)
    ));
    let elsewhere = Member {
        country: "UK".to_owned(),
        ..member(1, Role::Member)
    };
    assert!(matches!(found(vec![elsewhere]), Err(CharterError::Country(_))));
    let nameless = Member {
        name: " ".to_owned(),
        ..member(1, Role::Member)
    };
    assert!(matches!(found(vec![nameless]), Err(CharterError::Name(_))));
    let again = begun(1).current().admit(vec![member(1, Role::Member)]);
    assert!(matches!(again, Err(CharterError::MemberOrder)));
}

#[test]
fn charter_0_needs_the_ballot_of_one_of_its_own_members() {
    let charter = found(voters(3)).expect("a charter");
    let federation = charter.hash();
    let begin = |signers: &[u8]| {
        Charters::begin(CertifiedCharter::new(
            charter.clone(),
            ballots(&charter, &federation, signers),
        ))
    };
    assert!(begin(&[2]).is_ok());
    assert!(matches!(
        begin(&[]),
        Err(CharterError::NoQuorum { found: 0, needed: 1 })
    ));
    assert!(matches!(begin(&[8]), Err(CharterError::NoVote(_))));
}

#[test]
fn the_next_charter_needs_a_quorum_of_the_voters_before_it() {
    let charters = begun(3);
    assert!(charters.clone().extend(next(&charters, &[1, 3])).is_ok());
    let refused = |signers: &[u8]| charters.clone().extend(next(&charters, signers));
    assert!(matches!(
        refused(&[1]),
        Err(CharterError::NoQuorum { found: 1, needed: 2 })
    ));
    assert!(matches!(refused(&[1, 1]), Err(CharterError::Twice(_))));
    assert!(
        matches!(refused(&[1, 9]), Err(CharterError::NoVote(_))),
        "a newcomer has no vote yet"
    );
}

#[test]
fn a_charter_out_of_its_place_is_refused() {
    let mut charters = begun(1);
    let first = next(&charters, &[1]);
    charters.extend(first.clone()).expect("the next one");
    assert!(matches!(
        charters.clone().extend(first.clone()),
        Err(CharterError::Epoch { expected: 2, found: 1 })
    ));
    assert!(matches!(
        Charters::begin(first),
        Err(CharterError::Epoch { expected: 0, found: 1 })
    ));
    let other = Charter::found("Other".to_owned(), Quorum::Majority, voters(1), [2; 16]).expect("a charter");
    let foreign = other.admit(vec![member(9, Role::Member)]).expect("a charter");
    let signed = ballots(&foreign, &charters.federation(), &[1]);
    let mut fresh = begun(1);
    assert!(matches!(
        fresh.extend(CertifiedCharter::new(foreign, signed)),
        Err(CharterError::OtherPrevious(1))
    ));
}

#[test]
fn a_ballot_for_another_charter_or_federation_does_not_count() {
    let charters = begun(1);
    let good = next(&charters, &[1]);
    let other_hash = Ballot::sign(&secret(1), &charters.federation(), 1, 0, Hash([0; 32]));
    let other_epoch = Ballot::sign(&secret(1), &charters.federation(), 2, 0, good.charter().hash());
    for ballot in [other_hash, other_epoch] {
        let certified = CertifiedCharter::new(good.charter().clone(), vec![ballot]);
        assert!(matches!(
            charters.clone().extend(certified),
            Err(CharterError::OtherBallot(_))
        ));
    }
    let elsewhere = Ballot::sign(&secret(1), &Hash([0; 32]), 1, 0, good.charter().hash());
    let certified = CertifiedCharter::new(good.charter().clone(), vec![elsewhere]);
    assert!(matches!(
        charters.clone().extend(certified),
        Err(CharterError::Ballot(BallotError::Forged(_)))
    ));
}
