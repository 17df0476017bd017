//! Governance: charters and papers, taken in from peers and made here.

use std::collections::BTreeSet;

use super::sync::Asked;
use super::{Decision, DecisionError, Notice, Output, Replica, Topic, Verdict};
use crate::charter::admission::Application;
use crate::charter::assembly::{Assembly, Effect};
use crate::charter::ballot::Ballot;
use crate::charter::paper::{self, Paper, PaperError};
use crate::charter::voting::VoteError;
use crate::charter::{CertifiedCharter, Change, CharterError, Charters, Survivor};
use crate::frontier::Range;
use crate::identity::{Hash, PublicKey};
use crate::limits::{CHUNK_ENTRIES_MAX, GOSSIP_BODY_BYTES_MAX};
use crate::log::Head;
use crate::message::{Announcement, Request};

impl Replica {
    /// How many charters are held; 0 while joining.
    pub(super) fn charter_count(&self) -> u64 {
        self.charters().map_or(0, Charters::count)
    }

    pub(super) fn fingerprint(&self) -> Option<[u8; 8]> {
        self.assembly.as_ref().and_then(Assembly::fingerprint)
    }

    /// Asks a peer for charters or papers that it has and this node lacks.
    pub(super) fn learn_of_charters(
        &mut self,
        peer: PublicKey,
        theirs: u64,
        papers: Option<[u8; 8]>,
        now: u64,
        out: &mut Vec<Output>,
    ) {
        let from = self.charter_count();
        if theirs > from {
            self.ask(peer, Asked::Charters { from }, &Request::Charters { from }, now, out);
        } else if papers.is_some() && papers != self.fingerprint() && theirs == from {
            let after = None;
            self.ask(peer, Asked::Papers { after }, &Request::Papers { after }, now, out);
        }
    }

    /// Puts the next charter in force; one that is in force already changes nothing.
    ///
    /// Whether it is new.
    pub(super) fn take_charter(
        &mut self,
        certified: CertifiedCharter,
        now: u64,
        out: &mut Vec<Output>,
    ) -> Result<bool, CharterError> {
        if certified.charter().epoch < self.charter_count() {
            return Ok(false);
        }
        match &mut self.assembly {
            Some(assembly) => assembly.advance(certified.clone())?,
            None => {
                let charters = Charters::begin(certified.clone())?;
                if charters.federation() != self.federation {
                    return Err(CharterError::Federation {
                        expected: self.federation,
                        found: charters.federation(),
                    });
                }
                self.assembly = Some(Assembly::new(charters));
            }
        }
        out.push(Output::KeepCharter(certified));
        self.charter_in_force(now, out);
        Ok(true)
    }

    /// Does what a charter that has come into force asks for.
    fn charter_in_force(&mut self, now: u64, out: &mut Vec<Output>) {
        self.allow(out);
        let members = self.members();
        let gone: Vec<PublicKey> = self
            .sync
            .peers()
            .filter(|peer| !members.contains(peer))
            .copied()
            .collect();
        for peer in gone {
            // Whatever it still sends is an answer to nobody.
            self.sync.close(&peer);
            self.peering.disconnected(&peer, now);
            out.push(Output::Disconnect(peer));
        }
        self.settle_logs(out);
        // Logs may end elsewhere now, and go on that were frozen.
        self.sync.believe(|_| true);
    }

    /// Makes the logs what the charter says: takes back what is beyond their ends or of a branch that does
    /// not count, and looks for what counts of those that had been taken back.
    pub(super) fn settle_logs(&mut self, out: &mut Vec<Output>) {
        self.cut_logs(out);
        let survivors = self.assembly.iter().flat_map(|assembly| &assembly.current().survivors);
        for survivor in survivors.filter(|survivor| self.frontier().seq(&survivor.author) >= survivor.seq) {
            out.push(Output::Check {
                peer: None,
                author: survivor.author,
                head: survivor.head(),
            });
        }
        self.restore_logs(out);
    }

    /// Looks among what was set aside for the branches that count, and for what this node has signed
    /// itself: its log goes on behind that, or it would sign two entries with one number.
    pub(super) fn restore_logs(&self, out: &mut Vec<Output>) {
        let survivors = self.assembly.iter().flat_map(|assembly| &assembly.current().survivors);
        let survivors = survivors.map(|survivor| (survivor.author, survivor.head()));
        // What was set aside may be the branch that does not count.
        let goes_on = self.log_end(&self.me) == u64::MAX && self.frontier().seq(&self.me) >= self.settled_to(&self.me);
        let own = self.own_aside.filter(|_| goes_on);
        for (author, head) in survivors.chain(own.map(|head| (self.me, head))) {
            if self.frontier().seq(&author) < head.seq {
                out.push(Output::Restore { author, head });
            }
        }
    }

