//! What every implementation must refuse, written byte by byte: this program would not write it.

use ayni_protocol::entry::Envelope;
use ayni_protocol::identity::{Hash, SecretKey};
use ayni_protocol::limits::BODY_BYTES_MAX;
use ayni_protocol::message::{Request, Response};
use ayni_protocol::operation::Operation;
use serde_json::{Value, json};

use super::{TIME, federation, secret};

/// The bytes of something and why they must be refused.
type Fault = (&'static str, Vec<u8>);

const ENTRY: &str = "application/vnd.ayni.entry.v1+cbor";
const BALLOT: &str = "application/vnd.ayni.ballot.v1+cbor";

/// The group's order (RFC 8032 §5.1), little-endian.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

const NULL: u8 = 0xf6;

/// One and a half.
const FLOAT: [u8; 3] = [0xf9, 0x3e, 0x00];

fn head(kind: u8, argument: u64) -> Vec<u8> {
    let bytes = argument.to_be_bytes();
    match argument {
        0..24 => vec![kind << 5 | argument as u8],
        24..0x100 => vec![kind << 5 | 24, argument as u8],
        0x100..0x1_0000 => [&[kind << 5 | 25], &bytes[6..]].concat(),
        0x1_0000..0x1_0000_0000 => [&[kind << 5 | 26], &bytes[4..]].concat(),
        _ => [&[kind << 5 | 27], &bytes[..]].concat(),
    }
}

fn uint(number: u64) -> Vec<u8> {
    head(0, number)
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    [head(2, bytes.len() as u64), bytes.to_vec()].concat()
}

fn text(text: &str) -> Vec<u8> {
    [head(3, text.len() as u64), text.as_bytes().to_vec()].concat()
}

fn array(items: &[Vec<u8>]) -> Vec<u8> {
    [head(4, items.len() as u64), items.concat()].concat()
}

/// The fields in the order given, which is for the caller to get right or wrong.
fn map(fields: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let fields: Vec<Vec<u8>> = fields
        .iter()
        .map(|(name, value)| [text(name), value.clone()].concat())
        .collect();
    [head(5, fields.len() as u64), fields.concat()].concat()
}

/// `fields` with another value for the field `name`.
fn with<'n>(fields: &[(&'n str, Vec<u8>)], name: &str, value: Vec<u8>) -> Vec<(&'n str, Vec<u8>)> {
    let mut fields = fields.to_vec();
    fields
        .iter_mut()
        .filter(|field| field.0 == name)
        .for_each(|field| field.1.clone_from(&value));
    fields
}

/// A signed structure, in all its parts.
struct Signed {
    content: &'static str,
    key: [u8; 32],
    unprotected: Vec<u8>,
    payload: Vec<u8>,
    sign: fn(&SecretKey, &[u8]) -> Vec<u8>,
}

impl Signed {
    fn entry(payload: Vec<u8>) -> Self {
        Self {
            content: ENTRY,
            key: *secret(1).public().as_bytes(),
            unprotected: map(&[]),
            payload,
            sign: |secret, message| secret.sign(message).to_vec(),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let label = |number: u64, value: Vec<u8>| [uint(number), value].concat();
        let algorithm = label(1, vec![0x27]);
        let protected = [
            head(5, 3),
            algorithm,
            label(3, text(self.content)),
            label(4, bytes(&self.key)),
        ]
        .concat();
        let signed = array(&[
            text("Signature1"),
            bytes(&protected),
            bytes(&federation().0),
            bytes(&self.payload),
        ]);
        let signature = (self.sign)(&secret(1), &signed);
        let parts = [
            bytes(&protected),
            self.unprotected.clone(),
            bytes(&self.payload),
            bytes(&signature),
        ];
        [vec![0xd2], array(&parts)].concat()
    }
}

/// The fields of a first entry's payload, in order.
fn first() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("seq", uint(1)),
        ("body", bytes(&Hash::of(b"").0)),
        ("size", uint(0)),
        ("time", uint(TIME as u64)),
    ]
}

/// The fields of a second entry's payload, in order.
fn second() -> Vec<(&'static str, Vec<u8>)> {
    let mut fields = with(&first(), "seq", uint(2));
    fields.insert(2, ("prev", bytes(&[7; 32])));
    fields
}

/// The signature with the group's order added to `s`: the same equation holds.
fn sign_with_another_s(secret: &SecretKey, message: &[u8]) -> Vec<u8> {
    let mut signature = secret.sign(message).to_vec();
    let mut carry = 0;
    for (byte, added) in signature[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(added) + carry;
        (*byte, carry) = (sum as u8, sum >> 8);
    }
    signature
}

/// The neutral point of the curve: as a key it lets the signature of [`sign_for_the_neutral_point`] pass for any message where weak keys are
/// not refused.
fn neutral_point() -> [u8; 32] {
    let mut point = [0; 32];
    point[0] = 1;
    point
}

fn sign_for_the_neutral_point(_: &SecretKey, _: &[u8]) -> Vec<u8> {
    [neutral_point(), [0; 32]].concat()
}

