//! Segments that have come from others packed, kept for a moment: when their entries are appended, they are stored as they
//! came and need not be packed again.

use std::collections::{BTreeMap, VecDeque};

use ayni_protocol::entry::Envelope;
use ayni_protocol::identity::Hash;
use ayni_protocol::message::entries;

use crate::packing::Frame;

/// Most bytes of frames kept: what a few peers have under way at once.
const BYTES_MAX: usize = 8 * 1024 * 1024;

/// Fewest bytes of content worth keeping: below that packing costs next to nothing.
const CONTENT_BYTES_MIN: usize = 4 * 1024;

/// A packed stretch of a log, of which every entry has been found authentic and has its body.
#[derive(Debug)]
pub(crate) struct Came {
    /// The number of the first entry.
    pub(super) first: u64,
    /// Bytes of the content.
    pub(super) length: usize,
    pub(super) frame: Vec<u8>,
}

/// See the module. They are known by the ids of their last entries: such an id commits to every entry before it, and each
/// of these to its body.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    frames: BTreeMap<Hash, Came>,
    order: VecDeque<Hash>,
    bytes: usize,
}

/// The frames of an answer that hold nothing but whole entries. All of the answer must have been found authentic.
pub(crate) fn among(packed: &[u8], content: &[u8], frames: &[Frame]) -> Vec<(Hash, Came)> {
    let worthy = frames.iter().filter(|frame| frame.content.len() >= CONTENT_BYTES_MIN);
    worthy
        .filter_map(|frame| {
            let read: Result<Vec<_>, _> = entries::read(&content[frame.content.clone()]).collect();
            let read = read.ok().filter(|read| read.iter().all(|(_, body)| body.is_some()))?;
            let (first, last) = (read.first()?, read.last()?);
            let came = Came {
                first: Envelope::decode(first.0).ok()?.seq(),
                length: frame.content.len(),
                frame: packed[frame.packed.clone()].to_vec(),
            };
            // Nobody is to store what a peer has made longer than its content.
            (came.frame.len() <= came.length).then(|| (Hash::of(last.0), came))
        })
        .collect()
}

impl Carried {
    /// Keeps frames; for more than there is room for, those that were kept first go.
    pub(super) fn keep(&mut self, came: Vec<(Hash, Came)>) {
        for (last, came) in came {
            self.bytes += came.frame.len();
            self.order.push_back(last);
            if let Some(before) = self.frames.insert(last, came) {
                self.bytes -= before.frame.len();
            }
        }
        while self.bytes > BYTES_MAX {
            let Some(oldest) = self.order.pop_front() else { break };
            self.take(&oldest);
        }
        // Those that were taken meanwhile need no place in the order.
        if self.order.len() > 2 * self.frames.len() + 64 {
            self.order.retain(|last| self.frames.contains_key(last));
        }
    }

    /// The frame that ends with this entry, which is kept no longer.
    pub(super) fn take(&mut self, last: &Hash) -> Option<Came> {
        let came = self.frames.remove(last)?;
        self.bytes -= came.frame.len();
        Some(came)
    }
}
