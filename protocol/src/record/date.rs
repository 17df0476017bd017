//! Calendar dates as text: a day, a month or a year, and a day with a time of day.

use serde::{Serialize, Serializer};

/// A date of the Gregorian calendar, as exact as its source: `1997-08-14`, `1997-08` or `1997`.
///
/// Years run from 1000 to 9999. There is no clock here, so a date is never compared with today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is no [`Date`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not written in one of the three forms.
    #[error("expected YYYY-MM-DD, YYYY-MM or YYYY")]
    Malformed {
        /// What may have been meant, for `14/8/1997` and its like.
        meant: Option<String>,
    },
    /// Well written, but no such month or day.
    #[error("no such day in the calendar")]
    Impossible,
}

impl Date {
    /// The date that `text` is.
    ///
    /// # Errors
    /// [`DateError::Malformed`] if it is not written in one of the three forms, [`DateError::Impossible`] for 2023-02-29.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let mut parts = text.split('-');
        let year = parts.next().and_then(|part| digits(part, 4));
        let month = parts.next().map(|part| digits(part, 2));
        let day = parts.next().map(|part| digits(part, 2));
        match (year, month, day, parts.next()) {
            (Some(year), None, None, None) => Date::new(year, None, None),
            (Some(year), Some(Some(month)), None, None) => Date::new(year, Some(month), None),
            (Some(year), Some(Some(month)), Some(Some(day)), None) => Date::new(year, Some(month), Some(day)),
            _ => Err(DateError::Malformed {
                meant: day_first(text).map(|date| date.to_string()),
            }),
        }
    }

    fn new(year: u16, month: Option<u16>, day: Option<u16>) -> Result<Date, DateError> {
        let small = |number: u16| u8::try_from(number).map_err(|_| DateError::Impossible);
        let date = Date {
            year,
            month: month.map(small).transpose()?,
            day: day.map(small).transpose()?,
        };
        let month_exists = date.month.is_none_or(|month| (1..=12).contains(&month));
        let day_exists = match (date.month, date.day) {
            (Some(month), Some(day)) => (1..=days_in(year, month)).contains(&day),
            (None, Some(_)) => false,
            (_, None) => true,
        };
        if year >= 1000 && month_exists && day_exists {
            Ok(date)
        } else {
            Err(DateError::Impossible)
        }
    }

    /// True if it names a day, not just a month or a year.
    pub fn is_day(self) -> bool {
        self.day.is_some()
    }

    /// The year, 1000 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where it names one.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day, 1 to 31, where it names one.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The same day, month or year one year later; the 28th for the 29th of February. `None` after 9999.
    pub fn a_year_later(self) -> Option<Date> {
        let year = self.year + 1;
        let day = self
            .month
            .zip(self.day)
            .map(|(month, day)| day.min(days_in(year, month)));
        (year <= 9999).then_some(Date { year, day, ..self })
    }

    /// True if `self` surely lies before `other`, compared as far as both are exact: 1997-08 is not before 1997.
    pub fn is_before(self, other: Date) -> bool {
        let years = self.year.cmp(&other.year);
        let months = self.month.zip(other.month).map(|(mine, theirs)| mine.cmp(&theirs));
        let days = self.day.zip(other.day).map(|(mine, theirs)| mine.cmp(&theirs));
        years
            .then(months.unwrap_or(std::cmp::Ordering::Equal))
            .then(days.unwrap_or(std::cmp::Ordering::Equal))
            .is_lt()
    }
}

/// A day, month or year, or a day with a time of day: `2026-05-04T09:30`. Which time zone that is stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    date: Date,
    /// Hour and minute.
    time: Option<(u8, u8)>,
}

impl Moment {
    /// The moment that `text` is.
    ///
    /// # Errors
    /// As [`Date::parse`]; [`DateError::Impossible`] also for 24:00 and later.
    pub fn parse(text: &str) -> Result<Moment, DateError> {
        let Some((day, time)) = text.split_once('T') else {
            let spaced = text
                .trim()
                .split_once(' ')
                .map(|(day, time)| format!("{day}T{}", time.trim()));
            return match Date::parse(text) {
                Ok(date) => Ok(Moment { date, time: None }),
                Err(DateError::Malformed { meant: None }) => Err(DateError::Malformed {
                    meant: spaced.filter(|meant| Moment::parse(meant).is_ok()),
                }),
                Err(error) => Err(error),
            };
        };
        let date = Date::parse(day)?;
        let malformed = DateError::Malformed { meant: None };
        let (hour, minute) = time.split_once(':').ok_or_else(|| malformed.clone())?;
        let number = |part: &str| digits(part, 2).and_then(|number| u8::try_from(number).ok());
        let (hour, minute) = number(hour).zip(number(minute)).ok_or_else(|| malformed.clone())?;
        if !date.is_day() {
            return Err(malformed);
        }
        if hour > 23 || minute > 59 {
            return Err(DateError::Impossible);
        }
        Ok(Moment {
            date,
            time: Some((hour, minute)),
        })
    }

    /// Its date.
    pub fn date(self) -> Date {
        self.date
    }

    /// Its hour and minute, where it has a time of day.
    pub fn time(self) -> Option<(u8, u8)> {
        self.time
    }

