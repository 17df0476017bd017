//! A cursor over deterministic CBOR of a known shape, for what is read so often that nothing may be built on the way:
//! envelopes, and the entries of a response.

use super::CborError;
use super::form::{ARRAY, BYTES, CUT_SHORT, MAP, NULL, SIMPLE, TEXT, UNSIGNED, Walk};

/// Major type of negative integers.
const NEGATIVE: u8 = 1;

/// What is left of a value, item by item. What it passes is in the deterministic form, byte by byte; that keys come in
/// their order is for the caller to see, who says which key comes next.
#[derive(Debug)]
pub struct Cursor<'b>(Walk<'b>);

impl<'b> Cursor<'b> {
    /// At the beginning of `bytes`.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(Walk::over(bytes))
    }

    /// What has not been passed yet.
    pub fn rest(&self) -> &'b [u8] {
        self.0.rest
    }

    /// Elements of the array that comes next.
    ///
    /// # Errors
    /// [`CborError`] if another item comes next.
    pub fn array(&mut self) -> Result<u64, CborError> {
        self.item(ARRAY, "an array")
    }

    /// Entries of the map that comes next.
    ///
    /// # Errors
    /// [`CborError`] if another item comes next.
    pub fn map(&mut self) -> Result<u64, CborError> {
        self.item(MAP, "a map")
    }

    /// The unsigned integer that comes next.
    ///
    /// # Errors
    /// [`CborError`] if another item comes next.
    pub fn unsigned(&mut self) -> Result<u64, CborError> {
        self.item(UNSIGNED, "an unsigned integer")
    }

    /// The integer that comes next, of either sign.
    ///
    /// # Errors
    /// [`CborError`] if another item comes next, or one that 64 bits with a sign cannot hold.
    pub fn integer(&mut self) -> Result<i64, CborError> {
        const TOO_LARGE: CborError = CborError::Unexpected("an integer of 64 bits");
        let (kind, argument) = self.0.head(0)?;
        let argument = i64::try_from(argument).map_err(|_| TOO_LARGE)?;
        match kind {
            UNSIGNED => Ok(argument),
            NEGATIVE => Ok(-1 - argument),
            _ => Err(TOO_LARGE),
        }
    }

    /// The byte string that comes next.
    ///
    /// # Errors
    /// [`CborError`] if another item comes next.
    pub fn bytes(&mut self) -> Result<&'b [u8], CborError> {
        let length = self.item(BYTES, "a byte string")?;
        self.0.take(length)
    }

    /// The byte string of `N` bytes that comes next.
    ///
    /// # Errors
    /// [`CborError`] if another item comes next, or one of another length.
    pub fn bytes_of<const N: usize>(&mut self) -> Result<[u8; N], CborError> {
        <[u8; N]>::try_from(self.bytes()?).map_err(|_| CborError::Unexpected("a byte string of another length"))
    }

    /// The byte string that comes next, or none for null.
    ///
    /// # Errors
    /// [`CborError`] if another item comes next.
    pub fn bytes_or_null(&mut self) -> Result<Option<&'b [u8]>, CborError> {
        if self.0.rest.first() == Some(&NULL) {
            return self.item(SIMPLE, "null").map(|_| None);
        }
        self.bytes().map(Some)
    }

    /// Passes the key `key`.
    ///
    /// # Errors
    /// [`CborError`] if another item comes next.
    pub fn key(&mut self, key: &'static str) -> Result<(), CborError> {
        let length = self.item(TEXT, key)?;
        match self.0.take(length)? {
            found if found == key.as_bytes() => Ok(()),
            _ => Err(CborError::Unexpected(key)),
        }
    }

    /// # Errors
    /// [`CborError`] if something follows.
    pub fn end(&self) -> Result<(), CborError> {
        self.0.end()
    }

    /// The argument of the next item, which is to be of this major type.
    fn item(&mut self, kind: u8, expected: &'static str) -> Result<u64, CborError> {
        if self.0.rest.is_empty() {
            return Err(CUT_SHORT);
        }
        match self.0.head(0)? {
            (found, argument) if found == kind => Ok(argument),
            _ => Err(CborError::Unexpected(expected)),
        }
    }
}

