//! A platform's data directory: what lies where, and that one process at a time works in it.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// Tries to take the directory, and the pause between them: whoever asks whether a node runs has it for some microseconds.
const LOCK_TRIES: u32 = 5;
/// As above.
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// Longest content of `node.lock` that is read.
const LOCK_BYTES_MAX: u64 = 4_096;

/// The paths in a data directory.
#[derive(Clone, Debug)]
pub struct DataDir {
    path: PathBuf,
}

/// What a running node writes into `node.lock`, so that other programs find it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Running {
    /// The node's process.
    pub pid: u32,
    /// Where its web site and API are.
    pub http: Option<SocketAddr>,
}

/// The right to work in a data directory, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl DataDir {
    /// The data directory at `path`, which need not exist.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The directory itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The secret key.
    pub fn identity(&self) -> PathBuf {
        self.path.join("identity.key")
    }

    /// The configuration.
    pub fn config(&self) -> PathBuf {
        self.path.join("config.toml")
    }

    /// The token that other programs show to write through the API.
    pub fn token(&self) -> PathBuf {
        self.path.join("api.token")
    }

    /// Which federation this platform belongs to, and who invited it.
    pub fn membership(&self) -> PathBuf {
        self.path.join("federation.toml")
    }

    /// The search index, which can be made anew at will.
    pub fn index(&self) -> PathBuf {
        self.path.join("index")
    }

    fn lock_file(&self) -> PathBuf {
        self.path.join("node.lock")
    }

    /// Makes the directory, for its owner alone, unless there is one. One that there is keeps its
    /// permissions, which are its owner's to choose: secrets and the store have their own.
    ///
    /// # Errors
    /// `file_unreadable` if it cannot be made.
    pub fn create(&self) -> Result<(), Refusal> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, OWNER_ONLY);
        builder
            .create(&self.path)
            .map_err(|error| unreadable(&self.path, &error))
    }

    /// Refuses unless a platform was initialised here.
    ///
    /// # Errors
    /// `data_dir_missing`.
    pub fn check_initialised(&self) -> Result<(), Refusal> {
        if self.identity().exists() && self.config().exists() {
            return Ok(());
        }
        Err(Refusal::new("data_dir_missing", 404).with("path", self.path.display()))
    }

    /// Takes the directory for this process.
    ///
    /// # Errors
    /// `data_dir_busy` names the process that has it.
    pub fn lock(&self) -> Result<Lock, Refusal> {
        let path = self.lock_file();
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| unreadable(&path, &error))?;
        let mut tries = 1;
        while fs4::FileExt::try_lock(&file).is_err() {
            if tries < LOCK_TRIES {
                tries += 1;
                thread::sleep(LOCK_PAUSE);
                continue;
            }
            let pid = self
                .running()
                .map_or_else(|| "unknown".to_owned(), |running| running.pid.to_string());
            return Err(Refusal::new("data_dir_busy", 409)
                .with("path", self.path.display())
                .with("pid", pid));
        }
        let mut lock = Lock { file };
        lock.announce(None)?;
        Ok(lock)
    }

    /// What the process that works here wrote about itself; `None` if none does.
    ///
    /// A node that was killed leaves its address behind, and by now another program may listen there: whoever holds no lock
    /// is not believed.
    pub fn running(&self) -> Option<Running> {
        let file = File::open(self.lock_file()).ok()?;
        if fs4::FileExt::try_lock_shared(&file).is_ok() {
            return None;
        }
        let mut text = String::new();
        file.take(LOCK_BYTES_MAX).read_to_string(&mut text).ok()?;
        serde_json::from_str(&text).ok()
    }
}

impl Lock {
    /// Writes where this process answers.
    ///
    /// # Errors
    /// `file_unreadable` if the lock file cannot be written.
    pub fn announce(&mut self, http: Option<SocketAddr>) -> Result<(), Refusal> {
        let running = Running {
            pid: std::process::id(),
            http,
        };
        let text = serde_json::to_string(&running).map_err(Refusal::internal)?;
        let mut write = || {
            self.file.set_len(0)?;
            self.file.seek(SeekFrom::Start(0))?;
            self.file.write_all(text.as_bytes())
        };
        write().map_err(|error: std::io::Error| unreadable(Path::new("node.lock"), &error))
    }
}

