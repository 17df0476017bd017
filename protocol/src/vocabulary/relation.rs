//! What one record may say of another.
//!
//! Source: our own list, November 2026; `same_as`, `part_of`, `translation_of` and `about` mean what schema.org's sameAs, isPartOf,
//! translationOfWork and about mean.

use super::code_list;

code_list! {
    /// Predicate of a relation; the record that carries it is the subject.
    pub enum Predicate {
        SameAs = "same_as": "Same as", "Identique à", "Igual que";
        PartOf = "part_of": "Part of", "Partie de", "Parte de";
        Implements = "implements": "Implements", "Met en œuvre", "Pone en práctica";
        TranslationOf = "translation_of": "Translation of", "Traduction de", "Traducción de";
        About = "about": "About", "Au sujet de", "Acerca de";
        Follows = "follows": "Follows", "Fait suite à", "Sigue a";
    }
}