    /// The entry that is held with the number of a survivor is another one: the branch does not count.
    /// Where it parts from the one that does is found on the way.
    pub(super) fn cut_other_branch(&mut self, author: PublicKey, seq: u64, out: &mut Vec<Output>) {
        if self.frontier().seq(&author) >= seq && self.ingest.begin_cut(author) {
            out.push(Output::Cut { author, to: seq - 1 });
        }
    }

    fn survivor(&self, author: &PublicKey) -> Option<&Survivor> {
        self.assembly.as_ref()?.current().survivor(author)
    }

    /// Up to which number the charter says which branch of a log counts; 0 if it says nothing of it.
    pub(super) fn settled_to(&self, author: &PublicKey) -> u64 {
        self.survivor(author).map_or(0, |survivor| survivor.seq)
    }

    /// Whether the charter says that another entry of this number counts.
    pub(super) fn is_of_other_branch(&self, author: &PublicKey, head: Head) -> bool {
        self.survivor(author)
            .is_some_and(|survivor| head.seq == survivor.seq && head.id != survivor.id)
    }

    pub(super) fn allow(&self, out: &mut Vec<Output>) {
        out.push(Output::Allow {
            members: self.members(),
            guests: self.guests.clone(),
        });
    }

    /// Takes logs back that have ended earlier than they are held here.
    pub(super) fn cut_logs(&mut self, out: &mut Vec<Output>) {
        let Some(assembly) = &self.assembly else {
            return;
        };
        let beyond: Vec<(PublicKey, u64)> = self
            .frontier()
            .heads()
            .map(|(author, head)| (author, head.seq, assembly.log_end(&author)))
            .filter(|(_, seq, end)| seq > end)
            .map(|(author, _, end)| (author, end))
            .collect();
        for (author, to) in beyond {
            if self.ingest.begin_cut(author) {
                out.push(Output::Cut { author, to });
            }
        }
    }

    /// Up to which number entries of an author are taken in now.
    pub(super) fn log_end(&self, author: &PublicKey) -> u64 {
        let Some(assembly) = &self.assembly else {
            return 0;
        };
        match assembly.fork_of(author) {
            // Where it forked is not known yet: nothing is taken in until then.
            Some(fork) if !fork.is_where_it_forked() => 0,
            _ => assembly.log_end(author),
        }
    }

    /// Judges a paper that `from` sent, or that was found here.
    pub(super) fn take_paper(
        &mut self,
        from: Option<PublicKey>,
        bytes: &[u8],
        now: u64,
        out: &mut Vec<Output>,
    ) -> Result<Effect, PaperError> {
        let Some(assembly) = &mut self.assembly else {
            return Ok(Effect::Void);
        };
        let effect = assembly.take(bytes)?;
        match &effect {
            Effect::Known | Effect::Void => return Ok(effect),
            Effect::Ahead => {
                if let Some(from) = from {
                    self.sync.compare_soon(&from);
                }
                return Ok(effect);
            }
            Effect::New => out.push(Output::KeepPaper(bytes.to_vec())),
            Effect::Double(voter) => {
                out.push(Output::KeepPaper(bytes.to_vec()));
                out.push(Output::Notice(Notice::DoubleBallot { voter: *voter }));
            }
            Effect::Fork { author, seq } => {
                out.push(Output::KeepPaper(bytes.to_vec()));
                let (author, seq) = (*author, *seq);
                out.push(Output::Notice(Notice::Forked { author, seq }));
                self.freeze(author, now, out);
            }
        }
        Ok(effect)
    }

    /// A log has forked: it is taken back to the last common entry, or that entry is looked for.
    fn freeze(&mut self, author: PublicKey, now: u64, out: &mut Vec<Output>) {
        self.ingest.forget_early(&author);
        self.cut_logs(out);
        self.sync.believe(|other| *other == author);
        let peers: Vec<PublicKey> = self.sync.peers().copied().collect();
        for peer in peers {
            self.look_below_forks(peer, now, out);
        }
    }

