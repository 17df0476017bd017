//! What is asked of which peer: sessions, what each peer claims to hold, and the ranges under way.

use std::collections::{BTreeMap, BTreeSet};

use crate::frontier::Range;
use crate::identity::{Hash, PublicKey};
use crate::limits::{
    CHUNK_ENTRIES_MAX, COMPARE_INTERVAL_MS, FIRST_COMPARE_WAIT_MS, LOGS_MAX, RANGES_PER_REQUEST_MAX,
    RESPONSE_WAIT_MAX_MS, RETRY_WAIT_MAX_MS, RETRY_WAIT_MS, SEGMENT_ENTRIES,
};
use crate::log::Head;
use crate::message::Request;

use super::ingest::Ingest;
use super::pace::Pace;

/// How far beyond the head of a log entries are asked for: enough that every peer can have all its
/// requests under way for a single log.
const WINDOW_ENTRIES: u64 = 16 * CHUNK_ENTRIES_MAX;

/// How often everybody is asked for entries that are known to exist, before the usual comparisons are
/// left to find them: some four minutes.
const MISSED_TURNS_MAX: u32 = 20;

/// What a request was about, kept until its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Compare,
    Tell,
    /// Charters from this epoch on.
    Charters {
        from: u64,
    },
    /// Papers with greater ids than this.
    Papers {
        after: Option<Hash>,
    },
    /// Entries that continue logs held here.
    Ranges(Vec<Range>),
    /// Entries that may be of another branch than the one held here.
    Branch(Range),
    /// The bodies of entries that are held without them.
    Bodies(Range),
    /// The last entry that the peer says it holds of this node's own log.
    OwnHead(Range),
}

#[derive(Debug)]
struct Pending {
    asked: Asked,
    since: u64,
}

impl Pending {
    fn deadline(&self) -> u64 {
        self.since + RESPONSE_WAIT_MAX_MS
    }
}

/// One peer with whom messages can be exchanged.
#[derive(Debug, Default)]
pub(super) struct Session {
    /// Heads beyond ours that the peer says it holds.
    claims: BTreeMap<PublicKey, Head>,
    /// Heads that proved to lead nowhere: not asked for again while the peer claims just these, and the log
    /// held here is the one that they do not continue.
    refuted: BTreeMap<PublicKey, Head>,
    pending: BTreeMap<u64, Pending>,
    /// How much may be asked for at a time.
    pace: Pace,
    /// When frontiers are compared next with this peer, if that is due before the usual turn.
    compare_at: Option<u64>,
    /// Whether the peer is to compare first, and has not yet.
    is_awaited: bool,
    failures: u32,
    /// Nothing is asked before.
    rest_until: u64,
}

impl Session {
    fn is_asking(&self, asked: &Asked) -> bool {
        self.pending.values().any(|pending| pending.asked == *asked)
    }

    fn ranges_pending(&self) -> impl Iterator<Item = &Range> {
        self.pending.values().flat_map(|pending| match &pending.asked {
            Asked::Ranges(ranges) => ranges.as_slice(),
            _ => &[],
        })
    }

    fn requests_for_ranges(&self) -> usize {
        self.pending
            .values()
            .filter(|pending| matches!(pending.asked, Asked::Ranges(_)))
            .count()
    }

    fn wait(&self) -> u64 {
        (RETRY_WAIT_MS << self.failures.min(20)).min(RETRY_WAIT_MAX_MS)
    }
}

/// All sessions.
#[derive(Debug)]
pub(super) struct Sync {
    sessions: BTreeMap<PublicKey, Session>,
    next_request: u64,
    /// When frontiers are compared with a random neighbour.
    compare_turn: u64,
    /// Entries that are known to exist though nobody has said yet that it has them: author and number.
    missed: BTreeMap<PublicKey, u64>,
    /// When everybody is asked for those, and how long to wait before the next time.
    missed_turn: u64,
    missed_wait: u64,
    missed_turns: u32,
}

impl Sync {
    pub(super) fn new() -> Self {
        Self {
            sessions: BTreeMap::new(),
            next_request: 0,
            compare_turn: 0,
            missed: BTreeMap::new(),
            missed_turn: 0,
            missed_wait: RETRY_WAIT_MS,
            missed_turns: 0,
        }
    }

    /// Begins a session. Who has dialled compares at once, the other if it was not asked in time.
    pub(super) fn open(&mut self, peer: PublicKey, outbound: bool, now: u64) {
        let session = Session {
            compare_at: Some(if outbound { now } else { now + FIRST_COMPARE_WAIT_MS }),
            is_awaited: !outbound,
            ..Session::default()
        };
        self.sessions.insert(peer, session);
    }

