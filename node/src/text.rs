//! Everything that people read, in their language: the sentences of `locales/*/*.ftl`.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use ayni_protocol::localized::Localized;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde_json::Value;

/// A language that program and web site speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English, the language when nothing else is asked for.
    #[default]
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
}

/// A language that has no sentences here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no texts in the language {0:?}: expected en, fr or es")]
pub struct UnknownLanguage(pub String);

impl Language {
    /// Every language, in the order in which readers are offered them.
    pub const ALL: [Language; 3] = [Language::En, Language::Fr, Language::Es];

    /// Its ISO 639-1 code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fr => "fr",
            Language::Es => "es",
        }
    }

    /// What its speakers call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Fr => "Français",
            Language::Es => "Español",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a BCP 47 tag (`fr-SN`) or a locale of the environment (`fr_SN.UTF-8`): only the language counts.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let language = text.split(['-', '_', '.', '@']).next().unwrap_or_default().trim();
        Language::ALL
            .into_iter()
            .find(|known| known.as_str().eq_ignore_ascii_case(language))
            .ok_or_else(|| UnknownLanguage(text.to_owned()))
    }
}

/// The sentence `key` in `language`, filled in with `args`.
///
/// An argument that is a whole number chooses plural forms. A sentence that is missing in
/// `language` comes in English, and a key that no language has comes back as it is; an argument
/// that is missing shows its name in braces. A reader sees an odd word then, never nothing.
pub fn say(language: Language, key: &str, args: &[(&str, String)]) -> String {
    [language, Language::En]
        .into_iter()
        .find_map(|candidate| format(bundle(candidate), key, args))
        .unwrap_or_else(|| key.to_owned())
}

/// The word for a value that travels as `code`: of the `kind` `role` or `quorum`. A code that has no word here, because
/// a newer node has sent it, comes back as it is.
pub fn word(language: Language, kind: &str, code: &str) -> String {
    let key = format!("web-{kind}-{}", code.replace('_', "-"));
    if is_known(&key) {
        say(language, &key, &[])
    } else {
        code.to_owned()
    }
}

/// Of a map from language to text, that which the reader understands best, with the tag of its language where it has one. A text that is no map is
/// itself the best.
pub fn best(text: &Value, original: Option<&str>, language: Language) -> (Option<String>, String) {
    let Some(members) = text.as_object() else {
        return (None, text.as_str().unwrap_or_default().to_owned());
    };
    let texts = members
        .iter()
        .filter_map(|(tag, text)| Some((tag.clone(), text.as_str()?.to_owned())));
    let texts: Localized = texts.collect();
    match texts.best(language.as_str(), original.unwrap_or_default()) {
        Some((tag, text)) => (Some(tag.to_owned()), text.to_owned()),
        None => (None, String::new()),
    }
}

/// Whether some sentence is called `key`.
pub fn is_known(key: &str) -> bool {
    bundle(Language::En).has_message(key)
}

fn format(bundle: &FluentBundle<FluentResource>, key: &str, args: &[(&str, String)]) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        values.set(*name, fluent_value(value));
    }
    // Fluent writes `{$name}` for what is missing and lists it here; the test below finds it.
    let mut ignored = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&values), &mut ignored).into_owned())
}

/// A number for plural forms, if writing it again gives the same text: `0012` is no number but a
/// register's id, and floating point keeps only integers below 2^53 exact.
fn fluent_value(text: &str) -> FluentValue<'_> {
    const EXACT_MAX: u64 = 1 << 53;
    match text.parse::<u64>() {
        Ok(number) if number < EXACT_MAX && number.to_string() == text => number.into(),
        _ => FluentValue::from(text),
    }
}

/// The files of one language, each with its name.
type Files = [(&'static str, &'static str); 10];

macro_rules! files {
    ($language:literal) => {
        [
            files!($language, "rules.ftl"),
            files!($language, "import.ftl"),
            files!($language, "columns.ftl"),
            files!($language, "web.ftl"),
            files!($language, "site.ftl"),
            files!($language, "admin.ftl"),
            files!($language, "forms.ftl"),
            files!($language, "work.ftl"),
            files!($language, "errors.ftl"),
            files!($language, "cli.ftl"),
        ]
    };
    ($language:literal, $file:literal) => {
        ($file, include_str!(concat!("../locales/", $language, "/", $file)))
    };
}

