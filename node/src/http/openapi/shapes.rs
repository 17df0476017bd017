//! The shapes of bodies and answers: JSON Schemas by their names.

use ayni_protocol::record::{Kind, schema as of_kind};
use ayni_protocol::vocabulary::language::TAG_CHARS_MAX;
use ayni_protocol::vocabulary::moderation::Reason;
use ayni_protocol::vocabulary::side::Side;
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};

use super::parameters::{DATE, LANGUAGE, codes};
use crate::http::body::RECORDS_MAX;
use crate::node::INVITATION_S_MAX;

/// What a member can be.
const ROLES: [&str; 3] = ["member", "observer", "mirror"];

/// A shape as the builder takes it.
pub(super) fn schema(shape: Value) -> RefOr<Schema> {
    serde_json::from_value(shape).expect("shapes of parameters are schemas")
}

/// Whether a body of this shape need not be sent: all that is in it has a default.
pub(super) fn may_be_absent(shape: &str) -> bool {
    matches!(shape, "Review" | "Invitation" | "Check")
}

/// All shapes.
pub(super) fn all() -> Map<String, Value> {
    let kinds = Kind::ALL.iter().map(|kind| (name_of(*kind), of_kind::of(*kind)));
    let [answers, bodies] = [answers(), bodies()].map(|mut shapes| {
        let shapes = shapes.as_object_mut();
        shapes.map(std::mem::take).unwrap_or_default()
    });
    answers.into_iter().chain(bodies).chain(kinds).collect()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn list(name: &str) -> Value {
    json!({ "type": "array", "items": reference(name) })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn time() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

/// What has these properties, and perhaps others of a later version.
fn object(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "required": required, "properties": properties })
}

