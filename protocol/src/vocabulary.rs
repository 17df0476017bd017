//! Code lists: one file a list, each dated and with its source.
//!
//! A list answers three questions: is this code in it, which codes are there, and how is a code called in English, French and Spanish.

pub mod area;
pub mod consent;
pub mod cooperative;
pub mod country;
pub mod currency;
pub mod decent_work;
pub mod language;
pub mod learning;
pub mod legal_form;
pub mod licence;
pub mod moderation;
pub mod opportunity;
pub mod partnership;
pub mod placeholder;
pub mod policy;
pub mod practice;
pub mod region;
pub mod relation;
pub mod resource;
pub mod sector;
pub mod side;
pub mod spelling;
pub mod statistic;
pub mod sustainable_development;
pub mod time_zone;
pub mod turnover;

/// A closed list of codes that a record may carry.
pub trait Code: Copy + Eq + 'static {
    /// Every code of the list, in the order in which people should see them.
    const ALL: &'static [Self];

    /// The code as it stands in a record.
    fn as_str(self) -> &'static str;

    /// What people call it. `language` is a BCP 47 tag; French and Spanish are known, every other language gets English.
    fn label(self, language: &str) -> &'static str;
}

/// The code that `text` is, if the list has it.
pub fn parse<C: Code>(text: &str) -> Option<C> {
    C::ALL.iter().copied().find(|code| code.as_str() == text)
}

/// A text that is in no code of the list it was meant for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown code {found:?}: expected one of {expected}")]
pub struct UnknownCode {
    /// The text that was found, at most 64 characters of it.
    pub found: String,
    /// The codes of the list, separated by commas.
    pub expected: String,
}

impl UnknownCode {
    /// The error for `found`, naming the codes of the list `C`.
    pub fn of<C: Code>(found: &str) -> UnknownCode {
        let codes: Vec<&str> = C::ALL.iter().map(|code| code.as_str()).collect();
        UnknownCode {
            found: found.chars().take(64).collect(),
            expected: codes.join(", "),
        }
    }
}

/// Which of three labels to show to a reader of `language`, a BCP 47 tag: French, Spanish, or else English.
pub(crate) fn in_language<'a>(language: &str, en: &'a str, fr: &'a str, es: &'a str) -> &'a str {
    match language.split(['-', '_']).next() {
        Some("fr") => fr,
        Some("es") => es,
        _ => en,
    }
}

/// Defines a closed code list: an enum whose variants carry a code and its names in English, French and Spanish.
macro_rules! code_list {
    (
        $(#[$list_doc:meta])*
        pub enum $List:ident {
            $( $(#[$doc:meta])* $Variant:ident = $code:literal: $en:literal, $fr:literal, $es:literal; )+
        }
    ) => {
        $(#[$list_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $List {
            $( $(#[$doc])* #[doc = concat!("`", $code, "`: ", $en)] $Variant, )+
        }

        impl $List {
            /// Every code of the list, in the order in which people should see them.
            pub const ALL: &'static [$List] = &[$( $List::$Variant ),+];

            /// The code as it stands in a record.
            pub const fn as_str(self) -> &'static str {
                match self { $( $List::$Variant => $code, )+ }
            }

            /// What people call it. `language` is a BCP 47 tag; French and Spanish are known, every other language gets English.
            pub fn label(self, language: &str) -> &'static str {
                match self { $( $List::$Variant => $crate::vocabulary::in_language(language, $en, $fr, $es), )+ }
            }

            /// The code that `text` is, if the list has it.
            pub fn parse(text: &str) -> Option<$List> {
                $crate::vocabulary::parse(text)
            }
        }

        impl $crate::vocabulary::Code for $List {
            const ALL: &'static [$List] = $List::ALL;

            fn as_str(self) -> &'static str {
                $List::as_str(self)
            }

            fn label(self, language: &str) -> &'static str {
                $List::label(self, language)
            }
        }

        impl std::fmt::Display for $List {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $List {
            type Err = $crate::vocabulary::UnknownCode;

            fn from_str(text: &str) -> Result<$List, $crate::vocabulary::UnknownCode> {
                $List::parse(text).ok_or_else(|| $crate::vocabulary::UnknownCode::of::<$List>(text))
            }
        }

        impl serde::Serialize for $List {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $List {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$List, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use code_list;
