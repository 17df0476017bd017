//! To whom the node is connected, and to whom it is not.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde_json::Value;

use super::super::Frame;
use super::super::home::{Peer, PeerRow, absent, charter, peer_row, read};
use super::{Desk, Own, desk};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::http::session::Staff;
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
pub(super) async fn show(
    staff: Staff,
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    uri: Uri,
) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let language = reader.language;
    let own = Own::of(node.as_ref()).await?;
    let values: Vec<Value> = read(node.peers().await?)?;
    let peers: Vec<Peer> = read(Value::Array(values.clone()))?;
    let members = charter(node.as_ref()).await?.unwrap_or_default().members;
    let frame = Frame::new(reader, &uri, say(language, "admin-peers", &[]));
    let connections = peers.iter().zip(&values);
    let page = Peers {
        desk: Desk::new(&staff, &frame, &uri),
        peers: connections
            .map(|(peer, value)| Connection {
                row: peer_row(peer, &members, language),
                transport: transport(value, language),
                round_trip: round_trip(value, language),
                address: value["address"].as_str().unwrap_or_default().to_owned(),
            })
            .collect(),
        absent: absent(&members, &peers, &own.did),
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
