//! A platform's first day, before its node runs: initialise, found or join a federation.

use std::ops::ControlFlow;
use std::path::Path;

use ayni_protocol::charter::admission::{Card, Ticket};
use ayni_protocol::charter::ballot::Ballot;
use ayni_protocol::charter::{CertifiedCharter, Charter, CharterError, Quorum, Role, check_name};
use ayni_protocol::identity::{Hash, PublicKey, SecretKey};
use ayni_protocol::vocabulary::language;
use ayni_protocol::vocabulary::side::{self, Side};
use futures::executor::block_on;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::clock;
use crate::config::{Config, HttpSettings, Membership, NetworkSettings, Platform, StoreSettings};
use crate::data_dir::{DataDir, unreadable};
use crate::driver::held_charters;
use crate::keystore;
use crate::node::standing::Standing;
use crate::node::{application, store_refusal};
use crate::refusal::Refusal;
use crate::store::{Depth, Store, Verification};
use crate::words;

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
    /// `applied` if whoever has invited knows that this platform wishes to come in; else `joining`, for the node
    /// tells it when it runs. `unheard` if it was removed: nobody but its people applies for it anew.
    pub state: &'static str,
    /// This platform's key in words, which the others compare with what they see.
    pub key_words: String,
}

/// Makes key, configuration, token and an empty store.
///
/// # Errors
/// `already_initialised`, `bad_country`, `bad_side`, `bad_language`, `bad_name`, or `file_unreadable`.
pub fn init(dir: &Path, profile: Profile) -> Result<Initialised, Refusal> {
    let secret = SecretKey::from_seed(&Zeroizing::new(keystore::random()?));
    make(dir, &secret, configuration(profile)?, None)
}

/// The same with a key that exists already, written on paper.
///
/// # Errors
/// As [`init`].
pub fn init_with(dir: &Path, profile: Profile, secret: &SecretKey) -> Result<Initialised, Refusal> {
    make(dir, secret, configuration(profile)?, None)
}

/// The same with a key, configuration and membership from a backup.
///
/// # Errors
/// `already_initialised` or `file_unreadable`.
pub(crate) fn restore(
    dir: &Path,
    secret: &SecretKey,
    config: Config,
    membership: Option<Membership>,
) -> Result<Initialised, Refusal> {
    make(dir, secret, config, membership)
}

/// The configuration of a platform on its first day.
fn configuration(profile: Profile) -> Result<Config, Refusal> {
    check_name(&profile.name).map_err(|error| Refusal::new("bad_name", 422).because(&error))?;
    let country = profile.country.trim().to_uppercase();
    let usual = side::of(&country).ok_or_else(|| Refusal::new("bad_country", 422).with("value", profile.country))?;
    let side = match profile.side {
        None => usual,
        Some(word) => Side::parse(&word).ok_or_else(|| Refusal::new("bad_side", 422).with("value", word))?,
    };
    let language = profile.language.unwrap_or_else(|| "en".to_owned());
    let language =
        language::canonical(&language).ok_or_else(|| Refusal::new("bad_language", 422).with("value", language))?;
    Ok(Config {
        platform: Platform {
            name: profile.name,
            country,
            side,
            language,
        },
        network: NetworkSettings::default(),
        http: HttpSettings::default(),
        store: StoreSettings::default(),
    })
}

fn make(
    dir: &Path,
    secret: &SecretKey,
    config: Config,
    membership: Option<Membership>,
) -> Result<Initialised, Refusal> {
    DataDir::new(dir).create()?;
    let dir = DataDir::new(dir.canonicalize().map_err(|error| unreadable(dir, &error))?);
    let _lock = dir.lock()?;
    // Without a key an earlier attempt was interrupted, and all but the key is made once more; with a
    // federation it is a platform that has lost its key, and its configuration is worth keeping.
    if dir.identity().exists() || dir.membership().exists() {
        return Err(Refusal::new("already_initialised", 409).with("path", dir.path().display()));
    }
    keystore::create_token(&dir)?;
    config.write(&dir)?;
    open_store(&dir, &config)?;
    if let Some(membership) = membership {
        membership.write(&dir)?;
    }
    // The key comes last: where it lies, everything else does.
    keystore::write_key(&dir, secret)?;
    Ok(Initialised {
        did: secret.public().to_string(),
        peer_id: secret.public().peer_id(),
        data_dir: dir.path().display().to_string(),
        card: config.platform.card().sign(secret),
    })
}

