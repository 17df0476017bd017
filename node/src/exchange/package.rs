//! An XLSX file is a zip of parts in XML. What will be read of it is looked through here first, so that a file that was
//! made to harm is refused before anything is built from it.
//!
//! The library that reads sheets trusts a file's own numbers and holds each text whole. So every part that it will open
//! is unpacked once, piece by piece, and its real size, its texts, its nesting and its counts are held against bounds.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{ReadError, shown};

/// Largest XLSX file, packed: one of a million rows of a wide register has some 100 MB.
const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Most parts of a file: a workbook of a hundred sheets with pictures has some 500.
const PARTS_MAX: u64 = 2_000;

/// Largest directory of a zip: [`PARTS_MAX`] parts with long names.
const DIRECTORY_BYTES_MAX: u64 = 1024 * 1024;

/// Largest sheet, unpacked: 100,000 rows of 100 columns have some 500 MB. It is never held.
const SHEET_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// Largest table of texts that cells share, unpacked. It is held in memory while the sheet is read.
const STRINGS_BYTES_MAX: u64 = 96 * 1024 * 1024;

/// Most texts that cells share: each costs its text and some 40 bytes of memory.
const STRINGS_MAX: u64 = 1_500_000;

/// Largest of the other parts, unpacked: styles and the list of sheets.
const PART_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Most elements of one of the other parts: 65,490 formats, which is as many as spreadsheet programs know, have fewer.
const ELEMENTS_MAX: u64 = 500_000;

/// How many times larger a part may get as it is unpacked. Sheets get 10 to 40 times larger; what packs much better than
/// that was made to.
const RATIO_MAX: u64 = 200;

/// Parts up to here may get larger by any factor: they are small.
const RATIO_FROM_BYTES: u64 = 1024 * 1024;

/// Longest tag or text of a part, in bytes: a cell of 100,000 characters, most of them written as entities.
const PIECE_BYTES_MAX: u64 = 1024 * 1024;

/// How deep elements may lie within each other. Those of a sheet lie six deep.
const DEPTH_MAX: usize = 64;

/// The end of a zip's directory that stands behind it, without a comment.
const DIRECTORY_END_BYTES: u64 = 22;

/// What the whole file is called where no part of it is at fault.
const WHOLE: &str = "zip";

/// Looks through what will be read of `input`, an XLSX file, and gives the name of the sheet: the one that is `wanted`, else
/// the first that can be seen. Leaves `input` at its beginning.
///
/// Errors: [`ReadError::Spreadsheet`] and those whose names begin with `Workbook` or `Sheet`.
pub(super) fn look_through(input: &mut (impl Read + Seek), wanted: Option<&str>) -> Result<String, ReadError> {
    let parts = directory(input)?;
    let mut package = Package::open(input, parts)?;
    let (folder, workbook) = package.workbook()?;
    let sheets = package.sheets(&folder, &workbook)?;
    let strings = format!("{folder}sharedStrings.xml");
    package.strings(&strings)?;
    for part in ["styles.xml", "theme/theme1.xml"] {
        let part = format!("{folder}{part}");
        let mut elements = 0;
        package.each(&part, PART_BYTES_MAX, |event| {
            counted(event, &mut elements, ELEMENTS_MAX, &part)
        })?;
    }
    let visible = || sheets.iter().find(|sheet| sheet.is_visible);
    let sheet = match wanted {
        None => visible().ok_or(ReadError::Empty)?,
        Some(name) => sheets
            .iter()
            .find(|sheet| sheet.name == name)
            .ok_or_else(|| ReadError::SheetAbsent {
                sheet: shown(name),
                sheets: sheets.iter().map(|sheet| shown(&sheet.name)).collect(),
            })?,
    };
    package.sheet(&sheet.part)?;
    let name = sheet.name.clone();
    input.seek(SeekFrom::Start(0))?;
    Ok(name)
}

