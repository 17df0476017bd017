//! Gossip: what neighbours pass on, judged before it is passed on further.

use super::ingest::Taken;
use super::{Output, Replica, Verdict};
use crate::identity::{Hash, PublicKey};
use crate::limits::GOSSIP_BODY_BYTES_MAX;
use crate::log::{Head, authenticate};
use crate::message::WireEntry;

impl Replica {
    pub(super) fn gossiped_entry(
        &mut self,
        from: PublicKey,
        id: Hash,
        bytes: &[u8],
        now: u64,
        out: &mut Vec<Output>,
    ) -> Verdict {
        match self.judge_gossiped_entry(from, id, bytes, now, out) {
            Ok(verdict) => verdict,
            Err(why) => {
                self.note_refusal(from, &why, out);
                Verdict::Reject
            }
        }
    }

    /// In this order: what is malformed, what the charter or the log has no place for, what is forged.
    fn judge_gossiped_entry(
        &mut self,
        from: PublicKey,
        id: Hash,
        bytes: &[u8],
        now: u64,
        out: &mut Vec<Output>,
    ) -> Result<Verdict, String> {
        if self.assembly.is_none() {
            return Ok(Verdict::Ignore);
        }
        let wire = WireEntry::decode(bytes).map_err(|error| error.to_string())?;
        let envelope = wire.envelope().map_err(|error| error.to_string())?;
        let author = envelope.author();
        if envelope.id() != id {
            return Err("an entry under another entry's id".to_owned());
        }
        let head = Head {
            seq: envelope.seq(),
            id,
        };
        let end = self.log_end(&author);
        if head.seq > end {
            // Perhaps a charter that names the author has not arrived yet.
            self.sync.compare_soon(&from);
            return Ok(Verdict::Ignore);
        }
        let own = self.frontier().head(&author);
        if own == Some(head) || own.is_some_and(|own| own.seq > head.seq) {
            return Ok(Verdict::Ignore);
        }
        if self.is_of_other_branch(&author, head) {
            return Ok(Verdict::Ignore);
        }
        if wire.1.is_none() {
            if !envelope.verifies(&self.federation) {
                return Err("a forged envelope".to_owned());
            }
            if envelope.body_size() <= GOSSIP_BODY_BYTES_MAX as u64 {
                return Err("an envelope without its body, which would have had room".to_owned());
            }
            // Too long to be gossiped whole: some neighbour has the body or will.
            self.sync.miss(&from, author, head.seq, now);
            return Ok(Verdict::Accept);
        }
        let entry = wire.into_entry().map_err(|error| error.to_string())?;
        let run = authenticate(&self.federation, vec![entry]).map_err(|error| error.to_string())?;
        if author == self.me {
            self.own_log.see(head.seq);
        }
        match self.ingest.offer(run, end) {
            Taken::Appended(entries) => self.append(entries, Some(from), now, out),
            // A signed head is worth passing on even where entries before it are missing: it
            // tells the others of the gap.
            Taken::Early | Taken::NoRoom => self.sync.miss(&from, author, head.seq, now),
            Taken::Known | Taken::Beyond => return Ok(Verdict::Ignore),
            Taken::Diverged(own) => {
                self.ask_for_other_branch(from, author, own.seq, now, out);
                return Ok(Verdict::Ignore);
            }
            Taken::Forked(entry) => {
                out.push(Output::Branch(vec![*entry]));
                return Ok(Verdict::Ignore);
            }
        }
        Ok(Verdict::Accept)
    }
}
