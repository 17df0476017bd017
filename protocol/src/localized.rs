//! Text that people read, in one or several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The same text by language: canonical BCP 47 tag to text.
///
/// It travels as a map, `{"en": "…", "fr": "…"}`. Which of the languages is the original is said once for the whole record.
/// HTML in it is text like any other: whoever shows it must escape it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized(BTreeMap<String, String>);

impl Localized {
    /// The text in `language` alone.
    pub fn of(language: &str, text: &str) -> Localized {
        Localized(BTreeMap::from([(language.to_owned(), text.to_owned())]))
    }

    /// The text in exactly the language with this tag.
    pub fn get(&self, language: &str) -> Option<&str> {
        self.0.get(language).map(String::as_str)
    }

    /// The language and text for a reader of `wanted`: that very tag, else the same primary language (`pt-BR` for `pt`), else the
    /// `original`, else the first by tag. `None` only if there is no text at all.
    pub fn best(&self, wanted: &str, original: &str) -> Option<(&str, &str)> {
        let primary = primary(wanted);
        let exact = self.0.get_key_value(wanted);
        let related = || self.0.iter().find(|(tag, _)| self::primary(tag) == primary);
        let first_written = || self.0.get_key_value(original);
        exact
            .or_else(related)
            .or_else(first_written)
            .or_else(|| self.0.iter().next())
            .map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// Languages and texts in the order of their tags.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// True if there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for Localized {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(texts: I) -> Localized {
        Localized(texts.into_iter().collect())
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::Localized;

    fn greeting() -> Localized {
        [("en", "Hello"), ("pt-BR", "Olá"), ("fr", "Bonjour")]
            .into_iter()
            .map(|(tag, text)| (tag.to_owned(), text.to_owned()))
            .collect()
    }

    #[test]
    fn a_reader_gets_the_own_language_if_there_is_one() {
        assert_eq!(greeting().best("fr", "en"), Some(("fr", "Bonjour")));
        assert_eq!(greeting().best("pt", "en"), Some(("pt-BR", "Olá")));
        assert_eq!(greeting().best("fr-SN", "en"), Some(("fr", "Bonjour")));
    }

    #[test]
    fn a_reader_of_another_language_gets_the_original() {
        assert_eq!(greeting().best("wo", "fr"), Some(("fr", "Bonjour")));
        assert_eq!(greeting().best("wo", "de"), Some(("en", "Hello")));
        assert_eq!(Localized::default().best("en", "en"), None);
    }

    #[test]
    fn a_text_in_another_language_is_not_an_exact_match() {
        assert_eq!(greeting().get("fr"), Some("Bonjour"));
        assert_eq!(greeting().get("pt"), None);
    }
}
