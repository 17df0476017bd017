//! `ayni entry`: one signed entry, and the bytes that any COSE library can check.

use std::path::{Path, PathBuf};

use ayni_node::refusal::Refusal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;

use crate::client::{Client, segment};
use crate::context::Context;
use crate::failure::Failure;

/// Which entry, and where its bytes go.
#[derive(Args, Debug)]
pub(crate) struct Entry {
    /// The entry's id.
    id: String,
    /// Writes the signed bytes to this file; `-` for stdout.
    #[arg(long, value_name = "FILE")]
    cose: Option<PathBuf>,
}

impl Entry {
    /// Prints the entry, and writes its bytes if wanted.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let ui = context.ui;
        let to_stdout = self.cose.as_deref() == Some(Path::new("-"));
        if to_stdout && ui.json {
            return Err(Refusal::new("stdout_taken", 400).into());
        }
        let entry = Client::find(context)?.get(&format!("/api/v1/entries/{}", segment(&self.id)), &[])?;
        if let Some(path) = &self.cose {
            let bytes = entry["cose_base64"]
                .as_str()
                .and_then(|text| STANDARD.decode(text).ok());
            let bytes = bytes.ok_or_else(|| Refusal::new("version_mismatch", 502))?;
            if to_stdout {
                return ui.bytes(&bytes);
            }
            std::fs::write(path, bytes).map_err(|cause| Failure::unwritable(path, cause))?;
            ui.status("cli-entry-written", &[("path", path.display().to_string())]);
        }
        if ui.json {
            return ui.json(&entry);
        }
        let text = |name: &str| entry[name].as_str().unwrap_or("–").to_owned();
        ui.pairs(vec![
            (ui.say("cli-entry", &[]), text("entry")),
            (ui.say("cli-author", &[]), text("author")),
            (ui.say("cli-seq", &[]), entry["seq"].to_string()),
            (ui.say("cli-prev", &[]), text("prev")),
            (ui.say("cli-time", &[]), text("time")),
            (ui.say("cli-federation", &[]), text("external_aad")),
            (ui.say("cli-body", &[]), text("body")),
        ])?;
        if entry["erased"].as_bool() == Some(true) {
            ui.status("cli-entry-erased", &[]);
        }
        Ok(())
    }
}
