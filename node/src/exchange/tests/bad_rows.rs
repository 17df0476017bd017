//! Rows that break a rule: named by row, column, value and rule, with a suggestion where there is one, and the others go in.

use super::{import, mapping, rows};
use crate::exchange::{Cell, Format, Identifiers, Mapping, RowProblem};
use crate::text::Language;
use ayni_protocol::record::Kind;

/// Row, column, rule and suggestion of a problem.
fn short(problem: &RowProblem) -> (u64, &str, &str, Option<&str>) {
    (
        problem.row,
        problem.column.as_deref().unwrap_or(""),
        &problem.rule,
        problem.suggestion.as_deref(),
    )
}

#[test]
fn swapped_coordinates_are_refused_and_the_swap_is_offered() {
    let mapping = mapping("countries = 'country'\n'geo.lat' = 'lat'\n'geo.lon' = 'lon'\n'geo.precision' = 'precision'");
    let table =
        "id,name,country,lat,lon,precision\n1,Right,SN,14.7928,-16.9260,city\n2,Swapped,SN,-16.9260,14.7928,city\n";
    let (records, problems) = import(&mapping, table);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["geo"]["lat"], 14_792_800);
    let problem = &problems[0];
    assert_eq!(
        short(problem),
        (3, "lat, lon", "outside_country", Some("14.7928, -16.926"))
    );
    assert_eq!(problem.value, "-16.9260, 14.7928");
}

#[test]
fn a_country_that_is_no_code_is_refused_with_a_suggestion_and_never_guessed() {
    let mapping = mapping("countries = { column = 'country', values = { 'Frace' = 'FR' }, unknown = 'keep' }");
    let table = "id,name,country\n1,A,uk\n2,B,GB\n3,C,Frace\n4,D,Ghana\n5,E,\n6,F,NA\n7,G,n/a\n";
    let (records, problems) = import(&mapping, table);
    let countries: Vec<_> = records
        .iter()
        .map(|record| record["countries"][0].as_str().unwrap())
        .collect();
    assert_eq!(
        countries,
        ["GB", "FR", "NA"],
        "NA is Namibia where a country is expected"
    );
    assert_eq!(short(&problems[0]), (2, "country", "country_unknown", Some("GB")));
    assert_eq!(problems[0].value, "uk");
    assert_eq!(short(&problems[1]), (5, "country", "country_unknown", Some("GH")));
    assert_eq!(short(&problems[2]), (6, "country", "required", None));
    assert_eq!(short(&problems[3]), (8, "country", "required", None));
}

#[test]
fn a_day_that_never_was_is_refused() {
    let mapping = mapping("countries = 'country'\nfounded = 'since'");
    let table =
        "id,name,country,since\n1,A,GB,30/02/2020\n2,B,GB,1/8/1863\n3,C,GB,2020-02-30\n4,D,GB,1997\n5,E,GB,last year\n";
    let (records, problems) = import(&mapping, table);
    let founded: Vec<_> = records
        .iter()
        .map(|record| record["founded"].as_str().unwrap())
        .collect();
    assert_eq!(founded, ["1863-08-01", "1997"]);
    let rules: Vec<_> = problems.iter().map(short).collect();
    assert_eq!(
        rules,
        [
            (2, "since", "date_impossible", None),
            (4, "since", "date_impossible", None),
            (6, "since", "date_malformed", None)
        ]
    );
}

#[test]
fn broken_utf8_is_a_fault_of_its_cell() {
    let rows = rows(Format::Csv, *b"id,name\n1,caf\xE9\n2,caf\xC3\xA9\n");
    assert_eq!(short(&rows[0].problems[0]), (2, "name", "not_utf8", None));
    for language in Language::ALL {
        let message = rows[0].problems[0].message(language);
        assert!(message.contains("CSV UTF-8"), "what to do about it: {message}");
    }
    assert!(rows[1].problems.is_empty());
    assert_eq!(rows[1].cells()["name"].text(), "café");
    assert!(mapping("countries = 'country'").record(&rows[0]).is_err());
}

#[test]
fn long_cells_are_judged_by_their_field_and_endless_ones_by_the_reader() {
    let mapping = mapping("countries = 'country'\n'description.en' = 'text'");
    let cell = |length: usize| "x".repeat(length);
    let table = format!(
        "id,name,country,text\n1,A,GB,{}\n2,B,GB,{}\n3,C,GB,{}\n",
        cell(50_000),
        cell(5_000),
        cell(100_001)
    );
    let (records, problems) = import(&mapping, &table);
    assert_eq!(records.len(), 1);
    assert_eq!(short(&problems[0]), (2, "text", "too_long", None));
    assert_eq!(
        (problems[0].limit, problems[0].value.chars().count()),
        (Some(5_000), 200)
    );
    assert_eq!(short(&problems[1]), (4, "text", "cell_too_long", None));
}

