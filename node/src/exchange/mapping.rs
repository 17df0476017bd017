//! What the columns of a file mean: from [`Row`] to record.
//!
//! A mapping is a TOML file; docs/import.md explains it.

use std::collections::BTreeMap;

use ayni_protocol::record::Kind;
use ayni_protocol::vocabulary::placeholder::is_placeholder;
use serde_json::{Map, Value, json};

use super::builder::{Builder, MappingError, line_of};
use super::document::{Document, Skip};
use super::fields::Shape;
use super::row::said_once;
use super::rule::{PROVENANCE, Piece, Reads, Rule};
use super::trace::{Origin, broken_rules, trace, translated};
use super::value::{DatePattern, boolean, integer, microdegrees, split_list};
use super::{Cell, Content, Row, RowProblem, language, overflow, shown};

/// The mapping files that come with the program: name and text.
const SHIPPED: [(&str, &str); 5] = [
    ("coops-uk-2017", include_str!("../../mappings/coops-uk-2017.toml")),
    ("coops-uk-2023", include_str!("../../mappings/coops-uk-2023.toml")),
    ("coops-uk-outlets", include_str!("../../mappings/coops-uk-outlets.toml")),
    ("practices-undp", include_str!("../../mappings/practices-undp.toml")),
    ("susy-eu", include_str!("../../mappings/susy-eu.toml")),
];

/// How the rows of a file become records of one kind.
#[derive(Clone, Debug)]
pub struct Mapping {
    pub(super) kind: Kind,
    /// Columns are named like fields, and a JSON object is a record as it stands.
    pub(super) plain: bool,
    /// Fields with what they have in every record where the row says nothing else.
    pub(super) constants: Vec<(String, Value)>,
    pub(super) rules: Vec<Rule>,
    /// Columns whose text shows in which language a row is.
    pub(super) detect_language: Vec<String>,
    pub(super) empty: Option<Vec<String>>,
    pub(super) dates: Vec<DatePattern>,
    pub(super) skip: Vec<Skip>,
}

