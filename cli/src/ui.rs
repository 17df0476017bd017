//! All that the program prints: data on stdout, everything else on stderr.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::Path;
use std::time::Duration;

use ayni_node::refusal::Refusal;
use ayni_node::text::{Language, say, word};
use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::failure::{Failure, suggested};

/// Most bytes read of a passphrase or of words: far more than either has.
const SECRET_INPUT_BYTES_MAX: u64 = 4_096;

/// What stands for stdin in place of a file's name.
const STDIN: &str = "-";

/// Most problems of records that are shown to people one by one; programs get them all.
const PROBLEMS_SHOWN_MAX: usize = 20;

/// Longest answer to a question, in bytes.
const ANSWER_BYTES_MAX: u64 = 64;

/// What a line tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tint {
    /// Something that comes.
    Gain,
    /// Something that goes.
    Loss,
}

impl Tint {
    /// `text` in green or red where stdout is a terminal, unless its reader wants no colours (no-color.org).
    fn on(self, text: &str) -> String {
        if !io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            return text.to_owned();
        }
        let colour = match self {
            Self::Gain => 32,
            Self::Loss => 31,
        };
        format!("\u{1b}[{colour}m{text}\u{1b}[0m")
    }
}

/// How the reader wants to be spoken to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ui {
    /// The language of all sentences.
    pub(crate) language: Language,
    /// One JSON value on stdout instead of words and tables.
    pub(crate) json: bool,
    /// Nothing on stderr but errors.
    pub(crate) quiet: bool,
}

impl Ui {
    /// The sentence `key` in the reader's language.
    pub(crate) fn say(&self, key: &str, args: &[(&str, String)]) -> String {
        say(self.language, key, args)
    }

    /// The word for a value that travels as `code`: of the `kind` `role` or `quorum`.
    pub(crate) fn word(&self, kind: &str, code: &str) -> String {
        word(self.language, kind, code)
    }

    /// Prints `text` and a line's end on stdout.
    pub(crate) fn line(&self, text: &str) -> Result<(), Failure> {
        self.bytes(format!("{text}\n").as_bytes())
    }

