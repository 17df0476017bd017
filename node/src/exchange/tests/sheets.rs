//! XLSX: what cells become, and files that were made to harm.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{mapping, refused, rows};
use crate::exchange::{Cell, Format, Hints, Mapping, ReadError, Rejected, Row, read};
use ayni_protocol::record::Kind;

/// A workbook whose first sheet is filled by `fill`.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// The cells of the first row below the header `a`, `b` …, as they were written by `fill` into row 2.
fn second_row(fill: impl FnOnce(&mut Worksheet)) -> Row {
    let bytes = workbook(|sheet| {
        for (at, name) in (0..).zip(["a", "b", "c", "d"]) {
            sheet.write_string(0, at, name).unwrap();
        }
        fill(sheet);
    });
    rows(Format::Xlsx, bytes).remove(0)
}

fn texts(row: &Row) -> Vec<String> {
    row.cells().values().map(|cell| cell.text().into_owned()).collect()
}

/// A package of parts that a test writes itself.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<Relationships><Relationship Id="r" Type="http://x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook><sheets><sheet name="One" sheetId="1" r:id="s1"/></sheets></workbook>"#;
const SHEETS: &str = r#"<Relationships><Relationship Id="s1" Type="http://x/relationships/worksheet" Target="worksheets/one.xml"/></Relationships>"#;

/// A workbook of one sheet with this XML between `<sheetData>`, and the texts that its cells share.
fn of_xml(data: &str, strings: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><dimension ref=\"A1:B2\"/><sheetData>{data}</sheetData></worksheet>");
    package(&[
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", SHEETS),
        ("xl/worksheets/one.xml", &sheet),
        (
            "xl/sharedStrings.xml",
            if strings.is_empty() { "<sst/>" } else { strings },
        ),
    ])
}

const HEADER: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>oid</t></is></c></row>"#;

#[test]
fn numbers_dates_and_truths_become_what_people_see() {
    let row = second_row(|sheet| {
        sheet.write_number(1, 0, 12_345_678_901_234.0).unwrap();
        sheet.write_number(1, 1, 14.6934).unwrap();
        sheet.write_number(1, 2, 0.1 + 0.2).unwrap();
        sheet.write_boolean(1, 3, true).unwrap();
    });
    assert_eq!(texts(&row), ["12345678901234", "14.6934", "0.3", "true"]);
    let date = CellFormat::new().set_num_format("dd/mm/yyyy");
    let code = CellFormat::new().set_num_format("00000");
    let row = second_row(|sheet| {
        let day = ExcelDateTime::from_ymd(2020, 2, 29).unwrap();
        sheet.write_datetime_with_format(1, 0, day, &date).unwrap();
        let moment = ExcelDateTime::from_ymd(2020, 2, 29).unwrap().and_hms(9, 30, 0).unwrap();
        sheet.write_datetime_with_format(1, 1, moment, &date).unwrap();
        sheet.write_number_with_format(1, 2, 1000, &code).unwrap();
        sheet.write_string(1, 3, "00123").unwrap();
    });
    assert_eq!(texts(&row), ["2020-02-29", "2020-02-29T09:30:00", "01000", "00123"]);
    assert!(row.problems.is_empty());
}

