//! Live news: gossipsub with two topics, whose messages wait for the driver's verdict before they
//! go on.
//!
//! A message is the 32-byte id of its content and then the content. Gossipsub knows it by the hash of
//! all its bytes, so one that comes again from elsewhere is dropped unread, and nobody can keep a
//! message from others by sending rubbish under its id. Whether the id follows from the content can't
//! be checked here; whoever judges the content rejects a message where it doesn't. Messages carry no
//! sender, number or signature of gossipsub's own: what they contain is signed by its author.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};

use ayni_protocol::identity::Hash;
use libp2p::PeerId;
use libp2p::gossipsub::{
    Behaviour, ConfigBuilder, IdentTopic, IdentityTransform, Message, MessageAcceptance, MessageAuthenticity,
    MessageId, PeerScoreParams, PeerScoreThresholds, PublishError, TopicHash, TopicScoreParams, ValidationMode,
    WhitelistSubscriptionFilter,
};

use super::{NetworkError, Topic, Verdict};

/// Longest content of a message. Gossip is for single entries; whatever is longer comes by sync.
pub const MESSAGE_BYTES_MAX: usize = 64 * 1024;

/// Longest time a message waits for its verdict. Afterwards it counts as ignored, and comes by sync
/// if it was good. It covers a flush to a slow disk; what it costs is the memory for that many
/// seconds of messages.
pub const VERDICT_WAIT_MAX: Duration = Duration::from_secs(HISTORY_HEARTBEATS as u64);

/// Most messages that wait for a verdict. More are ignored (and come by sync): a burst must not
/// fill the memory.
pub(super) const VERDICTS_MAX: usize = 1024;

/// Length of the id before the content.
const ID_BYTES: usize = 32;

/// What topic, id and framing add to a message, with room to spare.
const FRAMING_BYTES_MAX: usize = 1024;

const HEARTBEAT: Duration = Duration::from_secs(1);

/// Peers to which a node hands each message at once: as many as it looks for, at least and at most. It sends each of them a copy, but for
/// the one from which it came; gossipsub's default of 6, and all peers for what one publishes itself, would cost slow lines half as much
/// again. What gets lost comes by the tidings of each heartbeat or by sync.
const MESH: usize = 4;
/// As above.
const MESH_LEAST: usize = 3;
/// As above.
const MESH_MOST: usize = 8;

/// Heartbeats for which messages are kept to be forwarded or asked for.
const HISTORY_HEARTBEATS: usize = 10;

/// Time for which a message's id is remembered, so that it isn't taken twice. Longer than any
/// message wanders.
const SEEN: Duration = Duration::from_secs(120);

/// Most messages that wait for one slow peer; the default of 5,000 could hold 320 MiB of the
/// longest ones. What doesn't fit is dropped, and the peer gets it by sync.
const QUEUE_MAX: usize = 512;

/// Longest wait in that queue; enough for a link that is down for a moment.
const QUEUE_WAIT_MAX: Duration = Duration::from_secs(10);

pub(super) type Gossipsub = Behaviour<IdentityTransform, WhitelistSubscriptionFilter>;

/// The topics of one federation.
#[derive(Debug, Clone)]
pub(super) struct Topics {
    entries: IdentTopic,
    charter: IdentTopic,
}

impl Topics {
    /// `ayni/<federation>/entries` and `ayni/<federation>/charter`.
    pub(super) fn new(federation: &str) -> Self {
        Self {
            entries: IdentTopic::new(format!("ayni/{federation}/entries")),
            charter: IdentTopic::new(format!("ayni/{federation}/charter")),
        }
    }

    pub(super) fn hash(&self, topic: Topic) -> TopicHash {
        match topic {
            Topic::Entries => self.entries.hash(),
            Topic::Charters => self.charter.hash(),
        }
    }

    /// The topic of this hash, or `None` for that of another federation.
    pub(super) fn topic(&self, hash: &TopicHash) -> Option<Topic> {
        [Topic::Entries, Topic::Charters]
            .into_iter()
            .find(|topic| self.hash(*topic) == *hash)
    }
}

