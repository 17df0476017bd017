//! What makes a charter valid, and what does not.

use super::*;
use crate::identity::SecretKey;
use crate::vocabulary::side::Side;

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
    let sign = |number: &u8| Ballot::confirm(&secret(*number), federation, charter.epoch, charter.hash());
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
        .amend(&[Change::Admit(member(9, Role::Member))])
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
    for name in [" ", "", "n/a", "-", " Red", "Red\n", "Red\u{202e}deR"] {
        let nameless = Member {
            name: name.to_owned(),
            ..member(1, Role::Member)
        };
        assert!(matches!(found(vec![nameless]), Err(CharterError::Name(_))), "{name:?}");
    }
    let again = begun(1).current().amend(&[Change::Admit(member(1, Role::Member))]);
    assert!(matches!(again, Err(CharterError::AlreadyMember(_))));
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
    let foreign = other
        .amend(&[Change::Admit(member(9, Role::Member))])
        .expect("a charter");
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
    let other_hash = Ballot::confirm(&secret(1), &charters.federation(), 1, Hash([0; 32]));
    let other_epoch = Ballot::confirm(&secret(1), &charters.federation(), 2, good.charter().hash());
    for ballot in [other_hash, other_epoch] {
        let certified = CertifiedCharter::new(good.charter().clone(), vec![ballot]);
        assert!(matches!(
            charters.clone().extend(certified),
            Err(CharterError::OtherBallot(_))
        ));
    }
    let elsewhere = Ballot::confirm(&secret(1), &Hash([0; 32]), 1, good.charter().hash());
    let certified = CertifiedCharter::new(good.charter().clone(), vec![elsewhere]);
    assert!(matches!(
        charters.clone().extend(certified),
        Err(CharterError::Ballot(BallotError::Forged(_)))
    ));
}

#[test]
fn votes_or_confirmations_of_different_rounds_put_nothing_in_force() {
    let charters = begun(3);
    let charter = next(&charters, &[]).charter().clone();
    let ballot = |number: u8, round, step| {
        Ballot {
            voter: secret(number).public(),
            epoch: 1,
            round,
            step,
            charter: Some(charter.hash()),
        }
        .sign(&secret(number), &charters.federation())
    };
    let extend = |ballots| charters.clone().extend(CertifiedCharter::new(charter.clone(), ballots));
    assert!(extend(vec![ballot(1, 3, Step::Confirm), ballot(2, 3, Step::Confirm)]).is_ok());
    for ballots in [
        vec![ballot(1, 0, Step::Confirm), ballot(2, 1, Step::Confirm)],
        vec![ballot(1, 0, Step::Confirm), ballot(2, 0, Step::Vote)],
    ] {
        assert!(matches!(extend(ballots), Err(CharterError::Rounds)));
    }
}

#[test]
fn a_quorum_rule_that_is_none_of_the_two_is_no_charter() {
    let bytes = CertifiedCharter::new(found(voters(2)).expect("a charter"), Vec::new()).encode();
    let position = bytes
        .windows(8)
        .position(|window| window == b"majority")
        .expect("the rule");
    let mut changed = bytes;
    changed[position..position + 8].copy_from_slice(b"whatever");
    assert!(matches!(CertifiedCharter::decode(&changed), Err(CharterError::Cbor(_))));
}

fn amended(members: Vec<Member>, changes: &[Change]) -> Result<Charter, CharterError> {
    found(members).expect("a charter").amend(changes)
}

#[test]
fn several_changes_come_in_one_charter_and_can_be_read_from_it_again() {
    let before = found(voters(5)).expect("a charter");
    let key = |number: u8| secret(number).public();
    let changes = [
        Change::Replace {
            old: key(2),
            last: 7,
            new: member(12, Role::Member),
        },
        Change::Remove { key: key(1), last: 3 },
        Change::Admit(member(9, Role::Observer)),
        Change::Role {
            key: key(3),
            role: Role::Mirror,
            last: 4,
        },
        Change::Unfreeze(Survivor {
            author: key(4),
            seq: 5,
            id: Hash([5; 32]),
        }),
        Change::Quorum(Quorum::TwoThirds),
    ];
    let after = before.amend(&changes).expect("a charter");
    assert_eq!(after.log_end(&key(1)), 3);
    assert_eq!(after.log_end(&key(2)), 7);
    assert_eq!(after.log_end(&key(3)), 4, "a mirror's log has ended");
    assert_eq!(after.log_end(&key(5)), u64::MAX);
    assert_eq!(after.log_end(&key(8)), 0, "a stranger has no log");
    assert_eq!(after.successor(&key(2)), key(12));
    assert_eq!(after.voters(), [key(4), key(5), key(12)].into_iter().collect());
    let read = after.changes_since(&before);
    assert_eq!(before.amend(&read).expect("the same"), after);
    assert_eq!(read.len(), changes.len());
    assert!(before.changes_since(&before).is_empty());
}

