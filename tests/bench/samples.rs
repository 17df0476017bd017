//! Records to measure with: an entry in a directory of enterprises, about 1 KiB of it, no two alike. Every one is made up.

use serde_json::{Value, json};

const NAMES: [&str; 16] = [
    "Coopérative",
    "Mutuelle",
    "Union",
    "Association",
    "Collectif",
    "Groupement",
    "Fédération",
    "Atelier",
    "Caisse",
    "Réseau",
    "Comptoir",
    "Ferme",
    "Maison",
    "Jardin",
    "Moulin",
    "Marché",
];
const PLACES: [&str; 16] = [
    "Thiès",
    "Kaolack",
    "Ziguinchor",
    "Louga",
    "Matam",
    "Fatick",
    "Kolda",
    "Tambacounda",
    "Diourbel",
    "Podor",
    "Mbour",
    "Rufisque",
    "Kédougou",
    "Sédhiou",
    "Kaffrine",
    "Linguère",
];
const TRADES: [&str; 16] = [
    "transforme le mil et le fonio",
    "répare des vélos",
    "tisse des pagnes",
    "élève des abeilles",
    "assure les soins de ses membres",
    "vend des légumes",
    "tient une crèche",
    "construit des fours",
    "collecte le lait",
    "forme des jeunes",
    "prête à ses membres",
    "recycle le plastique",
    "imprime des livres",
    "cultive l’arachide",
    "transporte les récoltes",
    "fume le poisson",
];

/// Bytes of text that make the body of a record's entry about 1 KiB.
const TEXT_BYTES: usize = 720;

/// The record with this number; the same for the same number.
pub(crate) fn enterprise(number: u64) -> Value {
    let mut chance = fastrand::Rng::with_seed(number);
    let mut pick = |list: &[&'static str; 16]| list[chance.usize(..16)];
    let (name, place) = (pick(&NAMES), pick(&PLACES));
    let mut text = String::with_capacity(TEXT_BYTES + 100);
    while text.len() < TEXT_BYTES {
        let sentence = format!(
            "{} de {} {} avec {}. ",
            pick(&NAMES),
            pick(&PLACES),
            pick(&TRADES),
            pick(&PLACES)
        );
        text.push_str(&sentence);
    }
    json!({
        "kind": "enterprise",
        "oid": format!("SN-{number:08}"),
        "original": "fr",
        "title": { "fr": format!("{name} de {place} n° {number}") },
        "countries": ["SN"],
        "licence": "CC0-1.0",
        "legal_form": "cooperative",
        "sectors": ["isic:A"],
        "urls": [format!("https://example.org/{number}")],
        "description": { "fr": text.trim_end() },
    })
}

/// Words of the varied records, of which the first is the most common.
const WORDS: usize = 5_000;

/// Words of a varied record's text.
const WORDS_PER_TEXT: usize = 100;

/// Countries of varied records, with the middle of each in degrees.
pub(crate) const COUNTRIES: [(&str, i64, i64); 12] = [
    ("SN", 14, -14),
    ("ML", 17, -4),
    ("CI", 8, -6),
    ("EC", -2, -78),
    ("CO", 4, -73),
    ("BO", -17, -64),
    ("FR", 47, 2),
    ("ES", 40, -4),
    ("GB", 54, -2),
    ("IT", 43, 12),
    ("MA", 32, -6),
    ("PH", 13, 122),
];

/// Legal forms of varied records.
pub(crate) const FORMS: [&str; 6] = [
    "cooperative",
    "mutual_society",
    "association",
    "foundation",
    "social_enterprise",
    "self_help_group",
];

/// A word as often as in a language: the second half as often as the first, the third a third as often (Zipf's law). Without the
/// `commonest`, which in a language are articles and prepositions.
pub(crate) fn word(chance: &mut fastrand::Rng, commonest: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ba", "co", "di", "fe", "ga", "lo", "mi", "na", "pe", "qui", "ra", "so", "ta", "ve", "zi", "chi", "mbo", "nda",
        "tro", "pla",
    ];
    let least = (commonest + 1) as f64;
    // Ranks spread evenly by their logarithms are as common as that.
    let mut rank = (least * (WORDS as f64 / least).powf(chance.f64())) as usize;
    let mut word = String::new();
    while rank > 0 || word.len() < 4 {
        word.push_str(SYLLABLES[rank % SYLLABLES.len()]);
        rank /= SYLLABLES.len();
    }
    word
}

/// A record with this number in which all differs by which records are told apart; the same for the same number.
pub(crate) fn varied(number: u64) -> Value {
    let mut chance = fastrand::Rng::with_seed(number);
    let words = |chance: &mut fastrand::Rng, count: usize| -> String {
        let words: Vec<String> = (0..count).map(|_| word(chance, 0)).collect();
        words.join(" ")
    };
    let language = ["fr", "es", "en"][chance.usize(..3)];
    let (country, lat, lon) = COUNTRIES[chance.usize(..COUNTRIES.len())];
    let spread = |chance: &mut fastrand::Rng, degrees: i64| degrees * 1_000_000 + chance.i64(-200_000..200_000);
    let sector = |chance: &mut fastrand::Rng| format!("isic:{}", char::from(b'A' + chance.u8(..21)));
    let pillars = ["employment", "social_protection", "rights", "voice"];
    let pillar = pillars[chance.usize(..pillars.len())];
    json!({
        "kind": "enterprise",
        "oid": format!("{country}-{number:08}"),
        "original": language,
        "title": { language: words(&mut chance, 4) },
        "summary": { language: words(&mut chance, 15) },
        "countries": [country],
        "licence": "CC0-1.0",
        "legal_form": FORMS[chance.usize(..FORMS.len())],
        "sectors": [sector(&mut chance)],
        "sdgs": [chance.u8(1..=17)],
        "decent_work": [pillar],
        "geo": { "lat": spread(&mut chance, lat), "lon": spread(&mut chance, lon), "precision": "city" },
        "description": { language: words(&mut chance, WORDS_PER_TEXT) },
    })
}

/// The records with the numbers from `first` to before `end`.
pub(crate) fn enterprises(first: u64, end: u64) -> Vec<Value> {
    (first..end).map(enterprise).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ayni_protocol::record::Record;

    #[test]
    fn varied_ones_can_be_published() {
        for number in 0..200 {
            Record::parse(&varied(number)).expect("a good record");
        }
    }

    #[test]
    fn each_can_be_published_and_has_about_a_kibibyte() {
        for record in enterprises(0, 200) {
            let bytes = record.to_string().len();
            assert!((900..1_200).contains(&bytes), "{bytes}");
            Record::parse(&record).expect("a good record");
        }
    }
}