/// Gossipsub, subscribed to `topics` and to nothing else.
///
/// # Errors
/// [`NetworkError::Setup`] if gossipsub thinks that the settings below contradict each other.
pub(super) fn behaviour(topics: &Topics) -> Result<Gossipsub, NetworkError> {
    let setup = |error: &dyn std::fmt::Display| NetworkError::Setup(error.to_string());
    let config = ConfigBuilder::default()
        .validation_mode(ValidationMode::Anonymous)
        .validate_messages()
        .message_id_fn(message_id)
        .max_transmit_size(MESSAGE_BYTES_MAX + FRAMING_BYTES_MAX)
        .heartbeat_interval(HEARTBEAT)
        .heartbeat_initial_delay(HEARTBEAT)
        .mesh_n(MESH)
        .mesh_n_low(MESH_LEAST)
        .mesh_n_high(MESH_MOST)
        .flood_publish(false)
        .history_length(HISTORY_HEARTBEATS)
        .duplicate_cache_time(SEEN)
        .connection_handler_queue_len(QUEUE_MAX)
        .publish_queue_duration(QUEUE_WAIT_MAX)
        .forward_queue_duration(QUEUE_WAIT_MAX)
        .build()
        .map_err(|error| setup(&error))?;
    let allowed = [Topic::Entries, Topic::Charters].map(|topic| topics.hash(topic));
    let filter = WhitelistSubscriptionFilter(allowed.iter().cloned().collect());
    let mut gossipsub = Behaviour::new_with_subscription_filter(MessageAuthenticity::Anonymous, config, filter)
        .map_err(|error| setup(&error))?;
    gossipsub
        .with_peer_score(score(allowed), PeerScoreThresholds::default())
        .map_err(|error| setup(&error))?;
    for topic in [&topics.entries, &topics.charter] {
        gossipsub.subscribe(topic).map_err(|error| setup(&error))?;
    }
    Ok(gossipsub)
}

/// How peers are judged: some credit for bringing news first, and steep blame for what is rejected.
///
/// What is switched off would punish honest platforms: several nodes at one address (a hosting
/// cooperative, a demonstration on one machine), silence on a topic where nobody publishes for
/// weeks, and a slow line during an import.
fn score(topics: [TopicHash; 2]) -> PeerScoreParams {
    let topic = TopicScoreParams {
        topic_weight: 1.0,
        // At most 1 point, after an hour.
        time_in_mesh_weight: 1.0 / 3600.0,
        time_in_mesh_quantum: Duration::from_secs(1),
        time_in_mesh_cap: 3600.0,
        // At most 10 points; a tenth is left after four minutes.
        first_message_deliveries_weight: 0.1,
        first_message_deliveries_decay: 0.99,
        first_message_deliveries_cap: 100.0,
        mesh_message_deliveries_weight: 0.0,
        mesh_failure_penalty_weight: 0.0,
        // The square of the count: of a peer without credit the first rejected message ends its place
        // in the mesh, the fourth all gossip with it, the ninth its hearing. A tenth of the count is
        // left after four minutes.
        invalid_message_deliveries_weight: -1.0,
        invalid_message_deliveries_decay: 0.99,
        ..TopicScoreParams::default()
    };
    PeerScoreParams {
        topics: topics
            .into_iter()
            .map(|hash| (hash, topic.clone()))
            .collect::<HashMap<_, _>>(),
        topic_score_cap: 20.0,
        app_specific_weight: 0.0,
        ip_colocation_factor_weight: 0.0,
        slow_peer_weight: 0.0,
        // A loaded node answers late now and then; only who does so all the time is marked down.
        behaviour_penalty_weight: -1.0,
        behaviour_penalty_threshold: 6.0,
        behaviour_penalty_decay: 0.9,
        ..PeerScoreParams::default()
    }
}

/// What gossipsub knows a message by: the SHA-256 of its data. Any shorter part of it could be copied
/// into another message, and the true one be dropped as its duplicate.
fn message_id(message: &Message) -> MessageId {
    MessageId::new(&Hash::of(&message.data).0)
}

/// The bytes of a message that travel.
fn frame(id: &[u8; ID_BYTES], bytes: &[u8]) -> Vec<u8> {
    [&id[..], bytes].concat()
}

/// The id and the content of a message, or `None` if it is too short for an id or its content too
/// long.
pub(super) fn parts(data: &[u8]) -> Option<([u8; ID_BYTES], &[u8])> {
    let (id, bytes) = data.split_first_chunk::<ID_BYTES>()?;
    (bytes.len() <= MESSAGE_BYTES_MAX).then_some((*id, bytes))
}

/// Publishes a message. What keeps it from travelling is logged and no failure: nobody may be
/// connected, or all may have it.
pub(super) fn publish(gossipsub: &mut Gossipsub, topic: TopicHash, id: &[u8; 32], bytes: &[u8]) {
    let name = hex::encode(&id[..4]);
    if bytes.len() > MESSAGE_BYTES_MAX {
        tracing::debug!(message = name, bytes = bytes.len(), "too long to gossip, left to sync");
        return;
    }
    match gossipsub.publish(topic, frame(id, bytes)) {
        Ok(_) => {}
        Err(PublishError::Duplicate | PublishError::NoPeersSubscribedToTopic) => {
            tracing::trace!(message = name, "nobody lacks this gossip");
        }
        Err(error) => tracing::debug!(message = name, %error, "gossip not sent, left to sync"),
    }
}

/// The peers that gossipsub hands new entries to by its own choice.
pub(super) fn mesh(gossipsub: &Gossipsub, topic: &TopicHash) -> BTreeSet<PeerId> {
    gossipsub.mesh_peers(topic).copied().collect()
}

