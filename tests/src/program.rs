//! The `ayni` program as its users have it: built once, run as processes of its own.

use std::env;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::OnceLock;
use std::thread::JoinHandle;

use serde_json::Value;

/// Where the program is. Built by the first call, with the profile that the tests were built with: a test run of the
/// workspace does not build the binary of another member.
///
/// # Panics
/// If it can't be built.
pub fn path() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let test = env::current_exe().expect("a test knows where it is");
        // target/PROFILE/deps/TEST, or target/PROFILE/BENCH
        let folder = test.parent().expect("a program lies in a folder");
        let built = match folder.ends_with("deps") {
            true => folder.parent().expect("so does that"),
            false => folder,
        };
        let profile = match built.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(name) => name,
        };
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        // What cargo tells a test about its package would make other packages look changed, and be built anew.
        for (name, _) in env::vars_os() {
            let told = [
                "CARGO_PKG_",
                "CARGO_MANIFEST_",
                "CARGO_CRATE_",
                "CARGO_PRIMARY_",
                "CARGO_BIN_",
            ];
            if name
                .to_str()
                .is_some_and(|name| told.iter().any(|prefix| name.starts_with(prefix)))
            {
                cargo.env_remove(&name);
            }
        }
        let status = cargo
            .args(["build", "--quiet", "--workspace", "--bin", "ayni", "--profile", profile])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .expect("cargo runs");
        assert!(status.success(), "the program can't be built");
        built.join(format!("ayni{}", env::consts::EXE_SUFFIX))
    })
}

/// A command of the program on the data directory `dir`, in English, whatever the environment says.
pub fn command(dir: &Path) -> Command {
    let mut command = Command::new(path());
    command.env("AYNI_DATA", dir).env("LC_ALL", "C").env_remove("RUST_LOG");
    command
}

/// What the program does with `arguments` and `--json` on the data directory `dir`.
///
/// # Panics
/// If the program can't be started.
pub fn run(dir: &Path, arguments: &[&str]) -> Output {
    command(dir)
        .arg("--json")
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// The JSON that the program answers to `arguments`.
///
/// # Panics
/// With what it said, if it fails or prints anything but one JSON value.
pub fn ask(dir: &Path, arguments: &[&str]) -> Value {
    let output = run(dir, arguments);
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        output.status.success(),
        "ayni {arguments:?}: {}\n{stdout}{stderr}",
        output.status
    );
    serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("ayni {arguments:?}: {error}\n{stdout}{stderr}"))
}

/// A node in a process of its own, whose words are kept; killed when dropped.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    ready: Value,
    /// Reads stderr, so that the process never waits for a reader.
    stderr: Option<JoinHandle<Vec<u8>>>,
}

/// How an attempt to serve ended.
#[derive(Debug)]
pub enum Attempt {
    /// It serves.
    Ready(Serving),
    /// It has ended, and said this.
    Ended(Output),
}

impl Attempt {
    /// The node that serves.
    ///
    /// # Panics
    /// With what it said, if it has ended.
    pub fn ready(self) -> Serving {
        match self {
            Self::Ready(serving) => serving,
            Self::Ended(output) => panic!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)),
        }
    }

    /// What was said by the process that has ended.
    ///
    /// # Panics
    /// If it serves.
    pub fn ended(self) -> Output {
        match self {
            Self::Ended(output) => output,
            Self::Ready(serving) => panic!("it serves: {}", serving.ready),
        }
    }
}

impl Serving {
    /// Runs `ayni serve` on `dir` with free ports of this machine, and waits until it is ready.
    ///
    /// # Panics
    /// With what it said, if the node does not get ready.
    pub fn start(dir: &Path) -> Self {
        Self::attempt_on_free_ports(dir).ready()
    }

    /// Runs `ayni serve` on `dir` with free ports of this machine, and waits until it is ready or has ended.
    ///
    /// # Panics
    /// If the program can't be started.
    pub fn attempt_on_free_ports(dir: &Path) -> Attempt {
        Self::attempt(dir, &["--http", "127.0.0.1:0", "--listen", "/ip4/127.0.0.1/tcp/0"])
    }

    /// Runs `ayni serve` on `dir` with `arguments`, and waits until it is ready or has ended.
    ///
    /// # Panics
    /// If the program can't be started.
    pub fn attempt(dir: &Path, arguments: &[&str]) -> Attempt {
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
        let reader = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            // A killed process leaves what it had written.
            let _ = stderr.read_to_end(&mut bytes);
            bytes
        });
        let mut serving = Self {
            child,
            ready: Value::Null,
            stderr: Some(reader),
        };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("text");
        if let Ok(ready) = serde_json::from_str(&line) {
            serving.ready = ready;
            return Attempt::Ready(serving);
        }
        let status = serving.child.wait().expect("a process of ours");
        let stderr = serving.words();
        Attempt::Ended(Output {
            status,
            stdout: line.into_bytes(),
            stderr,
        })
    }

    /// The first line it printed: `{ready, http, listen, did}`.
    pub fn ready(&self) -> &Value {
        &self.ready
    }

    /// Where web site and API are, `address:port`.
    ///
    /// # Panics
    /// If the first line does not say it.
    pub fn http(&self) -> &str {
        self.ready["http"].as_str().expect("an address")
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it without warning, as a power cut would (kill -9), and gives what it had written on stderr.
    ///
    /// # Panics
    /// If it can't be killed.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("a process of ours");
        self.child.wait().expect("a process of ours");
        String::from_utf8_lossy(&self.words()).into_owned()
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    ///
    /// # Panics
    /// If it can't be asked.
    #[cfg(unix)]
    #[must_use = "a node that fails to end cleanly says so by its status"]
    pub fn stop(mut self) -> ExitStatus {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(
            asked.is_ok_and(|status| status.success()),
            "the process can't be asked to end"
        );
        self.child.wait().expect("a process of ours")
    }

    fn words(&mut self) -> Vec<u8> {
        let reader = self.stderr.take().expect("read once");
        reader.join().expect("it only reads")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
