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

/// The records with the numbers from `first` to before `end`.
pub(crate) fn enterprises(first: u64, end: u64) -> Vec<Value> {
    (first..end).map(enterprise).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ayni_protocol::record::Record;

    #[test]
    fn each_can_be_published_and_has_about_a_kibibyte() {
        for record in enterprises(0, 200) {
            let bytes = record.to_string().len();
            assert!((900..1_200).contains(&bytes), "{bytes}");
            Record::parse(&record).expect("a good record");
        }
    }
}
