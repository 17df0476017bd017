//! A platform's key and configuration in one file that only its passphrase opens, and back again.
//!
//! The file is text (age's armor around its scrypt recipient), so that it survives mail and a print-out.
//! Records are not in it: the other platforms have them. This file alone names age.

use std::io::{Read as _, Write as _};
use std::path::Path;

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::secrecy::SecretString;
use ayni_protocol::identity::SecretKey;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::config::{Config, Membership};
use crate::data_dir::{DataDir, unreadable, write_whole};
use crate::keystore;
use crate::refusal::Refusal;
use crate::setup;

/// Version of what is encrypted.
const VERSION: u32 = 1;

/// Longest backup: key, configuration and membership take some kilobytes.
const BACKUP_BYTES_MAX: u64 = 64 * 1024;

/// Shortest passphrase, in characters. Whoever has the file may try as many as they like.
pub const PASSPHRASE_CHARS_MIN: usize = 8;

/// The work of opening a backup, as the binary logarithm of scrypt's cost: about a second, and 256 MiB.
///
/// The same on every machine: what a fast one writes, a small server must open. What asks for more was not
/// written here.
const WORK: u8 = 18;

#[derive(Serialize, Deserialize)]
struct Contents {
    version: u32,
    /// The seed of the key, hex.
    key: String,
    config: Config,
    membership: Option<Membership>,
}

