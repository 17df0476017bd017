//! What programs are told when they look after a platform's own records.

use axum::http::{Method, StatusCode};
use serde_json::json;

use super::made_up::{PUBLIC, WITHDRAWN};
use super::programs::{post, with_token};
use super::{Answer, TOKEN};

async fn get(address: &str) -> Answer {
    with_token(Method::GET, address, TOKEN, "").await
}

#[tokio::test]
async fn the_filters_of_lists_hold_for_what_is_stale() {
    let stale = get("/api/v1/stale").await;
    assert_eq!(stale.json()["records"][0]["review_by"], "2025-01-02");
    assert_eq!(
        get("/api/v1/stale?kind=enterprise&sector=isic:A&limit=5").await.json()["total"],
        0
    );
    for bad in ["kind=spaceship", "near=1,2", "limit=501", "cursor=next", "full=true"] {
        let refused = get(&format!("/api/v1/stale?{bad}")).await;
        assert_eq!(refused.json()["code"], "bad_query", "{bad}");
    }
}

#[tokio::test]
async fn a_review_may_say_when_the_next_one_is() {
    let address = format!("/api/v1/records/{PUBLIC}/review");
    assert_eq!(post(&address, "").await.json()["next"], json!(null));
    assert_eq!(post(&address, r#"{"next":"2030"}"#).await.json()["next"], "2030");
    assert_eq!(post(&address, r#"{"when":"2030"}"#).await.json()["code"], "bad_json");
    assert_eq!(
        post("/api/v1/records/ffff/review", "").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_translation_is_made_of_the_texts_that_the_template_names() {
    let address = format!("/api/v1/records/{PUBLIC}/translation");
    let template = get(&address).await.json();
    assert_eq!(template["original"], "fr");
    assert_eq!(
        template["texts"]["building_blocks[0].lessons"],
        "Publier les comptes chaque mois."
    );
    let body = json!({ "language": "en", "texts": { "title": "The women's salt" }, "machine": true });
    let translated = post(&address, body.to_string()).await.json();
    assert_eq!(
        (&translated["title"]["en"], &translated["machine"]),
        (&json!("The women's salt"), &json!(true))
    );
    for body in [
        r#"{"language":"en"}"#,
        r#"{"texts":{}}"#,
        r#"{"language":"en","texts":{"title":1}}"#,
        "",
    ] {
        assert_eq!(post(&address, body).await.json()["code"], "bad_json", "{body}");
    }
}

#[tokio::test]
async fn two_records_are_linked_by_their_ids() {
    let address = format!("/api/v1/records/{PUBLIC}/same");
    let linked = post(&address, json!({ "other": WITHDRAWN }).to_string()).await.json();
    assert_eq!((&linked["id"], &linked["other"]), (&json!(PUBLIC), &json!(WITHDRAWN)));
    assert_eq!(post(&address, "{}").await.json()["code"], "bad_json");
    assert_eq!(
        post(&address, r#"{"other":"ffff"}"#).await.status,
        StatusCode::NOT_FOUND
    );
}