/// Makes charter 0 with this platform and those of `cards` as members.
///
/// # Errors
/// `already_in_federation`, also if the store holds more than the beginning of one; `bad_quorum`,
/// `bad_card`, `own_card`, `card_twice`, `bad_name`, `bad_change` for more members than a charter has room
/// for, or what [`DataDir::lock`] and the files refuse.
pub fn found(dir: &Path, name: &str, quorum: Option<&str>, cards: &[String]) -> Result<CharterChange, Refusal> {
    let dir = DataDir::new(dir);
    let (config, _lock) = enter(&dir)?;
    if let Some(membership) = Membership::read(&dir)? {
        return Err(already_in(membership.federation));
    }
    let secret = keystore::read_key(&dir)?;
    let quorum = match quorum {
        None => Quorum::Majority,
        Some(word) => Quorum::parse(word).ok_or_else(|| Refusal::new("bad_quorum", 422).with("value", word))?,
    };
    let read =
        |card: &String| Card::read(card, Role::Member).map_err(|error| Refusal::new("bad_card", 422).because(&error));
    let mut members = vec![read(&config.platform.card().sign(&secret))?];
    for card in cards {
        let member = read(card)?;
        if member.key == secret.public() {
            return Err(Refusal::new("own_card", 422));
        }
        if members.iter().any(|other| other.key == member.key) {
            return Err(Refusal::new("card_twice", 422).with("name", member.name));
        }
        members.push(member);
    }
    let charter =
        Charter::found(name.to_owned(), quorum, members, keystore::random()?).map_err(|error| match error {
            CharterError::Name(_) => Refusal::new("bad_name", 422).because(&error),
            other => Refusal::new("bad_change", 422).because(&other),
        })?;
    let federation = charter.hash();
    let ballot = Ballot::confirm(&secret, &federation, 0, federation);
    let certified = CertifiedCharter::new(charter, vec![ballot]);
    let store = open_store(&dir, &config)?;
    if let Some(held) = federation_of(&store)?
        && !is_a_beginning(&store)?
    {
        return Err(already_in(held));
    }
    block_on(store.put_charter(0, certified.encode())).map_err(store_refusal)?;
    let membership = Membership {
        federation: federation.to_string(),
        name: name.to_owned(),
        inviter: None,
        addresses: Vec::new(),
        ticket: None,
        restored: false,
    };
    membership.write(&dir)?;
    Ok(CharterChange {
        federation: federation.to_string(),
        epoch: 0,
    })
}

/// Notes which federation to join and through whom; the node fetches the charter when it runs.
///
/// As long as no charter names this platform, or none any more, another ticket to the same federation takes the place
/// of the one before: that may have ended, or its inviter be gone.
///
/// # Errors
/// `already_in_federation`, `bad_ticket`, `ticket_expired`, `wrong_federation` if the store holds
/// another one, or what [`DataDir::lock`] and the files refuse.
pub fn join(dir: &Path, ticket: &str) -> Result<Joined, Refusal> {
    let dir = DataDir::new(dir);
    let (config, _lock) = enter(&dir)?;
    let secret = keystore::read_key(&dir)?;
    let before = Membership::read(&dir)?;
    let held = held_charters(&open_store(&dir, &config)?).map_err(store_refusal)?;
    let standing = Standing::of(held.as_ref(), &secret.public());
    if let (Some(membership), Standing::In(_)) = (&before, standing) {
        return Err(already_in(&membership.federation));
    }
    let text = ticket.trim();
    let (inviter, ticket) = Ticket::read(text).map_err(|error| Refusal::new("bad_ticket", 422).because(&error))?;
    if ticket.expires < clock::unix_ms() {
        return Err(Refusal::new("ticket_expired", 410));
    }
    let federation = ticket.federation.to_string();
    if let Some(membership) = before.iter().find(|membership| membership.federation != federation) {
        return Err(already_in(&membership.federation));
    }
    if held.is_some_and(|held| held.federation() != ticket.federation) {
        return Err(Refusal::new("wrong_federation", 409));
    }
    let membership = Membership {
        federation,
        name: ticket.name,
        inviter: Some(inviter.to_string()),
        addresses: ticket.addresses,
        // Line breaks of a mail are no part of it.
        ticket: ticket.guest.map(|_| text.split_whitespace().collect()),
        restored: before.is_some_and(|membership| membership.restored),
    };
    membership.write(&dir)?;
    let applied = membership.ticket.as_deref().is_some_and(|ticket| {
        let card = config.platform.card();
        apply(&secret, &card, ticket, inviter, &membership.addresses)
    });
    Ok(Joined {
        federation: membership.federation,
        state: match standing {
            _ if applied => "applied",
            Standing::Out { removed: true, .. } => "unheard",
            _ => "joining",
        },
        key_words: words::of_key(&secret.public()),
    })
}

