//! A mapping file to begin with, from what the columns of a table are likely to be for.

use ayni_protocol::record::shape::CodeList;
use ayni_protocol::record::{self, Kind};

use super::Suggestions;
use super::fields::{self, Shape};
use crate::text::{Language, say};

impl Suggestions {
    /// A mapping file for `file` to begin with. Its remarks are in `language`; what must still be said is a remark too.
    pub fn to_toml(&self, file: &str, language: Language) -> String {
        let text = |key: &str, args: &[(&str, String)]| {
            let said = say(language, key, args);
            said.lines().map(remark).collect::<String>()
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
            out += &remark(&format!("{} = {}", key(field), nothing_yet(self.kind, field)));
        }
        out += "\n[fields]\n";
        if self.unsaid.iter().any(|field| field == "oid") {
            out += &text("draft-oid", &[]);
            out += "# oid = \"\"\n";
        }
        for suggested in &self.columns {
            let column = || one_line(&quoted(&suggested.column));
            match suggested.fields.as_slice() {
                [] => match &suggested.taken {
                    Some(field) => out += &text("draft-taken", &[("field", field.clone()), ("column", column())]),
                    None => out += &text("draft-unknown", &[("column", column())]),
                },
                [field] => match self.line(field, &suggested.column) {
                    Some(line) if fields::shape(field) == Some(Shape::Objects) => {
                        out += &text("draft-objects", &[("field", field.clone()), ("column", column())]);
                        out += &remark(&line);
                    }
                    Some(line) => out += &format!("{line}\n"),
                    None => out += &text("draft-unmapped", &[("field", field.clone()), ("column", column())]),
                },
                several => {
                    out += &text("draft-several", &[("column", column())]);
                    let lines = several.iter().filter_map(|field| self.line(field, &suggested.column));
                    out.extend(lines.map(|line| remark(&line)));
                }
            }
        }
        out
    }

    /// The language of the texts: that of the first column that has one.
    fn original(&self) -> &str {
        let fields = self.columns.iter().filter_map(|suggested| suggested.field());
        let mut tags = fields.filter_map(|field| field.strip_prefix("title."));
        tags.next().unwrap_or("en")
    }

    /// The line of a mapping by which `field` gets what stands in `column`; `None` if no mapping can make it of a cell.
    fn line(&self, field: &str, column: &str) -> Option<String> {
        let (name, column) = (key(field), quoted(column));
        let mut source = vec![format!("column = {column}")];
        match fields::shape(field) {
            Some(Shape::Objects) => source.push(format!("object = {}", object(self.kind, field)?)),
            Some(Shape::Texts | Shape::Codes | Shape::Integers) if !["countries", "urls"].contains(&field) => {
                source.push("split = \";\"".to_owned());
            }
            _ => {}
        }
        if ["countries", "country"].contains(&field) {
            source.push("values = {}, unknown = \"keep\"".to_owned());
        } else if field == "urls" {
            source.push("scheme = \"https://\"".to_owned());
        } else if let Some(list) = codes(self.kind, field) {
            source.push(format!(
                "values = {{ {} }}, unknown = \"keep\"",
                labelled(&list, self.original())
            ));
        }
        Some(match source.as_slice() {
            [_] => format!("{name} = {column}"),
            source => format!("{name} = {{ {} }}", source.join(", ")),
        })
    }
}

/// The codes that a field takes, if it is a code or a list of them.
fn codes(kind: Kind, field: &str) -> Option<CodeList> {
    let mut members = [kind.members(), kind.heading_members()].concat();
    let mut path = field.split('.').peekable();
    while let Some(name) = path.next() {
        let shape = members.into_iter().find(|member| member.name == name)?.shape;
        members = match shape {
            record::Shape::Object(inner) if path.peek().is_some() => inner,
            record::Shape::Code(list) => return Some(list),
            record::Shape::List { of, .. } => match *of {
                record::Shape::Code(list) => return Some(list),
                _ => return None,
            },
            _ => return None,
        };
    }
    None
}

/// What people call each code in this language, and the code: as a mapping looks it up.
fn labelled(list: &CodeList, language: &str) -> String {
    let mut labels: Vec<&str> = Vec::new();
    let mut pairs = Vec::new();
    for code in &list.codes {
        if let Some(label) = (list.label)(code, language)
            && !labels.contains(&label)
        {
            labels.push(label);
            pairs.push(format!("{} = {}", quoted(label), quoted(code)));
        }
    }
    pairs.join(", ")
}

/// The object that a cell with one text becomes in the list `field`: its last text that nobody chooses from a list is what stands in the
/// cell, and what else it must have only the platform knows. `None` if it must have more than texts.
fn object(kind: Kind, field: &str) -> Option<String> {
    let element = match member(kind, field)?.shape {
        record::Shape::List { of, .. } => *of,
        _ => return None,
    };
    let record::Shape::Object(members) = element else {
        return None;
    };
    let needed: Vec<_> = members.iter().filter(|member| member.required).collect();
    let is_text = |member: &record::Member| matches!(member.shape, record::Shape::Text { .. });
    let is_code = |member: &record::Member| matches!(member.shape, record::Shape::Code(_));
    let filled = needed.iter().rposition(|member| is_text(member))?;
    let told = needed.iter().all(|member| is_text(member) || is_code(member));
    let members = needed.iter().enumerate().map(|(at, member)| {
        let value = if at == filled { "{}" } else { "" };
        format!("{} = {}", member.name, quoted(value))
    });
    told.then(|| format!("{{ {} }}", members.collect::<Vec<_>>().join(", ")))
}

