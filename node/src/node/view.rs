//! What the node shows of itself: the objects of the API.

use ayni_protocol::charter::{Charters, Member};
use ayni_protocol::entry::Envelope;
use ayni_protocol::log::Head;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

/// This node at a glance.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// The platform's did.
    pub did: String,
    /// The node's libp2p peer id.
    pub peer_id: String,
    /// The platform's name.
    pub name: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// `north` or `south`.
    pub side: &'static str,
    /// `unctad` if the table of countries says the same, else `declared`.
    pub basis: &'static str,
    /// The federation's id.
    pub federation: String,
    /// The federation's name; absent while joining.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub federation_name: Option<String>,
    /// The charter's epoch; absent while joining.
    pub epoch: Option<u64>,
    /// `joining` without a charter, or `applied` once whoever has invited knows; `removed` where the charter no
    /// longer names this platform; `alone` without a link, `syncing` while entries are known to be missing, else
    /// `synced`.
    pub state: &'static str,
    /// Entries of all logs.
    pub entries: u64,
    /// Current records, withdrawn ones left out.
    pub records: u64,
    /// Authors of at least one entry.
    pub authors: u64,
    /// Peers with a link.
    pub peers: u64,
    /// Links by kind.
    pub links: Links,
    /// Entries that peers are known to hold and are not here yet.
    pub behind: u64,
    /// How many of them have come each second of late; absent while none are missing, and in the first seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entries_per_s: Option<f64>,
    /// How many seconds the others will take at that; absent like that, and where none come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining_s: Option<u64>,
    /// Entries that are here and that lists do not show yet.
    pub unlisted: u64,
    /// Entries that lists show and that search does not find yet: it takes them in when somebody asks, or when there is time.
    pub unsearchable: u64,
    /// Messages that broke a rule, since the start.
    pub refused: u64,
    /// Equal on two nodes that hold the same.
    pub frontier_digest: String,
    /// Bytes of the store on the disk.
    pub disk_bytes: u64,
    /// When all logs were last checked from their first entry to their head; absent before the first
    /// time since the start.
    pub checked: Option<String>,
    /// How many entries were damaged then, at most the first 1,000; absent like that.
    pub damaged: Option<u64>,
    /// Seconds since the start.
    pub uptime_s: u64,
    /// The program's version.
    pub version: &'static str,
    /// Multiaddrs on which the node listens.
    pub listen: Vec<String>,
    /// What the platform sends to those who may admit it.
    pub card: String,
}

/// Numbers of links by kind.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Links {
    /// Between a Northern and a Southern platform.
    pub north_south: u64,
    /// Between two Southern platforms.
    pub south_south: u64,
    /// Between two Northern platforms.
    pub north_north: u64,
}

/// One connection and how it is seen.
#[derive(Clone, Debug, Serialize)]
pub struct PeerView {
    /// The peer's did.
    pub did: String,
    /// Its platform's name.
    pub name: String,
    /// Its country.
    pub country: String,
    /// `north` or `south`.
    pub side: &'static str,
    /// `north_south`, `south_south` or `north_north`; absent while the charter is not known.
    pub link: Option<&'static str>,
    /// The other end's multiaddr.
    pub address: String,
    /// `tcp` or `quic`.
    pub transport: &'static str,
    /// Milliseconds to the peer and back; absent until measured.
    pub rtt_ms: Option<f64>,
    /// The gossip layer's opinion: 0 for a newcomer.
    pub score: Option<f64>,
    /// Since when, RFC 3339.
    pub since: String,
}

/// A member as the charter names it.
#[derive(Clone, Debug, Serialize)]
pub struct MemberView {
    /// Its did.
    pub did: String,
    /// Its platform's name.
    pub name: String,
    /// Its country.
    pub country: String,
    /// `north` or `south`.
    pub side: &'static str,
    /// `unctad` if the table of countries says the same, else `declared`.
    pub basis: &'static str,
    /// `member`, `observer` or `mirror`.
    pub role: &'static str,
}

