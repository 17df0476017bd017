//! Operations: what an entry's body says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::cbor::{self, CborError, Json, cursor};
use crate::identity::{Hash, PublicKey};
use crate::limits::{BODY_BYTES_MAX, CONFIRMED_PER_ENTRY_MAX, ERASED_PER_ENTRY_MAX};
use crate::record::RecordId;
use crate::vocabulary::moderation;

/// Bytes of the random salt in each body, so that an erased body cannot be guessed from its hash.
pub const SALT_BYTES: usize = 16;

/// What an author does with an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// Publishes a version of a record; the latest one by the same author is the current one.
    Publish {
        /// Which record.
        id: RecordId,
        /// The record's JSON form: see [`crate::record::Record::read`].
        record: serde_json::Value,
    },
    /// Takes a record off the lists; its versions stay readable.
    Withdraw {
        /// Which record.
        id: RecordId,
    },
    /// Erases a record: the bodies of these entries are to go, everywhere and for ever.
    Erase {
        /// Which record.
        id: RecordId,
        /// The numbers of the entries by whose log they are in: the author's own, and those of earlier keys of the same
        /// platform.
        entries: BTreeMap<PublicKey, Vec<u64>>,
    },
    /// Confirms that nothing is left, here, of what these entries erase.
    Confirm {
        /// The ids of the entries that erase, in order.
        erased: Vec<Hash>,
    },
    /// Takes part in the partnership as this version has it. A later version needs another word.
    Accept {
        /// Which record.
        id: RecordId,
        /// The id of the entry that published the version.
        entry: Hash,
    },
    /// Takes no part in the partnership as this version has it, or no longer.
    Decline {
        /// Which record.
        id: RecordId,
        /// The id of the entry that published the version.
        entry: Hash,
    },
    /// Says that a comment should be looked at.
    Flag {
        /// Which comment.
        id: RecordId,
        /// The code of a [`moderation::Reason`], or of one that a later version knows.
        reason: String,
    },
    /// Does not show a comment, nor let others show it below one's own record.
    Hide {
        /// Which comment.
        id: RecordId,
        /// As with `Flag`.
        reason: String,
    },
    /// Has nothing against a comment, or no longer.
    Allow {
        /// Which comment.
        id: RecordId,
    },
    /// An operation that this version does not know: replicated and served, not indexed.
    Unknown {
        /// Its name.
        op: String,
    },
}

/// A record as it stands in the body that publishes it. To write it takes longest of all that is written there, and needs
/// neither its id nor a salt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordBytes(Vec<u8>);

impl RecordBytes {
    /// The bytes of a record's JSON.
    pub fn of(record: &serde_json::Value) -> Self {
        Self(cbor::encode(&Json::from(record)))
    }

    /// The record's JSON.
    pub fn to_json(&self) -> serde_json::Value {
        let json: Json<'_> = cbor::decode_open(&self.0, usize::MAX).expect("they were made of JSON");
        json.0.into_owned()
    }

    /// The body of [`Operation::Publish`], with a salt of fresh random bytes.
    pub fn publish(&self, id: RecordId, salt: [u8; SALT_BYTES]) -> Vec<u8> {
        // Keys come in the order of their lengths.
        let mut body = Vec::with_capacity(PUBLISH_FORM_BYTES + self.0.len());
        cursor::write_map(&mut body, 4);
        cursor::write_text(&mut body, "id");
        cursor::write_text(&mut body, &id.to_string());
        cursor::write_text(&mut body, "op");
        cursor::write_text(&mut body, "publish");
        cursor::write_text(&mut body, "salt");
        cursor::write_bytes(&mut body, &salt);
        cursor::write_text(&mut body, "record");
        body.extend(&self.0);
        body
    }
}

/// Room for what stands before the record in a body that publishes it.
const PUBLISH_FORM_BYTES: usize = 128;

/// Fields that every body has.
#[derive(Deserialize)]
struct Head {
    op: String,
}

#[derive(Serialize, Deserialize)]
struct PublishBody<'r> {
    op: String,
    salt: ByteBuf,
    id: RecordId,
    record: Json<'r>,
}

/// Of what says nothing more than which record: a withdrawal, and what allows a comment.
#[derive(Serialize, Deserialize)]
struct RecordBody {
    op: String,
    salt: ByteBuf,
    id: RecordId,
}

/// Of both answers to a partnership.
#[derive(Serialize, Deserialize)]
struct AnswerBody {
    op: String,
    salt: ByteBuf,
    id: RecordId,
    entry: Hash,
}

/// Of both words against a comment.
#[derive(Serialize, Deserialize)]
struct ObjectionBody {
    op: String,
    salt: ByteBuf,
    id: RecordId,
    reason: String,
}

