//! Tables as text: CSV in the variants that spreadsheet programs write.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use csv::ByteRecord;

use super::rejected::PROBLEM_COLUMN;
use super::row::SURPLUS_COLUMN;
use super::rows::Input;
use super::{CELL_CHARS_MAX, COLUMNS_MAX, Cell, Content, ROW_BYTES_MAX, ReadError, Row, RowProblem, guard, shown};

/// How much of the file is looked at to find its separator: more than any header of [`COLUMNS_MAX`] columns seen.
const HEADER_SEEN_BYTES: u64 = 64 * 1024;

/// A row of its own that is put behind the file. Where a quotation mark is never closed, it is no row but the end of a cell:
/// so the reader of the table, and nobody else, says what is within quotation marks.
const END: &str = ".";

/// A table, read up to some row.
pub(super) struct Table {
    reader: csv::Reader<Allowance>,
    columns: Vec<String>,
    record: ByteRecord,
    /// Rows given so far as a spreadsheet counts them, the header included.
    number: u64,
    /// Lines end with CR LF, as those of most spreadsheet programs do.
    crlf: bool,
}

impl Table {
    /// Reads the header.
    pub(super) fn open(mut input: Input) -> Result<Self, ReadError> {
        let mut start = Vec::new();
        (&mut input).take(HEADER_SEEN_BYTES).read_to_end(&mut start)?;
        let stated = stated_separator(&start);
        if let Some((_, line)) = stated {
            start.drain(..line);
        }
        if start.trim_ascii().is_empty() {
            return Err(ReadError::Empty);
        }
        let separator = stated.map_or_else(|| separator(&start), |(mark, _)| mark);
        let crlf = start.windows(2).any(|bytes| bytes == b"\r\n");
        let end = format!("{}{END}", if crlf { "\r\n" } else { "\n" });
        let allowance = Allowance {
            input: Box::new(Cursor::new(start).chain(input).chain(Cursor::new(end))),
            left: ROW_BYTES_MAX,
            ended: false,
        };
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(allowance);
        let mut table = Self {
            reader,
            columns: Vec::new(),
            record: ByteRecord::new(),
            number: 0,
            crlf,
        };
        if !table.read_record()? {
            return Err(ReadError::Empty);
        }
        table.columns = header(&table.record)?;
        Ok(table)
    }

    /// The columns in their order. A column without a name is named `""`, and its cells are left out.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The next row; `None` at the end. Rows in which nothing stands are passed over, as empty lines are: spreadsheet
    /// programs leave them behind.
    pub(super) fn next(&mut self) -> Result<Option<Row>, ReadError> {
        loop {
            if !self.read_record()? {
                return Ok(None);
            }
            if !self.record.iter().all(blank) {
                break;
            }
        }
        let number = self.number;
        let (mut cells, mut problems) = (BTreeMap::new(), Vec::new());
        if self.record.len() > self.columns.len() {
            problems.push(RowProblem {
                value: self.record.len().to_string(),
                limit: Some(self.columns.len() as i64),
                ..RowProblem::new(number, "cells_too_many")
            });
            let surplus = self.record.iter().skip(self.columns.len());
            let surplus = surplus.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            cells.insert(SURPLUS_COLUMN.to_owned(), Cell::List(surplus.collect()));
        }
        // A file of refused rows has this character where text was not UTF-8; in any other it may be the author's own.
        let refused_before = self.columns.iter().any(|column| column == PROBLEM_COLUMN);
        // A row may be shorter than the header: spreadsheet programs leave out empty cells at its end.
        for (column, bytes) in self.columns.iter().zip(self.record.iter()) {
            if column.is_empty() || column == PROBLEM_COLUMN {
                continue;
            }
            let text = String::from_utf8_lossy(bytes);
            let mut fault = |rule, limit| {
                problems.push(RowProblem {
                    column: Some(column.clone()),
                    value: shown(&text),
                    limit,
                    ..RowProblem::new(number, rule)
                });
            };
            if str::from_utf8(bytes).is_err() {
                fault("not_utf8", None);
            } else if refused_before && text.contains(char::REPLACEMENT_CHARACTER) {
                fault("text_lost", None);
            }
            if text.chars().nth(CELL_CHARS_MAX).is_some() {
                fault("cell_too_long", Some(CELL_CHARS_MAX as i64));
            }
            let cell = match guard::take_off(&text) {
                Some(literal) => Cell::Literal(literal.to_owned()),
                None => Cell::Text(text.into_owned()),
            };
            cells.insert(column.clone(), cell);
        }
        Ok(Some(Row {
            number,
            content: Content::Cells(cells),
            problems,
        }))
    }

