//! Keys and their text forms: what an author is.
//!
//! A platform is known by one Ed25519 key. The key's text form is a `did:key`; the same key makes
//! the node's libp2p peer id, so whoever opens a session proves whose log it speaks for.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Multicodec prefix of an Ed25519 public key (`ed25519-pub`, 0xed, as a varint), as did:key
/// uses it.
const ED25519_MULTICODEC: [u8; 2] = [0xed, 0x01];

/// A libp2p peer id of an Ed25519 key: an identity multihash (0x00, 36 bytes) of the protobuf
/// `PublicKey { type: Ed25519 (1), data: 32 bytes }`.
const PEER_ID_PREFIX: [u8; 6] = [0x00, 0x24, 0x08, 0x01, 0x12, 0x20];

/// Why bytes or a text are not a usable public key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not 32 bytes.
    #[error("a public key has 32 bytes, not {0}")]
    Length(usize),
    /// Not a point of the curve.
    #[error("these bytes are not an Ed25519 public key")]
    NotAPoint,
    /// A point of small order: signatures under it prove nothing.
    #[error("this Ed25519 key is weak (of small order)")]
    Weak,
    /// Not the peer id of an Ed25519 key.
    #[error("`{0}` is not the peer id of an Ed25519 key (they begin with 12D3KooW)")]
    NotAPeerId(String),
    /// Not the text form of an Ed25519 key.
    #[error("`{0}` is not a did:key of an Ed25519 key (they begin with did:key:z6Mk)")]
    NotADid(String),
}

/// An Ed25519 public key that is a point of the curve and not one of small order; it names an author and its node.
///
/// Ordered by its bytes. Its text form is a `did:key`; serde writes the 32 bytes in CBOR.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "serde_bytes::ByteBuf", into = "serde_bytes::ByteBuf")]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The key with these bytes.
    ///
    /// # Errors
    /// [`KeyError`] for bytes that are no point of the curve, and for weak keys.
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError::NotAPoint)?;
        if key.is_weak() {
            return Err(KeyError::Weak);
        }
        Ok(Self(bytes))
    }

    /// The key with bytes that were a key when they were written: those of a store of our own. One that is none verifies nothing.
    pub fn trusted(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the key.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether `signature` is this key's signature over `message`, by the strict rules
    /// (`verify_strict`): one message, one key, one signature that passes.
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| {
            key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature))
                .is_ok()
        })
    }

    /// The libp2p peer id of this key, in its usual base58 text form.
    pub fn peer_id(&self) -> String {
        let mut bytes = PEER_ID_PREFIX.to_vec();
        bytes.extend_from_slice(&self.0);
        bs58::encode(bytes).into_string()
    }

    /// The key whose libp2p peer id this text is.
    ///
    /// # Errors
    /// [`KeyError::NotAPeerId`] for other texts, also for peer ids of other kinds of keys.
    pub fn from_peer_id(text: &str) -> Result<Self, KeyError> {
        let not_one = || KeyError::NotAPeerId(text.chars().take(100).collect());
        // Base58 costs quadratic time; a peer id of an Ed25519 key has 52 characters.
        if text.len() > 64 {
            return Err(not_one());
        }
        let bytes = bs58::decode(text).into_vec().map_err(|_| not_one())?;
        let key = bytes
            .strip_prefix(&PEER_ID_PREFIX)
            .and_then(|key| <[u8; 32]>::try_from(key).ok())
            .ok_or_else(not_one)?;
        Self::from_bytes(key)
    }

    /// The last eight characters of the did: enough to tell peers apart in a log line.
    pub fn short(&self) -> String {
        let did = self.to_string();
        did[did.len() - 8..].to_owned()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = ED25519_MULTICODEC.to_vec();
        bytes.extend_from_slice(&self.0);
        write!(f, "did:key:z{}", bs58::encode(bytes).into_string())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.short())
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let not_a_did = || KeyError::NotADid(text.chars().take(100).collect());
        // The longest did:key of an Ed25519 key has 56 characters; base58 costs quadratic time.
        if text.len() > 64 {
            return Err(not_a_did());
        }
        let encoded = text.strip_prefix("did:key:z").ok_or_else(not_a_did)?;
        let bytes = bs58::decode(encoded).into_vec().map_err(|_| not_a_did())?;
        let key = bytes
            .strip_prefix(&ED25519_MULTICODEC)
            .and_then(|key| <[u8; 32]>::try_from(key).ok())
            .ok_or_else(not_a_did)?;
        Self::from_bytes(key)
    }
}

impl TryFrom<serde_bytes::ByteBuf> for PublicKey {
    type Error = KeyError;

