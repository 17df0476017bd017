//! The journal: a file beside sled's to which small commits are added before sled takes them.
//!
//! To make a commit durable sled hands its log to a thread that writes it, waits for that, and the file is then synced: some 0.4 ms of
//! work on two cores, whatever is in it. Where entries come one by one that is most of what a node does. A commit that is small is durable
//! when the journal is synced, which is a tenth of that. sled holds it in memory and writes it out when it likes; whoever opens the store
//! repeats what the journal says.
//!
//! To repeat changes is harmless as long as nothing has come behind them that the journal does not know. So before anything else is
//! written to the logs, sled is synced and the journal is emptied, in this order.
//!
//! A record is the length of its content in four bytes, the same with a mark (so that a damaged length is not believed), the CRC-32 of
//! the content, and the content: for each change the length of its key in two bytes, the key, the length of its value in four, or all
//! ones where the key goes, and the value. All numbers are big-endian.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::StoreError;
use super::batch::Batch;
use super::database::sync_directory;

/// The file in sled's directory, which nobody but the owner may enter.
const FILE: &str = "journal";

/// Largest commit that goes into the journal: what gossip brings within some milliseconds, and the segment that it may complete.
pub(super) const COMMIT_BYTES_MAX: usize = 128 * 1024;

/// Length at which the journal is emptied: what a start repeats within some milliseconds.
const BYTES_MAX: u64 = 4 * 1024 * 1024;

const HEAD_BYTES: usize = 12;
/// `ayni`.
const MARK: u32 = 0x6179_6e69;
/// In the place of a value's length.
const GONE: u32 = u32::MAX;

/// See the module.
pub(super) struct Journal {
    path: PathBuf,
    /// Absent until something is written.
    file: Option<File>,
    bytes: u64,
}

impl Journal {
    /// The journal in sled's directory, and the commits in it, in their order.
    ///
    /// # Errors
    /// [`StoreError::Io`], and [`StoreError::Damaged`] where a commit cannot be read that others follow. The last one may
    /// be cut off: nobody was told that it is durable.
    pub(super) fn open(directory: &Path) -> Result<(Self, Vec<Batch>), StoreError> {
        let path = directory.join(FILE);
        let mut content = Vec::new();
        let file = match OpenOptions::new().read(true).append(true).open(&path) {
            Ok(mut file) => {
                let read = file.read_to_end(&mut content);
                read.map_err(|source| StoreError::io("read", &path, source))?;
                Some(file)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(source) => return Err(StoreError::io("open", &path, source)),
        };
        let commits = commits(&content).map_err(|why| StoreError::Damaged {
            path: path.clone(),
            why: why.to_owned(),
        })?;
        let bytes = content.len() as u64;
        Ok((Self { path, file, bytes }, commits))
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Whether it is time to empty it.
    pub(super) fn is_full(&self) -> bool {
        self.bytes >= BYTES_MAX
    }

    /// Adds a commit and waits until it is on the disk.
    ///
    /// # Errors
    /// [`StoreError::Io`]; then some of it may be there, and nothing may be added before the store has been opened again.
    pub(super) fn add(&mut self, commit: &Batch) -> Result<(), StoreError> {
        let record = record(commit);
        let written = self.file().and_then(|file| {
            file.write_all(&record)?;
            file.sync_data()
        });
        written.map_err(|source| StoreError::io("write", &self.path, source))?;
        self.bytes += record.len() as u64;
        Ok(())
    }

    /// Forgets all commits: sled's own files hold them.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub(super) fn empty(&mut self) -> Result<(), StoreError> {
        if let Some(file) = &self.file {
            let emptied = file.set_len(0).and_then(|()| file.sync_all());
            emptied.map_err(|source| StoreError::io("empty", &self.path, source))?;
        }
        self.bytes = 0;
        Ok(())
    }

    fn file(&mut self) -> std::io::Result<&mut File> {
        if self.file.is_none() {
            let file = OpenOptions::new().create(true).append(true).open(&self.path)?;
            self.path.parent().map_or(Ok(()), sync_directory)?;
            self.file = Some(file);
        }
        Ok(self.file.as_mut().expect("it was opened"))
    }
}

fn record(commit: &Batch) -> Vec<u8> {
    let mut record = vec![0; HEAD_BYTES];
    record.reserve(commit.bytes() * 5 / 4);
    let length = |part: &[u8]| u32::try_from(part.len()).expect("commits are small");
    for (key, value) in commit.changes() {
        record.extend(u16::try_from(key.len()).expect("keys are short").to_be_bytes());
        record.extend(key);
        record.extend(value.map_or(GONE, length).to_be_bytes());
        record.extend(value.unwrap_or_default());
    }
    let content = &record[HEAD_BYTES..];
    let (bytes, crc) = (length(content), crc32fast::hash(content));
    record[..4].copy_from_slice(&bytes.to_be_bytes());
    record[4..8].copy_from_slice(&(bytes ^ MARK).to_be_bytes());
    record[8..HEAD_BYTES].copy_from_slice(&crc.to_be_bytes());
    record
}

/// The commits in the bytes of a journal.
fn commits(mut rest: &[u8]) -> Result<Vec<Batch>, &'static str> {
    let mut commits = Vec::new();
    while let Some((head, behind)) = rest.split_at_checked(HEAD_BYTES) {
        let number = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (bytes, again, crc) = (number(0), number(4), number(8));
        if bytes ^ MARK != again {
            // After a power cut the file may be longer than what was written to it.
            let written = rest.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            match written < HEAD_BYTES {
                true => break,
                false => return Err("the length of a commit is damaged"),
            }
        }
        let Some((content, next)) = behind.split_at_checked(bytes as usize) else {
            break;
        };
        if crc32fast::hash(content) != crc {
            match next.iter().all(|byte| *byte == 0) {
                true => break,
                false => return Err("a commit is damaged"),
            }
        }
        commits.push(commit(content).ok_or("a commit is none")?);
        rest = next;
    }
    Ok(commits)
}

