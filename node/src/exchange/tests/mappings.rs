//! What a mapping file can say, and which slips in it are found.

use super::{import, mapping, rows};
use crate::exchange::{Format, Mapping, MappingError, ReadError};
use ayni_protocol::record::Kind;
use serde_json::json;

#[test]
fn every_shipped_mapping_is_one() {
    let names: Vec<_> = Mapping::shipped_names().collect();
    assert_eq!(
        names,
        [
            "coops-uk-2017",
            "coops-uk-2023",
            "coops-uk-outlets",
            "practices-undp",
            "susy-eu"
        ]
    );
    for name in names {
        assert!(Mapping::shipped(name).is_some(), "{name}");
    }
    assert!(Mapping::shipped("coops-uk").is_none());
}

#[test]
fn the_mapping_that_the_manual_shows_is_one() {
    let manual = include_str!("../../../../docs/import.md");
    let example = manual
        .split("```toml")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    Mapping::parse(example).unwrap();
    for name in Mapping::shipped_names() {
        assert!(manual.contains(&format!("`{name}`")), "the manual does not name {name}");
    }
}

#[test]
fn columns_are_joined_picked_and_put_into_templates() {
    let mapping = mapping(
        "countries = 'country'\n\
         'address.street' = { columns = ['street', 'number'] }\n\
         'description.en' = { columns = ['long', 'short'], pick = 'first' }\n\
         source_url = { template = 'https://register.example/{id}?n={number}' }\n\
         tags = [{ column = 'kinds', split = ';' }, { column = 'also' }]\n\
         urls = { column = 'site', scheme = 'http://' }\n\
         'summary.en' = { column = 'long', shorten = 20 }\n\
         sectors = { column = 'code', strip = 'SIC-', take = 2, values = { '01' = 'A', '02' = '' }, prefix = 'isic:' }",
    );
    let (records, problems) = import(
        &mapping,
        "id,name,country,street,number,long,short,kinds,also,site,code\n\
         1,A,GB,High Street,7,\"The first, and longest, text\",short,one; two;;one,three,www.a.example,SIC-0123\n\
         2,B,GB,High Street,,,short,,,,SIC-0299\n",
    );
    assert!(problems.is_empty(), "{problems:?}");
    let [full, bare] = &records[..] else {
        panic!("two records")
    };
    assert_eq!(full["address"]["street"], "High Street 7");
    assert_eq!(full["description"]["en"], "The first, and longest, text");
    assert_eq!(full["source_url"], "https://register.example/1?n=7");
    assert_eq!(full["tags"], serde_json::json!(["one", "two", "three"]));
    assert_eq!(full["urls"][0], "http://www.a.example");
    assert_eq!(full["summary"]["en"], "The first, and…");
    assert_eq!(full["sectors"], serde_json::json!(["isic:A"]));
    assert_eq!(bare["address"]["street"], "High Street");
    assert_eq!(bare["description"]["en"], "short");
    for absent in ["source_url", "tags", "urls", "summary", "sectors"] {
        assert!(bare.get(absent).is_none(), "{absent} should be absent");
    }
}

#[test]
fn conditions_choose_rows_and_columns() {
    let mapping = mapping(
        "countries = 'country'\n\
         trading_name = { column = 'trade', unless = 'name' }\n\
         registrations = { column = 'number', when = { column = 'register', is = ['FCA'] }, object = { list = 'GB-MPR', number = '{}' } }\n\
         national_form = { column = 'number', value = 'registered' }\n\
         [[skip]]\ncolumn = 'register'\nis = ['none']\nreason = 'not registered'\n",
    );
    let table = "id,name,country,trade,number,register\n1,A,GB,A,1,FCA\n2,B,GB,Bee,2,CH\n3,C,GB,C,,none\n";
    let (records, problems) = import(&mapping, table);
    assert_eq!(records[0]["registrations"][0]["list"], "GB-MPR");
    assert!(records[0].get("trading_name").is_none());
    assert_eq!(records[0]["national_form"], "registered");
    assert_eq!(records[1]["trading_name"], "Bee");
    assert!(records[1].get("registrations").is_none());
    assert_eq!(
        (&*problems[0].rule, problems[0].suggestion.as_deref()),
        ("skipped", Some("not registered"))
    );
}

