//! Staff end a record, or say that they have looked at it, each on a page of its own.

use axum::http::{StatusCode, header};

use super::forms::staff;
use super::made_up::PUBLIC;

#[tokio::test]
async fn a_record_is_erased_only_by_who_says_that_they_understand() {
    let mut browser = staff().await;
    let address = format!("/admin/records/{PUBLIC}/erase");
    let page = browser.open(&address).await;
    assert!(page.body.contains("This cannot be undone.") && page.body.contains(r#"name="understood""#));
    let refused = browser.submit(&address, "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Nothing has been erased.") && refused.body.contains(r#"aria-invalid="true""#));
    assert!(
        !refused.body.contains("ayni withdraw"),
        "a page sends nobody to a command line"
    );
    let erased = browser.submit(&format!("{address}?lang=en"), "understood=yes").await;
    assert_eq!(erased.status, StatusCode::SEE_OTHER);
    let receipt = erased.header(header::LOCATION).to_owned();
    assert_eq!(receipt, format!("/admin/records/{PUBLIC}/receipt?lang=en"));
    let receipt = browser.open(&receipt).await;
    for said in [
        "The record is erased here.",
        "One platform of 3",
        "erased from its files",
        "not confirmed yet",
        "a mirror",
    ] {
        assert!(receipt.body.contains(said), "{said}: {}", receipt.body);
    }
}

#[tokio::test]
async fn a_record_is_withdrawn_or_looked_at_by_a_button() {
    let mut browser = staff().await;
    for (name, form, told) in [
        ("withdraw", "", "is withdrawn."),
        ("review", "date=", "counts as looked at."),
        ("review", "date=2031-05", "counts as looked at."),
    ] {
        let address = format!("/admin/records/{PUBLIC}/{name}");
        assert_eq!(browser.open(&address).await.status, StatusCode::OK);
        let done = browser.submit(&address, form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{name}");
        assert!(browser.open("/admin/records").await.body.contains(told), "{name}");
    }
    let address = format!("/admin/records/{PUBLIC}/review");
    let refused = browser.submit(&address, "date=yesterday").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said_beside_date(&refused.body).contains("yesterday"));
}

fn said_beside_date(page: &str) -> String {
    assert!(page.contains(r#"value="yesterday""#), "what was typed is still there");
    let said = page.split(r#"id="wrong">"#).nth(1).expect("it is said");
    said.split("</div>").next().unwrap_or_default().to_owned()
}
