//! Which field a column is likely to be for, by its name in English, French and Spanish.
//!
//! Nothing is imported by it: what it says is a draft that somebody reads and completes.

use std::collections::BTreeSet;

use ayni_protocol::record::Kind;

use super::columns::fields_unsaid;
use super::meaning::{Meaning, Words};
use super::rule::is_beside_the_record;
use crate::text::Language;

/// What the columns of a table are likely to be for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestions {
    pub(super) kind: Kind,
    /// Each column with what it is likely to be for.
    pub columns: Vec<Suggested>,
    /// Fields that every record of the kind has, and for which there is no column.
    pub unsaid: Vec<String>,
}

/// A column and the fields that it is likely to be for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Its name.
    pub column: String,
    /// None if its name says nothing, or another column has that field already; several if its name is a word for each of them, and
    /// only who made the table can tell which is meant.
    pub fields: Vec<String>,
    /// The field that another column has already.
    pub taken: Option<String>,
}

impl Suggested {
    /// The field, if it is one.
    pub fn field(&self) -> Option<&str> {
        match self.fields.as_slice() {
            [field] => Some(field),
            _ => None,
        }
    }
}

impl Suggestions {
    /// What the `columns` of a table of this kind are likely to be for. Of two columns for one field the one that is named like it has
    /// it, else the first.
    pub fn new(kind: Kind, columns: &[String]) -> Self {
        let words = Words::of(kind);
        let named = columns
            .iter()
            .filter(|column| !column.is_empty() && !is_beside_the_record(column));
        let meant: Vec<_> = named.map(|column| (column, words.meanings(column))).collect();
        let spoken = spoken(meant.iter().map(|(_, meanings)| meanings.as_slice()));
        let own = |meanings: &[Meaning]| matches!(meanings, [one] if one.is_own_name());
        let owned = meant.iter().filter(|(_, meanings)| own(meanings));
        let mut taken: BTreeSet<String> = owned.flat_map(|(_, meanings)| paths(meanings, spoken)).collect();
        let mut columns: Vec<_> = meant
            .into_iter()
            .map(|(column, meanings)| {
                let mut fields = paths(&meanings, spoken);
                let is_taken = matches!(fields.as_slice(), [field] if !own(&meanings) && !taken.insert(field.clone()));
                Suggested {
                    column: column.clone(),
                    taken: fields.pop_if(|_| is_taken),
                    fields,
                }
            })
            .collect();
        // Where a word has two meanings and the table has another column for one of them, the other is left.
        for suggested in columns.iter_mut().filter(|suggested| suggested.fields.len() > 1) {
            let first = suggested.fields.first().cloned();
            suggested.fields.retain(|field| !taken.contains(field));
            suggested.taken = first.filter(|_| suggested.fields.is_empty());
            taken.extend(suggested.field().map(str::to_owned));
        }
        // A draft itself says in which language the texts are.
        let filled: Vec<&str> = taken.iter().map(String::as_str).chain(["original"]).collect();
        let unsaid = fields_unsaid(kind, &filled);
        Self { kind, columns, unsaid }
    }

    /// The fields that the column may be for, as people read them; `None` if its name says nothing.
    pub(super) fn shown(&self, column: &str) -> Option<String> {
        let suggested = self.columns.iter().find(|suggested| suggested.column == column)?;
        (!suggested.fields.is_empty()).then(|| suggested.fields.join(" / "))
    }
}

/// The language in which most columns are named. Many words are those of two languages; that of the words which are not is the
/// language of them all.
fn spoken<'a>(columns: impl Iterator<Item = &'a [Meaning]> + Clone) -> Option<Language> {
    let votes = |language: &Language| {
        let alone = |meanings: &&[Meaning]| {
            let mut languages = meanings.iter().flat_map(|meaning| &meaning.languages);
            !meanings.is_empty() && languages.clone().count() > 0 && languages.all(|said| said == language)
        };
        columns.clone().filter(alone).count()
    };
    Language::ALL.into_iter().rev().max_by_key(votes)
}

/// The paths of what a column may mean. Words of the language that the table speaks go before those of others.
fn paths(meanings: &[Meaning], spoken: Option<Language>) -> Vec<String> {
    let in_spoken = |meaning: &&Meaning| spoken.is_some_and(|language| meaning.is_said_in(language));
    let mut said: Vec<&Meaning> = meanings.iter().filter(in_spoken).collect();
    if said.is_empty() {
        said = meanings.iter().collect();
    }
    said.into_iter().map(|meaning| meaning.path(spoken)).collect()
}
