//! What replicas do with proposals, ballots and other papers.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::applications::invitation;
use super::branches::fork;
use super::*;
use crate::charter::Change;
use crate::charter::ballot::{Ballot, Step};
use crate::charter::paper;
use crate::charter::voting::VoteError;
use crate::message::Announcement;

/// A replica of a member that has heard that nobody knows more of its log.
pub(super) fn hearing(number: u8) -> Replica {
    let mut replica = replica(number);
    replica.own_log.vouch(key(0));
    replica.own_log.hear_all_of(key(0));
    replica
}

fn admit(number: u8) -> Change {
    Change::Admit(member(number, Role::Member))
}

/// A node that starts again with papers that it has kept.
fn started_with(number: u8, papers: Vec<Vec<u8>>, alone: bool) -> Replica {
    let start = Start {
        papers,
        alone,
        ..fresh(number)
    };
    Replica::start(start).0
}

fn kept_papers(outputs: Vec<Output>) -> Vec<Vec<u8>> {
    let papers = outputs.into_iter().filter_map(|output| match output {
        Output::KeepPaper(bytes) => Some(bytes),
        _ => None,
    });
    papers.collect()
}

pub(super) fn announcements(outputs: &[Output]) -> Vec<Vec<u8>> {
    let gossiped = outputs.iter().filter_map(|output| match output {
        Output::Gossip {
            topic: Topic::Charters,
            bytes,
            ..
        } => Some(bytes.clone()),
        _ => None,
    });
    gossiped.collect()
}

pub(super) fn announce(replica: &mut Replica, bytes: Vec<u8>) -> Vec<Output> {
    let input = Input::Gossip {
        from: key(2),
        message: 1,
        topic: Topic::Charters,
        id: Hash::of(&bytes),
        bytes,
    };
    replica.handle(input, 1)
}

pub(super) fn verdict(outputs: &[Output]) -> Verdict {
    let verdict = outputs.iter().find_map(|output| match output {
        Output::Verdict { verdict, .. } => Some(*verdict),
        _ => None,
    });
    verdict.expect("judged")
}

pub(super) fn paper(bytes: Vec<u8>) -> Vec<u8> {
    Announcement::Paper(bytes.into()).encode()
}

fn decision(outputs: &[Output]) -> Result<Decision, DecisionError> {
    let decided = outputs.iter().find_map(|output| match output {
        Output::Decided { result, .. } => Some(result.clone()),
        _ => None,
    });
    decided.expect("answered")
}

fn propose(replica: &mut Replica, changes: Vec<Change>) -> Vec<Output> {
    replica.handle(Input::Propose { ask: 1, changes }, 1)
}

pub(super) fn vote(replica: &mut Replica, charter: Option<Hash>, go_on: bool) -> Vec<Output> {
    replica.handle(Input::Vote { ask: 1, charter, go_on }, 1)
}

/// Lets members hear everything that any of them announces, until nobody has anything to say.
pub(super) fn talk(replicas: &mut BTreeMap<u8, Replica>, first: Vec<Vec<u8>>) {
    let mut waiting = first;
    while let Some(bytes) = waiting.pop() {
        for replica in replicas.values_mut() {
            waiting.extend(announcements(&announce(replica, bytes.clone())));
        }
    }
}

pub(super) fn epochs(replicas: &BTreeMap<u8, Replica>) -> Vec<u64> {
    let epoch = |replica: &Replica| replica.charters().expect("they have one").current().epoch;
    replicas.values().map(epoch).collect()
}

