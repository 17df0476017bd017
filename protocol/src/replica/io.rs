//! What goes into the replica and what comes out.

use std::collections::BTreeSet;

use super::answer::Answer;
use super::bodies::{Bodies, Places};
use crate::charter::voting::VoteError;
use crate::charter::{CertifiedCharter, Change, Charters};
use crate::frontier::{Frontier, Range};
use crate::identity::{Hash, PublicKey};
use crate::limits::PUBLICATION_ENTRIES_MAX;
use crate::log::{AuthenticEntry, Head};
use crate::record::RecordId;

/// A gossip topic of the federation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// New entries.
    Entries,
    /// New charters, and papers about the next one.
    Charters,
}

/// What is to happen to a gossip message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Pass it on.
    Accept,
    /// Do not pass it on; whoever sent it is at fault.
    Reject,
    /// Do not pass it on; nobody is at fault.
    Ignore,
}

/// What happens to a node.
#[derive(Clone, Debug)]
pub enum Input {
    /// A link is up; the handshake has proved the peer's key.
    Connected {
        /// The peer's key.
        peer: PublicKey,
        /// Whether this node has dialled.
        outbound: bool,
    },
    /// The last connection with a peer is gone.
    Disconnected {
        /// The peer's key.
        peer: PublicKey,
    },
    /// A peer could not be reached.
    DialFailed {
        /// The peer's key.
        peer: PublicKey,
    },
    /// A peer that was to be dialled has no known address yet.
    NoAddress {
        /// The peer's key.
        peer: PublicKey,
    },
    /// A peer asks something.
    Request {
        /// Who asks.
        peer: PublicKey,
        /// The shell's number for the answer.
        inbound: u64,
        /// The encoded [`crate::message::Request`].
        bytes: Vec<u8>,
    },
    /// A peer answers.
    Response {
        /// Who answers.
        peer: PublicKey,
        /// The number in the [`Output::Request`] that is answered.
        request: u64,
        /// The response, read in this federation.
        answer: Answer,
    },
    /// A request cannot be answered any more.
    RequestFailed {
        /// Who was asked.
        peer: PublicKey,
        /// The number in the [`Output::Request`].
        request: u64,
    },
    /// A gossip message arrived and waits for a verdict.
    Gossip {
        /// The neighbour who passed it on.
        from: PublicKey,
        /// The shell's number for the verdict.
        message: u64,
        /// On which topic.
        topic: Topic,
        /// The id under which it travels: that of the entry or charter it says it holds.
        id: Hash,
        /// The message.
        bytes: Vec<u8>,
    },
    /// This platform publishes entries: all of them or none.
    Publish {
        /// The shell's number for the answer.
        publication: u64,
        /// This platform's clock, Unix milliseconds: the time that the entries claim.
        time: i64,
        /// Bodies, at most [`PUBLICATION_ENTRIES_MAX`].
        bodies: Vec<Vec<u8>>,
    },
    /// This platform proposes changes of the charter, and votes for them if it may.
    Propose {
        /// The shell's number for the answer.
        ask: u64,
        /// What to change, in order.
        changes: Vec<Change>,
    },
    /// This platform votes on the next charter.
    Vote {
        /// The shell's number for the answer.
        ask: u64,
        /// The hash of the charter it is for; absent to vote for none.
        charter: Option<Hash>,
        /// Whether to go on to the next round though this one may still succeed.
        go_on: bool,
    },
    /// From now on these keys may knock and apply: those of tickets that hold.
    Guests {
        /// All of them.
        guests: BTreeSet<PublicKey>,
    },
    /// [`Output::Cut`] is done.
    Cut {
        /// Whose log.
        author: PublicKey,
        /// Its last entry now; absent if none is left.
        head: Option<Head>,
    },
    /// [`Output::Check`] found another entry.
    Differs {
        /// As there.
        peer: Option<PublicKey>,
        /// Whose log.
        author: PublicKey,
        /// The number of the entry.
        seq: u64,
    },
    /// [`Output::Branch`] found the proof of a fork.
    ForkFound {
        /// The paper that holds it.
        paper: Vec<u8>,
    },
    /// [`Output::Restore`] found the branch: authentic entries that continue the log.
    Restored {
        /// In order.
        run: Vec<AuthenticEntry>,
    },
    /// Something could not be made durable, and nothing after it was performed; or what is durably held has
    /// been looked up again.
    KeepFailed {
        /// Whether more can be kept now. Until this says so nothing is signed or taken back that nobody
        /// has asked for.
        can_keep: bool,
        /// The frontier that is durably held.
        frontier: Frontier,
        /// Which of its entries are held without their bodies.
        bodies: Bodies,
        /// The charters that are durably held.
        charters: Option<Charters>,
        /// The papers that are durably held.
        papers: Vec<Vec<u8>>,
    },
    /// Nothing but the time.
    Tick,
}