#[test]
fn a_constant_stands_where_no_column_says_anything_else() {
    let text = "kind = 'enterprise'\noriginal = 'en'\nlicence = 'CC0-1.0'\n\
         [constants]\nlegal_form = 'other'\ncountries = ['GB']\n'summary.en' = 'None yet'\n\
         [fields]\noid = 'id'\n'title.en' = 'name'\n'summary.en' = 'text'\n'summary.fr' = 'texte'\n\
         countries = { column = 'island', values = { JE = 'JE' }, unknown = 'drop' }\n";
    let mapping = Mapping::parse(text).unwrap();
    let (records, _) = import(
        &mapping,
        "id,name,island,text,texte\n1,A,JE,Ours,\n2,B,Wight,,Le nôtre\n",
    );
    assert_eq!(records[0]["countries"], json!(["JE"]));
    assert_eq!(records[0]["summary"], json!({"en": "Ours"}));
    assert_eq!(records[1]["countries"], json!(["GB"]));
    assert_eq!(records[1]["summary"], json!({"en": "None yet", "fr": "Le nôtre"}));
}

#[test]
fn empty_markers_can_be_named() {
    let text = "kind = 'enterprise'\noriginal = 'en'\nlicence = 'CC0-1.0'\nempty = ['99']\n\
         [constants]\nlegal_form = 'other'\n[fields]\noid = 'id'\n'title.en' = 'name'\ncountries = 'country'\nacronym = 'short'\n";
    let mapping = Mapping::parse(text).unwrap();
    let (records, _) = import(&mapping, "id,name,country,short\n1,A,GB,99\n2,B,GB,NC\n");
    assert!(records[0].get("acronym").is_none());
    assert_eq!(records[1]["acronym"], "NC");
}

#[test]
fn a_slip_in_a_mapping_is_found_with_its_line() {
    let parse = |text: &str| Mapping::parse(text).unwrap_err();
    let place = |error: MappingError| (error.line, error.field, error.message);
    let (line, field, message) = place(parse(
        "kind = 'enterprise'\n[fields]\noid = 'id'\n'titel.en' = 'name'\n",
    ));
    assert_eq!((line, field.as_str()), (Some(4), "titel.en"));
    assert!(message.contains("title.en"), "{message}");
    for (text, line, part) in [
        ("kind = 'firm'\n[fields]\noid = 'id'\n", Some(1), "no kind"),
        ("kind = 'enterprise'\n[fields]\n'title.en' = 'n'\n", None, "oid"),
        ("kind = 'enterprise'\nkinds = 1\n", Some(2), "kinds"),
        (
            "kind = 'enterprise'\n[fields]\noid = { colum = 'id' }\n",
            Some(3),
            "colum",
        ),
        (
            "kind = 'enterprise'\n[fields]\noid = { column = 'id', template = '{id}' }\n",
            Some(3),
            "one of",
        ),
        (
            "kind = 'enterprise'\n[fields]\noid = { template = '{id' }\n",
            Some(3),
            "brace",
        ),
        (
            "kind = 'enterprise'\n[fields]\noid = { template = 'same' }\n",
            Some(3),
            "constants",
        ),
        (
            "kind = 'enterprise'\n[fields]\noid = { column = 'id', values = 'ids' }\n",
            Some(3),
            "values.ids",
        ),
        (
            "kind = 'enterprise'\n[fields]\noid = { column = 'id', unknown = 'guess' }\n",
            Some(3),
            "guess",
        ),
        (
            "kind = 'enterprise'\n[fields]\noid = 'id'\nregistrations = 'number'\n",
            Some(4),
            "object",
        ),
        (
            "kind = 'enterprise'\ndates = ['d/m']\n[fields]\noid = 'id'\n",
            Some(2),
            "date",
        ),
        ("kind = \n", Some(1), ""),
    ] {
        let error = parse(text);
        assert_eq!(error.line, line, "{text} {error}");
        assert!(error.to_string().contains(part), "{text} {error}");
    }
}

#[test]
fn a_table_without_a_column_that_the_mapping_names_is_refused_as_a_whole() {
    let mapping = mapping("countries = 'country'\nfounded = 'since'");
    let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert!(
        mapping
            .check_columns(&columns(&["since", "more", "country", "name", "id"]))
            .is_ok()
    );
    let error = mapping.check_columns(&columns(&["id", "name"])).unwrap_err();
    assert!(
        matches!(&error, ReadError::ColumnsAbsent(absent) if *absent == ["country", "since"]),
        "{error}"
    );
    let plain = Mapping::plain(Kind::Enterprise);
    assert!(
        plain
            .check_columns(&columns(&[
                "oid",
                "title.wo",
                "original",
                "countries",
                "licence",
                "legal_form",
                "geo.lat",
                "",
                "@problem",
                "platform.name"
            ]))
            .is_ok()
    );
    let error = plain.check_columns(&columns(&["oid", "Titel.en"])).unwrap_err();
    assert!(
        matches!(&error, ReadError::ColumnsUnknown { columns, .. } if *columns == [("Titel.en".to_owned(), Some("title.en".to_owned()))]),
        "{error}"
    );
}

