//! The daily work of staff: files, answers, votes, and how the node is.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::Answer;
use super::made_up::{COMMENT, PARTNERSHIP, PUBLIC, registered_id, times_published, times_withdrawn};
use super::staff::Browser;

/// Every page of this piece.
const PAGES: [&str; 11] = [
    "/admin",
    "/admin/import",
    "/admin/import/0123456789abcdef",
    "/admin/import/0123456789abcdef/rejected.csv",
    "/admin/partnerships",
    "/admin/comments",
    "/admin/duplicates",
    "/admin/stale",
    "/admin/charter",
    "/admin/charter/propose",
    "/admin/peers",
];

/// The hash of the proposal that is open.
const PROPOSAL: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const HEADER: &str = "oid,title.fr,original,countries,legal_form,licence";

async fn staff() -> Browser {
    let mut browser = Browser::new();
    browser.log_in().await;
    browser
}

/// A form with a file, as a browser sends it.
fn form(fields: &[(&str, &str)], file: &str, content: &[u8]) -> Request<Body> {
    const MARK: &str = "----mark";
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{MARK}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let head = format!(
        "--{MARK}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(content);
    body.extend(format!("\r\n--{MARK}--\r\n").into_bytes());
    Request::post("/admin/import")
        .header(header::HOST, "127.0.0.1:4380")
        .header(header::ORIGIN, "http://127.0.0.1:4380")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={MARK}"))
        .body(Body::from(body))
        .expect("a request")
}

async fn send_file(browser: &mut Browser, file: &str, content: &[u8]) -> Answer {
    browser.send(form(&[("kind", "enterprise")], file, content)).await
}

fn signed(oid: &str) -> bool {
    times_published(oid) > 0
}

#[tokio::test]
async fn a_file_is_looked_through_first_and_its_refused_rows_come_back_to_be_mended() {
    let mut browser = staff().await;
    let table = format!(
        "{HEADER}\nW-1,Tisserandes,fr,SN,cooperative,CC0-1.0\nW-2,Mutuelle,fr,Sénégal,cooperative,CC0-1.0\n\
         W-3,Boulangerie,fr,SN,spaceship,CC0-1.0\nW-4,Rizerie,fr,SN,cooperative,CC0-1.0\n,Sans numéro,fr,SN,cooperative,CC0-1.0\n"
    );
    let sent = send_file(&mut browser, "coopératives.csv", table.as_bytes()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let address = sent.header(header::LOCATION).to_owned();

    let preview = browser.open(&address).await.body;
    for words in [
        "coopératives.csv",
        "Publish the 2 good rows",
        r#"<th scope="row" data-label="Row">3</th>"#,
        r#"<th scope="row" data-label="Row">4</th>"#,
        r#"<th scope="row" data-label="Row">6</th>"#,
        "two-letter code",
        "Did you mean SN?",
        "spaceship",
        "legal_form",
        "<del>",
        "<strong>3</strong> rows refused",
    ] {
        assert!(preview.contains(words), "{words}: {preview}");
    }
    assert!(
        !signed("W-1") && !signed("W-4"),
        "nothing is published before the second step"
    );
    let french = browser.open(&format!("{address}?lang=fr")).await.body;
    assert!(
        french.contains("Publier les 2 bonnes lignes") && french.contains("Vouliez-vous écrire SN"),
        "{french}"
    );

    let rejected = browser.open(&format!("{address}/rejected.csv")).await;
    assert_eq!(rejected.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert!(rejected.header(header::CONTENT_DISPOSITION).contains("rejected.csv"));
    assert_eq!(rejected.body.lines().count(), 4, "{}", rejected.body);
    assert!(rejected.body.contains("@problem") && rejected.body.contains("Did you mean SN?"));
    let other = browser.open(&format!("{address}/rejected.xlsx")).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);

    let published = browser.submit(&address, "").await;
    assert_eq!(published.header(header::LOCATION), address);
    assert!(signed("W-1") && signed("W-4") && !signed("W-2"));
    let report = browser.open(&address).await.body;
    assert!(
        report.contains("2 records were published.") && !report.contains("Publish the"),
        "{report}"
    );
    assert!(
        report.contains("Did you mean SN?"),
        "what is refused can be taken still"
    );

    let mended = rejected
        .body
        .replacen(",Sénégal,", ",SN,", 1)
        .replacen(",spaceship,", ",cooperative,", 1)
        .replacen("\n,Sans", "\nW-5,Sans", 1);
    let sent = send_file(&mut browser, "rejected.csv", mended.as_bytes()).await;
    let address = sent.header(header::LOCATION).to_owned();
    assert!(browser.open(&address).await.body.contains("Publish the 3 good rows"));
    browser.submit(&address, "").await;
    assert!(signed("W-2") && signed("W-3") && signed("W-5"));
}

#[tokio::test]
async fn what_a_file_no_longer_has_is_withdrawn_after_a_tick_where_it_is_much() {
    let mut browser = staff().await;
    let table = format!("{HEADER}\nH-1,Tisserandes,fr,SN,cooperative,CC0-1.0\nH-2,Rizerie,fr,SN,cooperative,CC0-1.0\n");
    let whole = [("kind", "enterprise"), ("whole", "yes"), ("prefix", "H-")];
    let sent = browser.send(form(&whole, "register.csv", table.as_bytes())).await;
    let address = sent.header(header::LOCATION).to_owned();
    let preview = browser.open(&address).await.body;
    for words in [
        "<strong>1</strong> record would be withdrawn",
        "<bdi>Held 3</bdi>",
        "Yes, 1 of 3 records are to be withdrawn",
        "Publish the 2 good rows",
    ] {
        assert!(preview.contains(words), "{words}: {preview}");
    }
    let unsure = browser.submit(&address, "").await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unsure.body.contains("lacks 1 of 3 records") && !unsure.body.contains("--"),
        "{}",
        unsure.body
    );
    assert!(!signed("H-1") && times_withdrawn(&registered_id(3)) == 0);
    browser.submit(&address, "sure=yes").await;
    assert!(signed("H-1") && times_withdrawn(&registered_id(3)) == 1);
    assert!(
        browser
            .open(&address)
            .await
            .body
            .contains("<strong>1</strong> record is withdrawn")
    );

    // Who can tell what is missing in a file without a good row?
    let sent = browser
        .send(form(&whole, "empty.csv", format!("{HEADER}\n").as_bytes()))
        .await;
    let preview = browser.open(sent.header(header::LOCATION)).await.body;
    assert!(
        preview.contains("no row of the file is a good one") && !preview.contains("would be withdrawn"),
        "{preview}"
    );
}

#[tokio::test]
async fn the_button_pressed_twice_publishes_once() {
    let mut browser = staff().await;
    let table = format!("{HEADER}\nTwice-1,Tisserandes,fr,SN,cooperative,CC0-1.0\n");
    let sent = send_file(&mut browser, "a.csv", table.as_bytes()).await;
    let address = sent.header(header::LOCATION).to_owned();
    browser.submit(&address, "").await;
    let again = browser.submit(&address, "").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(times_published("Twice-1"), 1);
}

#[tokio::test]
async fn what_no_row_says_can_be_said_once_for_all() {
    let mut browser = staff().await;
    let table = "oid,title.fr,legal_form\nD-1,Tisserandes,cooperative\n";
    let alone = send_file(&mut browser, "a.csv", table.as_bytes()).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        alone.body.contains("licence") && alone.body.contains("countries"),
        "{}",
        alone.body
    );
    let fields = [
        ("kind", "enterprise"),
        ("licence", "CC0-1.0"),
        ("country", "SN"),
        ("language", "fr"),
    ];
    let sent = browser.send(form(&fields, "a.csv", table.as_bytes())).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let wrong = [("kind", "enterprise"), ("licence", "CC0-1.0"), ("language", "French")];
    let refused = browser.send(form(&wrong, "a.csv", table.as_bytes())).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        r#"value="French""#,
        r#"<option value="enterprise" selected>"#,
        r#"<option value="CC0-1.0" selected>"#,
        r#"aria-invalid="true""#,
        r#"id="wrong""#,
    ] {
        assert!(refused.body.contains(kept), "{kept}: {}", refused.body);
    }
}

