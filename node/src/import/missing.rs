//! The records that a file no longer has, for whoever imports all of a source each time.

use std::io::Write;

use ayni_protocol::record::Kind;
use serde_json::Value;

use super::{Absent, Intake};
use crate::refusal::Refusal;
use crate::text::best;

/// One in how many records may be missing before somebody has to say that this is meant: more than a fifth is rather a
/// wrong file than a bad year.
const MISSING_ONE_IN: usize = 5;

/// The records of one source, and which of them its file does not have.
#[derive(Debug)]
pub struct Missing {
    kind: Kind,
    prefix: String,
    held: usize,
    absent: Vec<Absent>,
}

impl Missing {
    /// Nothing found missing yet in a file that was read to its end. The records that count are those with an `oid` that begins with
    /// `prefix`; where it is empty, with what the mapping puts before each.
    ///
    /// # Errors
    /// `missing_of_nothing` if no row of the file is a good one, `missing_untold` if a row was refused of which nobody can tell what it is
    /// about.
    pub fn of<W: Write + Send>(intake: &Intake<W>, prefix: &str) -> Result<Self, Refusal> {
        if intake.report().acknowledged() == 0 {
            return Err(Refusal::new("missing_of_nothing", 422));
        }
        if let Some(row) = intake.identifiers.untold() {
            return Err(Refusal::new("missing_untold", 409).with("row", row));
        }
        let mapping = intake.mapping();
        let prefix = if prefix.is_empty() {
            mapping.oid_prefix()
        } else {
            prefix
        };
        Ok(Self {
            kind: mapping.kind(),
            prefix: prefix.to_owned(),
            held: 0,
            absent: Vec::new(),
        })
    }

    /// Of which kind the records are that are to be looked at.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Looks whether the file has this record of the platform's own, as lists show it.
    pub fn look_at<W: Write + Send>(&mut self, record: &Value, intake: &Intake<W>) {
        let text = |member: &str| record[member].as_str().unwrap_or_default().to_owned();
        let (id, oid) = (text("id"), text("oid"));
        // What has no oid came from no file.
        if oid.is_empty() || !oid.starts_with(&self.prefix) {
            return;
        }
        self.held += 1;
        if !intake.identifiers.have(&id, &oid) {
            let title = best(&record["title"], record["original"].as_str(), intake.language).1;
            self.absent.push(Absent { id, oid, title });
        }
    }

    /// How many records the platform has from this source.
    pub fn held(&self) -> usize {
        self.held
    }

    /// How many of them the file does not have.
    pub fn count(&self) -> usize {
        self.absent.len()
    }

    /// Whether these are so many that somebody has to say that it is meant.
    pub fn are_many(&self) -> bool {
        self.absent.len() * MISSING_ONE_IN > self.held
    }

    /// The records that the file does not have, in the order of their numbers: lists have them in that of their ids, which are random.
    pub fn into_absent(self) -> Vec<Absent> {
        let mut absent = self.absent;
        absent.sort_by(|one, other| one.oid.cmp(&other.oid));
        absent
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use serde_json::json;

    use super::*;
    use crate::exchange::{Format, Hints, Mapping, read};
    use crate::import::{Sent, Word};
    use crate::text::Language;

    /// A file whose good rows are there already.
    fn taken(format: Format, file: String) -> Intake<Vec<u8>> {
        let rows = read(format, &Hints::default(), Cursor::new(file)).expect("a file");
        let mut intake = Intake::new(&rows, Mapping::plain(Kind::Enterprise), true, None, Language::En);
        for row in rows {
            let taken = intake.take(row.expect("a row")).expect("kept");
            let Some((_, sent)): Option<(Value, Sent)> = taken else {
                continue;
            };
            intake.settle(&sent, Word::Unchanged).expect("kept");
        }
        intake
    }

    const HEADER: &str = "oid,title.en,original,countries,legal_form,licence\n";
    const GOOD: &str = "a-1,A,en,GB,cooperative,CC0-1.0\n";
    const REFUSED: &str = "a-2,B,en,nowhere,cooperative,CC0-1.0\n";

    fn table(rows: &[&str]) -> Intake<Vec<u8>> {
        taken(Format::Csv, [&[HEADER], rows].concat().concat())
    }

    #[test]
    fn what_no_row_has_is_missing_and_a_refused_row_is_one() {
        let intake = table(&[GOOD, REFUSED]);
        let mut missing = Missing::of(&intake, "a-").expect("it can be told");
        for oid in ["a-4", "a-1", "a-2", "a-3", "b-1", ""] {
            let record = json!({ "id": format!("id of {oid}"), "oid": oid, "title": { "en": "T" } });
            missing.look_at(&record, &intake);
        }
        assert_eq!((missing.held(), missing.count(), missing.are_many()), (4, 2, true));
        let absent = missing.into_absent();
        let oids: Vec<_> = absent.iter().map(|absent| absent.oid.as_str()).collect();
        assert_eq!(oids, ["a-3", "a-4"]);
    }

    #[test]
    fn more_than_a_fifth_is_many() {
        let intake = table(&[GOOD]);
        for (held, count, many) in [(10, 2, false), (10, 3, true), (0, 0, false)] {
            let mut missing = Missing::of(&intake, "").expect("it can be told");
            for number in 0..held {
                let oid = if number < count { "gone" } else { "a-1" };
                missing.look_at(&json!({ "id": "an id", "oid": oid }), &intake);
            }
            assert_eq!(missing.are_many(), many, "{count} of {held}");
        }
    }

    #[test]
    fn a_row_of_which_nobody_can_tell_what_it_is_keeps_everything() {
        let code = |intake: Intake<Vec<u8>>| Missing::of(&intake, "").map_err(|refusal| refusal.code).err();
        assert_eq!(code(table(&[GOOD, REFUSED])), None);
        assert_eq!(code(table(&[REFUSED])), Some("missing_of_nothing"));
        let good = json!({ "oid": "a-1", "title": { "en": "A" }, "original": "en", "countries": ["GB"], "legal_form": "cooperative", "licence": "CC0-1.0" });
        let cut = format!("{good}\n{{\"oid\": \"a-2");
        assert_eq!(code(taken(Format::JsonLines, cut)), Some("missing_untold"));
    }
}
