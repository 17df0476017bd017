//! A form as a row of pieces, one after the other: fields, and where groups of them begin and end.

use std::collections::BTreeSet;

use ayni_protocol::record::shape::Form;
use ayni_protocol::record::{LANGUAGES_MAX, Member, Shape};
use serde_json::{Map, Value};

use super::super::super::filters::Choosable;
use super::super::super::names::countries;
use super::draft::{Draft, LANGUAGE, sections};
use super::labels::Labels;
use super::marks::Marks;
use super::offers::{self, Offer};
use super::piece::{Control, Field, Group, Piece};
use super::style::{ORDER, OUT, REST, Style, fits, rest, within};
use crate::exchange;
use crate::text::say;

/// A text that may be so long, in characters, gets a field of several lines more.
const LONG_CHARS_MIN: usize = 1_000;

/// The pieces of a form, what its fields offer, and the names of what it can't show.
pub(in super::super) struct Pieces {
    pub(in super::super) pieces: Vec<Piece>,
    pub(in super::super) offers: BTreeSet<Offer>,
    pub(in super::super) unknown: Vec<String>,
    /// The field for one more language.
    pub(in super::super) language: Field,
    /// In which languages texts are asked for.
    pub(in super::super) languages: Vec<String>,
}

impl Pieces {
    /// The form of a draft, with what is wrong beside its fields.
    pub(in super::super) fn of(draft: &Draft, typed_language: &str, marks: &mut Marks, labels: &Labels) -> Self {
        let original = draft.record.get("original").and_then(Value::as_str);
        let original = original.filter(|tag| ayni_protocol::vocabulary::language::canonical(tag).is_some());
        let others = draft
            .languages
            .iter()
            .map(String::as_str)
            .filter(|tag| Some(*tag) != original);
        let mut maker = Maker {
            languages: original
                .into_iter()
                .chain(others)
                .map(str::to_owned)
                .take(LANGUAGES_MAX)
                .collect(),
            countries: countries(labels.language),
            draft,
            marks,
            labels,
            made: 0,
            pieces: Vec::new(),
            offers: BTreeSet::from([Offer::Languages]),
            unknown: Vec::new(),
        };
        let all: Vec<Member> = sections(draft.kind).into_iter().flatten().collect();
        let mut record = draft.record.clone();
        record.remove("kind");
        maker.rest(&record, &all, "");
        let kind = draft.kind.label(labels.language.as_str()).to_owned();
        let names = [
            maker.say("forms-section-general"),
            kind,
            maker.say("forms-section-terms"),
        ];
        for (section, name) in sections(draft.kind).into_iter().zip(names) {
            maker.pieces.push(Piece::Heading(name));
            maker.members(&section, &record, "", "");
        }
        let language = maker.language(typed_language);
        Self {
            pieces: maker.pieces,
            offers: maker.offers,
            unknown: maker.unknown,
            language,
            languages: maker.languages,
        }
    }
}

struct Maker<'d> {
    draft: &'d Draft,
    marks: &'d mut Marks,
    labels: &'d Labels,
    /// In which languages texts are asked for: the original first.
    languages: Vec<String>,
    /// Made once: a form has many fields for one.
    countries: Vec<(&'static str, String)>,
    /// How many fields have an id.
    made: usize,
    pieces: Vec<Piece>,
    offers: BTreeSet<Offer>,
    unknown: Vec<String>,
}

/// What a field is called, in the form and to its reader.
struct Name<'n> {
    path: &'n str,
    label: &'n str,
    required: bool,
}

