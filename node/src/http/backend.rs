//! What the web site asks of the node.

use async_trait::async_trait;
use ayni_protocol::record::translation::Translation;
use serde_json::Value;

use crate::catalogue::{Act, Audience, Filter, Page};
use crate::node::{Outcome, Publication, Wish};
use crate::refusal::Refusal;
use crate::search::{Found, Query};

/// As of when everything that is shown of records is.
#[derive(Clone, Copy, Debug)]
pub struct StateOfRecords {
    /// Another one after each change.
    pub number: u64,
    /// When the last change was, in Unix milliseconds.
    pub changed_ms: u64,
}

/// The node as the web site sees it. Values are the JSON that the interface answers with, so that
/// pages can show nothing that a program could not read.
#[async_trait]
pub trait Backend: Send + Sync + 'static {
    /// Whether the node has opened its store and may sign.
    fn ready(&self) -> bool;
    /// Whether this is the node's access token; takes the same time for every wrong one.
    fn token_is(&self, presented: &str) -> bool;
    /// Whether this is a name of the site, of those that the admin has set.
    fn is_called(&self, name: &str) -> bool;
    /// As of when what is shown of records is. Costs next to nothing.
    fn state(&self) -> StateOfRecords;
    /// The node at a glance.
    async fn status(&self) -> Result<Value, Refusal>;
    /// Connections to other platforms: an array.
    async fn peers(&self) -> Result<Value, Refusal>;
    /// The federation and its members; refused if the node is in none.
    async fn charter(&self) -> Result<Value, Refusal>;
    /// One outcome for each record, in their order.
    async fn publish(&self, records: Vec<Value>, how: Publication) -> Result<Vec<Outcome>, Refusal>;
    /// Takes a record of this platform from the lists.
    async fn withdraw(&self, id: &str) -> Result<Value, Refusal>;
    /// Takes many records of this platform from the lists, all or none: an array of outcomes in the order of the ids.
    async fn withdraw_many(&self, ids: Vec<String>) -> Result<Value, Refusal>;
    /// Notes that somebody has looked at a record of this platform, and when to do so next.
    async fn review(&self, id: &str, next: Option<String>) -> Result<Value, Refusal>;
    /// A record of this platform as it was published last, also a withdrawn one: `id`, `version`, `withdrawn` and
    /// `record`.
    async fn editable(&self, id: &str) -> Result<Value, Refusal>;
    /// Publishes the next version of a record of this platform, if `version` is still the current one.
    async fn replace(&self, id: &str, version: &str, record: Value) -> Result<Value, Refusal>;
    /// The texts of a record of this platform for a translator: `original` and `texts`.
    async fn template(&self, id: &str) -> Result<Value, Refusal>;
    /// Adds a translation to a record of this platform.
    async fn translate(&self, id: &str, translation: Translation) -> Result<Value, Refusal>;
    /// Says in a record of this platform that another is of the same thing.
    async fn same(&self, one: &str, other: &str) -> Result<Value, Refusal>;
    /// This platform's records that are past their review: `total` and `records`.
    async fn stale(&self, filter: Filter) -> Result<Value, Refusal>;
    /// Records that are likely of the same thing as this platform's: `total`, `pairs` and `complete`.
    async fn alike(&self, filter: Filter, across: bool) -> Result<Value, Refusal>;
    /// Records of this audience that are likely of the same thing as one, the likeliest first: `records`, each with `score`, `reasons` and
    /// `record`. Looks at a few that the search index finds, so that it takes about as long as some searches.
    async fn alike_to(&self, id: &str, audience: Audience) -> Result<Value, Refusal>;
    /// Erases a record of this platform on every node.
    async fn erase(&self, id: &str) -> Result<Value, Refusal>;
    /// Says that this platform takes part in a partnership, or does not.
    async fn answer(&self, id: &str, accepted: bool) -> Result<Value, Refusal>;
    /// Says what this platform has against a comment, with the code of the reason, or that it has nothing against it.
    async fn moderate(&self, id: &str, against: Option<(Act, &str)>) -> Result<Value, Refusal>;
    /// Which platforms have confirmed that a record is erased.
    async fn receipt(&self, id: &str) -> Result<Value, Refusal>;
    /// A page of the list of records; with `full`, whole records as [`Backend::show`] gives them.
    async fn list(&self, filter: Filter, audience: Audience, full: bool) -> Result<Page, Refusal>;
    /// A page of the records that have the words of a query, how many there are under its facets, and where they are; with `full`, whole
    /// records.
    async fn search(&self, query: Query, audience: Audience, full: bool) -> Result<Found<Value>, Refusal>;
    /// Makes the search index anew: `records`, `disk_bytes` and `seconds`.
    async fn rebuild_index(&self) -> Result<Value, Refusal>;
    /// The current version of a record, with its id, platform, entry, seq, time and status, and what others say of it.
    async fn show(&self, id: &str, audience: Audience) -> Result<Value, Refusal>;
    /// All versions of a record, the oldest first: an array.
    async fn history(&self, id: &str, audience: Audience) -> Result<Value, Refusal>;
    /// One signed entry.
    async fn entry(&self, id: &str, audience: Audience) -> Result<Value, Refusal>;
    /// How the vote on the next charter stands.
    async fn ballots(&self) -> Result<Value, Refusal>;
    /// Proposes changes of the charter, all in one.
    async fn propose(&self, changes: Vec<Wish>) -> Result<Value, Refusal>;
    /// Votes for the proposed charter whose hash begins so, or for none.
    async fn vote(&self, charter: Option<String>, next_round: bool) -> Result<Value, Refusal>;
    /// A ticket to join.
    async fn invite(&self, role: Option<String>, expires_s: Option<u64>) -> Result<String, Refusal>;
    /// Checks every log; `deep` checks every signature too.
    async fn verify(&self, deep: bool) -> Result<Value, Refusal>;
}
