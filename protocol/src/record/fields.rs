//! Reading fields by rules: what makes a kind's file read like a table.
//!
//! A *reader* is a function from a JSON value at a [`Place`] to the value it stands for, or to a problem that it reports there. [`Fields`]
//! takes the fields of an object one by one, each with its reader, and at the end reports those that nobody asked for.
//!
//! Nothing here stops at the first problem, so whoever mends a record sees all of them at once. Nothing here guesses either: a likely
//! meaning is offered as a suggestion.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::date::{Date, DateError};
use super::problem::{PROBLEMS_MAX, Problem, Rule, VALUE_CHARS_MAX};
use crate::localized::Localized;
use crate::vocabulary::{self, Code, language, placeholder, spelling};

/// Most languages of one text: the largest source seen has 11, the European Union has 24 official ones.
pub const LANGUAGES_MAX: usize = 40;

/// Whether a field that no rule knows is a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnknownFields {
    /// For one's own records: it is a spelling mistake.
    Refused,
    /// For records of others: it may come from a newer version.
    Ignored,
}

/// The problems found so far and the languages met.
pub(super) struct Report {
    unknown_fields: UnknownFields,
    problems: Vec<Problem>,
    languages: BTreeSet<String>,
}

impl Report {
    pub(super) fn new(unknown_fields: UnknownFields) -> Report {
        Report {
            unknown_fields,
            problems: Vec::new(),
            languages: BTreeSet::new(),
        }
    }

    /// The languages of all texts read so far.
    pub(super) fn languages(&self) -> &BTreeSet<String> {
        &self.languages
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}

/// A value's place in the record, where problems with it are reported.
pub(super) struct Place<'r> {
    path: String,
    report: &'r mut Report,
}

impl<'r> Place<'r> {
    /// The whole record.
    pub(super) fn root(report: &'r mut Report) -> Place<'r> {
        Place {
            path: String::new(),
            report,
        }
    }

    fn field(&mut self, name: &str) -> Place<'_> {
        let path = if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        };
        Place {
            path,
            report: self.report,
        }
    }

    fn element(&mut self, index: usize) -> Place<'_> {
        Place {
            path: format!("{}[{index}]", self.path),
            report: self.report,
        }
    }

    /// Reports that the value here breaks `rule`. `None`, so that a reader can end with it.
    pub(super) fn refuse<T>(&mut self, rule: Rule, value: &str) -> Option<T> {
        self.problem(rule, value, None, None)
    }

    /// Like [`Place::refuse`], with what may have been meant.
    pub(super) fn suggest<T>(
        &mut self,
        rule: Rule,
        value: &str,
        suggestion: Option<String>,
    ) -> Option<T> {
        self.problem(rule, value, suggestion, None)
    }

    /// Like [`Place::refuse`], with the bound that was passed.
    pub(super) fn exceed<T>(&mut self, rule: Rule, value: &str, limit: i64) -> Option<T> {
        self.problem(rule, value, None, Some(limit))
    }

    fn problem<T>(
        &mut self,
        rule: Rule,
        value: &str,
        suggestion: Option<String>,
        limit: Option<i64>,
    ) -> Option<T> {
        if self.report.problems.len() < PROBLEMS_MAX {
            self.report.problems.push(Problem {
                rule,
                field: self.path.clone(),
                value: cut(value),
                suggestion: suggestion.map(|text| cut(&text)),
                limit,
            });
        }
        None
    }

    /// The languages of all texts read so far.
    pub(super) fn languages(&self) -> &BTreeSet<String> {
        self.report.languages()
    }
}

/// The first [`VALUE_CHARS_MAX`] characters.
fn cut(text: &str) -> String {
    text.chars().take(VALUE_CHARS_MAX).collect()
}

/// A value as people may find it again. Lists and objects are only hinted at: they can be as large as the whole request.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
    }
}

/// The fields of one object.
///
/// Ask for each field once. Ask for all of them before looking at any answer: a `?` in between would hide the problems that follow.
pub(super) struct Fields<'v, 'r> {
    object: &'v Map<String, Value>,
    place: Place<'r>,
    asked: BTreeSet<&'static str>,
}

