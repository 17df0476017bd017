//! What the rest of the program asks the node: the one way in from the API, the pages and the demo.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Instant;

use ayni_protocol::charter::{Charter, Charters, Member};
use ayni_protocol::entry::Envelope;
use ayni_protocol::frontier::Frontier;
use ayni_protocol::identity::{Hash, PublicKey, SecretKey};
use ayni_protocol::log::Head;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::{Record, RecordId};
use ayni_protocol::replica::Link;
use serde_json::{Value, json};
use tokio::sync::{Mutex, Semaphore, mpsc, oneshot, watch};
use zeroize::Zeroizing;

use super::checking::Checked;
use super::progress::Progress;
use super::store_refusal;
use super::unlisted::Unlisted;
use super::view::{CharterView, EntryView, PeerView};
use crate::catalogue::{Audience, Catalogue, CatalogueError, Filter, LIMIT_MAX, Owners, Page, Platform, Row, Version};
use crate::cause::Cause;
use crate::clock;
use crate::config::Config;
use crate::driver::{Ask, View};
use crate::exchange::PROVENANCE;
use crate::http::StateOfRecords;
use crate::network::{is_loopback, is_unspecified};
use crate::refusal::Refusal;
use crate::search::Search;
use crate::store::Store;

/// Most bytes of JSON on a page of whole records; in memory they take some times as much. One record at least is on it.
const WHOLE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The same as [`WHOLE_BYTES_MAX`] for those without the token, who can be as many as there are connections.
const WHOLE_BYTES_PUBLIC_MAX: usize = 1024 * 1024;

/// What a handle is made of.
pub(super) struct Parts {
    pub(super) secret: SecretKey,
    pub(super) token: Zeroizing<String>,
    pub(super) federation: Hash,
    pub(super) config: Config,
    pub(super) store: Store,
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) search: Arc<Search>,
    pub(super) view: watch::Receiver<View>,
    pub(super) ask: mpsc::Sender<Ask>,
}

/// Platforms by their keys.
pub(super) type Platforms = Arc<BTreeMap<PublicKey, Platform>>;

pub(super) struct Inner {
    parts: Parts,
    started: Instant,
    /// Whether the catalogue has caught up with the logs once.
    pub(super) indexed: AtomicBool,
    /// The opening of the store that the catalogue was made for.
    pub(super) opening: std::sync::Mutex<u64>,
    /// What the last check of all logs has found.
    checked: std::sync::Mutex<Option<Checked>>,
    /// Whether the platform that has invited knows that this one wishes to come in.
    applied: AtomicBool,
    /// Whether the node is about to stop: what takes long is broken off.
    ending: AtomicBool,
    /// The platforms that a charter names, as they were last asked for.
    platforms: std::sync::Mutex<Option<(Arc<Charters>, Platforms)>>,
    /// Held while this platform publishes: what is new is judged by what is published, of which this may not be listed yet.
    publishing: Arc<Mutex<Unlisted>>,
    /// How fast entries come in.
    pub(super) progress: Progress,
    /// The number of the state of the records when it was last told, and when that had come about in Unix milliseconds.
    state: std::sync::Mutex<(u64, u64)>,
    /// How many publications will list what they have signed.
    pub(super) listing: AtomicUsize,
    /// How often the catalogue has followed the logs.
    pub(super) followed: watch::Sender<u64>,
}

/// A handle on a running node; clones are handles on the same one.
#[derive(Clone)]
pub struct NodeHandle(pub(super) Arc<Inner>);

