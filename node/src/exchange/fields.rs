//! Names and shapes of a record's fields, as columns name them: `title.en`, `geo.lat`, `address.street`.
//!
//! Both are made from the kinds' own declarations. What a field may hold is judged by the protocol alone; here stands only what a text
//! cell can't say of itself: whether it is a number, a date, a list. A path that is missing here can't be a column.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ayni_protocol::record::shape::Form;
use ayni_protocol::record::{self, Kind, Member};
use ayni_protocol::vocabulary::spelling;

use super::trace::is_within;

/// What kind of JSON a cell becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Integer,
    Boolean,
    /// An angle: decimal degrees in a cell, 1e-6 degree in a record.
    Degrees,
    Date,
    /// A list of texts that people chose.
    Texts,
    /// A list of codes, among which `NA` can be Namibia.
    Codes,
    Integers,
    /// Objects, which a cell holds as JSON.
    Objects,
}

/// The field of any kind, in the order in which an export has its columns: what a record is called by and filed under first, then what
/// its kind adds, then links and terms. A star stands for one name, such as a language.
static FIELDS: LazyLock<Vec<(String, Shape)>> = LazyLock::new(|| fields_of(Kind::ALL));

/// The columns of each kind.
static COLUMNS: LazyLock<Vec<(Kind, Vec<String>)>> = LazyLock::new(|| {
    let columns = |kind: &Kind| {
        let fields = fields_of(std::slice::from_ref(kind));
        (*kind, fields.into_iter().map(|(path, _)| path).collect())
    };
    Kind::ALL.iter().map(columns).collect()
});

fn fields_of(kinds: &[Kind]) -> Vec<(String, Shape)> {
    let mut fields = vec![("id".to_owned(), Shape::Text)];
    let (first, last) = heading(Kind::Enterprise);
    first.iter().for_each(|member| add(&mut fields, "", member));
    for kind in kinds {
        kind.members().iter().for_each(|member| add(&mut fields, "", member));
    }
    last.iter().for_each(|member| add(&mut fields, "", member));
    fields
}

/// The fields that every record has, as they stand in one of this kind: those before the kind's own, and those behind them.
pub(crate) fn heading(kind: Kind) -> (Vec<Member>, Vec<Member>) {
    let is_last = |member: &Member| LAST.contains(&member.name);
    let (last, mut first): (Vec<Member>, Vec<Member>) = kind.heading_members().into_iter().partition(is_last);
    first.sort_by_key(|member| FIRST.iter().position(|name| *name == member.name));
    (first, last)
}

/// Fields of the heading that people look for first, in order.
const FIRST: [&str; 14] = [
    "kind",
    "oid",
    "status",
    "original",
    "title",
    "summary",
    "countries",
    "region",
    "sectors",
    "sdgs",
    "decent_work",
    "tags",
    "scope",
    "urls",
];

/// Fields of the heading that stand behind those of the kind.
const LAST: [&str; 8] = [
    "source_url",
    "images",
    "relations",
    "review_by",
    "expires",
    "licence",
    "machine_translated",
    "visibility",
];

/// Adds a field below `prefix`, or the fields that it consists of. Kinds share some of them.
fn add(fields: &mut Vec<(String, Shape)>, prefix: &str, member: &Member) {
    let path = format!("{prefix}{}", member.name);
    let (path, shape) = match &member.shape {
        record::Shape::Object(members) => {
            let prefix = format!("{path}.");
            return members.iter().for_each(|member| add(fields, &prefix, member));
        }
        record::Shape::Localized { .. } => (format!("{path}.*"), Shape::Text),
        record::Shape::Text { form, .. } => (path, if is_date(*form) { Shape::Date } else { Shape::Text }),
        record::Shape::Code(_) => (path, Shape::Text),
        record::Shape::Integer { .. } | record::Shape::Goal => (path, Shape::Integer),
        record::Shape::Angle { .. } => (path, Shape::Degrees),
        record::Shape::Boolean => (path, Shape::Boolean),
        record::Shape::List { of, .. } => (path, of_list(of)),
    };
    match fields.iter().find(|(known, _)| *known == path) {
        Some((_, known)) => assert_eq!(*known, shape, "{path} is read in one way, whatever the kind"),
        None => fields.push((path, shape)),
    }
}

