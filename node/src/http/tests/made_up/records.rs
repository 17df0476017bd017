//! What the made-up node knows: platforms, and records of theirs.

use serde_json::{Value, json};

use crate::http::tests::site;
use ayni_protocol::record::{Kind, Record, example};

/// The platform whose node it is.
pub(in crate::http::tests) const SENEGAL: &str = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";

/// One that it is connected to.
pub(super) const ECUADOR: &str = "did:key:z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG";
/// Another one.
pub(super) const KINGDOM: &str = "did:key:z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf";

/// The id of every entry.
pub(in crate::http::tests) const ENTRY: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/// Record that everybody may see.
pub(in crate::http::tests) const PUBLIC: &str = "00000000000000000000000000000001";
/// Record that only members may see.
pub(in crate::http::tests) const INTERNAL: &str = "f0000000000000000000000000000002";
/// Record that its platform has taken back.
pub(in crate::http::tests) const WITHDRAWN: &str = "f0000000000000000000000000000003";

/// A partnership of another platform that waits for the word of this one.
pub(in crate::http::tests) const PARTNERSHIP: &str = "d0000000000000000000000000000001";

/// A comment on the public record.
pub(in crate::http::tests) const COMMENT: &str = "c0000000000000000000000000000001";

/// The id of an enterprise that Senegal has from a register.
pub(in crate::http::tests) fn registered_id(number: u64) -> String {
    example_id(Kind::Enterprise, 0x100 + number)
}

/// All of them, as lists show them.
pub(super) fn registered() -> Vec<Value> {
    let row = |number: u64| {
        let id = registered_id(number);
        json!({ "id": id, "kind": "enterprise", "oid": format!("H-{number}"), "original": "fr", "title": { "fr": format!("Held {number}") } })
    };
    (1..=3).map(row).collect()
}

/// The id of a made-up record of this kind of Senegal's: the least that there can be, the one with the most, or any other.
pub(in crate::http::tests) fn example_id(kind: Kind, number: u64) -> String {
    format!("e{:015x}{number:016x}", kind as u64)
}

/// The made-up record that has this id.
fn example(id: &str) -> Option<Value> {
    let (kind, number) = id.strip_prefix('e')?.split_at_checked(15)?;
    let kind = Kind::ALL.get(usize::from_str_radix(kind, 16).ok()?)?;
    let number = u64::from_str_radix(number, 16).ok()?;
    let mut rng = fastrand::Rng::with_seed(number);
    let record = example::of(*kind, &mut |choices| match number {
        0 => 0,
        1 => choices - 1,
        _ => rng.usize(..choices),
    });
    let mut record = Record::parse(&record).ok()?.to_json();
    record["id"] = json!(id);
    record["platform"] = platform(SENEGAL);
    record["entry"] = json!(ENTRY);
    Some(record)
}

/// A platform as records and peers name it.
pub(in crate::http::tests) fn platform(did: &str) -> Value {
    match did {
        SENEGAL => {
            json!({ "did": did, "name": "Réseau sénégalais de l'économie solidaire", "country": "SN", "side": "south" })
        }
        ECUADOR => {
            json!({ "did": did, "name": "Red ecuatoriana de economía popular", "country": "EC", "side": "south" })
        }
        _ => {
            json!({ "did": did, "name": "Co-operatives and social enterprises UK", "country": "GB", "side": "north" })
        }
    }
}

/// A comment, with what is said of it.
pub(super) fn as_members_see_it(mut comment: Value) -> Value {
    let said = |did: &str, act: &str, reason: &str| {
        let name = &platform(did)["name"];
        json!({ "did": did, "name": name, "act": act, "reason": reason, "time": "2026-02-04T04:05:06Z" })
    };
    comment["moderation"] = json!([
        said(SENEGAL, "flag", "spam"),
        said(ECUADOR, "hide", "a_reason_of_tomorrow")
    ]);
    comment
}