#[test]
fn a_proposal_is_in_force_everywhere_once_a_quorum_has_signed_it() {
    let mut replicas: BTreeMap<u8, Replica> = (1..=3).map(|number| (number, hearing(number))).collect();
    let outputs = propose(replicas.get_mut(&1).expect("one"), vec![admit(8)]);
    let proposed = decision(&outputs).expect("proposed");
    assert_eq!((proposed.round, proposed.in_force), (Some(0), false));
    talk(&mut replicas, announcements(&outputs));
    assert_eq!(epochs(&replicas), [0, 0, 0]);

    let outputs = vote(replicas.get_mut(&3).expect("three"), proposed.charter, false);
    assert!(
        !decision(&outputs).expect("signed").in_force,
        "others must confirm first"
    );
    talk(&mut replicas, announcements(&outputs));
    assert_eq!(epochs(&replicas), [1, 1, 1]);
    let current = replicas[&2].charters().expect("one").current();
    assert_eq!(Some(current.hash()), proposed.charter);
    assert!(current.member(&key(8)).is_some());
}

#[test]
fn a_ballot_is_durable_before_anyone_hears_of_it() {
    let outputs = propose(&mut hearing(1), vec![admit(8)]);
    let mut kept = BTreeSet::new();
    for output in &outputs {
        match output {
            Output::KeepPaper(bytes) => {
                kept.insert(bytes.clone());
            }
            Output::Gossip { bytes, .. } => match Announcement::decode(bytes).expect("own announcement") {
                Announcement::Paper(bytes) => assert!(kept.contains(bytes.as_slice())),
                Announcement::Charter(_) => panic!("one vote is no quorum here"),
            },
            _ => {}
        }
    }
    assert_eq!(kept.len(), 2, "the proposal and the vote");
}

#[test]
fn after_a_restart_a_node_still_knows_what_it_has_signed() {
    let mut before = hearing(1);
    let outputs = propose(&mut before, vec![admit(8)]);
    let mut after = started_with(1, kept_papers(outputs), true);
    let second = decision(&propose(&mut after, vec![admit(9)])).expect("proposed");
    assert_eq!(second.round, None, "it may propose, but has voted already");
    assert!(matches!(
        decision(&vote(&mut after, second.charter, false)),
        Err(DecisionError::Vote(VoteError::AlreadyVoted { round: 0, .. }))
    ));
    assert_eq!(
        decision(&vote(&mut after, second.charter, true))
            .expect("insisted")
            .round,
        Some(1)
    );
}

#[test]
fn a_proposal_that_does_more_than_its_changes_say_is_not_put_to_the_vote() {
    let mut replica = hearing(1);
    let mut charter = charters().current().amend(&[admit(8)]).expect("a charter");
    charter.name = "Another federation".to_owned();
    let proposal = paper::of_proposal(&secret(2), &charters().federation(), &charter);
    assert_eq!(verdict(&announce(&mut replica, paper(proposal))), Verdict::Ignore);
    assert_eq!(
        decision(&vote(&mut replica, Some(charter.hash()), false)),
        Err(DecisionError::Unknown(charter.hash()))
    );
}

/// The papers of a vote in which a quorum, of the members 1 and 3, has voted and nobody confirmed.
fn papers_of_a_vote() -> (Hash, Vec<Vec<u8>>) {
    let federation = charters().federation();
    let charter = charters().current().amend(&[admit(8)]).expect("a charter");
    let votes = [1, 3].map(|number| {
        let ballot = Ballot {
            voter: key(number),
            epoch: 1,
            round: 0,
            step: Step::Vote,
            charter: Some(charter.hash()),
        };
        paper::of_ballot(ballot.sign(&secret(number), &federation))
    });
    let proposal = paper::of_proposal(&secret(1), &federation, &charter);
    (charter.hash(), [vec![proposal], votes.to_vec()].concat())
}

#[test]
fn a_node_that_starts_with_the_votes_of_a_quorum_confirms_as_soon_as_it_may_sign() {
    let mut replica = started_with(3, papers_of_a_vote().1, false);
    assert!(
        kept_papers(replica.handle(Input::Tick, 1)).is_empty(),
        "it may be an old copy"
    );
    replica.own_log.vouch(key(0));
    replica.own_log.hear_all_of(key(0));
    // Nothing that anybody could send it would be new.
    let kept = kept_papers(replica.handle(Input::Tick, 2));
    assert_eq!(kept.len(), 1);
    assert!(kept_papers(replica.handle(Input::Tick, 3)).is_empty(), "once is enough");
}

