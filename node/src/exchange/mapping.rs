//! What the columns of a file mean: from [`Row`] to record.
//!
//! A mapping is a TOML file; docs/import.md explains it. Its text is read by `document`, and checked here as a whole, so that a
//! slip in it is found before the first row is read.

use std::collections::BTreeMap;
use std::fmt;

use ayni_protocol::record::{Kind, Problem, Record};
use ayni_protocol::vocabulary::placeholder::is_placeholder;
use serde_json::{Map, Value, json};
use toml::Spanned;

use super::document::{Document, Skip, Source, Table, When};
use super::fields::{self, Shape};
use super::value::{DatePattern, boolean, integer, microdegrees, nearest, split_list};
use super::{Cell, Content, ReadError, Row, RowProblem, shown};

/// The mapping files that come with the program: name and text.
const SHIPPED: [(&str, &str); 4] = [
    ("coops-uk-2017", include_str!("../../mappings/coops-uk-2017.toml")),
    ("coops-uk-2023", include_str!("../../mappings/coops-uk-2023.toml")),
    ("practices-undp", include_str!("../../mappings/practices-undp.toml")),
    ("susy-eu", include_str!("../../mappings/susy-eu.toml")),
];

/// Members of an exported record that say who published it and when: an import is published by whoever imports.
const PROVENANCE: [&str; 4] = ["entry", "platform", "seq", "time"];

/// How the rows of a file become records of one kind.
#[derive(Clone, Debug)]
pub struct Mapping {
    kind: Kind,
    /// Columns are named like fields, and a JSON object is a record as it stands.
    plain: bool,
    constants: Vec<(String, Value)>,
    rules: Vec<Rule>,
    empty: Option<Vec<String>>,
    dates: Vec<DatePattern>,
    skip: Vec<Skip>,
}

/// How one field gets its value, checked.
#[derive(Clone, Debug)]
struct Rule {
    field: String,
    shape: Shape,
    from: From,
    join: String,
    when: Option<When>,
    lines: Option<String>,
    split: Option<String>,
    strip: Option<String>,
    values: Option<BTreeMap<String, String>>,
    unknown: Unknown,
    prefix: Option<String>,
    scheme: Option<String>,
    shorten: Option<usize>,
    object: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug)]
enum From {
    All(Vec<String>),
    First(Vec<String>),
    Template(Vec<Piece>),
}

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Column(String),
}

#[derive(Clone, Copy, Debug)]
enum Unknown {
    Refuse,
    Keep,
    Drop,
}

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

