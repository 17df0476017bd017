//! Which records name a record, on the disk: found by the record that is named.

use std::ops::ControlFlow;

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::{RecordId, Visibility};

use super::super::batch::Batch;
use super::{Fault, Rows, StoreError, ordered};
use crate::catalogue::{Mention, MentionRow};

/// Named record, tie, time, record id, owner → visibility, and when it expires if it does.
const MENTIONS: u8 = b't';

/// How the visibility is stored.
const PUBLIC: u8 = b'p';
/// As above.
const FEDERATION: u8 = b'f';

impl Rows<'_> {
    /// Shows `visit` the current versions that name a record so, in the order of their times, until it breaks off.
    pub(crate) fn mentioning(
        &self,
        mention: &Mention,
        mut visit: impl FnMut(MentionRow) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let prefix = prefix(mention);
        self.0.catalogue(|tree| {
            for found in tree.scan_prefix(&prefix) {
                let (key, value) = found?;
                let row = parse(mention, key.get(prefix.len()..).unwrap_or_default(), &value);
                let row = row.ok_or(Fault::Value("the mention of a record is none"))?;
                if visit(row).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }
}

/// Adds to a batch which mentions there are now and which no longer, in the order in which that came about.
pub(super) fn add(batch: &mut Batch, mentions: &[(MentionRow, bool)]) {
    for (row, is_there) in mentions {
        let key = [
            &prefix(&row.mention)[..],
            &ordered(row.time),
            row.id.as_bytes(),
            row.owner.as_bytes(),
        ]
        .concat();
        if !is_there {
            batch.remove(key);
            continue;
        }
        let mut value = vec![match row.visibility {
            Visibility::Public => PUBLIC,
            Visibility::Federation => FEDERATION,
        }];
        value.extend(row.over_from.into_iter().flat_map(i64::to_be_bytes));
        batch.insert(key, value);
    }
}

fn prefix(mention: &Mention) -> Vec<u8> {
    [&[MENTIONS][..], mention.record.as_bytes(), &[mention.tie.byte()]].concat()
}

fn parse(mention: &Mention, key: &[u8], value: &[u8]) -> Option<MentionRow> {
    let (time, rest) = key.split_first_chunk::<8>()?;
    let (id, owner) = rest.split_first_chunk::<16>()?;
    let (visibility, over_from) = value.split_first()?;
    Some(MentionRow {
        mention: *mention,
        time: (u64::from_be_bytes(*time) ^ (1 << 63)).cast_signed(),
        id: RecordId::from_bytes(*id),
        owner: PublicKey::trusted(<[u8; 32]>::try_from(owner).ok()?),
        visibility: match *visibility {
            PUBLIC => Visibility::Public,
            FEDERATION => Visibility::Federation,
            _ => return None,
        },
        over_from: match over_from {
            [] => None,
            time => Some(i64::from_be_bytes(<[u8; 8]>::try_from(time).ok()?)),
        },
    })
}