#[tokio::test]
async fn a_mapping_is_suggested_and_taken() {
    let mut browser = staff().await;
    let table = "Numéro,Nom,Forme\nM-1,Tisserandes,Coopérative\n";
    let refused = send_file(&mut browser, "a.csv", table.as_bytes()).await;
    assert!(refused.body.contains("let a mapping be suggested"), "{}", refused.body);
    let fields = [("kind", "enterprise"), ("draft", "1")];
    let draft = browser.send(form(&fields, "a.csv", table.as_bytes())).await;
    assert_eq!(
        (draft.status, draft.header(header::CONTENT_TYPE)),
        (StatusCode::OK, "application/toml")
    );
    assert!(draft.body.contains("kind = \"enterprise\""), "{}", draft.body);
    let broken = [("kind", "enterprise"), ("shipped", "of-nobody")];
    let refused = browser.send(form(&broken, "a.csv", table.as_bytes())).await;
    assert!(refused.body.contains("of-nobody"), "{}", refused.body);
}

#[tokio::test]
async fn a_file_that_cannot_be_taken_is_refused_in_words() {
    let mut browser = staff().await;
    let large = vec![b'a'; 16 * 1024 * 1024 + 1];
    let picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00".to_vec();
    let unclosed = format!("{HEADER}\nU-1,\"Tisserandes,fr,SN,cooperative,CC0-1.0\n");
    let rows = format!("oid\n{}", "x\n".repeat(100_001));
    for (file, content, words) in [
        ("large.csv", large, "larger than 16 MiB"),
        ("picture.csv", picture, "not text"),
        ("old.xls", b"x".to_vec(), "Save it as XLSX"),
        ("notes", b"x".to_vec(), "which format"),
        (
            "unclosed.csv",
            unclosed.into_bytes(),
            "quotation mark that is never closed",
        ),
        ("words.csv", b"What,Else\n1,2\n".to_vec(), "not named like fields"),
        ("none.csv", rows.into_bytes(), "needs what the file has no column for"),
    ] {
        let refused = send_file(&mut browser, file, &content).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{file}");
        assert!(refused.body.contains(words), "{file}: {}", refused.body);
        assert!(refused.body.contains("role=\"alert\"") && refused.body.contains("type=\"file\""));
    }
    let none = browser.send(form(&[("kind", "enterprise")], "", b"")).await;
    assert!(none.body.contains("No file has come."), "{}", none.body);
    let unsaid = browser.send(form(&[], "a.csv", b"oid\n1\n")).await;
    assert!(
        unsaid.body.contains("Nobody says what the rows become."),
        "{}",
        unsaid.body
    );
    let strange = browser.send(form(&[("colour", "red")], "a.csv", b"oid\n1\n")).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST);
    let lost = browser.open("/admin/import/0123456789abcdef").await;
    assert_eq!(lost.header(header::LOCATION), "/admin/import");
    assert!(browser.open("/admin/import").await.body.contains("no longer here"));
}