/// Where a field's value came from, so that a problem of the field can be shown in the file.
struct Origin<'a> {
    field: &'a str,
    column: String,
    value: String,
    produced: Vec<String>,
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
        Builder { text, document: &document }.build()
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
            empty: None,
            dates: Vec::new(),
            skip: Vec::new(),
        }
    }

    /// The kind of record that every row becomes.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether `columns` of a table are what this mapping reads: each column it names is there, or, without a mapping file,
    /// each column is a field.
    pub fn check_columns(&self, columns: &[String]) -> Result<(), ReadError> {
        if self.plain {
            let strange = columns.iter().find(|column| {
                !column.is_empty() && !is_beside_the_record(column) && fields::shape(column).is_none()
            });
            return strange.map_or(Ok(()), |column| {
                Err(ReadError::ColumnUnknown { column: column.clone(), suggestion: fields::nearest(column) })
            });
        }
        let mut absent: Vec<String> = Vec::new();
        for column in self.rules.iter().flat_map(Rule::columns) {
            if !columns.iter().any(|present| present == column) && !absent.iter().any(|known| known == column) {
                absent.push(column.to_owned());
            }
        }
        if absent.is_empty() { Ok(()) } else { Err(ReadError::ColumnsAbsent(absent)) }
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
                value: cells.get(&skip.column).map(|cell| shown(&cell.text())).unwrap_or_default(),
                suggestion: Some(skip.reason.clone()),
                ..RowProblem::new(row.number, "skipped")
            }]);
        }
        let plain_rules;
        let rules = if self.plain {
            plain_rules = cells.keys().filter_map(|column| Rule::plain(column)).collect::<Vec<_>>();
            &plain_rules
        } else {
            &self.rules
        };
        let mut record = Map::from_iter([("kind".to_owned(), json!(self.kind.as_str()))]);
        for (field, value) in &self.constants {
            put(&mut record, field, value.clone());
        }
        let (mut origins, mut problems) = (Vec::new(), Vec::new());
        for rule in rules {
            let (origin, value) = self.apply(rule, &cells, row.number, &mut problems);
            origins.push(origin);
            if let Some(value) = value {
                put(&mut record, &rule.field, value);
            }
        }
        let record = Value::Object(record);
        problems.extend(broken_rules(&record).iter().map(|problem| trace(problem, row.number, &origins)));
        // What the cell could not be read as would be reported twice: once as such, once as missing.
        let unread: Vec<String> = problems.iter().filter(|problem| problem.rule != "required").map(column_of).collect();
        problems.retain(|problem| problem.rule != "required" || !unread.contains(&column_of(problem)));
        if problems.is_empty() { Ok(record) } else { Err(problems) }
    }

    /// A record that needs no mapping but its kind.
    fn ready(&self, row: u64, object: &Map<String, Value>) -> Result<Value, Vec<RowProblem>> {
        let mut record = object.clone();
        record.retain(|member, value| !PROVENANCE.contains(&member.as_str()) && !value.is_null());
        let kind = record.entry("kind").or_insert_with(|| json!(self.kind.as_str()));
        if kind != self.kind.as_str() {
            return Err(vec![RowProblem {
                column: Some("kind".to_owned()),
                field: "kind".to_owned(),
                value: shown(&kind.as_str().map_or_else(|| kind.to_string(), str::to_owned)),
                suggestion: Some(self.kind.as_str().to_owned()),
                ..RowProblem::new(row, "kind_differs")
            }]);
        }
        let record = Value::Object(record);
        let problems: Vec<_> = broken_rules(&record)
            .iter()
            .map(|problem| {
                let column = (!problem.field.is_empty()).then(|| problem.field.clone());
                RowProblem { column, ..translated(problem, row) }
            })
            .collect();
        if problems.is_empty() { Ok(record) } else { Err(problems) }
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
            value: rule.from.columns().filter_map(|column| cells.get(column)).map(Cell::text).fold(
                String::new(),
                |all, text| if all.is_empty() || text.is_empty() { all + &text } else { all + ", " + &text },
            ),
            produced: Vec::new(),
        };
        if rule.when.as_ref().is_some_and(|when| !holds(cells, &when.column, &when.is)) {
            return (origin, None);
        }
        let mut values = Vec::new();
        for text in self.texts(rule, cells) {
            let refused = |rule_code, suggestion: Option<String>| RowProblem {
                column: Some(origin.column.clone()),
                field: rule.field.clone(),
                value: shown(&text),
                suggestion,
                ..RowProblem::new(row, rule_code)
            };
            let text = match rule.looked_up(&text) {
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
        if let (From::All(columns), true) = (&rule.from, list || rule.split.is_some()) {
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
                        Some(mark) => text.split(mark.as_str()).filter_map(|part| self.clean(rule, part)).collect(),
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
            From::All(columns) => {
                let parts: Vec<String> = columns.iter().filter_map(one).collect();
                (!parts.is_empty()).then(|| parts.join(&rule.join))
            }
            From::First(columns) => columns.iter().find_map(one),
            From::Template(pieces) => pieces
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
                    if at == last { *line } else { line.strip_suffix(mark.trim_end()).unwrap_or(line).trim_end() }
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

impl Rule {
    /// The rule for a column that is named like a field; `None` for columns that stand beside the record.
    fn plain(column: &str) -> Option<Self> {
        let field = match column {
            "@lat" => "geo.lat",
            "@lon" => "geo.lon",
            other if is_beside_the_record(other) => return None,
            other => other,
        };
        Some(Self {
            field: field.to_owned(),
            shape: fields::shape(field).unwrap_or(Shape::Text),
            from: From::All(vec![column.to_owned()]),
            join: " ".to_owned(),
            when: None,
            lines: None,
            split: None,
            strip: None,
            values: None,
            unknown: Unknown::Refuse,
            prefix: None,
            scheme: None,
            shorten: None,
            object: None,
        })
    }

    /// Every column that the rule reads, its condition's included.
    fn columns(&self) -> impl Iterator<Item = &str> {
        self.from.columns().chain(self.when.iter().map(|when| when.column.as_str()))
    }

    /// The text that the rule's table has for `text`: `Ok(None)` if it shall be left out, and the nearest entry as an
    /// error if it is in no table.
    fn looked_up(&self, text: &str) -> Result<Option<String>, Option<String>> {
        let bare = self.strip.as_deref().and_then(|strip| text.strip_prefix(strip)).unwrap_or(text);
        let Some(values) = &self.values else { return Ok(Some(bare.to_owned())) };
        match (values.get(bare), self.unknown) {
            // An entry for nothing: the table says that this value has no counterpart.
            (Some(value), _) => Ok((!value.is_empty()).then(|| value.clone())),
            (None, Unknown::Keep) => Ok(Some(bare.to_owned())),
            (None, Unknown::Drop) => Ok(None),
            (None, Unknown::Refuse) => Err(nearest(bare, values.keys().map(String::as_str)).map(str::to_owned)),
        }
    }

    /// The text with what the rule adds to it or cuts from it.
    fn finished(&self, text: String) -> String {
        let text = match &self.prefix {
            Some(prefix) => format!("{prefix}{text}"),
            None => text,
        };
        let text = match &self.scheme {
            Some(scheme) if !text.contains("://") => format!("{scheme}{text}"),
            _ => text,
        };
        match self.shorten {
            Some(limit) => shortened(&text, limit),
            None => text,
        }
    }
}

impl From {
    fn columns(&self) -> impl Iterator<Item = &str> {
        let (columns, pieces): (&[String], &[Piece]) = match self {
            Self::All(columns) | Self::First(columns) => (columns, &[]),
            Self::Template(pieces) => (&[], pieces),
        };
        let in_pieces = pieces.iter().filter_map(|piece| match piece {
            Piece::Column(column) => Some(column.as_str()),
            Piece::Text(_) => None,
        });
        columns.iter().map(String::as_str).chain(in_pieces)
    }
}

/// Whether a column of an export is not part of the record itself.
fn is_beside_the_record(column: &str) -> bool {
    let first = column.split('.').next().unwrap_or(column);
    column.starts_with('@') || PROVENANCE.contains(&first)
}

/// Whether the cell of `column` is one of `wanted`; an empty wanted text stands for an empty cell.
fn holds(cells: &BTreeMap<String, Cell>, column: &str, wanted: &[String]) -> bool {
    let text = cells.get(column).map(Cell::text).unwrap_or_default();
    wanted.iter().any(|wanted| wanted == text.trim())
}

/// The rules of records that `record` breaks. Its id is no part of what is judged.
fn broken_rules(record: &Value) -> Vec<Problem> {
    let mut judged = record.clone();
    if let Some(object) = judged.as_object_mut() {
        object.remove("id");
    }
    Record::parse(&judged).err().unwrap_or_default()
}

/// A record's problem in terms of a row, its columns still unknown.
fn translated(problem: &Problem, row: u64) -> RowProblem {
    RowProblem {
        row,
        column: None,
        field: problem.field.clone(),
        value: problem.value.clone(),
        rule: problem.rule.code(),
        limit: problem.limit,
        suggestion: problem.suggestion.clone(),
    }
}

/// A record's problem, with the columns that the field came from and what stood there.
fn trace(problem: &Problem, row: u64, origins: &[Origin<'_>]) -> RowProblem {
    let path = problem.field.split('[').next().unwrap_or_default();
    let within = |inner: &str, outer: &str| {
        inner == outer || inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'))
    };
    let mut found: Vec<&Origin<'_>> = origins
        .iter()
        .filter(|origin| !path.is_empty() && (within(origin.field, path) || within(path, origin.field)))
        .collect();
    if found.iter().any(|origin| origin.produced.contains(&problem.value)) {
        found.retain(|origin| origin.produced.contains(&problem.value));
    } else if found.iter().any(|origin| !origin.produced.is_empty()) {
        found.retain(|origin| !origin.produced.is_empty());
    }
    let mut traced = translated(problem, row);
    if found.is_empty() {
        return traced;
    }
    traced.column = Some(found.iter().map(|origin| origin.column.as_str()).collect::<Vec<_>>().join(", "));
    traced.value = shown(&found.iter().map(|origin| origin.value.as_str()).collect::<Vec<_>>().join(", "));
    traced
}

fn column_of(problem: &RowProblem) -> String {
    problem.column.clone().unwrap_or_default()
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
    Value::Object(members.iter().map(|(name, text)| (name.clone(), member(text))).collect())
}

/// At most `limit` characters of `text`, cut between words and marked as cut.
fn shortened(text: &str, limit: usize) -> String {
    if text.chars().nth(limit).is_none() {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    // A text of one endless word is cut within it.
    let end = cut.rfind(char::is_whitespace).filter(|at| *at > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–-".contains(c)))
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// Checks a mapping file as a whole.
struct Builder<'a> {
    text: &'a str,
    document: &'a Document,
}

impl Builder<'_> {
    fn build(&self) -> Result<Mapping, MappingError> {
        let document = self.document;
        let kind = document.kind.get_ref();
        let kind: Kind = kind.parse().map_err(|_| self.error(
            document.kind.span().start,
            "kind",
            format!("{kind:?} is no kind of record; expected {}", list(Kind::ALL.iter().map(|kind| kind.as_str()))),
        ))?;
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
                rules.push(self.rule(field, shape, source, at)?);
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
        let mut dates = Vec::new();
        for pattern in &document.dates {
            dates.push(DatePattern::parse(pattern.get_ref()).ok_or_else(|| self.error(
                pattern.span().start,
                "dates",
                format!("{:?} is no way to write a date; expected one like \"d/m/yyyy\"", pattern.get_ref()),
            ))?);
        }
        let skip = document.skip.iter().map(|skip| skip.get_ref().clone()).collect();
        Ok(Mapping { kind, plain: false, constants, rules, empty: document.empty.clone(), dates, skip })
    }

    fn rule(&self, field: &str, shape: Shape, value: &toml::Value, at: usize) -> Result<Rule, MappingError> {
        let fault = |message: String| self.error(at, field, message);
        let source = match value {
            toml::Value::String(column) => Source { column: Some(column.clone()), ..Source::default() },
            other => other.clone().try_into::<Source>().map_err(|error| fault(error.message().to_owned()))?,
        };
        let from = match (source.column, source.columns, source.template, source.pick.as_deref()) {
            (Some(column), None, None, None) => From::All(vec![column]),
            (None, Some(columns), None, None) => From::All(columns),
            (None, Some(columns), None, Some("first")) => From::First(columns),
            (None, None, Some(template), None) => From::Template(pieces(&template).map_err(fault)?),
            (_, _, _, Some(pick)) if pick != "first" => {
                return Err(fault(format!("pick = {pick:?} is not known; expected \"first\"")));
            }
            _ => return Err(fault("expected one of column, columns (with or without pick) and template".to_owned())),
        };
        if from.columns().next().is_none() {
            return Err(fault("names no column; a value that is always the same stands under [constants]".to_owned()));
        }
        let values = match source.values {
            None => None,
            Some(Table::Pairs(pairs)) => Some(pairs),
            Some(Table::Named(name)) => Some(self.document.values.get(&name).cloned().ok_or_else(|| {
                fault(format!("there is no table [values.{name}]"))
            })?),
        };
        let unknown = match source.unknown.as_deref() {
            None | Some("refuse") => Unknown::Refuse,
            Some("keep") => Unknown::Keep,
            Some("drop") => Unknown::Drop,
            Some(other) => {
                return Err(fault(format!("unknown = {other:?} is not known; expected \"refuse\", \"keep\" or \"drop\"")));
            }
        };
        if shape == Shape::Objects && source.object.is_none() {
            return Err(fault("is a list of objects: say with `object` which member gets the value".to_owned()));
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
            values,
            unknown,
            prefix: source.prefix,
            scheme: source.scheme,
            shorten: source.shorten,
            object: source.object,
        })
    }

    fn known(&self, field: &str, at: usize) -> Result<Shape, MappingError> {
        fields::shape(field).ok_or_else(|| {
            let hint = fields::nearest(field).map(|near| format!("; did you mean {near:?}?")).unwrap_or_default();
            self.error(at, field, format!("is no field of a record{hint}"))
        })
    }

    fn error(&self, at: usize, field: &str, message: String) -> MappingError {
        MappingError { line: (at > 0).then(|| line_of(self.text, at)), field: field.to_owned(), message }
    }
}

/// The pieces of a template: text, and columns in braces.
fn pieces(template: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((text, behind)) = rest.split_once('{') {
        let (column, behind) = behind.split_once('}').ok_or("a brace in the template is never closed")?;
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
