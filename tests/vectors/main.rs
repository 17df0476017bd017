//! Frozen test vectors: the bytes that travel, as other implementations can check them.
//!
//! `v1.json` holds, for each thing that travels, the values it is made of and its bytes in hex. Each is
//! made anew here and compared byte for byte, and read back from the frozen bytes: so no change of
//! this program changes the format without this test saying so. `AYNI_WRITE_VECTORS=1` writes the file
//! anew, which is right only for a new version of the format.

mod cose;
mod governance;
mod refused;

use std::path::{Path, PathBuf};

use ayni_protocol::cbor;
use ayni_protocol::charter::admission::{Card, Ticket};
use ayni_protocol::charter::ballot::Ballot;
use ayni_protocol::charter::{CertifiedCharter, Charter, Charters, Member, Quorum, Role};
use ayni_protocol::entry::{Entry, Envelope};
use ayni_protocol::frontier::{self, Frontier, Range};
use ayni_protocol::identity::{Hash, PublicKey, SecretKey};
use ayni_protocol::log::{Head, authenticate};
use ayni_protocol::message::{Request, Response, WireEntry};
use ayni_protocol::operation::Operation;
use ayni_protocol::record::{Record, RecordId};
use ayni_protocol::vocabulary::side::Side;
use serde_json::{Value, json};

/// 2026-01-02T03:04:05.678Z.
const TIME: i64 = 1_767_323_045_678;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

fn secret(number: u8) -> SecretKey {
    SecretKey::from_seed(&[number; 32])
}

fn member(number: u8, name: &str, country: &str, side: Side, role: Role) -> Member {
    Member {
        key: secret(number).public(),
        name: name.to_owned(),
        country: country.to_owned(),
        side,
        role,
    }
}

fn charter() -> Charter {
    let members = vec![
        member(1, "Réseau", "SN", Side::South, Role::Member),
        member(2, "Red", "EC", Side::South, Role::Observer),
        member(3, "Network", "GB", Side::North, Role::Mirror),
    ];
    Charter::found("Ayni".to_owned(), Quorum::Majority, members, [9; 16]).expect("a charter")
}

fn federation() -> Hash {
    charter().hash()
}

fn record() -> Value {
    json!({
        "kind": "enterprise",
        "oid": "0012",
        "original": "fr",
        "title": { "fr": "Coopérative de Thiès", "en": "Co-operative of Thiès" },
        "countries": ["SN"],
        "licence": "CC0-1.0",
        "legal_form": "cooperative",
        "geo": { "lat": 14_790_000, "lon": -16_926_000, "precision": "city" },
        "sdgs": [8, 12],
        "visibility": "public",
    })
}

fn operations() -> Vec<Operation> {
    let id: RecordId = "000102030405060708090a0b0c0d0e0f".parse().expect("a record id");
    let record = Record::parse(&record()).expect("a record").to_json();
    vec![
        Operation::Publish { id, record },
        Operation::Withdraw { id },
        Operation::Publish {
            id,
            record: Record::parse(&self::record()).expect("a record").to_json(),
        },
    ]
}

/// A log of three entries: publish, withdraw, publish again.
fn log() -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (seq, operation) in (1..).zip(operations()) {
        let prev = entries.last().map(|entry| entry.envelope().id());
        let body = operation.encode([seq as u8; 16]);
        entries.push(Entry::sign(&secret(1), &federation(), seq, prev, TIME, body));
    }
    entries
}

fn head(entry: &Entry) -> (PublicKey, Head) {
    let envelope = entry.envelope();
    let head = Head {
        seq: envelope.seq(),
        id: envelope.id(),
    };
    (envelope.author(), head)
}

fn wire(entry: &Entry) -> WireEntry {
    WireEntry::new(entry.envelope().bytes(), entry.body())
}

fn certified() -> CertifiedCharter {
    let ballot = Ballot::confirm(&secret(1), &federation(), 0, federation());
    CertifiedCharter::new(charter(), vec![ballot])
}

