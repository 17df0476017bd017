//! A good practice: what was done, why, how, and what came of it.

use serde::Serialize;

use super::fields::{Fields, object};
use super::form::{record_id, url};
use super::money::Money;
use super::values::{boolean, code, date, line, localized, localized_line, name};
use super::{Common, Date, KindFields, RecordId};
use crate::localized::Localized;
use crate::vocabulary::practice::Validation;

/// Longest objective.
pub const OBJECTIVE_CHARS_MAX: usize = 1_000;
/// Longest context, and longest results.
pub const CONTEXT_CHARS_MAX: usize = 3_000;
/// Longest approach.
pub const APPROACH_CHARS_MAX: usize = 5_000;
/// Longest results.
pub const RESULTS_CHARS_MAX: usize = 3_000;
/// Longest text on women and men.
pub const GENDER_CHARS_MAX: usize = 1_000;
/// Longest text on those who benefit.
pub const BENEFICIARIES_CHARS_MAX: usize = 1_000;
/// Longest text on what stood in the way.
pub const CONSTRAINTS_CHARS_MAX: usize = 2_000;
/// Longest text on what will last.
pub const SUSTAINABILITY_CHARS_MAX: usize = 2_000;
/// Longest text on doing it elsewhere.
pub const REPLICABILITY_CHARS_MAX: usize = 2_000;
/// Most organisations that took part.
pub const ORGANISATIONS_MAX: usize = 50;
/// Longest name of one of them, and longest role.
pub const ORGANISATION_CHARS_MAX: usize = 200;
/// Most building blocks. With them a language may hold 110,000 characters; the longest practice seen has 45,634.
pub const BLOCKS_MAX: usize = 20;
/// Longest title of a building block.
pub const BLOCK_TITLE_CHARS_MAX: usize = 200;
/// Longest text of a building block.
pub const BLOCK_TEXT_CHARS_MAX: usize = 2_500;
/// Longest enabling factors, and longest lessons, of a building block.
pub const BLOCK_LESSONS_CHARS_MAX: usize = 1_000;
/// Most pieces of evidence.
pub const EVIDENCE_MAX: usize = 20;
/// Longest title of a piece of evidence.
pub const EVIDENCE_TITLE_CHARS_MAX: usize = 300;

/// The fields of a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Practice {
    /// What it was to achieve.
    pub objective: Localized,
    /// Where and against what it began.
    pub context: Localized,
    /// What was done and how.
    pub approach: Localized,
    /// What came of it.
    pub results: Localized,
    /// From when to when.
    pub period: Option<Period>,
    /// Who did it; at least one.
    pub organisations: Vec<Organisation>,
    /// Whom it served.
    pub beneficiaries: Option<Localized>,
    /// What it meant for women and men.
    pub gender: Option<Localized>,
    /// Its parts, each of use on its own.
    pub building_blocks: Vec<BuildingBlock>,
    /// What stood in the way.
    pub constraints: Option<Localized>,
    /// What makes it last.
    pub sustainability: Option<Localized>,
    /// What it takes to do it elsewhere.
    pub replicability: Option<Localized>,
    /// What it cost.
    pub cost: Option<Money>,
    /// Where its results can be checked.
    pub evidence: Vec<Evidence>,
    /// Who says that it is good.
    pub validation: Validation,
    /// True if it rests on research and is meant for advocacy.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub case_study: bool,
}

/// From when to when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// When it began.
    pub start: Date,
    /// When it ended; `None` if it goes on.
    pub end: Option<Date>,
}

/// An organisation that took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// What it did.
    pub role: Option<String>,
    /// Its own record.
    pub record: Option<RecordId>,
}

/// A part of a practice that is of use on its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BuildingBlock {
    /// Its name.
    pub title: Localized,
    /// What it is.
    pub text: Localized,
    /// What made it work.
    pub enabling_factors: Option<Localized>,
    /// What was learnt.
    pub lessons: Option<Localized>,
}