/// How many parts the zip says it has; refused if it is none, or one that no spreadsheet program writes.
fn directory(input: &mut (impl Read + Seek)) -> Result<u64, ReadError> {
    let size = input.seek(SeekFrom::End(0))?;
    input.seek(SeekFrom::Start(0))?;
    let mut magic = Vec::new();
    input.take(4).read_to_end(&mut magic)?;
    if magic.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(ReadError::Spreadsheet);
    }
    if !magic.starts_with(b"PK\x03\x04") || size < DIRECTORY_END_BYTES {
        return Err(broken(WHOLE));
    }
    if size > FILE_BYTES_MAX {
        return Err(too_large(WHOLE, FILE_BYTES_MAX));
    }
    // Where a comment stands behind the end, a second end can hide in it; spreadsheet programs write none.
    input.seek(SeekFrom::Start(size - DIRECTORY_END_BYTES))?;
    let mut end = [0; DIRECTORY_END_BYTES as usize];
    input.read_exact(&mut end)?;
    let short = |at: usize| u64::from(u16::from_le_bytes([end[at], end[at + 1]]));
    let long = |at: usize| u64::from(u32::from_le_bytes([end[at], end[at + 1], end[at + 2], end[at + 3]]));
    let (here, parts, bytes, from, comment) = (short(8), short(10), long(12), long(16), short(20));
    if !end.starts_with(b"PK\x05\x06") || comment != 0 || here != parts {
        return Err(broken(WHOLE));
    }
    if parts > PARTS_MAX {
        return Err(too_many(WHOLE, PARTS_MAX));
    }
    if bytes > DIRECTORY_BYTES_MAX {
        return Err(too_large(WHOLE, DIRECTORY_BYTES_MAX));
    }
    if from + bytes + DIRECTORY_END_BYTES != size {
        return Err(broken(WHOLE));
    }
    Ok(parts)
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    part: String,
    is_visible: bool,
}

/// Where one part points to another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

struct Package<'a, R> {
    archive: ZipArchive<&'a mut R>,
    /// The position of each part, by its name in lower case and with `/`: that is how it will be looked up.
    positions: BTreeMap<String, usize>,
}

impl<'a, R: Read + Seek> Package<'a, R> {
    fn open(input: &'a mut R, parts: u64) -> Result<Self, ReadError> {
        let size = input.seek(SeekFrom::End(0))?;
        let mut archive = ZipArchive::new(input).map_err(|_| broken(WHOLE))?;
        if archive.len() as u64 != parts {
            return Err(ReadError::WorkbookPartTwice(WHOLE.to_owned()));
        }
        let (mut positions, mut packed) = (BTreeMap::new(), 0_u64);
        for position in 0..archive.len() {
            let part = archive.by_index_raw(position).map_err(|_| broken(WHOLE))?;
            packed = packed.saturating_add(part.compressed_size());
            let name = part.name().map_err(|_| broken(WHOLE))?;
            if positions.insert(normal(&name), position).is_some() {
                return Err(ReadError::WorkbookPartTwice(shown(&name)));
            }
        }
        // Parts that share their bytes are how a small file gets to be a very large one.
        if packed > size {
            return Err(ReadError::WorkbookBomb(WHOLE.to_owned()));
        }
        // One that is read is looked for in a zip first, and here it says itself that it is no XLSX.
        if !positions.contains_key("_rels/.rels") && positions.contains_key("mimetype") {
            return Err(ReadError::Spreadsheet);
        }
        Ok(Self { archive, positions })
    }

    /// The folder and name of the workbook's own part.
    fn workbook(&mut self) -> Result<(String, String), ReadError> {
        let part = "_rels/.rels";
        // Of several, the last one counts.
        let document = self
            .relations(part)?
            .into_iter()
            .rfind(|relation| relation.kind.ends_with("/relationships/officeDocument"));
        let target = document.ok_or_else(|| broken(part))?.target;
        let (folder, name) = target.split_at(target.rfind('/').map_or(0, |at| at + 1));
        let name = if name.is_empty() { "workbook.xml" } else { name };
        Ok((folder.strip_prefix('/').unwrap_or(folder).to_owned(), name.to_owned()))
    }

    /// The sheets with cells, in the workbook's order.
    fn sheets(&mut self, folder: &str, workbook: &str) -> Result<Vec<Listed>, ReadError> {
        let relations = self.relations(&format!("{folder}_rels/{workbook}.rels"))?;
        let part = format!("{folder}{workbook}");
        let (mut sheets, mut names, mut elements) = (Vec::new(), BTreeSet::new(), 0);
        let found = self.each(&part, PART_BYTES_MAX, |event| {
            counted(event, &mut elements, ELEMENTS_MAX, &part)?;
            let Event::Start(element) = event else { return Ok(()) };
            if element.local_name().as_ref() != "sheet" {
                return Ok(());
            }
            let id = attribute(element, "id", &part)?.unwrap_or_default();
            let relation = relations.iter().rfind(|relation| relation.id == id);
            let relation = relation.ok_or_else(|| broken(&part))?;
            let name = attribute(element, "name", &part)?.unwrap_or_default();
            let name = unescape(&name).map_err(|_| broken(&part))?.into_owned();
            // A sheet is asked for by its name.
            if !names.insert(name.clone()) {
                return Err(broken(&part));
            }
            if relation.kind.ends_with("/worksheet") {
                let target = &relation.target;
                sheets.push(Listed {
                    name,
                    part: target
                        .strip_prefix('/')
                        .map_or_else(|| format!("{folder}{target}"), str::to_owned),
                    is_visible: attribute(element, "state", &part)?.is_none_or(|state| state == "visible"),
                });
            }
            Ok(())
        })?;
        if found { Ok(sheets) } else { Err(broken(&part)) }
    }

    fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let (mut relations, mut elements) = (Vec::new(), 0);
        let found = self.each(part, PART_BYTES_MAX, |event| {
            counted(event, &mut elements, ELEMENTS_MAX, part)?;
            if let Event::Start(element) = event
                && element.local_name().as_ref() == "Relationship"
            {
                let text = |name: &str| {
                    let found = attribute(element, name, part)?;
                    Ok::<_, ReadError>(found.unwrap_or_default().into_owned())
                };
                let target = text("Target")?;
                // What has to be resolved first may be resolved otherwise elsewhere.
                if target.contains('&') {
                    return Err(broken(part));
                }
                relations.push(Relation {
                    id: text("Id")?,
                    kind: text("Type")?,
                    target,
                });
            }
            Ok(())
        })?;
        if found { Ok(relations) } else { Err(broken(part)) }
    }

    /// Looks through the texts that cells share, if there are any.
    fn strings(&mut self, part: &str) -> Result<(), ReadError> {
        let mut texts = 0;
        self.each(part, STRINGS_BYTES_MAX, |event| {
            let Event::Start(element) = event else { return Ok(()) };
            match element.local_name().as_ref() {
                // Room is made for as many as the file says before the first of them is read.
                "sst" => match attribute(element, "uniqueCount", part)?.and_then(|count| count.trim().parse().ok()) {
                    Some(0..=STRINGS_MAX) | None => Ok(()),
                    Some(_) => Err(too_many(part, STRINGS_MAX)),
                },
                "si" => counted(event, &mut texts, STRINGS_MAX, part),
                _ => Ok(()),
            }
        })?;
        Ok(())
    }

    /// Looks through the cells of a sheet: each says where it stands, and a formula has its result beside it.
    fn sheet(&mut self, part: &str) -> Result<(), ReadError> {
        let mut cell = Formula::default();
        let found = self.each(part, SHEET_BYTES_MAX, |event| {
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "dimension" if !is_range(&attribute(element, "ref", part)?.unwrap_or_default()) => {
                        return Err(broken(part));
                    }
                    "row" => {
                        let row = attribute(element, "r", part)?;
                        if row.is_some_and(|row| place(&format!("A{row}")).is_none()) {
                            return Err(broken(part));
                        }
                    }
                    "c" => {
                        let at = attribute(element, "r", part)?;
                        if at.as_deref().is_some_and(|at| place(at).is_none()) {
                            return Err(broken(part));
                        }
                        cell = Formula {
                            place: at.unwrap_or_default().into_owned(),
                            is_text: attribute(element, "t", part)?.is_some_and(|kind| kind == "str"),
                            ..Formula::default()
                        };
                    }
                    "f" => cell.is_formula = true,
                    "v" => cell.in_value = true,
                    _ => {}
                },
                Event::Text(_) | Event::GeneralRef(_) if cell.in_value => cell.has_value = true,
                Event::End(element) => match element.local_name().as_ref() {
                    "v" => cell.in_value = false,
                    // A text may be empty; anything else has a result once it was calculated.
                    "c" if cell.is_formula && !cell.has_value && !cell.is_text => {
                        return Err(ReadError::SheetUncalculated(std::mem::take(&mut cell.place)));
                    }
                    _ => {}
                },
                _ => {}
            }
            Ok(())
        })?;
        if found { Ok(()) } else { Err(broken(part)) }
    }

    /// Unpacks a part and shows each of its pieces to `look`. False if there is no such part.
    fn each(
        &mut self,
        part: &str,
        bytes_max: u64,
        mut look: impl FnMut(&Event<'_>) -> Result<(), ReadError>,
    ) -> Result<bool, ReadError> {
        let Some(position) = self.positions.get(&normal(part)) else {
            return Ok(false);
        };
        let packed = self.archive.by_index(*position).map_err(|_| broken(part))?;
        let (stated, ratio) = (packed.size(), packed.size() / packed.compressed_size().max(1));
        if stated > bytes_max {
            return Err(too_large(part, bytes_max));
        }
        if stated > RATIO_FROM_BYTES && ratio > RATIO_MAX {
            return Err(ReadError::WorkbookBomb(part.to_owned()));
        }
        let piecewise = Piecewise {
            input: packed,
            left: PIECE_BYTES_MAX,
            stated,
        };
        let mut reader = Reader::from_reader(BufReader::new(piecewise));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = true;
        let (mut buffer, mut depth) = (Vec::new(), 0_usize);
        loop {
            buffer.clear();
            reader.get_mut().get_mut().left = PIECE_BYTES_MAX;
            let event = reader.read_event_into(&mut buffer);
            match &event {
                Ok(Event::Eof) => return Ok(true),
                Ok(Event::Start(_)) => depth += 1,
                Ok(Event::End(_)) => depth = depth.saturating_sub(1),
                Ok(_) => {}
                Err(_) => {
                    drop(event);
                    return Err(reader.get_ref().get_ref().fault(part));
                }
            }
            if depth > DEPTH_MAX {
                return Err(too_many(part, DEPTH_MAX as u64));
            }
            if let Ok(event) = &event {
                look(event)?;
            }
        }
    }
}

