//! What readers call codes, countries and numbers.

use serde_json::Value;

use crate::text::{Language, say};
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::side::{Basis, Side};
use ayni_protocol::vocabulary::{country, spelling};

/// A whole number as readers of the language write it: 12,345 or 12 345 or 12.345.
pub(super) fn grouped(number: u64, language: Language) -> String {
    let separator = match language {
        Language::En => ',',
        // Narrow and without a line break, as French typography wants it.
        Language::Fr => '\u{202f}',
        Language::Es => '.',
    };
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// The sentence `key` about so many of something.
pub(super) fn counted(key: &str, count: u64, language: Language) -> String {
    let args = [("count", count.to_string()), ("number", grouped(count, language))];
    say(language, key, &args)
}

/// How many records there are, in words.
pub(super) fn total(records: u64, language: Language) -> String {
    counted("web-total", records, language)
}

/// Every kind of record, by its code, with what the reader calls it.
pub(super) fn kinds(language: Language) -> Vec<(&'static str, String)> {
    let kinds = Kind::ALL.iter();
    kinds
        .map(|kind| (kind.as_str(), kind.label(language.as_str()).to_owned()))
        .collect()
}

/// Every country by its code, in the order of the names by which readers look for them.
pub(super) fn countries(language: Language) -> Vec<(&'static str, String)> {
    let named = country::all()
        .iter()
        .map(|country| (country.code, country.name(language.as_str()).to_owned()));
    let mut named: Vec<(&str, String)> = named.collect();
    named.sort_by_cached_key(|(_, name)| spelling::fold(name));
    named
}

/// What each platform says of its part in a partnership.
pub(super) fn stances(cooperation: &Value, language: Language) -> Vec<String> {
    let platforms = cooperation["platforms"].as_array().into_iter().flatten();
    let answer = |platform: &Value| {
        let state = platform["state"].as_str().unwrap_or_default();
        let name = platform_name(platform, language);
        say(language, &format!("web-answer-{state}"), &[("name", name)])
    };
    platforms.map(answer).collect()
}

/// What the reader calls a kind; its code for kinds that this version doesn't know.
pub(super) fn kind_name(code: &str, language: Language) -> String {
    Kind::parse(code)
        .map_or(code, |kind| kind.label(language.as_str()))
        .to_owned()
}

/// A status worth a word: an active record has none.
pub(super) fn state_name(status: &Value, language: Language) -> Option<String> {
    let status = status.as_str().filter(|status| *status != "active")?;
    Some(say(language, &format!("web-status-{status}"), &[]))
}

/// The name of the country with this code.
pub(super) fn country_name(code: &str, language: Language) -> String {
    country::name(code, language.as_str()).to_owned()
}

/// The names of a list of codes, joined by commas.
pub(super) fn country_names(codes: &Value, language: Language) -> String {
    let names: Vec<&str> = codes
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(|code| country::name(code, language.as_str()))
        .collect();
    names.join(", ")
}

/// What the reader calls a side.
pub(super) fn side_name(code: &str, language: Language) -> String {
    Side::parse(code)
        .map_or(code, |side| side.label(language.as_str()))
        .to_owned()
}

/// The name of a record's platform; its did if the charter no longer names it.
pub(super) fn platform_name(platform: &Value, language: Language) -> String {
    let name = platform["name"].as_str().or_else(|| platform["did"].as_str());
    let name = name.unwrap_or_default().to_owned();
    match platform["former"].as_bool() {
        Some(true) => say(language, "web-former-platform", &[("name", name)]),
        _ => name,
    }
}

/// What the reader calls the basis of a side.
pub(super) fn basis_name(code: &str, language: Language) -> String {
    Basis::parse(code)
        .map_or(code, |basis| basis.label(language.as_str()))
        .to_owned()
}

/// What the reader calls a link between two sides.
pub(super) fn link_name(code: &str, language: Language) -> String {
    say(language, &format!("web-link-{}", code.replace('_', "-")), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_readers_write_them() {
        assert_eq!(grouped(7_387, Language::En), "7,387");
        assert_eq!(grouped(1_234_567, Language::Es), "1.234.567");
        assert_eq!(grouped(12_345, Language::Fr), "12\u{202f}345");
        assert_eq!(grouped(999, Language::En), "999");
    }
}
