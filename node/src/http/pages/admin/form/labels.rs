//! What readers call the fields of a record, also those that stand within others.

use ayni_protocol::record::{Kind, Member, Shape};

use super::super::super::fields;
use super::super::super::words::language_name;
use super::draft::sections;
use super::style::within;
use crate::text::{Language, is_known, say};

/// Fields within others that are called otherwise than the record's own field of that name.
const OTHERWISE: [(&str, &str); 3] = [
    ("budget.amount", "field-amount"),
    ("cost.amount", "field-amount"),
    ("participants.country", "web-country"),
];

/// The names of the fields of one kind.
pub(in super::super) struct Labels {
    kind: Kind,
    pub(super) language: Language,
    members: Vec<Member>,
}

impl Labels {
    /// The names of the fields of this kind.
    pub(in super::super) fn new(kind: Kind, language: Language) -> Self {
        Self {
            kind,
            language,
            members: sections(kind).into_iter().flatten().collect(),
        }
    }

    /// The name of the field `name` of the object at `parent`, a path without places; empty for the record itself.
    pub(super) fn member(&self, parent: &str, name: &str) -> String {
        if parent.is_empty() {
            return fields::label(Some(self.kind), name, self.language);
        }
        let path = within(parent, name);
        if let Some((_, key)) = OTHERWISE.iter().find(|(known, _)| *known == path) {
            return say(self.language, key, &[]);
        }
        // What a column of a spreadsheet is called first.
        let key = format!("column-{}", path.replace(['.', '_'], "-"));
        if is_known(&key) {
            let words = say(self.language, &key, &[]);
            return capitalised(words.split(';').next().unwrap_or_default());
        }
        fields::label(None, name, self.language)
    }

    /// The name of the text in a language, which only a record in several of them has to say.
    pub(super) fn text(&self, label: &str, tag: &str) -> String {
        format!("{label} ({})", language_name(tag, self.language))
    }

    /// Where what stands at a path comes in a form.
    pub(in super::super) fn rank(&self, path: &str) -> (usize, usize) {
        let step = path.split('.').next().unwrap_or_default();
        let (name, place) = step.split_once('[').unwrap_or((step, ""));
        let rank = self.members.iter().position(|member| member.name == name);
        let place = place.trim_end_matches(']').parse().unwrap_or_default();
        (rank.unwrap_or(self.members.len()), place)
    }

    /// The whole name of what stands at a path: `building_blocks[0].title.fr` is “Building blocks 1 – Title (French)”. A path
    /// that is none of this kind's stays as it is.
    pub(in super::super) fn path(&self, path: &str) -> String {
        let (mut label, mut parent, mut members, mut rest) = (String::new(), String::new(), &self.members[..], path);
        loop {
            let (step, after) = rest.split_once('.').unwrap_or((rest, ""));
            let (name, place) = step.split_once('[').unwrap_or((step, ""));
            let Some(member) = members.iter().find(|member| member.name == name) else {
                return path.to_owned();
            };
            if !label.is_empty() {
                label.push_str(" – ");
            }
            label.push_str(&self.member(&parent, name));
            if let Ok(place) = place.trim_end_matches(']').parse::<usize>() {
                label.push_str(&format!(" {}", place + 1));
            }
            let shape = match &member.shape {
                Shape::List { of, .. } => of,
                shape => shape,
            };
            match shape {
                Shape::Object(inner) if !after.is_empty() => {
                    parent = within(&parent, name);
                    (members, rest) = (inner, after);
                }
                Shape::Localized { .. } if !after.is_empty() => return self.text(&label, after),
                _ => return label,
            }
        }
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_within_another_has_a_name() {
        fn named(parent: &str, members: &[Member]) {
            for member in members {
                let shape = match &member.shape {
                    Shape::List { of, .. } => of,
                    shape => shape,
                };
                let path = within(parent, member.name);
                if !parent.is_empty() {
                    let keys = [
                        format!("column-{}", path.replace(['.', '_'], "-")),
                        format!("field-{}", member.name.replace('_', "-")),
                    ];
                    assert!(keys.iter().any(|key| is_known(key)), "{path} has no name");
                }
                if let Shape::Object(inner) = shape {
                    named(&path, inner);
                }
            }
        }
        for kind in Kind::ALL {
            let labels = Labels::new(*kind, Language::En);
            named("", &labels.members);
        }
    }

    #[test]
    fn fields_come_in_the_order_of_the_form() {
        let labels = Labels::new(Kind::Practice, Language::En);
        let mut paths = [
            "building_blocks[10].text",
            "objective",
            "building_blocks[2].text",
            "title",
        ];
        paths.sort_by_key(|path| labels.rank(path));
        let expected = [
            "title",
            "objective",
            "building_blocks[2].text",
            "building_blocks[10].text",
        ];
        assert_eq!(paths, expected);
    }

    #[test]
    fn a_path_is_called_by_all_its_steps() {
        let labels = Labels::new(Kind::Practice, Language::En);
        for (path, name) in [
            ("title.fr", "Title (French)"),
            ("building_blocks[0].title.wo", "Building blocks 1 – Title (Wolof)"),
            ("tags[3]", "Keywords 4"),
            ("cost.currency", "Cost – Currency"),
            ("cost.amount", "Cost – Amount"),
            ("unheard_of[0].x", "unheard_of[0].x"),
        ] {
            assert_eq!(labels.path(path), name);
        }
        let labels = Labels::new(Kind::Partnership, Language::Es);
        assert_eq!(labels.path("participants[1].country"), "Participantes 2 – País");
    }
}
