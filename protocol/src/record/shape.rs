//! What a field holds, said as data.
//!
//! A kind's fields are declared once, where they are read; asked for its [`Member`]s instead of for a record, the same declaration says
//! what they are. Schemas, columns of spreadsheets and pages are made from this, so none of them can differ from what is checked. Rules
//! that look at more than one field (an end before its start) are not in it.

use std::fmt;

use super::report::Place;
use serde_json::Value;

/// A field of an object.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it holds.
    pub shape: Shape,
}

/// What a field or an element of a list holds.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Text in one language or in none.
    Text {
        /// Most characters.
        chars_max: usize,
        /// Whether it may have several lines.
        lines: bool,
        /// How it must be formed.
        form: Form,
    },
    /// Text by language.
    Localized {
        /// Most characters of each language.
        chars_max: usize,
        /// Whether it may have several lines.
        lines: bool,
    },
    /// A code of a closed list.
    Code(CodeList),
    /// An integer.
    Integer {
        /// Lowest.
        min: i64,
        /// Highest.
        max: i64,
    },
    /// An angle in 1e-6 degree.
    Angle {
        /// Most to either side of zero.
        e6_max: i64,
    },
    /// The number of a Sustainable Development Goal, 1 to 17.
    Goal,
    /// `true` or `false`.
    Boolean,
    /// Elements, each other than the others.
    List {
        /// What each of them is.
        of: Box<Shape>,
        /// Fewest.
        count_min: usize,
        /// Most.
        count_max: usize,
    },
    /// Named fields.
    Object(Vec<Member>),
}

/// How a text must be formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As people write.
    Words,
    /// A day, month or year: see [`super::Date`].
    Date,
    /// A day with or without a time of day: see [`super::Moment`].
    Moment,
    /// A name in the IANA time zone database.
    TimeZone,
    /// A decimal number.
    Decimal,
    /// An address that a browser can open.
    Url,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A multiaddr.
    Multiaddr,
    /// The identifier of a record.
    RecordId,
    /// A platform's key as a `did:key`.
    Did,
    /// A SHA-256 in hexadecimal digits.
    Sha256,
    /// A Legal Entity Identifier.
    Lei,
    /// An International Standard Book Number.
    Isbn,
    /// A Digital Object Identifier.
    Doi,
    /// A BCP 47 language tag.
    Language,
    /// An ISO 3166-1 alpha-2 code.
    Country,
    /// An ISO 3166-2 code.
    Region,
    /// An ISO 4217 code.
    Currency,
    /// An SPDX licence identifier.
    Licence,
    /// A sector of ISIC or ICA, or a `local:` one.
    Sector,
}

/// A closed list of codes.
#[derive(Clone)]
pub struct CodeList {
    /// Its codes, in the order in which people should see them.
    pub codes: Vec<&'static str>,
    /// What people call a code: code and BCP 47 tag to its name, as [`crate::vocabulary::Code::label`].
    pub label: fn(&str, &str) -> Option<&'static str>,
}

impl fmt::Debug for CodeList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CodeList").field(&self.codes).finish()
    }
}

impl Shape {
    /// A text of one line.
    pub(super) fn line(chars_max: usize, form: Form) -> Shape {
        Shape::Text {
            chars_max,
            lines: false,
            form,
        }
    }
}

/// Reads a JSON value at a [`Place`] into what it stands for, or reports there why it can't; and says what it reads.
pub(super) trait Reader<T> {
    /// The value, or `None` with at least one problem reported.
    fn read(&self, value: &Value, place: &mut Place<'_>) -> Option<T>;

    /// What it reads.
    fn shape(&self) -> Shape;
}

/// The reader made of what it reads and how.
pub(super) fn reader<T>(
    shape: impl Fn() -> Shape,
    read: impl Fn(&Value, &mut Place<'_>) -> Option<T>,
) -> impl Reader<T> {
    Made { shape, read }
}

struct Made<S, R> {
    shape: S,
    read: R,
}

impl<T, S: Fn() -> Shape, R: Fn(&Value, &mut Place<'_>) -> Option<T>> Reader<T> for Made<S, R> {
    fn read(&self, value: &Value, place: &mut Place<'_>) -> Option<T> {
        (self.read)(value, place)
    }

    fn shape(&self) -> Shape {
        (self.shape)()
    }
}
