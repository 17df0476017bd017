//! The program begins again with what glibc reads only at the start.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use ayni_node::memory;

/// Begins the program again with the [`memory::SETTINGS`] of a node, unless it has them. It stays the same process.
///
/// Whoever has set one keeps it. Where it cannot begin again it goes on as it is.
pub(crate) fn keep_little() {
    let mut missing = memory::missing().peekable();
    if missing.peek().is_none() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let mut arguments = std::env::args_os();
    let name = arguments.next();
    let mut again = Command::new(&program);
    again
        .arg0(name.as_deref().unwrap_or(OsStr::new("ayni")))
        .args(arguments)
        .envs(missing);
    // It comes back only where that failed.
    drop(again.exec());
}
