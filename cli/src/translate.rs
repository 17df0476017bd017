//! `ayni translate`: adds a language to the texts of a record of this platform, beside the original.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ayni_node::refusal::Refusal;
use clap::Args;
use serde_json::{Map, Value, json};

use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;
use crate::publish::read_bounded;
use crate::revised;

/// Most bytes of a translation: a record has 512 KiB.
const INPUT_BYTES_MAX: u64 = 512 * 1024;

/// Which record, and its texts in another language.
#[derive(Args, Debug)]
pub(crate) struct Translate {
    /// The record's id.
    id: String,
    /// The language of the translation.
    #[arg(long, value_name = "TAG", required_unless_present = "template")]
    language: Option<String>,
    /// The texts: JSON, or TOML in a file called .toml; `-` for JSON on stdin.
    #[arg(long, value_name = "FILE", required_unless_present = "template")]
    file: Option<PathBuf>,
    /// A machine has made it.
    #[arg(long)]
    machine: bool,
    /// It may take the place of texts in this language.
    #[arg(long)]
    replace: bool,
    /// Prints the texts to translate instead.
    #[arg(long, conflicts_with_all = ["language", "file", "machine", "replace"])]
    template: bool,
}

impl Translate {
    /// Publishes the record with the translation, and prints the entry that holds it; or the texts to translate.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let path = format!("/api/v1/records/{}/translation", segment(&self.id));
        let (Some(language), Some(file)) = (&self.language, &self.file) else {
            return print_template(context, &Client::find(context)?.get(&path, &[])?);
        };
        let translation = json!({
            "language": language,
            "texts": texts(&read_bounded(file, INPUT_BYTES_MAX)?, is_toml(file))?,
            "machine": self.machine,
            "replace": self.replace,
        });
        let answer = Client::find(context)?.post(&path, &[], translation.to_string().as_bytes())?;
        let words = [("id", self.id), ("language", language.clone())];
        revised::print(context, &answer, "cli-translate-done", &words)
    }
}

/// The texts on stdout, as a file for `--file` that a person can write in.
fn print_template(context: &Context, answer: &Value) -> Result<(), Failure> {
    let ui = context.ui;
    let texts = &answer["texts"];
    if ui.json {
        return ui.json(texts);
    }
    ui.line(&serde_json::to_string_pretty(texts).map_err(Refusal::internal)?)?;
    let original = answer["original"].as_str().unwrap_or_default().to_owned();
    ui.status("cli-translate-next", &[("language", original)]);
    Ok(())
}

fn is_toml(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// The texts of a file by the places where they stand in the record.
fn texts(bytes: &[u8], toml: bool) -> Result<BTreeMap<String, String>, Failure> {
    // A byte order mark is what some editors put before UTF-8.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let bad = |cause: String| Failure::from(Refusal::new("translation_unreadable", 400).with("cause", cause));
    let members: Map<String, Value> = if toml {
        toml::from_slice(bytes).map_err(|cause| bad(cause.to_string()))?
    } else {
        serde_json::from_slice(bytes).map_err(|cause| bad(cause.to_string()))?
    };
    let text = |(place, value): (String, Value)| match value {
        Value::String(text) => Ok((place, text)),
        _ => Err(Refusal::new("translation_no_text", 400).with("field", place).into()),
    };
    members.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_toml_hold_texts_by_their_places() {
        let expected = BTreeMap::from([
            ("building_blocks[0].title".to_owned(), "La caja".to_owned()),
            ("title".to_owned(), "La sal".to_owned()),
        ]);
        let json = "\u{feff}{\"title\": \"La sal\", \"building_blocks[0].title\": \"La caja\"}";
        assert_eq!(texts(json.as_bytes(), false).expect("texts"), expected);
        let toml = "title = \"La sal\"\n\"building_blocks[0].title\" = \"La caja\"\n";
        assert_eq!(texts(toml.as_bytes(), true).expect("texts"), expected);
        assert!(is_toml(Path::new("es.TOML")) && !is_toml(Path::new("es.json")) && !is_toml(Path::new("-")));
    }

    #[test]
    fn what_holds_no_texts_is_refused_with_its_place() {
        let code = |text: &str, toml| texts(text.as_bytes(), toml).expect_err(text).code().to_owned();
        assert_eq!(code("[]", false), "translation_unreadable");
        assert_eq!(code("{\"title\": }", false), "translation_unreadable");
        assert_eq!(code("title = ", true), "translation_unreadable");
        assert_eq!(code("{\"title\": {\"fr\": \"x\"}}", false), "translation_no_text");
        assert_eq!(code("building_blocks.title = \"x\"", true), "translation_no_text");
    }
}
