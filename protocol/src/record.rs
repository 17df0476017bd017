//! Records: what platforms share.
//!
//! A record is a [`Heading`], which every record has, and the fields of its kind ([`Details`]); in JSON all of them stand side by side. A
//! [`Record`] exists only if every rule holds: [`Record::parse`] and [`Record::read`] are the only ways to one.
//!
//! JSON here means values without fractions: maps, lists, text, integers and booleans. Nothing is guessed or filled in, except that white
//! space around a text is dropped, line ends are line feeds, and a record without `visibility` gets its kind's. HTML is text.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::localized::Localized;
use crate::vocabulary::{self, Code, code_list, spelling};

pub mod contact;
pub mod date;
pub mod enterprise;
mod fields;
pub mod form;
pub mod heading;
pub mod platform;
pub mod practice;
mod problem;
mod report;
pub mod translation;
pub(crate) mod values;

pub use contact::Contact;
pub use date::Date;
pub use enterprise::Enterprise;
pub use heading::{Heading, Status, Visibility};
pub use platform::Platform;
pub use practice::Practice;
pub use problem::{PROBLEMS_MAX, Problem, Rule, VALUE_CHARS_MAX};
pub use values::LANGUAGES_MAX;

use fields::Fields;
use report::{Place, Report, Whose};

/// Identifier of a record: 16 random bytes, the same through all its versions. As text, 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId([u8; 16]);

impl RecordId {
    /// The identifier made of these bytes. Whoever makes a new one passes random bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> RecordId {
        RecordId(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&hex::encode(self.0))
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordId({self})")
    }
}

/// A text is not the identifier of a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a record id: expected 32 lower-case hexadecimal digits")]
pub struct NotARecordId;

impl FromStr for RecordId {
    type Err = NotARecordId;

    fn from_str(text: &str) -> Result<RecordId, NotARecordId> {
        // One spelling a record: capital digits are refused rather than read.
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(NotARecordId);
        }
        let mut bytes = [0; 16];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| NotARecordId)?;
        Ok(RecordId(bytes))
    }
}

impl Serialize for RecordId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<RecordId, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

code_list! {
    /// Kind of a record. Kinds that this version doesn't know are replicated and served, not read.
    pub enum Kind {
        Platform = "platform": "Platform", "Plateforme", "Plataforma";
        Enterprise = "enterprise": "Enterprise", "Entreprise", "Empresa";
        Practice = "practice": "Good practice", "Bonne pratique", "Buena práctica";
        Contact = "contact": "Contact", "Contact", "Contacto";
    }
}

/// The fields of a record's kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Details {
    /// See [`Platform`].
    Platform(Box<Platform>),
    /// See [`Enterprise`].
    Enterprise(Box<Enterprise>),
    /// See [`Practice`].
    Practice(Box<Practice>),
    /// See [`Contact`].
    Contact(Box<Contact>),
}

/// A record that keeps every rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    heading: Heading,
    details: Details,
    languages: BTreeSet<String>,
}

impl Record {
    /// The record that `json` is, by every rule: also unknown fields are refused, because in one's own records they are mistakes.
    ///
    /// A record's identifier is not part of it: take `id` out before.
    ///
    /// # Errors
    /// All broken rules at once, at most [`PROBLEMS_MAX`], in the order in which the fields are checked; never an empty list.
    pub fn parse(json: &Value) -> Result<Record, Vec<Problem>> {
        Record::check(json, Whose::Own)
    }

    /// The record that a peer published, perhaps with a newer version: unknown fields are ignored, every other rule is as in
    /// [`Record::parse`].
    ///
    /// # Errors
    /// As for [`Record::parse`], without suggestions. A kind that this version doesn't know breaks [`Rule::KindUnknown`].
    pub fn read(json: &Value) -> Result<Record, Vec<Problem>> {
        Record::check(json, Whose::Others)
    }

    fn check(json: &Value, whose: Whose) -> Result<Record, Vec<Problem>> {
        let mut report = Report::new(whose);
        let parts = Record::fields(json, Place::root(&mut report));
        let languages = report.take_languages();
        let problems = report.into_problems();
        match parts {
            Some((heading, details)) if problems.is_empty() => Ok(Record {
                heading,
                details,
                languages,
            }),
            _ => {
                assert!(!problems.is_empty(), "a record is refused for a reason");
                Err(problems)
            }
        }
    }