impl Mapping {
    /// The mapping that `text` describes.
    ///
    /// Errors: the first thing in it that is not TOML, not known, or contradicts itself, with its line.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let document: Document = toml::from_str(text).map_err(|error| MappingError {
            line: error.span().map(|span| line_of(text, span.start)),
            field: String::new(),
            message: error.message().to_owned(),
        })?;
        Builder {
            text,
            document: &document,
        }
        .build()
    }

    /// The mapping that ships under `name`, as [`Self::shipped_names`] lists it.
    pub fn shipped(name: &str) -> Option<Self> {
        let (_, text) = SHIPPED.iter().find(|(shipped, _)| *shipped == name)?;
        // A test parses each of them, so nothing is lost here.
        Self::parse(text).ok()
    }

    /// Names of the mappings that ship with the program, in the order of the alphabet.
    pub fn shipped_names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// The mapping for a file whose columns are named like fields (`title.en`, `geo.lat`), and for ready records in JSON.
    /// It is what reads an export.
    pub fn plain(kind: Kind) -> Self {
        Self {
            kind,
            plain: true,
            constants: Vec::new(),
            rules: Vec::new(),
            detect_language: Vec::new(),
            empty: None,
            dates: Vec::new(),
            skip: Vec::new(),
        }
    }

    /// The same mapping, with `value` in `field` of every record of which neither a row nor the mapping says anything there.
    #[must_use]
    pub fn with_default(mut self, field: &str, value: Value) -> Self {
        if !self.constants.iter().any(|(known, _)| known == field) {
            self.constants.push((field.to_owned(), value));
        }
        self
    }

    /// Fills what nothing was said of.
    fn put_constants(&self, record: &mut Map<String, Value>) {
        for (field, value) in &self.constants {
            if !has(record, field) {
                put(record, field, value.clone());
            }
        }
    }

    /// The kind of record that every row becomes.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The columns that `field` comes from, joined by `", "`; the field's own name where no rule says another.
    pub(super) fn columns_of(&self, field: &str) -> String {
        let rules = self.rules.iter().filter(|rule| rule.field == field);
        let columns: Vec<&str> = rules.flat_map(|rule| rule.from.columns()).collect();
        if columns.is_empty() {
            field.to_owned()
        } else {
            columns.join(", ")
        }
    }

    /// The record that `row` is, as the JSON that publishing takes: every rule of records holds for it.
    ///
    /// Errors: all problems of the row, at least one, each traced back to the column it came from.
    pub fn record(&self, row: &Row) -> Result<Value, Vec<RowProblem>> {
        if !row.problems.is_empty() {
            return Err(row.problems.clone());
        }
        if let (true, Content::Object(object)) = (self.plain, &row.content) {
            return self.ready(row.number, object);
        }
        let cells = row.cells();
        if let Some(skip) = self.skip.iter().find(|skip| holds(&cells, &skip.column, &skip.is)) {
            return Err(vec![RowProblem {
                column: Some(skip.column.clone()),
                value: cells
                    .get(&skip.column)
                    .map(|cell| shown(&cell.text()))
                    .unwrap_or_default(),
                suggestion: Some(skip.reason.clone()),
                ..RowProblem::new(row.number, "skipped")
            }]);
        }
        let plain_rules;
        let rules = if self.plain {
            plain_rules = cells
                .keys()
                .filter_map(|column| Rule::plain(column))
                .collect::<Vec<_>>();
            &plain_rules
        } else {
            &self.rules
        };
        let mut record = Map::from_iter([("kind".to_owned(), json!(self.kind.as_str()))]);
        let (mut origins, mut problems) = (Vec::new(), Vec::new());
        for rule in rules {
            let (origin, value) = self.apply(rule, &cells, row.number, &mut problems);
            origins.push(origin);
            if let Some(value) = value {
                put(&mut record, &rule.field, value);
            }
            if let Some(parts) = &rule.overflow {
                overflow::spill(&mut record, self.kind, &rule.field, parts);
            }
        }
        self.put_constants(&mut record);
        if record.get("kind").and_then(Value::as_str) != Some(self.kind.as_str()) {
            let column = self.columns_of("kind");
            return Err(vec![self.kind_differs(row.number, column, &record["kind"])]);
        }
        problems.extend(self.unidentified(row.number, &record));
        let mut record = Value::Object(record);
        problems.extend(
            broken_rules(&record)
                .iter()
                .map(|problem| trace(problem, row.number, &origins)),
        );
        // What the cell could not be read as would be reported twice: once as such, once as missing.
        let unread: Vec<String> = problems
            .iter()
            .filter(|problem| problem.rule != "required")
            .filter_map(|problem| problem.column.clone())
            .collect();
        problems.retain(|problem| {
            let known = problem.column.as_ref().is_some_and(|column| unread.contains(column));
            problem.rule != "required" || !known
        });
        if problems.is_empty() {
            if let Some(fields) = record.as_object_mut() {
                self.put_language(fields, &cells);
            }
            Ok(record)
        } else {
            Err(said_once(problems))
        }
    }

    /// Says in which language a row is, where the mapping has it found out and that can be done.
    fn put_language(&self, record: &mut Map<String, Value>, cells: &BTreeMap<String, Cell>) {
        let texts = self.detect_language.iter().filter_map(|column| cells.get(column));
        let texts: Vec<_> = texts.map(Cell::text).collect();
        if let Some(tag) = language::detect(&texts.join("\n")) {
            language::put(record, tag);
        }
    }

    /// What `field` gets in a row of cells, as text; `None` if it gets nothing.
    pub(super) fn text_of(&self, field: &'static str, row: &Row) -> Option<String> {
        let cells = row.cells();
        let plain = self.plain.then(|| Rule::plain(field)).flatten();
        let own = self.rules.iter().filter(|rule| rule.field == field);
        // Of several sources the last one that has a value counts, as in a good row; what is wrong has been said already.
        own.chain(plain.as_ref())
            .rev()
            .find_map(|rule| self.apply(rule, &cells, row.number, &mut Vec::new()).1)
            .and_then(|value| value.as_str().map(str::to_owned))
    }

    /// A record that needs no mapping but its kind.
    fn ready(&self, row: u64, object: &Map<String, Value>) -> Result<Value, Vec<RowProblem>> {
        let mut record = object.clone();
        record.retain(|member, value| !PROVENANCE.contains(&member.as_str()) && !value.is_null());
        let kind = record.entry("kind").or_insert_with(|| json!(self.kind.as_str()));
        if kind != self.kind.as_str() {
            return Err(vec![self.kind_differs(row, "kind".to_owned(), kind)]);
        }
        self.put_constants(&mut record);
        let mut problems: Vec<_> = self.unidentified(row, &record).into_iter().collect();
        let record = Value::Object(record);
        problems.extend(broken_rules(&record).iter().map(|problem| {
            let column = (!problem.field.is_empty()).then(|| problem.field.clone());
            RowProblem {
                column,
                ..translated(problem, row)
            }
        }));
        if problems.is_empty() {
            Ok(record)
        } else {
            Err(said_once(problems))
        }
    }

    /// A record of another kind than the one that is imported.
    fn kind_differs(&self, row: u64, column: String, kind: &Value) -> RowProblem {
        RowProblem {
            column: Some(column),
            field: "kind".to_owned(),
            value: shown(&kind.as_str().map_or_else(|| kind.to_string(), str::to_owned)),
            suggestion: Some(self.kind.as_str().to_owned()),
            ..RowProblem::new(row, "kind_differs")
        }
    }

    /// The problem of a record that nothing tells apart: each import would publish it anew.
    fn unidentified(&self, row: u64, record: &Map<String, Value>) -> Option<RowProblem> {
        let told_apart = ["oid", "id"].iter().any(|field| record.contains_key(*field));
        (!told_apart).then(|| RowProblem {
            column: Some(self.columns_of("oid")),
            field: "oid".to_owned(),
            ..RowProblem::new(row, "required")
        })
    }

    /// The value that `rule` makes of the cells, if any, and where it came from.
    fn apply<'a>(
        &self,
        rule: &'a Rule,
        cells: &BTreeMap<String, Cell>,
        row: u64,
        problems: &mut Vec<RowProblem>,
    ) -> (Origin<'a>, Option<Value>) {
        let mut origin = Origin {
            field: &rule.field,
            column: rule.from.columns().collect::<Vec<_>>().join(", "),
            value: rule
                .from
                .columns()
                .filter_map(|column| cells.get(column))
                .map(Cell::text)
                .fold(String::new(), |all, text| {
                    if all.is_empty() || text.is_empty() {
                        all + &text
                    } else {
                        all + ", " + &text
                    }
                }),
            produced: Vec::new(),
        };
        if rule
            .when
            .as_ref()
            .is_some_and(|when| !holds(cells, &when.column, &when.is))
        {
            return (origin, None);
        }
        let same_as = rule
            .unless
            .as_ref()
            .and_then(|column| cells.get(column))
            .map(Cell::text);
        let mut values = Vec::new();
        for text in self.texts(rule, cells) {
            if same_as.as_ref().is_some_and(|same| same.trim() == text) {
                continue;
            }
            let refused = |rule_code, suggestion: Option<String>| RowProblem {
                column: Some(origin.column.clone()),
                field: rule.field.clone(),
                value: shown(&text),
                suggestion,
                ..RowProblem::new(row, rule_code)
            };
            let text = match rule.looked_up(rule.value.as_ref().unwrap_or(&text)) {
                Ok(Some(text)) => rule.finished(text),
                Ok(None) => continue,
                Err(suggestion) => {
                    problems.push(refused("value_unknown", suggestion));
                    continue;
                }
            };
            match self.typed(rule.shape, &text) {
                Ok(value) => {
                    origin.produced.push(text);
                    values.push(match &rule.object {
                        Some(members) => wrapped(members, &value),
                        None => value,
                    });
                }
                Err(rule_code) => problems.push(refused(rule_code, None)),
            }
        }
        let value = match rule.shape {
            _ if values.is_empty() => None,
            Shape::Texts | Shape::Codes | Shape::Integers => Some(Value::Array(values)),
            Shape::Objects if rule.object.is_some() => Some(Value::Array(values)),
            _ => values.pop(),
        };
        (origin, value)
    }

    /// The texts that the rule's cells hold, cleaned and split, none of them empty.
    fn texts(&self, rule: &Rule, cells: &BTreeMap<String, Cell>) -> Vec<String> {
        let list = matches!(rule.shape, Shape::Texts | Shape::Codes | Shape::Integers) || rule.object.is_some();
        if let (Reads::All(columns), true) = (&rule.from, list || rule.split.is_some()) {
            // Each column gives values of its own; a list's values are separate already.
            return columns
                .iter()
                .filter_map(|column| cells.get(column))
                .flat_map(|cell| match cell {
                    Cell::List(values) => values.iter().filter_map(|value| self.clean(rule, value)).collect(),
                    Cell::Literal(text) if self.plain => split_list(text),
                    Cell::Text(text) if self.plain => {
                        self.clean(rule, text).map(|text| split_list(&text)).unwrap_or_default()
                    }
                    Cell::Literal(text) => vec![text.clone()],
                    Cell::Text(text) => match &rule.split {
                        Some(mark) => text
                            .split(mark.as_str())
                            .filter_map(|part| self.clean(rule, part))
                            .collect(),
                        None => self.clean(rule, text).into_iter().collect(),
                    },
                })
                .collect();
        }
        let one = |column: &String| match cells.get(column)? {
            Cell::Literal(text) => Some(text.clone()),
            other => self.clean(rule, &other.text()),
        };
        let text = match &rule.from {
            Reads::All(columns) => {
                let parts: Vec<String> = columns.iter().filter_map(one).collect();
                (!parts.is_empty()).then(|| parts.join(&rule.join))
            }
            Reads::First(columns) => columns.iter().find_map(one),
            Reads::Template(pieces) => pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => Some(text.clone()),
                    Piece::Column(column) => one(column),
                })
                .collect(),
        };
        text.into_iter().collect()
    }

    /// The text of a cell without the space around it; `None` if it says nothing.
    fn clean(&self, rule: &Rule, text: &str) -> Option<String> {
        let text = text.trim();
        let code = matches!(rule.shape, Shape::Codes) && text.len() == 2;
        let empty = match &self.empty {
            Some(markers) => text.is_empty() || markers.iter().any(|marker| marker == text),
            // `NA` is Namibia where a country's code is expected.
            None => is_placeholder(text) && !(code && text.bytes().all(|byte| byte.is_ascii_uppercase())),
        };
        if empty {
            return None;
        }
        Some(match &rule.lines {
            Some(mark) => {
                let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
                // A line that ends with a comma already must not get a second one.
                let last = lines.len().saturating_sub(1);
                let trimmed = lines.iter().enumerate().map(|(at, line)| {
                    if at == last {
                        *line
                    } else {
                        line.strip_suffix(mark.trim_end()).unwrap_or(line).trim_end()
                    }
                });
                trimmed.collect::<Vec<_>>().join(mark)
            }
            None => text.to_owned(),
        })
    }

    /// `text` in the JSON type of its field. A text that can't be read as that type stays text where the rules of records
    /// can say better what is wrong.
    fn typed(&self, shape: Shape, text: &str) -> Result<Value, &'static str> {
        Ok(match shape {
            Shape::Text | Shape::Texts | Shape::Codes => json!(text),
            Shape::Integer | Shape::Integers => integer(text).map_or_else(|| json!(text), |number| json!(number)),
            Shape::Boolean => boolean(text).map_or_else(|| json!(text), |truth| json!(truth)),
            Shape::Degrees => json!(microdegrees(text).ok_or("not_degrees")?),
            Shape::Date => match self.dates.iter().find_map(|pattern| pattern.read(text)) {
                Some(Some(date)) => json!(date),
                Some(None) => return Err("date_impossible"),
                None => json!(text),
            },
            Shape::Objects if self.plain => serde_json::from_str(text).map_err(|_| "json_broken")?,
            Shape::Objects => json!(text),
        })
    }
}

