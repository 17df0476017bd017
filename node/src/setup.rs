//! A platform's first day, before its node runs: initialise, found or join a federation.

use std::path::Path;

use ayni_protocol::charter::admission::{Card, Ticket};
use ayni_protocol::charter::ballot::Ballot;
use ayni_protocol::charter::{CertifiedCharter, Charter, CharterError, Quorum, Role, check_name};
use ayni_protocol::vocabulary::language;
use ayni_protocol::vocabulary::side::{self, Side};
use futures::executor::block_on;
use serde::Serialize;

use crate::clock;
use crate::config::{Config, HttpSettings, Membership, NetworkSettings, Platform, StoreSettings};
use crate::data_dir::{DataDir, unreadable};
use crate::keystore;
use crate::node::store_refusal;
use crate::refusal::Refusal;
use crate::store::{Depth, Store, Verification};

/// What `init` is told about a platform.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// `north` or `south`; absent: what the table of countries says.
    pub side: Option<String>,
    /// BCP 47; absent: English.
    pub language: Option<String>,
}

/// A platform that has just been initialised.
#[derive(Clone, Debug, Serialize)]
pub struct Initialised {
    /// Its did.
    pub did: String,
    /// Its node's libp2p peer id.
    pub peer_id: String,
    /// Where everything lies.
    pub data_dir: String,
    /// What it sends to those who may admit it.
    pub card: String,
}

/// A charter that has just come into force.
#[derive(Clone, Debug, Serialize)]
pub struct CharterChange {
    /// The federation's id.
    pub federation: String,
    /// The charter's epoch.
    pub epoch: u64,
}

/// A federation that has just been joined.
#[derive(Clone, Debug, Serialize)]
pub struct Joined {
    /// The federation's id.
    pub federation: String,
    /// `joining` until the node has received the charter.
    pub state: &'static str,
}

/// Makes key, configuration, token and an empty store.
///
/// # Errors
/// `already_initialised`, `bad_country`, `bad_side`, `bad_language`, `bad_name`, or `file_unreadable`.
pub fn init(dir: &Path, profile: Profile) -> Result<Initialised, Refusal> {
    check_name(&profile.name).map_err(|error| Refusal::new("bad_name", 422).with("cause", error))?;
    let country = profile.country.trim().to_uppercase();
    let usual = side::of(&country).ok_or_else(|| Refusal::new("bad_country", 422).with("value", profile.country))?;
    let side = match profile.side {
        None => usual,
        Some(word) => Side::parse(&word).ok_or_else(|| Refusal::new("bad_side", 422).with("value", word))?,
    };
    let language = profile.language.unwrap_or_else(|| "en".to_owned());
    let language =
        language::canonical(&language).ok_or_else(|| Refusal::new("bad_language", 422).with("value", language))?;

    std::fs::create_dir_all(dir).map_err(|error| unreadable(dir, &error))?;
    let dir = DataDir::new(dir.canonicalize().map_err(|error| unreadable(dir, &error))?);
    let _lock = dir.lock()?;
    if dir.identity().exists() || dir.config().exists() {
        return Err(Refusal::new("already_initialised", 409).with("path", dir.path().display()));
    }
    let config = Config {
        platform: Platform {
            name: profile.name,
            country,
            side,
            language,
        },
        network: NetworkSettings::default(),
        http: HttpSettings::default(),
        store: StoreSettings::default(),
    };
    keystore::create_token(&dir)?;
    config.write(&dir)?;
    open_store(&dir, &config)?;
    // The key comes last: where it lies, everything else does.
    let secret = keystore::create_key(&dir)?;
    Ok(Initialised {
        did: secret.public().to_string(),
        peer_id: secret.public().peer_id(),
        data_dir: dir.path().display().to_string(),
        card: config.platform.card().sign(&secret),
    })
}

