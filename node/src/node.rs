//! The node: its parts wired together, started and stopped.

mod answering;
pub(crate) mod application;
mod backend;
mod ballots;
mod checking;
mod erasing;
mod following;
mod governance;
mod handle;
mod membership;
mod moderating;
pub(crate) mod profile;
mod progress;
mod publication;
mod publishing;
mod revision;
mod searching;
pub(crate) mod standing;
mod status;
mod unlisted;
mod upkeep;
mod view;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use ayni_protocol::identity::PublicKey;
use ayni_protocol::replica::{Replica, Start};
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::{JoinError, JoinHandle, JoinSet};

use crate::addresses::AddressBook;
use crate::catalogue::Catalogue;
use crate::cause::Cause;
use crate::clock::Steady;
use crate::config::{Config, Membership};
use crate::data_dir::{DataDir, Lock};
use crate::driver::{Driver, Reading, View, held_charters};
use crate::http::{Http, HttpError};
use crate::keystore;
use crate::network::{Network, NetworkConfig, NetworkError};
use crate::refusal::Refusal;
use crate::search::Search;
use crate::store::{Health, Store, StoreError};

pub use ballots::{BallotsView, ChangeView, ProposalView, VoterView, told_apart};
pub use erasing::{Confirmation, ErasedBy, Receipt};
pub use governance::{DecisionView, Wish};
pub use handle::NodeHandle;
pub use membership::INVITATION_S_MAX;
pub use publication::{Outcome, Publication};
pub use publishing::{WITHDRAWAL_RECORDS_MAX, Withdrawal};
pub use revision::{Editable, Revised, Template};
pub use searching::Rebuilt;
pub use view::{CharterView, EntryView, MemberView, PeerView, Signed, Status};

/// What peers are told about this program.
const AGENT: &str = concat!("ayni/", env!("CARGO_PKG_VERSION"));

/// Most publications that wait for the driver; whoever comes later waits for a place.
const ASKS_MAX: usize = 64;

/// What `ayni serve` is told beyond the configuration.
#[derive(Clone, Debug, Default)]
pub struct ServeOptions {
    /// Multiaddrs to listen on, in place of the configured ones.
    pub listen: Vec<String>,
    /// Where the web site and API answer, in place of the configured address.
    pub http: Option<String>,
    /// Multiaddrs of peers, with their `/p2p/` part, beyond the configured ones.
    pub peers: Vec<String>,
    /// Whether it may sign before any other platform has said how far it knows this platform's log: its
    /// people know that the store is no old copy.
    pub alone: bool,
}