/// In the order of [`Language::ALL`].
static FILES: [Files; 3] = [files!("en"), files!("fr"), files!("es")];

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let locale = language.as_str().parse().expect("a two-letter code is a locale");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Marks around arguments would end up in file names and commands that people copy.
        bundle.set_use_isolating(false);
        for (_, source) in FILES[language as usize] {
            // What can't be read is left out; the tests refuse such a file before it ships.
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
});

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    &BUNDLES[language as usize]
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// The names of the arguments of every message in a file. A message runs from a line that
    /// begins with its key to the next such line.
    fn arguments_by_key(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '-') {
                key = line.split('=').next().unwrap_or_default().trim().to_owned();
                found.entry(key.clone()).or_default();
            }
            for part in line.split('$').skip(1) {
                let name = part
                    .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
                    .next()
                    .unwrap_or_default();
                found.entry(key.clone()).or_default().insert(name.to_owned());
            }
        }
        found
    }

    #[test]
    fn every_language_has_the_same_sentences_with_the_same_arguments() {
        for (position, (file, english)) in FILES[0].iter().enumerate() {
            let expected = arguments_by_key(english);
            for language in [Language::Fr, Language::Es] {
                let found = arguments_by_key(FILES[language as usize][position].1);
                for key in expected.keys().chain(found.keys()) {
                    assert_eq!(
                        expected.get(key),
                        found.get(key),
                        "locales/{language}/{file}: the arguments of {key} differ from English"
                    );
                }
            }
        }
    }

    #[test]
    fn every_file_can_be_read_and_no_sentence_comes_twice() {
        for language in Language::ALL {
            let mut seen = BTreeMap::new();
            for (file, source) in FILES[language as usize] {
                if let Err((_, errors)) = FluentResource::try_new(source.to_owned()) {
                    panic!("locales/{language}/{file}: {errors:?}");
                }
                let keys = source
                    .lines()
                    .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
                    .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()));
                for key in keys {
                    if let Some(other) = seen.insert(key.clone(), file) {
                        panic!("locales/{language}/{file}: {key} is also in {other}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_rule_of_records_has_its_sentence() {
        for rule in ayni_protocol::record::Rule::ALL {
            let key = format!("rule-{}", rule.code().replace('_', "-"));
            assert!(is_known(&key), "{key}");
        }
    }

    #[test]
    fn an_unknown_sentence_shows_its_key() {
        assert_eq!(say(Language::Fr, "no-such-sentence", &[]), "no-such-sentence");
        assert!(!is_known("no-such-sentence"));
    }

    #[test]
    fn a_sentence_may_stand_for_another() {
        for language in Language::ALL {
            let hint = say(language, "hint-verify-failed", &[]);
            assert_eq!(hint, say(language, "hint-store-damaged", &[]));
            assert!(hint.contains("store.mark"), "{hint}");
        }
    }

    #[test]
    fn one_is_said_otherwise_than_several() {
        let done = |language, count: &str| {
            let counts = ["published", "updated", "unchanged"].map(|name| (name, count.to_owned()));
            say(language, "cli-publish-done", &counts)
        };
        assert_eq!(done(Language::En, "1"), "1 published, 1 updated, 1 unchanged.");
        assert_eq!(done(Language::Fr, "0"), "0 publiée, 0 mise à jour, 0 inchangée.");
        assert_eq!(done(Language::Fr, "2"), "2 publiées, 2 mises à jour, 2 inchangées.");
        assert_eq!(done(Language::Es, "0"), "0 publicadas, 0 actualizadas, 0 sin cambios.");
        assert_eq!(done(Language::Es, "1"), "1 publicada, 1 actualizada, 1 sin cambios.");
        let members = |language, quorum: &str, voters: &str| {
            let counts = [("quorum", quorum.to_owned()), ("voters", voters.to_owned())];
            say(language, "web-federation-rule", &counts)
        };
        assert!(members(Language::En, "1", "1").contains("1 of 1 member has signed"));
        assert!(members(Language::En, "1", "2").contains("1 of 2 members have signed"));
        assert!(members(Language::Fr, "1", "2").contains("1 membre sur 2 l'a signé"));
        assert!(members(Language::Es, "1", "2").contains("lo ha firmado 1 de 2 miembros"));
    }

    #[test]
    fn a_value_that_travels_as_a_code_has_its_word() {
        assert_eq!(word(Language::Fr, "quorum", "two_thirds"), "deux tiers des membres");
        assert_eq!(word(Language::Es, "role", "member"), "miembro");
        assert_eq!(word(Language::Es, "role", "unheard_of"), "unheard_of");
    }

    #[test]
    fn a_missing_argument_shows_its_name_and_the_sentence_stays() {
        let resource = FluentResource::try_new("greeting = Good day, { $name }!".to_owned()).expect("well formed");
        let mut bundle = FluentBundle::new_concurrent(vec!["en".parse().expect("a locale")]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        assert_eq!(format(&bundle, "greeting", &[]).as_deref(), Some("Good day, {$name}!"));
        assert_eq!(
            format(&bundle, "greeting", &[("name", "Awa".to_owned())]).as_deref(),
            Some("Good day, Awa!")
        );
    }

    #[test]
    fn a_register_number_keeps_its_leading_zeros() {
        assert!(matches!(fluent_value("0012"), FluentValue::String(_)));
        assert!(matches!(fluent_value("12"), FluentValue::Number(_)));
        assert!(matches!(fluent_value("1.50"), FluentValue::String(_)));
    }

    #[test]
    fn languages_are_read_from_tags_and_from_the_environment() {
        for (text, expected) in [
            ("fr", Language::Fr),
            ("fr_SN.UTF-8", Language::Fr),
            ("es-419", Language::Es),
            ("EN", Language::En),
        ] {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
        for text in ["", "C", "POSIX", "ff", "english"] {
            assert_eq!(text.parse::<Language>(), Err(UnknownLanguage(text.to_owned())));
        }
    }
}
