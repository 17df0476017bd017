//! A statistic: one number, of one year and area, with its source.

use serde::Serialize;

use super::fields::{Fields, object};
use super::form::{decimal, sector_code};
use super::values::{code, integer, line, localized, localized_line};
use super::{Common, KindFields};
use crate::localized::Localized;
use crate::vocabulary::legal_form::LegalForm;
use crate::vocabulary::statistic::Sex;

/// Longest name of what is counted.
pub const INDICATOR_CHARS_MAX: usize = 300;
/// Longest unit.
pub const UNIT_CHARS_MAX: usize = 100;
/// Longest name of an area.
pub const AREA_CHARS_MAX: usize = 200;
/// Longest text on how it was counted.
pub const METHOD_CHARS_MAX: usize = 2_000;
/// Longest source.
pub const SOURCE_CHARS_MAX: usize = 500;

/// The fields of a statistic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statistic {
    /// What is counted or measured.
    pub indicator: Localized,
    /// How much: a decimal number as text, so that it reads alike everywhere.
    pub value: String,
    /// In what: "persons", "%", "EUR".
    pub unit: String,
    /// The year that it is about.
    pub year: i64,
    /// The country, region or place that it is about, in words or as a code.
    pub area: String,
    /// Of whom, where not of all.
    pub by: Option<By>,
    /// How it was counted.
    pub method: Option<Localized>,
    /// Who counted, and where that is published.
    pub source: String,
}

/// The part of a whole that a statistic is about. At least one field is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct By {
    /// Women or men.
    pub sex: Option<Sex>,
    /// One legal form.
    pub form: Option<LegalForm>,
    /// One sector.
    pub sector: Option<String>,
}

impl KindFields for Statistic {
    fn read(fields: &mut Fields<'_, '_>, _: &Common<'_>) -> Option<Statistic> {
        let indicator = fields.required("indicator", localized_line(INDICATOR_CHARS_MAX));
        let value = fields.required("value", decimal());
        let unit = fields.required("unit", line(UNIT_CHARS_MAX));
        let year = fields.required("year", integer(1000..=9999));
        let area = fields.required("area", line(AREA_CHARS_MAX));
        let by = fields.optional("by", object(By::read));
        let method = fields.optional("method", localized(METHOD_CHARS_MAX));
        let source = fields.required("source", line(SOURCE_CHARS_MAX));
        Some(Statistic {
            by,
            method,
            indicator: indicator?,
            value: value?,
            unit: unit?,
            year: year?,
            area: area?,
            source: source?,
        })
    }
}

impl By {
    fn read(fields: &mut Fields<'_, '_>) -> Option<By> {
        let by = By {
            sex: fields.optional("sex", code()),
            form: fields.optional("form", code()),
            sector: fields.optional("sector", sector_code()),
        };
        (by != By::default()).then_some(by)
    }
}
