//! The cause of a refusal: the part of its sentence that says which rule is broken, in the reader's language as well.

use ayni_protocol::charter::CharterError;
use ayni_protocol::charter::admission::TokenError;
use ayni_protocol::identity::PublicKey;
use ayni_protocol::limits::{CHARTER_MEMBERS_MAX, NAME_CHARS_MAX};

use crate::network::NetworkError;
use crate::text::{Language, say};

/// A part of a sentence: a text of `locales/*/errors.ftl` with its values.
#[derive(Clone, Debug)]
pub struct Cause {
    key: &'static str,
    args: Vec<(&'static str, String)>,
}

impl Cause {
    /// The text `key`, which has no values.
    pub(crate) fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// What has no text of its own says itself.
    pub(crate) fn other(text: impl std::fmt::Display) -> Self {
        Self::new("cause-other").with("text", text)
    }

    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The cause in words.
    pub(crate) fn say(&self, language: Language) -> String {
        say(language, self.key, &self.args)
    }

    /// Why a charter is none, where people know the platforms by what `name` says of their keys.
    pub(crate) fn of_charter(error: &CharterError, name: impl Fn(&PublicKey) -> String) -> Self {
        match error {
            CharterError::Name(text) => Self::new("cause-name").with("name", text).with("limit", NAME_CHARS_MAX),
            CharterError::MemberCount(count) => Self::new("cause-member-count")
                .with("count", count)
                .with("limit", CHARTER_MEMBERS_MAX),
            CharterError::NoVoter => Self::new("cause-no-voter"),
            CharterError::NoChange => Self::new("cause-no-change"),
            CharterError::Untold => Self::new("cause-untold"),
            CharterError::AlreadyMember(key) => Self::new("cause-twice-in").with("name", name(key)),
            CharterError::NotAMember(key) => Self::new("cause-already-out").with("name", name(key)),
            other => Self::other(other),
        }
    }
}

impl From<&TokenError> for Cause {
    fn from(error: &TokenError) -> Self {
        match error {
            TokenError::Prefix(prefix) => Self::new("cause-token-prefix").with("prefix", prefix),
            // What exactly is damaged helps nobody who copies a text.
            TokenError::Damaged | TokenError::Cose(_) | TokenError::Payload(_) => Self::new("cause-token-damaged"),
            TokenError::Forged => Self::new("cause-token-forged"),
            TokenError::Value("the name") => Self::new("cause-token-name"),
            TokenError::Value("the country") => Self::new("cause-token-country"),
            TokenError::Value(_) => Self::new("cause-token-addresses"),
        }
    }
}

impl From<&CharterError> for Cause {
    fn from(error: &CharterError) -> Self {
        Self::of_charter(error, PublicKey::to_string)
    }
}

impl From<&NetworkError> for Cause {
    fn from(error: &NetworkError) -> Self {
        match error {
            NetworkError::Address { .. } => Self::new("cause-address-form"),
            NetworkError::Transport { .. } => Self::new("cause-address-transport"),
            other => Self::other(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use ayni_protocol::charter::Role;
    use ayni_protocol::charter::admission::Card;
    use ayni_protocol::identity::SecretKey;
    use ayni_protocol::vocabulary::side::Side;

    use super::*;
    use crate::text::is_known;

    #[test]
    fn every_cause_has_its_words() {
        let source = include_str!("cause.rs");
        let others = [
            include_str!("node.rs"),
            include_str!("node/governance.rs"),
            include_str!("http/query.rs"),
        ];
        let keys = others.into_iter().chain([source]).flat_map(|text| text.split('"'));
        let keys: Vec<&str> = keys
            .filter(|part| part.starts_with("cause-") && part.len() > 6)
            .collect();
        assert!(keys.len() > 15, "{keys:?}");
        for key in keys {
            assert!(is_known(key), "no text {key}");
        }
    }

    #[test]
    fn what_a_card_says_wrongly_is_named() {
        let card = |name: &str, country: &str| {
            let card = Card {
                name: name.to_owned(),
                country: country.to_owned(),
                side: Side::South,
            };
            let text = card.sign(&SecretKey::from_seed(&[1; 32]));
            let error = Card::read(&text, Role::Member).expect_err("no such platform");
            Cause::from(&error).key
        };
        assert_eq!(card(" ", "SN"), "cause-token-name");
        assert_eq!(card("RESOPP", "UK"), "cause-token-country");
    }

    #[test]
    fn a_reader_is_told_in_one_language_what_is_wrong_with_a_ticket() {
        let cause = Cause::from(&TokenError::Prefix("ayni-ticket:"));
        assert_eq!(cause.say(Language::Fr), "le texte ne commence pas par `ayni-ticket:`");
        let cause = Cause::from(&CharterError::Name(" ".to_owned()));
        assert!(cause.say(Language::Es).contains("200 caracteres"));
    }
}