#[test]
fn changes_that_make_no_charter_are_refused_by_name() {
    let key = |number: u8| secret(number).public();
    assert!(matches!(amended(voters(2), &[]), Err(CharterError::NoChange)));
    let stranger = Change::Remove { key: key(7), last: 0 };
    assert!(matches!(
        amended(voters(2), &[stranger]),
        Err(CharterError::NotAMember(_))
    ));
    let everyone = [1, 2].map(|number| Change::Remove {
        key: key(number),
        last: 0,
    });
    assert!(matches!(
        amended(voters(2), &everyone),
        Err(CharterError::MemberCount(0))
    ));
    let no_voter = [1, 2].map(|number| Change::Role {
        key: key(number),
        role: Role::Observer,
        last: 0,
    });
    assert!(matches!(amended(voters(2), &no_voter), Err(CharterError::NoVoter)));
    let foreign = Change::Unfreeze(Survivor {
        author: key(7),
        seq: 1,
        id: Hash([0; 32]),
    });
    assert!(matches!(
        amended(voters(2), &[foreign]),
        Err(CharterError::NotAMember(_))
    ));
}

#[test]
fn what_no_change_says_cannot_be_changed_beside_those_that_are_said() {
    let before = found(voters(3)).expect("a charter");
    let renamed = Member {
        name: "Another name".to_owned(),
        ..member(2, Role::Member)
    };
    let again = [
        Change::Remove {
            key: renamed.key,
            last: 0,
        },
        Change::Admit(renamed),
    ];
    assert!(matches!(before.amend(&again), Err(CharterError::Untold)));

    let honest = before.amend(&[Change::Quorum(Quorum::TwoThirds)]).expect("a charter");
    assert!(honest.check_told(&before).is_ok());
    let hides: [fn(&mut Charter); 4] = [
        |charter| charter.name = "Another federation".to_owned(),
        |charter| charter.members[0].name = "Another name".to_owned(),
        |charter| charter.members[0].side = Side::North,
        |charter| charter.members[0].country = "EC".to_owned(),
    ];
    for hide in hides {
        let mut charter = honest.clone();
        hide(&mut charter);
        assert!(matches!(charter.check_told(&before), Err(CharterError::Untold)));
    }
}

#[test]
fn a_charter_accounts_for_every_log_and_never_says_otherwise_where_one_ended() {
    let charters = begun(3);
    let key = |number: u8| secret(number).public();
    let leaving = charters
        .current()
        .amend(&[Change::Remove { key: key(3), last: 9 }])
        .expect("a charter");
    let mut forgotten = leaving.clone();
    forgotten.former.clear();
    assert!(matches!(
        charters.check_next(&forgotten),
        Err(CharterError::Unaccounted(_))
    ));

    let mut later = charters.clone();
    let signed = ballots(&leaving, &charters.federation(), &[1, 2]);
    later
        .extend(CertifiedCharter::new(leaving.clone(), signed))
        .expect("a quorum");
    let mut moved = leaving
        .amend(&[Change::Admit(member(9, Role::Member))])
        .expect("a charter");
    moved.former[0].last = 10;
    assert!(matches!(later.check_next(&moved), Err(CharterError::Rewritten(_))));
    // Whoever comes back goes on with the log it had.
    let back = leaving
        .amend(&[Change::Admit(member(3, Role::Member))])
        .expect("a charter");
    assert_eq!((back.log_end(&key(3)), back.former.len()), (u64::MAX, 0));
}
