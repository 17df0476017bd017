//! The public pages all together: that each is whole in each language, and shows what others wrote as text.

use axum::Extension;
use axum::body::Body;
use axum::http::{StatusCode, header};
use ayni_protocol::record::{Kind, Record, example};
use serde_json::{Value, json};
use std::net::IpAddr;
use tower::ServiceExt as _;

use super::made_up::{ENTRY, INTERNAL, MadeUp, PUBLIC, SENEGAL, TOKEN, platform};
use super::staff::Browser;
use super::{Answer, answered, get, read, send};
use crate::catalogue::Audience;
use crate::http::limiter::Remote;
use crate::http::openapi;

/// A record whose author means no good.
const HOSTILE: &str = "b0000000000000000000000000000001";

/// What its texts try.
const SCRIPT: &str = "<script>alert(1)</script>";

/// Turns the reading direction of what follows.
const OVERRIDE: char = '\u{202e}';

/// All pages for visitors, each with the key of its heading; of some the heading is a name.
const PAGES: [(&str, &str); 17] = [
    ("/", ""),
    ("/records", "web-directory"),
    ("/map", "web-map"),
    ("/statistics", "web-statistics"),
    ("/federation", ""),
    ("/practices", "site-practices"),
    ("/partnerships", "site-partnerships"),
    ("/opportunities", "site-opportunities"),
    ("/events", "site-events"),
    ("/policies", "site-policies"),
    ("/library", "site-library"),
    ("/expertise", "site-expertise"),
    ("/about", "site-about"),
    ("/api", "site-api"),
    ("/embed", "web-directory"),
    ("/embed/map", "web-map"),
    ("/embed/help", "site-embed"),
];

/// Records of a kind as lists give them whole.
pub(super) fn examples(kind: Kind, audience: Audience) -> Vec<Value> {
    if kind == Kind::Expertise && audience == Audience::Public {
        return Vec::new();
    }
    let records = (1..4).map(|number| {
        let mut record = example::of(kind, &mut |count| number % count);
        record["id"] = json!(format!("{number:032x}"));
        record["status"] = json!("active");
        signed(record)
    });
    records.collect()
}

/// The record with this id, if it is the hostile one.
pub(super) fn record(id: &str) -> Option<Value> {
    let text = |text: String| json!({ "en": text.trim() });
    let evil = "[x](javascript:alert(1)) [y](https://evil.example/) ![z](https://evil.example/z.png)";
    // No rule lets such letters into a record: they stand where a node of tomorrow, or one that is broken, says something beside it.
    let turned = format!("{OVERRIDE}gpj.exe {SCRIPT}");
    let mut naming = signed(json!({ "id": PUBLIC, "title": text(turned.clone()), "predicate": "same_as" }));
    naming["platform"]["name"] = json!(turned);
    let mut comment = signed(json!({ "id": PUBLIC, "body": text(turned.clone()), "language": "en", "handle": turned }));
    comment["platform"]["name"] = json!(turned);
    let mentions = json!({
        "relations": { "total": 1, "records": [naming] },
        "comments": { "total": 1, "records": [comment] },
    });
    (id == HOSTILE).then(|| {
        signed(json!({
            "id": id, "kind": "practice", "original": "en", "countries": ["SN"], "licence": "CC-BY-4.0", "status": "active",
            "title": text(format!("=HYPERLINK(\"x\") {SCRIPT}")),
            "summary": text(format!("<img src=x onerror=alert(1)> {SCRIPT}")),
            "objective": text(format!("{evil} <a href=\"javascript:alert(1)\">w</a>")),
            "context": text(format!("{}a", ">".repeat(2_999))),
            "approach": text("w".repeat(5_000)),
            "results": text("- ".repeat(1_500)),
            "constraints": text("*a **b ".repeat(280)),
            "sustainability": text(format!("{}a", "[".repeat(1_999))),
            "beneficiaries": text(format!("# One\n\n#### Two {SCRIPT}\n")),
            "organisations": [{ "name": "\"><svg onload=alert(1)>" }],
            "validation": "self", "visibility": "public", "mentions": mentions,
        }))
    })
}

fn signed(mut record: Value) -> Value {
    record["platform"] = platform(SENEGAL);
    record["entry"] = json!(ENTRY);
    record["seq"] = json!(12);
    record["time"] = json!("2026-01-02T03:04:05.678Z");
    record
}

/// The levels of the headings of a page, in their order.
fn headings(page: &str) -> Vec<u8> {
    let starts = page.match_indices("<h").filter_map(|(at, _)| {
        let mut letters = page[at + 2..].chars();
        let level = letters.next()?.to_digit(10)?;
        letters.next().filter(|after| matches!(after, ' ' | '>'))?;
        Some(level as u8)
    });
    starts.collect()
}

