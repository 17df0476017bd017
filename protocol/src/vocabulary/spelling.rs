//! Words that differ by little: what may have been meant. It only ever feeds suggestions.

/// Longest text that is compared, in characters: the longest name of a list has 60; longer input isn't a misspelt name.
pub(super) const CHARS_MAX: usize = 80;

/// The one candidate that is nearest to `found`, if it is near enough: one slip up to five letters, two in longer words, none below four.
///
/// Case, accents, punctuation and white space don't count. `None` if two candidates are equally near: then either would be a guess.
pub fn nearest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = Misspelt::of(found)?;
    let mut best: Option<(usize, &'a str)> = None;
    let mut tie = false;
    for candidate in candidates {
        let Some(slips) = found.slips(&fold(candidate)) else {
            continue;
        };
        match best {
            Some((least, _)) if slips > least => {}
            Some((least, chosen)) if slips == least => tie |= chosen != candidate,
            _ => {
                best = Some((slips, candidate));
                tie = false;
            }
        }
    }
    best.filter(|_| !tie).map(|(_, candidate)| candidate)
}

/// What may be a misspelt word, folded.
pub(super) struct Misspelt(Vec<char>);

impl Misspelt {
    /// `text`, unless it is blank or longer than any word of a list.
    pub(super) fn of(text: &str) -> Option<Misspelt> {
        // A letter takes at most four bytes, so what is longer need not be folded to be known as too long.
        if text.len() > CHARS_MAX * 4 {
            return None;
        }
        let folded: Vec<char> = fold(text).chars().collect();
        (1..=CHARS_MAX).contains(&folded.len()).then_some(Misspelt(folded))
    }

    /// How many slips lie between this and a `folded` word; `None` if it is not near.
    pub(super) fn slips(&self, folded: &str) -> Option<usize> {
        let word: Vec<char> = folded.chars().collect();
        let slips_max = slips_allowed(self.0.len().min(word.len()));
        let may_be_near = self.0.len().abs_diff(word.len()) <= slips_max;
        may_be_near
            .then(|| distance(&self.0, &word))
            .filter(|slips| *slips <= slips_max)
    }
}

fn slips_allowed(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

/// `text` in lower case, letters and digits only, words separated by one space, Latin and Greek letters without their accents.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c == '\'' || c == '’' || c == '.' || is_combining(c) {
            continue;
        }
        if c.is_alphanumeric() {
            match unaccented(c) {
                Some(plain) => folded.push_str(plain),
                None => folded.push(c),
            }
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A combining accent (U+0300 to U+036F), as in decomposed text.
fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// The letter below the accent, for the lower-case letters of European languages.
fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ģ' | 'ġ' => "g",
        'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ł' | 'ļ' | 'ľ' | 'ĺ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ŕ' | 'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        _ => return None,
    })
}

/// Letters to insert, delete, replace or swap with their neighbour to get from `a` to `b` (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut before_last: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; width];
        for j in 1..width {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = last;
        last = row;
    }
    last[width - 1]
}

#[cfg(test)]
mod tests {
    use super::{fold, nearest};

    #[test]
    fn a_slip_leads_to_the_nearest_word() {
        assert_eq!(nearest("Frace", ["France", "Greece"]), Some("France"));
        assert_eq!(
            nearest("assocaition", ["association", "foundation"]),
            Some("association")
        );
        assert_eq!(nearest("COTE D'IVOIRE", ["Côte d’Ivoire"]), Some("Côte d’Ivoire"));
    }

    #[test]
    fn two_words_equally_near_are_no_answer() {
        assert_eq!(nearest("Irax", ["Iran", "Iraq"]), None);
    }

    #[test]
    fn a_short_or_distant_word_is_no_answer() {
        assert_eq!(nearest("SW", ["SE"]), None);
        assert_eq!(nearest("Atlantis", ["France", "Greece"]), None);
        assert_eq!(nearest("", ["France"]), None);
        assert_eq!(nearest(&"France".repeat(1000), ["France"]), None);
        assert_eq!(nearest(&format!("France{}", " ".repeat(1_000_000)), ["France"]), None);
    }

    #[test]
    fn folding_leaves_letters_digits_and_single_spaces() {
        assert_eq!(
            fold("  Saint-Martin (partie française) "),
            "saint martin partie francaise"
        );
        assert_eq!(fold("U.K."), "uk");
        assert_eq!(fold("Ελλάδα"), "ελλαδα");
        assert_eq!(fold("Cura\u{e7}ao"), fold("Curac\u{327}ao"));
    }
}
