//! Readers for values that have a form of their own: addresses, identifiers, and codes of open lists.

use std::net::Ipv6Addr;

use serde_json::Value;

use super::RecordId;
use super::problem::Rule;
use super::shape::{Form, Reader, Shape, reader};
use super::values::{formed, string};
use crate::identity::PublicKey;
use crate::limits::ADDRESS_BYTES_MAX;
use crate::vocabulary::{country, currency, licence, sector, spelling, time_zone};

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
/// Length of a record's identifier.
const RECORD_ID_CHARS: usize = 32;
/// Longest `did:key` of an Ed25519 key: `did:key:z` and 34 bytes in base 58.
const DID_CHARS_MAX: usize = 57;
/// Length of a country's code.
const COUNTRY_CHARS: usize = 2;
/// Longest code of a country's part.
const REGION_CHARS_MAX: usize = 6;
/// Length of a currency's code.
const CURRENCY_CHARS: usize = 3;
/// Longest name of a time zone: the longest of the database has 30.
const TIME_ZONE_CHARS_MAX: usize = 40;
/// Longest International Standard Book Number: 13 digits with a mark between any two groups.
const ISBN_CHARS_MAX: usize = 17;
/// Longest Digital Object Identifier: none is known to have more than 200.
const DOI_CHARS_MAX: usize = 250;
/// Length of a SHA-256 in hexadecimal digits.
const SHA256_CHARS: usize = 64;
/// Longest decimal number: what the largest statistics need, with room.
const DECIMAL_CHARS_MAX: usize = 30;
/// Longest licence identifier: the longest in the SPDX list 3.25 has 36.
pub const LICENCE_CHARS_MAX: usize = 64;
/// Longest sector code, `local:` included.
pub const SECTOR_CHARS_MAX: usize = 100;

