//! Records as linked data (JSON-LD 1.1): in the words of schema.org, and in those of ESSGlobal where they exist.
//!
//! Sources: schema.org, version 29; the class `SSEInitiative` and the property `economicSector` of the ESSGlobal vocabulary (RIPESS,
//! CC BY 3.0), and its edition 2.1 of the activities of the International Cooperative Alliance; goals under the United Nations' own
//! addresses. What has no word in either is left out: the exports that come in again are others.

use serde_json::{Map, Value, json};

use super::values::{degrees, list};

/// What the names in [`node`] stand for.
pub(super) fn context() -> Value {
    json!({
        "@vocab": "https://schema.org/",
        "essglobal": "http://purl.org/essglobal/vocab/",
        "url": { "@type": "@id" },
        "image": { "@type": "@id" },
        "license": { "@type": "@id" },
        "sameAs": { "@type": "@id" },
        "about": { "@type": "@id" },
        "registration": { "@type": "@id" },
        "essglobal:economicSector": { "@type": "@id" },
    })
}

const ICA: &str = "https://dev.lod.coop/essglobal/2.1/standard/activities-ica/";
const GOAL: &str = "http://metadata.un.org/sdg/";
const LICENCE: &str = "https://spdx.org/licenses/";

/// Types by kind.
const TYPES: [(&str, &[&str]); 13] = [
    ("platform", &["Organization"]),
    ("enterprise", &["Organization", "essglobal:SSEInitiative"]),
    ("contact", &["Person"]),
    ("practice", &["CreativeWork"]),
    ("partnership", &["Project"]),
    ("opportunity", &["Offer"]),
    ("resource", &["LearningResource"]),
    ("learning", &["Course"]),
    ("event", &["Event"]),
    ("policy", &["Legislation"]),
    ("expertise", &["Person"]),
    ("comment", &["Comment"]),
    ("statistic", &["Observation"]),
];

