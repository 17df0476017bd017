//! How glibc hands out memory: from few places, so that what a node needs does not grow with the threads that it has.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// glibc's name for how many places (arenas) there are at most.
const NAME: &str = "MALLOC_ARENA_MAX";

/// What is freed in one of eight per core, as glibc has them, is seldom used again: a node with 1,000,000 records that makes its index
/// has 376 MB of its own with two, and 700 without a bound. With two, searches wait for each other; with four, hardly
/// (docs/performance.md).
const ARENAS: &str = "4";

/// Begins the program again with few arenas, since glibc reads that only at the start. It stays the same process.
///
/// Whoever has set the number keeps it. Where it cannot begin again it goes on as it is.
pub(crate) fn keep_few() {
    if std::env::var_os(NAME).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let mut arguments = std::env::args_os();
    let name = arguments.next();
    let mut again = Command::new(&program);
    again
        .arg0(name.as_deref().unwrap_or(OsStr::new("ayni")))
        .args(arguments)
        .env(NAME, ARENAS);
    // It comes back only where that failed.
    drop(again.exec());
}
