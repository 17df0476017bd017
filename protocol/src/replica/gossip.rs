//! Gossip: what neighbours pass on, judged before it is passed on further.

use super::ingest::Taken;
use super::{Notice, Output, Replica, Verdict, forked, publishes};
use crate::charter::CertifiedCharter;
use crate::identity::{Hash, PublicKey};
use crate::log::{Head, authenticate};
use crate::message::{WireEntry, WireError};

impl Replica {
    pub(super) fn gossiped_entry(
        &mut self,
        from: PublicKey,
        id: Hash,
        bytes: &[u8],
        now: u64,
        out: &mut Vec<Output>,
    ) -> Verdict {
        let rejected = |why: &dyn std::fmt::Display, out: &mut Vec<Output>| {
            out.push(Output::Notice(Notice::Refused {
                peer: from,
                why: why.to_string(),
            }));
            Verdict::Reject
        };
        let Some(charters) = &self.charters else {
            return Verdict::Ignore;
        };
        let wire = match WireEntry::decode(bytes) {
            Ok(wire) => wire,
            Err(error) => return rejected(&error, out),
        };
        let envelope = match wire.envelope() {
            Ok(envelope) => envelope,
            Err(error) => return rejected(&error, out),
        };
        let author = envelope.author();
        if envelope.id() != id {
            return rejected(&"an entry under another entry's id", out);
        }
        if !publishes(charters.current(), &author) {
            // Perhaps a charter that names the author has not arrived yet.
            self.sync.compare_soon(&from);
            return Verdict::Ignore;
        }
        let head = Head {
            seq: envelope.seq(),
            id,
        };
        let own = self.frontier().head(&author);
        if own == Some(head) || own.is_some_and(|own| own.seq > head.seq) || self.ingest.is_frozen(&author) {
            return Verdict::Ignore;
        }
        let entry = match wire.into_entry() {
            Ok(entry) => entry,
            Err(WireError::NoBody) => {
                if !envelope.verifies(&self.federation) {
                    return rejected(&"a forged envelope", out);
                }
                // Too long to be gossiped whole: whoever passed the envelope on has the body.
                self.sync.claim(&from, [(author, head)]);
                return Verdict::Accept;
            }
            Err(error) => return rejected(&error, out),
        };
        let run = match authenticate(&self.federation, vec![entry]) {
            Ok(run) => run,
            Err(error) => return rejected(&error, out),
        };
        match self.ingest.offer(run) {
            Taken::Appended(entries) => out.push(Output::Append(entries)),
            // A signed head is worth passing on even where entries before it are missing: it
            // tells the others of the gap.
            Taken::Early | Taken::NoRoom => self.sync.claim(&from, [(author, head)]),
            Taken::Known | Taken::Frozen => return Verdict::Ignore,
            Taken::Diverged(own) => {
                self.ask_for_other_branch(from, author, own.seq, now, out);
                return Verdict::Ignore;
            }
            Taken::Forked(entry) => {
                forked(entry, out);
                return Verdict::Ignore;
            }
        }
        Verdict::Accept
    }

    pub(super) fn gossiped_charter(
        &mut self,
        from: PublicKey,
        id: Hash,
        bytes: &[u8],
        out: &mut Vec<Output>,
    ) -> Verdict {
        let known = self.charter_count();
        match CertifiedCharter::decode(bytes) {
            Ok(certified) if certified.charter().hash() != id => Verdict::Reject,
            Ok(certified) if certified.charter().epoch < known => Verdict::Ignore,
            Ok(certified) if certified.charter().epoch > known => {
                self.sync.compare_soon(&from);
                Verdict::Ignore
            }
            Ok(_) | Err(_) => match self.take_charter(bytes, out) {
                Ok(()) => Verdict::Accept,
                Err(error) => {
                    out.push(Output::Notice(Notice::Refused {
                        peer: from,
                        why: error.to_string(),
                    }));
                    Verdict::Reject
                }
            },
        }
    }
}
