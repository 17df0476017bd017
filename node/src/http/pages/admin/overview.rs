//! The first page for staff: how the node is, in plain words, and what waits for somebody.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::response::Response;
use tokio::sync::Semaphore;

use super::super::Frame;
use super::super::answers::{Ballots, Charter, awaited, charter, read};
use super::super::names::{counted, grouped};
use super::charter::Standing;
use super::health::{Finding, Status, findings};
use super::measures::{duration, size};
use super::partnerships::Asked;
use super::visit::Visit;
use super::{Desk, desk};
use crate::catalogue::Filter;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::refusal::Refusal;
use crate::text::say;

/// How long the page waits for the duplicates to be counted: all records are read for it.
const COUNTING_WAIT_MAX: Duration = Duration::from_secs(2);

/// Who has the turn to count them, however often the page is asked for.
static COUNTING: Semaphore = Semaphore::const_new(1);

#[derive(Template)]
#[template(path = "admin/overview.html")]
struct Overview {
    frame: Frame,
    desk: Desk,
    name: String,
    findings: Vec<Finding>,
    /// Said where nothing needs anybody.
    well: String,
    waiting: Vec<Waiting>,
    figures: Vec<(String, String)>,
}

/// What waits for somebody.
struct Waiting {
    href: String,
    words: String,
}

/// Answers `GET /admin`.
pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let language = visit.reader.language;
    let status: Status = read(visit.node.status().await?)?;
    let charter: Option<Charter> = charter(visit.node.as_ref()).await?;
    let ballots: Option<Ballots> = awaited(visit.node.ballots().await)?;
    let frame = visit.frame(say(language, "admin-overview", &[]));
    let peers = [("count", status.peers.to_string())];
    let overview = Overview {
        desk: visit.desk(&frame),
        findings: findings(&status, charter.as_ref(), ballots.as_ref(), &frame),
        well: say(language, "admin-well", &peers),
        waiting: waiting(&visit.node, &status, ballots.as_ref(), &frame).await?,
        figures: vec![
            (grouped(status.records, language), frame.say("admin-records")),
            (grouped(status.peers, language), say(language, "web-connected", &peers)),
            (size(status.disk_bytes, language), frame.say("admin-disk")),
            (duration(status.uptime_s, language), frame.say("admin-uptime")),
        ],
        name: status.name,
        frame,
    };
    Ok(desk(&overview, language)?)
}

/// What waits for somebody of this platform, with the page where it is done.
async fn waiting(
    node: &Arc<dyn Backend>,
    status: &Status,
    ballots: Option<&Ballots>,
    frame: &Frame,
) -> Result<Vec<Waiting>, Refusal> {
    let asked = Asked::of(node.as_ref(), &status.did, Some("pending")).await?;
    let unvoted = ballots.filter(|ballots| Standing::of(ballots, &status.did) == Standing::Silent);
    let one = Filter {
        limit: 1,
        ..Filter::default()
    };
    let stale = node.stale(one).await?;
    let mut waiting = Vec::new();
    let counts = [
        (
            "/admin/charter",
            "admin-waiting-ballots",
            unvoted.map(|ballots| ballots.proposals.len() as u64),
        ),
        (
            "/admin/partnerships",
            "admin-waiting-answers",
            Some(asked.waiting.len() as u64),
        ),
        ("/admin/stale", "admin-waiting-stale", stale["total"].as_u64()),
        ("/admin/duplicates", "admin-waiting-duplicates", duplicates(node).await),
    ];
    for (path, key, count) in counts {
        let Some(count) = count.filter(|count| *count > 0) else {
            continue;
        };
        waiting.push(Waiting {
            href: format!("{path}{}", frame.keep),
            words: counted(key, count, frame.language),
        });
    }
    Ok(waiting)
}

/// How many pairs of this platform's records are likely of the same thing; `None` if counting takes long.
async fn duplicates(node: &Arc<dyn Backend>) -> Option<u64> {
    let place = COUNTING.try_acquire().ok()?;
    let node = Arc::clone(node);
    let counting = tokio::spawn(async move {
        let one = Filter {
            limit: 1,
            ..Filter::default()
        };
        let found = node.alike(one, false).await;
        drop(place);
        found
    });
    let counted = tokio::time::timeout(COUNTING_WAIT_MAX, counting).await;
    counted.ok()?.ok()?.ok()?["total"].as_u64()
}
