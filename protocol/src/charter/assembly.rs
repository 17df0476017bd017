//! The assembly: the charter in force, and the papers by which its members decide on the next one.
//!
//! It is a function of the charters and papers it was given, whatever their order: of what must be
//! left out, because one signer has sent too much, always the same is left out.

use std::collections::{BTreeMap, BTreeSet};

use serde_bytes::ByteBuf;
use sha2::{Digest as _, Sha256};

use super::admission::Application;
use super::ballot::{Ballot, Step};
use super::paper::{self, Paper, PaperError};
use super::voting::{Taken, Tally};
use super::{CertifiedCharter, Change, Charter, CharterError, Charters, Role};
use crate::identity::{Hash, PublicKey};
use crate::limits::{
    APPLICATIONS_PER_INVITER_MAX, PAPERS_PER_RESPONSE_MAX, PROPOSALS_PER_MEMBER_MAX, RESPONSE_PAPERS_BYTES_MAX,
};
use crate::log::Fork;

/// What became of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It counts from now on.
    New,
    /// It counts, and with what is held it proves that its signer contradicts itself.
    Double(PublicKey),
    /// It proves a fork, or an earlier one than was known.
    Fork {
        /// Whose log.
        author: PublicKey,
        /// The number that two entries have.
        seq: u64,
    },
    /// Nothing new.
    Known,
    /// It does not count: its time is over, its signer has no say, or it is one too many.
    Void,
    /// It is about a later epoch than the next.
    Ahead,
}

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The charter that would follow.
    pub charter: Charter,
    /// Members who propose it, in key order. None for an application.
    pub proposers: Vec<PublicKey>,
    /// The application from which it follows.
    pub application: Option<Application>,
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Assembly {
    charters: Charters,
    tally: Tally,
    ballots: BTreeMap<Ballot, Vec<u8>>,
    proposals: BTreeMap<(PublicKey, Hash), (Charter, Vec<u8>)>,
    applications: BTreeMap<(PublicKey, PublicKey), (Application, Vec<u8>)>,
    forks: BTreeMap<PublicKey, (Fork, Vec<u8>)>,
}

impl Assembly {
    /// The assembly of the federation with these charters, which has no papers yet.
    pub fn new(charters: Charters) -> Self {
        Self {
            tally: tally_after(charters.current()),
            charters,
            ballots: BTreeMap::new(),
            proposals: BTreeMap::new(),
            applications: BTreeMap::new(),
            forks: BTreeMap::new(),
        }
    }

    /// The charters, from charter 0 to the one in force.
    pub fn charters(&self) -> &Charters {
        &self.charters
    }

    /// The charter in force.
    pub fn current(&self) -> &Charter {
        self.charters.current()
    }

    /// The ballots about the next charter.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Proofs of forks that no charter has settled, in the order of their authors.
    pub fn forks(&self) -> impl Iterator<Item = &Fork> {
        self.forks.values().map(|(fork, _)| fork)
    }

    /// The proof by which this author's log is frozen.
    pub fn fork_of(&self, author: &PublicKey) -> Option<&Fork> {
        self.forks.get(author).map(|(fork, _)| fork)
    }

    /// Up to which number entries of `author` are held: where its log ends by the charter, or the last
    /// entry before it forked.
    pub fn log_end(&self, author: &PublicKey) -> u64 {
        let end = self.current().log_end(author);
        match self.fork_of(author) {
            Some(fork) if fork.is_where_it_forked() => end.min(fork.seq() - 1),
            _ => end,
        }
    }

    /// Takes in a paper.
    ///
    /// # Errors
    /// [`PaperError`] if it is malformed or forged: whoever passed it on is at fault.
    pub fn take(&mut self, bytes: &[u8]) -> Result<Effect, PaperError> {
        Ok(match Paper::verify(bytes, &self.charters.federation())? {
            Paper::Ballot(ballot) => self.take_ballot(ballot, bytes),
            Paper::Proposal { proposer, charter } => self.take_proposal(proposer, charter, bytes),
            Paper::Application(application) => self.take_application(application, bytes),
            Paper::Fork(fork) => self.take_fork(*fork, bytes),
        })
    }