/// A file of the data directory that cannot be read or written.
pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Refusal {
    Refusal::new("file_unreadable", 500)
        .with("path", path.display())
        .with("cause", error)
}

/// Writes a file so that a power cut leaves the old or the new content, never a part.
///
/// With `secret` only the owner may read it.
///
/// # Errors
/// `file_unwritable`.
pub(crate) fn write_whole(path: &Path, content: &[u8], secret: bool) -> Result<(), Refusal> {
    let write = || {
        // The directory of a bare name is the one we are in, and has no name.
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
        let dir = dir.unwrap_or(Path::new("."));
        let name = path.file_name().ok_or(std::io::ErrorKind::IsADirectory)?;
        // Nobody's own file is called so.
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(".ayni-new");
        let temporary = dir.join(hidden);
        // A left-over of an interrupted write may have other permissions.
        let _ = std::fs::remove_file(&temporary);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, if secret { 0o600 } else { 0o644 });
        let mut file = options.open(&temporary)?;
        file.write_all(content)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)?;
        File::open(dir)?.sync_all()
    };
    write().map_err(|error: std::io::Error| {
        Refusal::new("file_unwritable", 500)
            .with("path", path.display())
            .with("cause", error)
    })
}

/// What the owner of a directory may do there, and nobody else.
#[cfg(unix)]
const OWNER_ONLY: u32 = 0o700;

/// Makes a directory that only its owner may enter, or mends one that others may: what is for the
/// federation alone lies in it, and people's contacts, and files of databases are readable by all.
pub(crate) fn make_private(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, OWNER_ONLY);
    builder.create(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mut permissions = std::fs::metadata(path)?.permissions();
        if permissions.mode() & 0o077 != 0 {
            tracing::warn!(path = %path.display(), "others could read what is in here; now only its owner can");
            permissions.set_mode(OWNER_ONLY);
            std::fs::set_permissions(path, permissions)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_process_is_told_who_has_the_directory() {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path());
        let lock = dir.lock().expect("free");
        let refusal = dir.lock().expect_err("taken");
        assert_eq!(refusal.code, "data_dir_busy");
        assert!(refusal.args.contains(&("pid", std::process::id().to_string())));
        drop(lock);
        assert!(dir.lock().is_ok());
    }

    #[test]
    fn a_file_is_written_whole_and_no_file_beside_it_is_touched() {
        let temporary = tempfile::tempdir().expect("a directory");
        let beside = temporary.path().join("key.new");
        std::fs::write(&beside, "mine").expect("written");
        let path = temporary.path().join("key.age");
        write_whole(&path, b"one", true).expect("written");
        write_whole(&path, b"two", true).expect("written again");
        assert_eq!(std::fs::read(&path).expect("read"), b"two");
        assert_eq!(std::fs::read(&beside).expect("read"), b"mine");
        assert_eq!(std::fs::read_dir(temporary.path()).expect("read").count(), 2);
        let nowhere = temporary.path().join("nowhere").join("key.age");
        assert_eq!(
            write_whole(&nowhere, b"one", true).expect_err("no folder").code,
            "file_unwritable"
        );
    }

    #[test]
    fn only_a_process_that_is_there_is_said_to_run() {
        let temporary = tempfile::tempdir().expect("a directory");
        let dir = DataDir::new(temporary.path());
        assert!(dir.running().is_none(), "nobody was ever here");
        let mut lock = dir.lock().expect("free");
        let address = SocketAddr::from(([127, 0, 0, 1], 4380));
        lock.announce(Some(address)).expect("written");
        assert_eq!(dir.running().and_then(|running| running.http), Some(address));
        drop(lock);
        assert!(
            dir.running().is_none(),
            "its address is still there, but nobody holds it"
        );
        assert!(dir.lock().is_ok(), "asking leaves the directory free");
    }

    #[test]
    fn a_directory_without_a_platform_is_refused() {
        let temporary = tempfile::tempdir().expect("a directory");
        let refusal = DataDir::new(temporary.path()).check_initialised();
        assert_eq!(refusal.expect_err("empty").code, "data_dir_missing");
    }
}
