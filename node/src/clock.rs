//! The clocks of this machine: the core has none.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// This machine's wall clock in Unix milliseconds: what entries claim, and nothing more.
pub fn unix_ms() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
    }
}

/// A clock that never goes back, from 0 at its making: what deadlines are kept by.
#[derive(Clone, Copy, Debug)]
pub struct Steady(Instant);

impl Steady {
    /// A clock that begins now.
    pub fn begin() -> Self {
        Self(Instant::now())
    }

    /// Milliseconds since it began.
    pub fn now(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// When it shows `at` milliseconds.
    pub fn instant(&self, at: u64) -> Instant {
        self.0 + Duration::from_millis(at)
    }
}