    fn take_ballot(&mut self, ballot: Ballot, bytes: &[u8]) -> Effect {
        if ballot.epoch > self.tally.epoch() {
            return Effect::Ahead;
        }
        match self.tally.take(&ballot) {
            Taken::Foreign => Effect::Void,
            Taken::Known => {
                // One ballot can be signed in more than one way: the same one is kept by all.
                if let Some(held) = self.ballots.get_mut(&ballot)
                    && bytes < held.as_slice()
                {
                    *held = bytes.to_vec();
                    return Effect::New;
                }
                let counted: BTreeSet<Ballot> = self.tally.ballots().collect();
                if self.ballots.contains_key(&ballot) || !counted.contains(&ballot) {
                    return Effect::Known;
                }
                // It has taken the place of another in the proof that its voter contradicts itself.
                self.ballots.retain(|held, _| counted.contains(held));
                self.ballots.insert(ballot, bytes.to_vec());
                Effect::New
            }
            Taken::New => {
                self.ballots.insert(ballot, bytes.to_vec());
                Effect::New
            }
            Taken::Double => {
                self.ballots.insert(ballot, bytes.to_vec());
                Effect::Double(ballot.voter)
            }
        }
    }

    fn take_proposal(&mut self, proposer: PublicKey, charter: Charter, bytes: &[u8]) -> Effect {
        let current = self.current();
        if charter.epoch > current.epoch + 1 {
            return Effect::Ahead;
        }
        let is_voter = current.voters().contains(&proposer);
        if !is_voter || self.charters.check_next(&charter).is_err() || charter.check_told(current).is_err() {
            return Effect::Void;
        }
        let hash = charter.hash();
        keep_least(
            &mut self.proposals,
            (proposer, hash),
            (charter, bytes.to_vec()),
            PROPOSALS_PER_MEMBER_MAX,
        )
    }

    fn take_application(&mut self, application: Application, bytes: &[u8]) -> Effect {
        if !self.may_apply(&application) {
            return Effect::Void;
        }
        let key = (application.inviter, application.member.key);
        let value = (application, bytes.to_vec());
        keep_least(&mut self.applications, key, value, APPLICATIONS_PER_INVITER_MAX)
    }

    /// Whether the inviter may invite, and admitting the newcomer would make a charter.
    fn may_apply(&self, application: &Application) -> bool {
        let inviter = self.current().member(&application.inviter);
        inviter.is_some_and(|inviter| inviter.role == Role::Member) && self.admission(application).is_ok()
    }

    fn admission(&self, application: &Application) -> Result<Charter, CharterError> {
        self.current().amend(&[Change::Admit(application.member.clone())])
    }

    fn take_fork(&mut self, fork: Fork, bytes: &[u8]) -> Effect {
        if !self.is_open(&fork) {
            return Effect::Void;
        }
        let (author, seq) = (fork.author(), fork.seq());
        let rank = |fork: &Fork| (fork.seq(), fork.envelopes().each_ref().map(|envelope| envelope.id()));
        match self.forks.get(&author) {
            Some((held, _)) if rank(held) <= rank(&fork) => Effect::Known,
            _ => {
                self.forks.insert(author, (fork, bytes.to_vec()));
                Effect::Fork { author, seq }
            }
        }
    }

    /// Whether a fork lies in a log that is taken in, where no charter has said which branch counts.
    fn is_open(&self, fork: &Fork) -> bool {
        let current = self.current();
        let settled = current.survivor(&fork.author()).map_or(0, |survivor| survivor.seq);
        fork.seq() > settled && fork.seq() <= current.log_end(&fork.author())
    }

    /// Puts the next charter in force. Papers about it have had their time; applications and forks stay
    /// as far as they still matter.
    ///
    /// # Errors
    /// [`CharterError`] names the rule it breaks; nothing has changed then.
    pub fn advance(&mut self, next: CertifiedCharter) -> Result<(), CharterError> {
        self.charters.extend(next)?;
        self.tally = tally_after(self.charters.current());
        self.ballots.clear();
        self.proposals.clear();
        let (applications, forks) = (std::mem::take(&mut self.applications), std::mem::take(&mut self.forks));
        self.applications = applications
            .into_iter()
            .filter(|(_, (application, _))| self.may_apply(application))
            .collect();
        self.forks = forks.into_iter().filter(|(_, (fork, _))| self.is_open(fork)).collect();
        Ok(())
    }

