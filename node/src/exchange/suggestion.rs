//! Which field a column is likely to be for, by its name in English, French and Spanish, and a mapping file to begin with.
//!
//! Nothing is imported by it: what it says is a draft that somebody reads and completes.

use std::collections::BTreeSet;

use ayni_protocol::record::{Kind, Rule};
use ayni_protocol::vocabulary::spelling::fold;
use serde_json::{Map, Value, json};

use super::columns::fields_unsaid;
use super::fields;
use super::rule::is_beside_the_record;
use super::trace::{broken_rules, is_within};
use crate::text::{Language, is_known, say};
use fields::Shape;

/// Fields that a column is looked for, those of every kind; message `column-FIELD` has the words for each, with hyphens for
/// dots. Where two fields have one word, the first that the kind has gets it.
const NAMED: [&str; 50] = [
    "oid",
    "title",
    "name",
    "summary",
    "countries",
    "country",
    "region",
    "sectors",
    "sdgs",
    "tags",
    "scope",
    "status",
    "legal_form",
    "national_form",
    "trading_name",
    "acronym",
    "founded",
    "dissolved",
    "registrations",
    "lei",
    "address.street",
    "address.locality",
    "address.region",
    "address.postcode",
    "geo.lat",
    "geo.lon",
    "description",
    "products",
    "members.women",
    "members.men",
    "members.total",
    "workers.women",
    "workers.men",
    "workers.total",
    "turnover_band",
    "objective",
    "context",
    "approach",
    "results",
    "beneficiaries",
    "organisations",
    "role",
    "email",
    "phone",
    "web_site",
    "urls",
    "source_url",
    "licence",
    "original",
    "languages",
];

/// What the columns of a table are likely to be for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestions {
    kind: Kind,
    /// Each column with its field; `None` where its name says nothing, or another column has that field already.
    pub columns: Vec<(String, Option<String>)>,
    /// Fields that every record of the kind has, and for which there is no column.
    pub unsaid: Vec<String>,
}

impl Suggestions {
    /// What the `columns` of a table of this kind are likely to be for.
    pub fn new(kind: Kind, columns: &[String]) -> Self {
        let named = columns
            .iter()
            .filter(|column| !column.is_empty() && !is_beside_the_record(column));
        let candidates: Vec<_> = named.map(|column| (column, candidate(kind, column))).collect();
        // Many words are those of two languages; that of the words which are not is the language of them all.
        let votes = |language: &Language| {
            let own = |candidate: &Option<Candidate>| {
                candidate
                    .as_ref()
                    .is_some_and(|candidate| candidate.languages == [*language])
            };
            candidates.iter().filter(|(_, candidate)| own(candidate)).count()
        };
        let spoken = Language::ALL.into_iter().rev().max_by_key(votes);
        let mut taken = BTreeSet::new();
        let columns: Vec<_> = candidates
            .iter()
            .map(|(column, candidate)| {
                let field = candidate.as_ref().map(|candidate| candidate.path(spoken));
                ((*column).clone(), field.filter(|field| taken.insert(field.clone())))
            })
            .collect();
        // The draft itself says in which language the texts are.
        let filled: Vec<&str> = taken.iter().map(String::as_str).chain(["original"]).collect();
        let unsaid = fields_unsaid(kind, &filled);
        Self { kind, columns, unsaid }
    }

    /// The language of the texts: that of the first column that has one.
    fn original(&self) -> &str {
        let fields = self.columns.iter().filter_map(|(_, field)| field.as_deref());
        let mut tags = fields.filter_map(|field| field.strip_prefix("title."));
        tags.next().unwrap_or("en")
    }

