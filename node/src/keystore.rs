//! The secrets of a platform: its key and the token of its API, readable by their owner alone.

use std::io::Read as _;
use std::path::Path;

use ayni_protocol::identity::SecretKey;
use zeroize::Zeroizing;

use crate::data_dir::{DataDir, unreadable, write_whole};
use crate::refusal::Refusal;

/// What the first line of a key file says before the seed in hex.
const KEY_PREFIX: &str = "ayni-key-1 ";

/// Longest content of a secret file.
const SECRET_BYTES_MAX: u64 = 1_024;

/// Bytes of random data in an API token.
const TOKEN_BYTES: usize = 32;

/// `N` random bytes from the operating system.
///
/// # Errors
/// `internal` if the system has none, which no system should say.
pub fn random<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Refusal::internal)?;
    Ok(bytes)
}

/// Writes the platform's key.
///
/// # Errors
/// `file_unreadable` if it cannot be written.
pub(crate) fn write_key(dir: &DataDir, secret: &SecretKey) -> Result<(), Refusal> {
    let seed = secret.seed();
    let text = Zeroizing::new(format!("{KEY_PREFIX}{}\n", Zeroizing::new(hex::encode(*seed)).as_str()));
    write_whole(&dir.identity(), text.as_bytes(), true)
}

/// Reads the platform's key.
///
/// # Errors
/// `key_permissions` if others than the owner may read it; `bad_config` if it is no key file.
pub fn read_key(dir: &DataDir) -> Result<SecretKey, Refusal> {
    let path = dir.identity();
    let text = read_secret(&path)?;
    let mut seed = Zeroizing::new([0; 32]);
    text.trim_end()
        .strip_prefix(KEY_PREFIX)
        .and_then(|encoded| hex::decode_to_slice(encoded, seed.as_mut()).ok())
        .ok_or_else(|| {
            Refusal::new("bad_config", 500)
                .with("path", path.display())
                .with("cause", "this is not an Ayni key file")
        })?;
    Ok(SecretKey::from_seed(&seed))
}

/// Makes a new API token and writes it; an earlier one is no longer valid.
///
/// # Errors
/// `file_unreadable` if it cannot be written.
pub fn create_token(dir: &DataDir) -> Result<(), Refusal> {
    let token = Zeroizing::new(hex::encode(random::<TOKEN_BYTES>()?));
    write_whole(&dir.token(), token.as_bytes(), true)
}

/// Reads the API token.
///
/// # Errors
/// As [`read_key`].
pub fn read_token(dir: &DataDir) -> Result<Zeroizing<String>, Refusal> {
    let token = read_secret(&dir.token())?;
    Ok(Zeroizing::new(token.trim().to_owned()))
}

fn read_secret(path: &Path) -> Result<Zeroizing<String>, Refusal> {
    let file = std::fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let metadata = file.metadata().map_err(|error| unreadable(path, &error))?;
        if metadata.permissions().mode() & 0o077 != 0 {
            return Err(Refusal::new("key_permissions", 500).with("path", path.display()));
        }
    }
    let mut text = Zeroizing::new(String::new());
    file.take(SECRET_BYTES_MAX)
        .read_to_string(&mut text)
        .map_err(|error| unreadable(path, &error))?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_only_its_owner_may_read_it() {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path());
        let made = {
            let made = SecretKey::from_seed(&[7; 32]);
            write_key(&dir, &made).expect("written");
            made
        };
        assert_eq!(read_key(&dir).expect("read").public(), made.public());

        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            for mode in [0o644, 0o640, 0o604, 0o660] {
                let permissions = std::fs::Permissions::from_mode(mode);
                std::fs::set_permissions(dir.identity(), permissions).expect("changed");
                assert_eq!(read_key(&dir).expect_err("readable by others").code, "key_permissions");
            }
        }
    }

    #[test]
    fn another_file_is_no_key() {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path());
        for content in ["", "ayni-key-1 00", "hello", "ayni-key-2 00"] {
            write_whole(&dir.identity(), content.as_bytes(), true).expect("written");
            assert_eq!(read_key(&dir).expect_err("no key").code, "bad_config");
        }
    }
}
