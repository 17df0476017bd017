//! Text files in the encodings that spreadsheet programs write.

use std::io::Cursor;

use super::{refused, rows};
use crate::exchange::{Format, Hints, ReadError, Row, TextEncoding, read};

const TABLE: &str = "id;nom\n1;Épicerie de l’œuvre – 5 €\n2;Ñandú\n";

fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn windows(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

#[test]
fn the_encoding_is_found_out_and_said() {
    let with_mark = format!("\u{feff}{TABLE}");
    for (bytes, name) in [
        (TABLE.as_bytes().to_vec(), "UTF-8"),
        (with_mark.as_bytes().to_vec(), "UTF-8"),
        (wide(&with_mark, u16::to_le_bytes), "UTF-16LE"),
        (wide(&with_mark, u16::to_be_bytes), "UTF-16BE"),
        (wide(TABLE, u16::to_le_bytes), "UTF-16LE"),
        (wide(TABLE, u16::to_be_bytes), "UTF-16BE"),
        (windows(TABLE), "windows-1252"),
        (b"id;nom\n1;plain\n".to_vec(), "UTF-8"),
    ] {
        let rows = read(Format::Csv, &Hints::default(), Cursor::new(bytes)).unwrap();
        assert_eq!(rows.encoding().unwrap().to_string(), name);
        assert_eq!(rows.separator().unwrap().to_string(), "semicolon");
        assert_eq!(rows.columns().unwrap(), ["id", "nom"], "{name}");
        let texts: Vec<String> = rows
            .map(|row| row.unwrap().cells()["nom"].text().into_owned())
            .collect();
        assert!(
            texts == ["Épicerie de l’œuvre – 5 €", "Ñandú"] || texts == ["plain"],
            "{name}: {texts:?}"
        );
    }
}

#[test]
fn damage_in_utf8_stays_damage_and_does_not_turn_the_good_rows_into_nonsense() {
    let table = [TABLE.as_bytes(), b"3;caf\xE9\n4;\xC3\x89cole\n"].concat();
    let rows = rows(Format::Csv, table);
    let broken: Vec<u64> = rows
        .iter()
        .filter(|row| !row.problems.is_empty())
        .map(|row| row.number)
        .collect();
    assert_eq!(broken, [4]);
    assert_eq!(&*rows[2].problems[0].rule, "not_utf8");
    // JSON is Unicode, whatever a byte looks like.
    let lines = super::rows(Format::JsonLines, *b"{\"a\": \"caf\xE9\"}\n");
    assert_eq!(&*lines[0].problems[0].rule, "not_utf8");
}

#[test]
fn what_is_said_of_a_file_is_believed() {
    let read_as = |label: &str, separator: Option<&str>, bytes: &[u8]| -> Vec<Row> {
        let hints = Hints {
            encoding: Some(label.parse().unwrap()),
            separator: separator.map(|mark| mark.parse().unwrap()),
            ..Hints::default()
        };
        let rows = read(Format::Csv, &hints, Cursor::new(bytes.to_vec())).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(
        read_as("macintosh", None, b"id,nom\n1,caf\x8E\n")[0].cells()["nom"].text(),
        "café"
    );
    assert_eq!(
        read_as("latin1", None, b"id,nom\n1,caf\xE9 \xC3\xA9\n")[0].cells()["nom"].text(),
        "café Ã©"
    );
    assert_eq!(
        read_as("utf-8", Some("pipe"), b"a,b|c\n1|2\n")[0].cells()["a,b"].text(),
        "1"
    );
    assert_eq!(read_as("utf-8", Some("~"), b"a~b\n1~2\n")[0].cells()["b"].text(), "2");
    for label in ["", "utf-9", "replacement", "klingon"] {
        assert!(label.parse::<TextEncoding>().is_err(), "{label}");
    }
    for mark in ["", "ab", "x", "\"", "1"] {
        assert!(mark.parse::<crate::exchange::Separator>().is_err(), "{mark:?}");
    }
}

#[test]
fn half_a_letter_in_utf16_is_a_fault_of_its_row() {
    let mut bytes = wide("id,nom\n1,a\n2,b", u16::to_le_bytes);
    bytes.extend(0xD800_u16.to_le_bytes());
    let rows = rows(Format::Csv, bytes);
    assert!(rows[0].problems.is_empty());
    assert_eq!(&*rows[1].problems[0].rule, "text_lost");
}

#[test]
fn what_is_no_text_is_refused_at_once() {
    for format in [Format::Csv, Format::JsonLines, Format::Json, Format::GeoJson] {
        let error = refused(format, vec![0; 100_000]);
        assert!(matches!(error, ReadError::NotText), "{format}: {error}");
    }
}
