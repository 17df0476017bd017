//! Numbers, dates and lists as people write them into cells.

use time::{Date, Month};

/// Degrees as decimal text, in 1e-6 degree; `None` if it is no such number.
///
/// Read digit by digit, since a float would move a place by its rounding: digits beyond the sixth round half away from
/// zero. The decimal mark may be a comma, as French and Spanish spreadsheets write it. Bounds are not judged here.
pub(crate) fn microdegrees(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // Six digits before the mark are more than any angle has, and keep the sum far from an overflow.
    if (whole.is_empty() && fraction.is_empty()) || whole.len() > 6 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let mut micro = whole.parse::<i64>().unwrap_or(0) * 1_000_000;
    let mut place = 100_000;
    for digit in fraction.bytes().take(6) {
        micro += i64::from(digit - b'0') * place;
        place /= 10;
    }
    if fraction.as_bytes().get(6).is_some_and(|digit| *digit >= b'5') {
        micro += 1;
    }
    Some(if negative { -micro } else { micro })
}

/// Decimal degrees of an angle in 1e-6 degree, without needless zeros; [`microdegrees`] reads it back.
pub(crate) fn degrees(micro: i64) -> String {
    let sign = if micro < 0 { "-" } else { "" };
    let (whole, rest) = (micro.unsigned_abs() / 1_000_000, micro.unsigned_abs() % 1_000_000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{rest:06}").trim_end_matches('0'))
}

/// A whole number written with nothing but digits and perhaps a sign.
pub(super) fn integer(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// `true` or `false`, in any case.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// One way to write dates, like `d/m/yyyy`.
///
/// `d` and `m` take one or two digits, `dd` and `mm` two, `yyyy` four; every other character stands for itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DatePattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Day(usize),
    Month(usize),
    Year,
    Mark(char),
}

impl DatePattern {
    /// The pattern, or `None` if it lacks a day, month or year, has one twice, or tells no number's end.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let run = rest.chars().take_while(|letter| *letter == first).count();
            parts.push(match (first, run) {
                ('d', 1 | 2) => Part::Day(run),
                ('m', 1 | 2) => Part::Month(run),
                ('y', 4) => Part::Year,
                ('d' | 'm' | 'y', _) => return None,
                (mark, _) if mark.is_ascii_digit() => return None,
                (mark, _) => Part::Mark(mark),
            });
            let taken = if matches!(first, 'd' | 'm' | 'y') { run } else { 1 };
            rest = &rest[taken * first.len_utf8()..];
        }
        let count = |wanted: fn(&Part) -> bool| parts.iter().filter(|part| wanted(part)).count();
        let complete = count(|part| matches!(part, Part::Day(_))) == 1
            && count(|part| matches!(part, Part::Month(_))) == 1
            && count(|part| matches!(part, Part::Year)) == 1;
        complete.then_some(Self(parts))
    }

    /// The date in ISO 8601; an empty one if `text` is written in this way but no calendar has the day, and `None` if it is
    /// written otherwise.
    pub(super) fn read(&self, text: &str) -> Option<Option<String>> {
        let (mut year, mut month, mut day) = (0, 0, 0);
        let mut rest = text;
        for part in &self.0 {
            let (target, least, most) = match part {
                Part::Mark(mark) => {
                    rest = rest.strip_prefix(*mark)?;
                    continue;
                }
                Part::Day(least) => (&mut day, *least, 2),
                Part::Month(least) => (&mut month, *least, 2),
                Part::Year => (&mut year, 4, 4),
            };
            let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
            if digits < least {
                return None;
            }
            *target = rest[..digits].parse::<u16>().ok()?;
            rest = &rest[digits..];
        }
        if !rest.is_empty() {
            return None;
        }
        Some(iso_date(year, month, day))
    }
}

/// The day in ISO 8601, if there is such a day.
fn iso_date(year: u16, month: u16, day: u16) -> Option<String> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()?;
    Some(format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    ))
}