#[test]
fn a_cell_that_is_no_value_is_refused_with_its_place_until_it_is_mended() {
    let date = CellFormat::new().set_num_format("dd/mm/yyyy");
    let bytes = workbook(|sheet| {
        for (at, name) in (0..).zip([
            "oid",
            "title.en",
            "original",
            "countries",
            "licence",
            "legal_form",
            "founded",
        ]) {
            sheet.write_string(2, at, name).unwrap();
        }
        for row in 3..6 {
            for (at, text) in (0..).zip([&format!("N-{row}"), "A", "en", "GB", "CC0-1.0", "other"]) {
                sheet.write_string(row, at, text).unwrap();
            }
        }
        sheet
            .write_formula(3, 1, Formula::new("=NA()").set_result("#N/A"))
            .unwrap();
        sheet.write_number(4, 1, 12_345_678_901_234_567.0).unwrap();
        sheet.write_number_with_format(5, 6, 60.0, &date).unwrap();
        sheet.write_string(5, 8, "beyond").unwrap();
    });
    let plain = Mapping::plain(Kind::Enterprise);
    let expected = [
        (4, "cell_error", "#N/A"),
        (5, "number_inexact", "12345678901234568"),
        (6, "cells_too_many", "9"),
    ];
    let mut rejected = Rejected::new(Format::Xlsx, &columns(&bytes), Vec::new()).unwrap();
    for (row, (number, rule, value)) in rows(Format::Xlsx, bytes).into_iter().zip(expected) {
        let problems = plain.record(&row).unwrap_err();
        assert_eq!(
            (row.number, &*problems[0].rule, &*problems[0].value),
            (number, rule, value)
        );
        if number == 6 {
            assert_eq!((&*problems[1].rule, &*problems[1].value), ("date_impossible", "60"));
        }
        rejected.write(&row, &problems, "why").unwrap();
    }
    let again = rows(Format::Xlsx, rejected.finish().unwrap());
    let rules: Vec<_> = again.iter().map(|row| row.problems[0].rule.to_string()).collect();
    assert_eq!(rules, ["text_lost", "text_lost", "cells_too_many"]);
    assert_eq!(again[0].cells()["oid"], Cell::Text("N-3".to_owned()));
}

fn columns(bytes: &[u8]) -> Vec<String> {
    let rows = read(Format::Xlsx, &Hints::default(), Cursor::new(bytes.to_vec())).unwrap();
    rows.columns().unwrap().to_vec()
}

#[test]
fn refused_rows_of_a_sheet_can_be_mended_and_imported_with_the_same_mapping() {
    let bytes = workbook(|sheet| {
        for (row, line) in (0..).zip([["id", "name", "country"], ["007", "=A", "uk"], ["008", "B", "GB"]]) {
            for (at, text) in (0..).zip(line) {
                sheet.write_string(row, at, text).unwrap();
            }
        }
    });
    let mapping = mapping("countries = 'country'");
    let mut rejected = Rejected::new(Format::Xlsx, &columns(&bytes), Vec::new()).unwrap();
    for row in rows(Format::Xlsx, bytes) {
        if let Err(problems) = mapping.record(&row) {
            rejected.write(&row, &problems, "not a code").unwrap();
        }
    }
    let bytes = rejected.finish().unwrap();
    assert_eq!(columns(&bytes), ["id", "name", "country", "@problem"]);
    let mut again = rows(Format::Xlsx, bytes);
    assert_eq!(
        (again.len(), again[0].cells()["name"].text().into_owned()),
        (1, "=A".to_owned())
    );
    let crate::exchange::Content::Cells(cells) = &mut again[0].content else {
        panic!("cells")
    };
    cells.insert("country".to_owned(), Cell::Text("GB".to_owned()));
    assert_eq!(mapping.record(&again[0]).unwrap()["oid"], "007");
}

#[test]
fn a_text_that_no_cell_can_hold_goes_on_in_a_column_beside_it() {
    let text: String = "a𝄞b\n=c".repeat(20_000);
    let record = serde_json::json!({ "kind": "practice", "oid": "1", "building_blocks": [{ "text": { "en": text } }] });
    let mut export = crate::exchange::Export::new(Format::Xlsx, Vec::new()).unwrap();
    export.write(record.as_object().unwrap()).unwrap();
    let row = rows(Format::Xlsx, export.finish().unwrap()).remove(0);
    assert_eq!(
        row.cells()["building_blocks"].text(),
        record["building_blocks"].to_string()
    );
    assert_eq!(row.cells().len(), 3);
}

