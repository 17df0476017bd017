//! What survives a crash.

use std::collections::BTreeMap;

use ayni_protocol::charter::{CertifiedCharter, Charters};
use ayni_protocol::frontier::{Frontier, Range};
use ayni_protocol::identity::PublicKey;
use ayni_protocol::log::{AuthenticEntry, Head, Place};
use ayni_protocol::message::{Filling, Response};

/// The disk of one node.
#[derive(Default)]
pub(crate) struct Disk {
    logs: BTreeMap<PublicKey, Vec<AuthenticEntry>>,
    charters: Option<Charters>,
    papers: Vec<Vec<u8>>,
}

impl Disk {
    pub(crate) fn with_charters(charters: Option<Charters>) -> Self {
        Self {
            logs: BTreeMap::new(),
            charters,
            papers: Vec::new(),
        }
    }

    /// Appends entries, each of which must continue its log.
    pub(crate) fn append(&mut self, entries: &[AuthenticEntry]) {
        for entry in entries {
            let log = self.logs.entry(entry.author()).or_default();
            let head = log.last().map(AuthenticEntry::head);
            assert_eq!(entry.place(head), Place::Next, "an append continues the log");
            log.push(entry.clone());
        }
    }

    pub(crate) fn keep(&mut self, certified: CertifiedCharter) {
        match &mut self.charters {
            None => self.charters = Some(Charters::begin(certified).expect("judged by the replica")),
            Some(charters) => charters.extend(certified).expect("judged by the replica"),
        }
    }

    pub(crate) fn keep_paper(&mut self, bytes: Vec<u8>) {
        self.papers.push(bytes);
    }

    pub(crate) fn papers(&self) -> Vec<Vec<u8>> {
        self.papers.clone()
    }

    /// Takes a log back to an entry and returns what it ends with then.
    pub(crate) fn cut(&mut self, author: &PublicKey, to: u64) -> Option<Head> {
        let log = self.logs.entry(*author).or_default();
        log.truncate(usize::try_from(to).expect("small"));
        log.last().map(AuthenticEntry::head)
    }

    /// The envelope's id and the entry of this number.
    pub(crate) fn entry(&self, author: &PublicKey, seq: u64) -> Option<&AuthenticEntry> {
        self.logs.get(author)?.get(usize::try_from(seq.checked_sub(1)?).ok()?)
    }

    pub(crate) fn charters(&self) -> Option<Charters> {
        self.charters.clone()
    }

    pub(crate) fn frontier(&self) -> Frontier {
        self.logs
            .iter()
            .filter_map(|(author, log)| Some((*author, log.last()?.head())))
            .collect()
    }

    /// Answers a request for ranges, with little room so that answers are often cut short.
    pub(crate) fn serve(&self, ranges: &[Range], room: usize) -> Response {
        let mut filling = Filling::new(room);
        for range in ranges {
            if filling.room() == 0 {
                break;
            }
            let log = self.logs.get(&range.author).map_or(&[][..], Vec::as_slice);
            let from = usize::try_from(range.from - 1).expect("small");
            let to = usize::try_from(range.to).expect("small").min(log.len());
            let run = log.get(from..to).unwrap_or(&[]);
            filling.push(
                run.iter()
                    .map(|entry| (entry.entry().envelope().bytes(), entry.entry().body())),
            );
        }
        filling.response()
    }
}
