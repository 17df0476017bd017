//! Events for calendar programs (iCalendar, RFC 5545). Times are written in UTC, so that no program needs to know the time zone's rules.

use ayni_protocol::record::Moment;
use chrono::{DateTime, Days, MappedLocalTime, Months, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use icalendar::{Component, DatePerhapsTime, EventLike};
use serde_json::{Map, Value};

use super::values::{address_lines, degrees, original};

/// What stands before the first event and behind the last.
pub(super) const BEGIN: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ayni//ayni//EN\r\nCALSCALE:GREGORIAN\r\n";
pub(super) const END: &str = "END:VCALENDAR\r\n";

/// The event that a record is, with its line ends; `None` for other kinds.
pub(super) fn event(record: &Map<String, Value>) -> Option<String> {
    let text = |field: &str| record.get(field).and_then(Value::as_str);
    if text("kind") != Some("event") {
        return None;
    }
    let zone: Tz = text("time_zone")?.parse().ok()?;
    let start = Moment::parse(text("start")?).ok()?;
    let end = text("end").and_then(|end| Moment::parse(end).ok());
    let mut event = icalendar::Event::with_uid(text("id")?);
    event.summary(&original(record, "title")?);
    let signed = text("time").and_then(|time| DateTime::parse_from_rfc3339(time).ok());
    let signed = signed.map_or(DateTime::UNIX_EPOCH, |time| time.with_timezone(&Utc));
    event.timestamp(signed).last_modified(signed);
    if let Some(description) = original(record, "description").or_else(|| original(record, "summary")) {
        event.description(&description);
    }
    event.starts(beginning(start, zone)?);
    if let Some(end) = ending(start, end, zone) {
        event.ends(end);
    }
    let place = record.get("place").map(|place| address_lines(place).join(", "));
    if let Some(place) = place.as_deref().or(text("online_url")) {
        event.location(place);
    }
    if let Some((lat, lon)) = record.get("geo").and_then(degrees) {
        event.add_property("GEO", format!("{lat};{lon}"));
    }
    if let Some(url) = text("registration_url").or(text("online_url")) {
        event.url(url);
    }
    event.try_into_string().ok()
}

/// When it begins: a time, or where only days, months or years are known the first day.
fn beginning(moment: Moment, zone: Tz) -> Option<DatePerhapsTime> {
    match time(moment, zone) {
        Some(time) => Some(time.into()),
        None => first_day(moment).map(Into::into),
    }
}

/// When it ends: a time, or the day after the last one (RFC 5545 §3.6.1). Both are days or both are times; what is of the other sort
/// than the beginning says nothing that a calendar could hold.
fn ending(start: Moment, end: Option<Moment>, zone: Tz) -> Option<DatePerhapsTime> {
    match (start.time(), end) {
        (Some(_), end) => time(end?, zone).map(Into::into),
        (None, end) => day_after(end.unwrap_or(start)).map(Into::into),
    }
}

fn time(moment: Moment, zone: Tz) -> Option<DateTime<Utc>> {
    let (hour, minute) = moment.time()?;
    let local: NaiveDateTime = first_day(moment)?.and_hms_opt(hour.into(), minute.into(), 0)?;
    match zone.from_local_datetime(&local) {
        // Clocks are put back: an hour comes twice, and people mean the first.
        MappedLocalTime::Single(time) | MappedLocalTime::Ambiguous(time, _) => Some(time.with_timezone(&Utc)),
        // Clocks are put forward: nobody's clock shows this.
        MappedLocalTime::None => Some(zone.from_utc_datetime(&local).with_timezone(&Utc)),
    }
}

fn first_day(moment: Moment) -> Option<NaiveDate> {
    let date = moment.date();
    NaiveDate::from_ymd_opt(
        date.year().into(),
        date.month().unwrap_or(1).into(),
        date.day().unwrap_or(1).into(),
    )
}

/// The day after the last day of a day, month or year.
fn day_after(moment: Moment) -> Option<NaiveDate> {
    let (first, date) = (first_day(moment)?, moment.date());
    match (date.month(), date.day()) {
        (_, Some(_)) => first.checked_add_days(Days::new(1)),
        (Some(_), None) => first.checked_add_months(Months::new(1)),
        (None, None) => first.checked_add_months(Months::new(12)),
    }
}

#[cfg(test)]
mod tests {
    use ayni_protocol::vocabulary::time_zone;
    use serde_json::json;

    use super::*;

    fn lines(own: Value) -> Vec<String> {
        let mut record = json!({
            "id": "aa", "kind": "event", "original": "fr", "title": { "fr": "Académie, session 1" }, "time_zone": "Europe/Paris",
            "organiser": "OIT", "time": "2026-01-02T03:04:05Z",
        });
        record.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        let event = event(record.as_object().unwrap()).unwrap();
        assert!(event.ends_with("\r\n"), "{event:?}");
        event.lines().map(str::to_owned).collect()
    }

    #[test]
    fn an_event_with_times_is_written_in_utc() {
        let lines = lines(json!({
            "start": "2026-07-06T09:30", "end": "2026-07-10T17:00", "place": { "street": "Rue 1", "locality": "Paris" },
            "registration_url": "https://a.example",
        }));
        for line in [
            "BEGIN:VEVENT",
            "UID:aa",
            "DTSTAMP:20260102T030405Z",
            "DTSTART:20260706T073000Z",
            "DTEND:20260710T150000Z",
            "SUMMARY:Académie\\, session 1",
            "LOCATION:Rue 1\\, Paris",
            "URL:https://a.example",
            "END:VEVENT",
        ] {
            assert!(lines.iter().any(|found| found == line), "{line}: {lines:#?}");
        }
    }

    #[test]
    fn an_event_of_days_months_or_a_year_ends_the_day_after() {
        for (own, start, end) in [
            (json!({ "start": "2026-07-06" }), "20260706", "20260707"),
            (
                json!({ "start": "2026-07-06", "end": "2026-07-10" }),
                "20260706",
                "20260711",
            ),
            (json!({ "start": "2026-12" }), "20261201", "20270101"),
            (json!({ "start": "2026" }), "20260101", "20270101"),
        ] {
            let lines = lines(own);
            let has = |line: String| assert!(lines.contains(&line), "{line}: {lines:#?}");
            has(format!("DTSTART;VALUE=DATE:{start}"));
            has(format!("DTEND;VALUE=DATE:{end}"));
        }
    }

    #[test]
    fn other_kinds_are_no_events_and_every_zone_is_known() {
        let practice = json!({ "kind": "practice", "id": "aa" });
        assert_eq!(event(practice.as_object().unwrap()), None);
        for zone in time_zone::all() {
            assert!(zone.parse::<Tz>().is_ok(), "{zone}");
        }
    }
}
