//! Every bound on what travels, each with its reason.
//!
//! Sizes are in bytes, times in milliseconds, and each name ends in what it bounds. A message that
//! breaks one is refused before memory is spent on it.

/// Deepest nesting of arrays and maps in any value. A practice needs 5; the rest is room to grow.
pub const CBOR_DEPTH_MAX: usize = 16;

/// Largest signed envelope: protected header (80), payload (up to 150) and signature (64), with room
/// for longer numbers and a longer content type.
pub const ENVELOPE_BYTES_MAX: usize = 512;

/// Largest body. The longest practice in real data has 45,634 characters; three languages of it
/// in a script of three bytes a character fit.
pub const BODY_BYTES_MAX: usize = 512 * 1024;

/// Most entries whose bodies one `erase` names: as many versions as a record is shown with, ten times.
pub const ERASED_PER_ENTRY_MAX: usize = 10_000;

/// Most erasures that one `confirm` names: 34 bytes each.
pub const CONFIRMED_PER_ENTRY_MAX: usize = 1_000;

/// Wait before a body that a peer did not have is asked of that peer again: it may have come there meanwhile, and a
/// peer that withholds one must not cost a question a second.
pub const BODY_WAIT_MS: u64 = 600_000;

/// How long a body is not asked for elsewhere while entries of its log are still to come, one of which may erase it. A
/// peer that claims entries without end gains no more than that.
pub const BODY_PATIENCE_MS: u64 = 600_000;

/// Largest body that travels by gossip, so that a whole message stays under gossipsub's 64 KiB.
/// Of a larger one only the envelope is gossiped, and the body is asked for.
pub const GOSSIP_BODY_BYTES_MAX: usize = 60 * 1024;

/// Most entries of one publication that are gossiped one by one. Of a longer one only the newest
/// is gossiped: whoever sees the gap asks for the rest in chunks, which costs one signature each.
pub const GOSSIP_BURST_ENTRIES_MAX: usize = 16;

/// Entries after each of which a log is cut into segments, on every node at the same numbers, so that a segment is packed
/// once, by its author, and travels as it is stored: enough that packing finds what repeats, few enough that one entry
/// is read out of them within a fraction of a millisecond.
pub const SEGMENT_ENTRIES: u64 = 128;

/// Most entries in one chunk of a log: enough that one signature a chunk costs little beside the
/// hashes (128 hashes of 1 KiB take about as long as two signature checks).
pub const CHUNK_ENTRIES_MAX: u64 = 4 * SEGMENT_ENTRIES;

/// Fewest entries that are asked for at a time, of a peer whose last answers took too long.
pub const CHUNK_ENTRIES_LEAST: u64 = 8;

/// Most bytes of envelopes and bodies in one response, before compression. One largest body fits
/// beside its envelope; on a line of 128 kbit/s the response takes a minute at the very worst.
pub const RESPONSE_ENTRIES_BYTES_MAX: usize = 768 * 1024;

/// Largest encoded response, before compression: the entries and their framing.
pub const RESPONSE_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Largest encoded request: a list of heads of [`LOGS_MAX`] authors at 78 bytes fits, with room.
pub const REQUEST_BYTES_MAX: usize = 160 * 1024;

/// Most ranges that one request may ask for.
pub const RANGES_PER_REQUEST_MAX: usize = 64;

/// Most requests that one node has under way with one peer: as many as keep a fast line and a disk busy at the same time.
pub const REQUESTS_PER_PEER_MAX: usize = 8;

/// How many it begins with. One more is allowed after each answer that came soon.
pub const REQUESTS_PER_PEER_FIRST: usize = 2;

/// An answer that takes no longer than this has come soon: more can be asked for at a time.
pub const RESPONSE_SOON_MS: u64 = 1_000;

/// An answer that takes longer than this has come late: with half as much under way none would come too late.
pub const RESPONSE_LATE_MS: u64 = RESPONSE_WAIT_MAX_MS / 4;

/// How far beyond the head of a log entries are kept that wait for those before them: what is asked
/// for at once, and a chunk more.
pub const EARLY_WINDOW_ENTRIES: u64 = 17 * CHUNK_ENTRIES_MAX;

/// Most bytes of envelopes and bodies kept in memory of one author's entries that came before their
/// turn, so that one author cannot take the place of all.
/// It is what one peer may have under way, whose answers can come in any order.
pub const EARLY_BYTES_PER_AUTHOR_MAX: usize = REQUESTS_PER_PEER_MAX * RESPONSE_ENTRIES_BYTES_MAX;

