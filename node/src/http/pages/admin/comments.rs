//! Comments of all platforms: what others say against them, and what this platform says.

use askama::Template;
use axum::response::Response;
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::moderation::Reason;
use serde::Deserialize;
use serde_json::Value;

use super::super::Frame;
use super::super::answers::own_did;
use super::super::beside::{Comment, href};
use super::super::directory::with_cursor;
use super::super::filters::Choosable;
use super::super::markdown::Piece;
use super::super::names::{counted, platform_name, state_name};
use super::super::rows::reference;
use super::super::words::moment;
use super::complaint::Complaint;
use super::visit::Visit;
use super::{Desk, Place, Sent, broken, with_form};
use crate::catalogue::{Act, Audience, Filter};
use crate::http::answer::Refused;
use crate::http::query;
use crate::search::{Order, Query};
use crate::text::{Language, say};

/// Where they are.
const PATH: &str = "/admin/comments";

/// Comments on one page.
const PAGE_COMMENTS: usize = 20;

/// What the address of the page may say.
const PARAMETERS: [&str; 3] = ["status", "cursor", "lang"];

/// Which of them are shown: all, those of which somebody says something, those that are not shown here; and the keys of their names.
const STATES: [(&str, &str); 3] = [
    ("", "work-comments-all"),
    ("flagged", "work-comments-flagged"),
    ("hidden", "work-comments-hidden"),
];

#[derive(Template)]
#[template(path = "admin/comments.html")]
struct Comments {
    frame: Frame,
    desk: Desk,
    wrong: Option<Complaint>,
    /// Which comments are shown.
    states: Vec<Place>,
    total: String,
    comments: Vec<Moderated>,
    reasons: Vec<Choosable>,
    /// What the address says, for the forms.
    address: String,
    first: Option<String>,
    next: Option<String>,
}

/// A comment, what platforms say of it, and whether this one does.
struct Moderated {
    id: String,
    comment: Comment,
    /// Where the record is that it is about.
    about: Option<String>,
    state: Option<String>,
    said: Vec<String>,
    has_own_word: bool,
}

/// Answers `GET /admin/comments`.
pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    page(&visit, None).await
}

/// What somebody says for this platform of a comment: `flag`, `hide` or `allow`, and the code of the reason.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Word {
    id: String,
    act: String,
    reason: String,
}

/// Answers `POST /admin/comments`: signs what this platform says of a comment.
pub(super) async fn moderate(visit: Visit, Sent(word): Sent<Word>) -> Result<Response, Refused> {
    let (against, done) = match word.act.as_str() {
        "flag" => (Some((Act::Flag, word.reason.as_str())), "work-flagged"),
        "hide" => (Some((Act::Hide, word.reason.as_str())), "work-hidden"),
        "allow" => (None, "work-allowed"),
        // A form of ours says one of them.
        _ => return Err(broken().into()),
    };
    let language = visit.reader.language;
    match visit.node.moderate(&word.id, against).await {
        Ok(_) => {
            visit.staff.tell(say(language, done, &[]));
            Ok(visit.back())
        }
        Err(refusal) => page(&visit, Some(Complaint::of(&refusal, language))).await,
    }
}

async fn page(visit: &Visit, wrong: Option<Complaint>) -> Result<Response, Refused> {
    let mut parameters = query::parameters(&visit.uri, &PARAMETERS)?;
    parameters.retain(|(_, value)| !value.is_empty());
    let filter = Filter {
        kind: Some(Kind::Comment),
        limit: PAGE_COMMENTS,
        ..query::filter(&parameters)?
    };
    let language = visit.reader.language;
    let frame = visit.frame(say(language, "work-comments", &[]));
    let chosen = filter.status.unwrap_or_default();
    let me = own_did(visit.node.as_ref()).await?;
    let query = Query {
        filter,
        order: Order::Newest,
        ..Query::default()
    };
    let listed = visit.node.search(query, Audience::Federation, false).await?;
    let mut comments = Vec::with_capacity(listed.records.len());
    for record in &listed.records {
        // A list has not what platforms say of each.
        let id = reference(record, &listed.records);
        match visit.node.show(&id, Audience::Federation).await {
            Ok(whole) => comments.extend(moderated(&whole, &me, &frame)),
            // It has gone meanwhile.
            Err(refusal) if refusal.status < 500 => {}
            Err(refusal) => return Err(refusal.into()),
        }
    }
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let at = |cursor: Option<String>| with_cursor(PATH, &parameters, cursor);
    let is_first = !parameters.iter().any(|(name, _)| name == "cursor");
    let state = |(state, name): &(&'static str, &str)| {
        let asked = Some(("status", *state)).filter(|_| !state.is_empty());
        Place {
            href: frame.address(PATH, asked.as_slice()),
            name: frame.say(name),
            current: *state == chosen,
        }
    };
    let page = Comments {
        desk: visit.desk(&frame),
        wrong,
        states: STATES.iter().map(state).collect(),
        total: counted("work-comments-total", listed.total, language),
        comments,
        reasons: Choosable::all(reasons(language), ""),
        address: visit
            .uri
            .path_and_query()
            .map_or(PATH, |address| address.as_str())
            .to_owned(),
        first: (!is_first).then(|| at(None)),
        next: listed.cursor.map(|cursor| at(Some(cursor))),
        frame,
    };
    Ok(with_form(&page, status, language)?)
}

/// What can be wrong with a comment, by its code.
fn reasons(language: Language) -> impl Iterator<Item = (&'static str, String)> {
    let reasons = Reason::ALL.iter();
    reasons.map(move |reason| (reason.as_str(), reason.label(language.as_str()).to_owned()))
}

/// `None` for what is no comment.
fn moderated(record: &Value, me: &str, frame: &Frame) -> Option<Moderated> {
    let words = record["moderation"].as_array().into_iter().flatten();
    Some(Moderated {
        id: record["id"].as_str()?.to_owned(),
        comment: Comment::of(record, frame.language, &frame.keep)?,
        about: href(&record["about"], &frame.keep),
        state: state_name(&record["status"], frame.language),
        has_own_word: words.clone().any(|word| word["did"] == me),
        said: words.filter_map(|word| said(word, frame.language)).collect(),
    })
}

/// Which platform says what of a comment, why and since when.
fn said(word: &Value, language: Language) -> Option<String> {
    let reason = word["reason"].as_str().and_then(Reason::parse).unwrap_or(Reason::Other);
    let key = match word["act"].as_str()? {
        "flag" => "work-says-flag",
        "hide" => "work-says-hide",
        // Of a later version.
        _ => return None,
    };
    let args = [
        ("name", platform_name(word, language)),
        ("reason", reason.label(language.as_str()).to_owned()),
        ("time", moment(word["time"].as_str()?, language)),
    ];
    Some(say(language, key, &args))
}
