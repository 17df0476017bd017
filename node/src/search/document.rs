//! A document: what the index knows of one platform's edition of a record.

use std::collections::BTreeSet;

use ayni_protocol::identity::Hash;
use ayni_protocol::record::{RecordId, translation};
use ayni_protocol::vocabulary::sector;
use serde_json::Value;
use tantivy::TantivyDocument;
use tantivy::tokenizer::TokenizerManager;

use super::facets::Facet;
use super::schema::Fields;
use super::words;
use crate::catalogue::Row;
use crate::store::rows::RowKey;
use crate::text::Language;

/// Fields with names and words that are in no language: they are found like titles.
const NAMES: [&str; 18] = [
    "acronym",
    "authors",
    "citation",
    "doi",
    "email",
    "handle",
    "isbn",
    "issuer",
    "lei",
    "locality",
    "name",
    "number",
    "oid",
    "organisation",
    "organiser",
    "provider",
    "tags",
    "trading_name",
];

/// Bytes by which an edition of a record is found.
pub(super) fn key((id, owner): &RowKey) -> Vec<u8> {
    [&id.as_bytes()[..], &owner.as_bytes()[..]].concat()
}

/// The halves of a record's id as numbers.
fn halves(id: RecordId) -> [u64; 2] {
    let id = u128::from_be_bytes(*id.as_bytes());
    [(id >> 64) as u64, id as u64]
}

/// The record's id of which these are the halves.
pub(super) fn of_halves([high, low]: [u64; 2]) -> RecordId {
    RecordId::from_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes())
}

/// What decides between documents that are alike in all else: it hangs on the key alone and is the same on every node.
fn tie(key: &[u8]) -> u64 {
    let Hash(hash) = Hash::of(key);
    u64::from_be_bytes(*hash.first_chunk().expect("a hash is longer"))
}

/// The document of a row, and of the record that it stands for.
pub(super) fn of(fields: &Fields, tokenizers: &TokenizerManager, row: &Row, json: &Value) -> TantivyDocument {
    let (current, mut document) = (&row.current, TantivyDocument::new());
    let key = key(&(row.id, row.author));
    document.add_u64(fields.tie, tie(&key));
    document.add_bytes(fields.key, &key);
    document.add_bytes(fields.id, row.id.as_bytes());
    for (field, half) in fields.id_halves.into_iter().zip(halves(row.id)) {
        document.add_u64(field, half);
    }
    document.add_i64(fields.time, current.time);
    if let Some(over_from) = current.over_from {
        document.add_i64(fields.over_from, over_from);
    }
    if let Some(place) = current.place {
        document.add_i64(fields.lat, place.lat);
        document.add_i64(fields.lon, place.lon);
    }
    document.add_text(fields.visibility, current.visibility.as_str());
    let title = current.title.get(&current.original).unwrap_or_default();
    document.add_text(fields.name_order, words::sort_key(tokenizers, title));
    for facet in Facet::INDEXED.iter().copied() {
        for value in values(facet, row) {
            document.add_text(fields.facet(facet), value);
        }
    }
    for (_, title) in current.title.iter() {
        document.add_text(fields.names, title);
    }
    add_names(&mut document, fields, json);
    for (language, text) in translation::texts(json) {
        document.add_text(fields.texts, words::marked(language, text));
    }
    for language in Language::ALL.map(Language::as_str) {
        for label in labels(row, language) {
            document.add_text(fields.texts, words::marked(language, label));
        }
    }
    document
}

/// What a record's codes are called: whoever looks for “coopérative” or “santé” means those of other languages too.
fn labels<'a>(row: &'a Row, language: &'a str) -> impl Iterator<Item = &'a str> {
    let form = row.current.form.map(|form| form.label(language));
    let sectors = row.current.sectors.iter();
    sectors
        .filter_map(move |code| sector::label(code, language))
        .chain(form)
}

/// What a record is under a facet.
fn values(facet: Facet, row: &Row) -> Vec<String> {
    let current = &row.current;
    let one = |value: Option<&str>| value.map(str::to_owned).into_iter().collect();
    match facet {
        Facet::Kind => one(Some(current.kind.as_str())),
        Facet::Country => current.countries.clone(),
        Facet::Region => current.region.clone().into_iter().collect(),
        Facet::Platform => vec![row.author.to_string()],
        Facet::Sector => current.sectors.clone(),
        Facet::Form => one(current.form.map(|form| form.as_str())),
        Facet::Sdg => current.sdgs.iter().map(u8::to_string).collect(),
        Facet::Pillar => current
            .pillars
            .iter()
            .map(|pillar| pillar.as_str().to_owned())
            .collect(),
        Facet::Language => {
            let ranges = current.languages.iter().flat_map(|tag| words::language_range(tag));
            ranges.collect::<BTreeSet<String>>().into_iter().collect()
        }
        Facet::Modality => one(current.modality.map(|modality| modality.as_str())),
        Facet::Status => one(Some(row.status())),
        // The next charter may change it.
        Facet::Side => Vec::new(),
    }
}

/// Adds what stands under one of [`NAMES`], wherever in the record.
fn add_names(document: &mut TantivyDocument, fields: &Fields, json: &Value) {
    match json {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if NAMES.contains(&name.as_str()) => document.add_text(fields.names, text),
                    Value::Array(texts) if NAMES.contains(&name.as_str()) => {
                        let texts = texts.iter().filter_map(Value::as_str);
                        texts.for_each(|text| document.add_text(fields.names, text));
                    }
                    Value::Object(_) | Value::Array(_) => add_names(document, fields, value),
                    _ => {}
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| add_names(document, fields, value)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_from_its_halves() {
        for byte in [0, 9, 0x80, 0xff] {
            let mut bytes = [byte; 16];
            bytes[3] = 1;
            assert_eq!(
                of_halves(halves(RecordId::from_bytes(bytes))),
                RecordId::from_bytes(bytes)
            );
        }
        assert!(NAMES.is_sorted());
    }
}