#[test]
fn leading_zeros_and_lines_within_a_cell_are_kept() {
    let mapping = mapping(
        "countries = 'country'\nregistrations = { column = 'number', object = { list = 'GB-COH', number = '{}' } }\n\
         'description.en' = 'text'\n'address.street' = { column = 'street', lines = ', ' }",
    );
    let table = "id,name,country,number,text,street\n1,A,GB,00123,\"one\ntwo\",\"Mill House,\nHigh Street\"\n";
    let (records, problems) = import(&mapping, table);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(records[0]["registrations"][0]["number"], "00123");
    assert_eq!(records[0]["description"]["en"], "one\ntwo");
    assert_eq!(records[0]["address"]["street"], "Mill House, High Street");
}

#[test]
fn a_row_with_more_cells_than_the_header_is_refused_and_one_with_fewer_is_not() {
    let rows = rows(Format::Csv, "id,name\n1,a,b\n2\n");
    assert_eq!(short(&rows[0].problems[0]), (2, "", "cells_too_many", None));
    assert!(rows[1].problems.is_empty());
    assert_eq!(rows[1].cells().len(), 1);
}

#[test]
fn a_row_that_nothing_tells_apart_is_refused_because_each_import_would_publish_it_anew() {
    let plain = Mapping::plain(Kind::Enterprise);
    let table = "oid,id,title.en,original,countries,licence,legal_form\n\
                 1,,A,en,GB,CC0-1.0,other\n\
                 ,,B,en,GB,CC0-1.0,other\n\
                 ,00000000000000000000000000000001,C,en,GB,CC0-1.0,other\n\
                 -,,D,en,uk,CC0-1.0,other\n\
                 5,1,E,en,GB,CC0-1.0,other\n";
    let (records, problems) = import(&plain, table);
    assert_eq!(records.len(), 2);
    let found: Vec<_> = problems.iter().map(short).collect();
    assert_eq!(found[0], (3, "oid", "required", None));
    assert_eq!(found[1], (5, "oid", "required", None));
    assert_eq!(found[2], (5, "countries", "country_unknown", Some("GB")));
    assert_eq!(found[3], (6, "id", "record_id_malformed", None));
    let object =
        r#"{"original": "fr", "title": {"fr": "A"}, "countries": ["SN"], "licence": "CC0-1.0", "legal_form": "other"}"#;
    let problems = plain.record(&rows(Format::JsonLines, object)[0]).unwrap_err();
    assert_eq!(short(&problems[0]), (1, "oid", "required", None));
    // A mapping names the column, whose cell can be empty.
    let (_, problems) = import(&mapping("countries = 'country'"), "id,name,country\n,A,GB\n");
    assert_eq!(short(&problems[0]), (2, "id", "required", None));
}

#[test]
fn of_two_rows_with_one_identifier_the_second_is_refused_and_names_the_first() {
    let mapping = mapping("countries = 'country'");
    let mut identifiers = Identifiers::default();
    let mut outcomes = Vec::new();
    for row in rows(Format::Csv, "id,name,country\n1,A,GB\n2,B,uk\n1,C,GB\n2,D,GB\n") {
        let taken = mapping
            .record(&row)
            .and_then(|record| identifiers.take(&mapping, row.number, &record));
        outcomes.push(taken);
    }
    assert!(outcomes[0].is_ok() && outcomes[1].is_err());
    let problems = outcomes[2].as_ref().unwrap_err();
    assert_eq!(short(&problems[0]), (4, "id", "oid_twice", Some("2")));
    assert!(outcomes[3].is_ok(), "a refused row has taken nothing");
}

#[test]
fn a_column_that_names_another_kind_is_believed() {
    let plain = Mapping::plain(Kind::Enterprise);
    let table = "kind,oid,title.en,original,countries,licence,legal_form\n\
                 enterprise,1,A,en,GB,CC0-1.0,other\n\
                 practice,2,B,en,GB,CC0-1.0,other\n\
                 ,3,C,en,GB,CC0-1.0,other\n";
    let (records, problems) = import(&plain, table);
    assert_eq!(records.len(), 2);
    assert_eq!(short(&problems[0]), (3, "kind", "kind_differs", Some("enterprise")));
}

