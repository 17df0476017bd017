//! What a platform says about itself and its node: `config.toml` and `federation.toml`.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::Path;

use ayni_protocol::charter::admission::Card;
use ayni_protocol::charter::{CharterError, check_name};
use ayni_protocol::identity::{Hash, PublicKey};
use ayni_protocol::vocabulary::side::Side;
use ayni_protocol::vocabulary::{country, language};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::data_dir::{DataDir, unreadable, write_whole};
use crate::refusal::Refusal;

/// Longest configuration file that is read, in bytes.
const CONFIG_BYTES_MAX: u64 = 64 * 1024;

/// Least and most memory for sled's cache, in MiB: below it sled does not open, and nobody has more
/// than the most to spare.
const CACHE_MIB: RangeInclusive<u64> = 8..=65_536;

/// `config.toml`: written once by `ayni init`, then the admin's to change.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The platform.
    pub platform: Platform,
    /// How the node reaches its peers.
    #[serde(default)]
    pub network: NetworkSettings,
    /// The web site and API.
    #[serde(default)]
    pub http: HttpSettings,
    /// The store.
    #[serde(default)]
    pub store: StoreSettings,
}

/// Who the platform is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// Its name.
    pub name: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The side it declares.
    pub side: Side,
    /// The language it writes in, BCP 47.
    pub language: String,
}

impl Platform {
    /// Refuses what no card and no profile may say.
    fn check(&self, path: &Path) -> Result<(), Refusal> {
        check_name(&self.name).map_err(|error| bad_config(path, &error))?;
        if country::by_code(&self.country).is_none() {
            return Err(bad_config(path, &CharterError::Country(self.country.clone())));
        }
        if language::canonical(&self.language).as_ref() != Some(&self.language) {
            return Err(bad_config(
                path,
                &format!("`{}` is no BCP 47 language tag", self.language),
            ));
        }
        Ok(())
    }

    /// What the platform shows to those who may admit it.
    pub fn card(&self) -> Card {
        Card {
            name: self.name.clone(),
            country: self.country.clone(),
            side: self.side,
        }
    }
}

/// How the node reaches its peers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NetworkSettings {
    /// Multiaddrs to listen on.
    pub listen: Vec<String>,
    /// Multiaddrs under which others reach this node; empty: the ones it listens on.
    pub announce: Vec<String>,
    /// Multiaddrs of peers, with their `/p2p/` part, beyond those that the federation names.
    pub peers: Vec<String>,
}

impl Default for NetworkSettings {
    fn default() -> Self {
        Self {
            listen: vec![
                "/ip4/0.0.0.0/tcp/4370".to_owned(),
                "/ip4/0.0.0.0/udp/4370/quic-v1".to_owned(),
            ],
            announce: Vec::new(),
            peers: Vec::new(),
        }
    }
}

/// The web site and API.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HttpSettings {
    /// Where it answers. Only this machine, unless a reverse proxy or the admin opens it.
    pub address: SocketAddr,
    /// The names of the site, such as `ayni.example.org`: pages for staff answer under these, under IP addresses and
    /// under `localhost`, so that no other site can pass itself off as this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 4380)),
            names: Vec::new(),
        }
    }
}

/// The store.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreSettings {
    /// Memory for sled's cache, in MiB: from 8 to 65,536.
    pub cache_mib: u64,
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self { cache_mib: 16 }
    }
}

impl Config {
    /// Reads the configuration.
    ///
    /// # Errors
    /// `bad_config` names the line or value that is wrong.
    pub fn read(dir: &DataDir) -> Result<Self, Refusal> {
        let path = dir.config();
        let config: Self = read_toml(&path)?;
        config.platform.check(&path)?;
        let cache_mib = config.store.cache_mib;
        if !CACHE_MIB.contains(&cache_mib) {
            let (least, most) = (CACHE_MIB.start(), CACHE_MIB.end());
            let cause = format!("store.cache_mib is {cache_mib}: expected {least} to {most}");
            return Err(bad_config(&path, &cause));
        }
        Ok(config)
    }

    /// Writes the configuration.
    ///
    /// # Errors
    /// `file_unwritable`.
    pub fn write(&self, dir: &DataDir) -> Result<(), Refusal> {
        write_toml(&dir.config(), self, false)
    }
}

/// `federation.toml`: written by `ayni federation found` or `ayni join`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The federation's id, hex.
    pub federation: String,
    /// The federation's name.
    pub name: String,
    /// The key of whoever invited this platform; absent for a founder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inviter: Option<String>,
    /// Where the inviter's node is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
    /// The ticket, with the key that opens the inviter's door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Whether the platform came back from a backup: then its log may be longer elsewhere than here, even if
    /// there is nothing of it here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restored: bool,
}