fn envelopes() -> Vec<Fault> {
    let payload = |fields: &[(&str, Vec<u8>)]| Signed::entry(map(fields)).bytes();
    let entry = || Signed::entry(map(&first()));
    let mut unsorted = first();
    unsorted.swap(0, 1);
    let mut twice = first();
    twice.insert(1, ("seq", uint(1)));
    let mut unknown = first();
    unknown.insert(2, ("more", uint(0)));
    let mut absent = first();
    absent.insert(2, ("prev", vec![NULL]));
    let mut placed = first();
    placed.insert(2, ("prev", bytes(&[7; 32])));
    let mut unplaced = second();
    unplaced.remove(2);
    let mut long = first();
    let filling = 513 - (payload(&first()).len() - 1) - "\x64fill\x59\x00\x00".len() - 2;
    long.insert(2, ("fill", bytes(&vec![0; filling])));
    vec![
        (
            "a weak key, under which one signature holds for everything",
            Signed {
                key: neutral_point(),
                sign: sign_for_the_neutral_point,
                ..entry()
            }
            .bytes(),
        ),
        (
            "a signature whose s is not below the group's order",
            Signed {
                sign: sign_with_another_s,
                ..entry()
            }
            .bytes(),
        ),
        (
            "a signature of 63 bytes",
            Signed {
                sign: |secret, message| secret.sign(message)[..63].to_vec(),
                ..entry()
            }
            .bytes(),
        ),
        (
            "another content type",
            Signed {
                content: BALLOT,
                ..entry()
            }
            .bytes(),
        ),
        (
            "an unprotected header that is not empty",
            Signed {
                unprotected: vec![0xa1, 0x01, 0x27],
                ..entry()
            }
            .bytes(),
        ),
        (
            "an integer in more bytes than it needs",
            payload(&with(&first(), "seq", vec![0x18, 0x01])),
        ),
        ("payload fields out of order", payload(&unsorted)),
        ("a payload field twice", payload(&twice)),
        ("an unknown payload field", payload(&unknown)),
        ("an absent payload field written as null", payload(&absent)),
        ("a float", payload(&with(&first(), "time", FLOAT.to_vec()))),
        (
            "a time beyond 64 bits signed",
            payload(&with(&first(), "time", uint(1 << 63))),
        ),
        ("number 0", payload(&with(&first(), "seq", uint(0)))),
        ("a first entry that names a predecessor", payload(&placed)),
        ("a second entry that names none", payload(&unplaced)),
        (
            "a predecessor of 31 bytes",
            payload(&with(&second(), "prev", bytes(&[7; 31]))),
        ),
        (
            "a body larger than bodies may be",
            payload(&with(&first(), "size", uint(BODY_BYTES_MAX as u64 + 1))),
        ),
        ("514 bytes, the tag among them", payload(&long)),
    ]
}

/// The fields of a publication's body, in order.
fn publication(record: Vec<u8>) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("id", text("000102030405060708090a0b0c0d0e0f")),
        ("op", text("publish")),
        ("salt", bytes(&[1; 16])),
        ("record", record),
    ]
}

fn bodies() -> Vec<Fault> {
    let kind = || map(&[("kind", text("enterprise"))]);
    let body = || publication(kind());
    let recorded = |value: Vec<u8>| map(&publication(map(&[("sdgs", value)])));
    let without = |name: &str| map(&body().into_iter().filter(|field| field.0 != name).collect::<Vec<_>>());
    let mut unsorted = body();
    unsorted.swap(0, 1);
    let mut more = body();
    more.insert(2, ("and", uint(0)));
    more.swap(2, 1);
    more.swap(1, 2);
    let deep = [vec![0x81; 15], uint(0)].concat();
    vec![
        ("a salt of 15 bytes", map(&with(&body(), "salt", bytes(&[1; 15])))),
        ("a salt that is null", map(&with(&body(), "salt", vec![NULL]))),
        ("no salt", without("salt")),
        ("no record", without("record")),
        ("no operation", without("op")),
        ("a field that a publication does not have", map(&more)),
        (
            "a withdrawal with a record",
            map(&with(&body(), "op", text("withdraw"))),
        ),
        ("an operation that is no text", map(&with(&body(), "op", uint(1)))),
        (
            "a record id in capitals",
            map(&with(&body(), "id", text("000102030405060708090A0B0C0D0E0F"))),
        ),
        ("fields out of order", map(&unsorted)),
        ("a float in a record", recorded(FLOAT.to_vec())),
        (
            "an integer below -2^63 in a record",
            recorded([&[0x3b, 0x80][..], &[0; 7]].concat()),
        ),
        ("a byte string in a record", recorded(bytes(&[8]))),
        ("a number for a key in a record", recorded(vec![0xa1, 0x00, 0x00])),
        ("a tag in a record", recorded(vec![0xc1, 0x00])),
        ("17 arrays and maps around a value", recorded(deep)),
        (
            "an array for a map",
            array(&body().into_iter().map(|field| field.1).collect::<Vec<_>>()),
        ),
        ("a byte after its end", [map(&body()), vec![0]].concat()),
    ]
}

fn range() -> Vec<(&'static str, Vec<u8>)> {
    let author = bytes(secret(1).public().as_bytes());
    vec![("to", uint(3)), ("from", uint(1)), ("author", author)]
}

