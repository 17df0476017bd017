//! Where peers can be reached: what tickets, the configuration and the peers themselves have said.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::{Details, Kind, Record};
use futures::future::join_all;
use tokio::task::JoinHandle;

use crate::catalogue::{Audience, Catalogue};
use crate::network::{is_loopback, is_unspecified};
use crate::node::profile::PROFILE_OID;
use crate::store::{PeerAddresses, Store};

/// Most addresses tried of one peer.
const ADDRESSES_PER_PEER_MAX: usize = 8;

/// Most addresses of one peer that are remembered because they worked: two transports, at home and
/// abroad.
const WORKED_MAX: usize = 4;

/// Shortest time between two writes of what was learnt. Each waits for the disk, and what is lost if
/// the node is killed meanwhile is only convenience: profiles and tickets still say where peers are.
const KEEP_EVERY_MS: u64 = 60_000;

/// Addresses by peer.
///
/// In the order in which they are tried: what was configured, what has worked, what the profile of
/// the peer's platform says, and what the peer told when it connected.
pub(crate) struct AddressBook {
    configured: BTreeMap<PublicKey, Vec<String>>,
    learnt: BTreeMap<PublicKey, PeerAddresses>,
    /// Peers of whom something was learnt that is not in the store.
    unkept: BTreeSet<PublicKey>,
    /// When it may be written, in the clock of the caller.
    keep_at: u64,
    keeping: Option<JoinHandle<()>>,
    store: Store,
    catalogue: Arc<Catalogue>,
}

impl AddressBook {
    pub(crate) fn new(
        configured: BTreeMap<PublicKey, Vec<String>>,
        learnt: BTreeMap<PublicKey, PeerAddresses>,
        store: Store,
        catalogue: Arc<Catalogue>,
    ) -> Self {
        Self {
            configured,
            learnt,
            unkept: BTreeSet::new(),
            keep_at: 0,
            keeping: None,
            store,
            catalogue,
        }
    }