    fn try_from(bytes: serde_bytes::ByteBuf) -> Result<Self, KeyError> {
        let array = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| KeyError::Length(bytes.len()))?;
        Self::from_bytes(array)
    }
}

impl From<PublicKey> for serde_bytes::ByteBuf {
    fn from(key: PublicKey) -> Self {
        serde_bytes::ByteBuf::from(key.0.to_vec())
    }
}

/// A platform's secret key. Its memory is overwritten when it is dropped, and it has no text form.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key made from a seed of 32 random bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The seed this key was made from; it is the whole secret.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// The signature over `message`.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey of {:?}", self.public())
    }
}

/// A SHA-256 digest: the name of an entry, a body or a charter.
///
/// Its text form is 64 lower-case hex characters; serde writes the 32 bytes in CBOR.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "serde_bytes::ByteBuf", into = "serde_bytes::ByteBuf")]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The SHA-256 digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The first eight hex characters: enough to tell entries apart in a log line.
    pub fn short(&self) -> String {
        hex::encode(&self.0[..4])
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({})", self.short())
    }
}

/// A text that is not a SHA-256 digest in hex.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a hash: expected 64 lower-case hex digits or 32 bytes, found {0} of something else")]
pub struct HashError(usize);

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        // One spelling a hash: capital digits are refused rather than read.
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(HashError(text.len()));
        }
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| HashError(text.len()))?;
        Ok(Self(bytes))
    }
}

impl TryFrom<serde_bytes::ByteBuf> for Hash {
    type Error = HashError;

    fn try_from(bytes: serde_bytes::ByteBuf) -> Result<Self, HashError> {
        <[u8; 32]>::try_from(bytes.as_slice())
            .map(Self)
            .map_err(|_| HashError(bytes.len()))
    }
}

impl From<Hash> for serde_bytes::ByteBuf {
    fn from(hash: Hash) -> Self {
        serde_bytes::ByteBuf::from(hash.0.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032 §7.1, test 1.
    const SEED: [u8; 32] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49,
        0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ];

    #[test]
    fn a_key_reads_back_from_its_did() {
        let key = SecretKey::from_seed(&SEED).public();
        let did = key.to_string();
        assert!(did.starts_with("did:key:z6Mk"), "{did}");
        assert_eq!(did.parse::<PublicKey>(), Ok(key));
    }

    #[test]
    fn the_public_key_is_the_one_of_rfc_8032() {
        let key = SecretKey::from_seed(&SEED).public();
        assert_eq!(
            hex::encode(key.as_bytes()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
    }

    #[test]
    fn the_peer_id_has_the_usual_form_of_an_ed25519_key() {
        let peer_id = SecretKey::from_seed(&SEED).public().peer_id();
        assert!(peer_id.starts_with("12D3KooW"), "{peer_id}");
        assert_eq!(
            PublicKey::from_peer_id(&peer_id),
            Ok(SecretKey::from_seed(&SEED).public())
        );
        assert!(matches!(
            PublicKey::from_peer_id("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N"),
            Err(KeyError::NotAPeerId(_))
        ));
    }

    #[test]
    fn weak_keys_and_other_texts_are_refused() {
        let mut identity_point = [0; 32];
        identity_point[0] = 1;
        assert_eq!(PublicKey::from_bytes(identity_point), Err(KeyError::Weak));
        assert_eq!(PublicKey::from_bytes([0; 32]), Err(KeyError::Weak));
        for text in [
            "",
            "did:key:z",
            "did:web:example.org",
            "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
        ] {
            assert!(matches!(text.parse::<PublicKey>(), Err(KeyError::NotADid(_))), "{text}");
        }
    }

    #[test]
    fn a_signature_holds_for_its_own_message_and_no_other() {
        let secret = SecretKey::from_seed(&SEED);
        let signature = secret.sign(b"today for you");
        assert!(secret.public().verifies(b"today for you", &signature));
        assert!(!secret.public().verifies(b"tomorrow for me", &signature));
    }

    #[test]
    fn a_hash_is_written_in_sixty_four_lower_case_digits() {
        let hash = Hash([0xab; 32]);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        for text in [
            "",
            "ab",
            &"AB".repeat(32),
            &"aB".repeat(32),
            &"ab".repeat(33),
            &"zz".repeat(32),
        ] {
            assert!(text.parse::<Hash>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_secret_key_never_shows_its_seed() {
        let shown = format!("{:?}", SecretKey::from_seed(&SEED));
        assert!(!shown.contains("9d61") && !shown.contains("157"), "{shown}");
    }
}
