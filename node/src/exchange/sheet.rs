//! The rows of a sheet of an XLSX file, one by one.
//!
//! Cells are read in a thread of their own, because what reads them borrows the file for as long as it does. A few rows
//! wait between it and who asks for them.

use std::io::{Read, Seek};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};

use super::header::{Found, Header};
use super::package::look_through;
use super::{ROW_BYTES_MAX, ReadError, Row};

/// Most rows that wait to be asked for. Each takes at most [`ROW_BYTES_MAX`].
const ROWS_WAITING_MAX: usize = 4;

/// Whole numbers from here on are not exact in a sheet: the digits behind the fifteenth may be others than were typed.
const INEXACT_FROM: f64 = 9_007_199_254_740_992.0;

/// The day after the last that a sheet knows, 9999-12-31, counted in days.
const DAYS_END: f64 = 2_958_466.0;

/// A sheet, read up to some row.
pub(super) struct Sheet {
    lines: Receiver<Result<Line, ReadError>>,
    header: Header,
    name: String,
}

/// What stands in a row of the sheet.
struct Line {
    /// As a spreadsheet shows it.
    number: u64,
    /// The cells in which something stands, with their positions from 0.
    cells: Vec<(usize, Found<'static>)>,
}

impl Sheet {
    /// Reads the header, which is the first row in which something stands. `wanted` is the sheet's name; without it, it is
    /// the first that can be seen.
    pub(super) fn open(mut input: impl Read + Seek + Send + 'static, wanted: Option<&str>) -> Result<Self, ReadError> {
        let name = look_through(&mut input, wanted)?;
        let (sender, lines) = sync_channel(ROWS_WAITING_MAX);
        let sheet = name.clone();
        thread::Builder::new().name("sheet".to_owned()).spawn(move || {
            if let Err(error) = send_lines(input, &sheet, &sender) {
                // Nobody who could be told is left if this fails.
                let _ = sender.send(Err(error));
            }
        })?;
        let mut sheet = Self {
            lines,
            header: Header::default(),
            name,
        };
        let first = sheet.line()?.ok_or(ReadError::Empty)?;
        let width = first.cells.last().map_or(0, |(position, _)| position + 1);
        let mut names = vec![""; width];
        for (position, found) in &first.cells {
            names[*position] = &found.text;
        }
        sheet.header = Header::new(names.into_iter(), false)?;
        Ok(sheet)
    }

