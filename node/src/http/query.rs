//! What an address says: the id in its path, and after the question mark filters, pages and switches.

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::Uri;
use axum::http::request::Parts;

use super::answer::Refused;
use crate::catalogue::{Filter, LIMIT_MAX};
use crate::refusal::Refusal;
use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::country;
use ayni_protocol::vocabulary::side::Side;

/// Longest value of a parameter, in characters: platforms' names are the longest that make sense.
const VALUE_CHARS_MAX: usize = 500;

/// The id in a path such as `/records/{id}`.
#[derive(Debug)]
pub(super) struct Id(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refused;

    /// An id that isn't even text names nothing, like every other unknown one.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(Refused(Refusal::new("not_found", 404).with("id", parts.uri.path()))),
        }
    }
}

/// Names and values in their order; `None` if the address isn't encoded as the web wants it.
pub(super) fn pairs(uri: &Uri) -> Option<Vec<(String, String)>> {
    Query::<Vec<(String, String)>>::try_from_uri(uri)
        .ok()
        .map(|Query(pairs)| pairs)
}

/// The parameters of an address, each at most once, and only those that `known` names.
pub(super) fn parameters(uri: &Uri, known: &[&str]) -> Result<Vec<(String, String)>, Refusal> {
    let pairs = pairs(uri).ok_or_else(|| bad("?", uri.query().unwrap_or_default()))?;
    let mut seen: Vec<&str> = Vec::new();
    for (name, value) in &pairs {
        let twice = seen.contains(&name.as_str());
        if twice || !known.contains(&name.as_str()) || value.chars().count() > VALUE_CHARS_MAX {
            return Err(bad(name, value));
        }
        seen.push(name);
    }
    Ok(pairs)
}

/// Which records a list shall hold.
///
/// Parameters: kind, country (ISO 3166-1 alpha-2), side, platform (did or name), limit
/// (1 to 500), cursor.
pub(super) fn filter(parameters: &[(String, String)]) -> Result<Filter, Refusal> {
    let mut filter = Filter::default();
    for (name, value) in parameters {
        let bad = || bad(name, value);
        match name.as_str() {
            "kind" => filter.kind = Some(value.parse::<Kind>().map_err(|_| bad())?),
            "country" => {
                let code = value.to_ascii_uppercase();
                let known = country::by_code(&code).ok_or_else(bad)?;
                filter.country = Some(known.code.to_owned());
            }
            "side" => filter.side = Some(value.parse::<Side>().map_err(|_| bad())?),
            "platform" => filter.platform = Some(value.clone()),
            "limit" => {
                filter.limit = value
                    .parse()
                    .ok()
                    .filter(|limit| (1..=LIMIT_MAX).contains(limit))
                    .ok_or_else(bad)?;
            }
            "cursor" => filter.cursor = Some(value.clone()),
            _ => {}
        }
    }
    Ok(filter)
}

/// Whether a switch is on: `true` and `1`, `false` and `0`; off if it isn't named.
pub(super) fn switch(parameters: &[(String, String)], name: &str) -> Result<bool, Refusal> {
    match parameters.iter().find(|(known, _)| known == name) {
        None => Ok(false),
        Some((_, value)) => match value.as_str() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(bad(name, value)),
        },
    }
}

fn bad(name: &str, value: &str) -> Refusal {
    let short = |text: &str| text.chars().take(100).collect::<String>();
    Refusal::new("bad_query", 400)
        .with("name", short(name))
        .with("value", short(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 6] = ["kind", "country", "side", "platform", "limit", "cursor"];

    fn read(address: &str) -> Result<Filter, Refusal> {
        let uri: Uri = address.parse().expect("an address");
        filter(&parameters(&uri, &KNOWN)?)
    }

    #[test]
    fn filters_are_read_from_the_address() {
        let filter =
            read("/?kind=practice&country=sn&side=south&platform=R%C3%A9seau+vert&limit=7").expect("well formed");
        assert_eq!(filter.kind, Some(Kind::Practice));
        assert_eq!(filter.country.as_deref(), Some("SN"));
        assert_eq!(filter.side, Some(Side::South));
        assert_eq!(filter.platform.as_deref(), Some("Réseau vert"));
        assert_eq!(filter.limit, 7);
    }

    #[test]
    fn what_no_filter_can_be_is_refused_by_name() {
        for address in [
            "/?kind=spaceship",
            "/?country=XX",
            "/?side=east",
            "/?limit=0",
            "/?limit=501",
            "/?limit=ten",
            "/?colour=red",
            "/?side=south&side=north",
        ] {
            let refusal = read(address).expect_err(address);
            assert_eq!((refusal.code, refusal.status), ("bad_query", 400), "{address}");
            let name = address[2..].split('=').next().expect("a name");
            assert_eq!(refusal.args[0].1, name, "{address}");
        }
    }

    #[test]
    fn a_switch_is_on_off_or_refused() {
        let on = |value: &str| switch(&[("dry_run".into(), value.into())], "dry_run");
        assert!(on("true").expect("known") && on("1").expect("known"));
        assert!(!on("false").expect("known"));
        assert!(!switch(&[], "dry_run").expect("absent"));
        assert!(on("maybe").is_err());
    }
}