impl NodeHandle {
    pub(super) fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner {
            opening: std::sync::Mutex::new(parts.store.openings()),
            parts,
            started: Instant::now(),
            indexed: AtomicBool::new(false),
            checked: std::sync::Mutex::default(),
            applied: AtomicBool::new(false),
            ending: AtomicBool::new(false),
            platforms: std::sync::Mutex::default(),
            publishing: Arc::default(),
            progress: Progress::default(),
            state: std::sync::Mutex::default(),
            listing: AtomicUsize::new(0),
            followed: watch::Sender::default(),
        }))
    }

    /// Held by whoever publishes.
    pub(super) fn publishing_turn(&self) -> Arc<Mutex<Unlisted>> {
        self.0.publishing.clone()
    }

    pub(super) fn parts(&self) -> &Parts {
        &self.0.parts
    }

    pub(super) fn me(&self) -> PublicKey {
        self.parts().secret.public()
    }

    pub(super) fn view(&self) -> View {
        self.parts().view.borrow().clone()
    }

    pub(super) fn note_applied(&self) {
        self.0.applied.store(true, Ordering::Relaxed);
    }

    pub(super) fn has_applied(&self) -> bool {
        self.0.applied.load(Ordering::Relaxed)
    }

    /// Breaks off what takes long: the node is about to stop.
    pub(super) fn end(&self) {
        self.0.ending.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_ending(&self) -> bool {
        self.0.ending.load(Ordering::Relaxed)
    }

    pub(super) fn note_checked(&self, checked: Checked) {
        *self.0.checked.lock().unwrap_or_else(PoisonError::into_inner) = Some(checked);
    }

    pub(super) fn checked(&self) -> Option<Checked> {
        *self.0.checked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The platform's did.
    pub fn did(&self) -> String {
        self.me().to_string()
    }

    /// The configuration it runs with.
    pub(super) fn config(&self) -> &Config {
        &self.parts().config
    }

    /// Whether the catalogue has caught up with the logs once since the start.
    pub fn ready(&self) -> bool {
        self.0.indexed.load(Ordering::Relaxed)
    }

    /// Whether this is the API's token. Takes the same time for every wrong one of the same length.
    pub fn token_is(&self, presented: &str) -> bool {
        let (token, presented) = (self.parts().token.as_bytes(), presented.as_bytes());
        let differences = token
            .iter()
            .zip(presented)
            .fold(0, |sum, (one, other)| sum | (one ^ other));
        token.len() == presented.len() && differences == 0
    }

    /// Multiaddrs under which others reach this node, with its peer id: the announced ones, else the
    /// ones it listens on, in an order that is the same after each start. Those that lead nowhere from
    /// another machine are left out, unless there is no other.
    pub(super) fn reachable_at(&self) -> Vec<String> {
        let announced = &self.parts().config.network.announce;
        let addresses = match announced.is_empty() {
            true => self.view().listening.iter().cloned().collect(),
            false => announced.iter().cloned().collect::<BTreeSet<String>>(),
        };
        let (own, reachable): (Vec<String>, Vec<String>) = addresses
            .into_iter()
            .filter(|address| !is_unspecified(address))
            .partition(|address| is_loopback(address));
        let peer_id = self.me().peer_id();
        let addresses = if reachable.is_empty() { own } else { reachable };
        let whole = addresses.into_iter().map(|address| match address.contains("/p2p/") {
            true => address,
            false => format!("{address}/p2p/{peer_id}"),
        });
        whole.collect()
    }

    /// How long the node has been running, in seconds.
    pub(super) fn uptime_s(&self) -> u64 {
        self.0.started.elapsed().as_secs()
    }

    // What the node is

    /// The heads of all logs that are held, durable. Costs next to nothing.
    pub fn frontier(&self) -> Arc<Frontier> {
        Arc::clone(&self.parts().view.borrow().frontier)
    }

    /// The last entry held of the platform with this did; absent for none.
    ///
    /// # Errors
    /// `unknown_platform` for a text that is no did.
    pub fn head(&self, did: &str) -> Result<Option<Head>, Refusal> {
        let key: PublicKey = did
            .parse()
            .map_err(|_| Refusal::new("unknown_platform", 404).with("name", did))?;
        Ok(self.view().frontier.head(&key))
    }

    /// Connections, in the order of the peers' keys.
    pub async fn peers(&self) -> Vec<PeerView> {
        let view = self.view();
        let member = |key: &PublicKey| view.charters.as_ref()?.current().member(key);
        let shown = view.peers.iter().map(|(key, peer)| {
            let member = member(key);
            PeerView {
                did: key.to_string(),
                name: member.map(|member| member.name.clone()).unwrap_or_default(),
                country: member.map(|member| member.country.clone()).unwrap_or_default(),
                side: member.map(|member| member.side.as_str()).unwrap_or_default(),
                link: peer.link.map(Link::as_str),
                address: peer.address.clone(),
                transport: peer.transport.as_str(),
                rtt_ms: peer.rtt_ms,
                score: peer.score,
                since: clock::rfc3339(peer.since),
            }
        });
        shown.collect()
    }

    /// The charter in force.
    ///
    /// # Errors
    /// `charter_awaited` while this node joins.
    pub fn charter(&self) -> Result<CharterView, Refusal> {
        let view = self.view();
        let charters = view.charters.ok_or_else(|| self.charter_awaited())?;
        Ok(CharterView::of(&charters))
    }

    /// The charter's platforms by key, as lists show them.
    pub(super) fn platforms(&self) -> Platforms {
        let Some(charters) = self.parts().view.borrow().charters.clone() else {
            return Arc::default();
        };
        // Asked for with each page and each record; another only under another charter.
        let mut known = self.0.platforms.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of, platforms)) if Arc::ptr_eq(of, &charters) => Arc::clone(platforms),
            _ => {
                let platforms = Arc::new(platforms_of(charters.current()));
                *known = Some((charters, Arc::clone(&platforms)));
                platforms
            }
        }
    }

    /// Whose records the entries of each log are.
    pub(super) fn owners(&self) -> Owners {
        let charters = self.parts().view.borrow().charters.clone();
        charters.map_or_else(Owners::default, |charters| Owners::of(charters.current()))
    }

    /// Tells the driver something that needs no answer.
    pub(super) async fn tell(&self, ask: Ask) -> Result<(), Refusal> {
        self.parts().ask.send(ask).await.map_err(|_| Refusal::new("busy", 503))
    }

    pub(super) async fn ask<T>(&self, ask: Ask, answer: oneshot::Receiver<T>) -> Result<T, Refusal> {
        let stopped = || Refusal::new("busy", 503);
        self.parts().ask.send(ask).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())
    }

    // The catalogue

    /// As of when what is shown of records is. Costs next to nothing.
    pub(super) fn state(&self) -> StateOfRecords {
        let (catalogue, view) = (&self.parts().catalogue, self.parts().view.borrow());
        let mut hasher = DefaultHasher::new();
        // The number of steps begins anew with each start.
        (self.0.started, catalogue.steps()).hash(&mut hasher);
        view.frontier.digest().whole.to_string().hash(&mut hasher);
        self.parts().search.as_of().hash(&mut hasher);
        view.charters
            .as_ref()
            .map(|charters| charters.current().epoch)
            .hash(&mut hasher);
        view.assembly.as_ref().map(Arc::as_ptr).hash(&mut hasher);
        drop(view);
        let number = hasher.finish();
        let mut told = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        if told.0 != number {
            *told = (number, u64::try_from(clock::unix_ms()).unwrap_or_default());
        }
        StateOfRecords {
            number,
            changed_ms: told.1,
        }
    }

    /// Up to which number the entries of a log are listed, if they say anything of records.
    pub fn listed_to(&self, author: &PublicKey) -> u64 {
        self.parts().catalogue.followed_to(author)
    }

    /// A page of the records that pass a filter; with `full` the records themselves, as
    /// [`NodeHandle::show`] shows them but without what others say of them, and as many as [`WHOLE_BYTES_MAX`] allows.
    ///
    /// # Errors
    /// `bad_cursor` or `bad_query`.
    pub async fn list(&self, filter: Filter, audience: Audience, full: bool) -> Result<Page, Refusal> {
        let (catalogue, platforms) = (self.parts().catalogue.clone(), self.platforms());
        blocking(move || {
            let mut listed = catalogue.list(&filter, audience, &platforms).map_err(list_refusal)?;
            if !full {
                return Ok(listed.page(&platforms));
            }
            let bytes_max = match audience {
                Audience::Federation => WHOLE_BYTES_MAX,
                Audience::Public => WHOLE_BYTES_PUBLIC_MAX,
            };
            let (mut records, mut bytes, mut read) = (Vec::new(), 0, 0);
            for row in &listed.rows {
                let Some(record) = whole(&catalogue, row, &platforms)? else {
                    continue; // erased since the rows were read
                };
                bytes += record.to_string().len();
                if bytes > bytes_max && !records.is_empty() {
                    break;
                }
                read += 1;
                records.push(record);
            }
            listed.cut(read);
            Ok(Page {
                total: listed.total,
                cursor: listed.cursor(),
                records,
            })
        })
        .await
    }

    /// The current version of a record, with `id`, `platform`, `entry`, `seq`, `time` and `status`, and what others say of it: `cooperation`,
    /// `moderation` and `mentions` if there is anything.
    ///
    /// `id` is the record's id, followed by `@` and the platform's did where several platforms have
    /// a record of that id.
    ///
    /// # Errors
    /// `not_found`, also for what this audience may not see; `record_erased` for members; `ambiguous_id`.
    pub async fn show(&self, id: &str, audience: Audience) -> Result<Value, Refusal> {
        let row = match self.row(id, audience, None).await {
            Err(refusal) if refusal.code == "not_found" => return Err(self.erased_or(refusal, id, audience).await),
            row => row?,
        };
        let (catalogue, platforms) = (self.parts().catalogue.clone(), self.platforms());
        let record = blocking(move || {
            let Some(mut record) = whole(&catalogue, &row, &platforms)? else {
                return Ok(None);
            };
            let beside = catalogue.beside(&row, audience, &platforms).map_err(store_refusal)?;
            beside.into_iter().for_each(|(name, value)| record[name] = value);
            Ok(Some(record))
        });
        let record = record.await?;
        record.ok_or_else(|| not_found(id))
    }

    pub(super) async fn row(&self, id: &str, audience: Audience, author: Option<PublicKey>) -> Result<Row, Refusal> {
        let not_found = || not_found(id);
        let (record, named) = parse_id(id).ok_or_else(not_found)?;
        let author = named.or(author);
        let catalogue = self.parts().catalogue.clone();
        let given = id.to_owned();
        let row = blocking(move || {
            let authors = catalogue.authors_of(&record, audience).map_err(store_refusal)?;
            if author.is_none() && authors.len() > 1 {
                let candidates: Vec<String> = authors.iter().map(|author| format!("{record}@{author}")).collect();
                return Err(Refusal::new("ambiguous_id", 409)
                    .with("id", given)
                    .with("candidates", candidates.join(", ")));
            }
            catalogue
                .current(&record, author.as_ref(), audience)
                .map_err(store_refusal)
        })
        .await?;
        row.ok_or_else(not_found)
    }

    /// Versions of a record: see [`Catalogue::history`].
    ///
    /// # Errors
    /// `not_found`.
    pub async fn history(&self, id: &str, audience: Audience) -> Result<Vec<Version>, Refusal> {
        let not_found = || not_found(id);
        let (record, named) = parse_id(id).ok_or_else(not_found)?;
        let catalogue = self.parts().catalogue.clone();
        let mut versions = blocking(move || catalogue.history(&record, audience).map_err(store_refusal)).await?;
        versions.retain(|version| named.is_none_or(|named| named == version.author));
        if versions.is_empty() {
            return Err(not_found());
        }
        Ok(versions)
    }

    /// One entry by its id.
    ///
    /// # Errors
    /// `not_found`, also for what this audience may not see: the public sees the entries of public
    /// records.
    pub async fn entry(&self, id: &str, audience: Audience) -> Result<EntryView, Refusal> {
        let not_found = || not_found(id);
        let hash: Hash = id.parse().map_err(|_| not_found())?;
        let (store, federation) = (self.parts().store.clone(), self.parts().federation);
        let (catalogue, owners) = (self.parts().catalogue.clone(), self.owners());
        let found = blocking(move || {
            let Some((author, seq)) = store.locate(&hash).map_err(store_refusal)? else {
                return Ok(None);
            };
            let Some((envelope, body)) = store.entry(&author, seq).map_err(store_refusal)? else {
                return Ok(None);
            };
            let envelope = Envelope::decode(&envelope).map_err(Refusal::internal)?;
            let seen =
                audience == Audience::Federation || is_public(&catalogue, &owners.owner(&author), body.as_deref())?;
            let is_erased = body.is_none() && store.is_erased(&author, seq);
            Ok(seen.then(|| EntryView::of(&envelope, body.as_deref(), is_erased, federation.to_string())))
        })
        .await?;
        found.ok_or_else(not_found)
    }
}