    /// A mapping file for `file` to begin with. Its remarks are in `language`; what must still be said is a remark too.
    pub fn to_toml(&self, file: &str, language: Language) -> String {
        let text = |key: &str, args: &[(&str, String)]| {
            let said = say(language, key, args);
            said.lines().map(|line| format!("# {line}\n")).collect::<String>()
        };
        let mut out = text("draft-head", &[("file", one_line(file))]);
        out += &format!("\nkind = {}\n", quoted(self.kind.as_str()));
        out += &text("draft-original", &[]);
        out += &format!("original = {}\n", quoted(self.original()));
        // What has a line of its own above the tables, or can stand in no constant.
        let above = |field: &&String| !["licence", "oid"].contains(&field.as_str());
        if self.unsaid.iter().any(|field| field == "licence") {
            out += &text("draft-licence", &[]);
            out += "# licence = \"CC-BY-4.0\"\n";
        }
        out += &text("draft-dates", &[]);
        out += "dates = [\"d/m/yyyy\"]\n\n[constants]\n";
        for field in self.unsaid.iter().filter(above) {
            out += &text("draft-constant", &[("field", field.clone())]);
            out += &format!("# {} = \"\"\n", key(field));
        }
        out += "\n[fields]\n";
        if self.unsaid.iter().any(|field| field == "oid") {
            out += &text("draft-oid", &[]);
            out += "# oid = \"\"\n";
        }
        for (column, field) in &self.columns {
            out += &match field {
                Some(field) => line(field, column),
                None => text("draft-unknown", &[("column", one_line(&quoted(column)))]),
            };
        }
        out
    }
}

/// The line of a mapping by which `field` gets what stands in `column`.
fn line(field: &str, column: &str) -> String {
    let (name, column) = (key(field), quoted(column));
    match fields::shape(field) {
        // Which register the number is of only the platform knows.
        Some(Shape::Objects) => {
            format!("# {name} = {{ column = {column}, object = {{ list = \"\", number = \"{{}}\" }} }}\n")
        }
        _ if field == "countries" || field == "country" => {
            format!("{name} = {{ column = {column}, values = {{}}, unknown = \"keep\" }}\n")
        }
        _ if field == "urls" => format!("{name} = {{ column = {column}, scheme = \"https://\" }}\n"),
        Some(Shape::Texts | Shape::Codes | Shape::Integers) => {
            format!("{name} = {{ column = {column}, split = \";\" }}\n")
        }
        _ => format!("{name} = {column}\n"),
    }
}

