//! Programs that run beside the tests and end with them, however the tests end.

use std::ffi::OsStr;
use std::io::BufReader;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Runs a program and waits until nobody holds the other end of its input any more: our process holds it, whatever becomes
/// of that. Then all that the program has started ends with it, and its directory goes.
const ATTENDANT: &str = r#""$@" & trap '' TERM; cat; kill 0; wait; rm -rf "$TMPDIR""#;

/// A program and whoever ends it.
#[derive(Debug)]
pub(crate) struct Attended {
    /// While this is held the program runs.
    _attendant: Child,
    place: PathBuf,
}

impl Attended {
    /// Runs a program in a process group and with a directory of its own, and gives what it prints.
    pub(crate) fn start(program: &Path, arguments: &[&OsStr], place: PathBuf) -> (Self, BufReader<ChildStdout>) {
        let mut attendant = Command::new("sh")
            .args(["-c", ATTENDANT, "attendant"])
            .arg(program)
            .args(arguments)
            .env("TMPDIR", &place)
            .env("LC_ALL", "C")
            .env_remove("RUST_LOG")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell starts");
        let printed = attendant.stdout.take().expect("stdout is piped");
        let attended = Self {
            _attendant: attendant,
            place,
        };
        (attended, BufReader::new(printed))
    }

    /// A directory for a program: it goes when the program has ended.
    pub(crate) fn place() -> PathBuf {
        tempfile::tempdir().expect("a directory").keep()
    }

    /// The directory of this program.
    pub(crate) fn own_place(&self) -> &Path {
        &self.place
    }
}
