//! What people write into a cell that they leave empty.
//!
//! Source: seen in the registers of Co-operatives UK (2017, 2023) and the SUSY map (2018), and in their Spanish and French kin; November 2026.

/// Brackets and the like that may stand around one.
const AROUND: [char; 9] = ['[', ']', '(', ')', '<', '>', '.', '–', '—'];

/// Lower-case forms; brackets and full stops around them do not matter.
const PLACEHOLDERS: [&str; 21] = [
    "-", "--", "---", "n/a", "n.a", "na", "nd", "n/d", "s/d", "sd", "n/c", "nc", "tbc", "tba", "tbd", "null", "nil",
    "none", "unknown", "?", "??",
];

/// Most bytes of one, in whatever case: the longest has seven characters, and none has more than four bytes.
const BYTES_MAX: usize = 28;

/// What stands for "nothing", in lower case; also between [`around`].
pub fn all() -> impl Iterator<Item = &'static str> {
    PLACEHOLDERS.into_iter()
}

/// Characters that may stand around a placeholder, in any number.
pub fn around() -> impl Iterator<Item = char> {
    AROUND.into_iter()
}

/// True if `text` stands for "nothing": blank, `n/a`, `NA`, `-`, `TBC`, `[ND]` and the like.
///
/// An importer leaves such a cell out. `NA` is also Namibia and may be an acronym: don't ask this of codes.
pub fn is_placeholder(text: &str) -> bool {
    let bare = text.trim().trim_matches(AROUND).trim();
    bare.is_empty() || (bare.len() <= BYTES_MAX && PLACEHOLDERS.contains(&bare.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn what_stands_for_nothing_is_seen() {
        for text in [
            "", "  ", "n/a", "N/A", "n.a.", "NA", "-", "—", "TBC", "[ND]", "[nd]", ".",
        ] {
            assert!(is_placeholder(text), "{text:?}");
        }
    }

    #[test]
    fn a_short_name_is_not_taken_for_nothing() {
        for text in ["Nada", "ND Coop", "Naïve", "A", "0"] {
            assert!(!is_placeholder(text), "{text:?}");
        }
    }
}
