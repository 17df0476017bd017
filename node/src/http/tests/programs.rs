//! What programs are told.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use ayni_protocol::record::Kind;
use serde_json::{Value, json};

use super::made_up::{COMMENT, INTERNAL, MUCH, PUBLIC, TOKEN};
use super::{Answer, get, read, send};

pub(super) async fn with_token(method: Method, address: &str, token: &str, body: impl Into<Body>) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(body.into())
        .expect("a request");
    send(request).await
}

pub(super) async fn post(address: &str, body: impl Into<Body>) -> Answer {
    with_token(Method::POST, address, TOKEN, body).await
}

/// The smallest enterprise that keeps every rule.
fn enterprise() -> Value {
    json!({
        "kind": "enterprise", "original": "fr", "title": { "fr": "Le Grenier" },
        "countries": ["SN"], "licence": "CC-BY-4.0", "legal_form": "cooperative",
    })
}

#[tokio::test]
async fn public_reading_needs_no_token_and_everything_else_does() {
    let entry = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let open = [
        "/healthz".to_owned(),
        "/readyz".to_owned(),
        "/api/v1/records".to_owned(),
        format!("/api/v1/records/{PUBLIC}"),
        format!("/api/v1/records/{PUBLIC}/history"),
        format!("/api/v1/entries/{entry}"),
        "/api/v1/search?q=sel".to_owned(),
        "/api/v1/statistics".to_owned(),
        "/api/v1/export".to_owned(),
        "/api/v1/peers".to_owned(),
        "/api/v1/charter".to_owned(),
        "/api/v1/charter/ballots".to_owned(),
        "/api/openapi.json".to_owned(),
    ];
    for address in &open {
        let answer = read(address).await;
        assert!(answer.status.is_success(), "{address}: {}", answer.status);
        let wrong = with_token(Method::GET, address, "wrong", Body::empty()).await;
        let guarded = address.starts_with("/api/v1/");
        assert_eq!(wrong.status == StatusCode::UNAUTHORIZED, guarded, "{address}");
    }
    for (method, address, body) in [
        (Method::GET, "/api/v1/status", ""),
        (Method::POST, "/api/v1/records", "[]"),
        (
            Method::POST,
            "/api/v1/records/00000000000000000000000000000001/withdraw",
            "",
        ),
        (Method::POST, "/api/v1/withdrawals", r#"{"ids":[]}"#),
        (
            Method::POST,
            "/api/v1/records/00000000000000000000000000000001/review",
            "",
        ),
        (
            Method::POST,
            "/api/v1/records/00000000000000000000000000000001/same",
            r#"{"other":"f0000000000000000000000000000003"}"#,
        ),
        (
            Method::GET,
            "/api/v1/records/00000000000000000000000000000001/translation",
            "",
        ),
        (
            Method::POST,
            "/api/v1/records/00000000000000000000000000000001/translation",
            r#"{"language":"en","texts":{"title":"Salt"}}"#,
        ),
        (
            Method::POST,
            "/api/v1/records/c0000000000000000000000000000001/flag",
            r#"{"reason":"spam"}"#,
        ),
        (
            Method::POST,
            "/api/v1/records/c0000000000000000000000000000001/hide",
            r#"{"reason":"spam"}"#,
        ),
        (
            Method::POST,
            "/api/v1/records/c0000000000000000000000000000001/allow",
            "",
        ),
        (Method::GET, "/api/v1/stale", ""),
        (
            Method::POST,
            "/api/v1/charter/proposals",
            r#"{"changes":[{"admit":{"card":"card"}}]}"#,
        ),
        (Method::POST, "/api/v1/charter/votes", r#"{"charter":null}"#),
        (Method::POST, "/api/v1/invitations", ""),
        (Method::POST, "/api/v1/index/rebuild", ""),
    ] {
        let request = Request::builder().method(method.clone()).uri(address);
        let none = send(request.body(body.into()).expect("a request")).await;
        let wrong = with_token(method.clone(), address, "wrong", body).await;
        for refused in [&none, &wrong] {
            assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{address}");
            assert_eq!(refused.json()["code"], "unauthorized", "{address}");
            assert_eq!(refused.header(header::WWW_AUTHENTICATE), "Bearer");
        }
        let right = with_token(method, address, TOKEN, body).await;
        assert_eq!(right.status, StatusCode::OK, "{address}: {}", right.body);
    }
}

#[tokio::test]
async fn only_the_token_shows_what_is_for_members() {
    let address = format!("/api/v1/records/{INTERNAL}");
    assert_eq!(read(&address).await.status, StatusCode::NOT_FOUND);
    let seen = with_token(Method::GET, &address, TOKEN, Body::empty()).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(!read("/api/v1/records").await.body.contains(INTERNAL));
    let all = with_token(Method::GET, "/api/v1/records", TOKEN, Body::empty()).await;
    assert!(all.body.contains(INTERNAL));
}

#[tokio::test]
async fn a_refusal_is_a_problem_in_the_readers_language() {
    let request = get("/api/v1/records/ffff").header(header::ACCEPT_LANGUAGE, "fr");
    let answer = send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
    assert_eq!(answer.header(header::CONTENT_LANGUAGE), "fr");
    let problem = answer.json();
    assert_eq!(problem["type"], "about:blank");
    assert_eq!(problem["title"], "Not Found");
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["code"], "not_found");
    assert_eq!(problem["detail"], "Rien ici ne s'appelle ffff.");
    assert!(problem["hint"].as_str().is_some_and(|hint| hint.contains("ayni list")));
}

#[tokio::test]
async fn every_bad_request_has_its_own_code() {
    let too_many = format!("[{}]", vec!["{}"; 1_001].join(","));
    for (address, body, status, code) in [
        ("/api/v1/records", "{}".to_owned(), 400, "bad_json"),
        ("/api/v1/records", "[{]".to_owned(), 400, "bad_json"),
        ("/api/v1/records", too_many, 422, "too_many_records"),
        (
            "/api/v1/records",
            " ".repeat(16 * 1024 * 1024 + 1),
            413,
            "body_too_large",
        ),
        ("/api/v1/records?dry_run=perhaps", "[]".to_owned(), 400, "bad_query"),
        ("/api/v1/records?dryrun=true", "[]".to_owned(), 400, "bad_query"),
        ("/api/v1/charter/proposals", "{}".to_owned(), 400, "bad_json"),
        (
            "/api/v1/charter/proposals",
            r#"{"changes":[{"admit":{"card":"x"}}]}"#.to_owned(),
            422,
            "bad_card",
        ),
        // A vote can't be taken back: whoever forgot to say for what has not voted for none.
        ("/api/v1/charter/votes", String::new(), 400, "bad_json"),
        ("/api/v1/charter/votes", "{}".to_owned(), 400, "bad_json"),
        (
            "/api/v1/invitations",
            r#"{"rôle":"member"}"#.to_owned(),
            400,
            "bad_json",
        ),
        (
            "/api/v1/invitations",
            " ".repeat(1024 * 1024 + 1),
            413,
            "body_too_large",
        ),
        ("/api/v1/records/ffff/withdraw", String::new(), 404, "not_found"),
        ("/api/v1/status", String::new(), 405, "method_not_allowed"),
        ("/api/v1/records/%ff/withdraw", String::new(), 404, "not_found"),
        ("/api/v1/nowhere", String::new(), 404, "not_found"),
        ("/api/v1/verify", String::new(), 500, "internal"),
    ] {
        let answer = post(address, body).await;
        assert_eq!(answer.status.as_u16(), status, "{address}: {}", answer.body);
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{address}");
        for text in ["detail", "hint"] {
            let text = problem[text].as_str().expect("a text");
            assert!(!text.starts_with("error-") && !text.contains("{$"), "{text}");
        }
    }
    let answer = post("/api/v1/status", "").await;
    assert_eq!(answer.header(header::ALLOW), "GET,HEAD");
    for address in ["limit=0", "kind=boat", "colour=red"] {
        let answer = read(&format!("/api/v1/records?{address}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
    }
    let nowhere = read("/api/v1/records?cursor=nonsense").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND, "no page begins there");
}

#[tokio::test]
async fn a_body_without_end_is_refused_before_it_is_held() {
    let request = Request::post("/api/v1/records")
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
        .header(header::CONTENT_LENGTH, u64::MAX.to_string())
        .body(Body::from_stream(futures::stream::repeat_with(|| {
            Ok::<_, std::io::Error>(vec![b' '; 65_536])
        })))
        .expect("a request");
    let answer = send(request).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn records_are_published_or_all_refused_with_every_problem() {
    let mut wrong = enterprise();
    wrong["countries"] = json!(["uk"]);
    let body = json!([enterprise(), wrong]).to_string();

    let refused = post("/api/v1/records", body.clone()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = refused.json();
    assert_eq!(problem["code"], "record_invalid");
    assert_eq!(problem["problems"][0]["index"], 1);
    assert_eq!(problem["problems"][0]["rule"], "country_unknown");
    assert_eq!(problem["problems"][0]["suggestion"], "GB");

    let partial = post("/api/v1/records?partial=true", body).await.json();
    assert_eq!(partial["results"][0]["outcome"], "published");
    assert_eq!(partial["results"][0]["seq"], 13);
    assert_eq!(partial["results"][1]["problems"][0]["field"], "countries[0]");

    let body = json!([enterprise()]).to_string();
    let tried = post("/api/v1/records?dry_run=1", body).await.json();
    assert_eq!(tried["results"][0]["outcome"], "published");
    assert!(tried["results"][0].get("entry").is_none());
}

#[tokio::test]
async fn a_list_holds_rows_or_whole_records() {
    let rows = read("/api/v1/records?limit=2").await.json();
    assert_eq!(rows["total"], 7_387);
    assert_eq!(rows["records"].as_array().map(Vec::len), Some(2));
    assert_eq!(rows["cursor"], "next+page");
    let last = read("/api/v1/records?cursor=next%2Bpage&full=true").await.json();
    assert_eq!(last.get("cursor"), Some(&Value::Null));
    assert_eq!(last["records"][0]["licence"], "CC-BY-4.0");
}

#[tokio::test]
async fn an_invitation_needs_no_body() {
    assert_eq!(post("/api/v1/invitations", "").await.json()["ticket"], "-0");
    let chosen = post("/api/v1/invitations", r#"{"role":"mirror","expires_s":60}"#).await;
    assert_eq!(chosen.json()["ticket"], "mirror-60");
}

#[tokio::test]
async fn the_schema_of_each_kind_is_there_for_everybody() {
    let list = read("/api/v1/schemas").await;
    let kinds: Value = serde_json::from_str(&list.body).expect("JSON");
    assert_eq!(kinds.as_array().map(Vec::len), Some(Kind::ALL.len()));
    for kind in kinds.as_array().expect("a list") {
        let answer = read(kind["schema"].as_str().expect("an address")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/schema+json");
        let schema: Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(schema["properties"]["kind"]["const"], kind["kind"]);
    }
    assert_eq!(read("/api/v1/schemas/recipe").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_search_has_counts_where_they_are_asked_for() {
    let plain = read("/api/v1/search?q=sel&kind=practice&limit=3").await.json();
    assert_eq!((plain["total"].as_u64(), plain.get("facets")), (Some(7_387), None));
    let counted = read("/api/v1/search?q=sel&facets=kind,country").await.json();
    assert_eq!(counted["facets"]["kind"], json!([{ "value": "practice", "count": 25 }]));
    for (address, name) in [
        ("/api/v1/search?sort=colour", "sort"),
        ("/api/v1/search?facets=kind,colour", "facets"),
        ("/api/v1/search?region=Dakar", "region"),
        ("/api/v1/search?pillar=work", "pillar"),
    ] {
        let refused = read(address).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(
            refused.json()["detail"]
                .as_str()
                .is_some_and(|said| said.contains(name)),
            "{address}"
        );
    }
    let long = "x".repeat(201);
    assert_eq!(
        read(&format!("/api/v1/search?q={long}")).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn only_the_token_shows_where_peers_are() {
    let public = read("/api/v1/peers").await.json();
    let known = with_token(Method::GET, "/api/v1/peers", TOKEN, Body::empty())
        .await
        .json();
    assert_eq!(public[0]["name"], known[0]["name"]);
    assert_eq!(public[0]["link"], "south_south");
    assert_eq!((public[0].get("address"), public[0].get("score")), (None, None));
    assert!(known[0].get("address").is_some());
}

#[tokio::test]
async fn statistics_say_of_which_state_they_are() {
    let all = read("/api/v1/statistics").await.json();
    assert_eq!(all["total"], 7_387);
    assert!(all["as_of"].as_str().is_some_and(|time| time.ends_with('Z')), "{all}");
    assert_eq!(all["frontier_digest"].as_str().map(str::len), Some(64));
    assert_eq!(all["facets"]["country"], json!([{ "value": "SN", "count": 25 }]));
    assert!(all["facets"].get("side").is_some(), "{all}");
    let some = read("/api/v1/statistics?kind=partnership").await.json();
    assert_eq!(some["total"], 1);
    assert_eq!(read("/api/v1/statistics?q=sel").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_export_is_a_file_of_what_the_filters_show_or_is_refused() {
    let json = read("/api/v1/export?kind=partnership").await;
    assert_eq!(json.header(header::CONTENT_TYPE), "application/json");
    assert!(json.header(header::CONTENT_DISPOSITION).contains("records.json"));
    assert_eq!(json.json().as_array().map(Vec::len), Some(1));
    let table = read("/api/v1/export?kind=partnership&format=csv&q=sel&sort=name").await;
    assert_eq!(table.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert_eq!(
        table.body,
        read("/records.csv?kind=partnership&q=sel&sort=name").await.body
    );

    let comments = "/api/v1/export?kind=comment&format=jsonl";
    let members = with_token(Method::GET, comments, TOKEN, Body::empty()).await;
    assert!(members.body.contains(COMMENT), "{}", members.body);
    assert!(!read(comments).await.body.contains(COMMENT));

    let kinds = |lines: &str| -> Vec<Value> {
        let records = lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        records.map(|record| record["kind"].clone()).collect()
    };
    let all = with_token(Method::GET, "/api/v1/export?format=jsonl", TOKEN, Body::empty()).await;
    assert_eq!(
        kinds(&all.body),
        ["practice"],
        "what names people is given away on purpose alone"
    );
    let contacts = "/api/v1/export?format=jsonl&kind=contact";
    let contacts = with_token(Method::GET, contacts, TOKEN, Body::empty()).await;
    assert!(kinds(&contacts.body).contains(&json!("contact")), "{}", contacts.body);

    for address in ["/api/v1/export", "/records.csv", "/records.xlsx"] {
        let refused = read(&format!("{address}?q={MUCH}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(
            refused.body.contains("10001") && refused.body.contains("10000"),
            "{}",
            refused.body
        );
    }
    for (address, name) in [
        ("format=pdf", "format"),
        ("cursor=x", "cursor"),
        ("facets=kind", "facets"),
    ] {
        let refused = read(&format!("/api/v1/export?{address}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(refused.body.contains(name), "{}", refused.body);
    }
}
