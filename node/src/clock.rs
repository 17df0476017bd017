//! The clocks of this machine: the core has none.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ayni_protocol::record::Date;

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

/// The day of a claimed time, Unix milliseconds, in UTC; `None` where the calendar of records has none.
pub fn date(unix_ms: i64) -> Option<Date> {
    Date::parse(rfc3339(unix_ms).get(..10)?).ok()
}

/// When a date begins, in UTC: of a month its first day, of a year its first month. In Unix milliseconds.
pub fn beginning(date: Date) -> i64 {
    use time::OffsetDateTime;
    use time::format_description::well_known::Rfc3339;
    let mut day = date.to_string();
    while day.len() < "YYYY-MM-DD".len() {
        day.push_str("-01");
    }
    let time = OffsetDateTime::parse(&format!("{day}T00:00:00Z"), &Rfc3339);
    time.expect("a date is a day of the calendar").unix_timestamp() * 1_000
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_begins_with_its_first_day() {
        for (date, moment) in [
            ("2026-11-25", "2026-11-25T00:00:00Z"),
            ("2026-11", "2026-11-01T00:00:00Z"),
            ("2024", "2024-01-01T00:00:00Z"),
            ("1000", "1000-01-01T00:00:00Z"),
            ("9999-12-31", "9999-12-31T00:00:00Z"),
        ] {
            let date = Date::parse(date).expect("a date");
            assert_eq!(rfc3339(beginning(date)), moment);
        }
    }

    #[test]
    fn a_time_belongs_to_a_day() {
        let day = |unix_ms| date(unix_ms).map(|date| date.to_string());
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day(86_400_000 - 1).as_deref(), Some("1970-01-01"));
        assert_eq!(day(-1).as_deref(), Some("1969-12-31"));
        assert_eq!(day(i64::MAX), None);
        assert_eq!(day(i64::MIN), None);
    }
}