impl Maker<'_> {
    fn say(&self, key: &str) -> String {
        say(self.labels.language, key, &[])
    }

    /// The sentence `key` about what is called `name`.
    fn say_of(&self, key: &str, name: &str) -> String {
        say(self.labels.language, key, &[("name", name.to_owned())])
    }

    fn id(&mut self) -> String {
        self.made += 1;
        format!("f{}", self.made)
    }

    /// Sends what the form can't show of an object along with it.
    fn rest(&mut self, object: &Map<String, Value>, members: &[Member], path: &str) {
        let rest = rest(object, members);
        if !rest.is_empty() {
            self.unknown.extend(rest.keys().map(|name| within(path, name)));
            let value = Value::Object(rest).to_string();
            self.pieces.push(Piece::Hidden(format!("{path}{REST}"), value));
        }
    }

    /// The fields of an object at `path`, which is `parent` with the places of lists.
    fn members(&mut self, members: &[Member], object: &Map<String, Value>, path: &str, parent: &str) {
        for member in members {
            let value = object.get(member.name).filter(|value| fits(value, &member.shape));
            let label = self.labels.member(parent, member.name);
            let name = Name {
                path: &within(path, member.name),
                label: &label,
                // Within an object that may be absent nothing has to be there.
                required: member.required && path.is_empty(),
            };
            self.value(&member.shape, value, &name, &within(parent, member.name));
        }
    }

    fn value(&mut self, shape: &Shape, value: Option<&Value>, name: &Name<'_>, parent: &str) {
        match shape {
            Shape::Localized { chars_max, lines } => self.texts(*chars_max, *lines, value, name),
            Shape::List { of, count_max, .. } => {
                let elements = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                match Style::of(of) {
                    Style::Boxes => self.boxes(of, elements, name),
                    Style::Lines => self.lines(of, elements, name),
                    Style::Rows | Style::Parts => self.places(of, elements, *count_max, name, parent),
                }
            }
            Shape::Object(members) => self.object(members, value, name, parent),
            shape => self.field(shape, value, name),
        }
    }

    fn open(&mut self, name: &Name<'_>) {
        let group = self.group(name);
        self.pieces.push(Piece::Open(group));
    }

    fn group(&mut self, name: &Name<'_>) -> Group {
        let id = self.id();
        Group {
            wrong: self.marks.at(name.path, &id, name.label, None, self.labels),
            id,
            legend: name.label.to_owned(),
            required: name.required,
        }
    }

    fn object(&mut self, members: &[Member], value: Option<&Value>, name: &Name<'_>, parent: &str) {
        let nothing = Map::new();
        let object = value.and_then(Value::as_object).unwrap_or(&nothing);
        self.open(name);
        self.rest(object, members, name.path);
        self.members(members, object, name.path, parent);
        self.pieces.push(Piece::Close);
    }

    /// A field or group for each element of a list, and for some that are not there yet.
    fn places(&mut self, of: &Shape, elements: &[Value], count_max: usize, name: &Name<'_>, parent: &str) {
        self.open(name);
        let empty = self.draft.empty.get(name.path).copied().unwrap_or(1).max(1);
        let room = count_max.saturating_sub(elements.len());
        let empty = std::iter::repeat_n(None, empty.min(room));
        for (place, element) in elements.iter().map(Some).chain(empty).enumerate() {
            let path = format!("{}[{place}]", name.path);
            let label = format!("{} {}", name.label, place + 1);
            let part = Name {
                path: &path,
                label: &label,
                required: false,
            };
            match of {
                Shape::Object(members) => {
                    self.object(members, element, &part, parent);
                    if element.is_some() {
                        // Within the group that has just been closed.
                        let close = self.pieces.pop();
                        let words = self.say_of("forms-out", &label);
                        self.pieces.push(Piece::Out(format!("{path}{OUT}"), words));
                        self.pieces.extend(close);
                    }
                }
                of => self.value(of, element, &part, parent),
            }
        }
        if room > 0 {
            let words = self.say_of("forms-more", name.label);
            self.pieces.push(Piece::More(name.path.to_owned(), words));
        }
        self.pieces.push(Piece::Close);
    }

    fn boxes(&mut self, of: &Shape, elements: &[Value], name: &Name<'_>) {
        let chosen: Vec<String> = elements.iter().map(plain).collect();
        let language = self.labels.language;
        let options = match of {
            Shape::Code(list) => offers::chosen(offers::codes(list, language), &chosen),
            _ => offers::chosen(offers::goals(language), &chosen),
        };
        let mut group = self.group(name);
        let below = self.marks.below(name.path, &group.id, name.label, self.labels);
        group.wrong.extend(below);
        self.pieces.push(Piece::Boxes(group, name.path.to_owned(), options));
        let order = chosen
            .into_iter()
            .map(|code| Piece::Hidden(format!("{}{ORDER}", name.path), code));
        self.pieces.extend(order);
    }

    fn lines(&mut self, of: &Shape, elements: &[Value], name: &Name<'_>) {
        let lines: Vec<String> = elements.iter().map(plain).collect();
        let control = Control::Area((lines.len() + 1).clamp(2, 12), lines.join("\n"));
        let one_a_line = self.say("forms-hint-lines");
        let hint = match self.hint(of, None) {
            Some(hint) => format!("{one_a_line} {hint}"),
            None => one_a_line,
        };
        let id = self.id();
        let mut wrong = self.marks.at(name.path, &id, name.label, None, self.labels);
        wrong.extend(self.marks.below(name.path, &id, name.label, self.labels));
        self.pieces.push(Piece::Field(Field {
            id,
            name: name.path.to_owned(),
            label: name.label.to_owned(),
            hint: Some(hint),
            required: name.required,
            tag: None,
            control,
            wrong,
        }));
    }

    /// A field for the text in each language.
    fn texts(&mut self, chars_max: usize, lines: bool, value: Option<&Value>, name: &Name<'_>) {
        let nothing = Map::new();
        let texts = value.and_then(Value::as_object).unwrap_or(&nothing);
        let mut tags = self.languages.clone();
        tags.extend(texts.keys().filter(|tag| !self.languages.contains(tag)).cloned());
        for (place, tag) in tags.iter().enumerate() {
            let text = texts.get(tag).map(plain).unwrap_or_default();
            let label = self.labels.text(name.label, tag);
            let (path, id) = (within(name.path, tag), self.id());
            let mut wrong = Vec::new();
            if place == 0 {
                wrong = self.marks.at(name.path, &id, name.label, None, self.labels);
            }
            wrong.extend(self.marks.at(&path, &id, &label, None, self.labels));
            self.pieces.push(Piece::Field(Field {
                id,
                name: path,
                label,
                hint: None,
                required: name.required && place == 0,
                tag: Some(tag.clone()),
                control: match lines {
                    true => Control::Area(if chars_max < LONG_CHARS_MIN { 3 } else { 8 }, text),
                    false => Control::Line("text", "text", None, text),
                },
                wrong,
            }));
        }
    }

    fn field(&mut self, shape: &Shape, value: Option<&Value>, name: &Name<'_>) {
        let text = match (shape, value) {
            (Shape::Angle { .. }, Some(Value::Number(e6))) => e6.as_i64().map(exchange::degrees).unwrap_or_default(),
            (_, value) => value.map(plain).unwrap_or_default(),
        };
        let language = self.labels.language;
        let hint = self.hint(shape, Some(&text));
        let control = match shape {
            Shape::Code(list) => self.select(offers::codes(list, language), text),
            Shape::Boolean => {
                let answers = [("true", "web-yes"), ("false", "web-no")];
                self.select(answers.map(|(value, key)| (value, self.say(key))).to_vec(), text)
            }
            Shape::Text {
                form: Form::Country, ..
            } => self.select(self.countries.clone(), text),
            Shape::Text { lines: true, .. } => Control::Area(3, text),
            Shape::Integer { .. } | Shape::Goal => Control::Line("text", "numeric", None, text),
            Shape::Text { form, .. } => {
                let offer = Offer::of(*form);
                self.offers.extend(offer);
                let (kind, mode) = match form {
                    Form::Url => ("url", "url"),
                    Form::Email => ("email", "email"),
                    Form::Phone => ("tel", "tel"),
                    _ => ("text", "text"),
                };
                Control::Line(kind, mode, offer, text)
            }
            _ => Control::Line("text", "text", None, text),
        };
        let id = self.id();
        self.pieces.push(Piece::Field(Field {
            wrong: self.marks.at(name.path, &id, name.label, Some(shape), self.labels),
            id,
            name: name.path.to_owned(),
            label: name.label.to_owned(),
            hint,
            required: name.required,
            tag: None,
            control,
        }));
    }

    fn select(&self, codes: Vec<(&'static str, String)>, text: String) -> Control {
        let is_said = !text.is_empty();
        let mut options = vec![Choosable {
            value: String::new(),
            label: self.say("forms-not-said"),
            chosen: !is_said,
        }];
        options.extend(offers::chosen(codes, &[text]));
        Control::Select(options)
    }

    /// How to write what a field holds; what the code in it means, where it says so.
    fn hint(&self, shape: &Shape, text: Option<&str>) -> Option<String> {
        let key = match shape {
            Shape::Angle { .. } => "forms-hint-degrees",
            Shape::Text { form, .. } => match form {
                Form::Date => "forms-hint-date",
                Form::Moment => "forms-hint-moment",
                Form::Decimal => "forms-hint-decimal",
                Form::Url => "forms-hint-url",
                Form::RecordId => "forms-hint-record",
                Form::Did => "forms-hint-did",
                Form::Region => "forms-hint-region",
                form => {
                    let meant = Offer::of(*form)?.name(text?, self.labels.language);
                    return meant.or_else(|| (*form == Form::Sector).then(|| self.say("forms-hint-sector")));
                }
            },
            _ => return None,
        };
        Some(self.say(key))
    }

    /// The field for one more language of texts.
    fn language(&mut self, typed: &str) -> Field {
        let (id, label) = (self.id(), self.say("forms-language-more"));
        Field {
            wrong: self.marks.at(LANGUAGE, &id, &label, None, self.labels),
            id,
            name: LANGUAGE.to_owned(),
            label,
            hint: Some(self.say("forms-language-hint")),
            required: false,
            tag: None,
            control: Control::Line("text", "text", Some(Offer::Languages), typed.to_owned()),
        }
    }
}

/// A text, number or answer as it stands in a field.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
