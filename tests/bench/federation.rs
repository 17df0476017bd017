//! A federation to measure with: two nodes, and many platforms of which nothing is there but their logs.

use std::path::Path;

use ayni_node::config::{Config, Membership};
use ayni_node::data_dir::DataDir;
use ayni_node::keystore;
use ayni_node::setup::{self, Profile};
use ayni_node::store::Store;
use ayni_protocol::charter::ballot::Ballot;
use ayni_protocol::charter::{CertifiedCharter, Charter, Member, Quorum, Role};
use ayni_protocol::entry::Entry;
use ayni_protocol::identity::{Hash, PublicKey, SecretKey};
use ayni_protocol::log::authenticate;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::RecordId;
use ayni_protocol::vocabulary::side::Side;

use crate::samples;

/// Memory for the store's cache while it is filled, in bytes.
const CACHE_BYTES: u64 = 64 * 1024 * 1024;

/// Entries that are appended at a time.
const GROUP: u64 = 1_000;

/// When all entries say that they were signed, in Unix milliseconds.
const TIME: i64 = 1_795_000_000_000;

/// What the bodies are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bodies {
    /// Records of a directory.
    Directory,
    /// Random bytes, of an operation that nobody knows: nothing makes them smaller.
    Random,
    /// Records in which words are as common as in a language, for whoever looks for them.
    Varied,
}

/// The logs of a federation: how many entries each author has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Logs {
    pub(crate) records: u64,
    pub(crate) authors: u64,
    pub(crate) bodies: Bodies,
    /// How many entries the first author has beyond that.
    pub(crate) extra: u64,
}

impl Logs {
    /// The key of the author with this number.
    pub(crate) fn secret(author: u64) -> SecretKey {
        let mut seed = [11; 32];
        seed[..8].copy_from_slice(&author.to_be_bytes());
        SecretKey::from_seed(&seed)
    }

    /// How many entries this author has.
    pub(crate) fn length(&self, author: u64) -> u64 {
        let extra = if author == 0 { self.extra } else { 0 };
        self.records / self.authors + u64::from(author < self.records % self.authors) + extra
    }

    /// What a part is told of them, and of the node that it is to connect to.
    pub(crate) fn arguments(&self, peer: Option<&str>) -> Vec<String> {
        let mut arguments = vec![self.records.to_string(), self.authors.to_string()];
        arguments.extend(peer.map(str::to_owned));
        arguments.push(format!("--extra={}", self.extra));
        arguments.extend((self.bodies == Bodies::Random).then(|| "--random".to_owned()));
        arguments
    }

    /// How many records a node that holds them lists.
    pub(crate) fn listed(&self) -> u64 {
        match self.bodies {
            Bodies::Directory | Bodies::Varied => self.records + self.extra,
            Bodies::Random => 0,
        }
    }

    /// The body of an entry: the same each time, and no two alike.
    fn body(&self, author: u64, seq: u64) -> Vec<u8> {
        let number = seq * self.authors + author;
        let mut chance = fastrand::Rng::with_seed(number);
        let mut bytes = [0; 16];
        chance.fill(&mut bytes);
        match self.bodies {
            Bodies::Directory => Operation::Publish {
                id: RecordId::from_bytes(bytes),
                record: samples::enterprise(number),
            }
            .encode(bytes),
            Bodies::Varied => Operation::Publish {
                id: RecordId::from_bytes(bytes),
                record: samples::varied(number),
            }
            .encode(bytes),
            Bodies::Random => {
                // A map of two: `op`, and under `x` what fills it up to 1 KiB.
                let mut body = b"\xa2\x61x\x59\x03\xf2".to_vec();
                body.extend(std::iter::repeat_with(|| chance.u8(..)).take(0x03f2));
                body.extend(b"\x62op\x65bench");
                body
            }
        }
    }
}