/// The tasks of a node, each with its name and how it ended.
type Parts = JoinSet<(&'static str, Result<(), JoinError>)>;

/// A running node.
pub struct Node {
    handle: NodeHandle,
    http: Http,
    listening: Vec<String>,
    stop: watch::Sender<bool>,
    parts: Parts,
    store: Store,
    lock: Lock,
}

impl Node {
    /// Starts the node of the platform in `dir`, and returns once it answers.
    ///
    /// # Errors
    /// [`Refusal`] says what is missing, taken, damaged or wrongly configured; nothing runs then.
    pub async fn start(dir: &Path, options: ServeOptions) -> Result<Self, Refusal> {
        let dir = DataDir::new(dir);
        dir.check_initialised()?;
        let mut lock = dir.lock()?;
        let config = Config::read(&dir)?;
        let secret = keystore::read_key(&dir)?;
        let token = keystore::read_token(&dir)?;
        let membership = Membership::read(&dir)?.ok_or_else(|| Refusal::new("no_federation", 409))?;
        let federation = membership.federation_id(&dir.membership())?;
        let inviter = membership.inviter_key(&dir.membership())?;
        let http_address = http_address(&config, options.http.as_deref())?;

        let store = open_store(&dir, &config).await?;
        let charters = held_charters(&store).map_err(store_refusal)?;
        if charters
            .as_ref()
            .is_some_and(|charters| charters.federation() != federation)
        {
            return Err(Refusal::new("wrong_federation", 409));
        }
        let frontier = store.frontier();
        let guests = membership::guests(&store)?;
        // A founder whose log is empty has never been anywhere else.
        let is_new = inviter.is_none() && frontier.entries() == 0 && !membership.restored;
        let alone = options.alone || is_new;
        let (replica, first) = Replica::start(Start {
            secret: secret.clone(),
            federation,
            charters,
            inviter,
            frontier,
            bodies: store.bodies(),
            own_aside: store.last_aside(&secret.public()).map_err(store_refusal)?,
            papers: store.papers().map_err(store_refusal)?,
            guests,
            alone,
            seed: u64::from_be_bytes(keystore::random()?),
        });

        let catalogue = Arc::new(open_catalogue(&store, secret.public()).await?);
        let search = Arc::new(open_search(&dir, &catalogue, &store).await?);
        let peers = options.peers.iter().chain(&config.network.peers);
        let mut configured = peer_addresses(peers)?;
        if let Some(inviter) = inviter {
            configured
                .entry(inviter)
                .or_default()
                .extend(membership.addresses.iter().cloned());
        }
        let learnt = store.addresses().map_err(store_refusal)?.into_iter().collect();
        let addresses = AddressBook::new(configured, learnt, store.clone(), catalogue.clone());

        let listen = if options.listen.is_empty() {
            config.network.listen.clone()
        } else {
            options.listen
        };
        let network = Network::start(NetworkConfig {
            secret: secret.clone(),
            listen,
            federation: federation.to_string(),
            agent: AGENT.to_owned(),
        })
        .await
        .map_err(network_refusal)?;

        let (ask, asks) = mpsc::channel(ASKS_MAX);
        let (view_sender, view) = watch::channel(View {
            frontier: Arc::new(replica.frontier().clone()),
            listening: Arc::new(network.listening.iter().cloned().collect()),
            charters: replica.charters().cloned().map(Arc::new),
            assembly: replica.assembly().cloned().map(Arc::new),
            ..View::default()
        });
        let (stop, stopped) = watch::channel(false);
        let appended = Arc::new(Notify::new());
        let driver = Driver {
            replica,
            store: store.clone(),
            federation,
            network: network.commands,
            events: network.events,
            asks,
            reading: Reading::default(),
            view: view_sender,
            appended: appended.clone(),
            addresses,
            later: Vec::new(),
            goes_back: false,
            papers_max: 0,
            clock: Steady::begin(),
            health: store.health(),
            stop: stopped.clone(),
        };
        let handle = NodeHandle::new(handle::Parts {
            secret,
            token,
            federation,
            config,
            store: store.clone(),
            catalogue,
            search,
            view,
            ask,
        });
        // What can still fail comes before anything else runs; what runs is waited for, so that nothing
        // of a failed start holds the directory or a port.
        let http = match Http::start(handle.clone(), http_address).await {
            Ok(http) => http,
            Err(error) => {
                drop(driver);
                let _ = network.task.await;
                return Err(http_refusal(error));
            }
        };
        if let Err(refusal) = lock.announce(Some(http.address())) {
            http.stop().await;
            drop(driver);
            let _ = network.task.await;
            return Err(refusal);
        }
        let mut parts = Parts::new();
        run(&mut parts, "driver", tokio::spawn(driver.run(first)));
        run(&mut parts, "network", network.task);
        let follow = handle.clone().follow(appended, stopped.clone());
        run(&mut parts, "catalogue", tokio::spawn(follow));
        let searchable = handle.clone().keep_searchable(stopped.clone());
        run(&mut parts, "search", tokio::spawn(searchable));
        let progress = handle.clone().watch_progress(stopped.clone());
        run(&mut parts, "progress", tokio::spawn(progress));
        let profile = profile::keep(handle.clone(), stopped.clone());
        run(&mut parts, "profile", tokio::spawn(profile));
        let doors = handle.clone().keep_doors(stopped.clone());
        run(&mut parts, "doors", tokio::spawn(doors));
        if let (Some(ticket), Some(inviter)) = (membership.ticket.clone(), inviter) {
            let applying = application::keep(handle.clone(), ticket, inviter, membership.addresses, stopped.clone());
            run(&mut parts, "application", tokio::spawn(applying));
        }
        let erasing = erasing::keep(handle.clone(), stopped.clone());
        run(&mut parts, "erasing", tokio::spawn(erasing));
        run(
            &mut parts,
            "check",
            tokio::spawn(checking::keep(handle.clone(), stopped)),
        );
        Ok(Self {
            handle,
            http,
            listening: network.listening,
            stop,
            parts,
            store,
            lock,
        })
    }

    /// What the rest of the program asks the node through.
    pub fn handle(&self) -> NodeHandle {
        self.handle.clone()
    }

    /// Where the web site and API answer.
    pub fn http(&self) -> SocketAddr {
        self.http.address()
    }

    /// Multiaddrs on which it listens, with their real ports.
    pub fn listening(&self) -> Vec<String> {
        self.listening.clone()
    }

    /// The platform's did.
    pub fn did(&self) -> String {
        self.handle.did()
    }

    /// Comes back when a part of the node has ended that should run until it is stopped, and says why:
    /// the node does not work any more and is to be stopped. Nothing is lost if it is not awaited to
    /// the end.
    pub async fn ended(&mut self) -> Refusal {
        let part = match self.parts.join_next().await {
            Some(Ok((part, ended))) => {
                note(part, ended);
                part
            }
            Some(Err(_)) | None => "all",
        };
        match &*self.store.health().borrow() {
            Health::Lost(error) => store_refusal(error.clone()),
            _ => Refusal::new("part_ended", 500).with("part", part),
        }
    }

    /// Ends in good order: what was accepted is answered and durable.
    pub async fn stop(mut self) {
        if let Err(error) = self.lock.announce(None) {
            tracing::warn!(%error, "the lock file still names the address");
        }
        self.handle.end();
        self.http.stop().await;
        self.stop.send_replace(true);
        while let Some(part) = self.parts.join_next().await {
            if let Ok((part, ended)) = part {
                note(part, ended);
            }
        }
        if let Err(error) = self.store.close().await {
            tracing::error!(%error, "the store did not close well");
        }
    }
}

/// Watches over a task that runs until the node stops.
fn run(parts: &mut Parts, name: &'static str, task: JoinHandle<()>) {
    parts.spawn(async move { (name, task.await) });
}

fn note(part: &str, ended: Result<(), JoinError>) {
    if let Err(error) = ended {
        tracing::error!(part, %error, "a part of the node has panicked");
    }
}

fn http_address(config: &Config, option: Option<&str>) -> Result<SocketAddr, Refusal> {
    let Some(text) = option else {
        return Ok(config.http.address);
    };
    let bad = |_| bad_address(text, Cause::new("cause-address-http"));
    text.parse().map_err(bad)
}

fn bad_address(address: &str, cause: Cause) -> Refusal {
    Refusal::new("bad_address", 422).with("address", address).because(cause)
}

async fn open_store(dir: &DataDir, config: &Config) -> Result<Store, Refusal> {
    let (path, cache) = (dir.path().to_owned(), config.store.cache_mib * 1024 * 1024);
    tokio::task::spawn_blocking(move || Store::open(&path, cache))
        .await
        .map_err(Refusal::internal)?
        .map_err(store_refusal)
}

async fn open_catalogue(store: &Store, platform: PublicKey) -> Result<Catalogue, Refusal> {
    let store = store.clone();
    let opened = tokio::task::spawn_blocking(move || Catalogue::open(&store)).await;
    let catalogue = opened.map_err(Refusal::internal)?.map_err(store_refusal)?;
    Ok(catalogue.of_platform(platform))
}

async fn open_search(dir: &DataDir, catalogue: &Arc<Catalogue>, store: &Store) -> Result<Search, Refusal> {
    let (path, catalogue, store) = (dir.index(), Arc::clone(catalogue), store.clone());
    let opened = tokio::task::spawn_blocking(move || Search::open(&path, catalogue, store)).await;
    opened.map_err(Refusal::internal)?.map_err(searching::search_refusal)
}

/// Addresses by the key in their `/p2p/` part, which every configured address must have: a node
/// only connects to whom it knows.
fn peer_addresses<'a>(
    addresses: impl Iterator<Item = &'a String>,
) -> Result<BTreeMap<PublicKey, Vec<String>>, Refusal> {
    let mut by_peer: BTreeMap<PublicKey, Vec<String>> = BTreeMap::new();
    for address in addresses {
        let bad = |key| bad_address(address, Cause::new(key));
        let (_, peer) = address
            .rsplit_once("/p2p/")
            .ok_or_else(|| bad("cause-address-no-peer"))?;
        let key = PublicKey::from_peer_id(peer).map_err(|_| bad("cause-address-peer-id"))?;
        by_peer.entry(key).or_default().push(address.clone());
    }
    Ok(by_peer)
}

