//! What every record has, whatever its kind.

use serde::Serialize;

use super::fields::{Fields, object};
use super::form::{country_code, licence_id, record_id, region_code, sector_code, url};
use super::problem::Rule;
use super::shape::{Reader, Shape, reader};
use super::values::{code, date, integer, language, line, localized, localized_line, name};
use super::{Date, LANGUAGES_MAX, RecordId};
use crate::localized::Localized;
use crate::vocabulary::code_list;
use crate::vocabulary::decent_work::DecentWork;
use crate::vocabulary::relation::Predicate;
use crate::vocabulary::sustainable_development::GOAL_MAX;

/// Longest identifier of a platform's own; registers seen use up to 40 characters, web addresses more.
pub const OID_CHARS_MAX: usize = 128;
/// Longest title; the longest name in 17,000 real rows has 181 characters.
pub const TITLE_CHARS_MAX: usize = 200;
/// Longest summary: two or three sentences.
pub const SUMMARY_CHARS_MAX: usize = 500;
/// Most countries: every one of ISO 3166-1.
pub const COUNTRIES_MAX: usize = 249;
/// Most sectors: whoever works in all works in none.
pub const SECTORS_MAX: usize = 5;
/// Most tags.
pub const TAGS_MAX: usize = 100;
/// Longest tag.
pub const TAG_CHARS_MAX: usize = 100;
/// Most web addresses.
pub const URLS_MAX: usize = 20;
/// Most images.
pub const IMAGES_MAX: usize = 10;
/// Longest caption of an image.
pub const CAPTION_CHARS_MAX: usize = 300;
/// Longest line that names an image's maker.
pub const CREDIT_CHARS_MAX: usize = 200;
/// Most relations to other records.
pub const RELATIONS_MAX: usize = 100;

code_list! {
    /// What the publisher says of the life of what a record describes.
    pub enum Status {
        Active = "active": "Active", "En activité", "Activa";
        Closed = "closed": "Closed", "Fermée", "Cerrada";
    }
}

/// Statuses that come from an operation on a record, never from a field in it.
const OPERATION_STATUSES: [&str; 2] = ["withdrawn", "erased"];

code_list! {
    /// Who may see a record.
    pub enum Visibility {
        Public = "public": "Public", "Public", "Público";
        Federation = "federation": "Members of the federation only", "Membres de la fédération seulement", "Solo miembros de la federación";
    }
}

code_list! {
    /// How far what a record describes reaches.
    ///
    /// Source: the ISO 3166 levels in plain words; our own list, November 2026.
    pub enum Scope {
        Local = "local": "Local", "Locale", "Local";
        Regional = "regional": "Regional", "Régionale", "Regional";
        National = "national": "National", "Nationale", "Nacional";
        International = "international": "International", "Internationale", "Internacional";
    }
}

/// A picture elsewhere on the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Image {
    /// Where it is.
    pub url: String,
    /// What it shows.
    pub caption: Option<Localized>,
    /// Who made it.
    pub credit: Option<String>,
}

/// A relation from this record to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relation {
    /// What this record is to the other.
    pub predicate: Predicate,
    /// The other record; it need not be held here.
    pub record: RecordId,
}

/// The fields that every record has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// The platform's own identifier in its register or spreadsheet: importing it again updates the record.
    pub oid: Option<String>,
    /// Where the platform has it from.
    pub source_url: Option<String>,
    /// Whether what it describes still goes on; `None` if the publisher doesn't say.
    pub status: Option<Status>,
    /// When somebody should look at it again.
    pub review_by: Option<Date>,
    /// After which day it should no longer be shown.
    pub expires: Option<Date>,
    /// SPDX identifier of the licence of its text.
    pub licence: String,
    /// Language in which it was written, as a canonical BCP 47 tag.
    pub original: String,
    /// Languages of the record that a machine translated; all the others were written by people.
    pub machine_translated: Vec<String>,
    /// Its title; the original language is among its languages.
    pub title: Localized,
    /// Two or three sentences on it.
    pub summary: Option<Localized>,
    /// ISO 3166-1 alpha-2 codes, at least one.
    pub countries: Vec<String>,
    /// ISO 3166-2 code of a part of one of the countries.
    pub region: Option<String>,
    /// Sector codes: `isic:…`, `ica:…` or `local:…`.
    pub sectors: Vec<String>,
    /// Numbers of the Sustainable Development Goals it serves.
    pub sdgs: Vec<u8>,
    /// Pillars of decent work it serves.
    pub decent_work: Vec<DecentWork>,
    /// Free words.
    pub tags: Vec<String>,
    /// How far it reaches.
    pub scope: Option<Scope>,
    /// Web addresses of what it describes.
    pub urls: Vec<String>,
    /// Pictures.
    pub images: Vec<Image>,
    /// Relations to other records.
    pub relations: Vec<Relation>,
    /// Who may see it.
    pub visibility: Visibility,
}

