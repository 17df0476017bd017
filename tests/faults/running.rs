//! A node in a process of its own whose words are kept.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Output, Stdio};
use std::thread::JoinHandle;

use ayni_tests::program::command;
use serde_json::Value;

/// A process that was asked to serve; killed when dropped.
pub(crate) struct Running {
    child: Child,
    /// Reads stderr, so that the process never waits for a reader.
    stderr: Option<JoinHandle<Vec<u8>>>,
}

/// How an attempt to serve ended.
pub(crate) enum Attempt {
    /// It serves; the first line it printed.
    Ready(Running, Value),
    /// It has ended.
    Ended(Output),
}

impl Running {
    /// Runs `ayni serve` on `dir` with `arguments`, and waits until it is ready or has ended.
    pub(crate) fn attempt(dir: &Path, arguments: &[&str]) -> Attempt {
        let mut child = command(dir)
            .args(["--json", "serve", "--log", "warn"])
            .args(arguments)
            // Whoever asks for backtraces must not get them where a fault is foreseen.
            .env("RUST_BACKTRACE", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stderr = child.stderr.take().expect("stderr is piped");
        let stdout = child.stdout.take().expect("stdout is piped");
        let mut running = Self {
            child,
            stderr: Some(std::thread::spawn(move || {
                let mut bytes = Vec::new();
                // A killed process leaves what it had written.
                let _ = stderr.read_to_end(&mut bytes);
                bytes
            })),
        };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("text");
        if let Ok(ready) = serde_json::from_str(&line) {
            return Attempt::Ready(running, ready);
        }
        let status = running.child.wait().expect("a process of ours");
        let stderr = running.words();
        Attempt::Ended(Output {
            status,
            stdout: line.into_bytes(),
            stderr,
        })
    }

    /// Runs `ayni serve` on free ports of this machine.
    pub(crate) fn attempt_on_free_ports(dir: &Path) -> Attempt {
        Self::attempt(dir, &["--http", "127.0.0.1:0", "--listen", "/ip4/127.0.0.1/tcp/0"])
    }

    /// Its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it without warning, as a power cut would (kill -9), and gives what it had written on stderr.
    pub(crate) fn kill(mut self) -> String {
        self.child.kill().expect("a process of ours");
        self.child.wait().expect("a process of ours");
        String::from_utf8_lossy(&self.words()).into_owned()
    }

    fn words(&mut self) -> Vec<u8> {
        let reader = self.stderr.take().expect("read once");
        reader.join().expect("it only reads")
    }
}

impl Attempt {
    /// The node that serves, and its first line.
    pub(crate) fn ready(self) -> (Running, Value) {
        match self {
            Self::Ready(running, line) => (running, line),
            Self::Ended(output) => panic!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)),
        }
    }

    /// What was said by the process that has ended.
    pub(crate) fn ended(self) -> Output {
        match self {
            Self::Ended(output) => output,
            Self::Ready(_, line) => panic!("it serves: {line}"),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
