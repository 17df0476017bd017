//! What reading and mapping have to say to people: every error has a stable code, and its sentence in each language.

use crate::text::{Language, is_known, say};

use super::builder::MappingError;
use super::rows::ReadError;
use super::{COLUMNS_MAX, ROW_BYTES_MAX, RowProblem};

/// Most columns that one sentence names.
const COLUMNS_NAMED_MAX: usize = 20;

/// An error that people read in their own language: `error-CODE` and `hint-CODE`, filled in with arguments.
pub trait Fault {
    /// The stable snake_case word for it.
    fn code(&self) -> &'static str;

    /// The arguments of its sentences.
    fn arguments(&self) -> Vec<(&'static str, String)>;

    /// What is wrong, in `language`.
    fn message(&self, language: Language) -> String {
        say(
            language,
            &format!("error-{}", self.code().replace('_', "-")),
            &self.arguments(),
        )
    }

    /// What to do about it, in `language`.
    fn hint(&self, language: Language) -> String {
        say(
            language,
            &format!("hint-{}", self.code().replace('_', "-")),
            &self.arguments(),
        )
    }
}

impl Fault for ReadError {
    fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "import_unreadable",
            Self::Spreadsheet => "file_is_spreadsheet",
            Self::Packed => "file_is_packed",
            Self::NotText => "file_not_text",
            Self::WorkbookBroken(_) => "workbook_broken",
            Self::WorkbookTooLarge { .. } => "workbook_too_large",
            Self::WorkbookTooMany { .. } => "workbook_too_many",
            Self::WorkbookBomb(_) => "workbook_bomb",
            Self::WorkbookPartTwice(_) => "workbook_part_twice",
            Self::WorkbookTextEndless { .. } => "workbook_text_endless",
            Self::SheetAbsent { .. } => "sheet_absent",
            Self::SheetUncalculated(_) => "sheet_uncalculated",
            Self::Empty => "file_empty",
            Self::HeaderEncoding => "header_not_utf8",
            Self::HeaderTwice { .. } => "header_twice",
            Self::ColumnsTooMany { .. } => "columns_too_many",
            Self::RowTooLong { .. } => "row_endless",
            Self::QuoteUnclosed { .. } => "quote_unclosed",
            Self::Shape => "json_shape",
            Self::JsonBroken { .. } => "json_cut",
            Self::ColumnsAbsent(_) => "columns_absent",
            Self::FieldsAbsent { .. } => "fields_absent",
            Self::ColumnsUnknown { .. } => "column_unknown",
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Io(error) => vec![("cause", error.to_string())],
            Self::HeaderTwice { name, first, second } => {
                vec![
                    ("column", name.clone()),
                    ("first", first.to_string()),
                    ("second", second.to_string()),
                ]
            }
            Self::ColumnsTooMany { found } => vec![("count", found.to_string()), ("limit", COLUMNS_MAX.to_string())],
            Self::RowTooLong { row } => vec![("row", row.to_string()), ("limit", ROW_BYTES_MAX.to_string())],
            Self::QuoteUnclosed { row } => vec![("row", row.to_string())],
            Self::JsonBroken { element } => vec![("element", element.to_string())],
            Self::ColumnsAbsent(columns) => vec![("columns", columns.join(", "))],
            Self::FieldsAbsent { kind, columns } => vec![("kind", kind.to_string()), ("columns", columns.join(", "))],
            Self::ColumnsUnknown { kind, columns } => vec![
                ("kind", kind.to_string()),
                ("count", columns.len().to_string()),
                ("columns", unknown_columns(columns)),
            ],
            Self::WorkbookBroken(part) | Self::WorkbookBomb(part) | Self::WorkbookPartTwice(part) => {
                vec![("part", part.clone())]
            }
            Self::WorkbookTooLarge { part, limit }
            | Self::WorkbookTooMany { part, limit }
            | Self::WorkbookTextEndless { part, limit } => {
                vec![("part", part.clone()), ("limit", limit.to_string())]
            }
            Self::SheetAbsent { sheet, sheets } => vec![("sheet", sheet.clone()), ("sheets", sheets.join(", "))],
            Self::SheetUncalculated(cell) => vec![("cell", cell.clone())],
            Self::Spreadsheet | Self::Packed | Self::NotText | Self::Empty | Self::HeaderEncoding | Self::Shape => {
                Vec::new()
            }
        }
    }
}

/// Unknown columns, each with the field that it may be for.
fn unknown_columns(columns: &[(String, Option<String>)]) -> String {
    let mut named: Vec<String> = columns
        .iter()
        .take(COLUMNS_NAMED_MAX)
        .map(|(column, field)| match field {
            Some(field) => format!("{column:?} → {field}?"),
            None => format!("{column:?}"),
        })
        .collect();
    if columns.len() > COLUMNS_NAMED_MAX {
        named.push("…".to_owned());
    }
    named.join(", ")
}

impl Fault for MappingError {
    fn code(&self) -> &'static str {
        "mapping_invalid"
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        vec![("message", self.to_string())]
    }
}

impl RowProblem {
    /// What is wrong and what could be meant, in `language`, without its place.
    pub fn message(&self, language: Language) -> String {
        let broken = self.broken(language);
        match self.advice(language) {
            Some(advice) => format!("{broken} {advice}"),
            None => broken,
        }
    }

    /// What is wrong, in `language`.
    pub fn broken(&self, language: Language) -> String {
        if let Some(said) = &self.said {
            return said.clone();
        }
        let key = self.rule.replace('_', "-");
        say(language, &format!("rule-{key}"), &self.arguments())
    }

    /// What could be meant, in `language`.
    pub fn advice(&self, language: Language) -> Option<String> {
        let key = format!("fix-{}", self.rule.replace('_', "-"));
        let suggestion = self
            .suggestion
            .as_ref()
            .filter(|_| self.said.is_none() && is_known(&key))?;
        let mut arguments = self.arguments();
        arguments.push(("suggestion", suggestion.clone()));
        Some(say(language, &key, &arguments))
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        vec![
            ("field", self.column.clone().unwrap_or_else(|| self.field.clone())),
            ("value", self.judged.as_ref().unwrap_or(&self.value).clone()),
            ("limit", self.limit.map(|limit| limit.to_string()).unwrap_or_default()),
        ]
    }

    /// The message with the row and column it is about, and with the cell where the message says nothing that can be found
    /// in it.
    pub fn message_with_place(&self, language: Language) -> String {
        let mut arguments = vec![("row", self.row.to_string()), ("message", self.message(language))];
        let Some(column) = &self.column else {
            return say(language, "problem-place-row", &arguments);
        };
        arguments.push(("column", column.clone()));
        match &self.judged {
            Some(judged) if !self.value.is_empty() && !self.value.contains(judged) => {
                arguments.push(("value", self.value.clone()));
                say(language, "problem-place-value", &arguments)
            }
            _ => say(language, "problem-place", &arguments),
        }
    }
}