/// What the shell is to do, in order.
#[derive(Clone, Debug)]
pub enum Output {
    /// Make these entries durable, each the next of its log, before anything after this.
    Append(Vec<AuthenticEntry>),
    /// Append entries and let bodies go, all or nothing, durably, before anything after this: those of entries that are
    /// held, those that come later, and what was set aside of the same records in the same logs.
    Erase {
        /// Of which record, and of which entries by their logs.
        erasures: Vec<(RecordId, Places)>,
        /// As in [`Output::Append`]; those that erase are among them.
        entries: Vec<AuthenticEntry>,
    },
    /// Make the bodies of these entries durable, which are held without, before anything after this.
    Fill(Vec<AuthenticEntry>),
    /// Make a charter durable before anything after this.
    KeepCharter(CertifiedCharter),
    /// Make a paper durable before anything after this.
    KeepPaper(Vec<u8>),
    /// Take a log back to this number, durably, before anything after this: what is beyond it is set
    /// aside. Answered by [`Input::Cut`].
    Cut {
        /// Whose log.
        author: PublicKey,
        /// The number of the last entry that stays; 0 for none.
        to: u64,
    },
    /// Look among what was set aside for the branch that ends with this entry: if it is there from the
    /// log's head on, that is [`Input::Restored`].
    Restore {
        /// Whose log.
        author: PublicKey,
        /// The last entry of the branch.
        head: Head,
    },
    /// Compare a run with the entries held here of the same numbers: the first that is another one
    /// proves a fork, which is [`Input::ForkFound`].
    Branch(Vec<AuthenticEntry>),
    /// Look whether the entry held here of this number is this one: if it is another, that is
    /// [`Input::Differs`].
    Check {
        /// Who has it; absent if it is the charter that names it.
        peer: Option<PublicKey>,
        /// Whose log.
        author: PublicKey,
        /// The entry.
        head: Head,
    },
    /// From now on only these keys may open or keep sessions.
    Allow {
        /// Members.
        members: BTreeSet<PublicKey>,
        /// Keys that may knock and apply, and hear nothing.
        guests: BTreeSet<PublicKey>,
    },
    /// Connect to a peer; where no address of it is known, that is [`Input::NoAddress`].
    Dial(PublicKey),
    /// Close the connections with a peer.
    Disconnect(PublicKey),
    /// Ask a peer.
    Request {
        /// Whom.
        peer: PublicKey,
        /// The number under which the answer comes back.
        request: u64,
        /// The encoded [`crate::message::Request`].
        bytes: Vec<u8>,
    },
    /// Answer a peer.
    Respond {
        /// The number in [`Input::Request`].
        inbound: u64,
        /// The encoded [`crate::message::Response`].
        bytes: Vec<u8>,
    },
    /// Answer a peer with entries read from the store: see [`crate::message::Response::Entries`].
    Serve {
        /// The number in [`Input::Request`].
        inbound: u64,
        /// What was asked for, each within what is held here; one with `to < from` is answered by
        /// an empty run.
        ranges: Vec<Range>,
    },
    /// Gossip a message.
    Gossip {
        /// On which topic.
        topic: Topic,
        /// The id under which it travels.
        id: Hash,
        /// The message.
        bytes: Vec<u8>,
    },
    /// Tell the gossip layer what to do with a message.
    Verdict {
        /// The number in [`Input::Gossip`].
        message: u64,
        /// What to do.
        verdict: Verdict,
    },
    /// A publication is durable, or refused.
    Published {
        /// The number in [`Input::Publish`].
        publication: u64,
        /// The head after each body, in order.
        result: Result<Vec<Head>, PublishError>,
    },
    /// A proposal or vote is durable, or refused.
    Decided {
        /// The number in [`Input::Propose`] or [`Input::Vote`].
        ask: u64,
        /// What came of it.
        result: Result<Decision, DecisionError>,
    },
    /// Something that the log and the counters should show.
    Notice(Notice),
}

/// What people who look after a node want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A peer sent something that breaks a rule.
    Refused {
        /// Who sent it.
        peer: PublicKey,
        /// Which rule.
        why: String,
    },
    /// A peer did not send what it said it holds.
    Withheld {
        /// Who was asked.
        peer: PublicKey,
        /// Whose entries.
        author: PublicKey,
    },
    /// A member has signed two ballots that contradict each other.
    DoubleBallot {
        /// Who.
        voter: PublicKey,
    },
    /// An author has signed two entries with one number; its log is frozen.
    Forked {
        /// Whose log.
        author: PublicKey,
        /// The number.
        seq: u64,
    },
}

/// Why nothing is published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// No charter is known yet.
    #[error("this node has not received its federation's charter yet")]
    NoCharter,
    /// The charter gives this node no log.
    #[error("the charter does not name this key as one that publishes")]
    NotAPublisher,
    /// No peer has said yet how far it knows this log, and a copy of an old one must not go on.
    #[error("no other platform has said yet how far it knows this platform's log")]
    OwnHeadUnknown,
    /// Peers hold entries of this very log that are not here.
    #[error("peers hold later entries of this platform's own log; they are fetched first")]
    OwnLogBehind,
    /// This platform's log is frozen by a fork.
    #[error("this platform's log is frozen: two entries with one number were signed with its key")]
    Frozen,
    /// Too much at once.
    #[error(
        "{0} bodies are more than the {PUBLICATION_ENTRIES_MAX} that one publication may have, or one of them is too long"
    )]
    TooMuch(usize),
}

/// What came of a proposal or vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What it was about; absent for a vote for none.
    pub charter: Option<Hash>,
    /// The round in which this platform voted; absent if it only proposed.
    pub round: Option<u64>,
    /// The epoch of the charter in force now.
    pub epoch: u64,
    /// Whether the charter has come into force by this.
    pub in_force: bool,
}

/// Why a proposal or vote is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// No charter is known yet.
    #[error("this node has not received its federation's charter yet")]
    NoCharter,
    /// No peer has said yet how far it knows what this platform has signed.
    #[error("no other platform has said yet what it knows of this platform's votes")]
    OwnHeadUnknown,
    /// Nobody proposes that charter.
    #[error("nobody proposes charter {0}")]
    Unknown(Hash),
    /// The rules of voting forbid it.
    #[error(transparent)]
    Vote(#[from] VoteError),
    /// Too many proposals of this platform wait already.
    #[error("this platform has proposed too much in this epoch already")]
    TooMuch,
    /// The charter that would result breaks a rule.
    #[error("{0}")]
    Refused(String),
}
