//! An event: an academy, a conference, a meeting, at a place or on the web.

use serde::Serialize;

use super::fields::{Fields, object};
use super::form::{time_zone, url};
use super::place::{Address, Point};
use super::problem::Rule;
use super::values::{LANGUAGES_MAX, date, language, line, localized, moment, name};
use super::{Common, Date, KindFields, Moment};
use crate::localized::Localized;

/// Longest name of whoever holds it.
pub const ORGANISER_CHARS_MAX: usize = 200;
/// Longest name of the series that it belongs to.
pub const SERIES_CHARS_MAX: usize = 200;
/// Longest word on which of the series it is.
pub const EDITION_CHARS_MAX: usize = 50;
/// Longest description.
pub const DESCRIPTION_CHARS_MAX: usize = 5_000;

/// The fields of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// When it begins, in its own time zone.
    pub start: Moment,
    /// When it ends, in its own time zone.
    pub end: Option<Moment>,
    /// Its time zone: a name of the IANA database.
    pub time_zone: String,
    /// Who holds it.
    pub organiser: String,
    /// Where it is held; it has a place, an address on the web, or both.
    pub place: Option<Address>,
    /// Where it is on the map.
    pub geo: Option<Point>,
    /// Where to join it on the web.
    pub online_url: Option<String>,
    /// The series that it belongs to.
    pub series: Option<String>,
    /// Which of the series it is.
    pub edition: Option<String>,
    /// What it is about.
    pub description: Option<Localized>,
    /// Where to register.
    pub registration_url: Option<String>,
    /// The last day to register.
    pub deadline: Option<Date>,
    /// Languages it works in, as canonical BCP 47 tags.
    pub languages: Vec<String>,
}

impl KindFields for Event {
    fn read(fields: &mut Fields<'_, '_>, common: &Common<'_>) -> Option<Event> {
        let start = fields.required("start", moment());
        let end = fields.optional("end", moment());
        fields.in_order(start, "end", end);
        let time_zone = fields.required("time_zone", time_zone());
        let organiser = fields.required("organiser", name(ORGANISER_CHARS_MAX));
        let somewhere = ["place", "online_url"].into_iter().any(|name| fields.has(name));
        if !somewhere {
            fields.at("place").refuse::<()>(Rule::PlaceRequired, "");
        }
        Some(Event {
            end,
            place: fields.optional("place", object(Address::read)),
            geo: fields.optional("geo", object(|fields| Point::read(fields, common.countries))),
            online_url: fields.optional("online_url", url()),
            series: fields.optional("series", line(SERIES_CHARS_MAX)),
            edition: fields.optional("edition", line(EDITION_CHARS_MAX)),
            description: fields.optional("description", localized(DESCRIPTION_CHARS_MAX)),
            registration_url: fields.optional("registration_url", url()),
            deadline: fields.optional("deadline", date()),
            languages: fields.list("languages", LANGUAGES_MAX, language()),
            start: start?,
            time_zone: time_zone?,
            organiser: organiser?,
        })
    }
}