impl Heading {
    /// The countries among `fields`; rules of other fields look at them.
    pub(super) fn read_countries(fields: &mut Fields<'_, '_>) -> Vec<String> {
        fields.required_list("countries", 1, COUNTRIES_MAX, country_code())
    }

    /// The visibility among `fields`, or without one that of the kind.
    pub(super) fn read_visibility(fields: &mut Fields<'_, '_>, of_kind: Visibility) -> Visibility {
        fields.optional("visibility", code()).unwrap_or(of_kind)
    }

    /// The heading among `fields`. To be read last: it says which languages of all the texts are whose work.
    pub(super) fn read(fields: &mut Fields<'_, '_>, countries: Vec<String>, visibility: Visibility) -> Option<Heading> {
        let licence = fields.required("licence", licence_id());
        let original = fields.required("original", language());
        let title = fields.required("title", localized_line(TITLE_CHARS_MAX));
        let summary = fields.optional("summary", localized(SUMMARY_CHARS_MAX));
        let images = fields.list("images", IMAGES_MAX, object(Image::read));
        let region = fields.optional("region", region_code());
        let machine_translated = fields.list("machine_translated", LANGUAGES_MAX, language());
        check_region(fields, region.as_deref(), &countries);
        check_original(fields, original.as_deref(), title.as_ref());
        check_translations(fields, original.as_deref(), &machine_translated);
        Some(Heading {
            oid: fields.optional("oid", name(OID_CHARS_MAX)),
            source_url: fields.optional("source_url", url()),
            status: fields.optional("status", status()),
            review_by: fields.optional("review_by", date()),
            expires: fields.optional("expires", date()),
            machine_translated,
            summary,
            region,
            sectors: fields.list("sectors", SECTORS_MAX, sector_code()),
            sdgs: fields.list("sdgs", usize::from(GOAL_MAX), goal()),
            decent_work: fields.list("decent_work", DecentWork::ALL.len(), code()),
            tags: fields.list("tags", TAGS_MAX, line(TAG_CHARS_MAX)),
            scope: fields.optional("scope", code()),
            urls: fields.list("urls", URLS_MAX, url()),
            images,
            relations: fields.list("relations", RELATIONS_MAX, object(Relation::read)),
            visibility,
            countries,
            licence: licence?,
            original: original?,
            title: title?,
        })
    }
}

/// Reports a region of a country that isn't the record's.
fn check_region(fields: &mut Fields<'_, '_>, region: Option<&str>, countries: &[String]) {
    if let Some(region) = region
        && !countries.is_empty()
        && !countries
            .iter()
            .any(|country| region.split('-').next() == Some(country))
    {
        fields.at("region").refuse::<()>(Rule::CountryNotListed, region);
    }
}

/// Reports a title that lacks the original language.
fn check_original(fields: &mut Fields<'_, '_>, original: Option<&str>, title: Option<&Localized>) {
    if let (Some(original), Some(title)) = (original, title)
        && title.get(original).is_none()
    {
        fields.at("title").refuse::<()>(Rule::OriginalMissing, original);
    }
}

/// Reports machine translations that are none: the original, and languages in which the record has no text.
fn check_translations(fields: &mut Fields<'_, '_>, original: Option<&str>, machine_translated: &[String]) {
    for tag in machine_translated {
        let mut place = fields.at("machine_translated");
        if Some(tag.as_str()) == original {
            place.refuse::<()>(Rule::OriginalTranslated, tag);
        } else if !place.has_language(tag) {
            place.refuse::<()>(Rule::LanguageAbsent, tag);
        }
    }
}

impl Image {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Image> {
        let url = fields.required("url", url());
        Some(Image {
            caption: fields.optional("caption", localized(CAPTION_CHARS_MAX)),
            credit: fields.optional("credit", line(CREDIT_CHARS_MAX)),
            url: url?,
        })
    }
}

impl Relation {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Relation> {
        let predicate = fields.required("predicate", code());
        let record = fields.required("record", record_id());
        Some(Relation {
            predicate: predicate?,
            record: record?,
        })
    }
}

fn status() -> impl Reader<Status> {
    let status = code::<Status>();
    reader(
        || code::<Status>().shape(),
        move |value, place| {
            let by_operation = value.as_str().filter(|found| OPERATION_STATUSES.contains(found));
            match by_operation {
                Some(found) => place.refuse(Rule::StatusByOperation, found),
                None => status.read(value, place),
            }
        },
    )
}

fn goal() -> impl Reader<u8> {
    reader(
        || Shape::Goal,
        |value, place| {
            let number = integer(1..=i64::from(GOAL_MAX)).read(value, place)?;
            u8::try_from(number).ok()
        },
    )
}