    /// Writes `bytes` to stdout as they are, now.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        stdout
            .write_all(bytes)
            .and_then(|()| stdout.flush())
            .map_err(output_failure)
    }

    /// Stdout for data that is written piece by piece. What is left is written when it is flushed.
    pub(crate) fn stdout(&self) -> impl Write + Send + use<> {
        io::BufWriter::new(io::stdout())
    }

    /// Prints one JSON value on stdout.
    pub(crate) fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value).map_err(Refusal::internal)?;
        self.line(&text)
    }

    /// Prints a table on stdout. The names of its columns are keys of sentences.
    ///
    /// On a terminal, cells are wrapped to its width; elsewhere each row is one line, so that `grep` finds it whole.
    pub(crate) fn table(&self, columns: &[&str], rows: Vec<Vec<String>>) -> Result<(), Failure> {
        let header = columns.iter().map(|key| self.say(key, &[])).collect();
        self.line(&drawn(Some(header), rows, stdout_columns()))
    }

    /// Prints names and values on stdout, a pair a line.
    pub(crate) fn pairs(&self, pairs: Vec<(String, String)>) -> Result<(), Failure> {
        let rows = pairs.into_iter().map(|(name, value)| vec![name, value]).collect();
        self.line(&drawn(None, rows, stdout_columns()))
    }

    /// Prints what was signed of the record `id` on stdout: the node's answer as JSON, or the entry and its number, with the sentence `done`
    /// on stderr.
    pub(crate) fn signed(&self, signed: &Value, done: &str, id: String) -> Result<(), Failure> {
        if self.json {
            return self.json(signed);
        }
        self.status(done, &[("id", id)]);
        let entry = signed["entry"].as_str().unwrap_or_default().to_owned();
        let seq = signed["seq"].as_u64().unwrap_or_default().to_string();
        self.pairs(vec![
            (self.say("cli-entry", &[]), entry),
            (self.say("cli-seq", &[]), seq),
        ])
    }

    /// Tells the reader the sentence `key` on stderr, unless quiet is wanted.
    pub(crate) fn status(&self, key: &str, args: &[(&str, String)]) {
        if !self.quiet {
            self.complain(&self.say(key, args));
        }
    }

    /// Prints a line on stderr that matters even to those who want quiet.
    pub(crate) fn complain(&self, text: &str) {
        // Where even stderr is closed there is nobody left to tell.
        let _ = writeln!(io::stderr().lock(), "{}", plain(text, true));
    }

    /// Prints a line on stdout that tells of something gained or lost: in colour where people look at it.
    pub(crate) fn tinted(&self, tint: Tint, text: &str) -> Result<(), Failure> {
        self.line(&tint.on(text))
    }

    /// Prints what a field was and what it becomes, below the record that they are of.
    pub(crate) fn change(&self, field: &str, old: &str, new: &str) -> Result<(), Failure> {
        self.line(&format!("    {field}: {} → {}", Tint::Loss.on(old), Tint::Gain.on(new)))
    }

    /// Asks the question `key` on a terminal. False unless somebody has said yes, in any of our languages.
    pub(crate) fn confirmed(&self, key: &str, args: &[(&str, String)]) -> bool {
        if self.quiet || self.json || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return false;
        }
        self.complain(&self.say(key, args));
        let mut answer = String::new();
        let read = io::BufReader::new(io::stdin().take(ANSWER_BYTES_MAX)).read_line(&mut answer);
        let answer = answer.trim().to_lowercase();
        read.is_ok()
            && Language::ALL
                .iter()
                .any(|language| say(*language, "cli-answer-yes", &[]) == answer)
    }

    /// A passphrase: from a file, from stdin where that is `-`, or asked for on the terminal, twice if it is a
    /// new one. Never shown.
    pub(crate) fn passphrase(&self, file: Option<&Path>, new: bool) -> Result<Zeroizing<String>, Failure> {
        let path = file.unwrap_or(Path::new(STDIN));
        let unread = |cause: io::Error| Failure::unreadable(path, cause);
        if file.is_none() {
            let ask = |key: &str| rpassword::prompt_password(format!("{} ", self.say(key, &[]))).map(Zeroizing::new);
            let passphrase = ask("cli-passphrase").map_err(|_| Refusal::new("passphrase_unasked", 400))?;
            if new && ask("cli-passphrase-again").map_err(unread)? != passphrase {
                return Err(Refusal::new("passphrases_differ", 422).into());
            }
            return Ok(passphrase);
        }
        let mut text = Zeroizing::new(String::new());
        let mut source: Box<dyn Read> = match path.as_os_str() == STDIN {
            true => Box::new(io::stdin()),
            false => Box::new(std::fs::File::open(path).map_err(unread)?),
        };
        source
            .by_ref()
            .take(SECRET_INPUT_BYTES_MAX)
            .read_to_string(&mut text)
            .map_err(unread)?;
        Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
    }

    /// What is written on stdin, as far as 24 words may go.
    pub(crate) fn words(&self) -> Result<Zeroizing<String>, Failure> {
        if io::stdin().is_terminal() {
            self.status("cli-words-asked", &[]);
        }
        let mut text = Zeroizing::new(String::new());
        let mut stdin = io::stdin().take(SECRET_INPUT_BYTES_MAX);
        let unread = |cause| Failure::unreadable(Path::new(STDIN), cause);
        stdin.read_to_string(&mut text).map_err(unread)?;
        Ok(text)
    }

    /// Shows `text` as a QR code, for a telephone that photographs the terminal: only where there is one whose
    /// reader wants more than data, and that is wide enough.
    pub(crate) fn qr(&self, text: &str) {
        if self.quiet || self.json || !io::stderr().is_terminal() {
            return;
        }
        let Some(drawn) = qr_drawn(text) else {
            return;
        };
        let width = drawn.lines().next().map_or(0, |line| line.chars().count());
        if terminal_size::terminal_size_of(io::stderr()).is_some_and(|(columns, _)| usize::from(columns.0) >= width) {
            // Where even stderr is closed there is nobody left to show it to.
            let _ = writeln!(io::stderr().lock(), "{drawn}");
        }
    }

    /// Says why the command failed: `error:`, `hint:`, what records are at fault, and with `--json` the same for programs.
    pub(crate) fn failure(&self, failure: &Failure) {
        if matches!(failure, Failure::OutputClosed) {
            return;
        }
        self.complain(&format!("error: {}", failure.message(self.language)));
        let problems = failure.problems();
        for problem in problems.iter().take(PROBLEMS_SHOWN_MAX) {
            self.complain(&format!("  {}", self.problem(problem)));
        }
        if let Some(more) = problems.len().checked_sub(PROBLEMS_SHOWN_MAX).filter(|more| *more > 0) {
            self.complain(&format!(
                "  {}",
                self.say("cli-more-problems", &[("count", more.to_string())])
            ));
        }
        let hint = failure.hint(self.language);
        if !hint.is_empty() {
            self.complain(&format!("hint: {hint}"));
        }
        if self.json {
            let _ = writeln!(io::stderr().lock(), "{}", failure.to_json(self.language));
        }
    }

    /// One line about a record's problem, as the node words it.
    fn problem(&self, problem: &Value) -> String {
        let text = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        let record = problem["index"]
            .as_u64()
            .map_or(String::new(), |index| (index + 1).to_string());
        let fix = suggested(self.language, &text("rule"), problem["suggestion"].as_str());
        let (field, message) = (text("field"), text("message"));
        // Most sentences name the field themselves.
        let key = if message.contains(&field) {
            "cli-problem"
        } else {
            "cli-problem-field"
        };
        let line = self.say(key, &[("record", record), ("field", field), ("message", message)]);
        if fix.is_empty() { line } else { format!("{line} {fix}") }
    }

    /// A bar over `total` steps under the sentence `key`. Drawn only on a terminal, and not where quiet is wanted.
    pub(crate) fn progress(&self, key: &str, total: u64) -> Progress {
        self.bar(
            ProgressBar::with_draw_target(Some(total), self.target()),
            &self.say(key, &[]),
        )
    }

    /// Shows that work of unknown length goes on under the sentence `key`. Drawn where bars are.
    pub(crate) fn working(&self, key: &str) -> Progress {
        let bar = ProgressBar::with_draw_target(None, self.target());
        if let Ok(style) = ProgressStyle::with_template(WORKING) {
            bar.set_style(style);
        }
        bar.set_prefix(self.say(key, &[]));
        bar.enable_steady_tick(LOOK_EVERY);
        Progress(bar)
    }

    /// Several bars below each other, named `names`, each over `total` steps.
    pub(crate) fn bars(&self, names: &[String], total: u64) -> Vec<Progress> {
        let all = MultiProgress::with_draw_target(self.target());
        names
            .iter()
            .map(|name| self.bar(all.add(ProgressBar::new(total)), &plain(name, false)))
            .collect()
    }

    /// Whether bars can be seen: on a terminal whose reader did not ask for quiet.
    pub(crate) fn draws_bars(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    fn target(&self) -> ProgressDrawTarget {
        if self.draws_bars() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        }
    }

    fn bar(&self, bar: ProgressBar, name: &str) -> Progress {
        // The templates are text of this file; a test reads them.
        if let Ok(style) = ProgressStyle::with_template(BAR) {
            bar.set_style(style);
        }
        bar.set_prefix(name.to_owned());
        Progress(bar)
    }
}

