//! The files that taught us, where they are at hand: what they hold is no fault of ours, but must come out the same each time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::opened;
use crate::exchange::{Mapping, RowProblem};

/// What an import of a whole file comes to.
struct Outcome {
    records: Vec<Value>,
    refused: usize,
    problems: Vec<RowProblem>,
}

impl Outcome {
    fn of(file: &Path, mapping: &Mapping) -> Outcome {
        let rows = opened(file);
        if let Some(columns) = rows.columns() {
            mapping.check_columns(columns).unwrap();
        }
        let mut outcome = Outcome {
            records: Vec::new(),
            refused: 0,
            problems: Vec::new(),
        };
        for row in rows {
            match mapping.record(&row.unwrap()) {
                Ok(record) => outcome.records.push(record),
                Err(problems) => {
                    outcome.refused += 1;
                    outcome.problems.extend(problems);
                }
            }
        }
        outcome
    }

    fn by_rule(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for problem in &self.problems {
            *counts.entry(&*problem.rule).or_default() += 1;
        }
        counts
    }

    fn oids(&self) -> BTreeSet<&str> {
        self.records
            .iter()
            .map(|record| record["oid"].as_str().unwrap())
            .collect()
    }
}

/// The outcome of a file in the folder of real data beside the project; `None`, with a notice, where there is none.
fn real(file: &str, mapping: &str) -> Option<Outcome> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data")
        .join(file);
    if !path.exists() {
        eprintln!("skipped: {} is not at hand", path.display());
        return None;
    }
    Some(Outcome::of(&path, &Mapping::shipped(mapping).unwrap()))
}

#[test]
fn both_editions_of_the_british_register_go_in_but_for_rows_without_a_legal_form() {
    let later = real("coops-uk/standard.Q2-2023.postcodes.csv", "coops-uk-2023");
    let earlier = real("coops-uk/open_data_organisations_2017-06.csv", "coops-uk-2017");
    let (Some(later), Some(earlier)) = (later, earlier) else {
        return;
    };
    assert_eq!(
        (later.records.len(), later.refused, later.by_rule()),
        (7_367, 20, BTreeMap::from([("required", 20)]))
    );
    assert_eq!(
        (earlier.records.len(), earlier.refused, earlier.by_rule()),
        (8_200, 171, BTreeMap::from([("required", 171)]))
    );
    assert!(
        later
            .problems
            .iter()
            .chain(&earlier.problems)
            .all(|problem| problem.column.as_deref() == Some("Legal Form"))
    );
    assert_eq!(
        later.oids().intersection(&earlier.oids()).count(),
        5_477,
        "organisations in both editions"
    );
    let closed = earlier
        .records
        .iter()
        .filter(|record| record["status"] == "closed")
        .count();
    assert_eq!(closed, 1_498, "dissolved ones are closed, not left out");
}

#[test]
fn outlets_go_in_each_once_for_what_tells_them_apart() {
    let Some(outlets) = real("coops-uk/open_data_outlets_2019_q1.csv", "coops-uk-outlets") else {
        return;
    };
    // Rows of one outlet that is there twice are refused by the import as a whole, not here.
    assert_eq!((outlets.records.len(), outlets.refused), (6_355, 0));
    assert_eq!(outlets.oids().len(), 6_282);
    let on_islands = |code| {
        let there = outlets.records.iter().filter(|record| record["countries"][0] == code);
        there.count()
    };
    assert_eq!((on_islands("JE"), on_islands("GG"), on_islands("IM")), (10, 7, 10));
}

#[test]
fn the_map_of_europe_goes_in_but_for_its_faults() {
    let Some(map) = real("susy-eu/data.geojson", "susy-eu") else {
        return;
    };
    assert_eq!((map.records.len(), map.refused), (1_697, 97));
    let faults = [
        ("country_unknown", 1),
        ("outside_country", 4),
        ("required", 76),
        ("url_malformed", 16),
    ];
    assert_eq!(map.by_rule(), BTreeMap::from(faults));
    let swapped: Vec<_> = map
        .problems
        .iter()
        .filter(|problem| problem.rule == "outside_country")
        .collect();
    assert!(
        swapped
            .iter()
            .all(|problem| problem.suggestion.is_some() && problem.column.as_deref() == Some("@lat, @lon"))
    );
    let text = serde_json::to_string(&map.records).unwrap();
    assert!(!text.contains("contact:email") && !text.contains("contact:phone"));
}

#[test]
fn the_collected_practices_go_in_with_their_countries_goals_and_languages() {
    let Some(practices) = real("practices-undp/practices.jsonl", "practices-undp") else {
        return;
    };
    assert_eq!(
        (practices.records.len(), practices.refused),
        (2_006, 0),
        "{:?}",
        practices.problems
    );
    let with = |field: &str| {
        practices
            .records
            .iter()
            .filter(|record| !record[field].is_null())
            .count()
    };
    assert_eq!(
        (with("countries"), with("sdgs"), with("building_blocks")),
        (2_006, 1_939, 11)
    );
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for record in &practices.records {
        *languages.entry(record["original"].as_str().unwrap()).or_default() += 1;
    }
    let told = [("en", 1_691), ("es", 205), ("fr", 79), ("und", 31)];
    assert_eq!(languages, BTreeMap::from(told));
}