fn is_date(form: Form) -> bool {
    matches!(form, Form::Date | Form::Moment)
}

fn of_list(of: &record::Shape) -> Shape {
    match of {
        record::Shape::Text {
            form: Form::Words | Form::Url | Form::Multiaddr,
            ..
        } => Shape::Texts,
        record::Shape::Text { .. } | record::Shape::Code(_) => Shape::Codes,
        record::Shape::Integer { .. } | record::Shape::Goal => Shape::Integers,
        _ => Shape::Objects,
    }
}

/// Where each of [`FIELDS`] stands.
static RANKS: LazyLock<BTreeMap<&str, usize>> = LazyLock::new(|| {
    FIELDS
        .iter()
        .enumerate()
        .map(|(rank, (path, _))| (path.as_str(), rank))
        .collect()
});

/// The shape of the field at `path`; `None` if no kind of record has such a field.
pub(super) fn shape(path: &str) -> Option<Shape> {
    find(path).map(|rank| FIELDS[rank].1)
}

/// Where the field at `path` stands among an export's columns.
pub(super) fn rank(path: &str) -> usize {
    find(path).unwrap_or(FIELDS.len())
}

fn find(path: &str) -> Option<usize> {
    let of_star = || {
        let (object, name) = path.rsplit_once('.')?;
        RANKS.get(format!("{object}.*").as_str()).filter(|_| !name.is_empty())
    };
    RANKS.get(path).or_else(of_star).copied()
}

/// The columns that an export of this kind can have, in their order. A star stands for one name, such as a language.
pub(super) fn columns(kind: Kind) -> &'static [String] {
    let of_kind = COLUMNS.iter().find(|(known, _)| *known == kind);
    of_kind.map(|(_, columns)| columns.as_slice()).unwrap_or_default()
}

/// A column from which the field at `path` gets a value: `title.en` for the texts of `title`.
pub(super) fn example(path: &str) -> String {
    FIELDS
        .iter()
        .map(|(pattern, _)| pattern.replace('*', "en"))
        .find(|column| is_within(column, path))
        .unwrap_or_else(|| path.to_owned())
}

/// The field that `path` may have been meant for.
pub(super) fn nearest(path: &str) -> Option<String> {
    let last = path.rsplit('.').next().unwrap_or_default();
    let fields: Vec<String> = FIELDS.iter().map(|(pattern, _)| pattern.replace('*', last)).collect();
    spelling::nearest(path, fields.iter().map(String::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_heading_has_its_place_among_the_columns() {
        for member in Kind::Enterprise.heading_members() {
            let placed = FIRST.contains(&member.name) != LAST.contains(&member.name);
            assert!(placed, "{} stands in one of the two lists", member.name);
        }
    }

    #[test]
    fn a_column_says_how_its_cells_are_read() {
        for (path, expected) in [
            ("title.wo", Some(Shape::Text)),
            ("countries", Some(Shape::Codes)),
            ("sdgs", Some(Shape::Integers)),
            ("tags", Some(Shape::Texts)),
            ("geo.lat", Some(Shape::Degrees)),
            ("registrations", Some(Shape::Objects)),
            ("cost.amount", Some(Shape::Integer)),
            ("case_study", Some(Shape::Boolean)),
            ("start", Some(Shape::Date)),
            ("participants", Some(Shape::Objects)),
            ("title", None),
            ("title.", None),
            ("geo", None),
            ("colour", None),
        ] {
            assert_eq!(shape(path), expected, "{path}");
        }
        assert!(rank("oid") < rank("legal_form") && rank("legal_form") < rank("licence"));
    }
}
