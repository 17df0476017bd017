//! How the node is, for programs that watch it: OpenMetrics text under `/metrics`.
//!
//! Only what runs on the same machine may ask, or whoever has the token. A web server in front of the node also runs there; it is told
//! apart by the name under which the site is open to others, and by what it says of whom it asks for. Where it passes on neither, it has to
//! keep the address to itself.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::Value;

use super::answer::Refused;
use super::backend::Backend;
use super::caller::Caller;
use super::limiter::Remote;
use super::origin::{self, SameSite};
use crate::catalogue::Audience;
use crate::refusal::Refusal;

/// The media type of OpenMetrics 1.0.
const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What a web server in front adds to requests of others.
const FORWARDED: [&str; 5] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/// One number: its name, its type and unit, what it is, and where in the status it stands.
struct Metric {
    name: &'static str,
    kind: &'static str,
    unit: Option<&'static str>,
    help: &'static str,
    field: &'static str,
}

const fn gauge(name: &'static str, field: &'static str, help: &'static str) -> Metric {
    Metric {
        name,
        kind: "gauge",
        unit: None,
        help,
        field,
    }
}

const METRICS: [Metric; 8] = [
    gauge("ayni_entries", "entries", "Entries of all logs."),
    gauge("ayni_records", "records", "Current records."),
    gauge("ayni_authors", "authors", "Platforms with at least one entry."),
    gauge(
        "ayni_behind",
        "behind",
        "Entries that peers hold and this node does not yet.",
    ),
    gauge("ayni_unlisted", "unlisted", "Entries that lists do not show yet."),
    gauge(
        "ayni_unsearchable",
        "unsearchable",
        "Entries that search does not find yet.",
    ),
    Metric {
        unit: Some("bytes"),
        ..gauge("ayni_disk_bytes", "disk_bytes", "Size of the store on the disk.")
    },
    Metric {
        unit: Some("seconds"),
        ..gauge("ayni_uptime_seconds", "uptime_s", "Time since the start.")
    },
];

/// Messages that broke a rule: they are counted since the start, and so are of another type.
const REFUSED: Metric = Metric {
    kind: "counter",
    ..gauge("ayni_refused", "refused", "Messages of peers that broke a rule.")
};

/// Connections, by what they are between North and South.
const PEERS: Metric = gauge("ayni_peers", "links", "Connections to other platforms, by link.");

/// The links of a connection.
const LINKS: [&str; 3] = ["north_south", "south_south", "north_north"];

/// The metrics.
pub(super) fn routes() -> Router<Arc<dyn Backend>> {
    Router::new().route("/metrics", get(show))
}

async fn show(State(node): State<Arc<dyn Backend>>, _: Watcher) -> Result<Response, Refused> {
    let status = node.status().await?;
    let headers = [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, written(&status)).into_response())
}

/// Proof that the caller may see how the node is.
struct Watcher;

impl FromRequestParts<Arc<dyn Backend>> for Watcher {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<dyn Backend>) -> Result<Self, Refused> {
        let Caller(audience) = Caller::from_request_parts(parts, node).await?;
        // Under a name of another site only a page of that site asks, in the browser of somebody on this machine.
        let is_here = is_here(parts)
            && !origin::is_named(&parts.headers, node.as_ref())
            && SameSite::from_request_parts(parts, node).await.is_ok();
        match audience {
            Audience::Public if !is_here => Err(Refused(Refusal::new("unauthorized", 401))),
            _ => Ok(Self),
        }
    }
}

/// Whether a program on this machine asks, and for nobody else.
fn is_here(parts: &Parts) -> bool {
    let remote = parts.extensions.get::<Remote>();
    remote.is_some_and(|Remote(address)| address.is_loopback()) && !is_forwarded(&parts.headers)
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    FORWARDED.iter().any(|name| headers.contains_key(*name))
}

/// The status as OpenMetrics text.
fn written(status: &Value) -> String {
    let mut text = String::new();
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    for metric in &METRICS {
        head(&mut text, metric);
        let _ = writeln!(text, "{} {}", metric.name, number(&status[metric.field]));
    }
    head(&mut text, &REFUSED);
    let _ = writeln!(text, "{}_total {}", REFUSED.name, number(&status[REFUSED.field]));
    head(&mut text, &PEERS);
    for link in LINKS {
        let count = number(&status[PEERS.field][link]);
        let _ = writeln!(text, "{}{{link=\"{link}\"}} {count}", PEERS.name);
    }
    text.push_str("# EOF\n");
    text
}

fn head(text: &mut String, metric: &Metric) {
    let _ = writeln!(text, "# TYPE {} {}", metric.name, metric.kind);
    if let Some(unit) = metric.unit {
        let _ = writeln!(text, "# UNIT {} {unit}", metric.name);
    }
    let _ = writeln!(text, "# HELP {} {}", metric.name, metric.help);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_text_is_open_metrics() {
        let status = json!({ "entries": 12, "disk_bytes": 5, "refused": 3, "links": { "south_south": 2 } });
        let text = written(&status);
        for line in [
            "# TYPE ayni_entries gauge\n# HELP ayni_entries Entries of all logs.\nayni_entries 12\n",
            "# UNIT ayni_disk_bytes bytes\n",
            "\nayni_disk_bytes 5\n",
            "# TYPE ayni_refused counter\n",
            "\nayni_refused_total 3\n",
            "\nayni_peers{link=\"south_south\"} 2\nayni_peers{link=\"north_north\"} 0\n",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        assert!(text.ends_with("\n# EOF\n"));
        for metric in METRICS.iter().filter(|metric| metric.unit.is_some()) {
            let unit = metric.unit.unwrap_or_default();
            assert!(
                metric.name.ends_with(unit),
                "OpenMetrics wants the unit in the name: {}",
                metric.name
            );
        }
    }
}
