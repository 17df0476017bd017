//! The `ayni` program: one file a command. `ui` is the only file that prints.

mod accept;
mod allow;
mod arguments;
mod batch;
mod beside;
mod charter;
mod client;
mod context;
mod demo;
mod duplicates;
mod entry;
mod erase;
mod export;
mod failure;
mod federation;
mod filters;
mod flag;
mod help;
mod hide;
mod history;
mod import;
mod index;
mod init;
mod invite;
mod join;
mod key;
mod list;
mod logs;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod memory;
mod moderation;
mod peers;
mod publish;
mod receipt;
mod review;
mod revised;
mod same;
mod schema;
mod search;
mod serve;
mod show;
mod signals;
mod stale;
mod status;
mod translate;
mod ui;
mod usage;
mod verify;
mod withdraw;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use arguments::{Arguments, Command};
use ayni_node::text::Language;
use clap::{CommandFactory, FromArgMatches};
use context::{Context, wanted_language, wants_json};
use ui::Ui;

fn main() -> ExitCode {
    ayni_node::store::silence_caught_panics();
    let line: Vec<OsString> = env::args_os().collect();
    let language = wanted_language(&line);
    let arguments = match parsed(&line, language) {
        Ok(arguments) => arguments,
        Err(help) if usage::is_help(&help) => {
            ui::print_help(&help);
            return ExitCode::from(if help.use_stderr() { failure::WRONG_USAGE } else { 0 });
        }
        Err(error) => {
            let failure = usage::complaint(&error, language);
            let ui = Ui {
                language,
                json: wants_json(&line),
                quiet: false,
            };
            ui.failure(&failure);
            return ExitCode::from(failure.exit_status());
        }
    };
    let context = Context::new(arguments.options, language);
    match arguments.command.run(&context) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            context.ui.failure(&failure);
            ExitCode::from(failure.exit_status())
        }
    }
}

/// What `line` asks for. Help and version come as errors too, as clap has it.
fn parsed(line: &[OsString], language: Language) -> Result<Arguments, clap::Error> {
    let command = help::localised(Arguments::command(), language);
    let arguments = Arguments::from_arg_matches(&command.clone().try_get_matches_from(line)?)?;
    let Command::Help(asked) = &arguments.command else {
        return Ok(arguments);
    };
    let words = ["ayni".to_owned()]
        .into_iter()
        .chain(asked.command.iter().cloned())
        .chain(["--help".to_owned()]);
    Arguments::from_arg_matches(&command.try_get_matches_from(words)?)
}

#[cfg(test)]
mod tests {
    use clap::error::ErrorKind;

    use super::*;

    fn asked(words: &str) -> Result<Arguments, clap::Error> {
        let line: Vec<OsString> = words.split(' ').map(OsString::from).collect();
        parsed(&line, Language::En)
    }

    #[test]
    fn the_options_of_every_command_stand_anywhere() {
        let arguments = asked("ayni --json list --data d --kind practice").expect("a command line");
        assert!(arguments.options.json);
        assert_eq!(arguments.options.data.as_deref(), Some(std::path::Path::new("d")));
    }

    #[test]
    fn a_southern_latitude_is_no_option() {
        let arguments =
            asked("ayni list --near -0.18,-78.47,25 --sector isic:A --sector isic:C").expect("a command line");
        assert!(matches!(arguments.command, Command::List(_)));
        assert!(asked("ayni translate ID --template").is_ok());
    }

    #[test]
    fn help_of_a_command_is_its_own_help() {
        let help = |words| asked(words).expect_err("help").to_string();
        assert_eq!(
            asked("ayni help import").expect_err("help").kind(),
            ErrorKind::DisplayHelp
        );
        assert_eq!(help("ayni help federation found"), help("ayni federation found --help"));
        assert_eq!(
            asked("ayni help nonsense").expect_err("no such command").kind(),
            ErrorKind::InvalidSubcommand
        );
    }

    #[test]
    fn what_is_no_command_line_is_refused() {
        for words in [
            "ayni",
            "ayni list --limit 0",
            "ayni list --limit 501",
            "ayni list --kind shop",
            "ayni list --side east",
            "ayni stale --limit 0",
            "ayni review",
            "ayni same one",
            "ayni translate ID --language fr",
            "ayni translate ID --file fr.json",
            "ayni translate ID --template --machine",
            "ayni init --name N",
            "ayni export --format pdf",
            "ayni --lang de list",
            "ayni demo --platforms 0",
            "ayni charter propose admit",
        ] {
            let error = asked(words).expect_err(words);
            assert!(error.use_stderr(), "{words}");
        }
    }
}
