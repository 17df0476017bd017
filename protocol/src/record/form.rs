//! Readers for values that have a form of their own: addresses, identifiers, and codes of open lists.

use std::net::Ipv6Addr;

use serde_json::Value;

use super::RecordId;
use super::problem::Rule;
use super::report::Place;
use super::values::{line, string};
use crate::limits::ADDRESS_BYTES_MAX;
use crate::vocabulary::{country, currency, licence, sector, spelling};

/// Longest web address: what the record format allows, and what browsers agree on.
pub const URL_CHARS_MAX: usize = 2_000;
/// Longest e-mail address: RFC 5321 §4.5.3.1.3 less the brackets (erratum 1690).
pub const EMAIL_CHARS_MAX: usize = 254;
/// Longest phone number with its spaces: twice the 15 digits of ITU-T E.164, and a plus.
pub const PHONE_CHARS_MAX: usize = 32;
/// Most digits of a phone number: ITU-T E.164 §6.2.
const PHONE_DIGITS_MAX: usize = 15;
/// Length of a Legal Entity Identifier: ISO 17442-1.
pub const LEI_CHARS: usize = 20;
/// Longest licence identifier: the longest in the SPDX list 3.25 has 36.
pub const LICENCE_CHARS_MAX: usize = 64;
/// Longest sector code, `local:` included.
pub const SECTOR_CHARS_MAX: usize = 100;

/// Reads an address that a browser can open: `http` or `https`, a host, no white space, no user name.
pub(super) fn url(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let found = line(URL_CHARS_MAX)(value, place)?;
    if is_url(&found) {
        return Some(found);
    }
    place.suggest(Rule::UrlMalformed, &found, || {
        Some(format!("https://{found}")).filter(|meant| !found.contains(':') && is_url(meant) && meant.contains('.'))
    })
}

