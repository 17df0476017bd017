//! A record's texts in one more language, each beside the original.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use ayni_protocol::record::translation::Translation;
use ayni_protocol::vocabulary::language;
use serde::Deserialize;
use serde_json::Value;

use super::super::answers::read;
use super::super::words::{Words, language_name};
use super::super::{Frame, address};
use super::complaint::Complaint;
use super::form::{Control, Editable, Fault, Field, LIST, Labels, Marks, Offer, Posted, to_list};
use super::visit::Visit;
use super::{Desk, Sent, with_form};
use crate::http::answer::Refused;
use crate::http::backend::Backend;
use crate::http::query::{self, Id};
use crate::refusal::Refusal;
use crate::text::{Language, say};

/// The boxes of the form; no text of a record stands at such a place.
const MACHINE: &str = "@machine";
const REPLACE: &str = "@replace";

/// What the address says beside the language of the page.
const INTO: &str = "into";

/// Most lines of a field.
const LINES_MAX: usize = 12;

/// Characters in a line of a field, about.
const LINE_CHARS: usize = 60;

#[derive(Template)]
#[template(path = "admin/translation.html")]
struct TranslationPage {
    frame: Frame,
    desk: Desk,
    title: Words,
    wrong: Option<Complaint>,
    faults: Vec<Fault>,
    /// The language that is asked for, as it was typed.
    into: String,
    /// What it is called, once it is one into which the record can be translated.
    language: Option<String>,
    /// Where the form is sent.
    action: String,
    original: String,
    texts: Vec<Text>,
    machine: (&'static str, bool),
    replace: (&'static str, bool),
    offers: [Offer; 1],
    back: String,
}

/// A text of the original, and the field for its translation.
struct Text {
    original: String,
    field: Field,
}

/// The texts of a record as the node gives them to a translator.
#[derive(Deserialize)]
struct Originals {
    original: String,
    texts: BTreeMap<String, String>,
}

/// A translation on its way.
struct Shown {
    held: Editable,
    originals: Originals,
    into: String,
    typed: Option<Translation>,
    refusal: Option<Refusal>,
}

/// Answers `GET /admin/records/{id}/translate`.
pub(super) async fn open(visit: Visit, Id(id): Id) -> Result<Response, Refused> {
    let shown = Shown::of(visit.node.as_ref(), &id, &visit.uri).await?;
    shown.page(&visit)
}

/// Answers `POST /admin/records/{id}/translate`.
pub(super) async fn save(visit: Visit, Id(id): Id, Sent(posted): Sent<Posted>) -> Result<Response, Refused> {
    let mut shown = Shown::of(visit.node.as_ref(), &id, &visit.uri).await?;
    if shown.refusal.is_some() || shown.into.is_empty() {
        return shown.page(&visit);
    }
    let typed = shown.originals.texts.keys().filter_map(|place| {
        let text = posted.one(place).replace("\r\n", "\n");
        (!text.trim().is_empty()).then(|| (place.clone(), text))
    });
    let translation = Translation {
        language: shown.into.clone(),
        texts: typed.collect(),
        machine: posted.has(MACHINE),
        replace: posted.has(REPLACE),
    };
    let language = visit.reader.language;
    match visit.node.translate(&id, translation.clone()).await {
        Ok(_) => {
            let args = [
                ("title", shown.held.title(language).text),
                ("language", language_name(&shown.into, language)),
            ];
            Ok(to_list(&visit, say(language, "forms-translated", &args)))
        }
        Err(refusal) => {
            shown.typed = Some(translation);
            shown.refusal = Some(refusal);
            shown.page(&visit)
        }
    }
}

impl Shown {
    /// The texts of the record that `id` names, and the language that the address names.
    async fn of(node: &dyn Backend, id: &str, uri: &Uri) -> Result<Self, Refusal> {
        let parameters = query::parameters(uri, &[INTO, "lang"])?;
        let held = Editable::of(node, id).await?;
        let originals: Originals = read(node.template(id).await?)?;
        let into = parameters.into_iter().find(|(name, _)| name == INTO);
        let typed = into.map(|(_, tag)| tag.trim().to_owned()).unwrap_or_default();
        let tag = language::canonical(&typed);
        let refusal = match &tag {
            _ if typed.is_empty() => None,
            None => Some(
                Refusal::new("translation_language", 422)
                    .with("found", &typed)
                    .with("meant", language::suggest(&typed).unwrap_or_else(|| "none".to_owned())),
            ),
            Some(tag) if *tag == originals.original => {
                Some(Refusal::new("translation_original", 422).with("language", tag))
            }
            Some(_) => None,
        };
        Ok(Self {
            held,
            originals,
            into: tag.unwrap_or(typed),
            typed: None,
            refusal,
        })
    }

    fn page(self, visit: &Visit) -> Result<Response, Refused> {
        let language = visit.reader.language;
        let labels = Labels::new(self.held.kind()?, language);
        let frame = visit.frame(say(language, "forms-translate", &[]));
        let (mut refusal, mut marks) = (self.refusal, Marks::default());
        if let Some(refusal) = &mut refusal {
            let problems = std::mem::take(&mut refusal.problems);
            marks = Marks::of(problems.into_iter().map(|(_, problem)| problem));
            for (name, value) in &mut refusal.args {
                match *name {
                    "field" => *value = labels.path(value),
                    "language" => *value = language_name(value, language),
                    _ => {}
                }
            }
        }
        let wrong = refusal.as_ref().map(|refusal| complaint(refusal, language));
        let status = wrong.as_ref().map(|wrong| wrong.status);
        // Without a language, or in one that it can't be, there is nothing to write yet.
        let is_chosen = !self.into.is_empty() && (refusal.is_none() || self.typed.is_some());
        let record = Value::Object(self.held.record.clone());
        let texts = match is_chosen {
            true => texts(
                &record,
                &self.originals,
                &self.into,
                self.typed.as_ref(),
                &mut marks,
                &labels,
            ),
            false => Vec::new(),
        };
        let keep: Vec<_> = [(INTO.to_owned(), self.into.clone())]
            .into_iter()
            .chain(visit.reader.chosen.then(|| ("lang".to_owned(), language.to_string())))
            .collect();
        let is_ticked = |ticked: fn(&Translation) -> bool| self.typed.as_ref().is_some_and(ticked);
        let by_machine = record["machine_translated"].as_array();
        let by_machine = by_machine.is_some_and(|tags| tags.iter().any(|tag| *tag == self.into));
        let page = TranslationPage {
            desk: visit.desk(&frame),
            title: self.held.title(language),
            wrong,
            faults: marks.summary(&labels),
            language: is_chosen.then(|| language_name(&self.into, language)),
            action: address(visit.uri.path(), &keep),
            machine: (
                MACHINE,
                is_ticked(|typed| typed.machine) || (self.typed.is_none() && by_machine),
            ),
            replace: (REPLACE, is_ticked(|typed| typed.replace)),
            into: self.into,
            original: self.originals.original,
            texts,
            offers: [Offer::Languages],
            back: format!("{LIST}{}", frame.keep),
            frame,
        };
        Ok(with_form(&page, status, language)?)
    }
}

/// A refusal for whoever sits before the form, where the boxes are that a command line has as options.
fn complaint(refusal: &Refusal, language: Language) -> Complaint {
    let complaint = Complaint::of(refusal, language);
    let hint = match refusal.code {
        "translation_exists" => "forms-translate-exists",
        "translation_partly_machine" => "forms-translate-machine",
        "translation_empty" | "translation_untranslated" => "forms-translate-empty",
        _ => return complaint,
    };
    complaint.advised(say(language, hint, &[]))
}

/// A field for each text, in the order of the form, with what was typed or else what the record has.
fn texts(
    record: &Value,
    originals: &Originals,
    into: &str,
    typed: Option<&Translation>,
    marks: &mut Marks,
    labels: &Labels,
) -> Vec<Text> {
    let mut originals: Vec<_> = originals.texts.iter().collect();
    originals.sort_by_key(|(place, _)| labels.rank(place));
    let text = |(number, (place, original)): (usize, (&String, &String))| {
        let text = match typed {
            Some(typed) => typed.texts.get(place).cloned(),
            None => at(record, place, into),
        };
        let (id, label) = (format!("t{number}"), labels.path(place));
        let path = format!("{place}.{into}");
        Text {
            field: Field {
                wrong: marks.at(&path, &id, &label, None, labels),
                id,
                name: place.clone(),
                label,
                hint: None,
                required: false,
                tag: Some(into.to_owned()),
                control: Control::Area(lines(original), text.unwrap_or_default()),
            },
            original: original.clone(),
        }
    };
    (1..).zip(originals).map(text).collect()
}

/// The text that a record has at a place in a language.
fn at(record: &Value, place: &str, tag: &str) -> Option<String> {
    let pointer = place.replace('[', "/").replace(']', "").replace('.', "/");
    let texts = record.pointer(&format!("/{pointer}"))?;
    texts.get(tag)?.as_str().map(str::to_owned)
}

/// How many lines a field has for a text about as long as the original.
fn lines(original: &str) -> usize {
    let lines = original.lines().map(|line| line.chars().count() / LINE_CHARS + 1);
    lines.sum::<usize>().clamp(2, LINES_MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_found_by_its_place_and_language() {
        let record = json!({ "title": { "fr": "A" }, "building_blocks": [{ "title": { "es": "B" } }] });
        assert_eq!(at(&record, "title", "fr").as_deref(), Some("A"));
        assert_eq!(at(&record, "building_blocks[0].title", "es").as_deref(), Some("B"));
        assert_eq!(at(&record, "building_blocks[1].title", "es"), None);
    }

    #[test]
    fn a_field_is_as_high_as_its_text_needs() {
        assert_eq!(lines("short"), 2);
        assert_eq!(lines(&"long ".repeat(50)), 5);
        assert_eq!(lines(&"\n".repeat(50)), LINES_MAX);
    }
}