    /// The columns in their order. A column without a name is named `""`, and its cells are left out.
    pub(super) fn columns(&self) -> &[String] {
        self.header.columns()
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The next row in which something stands; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Row>, ReadError> {
        Ok(self.line()?.map(|line| {
            let width = line.cells.last().map_or(0, |(position, _)| position + 1);
            self.header.row(line.number, width, line.cells.into_iter())
        }))
    }

    fn line(&mut self) -> Result<Option<Line>, ReadError> {
        // The last word of the thread is an empty line; without it, it has died of a fault in the library that reads.
        match self.lines.recv() {
            Ok(line) => line.map(|line| (!line.cells.is_empty()).then_some(line)),
            Err(_) => Err(ReadError::WorkbookBroken(self.name.clone())),
        }
    }
}

/// Sends each row in which something stands, and an empty one at the end.
fn send_lines(
    input: impl Read + Seek,
    sheet: &str,
    lines: &SyncSender<Result<Line, ReadError>>,
) -> Result<(), ReadError> {
    let broken = |_| ReadError::WorkbookBroken(sheet.to_owned());
    let mut workbook = Xlsx::new(input).map_err(broken)?;
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(broken)?;
    let zeros: Vec<usize> = cells.styles().iter().map(leading_zeros).collect();
    let mut line = Line {
        number: 0,
        cells: Vec::new(),
    };
    let mut bytes = 0_u64;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(broken)? {
        let (row, position) = cell.get_position();
        let (number, position) = (u64::from(row) + 1, position as usize);
        let is_before = |(last, _): &(usize, Found<'_>)| position <= *last;
        if number < line.number || number == line.number && line.cells.last().is_some_and(is_before) {
            return Err(ReadError::WorkbookBroken(sheet.to_owned()));
        }
        if number > line.number {
            let next = Line {
                number,
                cells: Vec::new(),
            };
            let whole = std::mem::replace(&mut line, next);
            bytes = 0;
            if says_something(&whole) && lines.send(Ok(whole)).is_err() {
                // Nobody wants the rest.
                return Ok(());
            }
        }
        let width = zeros.get(style).copied().unwrap_or_default();
        let Some(found) = found(cell.get_value(), width) else {
            continue;
        };
        bytes += found.text.len() as u64;
        if bytes > ROW_BYTES_MAX {
            return Err(ReadError::RowTooLong { row: number });
        }
        line.cells.push((position, found));
    }
    let end = Line {
        number: line.number,
        cells: Vec::new(),
    };
    let last = says_something(&line).then_some(line);
    for line in last.into_iter().chain([end]) {
        // As above.
        let _ = lines.send(Ok(line));
    }
    Ok(())
}

fn says_something(line: &Line) -> bool {
    line.cells.iter().any(|(_, found)| !found.text.trim().is_empty())
}

/// What a cell holds, as text; `None` if it is empty. Numbers of fewer digits than `width` get zeros before them.
fn found(value: &DataRef<'_>, width: usize) -> Option<Found<'static>> {
    let (text, rule) = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => (text.clone(), None),
        DataRef::SharedString(text) => ((*text).to_owned(), None),
        DataRef::Bool(truth) => (truth.to_string(), None),
        DataRef::Int(number) => (format!("{number:0width$}"), None),
        DataRef::Float(number) if number.abs() >= INEXACT_FROM => (number.to_string(), Some("number_inexact")),
        DataRef::Float(number) if number.fract() == 0.0 => (format!("{:0width$}", *number as i64), None),
        DataRef::Float(number) => (decimal(*number), None),
        DataRef::DateTime(moment) => match moment_text(moment) {
            Some(text) => (text, None),
            None => (decimal(moment.as_f64()), Some("date_impossible")),
        },
        DataRef::DateTimeIso(text) => (text.trim_end_matches("T00:00:00").to_owned(), None),
        DataRef::DurationIso(text) => (text.clone(), None),
        DataRef::Error(error) => (error.to_string(), Some("cell_error")),
    };
    (!text.is_empty()).then(|| Found {
        text: text.into(),
        rule,
    })
}

/// A number with the fifteen digits that spreadsheet programs show, without the noise behind them.
fn decimal(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    f64::to_string(&rounded)
}

/// A day as `1997-08-14`, a moment as `1997-08-14T09:30:00`, a time of day or a length of time as `09:30:00`. `None` for
/// days that no calendar has, such as 29 February 1900, which sheets count.
fn moment_text(moment: &ExcelDateTime) -> Option<String> {
    let days = moment.as_f64();
    if !(0.0..DAYS_END).contains(&days) {
        return None;
    }
    if moment.is_duration() || days < 1.0 {
        let seconds = (days * 86_400.0).round() as u64;
        return Some(format!(
            "{:02}:{:02}:{:02}",
            seconds / 3_600,
            seconds / 60 % 60,
            seconds % 60
        ));
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (year, month, day, hour, minute, second) {
        (1900, 2, 29, ..) => None,
        (_, _, _, 0, 0, 0) => Some(date),
        _ => Some(format!("{date}T{hour:02}:{minute:02}:{second:02}")),
    }
}

/// How many digits a number is shown with at least: codes of places and registers are often numbers with a format such as
/// `00000`.
fn leading_zeros(style: &calamine::Style) -> usize {
    let code = style.number_format.as_ref().map_or("", |format| &format.format_code);
    if code.bytes().all(|byte| byte == b'0') {
        code.len()
    } else {
        0
    }
}
