//! What the name of a column may mean: the words for each field of a kind in English, French and Spanish.
//!
//! Message `column-FIELD` has the words, with hyphens for dots and underscores. Where a kind calls a field otherwise than others do,
//! `column-KIND-FIELD` takes its place for that kind.

use std::collections::BTreeMap;

use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::spelling::fold;
use ayni_protocol::vocabulary::{currency, language};

use super::fields;
use crate::text::{Language, is_known, say};

/// A field that a column may be for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Its path, without a language.
    field: &'static str,
    /// Whether it has texts by language.
    localized: bool,
    /// Those in which the column's name is a word for it; empty where it is named like the field.
    pub(super) languages: Vec<Language>,
    /// The language that the column's name says its texts are in.
    tag: Option<String>,
}

impl Meaning {
    /// The field's path; of a text by language the one that the column says, or that is `spoken` if the word is one of that language.
    pub(super) fn path(&self, spoken: Option<Language>) -> String {
        if !self.localized {
            return self.field.to_owned();
        }
        let spoken = spoken.filter(|language| self.languages.contains(language));
        let language = spoken.or(self.languages.first().copied()).unwrap_or_default();
        let tag = self.tag.clone().unwrap_or_else(|| language.to_string());
        format!("{}.{tag}", self.field)
    }

    /// Whether the column is named like the field.
    pub(super) fn is_own_name(&self) -> bool {
        self.languages.is_empty()
    }

    /// Whether the column's name says it in this language, or is the field's own.
    pub(super) fn is_said_in(&self, language: Language) -> bool {
        self.is_own_name() || self.languages.contains(&language)
    }
}

/// The words for the fields of a kind, folded, each with all that it may mean.
pub(super) struct Words {
    kind: Kind,
    meanings: BTreeMap<String, Vec<Meaning>>,
}

impl Words {
    /// The words for the fields of this kind.
    pub(super) fn of(kind: Kind) -> Self {
        let mut meanings: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
        for column in fields::columns(kind) {
            let (field, localized) = without_star(column);
            for language in Language::ALL {
                for word in words(kind, field, language) {
                    let known = meanings.entry(fold(&word)).or_default();
                    match known.iter_mut().find(|meaning| meaning.field == field) {
                        Some(meaning) if meaning.languages.contains(&language) => {}
                        Some(meaning) => meaning.languages.push(language),
                        None => known.push(Meaning {
                            field,
                            localized,
                            languages: vec![language],
                            tag: None,
                        }),
                    }
                }
            }
        }
        meanings.remove("");
        Self { kind, meanings }
    }

    /// The fields that `column` is likely to be for; several where its name is a word for each of them.
    pub(super) fn meanings(&self, column: &str) -> Vec<Meaning> {
        let column = without_number(column.trim());
        let own = self.own_name(column);
        if own.iter().any(|meaning| meaning.path(None) == column) {
            return own;
        }
        let mut found = own;
        for meaning in self.meanings.get(&fold(column)).into_iter().flatten() {
            if !found.iter().any(|known| known.field == meaning.field) {
                found.push(meaning.clone());
            }
        }
        if found.is_empty() {
            self.qualified(column)
        } else {
            found
        }
    }

    /// The words that mean one field and no other, each with the languages in which they do.
    #[cfg(test)]
    pub(super) fn that_mean_only(&self, field: &str) -> Vec<(&str, &[Language])> {
        let alone = self
            .meanings
            .iter()
            .filter_map(|(word, meanings)| match meanings.as_slice() {
                [one] if one.field == field => Some((word.as_str(), one.languages.as_slice())),
                _ => None,
            });
        alone.collect()
    }

    /// The words that mean several fields, each with all of them.
    #[cfg(test)]
    pub(super) fn doubtful(&self) -> Vec<(&str, Vec<&str>)> {
        let several = self.meanings.iter().filter(|(_, meanings)| meanings.len() > 1);
        several
            .map(|(word, meanings)| (word.as_str(), meanings.iter().map(|meaning| meaning.field).collect()))
            .collect()
    }

    /// The field that is named like the column, perhaps but for its case. What people call "ID" is a number of their own.
    fn own_name(&self, column: &str) -> Vec<Meaning> {
        let lower = column.to_lowercase();
        let is_named = |pattern: &&String| match pattern.strip_suffix('*') {
            Some(prefix) => lower.strip_prefix(prefix).is_some_and(|tag| !tag.is_empty()),
            None => **pattern == lower,
        };
        let named = fields::columns(self.kind)
            .iter()
            .find(is_named)
            .filter(|_| lower != "id");
        let meaning = named.map(|pattern| {
            let (field, localized) = without_star(pattern);
            let tag = localized.then(|| lower[field.len() + 1..].to_owned());
            Meaning {
                field,
                localized,
                languages: Vec::new(),
                tag: tag.map(|tag| language::canonical(&tag).unwrap_or(tag)),
            }
        });
        meaning.into_iter().collect()
    }

