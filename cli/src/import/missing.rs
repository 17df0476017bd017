//! The records that a file no longer has, for `--withdraw-missing`.

use std::io::Write;

use ayni_node::import::{Absent, Intake, Missing};
use ayni_node::node::WITHDRAWAL_RECORDS_MAX;
use ayni_node::refusal::Refusal;
use serde_json::json;

use crate::client::Client;
use crate::failure::Failure;
use crate::ui::Ui;

/// Records of one request: as many as a node gives.
const PAGE_RECORDS: usize = 500;

/// The records that this platform has published and a file no longer has; those count whose `oid` begins with `prefix`.
///
/// Errors: nobody can tell, or the node can't be asked.
pub(super) fn find<W: Write + Send>(client: &Client, intake: &Intake<W>, prefix: &str) -> Result<Missing, Failure> {
    let mut missing = Missing::of(intake, prefix)?;
    let did = client.get("/api/v1/status", &[])?["did"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let mut query = vec![
        ("kind", missing.kind().as_str().to_owned()),
        ("platform", did),
        ("limit", PAGE_RECORDS.to_string()),
    ];
    let fixed = query.len();
    loop {
        let page = client.get("/api/v1/records", &query)?;
        for record in page["records"].as_array().into_iter().flatten() {
            missing.look_at(record, intake);
        }
        let Some(cursor) = page["cursor"].as_str() else {
            return Ok(missing);
        };
        query.truncate(fixed);
        query.push(("cursor", cursor.to_owned()));
    }
}

/// Asks whether so many are meant, where they are many and nobody has said so.
///
/// Errors: they are not, or there is nobody to ask.
pub(super) fn confirm(missing: &Missing, ui: &Ui, yes: bool) -> Result<(), Failure> {
    let counts = [
        ("count", missing.count().to_string()),
        ("held", missing.held().to_string()),
    ];
    if yes || !missing.are_many() || ui.confirmed("cli-withdraw-asked", &counts) {
        return Ok(());
    }
    let [(_, count), (_, held)] = counts;
    Err(Refusal::new("missing_unconfirmed", 409)
        .with("count", count)
        .with("held", held)
        .into())
}

/// Withdraws them, calling `look` before each request. Gives back how many are done, and what stopped it if something did.
pub(super) fn withdraw(client: &Client, absent: &[Absent], look: impl Fn(u64)) -> (u64, Result<(), Failure>) {
    let mut done = 0;
    for records in absent.chunks(WITHDRAWAL_RECORDS_MAX) {
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
