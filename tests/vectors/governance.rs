//! Vectors of what members sign about their charter.

use ayni_protocol::cbor;
use ayni_protocol::charter::admission::{Application, Card, Ticket};
use ayni_protocol::charter::assembly::Assembly;
use ayni_protocol::charter::ballot::{Ballot, Step};
use ayni_protocol::charter::paper::{self, Paper};
use ayni_protocol::charter::{Change, Charter, Charters, Quorum, Role, Survivor};
use ayni_protocol::entry::Envelope;
use ayni_protocol::identity::Hash;
use ayni_protocol::log::Fork;
use ayni_protocol::message::{Announcement, Request, Response};
use ayni_protocol::vocabulary::side::Side;
use serde_json::{Value, json};

use super::{TIME, bytes, certified, charter, federation, frontier, frozen, log, member, secret};

/// Charter 1: a newcomer, a member that leaves, a forked log that goes on, another quorum.
fn next() -> Charter {
    let changes = [
        Change::Admit(member(4, "Mtandao", "KE", Side::South, Role::Member)),
        Change::Remove {
            key: secret(2).public(),
            last: 7,
        },
        Change::Unfreeze(Survivor {
            author: secret(1).public(),
            seq: 3,
            id: log()[2].envelope().id(),
        }),
        Change::Quorum(Quorum::TwoThirds),
    ];
    charter().amend(&changes).expect("a charter")
}

fn ballot(step: Step, charter: Option<Hash>) -> Vec<u8> {
    let ballot = Ballot {
        voter: secret(1).public(),
        epoch: 1,
        round: 2,
        step,
        charter,
    };
    ballot.sign(&secret(1), &federation())
}

fn ticket() -> String {
    let ticket = Ticket {
        federation: federation(),
        name: "Ayni".to_owned(),
        addresses: vec!["/ip4/192.0.2.1/tcp/4370".to_owned()],
        role: Role::Observer,
        expires: TIME,
        guest: Some(secret(9).public()),
    };
    ticket.sign_for(&secret(1), &secret(9))
}

fn application() -> Vec<u8> {
    let card = Card {
        name: "Mtandao".to_owned(),
        country: "KE".to_owned(),
        side: Side::South,
    };
    paper::of_application(Application::sign(&secret(5), &card, &ticket()).expect("a ticket"))
}

fn fork() -> Vec<u8> {
    let other = Envelope::sign(&secret(1), &federation(), 1, None, TIME, b"\x01");
    let fork = Fork::prove(log()[0].envelope(), &other, &federation()).expect("a fork");
    paper::of_fork(&fork)
}

fn papers() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("ballot", paper::of_ballot(ballot(Step::Vote, Some(next().hash())))),
        ("proposal", paper::of_proposal(&secret(1), &federation(), &next())),
        ("application", application()),
        ("fork", fork()),
    ]
}

/// The vectors, made from their values.
pub(super) fn made() -> Value {
    let charters = Charters::begin(certified()).expect("charter 0");
    let mut assembly = Assembly::new(charters);
    for (_, bytes) in papers() {
        assembly.take(&bytes).expect("a paper");
    }
    let papers: Vec<Value> = papers()
        .into_iter()
        .map(|(name, bytes)| json!({ "name": name, "id": Paper::id(&bytes).to_string(), "bytes": hex::encode(bytes) }))
        .collect();
    let fingerprint = assembly.fingerprint().expect("it has papers");
    let messages = [
        (
            "compare",
            Request::Compare {
                charters: 1,
                digest: frontier().digest(),
                papers: Some(fingerprint),
                yours: 0,
            }
            .encode(),
        ),
        (
            "papers_request",
            Request::Papers {
                after: Some(Hash([5; 32])),
            }
            .encode(),
        ),
        (
            "apply",
            Request::Apply {
                application: application(),
            }
            .encode(),
        ),
        (
            "papers",
            Response::Papers {
                papers: vec![fork().into()],
            }
            .encode(),
        ),
        ("announcement", Announcement::Paper(fork().into()).encode()),
    ];
    let messages: Vec<Value> = messages
        .into_iter()
        .map(|(name, bytes)| json!({ "name": name, "bytes": hex::encode(bytes) }))
        .collect();
    json!({
        "charter": { "cbor": hex::encode(cbor::encode(&next())), "hash": next().hash().to_string() },
        "vote": hex::encode(ballot(Step::Vote, Some(next().hash()))),
        "vote_for_none": hex::encode(ballot(Step::Vote, None)),
        "confirmation": hex::encode(ballot(Step::Confirm, Some(next().hash()))),
        "ticket": ticket(),
        "papers": papers,
        "fingerprint": hex::encode(fingerprint),
        "messages": messages,
    })
}

#[test]
fn the_frozen_papers_read_back_and_are_counted_as_they_were() {
    let frozen = frozen();
    let vectors = &frozen["governance"];
    let federation = federation();
    let mut assembly = Assembly::new(Charters::begin(certified()).expect("charter 0"));
    for paper in vectors["papers"].as_array().expect("a list").iter().rev() {
        let bytes = bytes(&paper["bytes"]);
        assert_eq!(Paper::id(&bytes).to_string(), paper["id"]);
        Paper::verify(&bytes, &federation).expect("its signatures hold");
        assert!(
            Paper::verify(&bytes, &Hash([0; 32])).is_err(),
            "in this federation alone"
        );
        assembly.take(&bytes).expect("a paper");
    }
    let fingerprint = assembly.fingerprint().expect("it has papers");
    assert_eq!(hex::encode(fingerprint), vectors["fingerprint"]);
    for name in ["vote", "vote_for_none", "confirmation"] {
        let ballot = Ballot::verify(&bytes(&vectors[name]), &federation).expect("a ballot");
        assert_eq!((ballot.epoch, ballot.round), (1, 2));
    }
    let text = vectors["ticket"].as_str().expect("text");
    assert_eq!(Ticket::guest_in(text).expect("its guest").public(), secret(9).public());
}
