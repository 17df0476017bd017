//! Records that expire by themselves: after that moment nobody is shown them, whatever the log says.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use ayni_protocol::identity::PublicKey;
use ayni_protocol::record::{Date, Details, Record, RecordId};
use time::Month;

use super::{Catalogue, Current};
use crate::store::StoreError;
use crate::store::rows::CountKey;

/// The first moment, in Unix milliseconds, at which a record is no longer to be shown; absent if it does not expire.
pub(super) fn moment(record: &Record) -> Option<i64> {
    let consent = match record.details() {
        Details::Contact(contact) => contact.consent.as_ref(),
        Details::Expertise(expertise) => Some(&expertise.consent),
        _ => None,
    };
    let dates = [record.heading().expires, consent.and_then(|consent| consent.expires)];
    dates.into_iter().flatten().map(end_of).min()
}

/// The moment after a day, month or year, in UTC: a date is as exact as its source, and holds to its end.
fn end_of(date: Date) -> i64 {
    next_day(&date.to_string()).map_or(i64::MAX, |day| day.midnight().assume_utc().unix_timestamp() * 1_000)
}

fn next_day(date: &str) -> Option<time::Date> {
    let mut parts = date.split('-').map(str::parse::<i32>);
    let year = parts.next()?.ok()?;
    let number = |part: i32| u8::try_from(part).ok();
    let month = |month: i32| Month::try_from(number(month)?).ok();
    match (parts.next(), parts.next()) {
        (Some(of_year), Some(day)) => {
            let day = time::Date::from_calendar_date(year, month(of_year.ok()?)?, number(day.ok()?)?);
            day.ok()?.next_day()
        }
        (Some(of_year), None) => {
            let next = month(of_year.ok()?)?.next();
            let year = year + i32::from(next == Month::January);
            time::Date::from_calendar_date(year, next, 1).ok()
        }
        (None, _) => time::Date::from_calendar_date(year + 1, Month::January, 1).ok(),
    }
}

/// How many records have expired, by that under which they are counted.
pub(super) type Over = BTreeMap<CountKey, u64>;

/// [`Over`], as of so many steps and of that time, in Unix milliseconds.
#[derive(Default)]
pub(super) struct Known {
    steps: Option<u64>,
    at: i64,
    counts: Arc<Over>,
}

impl Current {
    /// Whether it has expired by that time, in Unix milliseconds.
    pub(crate) fn is_over(&self, now: i64) -> bool {
        self.over_from.is_some_and(|from| from <= now)
    }
}

impl Catalogue {
    /// How many records have expired by that time and are counted all the same, since nothing has erased them, by that under which they
    /// are. Comments that are hidden too are left out. Looked up anew when anything has changed, or another one has expired.
    pub(super) fn over(&self, now: i64) -> Result<Arc<Over>, StoreError> {
        let (hidden, rows) = (self.hidden()?, self.store.rows());
        let mut known = self.over.lock().unwrap_or_else(PoisonError::into_inner);
        let steps = self.state().steps;
        let is_known = known.steps == Some(steps) && known.at <= now && rows.expired(known.at, now, 1)?.is_empty();
        if !is_known {
            let mut counts = Over::new();
            for key in rows.expired(i64::MIN, now, usize::MAX)? {
                let current = self.stored(&key)?.filter(|_| !hidden.contains_key(&key));
                if let Some(counted) = current.and_then(|current| current.count_key(key.1)) {
                    *counts.entry(counted).or_default() += 1;
                }
            }
            *known = Known {
                steps: Some(steps),
                at: now,
                counts: Arc::new(counts),
            };
        }
        Ok(Arc::clone(&known.counts))
    }

    /// The records of `owner` that have expired by that time and are of a kind that is erased then.
    ///
    /// # Errors
    /// Any [`StoreError`] of reading.
    pub(crate) fn expired(&self, owner: &PublicKey, now: i64) -> Result<Vec<RecordId>, StoreError> {
        let mut expired = Vec::new();
        for (id, of) in self.store.rows().expired(i64::MIN, now, usize::MAX)? {
            if of == *owner && self.row(&id, owner)?.is_some_and(|row| row.current.kind.names_people()) {
                expired.push(id);
            }
        }
        Ok(expired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_holds_to_the_end_of_its_day_month_or_year() {
        let end = |text: &str| crate::clock::rfc3339(end_of(Date::parse(text).expect("a date")));
        assert_eq!(end("2024-02-28"), "2024-02-29T00:00:00Z");
        assert_eq!(end("2023-12-31"), "2024-01-01T00:00:00Z");
        assert_eq!(end("2023-02"), "2023-03-01T00:00:00Z");
        assert_eq!(end("2023-12"), "2024-01-01T00:00:00Z");
        assert_eq!(end("2023"), "2024-01-01T00:00:00Z");
        assert_eq!(end_of(Date::parse("9999").expect("a date")), i64::MAX);
    }
}
