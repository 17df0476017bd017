//! Tables as text: CSV in the variants that spreadsheet programs write.

use std::fmt;
use std::io::{self, Cursor, Read};
use std::str::FromStr;

use csv::ByteRecord;

use super::header::{Found, Header};
use super::rows::Input;
use super::{ROW_BYTES_MAX, ReadError, Row, shown};
use crate::text::{Language, say};

/// How much of the file is looked at to find its separator: more than any header of [`super::COLUMNS_MAX`] columns seen.
const HEADER_SEEN_BYTES: u64 = 64 * 1024;

/// A row of its own that is put behind the file. Where a quotation mark is never closed, it is no row but the end of a cell:
/// so the reader of the table, and nobody else, says what is within quotation marks.
const END: &str = ".";

/// What stands between two cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separator(u8);

impl Separator {
    /// Those that are looked for, each with the word for it: the first wins where none is more frequent than it.
    const KNOWN: [(Self, &'static str); 4] = [
        (Self(b','), "comma"),
        (Self(b';'), "semicolon"),
        (Self(b'\t'), "tab"),
        (Self(b'|'), "pipe"),
    ];

    /// Those that have a word.
    pub fn known() -> impl Iterator<Item = Self> {
        Self::KNOWN.into_iter().map(|(known, _)| known)
    }

    /// What the reader calls it; the mark itself where it has no word.
    pub fn name(self, language: Language) -> String {
        let key = match self.0 {
            b',' => "import-separator-comma",
            b';' => "import-separator-semicolon",
            b'\t' => "import-separator-tab",
            b'|' => "import-separator-pipe",
            mark => return char::from(mark).to_string(),
        };
        say(language, key, &[])
    }
}

impl fmt::Display for Separator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::KNOWN.iter().find(|(known, _)| known == self) {
            Some((_, word)) => f.write_str(word),
            None => write!(f, "{}", char::from(self.0)),
        }
    }
}

/// A text that separates no cells.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} separates no cells; expected comma, semicolon, tab, pipe or one punctuation mark")]
pub struct SeparatorUnknown(String);

impl FromStr for Separator {
    type Err = SeparatorUnknown;

    /// Reads one of the words or the mark itself.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::KNOWN
            .iter()
            .find(|(_, word)| *word == text)
            .map(|(known, _)| *known);
        let mark = match text.as_bytes() {
            [mark] => separates(*mark).then_some(Self(*mark)),
            _ => None,
        };
        known.or(mark).ok_or_else(|| SeparatorUnknown(shown(text)))
    }
}

/// A table, read up to some row.
pub(super) struct Table {
    reader: csv::Reader<Allowance>,
    header: Header,
    separator: Separator,
    record: ByteRecord,
    /// Rows given so far as a spreadsheet counts them, the header included.
    number: u64,
    /// Lines end with CR LF, as those of most spreadsheet programs do.
    crlf: bool,
}

impl Table {
    /// Reads the header. The separator is found out unless one is `given`. `decoded` is as in [`Header::new`].
    pub(super) fn open(mut input: Input, given: Option<Separator>, decoded: bool) -> Result<Self, ReadError> {
        let mut start = Vec::new();
        (&mut input).take(HEADER_SEEN_BYTES).read_to_end(&mut start)?;
        let stated = stated_separator(&start);
        if let Some((_, line)) = stated {
            start.drain(..line);
        }
        if start.trim_ascii().is_empty() {
            return Err(ReadError::Empty);
        }
        let stated = stated.map(|(mark, _)| Separator(mark));
        let separator = given.or(stated).unwrap_or_else(|| likely_separator(&start));
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
            .delimiter(separator.0)
            .from_reader(allowance);
        let mut table = Self {
            reader,
            header: Header::default(),
            separator,
            record: ByteRecord::new(),
            number: 0,
            crlf,
        };
        if !table.read_record()? {
            return Err(ReadError::Empty);
        }
        let names: Result<Vec<&str>, _> = table.record.iter().map(str::from_utf8).collect();
        table.header = Header::new(names.map_err(|_| ReadError::HeaderEncoding)?.into_iter(), decoded)?;
        Ok(table)
    }

    /// The columns in their order. A column without a name is named `""`, and its cells are left out.
    pub(super) fn columns(&self) -> &[String] {
        self.header.columns()
    }

    /// What stands between its cells.
    pub(super) fn separator(&self) -> Separator {
        self.separator
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
        // A row may be shorter than the header: spreadsheet programs leave out empty cells at its end.
        let cells = self.record.iter().map(found).enumerate();
        Ok(Some(self.header.row(self.number, self.record.len(), cells)))
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
    let line_end = if behind.starts_with(b"\r\n") { 2 } else { 1 };
    (name.eq_ignore_ascii_case(b"sep=") && separates(mark)).then_some((mark, line.len() + line_end.min(behind.len())))
}

/// Whether `mark` can stand between cells.
fn separates(mark: u8) -> bool {
    mark == b'\t' || mark.is_ascii_punctuation() && mark != b'"'
}

/// The separator that stands most often in the first line, outside quotation marks; a comma if none does.
fn likely_separator(start: &[u8]) -> Separator {
    let mut counts = Separator::KNOWN.map(|(known, _)| (known, 0_usize));
    let mut quoted = false;
    for byte in start.trim_ascii_start() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => counts
                .iter_mut()
                .filter(|(known, _)| known.0 == *byte)
                .for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    // `max_by_key` takes the last of equals; the comma must win a tie.
    let likely = counts.iter().rev().max_by_key(|(_, count)| *count);
    likely.map_or(Separator(b','), |(known, _)| *known)
}

/// Whether a cell has nothing that can be seen.
fn blank(cell: &[u8]) -> bool {
    str::from_utf8(cell).is_ok_and(|text| text.trim().is_empty())
}

/// What stands in a cell that holds these bytes.
fn found(bytes: &[u8]) -> Found<'_> {
    Found {
        text: String::from_utf8_lossy(bytes),
        rule: str::from_utf8(bytes).is_err().then_some("not_utf8"),
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
