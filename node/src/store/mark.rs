//! The high-water mark: how far the store had come, written outside sled.
//!
//! A damaged sled file may open silently empty or without its end. The mark, a few lines of text
//! in a file of its own, tells such a store from a new one. It is written after what it counts is
//! durable, so an undamaged store is never behind it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use ayni_protocol::frontier::Frontier;
use ayni_protocol::identity::PublicKey;

use super::StoreError;
use super::database::sync_directory;

/// First line of the file; the number is the version of its form.
const TITLE: &str = "ayni store mark 1";

/// How far a store had come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// How many charters it had.
    pub(super) charters: u64,
    /// The number of the last entry of each log.
    pub(super) logs: BTreeMap<PublicKey, u64>,
}

impl Mark {
    /// The mark of a store with this frontier.
    pub(super) fn of(frontier: &Frontier, charters: u64) -> Self {
        Self {
            charters,
            logs: frontier.heads().map(|(author, head)| (author, head.seq)).collect(),
        }
    }

    /// How many entries the logs had together.
    pub(super) fn entries(&self) -> u64 {
        self.logs.values().fold(0, |sum, seq| sum.saturating_add(*seq))
    }

    /// The mark in the file at `path`; absent if there is none.
    ///
    /// # Errors
    /// [`StoreError::Io`], and [`StoreError::MarkUnreadable`] for a file that is no mark.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, StoreError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => String::new(),
            Err(error) => return Err(StoreError::io("read", path, error)),
        };
        Self::parse(&text)
            .map(Some)
            .ok_or_else(|| StoreError::MarkUnreadable { path: path.to_owned() })
    }

    /// Replaces the file at `path`, durably and at once: a power cut leaves the old mark or this one.
    pub(super) fn write(&self, path: &Path) -> std::io::Result<()> {
        let beside = path.with_extension("mark.new");
        let mut file = File::create(&beside)?;
        file.write_all(self.to_text().as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, path)?;
        path.parent().map_or(Ok(()), sync_directory)
    }

    fn to_text(&self) -> String {
        let mut text = format!("{TITLE}\ncharters {}\n", self.charters);
        for (author, seq) in &self.logs {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "log {seq} {author}");
        }
        // The last line tells a whole file from a cut one.
        let _ = writeln!(text, "entries {}", self.entries());
        text
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != TITLE {
            return None;
        }
        let mut mark = Self {
            charters: lines.next()?.strip_prefix("charters ")?.parse().ok()?,
            logs: BTreeMap::new(),
        };
        for line in lines {
            if let Some(log) = line.strip_prefix("log ") {
                let (seq, author) = log.split_once(' ')?;
                mark.logs.insert(author.parse().ok()?, seq.parse().ok()?);
            } else {
                let entries: u64 = line.strip_prefix("entries ")?.parse().ok()?;
                return (entries == mark.entries()).then_some(mark);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use ayni_protocol::identity::SecretKey;

    use super::*;

    fn mark() -> Mark {
        let author = |seed| SecretKey::from_seed(&[seed; 32]).public();
        Mark {
            charters: 1,
            logs: BTreeMap::from([(author(1), 12), (author(2), 30)]),
        }
    }

    #[test]
    fn a_mark_reads_back_as_it_was_written() {
        let dir = tempfile::tempdir().expect("directory");
        let path = dir.path().join("store.mark");
        assert_eq!(Mark::read(&path).expect("none"), None);
        for mark in [Mark::default(), mark()] {
            mark.write(&path).expect("written");
            assert_eq!(Mark::read(&path).expect("read"), Some(mark));
        }
        assert_eq!(
            std::fs::read_dir(dir.path()).expect("list").count(),
            1,
            "no file is left beside it"
        );
    }

    #[test]
    fn a_cut_or_foreign_file_is_no_mark() {
        let text = mark().to_text();
        for end in 0..text.len() - 1 {
            assert_eq!(Mark::parse(&text[..end]), None, "cut after {end}");
        }
        let dir = tempfile::tempdir().expect("directory");
        let path = dir.path().join("store.mark");
        std::fs::write(&path, [0xff, 0xfe]).expect("written");
        assert!(matches!(Mark::read(&path), Err(StoreError::MarkUnreadable { .. })));
    }
}