const BAR: &str = "{prefix:20!} [{bar:30}] {percent:>3}% {msg}";
const WORKING: &str = "{prefix} {spinner} {msg}";

/// How far some work has come.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Shows that `done` of `total` steps are done, and `message` behind the bar.
    pub(crate) fn set(&self, done: u64, total: u64, message: String) {
        self.0.set_length(total.max(1));
        self.0.set_position(done.min(total.max(1)));
        self.0.set_message(message);
    }

    /// Shows `message` behind work of unknown length.
    pub(crate) fn tell(&self, message: String) {
        self.0.set_message(message);
    }

    /// Takes the bar off the screen.
    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

/// A bar must not stay on the screen above the error that ended the work.
impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// What it means that stdout takes no more: a closed pipe is no failure.
pub(crate) fn output_failure(error: io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::OutputClosed;
    }
    Refusal::new("output_failed", 500).with("cause", error).into()
}

/// Prints help or version, which clap makes.
pub(crate) fn print_help(help: &clap::Error) {
    // A closed pipe ends the program quietly all the same.
    let _ = help.print();
}

/// Seconds as people say them: `3d 4h`, `12 min`, `8 s`.
pub(crate) fn duration(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// Bytes as people say them, in powers of ten: `1.2 MB`.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    match UNITS.into_iter().find(|(_, unit)| bytes >= *unit) {
        Some((name, unit)) => format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit),
        None => format!("{bytes} B"),
    }
}

/// How long bars rest between two looks at what they show.
pub(crate) const LOOK_EVERY: Duration = Duration::from_millis(200);

/// `text` without what would steer a terminal: records come from strangers. Line breaks stay if `lines`.
pub(crate) fn plain(text: &str, lines: bool) -> String {
    let steers = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| match c {
            '\n' if lines => '\n',
            '\n' | '\r' | '\t' => ' ',
            c if steers(c) => '\u{FFFD}',
            c => c,
        })
        .collect()
}

