//! What is not as it should be with the node, in plain words, each with the next step.

use ayni_protocol::replica::Link;
use ayni_protocol::vocabulary::side::Side;
use serde::Deserialize;

use super::super::Frame;
use super::super::federation::{Ballots, Charter, name};
use super::super::home::LinkCounts;
use super::super::names::{grouped, link_name};
use super::measures::duration;
use crate::text::{Language, say};

/// The node at a glance, as the interface gives it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Status {
    pub(super) did: String,
    pub(super) name: String,
    side: String,
    state: String,
    epoch: Option<u64>,
    pub(super) records: u64,
    pub(super) peers: u64,
    links: LinkCounts,
    behind: u64,
    entries_per_s: Option<f64>,
    remaining_s: Option<u64>,
    unlisted: u64,
    unsearchable: u64,
    pub(super) disk_bytes: u64,
    damaged: Option<u64>,
    pub(super) uptime_s: u64,
}

/// One thing that somebody should know.
pub(super) struct Finding {
    /// Whether somebody must do something; else it passes by itself.
    pub(super) is_grave: bool,
    pub(super) sentence: String,
    pub(super) next: String,
    /// Where that is done, and what the page is called.
    pub(super) link: Option<(String, String)>,
}

/// Makes findings in the reader's language.
struct Words<'a> {
    frame: &'a Frame,
}

impl Words<'_> {
    fn language(&self) -> Language {
        self.frame.language
    }

    fn finding(&self, is_grave: bool, sentence: String, next: &str, place: Option<(&str, &str)>) -> Finding {
        Finding {
            is_grave,
            sentence,
            next: self.frame.say(next),
            link: place.map(|(path, name)| (format!("{path}{}", self.frame.keep), self.frame.say(name))),
        }
    }

    fn said(&self, key: &str, args: &[(&str, String)]) -> String {
        say(self.language(), key, args)
    }
}

/// Everything that is not as it should be, the gravest first.
pub(super) fn findings(
    status: &Status,
    charter: Option<&Charter>,
    ballots: Option<&Ballots>,
    frame: &Frame,
) -> Vec<Finding> {
    let words = Words { frame };
    let mut found = Vec::new();
    let peers = Some(("/admin/peers", "admin-peers"));
    match status.state.as_str() {
        "joining" => found.push(words.finding(true, frame.say("admin-joining"), "admin-joining-next", None)),
        "applied" => found.push(words.finding(true, frame.say("admin-applied"), "admin-applied-next", None)),
        "removed" => {
            let epoch = [("epoch", status.epoch.unwrap_or_default().to_string())];
            let sentence = words.said("admin-removed", &epoch);
            found.push(words.finding(true, sentence, "admin-removed-next", None));
        }
        "alone" if charter.is_some_and(|charter| charter.members.len() < 2) => {
            let invite = Some(("/admin/charter/invite", "admin-invite"));
            found.push(words.finding(true, frame.say("admin-first"), "admin-first-next", invite));
        }
        "alone" => found.push(words.finding(true, frame.say("admin-alone"), "admin-alone-next", peers)),
        _ => found.extend(charter.into_iter().flat_map(|charter| links(status, charter, &words))),
    }
    if let Some(damaged) = status.damaged.filter(|damaged| *damaged > 0) {
        let sentence = words.said("admin-damaged", &[("count", damaged.to_string())]);
        found.push(words.finding(true, sentence, "admin-damaged-next", None));
    }
    found.extend(ballots.into_iter().flat_map(|ballots| forks(ballots, &words)));
    if status.behind > 0 {
        found.push(words.finding(false, behind(status, &words), "admin-behind-next", None));
    }
    let language = words.language();
    let counted = |count: u64| [("count", count.to_string()), ("number", grouped(count, language))];
    if status.unlisted > 0 {
        let sentence = words.said("admin-unlisted", &counted(status.unlisted));
        found.push(words.finding(false, sentence, "admin-by-itself", None));
    }
    if status.unsearchable > 0 {
        let sentence = words.said("admin-unsearchable", &counted(status.unsearchable));
        found.push(words.finding(false, sentence, "admin-by-itself", None));
    }
    found.sort_by_key(|finding| !finding.is_grave);
    found
}

/// Kinds of links of which the node has fewer than it should keep, as far as the charter has such platforms.
fn links(status: &Status, charter: &Charter, words: &Words<'_>) -> Vec<Finding> {
    let Some(side) = Side::parse(&status.side) else {
        return Vec::new();
    };
    let others = charter.members.iter().filter(|member| member.did != status.did);
    let sides: Vec<Side> = others.filter_map(|member| Side::parse(&member.side)).collect();
    let needs = Link::needs(side).into_iter();
    needs
        .filter_map(|(link, need)| {
            let there_are = sides
                .iter()
                .filter(|other| Link::between(side, **other) == link)
                .count();
            let need = u64::try_from(need.min(there_are)).unwrap_or(u64::MAX);
            let have = match link {
                Link::NorthSouth => status.links.north_south,
                Link::SouthSouth => status.links.south_south,
                Link::NorthNorth => status.links.north_north,
            };
            let args = [
                ("link", link_name(link.as_str(), words.language())),
                ("have", have.to_string()),
                ("need", need.to_string()),
            ];
            (have < need).then(|| {
                let sentence = words.said("admin-few-links", &args);
                words.finding(
                    true,
                    sentence,
                    "admin-few-links-next",
                    Some(("/admin/peers", "admin-peers")),
                )
            })
        })
        .collect()
}

