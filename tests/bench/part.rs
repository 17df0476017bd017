//! Parts of workloads: what runs in a process of its own, so that its memory and its time are its own.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use ayni_node::memory;
use serde_json::Value;

/// A part that runs until it is told to end.
pub(crate) struct Part {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Part {
    /// Starts the part `name` with these arguments.
    pub(crate) fn start(name: &str, dir: &Path, arguments: &[String]) -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut child = Command::new(program)
            // As `ayni serve` has it.
            .envs(memory::missing())
            .args(["part", name])
            .arg(dir)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{name}: {error}"))?;
        let input = child.stdin.take();
        let output = child.stdout.take().expect("its output is piped");
        Ok(Self {
            child,
            input,
            output: BufReader::new(output),
        })
    }

    /// The next thing that it says.
    pub(crate) fn next(&mut self) -> Result<Value, String> {
        let mut line = String::new();
        self.output.read_line(&mut line).map_err(|error| error.to_string())?;
        serde_json::from_str(&line).map_err(|_| format!("a part of the workload has ended, saying {line:?}"))
    }

    /// Lets it end when it has done what it does, and gives back the last thing that it says.
    pub(crate) fn end(mut self) -> Result<Value, String> {
        drop(self.input.take());
        let mut last = self.next()?;
        while let Ok(more) = self.next() {
            last = more;
        }
        let status = self.child.wait().map_err(|error| error.to_string())?;
        match status.success() {
            true => Ok(last),
            false => Err(format!("a part of the workload: {status}")),
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Has no effect on one that has ended.
        let _ = self.child.kill();
    }
}

/// In a part: says something, on a line of its own.
pub(crate) fn say(value: &Value) {
    println!("{value}");
}

/// In a part: waits until it is to end.
pub(crate) fn wait_for_the_end() {
    // Whatever comes, or nothing any more.
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}