/// Most pieces of work that wait for the disk at the same time. They share the runtime's threads for that
/// with the driver, which must never wait for readers of the web site.
const BLOCKING_MAX: usize = 64;

/// A place among those; whoever finds none waits for one.
static BLOCKING: Semaphore = Semaphore::const_new(BLOCKING_MAX);

/// Runs what waits for the disk beside the async runtime.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let place = BLOCKING.acquire().await.map_err(Refusal::internal)?;
    let work = move || {
        // Held until it is done, also if nobody waits for it any more.
        let _place = place;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(Refusal::internal)?
}

/// Why there is no such list.
pub(super) fn list_refusal(error: CatalogueError) -> Refusal {
    match error {
        // There is no page that begins there.
        CatalogueError::Cursor => Refusal::new("bad_cursor", 404),
        CatalogueError::Limit(limit) => Refusal::new("bad_query", 400)
            .with("name", "limit")
            .with("value", limit)
            .because(Cause::new("cause-number").with("least", 1).with("limit", LIMIT_MAX)),
        CatalogueError::Store(error) => store_refusal(error),
    }
}

/// A record id, perhaps with the did of its platform behind `@`.
pub(super) fn parse_id(text: &str) -> Option<(RecordId, Option<PublicKey>)> {
    match text.split_once('@') {
        None => Some((text.parse().ok()?, None)),
        Some((id, did)) => Some((id.parse().ok()?, Some(did.parse().ok()?))),
    }
}