    /// Everything proposed for the next epoch, by the hash of the charter that would follow.
    pub fn candidates(&self) -> BTreeMap<Hash, Candidate> {
        let mut candidates: BTreeMap<Hash, Candidate> = BTreeMap::new();
        for (application, _) in self.applications.values() {
            let Ok(charter) = self.admission(application) else {
                continue;
            };
            candidates.entry(charter.hash()).or_insert(Candidate {
                charter,
                proposers: Vec::new(),
                application: Some(application.clone()),
            });
        }
        for ((proposer, hash), (charter, _)) in &self.proposals {
            let candidate = candidates.entry(*hash).or_insert_with(|| Candidate {
                charter: charter.clone(),
                proposers: Vec::new(),
                application: None,
            });
            candidate.proposers.push(*proposer);
        }
        candidates
    }

    /// The next charter, if ballots that put it in force are held.
    pub fn certificate(&self) -> Option<CertifiedCharter> {
        let (hash, round, voters) = self.tally.certified()?;
        let charter = self.candidates().remove(&hash)?.charter;
        let confirmations = self.ballots.iter().filter(|(ballot, _)| {
            (ballot.round, ballot.charter) == (round, Some(hash))
                && ballot.step == Step::Confirm
                && voters.contains(&ballot.voter)
        });
        // The signed ballot itself, without what makes it a paper.
        let ballots = confirmations.filter_map(|(_, bytes)| paper::ballot_in(bytes));
        Some(CertifiedCharter::new(charter, ballots.collect()))
    }

    fn papers(&self) -> BTreeMap<Hash, &[u8]> {
        let ballots = self.ballots.values();
        let proposals = self.proposals.values().map(|(_, bytes)| bytes);
        let applications = self.applications.values().map(|(_, bytes)| bytes);
        let forks = self.forks.values().map(|(_, bytes)| bytes);
        ballots
            .chain(proposals)
            .chain(applications)
            .chain(forks)
            .map(|bytes| (Paper::id(bytes), bytes.as_slice()))
            .collect()
    }

    /// The ids of all papers that count.
    pub fn paper_ids(&self) -> BTreeSet<Hash> {
        self.papers().into_keys().collect()
    }

    /// Equal where two assemblies hold the same papers; absent where they hold none.
    pub fn fingerprint(&self) -> Option<[u8; 8]> {
        let papers = self.papers();
        if papers.is_empty() {
            return None;
        }
        let mut hash = Sha256::new();
        for id in papers.keys() {
            hash.update(id.0);
        }
        hash.finalize().first_chunk().copied()
    }

    /// As many papers as one response holds, in the order of their ids, from behind `after` on.
    pub fn page(&self, after: Option<Hash>) -> Vec<ByteBuf> {
        let mut page = Vec::new();
        let mut bytes = 0;
        for (_, paper) in self.papers().into_iter().filter(|(id, _)| Some(*id) > after) {
            bytes += paper.len();
            if page.len() == PAPERS_PER_RESPONSE_MAX || (bytes > RESPONSE_PAPERS_BYTES_MAX && !page.is_empty()) {
                break;
            }
            page.push(ByteBuf::from(paper));
        }
        page
    }
}

fn tally_after(charter: &Charter) -> Tally {
    Tally::new(charter.epoch + 1, charter.voters(), charter.quorum_size())
}

/// Keeps a paper of one signer (the first part of its key), and of more than `most` of them those with
/// the least keys: so all keep the same ones.
fn keep_least<K: Ord + Copy, V>(
    papers: &mut BTreeMap<(PublicKey, K), (V, Vec<u8>)>,
    key: (PublicKey, K),
    value: (V, Vec<u8>),
    most: usize,
) -> Effect {
    if let Some(held) = papers.get_mut(&key) {
        if value.1 >= held.1 {
            return Effect::Known;
        }
        *held = value;
        return Effect::New;
    }
    papers.insert(key, value);
    let of_signer: Vec<(PublicKey, K)> = papers.keys().filter(|(signer, _)| *signer == key.0).copied().collect();
    if let Some(excess) = of_signer.get(most) {
        papers.remove(excess);
        if *excess == key {
            return Effect::Void;
        }
    }
    Effect::New
}
