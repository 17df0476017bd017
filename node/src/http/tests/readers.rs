//! What people see.

use axum::body::Body;
use axum::http::{StatusCode, header};

use super::made_up::{COMMENT, INTERNAL, PUBLIC, WITHDRAWN};
use super::{get, read, send};

/// Heaviest page with a full list, in bytes before compression: eight seconds at 32 kbit/s.
const PAGE_BYTES_MAX: usize = 30_000;

async fn record(id: &str, language: &str) -> String {
    let answer = read(&format!("/records/{id}?lang={language}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.body
}

#[tokio::test]
async fn the_page_of_the_node_is_light_and_names_everything() {
    for (language, words) in [
        (
            "en",
            [
                "Senegal",
                "North–South",
                "Latest from the South",
                "Good practice",
                "Not connected",
            ],
        ),
        (
            "fr",
            [
                "Sénégal",
                "Nord–Sud",
                "Dernières fiches du Sud",
                "Bonne pratique",
                "Non connectées",
            ],
        ),
        (
            "es",
            [
                "Senegal",
                "Norte–Sur",
                "Lo último del Sur",
                "Buena práctica",
                "Sin conexión",
            ],
        ),
    ] {
        let answer = read(&format!("/?lang={language}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header(header::CONTENT_LANGUAGE), language);
        let page = answer.body;
        assert!(page.len() < PAGE_BYTES_MAX, "{} bytes in {language}", page.len());
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
        for word in words {
            assert!(page.contains(word), "{word} in {language}");
        }
        assert!(page.contains("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"));
        assert!(!page.contains("web-") && !page.contains("{$"), "{page}");
    }
}

#[tokio::test]
async fn what_others_wrote_never_becomes_markup() {
    for page in [read("/").await.body, record(PUBLIC, "fr").await] {
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&#60;script&#62;"), "shown as it was written");
        assert!(!page.contains("href=\"javascript:"), "{page}");
    }
    assert!(read("/").await.body.contains("Ayni &#60;North &#38; South&#62;"));
}

#[tokio::test]
async fn what_this_version_does_not_know_is_on_no_page() {
    let page = record(PUBLIC, "en").await;
    assert!(page.contains("https://example.org/sel"));
    assert!(!page.contains("not@checked") && !page.contains("javascript:"), "{page}");
}

#[tokio::test]
async fn no_link_leads_to_another_site() {
    for address in ["//evil.example/", "//evil.example/records/1", "/\\evil.example"] {
        let page = read(address).await.body;
        assert!(page.contains("href=\"/?lang=fr\""), "{address}: {page}");
        assert!(!page.contains("href=\"//"), "{address}: {page}");
    }
    assert!(read("/nowhere").await.body.contains("href=\"/nowhere?lang=fr\""));
}

#[tokio::test]
async fn pages_load_nothing_but_their_own_style() {
    for address in [
        "/",
        "/records",
        "/map",
        "/statistics",
        &format!("/records/{PUBLIC}"),
        "/nowhere",
    ] {
        let answer = read(address).await;
        for word in ["<script", "<style", " style=", " onclick", "src=\"http"] {
            assert!(!answer.body.contains(word), "{word} in {address}");
        }
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(answer.header(header::REFERRER_POLICY), "same-origin");
    }
    let style = read("/static/style.css?v=1").await;
    assert_eq!(style.header(header::CONTENT_TYPE), "text/css; charset=utf-8");
    assert!(!style.body.contains("@import") && !style.body.contains("url("));
}

#[tokio::test]
async fn a_reader_without_the_language_gets_the_original_and_is_told() {
    let english = record(PUBLIC, "en").await;
    assert!(english.contains("<h1 lang=\"fr\" dir=\"auto\">Le sel des femmes"));
    assert_eq!(english.matches("In French, the original language.").count(), 1);
    let french = record(PUBLIC, "fr").await;
    assert!(!french.contains("langue d&#39;origine.</p>"));
    let spanish = record(PUBLIC, "es").await;
    assert!(spanish.contains("<h1 lang=\"es\" dir=\"auto\">La sal de las mujeres"));
    assert!(spanish.contains("Traducción automática al español."));
}

#[tokio::test]
async fn a_record_shows_who_signed_it_and_what_became_of_it() {
    let page = record(PUBLIC, "en").await;
    for word in [
        "Réseau sénégalais",
        "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "2 January 2026, 03:04 UTC",
        "This node has verified that the holder",
        "Reviewed by peers",
        "12,500,000 XOF",
        "La caisse commune",
        "2021-03 – 2024",
    ] {
        assert!(page.contains(word), "{word}");
    }
    assert!(!page.contains("class=\"notice\""));
    let withdrawn = record(WITHDRAWN, "en").await;
    assert!(withdrawn.contains("The platform has withdrawn this record."));
}

#[tokio::test]
async fn what_is_for_members_is_on_no_page() {
    let answer = read(&format!("/records/{INTERNAL}?lang=fr")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("Il n&#39;y a rien ici"));
    assert!(!read("/").await.body.contains(INTERNAL));
}

#[tokio::test]
async fn the_language_comes_from_the_address_or_the_browser() {
    let request = get("/").header(header::ACCEPT_LANGUAGE, "es-EC, fr;q=0.5");
    let spanish = send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(spanish.header(header::CONTENT_LANGUAGE), "es");
    assert!(!spanish.body.contains("&lang=") && !spanish.body.contains("name=\"lang\""));
    let french = read("/records?kind=practice&lang=fr").await.body;
    assert!(french.contains("<html lang=\"fr\">"));
    assert!(french.contains("00000001?lang=fr"), "links keep the language");
    assert!(
        french.contains("kind=practice&#38;lang=es"),
        "and its choice keeps the filters"
    );
}

#[tokio::test]
async fn filters_stay_chosen_and_pages_follow_each_other() {
    let page = read("/records?q=sel&kind=enterprise&country=&side=south&platform=&sort=name")
        .await
        .body;
    for chosen in ["enterprise", "south", "name"] {
        assert!(
            page.contains(&format!("<option value=\"{chosen}\" selected>")),
            "{chosen}"
        );
    }
    assert!(page.contains("name=\"q\" value=\"sel\""));
    assert!(page.contains("/records?q=sel&#38;kind=enterprise&#38;side=south&#38;sort=name&#38;cursor=next%2Bpage"));
    assert!(!page.contains("First page"));
    let last = read("/records?kind=enterprise&cursor=next%2Bpage").await.body;
    assert!(last.contains("href=\"/records?kind=enterprise\""), "the first page");
    assert!(!last.contains("rel=\"next\""));
}

#[tokio::test]
async fn the_directory_says_how_many_there_are_of_what_and_in_which_words() {
    for (language, words) in [
        ("en", ["7,387 records", "Good practice (25)", "What fits best"]),
        (
            "fr",
            ["7\u{202f}387 fiches", "Bonne pratique (25)", "Les plus pertinentes"],
        ),
        ("es", ["7.387 fichas", "Buena práctica (25)", "Las más pertinentes"]),
    ] {
        let page = read(&format!("/records?lang={language}")).await.body;
        assert!(page.len() < PAGE_BYTES_MAX, "{} bytes in {language}", page.len());
        for word in words {
            assert!(page.contains(word), "{word} in {language}");
        }
        assert!(!page.contains("web-") && !page.contains("{$"), "{page}");
    }
}

#[tokio::test]
async fn what_the_directory_shows_can_be_taken_along() {
    let page = read("/records?kind=practice&cursor=next%2Bpage&lang=fr").await.body;
    for (ending, media_type, begins) in [
        ("csv", "text/csv; charset=utf-8", "id,"),
        ("json", "application/json", "["),
        ("jsonl", "application/jsonl", "{"),
        ("geojson", "application/geo+json", "{"),
        ("jsonld", "application/ld+json", "{"),
        ("ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR"),
        ("atom", "application/atom+xml; charset=utf-8", "<?xml"),
    ] {
        let address = format!("/records.{ending}?kind=practice");
        let answer = read(&address).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), media_type);
        assert!(
            answer.body.trim_start_matches('\u{feff}').starts_with(begins),
            "{}",
            answer.body
        );
        let linked = ["csv", "jsonl", "geojson", "ics", "atom"].contains(&ending);
        assert_eq!(page.contains(&address), linked, "{ending}: {page}");
        assert_eq!(
            read(&format!("/records.{ending}?kind=boat")).await.status,
            StatusCode::BAD_REQUEST
        );
    }
    let feed = read("/records.atom?lang=fr").await.body;
    assert!(feed.contains("&#60;script&#62;") && !feed.contains("<script"), "{feed}");
    assert!(feed.contains("<category term=\"Bonne pratique\"/>"), "{feed}");
}

#[tokio::test]
async fn a_wrong_address_gets_a_page_and_a_fitting_status() {
    for (address, status) in [
        ("/nowhere", 404),
        ("/records/ffff", 404),
        ("/records/%ff", 404),
        ("/records?kind=boat", 400),
        ("/records?cursor=nonsense", 404),
        ("/?colour=red", 400),
    ] {
        let answer = read(address).await;
        assert_eq!(answer.status.as_u16(), status, "{address}");
        assert!(answer.body.contains("To the page of this node"), "{address}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "text/html; charset=utf-8");
    }
}

#[tokio::test]
async fn pages_travel_compressed_to_those_who_can_read_it() {
    let request = get("/static/style.css").header(header::ACCEPT_ENCODING, "gzip");
    let response = tower::ServiceExt::oneshot(
        crate::http::routes(std::sync::Arc::new(super::MadeUp)),
        request.body(Body::empty()).expect("a request"),
    );
    let response = response.await.expect("routes never fail");
    assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip");
}

#[tokio::test]
async fn a_record_shows_who_names_it_and_the_comments_on_it_in_the_readers_language() {
    let page = record(PUBLIC, "fr").await;
    for wanted in [
        "Identique, selon Red ecuatoriana de economía popular, à :",
        "href=\"/records/00000000000000000000000000000002?lang=fr\"",
        "Bravo à toutes.",
        "Ada &#60;i&#62;, Co-operatives and social enterprises UK",
        "3 février 2026",
        "href=\"/records/c0000000000000000000000000000001?lang=fr\">en réponse à un autre commentaire",
        "Une plateforme dit que ceci devrait être examiné.",
        "Et 7 autres commentaires.",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    let page = record(PUBLIC, "es").await;
    // There is no Spanish: the language in which it was written, with a word about that.
    assert!(page.contains("Well done &#60;b&#62;all&#60;/b&#62;."), "{page}");
    assert!(!page.contains("web-") && !page.contains("{$"), "{page}");
}

#[tokio::test]
async fn a_flagged_comment_says_how_many_platforms_want_it_looked_at_and_why() {
    let page = record(COMMENT, "en").await;
    assert!(
        page.contains("3 platforms say that this should be looked at: Advertising or spam; Another reason."),
        "{page}"
    );
    assert!(!page.contains("moderation"), "{page}");
}

#[tokio::test]
async fn who_has_an_answer_gets_none_again_until_something_changes() {
    for address in [
        "/records?kind=practice",
        &format!("/records/{PUBLIC}"),
        "/api/v1/records",
        "/api/v1/search?q=sel",
    ] {
        let first = read(address).await;
        let tag = first.header(header::ETAG).to_owned();
        assert!(tag.starts_with("W/\""), "{address}: {tag}");
        assert_eq!(first.header(header::LAST_MODIFIED), "Fri, 02 Jan 2026 03:04:05 GMT");
        let again = |tag: &str, language: &str| {
            let request = get(address)
                .header(header::IF_NONE_MATCH, format!("W/\"other\", {tag}"))
                .header(header::ACCEPT_LANGUAGE, language);
            send(request.body(Body::empty()).expect("a request"))
        };
        let known = again(&tag, "en").await;
        assert_eq!(
            (known.status, known.body.len()),
            (StatusCode::NOT_MODIFIED, 0),
            "{address}"
        );
        assert_eq!(known.header(header::ETAG), tag);
        assert_eq!(
            again(&tag, "fr").await.status,
            StatusCode::OK,
            "{address} in another language"
        );
        assert_eq!(again("W/\"0\"", "en").await.status, StatusCode::OK, "{address}");
    }
    let request = get("/api/v1/records").header(header::AUTHORIZATION, format!("Bearer {}", super::TOKEN));
    let own = send(request.body(Body::empty()).expect("a request")).await;
    assert!(!own.headers.contains_key(header::ETAG) && !own.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    let anybody = read("/api/v1/records").await;
    assert_eq!(anybody.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
    assert!(
        !read("/records")
            .await
            .headers
            .contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN)
    );
    assert!(
        !read("/").await.headers.contains_key(header::ETAG),
        "it shows who is connected"
    );
}

#[tokio::test]
async fn the_map_and_the_table_beside_it_say_the_same_and_keep_the_filters() {
    let page = read("/map?kind=practice&view=-17,15,3&lang=fr").await.body;
    for wanted in [
        "viewBox=\"-395 -262 450 225\"",
        "<title>Sénégal: 25</title>",
        "href=\"/records?kind=practice&#38;lang=fr&#38;country=SN\">Sénégal</a></th><td>25</td>",
        "view=-17%2C14%2C4",
        "name=\"view\" value=\"-17,15,3\"",
        "href=\"/records?kind=practice&#38;lang=fr\">En liste",
        "Le monde entier",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    assert!(page.len() < PAGE_BYTES_MAX && !page.contains("web-"), "{page}");
    let world = read("/map?view=nonsense").await;
    assert!(world.status == StatusCode::OK && world.body.contains("viewBox=\"-1800 -900 3600 1800\""));
    let picture = read("/static/world.svg").await;
    assert_eq!(picture.header(header::CONTENT_TYPE), "image/svg+xml");
    assert!(
        read("/records?kind=practice")
            .await
            .body
            .contains("href=\"/map?kind=practice\"")
    );
}

#[tokio::test]
async fn statistics_say_as_of_which_state_and_lead_to_what_they_count() {
    let page = read("/statistics?lang=fr").await.body;
    for wanted in [
        "7\u{202f}387 fiches",
        "href=\"/records?kind=practice&#38;lang=fr\">Bonne pratique</a>",
        "<rect width=\"100\" height=\"10\"/>",
        "href=\"/records?country=SN&#38;lang=fr\">Sénégal</a>",
        "État des journaux",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    assert!(!page.contains("web-"), "{page}");
}

#[tokio::test]
async fn a_language_once_chosen_stays() {
    let chosen = read("/records?lang=es").await;
    let cookie = chosen.header(header::SET_COOKIE).to_owned();
    assert!(
        cookie.starts_with("lang=es; ") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    let request = get("/records").header(header::COOKIE, "lang=es").body(Body::empty());
    let kept = send(request.expect("a request")).await;
    assert_eq!(kept.header(header::CONTENT_LANGUAGE), "es");
    assert!(!kept.headers.contains_key(header::SET_COOKIE));
    assert!(
        !read("/api/v1/records?lang=es")
            .await
            .headers
            .contains_key(header::SET_COOKIE)
    );
}
