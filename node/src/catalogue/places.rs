//! Where the rows are: what is looked up in memory, so that the disk is asked for the one block that has it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLockReadGuard, RwLockWriteGuard};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::{Kind, RecordId};

use super::ordered::Ordered;
use super::{Catalogue, Current};
use crate::store::StoreError;
use crate::store::rows::{Block, BlockChange, RowKey, Rows, Slot, VersionRow, oid_print};

/// Small blocks of one owner before they are written as one: bounds both how many there are and how often a row is written again.
const SMALL_BLOCKS_MAX: usize = 8;

/// The places of all rows: 32 bytes of memory a record that has an identifier of its platform's own.
#[derive(Default)]
pub(super) struct Places {
    /// Whose rows there are, each by its number here, which is shorter than a key.
    owners: Vec<PublicKey>,
    numbers: BTreeMap<PublicKey, u32>,
    /// Record id, block.
    rows: Ordered<(RecordId, u32)>,
    /// The halves of the print of the platform's own identifier, block: two numbers of 4 bytes leave no gap, as one of 8 would.
    oids: Ordered<(u32, u32, u32)>,
    /// Blocks that more rows fit into, by owner.
    small: BTreeMap<u32, BTreeSet<u32>>,
    /// The blocks of all rows, each with its owner.
    blocks: BTreeMap<u32, u32>,
}

impl Places {
    /// The places of the rows that there are.
    pub(super) fn read(rows: &Rows<'_>) -> Result<Self, StoreError> {
        let (mut places, mut by_id, mut by_oid) = (Self::default(), Vec::new(), Vec::new());
        for head in rows.heads() {
            let (block, head) = head?;
            let owner = places.number(head.owner);
            places.note(block, owner, head.is_small());
            by_id.extend(head.slots.iter().map(|slot| (slot.id, block)));
            let named = head.slots.iter().filter(|slot| slot.oid != 0);
            by_oid.extend(named.map(|slot| of_print(slot.oid, block)));
        }
        // All at once they take a tenth of the time.
        places.rows = Ordered::of(by_id);
        places.oids = Ordered::of(by_oid);
        Ok(places)
    }

    fn number(&mut self, owner: PublicKey) -> u32 {
        *self.numbers.entry(owner).or_insert_with(|| {
            self.owners.push(owner);
            u32::try_from(self.owners.len() - 1).expect("there are fewer platforms")
        })
    }

    fn note(&mut self, block: u32, owner: u32, is_small: bool) {
        self.blocks.insert(block, owner);
        if is_small {
            self.small.entry(owner).or_default().insert(block);
        }
    }

    /// The block of a row.
    pub(super) fn of(&self, (id, owner): &RowKey) -> Option<u32> {
        let owner = self.numbers.get(owner)?;
        self.blocks_of(id).find(|block| self.blocks.get(block) == Some(owner))
    }

    /// The blocks with rows of this record: one of each owner.
    fn blocks_of(&self, id: &RecordId) -> impl Iterator<Item = u32> {
        let rows = self.rows.from((*id, 0));
        rows.take_while(move |(of, _)| of == id).map(|(_, block)| block)
    }

    /// Whose records have this id, in the order of the owners' keys.
    pub(super) fn owners_of(&self, id: &RecordId) -> Vec<PublicKey> {
        let owners = self
            .blocks_of(id)
            .map(|block| self.owners[self.blocks[&block] as usize]);
        let mut owners: Vec<PublicKey> = owners.collect();
        owners.sort_unstable();
        owners
    }

    /// The rows behind `after`, in the order of record id and owner.
    pub(super) fn behind(&self, after: Option<RowKey>) -> impl Iterator<Item = RowKey> {
        let first = after.map_or(RecordId::from_bytes([0; 16]), |(id, _)| id);
        let mut ids = self.rows.from((first, 0)).map(|(id, _)| id).peekable();
        let each = std::iter::from_fn(move || {
            let id = ids.next()?;
            while ids.next_if_eq(&id).is_some() {}
            Some(id)
        });
        each.flat_map(|id| self.owners_of(&id).into_iter().map(move |owner| (id, owner)))
            .skip_while(move |key| after.is_some_and(|after| *key <= after))
    }

