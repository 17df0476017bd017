//! Who reads: the language that a request asks for.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

use super::{policy, query};
use crate::text::Language;

/// Most languages of a header that are looked at: browsers send up to ten.
const LANGUAGES_MAX: usize = 32;

/// The cookie that keeps a reader's choice, and for how long: a year.
const COOKIE: &str = "lang";
/// As above, in seconds.
const COOKIE_S: u32 = 365 * 24 * 60 * 60;

/// The language in which a request is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reader {
    /// The language.
    pub(super) language: Language,
    /// Whether the address says so (`?lang=fr`); links on the page then say it too.
    pub(super) chosen: bool,
}

impl Reader {
    /// The language of the address, else of the cookie, else of the header Accept-Language, else English.
    pub(super) fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let chosen = query::pairs(uri)
            .into_iter()
            .flatten()
            .find(|(name, _)| name == "lang")
            .and_then(|(_, value)| value.parse().ok());
        match chosen {
            Some(language) => Self { language, chosen: true },
            None => Self {
                language: kept(headers).unwrap_or_else(|| accepted(headers)),
                chosen: false,
            },
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

/// The language that was chosen on another page.
fn kept(headers: &HeaderMap) -> Option<Language> {
    cookies(headers).find_map(|(name, value)| (name == COOKIE).then(|| value.parse().ok())?)
}

/// The cookies of a request (RFC 6265 §4.2): names and values.
pub(super) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let sent = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    sent.flat_map(|cookies| cookies.split(';'))
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.trim(), value.trim()))
}

/// Keeps what a reader chooses on a page by its address. It says nothing of who they are.
pub(super) async fn remembered(request: Request, next: Next) -> Response {
    let reader = Reader::of(request.uri(), request.headers());
    let path = request.uri().path();
    // A page within one of another site keeps nothing in the browser: its language is in its address.
    let is_page = !path.starts_with("/api/") && !policy::may_be_framed(path);
    let mut response = next.run(request).await;
    if is_page && reader.chosen {
        let cookie = format!("{COOKIE}={}; Path=/; Max-Age={COOKIE_S}; SameSite=Lax", reader.language);
        let headers = response.headers_mut();
        headers.extend(HeaderValue::from_str(&cookie).map(|cookie| (header::SET_COOKIE, cookie)));
    }
    response
}

/// The language of ours that the header Accept-Language (RFC 9110 §12.5.4) gives the highest
/// weight, the first of several; English if it names none.
fn accepted(headers: &HeaderMap) -> Language {
    let header = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut best = (Language::default(), 0.0);
    for range in header.split(',').take(LANGUAGES_MAX) {
        let mut parts = range.split(';');
        let Some(Ok(language)) = parts.next().map(str::parse) else {
            continue;
        };
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0));
        if weight > best.1 {
            best = (language, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(address: &str, header: &str) -> Reader {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, header.parse().expect("a header"));
        Reader::of(&address.parse().expect("an address"), &headers)
    }

    #[test]
    fn the_heaviest_language_that_we_speak_wins() {
        for (header, expected) in [
            ("fr", Language::Fr),
            ("wo, fr-SN;q=0.9, en;q=0.8", Language::Fr),
            ("en;q=0.2, es-EC;q=0.7", Language::Es),
            ("de, *;q=0.5", Language::En),
            ("es;q=0", Language::En),
            ("fr;q=nonsense, es;q=0.1", Language::Es),
            ("", Language::En),
        ] {
            assert_eq!(reader("/", header).language, expected, "{header}");
        }
    }

    #[test]
    fn a_choice_is_kept_by_a_cookie_that_the_address_overrides() {
        let with = |address: &str, cookie: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en"));
            headers.insert(header::COOKIE, cookie.parse().expect("a header"));
            Reader::of(&address.parse().expect("an address"), &headers)
        };
        let kept = with("/", "theme=dark; lang=fr");
        assert_eq!((kept.language, kept.chosen), (Language::Fr, false));
        assert_eq!(with("/?lang=es", "lang=fr").language, Language::Es);
        assert_eq!(with("/", "lang=tlh; slang=fr").language, Language::En);
    }

    #[test]
    fn the_address_overrides_the_header_and_is_remembered() {
        let chosen = reader("/?lang=es&kind=practice", "fr");
        assert_eq!((chosen.language, chosen.chosen), (Language::Es, true));
        let unknown = reader("/?lang=tlh", "fr");
        assert_eq!((unknown.language, unknown.chosen), (Language::Fr, false));
    }
}
