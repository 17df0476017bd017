//! Gives every command and option its text, in the reader's language.
//!
//! The key of a command's text is `help-` and its words, joined by hyphens; an option adds its own name:
//! `help-federation-found-name`. The options of every command are under `help-option-NAME`, the filters that several commands
//! take under `help-filter-NAME`.

use ayni_node::text::{Language, say};
use clap::builder::{Resettable, StyledStr};
use clap::{Arg, ArgAction, Command};

/// The options that every command has, so that their text is written once.
const EVERYWHERE: [&str; 6] = ["data", "json", "quiet", "lang", "help", "version"];

/// The group in which clap keeps the options of [`crate::filters::Filters`].
const FILTERS: &str = "Filters";

/// Where the options that every command has stand in the list of options: behind any command's own.
const EVERYWHERE_FROM: usize = 900;

/// `command` and all below it, speaking `language`.
pub(crate) fn localised(command: Command, language: Language) -> Command {
    // What clap adds by itself would be English.
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    speaking(command.disable_version_flag(true).arg(version), "help", language)
}

fn speaking(command: Command, key: &str, language: Language) -> Command {
    let text = |key: &str| say(language, key, &[]);
    let filters = filters(&command);
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let about = if key == "help" { text("help-ayni") } else { text(key) };
    let (usage, arguments, options, commands) = (
        text("help-usage"),
        text("help-arguments"),
        text("help-options"),
        text("help-commands"),
    );
    command
        .about(about)
        .long_about(Resettable::<StyledStr>::Reset)
        .disable_help_flag(true)
        .arg(help)
        .help_template(format!("{{about}}\n\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .subcommand_help_heading(commands)
        .subcommand_value_name(text("help-command-name"))
        .mut_args(|argument| {
            let id = argument.get_id().as_str().to_owned();
            let heading = if argument.is_positional() {
                arguments.clone()
            } else {
                options.clone()
            };
            let argument = argument
                .help(text(&argument_key(key, &id, &filters)))
                .long_help(Resettable::<StyledStr>::Reset)
                .help_heading(heading)
                .hide_env(true);
            // What is the command's own comes first.
            let argument = match EVERYWHERE.iter().position(|known| *known == id) {
                Some(position) => argument.display_order(EVERYWHERE_FROM + position),
                None => argument,
            };
            if !argument.get_action().takes_values() {
                return argument;
            }
            // Clap would add these in English; the texts name what matters.
            argument.hide_possible_values(true).hide_default_value(true)
        })
        .mut_subcommands(|command| {
            let key = format!("{key}-{}", command.get_name());
            speaking(command, &key, language)
        })
}

/// The names of the filters that a command takes.
fn filters(command: &Command) -> Vec<String> {
    let group = command.get_groups().find(|group| group.get_id() == FILTERS);
    group
        .into_iter()
        .flat_map(|group| group.get_args())
        .map(|id| id.as_str().to_owned())
        .collect()
}

fn argument_key(command: &str, argument: &str, filters: &[String]) -> String {
    if filters.iter().any(|filter| filter == argument) {
        return format!("help-filter-{}", argument.replace('_', "-"));
    }
    let argument = argument.replace('_', "-");
    if EVERYWHERE.contains(&argument.as_str()) {
        return format!("help-option-{argument}");
    }
    format!("{command}-{argument}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::arguments::Arguments;

    /// The keys of the texts of a command and of all below it.
    fn keys(command: &Command, key: &str, found: &mut BTreeSet<String>) {
        let own = if key == "help" { "help-ayni" } else { key };
        let filters = filters(command);
        let arguments = command
            .get_arguments()
            .map(|argument| argument_key(key, argument.get_id().as_str(), &filters));
        found.extend(arguments.chain([own.to_owned()]));
        for inner in command.get_subcommands() {
            keys(inner, &format!("{key}-{}", inner.get_name()), found);
        }
    }

    #[test]
    fn every_command_and_option_has_its_text_and_every_text_its_place() {
        let headings = [
            "help-usage",
            "help-arguments",
            "help-options",
            "help-commands",
            "help-command-name",
        ];
        let mut wanted: BTreeSet<String> = headings.map(str::to_owned).into();
        keys(&localised(Arguments::command(), Language::En), "help", &mut wanted);
        let texts = include_str!("../../node/locales/en/cli.ftl");
        let known = texts.lines().filter(|line| line.starts_with("help-"));
        let known: BTreeSet<String> = known
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect();
        assert_eq!(wanted, known);
    }

    #[test]
    fn the_command_line_holds_together() {
        localised(Arguments::command(), Language::Es).debug_assert();
    }

    #[test]
    fn help_speaks_the_readers_language() {
        let help = |language| localised(Arguments::command(), language).render_help().to_string();
        assert!(help(Language::Fr).contains(&say(Language::Fr, "help-init", &[])));
        assert!(help(Language::Es).contains(&say(Language::Es, "help-options", &[])));
        assert!(!help(Language::Es).contains("Options:"));
    }
}
