//! What is exported comes in again unchanged, and refused rows can be mended and imported.

use std::io::Cursor;

use ayni_protocol::record::{Kind, Record};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::exchange::{Export, Format, Hints, Mapping, Rejected, read};
use crate::text::Language;

pub(super) fn exported(format: Format, records: &[Value]) -> Vec<u8> {
    let mut export = Export::new(format, Vec::new()).unwrap();
    for record in records {
        export.write(record.as_object().unwrap()).unwrap();
    }
    export.finish().unwrap()
}

pub(super) fn imported(format: Format, kind: Kind, bytes: Vec<u8>) -> Vec<Value> {
    let mapping = Mapping::plain(kind);
    let rows = read(format, &Hints::default(), Cursor::new(bytes)).unwrap();
    if let Some(columns) = rows.columns() {
        mapping.check_columns(columns).unwrap();
    }
    rows.map(|row| {
        mapping
            .record(&row.unwrap())
            .unwrap_or_else(|problems| panic!("{problems:?}"))
    })
    .collect()
}

/// Text that a record may hold and a table makes hard to hold.
fn text() -> impl Strategy<Value = String> {
    "[=+@'\\-;,\"\\\\ \n\u{a0}aé字NA/]{0,12}[a-zé字]{1,3}['\"; \\\\]{0,2}".prop_map(|text| text.trim().to_owned())
}

fn line() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace('\n', " ").trim().to_owned())
}

