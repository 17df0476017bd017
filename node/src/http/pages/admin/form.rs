//! Records as forms: a new one, and the next version of one that is published.

mod draft;
mod labels;
mod marks;
mod offers;
mod page;
mod piece;
mod pieces;
mod posted;
mod style;

use axum::http::Uri;
use axum::response::Response;
use ayni_protocol::record::{Kind, Problem, RecordId, Rule};
use ayni_protocol::vocabulary::language;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::answers::read;
use super::super::encoded;
use super::super::words;
use super::Sent;
use super::visit::{Held, Visit};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query;
use crate::http::reader::Reader;
use crate::keystore::random;
use crate::node::{Outcome, Publication};
use crate::refusal::Refusal;
use crate::text::{Language, say};

use draft::{Draft, LANGUAGE, MORE};
pub(super) use labels::Labels;
pub(super) use marks::{Fault, Marks};
pub(super) use offers::Offer;
use page::{Shown, changes};
pub(super) use piece::{Control, Field};
pub(super) use posted::Posted;

/// The list of this platform's records, where one is after each change.
pub(super) const LIST: &str = "/admin/records";

/// The field with the version that the form was opened on.
const VERSION: &str = "@version";
/// The field with the id that a new record will have: the same form sent twice is one record.
const ID: &str = "@id";

/// A record of this platform as it is published.
#[derive(Deserialize)]
pub(super) struct Editable {
    pub(super) id: String,
    version: String,
    pub(super) withdrawn: bool,
    pub(super) record: Map<String, Value>,
}

impl Editable {
    /// The record of this platform that `id` names.
    pub(super) async fn of(node: &dyn Backend, id: &str) -> Result<Self, Refusal> {
        read(node.editable(id).await?)
    }

    /// Its kind, if this version knows it.
    pub(super) fn kind(&self) -> Result<Kind, Refusal> {
        let kind = self.record.get("kind").and_then(Value::as_str).unwrap_or_default();
        Kind::parse(kind).ok_or_else(|| Refusal::new("kind_not_known", 409).with("kind", kind))
    }

    /// The title that suits the reader best.
    pub(super) fn title(&self, language: Language) -> words::Words {
        words::title(&Value::Object(self.record.clone()), &self.id, language)
    }
}

/// Where one is after something was done to a record of this platform.
pub(super) fn to_list(visit: &Visit, told: String) -> Response {
    visit.staff.tell(told);
    visit.on_to(LIST)
}

/// To the list, which says by the sentence `key` what was done to a record.
pub(super) fn done(visit: &Visit, record: &Editable, key: &str) -> Response {
    let language = visit.reader.language;
    to_list(visit, say(language, key, &[("title", record.title(language).text)]))
}

/// The address of a page about a record of this platform.
pub(super) fn page_of(id: &str, name: &str) -> String {
    format!("{LIST}/{}/{name}", encoded(id))
}

/// Answers `GET /admin/records/new`.
pub(super) async fn begin(visit: Visit) -> Result<Response, Refused> {
    let Some((kind, original)) = asked(visit.reader, &visit.uri)? else {
        return Ok(visit.on_to(LIST));
    };
    let status = visit.node.status().await?;
    let record = json!({
        "kind": kind.as_str(),
        "original": original,
        "countries": [status["country"]],
        "visibility": kind.visibility().as_str(),
    });
    let Value::Object(record) = record else {
        return Err(Refusal::internal("an object is none").into());
    };
    let id = RecordId::from_bytes(random()?).to_string();
    Shown::of(Draft::of(kind, record), None, id).page(&visit)
}

/// Which kind of record is to be written, and in which language.
fn asked(reader: Reader, uri: &Uri) -> Result<Option<(Kind, String)>, Refusal> {
    let parameters = query::parameters(uri, &["kind", "original", "lang"])?;
    let original = parameters.iter().find(|(name, _)| name == "original");
    let original = original.and_then(|(_, tag)| language::canonical(tag.trim()));
    let kind = query::filter(&parameters)?.kind;
    Ok(kind.map(|kind| (kind, original.unwrap_or_else(|| reader.language.to_string()))))
}

