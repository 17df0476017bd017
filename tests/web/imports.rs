//! Staff import a spreadsheet: what is wrong with some rows is said, mended and imported too.

use std::path::Path;

use crate::browser::{Browser, DESK};
use crate::rules;
use crate::stage::{Site, stage};
use crate::visitor::Visitor;

/// One good row, and three with a fault each: a country in words, a point whose numbers are swapped, and a form that is none.
const SHEET: &str = "\
oid,title.fr,original,countries,legal_form,licence,geo.lat,geo.lon,geo.precision
walk-i1,Tisserandes Jokkoo,fr,SN,cooperative,CC0-1.0,14.7894,-16.9260,city
walk-i2,Maraîchères Jokkoo,fr,Sénégal,self_help_group,CC0-1.0,,,
walk-i3,Boulangerie Jokkoo,fr,SN,cooperative,CC0-1.0,-17.4441,14.6937,street
walk-i4,Mutuelle Jokkoo,fr,SN,mutuality,CC0-1.0,,,
";

/// How each fault is mended.
const MENDED: [(&str, &str); 3] = [
    (",Sénégal,", ",SN,"),
    // The apostrophe keeps spreadsheet programs from taking the minus for the beginning of a formula.
    (",'-17.4441,14.6937,", ",14.6937,-17.4441,"),
    (",mutuality,", ",mutual_society,"),
];

/// Sends a file and comes to what would be published.
async fn send(browser: &Browser, site: &Site, file: &Path) {
    browser.go(&site.url("/admin/import")).await;
    browser.write_into("#file", &file.display().to_string()).await;
    browser.choose("select[name=kind]", "enterprise").await;
    browser.press("Look through the file").await;
    browser.sees("What would be published").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: CONTRIBUTING.md, The web site in a browser"]
async fn staff_import_a_file_mend_its_refused_rows_and_import_those_too() {
    let (site, axe) = (&stage().senegal, rules::axe());
    let files = tempfile::tempdir().expect("a directory");
    let (sheet, mended) = (files.path().join("sheet.csv"), files.path().join("mended.csv"));
    std::fs::write(&sheet, SHEET).expect("a file");
    let browser = Browser::open(DESK).await;
    browser.log_in(site).await;
    send(&browser, site, &sheet).await;
    assert_eq!(browser.count("table tbody tr").await, 3, "{}", browser.text().await);
    let table = browser.find("section[aria-labelledby=refused] table").await;
    let said = table.text().await.expect("a table");
    for (row, place, value) in [
        ("3", "countries", "Sénégal"),
        ("4", "geo", "-17.4441"),
        ("5", "legal_form", "mutuality"),
    ] {
        let line = said.lines().find(|line| line.starts_with(row));
        let line = line.unwrap_or_else(|| panic!("row {row} is not in {said}"));
        assert!(line.contains(place) && line.contains(value), "{line}");
    }
    rules::kept(&browser, &axe).await;

    let taken = browser.attribute("a[download]", "href").await;
    let refused = Visitor::new(browser.cookies().await).get(&site.url(&taken), &[]);
    assert_eq!(refused.status, 200);
    let refused = refused.text();
    assert!(
        !refused.contains("walk-i1") && refused.contains("@problem"),
        "{refused}"
    );
    let good = MENDED.iter().fold(refused, |text, (fault, good)| {
        assert!(text.contains(fault), "{fault} is not in {text}");
        text.replace(fault, good)
    });
    std::fs::write(&mended, good).expect("a file");
    browser.press("Publish the good row").await;
    browser.shows_in_time("What was published").await;

    send(&browser, site, &mended).await;
    assert_eq!(
        browser.count("section[aria-labelledby=refused]").await,
        0,
        "{}",
        browser.text().await
    );
    browser.press("Publish the 3 good rows").await;
    browser.shows_in_time("What was published").await;
    browser.go(&site.url("/records?q=Jokkoo&lang=en")).await;
    for name in [
        "Tisserandes Jokkoo",
        "Maraîchères Jokkoo",
        "Boulangerie Jokkoo",
        "Mutuelle Jokkoo",
    ] {
        browser.sees(name).await;
    }
    browser.close().await;
}
