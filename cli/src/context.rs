//! What every command is told: where the data is, and how to speak.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use ayni_node::refusal::Refusal;
use ayni_node::text::Language;
use clap::Args;

use crate::failure::Failure;
use crate::ui::Ui;

/// Options of every command.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The data directory.
    #[arg(long, global = true, env = "AYNI_DATA", value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// One JSON value on stdout.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Nothing on stderr but errors.
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
    /// The language of what is printed.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = ["en", "fr", "es"])]
    pub(crate) lang: Option<String>,
}

/// How and where a command works.
pub(crate) struct Context {
    /// Where it prints.
    pub(crate) ui: Ui,
    /// `--data` or `AYNI_DATA`, if given.
    pub(crate) data: Option<PathBuf>,
}

impl Context {
    /// What `options` ask for; `language` has been read from them and the environment already.
    pub(crate) fn new(options: Options, language: Language) -> Self {
        let ui = Ui {
            language,
            json: options.json,
            quiet: options.quiet,
        };
        Self { ui, data: options.data }
    }

    /// The data directory: as given, or the usual place of this system.
    ///
    /// Errors: `data_dir_unknown` where the system has no such place, as for a user without a home.
    pub(crate) fn data_dir(&self) -> Result<PathBuf, Failure> {
        if let Some(dir) = &self.data {
            return Ok(dir.clone());
        }
        directories::ProjectDirs::from("", "", "ayni")
            .map(|dirs| dirs.data_dir().to_owned())
            .ok_or_else(|| Refusal::new("data_dir_unknown", 500).into())
    }
}

/// The language to speak, before the command line is understood: its errors and help need one already.
///
/// `--lang` counts first, then the environment as POSIX has it, and English where both say nothing we know.
pub(crate) fn wanted_language(arguments: &[OsString]) -> Language {
    let mut given = None;
    let mut rest = arguments.iter().skip(1).take_while(|argument| *argument != "--");
    while let Some(argument) = rest.next() {
        match argument.to_str() {
            Some("--lang") => given = rest.next().and_then(|value| value.to_str()),
            Some(other) => given = other.strip_prefix("--lang=").or(given),
            None => {}
        }
    }
    given.and_then(|value| value.parse().ok()).unwrap_or_else(|| {
        environment_language(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| env::var(name).unwrap_or_default()))
    })
}

/// Whether errors must be JSON too, before the command line is understood.
pub(crate) fn wants_json(arguments: &[OsString]) -> bool {
    arguments
        .iter()
        .skip(1)
        .take_while(|argument| *argument != "--")
        .any(|argument| argument == "--json")
}

/// The language of the first locale that is set.
fn environment_language(locales: [String; 3]) -> Language {
    locales
        .iter()
        .find(|locale| !locale.is_empty())
        .and_then(|locale| locale.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_command_line_says_the_language_first() {
        assert_eq!(wanted_language(&arguments("ayni --lang es list")), Language::Es);
        assert_eq!(wanted_language(&arguments("ayni list --lang=fr")), Language::Fr);
        assert_eq!(
            wanted_language(&arguments("ayni --lang es list --lang fr")),
            Language::Fr
        );
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let locales =
            |all: &str, messages: &str, lang: &str| environment_language([all, messages, lang].map(str::to_owned));
        assert_eq!(locales("", "es_EC.UTF-8", "fr_SN.UTF-8"), Language::Es);
        assert_eq!(locales("C", "es_EC.UTF-8", "fr_SN.UTF-8"), Language::En);
        assert_eq!(locales("", "", "fr"), Language::Fr);
        assert_eq!(locales("", "", ""), Language::En);
    }

    #[test]
    fn json_is_wanted_only_as_an_option() {
        assert!(wants_json(&arguments("ayni list --json")));
        assert!(!wants_json(&arguments("ayni publish -- --json")));
    }
}
