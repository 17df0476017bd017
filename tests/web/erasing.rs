//! Staff erase what was said of a person, and see who has done so too.

use ayni_tests::patience::sooner_or_later;
use serde_json::json;

use crate::browser::{Browser, DESK};
use crate::pages;
use crate::rules;
use crate::stage::stage;
use crate::visitor::Visitor;

/// A name that is nowhere else.
const NAME: &str = "Inconfondable";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: CONTRIBUTING.md, The web site in a browser"]
async fn the_words_of_an_erased_contact_are_nowhere_and_the_receipt_says_who_has_confirmed() {
    let stage = stage();
    let site = &stage.senegal;
    let id = site.publish(&json!({
        "kind": "contact", "oid": "walk-erase", "licence": "CC-BY-4.0", "original": "fr", "countries": ["SN"],
        "title": { "fr": format!("Contact : Awa {NAME}") }, "name": format!("Awa {NAME}"),
    }));
    stage.everywhere(&id);
    let browser = Browser::open(DESK).await;
    browser.log_in(site).await;
    browser.go(&site.url(&format!("/admin/records?q={NAME}"))).await;
    browser.sees(&format!("Contact : Awa {NAME}")).await;
    let erase = browser.find(&format!("a[href*='{id}/erase']")).await;
    browser.click(&erase).await;
    browser.tick("input[name=understood]").await;
    browser.press("Erase for ever").await;
    browser.sees("The record is erased here.").await;

    let receipt = site.url(&format!("/admin/records/{id}/receipt"));
    browser.go(&receipt).await;
    sooner_or_later("the words of all platforms", || {
        match site.api().get(&format!("/api/v1/records/{id}/receipt"))? {
            (200, answer) if answer["complete"] == true => Ok(()),
            answer => Err(format!("{answer:?}")),
        }
    });
    rules::kept(&browser, &rules::axe()).await;
    browser.follow("Look again").await;
    browser
        .sees("All platforms that can confirm it have erased the record.")
        .await;
    for other in [&stage.ecuador, &stage.kingdom] {
        browser.sees(&other.name).await;
    }

    for site in stage.sites() {
        browser.log_in(site).await;
        let staff = Visitor::new(browser.cookies().await);
        for path in pages::all(site, &staff) {
            let page = staff.get(&site.url(&path), &[]).text();
            assert!(!page.contains(NAME), "{} has the name at {path}", site.name);
        }
        // The search repeats what was searched for, and nothing else of it.
        browser.go(&site.url(&format!("/records?q={NAME}"))).await;
        browser.find("p.empty").await;
        let (_, found) = site.api().get(&format!("/api/v1/search?q={NAME}")).expect("an answer");
        assert_eq!(found["total"], 0, "{found}");
    }
    browser.close().await;
}
