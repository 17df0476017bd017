//! Moderation: why a platform says that a comment should be looked at, or does not show it.
//!
//! Source: our own list; a closed one, so that what is said of a comment names nobody and need never be erased. November 2026.

use super::code_list;

code_list! {
    /// What is wrong with a comment.
    pub enum Reason {
        Spam = "spam": "Advertising or spam", "Publicité ou indésirable", "Publicidad o spam";
        Insult = "insult": "Insults or attacks somebody", "Insulte ou attaque quelqu’un", "Insulta o ataca a alguien";
        PersonalData = "personal_data": "Tells of a person without consent", "Parle d’une personne sans son accord", "Habla de una persona sin su consentimiento";
        Untrue = "untrue": "Says what is not true", "Affirme ce qui n’est pas vrai", "Afirma lo que no es cierto";
        OffTopic = "off_topic": "Has nothing to do with the record", "Sans rapport avec la fiche", "Sin relación con la ficha";
        Unlawful = "unlawful": "Against the law", "Contraire à la loi", "Contrario a la ley";
        Other = "other": "Another reason", "Autre raison", "Otro motivo";
    }
}

/// Most characters of a reason's code, also of one that a later version of this list has.
pub const REASON_CHARS_MAX: usize = 40;

/// Whether a text has the form of a reason's code: small letters and underscores.
pub fn is_reason(text: &str) -> bool {
    (1..=REASON_CHARS_MAX).contains(&text.len()) && text.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_the_form_that_reasons_of_later_versions_have_too() {
        assert!(Reason::ALL.iter().all(|reason| is_reason(reason.as_str())));
        assert!(is_reason("a_reason_that_is_new") && !is_reason("") && !is_reason("Ana Pérez") && !is_reason("a b"));
        assert!(is_reason(&"a".repeat(REASON_CHARS_MAX)) && !is_reason(&"a".repeat(REASON_CHARS_MAX + 1)));
    }
}
