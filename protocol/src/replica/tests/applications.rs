//! How a platform comes in: with a ticket, an application and the charters that it is sent.

use std::collections::BTreeMap;

use super::governance::{announcements, epochs, hearing, talk, vote};
use super::*;
use crate::charter::admission::{Application, Card, Ticket};
use crate::charter::paper;
use crate::vocabulary::side::Side;

/// A ticket of member 1, the secret that comes with it, and the application of platform 8 with it.
pub(super) fn invitation() -> (SecretKey, Vec<u8>) {
    let guest = secret(77);
    let ticket = Ticket {
        federation: charters().federation(),
        name: "Test".to_owned(),
        addresses: Vec::new(),
        role: Role::Member,
        expires: 1,
        guest: Some(guest.public()),
    };
    let card = Card {
        name: "Platform 8".to_owned(),
        country: "SN".to_owned(),
        side: Side::South,
    };
    let text = ticket.sign_for(&secret(1), &guest);
    let application = Application::sign(&secret(8), &card, &text).expect("a ticket");
    (guest, paper::of_application(application))
}

fn knock(replica: &mut Replica, guest: PublicKey, request: &Request) -> Vec<Output> {
    replica.handle(
        Input::Connected {
            peer: guest,
            outbound: true,
        },
        1,
    );
    let bytes = request.encode();
    let input = Input::Request {
        peer: guest,
        inbound: 5,
        bytes,
    };
    replica.handle(input, 1)
}

fn answered(outputs: &[Output]) -> Response {
    let bytes = outputs.iter().find_map(|output| match output {
        Output::Respond { bytes, .. } => Some(bytes.clone()),
        _ => None,
    });
    Response::decode(&bytes.expect("answered")).expect("own response")
}

#[test]
fn whoever_has_a_ticket_may_apply_and_nothing_else_and_is_admitted_by_a_quorum() {
    let mut replicas: BTreeMap<u8, Replica> = (1..=3).map(|number| (number, hearing(number))).collect();
    let (guest, application) = invitation();
    let inviter = replicas.get_mut(&1).expect("one");
    let apply = Request::Apply { application };
    assert_eq!(
        answered(&knock(inviter, guest.public(), &apply)),
        Response::Refused,
        "the ticket is not known"
    );
    let outputs = inviter.handle(
        Input::Guests {
            guests: [guest.public()].into(),
        },
        1,
    );
    assert!(
        outputs
            .iter()
            .any(|output| matches!(output, Output::Allow { guests, .. } if guests.len() == 1))
    );
    let outputs = knock(inviter, guest.public(), &Request::Charters { from: 0 });
    assert_eq!(answered(&outputs), Response::Refused, "a guest learns nothing");
    let outputs = knock(inviter, guest.public(), &apply);
    assert_eq!(answered(&outputs), Response::Told);
    talk(&mut replicas, announcements(&outputs));

    for replica in replicas.values() {
        let candidates = replica.assembly().expect("one").candidates();
        let (_, candidate) = candidates.first_key_value().expect("it is pending everywhere");
        assert_eq!(
            candidate.application.as_ref().expect("an application").member.name,
            "Platform 8"
        );
    }
    let hash = *replicas[&1]
        .assembly()
        .expect("one")
        .candidates()
        .keys()
        .next()
        .expect("one");
    for number in [2, 3] {
        let outputs = vote(replicas.get_mut(&number).expect("a member"), Some(hash), false);
        talk(&mut replicas, announcements(&outputs));
    }
    assert_eq!(epochs(&replicas), [1, 1, 1]);
    let assembly = replicas[&2].assembly().expect("one");
    assert!(assembly.current().member(&key(8)).is_some());
    assert!(assembly.candidates().is_empty(), "who is in applies no more");
}

#[test]
fn an_application_with_the_ticket_of_another_guest_is_refused() {
    let mut replica = hearing(1);
    let (_, application) = invitation();
    replica.handle(
        Input::Guests {
            guests: [key(78)].into(),
        },
        1,
    );
    let outputs = knock(&mut replica, key(78), &Request::Apply { application });
    assert_eq!(answered(&outputs), Response::Refused);
}

/// A node that starts with charters and a ticket, and those whom it lets in and dials then.
fn started_by_ticket(number: u8, inviter: u8) -> (BTreeSet<PublicKey>, Vec<PublicKey>) {
    let start = Start {
        inviter: Some(key(inviter)),
        ..fresh(number)
    };
    let (mut replica, outputs) = Replica::start(start);
    let allowed = outputs.into_iter().find_map(|output| match output {
        Output::Allow { members, .. } => Some(members),
        _ => None,
    });
    let outputs = replica.handle(Input::Tick, 1);
    let dialled = outputs.into_iter().filter_map(|output| match output {
        Output::Dial(peer) => Some(peer),
        _ => None,
    });
    (allowed.expect("said at the start"), dialled.collect())
}

#[test]
fn a_newcomer_that_was_stopped_with_an_early_charter_goes_on_with_its_inviter() {
    // Neither the newcomer nor its inviter was there when the federation was founded.
    let (allowed, dialled) = started_by_ticket(9, 8);
    assert!(allowed.contains(&key(8)));
    assert!(dialled.contains(&key(8)), "{dialled:?}");
    // A founder that comes back holds early charters that name it, but not yet whoever has invited it.
    let (allowed, dialled) = started_by_ticket(1, 8);
    assert!(allowed.contains(&key(8)) && dialled.contains(&key(8)));
}
