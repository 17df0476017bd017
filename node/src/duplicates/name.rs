//! Names without what differs from one register to the next: case, accents, punctuation, legal form, order of words.

use ayni_protocol::vocabulary::spelling::fold;

/// What stands at the end of a name, or before it, for its legal form. Longer ones first.
///
/// Source: the forms in the registers of Co-operatives UK and on the SUSY map, and their kin in the languages of both; our
/// own list, November 2026.
const FORMS: [&str; 66] = [
    "community interest company",
    "societe cooperative et participative",
    "gmbh and co kg",
    "gmbh co kg",
    "soc coop soc",
    "soc coop",
    "s coop and",
    "s coop",
    "public limited company",
    "private limited company",
    "co ltd",
    "e v",
    "e g",
    "s a r l",
    "s a s",
    "s r l",
    "s l",
    "s a",
    "limited",
    "ltd",
    "plc",
    "llp",
    "lp",
    "cic",
    "cio",
    "scio",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "company",
    "sarl",
    "sas",
    "sasu",
    "eurl",
    "scop",
    "scic",
    "scoop",
    "scrl",
    "asbl",
    "aisbl",
    "vzw",
    "gmbh",
    "ggmbh",
    "ug",
    "kg",
    "ag",
    "ev",
    "eg",
    "egen",
    "bv",
    "nv",
    "sl",
    "slu",
    "sll",
    "sal",
    "sccl",
    "srl",
    "scarl",
    "spa",
    "onlus",
    "aps",
    "oy",
    "ry",
    "kft",
    "nonprofit kft",
];

/// Words that are left out, unless nothing else is left.
const SMALL: [&str; 22] = [
    "the", "a", "an", "of", "and", "for", "in", "at", "de", "du", "des", "la", "le", "les", "et", "el", "los", "las",
    "del", "y", "und", "der",
];

/// The word that half of all names have, in the spelling in which it is kept.
const COOPERATIVE: &str = "cooperative";

/// The words of a name, each once and in the order of the alphabet; empty for a name without letters or digits.
pub(super) fn words(name: &str) -> Vec<String> {
    let folded = fold(&name.replace('&', " and "));
    let padded = format!(" {folded} ")
        .replace(" co operative", " cooperative")
        .replace(" co op ", " coop ");
    let bare = without_form(padded.trim());
    let mut words: Vec<String> = bare
        .split(' ')
        .filter(|word| !SMALL.contains(word))
        .map(one_spelling)
        .collect();
    if words.is_empty() {
        words = folded.split(' ').map(str::to_owned).collect();
    }
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words.dedup();
    words
}

/// A folded name without legal forms around it; a name that is nothing else stays.
fn without_form(name: &str) -> &str {
    let mut bare = name;
    loop {
        let shorter = FORMS.iter().find_map(|form| {
            let before = bare.strip_suffix(form).and_then(|rest| rest.strip_suffix(' '));
            before.or_else(|| bare.strip_prefix(form).and_then(|rest| rest.strip_prefix(' ')))
        });
        match shorter {
            Some(rest) => bare = rest,
            None => return bare,
        }
    }
}

/// The word for cooperatives in one spelling.
fn one_spelling(word: &str) -> String {
    match word {
        "coop" | "coops" | "cooperatives" | "cooperativa" | "cooperativas" => COOPERATIVE.to_owned(),
        other => other.to_owned(),
    }
}

/// How alike two lists of words are: those that both have among all, in per cent.
pub(super) fn likeness(one: &[String], other: &[String]) -> usize {
    let both = one.iter().filter(|word| other.contains(word)).count();
    let all = one.len() + other.len() - both;
    (100 * both).checked_div(all).unwrap_or(0)
}

/// How alike two lists of words are where the word for cooperatives says nothing: some leave it out of a name.
pub(super) fn likeness_but_for_cooperative(one: &[String], other: &[String]) -> usize {
    let telling = |words: &[String]| -> Vec<String> {
        let words = words.iter().filter(|word| *word != COOPERATIVE);
        words.cloned().collect()
    };
    likeness(&telling(one), &telling(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_the_same_words() {
        for (one, other) in [
            (
                "Maesteg Workmen's Club and Institute Limited",
                "MAESTEG WORKMENS CLUB & INSTITUTE LTD",
            ),
            ("The Co-operative Food", "Cooperative Food"),
            ("Bristol Co-op Ltd.", "Co-operative (Bristol) Limited"),
            ("SCOP Le Pavé", "Le Pavé, S.C.O.P."),
            ("Mondragón S. Coop.", "MONDRAGON"),
            ("S.A.R.L. Équité", "Equite SARL"),
            ("Sunseed C.I.C.", "Sunseed Community Interest Company"),
            ("Grüne Erde e.V.", "Grune Erde eV"),
        ] {
            assert_eq!(words(one), words(other), "{one} / {other}");
        }
    }

    #[test]
    fn other_names_stay_others() {
        for (one, other) in [
            ("Sunderland Home Care", "Sunderland Housing Care"),
            ("Unicorn Grocery Ltd", "Unicorn Bakery Ltd"),
            ("Society No 1", "Society No 2"),
        ] {
            assert_ne!(words(one), words(other), "{one} / {other}");
        }
    }

    #[test]
    fn a_name_that_is_only_a_form_or_small_words_keeps_them() {
        assert_eq!(words("SCOP"), ["scop"]);
        assert_eq!(words("The And"), ["and", "the"]);
        assert_eq!(words("–"), [""; 0]);
        assert_eq!(words(""), [""; 0]);
    }

    #[test]
    fn likeness_is_what_both_share_of_all() {
        let likeness = |one, other| likeness(&words(one), &words(other));
        assert_eq!(likeness("Leeds Bread", "Bread Leeds"), 100);
        assert_eq!(likeness("Leeds Bread Club", "Leeds Bread"), 66);
        assert_eq!(likeness("Leeds", "York"), 0);
        assert_eq!(likeness("", ""), 0);
    }

    #[test]
    fn the_word_for_cooperatives_tells_nothing_apart() {
        let likeness = |one, other| likeness_but_for_cooperative(&words(one), &words(other));
        assert_eq!(likeness("Leeds Bread Co-op", "Leeds Bread"), 100);
        assert_eq!(likeness("Leeds Bread Co-op", "Leeds Beer Cooperative"), 33);
        assert_eq!(likeness("The Co-operative", "Co-op"), 0, "nothing is left");
    }
}
