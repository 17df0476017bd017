//! Waiting for what must come: no test knows how long that takes, only that it comes.

use std::time::{Duration, Instant};

/// Longest wait for anything: what takes a second on an idle machine takes a minute on one that builds
/// something else beside.
pub const WAIT_MAX: Duration = Duration::from_secs(180);

/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// What `look` finds, as soon as it finds it. Until then it says what it saw instead.
///
/// # Panics
/// With the last of that, if it does not come within [`WAIT_MAX`].
pub async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Result<T, String>) -> T {
    let began = Instant::now();
    loop {
        match look().await {
            Ok(found) => return found,
            Err(seen) => assert!(began.elapsed() < WAIT_MAX, "{what} did not come; last seen: {seen}"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// [`eventually`], where nothing is asynchronous.
///
/// # Panics
/// As [`eventually`].
pub fn sooner_or_later<T>(what: &str, mut look: impl FnMut() -> Result<T, String>) -> T {
    let began = Instant::now();
    loop {
        match look() {
            Ok(found) => return found,
            Err(seen) => assert!(began.elapsed() < WAIT_MAX, "{what} did not come; last seen: {seen}"),
        }
        std::thread::sleep(PAUSE);
    }
}
