//! A tool or publication: a manual, a guide, a video, data.

use serde::Serialize;

use super::fields::{Fields, object};
use super::form::{doi, isbn, sha256};
use super::values::{LANGUAGES_MAX, code, integer, language, line, localized, name};
use super::{Common, KindFields};
use crate::localized::Localized;
use crate::vocabulary::resource::ResourceType;

/// Most authors.
pub const AUTHORS_MAX: usize = 50;
/// Longest name of an author.
pub const AUTHOR_CHARS_MAX: usize = 200;
/// Longest description.
pub const DESCRIPTION_CHARS_MAX: usize = 5_000;
/// Longest text on whom it is for.
pub const AUDIENCE_CHARS_MAX: usize = 500;
/// Longest name of a format, in words or as a media type.
pub const FORMAT_CHARS_MAX: usize = 100;
/// Largest file, in bytes: a terabyte, which no platform offers for download.
pub const FILE_BYTES_MAX: i64 = 1_000_000_000_000;

/// The fields of a resource.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// What kind of tool or publication it is.
    pub r#type: ResourceType,
    /// Languages in which it can be had, as canonical BCP 47 tags; at least one.
    pub languages: Vec<String>,
    /// Who made it.
    pub authors: Vec<String>,
    /// The year in which it appeared.
    pub year: Option<i64>,
    /// What it holds.
    pub description: Option<Localized>,
    /// Whom it is for.
    pub audience: Option<Localized>,
    /// Its format, such as "PDF, 120 pages".
    pub format: Option<String>,
    /// The file behind its address, so that whoever has it from elsewhere can tell whether it is the same.
    pub file: Option<File>,
    /// International Standard Book Number.
    pub isbn: Option<String>,
    /// Digital Object Identifier.
    pub doi: Option<String>,
}

/// A file, as it can be recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: Option<i64>,
    /// Its media type, such as `application/pdf`.
    pub media_type: Option<String>,
}

impl KindFields for Resource {
    fn read(fields: &mut Fields<'_, '_>, _: &Common<'_>) -> Option<Resource> {
        let r#type = fields.required("type", code());
        let languages = fields.required_list("languages", 1, LANGUAGES_MAX, language());
        Some(Resource {
            languages,
            authors: fields.list("authors", AUTHORS_MAX, name(AUTHOR_CHARS_MAX)),
            year: fields.optional("year", integer(1000..=9999)),
            description: fields.optional("description", localized(DESCRIPTION_CHARS_MAX)),
            audience: fields.optional("audience", localized(AUDIENCE_CHARS_MAX)),
            format: fields.optional("format", line(FORMAT_CHARS_MAX)),
            file: fields.optional("file", object(File::read)),
            isbn: fields.optional("isbn", isbn()),
            doi: fields.optional("doi", doi()),
            r#type: r#type?,
        })
    }
}

impl File {
    fn read(fields: &mut Fields<'_, '_>) -> Option<File> {
        let sha256 = fields.required("sha256", sha256());
        Some(File {
            bytes: fields.optional("bytes", integer(0..=FILE_BYTES_MAX)),
            media_type: fields.optional("media_type", line(FORMAT_CHARS_MAX)),
            sha256: sha256?,
        })
    }
}