fn is_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // The colons of an IPv6 address stand within its brackets; the port's comes after them.
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let bracketed = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    // A user name before the host ("https://bank.example@evil.example") only ever serves to mislead.
    let host_allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    let host_fits = match bracketed {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.chars().all(host_allowed),
    };
    let port_fits =
        port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok());
    let rest_fits = !rest
        .chars()
        .any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\' | '`'));
    host_fits && port_fits && rest_fits
}

/// Reads an e-mail address: something before the last `@`, a host with a dot behind it, no white space.
///
/// More would refuse addresses that work (RFC 6531 allows nearly every letter); only a letter sent there proves one.
pub(super) fn email(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let found = line(EMAIL_CHARS_MAX)(value, place)?;
    if is_email(&found) {
        return Some(found);
    }
    let meant = found.strip_prefix("mailto:").filter(|meant| is_email(meant));
    place.suggest(Rule::EmailMalformed, &found, || meant.map(str::to_owned))
}

fn is_email(text: &str) -> bool {
    let allowed = !text
        .chars()
        .any(|c| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | ':' | '"' | '(' | ')'));
    allowed
        && text.rsplit_once('@').is_some_and(|(local, host)| {
            let labels_fit = host.contains('.') && host.split('.').all(|label| !label.is_empty());
            !local.is_empty() && !local.contains('@') && labels_fit
        })
}

/// Reads a phone number as people write it: 3 to 15 digits with spaces and the usual signs between them.
pub(super) fn phone(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let found = line(PHONE_CHARS_MAX)(value, place)?;
    let digits = found.bytes().filter(u8::is_ascii_digit).count();
    let signs_fit = found.chars().enumerate().all(|(index, c)| {
        c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/') || (c == '+' && index == 0)
    });
    if (3..=PHONE_DIGITS_MAX).contains(&digits) && signs_fit {
        return Some(found);
    }
    place.refuse(Rule::PhoneMalformed, &found)
}

/// Reads a Legal Entity Identifier and checks its check digits.
pub(super) fn lei(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let found = string(value, place)?;
    if is_lei(found) {
        return Some(found.to_owned());
    }
    let meant = || found.to_uppercase().replace([' ', '-'], "");
    place.suggest(Rule::LeiMalformed, found, || {
        Some(meant()).filter(|meant| is_lei(meant))
    })
}

/// True for 18 digits or capital letters and two check digits, which together leave 1 when divided by 97 (ISO 17442-1 with ISO/IEC 7064,
/// MOD 97-10; letters count as 10 to 35).
fn is_lei(text: &str) -> bool {
    let formed = text.len() == LEI_CHARS
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && text.bytes().skip(LEI_CHARS - 2).all(|byte| byte.is_ascii_digit());
    let remainder = text.chars().filter_map(|c| c.to_digit(36)).fold(0u32, |sum, value| {
        let shift = if value < 10 { 10 } else { 100 };
        (sum * shift + value) % 97
    });
    formed && remainder == 1
}

/// Reads an address of a node: `/ip4/…`, `/dns/…` and so on, of ASCII, so a character is a byte. Whether it can be dialled is the network's question.
pub(super) fn multiaddr(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let found = line(ADDRESS_BYTES_MAX)(value, place)?;
    let formed = found.len() > 1
        && found.starts_with('/')
        && !found.ends_with('/')
        && !found.contains("//")
        && found.bytes().all(|byte| byte.is_ascii_graphic());
    if formed {
        return Some(found);
    }
    place.refuse(Rule::MultiaddrMalformed, &found)
}

/// Reads the identifier of a record.
pub(super) fn record_id(value: &Value, place: &mut Place<'_>) -> Option<RecordId> {
    let found = string(value, place)?;
    match found.parse() {
        Ok(id) => Some(id),
        Err(_) => place.suggest(Rule::RecordIdMalformed, found, || {
            let meant = found.trim().to_lowercase().replace('-', "");
            meant.parse::<RecordId>().ok().map(|id| id.to_string())
        }),
    }
}

/// Reads a country's code.
pub(super) fn country_code(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let found = string(value, place)?;
    if country::by_code(found).is_some() {
        return Some(found.to_owned());
    }
    place.suggest(Rule::CountryUnknown, found, || {
        country::suggest(found).map(str::to_owned)
    })
}

/// Reads a code of a country's part, `EC-P` or `GB-WLS`: a country's code, a hyphen, one to three letters or digits (ISO 3166-2:2020 §5.1).
pub(super) fn region_code(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let found = string(value, place)?;
    if is_region(found) {
        return Some(found.to_owned());
    }
    let meant = || found.trim().to_uppercase().replace(['_', ' '], "-");
    place.suggest(Rule::RegionMalformed, found, || {
        Some(meant()).filter(|meant| is_region(meant))
    })
}

fn is_region(text: &str) -> bool {
    text.split_once('-').is_some_and(|(country, part)| {
        let part_fits = (1..=3).contains(&part.len())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        country::by_code(country).is_some() && part_fits
    })
}

/// Reads a currency's code.
pub(super) fn currency_code(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let found = string(value, place)?;
    if currency::is_code(found) {
        return Some(found.to_owned());
    }
    let meant = || found.trim().to_uppercase();
    place.suggest(Rule::CurrencyUnknown, found, || {
        Some(meant()).filter(|meant| currency::is_code(meant))
    })
}

/// Reads the identifier of a licence.
pub(super) fn licence_id(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let found = line(LICENCE_CHARS_MAX)(value, place)?;
    if licence::is_formed(&found) {
        return Some(found);
    }
    place.suggest(Rule::LicenceMalformed, &found, || {
        licence::suggest(&found).map(str::to_owned)
    })
}

/// Reads the code of a sector.
pub(super) fn sector_code(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let found = line(SECTOR_CHARS_MAX)(value, place)?;
    if sector::is_code(&found) {
        return Some(found);
    }
    place.suggest(Rule::SectorUnknown, &found, || {
        let near = spelling::nearest(&found, sector::codes());
        near.map(str::to_owned).or_else(|| sector::suggest(&found))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_email, is_lei, is_region, is_url};

    #[test]
    fn an_address_that_a_browser_opens_is_taken() {
        for url in [
            "https://www.uk.coop",
            "http://example.org:8080/a?b=c#d",
            "https://пример.рф/путь",
            "https://[2001:db8::1]/",
            "https://[::ffff:192.0.2.1]:65535?a",
        ] {
            assert!(is_url(url), "{url}");
        }
    }

    #[test]
    fn an_address_that_runs_or_misleads_is_refused() {
        for url in [
            "javascript:alert(1)",
            "www.uk.coop",
            "https://",
            "https:///path",
            "ftp://example.org",
            "https://bank.example@evil.example/",
            "https://example.org/a b",
            "https://example.org/\"><script>",
            "data:text/html,x",
            "https://[bank.example@evil.example]/",
            "https://[]/",
            "https://[fe80::1%25eth0]/",
            "https://[192.0.2.1]/",
            "https://example.org:/",
            "https://example.org:65536/",
            "https://example.org:+80/",
            "https://[::1]:/",
            "https://:80/",
        ] {
            assert!(!is_url(url), "{url}");
        }
    }

    #[test]
    fn an_email_has_one_at_and_a_host() {
        for email in [
            "info@ess.example",
            "a.b+c@coop.example.org",
            "información@correo.example",
        ] {
            assert!(is_email(email), "{email}");
        }
        for email in [
            "info",
            "info@",
            "@coop.org",
            "a@b",
            "a b@c.org",
            "a@b..org",
            "a@b@c.org",
            "A <a@b.org>",
        ] {
            assert!(!is_email(email), "{email}");
        }
    }

    #[test]
    fn the_check_digits_of_an_lei_count() {
        // The identifier of the Global LEI Foundation itself.
        assert!(is_lei("506700GE1G29325QX363"));
        assert!(!is_lei("506700GE1G29325QX364"));
        assert!(!is_lei("506700GE1G29325QX36"));
        assert!(!is_lei("506700ge1g29325qx363"));
    }

    #[test]
    fn a_region_begins_with_its_country() {
        assert!(is_region("EC-P"));
        assert!(is_region("GB-WLS"));
        for region in ["WLS", "GB-", "XX-1", "GB-WALES", "gb-wls", "GB-É"] {
            assert!(!is_region(region), "{region}");
        }
    }
}