    /// The fields for whose texts a column says the language, and for whose amounts the currency: `Titre (anglais)`, `Title FR`,
    /// `Monto (USD)`. What else stands behind a word may make it mean something else.
    fn qualified(&self, column: &str) -> Vec<Meaning> {
        let folded = fold(column);
        let Some((word, qualifier)) = folded.rsplit_once(' ') else {
            return Vec::new();
        };
        let tag = language_named(qualifier);
        let is_currency = currency::is_code(&qualifier.to_uppercase());
        let fits = |meaning: &&Meaning| {
            if meaning.localized {
                tag.is_some()
            } else {
                is_currency && meaning.field.ends_with(".amount")
            }
        };
        let found = self.meanings.get(word).into_iter().flatten().filter(fits);
        found
            .map(|meaning| Meaning {
                tag: tag.clone(),
                ..meaning.clone()
            })
            .collect()
    }
}

/// The words for a field in one language: those that people use and, unless this kind has words of its own, the label of the web site.
fn words(kind: Kind, field: &str, language: Language) -> Vec<String> {
    let name = field.replace(['.', '_'], "-");
    let own = format!("column-{kind}-{name}");
    if is_known(&own) {
        return split(&say(language, &own, &[]));
    }
    let labels = [format!("field-{kind}-{name}"), format!("field-{name}")];
    let label = labels.into_iter().find(|label| is_known(label));
    let common = Some(format!("column-{name}")).filter(|key| is_known(key));
    let said = common.map(|key| split(&say(language, &key, &[]))).unwrap_or_default();
    said.into_iter()
        .chain(label.map(|label| say(language, &label, &[])))
        .collect()
}

fn split(words: &str) -> Vec<String> {
    words.split(';').map(str::to_owned).collect()
}

fn without_star(column: &'static str) -> (&'static str, bool) {
    match column.strip_suffix(".*") {
        Some(field) => (field, true),
        None => (column, false),
    }
}

/// The tag of the language that has this folded name or code. Only languages that the web site names count: many a short word
/// has the form of a code.
fn language_named(folded: &str) -> Option<String> {
    let is_code = folded.len() == 2;
    let named = |tag: &String| is_known(&format!("language-{tag}"));
    if is_code {
        return Some(folded.to_owned()).filter(named);
    }
    let of_name = |tag: &&&str| {
        let key = format!("language-{tag}");
        is_known(&key)
            && Language::ALL
                .iter()
                .any(|reader| fold(&say(*reader, &key, &[])) == folded)
    };
    QUALIFIERS.iter().find(of_name).map(|tag| (*tag).to_owned())
}

/// Languages that a column may name by their names: those that the web site can name.
const QUALIFIERS: [&str; 13] = [
    "ar", "de", "en", "es", "fr", "it", "nl", "pt", "qu", "ru", "sw", "wo", "zh",
];

/// A question's text without its number in a form: `3. Pays`.
fn without_number(column: &str) -> &str {
    let rest = column.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(text) if rest.len() < column.len() && text.starts_with(char::is_whitespace) => text.trim_start(),
        _ => column,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_that_a_column_may_name_has_a_name() {
        for tag in QUALIFIERS {
            assert!(is_known(&format!("language-{tag}")), "{tag}");
        }
        assert_eq!(language_named("anglais").as_deref(), Some("en"));
        assert_eq!(language_named("pt").as_deref(), Some("pt"));
        assert_eq!(language_named("de la"), None);
        assert_eq!(language_named("xx"), None);
    }

    #[test]
    fn a_number_before_a_question_says_nothing() {
        assert_eq!(without_number("3. Pays"), "Pays");
        assert_eq!(without_number("12) Pays"), "Pays");
        for kept in ["3.5", "2 adresse", "Pays", "1er", ""] {
            assert_eq!(without_number(kept), kept);
        }
    }

    #[test]
    fn a_language_or_currency_behind_a_word_is_understood_and_nothing_else() {
        let words = Words::of(Kind::Opportunity);
        let path = |column: &str| {
            let found = words.meanings(column);
            found
                .iter()
                .map(|meaning| meaning.path(None))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(path("Titre (anglais)"), "title.en");
        assert_eq!(path("Title PT"), "title.pt");
        assert_eq!(path("description.fr"), "description.fr");
        assert_eq!(path("Montant (XOF)"), "amount.amount");
        assert_eq!(path("Titre (chef de projet)"), "");
        assert_eq!(path("Montant (estimé)"), "");
        assert_eq!(path("Date limite FR"), "", "a date has no language");
    }
}
