//! The records that a file no longer has: the preview lists them, and they are withdrawn when it is published.

use std::io::Write;

use serde_json::Value;
use tokio::runtime::Handle;

use crate::catalogue::{Audience, Filter, LIMIT_MAX};
use crate::http::backend::Backend;
use crate::http::pages::answers::own_did;
use crate::http::tray::Absence;
use crate::import::{Absent, Intake, Missing};
use crate::node::WITHDRAWAL_RECORDS_MAX;
use crate::refusal::Refusal;

/// Withdraws the records that the file no longer has, of those whose number begins with `prefix`; where nothing is to be signed, says only
/// which. What came of it goes into the report. Blocks.
///
/// # Errors
/// Nobody can tell what is missing; the node can't be asked; or it can't withdraw them, and those before remain withdrawn.
pub(super) fn withdraw<W: Write + Send>(
    node: &dyn Backend,
    runtime: &Handle,
    intake: &mut Intake<W>,
    prefix: &str,
    is_dry_run: bool,
) -> Result<Absence, Refusal> {
    let missing = runtime.block_on(find(node, intake, prefix))?;
    let absence = Absence {
        held: missing.held() as u64,
        are_many: missing.are_many(),
    };
    let absent = missing.into_absent();
    let mut withdrawn = absent.len();
    let mut ended = Ok(());
    if !is_dry_run {
        (withdrawn, ended) = runtime.block_on(sign(node, &absent));
    }
    intake.report_mut().withdraw(withdrawn as u64, absent);
    ended.map(|()| absence)
}

async fn find<W: Write + Send>(node: &dyn Backend, intake: &Intake<W>, prefix: &str) -> Result<Missing, Refusal> {
    let mut missing = Missing::of(intake, prefix)?;
    let mut filter = Filter {
        kind: Some(missing.kind()),
        platform: Some(own_did(node).await?),
        limit: LIMIT_MAX,
        ..Filter::default()
    };
    loop {
        let page = node.list(filter.clone(), Audience::Federation, false).await?;
        let records: &[Value] = &page.records;
        records.iter().for_each(|record| missing.look_at(record, intake));
        filter.cursor = page.cursor;
        if filter.cursor.is_none() {
            return Ok(missing);
        }
    }
}

/// How many are done, and what stopped it if something did.
async fn sign(node: &dyn Backend, absent: &[Absent]) -> (usize, Result<(), Refusal>) {
    let mut done = 0;
    for records in absent.chunks(WITHDRAWAL_RECORDS_MAX) {
        let ids = records.iter().map(|absent| absent.id.clone());
        if let Err(refusal) = node.withdraw_many(ids.collect()).await {
            return (done, Err(refusal));
        }
        done += records.len();
    }
    (done, Ok(()))
}