/// What whoever asks for an id is told that names nothing which it may see.
pub(super) fn not_found(id: &str) -> Refusal {
    Refusal::new("not_found", 404).with("id", id.chars().take(100).collect::<String>())
}

/// The record that a row stands for, with what the node knows about it beside its own fields.
pub(super) fn whole(
    catalogue: &Catalogue,
    row: &Row,
    platforms: &BTreeMap<PublicKey, Platform>,
) -> Result<Option<Value>, Refusal> {
    let shown = row.to_json(platforms);
    let Some(mut record) = catalogue.record(row).map_err(store_refusal)? else {
        return Ok(None);
    };
    let cooperation = catalogue.answers().cooperation(row, &record, platforms);
    // What only the node may say of a record is not for its author to put there.
    for field in PROVENANCE {
        record.as_object_mut().and_then(|fields| fields.remove(field));
    }
    for field in PROVENANCE.into_iter().chain(["id", "status"]) {
        if let Some(value) = shown.get(field) {
            record[field] = value.clone();
        }
    }
    if let Some(cooperation) = cooperation {
        record["cooperation"] = json!(cooperation);
    }
    Ok(Some(record))
}

/// Whether everyone may see a body of `author`: it publishes a public record, or withdraws one, and that is no comment which is hidden here.
fn is_public(catalogue: &Catalogue, author: &PublicKey, body: Option<&[u8]>) -> Result<bool, Refusal> {
    // Nobody knows any more for whom it was.
    let Some(body) = body else { return Ok(false) };
    Ok(match Operation::decode(body) {
        Ok(Operation::Publish { id, record }) => {
            Record::read(&record).is_ok_and(|record| Audience::Public.may_see(record.visibility()))
                && !catalogue.is_hidden(&id, author).map_err(store_refusal)?
        }
        Ok(Operation::Withdraw { id }) => catalogue
            .current(&id, Some(author), Audience::Public)
            .map_err(store_refusal)?
            .is_some(),
        _ => false,
    })
}

/// The platforms that a charter names, and has named.
fn platforms_of(current: &Charter) -> BTreeMap<PublicKey, Platform> {
    let platform = |member: &Member, former| {
        let platform = Platform {
            did: member.key.to_string(),
            name: member.name.clone(),
            country: member.country.clone(),
            side: member.side,
            former,
        };
        (member.key, platform)
    };
    let former = current.former.iter().map(|former| platform(&former.member, true));
    // Whoever is still there in another role comes last and is shown as it is.
    let platforms = former.chain(current.members.iter().map(|member| platform(member, false)));
    platforms.collect()
}