/// Most bytes of bodies kept in memory for early entries of all authors together.
pub const EARLY_BYTES_MAX: usize = 2 * EARLY_BYTES_PER_AUTHOR_MAX;

/// Most entries in one publication by this platform: one group commit, one answer.
pub const PUBLICATION_ENTRIES_MAX: usize = 1_000;

/// Members, observers and mirrors in one charter. There are fewer than 200 countries; the rest is
/// room for second machines and umbrella networks.
pub const CHARTER_MEMBERS_MAX: usize = 1_000;

/// Former members in one charter, whose logs are kept: half as many again as there may be members.
pub const CHARTER_FORMER_MAX: usize = 500;

/// Logs of which a node may hold entries: those of all members of a charter and of all former ones. So many heads are told in one message,
/// however many of them the other lacks.
pub const LOGS_MAX: usize = CHARTER_MEMBERS_MAX + CHARTER_FORMER_MAX;

/// Rounds in which one charter is voted on. People vote: three rounds of disagreement are many, and a
/// member that votes in all of them at once takes 25 KB of every node's memory.
pub const ROUNDS_MAX: u64 = 32;

/// Proposals that a node keeps of one member in one epoch. More would not be read.
pub const PROPOSALS_PER_MEMBER_MAX: usize = 8;

/// Applications that a node keeps of those whom one member has invited. More wait until some of these
/// are decided.
pub const APPLICATIONS_PER_INVITER_MAX: usize = 32;

/// Most bytes of papers in one response, unless a single one is larger.
pub const RESPONSE_PAPERS_BYTES_MAX: usize = 512 * 1024;

/// Most papers in one response: ballots of 200 bytes fill it.
pub const PAPERS_PER_RESPONSE_MAX: usize = 4_096;

/// Largest charter with its ballots: a thousand members at 110 bytes, two thirds of them with a
/// ballot of 230.
pub const CHARTER_BYTES_MAX: usize = 384 * 1024;

/// Most charters in one response.
pub const CHARTERS_PER_RESPONSE_MAX: usize = 4;

/// Longest name of a platform or federation, in characters.
pub const NAME_CHARS_MAX: usize = 200;

/// Most addresses in a ticket.
pub const TICKET_ADDRESSES_MAX: usize = 8;

/// Longest address (multiaddr), in bytes, in a ticket and in a platform's record: a relayed one over IPv6 with two peer ids and the hash
/// of a certificate has about 250.
pub const ADDRESS_BYTES_MAX: usize = 256;

/// How long a node that was dialled leaves it to the other to compare frontiers first. One comparison says all that two would, and
/// who dials is who was away; a question takes a second and a half over a satellite.
pub const FIRST_COMPARE_WAIT_MS: u64 = 3_000;

/// Longest a node waits between comparing frontiers with a random neighbour.
pub const COMPARE_INTERVAL_MS: u64 = 15_000;

/// Wait before a request that failed is made again: doubled at each failure up to
/// [`RETRY_WAIT_MAX_MS`].
pub const RETRY_WAIT_MS: u64 = 500;

/// Longest wait between two attempts at the same thing with the same peer.
pub const RETRY_WAIT_MAX_MS: u64 = 60_000;

/// Longest wait for a response, after which the request counts as failed: a full response of
/// [`RESPONSE_ENTRIES_BYTES_MAX`] compresses to a third and takes 16 s at 128 kbit/s; doubled.
pub const RESPONSE_WAIT_MAX_MS: u64 = 32_000;

/// First wait before a peer is dialled again, doubled at each failure up to
/// [`DIAL_WAIT_MAX_MS`].
pub const DIAL_WAIT_MS: u64 = 1_000;

/// Longest wait between two dials of one peer: a node that comes back is found within five minutes.
pub const DIAL_WAIT_MAX_MS: u64 = 300_000;

/// A link that lasts less than this counts as a failed dial: the peer hangs up on whom its charter
/// does not name yet, and must not be dialled every second until it does.
pub const LINK_SETTLED_MS: u64 = 10_000;

/// Wait before the address of a peer is looked for again. It costs nothing but a look into one's own
/// records, and a newcomer learns addresses with every profile that arrives.
pub const ADDRESS_WAIT_MS: u64 = 1_000;

/// Links that a node keeps altogether while the charter has that many peers: gossip reaches
/// hundreds of nodes in a few hops, and a small server can carry them.
pub const LINKS_TARGET: usize = 6;

/// Links of its own side's first need: South–South for a Southern node, North–South for a
/// Northern one.
pub const LINKS_FIRST_NEED: usize = 2;

/// Links of the other kind.
pub const LINKS_SECOND_NEED: usize = 1;
