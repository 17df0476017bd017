//! `ayni search`: the records that have some words.

use clap::Args;

use crate::client::Client;
use crate::context::Context;
use crate::failure::Failure;
use crate::list::{self, List};

/// Which words, and of which records.
#[derive(Args, Debug)]
pub(crate) struct Search {
    /// The words: all of them are in each record that is found.
    #[arg(value_name = "TEXT")]
    text: String,
    /// What comes first.
    #[arg(long, value_parser = ["relevance", "newest", "name", "distance"], requires_if("distance", "near"))]
    sort: Option<String>,
    #[command(flatten)]
    list: List,
}

impl Search {
    /// Prints one page of what was found.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let mut query = self.list.query();
        query.push(("q", self.text));
        query.extend(self.sort.map(|sort| ("sort", sort)));
        let page = Client::find(context)?.get("/api/v1/search", &query)?;
        list::shown(context, &page)
    }
}
