//! `ayni duplicates`: records that are likely of the same thing, with the reasons.

use clap::Args;
use serde_json::Value;

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::filters::Filters;
use crate::list::text_in;

/// Of which records.
#[derive(Args, Debug)]
pub(crate) struct Duplicates {
    #[command(flatten)]
    filters: Filters,
    /// Compares with the records of other platforms too.
    #[arg(long)]
    across: bool,
    /// Most pairs that are shown.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=500))]
    limit: Option<u16>,
}

impl Duplicates {
    /// Prints the pairs, the likeliest first.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let mut query = self.filters.query();
        query.extend(self.limit.map(|limit| ("limit", limit.to_string())));
        query.extend(self.across.then(|| ("across", "true".to_owned())));
        let found = Client::find(context)?.get("/api/v1/duplicates", &query)?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&found);
        }
        let pairs = found["pairs"].as_array().map_or(&[][..], Vec::as_slice);
        if pairs.is_empty() {
            ui.status("cli-duplicates-none", &[]);
            return Ok(());
        }
        let rows = pairs.iter().flat_map(|pair| {
            let reasons = pair["reasons"].as_array().into_iter().flatten();
            let reasons: Vec<String> = reasons.map(|reason| self.reason(context, reason)).collect();
            let record = |which: usize, score: String, reasons: String| {
                let record = &pair["records"][which];
                let text = |value: &Value| value.as_str().unwrap_or("–").to_owned();
                vec![
                    score,
                    text(&record["id"]),
                    text_in(&record["title"], record["original"].as_str(), ui.language),
                    text(&record["platform"]["name"]),
                    reasons,
                ]
            };
            [
                record(0, pair["score"].to_string(), reasons.join("; ")),
                record(1, String::new(), String::new()),
            ]
        });
        let columns = ["cli-score", "cli-id", "cli-title", "cli-platform", "cli-reasons"];
        ui.table(&columns, rows.collect())?;
        let args = [
            ("shown", pairs.len().to_string()),
            ("total", found["total"].to_string()),
        ];
        ui.status("cli-duplicates-total", &args);
        if found["complete"] == false {
            ui.status("cli-duplicates-partly", &[]);
        }
        ui.status("cli-duplicates-next", &[]);
        Ok(())
    }

    fn reason(&self, context: &Context, reason: &Value) -> String {
        let sign = reason["sign"].as_str().unwrap_or_default();
        let word = context.ui.word("sign", sign);
        match reason["value"].as_str() {
            Some(value) => format!("{word} ({value})"),
            None => word,
        }
    }
}