    pub(super) fn close(&mut self, peer: &PublicKey) {
        self.sessions.remove(peer);
    }

    pub(super) fn has(&self, peer: &PublicKey) -> bool {
        self.sessions.contains_key(peer)
    }

    pub(super) fn peers(&self) -> impl Iterator<Item = &PublicKey> {
        self.sessions.keys()
    }

    /// Entries that peers claim to hold and are not here yet, as far as is known. `log_end` says up to
    /// which number an author's entries are taken in.
    pub(super) fn behind(&self, ingest: &Ingest, log_end: impl Fn(&PublicKey) -> u64) -> u64 {
        let mut furthest: BTreeMap<PublicKey, u64> = BTreeMap::new();
        let claimed = self.sessions.values().flat_map(|session| &session.claims);
        let known = claimed.map(|(author, head)| (author, &head.seq)).chain(&self.missed);
        for (author, known) in known {
            let seq = furthest.entry(*author).or_default();
            *seq = (*known).min(log_end(author)).max(*seq);
        }
        furthest
            .iter()
            .map(|(author, seq)| seq.saturating_sub(ingest.frontier().seq(author)))
            .fold(0, u64::saturating_add)
    }

    /// Authors of whom any peer claims entries.
    pub(super) fn claimed_authors(&self) -> BTreeSet<PublicKey> {
        self.sessions
            .values()
            .flat_map(|session| session.claims.keys().copied())
            .collect()
    }

    /// Notes that a peer holds these heads.
    pub(super) fn claim(&mut self, peer: &PublicKey, heads: impl IntoIterator<Item = (PublicKey, Head)>) {
        let Some(session) = self.sessions.get_mut(peer) else {
            return;
        };
        for (author, head) in heads {
            // A peer names as many authors as a charter has, or makes names up.
            let has_room = session.claims.len() < LOGS_MAX || session.claims.contains_key(&author);
            if has_room && session.refuted.get(&author) != Some(&head) {
                session.claims.insert(author, head);
            }
        }
    }

    /// Notes that what a peer claims of an author leads nowhere.
    ///
    /// With `for_good` the same head is not believed again before [`Sync::believe`]; otherwise it is at the
    /// next comparison, which then comes soon.
    pub(super) fn refute(&mut self, peer: &PublicKey, author: &PublicKey, for_good: bool, now: u64) {
        let Some(session) = self.sessions.get_mut(peer) else {
            return;
        };
        if let Some(head) = session.claims.remove(author)
            && for_good
            && session.refuted.len() < LOGS_MAX
        {
            session.refuted.insert(*author, head);
        }
        if !for_good {
            session.compare_at = Some(now + session.wait());
            session.failures += 1;
        }
    }

    /// Forgets what led nowhere, of these authors: other entries of their logs are wanted now.
    pub(super) fn believe(&mut self, is_author: impl Fn(&PublicKey) -> bool) {
        for session in self.sessions.values_mut() {
            let before = session.refuted.len();
            session.refuted.retain(|author, _| !is_author(author));
            if session.refuted.len() < before {
                session.compare_at = Some(session.rest_until);
            }
        }
    }

    /// How many requests for other branches of logs are under way with a peer.
    pub(super) fn branches_asked(&self, peer: &PublicKey) -> usize {
        let is_branch = |asked: &&Asked| matches!(asked, Asked::Branch(_));
        self.asked(peer).filter(is_branch).count()
    }

    /// Whether a request for bodies is under way with a peer.
    pub(super) fn asks_for_bodies(&self, peer: &PublicKey) -> bool {
        self.asked(peer).any(|asked| matches!(asked, Asked::Bodies(_)))
    }

    /// What is asked of a peer and not answered yet.
    fn asked(&self, peer: &PublicKey) -> impl Iterator<Item = &Asked> {
        let session = self.sessions.get(peer).into_iter();
        session
            .flat_map(|session| session.pending.values())
            .map(|pending| &pending.asked)
    }

    /// Whether some peer claims an entry of this log beyond that number.
    pub(super) fn is_claimed_beyond(&self, author: &PublicKey, seq: u64) -> bool {
        let mut claims = self.sessions.values().filter_map(|session| session.claims.get(author));
        claims.any(|head| head.seq > seq)
    }