impl<'v, 'r> Fields<'v, 'r> {
    /// The fields of `value` if it is an object.
    pub(super) fn of(value: &'v Value, mut place: Place<'r>) -> Option<Fields<'v, 'r>> {
        match value {
            Value::Object(object) => Some(Fields {
                object,
                place,
                asked: BTreeSet::new(),
            }),
            other => place.refuse(Rule::NotObject, &shown(other)),
        }
    }

    /// The field's value; JSON's null is the same as no field.
    fn take(&mut self, name: &'static str) -> Option<&'v Value> {
        self.asked.insert(name);
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// The field `name`, which may be absent.
    pub(super) fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Value, &mut Place<'_>) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(name)?;
        read(value, &mut self.place.field(name))
    }

    /// The field `name`, which must be there.
    pub(super) fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Value, &mut Place<'_>) -> Option<T>,
    ) -> Option<T> {
        match self.take(name) {
            Some(value) => read(value, &mut self.place.field(name)),
            None => self.place.field(name).refuse(Rule::Required, ""),
        }
    }

    /// The list `name` with at most `count_max` elements, each other than the others; empty if the field is absent.
    pub(super) fn list<T: PartialEq>(
        &mut self,
        name: &'static str,
        count_max: usize,
        read: impl Fn(&Value, &mut Place<'_>) -> Option<T>,
    ) -> Vec<T> {
        self.optional(name, |value, place| list(value, place, count_max, read))
            .unwrap_or_default()
    }

    /// Like [`Fields::list`], but with at least one element.
    pub(super) fn required_list<T: PartialEq>(
        &mut self,
        name: &'static str,
        count_max: usize,
        read: impl Fn(&Value, &mut Place<'_>) -> Option<T>,
    ) -> Vec<T> {
        self.required(name, |value, place| {
            if value.as_array().is_some_and(Vec::is_empty) {
                return place.refuse(Rule::Required, "");
            }
            list(value, place, count_max, read)
        })
        .unwrap_or_default()
    }

    /// The place of the field `name`, for a rule about more than one field.
    pub(super) fn at(&mut self, name: &str) -> Place<'_> {
        self.place.field(name)
    }

    /// The place of the object itself.
    pub(super) fn whole(&mut self) -> &mut Place<'r> {
        &mut self.place
    }

    /// Reports an `end` that lies before its `start`.
    pub(super) fn in_order(&mut self, start: Option<Date>, name: &str, end: Option<Date>) {
        if let (Some(start), Some(end)) = (start, end)
            && end.is_before(start)
        {
            self.at(name)
                .refuse::<()>(Rule::DatesReversed, &format!("{start} – {end}"));
        }
    }

    /// Reports the fields that nobody asked for, with the nearest name that somebody did ask for.
    pub(super) fn finish(mut self) {
        if self.place.report.unknown_fields == UnknownFields::Ignored {
            return;
        }
        let unknown = self
            .object
            .iter()
            .filter(|(name, _)| !self.asked.contains(name.as_str()));
        for (name, value) in unknown.take(PROBLEMS_MAX) {
            let near = spelling::nearest(name, self.asked.iter().copied());
            let mut place = self.place.field(&cut(name));
            place.suggest::<()>(Rule::UnknownField, &shown(value), near.map(str::to_owned));
        }
    }
}

