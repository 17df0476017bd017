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

pub mod comment;
pub mod consent;
pub mod contact;
pub mod date;
pub mod enterprise;
pub mod event;
pub mod example;
pub mod expertise;
mod fields;
pub mod form;
pub mod heading;
pub mod learning;
pub mod money;
pub mod opportunity;
pub mod partnership;
pub mod place;
pub mod platform;
pub mod policy;
pub mod practice;
mod problem;
mod report;
pub mod resource;
pub mod schema;
pub mod shape;
pub mod statistic;
pub mod translation;
pub(crate) mod values;

pub use date::{Date, Moment};
pub use heading::{Heading, Status, Visibility};
pub use problem::{PROBLEMS_MAX, Problem, Rule, VALUE_CHARS_MAX};
pub use shape::{Member, Shape};
pub use values::LANGUAGES_MAX;

use fields::Fields;
use report::{Place, Report, Whose};
use shape::reader;

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

/// What a kind of record adds to the heading.
trait KindFields: Serialize + Sized {
    /// Whether records of this kind name people.
    const NAMES_PEOPLE: bool = false;

    /// The kind's own fields among `fields`; reports what is wrong with them.
    fn read(fields: &mut Fields<'_, '_>, common: &Common<'_>) -> Option<Self>;

    /// Reports what is wrong with the whole, once every field is in order.
    fn check(&self, _heading: &Heading, _fields: &mut Fields<'_, '_>) {}
}

/// What of the heading the fields of a kind look at; countries are none where they are missing or wrong.
struct Common<'c> {
    countries: &'c [String],
    visibility: Visibility,
}

/// Defines the kinds: their codes and names, and the fields that each has. A kind is a file of this folder, with its line below.
macro_rules! kinds {
    ( $( $(#[$doc:meta])* $module:ident::$Kind:ident = $code:literal: $en:literal, $fr:literal, $es:literal; )+ ) => {
        code_list! {
            /// Kind of a record. Kinds that this version doesn't know are replicated and served, not read.
            pub enum Kind {
                $( $(#[$doc])* $Kind = $code: $en, $fr, $es; )+
            }
        }

        $( pub use $module::$Kind; )+

        /// The fields of a record's kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Details {
            $(
                #[doc = concat!("See [`", stringify!($Kind), "`].")]
                $Kind(Box<$Kind>),
            )+
        }

        impl Details {
            fn read(kind: Kind, fields: &mut Fields<'_, '_>, common: &Common<'_>) -> Option<Details> {
                match kind {
                    $( Kind::$Kind => $Kind::read(fields, common).map(|found| Details::$Kind(Box::new(found))), )+
                }
            }

            fn check(&self, heading: &Heading, fields: &mut Fields<'_, '_>) {
                match self {
                    $( Details::$Kind(found) => found.check(heading, fields), )+
                }
            }

            fn kind(&self) -> Kind {
                match self {
                    $( Details::$Kind(_) => Kind::$Kind, )+
                }
            }

            fn to_json(&self) -> Map<String, Value> {
                match self {
                    $( Details::$Kind(found) => object(found), )+
                }
            }
        }

        impl Kind {
            /// Whether records of this kind name people: they are for the federation unless they say otherwise, leave it only when
            /// somebody says so, are compared with nobody, and are erased once they have expired.
            pub const fn names_people(self) -> bool {
                match self {
                    $( Kind::$Kind => $Kind::NAMES_PEOPLE, )+
                }
            }
        }
    };
}

kinds! {
    platform::Platform = "platform": "Platform", "Plateforme", "Plataforma";
    enterprise::Enterprise = "enterprise": "Enterprise", "Entreprise", "Empresa";
    contact::Contact = "contact": "Contact", "Contact", "Contacto";
    practice::Practice = "practice": "Good practice", "Bonne pratique", "Buena práctica";
    partnership::Partnership = "partnership": "Partnership", "Partenariat", "Alianza";
    opportunity::Opportunity = "opportunity": "Opportunity", "Opportunité", "Oportunidad";
    resource::Resource = "resource": "Resource", "Ressource", "Recurso";
    learning::Learning = "learning": "Course", "Formation", "Formación";
    event::Event = "event": "Event", "Événement", "Evento";
    policy::Policy = "policy": "Law or policy", "Loi ou politique", "Ley o política";
    expertise::Expertise = "expertise": "Expertise", "Expertise", "Experiencia";
    comment::Comment = "comment": "Comment", "Commentaire", "Comentario";
    statistic::Statistic = "statistic": "Statistic", "Statistique", "Estadística";
}

impl Kind {
    /// Who may see a record of this kind that doesn't say.
    pub const fn visibility(self) -> Visibility {
        match self.names_people() {
            true => Visibility::Federation,
            false => Visibility::Public,
        }
    }

    /// The fields that every record has, as they stand in one of this kind: `kind` first.
    pub fn heading_members(self) -> Vec<Member> {
        fields::members(|fields| {
            fields.required("kind", kind_reader());
            let countries = Heading::read_countries(fields);
            let visibility = Heading::read_visibility(fields, self.visibility());
            Heading::read(fields, countries, visibility)
        })
    }

    /// The fields of this kind alone.
    pub fn members(self) -> Vec<Member> {
        let common = Common {
            countries: &[],
            visibility: self.visibility(),
        };
        fields::members(|fields| Details::read(self, fields, &common))
    }
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
        let kind = fields.required("kind", kind_reader())?;
        let countries = Heading::read_countries(&mut fields);
        let visibility = Heading::read_visibility(&mut fields, kind.visibility());
        let common = Common {
            countries: &countries,
            visibility,
        };
        let details = Details::read(kind, &mut fields, &common);
        let heading = Heading::read(&mut fields, countries, visibility);
        if let (Some(details), Some(heading)) = (&details, &heading) {
            details.check(heading, &mut fields);
        }
        fields.finish();
        Some((heading?, details?))
    }

    /// Its JSON in the one form that is published: absent and empty fields left out, `visibility` always there.
    ///
    /// [`Record::parse`] of it gives an equal record.
    pub fn to_json(&self) -> Value {
        let mut json = Map::from_iter([("kind".to_owned(), Value::from(self.kind().as_str()))]);
        json.extend(object(&self.heading));
        json.extend(self.details.to_json());
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
        self.details.kind()
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

fn kind_reader() -> impl shape::Reader<Kind> {
    let code = || values::code::<Kind>();
    reader(
        move || shape::Reader::<Kind>::shape(&code()),
        |value, place| {
            let found = values::string(value, place)?;
            vocabulary::parse(found).or_else(|| {
                let near = || spelling::nearest(found, Kind::ALL.iter().map(|kind| Code::as_str(*kind)));
                place.suggest(Rule::KindUnknown, found, || near().map(str::to_owned))
            })
        },
    )
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
