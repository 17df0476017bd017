//! What platforms say of comments, on the disk.

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::RecordId;
use ayni_protocol::vocabulary::moderation::Reason;

use super::super::batch::Batch;
use super::{Fault, Rows, StoreError};
use crate::catalogue::{Act, Word, Words};

/// Record id, owner → act, time, code of the reason.
const WORDS: u8 = b'w';

impl Rows<'_> {
    /// What platforms say of comments.
    pub(crate) fn words(&self) -> Result<Words, StoreError> {
        self.0.catalogue(|tree| {
            let mut words = Words::default();
            for found in tree.scan_prefix(&[WORDS]) {
                let (key, value) = found?;
                let fault = Fault::Value("what a platform says of a comment is nothing");
                let (id, owner, word) = parse(&key, &value).ok_or(fault)?;
                words.set(id, owner, Some(word));
            }
            Ok(words)
        })
    }
}

/// Adds to a batch what an owner says of records, in the order in which it did.
pub(super) fn add(batch: &mut Batch, owner: &PublicKey, said: &[(RecordId, Option<Word>)]) {
    for (id, word) in said {
        let key = [&[WORDS][..], id.as_bytes(), owner.as_bytes()].concat();
        let Some(Word { act, reason, time }) = word else {
            batch.remove(key);
            continue;
        };
        let value = [&[act_byte(*act)][..], &time.to_be_bytes(), reason.as_str().as_bytes()].concat();
        batch.insert(key, value);
    }
}

fn act_byte(act: Act) -> u8 {
    match act {
        Act::Flag => b'f',
        Act::Hide => b'h',
    }
}

fn parse(key: &[u8], value: &[u8]) -> Option<(RecordId, PublicKey, Word)> {
    let (id, owner) = key.get(1..)?.split_first_chunk::<16>()?;
    let owner = PublicKey::trusted(<[u8; 32]>::try_from(owner).ok()?);
    let (act, rest) = value.split_first()?;
    let (time, reason) = rest.split_first_chunk::<8>()?;
    let word = Word {
        act: [Act::Flag, Act::Hide]
            .into_iter()
            .find(|known| act_byte(*known) == *act)?,
        reason: Reason::parse(std::str::from_utf8(reason).ok()?)?,
        time: i64::from_be_bytes(*time),
    };
    Some((RecordId::from_bytes(*id), owner, word))
}