/// What a reader is told of a store that refuses.
pub(crate) fn store_refusal(error: StoreError) -> Refusal {
    match error {
        StoreError::Busy { path } => Refusal::new("data_dir_busy", 409)
            .with("path", path.display())
            .with("pid", "unknown"),
        StoreError::Newer { found, known, .. } => Refusal::new("store_newer", 500)
            .with("found", found)
            .with("known", known),
        StoreError::Damaged { path, why } => Refusal::new("store_damaged", 500)
            .with("path", path.display())
            .with("cause", why),
        StoreError::LostItsEnd {
            path,
            what,
            expected,
            found,
        } => Refusal::new("store_damaged", 500)
            .with("path", path.display())
            .with("cause", format!("{found} of at least {expected} {what} are there")),
        StoreError::Io { ref source, .. }
            if matches!(source.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) =>
        {
            Refusal::new("storage_full", 507)
        }
        StoreError::Reopening => Refusal::new("busy", 503),
        other => Refusal::new("store_failed", 500).with("cause", other),
    }
}

fn network_refusal(error: NetworkError) -> Refusal {
    match error {
        NetworkError::PortInUse { address } => Refusal::new("port_in_use", 409)
            .with("address", address)
            .with("option", "listen"),
        NetworkError::Address { ref address, .. } | NetworkError::Transport { ref address } => {
            bad_address(address, Cause::from(&error))
        }
        other => Refusal::internal(other),
    }
}

fn http_refusal(error: HttpError) -> Refusal {
    match error {
        HttpError::PortInUse { addr } => Refusal::new("port_in_use", 409)
            .with("address", addr)
            .with("option", "http"),
        other => Refusal::internal(other),
    }
}

#[cfg(test)]
mod tests;
