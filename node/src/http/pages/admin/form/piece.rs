//! What a form is made of, one piece after the other.

use super::super::super::filters::Choosable;
use super::offers::Offer;

/// One piece of a form.
pub(in super::super) enum Piece {
    /// The name of a section.
    Heading(String),
    /// A group of fields begins.
    Open(Group),
    /// The group that began last ends.
    Close,
    /// A field.
    Field(Field),
    /// Boxes to tick.
    Boxes(Group, String, Vec<Choosable>),
    /// A box that takes a part of a list out: its name, and what it says.
    Out(String, String),
    /// A button for one more place in a list: the list's path, and what it says.
    More(String, String),
    /// What goes with the form unseen: a name and a value.
    Hidden(String, String),
}

/// A group of fields.
pub(in super::super) struct Group {
    pub(in super::super) id: String,
    pub(in super::super) legend: String,
    pub(in super::super) required: bool,
    pub(in super::super) wrong: Vec<String>,
}

/// A field with its label.
pub(in super::super) struct Field {
    pub(in super::super) id: String,
    pub(in super::super) name: String,
    pub(in super::super) label: String,
    pub(in super::super) hint: Option<String>,
    pub(in super::super) required: bool,
    /// The language of what is typed, where it is known.
    pub(in super::super) tag: Option<String>,
    pub(in super::super) control: Control,
    pub(in super::super) wrong: Vec<String>,
}

/// Where one types or chooses.
pub(in super::super) enum Control {
    /// One line: the type of the input, which keyboard suits it, the list that it offers, and what is typed.
    Line(&'static str, &'static str, Option<Offer>, String),
    /// So many lines, and what is typed.
    Area(usize, String),
    /// One of several.
    Select(Vec<Choosable>),
}
