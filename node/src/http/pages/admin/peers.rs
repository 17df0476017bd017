//! To whom the node is connected, and to whom it is not.

use askama::Template;
use axum::response::Response;
use serde_json::Value;

use super::super::Frame;
use super::super::answers::{Peer, charter, own_did, read};
use super::super::home::{PeerRow, absent, peer_row};
use super::visit::Visit;
use super::{Desk, desk};
use crate::http::answer::Refused;
use crate::http::query;
use crate::text::{Language, say};

#[derive(Template)]
#[template(path = "admin/peers.html")]
struct Peers {
    frame: Frame,
    desk: Desk,
    peers: Vec<Connection>,
    absent: Vec<String>,
}

/// A connection, with what the public page does not show of it.
struct Connection {
    row: PeerRow,
    transport: String,
    round_trip: String,
    address: String,
}

/// Answers `GET /admin/peers`.
pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    query::parameters(&visit.uri, &["lang"])?;
    let language = visit.reader.language;
    let own = own_did(visit.node.as_ref()).await?;
    let values: Vec<Value> = read(visit.node.peers().await?)?;
    let peers: Vec<Peer> = read(Value::Array(values.clone()))?;
    let members = charter(visit.node.as_ref()).await?.unwrap_or_default().members;
    let frame = visit.frame(say(language, "admin-peers", &[]));
    let connections = peers.iter().zip(&values);
    let page = Peers {
        desk: visit.desk(&frame),
        peers: connections
            .map(|(peer, value)| Connection {
                row: peer_row(peer, &members, language),
                transport: transport(value, language),
                round_trip: round_trip(value, language),
                address: value["address"].as_str().unwrap_or_default().to_owned(),
            })
            .collect(),
        absent: absent(&members, &peers, &own),
        frame,
    };
    Ok(desk(&page, language)?)
}

fn transport(peer: &Value, language: Language) -> String {
    let is_relayed = peer["address"]
        .as_str()
        .is_some_and(|address| address.contains("/p2p-circuit"));
    let key = match peer["transport"].as_str() {
        _ if is_relayed => "admin-relayed",
        Some("quic") => "admin-quic",
        _ => "admin-tcp",
    };
    say(language, key, &[])
}

fn round_trip(peer: &Value, language: Language) -> String {
    match peer["rtt_ms"].as_f64() {
        Some(ms) => say(language, "admin-milliseconds", &[("number", format!("{ms:.0}"))]),
        None => say(language, "admin-unmeasured", &[]),
    }
}
