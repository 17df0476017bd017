//! What people see of the federation and its votes.

use axum::http::StatusCode;

use super::read;

#[tokio::test]
async fn the_page_of_the_federation_says_who_has_signed_and_who_is_missing() {
    for (language, words) in [
        (
            "en",
            [
                "Who we are",
                "Admit",
                "Signed, 1 of 2",
                "Still missing",
                "Signed otherwise in this round",
                "receives all records",
            ],
        ),
        (
            "fr",
            [
                "Qui nous sommes",
                "Admettre",
                "Signé, 1 sur 2",
                "Manquent encore",
                "Ont signé autrement",
                "reçoit d&#39;elle-même",
            ],
        ),
        (
            "es",
            [
                "Quiénes somos",
                "Admitir",
                "Firmado, 1 de 2",
                "Faltan todavía",
                "Firmaron otra cosa",
                "recibe por sí sola",
            ],
        ),
    ] {
        let answer = read(&format!("/federation?lang={language}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        for word in words {
            assert!(answer.body.contains(word), "{word} in {language}: {}", answer.body);
        }
        assert!(answer.body.contains("able-about-above"), "the key in words");
        assert!(
            !answer.body.contains("web-") && !answer.body.contains("{$"),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn names_are_text_on_the_page_of_the_federation_and_the_home_page_leads_there() {
    let page = read("/federation").await.body;
    assert!(
        page.contains("New &#60;one&#62;") && page.contains("Ayni &#60;North"),
        "{page}"
    );
    assert!(!page.contains("<one>"));
    assert!(read("/?lang=fr").await.body.contains("href=\"/federation?lang=fr\""));
    assert_eq!(read("/federation?colour=red").await.status, StatusCode::BAD_REQUEST);
}