#[derive(Serialize, Deserialize)]
struct EraseBody {
    op: String,
    salt: ByteBuf,
    id: RecordId,
    logs: Vec<(PublicKey, Vec<u64>)>,
}

#[derive(Serialize, Deserialize)]
struct ConfirmBody {
    op: String,
    salt: ByteBuf,
    erased: Vec<Hash>,
}

/// Why a body says nothing that can be indexed.
#[derive(Debug, thiserror::Error)]
pub enum OperationError {
    /// Not a CBOR map of the operation's shape.
    #[error("the body: {0}")]
    Cbor(#[from] CborError),
    /// The salt has another length.
    #[error("a body's salt has {SALT_BYTES} bytes, not {0}")]
    Salt(usize),
    /// A list that is empty, too long, or not in order.
    #[error("the list of what it {0} is empty, too long or not in ascending order")]
    List(&'static str),
    /// A reason that is no code.
    #[error(
        "a reason is a code of 1 to {} small letters and underscores",
        moderation::REASON_CHARS_MAX
    )]
    Reason,
}

impl Operation {
    /// The operation's name in the body.
    pub fn name(&self) -> &str {
        match self {
            Self::Publish { .. } => "publish",
            Self::Withdraw { .. } => "withdraw",
            Self::Erase { .. } => "erase",
            Self::Confirm { .. } => "confirm",
            Self::Accept { .. } => "accept",
            Self::Decline { .. } => "decline",
            Self::Flag { .. } => "flag",
            Self::Hide { .. } => "hide",
            Self::Allow { .. } => "allow",
            Self::Unknown { op } => op,
        }
    }

    /// The body that says this, with a salt of fresh random bytes.
    ///
    /// # Panics
    /// For an unknown operation, which has no known fields to write.
    pub fn encode(&self, salt: [u8; SALT_BYTES]) -> Vec<u8> {
        let op = self.name().to_owned();
        let fresh = salt;
        let salt = ByteBuf::from(salt.to_vec());
        match self {
            Self::Publish { id, record } => RecordBytes::of(record).publish(*id, fresh),
            Self::Withdraw { id } | Self::Allow { id } => cbor::encode(&RecordBody { op, salt, id: *id }),
            Self::Erase { id, entries } => cbor::encode(&EraseBody {
                op,
                salt,
                id: *id,
                logs: entries.iter().map(|(author, seqs)| (*author, seqs.clone())).collect(),
            }),
            Self::Confirm { erased } => cbor::encode(&ConfirmBody {
                op,
                salt,
                erased: erased.clone(),
            }),
            Self::Accept { id, entry } | Self::Decline { id, entry } => cbor::encode(&AnswerBody {
                op,
                salt,
                id: *id,
                entry: *entry,
            }),
            Self::Flag { id, reason } | Self::Hide { id, reason } => cbor::encode(&ObjectionBody {
                op,
                salt,
                id: *id,
                reason: reason.clone(),
            }),
            Self::Unknown { op } => unreachable!("operation {op} is read, never written"),
        }
    }

    /// The erasure in a body, if it is one. Looks at a few bytes of any other body: keys of a map come in the order of
    /// their length, so the operation stands behind the id.
    pub fn erasure(body: &[u8]) -> Option<(RecordId, BTreeMap<PublicKey, Vec<u64>>)> {
        const OP: &[u8] = b"\x62op\x65erase";
        // A map of four, the key `id` (3 bytes), a text of 32 digits (34 bytes).
        const OP_AT: usize = 1 + 3 + 34;
        if !body.get(OP_AT..)?.starts_with(OP) {
            return None;
        }
        match Self::decode(body) {
            Ok(Self::Erase { id, entries }) => Some((id, entries)),
            _ => None,
        }
    }

