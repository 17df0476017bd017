//! Who comes into the federation, and by what invitation.

use ayni_protocol::charter::Role;
use ayni_protocol::charter::admission::{Card, Ticket};
use ayni_protocol::limits::TICKET_ADDRESSES_MAX;
use ayni_protocol::replica::AdmitError;
use tokio::sync::oneshot;

use super::handle::NodeHandle;
use super::store_refusal;
use crate::clock;
use crate::driver::{AdmitFailure, Ask};
use crate::refusal::Refusal;
use crate::setup::CharterChange;

/// How long an invitation holds unless it says otherwise: seven days, in seconds.
const INVITATION_S: u64 = 7 * 24 * 3600;

/// Longest that an invitation may hold: a year.
pub const INVITATION_S_MAX: u64 = 366 * 24 * 3600;

impl NodeHandle {
    /// Admits the platforms of these cards, where this platform's ballot alone is a quorum.
    ///
    /// # Errors
    /// `bad_card`, `already_member`, `quorum_needed`, `no_vote`.
    pub async fn admit(&self, cards: Vec<String>) -> Result<CharterChange, Refusal> {
        let view = self.view();
        let charters = view.charters.ok_or_else(|| Refusal::new("no_federation", 409))?;
        let current = charters.current();
        let mut newcomers = Vec::new();
        for card in &cards {
            let member =
                Card::read(card, Role::Member).map_err(|error| Refusal::new("bad_card", 422).with("cause", error))?;
            if current.member(&member.key).is_some() {
                return Err(Refusal::new("already_member", 409).with("name", member.name));
            }
            newcomers.push(member);
        }
        if newcomers.is_empty() {
            return Err(Refusal::new("nothing_to_do", 422));
        }
        let (reply, answer) = oneshot::channel();
        let admitted = self.ask(Ask::Admit { newcomers, reply }, answer).await?;
        let epoch = admitted.map_err(|failure| match failure {
            AdmitFailure::Refused(AdmitError::QuorumNeeded { quorum }) => Refusal::new("quorum_needed", 409)
                .with("quorum", quorum)
                .with("members", current.voters().len()),
            AdmitFailure::Refused(AdmitError::NoVote) => Refusal::new("no_vote", 403),
            AdmitFailure::Refused(AdmitError::NoCharter) => Refusal::new("no_federation", 409),
            AdmitFailure::Refused(AdmitError::Refused(cause)) => Refusal::new("bad_card", 422).with("cause", cause),
            AdmitFailure::Store(error) => store_refusal((*error).clone()),
        })?;
        Ok(CharterChange {
            federation: self.parts().federation.to_string(),
            epoch,
        })
    }

    /// A ticket to this federation through this node.
    ///
    /// # Errors
    /// `bad_role`, `bad_duration`, or `no_federation` while this node joins itself.
    pub fn invite(&self, role: Option<String>, expires_s: Option<u64>) -> Result<String, Refusal> {
        let word = role.unwrap_or_else(|| Role::Member.as_str().to_owned());
        let role = Role::parse(&word).ok_or_else(|| Refusal::new("bad_role", 422).with("value", word))?;
        let expires_s = expires_s.unwrap_or(INVITATION_S);
        if expires_s == 0 || expires_s > INVITATION_S_MAX {
            return Err(Refusal::new("bad_duration", 422).with("value", expires_s));
        }
        let charter = self.charter()?;
        let mut addresses = self.reachable_at();
        addresses.truncate(TICKET_ADDRESSES_MAX);
        let expires = clock::unix_ms() + i64::try_from(expires_s).unwrap_or(i64::MAX / 2_000) * 1_000;
        let ticket = Ticket {
            federation: self.parts().federation,
            name: charter.name,
            addresses,
            role,
            expires,
        };
        Ok(ticket.sign(&self.parts().secret))
    }
}
