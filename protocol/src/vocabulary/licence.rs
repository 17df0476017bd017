//! Licences under which a record's text may be used again.
//!
//! Source: identifiers of the SPDX Licence List 3.25 (August 2024), those that open data and open texts commonly carry; form of an
//! identifier: SPDX specification 2.3, annex D. Others of that form are taken too, `LicenseRef-…` for licences of one's own included.

use super::spelling;

/// The usual licences, with the names people write for them, folded.
const USUAL: [(&str, &[&str]); 16] = [
    ("CC0-1.0", &["cc0", "cc 0", "cc0 1 0", "creative commons zero"]),
    (
        "CC-BY-4.0",
        &[
            "cc by",
            "cc by 4 0",
            "cc by 4",
            "creative commons attribution",
            "creative commons attribution 4 0",
        ],
    ),
    ("CC-BY-3.0", &["cc by 3 0", "cc by 3"]),
    ("CC-BY-3.0-IGO", &["cc by igo", "cc by 3 0 igo"]),
    (
        "CC-BY-SA-4.0",
        &["cc by sa", "cc by sa 4 0", "creative commons attribution sharealike"],
    ),
    ("CC-BY-SA-3.0", &["cc by sa 3 0"]),
    ("CC-BY-NC-4.0", &["cc by nc", "cc by nc 4 0"]),
    ("CC-BY-NC-SA-4.0", &["cc by nc sa", "cc by nc sa 4 0"]),
    ("CC-BY-ND-4.0", &["cc by nd", "cc by nd 4 0"]),
    ("CC-PDDC", &["public domain", "domaine public", "dominio publico"]),
    ("PDDL-1.0", &["pddl", "pddl 1 0"]),
    ("ODC-By-1.0", &["odc by", "odc by 1 0", "odc attribution"]),
    (
        "ODbL-1.0",
        &["odbl", "odbl 1 0", "open database license", "open database licence"],
    ),
    (
        "OGL-UK-3.0",
        &["ogl", "open government licence", "open government licence v3 0"],
    ),
    ("etalab-2.0", &["licence ouverte", "licence ouverte 2 0", "etalab"]),
    ("MIT", &["mit licence", "mit license"]),
];

/// Identifiers of the usual licences, for a menu.
pub fn usual() -> impl Iterator<Item = &'static str> {
    USUAL.iter().map(|(id, _)| *id)
}

/// The usual licences, each with the other names by which people mean it, folded ([`spelling::fold`]).
pub fn names() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    USUAL.iter().copied()
}

/// True if `text` is formed like an SPDX identifier: ASCII letters, digits, `.` and `-`, beginning with a letter or digit, and not a
/// usual licence by another of its names or in another case.
pub fn is_formed(text: &str) -> bool {
    let formed = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    let miswritten = suggest(text).is_some_and(|usual| usual != text);
    formed && !miswritten
}

/// The usual licence that `text` names in other words.
pub fn suggest(text: &str) -> Option<&'static str> {
    let folded = spelling::fold(text);
    USUAL
        .iter()
        .find(|(id, names)| {
            spelling::fold(id) == folded
                || spelling::fold(id).replace(' ', "") == folded
                || names.contains(&folded.as_str())
        })
        .map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use super::{is_formed, suggest, usual};

    #[test]
    fn usual_licences_and_own_ones_are_taken() {
        assert!(usual().all(is_formed));
        assert!(is_formed("LicenseRef-registro-2024"));
        assert!(is_formed("GFDL-1.3-or-later"));
    }

    #[test]
    fn a_name_in_words_is_refused_and_its_identifier_offered() {
        for (words, id) in [
            ("Public Domain", "CC-PDDC"),
            ("CC BY 4.0", "CC-BY-4.0"),
            ("cc-by-4.0", "CC-BY-4.0"),
            ("CC0", "CC0-1.0"),
            ("ODBL-1.0", "ODbL-1.0"),
        ] {
            assert!(!is_formed(words), "{words}");
            assert_eq!(suggest(words), Some(id));
        }
        assert!(!is_formed(""));
        assert!(!is_formed("all rights reserved"));
        assert_eq!(suggest("all rights reserved"), None);
    }
}