#[test]
fn the_first_visible_sheet_is_read_or_the_one_that_is_named() {
    let mut workbook = Workbook::new();
    for (name, text) in [("Old", "x"), ("New & best", "y"), ("Last", "z")] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, text).unwrap();
        sheet.set_hidden(name == "Old");
        sheet.set_active(name == "Last");
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let opened = |sheet: Option<&str>| {
        let hints = Hints {
            sheet: sheet.map(str::to_owned),
            ..Hints::default()
        };
        read(Format::Xlsx, &hints, Cursor::new(bytes.clone()))
    };
    let first = opened(None).unwrap();
    assert_eq!(
        (first.sheet(), first.columns().unwrap()),
        (Some("New & best"), &["y".to_owned()][..])
    );
    assert_eq!(opened(Some("Old")).unwrap().columns().unwrap(), ["x"]);
    let error = opened(Some("new")).err().unwrap();
    assert!(
        matches!(&error, ReadError::SheetAbsent { sheets, .. } if sheets.len() == 3),
        "{error}"
    );
}

#[test]
fn a_formula_without_a_result_is_refused_and_one_with_a_result_has_it() {
    let row = |cell: &str| format!(r#"{HEADER}<row r="2"><c r="A2"{cell}</c></row>"#);
    for cell in ["><f>B2</f></c><c r=\"B2\">", "><f>B2</f><v></v>"] {
        let error = refused(Format::Xlsx, of_xml(&row(cell), ""));
        assert!(
            matches!(&error, ReadError::SheetUncalculated(cell) if cell == "A2"),
            "{error}"
        );
    }
    let found = rows(Format::Xlsx, of_xml(&row(" t=\"str\"><f>B2</f><v>K-1</v>"), ""));
    assert_eq!(found[0].cells()["oid"].text(), "K-1");
    assert!(rows(Format::Xlsx, of_xml(&row(" t=\"str\"><f>B2</f><v></v>"), "")).is_empty());
}

#[test]
fn a_range_of_a_million_empty_rows_and_a_name_of_an_entity_are_read_as_what_is_there() {
    let sheet = format!(
        "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{HEADER}<row r=\"1048576\"><c r=\"A1048576\"><v>7</v></c><c r=\"XFD1048576\" s=\"0\"/></row></sheetData></worksheet>"
    );
    let bytes = package(&[
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", &WORKBOOK.replace("One", "A&amp;B")),
        ("xl/_rels/workbook.xml.rels", SHEETS),
        ("xl/worksheets/one.xml", &sheet),
    ]);
    let rows = rows(Format::Xlsx, bytes);
    assert_eq!((rows.len(), rows[0].number), (1, 1_048_576));
    assert_eq!(rows[0].cells()["oid"].text(), "7");
}

#[test]
fn a_header_of_more_columns_than_are_read_is_refused() {
    let cells: String = (0..1_001)
        .map(|n| format!("<c t=\"inlineStr\"><is><t>c{n}</t></is></c>"))
        .collect();
    let error = refused(Format::Xlsx, of_xml(&format!("<row r=\"1\">{cells}</row>"), ""));
    assert!(matches!(error, ReadError::ColumnsTooMany { found: 1_001 }), "{error}");
}

#[test]
fn a_cell_of_fifty_thousand_characters_is_judged_by_its_field() {
    let mapping = mapping("countries = 'country'\n'description.en' = 'text'");
    let head = ["id", "name", "country", "text"]
        .map(|name| format!("<c t=\"inlineStr\"><is><t>{name}</t></is></c>"))
        .concat();
    let long = "x".repeat(50_000);
    let line = ["1", "A", "GB", &long]
        .map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"))
        .concat();
    let rows = rows(Format::Xlsx, of_xml(&format!("<row>{head}</row><row>{line}</row>"), ""));
    let problems = mapping.record(&rows[0]).unwrap_err();
    assert_eq!(
        (problems[0].row, &*problems[0].rule, problems[0].limit),
        (2, "too_long", Some(5_000))
    );
}

#[test]
fn what_is_no_workbook_or_a_damaged_one_is_refused() {
    let good = of_xml(HEADER, "");
    assert!(rows(Format::Xlsx, good.clone()).is_empty(), "a header alone is a table");
    for (what, bytes) in [
        ("text", b"oid,name\n1,a\n".to_vec()),
        ("cut off", good[..good.len() - 30].to_vec()),
        ("a longer end", [&good[..], b"more"].concat()),
        ("no parts", package(&[("a.txt", "a")])),
        (
            "no sheet part",
            package(&[
                ("_rels/.rels", RELATIONS),
                ("xl/workbook.xml", WORKBOOK),
                ("xl/_rels/workbook.xml.rels", SHEETS),
            ]),
        ),
    ] {
        let error = refused(Format::Xlsx, bytes);
        assert!(matches!(error, ReadError::WorkbookBroken(_)), "{what}: {error}");
    }
    for data in [
        "<row r=\"99999999999\"><c><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"ZZZZZZZZ1\"><v>1</v></c></row>",
        "<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"4\"><c r=\"A4\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" r=\"B1\"><v>7</v></c></row>",
    ] {
        let error = refused(Format::Xlsx, of_xml(data, ""));
        assert!(matches!(error, ReadError::WorkbookBroken(_)), "{data}: {error}");
    }
    let error = refused(
        Format::Xlsx,
        package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]),
    );
    assert!(matches!(error, ReadError::Spreadsheet), "{error}");
}