    /// What a body says.
    ///
    /// # Errors
    /// [`OperationError`] if the body is not a deterministic CBOR map, or not of the shape that
    /// its operation has.
    pub fn decode(body: &[u8]) -> Result<Self, OperationError> {
        if is_publish_form(body) {
            // All that `Json` takes of deterministic bytes it would write as it was, and the rest is what stands before it.
            let PublishBody { id, record, .. } = cbor::decode_open(body, BODY_BYTES_MAX)?;
            let record = record.0.into_owned();
            return Ok(Self::Publish { id, record });
        }
        let head: Head = cbor::decode_open(body, BODY_BYTES_MAX)?;
        let (salt, operation) = match head.op.as_str() {
            "publish" => {
                let body: PublishBody<'_> = cbor::decode(body, BODY_BYTES_MAX)?;
                let (id, record) = (body.id, body.record.0.into_owned());
                (body.salt, Self::Publish { id, record })
            }
            "withdraw" | "allow" => {
                let body: RecordBody = cbor::decode(body, BODY_BYTES_MAX)?;
                let operation = match head.op.as_str() {
                    "allow" => Self::Allow { id: body.id },
                    _ => Self::Withdraw { id: body.id },
                };
                (body.salt, operation)
            }
            "erase" => {
                let body: EraseBody = cbor::decode(body, BODY_BYTES_MAX)?;
                let count: usize = body.logs.iter().map(|(_, seqs)| seqs.len()).sum();
                let is_named = |seqs: &[u64]| ascends(seqs) && seqs.first().is_some_and(|first| *first > 0);
                let by_log = body.logs.windows(2).all(|pair| pair[0].0 < pair[1].0);
                if count == 0
                    || count > ERASED_PER_ENTRY_MAX
                    || !by_log
                    || !body.logs.iter().all(|(_, seqs)| is_named(seqs))
                {
                    return Err(OperationError::List("erases"));
                }
                let (id, entries) = (body.id, body.logs.into_iter().collect());
                (body.salt, Self::Erase { id, entries })
            }
            "confirm" => {
                let body: ConfirmBody = cbor::decode(body, BODY_BYTES_MAX)?;
                if body.erased.is_empty() || body.erased.len() > CONFIRMED_PER_ENTRY_MAX || !ascends(&body.erased) {
                    return Err(OperationError::List("confirms"));
                }
                (body.salt, Self::Confirm { erased: body.erased })
            }
            "accept" | "decline" => {
                let body: AnswerBody = cbor::decode(body, BODY_BYTES_MAX)?;
                let (id, entry) = (body.id, body.entry);
                let operation = match head.op.as_str() {
                    "accept" => Self::Accept { id, entry },
                    _ => Self::Decline { id, entry },
                };
                (body.salt, operation)
            }
            "flag" | "hide" => {
                let body: ObjectionBody = cbor::decode(body, BODY_BYTES_MAX)?;
                if !moderation::is_reason(&body.reason) {
                    return Err(OperationError::Reason);
                }
                let (id, reason) = (body.id, body.reason);
                let operation = match head.op.as_str() {
                    "hide" => Self::Hide { id, reason },
                    _ => Self::Flag { id, reason },
                };
                (body.salt, operation)
            }
            _ => return Ok(Self::Unknown { op: head.op }),
        };
        if salt.len() != SALT_BYTES {
            return Err(OperationError::Salt(salt.len()));
        }
        Ok(operation)
    }
}

/// Whether a body begins as one that publishes does, up to its record, which is the last of its fields: most bodies do, and then need not
/// be written again to see that they are as they would be written.
fn is_publish_form(body: &[u8]) -> bool {
    let parts: [(&[u8], usize); 3] = [
        // A text of 32 digits; a byte string of the salt's length.
        (b"\xa4\x62id\x78\x20", 32),
        (b"\x62op\x67publish\x64salt\x50", SALT_BYTES),
        (b"\x66record", 0),
    ];
    let mut rest = body;
    for (known, skipped) in parts {
        let Some(behind) = rest.strip_prefix(known).and_then(|rest| rest.get(skipped..)) else {
            return false;
        };
        rest = behind;
    }
    true
}

fn ascends<T: Ord>(list: &[T]) -> bool {
    list.windows(2).all(|pair| pair[0] < pair[1])
}

#[cfg(test)]
mod tests {
    use serde_bytes::Bytes;
    use serde_json::json;

    use super::*;
    use crate::identity::SecretKey;

    fn id() -> RecordId {
        "000102030405060708090a0b0c0d0e0f".parse().expect("a record id")
    }

    #[test]
    fn an_operation_reads_back_as_it_was_written() {
        let publish = Operation::Publish {
            id: id(),
            record: json!({"kind": "enterprise", "sdgs": [8], "geo": {"lat": -1_000_000}, "title": {"fr": "Coopérative"}}),
        };
        let key = SecretKey::from_seed(&[1; 32]).public();
        let erase = Operation::Erase {
            id: id(),
            entries: BTreeMap::from([(key, vec![1, 7])]),
        };
        let confirm = Operation::Confirm {
            erased: vec![Hash([1; 32]), Hash([2; 32])],
        };
        let entry = Hash([3; 32]);
        let accept = Operation::Accept { id: id(), entry };
        let decline = Operation::Decline { id: id(), entry };
        let reason = "spam".to_owned();
        let flag = Operation::Flag {
            id: id(),
            reason: reason.clone(),
        };
        let hide = Operation::Hide { id: id(), reason };
        for operation in [
            publish,
            Operation::Withdraw { id: id() },
            erase,
            confirm,
            accept,
            decline,
            flag,
            hide,
            Operation::Allow { id: id() },
        ] {
            let body = operation.encode([3; SALT_BYTES]);
            assert_eq!(Operation::decode(&body).expect("own body"), operation);
            let is_erasure = matches!(operation, Operation::Erase { .. });
            assert_eq!(Operation::erasure(&body).is_some(), is_erasure);
        }
    }

