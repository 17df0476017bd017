//! Reading the fields of an object: what makes a kind's file read like a table.
//!
//! A [`Reader`] takes a JSON value at a [`Place`] to the value it stands for, or to a problem that it reports there. [`Fields`] takes the
//! fields of an object one by one, each with its reader, and at the end reports those that nobody asked for. The same asking also says
//! which fields there are: [`members`].
//!
//! Nothing here stops at the first problem, so whoever mends a record sees all of them at once. Nothing here guesses either: a likely
//! meaning is offered as a suggestion.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::date::Moment;
use super::problem::{PROBLEMS_MAX, Rule};
use super::report::{Place, Report, Whose, cut, shown};
use super::shape::{Member, Reader, Shape};
use crate::vocabulary::spelling;

/// The fields of one object.
///
/// Ask for each field once. Ask for all of them before looking at any answer: a `?` in between would hide the problems that follow.
pub(super) struct Fields<'v, 'r> {
    object: &'v Map<String, Value>,
    place: Place<'r>,
    asked: BTreeSet<&'static str>,
    /// What was asked for, where that is the question.
    members: Option<Vec<Member>>,
}

impl<'v, 'r> Fields<'v, 'r> {
    /// The fields of `value` if it is an object.
    pub(super) fn of(value: &'v Value, mut place: Place<'r>) -> Option<Fields<'v, 'r>> {
        match value {
            Value::Object(object) => Some(Fields {
                object,
                place,
                asked: BTreeSet::new(),
                members: None,
            }),
            other => place.refuse(Rule::NotObject, &shown(other)),
        }
    }

    /// The field's value; JSON's null is the same as no field.
    fn take<T>(&mut self, name: &'static str, required: bool, reader: &impl Reader<T>) -> Option<&'v Value> {
        self.asked.insert(name);
        if let Some(members) = &mut self.members {
            members.push(Member {
                name,
                required,
                shape: reader.shape(),
            });
        }
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// The field `name`, which may be absent.
    pub(super) fn optional<T>(&mut self, name: &'static str, reader: impl Reader<T>) -> Option<T> {
        let value = self.take(name, false, &reader)?;
        reader.read(value, &mut self.place.field(name))
    }

    /// The field `name`, which must be there.
    pub(super) fn required<T>(&mut self, name: &'static str, reader: impl Reader<T>) -> Option<T> {
        match self.take(name, true, &reader) {
            Some(value) => reader.read(value, &mut self.place.field(name)),
            None => self.place.field(name).refuse(Rule::Required, ""),
        }
    }

    /// The list `name` with at most `count_max` elements, each other than the others; empty if the field is absent.
    pub(super) fn list<T: PartialEq>(
        &mut self,
        name: &'static str,
        count_max: usize,
        element: impl Reader<T>,
    ) -> Vec<T> {
        let list = List {
            element,
            count_min: 0,
            count_max,
        };
        self.optional(name, list).unwrap_or_default()
    }

    /// Like [`Fields::list`], but with at least `count_min` elements, one or more.
    pub(super) fn required_list<T: PartialEq>(
        &mut self,
        name: &'static str,
        count_min: usize,
        count_max: usize,
        element: impl Reader<T>,
    ) -> Vec<T> {
        let list = List {
            element,
            count_min,
            count_max,
        };
        self.required(name, list).unwrap_or_default()
    }

    /// Whether there is a field `name`, whatever it holds.
    pub(super) fn has(&self, name: &str) -> bool {
        self.object.get(name).is_some_and(|value| !value.is_null())
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
    pub(super) fn in_order<M: Into<Moment>>(&mut self, start: Option<M>, name: &str, end: Option<M>) {
        if let (Some(start), Some(end)) = (start.map(Into::into), end.map(Into::into))
            && end.is_before(start)
        {
            self.at(name)
                .refuse::<()>(Rule::DatesReversed, &format!("{start} – {end}"));
        }
    }

    /// Reports the fields that nobody asked for, with the nearest name that somebody did ask for.
    pub(super) fn finish(mut self) {
        if !self.place.refuses_unknown_fields() {
            return;
        }
        let unknown = self
            .object
            .iter()
            .filter(|(name, _)| !self.asked.contains(name.as_str()));
        for (name, value) in unknown.take(PROBLEMS_MAX) {
            let near = || spelling::nearest(name, self.asked.iter().copied());
            let mut place = self.place.field(&cut(name));
            place.suggest::<()>(Rule::UnknownField, &shown(value), || near().map(str::to_owned));
        }
    }
}

/// The fields that `read` asks for, in the order in which it does.
pub(super) fn members<T>(read: impl FnOnce(&mut Fields<'_, '_>) -> Option<T>) -> Vec<Member> {
    let (nothing, mut report) = (Map::new(), Report::new(Whose::Others));
    let mut fields = Fields {
        object: &nothing,
        place: Place::root(&mut report),
        asked: BTreeSet::new(),
        members: Some(Vec::new()),
    };
    // Nothing is there to be read; what is missing is reported to nobody.
    let _ = read(&mut fields);
    fields.members.unwrap_or_default()
}

/// Reads a list of `count_min` to `count_max` elements, each other than the others.
struct List<E> {
    element: E,
    count_min: usize,
    count_max: usize,
}

impl<T: PartialEq, E: Reader<T>> Reader<Vec<T>> for List<E> {
    fn read(&self, value: &Value, place: &mut Place<'_>) -> Option<Vec<T>> {
        let Value::Array(values) = value else {
            return place.refuse(Rule::NotList, &shown(value));
        };
        if values.is_empty() && self.count_min > 0 {
            return place.refuse(Rule::Required, "");
        }
        if values.len() < self.count_min {
            return place.exceed(Rule::TooFew, &values.len().to_string(), self.count_min as i64);
        }
        if values.len() > self.count_max {
            return place.exceed(Rule::TooMany, &values.len().to_string(), self.count_max as i64);
        }
        let mut elements: Vec<T> = Vec::with_capacity(values.len());
        let mut all_fit = true;
        for (index, value) in values.iter().enumerate() {
            let mut place = place.element(index);
            match self.element.read(value, &mut place) {
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

    fn shape(&self) -> Shape {
        Shape::List {
            of: Box::new(self.element.shape()),
            count_min: self.count_min,
            count_max: self.count_max,
        }
    }
}

/// Reads an object by a function that takes its [`Fields`].
pub(super) fn object<T>(read: impl Fn(&mut Fields<'_, '_>) -> Option<T>) -> impl Reader<T> {
    Object(read)
}

struct Object<F>(F);

impl<T, F: Fn(&mut Fields<'_, '_>) -> Option<T>> Reader<T> for Object<F> {
    fn read(&self, value: &Value, place: &mut Place<'_>) -> Option<T> {
        let mut fields = Fields::of(value, place.itself())?;
        let found = (self.0)(&mut fields);
        fields.finish();
        found
    }

    fn shape(&self) -> Shape {
        Shape::Object(members(&self.0))
    }
}
