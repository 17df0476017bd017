//! Keys in words: short ones that people compare over the telephone.
//!
//! The words are those of BIP 39's English list: 2,048 words, no two of which begin with the same four
//! letters.

use ayni_protocol::identity::{Hash, PublicKey};
use bip39::Language;

/// Words of a fingerprint. Each stands for 11 bits: to find another key with the same six takes some
/// 10^19 trials.
const FINGERPRINT_WORDS: usize = 6;

/// The fingerprint of a key, as words with hyphens between them.
pub fn of_key(key: &PublicKey) -> String {
    let hash = Hash::of(key.as_bytes()).0;
    let list = Language::English.word_list();
    let bits = |word: usize| {
        (0..11).fold(0, |index, bit| {
            let position = 11 * word + bit;
            index << 1 | usize::from(hash[position / 8] >> (7 - position % 8) & 1)
        })
    };
    let words: Vec<&str> = (0..FINGERPRINT_WORDS).map(|word| list[bits(word)]).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use ayni_protocol::identity::SecretKey;

    use super::*;

    #[test]
    fn a_key_has_one_fingerprint_and_another_key_another() {
        let of = |seed| of_key(&SecretKey::from_seed(&[seed; 32]).public());
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
        assert_eq!(of(1).split('-').count(), FINGERPRINT_WORDS);
    }
}
