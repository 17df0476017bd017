//! A course or other way to learn, mostly at a distance.

use serde::Serialize;

use super::fields::Fields;
use super::form::record_id;
use super::values::{LANGUAGES_MAX, code, integer, language, localized, name};
use super::{Common, KindFields, RecordId};
use crate::localized::Localized;
use crate::vocabulary::learning::{Access, Format, Level};

/// Longest name of whoever offers it.
pub const PROVIDER_CHARS_MAX: usize = 200;
/// Longest course, in hours: three years of work.
pub const DURATION_HOURS_MAX: i64 = 6_000;
/// Longest description.
pub const DESCRIPTION_CHARS_MAX: usize = 5_000;
/// Longest text on what one has to know before.
pub const PREREQUISITES_CHARS_MAX: usize = 1_000;
/// Longest text on what one can do afterwards.
pub const OUTCOMES_CHARS_MAX: usize = 2_000;
/// Most resources that it uses.
pub const RESOURCES_MAX: usize = 50;

/// The fields of a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Learning {
    /// Who offers it.
    pub provider: String,
    /// Languages in which it is taught, as canonical BCP 47 tags; at least one.
    pub languages: Vec<String>,
    /// What one has to know before, in a word.
    pub level: Option<Level>,
    /// How long it takes, in hours of work.
    pub duration_hours: Option<i64>,
    /// What it is about.
    pub description: Option<Localized>,
    /// What one has to know before.
    pub prerequisites: Option<Localized>,
    /// What one can do afterwards.
    pub outcomes: Option<Localized>,
    /// Who may take part.
    pub access: Option<Access>,
    /// How it is taught.
    pub formats: Vec<Format>,
    /// Records of the resources that it uses.
    pub resources: Vec<RecordId>,
}

impl KindFields for Learning {
    fn read(fields: &mut Fields<'_, '_>, _: &Common<'_>) -> Option<Learning> {
        let provider = fields.required("provider", name(PROVIDER_CHARS_MAX));
        let languages = fields.required_list("languages", 1, LANGUAGES_MAX, language());
        Some(Learning {
            languages,
            level: fields.optional("level", code()),
            duration_hours: fields.optional("duration_hours", integer(1..=DURATION_HOURS_MAX)),
            description: fields.optional("description", localized(DESCRIPTION_CHARS_MAX)),
            prerequisites: fields.optional("prerequisites", localized(PREREQUISITES_CHARS_MAX)),
            outcomes: fields.optional("outcomes", localized(OUTCOMES_CHARS_MAX)),
            access: fields.optional("access", code()),
            formats: fields.list("formats", Format::ALL.len(), code()),
            resources: fields.list("resources", RESOURCES_MAX, record_id()),
            provider: provider?,
        })
    }
}