/// The cell that is being looked at, as far as formulas go.
#[derive(Default)]
struct Formula {
    place: String,
    is_text: bool,
    is_formula: bool,
    in_value: bool,
    has_value: bool,
}

/// A part that gives out only so many bytes between two pieces of XML, and no more in all than it says it has.
struct Piecewise<R> {
    input: R,
    left: u64,
    stated: u64,
}

impl<R> Piecewise<R> {
    /// Why nothing more could be read.
    fn fault(&self, part: &str) -> ReadError {
        let part = part.to_owned();
        if self.left == 0 {
            ReadError::WorkbookTextEndless {
                part,
                limit: PIECE_BYTES_MAX,
            }
        } else if self.stated == 0 {
            ReadError::WorkbookBomb(part)
        } else {
            ReadError::WorkbookBroken(part)
        }
    }
}

impl<R: Read> Read for Piecewise<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if room == 0 && !buffer.is_empty() {
            return Err(io::Error::other("the text is too long"));
        }
        let read = self.input.read(&mut buffer[..room])?;
        self.left -= read as u64;
        match self.stated.checked_sub(read as u64) {
            Some(left) => self.stated = left,
            None => {
                self.stated = 0;
                return Err(io::Error::other("there is more than the file says"));
            }
        }
        Ok(read)
    }
}

/// Counts the elements of a part.
fn counted(event: &Event<'_>, count: &mut u64, limit: u64, part: &str) -> Result<(), ReadError> {
    *count += u64::from(matches!(event, Event::Start(_)));
    if *count > limit {
        return Err(too_many(part, limit));
    }
    Ok(())
}

/// The value of an attribute by its name without a prefix, as it stands in the file. Two of one name would be read as one
/// here and as the other there.
fn attribute<'e>(element: &'e BytesStart<'_>, name: &str, part: &str) -> Result<Option<Cow<'e, str>>, ReadError> {
    let mut found = None;
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| broken(part))?;
        if attribute.key.local_name().as_ref() == name && found.replace(attribute.value).is_some() {
            return Err(broken(part));
        }
    }
    Ok(found)
}

/// The row and column of a place such as `AB12`; `None` where it is none of a sheet: it would count past every bound.
fn place(text: &str) -> Option<(u32, u32)> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = &text[..text.len() - digits.len()];
    if !(1..=3).contains(&letters.len()) || !(1..=7).contains(&digits.len()) {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, letter| {
        sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row = digits
        .bytes()
        .all(|digit| digit.is_ascii_digit())
        .then(|| digits.parse().ok())??;
    (row > 0).then_some((row, column))
}

/// Whether `range` is a place or goes from one to a later one, such as `A1:AB12`.
fn is_range(range: &str) -> bool {
    let places: Option<Vec<_>> = range.split(':').map(place).collect();
    match places.as_deref() {
        Some([_]) => true,
        Some([first, last]) => first.0 <= last.0 && first.1 <= last.1,
        _ => false,
    }
}

fn normal(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

fn broken(part: &str) -> ReadError {
    ReadError::WorkbookBroken(part.to_owned())
}

fn too_large(part: &str, limit: u64) -> ReadError {
    ReadError::WorkbookTooLarge {
        part: part.to_owned(),
        limit,
    }
}

fn too_many(part: &str, limit: u64) -> ReadError {
    ReadError::WorkbookTooMany {
        part: part.to_owned(),
        limit,
    }
}