/// Makes charter 0 with this platform and those of `cards` as members.
///
/// # Errors
/// `already_in_federation`, `bad_quorum`, `bad_card`, `bad_name`, or what [`DataDir::lock`] and the files refuse.
pub fn found(dir: &Path, name: &str, quorum: Option<&str>, cards: &[String]) -> Result<CharterChange, Refusal> {
    let dir = DataDir::new(dir);
    let (config, _lock) = enter(&dir)?;
    let secret = keystore::read_key(&dir)?;
    let quorum = match quorum {
        None => Quorum::Majority,
        Some(word) => Quorum::parse(word).ok_or_else(|| Refusal::new("bad_quorum", 422).with("value", word))?,
    };
    let bad_card = |cause: &dyn std::fmt::Display| Refusal::new("bad_card", 422).with("cause", cause);
    let mut members = Vec::new();
    let own = config.platform.card().sign(&secret);
    for card in cards.iter().chain([&own]) {
        members.push(Card::read(card, Role::Member).map_err(|error| bad_card(&error))?);
    }
    let charter =
        Charter::found(name.to_owned(), quorum, members, keystore::random()?).map_err(|error| match error {
            CharterError::Name(_) => Refusal::new("bad_name", 422).with("cause", error),
            other => bad_card(&other),
        })?;
    let federation = charter.hash();
    let ballot = Ballot::sign(&secret, &federation, 0, 0, federation);
    let certified = CertifiedCharter::new(charter, vec![ballot]);
    let store = open_store(&dir, &config)?;
    block_on(store.put_charter(0, certified.encode())).map_err(store_refusal)?;
    let membership = Membership {
        federation: federation.to_string(),
        name: name.to_owned(),
        inviter: None,
        addresses: Vec::new(),
    };
    membership.write(&dir)?;
    Ok(CharterChange {
        federation: federation.to_string(),
        epoch: 0,
    })
}

/// Notes which federation to join and through whom; the node fetches the charter when it runs.
///
/// # Errors
/// `already_in_federation`, `bad_ticket`, `ticket_expired`, or what [`DataDir::lock`] and the files
/// refuse.
pub fn join(dir: &Path, ticket: &str) -> Result<Joined, Refusal> {
    let dir = DataDir::new(dir);
    let (_, _lock) = enter(&dir)?;
    let (inviter, ticket) =
        Ticket::read(ticket).map_err(|error| Refusal::new("bad_ticket", 422).with("cause", error))?;
    if ticket.expires < clock::unix_ms() {
        return Err(Refusal::new("ticket_expired", 410));
    }
    let membership = Membership {
        federation: ticket.federation.to_string(),
        name: ticket.name,
        inviter: Some(inviter.to_string()),
        addresses: ticket.addresses,
    };
    membership.write(&dir)?;
    Ok(Joined {
        federation: membership.federation,
        state: "joining",
    })
}

/// Checks every log from its first entry to its head, where no node runs.
///
/// # Errors
/// `data_dir_busy` if a node runs, `no_federation` before founding or joining.
pub fn verify(dir: &Path, depth: Depth, progress: impl FnMut(u64)) -> Result<Verification, Refusal> {
    let dir = DataDir::new(dir);
    dir.check_initialised()?;
    let _lock = dir.lock()?;
    let config = Config::read(&dir)?;
    let membership = Membership::read(&dir)?.ok_or_else(|| Refusal::new("no_federation", 409))?;
    let federation = membership.federation_id(&dir.membership())?;
    let store = open_store(&dir, &config)?;
    store.verify(&federation, depth, progress).map_err(store_refusal)
}

/// A platform's directory, for a command that gives it a federation.
fn enter(dir: &DataDir) -> Result<(Config, crate::data_dir::Lock), Refusal> {
    dir.check_initialised()?;
    let lock = dir.lock()?;
    if let Some(membership) = Membership::read(dir)? {
        return Err(Refusal::new("already_in_federation", 409).with("federation", membership.federation));
    }
    Ok((Config::read(dir)?, lock))
}

fn open_store(dir: &DataDir, config: &Config) -> Result<Store, Refusal> {
    Store::open(dir.path(), config.store.cache_mib * 1024 * 1024).map_err(store_refusal)
}
