//! Operations: what an entry's body says.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::cbor::{self, CborError, Json};
use crate::limits::BODY_BYTES_MAX;
use crate::record::RecordId;

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
    /// An operation that this version does not know: replicated and served, not indexed.
    Unknown {
        /// Its name.
        op: String,
    },
}

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

#[derive(Serialize, Deserialize)]
struct WithdrawBody {
    op: String,
    salt: ByteBuf,
    id: RecordId,
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
}

impl Operation {
    /// The operation's name in the body.
    pub fn name(&self) -> &str {
        match self {
            Self::Publish { .. } => "publish",
            Self::Withdraw { .. } => "withdraw",
            Self::Unknown { op } => op,
        }
    }

    /// The body that says this, with a salt of fresh random bytes.
    ///
    /// # Panics
    /// For an unknown operation, which has no known fields to write.
    pub fn encode(&self, salt: [u8; SALT_BYTES]) -> Vec<u8> {
        let op = self.name().to_owned();
        let salt = ByteBuf::from(salt.to_vec());
        match self {
            Self::Publish { id, record } => cbor::encode(&PublishBody {
                op,
                salt,
                id: *id,
                record: Json::from(record),
            }),
            Self::Withdraw { id } => cbor::encode(&WithdrawBody { op, salt, id: *id }),
            Self::Unknown { op } => unreachable!("operation {op} is read, never written"),
        }
    }

    /// What a body says.
    ///
    /// # Errors
    /// [`OperationError`] if the body is not a deterministic CBOR map, or not of the shape that
    /// its operation has.
    pub fn decode(body: &[u8]) -> Result<Self, OperationError> {
        let head: Head = cbor::decode_open(body, BODY_BYTES_MAX)?;
        let (salt, operation) = match head.op.as_str() {
            "publish" => {
                let body: PublishBody<'_> = cbor::decode(body, BODY_BYTES_MAX)?;
                let (id, record) = (body.id, body.record.0.into_owned());
                (body.salt, Self::Publish { id, record })
            }
            "withdraw" => {
                let body: WithdrawBody = cbor::decode(body, BODY_BYTES_MAX)?;
                (body.salt, Self::Withdraw { id: body.id })
            }
            _ => return Ok(Self::Unknown { op: head.op }),
        };
        if salt.len() != SALT_BYTES {
            return Err(OperationError::Salt(salt.len()));
        }
        Ok(operation)
    }
}

#[cfg(test)]
mod tests {
    use serde_bytes::Bytes;
    use serde_json::json;

    use super::*;

    fn id() -> RecordId {
        "000102030405060708090a0b0c0d0e0f".parse().expect("a record id")
    }

    #[test]
    fn an_operation_reads_back_as_it_was_written() {
        let publish = Operation::Publish {
            id: id(),
            record: json!({"kind": "enterprise", "sdgs": [8], "geo": {"lat": -1_000_000}, "title": {"fr": "Coopérative"}}),
        };
        for operation in [publish, Operation::Withdraw { id: id() }] {
            let body = operation.encode([3; SALT_BYTES]);
            assert_eq!(Operation::decode(&body).expect("own body"), operation);
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
        let body = cbor::encode(&std::collections::BTreeMap::from([("op", "endorse"), ("of", "x")]));
        assert_eq!(
            Operation::decode(&body).expect("unknown, not wrong"),
            Operation::Unknown {
                op: "endorse".to_owned()
            }
        );
    }

    #[test]
    fn a_body_of_the_wrong_shape_is_refused() {
        let short_salt = cbor::encode(&WithdrawBody {
            op: "withdraw".to_owned(),
            salt: ByteBuf::from(vec![1]),
            id: id(),
        });
        assert!(matches!(Operation::decode(&short_salt), Err(OperationError::Salt(1))));
        let no_record = cbor::encode(&std::collections::BTreeMap::from([("op", "publish")]));
        assert!(matches!(
            Operation::decode(&no_record),
            Err(OperationError::Cbor(CborError::Shape(_)))
        ));
        assert!(Operation::decode(b"\x01").is_err());
    }
}
