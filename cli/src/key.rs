//! `ayni key`: the platform's key, kept safe and brought back.

use std::path::PathBuf;

use ayni_node::backup;
use ayni_node::config::Config;
use ayni_node::data_dir::DataDir;
use ayni_node::keystore;
use ayni_node::refusal::Refusal;
use ayni_node::setup::{self, Initialised, Profile};
use ayni_node::words;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::context::Context;
use crate::failure::Failure;
use crate::ui::Ui;

/// Words in a row on the screen.
const COLUMNS: usize = 4;

/// What to do with the key.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true)]
pub(crate) struct Key {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Show,
    Backup(Backup),
    Words(Words),
    Restore(Restore),
}

/// Where the backup goes.
#[derive(Args, Debug)]
struct Backup {
    /// The file to write.
    file: PathBuf,
    /// Where the passphrase is.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Whether the words may be shown.
#[derive(Args, Debug)]
struct Words {
    /// Show them.
    #[arg(long)]
    yes: bool,
}

/// Where the key comes from.
#[derive(Args, Debug)]
#[command(arg_required_else_help = true)]
struct Restore {
    /// The backup.
    #[arg(required_unless_present = "words", conflicts_with = "words")]
    file: Option<PathBuf>,
    /// Where the passphrase is.
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    passphrase_file: Option<PathBuf>,
    /// Read 24 words from stdin.
    #[arg(long, requires = "name", requires = "country")]
    words: bool,
    /// The platform's name.
    #[arg(long, requires = "words")]
    name: Option<String>,
    /// Its country, ISO 3166-1 alpha-2.
    #[arg(long, value_name = "CC", requires = "words")]
    country: Option<String>,
    /// The side it declares; the country decides otherwise.
    #[arg(long, value_parser = ["north", "south"], requires = "words")]
    side: Option<String>,
    /// The language it mostly writes in, BCP 47.
    #[arg(long, requires = "words")]
    language: Option<String>,
}

impl Key {
    /// Shows the key, keeps it, or brings it back.
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        match self.action {
            Action::Show => show(context),
            Action::Backup(backup) => backup.run(context),
            Action::Words(words) => words.run(context),
            Action::Restore(restore) => restore.run(context),
        }
    }
}

fn show(context: &Context) -> Result<(), Failure> {
    let dir = DataDir::new(context.data_dir()?);
    dir.check_initialised()?;
    let secret = keystore::read_key(&dir)?;
    let public = secret.public();
    let card = Config::read(&dir)?.platform.card().sign(&secret);
    let ui = context.ui;
    let words = words::of_key(&public);
    if ui.json {
        return ui.json(&json!({
            "did": public.to_string(), "peer_id": public.peer_id(), "key_words": words, "card": card,
        }));
    }
    ui.pairs(vec![
        (ui.say("cli-did", &[]), public.to_string()),
        (ui.say("cli-peer-id", &[]), public.peer_id()),
        (ui.say("cli-key-words", &[]), words),
        (ui.say("cli-card", &[]), card),
    ])
}

impl Backup {
    fn run(self, context: &Context) -> Result<(), Failure> {
        let ui = context.ui;
        let passphrase = ui.passphrase(self.passphrase_file.as_deref(), true)?;
        backup::write(&context.data_dir()?, &self.file, &passphrase)?;
        let file = self.file.display().to_string();
        if ui.json {
            return ui.json(&json!({ "file": file }));
        }
        ui.status("cli-key-kept", &[("path", file)]);
        Ok(())
    }
}

impl Words {
    fn run(self, context: &Context) -> Result<(), Failure> {
        if !self.yes {
            return Err(Refusal::new("words_unasked", 400).into());
        }
        let dir = DataDir::new(context.data_dir()?);
        dir.check_initialised()?;
        let words = words::of_secret(&keystore::read_key(&dir)?)?;
        let ui = context.ui;
        if ui.json {
            return ui.json(&json!({ "words": words }));
        }
        ui.status("cli-words-warning", &[]);
        for (row, words) in words.chunks(COLUMNS).enumerate() {
            let numbered = (row * COLUMNS + 1..).zip(words);
            let cells: Vec<String> = numbered
                .map(|(number, word)| format!("{number:>2} {word:<9}"))
                .collect();
            ui.line(cells.join(" ").trim_end())?;
        }
        Ok(())
    }
}

impl Restore {
    fn run(self, context: &Context) -> Result<(), Failure> {
        let (ui, dir) = (context.ui, context.data_dir()?);
        let (made, next) = match (self.file, self.name, self.country) {
            (Some(file), ..) => {
                let passphrase = ui.passphrase(self.passphrase_file.as_deref(), false)?;
                (backup::restore(&dir, &file, &passphrase)?, "cli-restore-next")
            }
            (None, Some(name), Some(country)) => {
                let secret = words::to_secret(&ui.words()?)?;
                let profile = Profile {
                    name,
                    country,
                    side: self.side,
                    language: self.language,
                };
                (setup::init_with(&dir, profile, &secret)?, "cli-restore-words-next")
            }
            // The command line asks for one or the other.
            _ => return Err(Refusal::new("bad_words", 422).with("place", 0).with("count", 0).into()),
        };
        told(&ui, &made, next)
    }
}

fn told(ui: &Ui, made: &Initialised, next: &str) -> Result<(), Failure> {
    if ui.json {
        return ui.json(made);
    }
    ui.status("cli-restore-done", &[]);
    ui.pairs(vec![
        (ui.say("cli-did", &[]), made.did.clone()),
        (ui.say("cli-data-dir", &[]), made.data_dir.clone()),
    ])?;
    ui.status(next, &[]);
    Ok(())
}