    /// True if `self` surely lies before `other`, as [`Date::is_before`].
    pub fn is_before(self, other: Moment) -> bool {
        let same_day = self.date == other.date && self.date.is_day();
        let earlier = self.time.zip(other.time).is_some_and(|(mine, theirs)| mine < theirs);
        self.date.is_before(other.date) || (same_day && earlier)
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Moment {
        Moment { date, time: None }
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some((hour, minute)) = self.time {
            write!(f, "T{hour:02}:{minute:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The date that `14/8/1997`, `14.8.1997` or `14-8-1997` means where the day comes first, as in most of the world.
///
/// `None` if it is none; `8/14/1997` is read month first because nothing else is possible.
fn day_first(text: &str) -> Option<Date> {
    let parts: Vec<u16> = text
        .split(['/', '.', '-'])
        .map(|part| part.trim().parse().ok())
        .collect::<Option<_>>()?;
    let [first, second, third] = parts[..] else {
        return None;
    };
    if first >= 1000 {
        return Date::new(first, Some(second), Some(third)).ok();
    }
    Date::new(third, Some(second), Some(first))
        .or_else(|_| Date::new(third, Some(first), Some(second)))
        .ok()
}

/// The number written in exactly `count` ASCII digits.
fn digits(text: &str, count: usize) -> Option<u16> {
    let exact = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    exact.then(|| text.parse().ok()).flatten()
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, DateError, Moment};

    fn meant(text: &str) -> Option<String> {
        match Date::parse(text) {
            Err(DateError::Malformed { meant }) => meant,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_day_a_month_and_a_year_are_dates() {
        for text in ["1997-08-14", "1997-08", "1997", "2024-02-29", "2000-02-29"] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_day_that_no_calendar_has_is_refused() {
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2023-13-01",
            "2023-00-01",
            "2023-04-31",
            "0999-01-01",
            "2023-01-00",
        ] {
            assert_eq!(Date::parse(text), Err(DateError::Impossible), "{text}");
        }
    }

    #[test]
    fn a_date_written_otherwise_is_refused_and_the_meaning_offered() {
        assert_eq!(meant("14/8/1997").as_deref(), Some("1997-08-14"));
        assert_eq!(meant("1/8/1863").as_deref(), Some("1863-08-01"));
        assert_eq!(meant("8/14/1997").as_deref(), Some("1997-08-14"));
        assert_eq!(meant("1997/8/4").as_deref(), Some("1997-08-04"));
        assert_eq!(meant("1997-8-4").as_deref(), Some("1997-08-04"));
        assert_eq!(meant("yesterday"), None);
        assert_eq!(meant("99/99/1997"), None);
        assert_eq!(meant("+997"), None);
        assert_eq!(meant(""), None);
    }

    #[test]
    fn a_year_later_is_the_same_day_where_the_calendar_has_it() {
        let later = |text| Date::parse(text).unwrap().a_year_later().map(|date| date.to_string());
        assert_eq!(later("2026-11-25").as_deref(), Some("2027-11-25"));
        assert_eq!(later("2024-02-29").as_deref(), Some("2025-02-28"));
        assert_eq!(later("2026-11").as_deref(), Some("2027-11"));
        assert_eq!(later("2026").as_deref(), Some("2027"));
        assert_eq!(later("9999-01-01"), None);
    }

    #[test]
    fn dates_are_compared_as_far_as_both_are_exact() {
        let date = |text| Date::parse(text).unwrap();
        assert!(date("1996").is_before(date("1997-01-01")));
        assert!(date("1997-08-13").is_before(date("1997-08-14")));
        assert!(!date("1997-08").is_before(date("1997")));
        assert!(!date("1997-09").is_before(date("1997-08-14")));
        assert!(!date("1998-01-01").is_before(date("1997-12-31")));
    }

    #[test]
    fn a_day_may_have_a_time_of_day() {
        for text in ["2026-05-04T09:30", "2026-05-04T00:00", "2026-05-04", "2026-05"] {
            assert_eq!(
                Moment::parse(text).map(|moment| moment.to_string()),
                Ok(text.to_owned())
            );
        }
        for text in ["2026-05-04T24:00", "2026-05-04T09:60", "2026-02-30T09:00"] {
            assert_eq!(Moment::parse(text), Err(DateError::Impossible), "{text}");
        }
        for text in [
            "2026-05T09:00",
            "2026-05-04T9:00",
            "2026-05-04T",
            "2026-05-04T09:00:00",
            "T09:00",
        ] {
            assert!(
                matches!(Moment::parse(text), Err(DateError::Malformed { .. })),
                "{text}"
            );
        }
        let spaced = Moment::parse("2026-05-04 09:30");
        assert!(matches!(spaced, Err(DateError::Malformed { meant: Some(meant) }) if meant == "2026-05-04T09:30"));
    }

    #[test]
    fn moments_are_compared_as_far_as_both_are_exact() {
        let moment = |text| Moment::parse(text).unwrap();
        assert!(moment("2026-05-04T09:00").is_before(moment("2026-05-04T09:01")));
        assert!(moment("2026-05-03T23:00").is_before(moment("2026-05-04")));
        assert!(!moment("2026-05-04T09:00").is_before(moment("2026-05-04")));
        assert!(!moment("2026-05").is_before(moment("2026-05")));
    }
}
