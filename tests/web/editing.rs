//! Staff correct a record, translate it and withdraw it, by forms that need no script.

use ayni_tests::records;
use serde_json::json;

use crate::browser::{Browser, WITHOUT_SCRIPTS};
use crate::stage::stage;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: CONTRIBUTING.md, The web site in a browser"]
async fn a_record_is_edited_translated_and_withdrawn_without_scripts() {
    let site = &stage().senegal;
    let mut record = records::enterprise("SN", "walk-edit");
    record["title"] = json!({ "fr": "Coopérative Jappandou" });
    let id = site.publish(&record);
    let browser = Browser::open(WITHOUT_SCRIPTS).await;
    browser
        .go("data:text/html,<p>plain</p><script>document.body.append('scripted')</script>")
        .await;
    assert!(!browser.text().await.contains("scripted"), "scripts run in this window");
    browser.log_in(site).await;

    let link = format!("a[href*='{id}/");
    browser.go(&site.url("/admin/records?q=Jappandou")).await;
    let edit = browser.find(&format!("{link}edit']")).await;
    browser.click(&edit).await;
    browser.fill("[name='title.fr']", "Coopérative Jàppandoo").await;
    browser.press("Publish the changes").await;
    browser
        .sees("The changes of “Coopérative Jàppandoo” are published.")
        .await;

    browser.go(&site.url("/admin/records?q=Jàppandoo")).await;
    let translate = browser.find(&format!("{link}translate']")).await;
    browser.click(&translate).await;
    browser.fill("#into", "es").await;
    browser.press("Show the texts").await;
    browser.fill("textarea[name=title]", "Cooperativa Jàppandoo").await;
    browser
        .fill(
            "textarea[name=description]",
            "Transforma el mijo de sus ciento doce socias.",
        )
        .await;
    browser.press("Publish the translation").await;
    browser.sees("is published with its translation into").await;
    browser.go(&site.url(&format!("/records/{id}?lang=es"))).await;
    assert_eq!(
        browser.find("h1[lang=es]").await.text().await.expect("a title"),
        "Cooperativa Jàppandoo"
    );
    browser.sees("Transforma el mijo de sus ciento doce socias.").await;

    browser.go(&site.url("/admin/records?q=Jàppandoo&lang=en")).await;
    let withdraw = browser.find(&format!("{link}withdraw']")).await;
    browser.click(&withdraw).await;
    browser.press("Withdraw").await;
    browser.sees("is withdrawn.").await;
    browser.go(&site.url(&format!("/records/{id}?lang=en"))).await;
    browser.find("article .notice").await;
    browser.go(&site.url("/records?q=Jàppandoo&lang=en")).await;
    browser.find("p.empty").await;
    browser.close().await;
}
