//! This platform's own log: what it publishes is numbered, signed, kept and only then announced.

use super::{Output, PublishError, Replica, Topic};
use crate::entry::Entry;
use crate::limits::{BODY_BYTES_MAX, GOSSIP_BODY_BYTES_MAX, GOSSIP_BURST_ENTRIES_MAX, PUBLICATION_ENTRIES_MAX};
use crate::log::{AuthenticEntry, Head, authenticate};
use crate::message::WireEntry;

impl Replica {
    /// Whether this node knows how far its own log goes, so that it may sign: nobody else could know
    /// more, or a peer has said so.
    ///
    /// Whoever was invited may be a founder that comes back: the first charters that it gets name nobody
    /// but itself, and those to whom it has published come later. So its inviter counts as somebody else.
    pub(super) fn knows_itself(&self) -> bool {
        let is_all = self.assembly.is_some() && self.members().is_empty();
        self.own_log.is_known() || is_all
    }

    pub(super) fn publish(
        &mut self,
        time: i64,
        bodies: Vec<Vec<u8>>,
        now: u64,
        out: &mut Vec<Output>,
    ) -> Result<Vec<Head>, PublishError> {
        let assembly = self.assembly.as_ref().ok_or(PublishError::NoCharter)?;
        let member = assembly.current().member(&self.me);
        if !member.is_some_and(|member| member.role.publishes()) {
            return Err(PublishError::NotAPublisher);
        }
        if assembly.fork_of(&self.me).is_some() || self.ingest.is_being_cut(&self.me) {
            return Err(PublishError::Frozen);
        }
        if !self.knows_itself() {
            return Err(PublishError::OwnHeadUnknown);
        }
        if bodies.len() > PUBLICATION_ENTRIES_MAX || bodies.iter().any(|body| body.len() > BODY_BYTES_MAX) {
            return Err(PublishError::TooMuch(bodies.len()));
        }
        let mut head = self.frontier().head(&self.me);
        let held = head.map_or(0, |head| head.seq);
        let settled = self.settled_to(&self.me);
        let aside = self.own_aside.map_or(0, |head| head.seq);
        if self.own_log.is_beyond(held) || settled.max(aside) > held {
            return Err(PublishError::OwnLogBehind);
        }
        let mut entries = Vec::with_capacity(bodies.len());
        let mut heads = Vec::with_capacity(bodies.len());
        for body in bodies {
            let seq = head.map_or(1, |head| head.seq + 1);
            let prev = head.map(|head| head.id);
            let entry = Entry::sign(&self.secret, &self.federation, seq, prev, time, body);
            let next = Head {
                seq,
                id: entry.envelope().id(),
            };
            head = Some(next);
            heads.push(next);
            entries.push(entry);
        }
        let Some(head) = head.filter(|_| !entries.is_empty()) else {
            return Ok(heads);
        };
        let entries = authenticate(&self.federation, entries).expect("a log of our own hangs together");
        self.ingest.advance_own(self.me, head);
        let burst = if entries.len() > GOSSIP_BURST_ENTRIES_MAX {
            &entries[entries.len() - 1..]
        } else {
            &entries[..]
        };
        let gossip: Vec<Output> = burst.iter().map(gossip_of).collect();
        self.append(entries, None, now, out);
        out.extend(gossip);
        Ok(heads)
    }
}

fn gossip_of(entry: &AuthenticEntry) -> Output {
    let (envelope, body) = (entry.entry().envelope(), entry.entry().body());
    let wire = if body.is_some_and(|body| body.len() > GOSSIP_BODY_BYTES_MAX) {
        WireEntry::without_body(envelope.bytes())
    } else {
        WireEntry::new(envelope.bytes(), body)
    };
    Output::Gossip {
        topic: Topic::Entries,
        id: envelope.id(),
        bytes: wire.encode(),
    }
}
