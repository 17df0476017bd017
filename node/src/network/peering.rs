//! Names and addresses: a peer's key as libp2p spells it, and which multiaddrs can be dialed or
//! listened on.

use std::net::{IpAddr, SocketAddr};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::limits::ADDRESS_BYTES_MAX;
use libp2p::multiaddr::{Multiaddr, Protocol};
use libp2p::multihash::Multihash;
use libp2p::{PeerId, identity};

use super::{DialFailure, Transport};

/// Most addresses of one peer that are dialed or passed on. Platforms have a few (two transports,
/// two IP versions, two networks); a peer that claims hundreds would make every node dial them.
pub const ADDRESSES_MAX: usize = 16;

/// What precedes the 32 bytes of an Ed25519 key in libp2p's protobuf form: key type 1, then a field
/// of 32 bytes.
const KEY_PREFIX: [u8; 4] = [0x08, 0x01, 0x12, 0x20];

/// Code of the multihash that holds its input as it is.
const IDENTITY_HASH: u64 = 0;

/// Why a text is no address of a peer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Longer than any real address.
    #[error("an address has at most {ADDRESS_BYTES_MAX} bytes, this one has {0}")]
    TooLong(usize),
    /// Not a multiaddr.
    #[error("{address:?} is no multiaddr ({reason}); expected for example /ip4/192.0.2.7/tcp/4001")]
    Syntax { address: String, reason: String },
    /// The `/p2p/…` part holds something else than an Ed25519 key.
    #[error("{0:?} names a peer by something else than an Ed25519 key")]
    Key(String),
}

/// An address and the key that it names, if it ends in `/p2p/…`; the address comes without that
/// part.
///
/// # Errors
/// [`AddressError`] if the text is no multiaddr of at most [`ADDRESS_BYTES_MAX`] bytes, or
/// names a peer by another kind of key.
pub fn parse_address(address: &str) -> Result<(String, Option<PublicKey>), AddressError> {
    let (address, peer) = parse(address)?;
    Ok((address.to_string(), peer))
}

fn parse(text: &str) -> Result<(Multiaddr, Option<PublicKey>), AddressError> {
    if text.len() > ADDRESS_BYTES_MAX {
        return Err(AddressError::TooLong(text.len()));
    }
    let mut address: Multiaddr = text.parse().map_err(|error| AddressError::Syntax {
        address: text.to_owned(),
        reason: format!("{error}"),
    })?;
    let peer = match address.iter().last() {
        Some(Protocol::P2p(peer)) => {
            address.pop();
            Some(public_key(&peer).ok_or_else(|| AddressError::Key(text.to_owned()))?)
        }
        _ => None,
    };
    Ok((address, peer))
}

/// Whether an address leads only from this machine to itself.
pub fn is_loopback(address: &str) -> bool {
    ip(address).is_some_and(|ip| ip.is_loopback())
}

/// Whether an address stands for every interface of a machine: it can be listened on, not dialed.
pub fn is_unspecified(address: &str) -> bool {
    ip(address).is_some_and(|ip| ip.is_unspecified())
}

/// The IP address that a multiaddr begins with; `None` for a name and for what is none.
fn ip(address: &str) -> Option<IpAddr> {
    ip_of(&parse(address).ok()?.0)
}

/// The IP address that a multiaddr begins with.
pub(super) fn ip_of(address: &Multiaddr) -> Option<IpAddr> {
    match address.iter().next()? {
        Protocol::Ip4(ip) => Some(IpAddr::V4(ip)),
        Protocol::Ip6(ip) => Some(IpAddr::V6(ip)),
        _ => None,
    }
}

