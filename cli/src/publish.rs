//! `ayni publish`: signs records as this platform's own.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ayni_node::refusal::Refusal;
use clap::Args;
use serde_json::{Value, json};

use crate::batch::Batch;
use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::ui::Ui;

/// Most bytes of input: they are held in memory so that all is checked before anything is signed. More is for `import`.
const INPUT_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// What to publish.
#[derive(Args, Debug)]
pub(crate) struct Publish {
    /// A file with one record, an array, or one record a line; `-` for stdin.
    file: PathBuf,
}

impl Publish {
    /// Publishes the records, all or none of them, and prints what became of each.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let requests = requests(&records(&read_bounded(&self.file, INPUT_BYTES_MAX)?)?)?;
        let client = Client::find(context)?;
        let ui = context.ui;
        // A request is all or nothing by itself; several are so only if all are checked before the first is signed.
        if requests.len() > 1 {
            send(&client, &ui, "cli-checking", &requests, "true")?;
        }
        let results = send(&client, &ui, "cli-publishing", &requests, "false")?;
        if ui.json {
            return ui.json(&results);
        }
        let count = |outcome: &str| {
            results
                .iter()
                .filter(|result| result["outcome"] == outcome)
                .count()
                .to_string()
        };
        let counts = ["published", "updated", "unchanged"].map(|outcome| (outcome, count(outcome)));
        let text = |value: &Value| value.as_str().unwrap_or("–").to_owned();
        let rows = results.iter().map(|result| {
            let seq = result["seq"].as_u64().map_or("–".to_owned(), |seq| seq.to_string());
            vec![
                text(&result["id"]),
                text(&result["kind"]),
                seq,
                outcome(&ui, &result["outcome"]),
            ]
        });
        ui.table(&["cli-id", "cli-kind", "cli-seq", "cli-outcome"], rows.collect())?;
        ui.status("cli-publish-done", &counts);
        Ok(())
    }
}

/// One request: its body and how many records are in it.
type Request = (Vec<u8>, usize);

/// Sends `requests` and gives back what became of each record, in order.
fn send(client: &Client, ui: &Ui, key: &str, requests: &[Request], dry_run: &str) -> Result<Vec<Value>, Failure> {
    let total = requests.iter().map(|(_, count)| *count as u64).sum();
    let progress = ui.progress(key, total);
    let mut results: Vec<Value> = Vec::new();
    for (body, count) in requests {
        let answer = client.post("/api/v1/records", &[("dry_run", dry_run.to_owned())], body);
        let answer = answer.map_err(|failure| {
            let failure = moved(failure, results.len());
            if results.is_empty() || dry_run == "true" {
                return failure;
            }
            // The rest can be sent again: what is there already is not published twice if it has an `oid`.
            failure.advised(ui.say("cli-publish-lost", &[("count", results.len().to_string())]))
        })?;
        let answered = answer["results"].as_array().cloned().unwrap_or_default();
        if answered.len() != *count {
            return Err(Refusal::new("version_mismatch", 502).into());
        }
        results.extend(answered);
        progress.set(results.len() as u64, total, String::new());
    }
    Ok(results)
}

/// The same failure with the positions of its problems counted in the whole input: `by` records came before the request.
fn moved(failure: Failure, by: usize) -> Failure {
    let Failure::Told(mut told) = failure else {
        return failure;
    };
    for problem in &mut told.problems {
        if let Some(index) = problem["index"].as_u64() {
            problem["index"] = json!(index + by as u64);
        }
    }
    Failure::Told(told)
}

/// The word for what became of a record.
fn outcome(ui: &Ui, value: &Value) -> String {
    match value.as_str() {
        Some("published") => ui.say("cli-result-published", &[]),
        Some("updated") => ui.say("cli-result-updated", &[]),
        Some("unchanged") => ui.say("cli-result-unchanged", &[]),
        other => other.unwrap_or("–").to_owned(),
    }
}

fn requests(records: &[Value]) -> Result<Vec<Request>, Failure> {
    let mut requests = Vec::new();
    let mut batch = Batch::new();
    for record in records {
        requests.extend(batch.add(record, ())?.and_then(Batch::request));
    }
    requests.extend(batch.request());
    Ok(requests.into_iter().map(|(body, items)| (body, items.len())).collect())
}

/// The bytes of a file, or of stdin where it is called `-`; refused if there are more than `bytes_max`.
pub(crate) fn read_bounded(file: &Path, bytes_max: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().take(bytes_max + 1).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|open| open.take(bytes_max + 1).read_to_end(&mut bytes))
    };
    read.map_err(|cause| Failure::unreadable(file, cause))?;
    if bytes.len() as u64 > bytes_max {
        return Err(Refusal::new("body_too_large", 413).with("limit", bytes_max).into());
    }
    Ok(bytes)
}

/// The records in `bytes`: one or several JSON values behind each other, of which arrays hold several.
fn records(bytes: &[u8]) -> Result<Vec<Value>, Failure> {
    // A byte order mark is what some editors put before UTF-8.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut records = Vec::new();
    for value in serde_json::Deserializer::from_slice(bytes).into_iter::<Value>() {
        match value.map_err(|cause| Refusal::new("bad_json", 400).with("cause", cause))? {
            Value::Array(items) => records.extend(items),
            other => records.push(other),
        }
    }
    if records.is_empty() {
        return Err(Refusal::new("nothing_to_do", 400).into());
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Told;

    fn count(text: &str) -> usize {
        records(text.as_bytes()).expect("records").len()
    }

    #[test]
    fn one_record_an_array_and_lines_are_all_records() {
        assert_eq!(count("{\n  \"kind\": \"enterprise\"\n}\n"), 1);
        assert_eq!(count("[{\"a\": 1}, {\"a\": 2}]"), 2);
        assert_eq!(count("{\"a\": 1}\n{\"a\": 2}\n\n{\"a\": 3}"), 3);
        assert_eq!(count("\u{feff}[{\"a\": 1}]"), 1);
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        let failure = records(b"{\"a\": 1}\n{\"a\": }").expect_err("no JSON");
        assert_eq!(failure.code(), "bad_json");
        assert!(
            failure.message(ayni_node::text::Language::En).contains("line 2"),
            "{failure:?}"
        );
        for nothing in ["", "  \n", "[]"] {
            assert_eq!(
                records(nothing.as_bytes()).expect_err("nothing").code(),
                "nothing_to_do"
            );
        }
    }

    #[test]
    fn a_problem_names_the_record_of_the_whole_input() {
        let told = Told {
            code: "record_invalid".to_owned(),
            message: String::new(),
            hint: String::new(),
            problems: vec![json!({ "index": 3 }), json!({ "rule": "required" })],
        };
        let moved = moved(Failure::Told(told), 500);
        assert_eq!(moved.problems()[0]["index"], 503);
        assert_eq!(moved.problems()[1]["index"], Value::Null);
    }
}
