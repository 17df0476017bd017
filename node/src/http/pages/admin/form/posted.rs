//! What a form sends: names with what was typed or chosen under each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// The fields of a form by name, in the order in which the browser sent those of one name.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub(in super::super) struct Posted(BTreeMap<String, Vec<String>>);

impl Posted {
    /// What was typed under a name; empty if nothing was.
    pub(in super::super) fn one(&self, name: &str) -> &str {
        self.all(name).first().map(String::as_str).unwrap_or_default()
    }

    /// Everything that was chosen under a name.
    pub(in super::super) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether there is a field of this name, such as a button that was pressed or a box that was ticked.
    pub(in super::super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The fields whose names begin with `prefix`: the rest of each name, and what was typed.
    pub(super) fn under<'p>(&'p self, prefix: &'p str) -> impl Iterator<Item = (&'p str, &'p str)> {
        let from = self.0.range(prefix.to_owned()..);
        from.map_while(move |(name, values)| Some((name.strip_prefix(prefix)?, values.first()?.as_str())))
    }

    /// The places of the list at `path` of which the form has fields.
    pub(super) fn places(&self, path: &str) -> BTreeSet<usize> {
        let prefix = format!("{path}[");
        let places = self.under(&prefix).filter_map(|(rest, _)| {
            let (place, _) = rest.split_once(']')?;
            place.parse().ok()
        });
        places.collect()
    }
}

impl From<Vec<(String, String)>> for Posted {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            fields.entry(name).or_default().push(value);
        }
        Self(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_what_their_names_begin_with() {
        let pairs = [
            "tags[0]",
            "tags[12].x",
            "tags[2]",
            "tags[2].y",
            "tagsX",
            "title.fr",
            "title.en",
        ];
        let posted = Posted::from(pairs.map(|name| (name.to_owned(), "a".to_owned())).to_vec());
        assert_eq!(posted.places("tags"), BTreeSet::from([0, 2, 12]));
        let languages: Vec<&str> = posted.under("title.").map(|(rest, _)| rest).collect();
        assert_eq!(languages, ["en", "fr"]);
        assert_eq!((posted.one("title.fr"), posted.one("title.es")), ("a", ""));
    }
}