    /// The blocks of the owners that `wanted` takes.
    pub(super) fn blocks(&self, wanted: impl Fn(&PublicKey) -> bool) -> impl Iterator<Item = u32> {
        let wanted: Vec<bool> = self.owners.iter().map(wanted).collect();
        let blocks = self.blocks.iter();
        blocks.filter_map(move |(block, owner)| wanted[*owner as usize].then_some(*block))
    }

    /// The blocks in which an owner's records have identifiers with this print.
    fn by_oid(&self, owner: &PublicKey, print: u64) -> impl Iterator<Item = u32> {
        let owner = self.numbers.get(owner).copied();
        let (high, low, first) = of_print(print, 0);
        self.oids
            .from((high, low, first))
            .take_while(move |of| (of.0, of.1) == (high, low))
            .map(|(_, _, block)| block)
            .filter(move |block| owner.is_some() && self.blocks.get(block).copied() == owner)
    }

    /// What becomes of the blocks when these are the rows of an owner's records now; those without one are to have none.
    ///
    /// A row is in one block alone and nothing is left of it in another, so what was erased is in none.
    pub(super) fn change(
        &self,
        rows: &Rows<'_>,
        owner: PublicKey,
        now: &BTreeMap<RecordId, Option<(Slot, Vec<u8>)>>,
    ) -> Result<Vec<BlockChange>, StoreError> {
        let mut touched: BTreeSet<u32> = now.keys().filter_map(|id| self.of(&(*id, owner))).collect();
        let small = self.numbers.get(&owner).and_then(|owner| self.small.get(owner));
        touched.extend(
            small
                .filter(|small| small.len() >= SMALL_BLOCKS_MAX)
                .into_iter()
                .flatten(),
        );
        let (mut changes, mut filling) = (Vec::new(), Filling::of(owner));
        for number in touched {
            let (block, mut left) = (rows.block(number)?, Block::of(owner));
            let staying = block.rows().filter(|(slot, _)| !now.contains_key(&slot.id));
            staying.for_each(|(slot, row)| left.push(slot, row));
            let is_kept = !left.is_small();
            if !is_kept {
                left.rows().for_each(|(slot, row)| filling.push(slot, row));
            }
            changes.push(BlockChange {
                number,
                before: block.slots().to_vec(),
                after: is_kept.then_some(left),
            });
        }
        now.values().flatten().for_each(|(slot, row)| filling.push(*slot, row));
        let next = self.blocks.last_key_value().map_or(0, |(last, _)| *last + 1);
        let new = (next..).zip(filling.end()).map(|(number, block)| BlockChange {
            number,
            before: Vec::new(),
            after: Some(block),
        });
        changes.extend(new);
        Ok(changes)
    }

    /// Takes note of what has become of an owner's blocks.
    pub(super) fn changed(&mut self, owner: PublicKey, changes: &[BlockChange]) {
        let owner = self.number(owner);
        for BlockChange { number, before, .. } in changes {
            for slot in before {
                self.rows.remove(&(slot.id, *number));
                self.oids.remove(&of_print(slot.oid, *number));
            }
            self.blocks.remove(number);
            if let Some(small) = self.small.get_mut(&owner) {
                small.remove(number);
            }
        }
        for (number, block) in changes
            .iter()
            .filter_map(|change| Some((change.number, change.after.as_ref()?)))
        {
            for slot in block.slots() {
                self.rows.insert((slot.id, number));
                if slot.oid != 0 {
                    self.oids.insert(of_print(slot.oid, number));
                }
            }
            self.note(number, owner, block.is_small());
        }
    }
}

/// Where the print of an identifier is noted.
fn of_print(print: u64, block: u32) -> (u32, u32, u32) {
    ((print >> 32) as u32, print as u32, block)
}

impl Catalogue {
    pub(super) fn places(&self) -> RwLockReadGuard<'_, Places> {
        self.places.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn places_mut(&self) -> RwLockWriteGuard<'_, Places> {
        self.places.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether `owner` has a record with this id, also if it is withdrawn. Does not touch the disk.
    pub(super) fn has(&self, id: &RecordId, owner: &PublicKey) -> bool {
        self.places().of(&(*id, *owner)).is_some()
    }

