//! Enterprises and platforms as profiles of the Murmurations network, so that they can be indexed and drawn on the maps of others.
//!
//! Source: the schema `organizations_schema-v1.0.0` of the Murmurations Library, edition of 15 October 2024. A profile says nothing of
//! languages: its texts are those of the record's original.

use serde_json::{Map, Value, json};

use super::values::{address_lines, degrees, list, original};

/// The schema that the profiles keep.
const SCHEMA: &str = "organizations_schema-v1.0.0";

/// Kinds of records that are organisations.
const ORGANISATIONS: [&str; 2] = ["enterprise", "platform"];

/// Longest name of a profile, in characters; as long as a title.
const NAME_CHARS_MAX: usize = 200;

/// Most tags of a profile; as many as a record has.
const TAGS_MAX: usize = 100;

/// The profile of a record; `None` if it is no organisation.
pub(super) fn profile(record: &Map<String, Value>) -> Option<Value> {
    let text = |field: &str| record.get(field).and_then(Value::as_str);
    if !ORGANISATIONS.contains(&text("kind")?) {
        return None;
    }
    let name: String = original(record, "title")?.chars().take(NAME_CHARS_MAX).collect();
    let mut profile = Map::from_iter([
        ("linked_schemas".to_owned(), json!([SCHEMA])),
        ("name".to_owned(), json!(name)),
    ]);
    let mut put = |field: &str, value: Value| profile.insert(field.to_owned(), value);
    if let Some(id) = text("id") {
        put("unique_id", json!(id));
    }
    if let Some(nickname) = text("acronym").or_else(|| text("trading_name")) {
        put("nickname", json!(nickname));
    }
    if let Some(description) = original(record, "description").or_else(|| original(record, "summary")) {
        put("description", json!(description));
    }
    if let Some(mission) = original(record, "mandate") {
        put("mission", json!(mission));
    }
    let mut urls = urls(record).into_iter();
    if let Some(first) = urls.next() {
        put("primary_url", json!(first));
    }
    let others: Vec<Value> = urls.map(|url| json!({ "url": url })).collect();
    if !others.is_empty() {
        put("urls", json!(others));
    }
    let images = list(record, "images");
    if let Some(first) = images.first() {
        put("image", first["url"].clone());
    }
    let tags: Vec<&Value> = list(record, "tags").iter().take(TAGS_MAX).collect();
    if !tags.is_empty() {
        put("tags", json!(tags));
    }
    if let Some((lat, lon)) = record.get("geo").and_then(degrees) {
        put("geolocation", json!({ "lat": lat, "lon": lon }));
    }
    if let Some(address) = record.get("address") {
        put("full_address", json!(address_lines(address).join(", ")));
    }
    if let [country] = list(record, "countries") {
        put("country_iso_3166", country.clone());
    }
    if let Some(scope) = text("scope") {
        put("geographic_scope", json!(scope));
    }
    // What is closed has no word of its own there; "completed" is the nearest.
    let status = if text("status") == Some("closed") {
        "completed"
    } else {
        "active"
    };
    put("status", json!(status));
    Some(Value::Object(profile))
}

/// The addresses of an organisation on the web, each once.
fn urls(record: &Map<String, Value>) -> Vec<&str> {
    let mut urls: Vec<&str> = Vec::new();
    let web_site = record.get("web_site").and_then(Value::as_str);
    for url in web_site
        .into_iter()
        .chain(list(record, "urls").iter().filter_map(Value::as_str))
    {
        if !urls.contains(&url) {
            urls.push(url);
        }
    }
    urls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enterprise_is_a_profile_and_a_practice_is_none() {
        let record = json!({
            "id": "aa", "kind": "enterprise", "original": "fr", "title": { "en": "Weavers", "fr": "Tisserandes" },
            "countries": ["SN"], "urls": ["https://a.example", "https://b.example"], "tags": ["textile"],
            "geo": { "lat": 14_692_778, "lon": -17_446_944, "precision": "city" },
            "address": { "street": "Rue 1", "locality": "Dakar", "postcode": "11000" }, "status": "closed",
        });
        assert_eq!(
            profile(record.as_object().unwrap()),
            Some(json!({
                "linked_schemas": ["organizations_schema-v1.0.0"], "unique_id": "aa", "name": "Tisserandes",
                "primary_url": "https://a.example", "urls": [{ "url": "https://b.example" }], "tags": ["textile"],
                "geolocation": { "lat": 14.692778, "lon": -17.446944 }, "full_address": "Rue 1, 11000, Dakar",
                "country_iso_3166": "SN", "status": "completed",
            }))
        );
        let practice = json!({ "kind": "practice", "original": "fr", "title": { "fr": "T" } });
        assert_eq!(profile(practice.as_object().unwrap()), None);
    }
}
