//! Where this platform stands in its federation, by the charters that its node holds.

use ayni_protocol::charter::{Charters, Role};
use ayni_protocol::identity::PublicKey;

use super::handle::NodeHandle;
use crate::refusal::Refusal;

/// What the charters say of a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing: none has come yet.
    Waiting,
    /// The one in force names it, in this role.
    In(Role),
    /// The one in force does not name it.
    Out {
        /// The epoch in force.
        epoch: u64,
        /// Whether an earlier one did.
        removed: bool,
    },
}

impl Standing {
    /// What `charters` say of the platform with this key.
    pub(crate) fn of(charters: Option<&Charters>, key: &PublicKey) -> Self {
        let Some(charters) = charters else {
            return Self::Waiting;
        };
        let current = charters.current();
        if let Some(member) = current.member(key) {
            return Self::In(member.role);
        }
        let mut earlier = charters.since(0).iter();
        Self::Out {
            epoch: current.epoch,
            removed: earlier.any(|certified| certified.charter().member(key).is_some()),
        }
    }
}

impl NodeHandle {
    /// Where this platform stands.
    pub(super) fn standing(&self) -> Standing {
        Standing::of(self.parts().view.borrow().charters.as_deref(), &self.me())
    }

    /// How far this platform has come that waits for the charter.
    pub(super) fn waiting_state(&self) -> &'static str {
        if self.has_applied() { "applied" } else { "joining" }
    }

    /// What whoever asks for the charter is told while there is none.
    pub(super) fn charter_awaited(&self) -> Refusal {
        Refusal::new("charter_awaited", 409).with("state", self.waiting_state())
    }

    /// Why this platform may not do what `otherwise` refuses to those whom the charter names.
    pub(super) fn outside_or(&self, otherwise: Refusal) -> Refusal {
        match self.standing() {
            Standing::Waiting => self.charter_awaited(),
            Standing::In(_) => otherwise,
            Standing::Out { epoch, removed } => Refusal::new("not_a_member", 403)
                .with("epoch", epoch)
                .with("removed", removed),
        }
    }
}
