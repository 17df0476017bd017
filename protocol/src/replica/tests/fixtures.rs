//! Platforms, logs and a replica with a peer, and what is done to it and read from what it answers.

use super::*;
use crate::vocabulary::side::Side;

pub(super) fn secret(number: u8) -> SecretKey {
    SecretKey::from_seed(&[number; 32])
}

pub(super) fn key(number: u8) -> PublicKey {
    secret(number).public()
}

pub(super) fn member(number: u8, role: Role) -> Member {
    Member {
        key: key(number),
        name: format!("Platform {number}"),
        country: "SN".to_owned(),
        side: Side::South,
        role,
    }
}

/// Members 1 to 3, observer 4, mirror 5, founded by 1.
pub(super) fn charters() -> Charters {
    let roles = [Role::Member, Role::Member, Role::Member, Role::Observer, Role::Mirror];
    let members = (1..).zip(roles).map(|(number, role)| member(number, role)).collect();
    let charter = Charter::found("Test".to_owned(), Quorum::Majority, members, [0; 16]).expect("a charter");
    let federation = charter.hash();
    let ballot = Ballot::confirm(&secret(1), &federation, 0, federation);
    Charters::begin(CertifiedCharter::new(charter, vec![ballot])).expect("certified")
}

/// What a member's replica starts from that holds the charters and nothing else.
pub(super) fn fresh(number: u8) -> Start {
    let charters = charters();
    Start {
        secret: secret(number),
        federation: charters.federation(),
        charters: Some(charters),
        inviter: None,
        frontier: Frontier::default(),
        bodies: Bodies::default(),
        own_aside: None,
        papers: Vec::new(),
        guests: BTreeSet::new(),
        alone: false,
        seed: 0,
    }
}

pub(super) fn replica(number: u8) -> Replica {
    Replica::start(fresh(number)).0
}

/// A replica of member 1 with a session with member 2, and no question under way.
pub(super) fn connected() -> Replica {
    let mut replica = replica(1);
    for output in replica.handle(
        Input::Connected {
            peer: key(2),
            outbound: true,
        },
        0,
    ) {
        if let Output::Request { request, .. } = output {
            let bytes = Response::Equal {
                charters: 1,
                papers: None,
            }
            .encode();
            replica.handle(
                Input::Response {
                    peer: key(2),
                    request,
                    answer: read(&bytes),
                },
                0,
            );
        }
    }
    replica
}

/// A log of member `number`; logs of different branches differ from their first entry on.
pub(super) fn log(number: u8, length: u64, branch: u8) -> Vec<Entry> {
    let federation = charters().federation();
    let mut entries: Vec<Entry> = Vec::new();
    for seq in 1..=length {
        let prev = entries.last().map(|entry| entry.envelope().id());
        entries.push(Entry::sign(
            &secret(number),
            &federation,
            seq,
            prev,
            0,
            vec![branch, seq as u8],
        ));
    }
    entries
}

pub(super) fn wire(entry: &Entry) -> WireEntry {
    WireEntry::new(entry.envelope().bytes(), entry.body())
}

pub(super) fn head(entry: &Entry) -> Head {
    Head {
        seq: entry.envelope().seq(),
        id: entry.envelope().id(),
    }
}

pub(super) fn gossip(replica: &mut Replica, id: Hash, bytes: Vec<u8>) -> (Verdict, Vec<Output>) {
    let topic = Topic::Entries;
    let input = Input::Gossip {
        from: key(2),
        message: 7,
        topic,
        id,
        bytes,
    };
    let outputs = replica.handle(input, 1);
    let verdict = outputs.iter().find_map(|output| match output {
        Output::Verdict { message: 7, verdict } => Some(*verdict),
        _ => None,
    });
    (verdict.expect("every message is judged"), outputs)
}

pub(super) fn gossip_entry(replica: &mut Replica, entry: &Entry) -> (Verdict, Vec<Output>) {
    gossip(replica, entry.envelope().id(), wire(entry).encode())
}

/// Lets member 2 claim a head and returns the number of the request for its entries.
pub(super) fn claim(replica: &mut Replica, author: u8, head: Head) -> Vec<(u64, Vec<Range>)> {
    let bytes = Request::Tell {
        heads: vec![(key(author), head)],
    }
    .encode();
    asked_ranges(&replica.handle(
        Input::Request {
            peer: key(2),
            inbound: 1,
            bytes,
        },
        1,
    ))
}

pub(super) fn asked_ranges(outputs: &[Output]) -> Vec<(u64, Vec<Range>)> {
    let requests = outputs.iter().filter_map(|output| match output {
        Output::Request { request, bytes, .. } => match Request::decode(bytes).expect("own request") {
            Request::Ranges { ranges } => Some((*request, ranges)),
            _ => None,
        },
        _ => None,
    });
    requests.collect()
}

/// The response `bytes`, read in the federation of these tests.
pub(super) fn read(bytes: &[u8]) -> Answer {
    Answer::read(&charters().federation(), bytes)
}

pub(super) fn answer(replica: &mut Replica, request: u64, runs: Vec<Vec<WireEntry>>) -> Vec<Output> {
    let bytes = Response::Entries { runs }.encode();
    replica.handle(
        Input::Response {
            peer: key(2),
            request,
            answer: read(&bytes),
        },
        2,
    )
}

/// Answers the comparison that is asked for in `outputs`: member 2 holds these heads.
pub(super) fn compared(replica: &mut Replica, outputs: &[Output], heads: Vec<(PublicKey, Head)>) -> Vec<Output> {
    let asked = outputs.iter().find_map(|output| match output {
        Output::Request { request, bytes, .. } => match Request::decode(bytes).expect("own request") {
            Request::Compare { .. } => Some(*request),
            _ => None,
        },
        _ => None,
    });
    let bytes = Response::Differ {
        charters: 1,
        papers: None,
        buckets: u16::MAX,
        heads,
    }
    .encode();
    let response = Input::Response {
        peer: key(2),
        request: asked.expect("a comparison"),
        answer: read(&bytes),
    };
    replica.handle(response, 2)
}

pub(super) fn appended(outputs: &[Output]) -> usize {
    let entries = outputs.iter().map(|output| match output {
        Output::Append(entries) => entries.len(),
        _ => 0,
    });
    entries.sum()
}

pub(super) fn refused(outputs: &[Output]) -> bool {
    outputs
        .iter()
        .any(|output| matches!(output, Output::Notice(Notice::Refused { peer, .. }) if *peer == key(2)))
}

pub(super) fn publish(replica: &mut Replica, now: u64) -> Result<Vec<Head>, PublishError> {
    let input = Input::Publish {
        publication: 1,
        time: 0,
        bodies: vec![vec![1]],
    };
    let published = replica.handle(input, now).into_iter().find_map(|output| match output {
        Output::Published { result, .. } => Some(result),
        _ => None,
    });
    published.expect("answered")
}
