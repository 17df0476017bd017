//! Lengths of time and sizes as people say them.

use crate::text::{Language, say};

/// So many seconds, in the two largest units that there are of them.
pub(super) fn duration(seconds: u64, language: Language) -> String {
    let part = |key: &str, count: u64| say(language, key, &[("count", count.to_string())]);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let parts = match (days, hours, minutes) {
        (0, 0, 0) => [part("admin-seconds", seconds), String::new()],
        (0, 0, minutes) => [part("admin-minutes", minutes), String::new()],
        (0, hours, minutes) => [part("admin-hours", hours), part("admin-minutes", minutes)],
        (days, hours, _) => [part("admin-days", days), part("admin-hours", hours)],
    };
    parts.join(" ").trim_end().to_owned()
}

/// So many bytes, in powers of ten, with a tenth.
pub(super) fn size(bytes: u64, language: Language) -> String {
    const UNITS: [(&str, u64); 3] = [
        ("admin-gigabytes", 1_000_000_000),
        ("admin-megabytes", 1_000_000),
        ("admin-kilobytes", 1_000),
    ];
    let mark = match language {
        Language::En => '.',
        Language::Fr | Language::Es => ',',
    };
    match UNITS.into_iter().find(|(_, unit)| bytes >= *unit) {
        Some((key, unit)) => {
            let number = format!("{}{mark}{}", bytes / unit, bytes % unit * 10 / unit);
            say(language, key, &[("number", number)])
        }
        None => say(language, "admin-bytes", &[("count", bytes.to_string())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_have_two_units_at_most() {
        let english = |seconds| duration(seconds, Language::En);
        assert_eq!(english(59), "59 seconds");
        assert_eq!(english(60), "1 minute");
        assert_eq!(english(7_260), "2 hours 1 minute");
        assert_eq!(english(90_000), "1 day 1 hour");
    }

    #[test]
    fn sizes_are_written_as_readers_write_them() {
        assert_eq!(size(2_340_000, Language::En), "2.3 MB");
        assert_eq!(size(2_340_000, Language::Fr), "2,3 Mo");
        assert_eq!(size(1, Language::Es), "1 byte");
    }
}
