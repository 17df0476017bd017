//! Reading the fields of an object: what makes a kind's file read like a table.
//!
//! A *reader* is a function from a JSON value at a [`Place`] to the value it stands for, or to a problem that it reports there. [`Fields`]
//! takes the fields of an object one by one, each with its reader, and at the end reports those that nobody asked for.
//!
//! Nothing here stops at the first problem, so whoever mends a record sees all of them at once. Nothing here guesses either: a likely
//! meaning is offered as a suggestion.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::date::Date;
use super::problem::{PROBLEMS_MAX, Rule};
use super::report::{Place, cut, shown};
use crate::vocabulary::spelling;

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
        let mut fields = Fields::of(value, place.itself())?;
        let found = read(&mut fields);
        fields.finish();
        found
    }
}