/// The record that has this id, with what the node says beside it.
pub(super) fn record(id: &str) -> Option<Value> {
    if let Some(example) = example(id) {
        return Some(example);
    }
    if id == PARTNERSHIP {
        let said = |did: &str, state: &str| json!({ "did": did, "name": platform(did)["name"], "state": state });
        return Some(json!({
            "id": id, "kind": "partnership", "original": "es", "title": { "es": "Sal y cacao <b>juntos</b>" }, "countries": ["EC"],
            "licence": "CC0-1.0", "visibility": "public", "status": "pending", "platform": platform(ECUADOR), "entry": ENTRY, "seq": 4,
            "time": "2026-02-03T04:05:06Z",
            "cooperation": { "active": false, "platforms": [said(ECUADOR, "accepted"), said(SENEGAL, "waiting")] },
        }));
    }
    if id == COMMENT {
        return Some(json!({
            "id": id, "kind": "comment", "original": "en", "title": { "en": "Well done" }, "countries": ["GB"], "licence": "CC0-1.0",
            "about": PUBLIC, "body": { "en": "Well done." }, "language": "en", "visibility": "public", "status": "active",
            "platform": platform(KINGDOM), "entry": ENTRY, "seq": 3, "time": "2026-02-03T04:05:06Z",
            "moderation": [{ "reason": "spam" }, { "reason": "a_reason_of_tomorrow" }, { "reason": "spam" }],
        }));
    }
    if let Some(record) = site::record(id) {
        return Some(record);
    }
    let mut record = json!({
        "id": id,
        "kind": "practice",
        "original": "fr",
        "machine_translated": ["es"],
        "title": {
            "fr": "Le sel des femmes du lac Rose <script>alert(1)</script>",
            "es": "La sal de las mujeres del lago Rosa",
        },
        "summary": { "fr": "Des productrices de sel fixent ensemble leur prix.\nEt le tiennent." },
        "countries": ["SN"],
        "licence": "CC-BY-4.0",
        "objective": { "fr": "Un prix juste." },
        "context": { "fr": "Le lac est exploité par des centaines de petites productrices." },
        "approach": { "fr": "Une vente commune, un fonds commun." },
        "results": { "fr": "Le prix du sac a doublé en deux ans." },
        "building_blocks": [{
            "title": { "fr": "La caisse commune" },
            "text": { "fr": "Chaque sac vendu y verse cent francs." },
            "lessons": { "fr": "Publier les comptes chaque mois." },
        }],
        "organisations": [{ "name": "GIE And Liggey", "role": "porteuse" }],
        "period": { "start": "2021-03", "end": "2024" },
        "cost": { "amount": 12_500_000, "currency": "XOF" },
        "validation": "peer_reviewed",
        "sdgs": [5, 8],
        "decent_work": ["rights"],
        "urls": ["https://example.org/sel"],
        // Fields of a version to come, or of somebody who means no good: no rule is known for them here.
        "web_site": "javascript:alert(1)",
        "email": "not@checked",
        "visibility": "public",
        "mentions": mentions(),
        "status": "active",
        "platform": platform(SENEGAL),
        "entry": ENTRY,
        "seq": 12,
        "time": "2026-01-02T03:04:05.678Z",
    });
    match id {
        PUBLIC => {}
        INTERNAL => record["visibility"] = json!("federation"),
        WITHDRAWN => record["status"] = json!("withdrawn"),
        _ => return None,
    }
    Some(record)
}

/// Who says what of the record, and the comments on it.
fn mentions() -> Value {
    let mut naming = row(1);
    naming["predicate"] = json!("same_as");
    let comment = |number: usize, more: Value| {
        let mut comment = json!({
            "id": format!("c{number:031x}"), "platform": platform(KINGDOM), "time": "2026-02-03T04:05:06Z",
            "body": { "en": "Well done <b>all</b>.", "fr": "Bravo à toutes." }, "language": "en",
        });
        let fields = comment.as_object_mut();
        fields
            .into_iter()
            .for_each(|fields| fields.extend(more.as_object().cloned().unwrap_or_default()));
        comment
    };
    let comments = [
        comment(1, json!({ "handle": "Ada <i>" })),
        comment(2, json!({ "parent": format!("c{:031x}", 1), "flagged": true })),
    ];
    json!({
        "relations": { "total": 1, "complete": true, "records": [naming] },
        "comments": { "total": 9, "complete": true, "records": comments },
    })
}

/// A row of a list.
pub(super) fn row(number: usize) -> Value {
    let authors = [SENEGAL, ECUADOR, KINGDOM];
    let did = authors[number % 3];
    let (language, country, title) = match did {
        SENEGAL => (
            "fr",
            "SN",
            "Coopérative des transformatrices de céréales locales de Thiès",
        ),
        ECUADOR => (
            "es",
            "EC",
            "Asociación de productoras de cacao fino de aroma de Esmeraldas",
        ),
        _ => ("en", "GB", "Brighton & Hove Community Energy Co-operative Limited"),
    };
    let mut row = json!({
        "id": format!("{:032x}", number + 1),
        "kind": if number.is_multiple_of(7) { "practice" } else { "enterprise" },
        "title": { language: format!("{title} {number}") },
        "original": language,
        "countries": [country],
        "platform": platform(did),
        "status": if number == 4 { "closed" } else { "active" },
        "visibility": "public",
        "entry": ENTRY,
        "seq": number + 1,
        "time": "2026-01-02T03:04:05.678Z",
    });
    if number == 0 {
        row["title"] = json!({ "fr": "Le sel des femmes du lac Rose <script>alert(1)</script>" });
    }
    row
}
