//! Readers for plain values: text, text by language, numbers, dates, codes of closed lists.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::Value;

use super::date::{Date, DateError, Moment};
use super::problem::Rule;
use super::report::{Place, cut, shown};
use super::shape::{CodeList, Form, Reader, Shape, reader};
use crate::localized::Localized;
use crate::vocabulary::{self, Code, language, placeholder, spelling};

/// Most languages of one text: the largest source seen has 11, the European Union has 24 official ones.
pub const LANGUAGES_MAX: usize = 40;

/// Length of a day, `1997-08-14`.
const DATE_CHARS_MAX: usize = 10;
/// Length of a moment, `1997-08-14T09:30`.
const MOMENT_CHARS_MAX: usize = 16;

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
pub(super) fn text(chars_max: usize) -> impl Reader<String> {
    let shape = move || Shape::Text {
        chars_max,
        lines: true,
        form: Form::Words,
    };
    reader(shape, move |value, place| {
        let found = string(value, place)?;
        let found = found.trim();
        let lines = match found.contains('\r') {
            true => found.replace("\r\n", "\n").replace('\r', "\n"),
            false => found.to_owned(),
        };
        if !lines.chars().any(is_visible) {
            return place.refuse(Rule::Blank, "");
        }
        // In one pass: most of what is checked of records is long texts.
        let (mut count, mut control, mut turning) = (0, None, None);
        for c in lines.chars() {
            count += 1;
            if c.is_control() && !matches!(c, '\n' | '\t') {
                control = control.or(Some(c));
            } else if turns_direction(c) {
                turning = turning.or(Some(c));
            }
        }
        if count > chars_max {
            return place.exceed(Rule::TooLong, &lines, chars_max as i64);
        }
        if let Some(control) = control {
            return place.refuse(Rule::ControlCharacter, &code_point(control));
        }
        if let Some(turning) = turning {
            return place.refuse(Rule::BidiCharacter, &code_point(turning));
        }
        Some(lines)
    })
}

/// Reads text of at most `chars_max` characters in one line.
pub(super) fn line(chars_max: usize) -> impl Reader<String> {
    formed(chars_max, Form::Words, |line, _| Some(line))
}