/// What stands in a draft where a value must still be said: as TOML writes a value of that field.
fn nothing_yet(kind: Kind, field: &str) -> String {
    match fields::shape(field) {
        Some(Shape::Objects) => {
            object(kind, field).map_or_else(|| "[]".to_owned(), |object| format!("[{}]", object.replace("{}", "")))
        }
        Some(Shape::Texts | Shape::Codes) => "[\"\"]".to_owned(),
        Some(Shape::Integers) => "[0]".to_owned(),
        Some(Shape::Integer | Shape::Degrees) => "0".to_owned(),
        Some(Shape::Boolean) => "false".to_owned(),
        _ => "\"\"".to_owned(),
    }
}

fn member(kind: Kind, field: &str) -> Option<record::Member> {
    let mut members = kind.members().into_iter().chain(kind.heading_members());
    members.find(|member| member.name == field)
}

/// A line that a mapping passes over.
fn remark(text: &str) -> String {
    format!("# {text}\n")
}

/// A field's name as TOML has it: those with dots would be tables within each other.
fn key(field: &str) -> String {
    if field.contains('.') {
        quoted(field)
    } else {
        field.to_owned()
    }
}

/// A text as TOML has it, on one line.
fn quoted(text: &str) -> String {
    if text.contains(['\n', '\r']) {
        // TOML's own form has several lines; what JSON writes for line breaks, it reads.
        return serde_json::Value::from(text).to_string();
    }
    toml::Value::String(text.to_owned()).to_string()
}

/// A text that can stand in a remark.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Mapping;

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

    #[test]
    fn a_draft_for_any_kind_is_read_with_every_remark_that_is_a_line_taken_as_one() {
        for kind in Kind::ALL {
            let columns: Vec<String> = fields::columns(*kind)
                .iter()
                .map(|column| column.replace('*', "fr"))
                .collect();
            for columns in [&columns[..], &columns[1..2]] {
                let draft = Suggestions::new(*kind, columns).to_toml("a.csv", Language::En);
                let is_line = |line: &&str| line.strip_prefix("# ").is_some_and(|rest| rest.contains(" = "));
                let taken = |line: &str| {
                    if is_line(&line) {
                        line[2..].to_owned()
                    } else {
                        line.to_owned()
                    }
                };
                let completed: Vec<String> = draft.lines().map(taken).collect();
                let completed = completed.join("\n");
                Mapping::parse(&completed).unwrap_or_else(|error| panic!("{kind}: {error}\n{completed}"));
            }
        }
    }

    #[test]
    fn peoples_words_for_codes_are_looked_up_and_a_second_column_for_a_field_is_said_to_be_one() {
        let columns = ["N°", "Intitulé", "Type", "Nom"].map(str::to_owned);
        let draft = Suggestions::new(Kind::Opportunity, &columns).to_toml("a.csv", Language::Fr);
        assert!(
            draft.contains("type = { column = \"Type\", values = { \"Marché public\" = \"procurement\", "),
            "{draft}"
        );
        assert!(draft.contains("# \"Nom\" : une autre colonne"), "{draft}");
        let covers = Suggestions::new(Kind::Policy, &["Formas jurídicas".to_owned()]).to_toml("a.csv", Language::Es);
        assert!(
            covers.contains("covers = { column = \"Formas jurídicas\", split = \";\", values = { \""),
            "{covers}"
        );
    }

    #[test]
    fn a_column_whose_name_has_two_lines_stands_on_one() {
        let columns = ["Numéro\nd'enregistrement", "Nom", "Pays", "Sans\nsens"].map(str::to_owned);
        let draft = Suggestions::new(Kind::Enterprise, &columns).to_toml("a.csv", Language::Fr);
        let completed = draft.replace("# licence =", "licence =");
        Mapping::parse(&completed).unwrap_or_else(|error| panic!("{error}\n{completed}"));
    }

    #[test]
    fn what_a_cell_becomes_in_a_list_is_what_its_kind_says() {
        for (kind, field, expected) in [
            (
                Kind::Enterprise,
                "registrations",
                Some(r#"{ list = "", number = "{}" }"#),
            ),
            (Kind::Practice, "organisations", Some(r#"{ name = "{}" }"#)),
            (Kind::Partnership, "participants", Some(r#"{ name = "{}", role = "" }"#)),
            (Kind::Event, "images", Some(r#"{ url = "{}" }"#)),
            (Kind::Event, "relations", Some(r#"{ predicate = "", record = "{}" }"#)),
            (Kind::Practice, "building_blocks", None),
        ] {
            assert_eq!(object(kind, field).as_deref(), expected, "{field} of {kind}");
        }
    }
}
