//! The sample that ships with the program goes in as a whole: whoever tries it must not meet a refusal.

use std::collections::BTreeSet;
use std::path::Path;

use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::side;
use serde_json::Value;

use super::opened;
use crate::exchange::Mapping;

#[test]
fn every_record_of_the_sample_is_accepted_and_the_invented_ones_say_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/sample");
    let list: toml::Table = std::fs::read_to_string(folder.join("sample.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let platforms = list["platform"].as_array().unwrap();
    assert_eq!(platforms.len(), 12);
    let mut of_first_three = 0;
    for (position, platform) in platforms.iter().enumerate() {
        let country = platform["country"].as_str().unwrap();
        let stated = platform["side"].as_str().unwrap();
        assert_eq!(side::of(country).map(|side| side.as_str()), Some(stated), "{country}");
        let mut oids = BTreeSet::new();
        for file in platform["files"].as_array().unwrap() {
            let name = file["file"].as_str().unwrap();
            let kind: Kind = file["kind"].as_str().unwrap().parse().unwrap();
            let mapping = match file.get("mapping") {
                Some(mapping) => Mapping::shipped(mapping.as_str().unwrap()).unwrap(),
                None => Mapping::plain(kind),
            };
            assert_eq!(mapping.kind(), kind);
            for row in opened(&folder.join(name)) {
                let record = mapping
                    .record(&row.unwrap())
                    .unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
                check(&record, name, country);
                assert!(
                    oids.insert(record["oid"].as_str().unwrap().to_owned()),
                    "{name}: {} twice",
                    record["oid"]
                );
            }
        }
        assert!(oids.len() >= 10, "{country} has {} records", oids.len());
        if position < 3 {
            of_first_three += oids.len();
        }
    }
    assert!(of_first_three > 500, "three platforms have {of_first_three} records");
}

fn check(record: &Value, file: &str, country: &str) {
    assert_eq!(record["countries"][0], country, "{file}");
    let text = record.to_string();
    assert!(!text.contains("@"), "{file}: an address of somebody: {text}");
    if file.ends_with(".jsonl") {
        let original = record["original"].as_str().unwrap();
        let mark = match original {
            "fr" => "(Exemple inventé.)",
            "es" => "(Ejemplo inventado.)",
            _ => "(Invented example.)",
        };
        assert!(
            record["summary"][original].as_str().unwrap().starts_with(mark),
            "{file}: {}",
            record["oid"]
        );
        assert_eq!(record["tags"][0], "sample-invented");
        assert!(record["oid"].as_str().unwrap().starts_with("sample-"));
    }
}