/// Values of a list written in one cell, separated by `;`.
///
/// A backslash takes the next character as it stands. Space around a value is not part of it, and a value of nothing
/// but space is none.
pub(super) fn split_list(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    let (mut value, mut kept) = (String::new(), 0);
    let mut characters = text.chars();
    loop {
        let character = characters.next();
        match character {
            Some(';') | None => {
                value.truncate(kept);
                if !value.is_empty() {
                    values.push(std::mem::take(&mut value));
                }
                kept = 0;
                if character.is_none() {
                    return values;
                }
            }
            Some('\\') => {
                value.push(characters.next().unwrap_or('\\'));
                kept = value.len();
            }
            Some(space) if space.is_whitespace() => {
                if !value.is_empty() {
                    value.push(space);
                }
            }
            Some(other) => {
                value.push(other);
                kept = value.len();
            }
        }
    }
}

/// The values in one text that [`split_list`] reads back.
pub(super) fn join_list<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for value in values {
        if !joined.is_empty() {
            joined.push_str("; ");
        }
        let inner = value.len() - value.trim_start().len()..value.trim_end().len();
        for (at, character) in value.char_indices() {
            if matches!(character, '\\' | ';') || !inner.contains(&at) {
                joined.push('\\');
            }
            joined.push(character);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn degrees_are_read_digit_by_digit() {
        for (text, micro) in [
            ("14.693425", 14_693_425),
            ("-3.654703", -3_654_703),
            ("−0,5", -500_000),
            ("42.69809702239", 42_698_097),
            ("0.0000005", 1),
            ("-0.0000004", 0),
            ("179", 179_000_000),
            (".25", 250_000),
            ("+1.", 1_000_000),
        ] {
            assert_eq!(microdegrees(text), Some(micro), "{text}");
        }
        for text in ["", "-", ".", "12°30'", "1e3", "N 14", "1.2.3", "1234567", "--1", "NaN"] {
            assert_eq!(microdegrees(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_that_never_was_is_no_date() {
        let pattern = DatePattern::parse("d/m/yyyy").unwrap();
        let iso = |text: &str| pattern.read(text).flatten();
        assert_eq!(iso("11/8/1863").as_deref(), Some("1863-08-11"));
        assert_eq!(iso("29/02/2020").as_deref(), Some("2020-02-29"));
        for text in ["30/02/2020", "29/2/2019", "1/13/2020", "0/1/2020"] {
            assert_eq!(pattern.read(text), Some(None), "{text}");
        }
        for text in ["1/1/20", "1-1-2020", "1/1/2020 ", "١/1/2020", "/1/2020", ""] {
            assert_eq!(pattern.read(text), None, "{text}");
        }
        assert_eq!(DatePattern::parse("dd.mm.yyyy").unwrap().read("1.2.2020"), None);
        let packed = DatePattern::parse("yyyymmdd").unwrap();
        assert_eq!(packed.read("20200229").flatten().as_deref(), Some("2020-02-29"));
        for text in ["", "d/m", "d/m/yy", "d/d/m/yyyy", "ddd/m/yyyy"] {
            assert_eq!(DatePattern::parse(text), None, "{text}");
        }
    }

    #[test]
    fn lists_keep_what_is_escaped() {
        assert_eq!(split_list(" a ;; b c ;\\ d\\;e; "), ["a", "b c", " d;e"]);
        assert!(split_list(" ; ").is_empty());
    }

    proptest! {
        #[test]
        fn degrees_come_back(micro in -180_000_000_i64..=180_000_000) {
            prop_assert_eq!(microdegrees(&degrees(micro)), Some(micro));
        }

        #[test]
        fn lists_come_back(values in proptest::collection::vec("[ ;\\\\a\u{a0}é\n]{1,6}", 0..5)) {
            prop_assert_eq!(split_list(&join_list(values.iter().map(String::as_str))), values);
        }
    }
}