/// How a field's value is written.
#[derive(Clone, Copy)]
enum How {
    /// As it stands.
    Plain,
    /// Each language as a value with its tag.
    Texts,
    /// The identifiers of other records.
    Records,
    /// Under this address.
    Under(&'static str),
    /// What schema.org calls an organisation.
    Organisation,
    Address,
    Point,
    People,
    Money,
    Registrations,
    Named,
}

use How::{Address, Money, Named, Organisation, People, Plain, Point, Records, Registrations, Texts, Under};

/// Which field becomes which property.
const PROPERTIES: &[(&str, &str, How)] = &[
    ("title", "name", Texts),
    ("summary", "abstract", Texts),
    ("description", "description", Texts),
    ("mandate", "description", Texts),
    ("objective", "description", Texts),
    ("purpose", "description", Texts),
    ("body", "text", Texts),
    ("licence", "license", Under(LICENCE)),
    ("urls", "url", Plain),
    ("web_site", "url", Plain),
    ("sdgs", "about", Under(GOAL)),
    ("tags", "keywords", Plain),
    ("languages", "inLanguage", Plain),
    ("address", "address", Address),
    ("place", "location", Address),
    ("geo", "geo", Point),
    ("trading_name", "alternateName", Plain),
    ("acronym", "alternateName", Plain),
    ("registrations", "identifier", Registrations),
    ("lei", "leiCode", Plain),
    ("founded", "foundingDate", Plain),
    ("dissolved", "dissolutionDate", Plain),
    ("workers", "numberOfEmployees", People),
    ("parent", "parentOrganization", Records),
    ("organisations", "contributor", Named),
    ("participants", "member", Named),
    ("start", "startDate", Plain),
    ("end", "endDate", Plain),
    ("budget", "funding", Money),
    ("amount", "priceSpecification", Money),
    ("deadline", "validThrough", Plain),
    ("issuer", "offeredBy", Organisation),
    ("apply_url", "url", Plain),
    ("authors", "author", Plain),
    ("year", "datePublished", Plain),
    ("isbn", "isbn", Plain),
    ("doi", "sameAs", Under("https://doi.org/")),
    ("provider", "provider", Organisation),
    ("prerequisites", "coursePrerequisites", Texts),
    ("outcomes", "teaches", Texts),
    ("level", "educationalLevel", Plain),
    ("organiser", "organizer", Organisation),
    ("online_url", "url", Plain),
    ("registration_url", "url", Plain),
    ("jurisdiction", "legislationJurisdiction", Plain),
    ("adopted", "legislationDate", Plain),
    ("citation", "legislationIdentifier", Plain),
    ("official_url", "url", Plain),
    ("fields", "knowsAbout", Plain),
    ("organisation", "affiliation", Organisation),
    ("about", "parentItem", Records),
    ("email", "email", Plain),
    ("phone", "telephone", Plain),
    ("role", "jobTitle", Plain),
    ("indicator", "measuredProperty", Texts),
    ("value", "value", Plain),
    ("unit", "unitText", Plain),
    ("area", "observationAbout", Plain),
    ("source", "citation", Plain),
];

/// A record as a node of the graph. Which platform signed it stands with it: nothing here is signed.
pub(super) fn node(record: &Map<String, Value>) -> Value {
    let text = |field: &str| record.get(field).and_then(Value::as_str);
    let kind = text("kind").unwrap_or_default();
    let types = TYPES
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or(&["Thing"][..], |(_, types)| *types);
    let mut node = Map::from_iter([("@type".to_owned(), json!(types))]);
    if let Some(id) = text("id") {
        node.insert("@id".to_owned(), json!(record_iri(id)));
    }
    for (field, property, how) in PROPERTIES {
        if let Some(value) = record.get(*field).and_then(|value| written(value, *how)) {
            add(&mut node, property, value);
        }
    }
    for sector in list(record, "sectors").iter().filter_map(Value::as_str) {
        if let Some(activity) = sector.strip_prefix("ica:") {
            add(&mut node, "essglobal:economicSector", json!(format!("{ICA}{activity}")));
        }
    }
    for relation in list(record, "relations") {
        if let (Some("same_as"), Some(other)) = (relation["predicate"].as_str(), relation["record"].as_str()) {
            add(&mut node, "sameAs", json!(record_iri(other)));
        }
    }
    for image in list(record, "images") {
        add(&mut node, "image", image["url"].clone());
    }
    for country in list(record, "countries") {
        add(
            &mut node,
            "areaServed",
            json!({ "@type": "Country", "identifier": country }),
        );
    }
    if let Some(oid) = text("oid") {
        add(&mut node, "identifier", json!(oid));
    }
    if let Some(time) = text("time") {
        node.insert("dateModified".to_owned(), json!(time));
    }
    if let Some(platform) = record.get("platform").filter(|platform| platform.is_object()) {
        let publisher = json!({ "@type": "Organization", "@id": platform["did"], "name": platform["name"] });
        node.insert("sdPublisher".to_owned(), publisher);
    }
    Value::Object(node)
}

/// The address of a record that no server owns: its sixteen bytes as a UUID (RFC 9562 §4).
fn record_iri(id: &str) -> String {
    let part = |from: usize, to: usize| id.get(from..to).unwrap_or_default();
    let parts = [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)];
    format!("urn:uuid:{}", parts.join("-"))
}

/// Adds a value to a property, which several fields may fill.
fn add(node: &mut Map<String, Value>, property: &str, value: Value) {
    let more = match value {
        Value::Array(values) => values,
        one => vec![one],
    };
    match node.get_mut(property) {
        None if more.len() == 1 => _ = node.insert(property.to_owned(), more.into_iter().next().unwrap_or_default()),
        None => _ = node.insert(property.to_owned(), Value::Array(more)),
        Some(Value::Array(values)) => values.extend(more),
        Some(one) => {
            let mut values = vec![one.take()];
            values.extend(more);
            *one = Value::Array(values);
        }
    }
}

