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

#[tokio::test]
async fn many_records_are_withdrawn_at_once_and_each_has_its_answer() {
    let withdrawn = post("/api/v1/withdrawals", json!({ "ids": [PUBLIC, WITHDRAWN] }).to_string()).await;
    assert_eq!(withdrawn.status, StatusCode::OK);
    let results = &withdrawn.json()["results"];
    assert_eq!(
        (&results[0]["id"], &results[0]["outcome"]),
        (&json!(PUBLIC), &json!("withdrawn"))
    );
    assert!(results[0]["entry"].is_string() && results[0]["seq"] == 14);
    assert_eq!(results[1], json!({ "id": WITHDRAWN, "outcome": "unchanged" }));
    let refused = post("/api/v1/withdrawals", json!({ "ids": [PUBLIC, "ffff"] }).to_string()).await;
    assert_eq!(
        (refused.status, &refused.json()["code"]),
        (StatusCode::NOT_FOUND, &json!("not_found"))
    );
    for body in ["", "[]", r#"{"ids":"x"}"#, r#"{"ids":[1]}"#, r#"{"ids":[],"all":true}"#] {
        assert_eq!(
            post("/api/v1/withdrawals", body).await.json()["code"],
            "bad_json",
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_trial_says_by_record_and_field_what_would_change_and_signs_nothing() {
    let record = |title: &str, oid: Option<&str>| {
        json!({
            "kind": "enterprise", "original": "fr", "title": { "fr": title }, "oid": oid,
            "countries": ["SN"], "licence": "CC-BY-4.0", "legal_form": "cooperative",
        })
    };
    let (new, changed, bad) = (
        record("Le Grenier", None),
        record("Le sel", Some("S-1")),
        record("", Some("S-2")),
    );
    let records = json!([new, changed, bad]).to_string();
    let tried = post("/api/v1/records?partial=true&dry_run=true", records.clone()).await;
    assert_eq!(tried.status, StatusCode::OK);
    let tried = tried.json();
    let results = tried["results"].as_array().expect("one result a record");
    assert_eq!(results.len(), 3);
    assert_eq!(results[0]["outcome"], "published");
    assert_eq!(results[0]["changes"], json!(null), "a new record changes nothing");
    assert_eq!(results[1]["outcome"], "updated");
    let changes = json!([{
        "field": "title.fr",
        "old": "Le sel des femmes du lac Rose <script>alert(1)</script>",
        "new": "Le sel",
    }]);
    assert_eq!(results[1]["changes"], changes);
    assert_eq!(results[2]["problems"][0]["field"], "title.fr");
    for result in results {
        assert!(
            result["entry"].is_null() && result["seq"].is_null(),
            "nothing is signed: {result}"
        );
    }
    // The same without the trial is signed, and does not say what it changes.
    let signed = post("/api/v1/records?partial=true", records).await.json();
    assert!(signed["results"][0]["entry"].is_string() && signed["results"][1]["entry"].is_string());
    assert_eq!(signed["results"][1]["changes"], json!(null));
}
