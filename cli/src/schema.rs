//! `ayni schema`: what a record of a kind may hold, for programs that write records. Needs no node.

use ayni_protocol::record::{Kind, example, schema};
use clap::Args;
use serde_json::json;

use crate::context::Context;
use crate::failure::Failure;
use crate::filters::kind;

/// Of which kind.
#[derive(Args, Debug)]
pub(crate) struct Schema {
    /// The kind; all kinds are listed if none is named.
    #[arg(value_parser = kind)]
    kind: Option<Kind>,
    /// A record with every field instead.
    #[arg(long, requires = "kind")]
    example: bool,
}

impl Schema {
    /// Prints the schema, or an example, or the kinds.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let ui = context.ui;
        let value = match self.kind {
            // The last choice is the fullest.
            Some(kind) if self.example => example::of(kind, &mut |choices| choices - 1),
            Some(kind) => schema::of(kind),
            None if ui.json => json!(Kind::ALL),
            None => {
                let label = |kind: &Kind| kind.label(ui.language.as_str()).to_owned();
                let rows = Kind::ALL.iter().map(|kind| vec![kind.to_string(), label(kind)]);
                return ui.table(&["cli-kind", "cli-title"], rows.collect());
            }
        };
        if ui.json {
            return ui.json(&value);
        }
        ui.line(&format!("{value:#}"))
    }
}