#[test]
fn while_nothing_can_be_kept_nothing_is_signed() {
    let (_, papers) = papers_of_a_vote();
    let mut replica = hearing(3);
    let kept = |replica: &mut Replica, can_keep, now| {
        let failed = Input::KeepFailed {
            can_keep,
            frontier: Frontier::default(),
            bodies: Bodies::default(),
            charters: Some(charters()),
            papers: papers.clone(),
        };
        kept_papers(replica.handle(failed, now)).len()
    };
    assert_eq!(kept(&mut replica, false, 1), 0);
    assert!(kept_papers(replica.handle(Input::Tick, 2)).is_empty());
    assert_eq!(kept(&mut replica, true, 3), 1);
}

#[test]
fn a_node_that_starts_with_the_confirmations_of_a_quorum_puts_the_charter_in_force() {
    let (hash, mut papers) = papers_of_a_vote();
    let confirm = |number| paper::of_ballot(Ballot::confirm(&secret(number), &charters().federation(), 1, hash));
    papers.extend([confirm(1), confirm(3)]);
    let mut replica = started_with(2, papers, false);
    replica.handle(Input::Tick, 1);
    assert_eq!(replica.charters().expect("one").current().hash(), hash);
}

#[test]
fn a_node_that_may_be_an_old_copy_neither_proposes_nor_votes() {
    let mut replica = replica(1);
    assert_eq!(
        decision(&propose(&mut replica, vec![admit(8)])),
        Err(DecisionError::OwnHeadUnknown)
    );
    assert_eq!(
        decision(&vote(&mut replica, None, false)),
        Err(DecisionError::OwnHeadUnknown)
    );
}

#[test]
fn observers_mirrors_and_strangers_have_no_say() {
    for number in [4, 5] {
        let mut replica = hearing(number);
        assert_eq!(
            decision(&propose(&mut replica, vec![admit(8)])),
            Err(DecisionError::Vote(VoteError::NoVote))
        );
    }
    let mut replica = hearing(1);
    let charter = charters().current().amend(&[admit(8)]).expect("a charter");
    let federation = charters().federation();
    for number in [4, 9] {
        let proposal = paper::of_proposal(&secret(number), &federation, &charter);
        assert_eq!(verdict(&announce(&mut replica, paper(proposal))), Verdict::Ignore);
    }
    assert_eq!(
        decision(&vote(&mut replica, Some(charter.hash()), false)),
        Err(DecisionError::Unknown(charter.hash()))
    );
}

#[test]
fn a_forged_paper_is_rejected_and_its_sender_named() {
    let mut replica = hearing(1);
    let charter = charters().current().amend(&[admit(8)]).expect("a charter");
    let elsewhere = paper::of_proposal(&secret(2), &Hash([9; 32]), &charter);
    for bytes in [paper(elsewhere), paper(vec![1, 2, 3]), vec![0xff; 40]] {
        let outputs = announce(&mut replica, bytes);
        assert_eq!(verdict(&outputs), Verdict::Reject);
        assert!(refused(&outputs));
    }
}

#[test]
fn a_double_ballot_is_kept_and_shown() {
    let mut replica = hearing(1);
    let ballot = |charter: u8| Ballot {
        voter: key(2),
        epoch: 1,
        round: 0,
        step: Step::Vote,
        charter: Some(Hash([charter; 32])),
    };
    let signed = |charter| paper::of_ballot(ballot(charter).sign(&secret(2), &charters().federation()));
    announce(&mut replica, paper(signed(1)));
    let outputs = announce(&mut replica, paper(signed(2)));
    assert!(
        outputs
            .iter()
            .any(|output| matches!(output, Output::Notice(Notice::DoubleBallot { voter }) if *voter == key(2)))
    );
    assert!(outputs.iter().any(|output| matches!(output, Output::KeepPaper(_))));
    let doubles = replica.assembly().expect("there is one").tally().doubles();
    assert_eq!(doubles, [(key(2), 0, Step::Vote)]);
}