    /// Notes that an entry exists which is not here. `peer`, who passed that on, is asked what it has at
    /// once, and everybody soon, for that peer may not have it yet either.
    pub(super) fn miss(&mut self, peer: &PublicKey, author: PublicKey, seq: u64, now: u64) {
        if self.missed.is_empty() {
            self.missed_wait = RETRY_WAIT_MS;
            self.missed_turn = now + self.missed_wait;
            self.missed_turns = 0;
        }
        let known = self.missed.entry(author).or_default();
        *known = seq.max(*known);
        self.compare_soon(peer);
    }

    /// Compares with this peer at the next opportunity.
    pub(super) fn compare_soon(&mut self, peer: &PublicKey) {
        if let Some(session) = self.sessions.get_mut(peer) {
            session.compare_at = Some(0);
        }
    }

    /// The peer, which was to compare first, has done so: whether that was so. Then it is left to the usual turns to do it again.
    pub(super) fn was_awaited(&mut self, peer: &PublicKey) -> bool {
        let session = self.sessions.get_mut(peer).filter(|session| session.is_awaited);
        session.is_some_and(|session| {
            session.is_awaited = false;
            session.compare_at = None;
            true
        })
    }

    /// A peer broke a rule or did not answer: it is left alone for a while, longer each time.
    pub(super) fn rest(&mut self, peer: &PublicKey, now: u64) {
        if let Some(session) = self.sessions.get_mut(peer) {
            session.rest_until = now + session.wait();
            session.compare_at = Some(session.rest_until);
            session.failures += 1;
            session.claims.clear();
            // What was to show why may not have come.
            session.refuted.clear();
        }
    }

    /// A peer did what it was asked to.
    pub(super) fn praise(&mut self, peer: &PublicKey) {
        if let Some(session) = self.sessions.get_mut(peer) {
            session.failures = 0;
        }
    }

    /// What an answer of `peer` is about; each answer counts once, and only from whom it was asked.
    pub(super) fn answered(&mut self, peer: &PublicKey, request: u64, now: u64) -> Option<Asked> {
        let session = self.sessions.get_mut(peer)?;
        let Pending { asked, since } = session.pending.remove(&request)?;
        if matches!(asked, Asked::Ranges(_)) {
            session.pace.answered(now - since);
        }
        Some(asked)
    }

    /// What a request was about that will not be answered.
    pub(super) fn failed(&mut self, peer: &PublicKey, request: u64) -> Option<Asked> {
        let session = self.sessions.get_mut(peer)?;
        session.pace.failed();
        Some(session.pending.remove(&request)?.asked)
    }

    /// Requests whose time is over; their peers are left alone for a while.
    pub(super) fn expire(&mut self, now: u64) {
        let late: Vec<PublicKey> = self
            .sessions
            .iter_mut()
            .filter_map(|(peer, session)| {
                let before = session.pending.len();
                session.pending.retain(|_, pending| pending.deadline() > now);
                let is_late = session.pending.len() < before;
                if is_late {
                    session.pace.failed();
                }
                is_late.then_some(*peer)
            })
            .collect();
        for peer in late {
            self.rest(&peer, now);
        }
    }

    /// Registers a request and gives it its number; none if it is under way, or the peer is left alone.
    pub(super) fn ask(&mut self, peer: PublicKey, asked: Asked, now: u64) -> Option<u64> {
        let session = self.sessions.get_mut(&peer)?;
        if session.rest_until > now || session.is_asking(&asked) {
            return None;
        }
        self.next_request += 1;
        session.pending.insert(self.next_request, Pending { asked, since: now });
        Some(self.next_request)
    }

    /// Peers with whom frontiers are to be compared now.
    pub(super) fn comparisons(&mut self, ingest: &Ingest, now: u64, dice: &mut fastrand::Rng) -> Vec<PublicKey> {
        self.missed.retain(|author, seq| *seq > ingest.frontier().seq(author));
        if self.missed_turns >= MISSED_TURNS_MAX {
            // Whoever signed an entry that nobody has ever seen may have meant just that.
            self.missed.clear();
        }
        if !self.missed.is_empty() && self.missed_turn <= now {
            self.missed_turns += 1;
            self.missed_wait = (2 * self.missed_wait).min(COMPARE_INTERVAL_MS);
            self.missed_turn = now + self.missed_wait;
            for session in self.sessions.values_mut().filter(|session| session.rest_until <= now) {
                session.compare_at = Some(now);
            }
        }
        if self.compare_turn <= now {
            // Spread between half and one and a half, so that nodes started together do not all
            // speak at once.
            self.compare_turn = now + COMPARE_INTERVAL_MS / 2 + dice.u64(0..COMPARE_INTERVAL_MS);
            let turn = dice.usize(0..self.sessions.len().max(1));
            if let Some(session) = self.sessions.values_mut().nth(turn)
                && session.rest_until <= now
                && !session.is_awaited
            {
                session.compare_at = Some(now);
            }
        }
        let mut due = Vec::new();
        for (peer, session) in &mut self.sessions {
            let is_due = session.compare_at.is_some_and(|at| at.max(session.rest_until) <= now);
            if is_due && !session.is_asking(&Asked::Compare) {
                session.compare_at = None;
                session.is_awaited = false;
                due.push(*peer);
            }
        }
        due
    }

