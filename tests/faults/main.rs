//! Real processes, treated badly: killed while they write, started twice, started without what they need, and
//! given a damaged store.

mod damage;
mod killed;
mod refusals;
mod rewriting;

use std::process::Output;

use serde_json::Value;

/// What a command that fails tells programs: `{code, message, hint}`, the last line on stderr.
///
/// # Panics
/// If it says anything that only programmers understand, or does not say what went wrong and what to do.
fn failure(output: &Output) -> Value {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_no_panic(&stderr);
    let last = stderr.lines().last().unwrap_or_default();
    let told: Value = serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {stderr}"));
    let error = &told["error"];
    for part in ["code", "message", "hint"] {
        assert!(
            error[part].as_str().is_some_and(|text| !text.is_empty()),
            "no {part}: {stderr}"
        );
    }
    assert!(stderr.contains("error: "), "{stderr}");
    assert!(stderr.contains("hint: "), "{stderr}");
    error.clone()
}

/// Refuses what a panic leaves on stderr.
fn assert_no_panic(stderr: &str) {
    for word in ["panicked", "RUST_BACKTRACE", "stack backtrace", "unwrap()"] {
        assert!(!stderr.contains(word), "this is no text for people: {stderr}");
    }
}
