//! `ayni schema`: what a record of a kind may hold, for programs that write records. Needs no node.

use ayni_protocol::record::{Kind, Record, example, schema};
use clap::Args;
use serde_json::{Value, json};

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
            Some(kind) if self.example => lasting(example::of(kind, &mut |choices| choices - 1)),
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

/// The record without what would hide it from whoever publishes it to try: an end in the past, and who may not see it.
fn lasting(mut record: Value) -> Value {
    for field in ["expires", "visibility"] {
        let mut without = record.clone();
        without.as_object_mut().and_then(|fields| fields.remove(field));
        if Record::parse(&without).is_ok() {
            record = without;
        }
    }
    record
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_of_each_kind_can_be_published_as_it_is() {
        for kind in Kind::ALL {
            let record = lasting(example::of(*kind, &mut |choices| choices - 1));
            assert_eq!(
                Record::parse(&record).map(|record| record.kind()),
                Ok(*kind),
                "{record}"
            );
        }
    }
}
