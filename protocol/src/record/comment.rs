//! A comment: what somebody has to say about a record.

use serde::Serialize;

use super::fields::Fields;
use super::form::record_id;
use super::problem::Rule;
use super::values::{language, line, localized};
use super::{Common, KindFields, RecordId};
use crate::localized::Localized;

/// Longest comment.
pub const BODY_CHARS_MAX: usize = 5_000;
/// Longest name that its author goes by.
pub const HANDLE_CHARS_MAX: usize = 100;

/// The fields of a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comment {
    /// The record that it is about; it need not be held here.
    pub about: RecordId,
    /// The comment that it answers.
    pub parent: Option<RecordId>,
    /// What it says; the language in which it was written is among its languages.
    pub body: Localized,
    /// In which language it was written, as a canonical BCP 47 tag.
    pub language: String,
    /// The name that its author goes by. People who don't wish to be named need none.
    pub handle: Option<String>,
}

impl KindFields for Comment {
    fn read(fields: &mut Fields<'_, '_>, _: &Common<'_>) -> Option<Comment> {
        let about = fields.required("about", record_id());
        let parent = fields.optional("parent", record_id());
        let body = fields.required("body", localized(BODY_CHARS_MAX));
        let language = fields.required("language", language());
        if let (Some(body), Some(language)) = (&body, &language)
            && body.get(language).is_none()
        {
            let first = || body.iter().next().map(|(language, _)| language.to_owned());
            fields
                .at("language")
                .suggest::<()>(Rule::LanguageAbsent, language, first);
        }
        Some(Comment {
            parent,
            handle: fields.optional("handle", line(HANDLE_CHARS_MAX)),
            about: about?,
            body: body?,
            language: language?,
        })
    }
}
