//! Records that tests publish. Every one is invented.

use serde_json::{Value, json};

/// An enterprise in `country` whose identifier at its platform is `oid`.
pub fn enterprise(country: &str, oid: &str) -> Value {
    json!({
        "kind": "enterprise",
        "oid": oid,
        "original": "fr",
        "title": { "fr": format!("Coopérative {oid}") },
        "countries": [country],
        "licence": "CC0-1.0",
        "legal_form": "cooperative",
        "description": { "fr": "Transforme le mil, le fonio et le niébé de ses cent douze membres." },
    })
}

/// A comment from `country` on the record with the id `about`.
pub fn comment(country: &str, about: &str) -> Value {
    json!({
        "kind": "comment",
        "original": "es",
        "title": { "es": "Un comentario" },
        "countries": [country],
        "licence": "CC0-1.0",
        "visibility": "public",
        "about": about,
        "body": { "es": "Nosotras lo hacemos igual." },
        "language": "es",
        "handle": "Vecina",
    })
}

/// As many enterprises as `count`, whose identifiers begin with `prefix`.
pub fn enterprises(country: &str, prefix: &str, count: usize) -> Vec<Value> {
    (1..=count)
        .map(|number| enterprise(country, &format!("{prefix}-{number:05}")))
        .collect()
}

/// A good practice in three languages, so long that its body is too large to be gossiped.
pub fn long_practice(country: &str, oid: &str) -> Value {
    let text = |length: usize| {
        let of = |sentence: &str| {
            sentence
                .chars()
                .cycle()
                .take(length)
                .collect::<String>()
                .trim_end()
                .to_owned()
        };
        json!({
            "fr": of("Chaque semaine, les caisses se réunissent et publient leurs comptes. "),
            "es": of("Cada semana las cajas se reúnen y publican sus cuentas en la asamblea. "),
            "en": of("Every week the savings groups meet, and publish what they have saved. "),
        })
    };
    let blocks: Vec<Value> = (2_000..2_008)
        .map(|length| json!({ "title": text(100), "text": text(length) }))
        .collect();
    json!({
        "kind": "practice",
        "oid": oid,
        "original": "fr",
        "title": { "fr": "Caisses d'épargne communautaires" },
        "countries": [country],
        "licence": "CC-BY-4.0",
        "objective": text(900),
        "context": text(2_900),
        "approach": text(4_900),
        "results": text(2_900),
        "building_blocks": blocks,
        "organisations": [{ "name": "Réseau des caisses" }],
        "validation": "self",
    })
}
