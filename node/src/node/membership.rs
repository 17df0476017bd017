//! Who may come into the federation: tickets, and the doors that they open.

use std::collections::BTreeSet;
use std::time::Duration;

use ayni_protocol::charter::Role;
use ayni_protocol::charter::admission::Ticket;
use ayni_protocol::identity::{PublicKey, SecretKey};
use ayni_protocol::limits::TICKET_ADDRESSES_MAX;
use tokio::sync::watch;

use super::handle::NodeHandle;
use super::standing::Standing;
use super::store_refusal;
use crate::clock;
use crate::driver::Ask;
use crate::keystore;
use crate::refusal::Refusal;
use crate::store::Store;

/// How long an invitation holds unless it says otherwise: seven days, in seconds.
const INVITATION_S: u64 = 7 * 24 * 3600;

/// Longest that an invitation may hold: a year.
pub const INVITATION_S_MAX: u64 = 366 * 24 * 3600;

/// How often it is looked which tickets have ended.
const DOORS_EVERY: Duration = Duration::from_secs(60);

/// Keys of tickets that this node has given out and that still hold.
///
/// # Errors
/// `store_failed` if they cannot be read.
pub(super) fn guests(store: &Store) -> Result<BTreeSet<PublicKey>, Refusal> {
    let now = clock::unix_ms();
    let guests = store.guests().map_err(store_refusal)?;
    Ok(guests
        .into_iter()
        .filter(|(_, expires)| *expires > now)
        .map(|(guest, _)| guest)
        .collect())
}

impl NodeHandle {
    /// A ticket to this federation through this node.
    ///
    /// # Errors
    /// `bad_role`, `bad_duration`, `charter_awaited` while this node joins itself, `not_a_member` where the
    /// charter does not name this platform, or `cannot_invite` where it gives it no vote: no member would see whoever
    /// applies with such a ticket.
    pub async fn invite(&self, role: Option<String>, expires_s: Option<u64>) -> Result<String, Refusal> {
        let word = role.unwrap_or_else(|| Role::Member.as_str().to_owned());
        let role = Role::parse(&word).ok_or_else(|| Refusal::new("bad_role", 422).with("value", word))?;
        let expires_s = expires_s.unwrap_or(INVITATION_S);
        if expires_s == 0 || expires_s > INVITATION_S_MAX {
            return Err(Refusal::new("bad_duration", 422).with("value", expires_s));
        }
        if self.standing() != Standing::In(Role::Member) {
            return Err(self.outside_or(Refusal::new("cannot_invite", 403)));
        }
        let charter = self.charter()?;
        let mut addresses = self.reachable_at();
        addresses.truncate(TICKET_ADDRESSES_MAX);
        let expires = clock::unix_ms() + i64::try_from(expires_s).unwrap_or(i64::MAX / 2_000) * 1_000;
        let guest = SecretKey::from_seed(&keystore::random()?);
        let ticket = Ticket {
            federation: self.parts().federation,
            name: charter.name,
            addresses,
            role,
            expires,
            guest: Some(guest.public()),
        };
        let store = &self.parts().store;
        store.put_guest(guest.public(), expires).await.map_err(store_refusal)?;
        self.open_doors().await?;
        Ok(ticket.sign_for(&self.parts().secret, &guest))
    }

    /// Lets in those whose tickets hold, and nobody else.
    async fn open_doors(&self) -> Result<(), Refusal> {
        let guests = guests(&self.parts().store)?;
        self.tell(Ask::Guests(guests)).await
    }

    /// Closes the doors of tickets that end, until the node stops.
    pub(super) async fn keep_doors(self, mut stop: watch::Receiver<bool>) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(DOORS_EVERY) => {}
                _ = stop.changed() => return,
            }
            if let Err(error) = self.open_doors().await {
                tracing::warn!(%error, "it can't be seen which tickets have ended");
            }
        }
    }
}