/// Has each of these platforms name an address that lasts, as one with a server of its own does: a node here has another port
/// after each start, and each time publishes that in its platform's profile. The addresses are of those for documents (RFC 5737).
pub(crate) fn settle(dirs: &[&Path]) -> Result<(), String> {
    for (number, dir) in dirs.iter().enumerate() {
        let dir = DataDir::new(dir);
        let mut config = Config::read(&dir).map_err(|error| error.to_string())?;
        config.network.announce = vec![format!("/ip4/192.0.2.{}/tcp/4370", number + 1)];
        config.write(&dir).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Makes a platform in each of these directories, all in one federation with the authors of the logs.
pub(crate) fn found(dirs: &[&Path], logs: &Logs) -> Result<Hash, String> {
    let mut members = Vec::new();
    for (number, dir) in dirs.iter().enumerate() {
        let profile = Profile {
            name: format!("Plateforme {number}"),
            country: "SN".to_owned(),
            side: None,
            language: None,
        };
        setup::init(dir, profile).map_err(|error| error.to_string())?;
        let secret = keystore::read_key(&DataDir::new(dir)).map_err(|error| error.to_string())?;
        members.push(member(secret.public(), format!("Plateforme {number}")));
    }
    let authors = (0..logs.authors).map(|author| member(Logs::secret(author).public(), format!("Auteur {author}")));
    members.extend(authors);
    let charter =
        Charter::found("Mesure".to_owned(), Quorum::Majority, members, [7; 16]).map_err(|error| error.to_string())?;
    let federation = charter.hash();
    let founder = keystore::read_key(&DataDir::new(dirs[0])).map_err(|error| error.to_string())?;
    let ballot = Ballot::confirm(&founder, &federation, 0, federation);
    let certified = CertifiedCharter::new(charter, vec![ballot]).encode();
    for dir in dirs {
        let store = Store::open(dir, CACHE_BYTES).map_err(|error| error.to_string())?;
        futures::executor::block_on(store.put_charter(0, certified.clone())).map_err(|error| error.to_string())?;
        let membership = Membership {
            federation: federation.to_string(),
            name: "Mesure".to_owned(),
            inviter: None,
            addresses: Vec::new(),
            ticket: None,
            restored: false,
        };
        membership
            .write(&DataDir::new(dir))
            .map_err(|error| error.to_string())?;
    }
    Ok(federation)
}

fn member(key: PublicKey, name: String) -> Member {
    Member {
        key,
        name,
        country: "SN".to_owned(),
        side: Side::South,
        role: Role::Member,
    }
}

/// Writes the logs into the stores of these platforms, each as far as it lacks them. Returns the bytes of all bodies.
pub(crate) fn fill(dirs: &[&Path], logs: &Logs, federation: &Hash) -> Result<u64, String> {
    let opened = dirs
        .iter()
        .map(|dir| Store::open(dir, CACHE_BYTES).map_err(|error| error.to_string()));
    let stores: Vec<Store> = opened.collect::<Result<_, String>>()?;
    let mut bytes = 0;
    for author in 0..logs.authors {
        let (secret, length, mut prev) = (Logs::secret(author), logs.length(author), None);
        for first in (1..=length).step_by(GROUP as usize) {
            let seqs = first..(first + GROUP).min(length + 1);
            let mut entries = Vec::new();
            for seq in seqs {
                let entry = Entry::sign(
                    &secret,
                    federation,
                    seq,
                    prev,
                    TIME + seq as i64,
                    logs.body(author, seq),
                );
                prev = Some(entry.envelope().id());
                bytes += entry.body().map_or(0, <[u8]>::len) as u64;
                entries.push(entry);
            }
            let authentic = authenticate(federation, entries).map_err(|error| error.to_string())?;
            for store in &stores {
                let held = store.frontier().seq(&secret.public());
                let new: Vec<_> = authentic.iter().filter(|entry| entry.seq() > held).cloned().collect();
                futures::executor::block_on(store.append(new)).map_err(|error| error.to_string())?;
            }
        }
    }
    for store in stores {
        futures::executor::block_on(store.close()).map_err(|error| error.to_string())?;
    }
    Ok(bytes)
}
