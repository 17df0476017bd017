//! In which encoding a text file is written, and its text in UTF-8.
//!
//! Spreadsheet programs write UTF-8, with or without a mark, UTF-16 ("Unicode text") and Windows-1252 ("CSV"), and no file
//! says which. It is told from how its beginning looks; whoever imports is told, and can say otherwise.

use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::str::FromStr;

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::rows::Input;
use super::{ReadError, shown};

/// How much of a file is looked at: accents may be rare in a register of English names.
const EVIDENCE_BYTES_MAX: u64 = 1024 * 1024;

/// How much is decoded at once.
const DECODED_BYTES: usize = 64 * 1024;

/// How a file's text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextEncoding(&'static Encoding);

impl TextEncoding {
    /// Unicode as most programs write it. What is no UTF-8 after all is a fault of its row.
    pub const UTF_8: Self = Self(UTF_8);
}

impl fmt::Display for TextEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.name())
    }
}

/// A word that names no encoding.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no encoding; expected utf-8, utf-16le, windows-1252, iso-8859-15, macintosh …")]
pub struct EncodingUnknown(String);

impl FromStr for TextEncoding {
    type Err = EncodingUnknown;

    /// Reads a name as web pages use it (WHATWG Encoding Standard), in any case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Encoding::for_label_no_replacement(text.as_bytes())
            .map(Self)
            .ok_or_else(|| EncodingUnknown(shown(text)))
    }
}

/// The text of `input` in UTF-8 without a byte order mark, and how it is written: as `given`, else as it looks. `is_json`
/// says that it is JSON, which is always Unicode.
pub(super) fn decoded(
    mut input: Input,
    given: Option<TextEncoding>,
    is_json: bool,
) -> Result<(Input, TextEncoding), ReadError> {
    let mut start = Vec::new();
    (&mut input).take(EVIDENCE_BYTES_MAX).read_to_end(&mut start)?;
    let marked = Encoding::for_bom(&start);
    let encoding = match (given, marked) {
        (Some(given), _) => given.0,
        (None, Some((encoding, _))) => encoding,
        (None, None) => evident(&start, is_json)?,
    };
    // A mark is one only in its own encoding.
    if let Some((_, length)) = marked.filter(|(marked, _)| *marked == encoding) {
        start.drain(..length);
    }
    let whole = Cursor::new(start).chain(input);
    let text: Input = if encoding == UTF_8 {
        Box::new(BufReader::with_capacity(DECODED_BYTES, whole))
    } else {
        let decoding = Decoding {
            input: BufReader::with_capacity(DECODED_BYTES, whole),
            decoder: encoding.new_decoder_without_bom_handling(),
            text: Vec::new(),
            given: 0,
            ended: false,
        };
        Box::new(BufReader::with_capacity(DECODED_BYTES, decoding))
    };
    Ok((text, TextEncoding(encoding)))
}

/// The encoding that the beginning of a file without a mark looks like.
fn evident(start: &[u8], is_json: bool) -> Result<&'static Encoding, ReadError> {
    if let Some(encoding) = wide(start)? {
        return Ok(encoding);
    }
    if is_json {
        return Ok(UTF_8);
    }
    let (mut whole, mut broken, mut undefined) = (0_usize, 0_usize, false);
    // A letter that is cut in two at the end of what is looked at is not broken.
    let is_cut = start.len() as u64 == EVIDENCE_BYTES_MAX;
    let mut left = start.len();
    for chunk in start.utf8_chunks() {
        left -= chunk.valid().len() + chunk.invalid().len();
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let is_end = is_cut && left == 0;
        broken += usize::from(!chunk.invalid().is_empty() && !is_end);
        undefined |= chunk
            .invalid()
            .iter()
            .any(|byte| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D));
    }
    // Letters of Windows-1252 hardly ever stand so that they are UTF-8 too. Where most are, the others are damage, and
    // their rows are refused; to read them otherwise would turn all the good ones into nonsense.
    Ok(if broken > whole && !undefined {
        WINDOWS_1252
    } else {
        UTF_8
    })
}

/// UTF-16, if every other byte says so. Refuses what holds bytes that no text has.
fn wide(start: &[u8]) -> Result<Option<&'static Encoding>, ReadError> {
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), start.len() / 2);
    // Latin letters are most of a register in any of our languages, and separators of every one.
    match (even, odd) {
        (0, 0) => Ok(None),
        (even, odd) if odd * 10 > pairs * 4 && even * 4 < odd => Ok(Some(UTF_16LE)),
        (even, odd) if even * 10 > pairs * 4 && odd * 4 < even => Ok(Some(UTF_16BE)),
        _ => Err(ReadError::NotText),
    }
}

/// Turns text into UTF-8 as it is read.
struct Decoding<R> {
    input: R,
    decoder: Decoder,
    /// What is decoded, and how much of it has been given out.
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: BufRead> Decoding<R> {
    fn refill(&mut self) -> io::Result<()> {
        self.text.resize(DECODED_BYTES, 0);
        self.given = 0;
        let mut filled = 0;
        while filled == 0 && !self.ended {
            let bytes = self.input.fill_buf()?;
            let last = bytes.is_empty();
            // What can't be decoded becomes U+FFFD, which the rows are looked through for.
            let (result, read, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.text, last);
            self.input.consume(read);
            self.ended = last && result == CoderResult::InputEmpty;
            filled = written;
        }
        self.text.truncate(filled);
        Ok(())
    }
}

impl<R: BufRead> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() && !self.ended {
            self.refill()?;
        }
        let count = buffer.len().min(self.text.len() - self.given);
        buffer[..count].copy_from_slice(&self.text[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