/// The addresses at which `peer` may be dialed: the first [`ADDRESSES_MAX`] that are multiaddrs and
/// name no other peer.
///
/// # Errors
/// [`DialFailure::NoAddress`], with the reason for the first one left out, if none remains.
pub(super) fn dialable(peer: &PublicKey, addresses: &[String]) -> Result<Vec<Multiaddr>, DialFailure> {
    let mut good = Vec::new();
    let mut first_fault = None;
    for text in addresses.iter().take(ADDRESSES_MAX) {
        let fault = match parse(text) {
            Ok((address, named)) if named.is_none_or(|named| named == *peer) => {
                good.push(address);
                continue;
            }
            Ok(_) => format!("{text} belongs to another node"),
            Err(error) => error.to_string(),
        };
        first_fault.get_or_insert(fault);
    }
    if good.is_empty() {
        let reason = first_fault.unwrap_or_else(|| "none is known".to_owned());
        return Err(DialFailure::NoAddress(reason));
    }
    Ok(good)
}

/// The text of an address without its `/p2p/…`; `None` if that names another peer than `peer`.
pub(super) fn bare(address: &Multiaddr, peer: Option<&PeerId>) -> Option<String> {
    let mut address = address.clone();
    if let Some(Protocol::P2p(named)) = address.iter().last() {
        if peer.is_some_and(|peer| *peer != named) {
            return None;
        }
        address.pop();
    }
    Some(address.to_string())
}

/// How bytes travel to this address.
pub(super) fn transport(address: &Multiaddr) -> Transport {
    let quic = address
        .iter()
        .any(|part| matches!(part, Protocol::Quic | Protocol::QuicV1));
    if quic { Transport::Quic } else { Transport::Tcp }
}

/// The socket that a listening address stands for, or `None` if it is neither plain TCP nor QUIC on
/// an IP address.
pub(super) fn socket(address: &Multiaddr) -> Option<(SocketAddr, Transport)> {
    let mut parts = address.iter();
    let ip = match parts.next()? {
        Protocol::Ip4(ip) => IpAddr::V4(ip),
        Protocol::Ip6(ip) => IpAddr::V6(ip),
        _ => return None,
    };
    let (port, transport) = match (parts.next()?, parts.next()) {
        (Protocol::Tcp(port), None) => (port, Transport::Tcp),
        (Protocol::Udp(port), Some(Protocol::QuicV1)) => (port, Transport::Quic),
        _ => return None,
    };
    parts.next().is_none().then_some((SocketAddr::new(ip, port), transport))
}

/// libp2p's name for the holder of `key`.
pub(super) fn peer_id(key: &PublicKey) -> PeerId {
    let bytes = [&KEY_PREFIX[..], key.as_bytes()].concat();
    let hash = Multihash::wrap(IDENTITY_HASH, &bytes).expect("36 bytes fit into a multihash of 64");
    PeerId::from_multihash(hash).expect("a key of 36 bytes stands in a peer id as it is")
}

/// The key that a peer id holds; `None` if it is a hash, or of another kind of key, or weak.
pub(super) fn public_key(peer: &PeerId) -> Option<PublicKey> {
    let hash: &Multihash<64> = peer.as_ref();
    if hash.code() != IDENTITY_HASH {
        return None;
    }
    let bytes = hash.digest().strip_prefix(&KEY_PREFIX)?;
    PublicKey::from_bytes(bytes.try_into().ok()?).ok()
}