    /// Reads into `record` and counts it; false at the end.
    fn read_record(&mut self) -> Result<bool, ReadError> {
        self.reader.get_mut().left = ROW_BYTES_MAX;
        let before = self.reader.position().line();
        let read = self.reader.read_byte_record(&mut self.record).map_err(|error| {
            if self.reader.get_ref().left == 0 {
                return ReadError::RowTooLong { row: self.number + 1 };
            }
            match error.into_kind() {
                csv::ErrorKind::Io(error) => ReadError::Io(error),
                other => ReadError::Io(io::Error::other(format!("{other:?}"))),
            }
        })?;
        // The row at the end has no line end behind it, so that the reader has looked for more.
        let last = self.reader.get_ref().ended;
        if !read || last && self.record.iter().eq([END.as_bytes()]) {
            return Ok(false);
        }
        // The reader passes over empty lines, but a spreadsheet counts them as rows.
        let lines = self.reader.position().line() - before;
        let within = self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        // It stops at the first character of a line end: LF is counted with the row before it, the LF of CR LF with the row behind.
        let ends = if self.crlf { self.number > 0 } else { !last };
        self.number += 1 + lines.saturating_sub(within + u64::from(ends));
        if last {
            return Err(ReadError::QuoteUnclosed { row: self.number });
        }
        Ok(true)
    }
}

/// The separator that a first line such as `sep=;` names, and the bytes of that line: spreadsheet programs read and write
/// it so, and do not show it as a row.
fn stated_separator(start: &[u8]) -> Option<(u8, usize)> {
    let end = start.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
    let (line, behind) = start.split_at(end.unwrap_or(start.len()));
    let (name, mark) = line.split_at_checked(4)?;
    let &[mark] = mark else { return None };
    let separates = mark == b'\t' || mark.is_ascii_punctuation() && mark != b'"';
    let line_end = if behind.starts_with(b"\r\n") { 2 } else { 1 };
    (name.eq_ignore_ascii_case(b"sep=") && separates).then_some((mark, line.len() + line_end.min(behind.len())))
}

/// The separator that stands most often in the first line, outside quotation marks; a comma if none does.
fn separator(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in start.trim_ascii_start() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => counts
                .iter_mut()
                .filter(|(mark, _)| mark == byte)
                .for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    // `max_by_key` takes the last of equals; the comma must win a tie.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(mark, _)| *mark)
}

/// Whether a cell has nothing that can be seen.
fn blank(cell: &[u8]) -> bool {
    str::from_utf8(cell).is_ok_and(|text| text.trim().is_empty())
}

fn header(record: &ByteRecord) -> Result<Vec<String>, ReadError> {
    if record.len() > COLUMNS_MAX {
        return Err(ReadError::ColumnsTooMany { found: record.len() });
    }
    let mut first_at = BTreeMap::new();
    let mut columns = Vec::with_capacity(record.len());
    for (position, bytes) in (1..).zip(record.iter()) {
        let name = str::from_utf8(bytes)
            .map_err(|_| ReadError::HeaderEncoding)?
            .trim()
            .to_owned();
        let name = guard::take_off(&name).map(str::to_owned).unwrap_or(name);
        // Columns without a name may be many: spreadsheets leave them behind.
        if !name.is_empty()
            && let Some(first) = first_at.insert(name.clone(), position)
        {
            return Err(ReadError::HeaderTwice {
                name,
                first,
                second: position,
            });
        }
        columns.push(name);
    }
    if first_at.is_empty() {
        Err(ReadError::Empty)
    } else {
        Ok(columns)
    }
}

/// A reader that gives out only so many bytes between two rows.
struct Allowance {
    input: Box<dyn Read + Send>,
    left: u64,
    /// The input has nothing more to give, and everything that it gave has been looked at.
    ended: bool,
}

impl Read for Allowance {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if room == 0 && !buffer.is_empty() {
            return Err(io::Error::other("the row is too long"));
        }
        let read = self.input.read(&mut buffer[..room])?;
        self.left -= read as u64;
        self.ended = read == 0;
        Ok(read)
    }
}
