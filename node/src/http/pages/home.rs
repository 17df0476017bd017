//! The page of the node: its platform, its links, and the records it holds.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::names::{
    basis_name, country_name, country_names, grouped, kind_name, link_name, platform_name, side_name, state_name,
};
use super::words::{Choice, Words, moment};
use super::{Frame, address, page};
use crate::catalogue::Audience;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::refusal::Refusal;
use crate::text::{Language, say};
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::side::{Basis, Side};
use ayni_protocol::vocabulary::{country, spelling};

/// Records on one page: light enough for a 2G link.
const PAGE_RECORDS: usize = 20;

const PARAMETERS: [&str; 6] = ["kind", "country", "side", "platform", "cursor", "lang"];

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
    fields: Vec<Select>,
    filtered: bool,
    total: String,
    records: Vec<RecordRow>,
    first: Option<String>,
    next: Option<String>,
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
struct PeerRow {
    name: String,
    country: String,
    side: String,
    /// Whether the platform itself declares its side, against the table.
    declared: bool,
    link: String,
    since: String,
}

/// One filter of the form.
struct Select {
    name: &'static str,
    label: String,
    options: Vec<Choosable>,
}

struct Choosable {
    value: String,
    label: String,
    chosen: bool,
}

/// One row of the list.
struct RecordRow {
    href: String,
    title: Words,
    kind: String,
    place: String,
    platform: String,
    state: Option<String>,
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

#[derive(Default, Deserialize)]
#[serde(default)]
struct LinkCounts {
    north_south: u64,
    south_south: u64,
    north_north: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Charter {
    federation: String,
    name: String,
    epoch: u64,
    members: Vec<Member>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Member {
    did: String,
    name: String,
    country: String,
    basis: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Peer {
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
    // A form sends the filters that nobody filled in as empty ones.
    let mut parameters = query::parameters(&uri, &PARAMETERS)?;
    parameters.retain(|(_, value)| !value.is_empty());
    let mut filter = query::filter(&parameters)?;
    filter.limit = PAGE_RECORDS;

    let status: Status = read(node.status().await?)?;
    let peers: Vec<Peer> = read(node.peers().await?)?;
    let charter = charter(node.as_ref()).await?;
    let list = node.list(filter, Audience::Public, false).await?;

    let language = reader.language;
    let frame = Frame::new(reader, &uri, status.name.clone());
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
        fields: filters(&parameters, members, language),
        filtered: parameters.iter().any(|(name, _)| name != "lang" && name != "cursor"),
        total: say(
            language,
            "web-total",
            &[
                ("count", list.total.to_string()),
                ("number", grouped(list.total, language)),
            ],
        ),
        records: list
            .records
            .iter()
            .map(|record| record_row(record, &list.records, &frame))
            .collect(),
        first: parameters
            .iter()
            .any(|(name, _)| name == "cursor")
            .then(|| with_cursor(&parameters, None)),
        next: list.cursor.map(|cursor| with_cursor(&parameters, Some(cursor))),
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
async fn charter(node: &dyn Backend) -> Result<Option<Charter>, Refusal> {
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

/// The address of this list at another place, with the same filters.
fn with_cursor(parameters: &[(String, String)], cursor: Option<String>) -> String {
    let mut parameters = parameters.to_vec();
    parameters.retain(|(name, _)| name != "cursor");
    parameters.extend(cursor.map(|cursor| ("cursor".to_owned(), cursor)));
    address("/", &parameters) + "#records"
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

fn peer_row(peer: &Peer, members: &[Member], language: Language) -> PeerRow {
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
fn absent(members: &[Member], peers: &[Peer], own: &str) -> Vec<String> {
    members
        .iter()
        .filter(|member| member.did != own)
        .filter(|member| peers.iter().all(|peer| peer.did != member.did))
        .map(|member| format!("{} ({})", member.name, member.country))
        .collect()
}

fn filters(parameters: &[(String, String)], members: &[Member], language: Language) -> Vec<Select> {
    let tag = language.as_str();
    let mut countries: Vec<(String, String)> = country::all()
        .iter()
        .map(|country| (country.code.to_owned(), country.name(tag).to_owned()))
        .collect();
    countries.sort_by_cached_key(|(_, name)| spelling::fold(name));
    let kinds = Kind::ALL
        .iter()
        .map(|kind| (kind.as_str().to_owned(), kind.label(tag).to_owned()));
    let sides = Side::ALL
        .iter()
        .map(|side| (side.as_str().to_owned(), side.label(tag).to_owned()));
    let platforms = members.iter().map(|member| (member.did.clone(), member.name.clone()));
    let select = |name, options: Vec<(String, String)>| {
        let chosen = parameters.iter().find(|(known, _)| known == name);
        Select {
            name,
            label: say(language, &format!("web-filter-{name}"), &[]),
            options: options
                .into_iter()
                .map(|(value, label)| Choosable {
                    chosen: chosen.is_some_and(|(_, chosen)| *chosen == value),
                    value,
                    label,
                })
                .collect(),
        }
    };
    vec![
        select("kind", kinds.collect()),
        select("country", countries),
        select("side", sides.collect()),
        select("platform", platforms.collect()),
    ]
}

fn record_row(record: &Value, others: &[Value], frame: &Frame) -> RecordRow {
    let language = frame.language;
    let id = record["id"].as_str().unwrap_or_default();
    // Two platforms may each have a record of one id; only then the address names the platform.
    let editions = others.iter().filter(|other| other["id"] == record["id"]);
    let path = match record["platform"]["did"].as_str() {
        Some(did) if editions.count() > 1 => format!("{id}@{did}"),
        _ => id.to_owned(),
    };
    let title = Choice::of(record, language)
        .words(&record["title"])
        .unwrap_or_else(|| Words {
            text: id.to_owned(),
            tag: language.to_string(),
            note: None,
        });
    RecordRow {
        href: format!("/records/{}{}", super::encoded(&path), frame.keep),
        title,
        kind: kind_name(record["kind"].as_str().unwrap_or_default(), language),
        place: country_names(&record["countries"], language),
        platform: platform_name(&record["platform"], language),
        state: state_name(&record["status"], language),
    }
}

/// Where the side of this member comes from; empty if the charter doesn't name it.
fn basis_of(did: &str, members: &[Member], language: Language) -> String {
    members
        .iter()
        .find(|member| member.did == did)
        .map(|member| basis_name(&member.basis, language))
        .unwrap_or_default()
}