fn ranges(ranges: &[Vec<u8>]) -> Vec<u8> {
    map(&[("ranges", map(&[("ranges", array(ranges))]))])
}

fn requests() -> Vec<Fault> {
    let digest = |length: usize| map(&[("whole", bytes(&[7; 32])), ("buckets", bytes(&vec![7; length]))]);
    let compare = |length: usize| map(&[("compare", map(&[("digest", digest(length)), ("charters", uint(1))]))]);
    let mut more = range();
    more.insert(0, ("of", uint(1)));
    more.swap(0, 1);
    let charters = |from: Vec<u8>| map(&[("charters", map(&[("from", from)]))]);
    vec![
        ("a request that does not exist", text("everything")),
        ("a response", text("told")),
        (
            "a number for the request's name",
            [head(5, 1), uint(3), map(&[("from", uint(0))])].concat(),
        ),
        ("a digest of 95 bytes", compare(95)),
        ("a digest of 97 bytes", compare(97)),
        ("more ranges than a request may have", ranges(&vec![map(&range()); 65])),
        ("a range with a field that it does not have", ranges(&[map(&more)])),
        (
            "a range of an author with a weak key",
            ranges(&[map(&with(&range(), "author", bytes(&neutral_point())))]),
        ),
        (
            "a range of an author with a key of 31 bytes",
            ranges(&[map(&with(&range(), "author", bytes(&[7; 31])))]),
        ),
        ("a negative number", charters(vec![0x20])),
        (
            "two requests in one",
            [head(5, 2), charters(uint(0))[1..].to_vec(), ranges(&[])[1..].to_vec()].concat(),
        ),
        ("a byte after its end", [charters(uint(0)), vec![0]].concat()),
    ]
}

fn responses() -> Vec<Fault> {
    let entries = |runs: &[Vec<u8>]| map(&[("entries", map(&[("runs", array(runs))]))]);
    let differ = |buckets: u64| {
        let fields = [("heads", array(&[])), ("buckets", uint(buckets)), ("charters", uint(1))];
        map(&[("differ", map(&fields))])
    };
    vec![
        ("a response that does not exist", text("busy")),
        ("a name that stands alone with a value", map(&[("told", vec![NULL])])),
        ("a bucket beyond the sixteenth", differ(1 << 16)),
        (
            "more runs than a request may have ranges",
            entries(&vec![array(&[]); 65]),
        ),
        (
            "an entry of three parts",
            entries(&[array(&[array(&[bytes(&[]), bytes(&[]), bytes(&[])])])]),
        ),
        (
            "an entry without its envelope",
            entries(&[array(&[array(&[vec![NULL], bytes(&[])])])]),
        ),
        (
            "more charters than an answer may have",
            map(&[("charters", map(&[("charters", array(&vec![bytes(&[]); 5]))]))]),
        ),
        (
            "an array for a byte string",
            map(&[("charters", map(&[("charters", array(&[array(&[uint(1)])]))]))]),
        ),
    ]
}

fn written(faults: Vec<Fault>) -> Vec<Value> {
    let fault = |(why, bytes)| json!({ "why": why, "bytes": hex::encode::<Vec<u8>>(bytes) });
    faults.into_iter().map(fault).collect()
}

/// Adds what must be refused to the vectors.
pub(super) fn add(vectors: &mut Value) {
    vectors["refused_envelopes"]
        .as_array_mut()
        .expect("a list")
        .extend(written(envelopes()));
    vectors["refused_bodies"] = written(bodies()).into();
    vectors["refused_requests"] = written(requests()).into();
    vectors["refused_responses"] = written(responses()).into();
}

#[test]
fn each_frozen_fault_of_a_body_or_message_is_refused() {
    let frozen = super::frozen();
    /// Whether bytes are taken for what they claim to be.
    type Judge = fn(&[u8]) -> bool;
    let judges: [(&str, Judge); 3] = [
        ("refused_bodies", |bytes| Operation::decode(bytes).is_ok()),
        ("refused_requests", |bytes| Request::decode(bytes).is_ok()),
        ("refused_responses", |bytes| Response::decode(bytes).is_ok()),
    ];
    for (name, is_accepted) in judges {
        for vector in frozen[name].as_array().expect("a list") {
            assert!(
                !is_accepted(&super::bytes(&vector["bytes"])),
                "{name}: {}",
                vector["why"]
            );
        }
    }
}

#[test]
fn what_is_written_byte_by_byte_without_a_fault_is_accepted() {
    for fields in [first(), second()] {
        let bytes = Signed::entry(map(&fields)).bytes();
        assert!(Envelope::decode(&bytes).expect("an envelope").verifies(&federation()));
    }
    let record = map(&[("kind", text("enterprise"))]);
    assert!(Operation::decode(&map(&publication(record))).is_ok());
    assert!(Request::decode(&ranges(&vec![map(&range()); 64])).is_ok());
    let runs = array(&vec![array(&[]); 64]);
    assert!(Response::decode(&map(&[("entries", map(&[("runs", runs)]))])).is_ok());
}
