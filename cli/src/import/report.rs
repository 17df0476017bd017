//! What an import did, as people and programs are told.

use std::path::Path;

use ayni_node::import::Report;
use ayni_node::refusal::Refusal;
use serde_json::{Map, Value, json};

use super::changes;
use crate::failure::Failure;
use crate::ui::Ui;

/// Most problems that people are shown one by one.
const ERRORS_SHOWN_MAX: usize = 20;

fn counts(report: &Report) -> [(&'static str, u64); 5] {
    [
        ("read", report.read),
        ("published", report.published),
        ("updated", report.updated),
        ("unchanged", report.unchanged),
        ("rejected", report.rejected),
    ]
}

/// A failure if there were rows and each was refused: no script must take that for an import.
pub(super) fn verdict(report: &Report) -> Result<(), Failure> {
    if report.read > 0 && report.rejected == report.read {
        return Err(Refusal::new("all_rows_refused", 422).into());
    }
    Ok(())
}

/// Says how far the import came before it stopped: what the node holds for sure, when the rest is in doubt.
pub(super) fn until_then(report: &Report, ui: &Ui) -> Result<(), Failure> {
    if ui.json {
        ui.json(&to_json(report, ui))?;
    }
    if report.changes.is_none() && report.acknowledged() > 0 {
        let arguments = counts(report).map(|(name, count)| (name, count.to_string()));
        ui.complain(&ui.say("cli-import-acknowledged", &arguments));
    }
    Ok(())
}

/// Prints what the import did, and why rows were refused.
pub(super) fn print(report: &Report, ui: &Ui, rejected: Option<&Path>) -> Result<(), Failure> {
    if ui.json {
        ui.json(&to_json(report, ui))?;
    } else {
        if let Some(changes) = &report.changes {
            changes::print(changes, ui)?;
        }
        let keys = [
            "cli-read",
            "cli-outcome-published",
            "cli-outcome-updated",
            "cli-outcome-unchanged",
            "cli-rejected",
        ];
        let counts = keys.into_iter().zip(counts(report));
        let withdrawn = report.withdrawn.map(|count| ("cli-outcome-withdrawn", count));
        let counts = counts.map(|(key, (_, count))| (key, count)).chain(withdrawn);
        ui.pairs(
            counts
                .map(|(key, count)| (ui.say(key, &[]), count.to_string()))
                .collect(),
        )?;
    }
    if report.changes.is_some() {
        ui.status("cli-import-dry", &[]);
    }
    if report.rejected == 0 {
        return Ok(());
    }
    let count = report.rejected.to_string();
    match rejected {
        Some(path) => {
            ui.status(
                "cli-import-rejected-file",
                &[("count", count), ("path", path.display().to_string())],
            );
        }
        None => ui.status("cli-import-rejected", &[("count", count)]),
    }
    if !ui.json && !ui.quiet {
        for problem in report.errors.iter().take(ERRORS_SHOWN_MAX) {
            ui.complain(&format!("  {}", problem.message_with_place(ui.language)));
        }
        let more = report.problems.saturating_sub(ERRORS_SHOWN_MAX as u64);
        if more > 0 {
            ui.complain(&format!(
                "  {}",
                ui.say("cli-more-problems", &[("count", more.to_string())])
            ));
        }
    }
    Ok(())
}

fn to_json(report: &Report, ui: &Ui) -> Value {
    let told = [
        ("encoding", &report.encoding),
        ("separator", &report.separator),
        ("sheet", &report.sheet),
    ];
    let told = told
        .into_iter()
        .filter_map(|(name, text)| Some((name.to_owned(), json!(text.as_ref()?))));
    let mut told: Map<String, Value> = told.collect();
    for (name, count) in counts(report) {
        told.insert(name.to_owned(), json!(count));
    }
    let errors = report.errors.iter().map(|problem| {
        let mut error = serde_json::to_value(problem).unwrap_or_default();
        error["message"] = json!(problem.message(ui.language));
        error
    });
    told.insert("errors".to_owned(), errors.collect());
    told.insert("errors_total".to_owned(), json!(report.problems));
    told.extend(report.withdrawn.map(|count| ("withdrawn".to_owned(), json!(count))));
    if let Some(changes) = &report.changes {
        told.extend(changes::to_json(changes));
    }
    Value::Object(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::FAILED;

    #[test]
    fn an_import_of_which_nothing_went_in_fails_and_one_of_which_something_did_not() {
        let judged = |read, published, unchanged, rejected| {
            verdict(&Report {
                read,
                published,
                unchanged,
                rejected,
                ..Report::default()
            })
        };
        let refused = judged(3, 0, 0, 3).expect_err("nothing went in");
        assert_eq!((refused.code(), refused.exit_status()), ("all_rows_refused", FAILED));
        for good in [
            judged(3, 1, 0, 2),
            judged(3, 0, 1, 2),
            judged(3, 3, 0, 0),
            judged(0, 0, 0, 0),
        ] {
            assert!(good.is_ok());
        }
    }
}
