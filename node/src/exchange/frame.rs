//! Cuts a JSON file into its elements without holding more than one of them.
//!
//! Only brackets and quotes are looked at here, so that a malformed element is a fault of its row and reading goes on
//! behind it; serde_json judges the element itself.

use std::io::{self, BufRead};

use super::ELEMENT_BYTES_MAX;

/// The elements of one array: the whole file, or the `features` of a feature collection.
pub(super) struct Elements<R> {
    input: R,
    state: State,
    root: Root,
}

#[derive(Clone, Copy, PartialEq)]
enum Root {
    Array,
    Collection,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    First,
    Further,
    Done,
}

/// One element's bytes, or word that it was longer than [`ELEMENT_BYTES_MAX`].
pub(super) enum Element {
    Bytes(Vec<u8>),
    TooLong,
}

/// Why a file can't be cut into elements.
#[derive(Debug)]
pub(super) enum FrameError {
    Io(io::Error),
    /// Neither an array nor an object with an array of `features`.
    Shape,
    /// It ends, or goes on, where JSON does not allow it.
    Broken,
}

impl From<io::Error> for FrameError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl<R: BufRead> Elements<R> {
    /// Reads up to the first element.
    pub(super) fn open(mut input: R) -> Result<Self, FrameError> {
        match skip_space(&mut input)? {
            Some(b'[') => {
                input.consume(1);
                Ok(Self {
                    input,
                    state: State::First,
                    root: Root::Array,
                })
            }
            Some(b'{') => {
                input.consume(1);
                seek_features(&mut input)?;
                Ok(Self {
                    input,
                    state: State::First,
                    root: Root::Collection,
                })
            }
            _ => Err(FrameError::Shape),
        }
    }

    /// Whether the elements are features of a collection.
    pub(super) fn is_collection(&self) -> bool {
        self.root == Root::Collection
    }

    /// The next element; `None` at the array's end.
    pub(super) fn next(&mut self) -> Result<Option<Element>, FrameError> {
        if self.state == State::Done {
            return Ok(None);
        }
        match (skip_space(&mut self.input)?, self.state) {
            (Some(b']'), _) => {
                self.input.consume(1);
                self.state = State::Done;
                self.finish()?;
                return Ok(None);
            }
            (Some(b','), State::Further) => self.input.consume(1),
            (Some(_), State::First) => {}
            _ => {
                self.state = State::Done;
                return Err(FrameError::Broken);
            }
        }
        self.state = State::Further;
        skip_space(&mut self.input)?;
        let mut bytes = Vec::new();
        match value(&mut self.input, &mut bytes) {
            Ok(true) => Ok(Some(Element::Bytes(bytes))),
            Ok(false) => Ok(Some(Element::TooLong)),
            Err(error) => {
                self.state = State::Done;
                Err(error)
            }
        }
    }

    /// Nothing but the collection's other members and its bracket may follow the array.
    fn finish(&mut self) -> Result<(), FrameError> {
        if self.root == Root::Collection {
            loop {
                match skip_space(&mut self.input)? {
                    Some(b',') => {
                        self.input.consume(1);
                        member_name(&mut self.input)?;
                        value(&mut self.input, &mut Vec::new())?;
                    }
                    Some(b'}') => {
                        self.input.consume(1);
                        break;
                    }
                    _ => return Err(FrameError::Broken),
                }
            }
        }
        match skip_space(&mut self.input)? {
            None => Ok(()),
            Some(_) => Err(FrameError::Broken),
        }
    }
}

/// Reads the members of an object up to the opening bracket of `features`.
fn seek_features(input: &mut impl BufRead) -> Result<(), FrameError> {
    if skip_space(input)? == Some(b'}') {
        return Err(FrameError::Shape);
    }
    loop {
        let name = member_name(input)?;
        let first = skip_space(input)?;
        if name == b"\"features\"" {
            if first != Some(b'[') {
                return Err(FrameError::Shape);
            }
            input.consume(1);
            return Ok(());
        }
        value(input, &mut Vec::new())?;
        match skip_space(input)? {
            Some(b',') => input.consume(1),
            Some(b'}') => return Err(FrameError::Shape),
            _ => return Err(FrameError::Broken),
        }
    }
}

/// A member's name with its quotes, read past its colon.
fn member_name(input: &mut impl BufRead) -> Result<Vec<u8>, FrameError> {
    if skip_space(input)? != Some(b'"') {
        return Err(FrameError::Broken);
    }
    let mut name = Vec::new();
    value(input, &mut name)?;
    if skip_space(input)? != Some(b':') {
        return Err(FrameError::Broken);
    }
    input.consume(1);
    skip_space(input)?;
    Ok(name)
}

/// The next byte that is no white space, not consumed; `None` at the end.
fn skip_space(input: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        match buffer.iter().position(|byte| !byte.is_ascii_whitespace()) {
            Some(at) => {
                let byte = buffer[at];
                input.consume(at);
                return Ok(Some(byte));
            }
            None => {
                let length = buffer.len();
                input.consume(length);
            }
        }
    }
}

/// Reads one value into `kept`, up to where its brackets and quotes close. False if it was too long to keep: it is
/// then read to its end all the same.
fn value(input: &mut impl BufRead, kept: &mut Vec<u8>) -> Result<bool, FrameError> {
    let (mut depth, mut in_string, mut escaped, mut started, mut fits) = (0_u64, false, false, false, true);
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            // A bare number may end with the file; the caller then misses its bracket.
            return if started && depth == 0 && !in_string {
                Ok(fits)
            } else {
                Err(FrameError::Broken)
            };
        }
        let mut used = 0;
        let mut complete = false;
        for &byte in buffer {
            if in_string {
                used += 1;
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => {
                        in_string = false;
                        complete = depth == 0;
                    }
                    _ => {}
                }
            } else {
                match byte {
                    b',' | b']' | b'}' if depth == 0 => {
                        complete = true;
                        // The delimiter belongs to the array.
                        break;
                    }
                    byte if depth == 0 && started && byte.is_ascii_whitespace() => {
                        complete = true;
                        break;
                    }
                    b'"' => in_string = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth -= 1;
                        complete = depth == 0;
                    }
                    _ => {}
                }
                used += 1;
            }
            started = true;
            if complete {
                break;
            }
        }
        if kept.len() + used > ELEMENT_BYTES_MAX {
            fits = false;
            kept.clear();
        }
        if fits {
            kept.extend_from_slice(&buffer[..used]);
        }
        input.consume(used);
        if complete {
            return if started { Ok(fits) } else { Err(FrameError::Broken) };
        }
    }
}