impl Drop for Contents {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

/// Writes the key, configuration and membership in `dir` to the file at `to`, encrypted, and reads them back.
///
/// # Errors
/// `weak_passphrase`, `file_exists`, or what the files refuse.
pub fn write(dir: &Path, to: &Path, passphrase: &str) -> Result<(), Refusal> {
    if passphrase.chars().count() < PASSPHRASE_CHARS_MIN {
        return Err(Refusal::new("weak_passphrase", 422).with("limit", PASSPHRASE_CHARS_MIN));
    }
    if to.exists() {
        return Err(Refusal::new("file_exists", 409).with("path", to.display()));
    }
    let dir = DataDir::new(dir);
    dir.check_initialised()?;
    let secret = keystore::read_key(&dir)?;
    let contents = Contents {
        version: VERSION,
        key: hex::encode(&secret.seed()[..]),
        config: Config::read(&dir)?,
        membership: Membership::read(&dir)?,
    };
    let plain = Zeroizing::new(serde_json::to_vec(&contents).map_err(Refusal::internal)?);
    let encrypted = encrypt(&plain, passphrase).map_err(Refusal::internal)?;
    write_whole(to, &encrypted, true)?;
    let read = open(to, passphrase)?;
    match read.key == contents.key {
        true => Ok(()),
        false => Err(Refusal::internal("the backup does not hold what was written")),
    }
}

fn encrypt(plain: &[u8], passphrase: &str) -> std::io::Result<Vec<u8>> {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(WORK);
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .map_err(std::io::Error::other)?;
    let mut encrypted = Vec::new();
    let armor = ArmoredWriter::wrap_output(&mut encrypted, Format::AsciiArmor)?;
    let mut writer = encryptor.wrap_output(armor)?;
    writer.write_all(plain)?;
    writer.finish()?.finish()?;
    Ok(encrypted)
}

fn open(from: &Path, passphrase: &str) -> Result<Contents, Refusal> {
    let damaged = || Refusal::new("bad_backup", 422).with("path", from.display());
    let mut file = std::fs::File::open(from)
        .map_err(|error| unreadable(from, &error))?
        .take(BACKUP_BYTES_MAX + 1);
    let mut encrypted = Vec::new();
    file.read_to_end(&mut encrypted)
        .map_err(|error| unreadable(from, &error))?;
    if encrypted.len() as u64 > BACKUP_BYTES_MAX {
        return Err(damaged());
    }
    let decryptor = age::Decryptor::new(ArmoredReader::new(&encrypted[..])).map_err(|_| damaged())?;
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(WORK);
    let reader = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity));
    let mut reader = reader.map_err(|error| match error {
        age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed => {
            Refusal::new("wrong_passphrase", 403)
        }
        _ => damaged(),
    })?;
    let mut plain = Zeroizing::new(Vec::new());
    reader.read_to_end(&mut plain).map_err(|_| damaged())?;
    let version: Version = serde_json::from_slice(&plain).map_err(|_| damaged())?;
    if version.version > VERSION {
        return Err(Refusal::new("backup_newer", 422)
            .with("found", version.version)
            .with("known", VERSION));
    }
    serde_json::from_slice(&plain).map_err(|_| damaged())
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// Brings back what [`write`] wrote, into a directory that has no platform yet: a key, its configuration and
/// membership, a new token and an empty store. The node gets its records from the others.
///
/// # Errors
/// `wrong_passphrase`, `bad_backup`, `backup_newer`, `already_initialised`, or what the files refuse.
pub fn restore(dir: &Path, from: &Path, passphrase: &str) -> Result<setup::Initialised, Refusal> {
    let contents = open(from, passphrase)?;
    let mut seed = Zeroizing::new([0; 32]);
    hex::decode_to_slice(&contents.key, seed.as_mut())
        .map_err(|_| Refusal::new("bad_backup", 422).with("path", from.display()))?;
    let membership = contents.membership.clone().map(|membership| Membership {
        restored: true,
        ..membership
    });
    setup::restore(dir, &SecretKey::from_seed(&seed), contents.config.clone(), membership)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::Profile;

    const PASSPHRASE: &str = "quatre mots de passe";

    fn platform(dir: &Path) -> setup::Initialised {
        let profile = Profile {
            name: "RESOPP".to_owned(),
            country: "SN".to_owned(),
            side: None,
            language: None,
        };
        setup::init(dir, profile).expect("a platform")
    }

    #[test]
    fn a_platform_comes_back_from_its_backup_and_does_not_take_itself_for_new() {
        let place = tempfile::tempdir().expect("a directory");
        let (first, second, file) = (
            place.path().join("a"),
            place.path().join("b"),
            place.path().join("key.age"),
        );
        let made = platform(&first);
        setup::found(&first, "Red", None, &[]).expect("a federation");
        write(&first, &file, PASSPHRASE).expect("written");
        let text = std::fs::read_to_string(&file).expect("text");
        assert!(text.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"));

        let restored = restore(&second, &file, PASSPHRASE).expect("restored");
        assert_eq!((restored.did, restored.card), (made.did, made.card));
        let membership = Membership::read(&DataDir::new(&second))
            .expect("read")
            .expect("it is in one");
        assert!(membership.restored);
        assert_eq!(
            restore(&second, &file, PASSPHRASE).expect_err("never twice").code,
            "already_initialised"
        );
        assert_eq!(
            write(&first, &file, PASSPHRASE).expect_err("never over another").code,
            "file_exists"
        );
    }

    #[test]
    fn a_wrong_passphrase_a_short_one_and_another_file_are_told_apart() {
        let place = tempfile::tempdir().expect("a directory");
        let (first, second, file) = (
            place.path().join("a"),
            place.path().join("b"),
            place.path().join("key.age"),
        );
        platform(&first);
        assert_eq!(
            write(&first, &file, "short").expect_err("short").code,
            "weak_passphrase"
        );
        write(&first, &file, PASSPHRASE).expect("written");
        let code = |passphrase: &str| restore(&second, &file, passphrase).expect_err("refused").code;
        assert_eq!(code("another passphrase"), "wrong_passphrase");
        let newer = encrypt(br#"{"version":2}"#, PASSPHRASE).expect("encrypted");
        std::fs::write(&file, newer).expect("written");
        assert_eq!(code(PASSPHRASE), "backup_newer");
        std::fs::write(&file, b"no backup").expect("written");
        assert_eq!(code(PASSPHRASE), "bad_backup");
        std::fs::write(&file, vec![b'a'; 70_000]).expect("written");
        assert_eq!(code(PASSPHRASE), "bad_backup");
        assert!(!second.join("identity.key").exists(), "nothing was written");
    }
}