    #[test]
    fn an_erasure_of_nothing_of_too_much_or_out_of_order_is_refused() {
        let key = SecretKey::from_seed(&[1; 32]).public();
        let refused = |seqs: Vec<u64>| {
            let entries = BTreeMap::from([(key, seqs)]);
            let body = Operation::Erase { id: id(), entries }.encode([3; SALT_BYTES]);
            let found = Operation::decode(&body);
            assert!(Operation::erasure(&body).is_none() == found.is_err());
            matches!(found, Err(OperationError::List(_)))
        };
        for seqs in [vec![], vec![0, 1], vec![2, 2], vec![2, 1], (1..=10_001).collect()] {
            assert!(refused(seqs));
        }
        assert!(!refused((1..=10_000).collect()));
        let none = Operation::Confirm { erased: Vec::new() }.encode([3; SALT_BYTES]);
        assert!(matches!(Operation::decode(&none), Err(OperationError::List(_))));
    }

    #[test]
    fn what_is_said_against_a_comment_names_nobody() {
        for reason in ["Ana Pérez wrote this", "", &"a".repeat(41)] {
            let reason = reason.to_owned();
            let body = Operation::Hide { id: id(), reason }.encode([3; SALT_BYTES]);
            assert!(matches!(Operation::decode(&body), Err(OperationError::Reason)));
        }
    }

    #[test]
    fn a_record_reads_back_as_it_was_written_whatever_its_keys() {
        for key in ["$serde_json::private::RawValue", "$serde_json::private::Number"] {
            for text in ["1.5", "[[[[]]]]", "not JSON"] {
                let record = json!({ "kind": "enterprise", key: text, "geo": { key: text } });
                let published = Operation::Publish { id: id(), record };
                let body = published.encode([3; SALT_BYTES]);
                assert_eq!(Operation::decode(&body).expect("own body"), published);
            }
        }
    }

    #[test]
    fn a_publication_with_anything_beside_its_fields_is_refused_however_it_begins() {
        let record = json!({"kind": "enterprise"});
        let body = Operation::Publish { id: id(), record }.encode([3; SALT_BYTES]);
        assert!(is_publish_form(&body));
        for (begin, end) in [(&b"\xa5"[..], &b"\x66secret\x01"[..]), (b"\xa4", b"\x00")] {
            let other = [begin, &body[1..], end].concat();
            assert!(
                matches!(Operation::decode(&other), Err(OperationError::Cbor(_))),
                "{end:x?}"
            );
        }
        let keyed = [&body[..body.len() - 17], b"\xa1\x01\x02"].concat();
        assert!(is_publish_form(&keyed) && Operation::decode(&keyed).is_err());
        let capital = [&body[..6], b"A", &body[7..]].concat();
        assert!(is_publish_form(&capital) && Operation::decode(&capital).is_err());
    }

    #[test]
    fn a_record_with_a_number_that_does_not_travel_is_refused() {
        let body = |record: &[u8]| {
            let salt = cbor::encode(Bytes::new(&[3; SALT_BYTES]));
            let id = cbor::encode(&id());
            [
                b"\xa4\x62id",
                &id[..],
                b"\x62op\x67publish\x64salt",
                &salt,
                b"\x66record\xa1\x61a",
                record,
            ]
            .concat()
        };
        assert!(Operation::decode(&body(b"\x01")).is_ok());
        let half = Operation::decode(&body(b"\xf9\x38\x00"));
        assert!(matches!(half, Err(OperationError::Cbor(CborError::Unused("floats")))));
        let below = Operation::decode(&body(b"\x3b\x80\x00\x00\x00\x00\x00\x00\x00"));
        assert!(matches!(below, Err(OperationError::Cbor(CborError::Shape(_)))));
    }

    #[test]
    fn an_operation_of_a_newer_version_is_known_by_its_name() {
        let body = cbor::encode(&BTreeMap::from([("op", "endorse"), ("of", "x")]));
        assert_eq!(
            Operation::decode(&body).expect("unknown, not wrong"),
            Operation::Unknown {
                op: "endorse".to_owned()
            }
        );
    }

    #[test]
    fn a_body_of_the_wrong_shape_is_refused() {
        let short_salt = cbor::encode(&RecordBody {
            op: "withdraw".to_owned(),
            salt: ByteBuf::from(vec![1]),
            id: id(),
        });
        assert!(matches!(Operation::decode(&short_salt), Err(OperationError::Salt(1))));
        let no_record = cbor::encode(&BTreeMap::from([("op", "publish")]));
        assert!(matches!(
            Operation::decode(&no_record),
            Err(OperationError::Cbor(CborError::Shape(_)))
        ));
        assert!(Operation::decode(b"\x01").is_err());
    }
}