/// `text` as a QR code of half blocks, two rows a line; `None` if it is too long for one.
fn qr_drawn(text: &str) -> Option<String> {
    use qrcode::render::unicode::Dense1x2;
    // The lowest correction: a screen has no scratches, and fewer squares fit more terminals.
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::L).ok()?;
    // Dark squares on a light ground, whatever the terminal's own colours are.
    Some(
        code.render::<Dense1x2>()
            .dark_color(Dense1x2::Light)
            .light_color(Dense1x2::Dark)
            .build(),
    )
}

/// Columns of the terminal on stdout; `None` if it is none.
fn stdout_columns() -> Option<u16> {
    let stdout = io::stdout();
    if !stdout.is_terminal() {
        return None;
    }
    terminal_size::terminal_size_of(&stdout).map(|(width, _)| width.0)
}

/// Rows below each other, two spaces between the columns.
fn drawn(header: Option<Vec<String>>, rows: Vec<Vec<String>>, columns: Option<u16>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    match columns {
        Some(columns) => {
            table
                .set_content_arrangement(ContentArrangement::Dynamic)
                .set_width(columns);
        }
        None => {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    // A cell of several lines is drawn as such only where people look at it.
    let cells = |row: Vec<String>| {
        row.into_iter()
            .map(|cell| plain(&cell, columns.is_some()))
            .collect::<Vec<_>>()
    };
    if let Some(header) = header {
        table.set_header(cells(header));
    }
    for row in rows {
        table.add_row(cells(row));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_one_line_a_row_where_no_terminal_is() {
        let rows = vec![
            vec!["a".to_owned(), "x".repeat(300)],
            vec!["bc".to_owned(), "two\nlines".to_owned()],
        ];
        let drawn = drawn(Some(vec!["id".to_owned(), "title".to_owned()]), rows, None);
        let lines: Vec<&str> = drawn.lines().collect();
        assert_eq!(lines[0], "id  title");
        assert_eq!(lines[1].len(), 304);
        assert_eq!(lines[2], "bc  two lines");
    }

    #[test]
    fn a_ticket_fits_a_code_and_a_book_does_not() {
        let ticket = format!("ayni-ticket:{}", "A".repeat(700));
        let drawn = qr_drawn(&ticket).expect("a code");
        let widths: Vec<usize> = drawn.lines().map(|line| line.chars().count()).collect();
        assert!(
            widths.iter().all(|width| *width == widths[0] && *width < 120),
            "{widths:?}"
        );
        assert!(qr_drawn(&"A".repeat(5_000)).is_none());
    }

    #[test]
    fn a_table_fits_the_terminal() {
        let rows = vec![vec!["a".to_owned(), "word ".repeat(60)]];
        let drawn = drawn(None, rows, Some(60));
        assert!(drawn.lines().count() > 1);
        assert!(drawn.lines().all(|line| line.chars().count() <= 60), "{drawn}");
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_printed() {
        assert_eq!(plain("a\u{1b}[31mb\u{202e}c\nd", false), "a\u{fffd}[31mb\u{fffd}c d");
        assert_eq!(plain("a\nb", true), "a\nb");
    }

    #[test]
    fn sizes_and_times_are_said_as_people_say_them() {
        assert_eq!(size(999), "999 B");
        assert_eq!(size(1_250_000), "1.2 MB");
        assert_eq!(duration(8), "8 s");
        assert_eq!(duration(3 * 86_400 + 4 * 3_600 + 59), "3 d 4 h");
        assert_eq!(duration(5_400), "1 h 30 min");
    }

    #[test]
    fn the_bars_can_be_drawn() {
        assert!(ProgressStyle::with_template(BAR).is_ok());
        assert!(ProgressStyle::with_template(WORKING).is_ok());
    }

    /// Everything between two quotation marks in the program's own source that looks like a sentence's key.
    fn keys_in_source(dir: &Path, found: &mut std::collections::BTreeSet<String>) {
        for entry in std::fs::read_dir(dir).expect("the source") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                keys_in_source(&path, found);
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("text");
            let keys = source
                .split('"')
                .filter(|part| part.starts_with("cli-") && part.len() > 4);
            found.extend(keys.map(str::to_owned));
        }
    }

    #[test]
    fn every_sentence_that_is_said_exists_and_every_one_that_exists_is_said() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut said = std::collections::BTreeSet::new();
        keys_in_source(&root.join("src"), &mut said);
        let texts = std::fs::read_to_string(root.join("../node/locales/en/cli.ftl")).expect("the texts");
        let known = texts
            .lines()
            .filter(|line| line.starts_with("cli-"))
            .filter_map(|line| line.split(' ').next());
        assert_eq!(said, known.map(str::to_owned).collect());
    }
}
