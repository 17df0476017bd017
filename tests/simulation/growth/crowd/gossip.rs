//! Gossip between the nodes of a crowd, as gossipsub does it: at once to the mesh, told of to others at heartbeats.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use ayni_protocol::identity::Hash;
use ayni_protocol::message::Announcement;
use ayni_protocol::replica::{Input, Topic, Verdict};

use super::super::traffic::{Kind, gossip_bytes, have_bytes, is_long, want_bytes};
use super::super::{HEARTBEAT, HISTORY_HEARTBEATS};
use super::{Crowd, Event};

/// A gossiped message, wherever it is on its way.
pub(super) struct Message {
    pub(super) topic: Topic,
    pub(super) bytes: Rc<[u8]>,
    pub(super) since: u64,
    pub(super) seen: Vec<bool>,
    /// Who has told whom that it needs no more copies: (by whom, to whom).
    pub(super) unwanted: BTreeSet<(usize, usize)>,
}

impl Crowd {
    /// Sends what a node has to say to its mesh.
    pub(super) fn gossip(&mut self, number: usize, topic: Topic, id: Hash, bytes: Vec<u8>) {
        let is_charter =
            topic == Topic::Charters && matches!(Announcement::decode(&bytes), Ok(Announcement::Charter(_)));
        self.charters_announced += usize::from(is_charter);
        let message = Message {
            topic,
            bytes: bytes.into(),
            since: self.now,
            seen: vec![false; self.nodes.len()],
            unwanted: BTreeSet::new(),
        };
        self.messages.entry(id).or_insert(message).seen[number] = true;
        let mesh = self.graph().mesh[number].clone();
        self.keep_recent(number, id);
        self.pass_on(number, &mesh, id);
    }

    /// Passes on what the replica accepts.
    pub(super) fn judged(&mut self, number: usize, message: u64, verdict: Verdict) {
        let (id, from) = self.judging.remove(&message).expect("each message is judged once");
        assert_ne!(verdict, Verdict::Reject, "nobody forges here");
        if verdict == Verdict::Accept {
            let others = self.graph().mesh[number].iter().copied().filter(|peer| *peer != from);
            let others: Vec<usize> = others.collect();
            self.keep_recent(number, id);
            self.pass_on(number, &others, id);
        }
    }

    /// Asks for what a neighbour has and this node has not.
    pub(super) fn told_of(&mut self, number: usize, from: usize, ids: &[Hash]) {
        for id in ids.iter().copied() {
            if self.messages.get(&id).is_some_and(|message| !message.seen[number]) {
                self.nodes[number].sent.add(Kind::Control, 1.0, want_bytes() as f64);
                self.send(from, Event::Want { by: number, id });
            }
        }
    }

    /// Sends a message to those of `peers` that still want it.
    pub(super) fn pass_on(&mut self, number: usize, peers: &[usize], id: Hash) {
        let Some(message) = self.messages.get(&id) else {
            return;
        };
        let bytes = gossip_bytes(message.bytes.len()) as f64;
        let kind = match message.topic {
            Topic::Entries => Kind::GossipedEntry,
            Topic::Charters => Kind::GossipedPaper,
        };
        let wanted = peers
            .iter()
            .copied()
            .filter(|peer| !message.unwanted.contains(&(*peer, number)));
        for peer in wanted.collect::<Vec<usize>>() {
            self.nodes[number].sent.add(kind, 1.0, bytes);
            if self.gossips {
                self.send(peer, Event::Gossip { from: number, id });
            }
        }
    }

    pub(super) fn gossiped(&mut self, number: usize, from: usize, id: Hash) {
        let Some(message) = self.messages.get_mut(&id) else {
            return;
        };
        if std::mem::replace(&mut message.seen[number], true) {
            return;
        }
        let (topic, bytes) = (message.topic, message.bytes.to_vec());
        if is_long(bytes.len()) {
            let others = self.graph().mesh[number].iter().copied().filter(|peer| *peer != from);
            for peer in others.collect::<Vec<usize>>() {
                self.nodes[number].sent.add(Kind::Control, 1.0, want_bytes() as f64);
                self.send(peer, Event::Unwanted { by: number, id });
            }
        }
        self.next_inbound += 1;
        let message = self.next_inbound;
        self.judging.insert(message, (id, from));
        let from = self.nodes[from].key;
        self.handle(
            number,
            Input::Gossip {
                from,
                message,
                topic,
                id,
                bytes,
            },
        );
    }

    /// Keeps a message to tell others of it at the next heartbeats.
    fn keep_recent(&mut self, number: usize, id: Hash) {
        let recent = &mut self.nodes[number].recent;
        recent.push((self.now, id));
        if recent.len() == 1 {
            let after = self.dice.u64(1..=HEARTBEAT);
            self.plan(number, after, Event::Heartbeat);
        }
    }

    pub(super) fn heartbeat(&mut self, number: usize) {
        let now = self.now;
        let recent = &mut self.nodes[number].recent;
        recent.retain(|(since, _)| since + HISTORY_HEARTBEATS * HEARTBEAT > now);
        if recent.is_empty() {
            return;
        }
        let mut topics: BTreeMap<Topic, Vec<Hash>> = BTreeMap::new();
        for (_, id) in recent {
            if let Some(message) = self.messages.get(id) {
                topics.entry(message.topic).or_default().push(*id);
            }
        }
        for ids in topics.into_values() {
            let ids: Rc<[Hash]> = ids.into();
            for peer in self.graph().lazy[number].clone() {
                self.nodes[number]
                    .sent
                    .add(Kind::Control, 1.0, have_bytes(ids.len()) as f64);
                if self.gossips {
                    let ids = Rc::clone(&ids);
                    self.send(peer, Event::Have { from: number, ids });
                }
            }
        }
        self.plan(number, HEARTBEAT, Event::Heartbeat);
    }
}