/// libp2p's form of a secret key.
pub(super) fn keypair(
    secret: &ayni_protocol::identity::SecretKey,
) -> Result<identity::Keypair, identity::DecodingError> {
    let mut seed = secret.seed();
    identity::Keypair::ed25519_from_bytes(&mut seed[..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use ayni_protocol::identity::SecretKey;

    fn key(seed: u8) -> PublicKey {
        SecretKey::from_seed(&[seed; 32]).public()
    }

    #[test]
    fn a_key_and_its_peer_id_name_each_other() {
        for seed in 1..20 {
            let secret = SecretKey::from_seed(&[seed; 32]);
            let theirs = keypair(&secret).unwrap().public().to_peer_id();
            assert_eq!(peer_id(&secret.public()), theirs);
            assert_eq!(public_key(&theirs), Some(secret.public()));
            assert_eq!(secret.public().peer_id(), theirs.to_string());
        }
    }

    #[test]
    fn a_peer_id_that_is_a_hash_or_a_weak_key_is_no_peer() {
        let hash = Multihash::wrap(0x12, &[7; 32]).unwrap();
        assert_eq!(public_key(&PeerId::from_multihash(hash).unwrap()), None);
        let weak = [&KEY_PREFIX[..], &[0; 32]].concat();
        let weak = Multihash::wrap(IDENTITY_HASH, &weak).unwrap();
        assert_eq!(public_key(&PeerId::from_multihash(weak).unwrap()), None);
    }

    #[test]
    fn an_address_is_parted_from_the_key_it_names() {
        let with = format!("/ip4/192.0.2.7/tcp/4001/p2p/{}", peer_id(&key(1)));
        let (address, peer) = parse_address(&with).unwrap();
        assert_eq!(address, "/ip4/192.0.2.7/tcp/4001");
        assert_eq!(peer, Some(key(1)));
        let (address, peer) = parse_address("/dns4/node.example/udp/4001/quic-v1").unwrap();
        assert_eq!(address, "/dns4/node.example/udp/4001/quic-v1");
        assert_eq!(peer, None);
    }

    #[test]
    fn what_is_no_multiaddr_is_refused_with_its_text() {
        let error = parse_address("localhost:4001").unwrap_err();
        assert!(error.to_string().contains("localhost:4001"), "{error}");
        let long = "/dns4/a".repeat(200);
        assert_eq!(parse_address(&long), Err(AddressError::TooLong(1_400)));
    }

    #[test]
    fn an_address_of_another_peer_is_not_dialed() {
        let other = format!("/ip4/192.0.2.7/tcp/1/p2p/{}", peer_id(&key(2)));
        let right = format!("/ip4/192.0.2.7/tcp/2/p2p/{}", peer_id(&key(1)));
        let good = dialable(&key(1), &[other.clone(), right, "rubbish".into()]).unwrap();
        assert_eq!(good, vec!["/ip4/192.0.2.7/tcp/2".parse().unwrap()]);
        let DialFailure::NoAddress(reason) = dialable(&key(1), &[other]).unwrap_err() else {
            panic!("expected no address");
        };
        assert!(reason.contains("another node"), "{reason}");
    }

    #[test]
    fn an_address_of_one_machine_or_of_every_interface_is_told_from_others() {
        for address in ["/ip4/127.0.0.1/tcp/1", "/ip4/127.8.8.8/udp/1/quic-v1", "/ip6/::1/tcp/1"] {
            assert!(is_loopback(address) && !is_unspecified(address), "{address}");
        }
        for address in ["/ip4/0.0.0.0/tcp/1", "/ip6/::/tcp/1"] {
            assert!(is_unspecified(address) && !is_loopback(address), "{address}");
        }
        for address in ["/ip4/192.0.2.7/tcp/1", "/dns4/localhost/tcp/1", "rubbish"] {
            assert!(!is_loopback(address) && !is_unspecified(address), "{address}");
        }
    }

    #[test]
    fn only_so_many_addresses_are_dialed() {
        let many: Vec<String> = (1..100).map(|n| format!("/ip4/192.0.2.7/tcp/{n}")).collect();
        assert_eq!(dialable(&key(1), &many).unwrap().len(), ADDRESSES_MAX);
    }

    #[test]
    fn only_tcp_and_quic_on_an_ip_address_are_listened_on() {
        let of = |text: &str| socket(&text.parse().unwrap());
        let any = SocketAddr::from(([0, 0, 0, 0], 4001));
        assert_eq!(of("/ip4/0.0.0.0/tcp/4001"), Some((any, Transport::Tcp)));
        assert_eq!(of("/ip4/0.0.0.0/udp/4001/quic-v1"), Some((any, Transport::Quic)));
        assert!(of("/ip6/::1/tcp/0").is_some());
        for other in [
            "/ip4/0.0.0.0/udp/4001",
            "/ip4/0.0.0.0/tcp/4001/ws",
            "/dns4/node.example/tcp/4001",
            "/ip4/0.0.0.0",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
