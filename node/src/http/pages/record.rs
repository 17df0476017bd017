//! The page of one record: what it says, who signed it, and what became of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::answers::read;
use super::beside::{self, Comment, Likeness, Listed, Mention};
use super::fields::{Fact, Fields, Item, Passage};
use super::home::basis_of_platform;
use super::markdown::Piece;
use super::names::{country_name, country_names, kind_name, platform_name, side_name, stances, state_name};
use super::words::{self, Choice, Words, moment};
use super::{Frame, encoded, page};
use crate::catalogue::Audience;
use crate::exchange::PROVENANCE;
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::origin;
use crate::http::query::{self, Id};
use crate::http::reader::Reader;
use crate::refusal::Refusal;
use crate::text::{Language, say};
use ayni_protocol::record::{Record, translation};
use ayni_protocol::vocabulary::partnership::Modality;

/// Longest wait for what is likely the same: some searches take milliseconds, more says that the node has other work.
const LIKENESSES_WAIT_MAX: Duration = Duration::from_secs(1);

/// Longest description of the page for search engines, in characters: they show no more.
const DESCRIPTION_CHARS_MAX: usize = 160;

/// The files in which one record can be taken along; a calendar has a place only for events, and a map for what has one.
const FILES: [&str; 5] = ["json", "jsonld", "csv", "geojson", "ics"];

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    frame: Frame,
    id: String,
    /// The page's whole address, as far as this site knows under which name it is reached.
    canonical: String,
    description: String,
    /// Leads to all texts in all languages, or back to the reader's; absent where there is only one language.
    languages: Option<(String, String)>,
    /// Title and summary in the other languages, where all are asked for.
    titles: Vec<Words>,
    summaries: Vec<Words>,
    likenesses: Vec<Likeness>,
    files: Vec<(String, &'static str)>,
    kind: String,
    place: String,
    title: Words,
    summary: Option<Words>,
    state: Option<String>,
    /// Said in full where the record is no longer listed.
    withdrawn: Option<String>,
    passages: Vec<Passage>,
    facts: Vec<Fact>,
    /// Why it should be looked at, where platforms say so.
    flagged: Option<String>,
    mentions: Listed<Mention>,
    comments: Listed<Comment>,
    signer: Signer,
    entry: String,
    seq: String,
    signed: String,
    versions: Vec<VersionRow>,
}

/// The platform that signed the current version.
struct Signer {
    name: String,
    did: String,
    country: String,
    side: String,
    basis: String,
}

