//! Segments that were read a moment ago, unpacked: who reads one entry of a segment mostly reads others of it next.

use std::collections::VecDeque;
use std::sync::Arc;

use ayni_protocol::identity::PublicKey;

use super::segments::Content;

/// Most segments kept: some megabytes at most.
const SEGMENTS_MAX: usize = 16;

/// See the module.
#[derive(Default)]
pub(super) struct Recent {
    /// The one that was read last comes last.
    contents: VecDeque<(PublicKey, Arc<Content>)>,
    /// How often all of it was forgotten.
    forgotten: u64,
}

impl Recent {
    /// The segment with this entry, if it is kept; and what to pass to [`Recent::keep`] if it is read now.
    pub(super) fn with(&mut self, author: &PublicKey, seq: u64) -> (Option<Arc<Content>>, u64) {
        let place = self
            .contents
            .iter()
            .position(|(of, content)| of == author && content.has(seq));
        let found = place.and_then(|place| self.contents.remove(place));
        let content = found.map(|(author, content)| {
            self.contents.push_back((author, Arc::clone(&content)));
            content
        });
        (content, self.forgotten)
    }

    /// Keeps a segment that was read, unless something has changed since.
    pub(super) fn keep(&mut self, author: PublicKey, content: Arc<Content>, since: u64) {
        if since == self.forgotten {
            self.contents.push_back((author, content));
            while self.contents.len() > SEGMENTS_MAX {
                self.contents.pop_front();
            }
        }
    }

    /// Forgets everything: what is stored has become another.
    pub(super) fn forget(&mut self) {
        self.contents.clear();
        self.forgotten += 1;
    }
}