/// Members that contradict themselves, and logs that are frozen.
fn forks(ballots: &Ballots, words: &Words<'_>) -> Vec<Finding> {
    let doubles = ballots.doubles.iter().map(|double| {
        let name = name(&double.voter, ballots, words.language());
        let sentence = words.said("web-double", &[("name", name)]);
        words.finding(
            true,
            sentence,
            "admin-double-next",
            Some(("/admin/charter", "admin-charter")),
        )
    });
    let frozen = ballots.frozen.iter().map(|frozen| {
        let name = name(&frozen.author, ballots, words.language());
        let sentence = words.said("web-frozen", &[("name", name), ("seq", frozen.seq.to_string())]);
        let place = Some(("/admin/charter/propose", "admin-propose"));
        words.finding(true, sentence, "admin-frozen-next", place)
    });
    doubles.chain(frozen).collect()
}

/// How much is missing, how fast it comes, and how long that will take as far as it can be told.
fn behind(status: &Status, words: &Words<'_>) -> String {
    let language = words.language();
    let mut args = vec![
        ("count", status.behind.to_string()),
        ("number", grouped(status.behind, language)),
    ];
    let key = match (status.entries_per_s, status.remaining_s) {
        (Some(rate), Some(seconds)) => {
            args.push(("rate", format!("{rate:.0}")));
            args.push(("remaining", duration(seconds, language)));
            "admin-behind-rate"
        }
        (Some(_), None) => "admin-behind-stalled",
        (None, _) => "admin-behind",
    };
    say(language, key, &args)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::http::reader::Reader;

    fn found(status: Value, sides: &[&str], ballots: Value) -> Vec<Finding> {
        let members = sides.iter().map(|side| json!({ "did": side, "side": side }));
        let charter = json!({ "members": members.collect::<Vec<_>>() });
        let reader = Reader {
            language: Language::En,
            chosen: false,
        };
        let frame = Frame::new(reader, &"/admin".parse().expect("an address"), String::new());
        let (charter, ballots): (Charter, Ballots) = (
            serde_json::from_value(charter).expect("a charter"),
            serde_json::from_value(ballots).expect("ballots"),
        );
        let status = serde_json::from_value(status).expect("a status");
        findings(&status, Some(&charter), Some(&ballots), &frame)
    }

    #[test]
    fn links_are_missed_only_as_far_as_the_charter_has_such_platforms() {
        let status = |south_south: u64, north_south: u64| json!({ "did": "me", "side": "south", "state": "synced", "links": { "south_south": south_south, "north_south": north_south } });
        assert!(found(status(1, 1), &["south", "north"], json!({})).is_empty());
        assert!(found(status(0, 0), &[], json!({})).is_empty());
        let few = found(status(1, 0), &["south", "south", "south", "north"], json!({}));
        assert_eq!(few.len(), 2);
        assert!(
            few[0].sentence.contains("one link of the kind South–South") && few[0].sentence.contains("have 2"),
            "{}",
            few[0].sentence
        );
        assert!(few[1].sentence.contains("North–South") && few.iter().all(|finding| finding.is_grave));
        let northern = json!({ "did": "me", "side": "north", "state": "synced", "links": { "north_south": 1 } });
        assert_eq!(found(northern, &["south", "south"], json!({})).len(), 1);
    }

    #[test]
    fn what_passes_by_itself_stands_below_what_somebody_must_do() {
        let status = json!({
            "did": "me", "side": "south", "state": "syncing", "behind": 1_200, "entries_per_s": 10.2, "remaining_s": 120,
            "unlisted": 1, "unsearchable": 2, "damaged": 3,
        });
        let ballots = json!({ "frozen": [{ "author": { "did": "x", "name": "Red" }, "seq": 7 }] });
        let found = found(status, &[], ballots);
        let grave: Vec<bool> = found.iter().map(|finding| finding.is_grave).collect();
        assert_eq!(grave, [true, true, false, false, false]);
        assert!(found[0].sentence.contains("3 damaged entries"), "{}", found[0].sentence);
        assert!(found[1].sentence.contains("Red") && found[1].link.is_some());
        let behind = &found[2].sentence;
        assert!(
            behind.contains("1,200 entries") && behind.contains("10 come each second") && behind.contains("2 minutes"),
            "{behind}"
        );
        assert!(found[3].sentence.contains("One entry is here"), "{}", found[3].sentence);
        for finding in &found {
            assert!(!finding.next.starts_with("admin-") && !finding.sentence.starts_with("admin-"));
        }
    }

    #[test]
    fn whoever_waits_to_be_admitted_or_is_alone_is_told_what_to_do() {
        for (state, words) in [
            ("joining", "waits to be admitted"),
            ("applied", "has applied"),
            ("removed", "no longer in the federation"),
            ("alone", "not connected to any"),
        ] {
            let found = found(
                json!({ "state": state, "side": "south" }),
                &["south", "north"],
                json!({}),
            );
            assert_eq!(found.len(), 1, "{state}");
            assert!(
                found[0].sentence.contains(words) && !found[0].next.is_empty(),
                "{}",
                found[0].sentence
            );
        }
        let first = found(
            json!({ "did": "south", "state": "alone", "side": "south" }),
            &["south"],
            json!({}),
        );
        assert!(
            first[0]
                .link
                .as_ref()
                .is_some_and(|(href, _)| href == "/admin/charter/invite")
        );
    }
}
