//! XLSX: a sheet of a spreadsheet program's own file.
//!
//! Texts are written as texts, never as formulas or links, in columns that are formatted as text: so a number of a register
//! keeps its zeros and a date its form, whatever is typed there later. Whole numbers and coordinates are numbers.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rust_xlsxwriter::{Format as CellFormat, Workbook, Worksheet, XlsxError};
use serde_json::{Map, Value};

use super::super::fields::{self, Shape};
use super::super::header;
use super::cells::Kept;
use super::spool::Spool;
use super::{ExportError, Layout, table};

/// Longest text of a cell, in UTF-16 units, as the format has it.
const CELL_UNITS_MAX: usize = 32_767;

/// Whole numbers up to here are exact in a sheet; larger ones are written as text.
const EXACT_MAX: i64 = 1 << 53;

/// Narrowest and widest column, in characters: wide enough to be found, narrow enough to see others beside it.
const WIDTHS: (usize, usize) = (8, 50);

/// What the only sheet is called.
const SHEET: &str = "records";

/// Rows that wait for the header.
pub(super) struct Sheet {
    spool: Spool,
}

impl Sheet {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { spool: Spool::new()? })
    }
}

impl<W: Write + Send> Layout<W> for Sheet {
    fn write(&mut self, record: &Map<String, Value>, _: &mut W) -> Result<bool, ExportError> {
        self.spool.add(&Kept::Typed.cells(record))?;
        Ok(true)
    }

    fn finish(self: Box<Self>, out: &mut W) -> Result<(), ExportError> {
        let columns = table::columns(&self.spool).into_iter().map(|name| Column {
            heading: Some(Kept::Typed.guarded(&name).into_owned()),
            typed: match fields::shape(&name) {
                Some(Shape::Integer) => Typed::Integer,
                Some(Shape::Degrees) => Typed::Decimal,
                Some(Shape::Boolean) => Typed::Boolean,
                _ => Typed::Text,
            },
            name,
        });
        write_sheet(self.spool, columns.collect(), out)
    }
}

/// A column of a sheet that is written.
pub(crate) struct Column {
    /// What its cells are called in the spool.
    pub(crate) name: String,
    /// What stands in the first row, if anything.
    pub(crate) heading: Option<String>,
    /// What its cells are, where they can be.
    pub(crate) typed: Typed,
}

/// What a cell is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    Text,
    Integer,
    Decimal,
    Boolean,
}

/// Writes a workbook of one sheet with `columns`, and below them the rows of `spool`.
pub(crate) fn write_sheet(
    spool: Spool,
    columns: Vec<Column>,
    out: &mut (impl Write + Send),
) -> Result<(), ExportError> {
    // The library panics where its temporary file can't be written: on a full disk that is no fault of the program.
    let written = catch_unwind(AssertUnwindSafe(|| sheet(spool, columns, out)));
    written.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::StorageFull).into()))
}

fn sheet(spool: Spool, columns: Vec<Column>, out: &mut (impl Write + Send)) -> Result<(), ExportError> {
    let places = places(&spool, &columns);
    let mut workbook = Workbook::new();
    let text = CellFormat::new().set_num_format("@");
    let bold = text.clone().set_bold();
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
    sheet.set_name(SHEET).map_err(failed)?;
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    for (at, place) in (0_u16..).zip(&places) {
        sheet.set_column_width(at, place.width as f64).map_err(failed)?;
        if place.column.typed == Typed::Text {
            sheet.set_column_format(at, &text).map_err(failed)?;
        }
    }
    for (at, place) in (0_u16..).zip(&places) {
        if let Some(heading) = place.heading() {
            sheet.write_string_with_format(0, at, heading, &bold).map_err(failed)?;
        }
    }
    for (row, cells) in (1_u32..).zip(spool.into_rows()?) {
        let cells = cells?;
        for (at, place) in (0_u16..).zip(&places) {
            if let Some(cell) = cells.get(&place.column.name) {
                place.write(sheet, (row, at), cell, &text)?;
            }
        }
    }
    workbook.save_to_writer(out).map_err(failed)
}

/// Where the columns stand: one whose texts are too long for one cell takes several places.
fn places<'c>(spool: &Spool, columns: &'c [Column]) -> Vec<Place<'c>> {
    let mut places = Vec::new();
    for column in columns {
        let longest = spool.lengths().get(&column.name).copied().unwrap_or_default();
        let heading = column.heading.as_ref().map_or(0, |heading| heading.chars().count());
        // A character may take two units, and none is cut in two.
        let parts = longest.div_ceil(CELL_UNITS_MAX - 1).max(1);
        places.extend((1..=parts).map(|part| Place {
            column,
            part,
            width: longest.max(heading).clamp(WIDTHS.0, WIDTHS.1),
        }));
    }
    places
}

/// Where a column, or one part of it, stands.
struct Place<'c> {
    column: &'c Column,
    /// Which part of its texts, from 1.
    part: usize,
    width: usize,
}

impl Place<'_> {
    fn heading(&self) -> Option<String> {
        match self.part {
            1 => self.column.heading.clone(),
            part => Some(header::rest(&self.column.name, part)),
        }
    }

    fn write(
        &self,
        sheet: &mut Worksheet,
        (row, at): (u32, u16),
        cell: &str,
        text: &CellFormat,
    ) -> Result<(), ExportError> {
        let number = match self.column.typed {
            Typed::Integer => cell
                .parse::<i64>()
                .ok()
                .filter(|number| number.abs() <= EXACT_MAX)
                .map(|number| number as f64),
            Typed::Decimal => cell.parse::<f64>().ok(),
            Typed::Boolean | Typed::Text => None,
        };
        let truth = cell
            .parse::<bool>()
            .ok()
            .filter(|_| self.column.typed == Typed::Boolean);
        let written = match (number, truth) {
            (Some(number), _) => sheet.write_number(row, at, number),
            (None, Some(truth)) => sheet.write_boolean(row, at, truth),
            (None, None) => sheet.write_string_with_format(row, at, part(cell, self.part), text),
        };
        written.map_err(failed)?;
        Ok(())
    }
}

/// Part `number`, from 1, of a text that is cut into as many as it needs; empty behind the last.
fn part(text: &str, number: usize) -> &str {
    let mut rest = text;
    for _ in 1..number {
        rest = &rest[first_part(rest)..];
    }
    &rest[..first_part(rest)]
}

/// The bytes of as much of `text` as a cell can hold.
fn first_part(text: &str) -> usize {
    if text.len() <= CELL_UNITS_MAX {
        return text.len();
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > CELL_UNITS_MAX
    });
    end.map_or(text.len(), |(at, _)| at)
}

fn failed(error: XlsxError) -> ExportError {
    match error {
        XlsxError::RowColumnLimitError => ExportError::SheetFull,
        XlsxError::IoError(error) => ExportError::Io(error),
        other => ExportError::Io(io::Error::other(other)),
    }
}
