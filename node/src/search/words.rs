//! How text becomes words: folded so that accents and capitals don't matter, and stemmed by its language.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::tokenizer::{
    AsciiFoldingFilter, BoxTokenStream, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer,
    Tokenizer, TokenizerManager,
};

/// Longest word that is found, in bytes; longer ones are no words.
const WORD_BYTES_MAX: usize = 64;

/// The analyzer of texts in any language.
pub(super) const MARKED: &str = "marked";

/// Stands between the name of an analyzer and a text.
const MARK: char = '\u{1f}';

/// The analyzer of names, and of texts in languages without a stemmer.
pub(super) const PLAIN: &str = "plain";

/// Languages whose words are stemmed: primary subtag, and how.
const STEMMED: [(&str, Language); 5] = [
    ("en", Language::English),
    ("fr", Language::French),
    ("es", Language::Spanish),
    ("pt", Language::Portuguese),
    ("ar", Language::Arabic),
];

/// Words that say little, folded: whoever looks for other words too need not find these.
///
/// Source: articles, prepositions and conjunctions of English, French, Spanish and Portuguese; our own list, November 2026.
const SMALL: [&str; 76] = [
    "a", "al", "an", "and", "ao", "aos", "as", "at", "au", "aux", "avec", "by", "com", "con", "d", "da", "dans", "das",
    "de", "del", "des", "do", "dos", "du", "e", "el", "em", "en", "entre", "et", "for", "from", "in", "into", "is",
    "it", "l", "la", "las", "le", "les", "lo", "los", "na", "nas", "no", "nos", "o", "of", "on", "or", "os", "ou",
    "par", "para", "pela", "pelo", "por", "pour", "s", "se", "su", "sur", "the", "to", "u", "um", "uma", "un", "una",
    "une", "uno", "with", "y", "à", "é",
];

/// The analyzers' names: that of languages without a stemmer first.
pub(super) fn analyzers() -> impl Iterator<Item = &'static str> {
    std::iter::once(PLAIN).chain(STEMMED.iter().map(|(tag, _)| *tag))
}

/// The analyzer of texts in the language with this tag.
pub(super) fn analyzer_of(tag: &str) -> &'static str {
    let primary = tag.split('-').next().unwrap_or(tag);
    let stemmed = STEMMED.iter().find(|(known, _)| *known == primary);
    stemmed.map_or(PLAIN, |(known, _)| *known)
}

/// All analyzers by name.
pub(super) fn tokenizers() -> TokenizerManager {
    let folded = || {
        TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(RemoveLongFilter::limit(WORD_BYTES_MAX))
            .filter(LowerCaser)
            // Before the stemmer, so that whoever types no accents finds the same stems.
            .filter(AsciiFoldingFilter)
    };
    // It has those that the other fields use.
    let manager = TokenizerManager::default();
    let stemmed = |(tag, language)| (tag, folded().filter(Stemmer::new(language)).build());
    let all: BTreeMap<&'static str, TextAnalyzer> = STEMMED
        .into_iter()
        .map(stemmed)
        .chain([(PLAIN, folded().build())])
        .collect();
    for (name, analyzer) in &all {
        manager.register(name, analyzer.clone());
    }
    manager.register(MARKED, Polyglot(all));
    manager
}

/// A text as it goes into the index: which analyzer it needs stands before it.
pub(super) fn marked(tag: &str, text: &str) -> String {
    [analyzer_of(tag), text].join(&MARK.to_string())
}

/// Cuts a text into words by the analyzer that it is [`marked`] with.
#[derive(Clone)]
struct Polyglot(BTreeMap<&'static str, TextAnalyzer>);

impl Tokenizer for Polyglot {
    type TokenStream<'a> = BoxTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, marked: &'a str) -> BoxTokenStream<'a> {
        let (name, text) = marked.split_once(MARK).unwrap_or((PLAIN, marked));
        let name = if self.0.contains_key(name) { name } else { PLAIN };
        let analyzer = self.0.get_mut(name).expect("the plain one is there");
        analyzer.token_stream(text)
    }
}

/// The words of a text as an analyzer gives them, in their order.
pub(super) fn words(mut analyzer: TextAnalyzer, text: &str) -> Vec<String> {
    let (mut stream, mut words) = (analyzer.token_stream(text), Vec::new());
    stream.process(&mut |token| words.push(token.text.clone()));
    words
}

/// Whether a folded word says little by itself.
pub(super) fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// A text as it is sorted among others: folded, and no longer than it takes.
pub(super) fn sort_key(tokenizers: &TokenizerManager, text: &str) -> String {
    /// Longer names are alike to whoever looks at a list.
    const CHARS_MAX: usize = 64;
    let analyzer = tokenizers.get(PLAIN).expect("it was registered");
    words(analyzer, text).join(" ").chars().take(CHARS_MAX).collect()
}

/// A tag and those of which it is a variety, all in lower case: `fr-sn` and `fr`.
pub(super) fn language_range(tag: &str) -> BTreeSet<String> {
    let tag = tag.to_ascii_lowercase();
    let ends = tag.match_indices('-').map(|(end, _)| end).chain([tag.len()]);
    ends.map(|end| tag[..end].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(analyzer: &str, text: &str) -> Vec<String> {
        words(tokenizers().get(analyzer).expect("known"), text)
    }

    #[test]
    fn accents_and_capitals_do_not_matter() {
        assert_eq!(words_of(PLAIN, "L'Énergie Solidaire"), ["l", "energie", "solidaire"]);
        for (tag, with, without) in [
            ("es", "Producción agrícola", "produccion agricola"),
            ("fr", "coopératives", "COOPERATIVES"),
            ("pt", "associação", "associacao"),
        ] {
            assert_eq!(words_of(tag, with), words_of(tag, without), "{tag}");
        }
    }

    #[test]
    fn a_word_is_found_in_its_other_forms() {
        for (tag, one, other) in [
            ("en", "cooperatives", "cooperative"),
            ("fr", "coopératives", "coopérative"),
            ("es", "cooperativas", "cooperativa"),
            ("pt", "cooperativas", "cooperativa"),
            ("ar", "التعاونيات", "تعاونية"),
        ] {
            assert_eq!(words_of(tag, one), words_of(tag, other), "{tag}");
        }
    }

    #[test]
    fn a_marked_text_is_stemmed_by_its_language() {
        assert_eq!(
            words_of(MARKED, &marked("es-EC", "cooperativas")),
            words_of("es", "cooperativas")
        );
        assert_eq!(words_of(MARKED, &marked("wo", "Mbootaay")), ["mbootaay"]);
        assert_eq!(words_of(MARKED, "unmarked texts"), ["unmarked", "texts"]);
    }

    #[test]
    fn a_language_without_a_stemmer_has_plain_words() {
        assert_eq!(analyzer_of("wo"), PLAIN);
        assert_eq!((analyzer_of("pt-BR"), analyzer_of("fr")), ("pt", "fr"));
        assert!(analyzers().all(|name| tokenizers().get(name).is_some()));
    }

    #[test]
    fn a_variety_is_in_the_range_of_its_language() {
        let range: Vec<String> = language_range("zh-Hant-TW").into_iter().collect();
        assert_eq!(range, ["zh", "zh-hant", "zh-hant-tw"]);
    }

    #[test]
    fn small_words_are_in_their_order_and_folded() {
        assert!(is_small("de") && is_small("the") && !is_small("femmes"));
        assert!(SMALL.is_sorted());
    }
}