/// Answers `POST /admin/records/new`.
pub(super) async fn publish(visit: Visit, Sent(posted): Sent<Posted>) -> Result<Response, Refused> {
    let Some((kind, _)) = asked(visit.reader, &visit.uri)? else {
        return Ok(visit.on_to(LIST));
    };
    let draft = Draft::posted(kind, &posted);
    // The form has brought one; who sends none gets one.
    let id = match posted.one(ID).parse::<RecordId>() {
        Ok(id) => id,
        Err(_) => RecordId::from_bytes(random()?),
    };
    let mut shown = Shown::of(draft, None, id.to_string());
    if asks_for_more(&posted, &mut shown) {
        return shown.page(&visit);
    }
    let mut record = shown.draft.json();
    match of_same_number(visit.node.as_ref(), &record, &shown.id).await {
        Ok(None) => {}
        Ok(Some(other)) => {
            let words = say(visit.reader.language, "forms-number-taken", &[("id", other)]);
            shown.marks.add("oid", words);
            return shown.page(&visit);
        }
        Err(refusal) => return refused(shown, refusal).page(&visit),
    }
    record["id"] = json!(shown.id);
    match visit.node.publish(vec![record], Publication::default()).await {
        Ok(_) => {
            let title = shown_title(&shown.draft, visit.reader.language);
            let told = say(visit.reader.language, "forms-published", &[("title", title)]);
            Ok(to_list(&visit, told))
        }
        Err(refusal) => refused(shown, refusal).page(&visit),
    }
}

/// The record of this platform that has the same number of its own already: without a look, a second one would take its place in
/// the next import.
async fn of_same_number(node: &dyn Backend, record: &Value, id: &str) -> Result<Option<String>, Refusal> {
    if record["oid"].is_null() {
        return Ok(None);
    }
    let how = Publication {
        dry_run: true,
        partial: true,
    };
    let outcomes = node.publish(vec![record.clone()], how).await?;
    Ok(outcomes.into_iter().find_map(|outcome| match outcome {
        Outcome::Done { id: other, outcome, .. } if outcome != "published" && other != id => Some(other),
        _ => None,
    }))
}

/// Answers `GET /admin/records/{id}/edit`.
pub(super) async fn open(Held { visit, record: held }: Held) -> Result<Response, Refused> {
    let draft = Draft::of(held.kind()?, held.record.clone());
    Shown::of(draft, Some(held), String::new()).page(&visit)
}

/// Answers `POST /admin/records/{id}/edit`.
pub(super) async fn save(
    Held {
        visit,
        record: mut held,
    }: Held,
    Sent(posted): Sent<Posted>,
) -> Result<Response, Refused> {
    let (id, draft) = (held.id.clone(), Draft::posted(held.kind()?, &posted));
    // The form stays one of the version on which it was opened until somebody has seen what has changed since.
    let seen = posted.one(VERSION).to_owned();
    let current = std::mem::replace(&mut held.version, seen.clone());
    let mut shown = Shown::of(draft, Some(held), String::new());
    if asks_for_more(&posted, &mut shown) {
        return shown.page(&visit);
    }
    let language = visit.reader.language;
    match visit.node.replace(&id, &seen, shown.draft.json()).await {
        Ok(revised) => {
            let key = match revised["outcome"].as_str() {
                Some("unchanged") => "forms-unchanged",
                _ => "forms-saved",
            };
            let title = shown_title(&shown.draft, language);
            Ok(to_list(&visit, say(language, key, &[("title", title)])))
        }
        Err(refusal) if refusal.code == "record_changed" => {
            let labels = Labels::new(shown.draft.kind, language);
            if let Some(held) = &mut shown.held {
                shown.changes = changes(&held.record, &shown.draft, &labels);
                held.version = current;
            }
            refused(shown, refusal).page(&visit)
        }
        Err(refusal) => refused(shown, refusal).page(&visit),
    }
}

/// Whether a button asks for one more place or language and nothing is to be published.
fn asks_for_more(posted: &Posted, shown: &mut Shown) -> bool {
    let typed = posted.one(LANGUAGE).trim();
    if !typed.is_empty() && language::canonical(typed).is_none() {
        shown.language = typed.to_owned();
        shown.marks = Marks::of([Problem {
            rule: Rule::LanguageMalformed,
            field: LANGUAGE.to_owned(),
            value: typed.to_owned(),
            suggestion: language::suggest(typed),
            limit: None,
        }]);
        return true;
    }
    if posted.has(MORE) {
        shown.draft.ask_for_more(posted.one(MORE));
    }
    // A language without a text yet is not left behind unseen.
    posted.has(MORE) || !typed.is_empty()
}

fn refused(shown: Shown, mut refusal: Refusal) -> Shown {
    let problems = std::mem::take(&mut refusal.problems);
    Shown {
        marks: Marks::of(problems.into_iter().map(|(_, problem)| problem)),
        refusal: Some(refusal),
        ..shown
    }
}

fn shown_title(draft: &Draft, language: Language) -> String {
    super::super::title(&draft.json(), language)
}
