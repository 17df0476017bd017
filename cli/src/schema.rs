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
    #[arg(value_parser = kind())]
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
            Some(kind) if self.example => full_and_plain(kind),
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

/// A record with nearly every field that people can read: what examples are otherwise made of trips programs up on purpose.
fn full_and_plain(kind: Kind) -> Value {
    let (mut turn, mut before) = (0, 0);
    let mut choose = |choices: usize| {
        let chosen = match choices {
            // A field is there or is not.
            2 => 1,
            // One element of a list, but no more of a text than one has been chosen.
            4 if before < 5 => 1,
            // What is plain comes first; so that texts differ, they take turns.
            5..=20 => {
                turn += 1;
                turn % 3
            }
            // Years are counted from 1000.
            5_001.. => 1_025,
            _ => 0,
        };
        before = choices;
        chosen
    };
    let record = example::of(kind, &mut choose);
    // Where some field needs what those choices leave out, the last choices are the fullest.
    if Record::parse(&record).is_ok() {
        lasting(record)
    } else {
        lasting(example::of(kind, &mut |choices| choices - 1))
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
            let record = full_and_plain(*kind);
            assert_eq!(
                Record::parse(&record).map(|record| record.kind()),
                Ok(*kind),
                "{record}"
            );
            assert!(
                !record.to_string().contains("2020-02-30"),
                "people can read it: {record:#}"
            );
            let members = kind.heading_members().into_iter().chain(kind.members());
            let lacking = members.filter(|member| record.get(member.name).is_none()).count();
            assert!(lacking <= 6, "{kind} lacks {lacking} fields: {record:#}");
        }
    }
}
