//! The page of a record's form: the form, and what is wrong with it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value};

use super::super::super::words::{self, language_name};
use super::super::super::{Frame, address};
use super::super::complaint::Complaint;
use super::super::visit::Visit;
use super::super::{Desk, with_form};
use super::draft::{DROP, Draft, MORE};
use super::labels::Labels;
use super::marks::{Fault, Marks};
use super::offers::Offer;
use super::piece::{Control, Field, Piece};
use super::pieces::Pieces;
use super::{Editable, ID, LIST, VERSION};
use crate::exchange::{Difference, differences, shown_in_cell};
use crate::http::answer::Refused;
use crate::http::query;
use crate::refusal::Refusal;
use crate::text::{Language, say};

#[derive(Template)]
#[template(path = "admin/record.html")]
struct RecordForm {
    frame: Frame,
    desk: Desk,
    title: Option<words::Words>,
    action: String,
    /// Name and value of what the form sends unseen.
    hidden: Vec<(&'static str, String)>,
    notice: Option<String>,
    wrong: Option<Complaint>,
    faults: Vec<Fault>,
    changes: Vec<Change>,
    pieces: Vec<Piece>,
    offers: Vec<Offer>,
    language: Field,
    languages: String,
    /// Says which fields this version does not know.
    unknown: Option<String>,
    drop: &'static str,
    more: &'static str,
    save: String,
    back: String,
}

/// A field that is published otherwise than it stands in the form.
pub(super) struct Change {
    label: String,
    published: String,
    typed: String,
}

/// What a form of a record shows.
pub(super) struct Shown {
    pub(super) draft: Draft,
    pub(super) marks: Marks,
    /// What stands in the field for one more language.
    pub(super) language: String,
    /// The record that is edited; none for a new one.
    pub(super) held: Option<Editable>,
    /// The id that a new record will have.
    pub(super) id: String,
    pub(super) refusal: Option<Refusal>,
    pub(super) changes: Vec<Change>,
}

impl Shown {
    /// A form with which nothing is wrong yet.
    pub(super) fn of(draft: Draft, held: Option<Editable>, id: String) -> Self {
        Self {
            draft,
            held,
            id,
            marks: Marks::default(),
            language: String::new(),
            refusal: None,
            changes: Vec::new(),
        }
    }

    /// The page of the form; its status is that of what was refused.
    pub(super) fn page(mut self, visit: &Visit) -> Result<Response, Refused> {
        let language = visit.reader.language;
        let kind = self.draft.kind;
        let labels = Labels::new(kind, language);
        let heading = match self.held {
            Some(_) => say(language, "forms-edit", &[]),
            None => say(
                language,
                "forms-new",
                &[("kind", kind.label(language.as_str()).to_owned())],
            ),
        };
        let wrong = self.refusal.map(|refusal| complaint(&refusal, language));
        let status = match &wrong {
            Some(wrong) => Some(wrong.status),
            None => (!self.marks.is_empty()).then_some(StatusCode::UNPROCESSABLE_ENTITY),
        };
        let pieces = Pieces::of(&self.draft, &self.language, &mut self.marks, &labels);
        let frame = visit.frame(heading);
        let parameters: Vec<_> = query::pairs(&visit.uri).unwrap_or_default();
        let hidden = match &self.held {
            Some(held) => (VERSION, held.version.clone()),
            None => (ID, self.id),
        };
        let is_withdrawn = self.held.as_ref().is_some_and(|held| held.withdrawn);
        let languages: Vec<String> = pieces
            .languages
            .iter()
            .map(|tag| language_name(tag, language))
            .collect();
        let form = RecordForm {
            desk: visit.desk(&frame),
            title: self.held.as_ref().map(|held| held.title(language)),
            action: address(visit.uri.path(), &parameters),
            hidden: vec![hidden],
            notice: is_withdrawn.then(|| say(language, "forms-is-withdrawn", &[])),
            wrong,
            faults: self.marks.summary(&labels),
            changes: self.changes,
            pieces: pieces.pieces,
            offers: pieces.offers.into_iter().collect(),
            language: pieces.language,
            languages: languages.join(", "),
            unknown: (!pieces.unknown.is_empty()).then(|| {
                let args = [("fields", pieces.unknown.join(", "))];
                say(language, "forms-unknown", &args)
            }),
            drop: DROP,
            more: MORE,
            save: frame.say(if self.held.is_some() {
                "forms-save"
            } else {
                "forms-publish"
            }),
            back: format!("{LIST}{}", frame.keep),
            frame,
        };
        Ok(with_form(&form, status, language)?)
    }
}

/// A refusal for whoever sits before the form. What a record breaks is said beside its fields; here only that nothing was published.
fn complaint(refusal: &Refusal, language: Language) -> Complaint {
    let complaint = Complaint::of(refusal, language);
    match refusal.code {
        "record_invalid" => Complaint {
            message: say(language, "forms-invalid", &[]),
            hint: say(language, "forms-invalid-hint", &[]),
            ..complaint
        },
        _ => complaint,
    }
}

/// In which fields what is published differs from what stands in the form.
pub(super) fn changes(published: &Map<String, Value>, draft: &Draft, labels: &Labels) -> Vec<Change> {
    let found = differences(&Value::Object(published.clone()), &draft.json());
    let change = |difference: Difference| Change {
        label: labels.path(&difference.field),
        published: shown_in_cell(&difference.field, &difference.old),
        typed: shown_in_cell(&difference.field, &difference.new),
    };
    found.into_iter().map(change).collect()
}