/// Appends the head of an item: major type and argument, as short as can be.
fn write_head(into: &mut Vec<u8>, kind: u8, argument: u64) {
    let kind = kind << 5;
    match argument {
        0..24 => into.push(kind | argument as u8),
        24..0x100 => into.extend([kind | 24, argument as u8]),
        0x100..0x1_0000 => {
            into.push(kind | 25);
            into.extend((argument as u16).to_be_bytes());
        }
        0x1_0000..0x1_0000_0000 => {
            into.push(kind | 26);
            into.extend((argument as u32).to_be_bytes());
        }
        _ => {
            into.push(kind | 27);
            into.extend(argument.to_be_bytes());
        }
    }
}

/// Appends the head of an array of so many elements.
pub fn write_array(into: &mut Vec<u8>, elements: usize) {
    write_head(into, ARRAY, elements as u64);
}

/// Appends the head of a map of so many entries.
pub fn write_map(into: &mut Vec<u8>, entries: usize) {
    write_head(into, MAP, entries as u64);
}

/// Appends a text.
pub fn write_text(into: &mut Vec<u8>, text: &str) {
    write_head(into, TEXT, text.len() as u64);
    into.extend_from_slice(text.as_bytes());
}

/// Appends a byte string.
pub fn write_bytes(into: &mut Vec<u8>, bytes: &[u8]) {
    write_head(into, BYTES, bytes.len() as u64);
    into.extend_from_slice(bytes);
}

/// Appends an unsigned integer.
pub fn write_unsigned(into: &mut Vec<u8>, number: u64) {
    write_head(into, UNSIGNED, number);
}

/// Appends an integer of either sign.
pub fn write_integer(into: &mut Vec<u8>, number: i64) {
    match u64::try_from(number) {
        Ok(number) => write_head(into, UNSIGNED, number),
        Err(_) => write_head(into, NEGATIVE, number.unsigned_abs() - 1),
    }
}

/// Appends null.
pub fn write_null(into: &mut Vec<u8>) {
    into.push(NULL);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_bytes::ByteBuf;

    use super::*;
    use crate::cbor;

    proptest! {
        #[test]
        fn what_is_written_item_by_item_is_what_serde_writes_and_reads_back(
            number: u64, integer: i64, bytes in prop::collection::vec(any::<u8>(), 0..300), text in ".{0,30}", absent: bool,
        ) {
            let maybe = (!absent).then(|| ByteBuf::from(bytes.clone()));
            let expected = cbor::encode(&(number, integer, ByteBuf::from(bytes.clone()), &text, &maybe));
            let mut written = Vec::new();
            write_array(&mut written, 5);
            write_unsigned(&mut written, number);
            write_integer(&mut written, integer);
            write_bytes(&mut written, &bytes);
            write_text(&mut written, &text);
            match &maybe {
                Some(bytes) => write_bytes(&mut written, bytes),
                None => write_null(&mut written),
            }
            prop_assert_eq!(&written, &expected);
            let mut cursor = Cursor::new(&written);
            prop_assert_eq!(cursor.array().expect("array"), 5);
            prop_assert_eq!(cursor.unsigned().expect("number"), number);
            prop_assert_eq!(cursor.integer().expect("integer"), integer);
            prop_assert_eq!(cursor.bytes().expect("bytes"), bytes.as_slice());
            cursor.key("").map_or_else(|_| (), |()| ());
            prop_assert_eq!(cursor.bytes_or_null().is_ok_and(|found| found.map(<[u8]>::to_vec) == maybe.map(ByteBuf::into_vec)), true);
            cursor.end().expect("nothing follows");
        }
    }

    #[test]
    fn an_item_of_another_type_is_refused_by_name() {
        let refused = |error: CborError| error.to_string();
        assert!(refused(Cursor::new(&[0x01]).bytes().unwrap_err()).contains("a byte string"));
        assert!(refused(Cursor::new(&[0x61, b'a']).key("b").unwrap_err()).contains('b'));
        assert!(Cursor::new(&[]).array().is_err());
        assert!(
            Cursor::new(&[0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
                .integer()
                .is_err()
        );
        assert!(Cursor::new(&[0x18, 0x17]).unsigned().is_err(), "longer than it need be");
        assert!(Cursor::new(&[0x00]).end().is_err());
    }
}