/// One version.
struct VersionRow {
    number: String,
    time: String,
    operation: String,
    title: Option<Words>,
    entry: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Version {
    entry: String,
    seq: u64,
    time: String,
    op: String,
    title: Value,
}

/// Answers `GET /records/{id}`.
pub(super) async fn show(
    State(node): State<Arc<dyn Backend>>,
    reader: Reader,
    Id(id): Id,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refused> {
    let parameters = query::parameters(&uri, &["lang", "texts"])?;
    let in_all = parameters.iter().any(|(name, value)| name == "texts" && value == "all");
    let record = known(node.show(&id, Audience::Public).await?)?;
    let versions: Vec<Version> = read(node.history(&id, Audience::Public).await?)?;
    let language = reader.language;
    let signer = signer(node.as_ref(), &record["platform"], language).await?;

    let choice = Choice::of(&record, language);
    let title = words::title(&record, &id, language);
    let frame = Frame::new(reader, &uri, title.text.clone());
    let fields = Fields::new(&record, &choice, title.note.as_deref(), &frame.keep).in_all_languages(in_all);
    let others = |map: &Value| match in_all {
        true => choice.every(map).into_iter().skip(1).collect(),
        false => Vec::new(),
    };
    let path = format!("/records/{}", encoded(&id));
    let summary = fields.words(&record["summary"]);
    // The page is complete without: where searches are many, it does not wait for its turn.
    let likenesses = tokio::time::timeout(LIKENESSES_WAIT_MAX, node.alike_to(&id, Audience::Public)).await;
    let likenesses = likenesses.map(Result::unwrap_or_default).unwrap_or_default();
    let shown = RecordPage {
        canonical: format!("{}{path}", origin::site(&headers, node.as_ref()).unwrap_or_default()),
        description: description(&summary, &title),
        languages: languages(&record, &path, in_all, &frame),
        titles: others(&record["title"]),
        summaries: others(&record["summary"]),
        likenesses: beside::likenesses(&likenesses["records"], language, &frame.keep),
        files: files(&record, &path),
        kind: kind_name(&text(&record["kind"]), language),
        place: country_names(&record["countries"], language),
        summary,
        state: state_name(&record["status"], language),
        withdrawn: withdrawn(&record["status"], language),
        passages: fields.passages(),
        facts: cooperation(&record["cooperation"], language)
            .into_iter()
            .chain(fields.facts())
            .collect(),
        flagged: beside::flagged(&record["moderation"], language),
        mentions: beside::mentions(&record["mentions"]["relations"], language, &frame.keep),
        comments: beside::comments(&record["mentions"]["comments"], language, &frame.keep),
        signer,
        entry: text(&record["entry"]),
        seq: record["seq"].as_u64().unwrap_or_default().to_string(),
        signed: moment(&text(&record["time"]), language),
        versions: versions
            .into_iter()
            .rev()
            .map(|version| version_row(version, &choice))
            .collect(),
        id: text(&record["id"]),
        title,
        frame,
    };
    Ok(page(&shown, language)?)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

async fn signer(node: &dyn Backend, platform: &Value, language: Language) -> Result<Signer, Refusal> {
    let did = text(&platform["did"]);
    Ok(Signer {
        name: platform_name(platform, language),
        country: country_name(&text(&platform["country"]), language),
        side: side_name(&text(&platform["side"]), language),
        basis: basis_of_platform(node, &did, language).await?,
        did,
    })
}

/// What search engines show of the page.
fn description(summary: &Option<Words>, title: &Words) -> String {
    let words = summary.as_ref().unwrap_or(title);
    let line = words.text.split_whitespace().collect::<Vec<&str>>().join(" ");
    match line.char_indices().nth(DESCRIPTION_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Where the other choice of languages is, and what it is called.
fn languages(record: &Value, path: &str, in_all: bool, frame: &Frame) -> Option<(String, String)> {
    let tags: BTreeSet<&str> = translation::texts(record).into_iter().map(|(tag, _)| tag).collect();
    if tags.len() < 2 {
        return None;
    }
    let all: &[_] = if in_all { &[] } else { &[("texts", "all")] };
    let words = match in_all {
        true => frame.say("site-one-language"),
        false => {
            let args = [("count", tags.len().to_string())];
            say(frame.language, "site-all-languages", &args)
        }
    };
    Some((frame.address(path, all), words))
}

/// Where the record is as a file, each with its format's name.
fn files(record: &Value, path: &str) -> Vec<(String, &'static str)> {
    let fits = |ending: &&str| match *ending {
        "ics" => record["kind"] == "event",
        "geojson" => record["geo"].is_object(),
        _ => true,
    };
    let endings = FILES.into_iter().filter(fits);
    endings
        .map(|ending| (format!("{path}/record.{ending}"), ending))
        .collect()
}

/// The record as this version reads it, with what the node says beside it. A field that it does not know was held to no
/// rule, whatever its name.
fn known(mut shown: Value) -> Result<Value, Refusal> {
    let mut beside = Map::new();
    for field in PROVENANCE.into_iter().chain(["id", "status"]) {
        beside.extend(shown.as_object_mut().and_then(|fields| fields.remove_entry(field)));
    }
    let record = Record::read(&shown).map_err(|_| Refusal::internal("a record that is shown breaks a rule"))?;
    let mut known = record.to_json();
    known
        .as_object_mut()
        .into_iter()
        .for_each(|fields| fields.extend(beside.clone()));
    Ok(known)
}

/// How a partnership stands: what kind it is, and which platforms have accepted it.
fn cooperation(cooperation: &Value, language: Language) -> Vec<Fact> {
    let modality = cooperation["modality"].as_str().and_then(Modality::parse);
    let modality = modality.map(|modality| modality.label(language.as_str()).to_owned().into());
    let answers = stances(cooperation, language).into_iter().map(Item::from);
    let facts = [
        ("web-modality", modality.into_iter().collect::<Vec<Item>>()),
        ("web-answers", answers.collect()),
    ];
    let said = facts.into_iter().filter(|(_, items)| !items.is_empty());
    let fact = |(key, items)| Fact {
        label: say(language, key, &[]),
        items,
    };
    said.map(fact).collect()
}

/// The notice on a record that its platform took back, or that others have not accepted.
fn withdrawn(status: &Value, language: Language) -> Option<String> {
    let key = match status.as_str()? {
        "withdrawn" => "web-withdrawn",
        "pending" => "web-pending",
        "erased" => "web-erased",
        _ => return None,
    };
    Some(say(language, key, &[]))
}

fn version_row(version: Version, choice: &Choice) -> VersionRow {
    let language = choice.language;
    VersionRow {
        number: say(language, "web-number", &[("seq", version.seq.to_string())]),
        time: moment(&version.time, language),
        operation: say(language, &format!("web-op-{}", version.op), &[]),
        title: choice.words(&version.title),
        entry: version.entry,
    }
}