fn localized(text: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = Value> {
    (text.clone(), proptest::option::of(text)).prop_map(|(en, wo)| match wo {
        Some(wo) => json!({ "en": en, "wo": wo }),
        None => json!({ "en": en }),
    })
}

fn enterprise() -> impl Strategy<Value = Value> {
    let lists = (
        proptest::collection::btree_set(line(), 0..4),
        proptest::collection::btree_set(1..=17_u8, 0..4),
        proptest::collection::vec(("[A-Z]{2}-[A-Z]{3}", "[0-9]{1,8}"), 0..3),
    );
    let geo = proptest::option::of((48_000_000..52_000_000_i64, 8_000_000..14_000_000_i64));
    (line(), localized(line().boxed()), localized(text().boxed()), lists, geo, proptest::option::of(line()), 0..9_i64).prop_map(
        |(oid, title, description, (tags, sdgs, registrations), geo, street, women)| {
            let mut record = json!({
                "kind": "enterprise", "oid": oid, "original": "en", "title": title, "description": description,
                "countries": ["DE", "NA"], "licence": "CC0-1.0", "legal_form": "other", "tags": tags, "sdgs": sdgs,
                "members": { "women": women, "total": women + 1 }, "founded": "1863-08",
                "registrations": registrations.iter().map(|(list, number)| json!({ "list": list, "number": number })).collect::<Vec<_>>(),
            });
            if let Some((lat, lon)) = geo {
                record["geo"] = json!({ "lat": lat, "lon": lon, "precision": "exact" });
            }
            if let Some(street) = street {
                record["address"] = json!({ "street": street });
            }
            record
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_records_come_in_again_as_they_went_out(drafts in proptest::collection::vec(enterprise(), 0..4)) {
        // Only what keeps the rules is ever exported.
        let records: Vec<Value> = drafts.iter().filter_map(|draft| Record::parse(draft).ok()).map(|record| record.to_json()).collect();
        for format in [Format::Csv, Format::Xlsx, Format::Json, Format::JsonLines] {
            if matches!(format, Format::Csv | Format::Xlsx) && records.is_empty() {
                continue;
            }
            let bytes = exported(format, &records);
            prop_assert_eq!(&imported(format, Kind::Enterprise, bytes), &records, "{}", format);
        }
    }
}

#[test]
fn a_practice_with_blocks_and_costs_comes_in_again() {
    let practice = json!({
        "kind": "practice", "oid": "p", "original": "fr", "title": { "fr": "T", "en": "=T" }, "countries": ["SN"], "licence": "CC0-1.0",
        "objective": { "fr": "o" }, "context": { "fr": "c\nd" }, "approach": { "fr": "a" }, "results": { "fr": "r" },
        "organisations": [{ "name": "O; P", "role": "lead" }], "validation": "self", "case_study": true,
        "building_blocks": [{ "title": { "fr": "B" }, "text": { "fr": "\"x\"" } }],
        "cost": { "amount": 12_000, "currency": "XOF" }, "period": { "start": "2019", "end": "2021-05" },
        "machine_translated": ["en"],
    });
    let records = [Record::parse(&practice).unwrap().to_json()];
    for format in [Format::Csv, Format::Xlsx, Format::Json, Format::JsonLines] {
        assert_eq!(
            imported(format, Kind::Practice, exported(format, &records)),
            records,
            "{format}"
        );
    }
}

#[test]
fn a_table_has_the_columns_that_occur_in_a_fixed_order_and_no_formulas() {
    let record = |title: &str, language: &str| json!({ "kind": "enterprise", "licence": "CC0-1.0", "title": { language: title }, "geo": { "lat": -500_000 }, "seq": 4 });
    let bytes = exported(Format::Csv, &[record("=cmd()", "fr"), record("Two\nlines", "en")]);
    let table = String::from_utf8(bytes).unwrap();
    assert_eq!(
        table,
        "kind,title.en,title.fr,geo.lat,licence,seq\nenterprise,,'=cmd(),-0.5,CC0-1.0,4\nenterprise,\"Two\nlines\",,-0.5,CC0-1.0,4\n"
    );
    assert_eq!(exported(Format::Csv, &[]), b"");
    assert_eq!(exported(Format::Json, &[]), b"[]\n");
}

#[test]
fn names_that_peers_have_chosen_are_no_columns() {
    let record = json!({
        "kind": "enterprise", "oid": "1", "title": { "en": "A" }, "=cmd()": "x", "later": { "=a": 1 }, "@b": 2,
        "platform": { "name": "P" }, "entry": "e",
    });
    let table = String::from_utf8(exported(Format::Csv, &[record])).unwrap();
    assert_eq!(table, "kind,oid,title.en,entry,platform.name\nenterprise,1,A,e,P\n");
    let odd = json!({ "title": { "en": "A", "\tx": "B" } });
    let table = String::from_utf8(exported(Format::Csv, &[odd])).unwrap();
    assert!(table.lines().next().unwrap().contains("title."), "{table}");
}

/// The file of refused rows that `bytes` come to with a plain mapping, and the rules that they broke.
fn rejected_again(format: Format, bytes: &[u8]) -> (Vec<u8>, Vec<String>) {
    let mapping = Mapping::plain(Kind::Enterprise);
    let rows = read(format, &Hints::default(), Cursor::new(bytes.to_vec())).unwrap();
    let mut rejected = Rejected::new(format, rows.columns().unwrap_or_default(), Vec::new()).unwrap();
    let mut rules = Vec::new();
    for row in rows {
        let row = row.unwrap();
        let problems = mapping.record(&row).expect_err("no row is good");
        rules.push(problems[0].rule.to_string());
        rejected.write(&row, &problems, "why").unwrap();
    }
    (rejected.finish().unwrap(), rules)
}

#[test]
fn a_refused_row_that_nobody_has_mended_is_refused_again_with_all_that_it_held() {
    let head = "oid,title.en,original,countries,licence,legal_form";
    let table = [
        format!("{head}\n1,Épicerie,en,GB,CC0-1.0,other,more,=1\n2,Caf").into_bytes(),
        b"\xE9,en,GB,CC0-1.0,other\n".to_vec(),
    ]
    .concat();
    let lines = b"{\"oid\" 1}\n{\"oid\": \"\xFF\"}\n[]\n";
    let features = br#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": 7},
        {"type": "Feature", "properties": {"oid": "1"}, "geometry": {"type": "LineString", "coordinates": [[1.0, 2.0], [3.0, 4.5]]}}]}"#;
    for (format, file, first, second, kept) in [
        (
            Format::Csv,
            &*table,
            vec!["cells_too_many", "not_utf8"],
            vec!["cells_too_many", "text_lost"],
            ",why,more,'=1",
        ),
        (
            Format::JsonLines,
            &lines[..],
            vec!["json_broken", "not_utf8", "json_broken"],
            vec!["not_mended"; 3],
            r#""@raw":"{\"oid\" 1}""#,
        ),
        (
            Format::GeoJson,
            &features[..],
            vec!["feature_broken", "required"],
            vec!["not_mended", "required"],
            "[[1.0,2.0],[3.0,4.5]]",
        ),
    ] {
        let (once, rules) = rejected_again(format, file);
        assert_eq!(rules, first, "{format}");
        let text = String::from_utf8(once.clone()).unwrap();
        assert!(text.contains(kept), "{text}");
        let (twice, rules) = rejected_again(format, &once);
        assert_eq!(rules, second, "{format}");
        // What the reasons say may differ, nothing else.
        assert!(String::from_utf8(twice).unwrap().contains(kept), "{format}");
    }
}

#[test]
fn refused_rows_come_back_in_their_own_format_with_the_reason() {
    let head =
        "kind = 'enterprise'\noriginal = 'en'\nlicence = 'CC0-1.0'\n[constants]\nlegal_form = 'other'\n[fields]\n";
    let fields = "oid = 'id'\n'title.en' = 'name'\ncountries = 'country'\n";
    let mapping = Mapping::parse(&format!("{head}{fields}")).unwrap();
    let point = Mapping::parse(&format!("{head}{fields}'geo.lat' = '@lat'\n'geo.lon' = '@lon'\n'geo.precision' = {{ column = '@lat', value = 'city' }}\n")).unwrap();
    let object = r#"{"id": "1", "name": "=A", "country": "uk"}"#;
    for (format, mapping, file) in [
        (Format::Csv, &mapping, "id;name;country;\n1;=A;uk;x\n".to_owned()),
        (Format::JsonLines, &mapping, format!("{object}\n")),
        (Format::Json, &mapping, format!("[{object}]")),
        (
            Format::GeoJson,
            &point,
            format!(
                r#"{{"type": "FeatureCollection", "features": [{{"type": "Feature", "properties": {object}, "geometry": {{"type": "Point", "coordinates": [-0.1, 51.5]}}}}]}}"#
            ),
        ),
    ] {
        let rows = read(format, &Hints::default(), Cursor::new(file.into_bytes())).unwrap();
        let mut rejected = Rejected::new(format, rows.columns().unwrap_or_default(), Vec::new()).unwrap();
        for row in rows {
            let row = row.unwrap();
            let problems = mapping.record(&row).unwrap_err();
            assert_eq!(problems[0].rule, "country_unknown", "{format}");
            rejected
                .write(&row, &problems, &problems[0].message(Language::En))
                .unwrap();
        }
        let text = String::from_utf8(rejected.finish().unwrap()).unwrap();
        assert!(text.contains("@problem"), "{text}");
        let mended = text.replace("uk", "GB");
        let again: Vec<Value> = read(format, &Hints::default(), Cursor::new(mended.into_bytes()))
            .unwrap()
            .map(|row| {
                mapping
                    .record(&row.unwrap())
                    .unwrap_or_else(|problems| panic!("{format}: {problems:?}"))
            })
            .collect();
        assert_eq!(again.len(), 1);
        assert_eq!(
            (&again[0]["title"]["en"], &again[0]["countries"][0]),
            (&json!("=A"), &json!("GB")),
            "{format}"
        );
        if format == Format::GeoJson {
            assert_eq!(again[0]["geo"]["lat"], 51_500_000);
        }
    }
}