    /// Asks a peer for the entries below forks of which it is not known yet where they began: they may be
    /// of the other branch.
    pub(super) fn look_below_forks(&mut self, peer: PublicKey, now: u64, out: &mut Vec<Output>) {
        let Some(assembly) = &self.assembly else {
            return;
        };
        let below: Vec<Range> = assembly
            .forks()
            .filter(|fork| !fork.is_where_it_forked())
            .map(|fork| Range {
                author: fork.author(),
                from: fork.seq().saturating_sub(CHUNK_ENTRIES_MAX).max(1),
                to: fork.seq() - 1,
            })
            .collect();
        for range in below {
            let request = Request::Ranges { ranges: vec![range] };
            self.ask(peer, Asked::Branch(range), &request, now, out);
        }
    }

    /// A fork was found here by comparing entries.
    pub(super) fn fork_found(&mut self, bytes: &[u8], now: u64, out: &mut Vec<Output>) {
        let Ok(Paper::Fork(fork)) = Paper::verify(bytes, &self.federation) else {
            return;
        };
        if let Ok(Effect::Fork { .. }) = self.take_paper(None, bytes, now, out) {
            self.announce(Announcement::Paper(bytes.to_vec().into()), out);
            return;
        }
        // A charter has settled it, and the branch held here may be the one that did not survive: it is
        // fetched again from where they part.
        let (author, seq) = (fork.author(), fork.seq());
        let settled = self.settled_to(&author);
        if seq <= settled && self.frontier().seq(&author) < settled {
            self.cut_other_branch(author, seq, out);
        }
    }

    /// Signs what it is this node's turn to sign, and puts a charter in force whose ballots are all here.
    ///
    /// Papers are not all that makes it possible: a node that has all the votes, and starts again, may
    /// sign once it knows itself, and nobody will send it anything new.
    pub(super) fn go_on_voting(&mut self, now: u64, out: &mut Vec<Output>) {
        let Some(assembly) = &self.assembly else {
            return;
        };
        // A node that does not know yet what it has signed before signs nothing more.
        if self.knows_itself()
            && let Some(ballot) = assembly.tally().confirmation(&self.me)
        {
            self.sign(&ballot, out);
        }
        let Some(certified) = self.assembly.as_ref().and_then(Assembly::certificate) else {
            return;
        };
        let bytes = certified.encode();
        if self.take_charter(certified, now, out).is_ok_and(|new| new) {
            self.announce(Announcement::Charter(bytes.into()), out);
        }
    }

    /// Signs a ballot of this node's own; it is durable before it leaves.
    fn sign(&mut self, ballot: &Ballot, out: &mut Vec<Output>) {
        let bytes = paper::of_ballot(ballot.sign(&self.secret, &self.federation));
        self.keep_own(bytes, out);
    }

    fn keep_own(&mut self, bytes: Vec<u8>, out: &mut Vec<Output>) -> Option<Effect> {
        let effect = self
            .assembly
            .as_mut()?
            .take(&bytes)
            .expect("a paper of our own is good");
        if effect == Effect::New {
            out.push(Output::KeepPaper(bytes.clone()));
            self.announce(Announcement::Paper(bytes.into()), out);
        }
        Some(effect)
    }

    /// Gossips an announcement; one that is too long for that is found by comparing.
    fn announce(&self, announcement: Announcement, out: &mut Vec<Output>) {
        let bytes = announcement.encode();
        if bytes.len() <= GOSSIP_BODY_BYTES_MAX {
            out.push(Output::Gossip {
                topic: Topic::Charters,
                id: Hash::of(&bytes),
                bytes,
            });
        }
    }

    pub(super) fn propose(
        &mut self,
        changes: &[Change],
        now: u64,
        out: &mut Vec<Output>,
    ) -> Result<Decision, DecisionError> {
        let assembly = self.may_decide()?;
        if !assembly.current().voters().contains(&self.me) {
            return Err(VoteError::NoVote.into());
        }
        let charter = assembly.current().amend(changes);
        let charter = charter.map_err(|error| DecisionError::Refused(error.to_string()))?;
        let hash = charter.hash();
        let bytes = paper::of_proposal(&self.secret, &self.federation, &charter);
        if self.keep_own(bytes, out) == Some(Effect::Void) {
            return Err(DecisionError::TooMuch);
        }
        match self.vote(Some(hash), false, now, out) {
            // Whoever has voted for another one may still propose.
            Err(DecisionError::Vote(_)) => Ok(Decision {
                charter: Some(hash),
                round: None,
                epoch: self.charter_count() - 1,
                in_force: false,
            }),
            decision => decision,
        }
    }

