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

/// A claimed time, Unix milliseconds, as RFC 3339 in UTC; a time that no calendar has stays a number.
pub fn rfc3339(unix_ms: i64) -> String {
    use time::OffsetDateTime;
    use time::format_description::well_known::Rfc3339;
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(unix_ms) * 1_000_000)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok())
        .unwrap_or_else(|| unix_ms.to_string())
}