fn ticket() -> Ticket {
    Ticket {
        federation: federation(),
        name: "Ayni".to_owned(),
        addresses: vec!["/ip4/192.0.2.1/tcp/4370".to_owned()],
        role: Role::Member,
        expires: TIME,
        guest: None,
    }
}

fn requests() -> Vec<(&'static str, Request)> {
    let heads: Vec<_> = log().iter().take(1).map(head).collect();
    let range = Range {
        author: secret(1).public(),
        from: 1,
        to: 3,
    };
    vec![
        (
            "compare",
            Request::Compare {
                charters: 1,
                digest: frontier().digest(),
                papers: None,
                yours: 300,
            },
        ),
        ("tell", Request::Tell { heads }),
        ("ranges", Request::Ranges { ranges: vec![range] }),
        ("charters", Request::Charters { from: 0 }),
    ]
}

fn responses() -> Vec<(&'static str, Response)> {
    let heads: Vec<_> = log().iter().skip(2).map(head).collect();
    let envelope_only = WireEntry::without_body(log()[1].envelope().bytes());
    vec![
        (
            "equal",
            Response::Equal {
                charters: 1,
                papers: None,
            },
        ),
        (
            "differ",
            Response::Differ {
                charters: 1,
                papers: None,
                buckets: 1 << frontier::bucket(&secret(1).public()),
                heads,
            },
        ),
        ("told", Response::Told),
        (
            "entries",
            Response::Entries {
                runs: vec![vec![wire(&log()[0]), envelope_only], vec![]],
            },
        ),
        (
            "charters",
            Response::Charters {
                charters: vec![certified().encode().into()],
            },
        ),
        ("refused", Response::Refused),
    ]
}

fn frontier() -> Frontier {
    log().iter().map(head).collect()
}

/// Every vector, made from its values.
fn made() -> Value {
    let entries: Vec<Value> = log()
        .iter()
        .map(|entry| {
            let envelope = entry.envelope();
            json!({
                "author": envelope.author().to_string(),
                "seq": envelope.seq(),
                "prev": envelope.prev().map(|prev| prev.to_string()),
                "time": envelope.time(),
                "external_aad": federation().to_string(),
                "body": hex::encode(entry.body().expect("its body")),
                "body_hash": envelope.body_hash().to_string(),
                "envelope": hex::encode(envelope.bytes()),
                "id": envelope.id().to_string(),
            })
        })
        .collect();
    let keys: Vec<Value> = (1..=3)
        .map(|number| {
            let public = secret(number).public();
            json!({
                "seed": hex::encode([number; 32]),
                "public": hex::encode(public.as_bytes()),
                "did": public.to_string(),
                "peer_id": public.peer_id(),
            })
        })
        .collect();
    let ballot = Ballot::confirm(&secret(1), &federation(), 0, federation());
    let card = Card {
        name: "Réseau".to_owned(),
        country: "SN".to_owned(),
        side: Side::South,
    };
    let digest = frontier().digest();
    let encoded = |name: &str, bytes: Vec<u8>| json!({ "name": name, "bytes": hex::encode(bytes) });
    let requests: Vec<Value> = requests()
        .iter()
        .map(|(name, request)| encoded(name, request.encode()))
        .collect();
    let responses: Vec<Value> = responses()
        .iter()
        .map(|(name, response)| encoded(name, response.encode()))
        .collect();
    let mut vectors = json!({
        "version": 1,
        "keys": keys,
        "record": { "json": record(), "cbor": hex::encode(cbor::encode(&Record::parse(&record()).expect("a record").to_json())) },
        "charter": {
            "cbor": hex::encode(cbor::encode(&charter())),
            "hash": federation().to_string(),
            "ballot": hex::encode(ballot),
            "certified": hex::encode(certified().encode()),
        },
        "card": card.sign(&secret(1)),
        "ticket": ticket().sign(&secret(1)),
        "log": entries,
        "gossip": hex::encode(wire(&log()[0]).encode()),
        "frontier": { "whole": digest.whole.to_string(), "buckets": hex::encode(&digest.buckets) },
        "requests": requests,
        "responses": responses,
        "erasure": erasure(),
        "governance": governance::made(),
        "answers": answers().map(|operation| hex::encode(operation.encode([4; 16]))),
        "moderation": moderation().map(|operation| hex::encode(operation.encode([4; 16]))),
        "refused_envelopes": refused_envelopes(),
    });
    refused::add(&mut vectors);
    vectors
}