#[test]
fn a_table_without_a_field_that_every_record_has_is_refused_once() {
    let absent = |mapping: &Mapping, header: &str| {
        let columns: Vec<String> = header.split(',').map(str::to_owned).collect();
        match mapping.check_columns(&columns) {
            Err(ReadError::FieldsAbsent { kind, columns }) if kind == mapping.kind() => columns.join(","),
            other => format!("{other:?}"),
        }
    };
    let plain = Mapping::plain(Kind::Enterprise);
    let all = "oid,original,title.en,countries,licence,legal_form";
    let mut found: Vec<_> = absent(&plain, "tags").split(',').map(str::to_owned).collect();
    let mut expected: Vec<_> = all.split(',').map(str::to_owned).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(absent(&plain, "oid,original,title.wo,countries,licence"), "legal_form");
    assert_eq!(absent(&plain, all), "Ok(())");
    assert_eq!(absent(&plain, &all.replace("oid", "id")), "Ok(())");
    for kind in Kind::ALL {
        let columns = absent(&Mapping::plain(*kind), "tags");
        assert_eq!(
            absent(&Mapping::plain(*kind), &columns),
            "Ok(())",
            "{kind}: what it asks for is enough"
        );
    }
    // What a mapping says itself needs no column, and what it does not say is missing from it.
    assert_eq!(absent(&mapping("countries = 'country'"), "id,name,country"), "Ok(())");
    assert_eq!(absent(&mapping(""), "id,name"), "countries");
}

#[test]
fn ready_records_need_no_mapping_but_their_kind() {
    let plain = Mapping::plain(Kind::Enterprise);
    let record = r#""oid": "1", "original": "fr", "title": {"fr": "A"}, "countries": ["SN"], "licence": "CC0-1.0", "legal_form": "other""#;
    let lines = format!(
        "{{{record}}}\n{{{record}, \"kind\": \"practice\"}}\n{{{record}, \"platform\": {{\"name\": \"B\"}}, \"seq\": 3}}\n{{{record}, \"colour\": \"red\"}}\n"
    );
    let outcomes: Vec<_> = rows(Format::JsonLines, lines)
        .iter()
        .map(|row| plain.record(row))
        .collect();
    assert_eq!(outcomes[0].as_ref().unwrap()["kind"], "enterprise");
    assert_eq!(outcomes[1].as_ref().unwrap_err()[0].rule, "kind_differs");
    assert_eq!(outcomes[2], outcomes[0], "who published a record is no part of it");
    let problem = &outcomes[3].as_ref().unwrap_err()[0];
    assert_eq!(
        (problem.row, &*problem.rule, problem.column.as_deref()),
        (4, "unknown_field", Some("colour"))
    );
}

#[test]
fn what_is_said_once_for_all_fills_only_what_a_row_leaves_open() {
    let plain = Mapping::plain(Kind::Enterprise)
        .with_default("licence", json!("CC0-1.0"))
        .with_default("countries", json!(["SN"]))
        .with_default("original", json!("fr"));
    let columns = ["oid", "title.fr", "legal_form", "countries"].map(str::to_owned);
    plain.check_columns(&columns).expect("nothing is missing");
    let (records, problems) = import(
        &plain,
        "oid,title.fr,legal_form,countries\n1,A,cooperative,\n2,B,cooperative,GB\n",
    );
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(
        (&records[0]["countries"], &records[0]["licence"]),
        (&json!(["SN"]), &json!("CC0-1.0"))
    );
    assert_eq!(records[1]["countries"], json!(["GB"]));
    let ready = rows(
        Format::JsonLines,
        r#"{"oid":"3","title":{"fr":"C"},"legal_form":"cooperative","licence":"CC-BY-4.0"}"#,
    );
    let record = plain.record(&ready[0]).expect("whole");
    assert_eq!(
        (&record["licence"], &record["original"]),
        (&json!("CC-BY-4.0"), &json!("fr"))
    );
    let said = mapping("countries = 'country'").with_default("licence", json!("CC-BY-4.0"));
    let (records, _) = import(&said, "id,name,country\n1,A,GB\n");
    assert_eq!(records[0]["licence"], json!("CC0-1.0"), "the mapping has said it");
}