/// A field's name as TOML has it: those with dots would be tables within each other.
fn key(field: &str) -> String {
    if field.contains('.') {
        quoted(field)
    } else {
        field.to_owned()
    }
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A text that can stand in a remark.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The field of this kind that `column` is likely to be for.
pub(super) fn suggested(kind: Kind, column: &str) -> Option<String> {
    candidate(kind, column).map(|candidate| candidate.path(None))
}

/// A field that a column may be for.
struct Candidate {
    field: String,
    /// Those in which the column's name is a word for it; empty where it is named like the field.
    languages: Vec<Language>,
}

impl Candidate {
    /// The field's path; of a text in several languages the one that is `spoken`, if the word is one of that language.
    fn path(&self, spoken: Option<Language>) -> String {
        if fields::shape(&self.field).is_some() {
            return self.field.clone();
        }
        let spoken = spoken.filter(|language| self.languages.contains(language));
        let language = spoken.or(self.languages.first().copied()).unwrap_or_default();
        format!("{}.{language}", self.field)
    }
}

fn candidate(kind: Kind, column: &str) -> Option<Candidate> {
    let (lower, wanted) = (column.to_lowercase(), fold(column));
    // Named like a field already, perhaps but for its case. What people call "ID" is a number of their own.
    let is_field = lower != "id" && fields::shape(&lower).is_some() && belongs(kind, &lower);
    let named = is_field.then(|| Candidate {
        field: lower,
        languages: Vec::new(),
    });
    let likely = || {
        NAMED.into_iter().find_map(|field| {
            let languages = languages_of(field, &wanted);
            let candidate = Candidate {
                field: field.to_owned(),
                languages,
            };
            let path = candidate.path(None);
            let fits = !candidate.languages.is_empty() && fields::shape(&path).is_some() && belongs(kind, &path);
            fits.then_some(candidate)
        })
    };
    named.or_else(likely)
}

/// The languages in which `wanted`, folded, is a word for `field`: a label of the web site or one of those that people use.
fn languages_of(field: &str, wanted: &str) -> Vec<Language> {
    let is_word = |language: &Language| {
        let label = format!("field-{}", field.replace('_', "-"));
        let label = is_known(&label).then(|| say(*language, &label, &[]));
        let words = say(*language, &format!("column-{}", field.replace(['.', '_'], "-")), &[]);
        let mut words = words.split(';').map(str::to_owned).chain(label);
        words.any(|word| !wanted.is_empty() && fold(&word) == wanted)
    };
    Language::ALL.into_iter().filter(is_word).collect()
}

/// Whether records of this kind have the field: the rules of records say so themselves.
fn belongs(kind: Kind, path: &str) -> bool {
    let mut record = json!({ "kind": kind.as_str() });
    let mut inner = &mut record;
    for name in path.split('.') {
        inner = &mut inner[name];
        if inner.is_null() {
            *inner = Value::Object(Map::new());
        }
    }
    *inner = json!("x");
    let problems = broken_rules(&record);
    !problems
        .iter()
        .any(|problem| problem.rule == Rule::UnknownField && is_within(path, &problem.field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Mapping;

    fn fields_of(kind: Kind, columns: &str) -> Vec<String> {
        let columns: Vec<String> = columns.split(',').map(str::to_owned).collect();
        let found = Suggestions::new(kind, &columns).columns;
        found.into_iter().map(|(_, field)| field.unwrap_or_default()).collect()
    }

    #[test]
    fn columns_are_understood_in_three_languages() {
        let kind = Kind::Enterprise;
        assert_eq!(
            fields_of(
                kind,
                "N°,Raison sociale,Description,Pays,Code postal,Ville,Forme juridique,Latitude"
            ),
            [
                "oid",
                "title.fr",
                "description.fr",
                "countries",
                "address.postcode",
                "address.locality",
                "legal_form",
                "geo.lat"
            ]
        );
        assert_eq!(
            fields_of(kind, "Número,Nombre,Dirección,País,Sitio web,Longitud"),
            ["oid", "title.es", "address.street", "countries", "urls", "geo.lon"]
        );
        assert_eq!(
            fields_of(kind, "ID,NAME,Postcode,Legal form,Country,Title"),
            ["oid", "title.en", "address.postcode", "legal_form", "countries", ""],
            "of two columns for one field the first has it"
        );
        assert_eq!(
            fields_of(kind, "Colour,@problem,"),
            [""],
            "what says nothing is not guessed"
        );
        assert_eq!(fields_of(Kind::Contact, "Nom,Courriel")[1], "email");
    }

    #[test]
    fn every_word_is_one_of_a_field_that_exists() {
        for field in NAMED {
            let key = format!("column-{}", field.replace(['.', '_'], "-"));
            assert!(is_known(&key), "{key}");
            let localised = format!("{field}.en");
            assert!(fields::shape(field).or(fields::shape(&localised)).is_some(), "{field}");
        }
        for words in include_str!("../../locales/en/columns.ftl")
            .lines()
            .filter_map(|line| line.split_once(" = "))
        {
            let known = NAMED
                .iter()
                .any(|field| words.0 == format!("column-{}", field.replace(['.', '_'], "-")));
            assert!(known || words.0.starts_with("draft-"), "{} is no field's", words.0);
        }
    }

    #[test]
    fn a_draft_is_a_mapping_once_what_it_asks_for_is_said() {
        let columns = ["Numéro", "Nom \"court\"", "Nom", "Pays", "Étiquettes"].map(str::to_owned);
        let suggestions = Suggestions::new(Kind::Enterprise, &columns);
        assert_eq!(suggestions.unsaid, ["legal_form", "licence"]);
        for language in Language::ALL {
            let draft = suggestions.to_toml("a\nb.csv", language);
            let completed = draft
                .replace("# licence =", "licence =")
                .replace("# legal_form = \"\"", "legal_form = \"other\"");
            let mapping = Mapping::parse(&completed).unwrap_or_else(|error| panic!("{error}\n{draft}"));
            mapping
                .check_columns(&columns)
                .unwrap_or_else(|error| panic!("{error}\n{draft}"));
            assert!(
                Mapping::parse(&draft).is_ok_and(|draft| draft.check_columns(&columns).is_err()),
                "{draft}"
            );
        }
    }
}