/// The entries by which the author of the log erases its record, and confirms that.
fn erasing_operations() -> [Operation; 2] {
    let id: RecordId = "000102030405060708090a0b0c0d0e0f".parse().expect("a record id");
    let erase = Operation::Erase {
        id,
        entries: [(secret(1).public(), vec![1, 3])].into(),
    };
    [
        erase,
        Operation::Confirm {
            erased: vec![Hash::of(b"an entry"), Hash::of(b"another")],
        },
    ]
}

/// The entries by which a platform takes part in a partnership, and by which it does not.
fn answers() -> [Operation; 2] {
    let id: RecordId = "000102030405060708090a0b0c0d0e0f".parse().expect("a record id");
    let entry = Hash::of(b"a version");
    [Operation::Accept { id, entry }, Operation::Decline { id, entry }]
}

/// The entries by which a platform says what it has against a comment, or nothing.
fn moderation() -> [Operation; 3] {
    let id: RecordId = "000102030405060708090a0b0c0d0e0f".parse().expect("a record id");
    let reason = "spam".to_owned();
    let flag = Operation::Flag {
        id,
        reason: reason.clone(),
    };
    [flag, Operation::Hide { id, reason }, Operation::Allow { id }]
}

/// Bodies of the operations, and the log's first entry as it travels once it is erased.
fn erasure() -> Value {
    let bodies = erasing_operations().map(|operation| hex::encode(operation.encode([4; 16])));
    let erased = WireEntry::without_body(log()[0].envelope().bytes());
    json!({ "erase": bodies[0], "confirm": bodies[1], "erased": hex::encode(erased.encode()) })
}

/// Envelopes that every implementation must refuse, each with the reason.
fn refused_envelopes() -> Vec<Value> {
    let good = log()[0].envelope().bytes().to_vec();
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = good.clone();
        change(&mut bytes);
        hex::encode(bytes)
    };
    let other = Envelope::sign(&secret(1), &Hash([0; 32]), 1, None, TIME, b"")
        .bytes()
        .to_vec();
    vec![
        json!({ "why": "a flipped bit in the signature", "bytes": changed(&|bytes| *bytes.last_mut().expect("bytes") ^= 1) }),
        json!({ "why": "a flipped bit in the payload", "bytes": changed(&|bytes| { let at = bytes.len() - 80; bytes[at] ^= 1; }) }),
        json!({ "why": "without its tag", "bytes": changed(&|bytes| { bytes.remove(0); }) }),
        json!({ "why": "a byte after its end", "bytes": changed(&|bytes| bytes.push(0)) }),
        json!({ "why": "an array of indefinite length", "bytes": changed(&|bytes| { bytes[1] = 0x9f; bytes.push(0xff); }) }),
        json!({ "why": "signed for another federation", "bytes": hex::encode(other) }),
    ]
}

fn frozen() -> Value {
    let path = folder().join("v1.json");
    if std::env::var_os("AYNI_WRITE_VECTORS").is_some() {
        let text = serde_json::to_string_pretty(&made()).expect("JSON");
        std::fs::write(&path, text + "\n").expect("the vectors can be written");
    }
    let text = std::fs::read_to_string(&path).expect("the frozen vectors");
    serde_json::from_str(&text).expect("JSON")
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().expect("hex")).expect("hex")
}

#[test]
fn what_is_written_today_is_what_was_frozen() {
    let (made, frozen) = (made(), frozen());
    for (name, value) in frozen.as_object().expect("an object") {
        assert_eq!(made[name], *value, "the format of `{name}` has changed");
    }
    assert_eq!(made, frozen);
}