fn commit(mut content: &[u8]) -> Option<Batch> {
    let mut batch = Batch::default();
    while !content.is_empty() {
        let (length, rest) = content.split_first_chunk()?;
        let (key, rest) = rest.split_at_checked(u16::from_be_bytes(*length) as usize)?;
        let (length, rest) = rest.split_first_chunk()?;
        content = match u32::from_be_bytes(*length) {
            GONE => {
                batch.remove(key);
                rest
            }
            length => {
                let (value, rest) = rest.split_at_checked(length as usize)?;
                batch.insert(key, value);
                rest
            }
        };
    }
    Some(batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the journal in a directory says, in words.
    fn said(directory: &Path) -> Result<Vec<String>, StoreError> {
        let (_, commits) = Journal::open(directory)?;
        let said = |commit: &Batch| {
            let changes = commit.changes().map(|(key, value)| format!("{key:?}={value:?}"));
            changes.collect::<Vec<_>>().join(" ")
        };
        Ok(commits.iter().map(said).collect())
    }

    /// A journal of three commits, and what it says.
    fn three(directory: &Path) -> Vec<String> {
        let (mut journal, commits) = Journal::open(directory).expect("opens");
        assert!(commits.is_empty() && journal.is_empty());
        for number in 1..=3 {
            let mut commit = Batch::default();
            commit.insert(vec![number], vec![number; 300]);
            commit.insert(&[], &[]);
            commit.remove(vec![number; 65]);
            journal.add(&commit).expect("added");
        }
        said(directory).expect("read")
    }

    #[test]
    fn what_was_added_is_there_in_its_order_until_the_journal_is_emptied() {
        let directory = tempfile::tempdir().expect("a directory");
        let all = three(directory.path());
        assert_eq!(all.len(), 3);
        assert!(
            all[1].starts_with("[2]=Some([2, 2,") && all[1].contains(" []=Some([]) "),
            "{}",
            all[1]
        );
        assert!(all[1].ends_with("=None"), "{}", all[1]);
        let (mut journal, _) = Journal::open(directory.path()).expect("opens");
        assert!(!journal.is_empty());
        journal.empty().expect("emptied");
        assert!(journal.is_empty());
        assert!(said(directory.path()).expect("read").is_empty());
        let mut commit = Batch::default();
        commit.remove(&[9]);
        journal.add(&commit).expect("added");
        assert_eq!(said(directory.path()).expect("read"), ["[9]=None"]);
    }

    #[test]
    fn a_last_commit_that_was_cut_off_anywhere_is_as_if_it_had_never_been() {
        let directory = tempfile::tempdir().expect("a directory");
        let all = three(directory.path());
        let path = directory.path().join(FILE);
        let whole = std::fs::read(&path).expect("read");
        let third = whole.len() - whole.len() / 3;
        for length in third..whole.len() {
            std::fs::write(&path, &whole[..length]).expect("written");
            assert_eq!(said(directory.path()).expect("read"), all[..2], "{length}");
            // The file may have got its length and not its bytes.
            let mut zeros = whole[..length].to_vec();
            zeros.resize(whole.len() + 500, 0);
            std::fs::write(&path, zeros).expect("written");
            assert_eq!(said(directory.path()).expect("read"), all[..2], "{length} and zeros");
        }
    }

    #[test]
    fn damage_before_the_last_commit_is_seen_wherever_it_is() {
        let directory = tempfile::tempdir().expect("a directory");
        three(directory.path());
        let path = directory.path().join(FILE);
        let whole = std::fs::read(&path).expect("read");
        for at in 0..whole.len() - whole.len() / 3 {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x40;
            std::fs::write(&path, damaged).expect("written");
            assert!(
                matches!(said(directory.path()), Err(StoreError::Damaged { .. })),
                "byte {at}"
            );
        }
    }
}
