//! Records of every kind go out and come in again unchanged.

use ayni_protocol::record::{Kind, Record, RecordId, example};
use fastrand::Rng;
use serde_json::{Value, json};

use super::round_trip::{exported, imported};
use crate::exchange::Format;

/// Most records of one kind in one file: a table gets a column for each language and field that any of them has.
const RECORDS_PER_FILE: usize = 100;

/// Made-up records in their published form, as many as are asked for.
fn made_up(kind: Kind, count: usize) -> Vec<Value> {
    let mut rng = Rng::with_seed(kind as u64);
    let mut records = Vec::with_capacity(count);
    while records.len() < count {
        let json = example::of(kind, &mut |choices| rng.usize(..choices));
        let record = Record::parse(&json).unwrap_or_else(|problems| panic!("{json}: {problems:?}"));
        let mut record = record.to_json();
        // As a node gives it out.
        record["id"] = json!(RecordId::from_bytes(rng.u128(..).to_be_bytes()).to_string());
        records.push(record);
    }
    records
}

#[test]
fn a_thousand_records_of_each_kind_come_in_again_as_they_went_out() {
    for kind in Kind::ALL {
        let records = made_up(*kind, 1_000);
        for format in [Format::Csv, Format::Xlsx, Format::Json, Format::JsonLines] {
            for records in records.chunks(RECORDS_PER_FILE) {
                let again = imported(format, *kind, exported(format, records));
                assert_eq!(again.len(), records.len());
                for (again, record) in again.iter().zip(records) {
                    assert_eq!(again, record, "{kind} as {format}");
                }
            }
        }
    }
}