impl MemberView {
    /// How a member is shown.
    pub fn of(member: &Member) -> Self {
        Self {
            did: member.key.to_string(),
            name: member.name.clone(),
            country: member.country.clone(),
            side: member.side.as_str(),
            basis: member.basis().as_str(),
            role: member.role.as_str(),
        }
    }
}

/// The charter in force.
#[derive(Clone, Debug, Serialize)]
pub struct CharterView {
    /// The federation's id.
    pub federation: String,
    /// The federation's name.
    pub name: String,
    /// The charter's epoch.
    pub epoch: u64,
    /// The charter's hash.
    pub hash: String,
    /// The quorum rule: `majority` or `two_thirds`.
    pub quorum: &'static str,
    /// How many ballots a change needs now.
    pub ballots_needed: usize,
    /// Members by name.
    pub members: Vec<MemberView>,
    /// Logs that have ended, by name.
    pub former: Vec<FormerView>,
}

/// A log that has ended.
#[derive(Clone, Debug, Serialize)]
pub struct FormerView {
    /// Whose it was.
    #[serde(flatten)]
    pub member: MemberView,
    /// The number of its last entry.
    pub last: u64,
    /// The did with which the same platform goes on; absent if it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
}

impl CharterView {
    /// How charters are shown.
    pub fn of(charters: &Charters) -> Self {
        let charter = charters.current();
        let mut members: Vec<MemberView> = charter.members.iter().map(MemberView::of).collect();
        members.sort_by(|one, other| one.name.cmp(&other.name));
        let former = charter.former.iter().map(|former| FormerView {
            member: MemberView::of(&former.member),
            last: former.last,
            successor: former.successor.map(|key| key.to_string()),
        });
        let mut former: Vec<FormerView> = former.collect();
        former.sort_by(|one, other| one.member.name.cmp(&other.member.name));
        Self {
            federation: charters.federation().to_string(),
            name: charter.name.clone(),
            epoch: charter.epoch,
            hash: charter.hash().to_string(),
            quorum: charter.quorum.as_str(),
            ballots_needed: charter.quorum_size(),
            members,
            former,
        }
    }
}

/// An entry that this platform has just signed.
#[derive(Clone, Debug, Serialize)]
pub struct Signed {
    /// Its id.
    pub entry: String,
    /// Its number in the platform's log.
    pub seq: u64,
}

impl From<Head> for Signed {
    fn from(head: Head) -> Self {
        Self {
            entry: head.id.to_string(),
            seq: head.seq,
        }
    }
}

/// One entry, whole: enough to check its signature without trusting this node.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// Its id: the SHA-256 of the envelope's bytes.
    pub entry: String,
    /// The author's did.
    pub author: String,
    /// Its number in the author's log.
    pub seq: u64,
    /// The id of the entry before; null for the first.
    pub prev: Option<String>,
    /// When the author says it was signed, RFC 3339.
    pub time: String,
    /// The SHA-256 of the body, hex.
    pub body: String,
    /// What is signed along: the federation's id, hex.
    pub external_aad: String,
    /// The envelope: a COSE_Sign1 structure.
    pub cose_base64: String,
    /// The body: CBOR; null if it is erased, or not held.
    pub body_base64: Option<String>,
    /// Whether its author has erased the body.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
}

impl EntryView {
    /// How an entry is shown.
    pub fn of(envelope: &Envelope, body: Option<&[u8]>, erased: bool, federation: String) -> Self {
        Self {
            entry: envelope.id().to_string(),
            author: envelope.author().to_string(),
            seq: envelope.seq(),
            prev: envelope.prev().map(|prev| prev.to_string()),
            time: crate::clock::rfc3339(envelope.time()),
            body: envelope.body_hash().to_string(),
            external_aad: federation,
            cose_base64: STANDARD.encode(envelope.bytes()),
            body_base64: body.map(|body| STANDARD.encode(body)),
            erased,
        }
    }
}