#[test]
fn the_frozen_log_reads_back_and_is_authentic() {
    let frozen = frozen();
    let vectors = frozen["log"].as_array().expect("a list");
    let federation: Hash = frozen["charter"]["hash"]
        .as_str()
        .expect("hex")
        .parse()
        .expect("a hash");
    let entries = vectors.iter().map(|vector| {
        let entry = Entry::decode(&bytes(&vector["envelope"]), bytes(&vector["body"])).expect("an entry");
        assert_eq!(entry.envelope().id().to_string(), vector["id"]);
        assert_eq!(entry.envelope().author().to_string(), vector["author"]);
        assert_eq!(entry.envelope().seq(), vector["seq"]);
        entry
    });
    let entries: Vec<Entry> = entries.collect();
    let read: Vec<Operation> = entries
        .iter()
        .map(|entry| Operation::decode(entry.body().expect("its body")).expect("an operation"))
        .collect();
    assert_eq!(read, operations());
    assert_eq!(authenticate(&federation, entries).expect("authentic").len(), 3);
}

#[test]
fn the_frozen_erasure_reads_back() {
    let frozen = frozen();
    for (name, operation) in ["erase", "confirm"].into_iter().zip(erasing_operations()) {
        let body = bytes(&frozen["erasure"][name]);
        assert_eq!(Operation::decode(&body).expect(name), operation);
        assert_eq!(Operation::erasure(&body).is_some(), name == "erase");
    }
    let erased = WireEntry::decode(&bytes(&frozen["erasure"]["erased"])).expect("an entry");
    let erased = erased.into_entry().expect("an envelope");
    assert_eq!(erased, log()[0].clone().without_body());
}

#[test]
fn the_frozen_answers_and_words_of_moderation_read_back() {
    let frozen = frozen();
    let read_back = |name: &str, operations: &[Operation]| {
        let bodies = frozen[name].as_array().expect("a list");
        assert_eq!(bodies.len(), operations.len(), "{name}");
        for (body, operation) in bodies.iter().zip(operations) {
            assert_eq!(Operation::decode(&bytes(body)).expect(name), *operation);
        }
    };
    read_back("answers", &answers());
    read_back("moderation", &moderation());
}

#[test]
fn the_frozen_messages_read_back() {
    let frozen = frozen();
    for (vector, (name, request)) in frozen["requests"].as_array().expect("a list").iter().zip(requests()) {
        assert_eq!(Request::decode(&bytes(&vector["bytes"])).expect(name), request);
    }
    for (vector, (name, response)) in frozen["responses"].as_array().expect("a list").iter().zip(responses()) {
        assert_eq!(Response::decode(&bytes(&vector["bytes"])).expect(name), response);
    }
    assert_eq!(
        WireEntry::decode(&bytes(&frozen["gossip"])).expect("gossip"),
        wire(&log()[0])
    );
}

#[test]
fn the_frozen_charter_card_and_ticket_read_back() {
    let frozen = frozen();
    let certified = CertifiedCharter::decode(&bytes(&frozen["charter"]["certified"])).expect("a charter");
    let charters = Charters::begin(certified).expect("in force");
    assert_eq!(charters.federation().to_string(), frozen["charter"]["hash"]);
    assert_eq!(*charters.current(), charter());
    let member = Card::read(frozen["card"].as_str().expect("text"), Role::Member).expect("a card");
    assert_eq!(member, self::member(1, "Réseau", "SN", Side::South, Role::Member));
    let (inviter, read) = Ticket::read(frozen["ticket"].as_str().expect("text")).expect("a ticket");
    assert_eq!((inviter, read), (secret(1).public(), ticket()));
}

#[test]
fn the_frozen_keys_have_their_text_forms() {
    for (number, vector) in (1..).zip(frozen()["keys"].as_array().expect("a list")) {
        let public = secret(number).public();
        assert_eq!(vector["did"].as_str().expect("text").parse(), Ok(public));
        assert_eq!(
            PublicKey::from_peer_id(vector["peer_id"].as_str().expect("text")),
            Ok(public)
        );
    }
}

#[test]
fn each_frozen_fault_is_refused() {
    let federation = federation();
    for vector in frozen()["refused_envelopes"].as_array().expect("a list") {
        let accepted = Envelope::decode(&bytes(&vector["bytes"])).is_ok_and(|envelope| envelope.verifies(&federation));
        assert!(!accepted, "{}", vector["why"]);
    }
}