/// The connected peers that take part in a topic.
pub(super) fn subscribers(gossipsub: &Gossipsub, topic: &TopicHash) -> BTreeSet<PeerId> {
    gossipsub
        .all_peers()
        .filter(|(_, topics)| topics.contains(&topic))
        .map(|(peer, _)| *peer)
        .collect()
}

/// Messages that wait for the driver's verdict, each named by a number that is never used again.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    next: u64,
    messages: BTreeMap<u64, (MessageId, PeerId, Instant)>,
}

impl Waiting {
    /// The number of a message that waits from `now` on; `None` if [`VERDICTS_MAX`] wait already.
    pub(super) fn add(&mut self, id: MessageId, from: PeerId, now: Instant) -> Option<u64> {
        if self.messages.len() >= VERDICTS_MAX {
            return None;
        }
        self.next += 1;
        self.messages.insert(self.next, (id, from, now));
        Some(self.next)
    }

    /// The message of this number, which then no longer waits.
    pub(super) fn take(&mut self, number: u64) -> Option<(MessageId, PeerId)> {
        let (id, from, _) = self.messages.remove(&number)?;
        Some((id, from))
    }

    /// Forgets what has waited longer than [`VERDICT_WAIT_MAX`]: gossipsub has dropped it. Returns
    /// how many those were.
    pub(super) fn expire(&mut self, now: Instant) -> usize {
        let before = self.messages.len();
        self.messages
            .retain(|_, (_, _, since)| now.duration_since(*since) <= VERDICT_WAIT_MAX);
        before - self.messages.len()
    }
}

/// What gossipsub is told about a message with this verdict.
pub(super) fn acceptance(verdict: Verdict) -> MessageAcceptance {
    match verdict {
        Verdict::Accept => MessageAcceptance::Accept,
        Verdict::Reject => MessageAcceptance::Reject,
        Verdict::Ignore => MessageAcceptance::Ignore,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_its_id_and_its_content() {
        let id = [7; 32];
        let data = frame(&id, b"news");
        assert_eq!(parts(&data), Some((id, &b"news"[..])));
    }

    #[test]
    fn gossipsub_knows_a_message_by_every_byte_of_it() {
        let name = |data: Vec<u8>| {
            message_id(&Message {
                source: None,
                data,
                sequence_number: None,
                topic: Topics::new("ab").hash(Topic::Entries),
            })
        };
        let data = frame(&[7; 32], b"news");
        assert_eq!(name(data.clone()), MessageId::new(&Hash::of(&data).0));
        for place in 0..data.len() {
            let mut other = data.clone();
            other[place] ^= 1;
            assert_ne!(name(other), name(data.clone()), "byte {place} differs");
        }
        assert_ne!(name(data[..32].to_vec()), name(data.clone()), "the content is missing");
    }

    #[test]
    fn a_message_without_an_id_or_too_long_has_no_parts() {
        assert_eq!(parts(&[1; 31]), None);
        assert_eq!(parts(&[1; 32]), Some(([1; 32], &[][..])));
        assert!(parts(&[1; 32 + MESSAGE_BYTES_MAX]).is_some());
        assert_eq!(parts(&[1; 33 + MESSAGE_BYTES_MAX]), None);
    }

    #[test]
    fn topics_of_two_federations_differ() {
        let (ours, theirs) = (Topics::new("ab"), Topics::new("cd"));
        for topic in [Topic::Entries, Topic::Charters] {
            assert_eq!(ours.topic(&ours.hash(topic)), Some(topic));
            assert_eq!(ours.topic(&theirs.hash(topic)), None);
        }
    }

    #[test]
    fn gossipsub_takes_the_settings() {
        assert!(behaviour(&Topics::new("ab")).is_ok());
    }

    #[test]
    fn a_message_is_judged_once_and_in_time() {
        let mut waiting = Waiting::default();
        let now = Instant::now();
        let id = MessageId::new(&[1; 32]);
        let from = PeerId::random();
        let first = waiting.add(id.clone(), from, now).unwrap();
        assert_eq!(waiting.take(first), Some((id.clone(), from)));
        assert_eq!(waiting.take(first), None);
        let second = waiting.add(id, from, now).unwrap();
        assert_ne!(first, second);
        assert_eq!(waiting.expire(now + VERDICT_WAIT_MAX), 0);
        assert_eq!(waiting.expire(now + VERDICT_WAIT_MAX + HEARTBEAT), 1);
        assert_eq!(waiting.take(second), None);
    }

    #[test]
    fn only_so_many_messages_wait() {
        let mut waiting = Waiting::default();
        let (now, from) = (Instant::now(), PeerId::random());
        let mut add = |n: usize| waiting.add(MessageId::new(&n.to_be_bytes()), from, now);
        for n in 0..VERDICTS_MAX {
            assert!(add(n).is_some());
        }
        assert_eq!(add(VERDICTS_MAX), None);
    }
}
