//! Language tags.
//!
//! Source: BCP 47 (RFC 5646, September 2009). A tag is checked for form and written in its canonical case; whether its subtags are
//! registered is not, because the registry grows every year and an old node must not hold up a language.

use oxilangtag::LanguageTag;

/// Longest tag that is taken, in characters: RFC 5646 §4.4.1 asks for at least 35.
pub const TAG_CHARS_MAX: usize = 35;

/// `tag` in its canonical form (`pt-br` becomes `pt-BR`), if it is well-formed and at most [`TAG_CHARS_MAX`] characters long.
pub fn canonical(tag: &str) -> Option<String> {
    if tag.len() > TAG_CHARS_MAX {
        return None;
    }
    // A language of five to eight letters or of four is well-formed but reserved: it is always a name ("English"), never a tag.
    LanguageTag::parse_and_normalize(tag)
        .ok()
        .filter(|tag| (2..=3).contains(&tag.primary_language().len()))
        .map(LanguageTag::into_inner)
}

/// The tag that somebody may have meant by `text`: a locale (`fr_SN.UTF-8`) or the name of one of the widest-spoken languages.
pub fn suggest(text: &str) -> Option<String> {
    let locale = text
        .trim()
        .split(['.', '@'])
        .next()
        .unwrap_or_default()
        .replace('_', "-");
    if let Some(tag) = canonical(&locale) {
        return Some(tag);
    }
    let name = text.trim().to_lowercase();
    NAMES
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map(|(tag, _)| (*tag).to_owned())
}

/// Names of languages in English, French, Spanish and their own, in lower case.
const NAMES: [(&str, &[&str]); 11] = [
    ("ar", &["arabic", "arabe", "árabe", "العربية"]),
    ("de", &["german", "allemand", "alemán", "deutsch"]),
    ("en", &["english", "anglais", "inglés"]),
    ("es", &["spanish", "espagnol", "español", "castellano"]),
    ("fr", &["french", "français", "francés"]),
    ("it", &["italian", "italien", "italiano"]),
    ("pt", &["portuguese", "portugais", "portugués", "português"]),
    ("qu", &["quechua", "kichwa", "runasimi"]),
    ("ru", &["russian", "russe", "ruso", "русский"]),
    ("wo", &["wolof"]),
    ("zh", &["chinese", "chinois", "chino", "中文"]),
];

#[cfg(test)]
mod tests {
    use super::{canonical, suggest};

    #[test]
    fn a_tag_is_written_in_its_canonical_case() {
        assert_eq!(canonical("fr").as_deref(), Some("fr"));
        assert_eq!(canonical("PT-br").as_deref(), Some("pt-BR"));
        assert_eq!(canonical("zh-hans-cn").as_deref(), Some("zh-Hans-CN"));
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in [
            "",
            "f",
            "fr_FR",
            "English",
            "fr-",
            "-fr",
            "français",
            &"fr-abcdefgh".repeat(9),
        ] {
            assert_eq!(canonical(tag), None, "{tag:?}");
        }
    }

    #[test]
    fn a_locale_or_a_name_leads_to_its_tag() {
        assert_eq!(suggest("fr_SN.UTF-8").as_deref(), Some("fr-SN"));
        assert_eq!(suggest("Español").as_deref(), Some("es"));
        assert_eq!(suggest("Klingon"), None);
    }
}