fn list<T: PartialEq>(
    value: &Value,
    place: &mut Place<'_>,
    count_max: usize,
    read: impl Fn(&Value, &mut Place<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let Value::Array(values) = value else {
        return place.refuse(Rule::NotList, &shown(value));
    };
    if values.len() > count_max {
        return place.exceed(Rule::TooMany, &values.len().to_string(), count_max as i64);
    }
    let mut elements: Vec<T> = Vec::with_capacity(values.len());
    let mut all_fit = true;
    for (index, value) in values.iter().enumerate() {
        let mut place = place.element(index);
        match read(value, &mut place) {
            Some(element) if elements.contains(&element) => {
                place.refuse::<()>(Rule::Duplicate, &shown(value));
                all_fit = false;
            }
            Some(element) => elements.push(element),
            None => all_fit = false,
        }
    }
    // Half a list would mislead the rules that look at the whole of it.
    all_fit.then_some(elements)
}

/// Reads an object by a function that takes its [`Fields`].
pub(super) fn object<T>(
    read: impl Fn(&mut Fields<'_, '_>) -> Option<T>,
) -> impl Fn(&Value, &mut Place<'_>) -> Option<T> {
    move |value, place| {
        let inside = Place {
            path: place.path.clone(),
            report: place.report,
        };
        let mut fields = Fields::of(value, inside)?;
        let found = read(&mut fields);
        fields.finish();
        found
    }
}

/// Reads text as it came.
pub(super) fn string<'v>(value: &'v Value, place: &mut Place<'_>) -> Option<&'v str> {
    match value {
        Value::String(text) => Some(text),
        other => place.refuse(Rule::NotText, &shown(other)),
    }
}

/// Reads text of at most `chars_max` characters in any number of lines.
///
/// White space around it is dropped, and a line ends with a line feed alone, however it came.
pub(super) fn text(chars_max: usize) -> impl Fn(&Value, &mut Place<'_>) -> Option<String> {
    move |value, place| {
        let found = string(value, place)?;
        let lines = found.trim().replace("\r\n", "\n").replace('\r', "\n");
        if lines.is_empty() {
            return place.refuse(Rule::Blank, "");
        }
        let count = lines.chars().count();
        if count > chars_max {
            return place.exceed(Rule::TooLong, &lines, chars_max as i64);
        }
        if let Some(control) = lines
            .chars()
            .find(|&c| c.is_control() && !matches!(c, '\n' | '\t'))
        {
            return place.refuse(Rule::ControlCharacter, &code_point(control));
        }
        if let Some(turning) = lines.chars().find(|&c| turns_direction(c)) {
            return place.refuse(Rule::BidiCharacter, &code_point(turning));
        }
        Some(lines)
    }
}

/// Reads text of at most `chars_max` characters in one line.
pub(super) fn line(chars_max: usize) -> impl Fn(&Value, &mut Place<'_>) -> Option<String> {
    move |value, place| {
        let line = text(chars_max)(value, place)?;
        if line.contains(['\n', '\t']) {
            let joined = line.split_whitespace().collect::<Vec<_>>().join(" ");
            return place.suggest(Rule::LineBreak, &line, Some(joined));
        }
        Some(line)
    }
}

/// Reads a name: a line that doesn't stand for "nothing".
pub(super) fn name(chars_max: usize) -> impl Fn(&Value, &mut Place<'_>) -> Option<String> {
    move |value, place| {
        let line = line(chars_max)(value, place)?;
        meaningful(line, place)
    }
}

fn meaningful(text: String, place: &mut Place<'_>) -> Option<String> {
    if placeholder::is_placeholder(&text) {
        return place.refuse(Rule::Placeholder, &text);
    }
    Some(text)
}

/// Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9). The marks, which Arabic and Hebrew texts need, are
/// harmless.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A character that can't be shown, as `U+202E`.
fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Reads text by language, each at most `chars_max` characters in any number of lines.
pub(super) fn localized(chars_max: usize) -> impl Fn(&Value, &mut Place<'_>) -> Option<Localized> {
    by_language(text(chars_max))
}

/// Reads text by language, each at most `chars_max` characters in one line.
pub(super) fn localized_line(
    chars_max: usize,
) -> impl Fn(&Value, &mut Place<'_>) -> Option<Localized> {
    by_language(line(chars_max))
}

fn by_language(
    read: impl Fn(&Value, &mut Place<'_>) -> Option<String>,
) -> impl Fn(&Value, &mut Place<'_>) -> Option<Localized> {
    move |value, place| {
        let Value::Object(texts) = value else {
            return place.refuse(Rule::NotLocalized, &shown(value));
        };
        if texts.is_empty() {
            return place.refuse(Rule::Blank, "");
        }
        if texts.len() > LANGUAGES_MAX {
            return place.exceed(
                Rule::TooMany,
                &texts.len().to_string(),
                LANGUAGES_MAX as i64,
            );
        }
        let mut all_fit = true;
        let mut found = BTreeMap::new();
        for (tag, text) in texts {
            let mut place = place.field(&cut(tag));
            let tag = canonical_language(tag, &mut place);
            let text = read(text, &mut place).and_then(|text| meaningful(text, &mut place));
            place.report.languages.extend(tag.clone());
            match tag.zip(text) {
                Some((tag, text)) => _ = found.insert(tag, text),
                None => all_fit = false,
            }
        }
        all_fit.then(|| found.into_iter().collect())
    }
}

/// Reads a BCP 47 tag in its canonical form (`fr`, `pt-BR`, `zh-Hans`).
pub(super) fn language(value: &Value, place: &mut Place<'_>) -> Option<String> {
    let tag = string(value, place)?;
    canonical_language(tag, place)
}

/// The tag, if it is well-formed and written canonically: otherwise two spellings of one language could stand side by side.
fn canonical_language(tag: &str, place: &mut Place<'_>) -> Option<String> {
    match language::canonical(tag) {
        Some(canonical) if canonical == tag => Some(canonical),
        Some(canonical) => place.suggest(Rule::LanguageMalformed, tag, Some(canonical)),
        None => place.suggest(Rule::LanguageMalformed, tag, language::suggest(tag)),
    }
}

/// Reads a code of the list `C`.
pub(super) fn code<C: Code>(value: &Value, place: &mut Place<'_>) -> Option<C> {
    let found = string(value, place)?;
    vocabulary::parse(found).or_else(|| {
        let near = spelling::nearest(found, C::ALL.iter().map(|code| code.as_str()));
        place.suggest(Rule::CodeUnknown, found, near.map(str::to_owned))
    })
}

/// Reads an integer in `range`.
pub(super) fn integer(
    range: RangeInclusive<i64>,
) -> impl Fn(&Value, &mut Place<'_>) -> Option<i64> {
    move |value, place| {
        let Some(number) = value.as_i64() else {
            return place.refuse(Rule::NotInteger, &shown(value));
        };
        if number < *range.start() {
            place.exceed(Rule::TooSmall, &number.to_string(), *range.start())
        } else if number > *range.end() {
            place.exceed(Rule::TooLarge, &number.to_string(), *range.end())
        } else {
            Some(number)
        }
    }
}

/// Reads an angle in 1e-6 degree, at most `e6_max` to either side of zero; for one in degrees, offers its millionths.
pub(super) fn angle(e6_max: i64) -> impl Fn(&Value, &mut Place<'_>) -> Option<i64> {
    move |value, place| {
        let fraction = value.as_f64().filter(|_| value.as_i64().is_none());
        match fraction.map(|degrees| (degrees * 1e6).round()) {
            Some(e6) if e6.abs() <= e6_max as f64 => {
                place.suggest(Rule::NotInteger, &shown(value), Some(format!("{e6:.0}")))
            }
            _ => integer(-e6_max..=e6_max)(value, place),
        }
    }
}

/// Reads `true` or `false`.
pub(super) fn boolean(value: &Value, place: &mut Place<'_>) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        other => place.refuse(Rule::NotBoolean, &shown(other)),
    }
}

/// Reads a date.
pub(super) fn date(value: &Value, place: &mut Place<'_>) -> Option<Date> {
    let text = string(value, place)?;
    match Date::parse(text) {
        Ok(date) => Some(date),
        Err(DateError::Impossible) => place.refuse(Rule::DateImpossible, text),
        Err(DateError::Malformed { meant }) => place.suggest(
            Rule::DateMalformed,
            text,
            meant.map(|date| date.to_string()),
        ),
    }
}