    /// The next requests for entries, taking turns between peers: what is missing, is claimed by
    /// the peer, and is not under way.
    ///
    /// `log_end` says up to which number an author's entries are taken in.
    pub(super) fn next_ranges(
        &mut self,
        ingest: &Ingest,
        log_end: impl Fn(&PublicKey) -> u64,
        now: u64,
    ) -> Vec<(PublicKey, u64, Request)> {
        let frontier = ingest.frontier();
        let mut under_way: BTreeMap<PublicKey, Vec<Range>> = BTreeMap::new();
        for session in self.sessions.values_mut() {
            session.claims.retain(|author, head| head.seq > frontier.seq(author));
            for range in session.ranges_pending() {
                under_way.entry(range.author).or_default().push(*range);
            }
        }
        let mut requests = Vec::new();
        loop {
            let before = requests.len();
            let peers: Vec<PublicKey> = self.sessions.keys().copied().collect();
            for peer in peers {
                let session = &self.sessions[&peer];
                if session.rest_until > now || session.requests_for_ranges() >= session.pace.requests() {
                    continue;
                }
                let mut ranges = Vec::new();
                let mut room = session.pace.entries();
                for (author, claimed) in &session.claims {
                    if room == 0 || ranges.len() == RANGES_PER_REQUEST_MAX {
                        break;
                    }
                    if ingest.is_being_cut(author) {
                        continue;
                    }
                    let last = claimed.seq.min(log_end(author));
                    let taken = under_way.entry(*author).or_default();
                    if let Some(range) = next_hole(*author, last, room, ingest, taken).filter(|range| {
                        // A log that is begun with what room is left would not be cut where it is stored.
                        ranges.is_empty() || range.to == last || range.to % SEGMENT_ENTRIES == 0
                    }) {
                        room -= range.len();
                        taken.push(range);
                        ranges.push(range);
                    }
                }
                if ranges.is_empty() {
                    continue;
                }
                let request = Request::Ranges { ranges: ranges.clone() };
                if let Some(number) = self.ask(peer, Asked::Ranges(ranges), now) {
                    requests.push((peer, number, request));
                }
            }
            if requests.len() == before {
                return requests;
            }
        }
    }

    /// When something is due.
    pub(super) fn next_wake(&self) -> u64 {
        let deadlines = self.sessions.values().flat_map(|session| {
            let pending = session.pending.values().map(Pending::deadline);
            // A comparison cannot begin while one is under way: its deadline is what to wait for.
            let compare = session.compare_at.map(|at| at.max(session.rest_until));
            let compare = compare.filter(|_| !session.is_asking(&Asked::Compare));
            pending.chain(compare)
        });
        let missed = (!self.missed.is_empty()).then_some(self.missed_turn);
        deadlines.chain(missed).min().unwrap_or(u64::MAX).min(self.compare_turn)
    }
}

/// The first entries of a log, at most `room`, that are neither held, nor waiting, nor under way. Where there is no room
/// for all, they end with a segment, if they can.
fn next_hole(author: PublicKey, claimed: u64, room: u64, ingest: &Ingest, under_way: &[Range]) -> Option<Range> {
    let next = ingest.frontier().seq(&author) + 1;
    let furthest = if ingest.is_crowded() {
        next
    } else {
        next + WINDOW_ENTRIES - 1
    };
    let mut covered: Vec<Range> = ingest.early_ranges(author).chain(under_way.iter().copied()).collect();
    covered.sort_by_key(|range| range.from);
    let mut from = next;
    let mut to = claimed;
    for range in covered {
        if range.from > from {
            to = to.min(range.from - 1);
            break;
        }
        from = from.max(range.to.saturating_add(1));
    }
    let most = from.saturating_add(room - 1);
    let to = match most - most % SEGMENT_ENTRIES {
        _ if to <= most => to,
        last if last >= from => last,
        _ => most,
    };
    (from <= to && from <= furthest).then_some(Range { author, from, to })
}

#[cfg(test)]
mod tests;