/// What has no other properties.
fn closed(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

/// Of what is answered.
fn answers() -> Value {
    let side = || codes::<Side>();
    let page = || json!({ "total": count(), "records": list("Row"), "cursor": { "type": ["string", "null"] } });
    let facets = || json!({ "type": "object", "additionalProperties": list("Count") });
    let mut results = page();
    results["facets"] = facets();
    json!({
        "Object": { "type": "object" },
        "Schema": { "type": "object" },
        "Problem": object(&["type", "title", "status", "code", "detail"], json!({
            "type": text(), "title": text(), "status": count(), "code": text(), "detail": text(), "hint": { "type": ["string", "null"] },
            "problems": { "type": "array", "items": { "type": "object" } },
        })),
        "Localized": { "type": "object", "description": "A text by language (BCP 47)", "additionalProperties": text() },
        "Platform": object(&["did"], json!({
            "did": text(), "name": text(), "country": text(), "side": side(),
            "former": { "type": "boolean" },
        })),
        "Row": object(&["id", "kind"], json!({
            "id": text(), "kind": text(), "title": reference("Localized"), "original": text(),
            "countries": { "type": "array", "items": text() }, "platform": reference("Platform"), "oid": text(), "status": text(),
            "visibility": text(), "seq": count(), "entry": text(), "time": time(),
        })),
        "Page": object(&["total", "records", "cursor"], page()),
        "Count": object(&["value", "count"], json!({ "value": text(), "count": count() })),
        "Results": object(&["total", "records", "cursor"], results),
        "Statistics": object(&["as_of", "frontier_digest", "unsearchable", "total", "facets"], json!({
            "as_of": time(), "frontier_digest": text(), "unsearchable": count(), "total": count(),
            "facets": facets(),
        })),
        "Peers": { "type": "array", "items": object(&["did", "name", "country", "side", "link", "since"], json!({
            "did": text(), "name": text(), "country": text(), "side": text(),
            "link": { "type": ["string", "null"] }, "since": time(), "address": text(),
            "transport": text(), "rtt_ms": { "type": ["number", "null"] }, "score": { "type": ["number", "null"] },
        })) },
        "Charter": object(&["federation", "name", "epoch", "hash", "quorum", "ballots_needed", "members", "former"], json!({
            "federation": text(), "name": text(), "epoch": count(), "hash": text(), "quorum": text(), "ballots_needed": count(),
            "members": list("Member"), "former": list("Member"),
        })),
        "Member": object(&["did", "name", "country", "side", "basis", "role"], json!({
            "did": text(), "name": text(), "country": text(), "side": side(), "basis": text(),
            "role": text(), "last": count(), "successor": text(),
        })),
        "Record": object(&["id", "kind"], json!({ "id": text(), "kind": text(), "platform": reference("Platform"), "status": text() })),
        "Version": object(&["entry", "seq", "author", "time", "op"], json!({
            "entry": text(), "seq": count(), "author": text(), "time": text(), "op": text(),
        })),
        "History": list("Version"),
        "Entry": object(&["entry", "author", "seq", "time", "cose_base64"], json!({
            "entry": text(), "author": text(), "seq": count(), "prev": { "type": ["string", "null"] }, "time": text(), "body": text(),
            "external_aad": text(), "cose_base64": text(), "body_base64": { "type": ["string", "null"] }, "erased": { "type": "boolean" },
        })),
        "Schemas": { "type": "array", "items": object(&["kind", "schema"], json!({ "kind": text(), "schema": text() })) },
        "Outcome": object(&[], json!({ "id": text(), "kind": text(), "outcome": text(), "entry": text(), "seq": count() })),
        "Published": object(&["results"], json!({ "results": list("Outcome") })),
        "Signed": object(&["entry", "seq"], json!({ "entry": text(), "seq": count() })),
        "Ticket": object(&["ticket"], json!({ "ticket": text() })),
    })
}

/// Of what is sent.
fn bodies() -> Value {
    let card = || json!({ "type": "string", "pattern": "^ayni-card:" });
    let change = |name: &str, of: Value| closed(&[name], json!({ name: of }));
    let named: Vec<Value> = Kind::ALL.iter().map(|kind| reference(&name_of(*kind))).collect();
    json!({
        "Records": { "type": "array", "maxItems": RECORDS_MAX, "items": { "anyOf": named } },
        "Withdrawals": closed(&["ids"], json!({ "ids": { "type": "array", "items": text() } })),
        "Review": closed(&[], json!({ "next": { "type": ["string", "null"], "pattern": DATE } })),
        "Same": closed(&["other"], json!({ "other": text() })),
        "Translation": closed(&["language", "texts"], json!({
            "language": { "type": "string", "pattern": LANGUAGE, "maxLength": TAG_CHARS_MAX }, "texts": { "type": "object", "additionalProperties": text() },
            "machine": { "type": "boolean" }, "replace": { "type": "boolean" },
        })),
        "Answer": closed(&["accepted"], json!({ "accepted": { "type": "boolean" } })),
        "Objection": closed(&["reason"], json!({ "reason": codes::<Reason>() })),
        "Proposal": closed(&["changes"], json!({ "changes": { "type": "array", "minItems": 1, "items": reference("Change") } })),
        "Change": { "oneOf": [
            change("admit", closed(&["card"], json!({ "card": card(), "role": { "type": ["string", "null"], "enum": [ROLES[0], ROLES[1], ROLES[2], null] } }))),
            change("remove", closed(&["platform"], json!({ "platform": text() }))),
            change("role", closed(&["platform", "role"], json!({ "platform": text(), "role": { "type": "string", "enum": ROLES } }))),
            change("quorum", json!({ "type": "string", "enum": ["majority", "two_thirds"] })),
            change("replace", closed(&["platform", "card"], json!({ "platform": text(), "card": card() }))),
            change("unfreeze", closed(&["platform", "entry"], json!({ "platform": text(), "entry": text() }))),
        ] },
        "Vote": closed(&["charter"], json!({ "charter": { "type": ["string", "null"] }, "next_round": { "type": "boolean" } })),
        "Invitation": closed(&[], json!({
            "role": { "type": ["string", "null"], "enum": [ROLES[0], ROLES[1], ROLES[2], null] },
            "expires_s": { "type": ["integer", "null"], "minimum": 1, "maximum": INVITATION_S_MAX },
        })),
        "Check": closed(&[], json!({ "deep": { "type": "boolean" } })),
    })
}

/// The name of the shape of a kind's records, as they are published.
fn name_of(kind: Kind) -> String {
    format!("{kind}_record")
}