#[tokio::test]
async fn a_partnership_is_answered_on_its_page() {
    let mut browser = staff().await;
    let page = browser.open("/admin/partnerships?lang=es").await.body;
    assert!(
        page.contains("A la espera de su respuesta") && page.contains(PARTNERSHIP),
        "{page}"
    );
    assert!(page.contains("Sal y cacao &#60;b&#62;"), "{page}");
    let answered = browser
        .submit("/admin/partnerships", &format!("id={PARTNERSHIP}&accepted=yes"))
        .await;
    assert_eq!(answered.header(header::LOCATION), "/admin/partnerships");
    assert!(
        browser
            .open("/admin/partnerships")
            .await
            .body
            .contains("takes part in this partnership")
    );
    let refused = browser.submit("/admin/partnerships", "id=ffff&accepted=no").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("role=\"alert\"") && refused.body.contains("ffff"));
    let unclear = browser
        .submit("/admin/partnerships", &format!("id={PARTNERSHIP}&accepted=perhaps"))
        .await;
    assert_eq!(unclear.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn two_records_are_said_to_be_the_same_beside_what_speaks_for_it() {
    let mut browser = staff().await;
    let page = browser.open("/admin/duplicates?across=true").await.body;
    for words in [
        "same name",
        "same postcode (&#60;12500&#62;)",
        "Likely to 85%",
        "/admin/records/00000000000000000000000000000001/edit",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let address = "/admin/duplicates?across=true";
    let same = browser.submit(address, &format!("one={PUBLIC}&other={PUBLIC}")).await;
    assert_eq!(same.header(header::LOCATION), address);
    assert!(
        browser
            .open(address)
            .await
            .body
            .contains("Signed: the two records are of the same thing.")
    );
    let refused = browser.submit(address, &format!("one={PUBLIC}&other=ffff")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        browser.open("/admin/duplicates?kind=x").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn comments_are_moderated_where_one_reads_what_others_say_of_them() {
    let mut browser = staff().await;
    let address = "/admin/comments?status=flagged";
    let page = browser.open(address).await.body;
    for words in [
        "Well done.",
        "asks to look at it: Advertising or spam (4 February 2026, 04:05 UTC)",
        "Red ecuatoriana de economía popular hides it: Another reason",
        &format!(r#"href="/records/{PUBLIC}""#),
        r#"aria-current="page">Those of which a platform says something"#,
        r#"value="allow""#,
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for (act, told) in [
        ("flag&reason=spam", "should be looked at"),
        ("hide&reason=spam", "the comment is hidden"),
        ("allow", "nothing against the comment"),
    ] {
        let said = browser.submit(address, &format!("id={COMMENT}&act={act}")).await;
        assert_eq!(said.header(header::LOCATION), address);
        let page = browser.open(address).await.body;
        assert!(page.contains(told), "{told}: {page}");
    }
    let refused = browser
        .submit(address, &format!("id={COMMENT}&act=hide&reason=dull"))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(r#"role="alert""#), "{}", refused.body);
    let strange = browser.submit(address, &format!("id={COMMENT}&act=burn")).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_is_stale_leads_to_where_it_is_looked_after() {
    let page = staff().await.open("/admin/stale").await.body;
    for words in [
        "2025-01-02",
        &format!("/admin/records/{PUBLIC}/edit"),
        &format!("/admin/records/{PUBLIC}/review"),
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn a_vote_wants_a_tick() {
    let mut browser = staff().await;
    let decisions = browser.open("/admin/charter").await.body;
    assert!(
        decisions.contains("able-about-above") && decisions.contains("New &#60;one&#62;"),
        "{decisions}"
    );
    for address in [
        format!("/admin/charter/vote?for={PROPOSAL}"),
        "/admin/charter/vote".to_owned(),
    ] {
        let page = browser.open(&address).await.body;
        assert!(
            page.contains("can&#39;t be taken back") && page.contains(r#"name="sure""#),
            "{page}"
        );
        let unsure = browser.submit(&address, "next_round=yes").await;
        assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unsure.body.contains("The tick is missing.") && unsure.body.contains(r#"aria-invalid="true""#));
        let sure = browser.submit(&address, "sure=yes").await;
        assert_eq!(sure.header(header::LOCATION), "/admin/charter");
        assert!(
            browser
                .open("/admin/charter")
                .await
                .body
                .contains("The change is in force")
        );
    }
    let unknown = browser.open("/admin/charter/vote?for=0000000000").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_proposed_wants_a_tick_too_and_nothing_typed_is_lost() {
    let mut browser = staff().await;
    let address = "/admin/charter/propose";
    let page = browser.open(address).await.body;
    assert!(
        page.contains("two thirds of the members") && page.contains("Red ecuatoriana"),
        "{page}"
    );
    let unsure = browser.submit(address, "cards=card&role=observer").await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsure.body.contains(">card</textarea>"), "{}", unsure.body);
    assert!(unsure.body.contains(r#"<option value="observer" selected>"#));
    let wrong = browser.submit(address, "cards=nonsense&sure=yes").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains(">nonsense</textarea>") && wrong.body.contains("too short"),
        "{}",
        wrong.body
    );
    let good = browser.submit(address, "cards=card&sure=yes").await;
    assert_eq!(good.header(header::LOCATION), "/admin/charter");
    assert!(
        browser
            .open("/admin/charter")
            .await
            .body
            .contains("It is proposed, and signed")
    );
}

#[tokio::test]
async fn a_ticket_stands_on_the_page_and_in_no_address() {
    let mut browser = staff().await;
    let made = browser.submit("/admin/charter/invite", "role=member&days=7").await;
    assert_eq!(made.status, StatusCode::OK);
    assert_eq!(
        (made.header(header::LOCATION), made.header(header::CACHE_CONTROL)),
        ("", "no-store")
    );
    assert!(
        made.body.contains("readonly") && made.body.contains(">member-604800</textarea>"),
        "{}",
        made.body
    );
    for part in made
        .body
        .split("href=\"")
        .skip(1)
        .chain(made.body.split("action=\"").skip(1))
    {
        let address = part.split('"').next().expect("an address");
        assert!(!address.contains("604800"), "{address}");
    }
    for days in ["0", "367", "-1", "seven", ""] {
        let refused = browser
            .submit("/admin/charter/invite", &format!("role=member&days={days}"))
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{days}");
        assert!(refused.body.contains("1 to 366 days"), "{}", refused.body);
    }
}

#[tokio::test]
async fn the_overview_says_that_all_is_well_and_what_waits() {
    let mut browser = staff().await;
    for (language, words) in [
        ("en", ["All is well", "One partnership waits for your answer", "1 B"]),
        (
            "fr",
            ["Tout va bien", "Un partenariat attend votre réponse", "Connexions"],
        ),
        ("es", ["Todo va bien", "Una alianza espera su respuesta", "Conexiones"]),
    ] {
        let page = browser.open(&format!("/admin?lang={language}")).await.body;
        for word in &words[..2] {
            assert!(page.contains(word), "{word}: {page}");
        }
        assert!(page.contains(&format!("/admin/stale?lang={language}")), "{page}");
    }
    let peers = browser.open("/admin/peers").await.body;
    assert!(
        peers.contains("South–South") && peers.contains("not measured yet"),
        "{peers}"
    );
}

#[tokio::test]
async fn whoever_has_not_logged_in_meets_the_login_on_every_page() {
    let mut browser = Browser::new();
    let addresses = PAGES.iter().chain(&["/admin/charter/vote", "/admin/charter/invite"]);
    for address in addresses {
        let refused = browser.open(address).await;
        assert_eq!(refused.status, StatusCode::SEE_OTHER, "{address}");
        assert!(
            refused.header(header::LOCATION).starts_with("/admin/login?next="),
            "{address}"
        );
    }
    for address in [
        "/admin/import/0123456789abcdef",
        "/admin/partnerships",
        "/admin/duplicates",
        "/admin/charter/vote",
        "/admin/charter/propose",
        "/admin/charter/invite",
    ] {
        let refused = browser.submit(address, "sure=yes").await;
        assert!(
            refused.header(header::LOCATION).starts_with("/admin/login?next="),
            "{address}"
        );
    }
    let file = send_file(&mut browser, "a.csv", b"oid\n1\n").await;
    assert!(file.header(header::LOCATION).starts_with("/admin/login?next="));
}

#[tokio::test]
async fn the_pages_are_whole_in_every_language_and_show_what_others_wrote_as_text() {
    let mut browser = staff().await;
    let table = format!(
        "{HEADER},extra<i>\nH-1,<script>alert(1)</script>,fr,SN,cooperative,CC0-1.0,\nH-2,<img src=x>,fr,<b>SN,cooperative,CC0-1.0,\n"
    )
    .replace(",extra<i>", "")
    .replace("CC0-1.0,\n", "CC0-1.0\n");
    let sent = send_file(&mut browser, "<u>.csv", table.as_bytes()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let preview = sent.header(header::LOCATION).to_owned();
    let pages = PAGES.iter().filter(|page| !page.contains("0123456789")).copied();
    let more = [preview.as_str(), "/admin/charter/vote", "/admin/charter/invite"];
    for address in pages.chain(more) {
        for language in ["en", "fr", "es"] {
            let page = browser.open(&format!("{address}?lang={language}")).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            for markup in ["<script", "<img src=x", "<b>", "<u>", "<i>", " style=", "<style"] {
                assert!(!page.body.contains(markup), "{markup} in {address}: {}", page.body);
            }
            for hole in ["work-", "{$", "{ $"] {
                assert!(!page.body.contains(hole), "{hole} in {address}: {}", page.body);
            }
            assert_eq!(page.body.matches("<h1").count(), 1, "{address}");
            let names = ["\">admin-", ">admin-"];
            assert!(
                !names.iter().any(|name| page.body.contains(name)),
                "{address}: {}",
                page.body
            );
        }
    }
}

#[tokio::test]
async fn staff_take_their_records_along_as_the_filters_show_them() {
    let stranger = Browser::new().open("/admin/records.csv").await;
    assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    let mut browser = staff().await;
    let page = browser.open("/admin/records?kind=practice&q=sel").await.body;
    for ending in ["csv", "xlsx", "jsonl"] {
        let address = format!("/admin/records.{ending}?kind=practice&#38;q=sel");
        assert!(page.contains(&format!("href=\"{address}\"")), "{ending}: {page}");
    }
    let file = browser.open("/admin/records.csv?kind=practice&q=sel").await;
    assert_eq!(file.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert!(file.header(header::CONTENT_DISPOSITION).contains("records.csv"));
    assert!(
        file.body.lines().count() > 1 && file.body.contains("practice"),
        "{}",
        file.body
    );
    let refused = browser.open("/admin/records.csv?side=south").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}
