//! The form by which a file comes in.

use askama::Template;
use axum::response::Response;
use ayni_protocol::vocabulary::licence;

use super::super::super::Frame;
use super::super::super::filters::Select;
use super::super::super::names::{countries, kinds};
use super::super::complaint::Complaint;
use super::super::visit::Visit;
use super::super::{Desk, with_form};
use super::upload::Typed;
use crate::exchange::{Mapping, Separator};
use crate::http::answer::Refused;
use crate::http::tray::FILE_BYTES_MAX;
use crate::text::{Language, say};

/// Ways of writing text that files from elsewhere have, where the program does not find it out.
const ENCODINGS: [&str; 5] = ["UTF-8", "windows-1252", "ISO-8859-15", "macintosh", "UTF-16LE"];

#[derive(Template)]
#[template(path = "admin/import.html")]
struct Import {
    frame: Frame,
    desk: Desk,
    wrong: Option<Complaint>,
    /// The field that is at fault, if one is.
    fault: &'static str,
    kind: Select,
    file_hint: String,
    /// How rows become records: a mapping that comes with the program.
    shipped: Select,
    /// What holds where a row says nothing.
    defaults: Vec<Select>,
    language: String,
    /// How a text file is written, where that is not found out.
    hints: Vec<Select>,
    sheet: String,
    /// Whether what the file no longer has is to be withdrawn, and of which records.
    is_whole: bool,
    prefix: String,
    /// Whether something was chosen of what is out of sight otherwise.
    is_open: bool,
}

/// The page, with what was typed and what is wrong with it.
pub(super) fn page(visit: &Visit, typed: &Typed, wrong: Option<Complaint>) -> Result<Response, Refused> {
    let language = visit.reader.language;
    let frame = visit.frame(say(language, "work-import", &[]));
    let limit = (FILE_BYTES_MAX / (1024 * 1024)).to_string();
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let shown = Import {
        desk: visit.desk(&frame),
        kind: Select::new(
            "kind",
            "work-kind",
            Some("work-kind-any"),
            kinds(language),
            &typed.kind,
            language,
        ),
        file_hint: say(language, "work-file-hint", &[("limit", limit)]),
        shipped: Select::new(
            "shipped",
            "work-shipped",
            Some("work-shipped-none"),
            same(Mapping::shipped_names()),
            &typed.shipped,
            language,
        ),
        defaults: defaults(typed, language),
        language: typed.language.clone(),
        hints: hints(typed, language),
        sheet: typed.sheet.clone(),
        is_whole: !typed.whole.is_empty(),
        prefix: typed.prefix.clone(),
        is_open: ![&typed.encoding, &typed.separator, &typed.sheet]
            .into_iter()
            .all(String::is_empty),
        fault: wrong.as_ref().map_or("", |wrong| wrong.field),
        wrong,
        frame,
    };
    Ok(with_form(&shown, status, language)?)
}

/// What holds where a row says nothing.
fn defaults(typed: &Typed, language: Language) -> Vec<Select> {
    vec![
        Select::new(
            "licence",
            "work-licence",
            Some("work-default-none"),
            same(licence::usual()),
            &typed.licence,
            language,
        ),
        Select::new(
            "country",
            "work-country",
            Some("work-default-none"),
            countries(language),
            &typed.country,
            language,
        ),
    ]
}

/// How a text file is written.
fn hints(typed: &Typed, language: Language) -> Vec<Select> {
    vec![
        Select::new(
            "encoding",
            "work-encoding",
            Some("work-found-out"),
            same(ENCODINGS),
            &typed.encoding,
            language,
        ),
        Select::new(
            "separator",
            "work-separator",
            Some("work-found-out"),
            separators(language),
            &typed.separator,
            language,
        ),
    ]
}

fn separators(language: Language) -> impl Iterator<Item = (String, String)> {
    Separator::known().map(move |separator| (separator.to_string(), separator.name(language)))
}

/// What is called as it is written.
fn same<'a>(words: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = (&'a str, String)> {
    words.into_iter().map(|word| (word, word.to_owned()))
}
