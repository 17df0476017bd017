//! Charters: taken in from peers, and made where one ballot is a quorum.

use super::sync::Asked;
use super::{AdmitError, Output, Replica, Topic};
use crate::charter::ballot::Ballot;
use crate::charter::{CertifiedCharter, CharterError, Charters, Member};
use crate::identity::PublicKey;
use crate::message::Request;

impl Replica {
    /// How many charters are held; 0 while joining.
    pub(super) fn charter_count(&self) -> u64 {
        self.charters.as_ref().map_or(0, Charters::count)
    }

    pub(super) fn learn_of_charters(&mut self, peer: PublicKey, theirs: u64, now: u64, out: &mut Vec<Output>) {
        let from = self.charter_count();
        if theirs > from {
            self.ask(peer, Asked::Charters, &Request::Charters { from }, now, out);
        }
    }

    /// Puts the next charter in force; one that is in force already changes nothing.
    pub(super) fn take_charter(&mut self, bytes: &[u8], out: &mut Vec<Output>) -> Result<(), CharterError> {
        let certified = CertifiedCharter::decode(bytes)?;
        if certified.charter().epoch < self.charter_count() {
            return Ok(());
        }
        match &mut self.charters {
            Some(charters) => charters.extend(certified.clone())?,
            None => {
                let charters = Charters::begin(certified.clone())?;
                if charters.federation() != self.federation {
                    return Err(CharterError::Federation {
                        expected: self.federation,
                        found: charters.federation(),
                    });
                }
                self.charters = Some(charters);
            }
        }
        out.push(Output::KeepCharter(certified));
        let allowed = self.allowed();
        let gone: Vec<PublicKey> = self
            .sync
            .peers()
            .filter(|peer| !allowed.contains(peer))
            .copied()
            .collect();
        out.push(Output::Allow(allowed));
        out.extend(gone.into_iter().map(Output::Disconnect));
        Ok(())
    }

    /// Admits newcomers where this platform's ballot alone makes a quorum.
    pub(super) fn admit(&mut self, newcomers: Vec<Member>, out: &mut Vec<Output>) -> Result<u64, AdmitError> {
        let charters = self.charters.as_ref().ok_or(AdmitError::NoCharter)?;
        let current = charters.current();
        if !current.voters().contains(&self.me) {
            return Err(AdmitError::NoVote);
        }
        if current.quorum_size() > 1 {
            return Err(AdmitError::QuorumNeeded {
                quorum: current.quorum_size(),
            });
        }
        let refused = |error: CharterError| AdmitError::Refused(error.to_string());
        let next = current.admit(newcomers).map_err(refused)?;
        let (epoch, hash) = (next.epoch, next.hash());
        let ballot = Ballot::sign(&self.secret, &self.federation, epoch, 0, hash);
        let bytes = CertifiedCharter::new(next, vec![ballot]).encode();
        self.take_charter(&bytes, out).map_err(refused)?;
        out.push(Output::Gossip {
            topic: Topic::Charters,
            id: hash,
            bytes,
        });
        Ok(epoch)
    }
}
