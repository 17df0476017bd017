//! A [`Response::Entries`](super::Response::Entries) item by item: what is sent most is neither built nor taken apart as a
//! whole.
//!
//! Its bytes are a head, and for each run the head of an array and the entries one after the other. So the entries of a
//! run can be put together from pieces that were written at different times, and a piece can be kept as it came.

use crate::cbor::CborError;
use crate::cbor::cursor::{self, Cursor};
use crate::limits::{RANGES_PER_REQUEST_MAX, RESPONSE_BYTES_MAX};

use super::{MessageError, bounded};

/// Envelope and body of an entry as they lie in the bytes that travel; no body where it is withheld or erased.
pub type EntryIn<'b> = (&'b [u8], Option<&'b [u8]>);

/// What a response begins with that has entries, before the number of its runs: `{"entries": {"runs": …`.
const BEGIN: &[u8] = b"\xa1\x67entries\xa1\x64runs";

/// Whether these are the first bytes of a response with entries.
pub fn is_entries(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGIN)
}

/// Appends what a response with so many runs begins with.
pub fn write_head(into: &mut Vec<u8>, runs: usize) {
    into.extend_from_slice(BEGIN);
    cursor::write_array(into, runs);
}

/// Appends what a run of so many entries begins with.
pub fn write_run_head(into: &mut Vec<u8>, entries: usize) {
    cursor::write_array(into, entries);
}

/// Appends an entry.
pub fn write(into: &mut Vec<u8>, envelope: &[u8], body: Option<&[u8]>) {
    cursor::write_array(into, 2);
    cursor::write_bytes(into, envelope);
    match body {
        Some(body) => cursor::write_bytes(into, body),
        None => cursor::write_null(into),
    }
}

/// How many bytes [`write`] appends at most.
pub fn size(envelope: &[u8], body: Option<&[u8]>) -> usize {
    /// Of the array, and of each byte string.
    const HEADS: usize = 1 + 5 + 5;
    HEADS + envelope.len() + body.map_or(0, <[u8]>::len)
}

/// The entries of which `bytes` consist, one after the other, until the first fault.
pub fn read(bytes: &[u8]) -> Entries<'_> {
    Entries {
        cursor: Cursor::new(bytes),
        is_over: false,
    }
}

/// See [`read`].
pub struct Entries<'b> {
    cursor: Cursor<'b>,
    is_over: bool,
}

impl<'b> Iterator for Entries<'b> {
    type Item = Result<EntryIn<'b>, CborError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over || self.cursor.rest().is_empty() {
            return None;
        }
        let entry = read_one(&mut self.cursor);
        self.is_over = entry.is_err();
        Some(entry)
    }
}

fn read_one<'b>(cursor: &mut Cursor<'b>) -> Result<EntryIn<'b>, CborError> {
    if cursor.array()? != 2 {
        return Err(CborError::Unexpected("an entry and its body"));
    }
    Ok((cursor.bytes()?, cursor.bytes_or_null()?))
}

/// The runs of the response that `bytes` are.
///
/// # Errors
/// [`MessageError`] if they are no response with entries, or one that breaks a bound.
pub fn read_runs(bytes: &[u8]) -> Result<Vec<Vec<EntryIn<'_>>>, MessageError> {
    if bytes.len() > RESPONSE_BYTES_MAX {
        let (found, limit) = (bytes.len(), RESPONSE_BYTES_MAX);
        return Err(CborError::TooLong { found, limit }.into());
    }
    let rest = bytes
        .strip_prefix(BEGIN)
        .ok_or(CborError::Unexpected("a response with entries"))?;
    let mut cursor = Cursor::new(rest);
    let count = usize::try_from(cursor.array()?).unwrap_or(usize::MAX);
    bounded("runs", count, RANGES_PER_REQUEST_MAX)?;
    let mut runs = Vec::with_capacity(count);
    for _ in 0..count {
        // However many the run says it has, there are no more than bytes.
        let entries = cursor.array()?;
        let entries = (0..entries).map(|_| read_one(&mut cursor));
        runs.push(entries.collect::<Result<Vec<_>, _>>()?);
    }
    cursor.end()?;
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::super::{Response, WireEntry};
    use super::*;

    #[test]
    fn a_response_put_together_from_pieces_is_the_response() {
        let wire = |envelope: &[u8], body: Option<&[u8]>| WireEntry::new(envelope, body);
        let long = vec![7; 70_000];
        let runs = vec![
            vec![wire(b"one", Some(b"")), wire(b"two", None)],
            vec![],
            vec![wire(&long, Some(&long))],
        ];
        let mut bytes = Vec::new();
        write_head(&mut bytes, runs.len());
        for run in &runs {
            write_run_head(&mut bytes, run.len());
            for WireEntry(envelope, body) in run {
                let before = bytes.len();
                let body = body.as_ref().map(|body| body.as_slice());
                write(&mut bytes, envelope, body);
                assert!(bytes.len() - before <= size(envelope, body));
            }
        }
        assert!(is_entries(&bytes));
        let read = read_runs(&bytes).expect("own bytes");
        let read: Vec<Vec<WireEntry>> = read
            .iter()
            .map(|run| run.iter().map(|(envelope, body)| wire(envelope, *body)).collect())
            .collect();
        assert_eq!(read, runs);
        assert_eq!(Response::Entries { runs }.encode(), bytes);
    }

    #[test]
    fn what_is_no_response_with_entries_is_refused() {
        assert!(read_runs(&Response::Told.encode()).is_err());
        let mut bytes = Vec::new();
        write_head(&mut bytes, RANGES_PER_REQUEST_MAX + 1);
        assert!(matches!(
            read_runs(&bytes),
            Err(MessageError::TooMany { what: "runs", .. })
        ));
        let mut bytes = Vec::new();
        write_head(&mut bytes, 1);
        write_run_head(&mut bytes, usize::MAX);
        write(&mut bytes, b"one", None);
        assert!(read_runs(&bytes).is_err(), "a run that is cut short");
        let mut bytes = Vec::new();
        write_head(&mut bytes, 0);
        bytes.push(0);
        assert!(read_runs(&bytes).is_err(), "something follows");
    }
}