/// Reads an address that a browser can open: `http` or `https`, a host, no white space, no user name.
pub(super) fn url() -> impl Reader<String> {
    formed(URL_CHARS_MAX, Form::Url, |found, place| {
        if is_url(&found) {
            return Some(found);
        }
        let meant = || format!("https://{found}");
        place.suggest(Rule::UrlMalformed, &found, || {
            Some(meant()).filter(|meant| !found.contains(':') && is_url(meant) && meant.contains('.'))
        })
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
pub(super) fn email() -> impl Reader<String> {
    formed(EMAIL_CHARS_MAX, Form::Email, |found, place| {
        if is_email(&found) {
            return Some(found);
        }
        let meant = found.strip_prefix("mailto:").filter(|meant| is_email(meant));
        place.suggest(Rule::EmailMalformed, &found, || meant.map(str::to_owned))
    })
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
pub(super) fn phone() -> impl Reader<String> {
    formed(PHONE_CHARS_MAX, Form::Phone, |found, place| {
        let digits = found.bytes().filter(u8::is_ascii_digit).count();
        let signs_fit = found.chars().enumerate().all(|(index, c)| {
            c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/') || (c == '+' && index == 0)
        });
        if (3..=PHONE_DIGITS_MAX).contains(&digits) && signs_fit {
            return Some(found);
        }
        place.refuse(Rule::PhoneMalformed, &found)
    })
}

/// Reads a Legal Entity Identifier and checks its check digits.
pub(super) fn lei() -> impl Reader<String> {
    code_of(LEI_CHARS, Form::Lei, is_lei, Rule::LeiMalformed, |found| {
        Some(found.to_uppercase().replace([' ', '-'], ""))
    })
}

/// Reads a text that `is_code`, without touching it; otherwise it breaks `rule`, and what `meant` makes of it is offered if that is one.
fn code_of(
    chars_max: usize,
    form: Form,
    is_code: fn(&str) -> bool,
    rule: Rule,
    meant: fn(&str) -> Option<String>,
) -> impl Reader<String> {
    reader(
        move || Shape::line(chars_max, form),
        move |value, place| {
            let found = string(value, place)?;
            if is_code(found) {
                return Some(found.to_owned());
            }
            place.suggest(rule, found, || meant(found).filter(|meant| is_code(meant)))
        },
    )
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
pub(super) fn multiaddr() -> impl Reader<String> {
    formed(ADDRESS_BYTES_MAX, Form::Multiaddr, |found, place| {
        let formed = found.len() > 1
            && found.starts_with('/')
            && !found.ends_with('/')
            && !found.contains("//")
            && found.bytes().all(|byte| byte.is_ascii_graphic());
        if formed {
            return Some(found);
        }
        place.refuse(Rule::MultiaddrMalformed, &found)
    })
}

/// Reads the identifier of a record.
pub(super) fn record_id() -> impl Reader<RecordId> {
    reader(
        || Shape::line(RECORD_ID_CHARS, Form::RecordId),
        |value, place| {
            let found = string(value, place)?;
            match found.parse() {
                Ok(id) => Some(id),
                Err(_) => place.suggest(Rule::RecordIdMalformed, found, || {
                    let meant = found.trim().to_lowercase().replace('-', "");
                    meant.parse::<RecordId>().ok().map(|id| id.to_string())
                }),
            }
        },
    )
}

/// Reads a platform's key.
pub(super) fn did() -> impl Reader<PublicKey> {
    reader(
        || Shape::line(DID_CHARS_MAX, Form::Did),
        |value, place| {
            let found = string(value, place)?;
            let key = found.parse().ok();
            key.or_else(|| place.refuse(Rule::DidMalformed, found))
        },
    )
}

/// Reads a country's code.
pub(super) fn country_code() -> impl Reader<String> {
    let is_code = |text: &str| country::by_code(text).is_some();
    code_of(COUNTRY_CHARS, Form::Country, is_code, Rule::CountryUnknown, |found| {
        country::suggest(found).map(str::to_owned)
    })
}

/// Reads a code of a country's part, `EC-P` or `GB-WLS`: a country's code, a hyphen, one to three letters or digits (ISO 3166-2:2020 §5.1).
pub(super) fn region_code() -> impl Reader<String> {
    code_of(
        REGION_CHARS_MAX,
        Form::Region,
        country::is_region,
        Rule::RegionMalformed,
        |found| Some(found.trim().to_uppercase().replace(['_', ' '], "-")),
    )
}

/// Reads a currency's code.
pub(super) fn currency_code() -> impl Reader<String> {
    code_of(
        CURRENCY_CHARS,
        Form::Currency,
        currency::is_code,
        Rule::CurrencyUnknown,
        |found| Some(found.trim().to_uppercase()),
    )
}

/// Reads a name of the IANA time zone database.
pub(super) fn time_zone() -> impl Reader<String> {
    code_of(
        TIME_ZONE_CHARS_MAX,
        Form::TimeZone,
        time_zone::is_zone,
        Rule::TimeZoneUnknown,
        |found| time_zone::suggest(found).map(str::to_owned),
    )
}

/// Reads an International Standard Book Number and checks its check digit.
pub(super) fn isbn() -> impl Reader<String> {
    code_of(ISBN_CHARS_MAX, Form::Isbn, is_isbn, Rule::IsbnMalformed, |found| {
        let bare = found.trim().trim_start_matches("ISBN").trim_start_matches([':', ' ']);
        Some(bare.replace('x', "X"))
    })
}

/// True for 10 or 13 digits with hyphens or spaces between them and the check digit that follows from the others (ISO 2108:2017 §5 and
/// annex C for 13 digits; ISO 2108:1992 for ten, of which the last can be an X that counts as 10).
fn is_isbn(text: &str) -> bool {
    let ends_well = text.starts_with(|c: char| c.is_ascii_digit()) && !text.ends_with([' ', '-']);
    let digits: Option<Vec<u32>> = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map(|c| if c == 'X' { Some(10) } else { c.to_digit(10) })
        .collect();
    let tens_within = |digits: &[u32]| digits[..digits.len() - 1].contains(&10);
    ends_well
        && text.len() <= ISBN_CHARS_MAX
        && digits.is_some_and(|digits| match digits.len() {
            10 => {
                let sum: u32 = digits
                    .iter()
                    .zip((1..=10).rev())
                    .map(|(digit, weight)| digit * weight)
                    .sum();
                !tens_within(&digits) && sum.is_multiple_of(11)
            }
            13 => {
                let sum: u32 = digits
                    .iter()
                    .zip([1, 3].into_iter().cycle())
                    .map(|(digit, weight)| digit * weight)
                    .sum();
                !digits.contains(&10) && sum.is_multiple_of(10)
            }
            _ => false,
        })
}

/// Reads a Digital Object Identifier without the address of a resolver before it.
pub(super) fn doi() -> impl Reader<String> {
    code_of(DOI_CHARS_MAX, Form::Doi, is_doi, Rule::DoiMalformed, |found| {
        let at = found.find("10.")?;
        Some(found[at..].trim().to_owned())
    })
}

/// True for `10.`, a registrant of four to nine digits, a slash and something visible (ISO 26324:2022 §4; the digits as Crossref has them).
fn is_doi(text: &str) -> bool {
    let parts = text.strip_prefix("10.").and_then(|rest| rest.split_once('/'));
    text.chars().count() <= DOI_CHARS_MAX
        && parts.is_some_and(|(registrant, suffix)| {
            let mut numbers = registrant.split('.');
            let first = numbers.next().unwrap_or_default();
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            (4..=9).contains(&first.len())
                && digits(first)
                && numbers.all(digits)
                && !suffix.is_empty()
                && suffix.chars().all(|c| c.is_ascii_graphic())
        })
}

/// Reads a SHA-256.
pub(super) fn sha256() -> impl Reader<String> {
    let is_sha256 =
        |text: &str| text.len() == SHA256_CHARS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    code_of(SHA256_CHARS, Form::Sha256, is_sha256, Rule::HashMalformed, |found| {
        Some(found.trim().to_lowercase())
    })
}

/// Reads a decimal number as text: a record has no fractions, since no two programs write them alike.
pub(super) fn decimal() -> impl Reader<String> {
    reader(
        || Shape::line(DECIMAL_CHARS_MAX, Form::Decimal),
        |value, place| {
            if let Value::Number(number) = value {
                let text = number.to_string();
                return place.suggest(Rule::NotText, &text, || {
                    Some(text.clone()).filter(|text| is_decimal(text))
                });
            }
            let found = string(value, place)?;
            if is_decimal(found) {
                return Some(found.to_owned());
            }
            place.suggest(Rule::DecimalMalformed, found, || {
                let plain: String = found
                    .chars()
                    .filter(|c| !c.is_whitespace() && *c != '\u{2212}')
                    .collect();
                let sign = if found.trim_start().starts_with('\u{2212}') {
                    "-"
                } else {
                    ""
                };
                // Only one mark can be told for what it is: 1,234.5 and 1.234,5 have both.
                let one_mark = plain.matches([',', '.']).count() <= 1;
                Some(format!("{sign}{}", plain.replace(',', "."))).filter(|meant| one_mark && is_decimal(meant))
            })
        },
    )
}

/// True for digits without needless zeros before them, with a minus before and a point and digits behind if need be.
fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    text.len() <= DECIMAL_CHARS_MAX && digits(whole) && digits(fraction) && (whole == "0" || !whole.starts_with('0'))
}

/// Reads the identifier of a licence.
pub(super) fn licence_id() -> impl Reader<String> {
    formed(LICENCE_CHARS_MAX, Form::Licence, |found, place| {
        if licence::is_formed(&found) {
            return Some(found);
        }
        place.suggest(Rule::LicenceMalformed, &found, || {
            licence::suggest(&found).map(str::to_owned)
        })
    })
}

/// Reads the code of a sector.
pub(super) fn sector_code() -> impl Reader<String> {
    formed(SECTOR_CHARS_MAX, Form::Sector, |found, place| {
        if sector::is_code(&found) {
            return Some(found);
        }
        place.suggest(Rule::SectorUnknown, &found, || {
            let near = spelling::nearest(&found, sector::codes());
            near.map(str::to_owned).or_else(|| sector::suggest(&found))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{is_email, is_lei, is_url};

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
}