/// Whether the cell of `column` is one of `wanted`; an empty wanted text stands for an empty cell.
fn holds(cells: &BTreeMap<String, Cell>, column: &str, wanted: &[String]) -> bool {
    let text = cells.get(column).map(Cell::text).unwrap_or_default();
    wanted.iter().any(|wanted| wanted == text.trim())
}

/// Whether there is anything at a dotted path.
fn has(record: &Map<String, Value>, path: &str) -> bool {
    match path.split_once('.') {
        None => record.contains_key(path),
        Some((first, rest)) => record
            .get(first)
            .and_then(Value::as_object)
            .is_some_and(|inner| has(inner, rest)),
    }
}

/// Puts `value` at a dotted path, making the objects on the way. Lists grow by the values that they lack.
fn put(record: &mut Map<String, Value>, path: &str, value: Value) {
    let Some((first, rest)) = path.split_once('.') else {
        match (record.get_mut(path), value) {
            (Some(Value::Array(present)), Value::Array(more)) => {
                for item in more {
                    if !present.contains(&item) {
                        present.push(item);
                    }
                }
            }
            (_, Value::Array(items)) => {
                let mut unique: Vec<Value> = Vec::with_capacity(items.len());
                for item in items {
                    if !unique.contains(&item) {
                        unique.push(item);
                    }
                }
                record.insert(path.to_owned(), Value::Array(unique));
            }
            (_, value) => {
                record.insert(path.to_owned(), value);
            }
        }
        return;
    };
    let inner = record.entry(first).or_insert_with(|| Value::Object(Map::new()));
    if let Some(inner) = inner.as_object_mut() {
        put(inner, rest, value);
    }
}

fn wrapped(members: &BTreeMap<String, String>, value: &Value) -> Value {
    let member = |text: &String| if text == "{}" { value.clone() } else { json!(text) };
    Value::Object(
        members
            .iter()
            .map(|(name, text)| (name.clone(), member(text)))
            .collect(),
    )
}