    fn fields(json: &Value, place: Place<'_>) -> Option<(Heading, Details)> {
        let mut fields = Fields::of(json, place)?;
        // Without its kind nothing else of a record can be judged.
        let kind = fields.required("kind", kind)?;
        let countries = Heading::read_countries(&mut fields);
        let visibility = Heading::read_visibility(&mut fields, kind);
        let details = match kind {
            Kind::Platform => {
                Platform::read(&mut fields, &countries).map(|platform| Details::Platform(Box::new(platform)))
            }
            Kind::Enterprise => {
                Enterprise::read(&mut fields, &countries).map(|enterprise| Details::Enterprise(Box::new(enterprise)))
            }
            Kind::Practice => Practice::read(&mut fields).map(|practice| Details::Practice(Box::new(practice))),
            Kind::Contact => Contact::read(&mut fields, visibility).map(|contact| Details::Contact(Box::new(contact))),
        };
        let heading = Heading::read(&mut fields, countries, visibility);
        fields.finish();
        Some((heading?, details?))
    }

    /// Its JSON in the one form that is published: absent and empty fields left out, `visibility` always there.
    ///
    /// [`Record::parse`] of it gives an equal record.
    pub fn to_json(&self) -> Value {
        let mut json = Map::from_iter([("kind".to_owned(), Value::from(self.kind().as_str()))]);
        let details = match &self.details {
            Details::Platform(platform) => object(platform),
            Details::Enterprise(enterprise) => object(enterprise),
            Details::Practice(practice) => object(practice),
            Details::Contact(contact) => object(contact),
        };
        json.extend(object(&self.heading));
        json.extend(details);
        Value::Object(json)
    }

    /// What every record has.
    pub fn heading(&self) -> &Heading {
        &self.heading
    }

    /// The fields of its kind.
    pub fn details(&self) -> &Details {
        &self.details
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self.details {
            Details::Platform(_) => Kind::Platform,
            Details::Enterprise(_) => Kind::Enterprise,
            Details::Practice(_) => Kind::Practice,
            Details::Contact(_) => Kind::Contact,
        }
    }

    /// Who may see it.
    pub fn visibility(&self) -> Visibility {
        self.heading.visibility
    }

    /// Its title by language; the original is among them.
    pub fn title(&self) -> &Localized {
        &self.heading.title
    }

    /// Canonical BCP 47 tag of the language in which it was written.
    pub fn original(&self) -> &str {
        &self.heading.original
    }

    /// Canonical BCP 47 tags of the languages in which it has any text; the original is among them.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(String::as_str)
    }

    /// Alpha-2 codes of its countries, at least one.
    pub fn countries(&self) -> &[String] {
        &self.heading.countries
    }

    /// The platform's own identifier of it.
    pub fn oid(&self) -> Option<&str> {
        self.heading.oid.as_deref()
    }
}

fn kind(value: &Value, place: &mut Place<'_>) -> Option<Kind> {
    let found = values::string(value, place)?;
    vocabulary::parse(found).or_else(|| {
        let near = || spelling::nearest(found, Kind::ALL.iter().map(|kind| Code::as_str(*kind)));
        place.suggest(Rule::KindUnknown, found, || near().map(str::to_owned))
    })
}

/// The fields of a part of a record without those that say nothing.
fn object(part: &impl Serialize) -> Map<String, Value> {
    // Parts are structs of text, integers, booleans, lists and maps with text keys: serde_json takes them all.
    let value = serde_json::to_value(part).expect("a record's fields are JSON values");
    match without_nothing(value) {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// `value` without nulls and without lists and objects that are, or thereby become, empty.
fn without_nothing(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Array(values) => {
            let values: Vec<Value> = values.into_iter().filter_map(without_nothing).collect();
            (!values.is_empty()).then_some(Value::Array(values))
        }
        Value::Object(fields) => {
            let fields: Map<String, Value> = fields
                .into_iter()
                .filter_map(|(name, value)| without_nothing(value).map(|value| (name, value)))
                .collect();
            (!fields.is_empty()).then_some(Value::Object(fields))
        }
        other => Some(other),
    }
}

#[cfg(test)]
mod tests;