impl Membership {
    /// Reads the membership; absent before founding or joining.
    ///
    /// # Errors
    /// `bad_config` if the file is damaged.
    pub fn read(dir: &DataDir) -> Result<Option<Self>, Refusal> {
        let path = dir.membership();
        if !path.exists() {
            return Ok(None);
        }
        let membership: Self = read_toml(&path)?;
        membership.federation_id(&path)?;
        membership.inviter_key(&path)?;
        Ok(Some(membership))
    }

    /// Writes the membership, for its owner's eyes alone: a ticket holds the key that opens a door.
    ///
    /// # Errors
    /// `file_unwritable`.
    pub fn write(&self, dir: &DataDir) -> Result<(), Refusal> {
        write_toml(&dir.membership(), self, true)
    }

    /// The federation's id.
    ///
    /// # Errors
    /// `bad_config` if the text, read from `path`, is none.
    pub fn federation_id(&self, path: &Path) -> Result<Hash, Refusal> {
        self.federation.parse().map_err(|error| bad_config(path, &error))
    }

    /// The inviter's key.
    ///
    /// # Errors
    /// `bad_config` if the text, read from `path`, is none.
    pub fn inviter_key(&self, path: &Path) -> Result<Option<PublicKey>, Refusal> {
        let inviter = self.inviter.as_deref();
        inviter
            .map(|did| did.parse().map_err(|error| bad_config(path, &error)))
            .transpose()
    }
}

fn bad_config(path: &Path, cause: &dyn std::fmt::Display) -> Refusal {
    Refusal::new("bad_config", 500)
        .with("path", path.display())
        .with("cause", cause)
}

fn read_toml<T: DeserializeOwned>(path: &Path) -> Result<T, Refusal> {
    use std::io::Read as _;
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(CONFIG_BYTES_MAX).read_to_string(&mut text))
        .map_err(|error| unreadable(path, &error))?;
    toml::from_str(&text).map_err(|error| bad_config(path, &error))
}

fn write_toml<T: Serialize>(path: &Path, value: &T, secret: bool) -> Result<(), Refusal> {
    let text = toml::to_string_pretty(value).map_err(Refusal::internal)?;
    write_whole(path, text.as_bytes(), secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config {
            platform: Platform {
                name: "RESOPP".to_owned(),
                country: "SN".to_owned(),
                side: Side::South,
                language: "fr".to_owned(),
            },
            network: NetworkSettings::default(),
            http: HttpSettings::default(),
            store: StoreSettings::default(),
        }
    }

    #[test]
    fn a_configuration_reads_back_as_it_was_written() {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path());
        config().write(&dir).expect("written");
        let read = Config::read(&dir).expect("read");
        assert_eq!(read.platform.name, "RESOPP");
        assert_eq!(read.network.listen, NetworkSettings::default().listen);
    }

    #[test]
    fn a_platform_that_no_card_could_describe_is_refused() {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path());
        let platforms: [fn(&mut Platform); 3] = [
            |platform| platform.name = " ".to_owned(),
            |platform| platform.country = "Senegal".to_owned(),
            |platform| platform.language = "français".to_owned(),
        ];
        for spoil in platforms {
            let mut config = config();
            spoil(&mut config.platform);
            config.write(&dir).expect("written");
            assert_eq!(Config::read(&dir).expect_err("no such platform").code, "bad_config");
        }
    }

    #[test]
    fn a_cache_that_no_store_could_open_with_is_refused_as_a_wrong_setting() {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path());
        let mut config = config();
        for (cache_mib, taken) in [(0, false), (7, false), (8, true), (65_536, true), (65_537, false)] {
            config.store.cache_mib = cache_mib;
            config.write(&dir).expect("written");
            let read = Config::read(&dir);
            assert_eq!(read.is_ok(), taken, "{cache_mib} MiB");
            if let Err(refusal) = read {
                assert_eq!(refusal.code, "bad_config");
                assert!(refusal.to_string().contains("cache_mib"), "{refusal}");
            }
        }
    }

    #[test]
    fn only_the_platform_must_be_said_and_a_misspelt_setting_is_refused() {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path());
        let platform = "[platform]\nname = \"R\"\ncountry = \"SN\"\nside = \"south\"\nlanguage = \"fr\"\n";
        std::fs::write(dir.config(), platform).expect("written");
        assert!(Config::read(&dir).is_ok());
        std::fs::write(dir.config(), format!("{platform}[http]\nadress = \"127.0.0.1:1\"\n")).expect("written");
        let refusal = Config::read(&dir).expect_err("misspelt");
        assert_eq!(refusal.code, "bad_config");
        assert!(refusal.args.iter().any(|(_, value)| value.contains("adress")));
    }
}
