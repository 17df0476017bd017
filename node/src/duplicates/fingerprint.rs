//! Fingerprints: what of a record is compared with others.

use ayni_protocol::record::{Details, Kind, Record, RecordId};

use super::name;
use crate::catalogue::Place;

/// Most names that are compared of one record: its title in the first languages, and its trading name.
const NAMES_MAX: usize = 5;

/// Fewest digits of a phone number that is compared, and how many of its last ones are: what stands before them, a
/// country's code or a zero, is written or not.
const PHONE_DIGITS_MIN: usize = 7;
/// As above.
const PHONE_DIGITS: usize = 9;

/// Hosts of which everybody has a page: the same host says nothing.
///
/// Source: seen in the registers and maps that this program has mappings for; our own list, November 2026.
const SHARED_HOSTS: [&str; 22] = [
    "facebook.com",
    "fb.com",
    "fb.me",
    "twitter.com",
    "x.com",
    "instagram.com",
    "linkedin.com",
    "youtube.com",
    "youtu.be",
    "tiktok.com",
    "wa.me",
    "whatsapp.com",
    "t.me",
    "linktr.ee",
    "pinterest.com",
    "flickr.com",
    "vimeo.com",
    "google.com",
    "goo.gl",
    "bit.ly",
    "meetup.com",
    "mastodon.social",
];

/// What of a record is compared, in one spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The record.
    pub id: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// The words of each of its names; none of them is empty.
    pub(super) names: Vec<Vec<String>>,
    /// Numbers in registers: the register's code, a space, the number without leading zeros and punctuation.
    pub(super) registrations: Vec<String>,
    /// Legal Entity Identifier.
    pub(super) lei: Option<String>,
    /// Web addresses without scheme, `www.`, what follows a question mark, and the last slash.
    pub(super) sites: Vec<String>,
    /// The last digits of a phone number.
    pub(super) phone: Option<String>,
    /// Where it is.
    pub(super) place: Option<Place>,
    /// Letters and digits of the postcode.
    pub(super) postcode: Option<String>,
    /// Alpha-2 codes.
    pub(super) countries: Vec<String>,
}

impl Fingerprint {
    /// The fingerprint of a record. `phone` is that of its contact, if it has one.
    pub fn of(id: RecordId, record: &Record, phone: Option<&str>) -> Self {
        let mut print = Self {
            id,
            kind: record.kind(),
            names: Vec::new(),
            registrations: Vec::new(),
            lei: None,
            sites: record.heading().urls.iter().filter_map(|url| site(url)).collect(),
            phone: phone.and_then(digits),
            place: None,
            postcode: None,
            countries: record.countries().to_vec(),
        };
        let mut names: Vec<&str> = record
            .title()
            .iter()
            .map(|(_, title)| title)
            .take(NAMES_MAX - 1)
            .collect();
        if let Details::Enterprise(enterprise) = record.details() {
            names.extend(enterprise.trading_name.as_deref());
            let numbers = enterprise.registrations.iter();
            print.registrations = numbers.filter_map(|entry| number(&entry.list, &entry.number)).collect();
            print.lei.clone_from(&enterprise.lei);
            print.place = enterprise.geo.as_ref().map(Place::from);
            let address = enterprise.address.as_ref();
            let postcode = address
                .and_then(|address| address.postcode.as_deref())
                .map(letters_and_digits);
            print.postcode = postcode.filter(|postcode| !postcode.is_empty());
        }
        print.names = names
            .into_iter()
            .map(name::words)
            .filter(|words| !words.is_empty())
            .collect();
        print.names.sort_unstable();
        print.names.dedup();
        print
    }
}

fn letters_and_digits(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// A number in a register. Spreadsheets lose leading zeros, so they do not tell numbers apart here.
fn number(list: &str, number: &str) -> Option<String> {
    let plain = letters_and_digits(number);
    let number = plain.trim_start_matches('0');
    (!number.is_empty()).then(|| format!("{} {number}", list.to_uppercase()))
}

fn digits(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let from = digits.len().saturating_sub(PHONE_DIGITS);
    (digits.len() >= PHONE_DIGITS_MIN).then(|| digits[from..].to_owned())
}

/// A web address in one spelling; `None` where the host is everybody's.
fn site(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let is_shared = |shared: &str| host == shared || host.strip_suffix(shared).is_some_and(|rest| rest.ends_with('.'));
    if host.is_empty() || SHARED_HOSTS.into_iter().any(is_shared) {
        return None;
    }
    let path = path.trim_end_matches('/');
    let path = match path {
        "index.html" | "index.htm" | "index.php" => "",
        other => other,
    };
    Some(if path.is_empty() {
        host.to_owned()
    } else {
        format!("{host}/{path}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_the_same_however_it_is_written() {
        for url in [
            "https://www.example.coop/",
            "http://example.coop",
            "https://EXAMPLE.coop/index.html",
            "https://example.coop/?utm_source=x#top",
        ] {
            assert_eq!(site(url).as_deref(), Some("example.coop"), "{url}");
        }
        assert_eq!(site("https://example.coop/a/b/").as_deref(), Some("example.coop/a/b"));
    }

    #[test]
    fn pages_where_everybody_has_one_are_no_sites() {
        for url in [
            "https://facebook.com/coop",
            "https://fr-fr.facebook.com/coop",
            "https://x.com/coop",
            "https://",
        ] {
            assert_eq!(site(url), None, "{url}");
        }
        assert!(site("https://linux.com/coop").is_some(), "it only ends like one");
    }

    #[test]
    fn numbers_are_compared_without_what_spreadsheets_lose() {
        assert_eq!(number("gb-coh", "0012 34").as_deref(), Some("GB-COH 1234"));
        assert_eq!(number("GB-COH", "IP00123R").as_deref(), Some("GB-COH IP00123R"));
        assert_eq!(number("GB-COH", "000"), None);
        assert_eq!(digits("+44 (0)20 7946 0018").as_deref(), Some("079460018"));
        assert_eq!(digits("020 7946 0018").as_deref(), Some("079460018"));
        assert_eq!(digits("999"), None);
    }
}
