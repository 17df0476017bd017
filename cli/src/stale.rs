//! `ayni stale`: this platform's records that somebody should have looked at again by now.

use clap::Args;

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::filters::Filters;
use crate::list::text_in;

/// Which records.
#[derive(Args, Debug)]
pub(crate) struct Stale {
    #[command(flatten)]
    filters: Filters,
    /// Most records that are shown.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=500), default_value_t = 500)]
    limit: u16,
}

impl Stale {
    /// Prints the records, the longest overdue first, and what to do next.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let mut query = self.filters.query();
        query.push(("limit", self.limit.to_string()));
        let stale = Client::find(context)?.get("/api/v1/stale", &query)?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&stale["records"]);
        }
        let rows = stale["records"].as_array().into_iter().flatten().map(|record| {
            let text = |name: &str| record[name].as_str().unwrap_or("–").to_owned();
            // The day is enough for people.
            let updated: String = text("updated").chars().take_while(|c| *c != 'T').collect();
            vec![
                text("id"),
                text("kind"),
                text_in(&record["title"], record["original"].as_str(), ui.language),
                text("review_by"),
                updated,
            ]
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            ui.status("cli-stale-none", &[]);
            return Ok(());
        }
        let shown = rows.len().to_string();
        let columns = ["cli-id", "cli-kind", "cli-title", "cli-review-by", "cli-updated"];
        ui.table(&columns, rows)?;
        let total = stale["total"].as_u64().unwrap_or_default().to_string();
        ui.status("cli-stale-total", &[("shown", shown), ("total", total)]);
        ui.status("cli-stale-next", &[]);
        Ok(())
    }
}
