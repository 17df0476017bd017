//! Where peers can be reached: what tickets, the configuration and the peers themselves have said.

use std::collections::BTreeMap;
use std::sync::Arc;

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::{Details, Kind, Record};

use crate::catalogue::{Audience, Catalogue};
use crate::node::profile::PROFILE_OID;
use crate::store::Store;

/// Most addresses tried of one peer.
const ADDRESSES_PER_PEER_MAX: usize = 8;

/// Addresses by peer.
///
/// In the order in which they are tried: what was configured, what last worked or the peer told
/// when it connected, and what its platform's profile says.
pub(crate) struct AddressBook {
    configured: BTreeMap<PublicKey, Vec<String>>,
    learnt: BTreeMap<PublicKey, Vec<String>>,
    store: Store,
    catalogue: Arc<Catalogue>,
}

impl AddressBook {
    pub(crate) fn new(
        configured: BTreeMap<PublicKey, Vec<String>>,
        learnt: BTreeMap<PublicKey, Vec<String>>,
        store: Store,
        catalogue: Arc<Catalogue>,
    ) -> Self {
        Self {
            configured,
            learnt,
            store,
            catalogue,
        }
    }

    /// Addresses to try, each once.
    pub(crate) fn of(&self, peer: &PublicKey) -> Vec<String> {
        let profile = self.profile_addresses(peer);
        let mut addresses: Vec<String> = Vec::new();
        let said = [self.configured.get(peer), self.learnt.get(peer), Some(&profile)];
        for address in said.into_iter().flatten().flatten() {
            if !addresses.contains(address) {
                addresses.push(address.clone());
            }
        }
        addresses.truncate(ADDRESSES_PER_PEER_MAX);
        addresses
    }

    /// What the profile of the peer's platform says; nothing if it cannot be read.
    fn profile_addresses(&self, peer: &PublicKey) -> Vec<String> {
        let profile = || {
            let id = self.catalogue.find_by_oid(peer, Kind::Platform, PROFILE_OID).ok()??;
            let row = self.catalogue.current(&id, Some(peer), Audience::Federation).ok()??;
            let json = self.catalogue.record(&row).ok()?;
            match Record::read(&json).ok()?.details() {
                Details::Platform(platform) => Some(platform.addresses.clone()),
                _ => None,
            }
        };
        profile().unwrap_or_default()
    }

    /// Remembers where a peer is, beyond a restart. What is already known costs nothing.
    pub(crate) async fn learn(&mut self, peer: PublicKey, addresses: Vec<String>) {
        let known = self.learnt.entry(peer).or_default();
        let before = known.clone();
        for address in addresses {
            known.retain(|earlier| *earlier != address);
            known.insert(0, address);
        }
        known.truncate(ADDRESSES_PER_PEER_MAX);
        if *known != before
            && let Err(error) = self.store.put_addresses(peer, known.clone()).await
        {
            // Only convenience is lost: the profile and the ticket still say where the peer is.
            tracing::warn!(%error, "an address could not be remembered");
        }
    }
}