#[test]
fn a_member_that_is_removed_loses_its_session_and_what_it_published_beyond_its_end() {
    let mut replica = hearing(1);
    replica.handle(
        Input::Connected {
            peer: key(2),
            outbound: true,
        },
        0,
    );
    for entry in &log(2, 5, 0) {
        gossip_entry(&mut replica, entry);
    }
    let charters = charters();
    let change = Change::Remove { key: key(2), last: 3 };
    let next = charters.current().amend(&[change]).expect("a charter");
    let ballots = [1, 3].map(|number| Ballot::confirm(&secret(number), &charters.federation(), 1, next.hash()));
    let bytes = CertifiedCharter::new(next, ballots.to_vec()).encode();
    let outputs = announce(&mut replica, Announcement::Charter(bytes.into()).encode());
    assert_eq!(verdict(&outputs), Verdict::Accept);
    let has = |wanted: &dyn Fn(&Output) -> bool| outputs.iter().any(wanted);
    assert!(has(
        &|output| matches!(output, Output::Disconnect(peer) if *peer == key(2))
    ));
    assert!(has(
        &|output| matches!(output, Output::Cut { author, to: 3 } if *author == key(2))
    ));
    let head = head(&log(2, 3, 0)[2]);
    replica.handle(
        Input::Cut {
            author: key(2),
            head: Some(head),
        },
        2,
    );
    assert_eq!(replica.frontier().seq(&key(2)), 3);
    assert_eq!(gossip_entry(&mut replica, &log(2, 4, 0)[3]).0, Verdict::Ignore);
}

/// Answers the question for papers that is asked in `outputs`.
fn send_papers(replica: &mut Replica, outputs: &[Output], papers: Vec<Vec<u8>>) -> Vec<Output> {
    let asked = outputs.iter().find_map(|output| match output {
        Output::Request { request, bytes, .. } => match Request::decode(bytes).expect("own request") {
            Request::Papers { .. } => Some(*request),
            _ => None,
        },
        _ => None,
    });
    let papers = papers.into_iter().map(Into::into).collect();
    let response = Input::Response {
        peer: key(2),
        request: asked.expect("papers are asked for"),
        answer: read(&Response::Papers { papers }.encode()),
    };
    replica.handle(response, 1)
}

/// A node that has just started, and member 2 who says that its papers are others.
fn hears_of_papers() -> (Replica, Vec<Output>) {
    let mut replica = replica(1);
    let outputs = replica.handle(
        Input::Connected {
            peer: key(2),
            outbound: true,
        },
        0,
    );
    let request = outputs.iter().find_map(|output| match output {
        Output::Request { request, .. } => Some(*request),
        _ => None,
    });
    let response = Input::Response {
        peer: key(2),
        request: request.expect("a comparison"),
        answer: read(
            &Response::Equal {
                charters: 1,
                papers: Some([7; 8]),
            }
            .encode(),
        ),
    };
    let outputs = replica.handle(response, 0);
    (replica, outputs)
}

#[test]
fn an_old_copy_learns_what_it_has_signed_before_it_votes() {
    let (mut replica, outputs) = hears_of_papers();
    assert_eq!(
        decision(&vote(&mut replica, None, false)),
        Err(DecisionError::OwnHeadUnknown)
    );
    let (hash, papers) = papers_of_a_vote();
    let mut sorted = papers;
    sorted.sort_by_key(|paper| paper::Paper::id(paper));
    let outputs = send_papers(&mut replica, &outputs, sorted);
    send_papers(&mut replica, &outputs, Vec::new());
    assert!(matches!(
        decision(&vote(&mut replica, None, false)),
        Err(DecisionError::Vote(VoteError::AlreadyVoted { charter: Some(voted), .. })) if voted == hash
    ));
}