fn check_whole(page: &str, address: &str) {
    let headings = headings(page);
    assert_eq!(headings.iter().filter(|level| **level == 1).count(), 1, "{address}");
    let mut above = 0;
    for level in headings {
        assert!(level <= above + 1, "{address}: a heading {level} below {above}");
        above = level;
    }
    for word in [
        "<script",
        "<style",
        " style=",
        " onclick",
        "<b>",
        "src=\"http",
        "javascript:alert(1)\"",
        "{$",
    ] {
        assert!(!page.contains(word), "{word} in {address}");
    }
    for key in ["site-", "web-", "field-", "admin-"] {
        let untranslated = page.match_indices(key).map(|(at, _)| &page[at..]).find(|text| {
            let word: String = text
                .chars()
                .take_while(|letter| letter.is_ascii_lowercase() || *letter == '-')
                .collect();
            crate::text::is_known(&word)
        });
        assert!(
            untranslated.is_none(),
            "{address}: {:?}",
            untranslated.map(|text| &text[..40])
        );
    }
}

#[tokio::test]
async fn every_page_is_whole_in_every_language() {
    use crate::text::{Language, say};
    for (path, key) in PAGES {
        for language in Language::ALL {
            let address = format!("{path}?lang={language}");
            let answer = read(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert_eq!(answer.header(header::CONTENT_LANGUAGE), language.as_str(), "{address}");
            check_whole(&answer.body, &address);
            if !key.is_empty() {
                // An apostrophe is escaped, as everything else is.
                let heading = say(language, key, &[]).replace('\'', "&#39;");
                assert!(answer.body.contains(&format!("<h1>{heading}</h1>")), "{address}");
                assert!(
                    answer.body.contains(&format!("<title>{heading} · Ayni</title>")),
                    "{address}"
                );
            }
        }
    }
}

#[tokio::test]
async fn every_page_is_in_the_menu_of_every_other() {
    let menu = read("/practices?lang=fr").await.body;
    for (path, _) in PAGES
        .iter()
        .filter(|(path, _)| !matches!(*path, "/embed" | "/embed/map"))
    {
        assert!(menu.contains(&format!("href=\"{path}?lang=fr\"")), "{path}");
    }
    assert!(menu.contains("href=\"/practices?lang=fr\" aria-current=\"page\""));
    assert!(
        menu.contains("<details class=\"menu\"><summary>"),
        "it opens without a script"
    );
}

#[tokio::test]
async fn the_directory_stays_light() {
    let request = get("/records?lang=fr").header(header::ACCEPT_ENCODING, "gzip");
    let request = request.body(Body::empty()).expect("a request");
    let site = crate::http::routes(std::sync::Arc::new(MadeUp));
    let response = site.oneshot(request).await.expect("routes never fail");
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("a body");
    assert!(bytes.len() < 3_200, "{} bytes", bytes.len());
}

#[tokio::test]
async fn what_means_no_good_is_text_on_its_page() {
    let hostile = Record::read(&record(HOSTILE).expect("the hostile one"));
    assert!(hostile.is_ok(), "it keeps every rule: {hostile:?}");
    for address in [
        format!("/records/{HOSTILE}?lang=en"),
        format!("/records/{HOSTILE}?texts=all"),
    ] {
        let answer = read(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let page = answer.body;
        check_whole(&page, &address);
        assert!(page.len() < 100_000, "{} bytes", page.len());
        for element in [
            "<img src=x",
            "<svg onload",
            "<a href=\"javascript",
            "evil.example/z.png",
        ] {
            assert!(!page.contains(element), "{element}");
        }
        assert!(page.matches("&#60;script&#62;").count() >= 3, "shown as it was written");
        assert!(page.contains("=HYPERLINK("));
        assert!(
            page.contains("<a href=\"https://evil.example/\" rel=\"nofollow noopener ugc\">y<span class=\"away\">")
        );
        assert!(
            page.contains("<h3>One</h3><h4>Two &#60;script&#62;"),
            "headings of a text stand below the page's"
        );
        // What turns the reading direction does so up to the end of its own element.
        for (at, _) in page.match_indices(OVERRIDE) {
            let before = &page[..at];
            let start = before.rfind('<').expect("an element");
            let element = &before[start..];
            let is_alone =
                element.starts_with("<p>") || element.starts_with("<bdi>") || element.contains(" dir=\"auto\"");
            assert!(is_alone, "{element}");
        }
        assert!(page.contains(OVERRIDE));
        assert!(page.matches("<ul>").count() < 20 && page.matches("<em>").count() < 300);
    }
}

#[tokio::test]
async fn texts_are_read_as_markdown_and_lines_stay_lines() {
    let page = read(&format!("/records/{PUBLIC}?lang=fr")).await.body;
    assert!(
        page.contains("<div class=\"text\" lang=\"fr\" dir=\"auto\"><p>Un prix juste.</p></div>"),
        "{page}"
    );
}

#[tokio::test]
async fn a_record_shows_all_its_languages_if_asked() {
    let one = read(&format!("/records/{PUBLIC}?lang=fr")).await.body;
    assert!(
        one.contains(&format!(
            "href=\"/records/{PUBLIC}?texts=all&#38;lang=fr\">Afficher les 2 langues</a>"
        )),
        "{one}"
    );
    assert!(!one.contains("La sal de las mujeres"));
    let all = read(&format!("/records/{PUBLIC}?texts=all&lang=fr")).await.body;
    assert!(
        all.contains("<strong lang=\"es\" dir=\"auto\">La sal de las mujeres del lago Rosa</strong>"),
        "{all}"
    );
    assert!(all.contains(&format!(
        "href=\"/records/{PUBLIC}?lang=fr\">Afficher une seule langue</a>"
    )));
}

#[tokio::test]
async fn a_record_says_where_it_is_what_it_is_like_and_how_to_check_it() {
    let request = get(&format!("/records/{PUBLIC}?lang=en")).header(header::HOST, "ayni.example.org");
    let page = send(request.body(Body::empty()).expect("a request")).await.body;
    for wanted in [
        &format!("<link rel=\"canonical\" href=\"https://ayni.example.org/records/{PUBLIC}\">"),
        "<link rel=\"alternate\" hreflang=\"es\" href=\"/records/",
        "<meta name=\"description\" content=\"Des productrices de sel fixent ensemble leur prix. Et le tiennent.\">",
        &format!("<dd>https://ayni.example.org/records/{PUBLIC}</dd>"),
        "same name</span>",
        &format!("ayni entry {ENTRY} --cose entry.cose"),
        &format!("href=\"/api/v1/entries/{ENTRY}\""),
        &format!("href=\"/records/{PUBLIC}/record.jsonld\""),
        "<a href=\"https://example.org/sel\" rel=\"nofollow noopener ugc\">https://example.org/sel<span class=\"away\">",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    assert!(
        !page.contains("other country"),
        "what speaks against it is no sign for it"
    );
    let request = get(&format!("/records/{PUBLIC}")).header(header::HOST, "evil.example");
    let page = send(request.body(Body::empty()).expect("a request")).await.body;
    assert!(
        page.contains(&format!("<link rel=\"canonical\" href=\"/records/{PUBLIC}\">"))
            && !page.contains("evil.example")
    );
}

#[tokio::test]
async fn one_record_can_be_taken_along_if_everybody_may_see_it() {
    for (ending, begins) in [
        ("json", "["),
        ("jsonld", "{"),
        ("csv", "id,"),
        ("geojson", "{"),
        ("ics", "BEGIN:VCALENDAR"),
    ] {
        let answer = read(&format!("/records/{PUBLIC}/record.{ending}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{ending}");
        assert!(
            answer.body.trim_start_matches('\u{feff}').starts_with(begins),
            "{}",
            answer.body
        );
        let refused = read(&format!("/records/{INTERNAL}/record.{ending}")).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{ending}");
    }
}

#[tokio::test]
async fn the_page_of_a_kind_shows_that_kind_with_the_filters_that_matter() {
    for (path, kind, filter) in [
        ("/practices", "practice", "sdg"),
        ("/partnerships", "partnership", "modality"),
        ("/opportunities", "opportunity", "sector"),
        ("/events", "event", "country"),
        ("/policies", "policy", "country"),
    ] {
        let page = read(path).await.body;
        assert!(page.contains(&format!("action=\"{path}\"")), "{path}");
        assert!(
            page.contains(&format!("<select name=\"{filter}\">")),
            "{filter} on {path}"
        );
        assert!(!page.contains("<select name=\"kind\">"), "{path} is of one kind");
        assert!(page.contains(&format!("/records.ics?kind={kind}")), "{path}");
        assert!(page.contains("<ul class=\"records\">"), "{path}: {page}");
        let other = read(&format!("{path}?kind=enterprise&country=SN")).await;
        assert_eq!(other.header(header::LOCATION), "/records?kind=enterprise&country=SN");
    }
    let library = read("/library?lang=en").await.body;
    for heading in ["<h3>Resource</h3>", "<h3>Course</h3>"] {
        assert!(library.contains(heading), "{heading}: {library}");
    }
    let courses = read("/library?kind=learning&lang=en").await.body;
    assert!(!courses.contains("<h3>Resource</h3>") && courses.contains("<ul class=\"records\">"));
    let partnerships = read("/partnerships?lang=en").await.body;
    assert!(partnerships.contains("href=\"/opportunities?lang=en\">Opportunities</a>"));
}

#[tokio::test]
async fn only_what_is_made_for_other_sites_may_stand_in_them() {
    for (path, _) in PAGES {
        let answer = read(path).await;
        let is_made_for_it = matches!(path, "/embed" | "/embed/map");
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert_eq!(policy.contains("frame-ancestors *"), is_made_for_it, "{path}: {policy}");
        assert_eq!(
            policy.contains("frame-ancestors 'none'"),
            !is_made_for_it,
            "{path}: {policy}"
        );
    }
    for path in ["/embed", "/embed/map", "/embed?kind=boat"] {
        let answer = read(&format!("{path}{}lang=fr", if path.contains('?') { '&' } else { '?' })).await;
        assert!(
            !answer.headers.contains_key(header::SET_COOKIE),
            "{path} keeps nothing in the browser"
        );
        for word in ["<header class=\"top\"", "<footer", "<form"] {
            assert!(!answer.body.contains(word), "{word} in {path}");
        }
        for link in answer
            .body
            .split("<a ")
            .skip(1)
            .filter(|link| link.contains("href=\"/records"))
        {
            let link = link.split('>').next().expect("a start");
            assert!(
                link.ends_with(" target=\"_blank\" rel=\"noopener\""),
                "{link} in {path}"
            );
        }
        assert!(answer.body.len() < 25_000, "{} bytes", answer.body.len());
    }
}

#[tokio::test]
async fn the_snippet_for_other_sites_has_the_filters_that_were_chosen() {
    let request = get("/embed/help?what=map&kind=practice&q=sel&lang=fr").header(header::HOST, "ayni.example.org");
    let page = send(request.body(Body::empty()).expect("a request")).await.body;
    let snippet =
        "&#60;iframe src=&#34;https://ayni.example.org/embed/map?kind=practice&#38;amp;q=sel&#38;amp;lang=fr&#34;";
    assert!(page.contains(snippet), "{page}");
    assert!(page.contains("<option value=\"map\" selected>"));
    assert!(!page.contains("<iframe"));
}

#[tokio::test]
async fn the_network_of_expertise_shows_nobody_to_visitors() {
    let people = examples(Kind::Expertise, Audience::Federation);
    let names: Vec<&str> = people.iter().filter_map(|person| person["name"].as_str()).collect();
    assert!(!names.is_empty());
    let visitor = read("/expertise?lang=en").await.body;
    assert!(visitor.contains("/admin/login?next=%2Fadmin%2Fexpertise"));
    assert!(!visitor.contains("class=\"records\"") && !visitor.contains(&format!(">{}<", names[0])));
    let mut browser = Browser::new();
    assert_eq!(browser.open("/admin/expertise").await.status, StatusCode::SEE_OTHER);
    browser.log_in().await;
    let staff = browser.open("/admin/expertise?lang=en").await;
    assert_eq!(
        (staff.status, staff.header(header::CACHE_CONTROL)),
        (StatusCode::OK, "no-store")
    );
    assert_eq!(staff.body.matches("<h2 ").count(), people.len(), "{}", staff.body);
    check_whole(&staff.body, "/admin/expertise");
}

/// The metrics as somebody at `remote` gets them.
async fn metrics(remote: &str, headers: &[(&str, &str)]) -> Answer {
    let remote: IpAddr = remote.parse().expect("an address");
    let site = crate::http::routes(std::sync::Arc::new(MadeUp)).layer(Extension(Remote(remote)));
    let request = headers
        .iter()
        .fold(get("/metrics"), |request, (name, value)| request.header(*name, *value));
    let response = site.oneshot(request.body(Body::empty()).expect("a request")).await;
    answered(response.expect("routes never fail")).await
}

#[tokio::test]
async fn metrics_are_for_this_machine_and_for_the_token() {
    let here = ("host", "127.0.0.1:4380");
    let token = format!("Bearer {TOKEN}");
    let with_token = ("authorization", token.as_str());
    for (remote, headers, status) in [
        ("127.0.0.1", vec![here], 200),
        ("::1", vec![("host", "localhost")], 200),
        ("203.0.113.7", vec![here], 401),
        ("203.0.113.7", vec![here, with_token], 200),
        ("127.0.0.1", vec![here, ("x-forwarded-for", "203.0.113.7")], 401),
        ("127.0.0.1", vec![here, ("forwarded", "for=203.0.113.7")], 401),
        ("127.0.0.1", vec![("host", "evil.example")], 401),
        ("127.0.0.1", vec![("host", "ayni.example.org")], 401),
        ("127.0.0.1", vec![here, ("authorization", "Bearer wrong")], 401),
    ] {
        let answer = metrics(remote, &headers).await;
        assert_eq!(answer.status.as_u16(), status, "{remote} {headers:?}");
        assert_eq!(
            answer.body.contains("ayni_records 7387"),
            status == 200,
            "{}",
            answer.body
        );
    }
    let known = metrics("127.0.0.1", &[here]).await;
    assert!(
        known
            .header(header::CONTENT_TYPE)
            .starts_with("application/openmetrics-text; version=1.0.0")
    );
    assert_eq!(
        read("/metrics").await.status,
        StatusCode::UNAUTHORIZED,
        "who asks from nowhere is not here"
    );
}

#[tokio::test]
async fn whatever_can_be_asked_is_on_the_page_for_programs() {
    let page = read("/api").await.body;
    let paths = openapi::description()["paths"].as_object().expect("paths");
    let mut asked = 0;
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("methods") {
            let id = operation["operationId"].as_str().expect("an id");
            assert!(
                page.contains(&format!("<code>{} {path}</code>", method.to_uppercase())),
                "{method} {path}"
            );
            let is_form = page.contains(&format!("name=\"operation\" value=\"{id}\""));
            let needs_token = operation["security"] == json!([{ "token": [] }]);
            assert_eq!(is_form, method == "get" && !needs_token, "{id}");
            if is_form {
                let answer = read(&format!("/api?operation={id}&id={PUBLIC}&kind=practice&limit=&q=")).await;
                let takes = |name: &str| {
                    operation["parameters"]
                        .to_string()
                        .contains(&format!("\"name\":\"{name}\""))
                };
                // A form sends its own fields alone.
                if ["id", "kind", "limit", "q"].into_iter().all(takes) {
                    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{id}");
                }
                asked += 1;
            }
        }
    }
    assert!(asked > 5);
    let shown = read(&format!("/api?operation=show&id={PUBLIC}")).await;
    assert_eq!(shown.header(header::LOCATION), format!("/api/v1/records/{PUBLIC}"));
    let list = read("/api?operation=list&kind=practice&country=&limit=3").await;
    assert_eq!(list.header(header::LOCATION), "/api/v1/records?kind=practice&limit=3");
    assert_eq!(read(list.header(header::LOCATION)).await.status, StatusCode::OK);
    let missing = read("/api?operation=show&id=&lang=en").await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        missing.body.contains("aria-invalid=\"true\"")
            && missing.body.contains("id=\"show-id-wrong\">Please fill this in.")
    );
    for wrong in [
        "operation=publish",
        "operation=nothing",
        "operation=show&colour=red",
        "colour=red",
    ] {
        assert!(read(&format!("/api?{wrong}")).await.status.is_client_error(), "{wrong}");
    }
}

#[tokio::test]
async fn the_map_of_the_federation_draws_each_kind_of_link_otherwise_and_the_table_says_the_same() {
    let page = read("/federation?lang=en").await.body;
    for wanted in [
        "<path class=\"arc south_south\" d=\"M",
        "<path class=\"arc north_south\" d=\"M",
        "Red ecuatoriana de economía popular (Ecuador): South–South</title>",
        "<td data-label=\"Link to this node\">South–South</td>",
        "<td data-label=\"Link to this node\">North–South</td>",
        "<td data-label=\"Link to this node\">this node</td>",
        "<td data-label=\"Link to this node\">not connected at the moment</td>",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    assert!(
        !page.contains("arc north_north"),
        "there is no such link, and no line for it in the legend"
    );
    let style = read("/static/style.css").await.body;
    assert!(
        style.contains("path.south_south { stroke: #8a3d00; stroke-dasharray"),
        "not by colour alone"
    );
    assert!(
        !read("/federation").await.headers.contains_key(header::ETAG),
        "it shows who is connected"
    );
}

#[tokio::test]
async fn the_page_about_the_node_says_who_runs_it_and_what_is_kept_of_visitors() {
    let page = read("/about?lang=en").await.body;
    for wanted in [
        "Réseau sénégalais de l&#39;économie solidaire",
        SENEGAL,
        "What the platform says of itself",
        "There is one cookie for visitors",
        "No independent body has audited them yet",
        "ayni entry ID --cose FILE",
        "href=\"/api?lang=en\"",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
}