/// Where results can be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// What it is.
    pub title: Localized,
    /// Where it is.
    pub url: Option<String>,
}

impl KindFields for Practice {
    fn read(fields: &mut Fields<'_, '_>, _: &Common<'_>) -> Option<Practice> {
        let objective = fields.required("objective", localized(OBJECTIVE_CHARS_MAX));
        let context = fields.required("context", localized(CONTEXT_CHARS_MAX));
        let approach = fields.required("approach", localized(APPROACH_CHARS_MAX));
        let results = fields.required("results", localized(RESULTS_CHARS_MAX));
        let validation = fields.required("validation", code());
        Some(Practice {
            period: fields.optional("period", object(Period::read)),
            organisations: fields.required_list("organisations", 1, ORGANISATIONS_MAX, object(Organisation::read)),
            beneficiaries: fields.optional("beneficiaries", localized(BENEFICIARIES_CHARS_MAX)),
            gender: fields.optional("gender", localized(GENDER_CHARS_MAX)),
            building_blocks: fields.list("building_blocks", BLOCKS_MAX, object(BuildingBlock::read)),
            constraints: fields.optional("constraints", localized(CONSTRAINTS_CHARS_MAX)),
            sustainability: fields.optional("sustainability", localized(SUSTAINABILITY_CHARS_MAX)),
            replicability: fields.optional("replicability", localized(REPLICABILITY_CHARS_MAX)),
            cost: fields.optional("cost", object(Money::read)),
            evidence: fields.list("evidence", EVIDENCE_MAX, object(Evidence::read)),
            case_study: fields.optional("case_study", boolean()).unwrap_or_default(),
            objective: objective?,
            context: context?,
            approach: approach?,
            results: results?,
            validation: validation?,
        })
    }
}

impl Period {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Period> {
        let start = fields.required("start", date());
        let end = fields.optional("end", date());
        fields.in_order(start, "end", end);
        Some(Period { start: start?, end })
    }
}

impl Organisation {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Organisation> {
        let name = fields.required("name", name(ORGANISATION_CHARS_MAX));
        Some(Organisation {
            role: fields.optional("role", line(ORGANISATION_CHARS_MAX)),
            record: fields.optional("record", record_id()),
            name: name?,
        })
    }
}

impl BuildingBlock {
    fn read(fields: &mut Fields<'_, '_>) -> Option<BuildingBlock> {
        let title = fields.required("title", localized_line(BLOCK_TITLE_CHARS_MAX));
        let text = fields.required("text", localized(BLOCK_TEXT_CHARS_MAX));
        Some(BuildingBlock {
            enabling_factors: fields.optional("enabling_factors", localized(BLOCK_LESSONS_CHARS_MAX)),
            lessons: fields.optional("lessons", localized(BLOCK_LESSONS_CHARS_MAX)),
            title: title?,
            text: text?,
        })
    }
}

impl Evidence {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Evidence> {
        let title = fields.required("title", localized_line(EVIDENCE_TITLE_CHARS_MAX));
        Some(Evidence {
            url: fields.optional("url", url()),
            title: title?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_may_hold_twenty_thousand_characters_a_language() {
        let own = OBJECTIVE_CHARS_MAX
            + CONTEXT_CHARS_MAX
            + APPROACH_CHARS_MAX
            + RESULTS_CHARS_MAX
            + GENDER_CHARS_MAX
            + BENEFICIARIES_CHARS_MAX
            + CONSTRAINTS_CHARS_MAX
            + SUSTAINABILITY_CHARS_MAX
            + REPLICABILITY_CHARS_MAX;
        assert!(own >= 20_000);
        let block = BLOCK_TITLE_CHARS_MAX + BLOCK_TEXT_CHARS_MAX + 2 * BLOCK_LESSONS_CHARS_MAX;
        assert!(own + BLOCKS_MAX * block >= 100_000);
    }
}