    /// Addresses to try, each once.
    pub(crate) fn of(&self, peer: &PublicKey) -> Vec<String> {
        let profile = self.profile_addresses(peer);
        let learnt = self.learnt.get(peer);
        let said = [
            self.configured.get(peer),
            learnt.map(|learnt| &learnt.worked),
            Some(&profile),
            learnt.map(|learnt| &learnt.told),
        ];
        let said: Vec<&Vec<String>> = said.into_iter().flatten().collect();
        let mut addresses: Vec<String> = Vec::new();
        // The first of each, the second of each and so on: those of an old ticket must leave room.
        let longest = said.iter().map(|of_source| of_source.len()).max().unwrap_or(0);
        for place in 0..longest {
            for address in said.iter().filter_map(|of_source| of_source.get(place)) {
                if !addresses.contains(address) {
                    addresses.push(address.clone());
                }
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
            let json = self.catalogue.record(&row).ok()??;
            match Record::read(&json).ok()?.details() {
                Details::Platform(platform) => Some(platform.addresses.clone()),
                _ => None,
            }
        };
        profile().unwrap_or_default()
    }

    /// This node reached the peer at this address.
    pub(crate) fn worked(&mut self, peer: PublicKey, address: String) {
        self.learn(peer, |known| {
            known.worked.retain(|earlier| *earlier != address);
            known.worked.insert(0, address);
            known.worked.truncate(WORKED_MAX);
        });
    }

    /// The peer, linked from the address `link`, says that it listens on these.
    ///
    /// Addresses that lead nowhere are left out, and those of its own machine unless it is this one.
    pub(crate) fn told(&mut self, peer: PublicKey, mut addresses: Vec<String>, link: Option<&str>) {
        let same_machine = link.is_some_and(is_loopback);
        addresses.retain(|address| !is_unspecified(address) && (same_machine || !is_loopback(address)));
        addresses.truncate(ADDRESSES_PER_PEER_MAX);
        self.learn(peer, |known| known.told = addresses);
    }

    fn learn(&mut self, peer: PublicKey, learn: impl FnOnce(&mut PeerAddresses)) {
        let known = self.learnt.entry(peer).or_default();
        let before = known.clone();
        learn(known);
        // Another order of the same is not worth a write.
        let set = |addresses: &[String]| addresses.iter().cloned().collect::<BTreeSet<_>>();
        if set(&known.worked) != set(&before.worked) || set(&known.told) != set(&before.told) {
            self.unkept.insert(peer);
        }
    }

    /// Begins to write what was learnt, beside the caller, if there is anything and it is time; `now`
    /// in milliseconds of a clock that never goes back.
    pub(crate) fn keep_in_time(&mut self, now: u64) {
        let idle = self.keeping.as_ref().is_none_or(JoinHandle::is_finished);
        if !self.unkept.is_empty() && idle && now >= self.keep_at {
            self.keep_at = now + KEEP_EVERY_MS;
            let write = self.write();
            self.keeping = Some(tokio::spawn(write));
        }
    }

    /// Writes what was learnt and waits for it.
    pub(crate) async fn keep(&mut self) {
        if let Some(keeping) = self.keeping.take()
            && let Err(error) = keeping.await
        {
            tracing::error!(%error, "addresses could not be remembered");
        }
        self.write().await;
    }

    fn write(&mut self) -> impl Future<Output = ()> + use<> {
        let unkept = std::mem::take(&mut self.unkept);
        let known: Vec<(PublicKey, PeerAddresses)> = unkept
            .into_iter()
            .filter_map(|peer| Some((peer, self.learnt.get(&peer)?.clone())))
            .collect();
        let store = self.store.clone();
        async move {
            // All at once, so that they wait for the disk together.
            let writes = known.into_iter().map(|(peer, known)| store.put_addresses(peer, known));
            for written in join_all(writes).await {
                if let Err(error) = written {
                    // Only convenience is lost: the profile and the ticket still say where the peer is.
                    tracing::warn!(%error, "an address could not be remembered");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ayni_protocol::identity::SecretKey;
    use tempfile::TempDir;

    use super::*;

    fn key(seed: u8) -> PublicKey {
        SecretKey::from_seed(&[seed; 32]).public()
    }

    fn address(number: usize) -> String {
        format!("/ip4/192.0.2.{number}/tcp/4370")
    }

    fn book(dir: &TempDir) -> AddressBook {
        let store = Store::open(dir.path(), 16 * 1024 * 1024).expect("a store");
        let catalogue = Arc::new(Catalogue::open(&store).expect("a catalogue"));
        let learnt = store.addresses().expect("readable");
        let configured = BTreeMap::from([(key(1), vec![address(1)])]);
        AddressBook::new(configured, learnt, store, catalogue)
    }

    #[tokio::test]
    async fn what_each_source_says_first_is_tried_before_what_any_says_next_however_much_that_is() {
        let dir = tempfile::tempdir().expect("a directory");
        let mut book = book(&dir);
        book.worked(key(1), address(2));
        book.told(key(1), (100..120).map(address).collect(), None);
        let addresses = book.of(&key(1));
        assert_eq!(addresses[..3], [address(1), address(2), address(100)]);
        assert_eq!(addresses.len(), ADDRESSES_PER_PEER_MAX);
        book.worked(key(1), address(3));
        let second = [address(1), address(3), address(100), address(2)];
        assert_eq!(book.of(&key(1))[..4], second);
        assert!(book.of(&key(2)).is_empty());
    }

    #[tokio::test]
    async fn an_address_of_the_peers_own_machine_counts_only_where_that_is_this_one() {
        let dir = tempfile::tempdir().expect("a directory");
        let mut book = book(&dir);
        let own = "/ip4/127.0.0.1/tcp/4370".to_owned();
        let every = "/ip4/0.0.0.0/tcp/4370".to_owned();
        let told = vec![own.clone(), every, address(9)];
        book.told(key(2), told.clone(), Some(&address(9)));
        assert_eq!(book.of(&key(2)), [address(9)]);
        book.told(key(2), told, Some("/ip4/127.0.0.1/tcp/50000"));
        assert_eq!(book.of(&key(2)), [own, address(9)]);
    }

    #[tokio::test]
    async fn what_was_learnt_is_there_after_a_restart_and_is_written_once() {
        let dir = tempfile::tempdir().expect("a directory");
        {
            let mut book = book(&dir);
            book.worked(key(2), address(2));
            book.told(key(2), vec![address(3), address(4)], None);
            book.keep_in_time(0);
            book.keep().await;
            // The same in another order, and what is learnt too soon after a write.
            book.told(key(2), vec![address(4), address(3)], None);
            assert!(book.unkept.is_empty());
            book.told(key(2), vec![address(5)], None);
            book.keep_in_time(KEEP_EVERY_MS - 1);
            assert!(!book.unkept.is_empty(), "it is not time yet");
            book.keep_in_time(KEEP_EVERY_MS);
            assert!(book.unkept.is_empty());
            book.keep().await;
        }
        let book = book(&dir);
        assert_eq!(book.of(&key(2)), [address(2), address(5)]);
    }
}