/// Tells whoever has invited that this platform wishes to come in. Whether that has arrived; if not, the
/// node tells it when it runs.
fn apply(secret: &SecretKey, card: &Card, ticket: &str, inviter: PublicKey, addresses: &[String]) -> bool {
    let attempt = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .ok()?;
        let sent = runtime.block_on(application::send(secret, card, ticket, inviter, addresses));
        sent.map_err(|error| tracing::info!(%error, "the application has not arrived yet"))
            .ok()
    };
    // On a thread of its own, for whoever calls may be on a runtime already.
    std::thread::scope(|scope| scope.spawn(attempt).join().is_ok_and(|sent| sent.is_some()))
}

/// Checks every log from its first entry to its head, where no node runs.
///
/// # Errors
/// `data_dir_busy` if a node runs, `no_federation` before founding or joining.
pub fn verify(dir: &Path, depth: Depth, mut progress: impl FnMut(u64)) -> Result<Verification, Refusal> {
    let dir = DataDir::new(dir);
    dir.check_initialised()?;
    let _lock = dir.lock()?;
    let config = Config::read(&dir)?;
    let membership = Membership::read(&dir)?.ok_or_else(|| Refusal::new("no_federation", 409))?;
    let federation = membership.federation_id(&dir.membership())?;
    let store = open_store(&dir, &config)?;
    let to_the_end = |done| {
        progress(done);
        ControlFlow::Continue(())
    };
    let found = store.verify(&federation, depth, to_the_end).map_err(store_refusal)?;
    Ok(found.expect("nothing breaks it off"))
}

/// A platform's directory, for a command that gives it a federation.
fn enter(dir: &DataDir) -> Result<(Config, crate::data_dir::Lock), Refusal> {
    dir.check_initialised()?;
    let lock = dir.lock()?;
    Ok((Config::read(dir)?, lock))
}

fn already_in(federation: impl std::fmt::Display) -> Refusal {
    Refusal::new("already_in_federation", 409).with("federation", federation)
}

/// The federation whose charters the store holds, whatever `federation.toml` says or has said.
fn federation_of(store: &Store) -> Result<Option<Hash>, Refusal> {
    let charters = held_charters(store).map_err(store_refusal)?;
    Ok(charters.map(|charters| charters.federation()))
}

/// Whether the store holds no more than a founding that was interrupted leaves behind: charter 0.
fn is_a_beginning(store: &Store) -> Result<bool, Refusal> {
    let charters = store.charters().map_err(store_refusal)?;
    Ok(store.entry_count() == 0 && charters.len() <= 1)
}

fn open_store(dir: &DataDir, config: &Config) -> Result<Store, Refusal> {
    Store::open(dir.path(), config.store.cache_mib * 1024 * 1024).map_err(store_refusal)
}