#[test]
fn a_text_that_was_not_utf8_must_be_written_anew_before_its_row_goes_in() {
    let mapping = mapping("countries = 'country'");
    let row = |text: &str| format!("1,{text},GB\n");
    let head = "id,name,country";
    let (records, _) = import(&mapping, &format!("{head}\n{}", row("Caf\u{fffd}")));
    assert_eq!(records.len(), 1, "what stood so in the file is its author's");
    let (records, problems) = import(&mapping, &format!("{head},@problem\n{}", row("Caf\u{fffd}")));
    assert_eq!(
        (records.len(), short(&problems[0])),
        (0, (2, "name", "text_lost", None))
    );
    let (records, _) = import(&mapping, &format!("{head},@problem\n{}", row("Café")));
    assert_eq!(records.len(), 1);
}

#[test]
fn what_an_export_had_guarded_is_taken_as_it_stands() {
    let row = &rows(Format::Csv, "id,name\n'=1+1,'NA\n")[0];
    assert_eq!(row.cells()["id"], Cell::Literal("=1+1".to_owned()));
    assert_eq!(row.cells()["name"], Cell::Literal("NA".to_owned()));
}

#[test]
fn a_value_without_an_entry_is_refused_with_the_nearest_one() {
    let mapping = mapping(
        "countries = 'country'\nstatus = { column = 'state', values = { Live = 'active', Dissolved = 'closed' } }",
    );
    let (records, problems) = import(
        &mapping,
        "id,name,country,state\n1,A,GB,Live\n2,B,GB,Disolved\n3,C,GB,\n",
    );
    assert_eq!(records.len(), 2);
    assert_eq!(short(&problems[0]), (3, "state", "value_unknown", Some("Dissolved")));
}

#[test]
fn the_sentence_has_what_the_rule_judged_and_the_line_has_the_cell() {
    let plain = Mapping::plain(Kind::Enterprise);
    let line = |columns: &str, cells: &str| {
        let head = "oid,title.en,original,countries,licence,legal_form";
        let original = if columns == "original" { cells } else { "en" };
        let row = format!("1,A,{original},GB,CC0-1.0,other");
        let table = match columns {
            "original" => format!("{head}\n{row}\n"),
            columns => format!("{head},{columns}\n{row},{cells}\n"),
        };
        let (_, problems) = import(&plain, &table);
        let lines: Vec<_> = problems
            .iter()
            .map(|problem| problem.message_with_place(Language::En))
            .collect();
        lines.join("\n")
    };
    assert_eq!(
        line("members.women,members.men,members.total", "5,6,7"),
        "row 2, members.total (7): Women and men together are 11, more than the 7 in members.total."
    );
    let sectors: Vec<String> = ('A'..='V').map(|letter| format!("isic:{letter}")).collect();
    let found = line("sectors", &sectors.join(";"));
    assert!(
        found.starts_with("row 2, sectors (isic:A;isic:B;") && found.contains("sectors has 22 elements"),
        "{found}"
    );
    assert_eq!(
        line("original", "fr"),
        "row 2, title.en (A): The record is said to be written in “fr”, but title.en has no text in that language."
    );
    let found = line("tags", "abc\u{1}def");
    assert!(found.contains("control character U+0001."), "{found}");
    assert_eq!(
        line("region", "nowhere at all").matches("nowhere at all").count(),
        1,
        "not twice: {}",
        line("region", "nowhere at all")
    );
}

#[test]
fn what_is_wrong_with_several_elements_of_one_cell_is_said_once() {
    let mapping = mapping("countries = 'country'\ntags = { column = 'tags', split = ';' }");
    let (_, problems) = import(&mapping, "id,name,country,tags\n1,A,GB,a\u{1}b;c\u{1}d;e\u{2}f\n");
    let messages: Vec<_> = problems.iter().map(|problem| problem.message(Language::En)).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0] != messages[1], "{messages:?}");
}

#[test]
fn all_problems_of_a_row_are_told_at_once() {
    let mapping = mapping("countries = 'country'\n'geo.lat' = 'lat'\n'geo.lon' = 'lon'\nurls = 'site'");
    let (_, problems) = import(&mapping, "id,name,country,lat,lon,site\n1,,uk,12°N,3,not a site\n");
    let rules: Vec<_> = problems.iter().map(|problem| &*problem.rule).collect();
    for rule in ["not_degrees", "required", "country_unknown", "url_malformed"] {
        assert!(rules.contains(&rule), "{rule} is missing in {rules:?}");
    }
}