/// Reads text of at most `chars_max` characters in one line, which `judge` takes for a value or reports.
pub(super) fn formed<T>(
    chars_max: usize,
    form: Form,
    judge: impl Fn(String, &mut Place<'_>) -> Option<T>,
) -> impl Reader<T> {
    reader(
        move || Shape::line(chars_max, form),
        move |value, place| {
            let line = text(chars_max).read(value, place)?;
            if line.contains(['\n', '\t']) {
                let joined = || line.split_whitespace().collect::<Vec<_>>().join(" ");
                return place.suggest(Rule::LineBreak, &line, || Some(joined()));
            }
            judge(line, place)
        },
    )
}

/// Reads a name: a line that doesn't stand for "nothing".
pub(super) fn name(chars_max: usize) -> impl Reader<String> {
    formed(chars_max, Form::Words, meaningful)
}

/// Whether `text` is a name of at most `chars_max` characters just as it stands, as [`name`] reads it.
pub(crate) fn is_name(text: &str, chars_max: usize) -> bool {
    text == text.trim()
        && text.chars().any(is_visible)
        && text.chars().count() <= chars_max
        && !text.chars().any(|c| c.is_control() || turns_direction(c))
        && !placeholder::is_placeholder(text)
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

/// Code points that are not shown where a program does not know what they do: joiners, fillers, variation selectors, tags.
///
/// Source: Default_Ignorable_Code_Point in DerivedCoreProperties.txt of Unicode 16.0 (September 2024).
const IGNORABLE: [RangeInclusive<char>; 17] = [
    '\u{AD}'..='\u{AD}',
    '\u{34F}'..='\u{34F}',
    '\u{61C}'..='\u{61C}',
    '\u{115F}'..='\u{1160}',
    '\u{17B4}'..='\u{17B5}',
    '\u{180B}'..='\u{180F}',
    '\u{200B}'..='\u{200F}',
    '\u{202A}'..='\u{202E}',
    '\u{2060}'..='\u{206F}',
    '\u{3164}'..='\u{3164}',
    '\u{FE00}'..='\u{FE0F}',
    '\u{FEFF}'..='\u{FEFF}',
    '\u{FFA0}'..='\u{FFA0}',
    '\u{FFF0}'..='\u{FFF8}',
    '\u{1BCA0}'..='\u{1BCA3}',
    '\u{1D173}'..='\u{1D17A}',
    '\u{E0000}'..='\u{E0FFF}',
];

/// True for what leaves ink: a text of nothing else would look empty on every page.
fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !IGNORABLE.iter().any(|range| range.contains(&c))
}

/// A character that can't be shown, as `U+202E`.
fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Reads text by language, each at most `chars_max` characters in any number of lines.
pub(super) fn localized(chars_max: usize) -> impl Reader<Localized> {
    by_language(text(chars_max))
}

/// Reads text by language, each at most `chars_max` characters in one line.
pub(super) fn localized_line(chars_max: usize) -> impl Reader<Localized> {
    by_language(line(chars_max))
}

fn by_language(words: impl Reader<String>) -> impl Reader<Localized> {
    let of_one = words.shape();
    let shape = move || match of_one {
        Shape::Text { chars_max, lines, .. } => Shape::Localized { chars_max, lines },
        _ => unreachable!("a reader of text reads text"),
    };
    reader(shape, move |value, place| {
        let Value::Object(texts) = value else {
            return place.refuse(Rule::NotLocalized, &shown(value));
        };
        place.note_text();
        if texts.is_empty() {
            return place.refuse(Rule::Blank, "");
        }
        if texts.len() > LANGUAGES_MAX {
            return place.exceed(Rule::TooMany, &texts.len().to_string(), LANGUAGES_MAX as i64);
        }
        let mut all_fit = true;
        let mut found = BTreeMap::new();
        for (tag, text) in texts {
            let mut place = place.field(&cut(tag));
            let tag = canonical_language(tag, &mut place);
            let text = words
                .read(text, &mut place)
                .and_then(|text| meaningful(text, &mut place));
            if let Some(tag) = &tag {
                place.note_language(tag);
            }
            match tag.zip(text) {
                Some((tag, text)) => _ = found.insert(tag, text),
                None => all_fit = false,
            }
        }
        all_fit.then(|| found.into_iter().collect())
    })
}

/// Reads a BCP 47 tag in its canonical form (`fr`, `pt-BR`, `zh-Hans`).
pub(super) fn language() -> impl Reader<String> {
    let shape = || Shape::line(language::TAG_CHARS_MAX, Form::Language);
    reader(shape, |value, place| canonical_language(string(value, place)?, place))
}

/// The tag, if it is well-formed and written canonically: otherwise two spellings of one language could stand side by side.
fn canonical_language(tag: &str, place: &mut Place<'_>) -> Option<String> {
    match language::canonical(tag) {
        Some(canonical) if canonical == tag => Some(canonical),
        Some(canonical) => place.suggest(Rule::LanguageMalformed, tag, || Some(canonical)),
        None => place.suggest(Rule::LanguageMalformed, tag, || language::suggest(tag)),
    }
}

/// Reads a code of the list `C`.
pub(super) fn code<C: Code>() -> impl Reader<C> {
    let list = || CodeList {
        codes: C::ALL.iter().map(|code| code.as_str()).collect(),
        label: |code, language| vocabulary::parse::<C>(code).map(|code| code.label(language)),
    };
    reader(
        move || Shape::Code(list()),
        |value, place| {
            let found = string(value, place)?;
            vocabulary::parse(found).or_else(|| {
                let near = || spelling::nearest(found, C::ALL.iter().map(|code| code.as_str()));
                place.suggest(Rule::CodeUnknown, found, || near().map(str::to_owned))
            })
        },
    )
}

/// Reads an integer in `range`.
pub(super) fn integer(range: RangeInclusive<i64>) -> impl Reader<i64> {
    let (min, max) = range.into_inner();
    reader(
        move || Shape::Integer { min, max },
        move |value, place| {
            let Some(number) = value.as_i64() else {
                return place.refuse(Rule::NotInteger, &shown(value));
            };
            if number < min {
                place.exceed(Rule::TooSmall, &number.to_string(), min)
            } else if number > max {
                place.exceed(Rule::TooLarge, &number.to_string(), max)
            } else {
                Some(number)
            }
        },
    )
}

/// Reads an angle in 1e-6 degree, at most `e6_max` to either side of zero; for one in degrees, offers its millionths.
pub(super) fn angle(e6_max: i64) -> impl Reader<i64> {
    reader(
        move || Shape::Angle { e6_max },
        move |value, place| {
            let fraction = value.as_f64().filter(|_| value.as_i64().is_none());
            match fraction.map(|degrees| (degrees * 1e6).round()) {
                Some(e6) if e6.abs() <= e6_max as f64 => {
                    place.suggest(Rule::NotInteger, &shown(value), || Some(format!("{e6:.0}")))
                }
                _ => integer(-e6_max..=e6_max).read(value, place),
            }
        },
    )
}

/// Reads `true` or `false`.
pub(super) fn boolean() -> impl Reader<bool> {
    reader(
        || Shape::Boolean,
        |value, place| match value {
            Value::Bool(value) => Some(*value),
            other => place.refuse(Rule::NotBoolean, &shown(other)),
        },
    )
}

/// Reads a date.
pub(super) fn date() -> impl Reader<Date> {
    reader(
        || Shape::line(DATE_CHARS_MAX, Form::Date),
        |value, place| {
            let text = string(value, place)?;
            dated(Date::parse(text), text, place)
        },
    )
}

/// Reads a day with or without a time of day.
pub(super) fn moment() -> impl Reader<Moment> {
    reader(
        || Shape::line(MOMENT_CHARS_MAX, Form::Moment),
        |value, place| {
            let text = string(value, place)?;
            dated(Moment::parse(text), text, place)
        },
    )
}

fn dated<T>(found: Result<T, DateError>, text: &str, place: &mut Place<'_>) -> Option<T> {
    match found {
        Ok(value) => Some(value),
        Err(DateError::Impossible) => place.refuse(Rule::DateImpossible, text),
        Err(DateError::Malformed { meant }) => place.suggest(Rule::DateMalformed, text, || meant),
    }
}
