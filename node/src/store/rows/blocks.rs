//! Where rows lie: in blocks of many, compressed, each written once and not by the record's id.
//!
//! Ids are random. Rows under keys of their own would lie all over the tree, and sled writes a page
//! anew for a few rows that fall into it; a block is one value behind the last.

use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::record::{Kind, RecordId};

use super::super::batch::Batch;
use super::{Fault, Rows, StoreError};
use crate::packing::{self, Effort};
use crate::store::values;

/// Number of the block → its bytes: see [`Block::encode`].
const BLOCKS: u8 = b'r';

/// Most rows in a block: as many as one of sled's pieces holds, compressed.
const ROWS_MAX: usize = 40;

/// Blocks whose heads are read at a time.
const HEADS_AT_A_TIME: usize = 256;

/// Most bytes of rows in a block, unless a single row has more: bounds what is unpacked for one of them.
const BYTES_MAX: usize = 16 * 1024;

/// Longest row there can be: a title in every language, every country, full lists.
pub(crate) const ROW_BYTES_MAX: usize = 1024 * 1024;

/// Bytes of a [`Slot`]: record id, print of the identifier.
const SLOT_BYTES: usize = 16 + 8;

/// What is known of a row without unpacking it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) id: RecordId,
    /// See [`oid_print`]; 0 if the record has no identifier of the platform's own.
    pub(crate) oid: u64,
}

/// What finds a record by the platform's own identifier, nearly always it alone. Never 0.
pub(crate) fn oid_print(kind: Kind, oid: &str) -> u64 {
    let Hash(bytes) = Hash::of(&[kind.as_str().as_bytes(), &[0], oid.as_bytes()].concat());
    let [first, ..] = bytes.as_chunks::<8>().0 else {
        unreachable!("a hash has 32 bytes")
    };
    u64::from_be_bytes(*first).max(1)
}

/// Rows of one owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) owner: PublicKey,
    slots: Vec<Slot>,
    /// Each with its length (4 bytes) before it.
    rows: Vec<u8>,
}

impl Block {
    /// A block without rows.
    pub(crate) fn of(owner: PublicKey) -> Self {
        Self {
            owner,
            slots: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Adds a row behind the others.
    pub(crate) fn push(&mut self, slot: Slot, row: &[u8]) {
        let length = u32::try_from(row.len()).expect("rows are bounded far below 4 GiB");
        self.slots.push(slot);
        self.rows.extend_from_slice(&length.to_be_bytes());
        self.rows.extend_from_slice(row);
    }

    /// Whether a row of so many bytes is for the next block.
    pub(crate) fn is_full_for(&self, row: usize) -> bool {
        !self.slots.is_empty() && (self.slots.len() >= ROWS_MAX || self.rows.len() + row > BYTES_MAX)
    }

    /// Whether there is more room than rows.
    pub(crate) fn is_small(&self) -> bool {
        is_small(self.slots.len(), self.rows.len())
    }

    /// What is known of its rows, in their order.
    pub(crate) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Its rows, in their order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (Slot, &[u8])> {
        let mut rest = &self.rows[..];
        self.slots.iter().map_while(move |slot| {
            let (length, behind) = rest.split_first_chunk::<4>()?;
            let (row, behind) = behind.split_at_checked(u32::from_be_bytes(*length) as usize)?;
            rest = behind;
            Some((*slot, row))
        })
    }

    /// The row of this record.
    pub(crate) fn row(&self, id: &RecordId) -> Option<&[u8]> {
        self.rows().find(|(slot, _)| slot.id == *id).map(|(_, row)| row)
    }

    /// Owner (32 bytes), length of the rows (4), how many there are (2), their slots, the rows compressed.
    fn encode(&self) -> Vec<u8> {
        let length = u32::try_from(self.rows.len()).expect("rows are bounded far below 4 GiB");
        let count = u16::try_from(self.slots.len()).expect("a block has few rows");
        let mut bytes = Vec::with_capacity(64 + self.slots.len() * SLOT_BYTES + self.rows.len() / 2);
        bytes.extend_from_slice(self.owner.as_bytes());
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&count.to_be_bytes());
        for slot in &self.slots {
            bytes.extend_from_slice(slot.id.as_bytes());
            bytes.extend_from_slice(&slot.oid.to_be_bytes());
        }
        bytes.extend(packing::pack(&self.rows, Effort::Little));
        bytes
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (head, rows) = Head::decode(bytes)?;
        Some(Self {
            owner: head.owner,
            slots: head.slots,
            rows: packing::unpack_frame(rows, head.length).ok()?,
        })
    }
}

/// What becomes of a block.
pub(crate) struct BlockChange {
    pub(crate) number: u32,
    /// What was in it; nothing if it is new.
    pub(crate) before: Vec<Slot>,
    /// Absent if it is no more.
    pub(crate) after: Option<Block>,
}

fn is_small(rows: usize, bytes: usize) -> bool {
    rows < ROWS_MAX / 2 && bytes < BYTES_MAX / 2
}

/// What a block is, without its rows.
pub(crate) struct Head {
    pub(crate) owner: PublicKey,
    pub(crate) slots: Vec<Slot>,
    /// Bytes of the rows, unpacked.
    length: usize,
}

impl Head {
    /// See [`Block::is_small`].
    pub(crate) fn is_small(&self) -> bool {
        is_small(self.slots.len(), self.length)
    }

    fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (owner, rest) = bytes.split_first_chunk::<32>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (count, rest) = rest.split_first_chunk::<2>()?;
        let (slots, rows) = rest.split_at_checked(usize::from(u16::from_be_bytes(*count)) * SLOT_BYTES)?;
        let slots = slots.as_chunks::<SLOT_BYTES>().0.iter().map(|slot| {
            let (id, oid) = slot.split_first_chunk::<16>()?;
            Some(Slot {
                id: RecordId::from_bytes(*id),
                oid: u64::from_be_bytes(<[u8; 8]>::try_from(oid).ok()?),
            })
        });
        let head = Self {
            owner: PublicKey::trusted(*owner),
            slots: slots.collect::<Option<_>>()?,
            length: u32::from_be_bytes(*length) as usize,
        };
        (head.length <= ROWS_MAX * ROW_BYTES_MAX).then_some((head, rows))
    }
}

const NO_BLOCK: Fault = Fault::Value("a block of rows is none");

impl Rows<'_> {
    /// What all blocks are, in the order of their numbers.
    pub(crate) fn heads(&self) -> impl Iterator<Item = Result<(u32, Head), StoreError>> {
        let (mut from, mut read) = (Some(0), Vec::new().into_iter());
        std::iter::from_fn(move || {
            loop {
                if let Some(head) = read.next() {
                    return Some(Ok(head));
                }
                match self.heads_from(from.take()?) {
                    Ok(heads) => {
                        from = heads.last().and_then(|(last, _)| last.checked_add(1));
                        read = heads.into_iter();
                    }
                    Err(error) => return Some(Err(error)),
                }
            }
        })
    }

    /// What the next blocks are from a number on, [`HEADS_AT_A_TIME`] of them if there are as many.
    fn heads_from(&self, from: u32) -> Result<Vec<(u32, Head)>, StoreError> {
        self.0.catalogue(|tree| {
            let from = key(from);
            values::joined(tree.range(&from, &[BLOCKS + 1]), tree.tree.brought)
                .take(HEADS_AT_A_TIME)
                .map(|found| {
                    let (key, value) = found?;
                    let head = Head::decode(&value?).map(|(head, _)| head);
                    number(&key).zip(head).ok_or(NO_BLOCK)
                })
                .collect()
        })
    }

    /// The block with this number.
    pub(crate) fn block(&self, number: u32) -> Result<Block, StoreError> {
        self.0.catalogue(|tree| {
            let bytes = values::get(tree, &key(number))?;
            bytes.and_then(|bytes| Block::decode(&bytes)).ok_or(NO_BLOCK)
        })
    }
}

/// Adds to a batch what becomes of blocks.
pub(super) fn add(rows: &Rows<'_>, batch: &mut Batch, changes: &[BlockChange]) -> Result<(), StoreError> {
    for change in changes {
        let key = key(change.number);
        if !change.before.is_empty() {
            // What is taken out may be erased: also what a shorter value would leave of the one before is to go.
            for piece in rows.pieces(&key)? {
                batch.remove(piece);
            }
        }
        if let Some(block) = &change.after {
            values::put(batch, &key, &block.encode());
        }
    }
    Ok(())
}

fn key(number: u32) -> [u8; 5] {
    let [a, b, c, d] = number.to_be_bytes();
    [BLOCKS, a, b, c, d]
}

fn number(key: &[u8]) -> Option<u32> {
    let number = key.strip_prefix(&[BLOCKS])?;
    <[u8; 4]>::try_from(number).ok().map(u32::from_be_bytes)
}
