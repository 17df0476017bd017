//! The menu: every page of the site, in groups.

use super::Frame;

/// The pages in their groups: the key of each group's name; paths, and the keys of their names.
const GROUPS: [(&str, &[(&str, &str)]); 3] = [
    (
        "site-menu-records",
        &[
            ("/practices", "site-practices"),
            ("/partnerships", "site-partnerships"),
            ("/opportunities", "site-opportunities"),
            ("/events", "site-events"),
            ("/policies", "site-policies"),
            ("/library", "site-library"),
            ("/expertise", "site-expertise"),
        ],
    ),
    (
        "site-menu-federation",
        &[("/federation", "web-federation"), ("/statistics", "web-statistics")],
    ),
    (
        "site-menu-node",
        &[
            ("/about", "site-about"),
            ("/api", "site-api"),
            ("/embed/help", "site-embed"),
            ("/admin", "web-staff"),
        ],
    ),
];

/// Pages that belong together.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) links: Vec<Link>,
}

/// A page.
pub(super) struct Link {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) current: bool,
}

impl Frame {
    /// The menu as it stands on this page.
    pub(super) fn menu(&self) -> Vec<Group> {
        let link = |(path, name): &(&str, &str)| Link {
            href: format!("{path}{}", self.keep),
            name: self.say(name),
            current: *path == self.path,
        };
        let groups = GROUPS.iter().map(|(name, links)| Group {
            name: self.say(name),
            links: links.iter().map(link).collect(),
        });
        groups.collect()
    }
}
