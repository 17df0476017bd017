//! The form that brings a file: read within bounds, and turned into an order for the import.

use std::path::Path;

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::{country, language as tags};
use serde_json::json;

use super::super::broken;
use super::super::complaint::Complaint;
use crate::exchange::{self, Hints, Mapping, ReadError, Suggestions};
use crate::http::tray::{FILE_BYTES_MAX, Order};
use crate::import;
use crate::refusal::Refusal;
use crate::text::Language;

/// Largest mapping file in bytes; the longest one we have has some 5,000.
const MAPPING_BYTES_MAX: usize = 256 * 1024;

/// Longest text of a field, in bytes.
const TEXT_BYTES_MAX: usize = 500;

/// Longest name of a file, in characters: file systems take 255 bytes.
const NAME_CHARS_MAX: usize = 255;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) kind: String,
    pub(super) shipped: String,
    pub(super) licence: String,
    pub(super) country: String,
    pub(super) language: String,
    pub(super) encoding: String,
    pub(super) separator: String,
    pub(super) sheet: String,
    /// Ticked where what the file no longer has is to be withdrawn, and with what the numbers of such records begin.
    pub(super) whole: String,
    pub(super) prefix: String,
}

impl Typed {
    fn field(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "kind" => &mut self.kind,
            "shipped" => &mut self.shipped,
            "licence" => &mut self.licence,
            "country" => &mut self.country,
            "language" => &mut self.language,
            "encoding" => &mut self.encoding,
            "separator" => &mut self.separator,
            "sheet" => &mut self.sheet,
            "whole" => &mut self.whole,
            "prefix" => &mut self.prefix,
            _ => return None,
        })
    }
}

/// A file that was sent.
#[derive(Debug)]
struct Part {
    name: String,
    /// Absent if there are too many.
    bytes: Option<Vec<u8>>,
}

/// The whole form.
#[derive(Debug, Default)]
pub(super) struct Upload {
    pub(super) typed: Typed,
    /// Whether a mapping file to begin with is asked for, and nothing else.
    pub(super) wants_draft: bool,
    file: Option<Part>,
    mapping: Option<Part>,
}

impl Upload {
    /// Reads the form to its end, also where a file is too large: a browser shows an answer only to what it could send.
    ///
    /// # Errors
    /// `form_broken`, `upload_too_large`.
    pub(super) async fn read(mut form: Multipart) -> Result<Self, Refusal> {
        let mut upload = Self::default();
        while let Some(field) = form.next_field().await.map_err(cut_off)? {
            let name = field.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "file" => upload.file = part(field, FILE_BYTES_MAX).await?,
                "map" => upload.mapping = part(field, MAPPING_BYTES_MAX).await?,
                "draft" => upload.wants_draft = true,
                name => {
                    let place = upload.typed.field(name).ok_or_else(broken)?;
                    let bytes = bytes(field, TEXT_BYTES_MAX).await?.ok_or_else(broken)?;
                    *place = String::from_utf8(bytes).map_err(|_| broken())?.trim().to_owned();
                }
            }
        }
        Ok(upload)
    }

    /// What is to be imported, and how.
    ///
    /// # Errors
    /// The first thing that can't be.
    pub(super) fn order(self, language: Language) -> Result<Order, Complaint> {
        let refused = |field| move |refusal: Refusal| Complaint::of(&refusal, language).at(field);
        let Self {
            typed, file, mapping, ..
        } = self;
        let file = file
            .ok_or_else(|| Refusal::new("upload_missing", 422))
            .map_err(refused("file"))?;
        let format = import::format(Path::new(&file.name)).map_err(refused("file"))?;
        let bytes = file.bytes.ok_or_else(too_large).map_err(refused("file"))?;
        let mut mapping = chosen(&typed, mapping, language)?;
        if !typed.licence.is_empty() {
            mapping = mapping.with_default("licence", json!(typed.licence));
        }
        if !typed.country.is_empty() {
            let known = country::by_code(&typed.country)
                .ok_or_else(broken)
                .map_err(refused("country"))?;
            mapping = mapping.with_default("countries", json!([known.code]));
        }
        if !typed.language.is_empty() {
            let tag = tags::canonical(&typed.language)
                .ok_or_else(|| Refusal::new("bad_language", 422).with("value", &typed.language));
            mapping = mapping.with_default("original", json!(tag.map_err(refused("language"))?));
        }
        Ok(Order {
            missing: (!typed.whole.is_empty()).then(|| typed.prefix.clone()),
            hints: hints(&typed).map_err(refused("encoding"))?,
            name: file.name,
            file: bytes.into(),
            format,
            mapping,
        })
    }

    /// A mapping file to begin with, by what the columns are called.
    ///
    /// # Errors
    /// The file can't be read, or has no columns, or nobody says what its rows become.
    pub(super) fn draft(self, language: Language) -> Result<String, Complaint> {
        let refused = |field| move |refusal: Refusal| Complaint::of(&refusal, language).at(field);
        let kind = Kind::parse(&self.typed.kind).ok_or_else(|| Refusal::new("upload_kind", 422));
        let kind = kind.map_err(refused("kind"))?;
        // What the draft is for says the mapping; here any will do.
        let order = Self { mapping: None, ..self }.order(language)?;
        let rows = exchange::read(order.format, &order.hints, std::io::Cursor::new(order.file));
        let rows = rows.map_err(|error: ReadError| Complaint::of_fault(&error, language).at("file"))?;
        let columns = rows.columns().ok_or_else(|| Refusal::new("columns_unnamed", 400));
        let suggestions = Suggestions::new(kind, columns.map_err(refused("file"))?);
        Ok(suggestions.to_toml(&order.name, language))
    }
}

