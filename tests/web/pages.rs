//! Every page of the site: those that its own links lead to, and those that no link shows.

use std::collections::{BTreeSet, VecDeque};

use ayni_protocol::record::Kind;

use crate::stage::{Site, stage};
use crate::visitor::Visitor;

/// The page that says that there is none.
pub(crate) const NOWHERE: &str = "/nowhere";

/// Pages to which no link leads, or not on any day.
const KNOWN: [&str; 14] = [
    "/",
    "/records?q=agriculture",
    "/records?q=zzzz",
    "/records?country=EC&kind=practice",
    "/map?country=SN",
    "/embed",
    "/embed/map",
    "/admin/login",
    "/admin",
    "/admin/expertise?q=a",
    "/admin/records",
    "/admin/records?status=withdrawn",
    "/admin/duplicates?across=true",
    NOWHERE,
];

/// Where one votes: only as long as something is proposed, so the walk that votes looks at it.
const VOTE: &str = "/admin/charter/vote";

/// Parts of addresses at least this long are ids and hashes.
const ID_CHARACTERS: usize = 30;

/// The paths of all pages that staff may read: those that are known, the page and the form of a record of each kind, and of those that differ
/// only in what they list or show, the first that a link leads to.
pub(crate) fn all(site: &Site, staff: &Visitor) -> Vec<String> {
    let mut waiting: VecDeque<String> = KNOWN.map(str::to_owned).into();
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Platform) {
        waiting.push_back(format!("/admin/records/new?kind={kind}&original=fr"));
    }
    let stage = stage();
    for (kind, id) in &stage.furnished {
        if !matches!(kind, Kind::Contact | Kind::Expertise) {
            waiting.push_back(format!("/records/{id}"));
        }
        if site.http == stage.senegal.http {
            waiting.push_back(format!("/admin/records/{id}/edit"));
            waiting.push_back(format!("/admin/records/{id}/translate?into=es"));
        }
    }
    // The same pages of other records may be gone when somebody comes to them: other walks withdraw and erase.
    if let Some((_, id)) = stage.furnished.first().filter(|_| site.http == stage.senegal.http) {
        waiting.extend(["review", "withdraw", "erase"].map(|deed| format!("/admin/records/{id}/{deed}")));
    }
    let certain: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut known: BTreeSet<String> = waiting.iter().map(|path| shape(path)).collect();
    known.insert(VOTE.to_owned());
    let mut pages = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let page = staff.get(&site.url(&path), &[("accept-language", "en")]);
        let is_there = page.status == 200 || path == NOWHERE;
        assert!(is_there || !certain.contains(&path), "{path}: {}", page.status);
        if !is_there || !page.header("content-type").starts_with("text/html") {
            continue;
        }
        waiting.extend(links(&page.text()).into_iter().filter(|link| known.insert(shape(link))));
        pages.push(path);
    }
    pages
}

/// A path without what it asks for, and without what names a single thing.
fn shape(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts = path.split('/').map(|part| match part.len() < ID_CHARACTERS {
        true => part,
        false => "{}",
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Where the links of a page lead on the same site.
fn links(page: &str) -> Vec<String> {
    let anchors = page.split("<a ").skip(1).filter_map(|from| from.split('>').next());
    let targets = anchors.filter_map(|tag| tag.split("href=\"").nth(1)?.split('"').next());
    let own = targets.filter(|target| target.starts_with('/') && !target.starts_with("//"));
    own.map(|target| target.replace("&#38;", "&")).collect()
}
