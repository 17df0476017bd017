//! What an import would do, or has done: counts, what changes, and the refused rows with their reasons.

use askama::Template;
use axum::response::Response;

use super::super::super::Frame;
use super::super::super::names::{counted, grouped};
use super::super::complaint::Complaint;
use super::super::visit::Visit;
use super::super::{Desk, with_form};
use super::rejected_name;
use crate::exchange::RowProblem;
use crate::http::answer::Refused;
use crate::http::tray::{Stage, Tray};
use crate::import::{Absent, Change, New, Report};
use crate::text::{Language, say};

/// Most changed fields that are shown, and most new records.
pub(super) const CHANGES_SHOWN_MAX: usize = 50;

/// Most problems that are shown.
pub(super) const PROBLEMS_SHOWN_MAX: usize = 200;

/// Longest part of a value that is shown, in characters: some lines of a table.
const VALUE_CHARS_MAX: usize = 160;

#[derive(Template)]
#[template(path = "admin/preview.html")]
struct Preview {
    frame: Frame,
    desk: Desk,
    name: String,
    action: String,
    wrong: Option<Complaint>,
    /// How the file was understood.
    source: Option<String>,
    is_publishing: bool,
    is_published: bool,
    /// Numbers with their captions.
    figures: Vec<(String, String)>,
    /// The button's words, if anything is to be published.
    publish: Option<String>,
    /// Where the refused rows are, and how many there are, in words.
    rejected: Option<(String, String)>,
    problems: Vec<ProblemRow>,
    problems_more: Option<String>,
    changes: Vec<ChangeRow>,
    changes_more: Option<String>,
    new: Vec<New>,
    new_more: Option<String>,
    /// Why nothing is withdrawn of what the file no longer has, if that was asked for.
    kept: Option<Complaint>,
    absent: Vec<Absent>,
    absent_more: Option<String>,
    /// What must be ticked, where many are missing.
    tick: Option<String>,
    is_unsure: bool,
}

/// A refused row's problem.
struct ProblemRow {
    row: u64,
    column: String,
    value: String,
    broken: String,
    advice: Option<String>,
}

/// A field that changes.
struct ChangeRow {
    title: String,
    oid: String,
    field: String,
    old: String,
    new: String,
}

/// The page of a file.
pub(super) fn page(visit: &Visit, tray: &Tray, wrong: Option<Complaint>) -> Result<Response, Refused> {
    let language = visit.reader.language;
    let (stage, report) = tray.state();
    let title = match stage {
        Stage::Checked => "work-preview",
        Stage::Publishing => "work-publishing",
        Stage::Published => "work-report",
    };
    let frame = visit.frame(say(language, title, &[]));
    let status = wrong.as_ref().map(|wrong| wrong.status);
    let good = report.published + report.updated;
    let absent_total = report.withdrawn.unwrap_or_default();
    let more = |total: u64, shown: usize| {
        let left = total.saturating_sub(shown as u64);
        (left > 0).then(|| counted("work-more", left, language))
    };
    let path = format!("/admin/import/{}", tray.key);
    let problems: Vec<ProblemRow> = report
        .errors
        .iter()
        .map(|problem| problem_row(problem, language))
        .collect();
    let listed = report.changes.as_ref();
    let changes = listed.map_or(&[][..], |changes| &changes.changes);
    let changes: Vec<ChangeRow> = changes.iter().map(change_row).collect();
    let new = listed.map_or(&[][..], |changes| &changes.new);
    let new = new.to_vec();
    let absent = listed.map_or(&[][..], |changes| &changes.absent).to_vec();
    let preview = Preview {
        kept: match tray.absence() {
            Some(Err(refusal)) => Some(Complaint::of(&refusal, language)),
            _ => None,
        },
        absent_more: more(listed.map_or(0, |changes| changes.absent_total), absent.len()),
        absent,
        tick: many_missing(tray).map(|(count, held)| {
            let numbers = [("count", grouped(count, language)), ("held", grouped(held, language))];
            say(language, "work-withdraw-sure", &numbers)
        }),
        is_unsure: wrong.as_ref().is_some_and(|wrong| wrong.field == "sure"),
        desk: visit.desk(&frame),
        name: tray.name.clone(),
        action: format!("{path}{}", frame.keep),
        source: source(&report, language),
        is_publishing: stage == Stage::Publishing,
        is_published: stage == Stage::Published,
        figures: figures(&report, stage, language),
        publish: (stage == Stage::Checked && good + absent_total > 0).then(|| match good {
            0 => counted("work-withdraw", absent_total, language),
            good => counted("work-publish", good, language),
        }),
        rejected: (report.rejected > 0).then(|| {
            let file = format!("{path}/{}{}", rejected_name(tray.format), frame.keep);
            (file, counted("work-rejected-file", report.rejected, language))
        }),
        problems_more: more(report.problems, problems.len()),
        problems,
        changes_more: more(listed.map_or(0, |changes| changes.changes_total), changes.len()),
        changes,
        new_more: more(listed.map_or(0, |changes| changes.new_total), new.len()),
        new,
        wrong,
        frame,
    };
    Ok(with_form(&preview, status, language)?)
}

fn figures(report: &Report, stage: Stage, language: Language) -> Vec<(String, String)> {
    let [published, updated] = match stage {
        Stage::Published => ["work-count-published", "work-count-updated"],
        Stage::Checked | Stage::Publishing => ["work-count-new", "work-count-changed"],
    };
    let withdrawn = match stage {
        Stage::Published => "work-count-withdrawn",
        Stage::Checked | Stage::Publishing => "work-count-missing",
    };
    let counts = [
        ("work-count-read", Some(report.read)),
        (published, Some(report.published)),
        (updated, Some(report.updated)),
        ("work-count-unchanged", Some(report.unchanged)),
        ("work-count-rejected", Some(report.rejected)),
        (withdrawn, report.withdrawn),
    ];
    let counts = counts.into_iter().filter_map(|(key, count)| Some((key, count?)));
    counts
        .map(|(key, count)| {
            let caption = say(language, key, &[("count", count.to_string())]);
            (grouped(count, language), caption)
        })
        .collect()
}

/// How many records are to be withdrawn, and of how many, where these are so many that somebody has to say that it is meant.
pub(super) fn many_missing(tray: &Tray) -> Option<(u64, u64)> {
    match (tray.state(), tray.absence()) {
        ((Stage::Checked, report), Some(Ok(absence))) if absence.are_many => Some((report.withdrawn?, absence.held)),
        _ => None,
    }
}

/// How the file was understood, in a sentence.
fn source(report: &Report, language: Language) -> Option<String> {
    if let Some(sheet) = &report.sheet {
        return Some(say(language, "cli-import-sheet", &[("sheet", sheet.clone())]));
    }
    let encoding = ("encoding", report.encoding.clone()?);
    Some(match report.separator {
        Some(separator) => {
            let mark = ("separator", separator.name(language));
            say(language, "cli-import-table", &[encoding, mark])
        }
        None => say(language, "cli-import-text", &[encoding]),
    })
}

fn problem_row(problem: &RowProblem, language: Language) -> ProblemRow {
    ProblemRow {
        row: problem.row,
        column: problem.column.clone().unwrap_or_else(|| problem.field.clone()),
        value: problem.value.clone(),
        broken: problem.broken(language),
        advice: problem.advice(language),
    }
}

fn change_row(change: &Change) -> ChangeRow {
    let (old, new) = change.shown(VALUE_CHARS_MAX);
    ChangeRow {
        title: change.title.clone(),
        oid: change.oid.clone(),
        field: change.field.clone(),
        old,
        new,
    }
}