fn written(value: &Value, how: How) -> Option<Value> {
    let text = || value.as_str();
    let each = |write: &dyn Fn(&Value) -> Option<Value>| match value {
        Value::Array(values) => Value::Array(values.iter().filter_map(write).collect()),
        one => write(one).unwrap_or_default(),
    };
    let written = match how {
        Plain => value.clone(),
        Texts => value
            .as_object()?
            .iter()
            .map(|(language, text)| json!({ "@language": language, "@value": text }))
            .collect(),
        Records => each(&|value| value.as_str().map(|id| json!({ "@id": record_iri(id) }))),
        Under(address) => each(&|value| {
            let word = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Some(json!(format!("{address}{word}")))
        }),
        Organisation => json!({ "@type": "Organization", "name": text()? }),
        Address => json!({
            "@type": "PostalAddress",
            "streetAddress": value["street"],
            "postalCode": value["postcode"],
            "addressLocality": value["locality"],
            "addressRegion": value["region"],
        }),
        Point => {
            let (latitude, longitude) = degrees(value)?;
            json!({ "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude })
        }
        People => json!({ "@type": "QuantitativeValue", "value": value.get("total")? }),
        Money => json!({
            "@type": "MonetaryAmount",
            "value": value["amount"],
            "currency": value["currency"],
        }),
        Registrations => each(&|entry| {
            Some(json!({ "@type": "PropertyValue", "propertyID": entry["list"], "value": entry["number"] }))
        }),
        Named => each(&|participant| {
            let mut named = json!({ "@type": "Organization", "name": participant["name"] });
            if let Some(id) = participant["record"].as_str() {
                named["@id"] = json!(record_iri(id));
            }
            Some(named)
        }),
    };
    Some(without_nothing(written)).filter(|value| !value.is_null())
}

/// An object without the properties that are not there.
fn without_nothing(mut value: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    value
}

#[cfg(test)]
mod tests {
    use ayni_protocol::record::Kind;

    use super::*;

    #[test]
    fn every_kind_has_a_type() {
        for kind in Kind::ALL {
            assert!(TYPES.iter().any(|(known, _)| *known == kind.as_str()), "{kind}");
        }
    }

    #[test]
    fn every_property_is_of_a_field_that_some_kind_has() {
        for (field, ..) in PROPERTIES {
            let mut kinds = Kind::ALL.iter();
            let known = kinds.any(|kind| {
                let members = kind.heading_members().into_iter().chain(kind.members());
                members.into_iter().any(|member| member.name == *field)
            });
            assert!(known, "{field}");
        }
    }

    #[test]
    fn an_enterprise_is_an_organisation_and_an_initiative() {
        let record = json!({
            "id": "000102030405060708090a0b0c0d0e0f", "kind": "enterprise", "oid": "R1", "original": "fr",
            "title": { "fr": "Tisserandes", "en": "Weavers" }, "countries": ["SN"], "licence": "CC0-1.0",
            "sectors": ["ica:ICA60", "isic:C"], "sdgs": [5, 8], "urls": ["https://a.example"],
            "registrations": [{ "list": "SN-RC", "number": "007" }], "address": { "locality": "Dakar" },
            "relations": [{ "predicate": "same_as", "record": "ff".repeat(16) }],
            "platform": { "did": "did:key:z6Mk", "name": "Réseau" }, "time": "2026-01-02T03:04:05Z",
        });
        let node = node(record.as_object().unwrap());
        assert_eq!(node["@type"], json!(["Organization", "essglobal:SSEInitiative"]));
        assert_eq!(node["@id"], "urn:uuid:00010203-0405-0607-0809-0a0b0c0d0e0f");
        assert_eq!(node["name"][1], json!({ "@language": "fr", "@value": "Tisserandes" }));
        assert_eq!(
            node["about"],
            json!(["http://metadata.un.org/sdg/5", "http://metadata.un.org/sdg/8"])
        );
        assert_eq!(node["essglobal:economicSector"], format!("{ICA}ICA60"));
        assert_eq!(node["license"], "https://spdx.org/licenses/CC0-1.0");
        let registration = json!({ "@type": "PropertyValue", "propertyID": "SN-RC", "value": "007" });
        assert_eq!(node["identifier"], json!([registration, "R1"]));
        assert_eq!(
            node["address"],
            json!({ "@type": "PostalAddress", "addressLocality": "Dakar" })
        );
        assert_eq!(node["sameAs"], "urn:uuid:ffffffff-ffff-ffff-ffff-ffffffffffff");
        assert_eq!(node["sdPublisher"]["@id"], "did:key:z6Mk");
    }
}
