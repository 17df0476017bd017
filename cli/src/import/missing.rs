//! The records that a file no longer has, for `--withdraw-missing`.

use ayni_node::exchange::Identifiers;
use ayni_node::import::Absent;
use ayni_node::node::WITHDRAWAL_RECORDS_MAX;
use ayni_node::refusal::Refusal;
use ayni_protocol::record::Kind;
use serde_json::{Value, json};

use crate::client::Client;
use crate::failure::Failure;
use crate::list::title_of;
use crate::ui::Ui;

/// Records of one request: as many as a node gives.
const PAGE_RECORDS: usize = 500;

/// One in how many records may be missing before somebody has to say that this is meant: more than a fifth is rather a
/// wrong file than a bad year.
const MISSING_ONE_IN: usize = 5;

/// The records of one source, and which of them its file does not have.
#[derive(Debug, Default)]
pub(super) struct Missing {
    /// How many records the platform has from this source.
    held: usize,
    pub(super) absent: Vec<Absent>,
}

impl Missing {
    /// The records of this kind that this platform has published with an `oid` that begins with `prefix`, and of which no row
    /// of the file has the identifiers.
    ///
    /// Errors: a row was refused of which nobody can tell what it is about.
    pub(super) fn find(
        client: &Client,
        ui: &Ui,
        kind: Kind,
        prefix: &str,
        identifiers: &Identifiers,
    ) -> Result<Self, Failure> {
        if let Some(row) = identifiers.untold() {
            return Err(Refusal::new("missing_untold", 409).with("row", row).into());
        }
        let did = client.get("/api/v1/status", &[])?["did"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let mut query = vec![
            ("kind", kind.as_str().to_owned()),
            ("platform", did),
            ("limit", PAGE_RECORDS.to_string()),
        ];
        let fixed = query.len();
        let mut missing = Self::default();
        loop {
            let page = client.get("/api/v1/records", &query)?;
            for record in page["records"].as_array().into_iter().flatten() {
                missing.look_at(record, prefix, identifiers, ui);
            }
            let Some(cursor) = page["cursor"].as_str() else {
                // Records come in the order of their ids, which are random: people look for their own numbers.
                missing.absent.sort_by(|one, other| one.oid.cmp(&other.oid));
                return Ok(missing);
            };
            query.truncate(fixed);
            query.push(("cursor", cursor.to_owned()));
        }
    }

    fn look_at(&mut self, record: &Value, prefix: &str, identifiers: &Identifiers, ui: &Ui) {
        let text = |member: &str| record[member].as_str().unwrap_or_default().to_owned();
        let (id, oid) = (text("id"), text("oid"));
        // What has no oid came from no file.
        if oid.is_empty() || !oid.starts_with(prefix) {
            return;
        }
        self.held += 1;
        if !identifiers.have(&id, &oid) {
            let title = title_of(record, ui.language);
            self.absent.push(Absent { id, oid, title });
        }
    }

    /// Asks whether so many are meant, where they are many and nobody has said so.
    ///
    /// Errors: they are not, or there is nobody to ask.
    pub(super) fn confirm(&self, ui: &Ui, yes: bool) -> Result<(), Failure> {
        if yes || self.absent.len() * MISSING_ONE_IN <= self.held {
            return Ok(());
        }
        let counts = [
            ("count", self.absent.len().to_string()),
            ("held", self.held.to_string()),
        ];
        if ui.confirmed("cli-withdraw-asked", &counts) {
            return Ok(());
        }
        let [(_, count), (_, held)] = counts;
        Err(Refusal::new("missing_unconfirmed", 409)
            .with("count", count)
            .with("held", held)
            .into())
    }

    /// Withdraws them, calling `look` before each request. Gives back how many are done, and what stopped it if something did.
    pub(super) fn withdraw(&self, client: &Client, look: impl Fn(u64)) -> (u64, Result<(), Failure>) {
        let mut done = 0;
        for records in self.absent.chunks(WITHDRAWAL_RECORDS_MAX) {
            look(done);
            let ids: Vec<&str> = records.iter().map(|absent| absent.id.as_str()).collect();
            let body = json!({ "ids": ids }).to_string();
            if let Err(failure) = client.post("/api/v1/withdrawals", &[], body.as_bytes()) {
                return (done, Err(failure));
            }
            done += records.len() as u64;
        }
        (done, Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ayni_node::exchange::{Format, Hints, Mapping, read};
    use ayni_node::text::Language;

    const UI: Ui = Ui {
        language: Language::En,
        json: false,
        quiet: true,
    };

    #[test]
    fn what_no_row_has_is_missing_and_a_refused_row_is_one() {
        let mapping = Mapping::plain(Kind::Enterprise);
        let table = "oid,title.en,countries\na-1,A,GB\na-2,B,nowhere\n";
        let mut identifiers = Identifiers::default();
        for row in read(Format::Csv, &Hints::default(), std::io::Cursor::new(table)).expect("a table") {
            // Both lack fields; what a row is about is told all the same.
            identifiers.refuse(&mapping, &row.expect("a row"));
        }
        let mut missing = Missing::default();
        for oid in ["a-1", "a-2", "a-3", "b-1", ""] {
            let record = json!({ "id": format!("id of {oid}"), "oid": oid, "title": { "en": "T" } });
            missing.look_at(&record, "a-", &identifiers, &UI);
        }
        let oids: Vec<_> = missing.absent.iter().map(|absent| absent.oid.as_str()).collect();
        assert_eq!((missing.held, oids), (3, vec!["a-3"]));
        assert_eq!(identifiers.untold(), None);
    }

    #[test]
    fn more_than_a_fifth_is_not_withdrawn_without_a_word() {
        let missing = |held: usize, count: usize| Missing {
            held,
            absent: vec![
                Absent {
                    id: String::new(),
                    oid: String::new(),
                    title: String::new()
                };
                count
            ],
        };
        for (held, count, yes, goes) in [
            (10, 2, false, true),
            (10, 3, false, false),
            (10, 3, true, true),
            (0, 0, false, true),
        ] {
            assert_eq!(
                missing(held, count).confirm(&UI, yes).is_ok(),
                goes,
                "{count} of {held}"
            );
        }
    }

    #[test]
    fn a_row_of_which_nobody_can_tell_what_it_is_keeps_everything() {
        let mapping = Mapping::plain(Kind::Enterprise);
        let mut identifiers = Identifiers::default();
        for (file, format, untold) in [
            (&b"oid,title.en\n1,Caf\xE9 \xC3\xA9\n"[..], Format::Csv, None),
            (b"{\"oid\": 1", Format::JsonLines, Some(1)),
        ] {
            for row in read(format, &Hints::default(), std::io::Cursor::new(file)).expect("a file") {
                identifiers.refuse(&mapping, &row.expect("a row"));
            }
            assert_eq!(identifiers.untold(), untold, "{format}");
        }
    }
}