#[test]
fn what_was_made_to_fill_the_memory_is_refused_before_it_is_unpacked() {
    let is_bomb = |error: &ReadError| matches!(error, ReadError::WorkbookBomb(_));
    // Much of nothing, which packs a thousand times.
    let nothing = of_xml(&format!("{HEADER}{}", " ".repeat(50_000_000)), "");
    assert!(nothing.len() < 100_000);
    let error = refused(Format::Xlsx, nothing);
    assert!(is_bomb(&error), "{error}");
    // One text that goes on and on; what is in it packs badly enough not to be seen from outside.
    let random: String = (0..1_500_000_u64)
        .map(|n| format!("{:x}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40))
        .collect();
    let endless = format!("{HEADER}<row><c t=\"inlineStr\"><is><t>{random}</t></is></c></row>");
    let error = refused(Format::Xlsx, of_xml(&endless, ""));
    assert!(matches!(error, ReadError::WorkbookTextEndless { .. }), "{error}");
    // Room for more texts than there are.
    let error = refused(
        Format::Xlsx,
        of_xml(HEADER, "<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>"),
    );
    assert!(matches!(error, ReadError::WorkbookTooMany { .. }), "{error}");
    let deep = format!("{HEADER}{}", "<a>".repeat(100));
    let error = refused(Format::Xlsx, of_xml(&deep, ""));
    assert!(matches!(error, ReadError::WorkbookTooMany { .. }), "{error}");
    let many: Vec<(String, String)> = (0..2_001).map(|n| (format!("p{n}"), String::new())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let error = refused(Format::Xlsx, package(&many));
    assert!(matches!(error, ReadError::WorkbookTooMany { .. }), "{error}");
    let twice = package(&[
        ("_rels/.rels", RELATIONS),
        ("XL/workbook.xml", WORKBOOK),
        ("xl/Workbook.xml", WORKBOOK),
    ]);
    let error = refused(Format::Xlsx, twice);
    assert!(matches!(error, ReadError::WorkbookPartTwice(_)), "{error}");
}

#[test]
fn a_part_that_is_larger_than_it_says_is_refused() {
    let rows = "<row><c><v>1</v></c></row>".repeat(3_000);
    let bytes = of_xml(&format!("{HEADER}{rows}"), "");
    let size = format!("<worksheet><dimension ref=\"A1:B2\"/><sheetData>{HEADER}{rows}</sheetData></worksheet>").len();
    let (true_size, smaller) = ((size as u32).to_le_bytes(), 100_u32.to_le_bytes());
    let mut lying = bytes;
    let places: Vec<usize> = (0..lying.len() - 4)
        .filter(|at| lying[*at..*at + 4] == true_size)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&smaller);
    }
    let error = refused(Format::Xlsx, lying);
    assert!(
        matches!(error, ReadError::WorkbookBomb(_) | ReadError::WorkbookBroken(_)),
        "{error}"
    );
}
