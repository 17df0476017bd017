//! Readers search, look at the proof of what they find, and take it along.

use crate::browser::{Browser, WITHOUT_SCRIPTS};
use crate::stage::stage;
use crate::visitor::Visitor;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: CONTRIBUTING.md, The web site in a browser"]
async fn a_practice_written_in_spanish_is_found_in_french_proved_and_taken_along() {
    let stage = stage();
    let browser = Browser::open(WITHOUT_SCRIPTS).await;
    browser.go(&stage.senegal.url("/?lang=fr")).await;
    browser.fill("main input[name=q]", "agriculture").await;
    browser.press("Chercher").await;
    browser.choose("select[name=kind]", "practice").await;
    browser.choose("select[name=country]", "EC").await;
    browser.press("Afficher").await;
    let (found, csv) = (
        browser.url().await,
        browser.attribute("a[href^='/records.csv']", "href").await,
    );

    let first = browser.find(".records li:first-child a[lang=es]").await;
    let title = first.text().await.expect("a title");
    browser.click(&first).await;
    assert_eq!(browser.find("h1[lang=es]").await.text().await.expect("a title"), title);
    browser.sees("Bonne pratique · Équateur").await;
    let signer = browser
        .find(".proof .signer strong")
        .await
        .text()
        .await
        .expect("a name");
    assert_eq!(signer, stage.ecuador.name);
    let path = browser.attribute("link[rel=canonical]", "href").await;
    let id = path.rsplit('/').next().expect("an id");
    let (_, record) = stage
        .senegal
        .api()
        .get(&format!("/api/v1/records/{id}"))
        .expect("an answer");
    let entry = browser.attribute(".proof a[href^='/api/v1/entries/']", "href").await;
    assert_eq!(
        entry,
        format!("/api/v1/entries/{}", record["entry"].as_str().expect("an entry"))
    );

    let spanish = browser.find(".languages a[hreflang=es]").await;
    browser.click(&spanish).await;
    browser.find("html[lang=es]").await;
    browser.sees("Buena práctica · Ecuador").await;
    assert_eq!(browser.find("h1").await.text().await.expect("a title"), title);

    browser.go(&found).await;
    let rows = Visitor::new(String::new()).get(&stage.senegal.url(&csv), &[]);
    assert_eq!(
        (rows.status, rows.header("content-type")),
        (200, "text/csv; charset=utf-8")
    );
    let rows = rows.text();
    let row = rows.lines().find(|row| row.contains(&title));
    let row = row.unwrap_or_else(|| panic!("{title} is not in {rows}"));
    assert!(row.contains(id) && row.contains("practice"), "{row}");
    assert!(
        rows.lines().next().is_some_and(|names| names.contains("title")),
        "{rows}"
    );
    browser.close().await;
}
