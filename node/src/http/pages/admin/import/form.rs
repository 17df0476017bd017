//! The form by which a file comes in.

use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::{country, licence, spelling};

use super::super::super::Frame;
use super::super::super::filters::{Choosable, Select};
use super::super::complaint::Complaint;
use super::super::{Desk, with_form};
use super::upload::Typed;
use crate::exchange::Mapping;
use crate::http::answer::Refused;
use crate::http::reader::Reader;
use crate::http::session::Staff;
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
    /// Whether something was chosen of what is out of sight otherwise.
    is_open: bool,
}

/// The page, with what was typed and what is wrong with it.
pub(super) fn page(
    staff: &Staff,
    reader: Reader,
    uri: &Uri,
    typed: &Typed,
    wrong: Option<Complaint>,
) -> Result<Response, Refused> {
    let language = reader.language;
    let frame = Frame::new(reader, uri, say(language, "work-import", &[]));
    let limit = (FILE_BYTES_MAX / (1024 * 1024)).to_string();
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let shown = Import {
        desk: Desk::new(staff, &frame, uri),
        kind: select(
            "kind",
            "work-kind",
            "work-kind-any",
            &typed.kind,
            kinds(language),
            language,
        ),
        file_hint: say(language, "work-file-hint", &[("limit", limit)]),
        shipped: select(
            "shipped",
            "work-shipped",
            "work-shipped-none",
            &typed.shipped,
            same(Mapping::shipped_names()),
            language,
        ),
        defaults: vec![
            select(
                "licence",
                "work-licence",
                "work-default-none",
                &typed.licence,
                same(licence::usual()),
                language,
            ),
            select(
                "country",
                "work-country",
                "work-default-none",
                &typed.country,
                countries(language),
                language,
            ),
        ],
        language: typed.language.clone(),
        hints: vec![
            select(
                "encoding",
                "work-encoding",
                "work-found-out",
                &typed.encoding,
                same(ENCODINGS.into_iter()),
                language,
            ),
            select(
                "separator",
                "work-separator",
                "work-found-out",
                &typed.separator,
                separators(language),
                language,
            ),
        ],
        sheet: typed.sheet.clone(),
        is_open: ![&typed.encoding, &typed.separator, &typed.sheet]
            .into_iter()
            .all(String::is_empty),
        fault: wrong.as_ref().map_or("", |wrong| wrong.field),
        wrong,
        frame,
    };
    Ok(with_form(&shown, status, language)?)
}

fn select(
    name: &'static str,
    label: &str,
    any: &str,
    chosen: &str,
    options: Vec<(String, String)>,
    language: Language,
) -> Select {
    let option = |(value, label): (String, String)| Choosable {
        chosen: value == chosen,
        value,
        label,
    };
    Select {
        name,
        label: say(language, label, &[]),
        any: Some(say(language, any, &[])),
        options: options.into_iter().map(option).collect(),
    }
}

fn kinds(language: Language) -> Vec<(String, String)> {
    let kinds = Kind::ALL.iter();
    kinds
        .map(|kind| (kind.as_str().to_owned(), kind.label(language.as_str()).to_owned()))
        .collect()
}

/// Countries as readers look for them: by their names.
fn countries(language: Language) -> Vec<(String, String)> {
    let mut countries: Vec<_> = country::all()
        .iter()
        .map(|country| (country.code.to_owned(), country.name(language.as_str()).to_owned()))
        .collect();
    countries.sort_by_cached_key(|(_, name)| spelling::fold(name));
    countries
}

fn separators(language: Language) -> Vec<(String, String)> {
    [
        ("comma", "cli-separator-comma"),
        ("semicolon", "cli-separator-semicolon"),
        ("tab", "cli-separator-tab"),
        ("pipe", "cli-separator-pipe"),
    ]
    .map(|(word, key)| (word.to_owned(), say(language, key, &[])))
    .into()
}

/// What is called as it is written.
fn same<'a>(words: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    words.map(|word| (word.to_owned(), word.to_owned())).collect()
}
