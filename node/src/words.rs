//! Keys in words: six that people compare over the telephone, and twenty-four that they keep on paper.
//!
//! The words are those of BIP 39's English list: 2,048 words, no two of which begin with the same four
//! letters.

use ayni_protocol::identity::SecretKey;
use ayni_protocol::identity::{Hash, PublicKey};
use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

use crate::refusal::Refusal;

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

/// The 24 words of the whole secret: whoever has them signs for the platform.
///
/// # Errors
/// `internal` never, since 32 bytes always make 24 words.
pub fn of_secret(secret: &SecretKey) -> Result<Vec<&'static str>, Refusal> {
    let mnemonic = Mnemonic::from_entropy_in(Language::English, &secret.seed()[..]).map_err(Refusal::internal)?;
    // References into the list: which ones, is the secret, and no copy of a word is made.
    Ok(mnemonic.words().collect())
}

/// The secret that 24 words stand for, in any case and with any white space between.
///
/// # Errors
/// `bad_words`, with the place of the first one that is not in the list, or 0 if they are all words but not
/// 24 that belong together.
pub fn to_secret(text: &str) -> Result<SecretKey, Refusal> {
    let words: Vec<Zeroizing<String>> = text
        .split_whitespace()
        .map(|word| Zeroizing::new(word.trim_end_matches('.').to_lowercase()))
        .collect();
    let refused = |place: usize| {
        Refusal::new("bad_words", 422)
            .with("place", place)
            .with("count", words.len())
    };
    let list = Language::English.word_list();
    if let Some(place) = words.iter().position(|word| !list.contains(&word.as_str())) {
        return Err(refused(place + 1));
    }
    let joined = Zeroizing::new(words.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" "));
    let mnemonic = Mnemonic::parse_in_normalized(Language::English, &joined).map_err(|_| refused(0))?;
    let (entropy, length) = mnemonic.to_entropy_array();
    let entropy = Zeroizing::new(entropy);
    let seed = entropy.get(..length).and_then(|seed| <&[u8; 32]>::try_from(seed).ok());
    seed.map(SecretKey::from_seed).ok_or_else(|| refused(0))
}

#[cfg(test)]
mod tests {
    use ayni_protocol::identity::SecretKey;

    use super::*;

    #[test]
    fn a_secret_comes_back_from_its_words_and_a_slip_of_the_pen_is_found() {
        let secret = SecretKey::from_seed(&[7; 32]);
        let words = of_secret(&secret).expect("words");
        assert_eq!(words.len(), 24);
        let written = words.join("\n ").to_uppercase();
        assert_eq!(to_secret(&written).expect("the same").public(), secret.public());

        let place = |words: &[&str]| {
            let refusal = to_secret(&words.join(" ")).expect_err("refused");
            refusal
                .args
                .iter()
                .find(|(name, _)| *name == "place")
                .map(|(_, value)| value.clone())
        };
        let mut misspelt = words.to_vec();
        misspelt[4] = "ayni";
        assert_eq!(place(&misspelt).as_deref(), Some("5"));
        let mut swapped = words.to_vec();
        swapped[23] = if swapped[23] == "zoo" { "abandon" } else { "zoo" };
        assert_eq!(place(&swapped).as_deref(), Some("0"));
        assert_eq!(place(&words[..12]).as_deref(), Some("0"));
    }

    #[test]
    fn a_key_has_one_fingerprint_and_another_key_another() {
        let of = |seed| of_key(&SecretKey::from_seed(&[seed; 32]).public());
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
        assert_eq!(of(1).split('-').count(), FINGERPRINT_WORDS);
    }
}