#[test]
fn a_peer_that_sends_papers_out_of_order_is_left_alone() {
    let (mut replica, outputs) = hears_of_papers();
    let mut papers = papers_of_a_vote().1;
    papers.sort_by_key(|paper| std::cmp::Reverse(paper::Paper::id(paper)));
    assert!(refused(&send_papers(&mut replica, &outputs, papers)));
}

proptest! {
    /// Ballots of three voters for two charters in two rounds, some of them contradictory, with the
    /// proposals, an application and two proofs of forks.
    #[test]
    fn any_order_of_arrival_of_papers_gives_one_assembly(
        order in Just((0..22_usize).collect::<Vec<_>>()).prop_shuffle(),
        repeats in prop::collection::vec(0..22_usize, 0..10),
    ) {
        let federation = charters().federation();
        let proposed: Vec<Charter> = [8, 9]
            .into_iter()
            .map(|number| charters().current().amend(&[admit(number)]).expect("a charter"))
            .collect();
        let mut papers: Vec<Vec<u8>> = Vec::new();
        for charter in &proposed {
            papers.push(paper::of_proposal(&secret(1), &federation, charter));
        }
        papers.push(invitation().1);
        papers.push(paper::of_fork(&fork(9, 5)));
        papers.push(paper::of_fork(&fork(5, 5)));
        papers.push(paper::of_fork(&fork(7, 5)));
        // Never a quorum of confirmations: what is in force depends on more than papers.
        for round in 0..2 {
            for (number, choices) in [(1, 3), (2, 2), (3, 3)] {
                for choice in 0..choices {
                    let ballot = Ballot {
                        voter: key(number),
                        epoch: 1,
                        round,
                        step: Step::Vote,
                        charter: proposed.get(choice).map(Charter::hash),
                    };
                    papers.push(paper::of_ballot(ballot.sign(&secret(number), &federation)));
                }
            }
        }
        prop_assert_eq!(papers.len(), 22);
        let fingerprint = |order: &[usize]| {
            let mut assembly = Assembly::new(charters());
            for position in order {
                assembly.take(&papers[*position]).expect("good papers");
            }
            (assembly.fingerprint(), assembly.tally().clone(), assembly.log_end(&key(2)))
        };
        let in_order: Vec<usize> = (0..22).collect();
        let shuffled: Vec<usize> = order.into_iter().chain(repeats).collect();
        prop_assert_eq!(fingerprint(&shuffled), fingerprint(&in_order));
    }

    /// Whether the charter that ends a log or the entries beyond its end come first.
    #[test]
    fn an_entry_past_the_end_of_a_log_is_refused_in_both_orders(before in 0..8_usize, last in 0..8_u64) {
        let mut replica = hearing(1);
        let entries = log(2, 8, 0);
        for entry in &entries[..before] {
            gossip_entry(&mut replica, entry);
        }
        let charters = charters();
        let next = charters.current().amend(&[Change::Remove { key: key(2), last }]).expect("a charter");
        let ballots = [1, 3].map(|number| Ballot::confirm(&secret(number), &charters.federation(), 1, next.hash()));
        let bytes = CertifiedCharter::new(next, ballots.to_vec()).encode();
        let outputs = announce(&mut replica, Announcement::Charter(bytes.into()).encode());
        for output in outputs {
            if let Output::Cut { author, to } = output {
                let head = to.checked_sub(1).map(|position| head(&entries[position as usize]));
                replica.handle(Input::Cut { author, head }, 2);
            }
        }
        for entry in &entries {
            gossip_entry(&mut replica, entry);
        }
        prop_assert_eq!(replica.frontier().seq(&key(2)), last);
    }
}
