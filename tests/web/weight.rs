//! What a page weighs on its way to a reader on a slow link, with all that a browser fetches for it.

use std::collections::BTreeSet;

use ayni_tests::patience::sooner_or_later;

use crate::stage::{Site, stage};
use crate::visitor::Visitor;

/// Most bytes of a first visit.
const FIRST_MAX: usize = 60 * 1024;

/// Most bytes of a later one.
const NEXT_MAX: usize = 15 * 1024;

/// What browsers say that they take.
const PACKED: (&str, &str) = ("accept-encoding", "gzip, deflate, br");

/// Bytes of one answer, and what names its version.
fn weigh(site: &Site, visitor: &Visitor, path: &str, known: Option<&str>) -> (u16, usize, String) {
    let mut headers = vec![PACKED, ("accept-language", "es")];
    headers.extend(known.map(|version| ("if-none-match", version)));
    let answer = visitor.get(&site.url(path), &headers);
    (answer.status, answer.bytes(), answer.header("etag").to_owned())
}

/// What the browser fetches for a page beside the page itself.
fn parts(page: &str) -> BTreeSet<String> {
    let tags = page.split('<').filter(|tag| {
        let named = |name: &str| tag.starts_with(name);
        named("link rel=\"stylesheet\"") || named("link rel=\"icon\"") || named("img ") || named("image ")
    });
    let address = |tag: &str| {
        let from = tag.split_once(" href=\"").or_else(|| tag.split_once(" src=\""))?.1;
        Some(from.split('"').next()?.to_owned())
    };
    tags.filter_map(address).collect()
}

/// Bytes of a first visit to a page, and of the next, when it has not changed and when it has.
fn visits(site: &Site, path: &str) -> [usize; 3] {
    let visitor = Visitor::new(String::new());
    let page = visitor.get(&site.url(path), &[("accept-language", "es")]).text();
    let (_, html, version) = weigh(site, &visitor, path, None);
    let mut first = html;
    for part in parts(&page) {
        let kept = visitor.get(&site.url(&part), &[PACKED]);
        assert_eq!(
            (kept.status, kept.header("cache-control")),
            (200, "public, max-age=86400"),
            "{part}"
        );
        first += kept.bytes();
    }
    assert!(!version.is_empty(), "{path} names its version");
    // Other walks may publish something in between.
    let unchanged = sooner_or_later("the same page again", || {
        let (_, _, version) = weigh(site, &visitor, path, None);
        match weigh(site, &visitor, path, Some(&version)) {
            (304, bytes, _) => Ok(bytes),
            (status, _, version) => Err(format!("{status} {version}")),
        }
    });
    [first, unchanged, html]
}

#[test]
#[ignore = "needs a browser: CONTRIBUTING.md, The web site in a browser"]
fn the_directory_and_the_map_are_light_on_a_first_visit_and_lighter_on_the_next() {
    let site = &stage().ecuador;
    for path in ["/records", "/map"] {
        let [first, unchanged, changed] = visits(site, path);
        assert!(first <= FIRST_MAX, "{path}: {first} bytes");
        assert!(
            unchanged <= NEXT_MAX && changed <= NEXT_MAX,
            "{path}: {unchanged}, {changed} bytes"
        );
    }
}