    /// What is stored of a row.
    pub(super) fn stored(&self, key: &RowKey) -> Result<Option<Current>, StoreError> {
        self.stored_at(&self.places(), key)
    }

    /// The same by places that nobody changes meanwhile.
    pub(super) fn stored_at(&self, places: &Places, key: &RowKey) -> Result<Option<Current>, StoreError> {
        let Some(block) = places.of(key) else { return Ok(None) };
        let block = self.store.rows().block(block)?;
        Ok(block.row(&key.0).and_then(Current::decode))
    }

    /// Every owner's row of a record, in the order of their keys.
    pub(super) fn stored_of(&self, id: &RecordId) -> Result<Vec<(RowKey, Current)>, StoreError> {
        let (places, mut found) = (self.places(), Vec::new());
        for owner in places.owners_of(id) {
            let row = self.stored_at(&places, &(*id, owner))?;
            found.extend(row.map(|row| ((*id, owner), row)));
        }
        Ok(found)
    }

    /// Shows `visit` every row of the owners that `wanted` takes, in no order. Rows stay where they are meanwhile.
    pub(super) fn visit(
        &self,
        wanted: impl Fn(&PublicKey) -> bool,
        mut visit: impl FnMut(RowKey, Current),
    ) -> Result<(), StoreError> {
        let (places, rows) = (self.places(), self.store.rows());
        for block in places.blocks(wanted) {
            let block = rows.block(block)?;
            for (slot, row) in block.rows() {
                if let Some(row) = Current::decode(row) {
                    visit((slot.id, block.owner), row);
                }
            }
        }
        Ok(())
    }

    /// The record to which an owner gave this identifier, also if it is withdrawn; of several, the one that was published last.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub fn find_by_oid(&self, owner: &PublicKey, kind: Kind, oid: &str) -> Result<Option<RecordId>, StoreError> {
        let (places, rows, owners) = (self.places(), self.store.rows(), Arc::clone(&self.state().owners));
        let (print, mut last) = (oid_print(kind, oid), None);
        for block in places.by_oid(owner, print) {
            let block = rows.block(block)?;
            let alike = block.rows().filter(|(slot, _)| slot.oid == print);
            for (slot, row) in alike {
                let named = Current::decode(row).filter(|row| row.kind == kind && row.oid.as_deref() == Some(oid));
                // What an earlier key of a platform has signed came before.
                let when = named.map(|row| (Reverse(owners.age(&row.signer)), row.seq, slot.id));
                last = last.max(when);
            }
        }
        Ok(last.map(|(.., id)| id))
    }

    /// Entries about a record, in order of author and number; of more than `limit`, the last ones.
    pub(super) fn versions(&self, id: &RecordId, limit: usize) -> Result<Vec<VersionRow>, StoreError> {
        let mut versions = self.store.rows().versions(id, limit)?;
        let current = self.stored_of(id)?.into_iter().map(|(_, current)| current.version());
        versions.extend(current);
        versions.sort_unstable_by_key(|version| (version.author, version.seq));
        versions.dedup_by_key(|version| (version.author, version.seq));
        versions.drain(..versions.len().saturating_sub(limit));
        Ok(versions)
    }
}

/// Blocks that are being filled with rows.
struct Filling {
    full: Vec<Block>,
    open: Block,
}

impl Filling {
    fn of(owner: PublicKey) -> Self {
        Self {
            full: Vec::new(),
            open: Block::of(owner),
        }
    }

    fn push(&mut self, slot: Slot, row: &[u8]) {
        if self.open.is_full_for(row.len()) {
            let next = Block::of(self.open.owner);
            self.full.push(std::mem::replace(&mut self.open, next));
        }
        self.open.push(slot, row);
    }

    fn end(mut self) -> Vec<Block> {
        if !self.open.slots().is_empty() {
            self.full.push(self.open);
        }
        self.full
    }
}
