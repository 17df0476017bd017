//! Files that can't be read as a whole, and files that look odd but can.

use std::io::Cursor;

use super::{read, refused, rows};
use crate::exchange::{Cell, Fault, Format, Hints, ReadError, RowProblem, TextEncoding};
use crate::text::{Language, is_known};
use ayni_protocol::record::Kind;

#[test]
fn a_header_with_one_name_twice_is_refused_with_both_places() {
    let error = refused(Format::Csv, "id,name,id\n1,a,2\n");
    assert!(
        matches!(&error, ReadError::HeaderTwice { name, first: 1, second: 3 } if name == "id"),
        "{error}"
    );
}

#[test]
fn a_thousand_columns_are_read_and_one_more_is_refused() {
    let header = |count: usize| (0..count).map(|n| format!("c{n}")).collect::<Vec<_>>().join(",");
    assert_eq!(rows(Format::Csv, format!("{}\n1\n", header(1_000))).len(), 1);
    let error = refused(Format::Csv, format!("{}\n1\n", header(1_001)));
    assert!(matches!(error, ReadError::ColumnsTooMany { found: 1_001 }), "{error}");
}

#[test]
fn files_of_other_programs_are_told_apart() {
    assert!(matches!(
        refused(Format::Csv, *b"PK\x03\x04xl/workbook.xml"),
        ReadError::Packed
    ));
    for format in Format::ALL {
        let error = refused(format, *b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        assert!(matches!(error, ReadError::Spreadsheet), "{format}: {error}");
    }
    assert!(matches!(refused(Format::Csv, *b"id\0\0\0,name\n"), ReadError::NotText));
    assert!(matches!(refused(Format::Csv, *b"\n  \n"), ReadError::Empty));
    assert!(matches!(refused(Format::Csv, *b""), ReadError::Empty));
    let utf8 = Hints {
        encoding: Some(TextEncoding::UTF_8),
        ..Hints::default()
    };
    let error = read(Format::Csv, &utf8, Cursor::new(b"n\xE9,id\n")).err();
    assert!(matches!(error, Some(ReadError::HeaderEncoding)), "{error:?}");
    assert!(matches!(refused(Format::Json, *b"id,name\n"), ReadError::Shape));
    assert!(matches!(refused(Format::GeoJson, *b"[{}]"), ReadError::Shape));
    assert!(matches!(
        refused(Format::GeoJson, *br#"{"type": "Feature", "geometry": null}"#),
        ReadError::Shape
    ));
}

#[test]
fn a_file_that_ends_within_quotation_marks_is_refused_with_the_row_in_which_they_open() {
    for (table, whole, row) in [
        ("id,name\n1,a\n2,\"b\n3,c\n", 1, 3),
        ("id,name\r\n1,\"two\r\nlines\"\r\n\r\n2,\"b\r\n3,c", 1, 4),
        ("id,name\n1,a\n2,\"b \"\"c\"\"\n", 1, 3),
        ("id,name\n1,a\n\"", 1, 3),
        ("id,\"name\n1,a\n", 0, 1),
    ] {
        let read = read(Format::Csv, &Hints::default(), Cursor::new(table));
        let mut rows: Vec<_> = read.map_or_else(|error| vec![Err(error)], Iterator::collect);
        let end = rows.pop();
        assert!(
            matches!(end, Some(Err(ReadError::QuoteUnclosed { row: found })) if found == row),
            "{table:?}: {end:?}"
        );
        assert!(rows.len() == whole && rows.iter().all(Result::is_ok), "{table:?}");
    }
}

#[test]
fn quotation_marks_that_are_closed_and_a_full_stop_at_the_end_are_read_to_the_last_row() {
    for line_end in ["\n", "\r\n"] {
        for end in ["", line_end, &line_end.repeat(2)] {
            for last in ["\"b\n.\"", "\"\"\"b\"\"\"", "b\"c", "."] {
                let table = ["name", "", "", last].join(line_end) + end;
                let rows = rows(Format::Csv, table.clone());
                assert_eq!((rows.len(), rows[0].number), (1, 4), "{table:?}");
                assert_ne!(rows[0].cells()["name"].text(), "", "{table:?}");
            }
        }
    }
}

#[test]
fn a_row_that_never_ends_is_read_no_further_than_its_bound() {
    let table = format!("id,name\n1,a\n2,\"b\n{}", "3,c\n".repeat(5_000_000));
    let error = refused(Format::Csv, table);
    assert!(matches!(error, ReadError::RowTooLong { row: 3 }), "{error}");
}

#[test]
fn json_that_breaks_off_says_behind_which_element() {
    let error = refused(Format::Json, r#"[{"a": 1}, {"a": 2}, {"a""#);
    assert!(matches!(error, ReadError::JsonBroken { element: 2 }), "{error}");
    let error = refused(Format::GeoJson, r#"{"features": [{"type": "Feature"} {}]}"#);
    assert!(matches!(error, ReadError::JsonBroken { element: 1 }), "{error}");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_name() {
    let row = &rows(Format::Csv, "\u{feff}id,name\n007,a\n")[0];
    assert_eq!(
        row.cells()["id"],
        Cell::Text("007".to_owned()),
        "leading zeros are kept"
    );
}

#[test]
fn the_separator_is_found_in_the_header() {
    for separator in [',', ';', '\t'] {
        let table = format!("\"a,b;c\td\"{separator}id\nx{separator}1\n");
        assert_eq!(rows(Format::Csv, table)[0].cells()["id"].text(), "1", "{separator:?}");
    }
}

#[test]
fn a_first_line_that_names_the_separator_is_believed_and_is_no_row() {
    for (line, separator) in [("sep=;", ";"), ("SEP=|", "|"), ("sep=\t", "\t")] {
        for end in ["\n", "\r\n"] {
            let table = [line, &format!("id{separator}a,b,c"), &format!("1{separator}x")].join(end);
            let rows = rows(Format::Csv, table);
            assert_eq!((rows.len(), rows[0].number), (1, 2), "{line:?}");
            assert_eq!(rows[0].cells()["id"].text(), "1", "{line:?}");
            assert_eq!(rows[0].cells()["a,b,c"].text(), "x", "{line:?}");
        }
    }
    assert!(matches!(refused(Format::Csv, "sep=;"), ReadError::Empty));
    let row = &rows(Format::Csv, "sep=id,name\n1,a\n")[0];
    assert_eq!(row.cells()["sep=id"].text(), "1", "a header that only begins like it");
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    for end in ["\n", "\r\n"] {
        let table = ["id,name", "1,\"two", "lines\"", "", "", "2,b", "3,c"].join(end);
        let rows = rows(Format::Csv, table);
        let numbers: Vec<u64> = rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [2, 5, 6], "line end {end:?}");
        assert_eq!(rows[0].cells()["name"].text(), format!("two{end}lines"));
    }
}

#[test]
fn rows_in_which_nothing_stands_are_passed_over_and_counted() {
    let table = "id,name\n,\n1,a\n \u{a0},\"\"\n,,,\n2,\n";
    let rows = rows(Format::Csv, table);
    let numbers: Vec<u64> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [3, 6]);
    assert!(rows.iter().all(|row| row.problems.is_empty()));
}

#[test]
fn a_json_file_may_be_an_array_or_a_feature_collection() {
    let array = rows(
        Format::Json,
        r#" [ {"a": {"b": ["x", 1]}, "c": null}, {"a": "[,]}\""} ] "#,
    );
    assert_eq!(
        array[0].cells()["a.b"],
        Cell::List(vec!["x".to_owned(), "1".to_owned()])
    );
    assert_eq!(array[0].cells().len(), 1, "null is no cell");
    assert_eq!(array[1].cells()["a"].text(), "[,]}\"");
    let collection = r#"{"type": "FeatureCollection", "crs": {"features": [1]}, "features": [
        {"type": "Feature", "id": 7, "properties": {"n": "a"}, "geometry": {"type": "Point", "coordinates": [-17.45, 14.7]}},
        {"type": "Feature", "properties": null, "geometry": null}], "bbox": [1, 2, 3, 4]}"#;
    let features = rows(Format::Json, collection);
    let cell = |name: &str| features[0].cells()[name].text().into_owned();
    assert_eq!(
        [cell("@id"), cell("n"), cell("@lon"), cell("@lat")],
        ["7", "a", "-17.45", "14.7"]
    );
    assert!(features[1].cells().is_empty());
}

#[test]
fn an_element_that_is_broken_or_too_long_leaves_the_others() {
    let long = "x".repeat(5_000_000);
    for (format, file) in [
        (
            Format::Json,
            format!(r#"[{{"a": 1}}, {{"a" 1}}, {{"a": "{long}"}}, {{"a": 4}}]"#),
        ),
        (
            Format::JsonLines,
            format!("{{\"a\": 1}}\n{{\"a\" 1}}\n{{\"a\": \"{long}\"}}\n{{\"a\": 4}}"),
        ),
    ] {
        let rows = rows(format, file);
        let found: Vec<Option<&str>> = rows
            .iter()
            .map(|row| row.problems.first().map(|problem| &*problem.rule))
            .collect();
        assert_eq!(
            found,
            [None, Some("json_broken"), Some("row_too_long"), None],
            "{format}"
        );
    }
    let lines = rows(Format::JsonLines, *b"{\"a\": \"\xFF\"}\n\n[]\n");
    assert_eq!((lines[0].number, &*lines[0].problems[0].rule), (1, "not_utf8"));
    assert_eq!((lines[1].number, &*lines[1].problems[0].rule), (3, "json_broken"));
}

#[test]
fn every_fault_of_a_file_has_a_sentence_and_a_hint() {
    let faults = [
        ReadError::Io(std::io::Error::other("x")),
        ReadError::Spreadsheet,
        ReadError::Packed,
        ReadError::NotText,
        ReadError::WorkbookBroken("p".to_owned()),
        ReadError::WorkbookTooLarge {
            part: "p".to_owned(),
            limit: 1,
        },
        ReadError::WorkbookTooMany {
            part: "p".to_owned(),
            limit: 1,
        },
        ReadError::WorkbookBomb("p".to_owned()),
        ReadError::WorkbookPartTwice("p".to_owned()),
        ReadError::WorkbookTextEndless {
            part: "p".to_owned(),
            limit: 1,
        },
        ReadError::SheetAbsent {
            sheet: "s".to_owned(),
            sheets: vec!["t".to_owned()],
        },
        ReadError::SheetUncalculated("A1".to_owned()),
        ReadError::Empty,
        ReadError::HeaderEncoding,
        ReadError::HeaderTwice {
            name: "n".to_owned(),
            first: 1,
            second: 2,
        },
        ReadError::ColumnsTooMany { found: 2_000 },
        ReadError::RowTooLong { row: 3 },
        ReadError::QuoteUnclosed { row: 3 },
        ReadError::Shape,
        ReadError::JsonBroken { element: 1 },
        ReadError::ColumnsAbsent(vec!["c".to_owned()]),
        ReadError::FieldsAbsent {
            kind: Kind::Enterprise,
            columns: vec!["title.en".to_owned()],
        },
        ReadError::ColumnsUnknown {
            kind: Kind::Enterprise,
            columns: vec![("c".to_owned(), Some("d".to_owned())), ("e".to_owned(), None)],
        },
    ];
    for fault in &faults {
        for language in Language::ALL {
            for sentence in [fault.message(language), fault.hint(language)] {
                assert!(
                    sentence.contains(' ') && !sentence.contains("{$"),
                    "{language}: {sentence}"
                );
            }
        }
    }
}

#[test]
fn every_fault_of_a_row_has_a_sentence() {
    let source = [
        include_str!("../table.rs"),
        include_str!("../header.rs"),
        include_str!("../sheet.rs"),
        include_str!("../rows.rs"),
        include_str!("../mapping.rs"),
        include_str!("../identifiers.rs"),
    ]
    .concat();
    for rule in [
        "not_utf8",
        "cell_too_long",
        "cells_too_many",
        "row_too_long",
        "json_broken",
        "feature_broken",
        "not_mended",
        "text_lost",
        "oid_twice",
        "id_twice",
        "cell_error",
        "number_inexact",
    ] {
        assert!(source.contains(&format!("\"{rule}\"")), "{rule} is no longer in use");
    }
    let own = [
        "value_unknown",
        "not_degrees",
        "kind_differs",
        "skipped",
        "date_impossible",
        "required",
        "not_utf8",
    ];
    for rule in own.iter().chain(&[
        "cell_too_long",
        "cells_too_many",
        "row_too_long",
        "json_broken",
        "feature_broken",
        "not_mended",
        "text_lost",
        "oid_twice",
        "id_twice",
        "cell_error",
        "number_inexact",
    ]) {
        assert!(
            is_known(&format!("rule-{}", rule.replace('_', "-"))),
            "{rule} has no sentence"
        );
    }
    let problem = RowProblem {
        column: Some("Form".to_owned()),
        value: "Societe".to_owned(),
        suggestion: Some("Society".to_owned()),
        ..RowProblem::new(12, "value_unknown")
    };
    let message = problem.message_with_place(Language::En);
    assert_eq!(
        message,
        "row 12, Form: The mapping has no entry for \"Societe\". Perhaps \"Society\"?"
    );
}
