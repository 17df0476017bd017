//! The sample records that ship with the program, and the platforms that publish them.

use std::io::Cursor;
use std::path::Path;

use ayni_node::exchange::{self, Format, Mapping};
use ayni_node::refusal::Refusal;
use ayni_protocol::record::Kind;
use serde::Deserialize;
use serde_json::Value;

use crate::failure::Failure;

/// How many platforms the sample has.
pub(crate) const PLATFORMS_MAX: u64 = 12;

macro_rules! files {
    ( $( $name:literal ),+ $(,)? ) => {
        &[ $( ($name, include_str!(concat!("../../sample/", $name))) ),+ ]
    };
}

/// Every file of the sample by its name.
const FILES: &[(&str, &str)] = files![
    "bolivia-enterprises.jsonl",
    "bolivia-practices.jsonl",
    "colombia-enterprises.jsonl",
    "colombia-practices.jsonl",
    "coops-uk.csv",
    "cote-d-ivoire-enterprises.jsonl",
    "cote-d-ivoire-practices.jsonl",
    "ecuador-enterprises.jsonl",
    "ecuador-practices.jsonl",
    "kenya-enterprises.jsonl",
    "kenya-practices.jsonl",
    "philippines-enterprises.jsonl",
    "philippines-practices.jsonl",
    "senegal-enterprises.jsonl",
    "senegal-practices.jsonl",
    "susy-austria.geojson",
    "susy-germany.geojson",
    "susy-italy.geojson",
    "susy-portugal.geojson",
    "susy-united-kingdom.geojson",
];

/// Which platform has which files.
const CONTENTS: &str = include_str!("../../sample/sample.toml");

/// One platform of a demo and the records it publishes.
#[derive(Clone, Debug)]
pub(crate) struct Platform {
    /// Its name.
    pub(crate) name: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub(crate) country: String,
    /// `north` or `south`.
    pub(crate) side: String,
    /// The language it writes in, BCP 47.
    pub(crate) language: String,
    /// Its records as publishing takes them.
    pub(crate) records: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    platform: Vec<Listed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    name: String,
    country: String,
    side: String,
    language: String,
    files: Vec<ListedFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedFile {
    file: String,
    kind: String,
    mapping: Option<String>,
}

/// The first `count` platforms of the sample, at most [`PLATFORMS_MAX`], each with at most `records_max` records.
///
/// Errors: `internal`, if the files that ship with the program contradict each other.
pub(crate) fn platforms(count: usize, records_max: Option<usize>) -> Result<Vec<Platform>, Failure> {
    let contents: Contents = toml::from_str(CONTENTS).map_err(Refusal::internal)?;
    contents
        .platform
        .into_iter()
        .take(count)
        .map(|listed| platform(listed, records_max))
        .collect()
}

fn platform(listed: Listed, records_max: Option<usize>) -> Result<Platform, Failure> {
    let files = listed.files.iter().map(records).collect::<Result<Vec<_>, _>>()?;
    let records = in_turn(files, records_max.unwrap_or(usize::MAX));
    let Listed {
        name,
        country,
        side,
        language,
        ..
    } = listed;
    Ok(Platform {
        name,
        country,
        side,
        language,
        records,
    })
}

/// The records of one file.
fn records(listed: &ListedFile) -> Result<Vec<Value>, Failure> {
    let broken = |what: &dyn std::fmt::Display| Refusal::internal(format!("sample file {}: {what}", listed.file));
    let (name, text) = FILES
        .iter()
        .find(|(name, _)| *name == listed.file)
        .ok_or_else(|| broken(&"not shipped"))?;
    let mapping = match &listed.mapping {
        Some(name) => Mapping::shipped(name).ok_or_else(|| broken(&name))?,
        None => Mapping::plain(listed.kind.parse::<Kind>().map_err(|error| broken(&error))?),
    };
    let format = Format::of_name(Path::new(name)).ok_or_else(|| broken(&"format"))?;
    let rows = exchange::read(format, &exchange::Hints::default(), Cursor::new(text.as_bytes()))
        .map_err(|error| broken(&error))?;
    let mut records = Vec::new();
    for row in rows {
        let row = row.map_err(|error| broken(&error))?;
        let record = mapping
            .record(&row)
            .map_err(|problems| broken(&format!("row {}: {problems:?}", row.number)))?;
        records.push(record);
    }
    Ok(records)
}

/// At most `max` of the records, taken from the files in turn, so that a small demo has all kinds.
fn in_turn(files: Vec<Vec<Value>>, max: usize) -> Vec<Value> {
    let longest = files.iter().map(Vec::len).max().unwrap_or_default();
    let mut files: Vec<_> = files.into_iter().map(Vec::into_iter).collect();
    (0..longest)
        .flat_map(|_| files.iter_mut().filter_map(Iterator::next).collect::<Vec<_>>())
        .take(max)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    fn all() -> Vec<Platform> {
        platforms(usize::MAX, None).expect("a sample without faults")
    }

    #[test]
    fn every_record_of_the_sample_keeps_the_rules() {
        let platforms = all();
        assert_eq!(platforms.len() as u64, PLATFORMS_MAX);
        for platform in &platforms {
            assert!(!platform.records.is_empty(), "{}", platform.name);
            let own: BTreeSet<_> = platform
                .records
                .iter()
                .map(|record| record["oid"].to_string())
                .collect();
            assert_eq!(
                own.len(),
                platform.records.len(),
                "{}: an oid stands twice",
                platform.name
            );
        }
    }

    #[test]
    fn the_usual_demo_has_two_of_the_south_one_of_the_north_and_enough_to_see() {
        let usual = platforms(3, None).expect("a sample");
        let countries: Vec<_> = usual.iter().map(|platform| platform.country.as_str()).collect();
        assert_eq!(countries, ["SN", "EC", "GB"]);
        let sides: Vec<_> = usual.iter().map(|platform| platform.side.as_str()).collect();
        assert_eq!(sides, ["south", "south", "north"]);
        assert!(usual.iter().map(|platform| platform.records.len()).sum::<usize>() > 500);
    }

    #[test]
    fn what_is_invented_says_so() {
        for platform in all().iter().filter(|platform| platform.side == "south") {
            for record in &platform.records {
                let tags = record["tags"].as_array().expect("tags");
                assert!(tags.contains(&json!("sample-invented")), "{record}");
            }
        }
    }

    #[test]
    fn nobodys_address_or_phone_is_in_the_sample() {
        for platform in all() {
            for record in platform.records {
                let text = record.to_string();
                assert!(record.get("contact").is_none(), "{text}");
                let mailbox = |word: &str| word.contains('@') && !word.contains("://");
                assert!(!text.split(['"', ' ']).any(mailbox), "{text}");
            }
        }
    }

    #[test]
    fn a_small_demo_has_records_of_all_files() {
        let files = vec![vec![json!(1), json!(2), json!(3)], vec![json!(10)]];
        assert_eq!(in_turn(files.clone(), 3), [json!(1), json!(10), json!(2)]);
        assert_eq!(in_turn(files, usize::MAX).len(), 4);
        let small = platforms(3, Some(2)).expect("a sample");
        assert!(small.iter().all(|platform| platform.records.len() == 2));
    }
}
