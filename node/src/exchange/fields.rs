//! Names and shapes of a record's fields, as columns name them: `title.en`, `geo.lat`, `address.street`.
//!
//! What a field may hold is judged by the protocol alone. Here stands only what a text cell can't say of itself: whether it is a
//! number, a date, a list. A path that is missing here can't be a column.

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

use Shape::{Boolean, Codes, Date, Degrees, Integer, Integers, Objects, Text, Texts};

/// Paths in the order in which an export has its columns. A star stands for one name, such as a language.
const FIELDS: &[(&str, Shape)] = &[
    // What and where.
    ("id", Text),
    ("kind", Text),
    ("oid", Text),
    ("status", Text),
    ("original", Text),
    ("title.*", Text),
    ("summary.*", Text),
    ("countries", Codes),
    ("region", Text),
    ("sectors", Codes),
    ("sdgs", Integers),
    ("decent_work", Codes),
    ("tags", Texts),
    ("scope", Text),
    // Enterprises.
    ("legal_form", Text),
    ("national_form", Text),
    ("coop_type", Text),
    ("registrations", Objects),
    ("lei", Text),
    ("trading_name", Text),
    ("acronym", Text),
    ("founded", Date),
    ("dissolved", Date),
    ("address.street", Text),
    ("address.locality", Text),
    ("address.region", Text),
    ("address.postcode", Text),
    ("geo.lat", Degrees),
    ("geo.lon", Degrees),
    ("geo.precision", Text),
    ("description.*", Text),
    ("products.*", Text),
    ("members.women", Integer),
    ("members.men", Integer),
    ("members.total", Integer),
    ("members.year", Integer),
    ("workers.women", Integer),
    ("workers.men", Integer),
    ("workers.total", Integer),
    ("workers.year", Integer),
    ("turnover_band", Text),
    ("qualifiers", Texts),
    ("parent", Text),
    ("contact", Text),
    // Practices.
    ("objective.*", Text),
    ("context.*", Text),
    ("approach.*", Text),
    ("results.*", Text),
    ("period.start", Date),
    ("period.end", Date),
    ("organisations", Objects),
    ("beneficiaries.*", Text),
    ("gender.*", Text),
    ("building_blocks", Objects),
    ("constraints.*", Text),
    ("sustainability.*", Text),
    ("replicability.*", Text),
    ("cost.amount", Integer),
    ("cost.currency", Text),
    ("evidence", Objects),
    ("validation", Text),
    ("case_study", Boolean),
    // Platforms; contacts share the name.
    ("name", Text),
    ("country", Text),
    ("side", Text),
    ("side_basis", Text),
    ("addresses", Texts),
    ("web_site", Text),
    ("languages", Codes),
    ("mandate.*", Text),
    // Contacts.
    ("role", Text),
    ("email", Text),
    ("phone", Text),
    ("consent.basis", Text),
    ("consent.date", Date),
    ("consent.expires", Date),
    // Links and terms, of every kind.
    ("source_url", Text),
    ("urls", Texts),
    ("images", Objects),
    ("relations", Objects),
    ("review_by", Date),
    ("expires", Date),
    ("licence", Text),
    ("machine_translated", Codes),
    ("visibility", Text),
];

/// The shape of the field at `path`; `None` if no kind of record has such a field.
pub(super) fn shape(path: &str) -> Option<Shape> {
    FIELDS
        .iter()
        .find(|(pattern, _)| matches(pattern, path))
        .map(|(_, shape)| *shape)
}

/// Where the field at `path` stands among an export's columns.
pub(super) fn rank(path: &str) -> usize {
    FIELDS
        .iter()
        .position(|(pattern, _)| matches(pattern, path))
        .unwrap_or(FIELDS.len())
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

fn matches(pattern: &str, path: &str) -> bool {
    let mut names = path.split('.');
    let all = pattern.split('.').all(|wanted| {
        names.next().is_some_and(|name| {
            if wanted == "*" {
                !name.is_empty()
            } else {
                wanted == name
            }
        })
    });
    all && names.next().is_none()
}
