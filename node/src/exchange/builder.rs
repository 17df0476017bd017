//! From the text of a mapping file to a mapping, checked as a whole: a slip in it is found before the first row is read.

use std::fmt;

use ayni_protocol::record::Kind;
use serde_json::json;

use super::document::{Document, Source, Table};
use super::fields::{self, Shape};
use super::language::UNDETERMINED;
use super::mapping::Mapping;
use super::overflow;
use super::rule::{Piece, Reads, Rule, Unknown};
use super::value::DatePattern;

/// Why a text is no mapping.
#[derive(Debug, thiserror::Error)]
#[error("{}", Place { line: *line, field, message })]
pub struct MappingError {
    /// The line of the file, from 1, where it is known.
    pub line: Option<usize>,
    /// The field or table that is at fault; empty if the text is not even TOML.
    pub field: String,
    /// What is wrong, and what was expected.
    pub message: String,
}

struct Place<'a> {
    line: Option<usize>,
    field: &'a str,
    message: &'a str,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(self.message)
    }
}

/// Checks a mapping file as a whole.
pub(super) struct Builder<'a> {
    pub(super) text: &'a str,
    pub(super) document: &'a Document,
}

impl Builder<'_> {
    pub(super) fn build(&self) -> Result<Mapping, MappingError> {
        let document = self.document;
        let kind = document.kind.get_ref();
        let kind: Kind = kind.parse().map_err(|_| {
            self.error(
                document.kind.span().start,
                "kind",
                format!(
                    "{kind:?} is no kind of record; expected {}",
                    list(Kind::ALL.iter().map(|kind| kind.as_str()))
                ),
            )
        })?;
        let mut constants = Vec::new();
        for (field, text) in [("original", &document.original), ("licence", &document.licence)] {
            if let Some(text) = text {
                constants.push((field.to_owned(), json!(text)));
            }
        }
        for (field, value) in &document.constants {
            self.known(field, value.span().start)?;
            let json = serde_json::to_value(value.get_ref())
                .map_err(|error| self.error(value.span().start, field, error.to_string()))?;
            constants.push((field.clone(), json));
        }
        let mut rules = Vec::new();
        for (field, value) in &document.fields {
            let at = value.span().start;
            let shape = self.known(field, at)?;
            let several = match value.get_ref() {
                toml::Value::Array(sources) => sources.as_slice(),
                one => std::slice::from_ref(one),
            };
            for source in several {
                rules.push(self.rule(kind, field, shape, source, at)?);
            }
        }
        if !rules.iter().any(|rule| rule.field == "oid") {
            return Err(self.error(
                0,
                "fields",
                "oid is missing: name the column with the file's own number of each row, so that a second import updates"
                    .to_owned(),
            ));
        }
        if !document.detect_language.is_empty() && document.original.as_deref() != Some(UNDETERMINED) {
            let message = format!(
                "the language of a row is found only where original = {UNDETERMINED:?} says that it is not known"
            );
            return Err(self.error(0, "detect_language", message));
        }
        let mut dates = Vec::new();
        for pattern in &document.dates {
            dates.push(DatePattern::parse(pattern.get_ref()).ok_or_else(|| {
                self.error(
                    pattern.span().start,
                    "dates",
                    format!(
                        "{:?} is no way to write a date; expected one like \"d/m/yyyy\"",
                        pattern.get_ref()
                    ),
                )
            })?);
        }
        let skip = document.skip.iter().map(|skip| skip.get_ref().clone()).collect();
        Ok(Mapping {
            kind,
            plain: false,
            constants,
            rules,
            detect_language: document.detect_language.clone(),
            empty: document.empty.clone(),
            dates,
            skip,
        })
    }

    fn rule(
        &self,
        kind: Kind,
        field: &str,
        shape: Shape,
        value: &toml::Value,
        at: usize,
    ) -> Result<Rule, MappingError> {
        let fault = |message: String| self.error(at, field, message);
        let source = match value {
            toml::Value::String(column) => Source {
                column: Some(column.clone()),
                ..Source::default()
            },
            other => other
                .clone()
                .try_into::<Source>()
                .map_err(|error| fault(error.message().to_owned()))?,
        };
        let from = match (source.column, source.columns, source.template, source.pick.as_deref()) {
            (Some(column), None, None, None) => Reads::All(vec![column]),
            (None, Some(columns), None, None) => Reads::All(columns),
            (None, Some(columns), None, Some("first")) => Reads::First(columns),
            (None, None, Some(template), None) => Reads::Template(pieces(&template).map_err(fault)?),
            (_, _, _, Some(pick)) if pick != "first" => {
                return Err(fault(format!("pick = {pick:?} is not known; expected \"first\"")));
            }
            _ => {
                return Err(fault(
                    "expected one of column, columns (with or without pick) and template".to_owned(),
                ));
            }
        };
        if from.columns().next().is_none() {
            return Err(fault(
                "names no column; a value that is always the same stands under [constants]".to_owned(),
            ));
        }
        let values = match source.values {
            None => None,
            Some(Table::Pairs(pairs)) => Some(pairs),
            Some(Table::Named(name)) => Some(
                self.document
                    .values
                    .get(&name)
                    .cloned()
                    .ok_or_else(|| fault(format!("there is no table [values.{name}]")))?,
            ),
        };
        let unknown = match source.unknown.as_deref() {
            None | Some("refuse") => Unknown::Refuse,
            Some("keep") => Unknown::Keep,
            Some("drop") => Unknown::Drop,
            Some(other) => {
                return Err(fault(format!(
                    "unknown = {other:?} is not known; expected \"refuse\", \"keep\" or \"drop\""
                )));
            }
        };
        let overflows = |parts: &String| overflow::part_chars_max(kind, parts).is_some();
        if source.overflow.as_ref().is_some_and(|parts| !overflows(parts)) {
            return Err(fault(
                "overflow must name a list of parts with a title and a text, such as building_blocks".to_owned(),
            ));
        }
        if shape == Shape::Objects && source.object.is_none() {
            return Err(fault(
                "is a list of objects: say with `object` which member gets the value".to_owned(),
            ));
        }
        Ok(Rule {
            field: field.to_owned(),
            shape,
            from,
            join: source.join.unwrap_or_else(|| " ".to_owned()),
            when: source.when,
            lines: source.lines,
            split: source.split,
            strip: source.strip,
            take: source.take,
            value: source.value,
            unless: source.unless,
            values,
            unknown,
            prefix: source.prefix,
            scheme: source.scheme,
            printable: source.printable,
            overflow: source.overflow,
            shorten: source.shorten,
            object: source.object,
        })
    }

    fn known(&self, field: &str, at: usize) -> Result<Shape, MappingError> {
        fields::shape(field).ok_or_else(|| {
            let hint = fields::nearest(field)
                .map(|near| format!("; did you mean {near:?}?"))
                .unwrap_or_default();
            self.error(at, field, format!("is no field of a record{hint}"))
        })
    }

    fn error(&self, at: usize, field: &str, message: String) -> MappingError {
        MappingError {
            line: (at > 0).then(|| line_of(self.text, at)),
            field: field.to_owned(),
            message,
        }
    }
}

/// The line of `text`, from 1, in which the byte `at` stands.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// The pieces of a template: text, and columns in braces.
fn pieces(template: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((text, behind)) = rest.split_once('{') {
        let (column, behind) = behind
            .split_once('}')
            .ok_or("a brace in the template is never closed")?;
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        pieces.push(Piece::Column(column.to_owned()));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