/// Puts the search index aside where no node runs: the next one makes it anew.
///
/// # Errors
/// `data_dir_missing`, `data_dir_busy` or `file_unreadable`.
pub fn forget_index(dir: &Path) -> Result<(), Refusal> {
    let dir = DataDir::new(dir);
    dir.check_initialised()?;
    let _lock = dir.lock()?;
    match std::fs::remove_dir_all(dir.index()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(unreadable(&dir.index(), &error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform(dir: &Path) -> Result<Initialised, Refusal> {
        let profile = Profile {
            name: "RESOPP".to_owned(),
            country: "SN".to_owned(),
            side: None,
            language: None,
        };
        init(dir, profile)
    }

    fn code<T>(done: Result<T, Refusal>) -> &'static str {
        done.err().expect("refused").code
    }

    #[test]
    fn an_interrupted_init_can_be_repeated_and_a_finished_one_is_left_as_it_is() {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path().join("data"));
        platform(dir.path()).expect("a platform");
        assert_eq!(code(platform(dir.path())), "already_initialised");
        std::fs::remove_file(dir.identity()).expect("removed");
        let again = platform(dir.path()).expect("all but the key was there");
        assert_eq!(keystore::read_key(&dir).expect("a key").public().to_string(), again.did);

        found(dir.path(), "Red", None, &[]).expect("a federation");
        std::fs::remove_file(dir.identity()).expect("removed");
        assert_eq!(code(platform(dir.path())), "already_initialised");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_but_its_owner_may_enter_a_platforms_directory_or_its_store() {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path().join("data"));
        platform(dir.path()).expect("a platform");
        let store = dir.path().join("store");
        assert_eq!((mode(dir.path()), mode(&store)), (0o700, 0o700));
        // A copy may have lost that.
        std::fs::set_permissions(&store, std::fs::Permissions::from_mode(0o755)).expect("changed");
        found(dir.path(), "Red", None, &[]).expect("a federation");
        assert_eq!(mode(&store), 0o700);
    }

    #[test]
    fn a_founder_is_told_which_card_is_too_many() {
        let temporary = tempfile::tempdir().expect("a directory");
        let [here, other] = ["here", "other"].map(|name| temporary.path().join(name));
        let (own, card) = (
            platform(&here).expect("one").card,
            platform(&other).expect("another").card,
        );
        assert_eq!(code(found(&here, "Red", None, &[own])), "own_card");
        let twice = [card.clone(), card.clone()];
        assert_eq!(code(found(&here, "Red", None, &twice)), "card_twice");
        found(&here, "Red", None, &[card]).expect("a federation of two");
    }

    #[test]
    fn a_store_that_holds_a_federation_is_not_made_the_beginning_of_another() {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path());
        platform(dir.path()).expect("a platform");
        let first = found(dir.path(), "Red", None, &[]).expect("a federation");
        let forget = || std::fs::remove_file(dir.membership()).expect("removed");

        // Whoever was interrupted between charter and membership founds again.
        forget();
        let second = found(dir.path(), "Red", None, &[]).expect("nothing was lost");
        assert_ne!(first.federation, second.federation);
        forget();

        let ticket = |federation: &str| {
            let ticket = Ticket {
                federation: federation.parse().expect("an id"),
                name: "Red".to_owned(),
                addresses: Vec::new(),
                role: Role::Member,
                expires: i64::MAX,
                guest: None,
            };
            ticket.sign(&keystore::read_key(&dir).expect("a key"))
        };
        assert_eq!(code(join(dir.path(), &ticket(&first.federation))), "wrong_federation");
        join(dir.path(), &ticket(&second.federation)).expect("the one that the store holds");
        forget();

        let secret = keystore::read_key(&dir).expect("a key");
        let federation: Hash = second.federation.parse().expect("an id");
        let entry = ayni_protocol::entry::Entry::sign(&secret, &federation, 1, None, 0, vec![1]);
        let entries = ayni_protocol::log::authenticate(&federation, vec![entry]).expect("authentic");
        let store = Store::open(dir.path(), 16 * 1024 * 1024).expect("its store");
        block_on(store.append(entries)).expect("durable");
        drop(store);
        assert_eq!(code(found(dir.path(), "Red", None, &[])), "already_in_federation");
        join(dir.path(), &ticket(&second.federation)).expect("back into its own federation");
    }
}