/// How rows become records: as a file says, or a mapping that comes with the program, or the columns themselves.
fn chosen(typed: &Typed, file: Option<Part>, language: Language) -> Result<Mapping, Complaint> {
    let refused = |field| move |refusal: Refusal| Complaint::of(&refusal, language).at(field);
    let kind = Kind::parse(&typed.kind);
    let (name, mapping) = match file {
        Some(part) => {
            let bytes = part.bytes.ok_or_else(broken).map_err(refused("map"))?;
            let mapping = Mapping::parse(&String::from_utf8_lossy(&bytes));
            let mapping = mapping.map_err(|error| Complaint::of_fault(&error, language).at("map"))?;
            (part.name, mapping)
        }
        None if typed.shipped.is_empty() => {
            let kind = kind.ok_or_else(|| Refusal::new("upload_kind", 422));
            return Ok(Mapping::plain(kind.map_err(refused("kind"))?));
        }
        None => {
            let mapping = Mapping::shipped(&typed.shipped).ok_or_else(|| {
                let known = Mapping::shipped_names().collect::<Vec<_>>().join(", ");
                Refusal::new("unknown_mapping", 404)
                    .with("name", &typed.shipped)
                    .with("known", known)
            });
            (typed.shipped.clone(), mapping.map_err(refused("shipped"))?)
        }
    };
    match kind {
        Some(kind) if kind != mapping.kind() => {
            let kind = mapping.kind().label(language.as_str());
            let refusal = Refusal::new("upload_other_kind", 422)
                .with("name", name)
                .with("kind", kind);
            Err(refused("kind")(refusal))
        }
        _ => Ok(mapping),
    }
}

fn hints(typed: &Typed) -> Result<Hints, Refusal> {
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Ok(Hints {
        encoding: given(&typed.encoding)
            .map(|text| text.parse().map_err(|_| broken()))
            .transpose()?,
        separator: given(&typed.separator)
            .map(|text| text.parse().map_err(|_| broken()))
            .transpose()?,
        sheet: given(&typed.sheet),
    })
}

/// A file of the form; `None` where none was chosen.
async fn part(field: Field<'_>, limit: usize) -> Result<Option<Part>, Refusal> {
    let name: String = field
        .file_name()
        .unwrap_or_default()
        .chars()
        .take(NAME_CHARS_MAX)
        .collect();
    let bytes = bytes(field, limit).await?;
    let is_chosen = !name.is_empty() || bytes.as_ref().is_none_or(|bytes| !bytes.is_empty());
    Ok(is_chosen.then_some(Part { name, bytes }))
}

/// The bytes of a field; `None` if there are more than `limit`, of which none is kept.
async fn bytes(mut field: Field<'_>, limit: usize) -> Result<Option<Vec<u8>>, Refusal> {
    let mut bytes = Some(Vec::new());
    while let Some(chunk) = field.chunk().await.map_err(cut_off)? {
        bytes = bytes.filter(|bytes| bytes.len() + chunk.len() <= limit);
        if let Some(bytes) = &mut bytes {
            bytes.extend(chunk);
        }
    }
    Ok(bytes)
}

fn cut_off(error: MultipartError) -> Refusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => broken(),
    }
}

fn too_large() -> Refusal {
    Refusal::new("upload_too_large", 413).with("limit", FILE_BYTES_MAX / (1024 * 1024))
}