    pub(super) fn vote(
        &mut self,
        charter: Option<Hash>,
        go_on: bool,
        now: u64,
        out: &mut Vec<Output>,
    ) -> Result<Decision, DecisionError> {
        let assembly = self.may_decide()?;
        let before = assembly.charters().count();
        if let Some(hash) = charter
            && !assembly.candidates().contains_key(&hash)
        {
            return Err(DecisionError::Unknown(hash));
        }
        let ballot = assembly.tally().vote(&self.me, charter, go_on)?;
        self.sign(&ballot, out);
        self.go_on_voting(now, out);
        let count = self.charter_count();
        Ok(Decision {
            charter,
            round: Some(ballot.round),
            epoch: count - 1,
            in_force: count > before && self.charters().map(|charters| charters.current().hash()) == charter,
        })
    }

    fn may_decide(&self) -> Result<&Assembly, DecisionError> {
        let assembly = self.assembly.as_ref().ok_or(DecisionError::NoCharter)?;
        match self.knows_itself() {
            true => Ok(assembly),
            false => Err(DecisionError::OwnHeadUnknown),
        }
    }

    /// Judges an announcement that a neighbour passed on.
    pub(super) fn gossiped_announcement(
        &mut self,
        from: PublicKey,
        id: Hash,
        bytes: &[u8],
        now: u64,
        out: &mut Vec<Output>,
    ) -> Verdict {
        if Hash::of(bytes) != id {
            self.note_refusal(from, &"an announcement under another id", out);
            return Verdict::Reject;
        }
        let judged = match Announcement::decode(bytes) {
            Ok(Announcement::Charter(bytes)) => self.announced_charter(from, &bytes, now, out),
            Ok(Announcement::Paper(bytes)) => match self.take_paper(Some(from), &bytes, now, out) {
                Ok(Effect::Known | Effect::Void | Effect::Ahead) => Ok(Verdict::Ignore),
                Ok(Effect::New | Effect::Double(_) | Effect::Fork { .. }) => Ok(Verdict::Accept),
                Err(error) => Err(error.to_string()),
            },
            Err(error) => Err(error.to_string()),
        };
        judged.unwrap_or_else(|why| {
            self.note_refusal(from, &why, out);
            Verdict::Reject
        })
    }

    fn announced_charter(
        &mut self,
        from: PublicKey,
        bytes: &[u8],
        now: u64,
        out: &mut Vec<Output>,
    ) -> Result<Verdict, String> {
        let certified = CertifiedCharter::decode(bytes).map_err(|error| error.to_string())?;
        if certified.charter().epoch > self.charter_count() {
            self.sync.compare_soon(&from);
            return Ok(Verdict::Ignore);
        }
        match self.take_charter(certified, now, out) {
            Ok(true) => Ok(Verdict::Accept),
            Ok(false) => Ok(Verdict::Ignore),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Takes in the application of a guest, whose ticket it must be.
    pub(super) fn guest_applies(
        &mut self,
        guest: PublicKey,
        bytes: &[u8],
        now: u64,
        out: &mut Vec<Output>,
    ) -> Result<(), String> {
        let paper = Paper::verify(bytes, &self.federation).map_err(|error| error.to_string())?;
        let Paper::Application(Application {
            guest: named, inviter, ..
        }) = paper
        else {
            return Err("a guest can only apply".to_owned());
        };
        if named != Some(guest) || inviter != self.me {
            return Err("an application with another ticket than the one that opened this session".to_owned());
        }
        match self.take_paper(None, bytes, now, out) {
            Ok(Effect::New) => {
                self.announce(Announcement::Paper(bytes.to_vec().into()), out);
                Ok(())
            }
            Ok(Effect::Known) => Ok(()),
            Ok(_) => Err("an application that the charter has no place for".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Keys of those with whom sessions are held: all members but this node itself, and whoever is its
    /// way in.
    pub(super) fn members(&self) -> BTreeSet<PublicKey> {
        let current = self.assembly.iter().flat_map(|assembly| &assembly.current().members);
        let others = current.map(|member| member.key).filter(|key| *key != self.me);
        others.chain(self.way_in()).collect()
    }

    /// The inviter, as long as the charters that are held do not reach to where both it and this node are
    /// members: this node may have been stopped when it had the first of them, and knows nobody else.
    pub(super) fn way_in(&self) -> Option<PublicKey> {
        let inviter = self.inviter?;
        let is_in = self.charters().is_some_and(|charters| {
            let names_inviter = |charter: &CertifiedCharter| charter.charter().member(&inviter).is_some();
            charters.current().member(&self.me).is_some() && charters.since(0).iter().any(names_inviter)
        });
        (!is_in).then_some(inviter)
    }
}
