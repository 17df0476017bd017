//! The page of the node: its platform, its links, and the records it holds.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::names::{basis_name, country_name, grouped, link_name, side_name};
use super::rows::RecordRow;
use super::words::moment;
use super::{Frame, address, page};
use crate::catalogue::{Audience, Filter};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::refusal::Refusal;
use crate::search::{Order, Query};
use crate::text::{Language, say};
use ayni_protocol::vocabulary::side::{Basis, Side};

/// Records of each side that are shown as the latest.
const LATEST_RECORDS: usize = 8;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    name: String,
    about: String,
    side: String,
    basis: String,
    did: String,
    federation: Option<Federation>,
    figures: Vec<Figure>,
    links: Vec<Figure>,
    table_basis: String,
    declared_basis: String,
    peers: Vec<PeerRow>,
    absent: Vec<String>,
    /// The heading, the records that were published last, and where there are more.
    latest: Vec<(String, Vec<RecordRow>, String)>,
}

/// The federation's name, id and epoch.
struct Federation {
    name: String,
    id: String,
    epoch: u64,
}

/// A number with its caption.
struct Figure {
    number: String,
    caption: String,
}

/// One connection.
pub(super) struct PeerRow {
    pub(super) name: String,
    pub(super) country: String,
    pub(super) side: String,
    /// Whether the platform itself declares its side, against the table.
    pub(super) declared: bool,
    pub(super) link: String,
    pub(super) since: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    did: String,
    name: String,
    country: String,
    side: String,
    basis: String,
    entries: u64,
    records: u64,
    authors: u64,
    links: LinkCounts,
}

/// Links by kind.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct LinkCounts {
    pub(super) north_south: u64,
    pub(super) south_south: u64,
    pub(super) north_north: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Charter {
    federation: String,
    name: String,
    epoch: u64,
    pub(super) members: Vec<Member>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Member {
    pub(super) did: String,
    pub(super) name: String,
    country: String,
    basis: String,
}

/// A connection as the interface gives it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Peer {
    did: String,
    name: String,
    country: String,
    side: String,
    /// Absent for a peer that the charter doesn't name.
    link: Option<String>,
    since: String,
}

/// Answers `GET /`.
pub(super) async fn show(State(node): State<Arc<dyn Backend>>, reader: Reader, uri: Uri) -> Result<Response, Refused> {
    query::parameters(&uri, &["lang"])?;
    let status: Status = read(node.status().await?)?;
    let peers: Vec<Peer> = read(node.peers().await?)?;
    let charter = charter(node.as_ref()).await?;
    let language = reader.language;
    let frame = Frame::new(reader, &uri, status.name.clone());
    let latest = [
        latest(node.as_ref(), Side::North, &frame).await?,
        latest(node.as_ref(), Side::South, &frame).await?,
    ];
    let members = charter.as_ref().map_or(&[][..], |charter| &charter.members);
    let shown = Home {
        about: say(
            language,
            "web-platform-of",
            &[("country", country_name(&status.country, language))],
        ),
        side: side_name(&status.side, language),
        basis: basis_name(&status.basis, language),
        figures: figures(&status, peers.len(), language),
        links: link_counts(&status.links, language),
        table_basis: basis_name(Basis::Table.as_str(), language),
        declared_basis: basis_name(Basis::Declared.as_str(), language),
        absent: absent(members, &peers, &status.did),
        peers: peers.iter().map(|peer| peer_row(peer, members, language)).collect(),
        latest: latest.into(),
        federation: charter
            .as_ref()
            .filter(|charter| !charter.federation.is_empty())
            .map(|charter| Federation {
                name: charter.name.clone(),
                id: charter.federation.clone(),
                epoch: charter.epoch,
            }),
        name: status.name,
        did: status.did,
        frame,
    };
    Ok(page(&shown, language)?)
}

/// What the interface would answer, as this page needs it.
pub(super) fn read<T: DeserializeOwned>(value: Value) -> Result<T, Refusal> {
    serde_json::from_value(value).map_err(Refusal::internal)
}

/// The federation's charter; `None` if it has not come yet.
pub(super) async fn charter(node: &dyn Backend) -> Result<Option<Charter>, Refusal> {
    match node.charter().await {
        Ok(charter) => read(charter).map(Some),
        Err(refusal) if refusal.code == "charter_awaited" => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// Where the side of the platform `did` comes from, in words; empty if the charter doesn't name it.
pub(super) async fn basis_of_platform(node: &dyn Backend, did: &str, language: Language) -> Result<String, Refusal> {
    let charter = charter(node).await?.unwrap_or_default();
    Ok(basis_of(did, &charter.members, language))
}

/// The records of platforms on a side that were published last.
async fn latest(node: &dyn Backend, side: Side, frame: &Frame) -> Result<(String, Vec<RecordRow>, String), Refusal> {
    let filter = Filter {
        side: Some(side),
        limit: LATEST_RECORDS,
        ..Filter::default()
    };
    let query = Query {
        filter,
        order: Order::Newest,
        ..Query::default()
    };
    let found = node.search(query, Audience::Public, false).await?;
    let mut parameters = vec![
        ("side".to_owned(), side.as_str().to_owned()),
        ("sort".to_owned(), "newest".to_owned()),
    ];
    if !frame.keep.is_empty() {
        parameters.push(("lang".to_owned(), frame.language.to_string()));
    }
    let heading = match side {
        Side::North => "web-latest-north",
        Side::South => "web-latest-south",
    };
    Ok((
        frame.say(heading),
        RecordRow::all(&found.records, frame),
        address("/records", &parameters),
    ))
}

fn figures(status: &Status, peers: usize, language: Language) -> Vec<Figure> {
    [
        ("web-records", status.records),
        ("web-entries", status.entries),
        ("web-authors", status.authors),
        ("web-connected", u64::try_from(peers).unwrap_or(u64::MAX)),
    ]
    .into_iter()
    .map(|(key, count)| Figure {
        number: grouped(count, language),
        caption: say(language, key, &[("count", count.to_string())]),
    })
    .collect()
}

fn link_counts(links: &LinkCounts, language: Language) -> Vec<Figure> {
    [
        ("north_south", links.north_south),
        ("south_south", links.south_south),
        ("north_north", links.north_north),
    ]
    .into_iter()
    .map(|(link, count)| Figure {
        number: grouped(count, language),
        caption: link_name(link, language),
    })
    .collect()
}

/// A connection as readers see it.
pub(super) fn peer_row(peer: &Peer, members: &[Member], language: Language) -> PeerRow {
    PeerRow {
        name: if peer.name.is_empty() {
            peer.did.clone()
        } else {
            peer.name.clone()
        },
        country: country_name(&peer.country, language),
        side: side_name(&peer.side, language),
        declared: members
            .iter()
            .any(|member| member.did == peer.did && member.basis == Basis::Declared.as_str()),
        link: peer
            .link
            .as_ref()
            .map(|link| link_name(link, language))
            .unwrap_or_default(),
        since: moment(&peer.since, language),
    }
}

/// Names of the members that this node has no connection to.
pub(super) fn absent(members: &[Member], peers: &[Peer], own: &str) -> Vec<String> {
    members
        .iter()
        .filter(|member| member.did != own)
        .filter(|member| peers.iter().all(|peer| peer.did != member.did))
        .map(|member| format!("{} ({})", member.name, member.country))
        .collect()
}

/// Where the side of this member comes from; empty if the charter doesn't name it.
fn basis_of(did: &str, members: &[Member], language: Language) -> String {
    members
        .iter()
        .find(|member| member.did == did)
        .map(|member| basis_name(&member.basis, language))
        .unwrap_or_default()
}
