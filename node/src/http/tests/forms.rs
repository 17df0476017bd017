//! Staff edit records as forms: what a form shows comes back as it was, and what is wrong is said beside it.

use axum::http::{StatusCode, header};
use ayni_protocol::record::{Kind, LANGUAGES_MAX};
use serde_json::{Value, json};

use super::Answer;
use super::made_up::{COMMENT, PUBLIC, WITHDRAWN, example_id, published};
use super::staff::Browser;

/// Made-up records of each kind that go through a form: the first two are the least and the one with the most.
const EXAMPLES: u64 = 12;

/// Somebody who has logged in.
pub(super) async fn staff() -> Browser {
    let mut browser = Browser::new();
    browser.log_in().await;
    published();
    browser
}

fn edit(id: &str) -> String {
    format!("/admin/records/{id}/edit")
}

/// Sends fields to an address.
async fn send(browser: &mut Browser, address: &str, fields: &[(String, String)]) -> Answer {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    browser.submit(address, &pairs.join("&")).await
}

/// What a browser sends of the form of a record on a page if nobody touches it.
fn shown(page: &str) -> Vec<(String, String)> {
    let form = page.split(r#"<form class="form record""#).nth(1).expect("a form");
    let mut rest = form.split("</form>").next().expect("its end");
    let mut fields = Vec::new();
    while let Some((_, from)) = rest.split_once('<') {
        let (tag, after) = from.split_once('>').expect("a tag ends");
        rest = after;
        let name = attribute(tag, "name").unwrap_or_default();
        let is_sent = !tag.contains(r#"type="checkbox""#) || tag.ends_with(" checked");
        if tag.starts_with("input ") && is_sent {
            fields.push((name, attribute(tag, "value").expect("a value")));
        } else if tag.starts_with("textarea ") {
            let (text, after) = after.split_once("</textarea>").expect("its end");
            rest = after;
            let text = text.strip_prefix('\n').unwrap_or(text);
            fields.push((name, unescaped(text).replace('\n', "\r\n")));
        } else if tag.starts_with("select ") {
            let (options, after) = after.split_once("</select>").expect("its end");
            rest = after;
            let options: Vec<&str> = options.split("<option ").skip(1).collect();
            let is_chosen = |option: &&&str| option.split('>').next().is_some_and(|tag| tag.ends_with(" selected"));
            let chosen = options.iter().find(is_chosen).or(options.first()).expect("an option");
            fields.push((name, attribute(&format!(" {chosen}"), "value").expect("a value")));
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, from) = tag.split_once(&format!(r#" {name}=""#))?;
    Some(unescaped(from.split('"').next()?))
}

fn unescaped(text: &str) -> String {
    let marks = [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
    ];
    marks
        .iter()
        .fold(text.to_owned(), |text, (code, mark)| text.replace(code, mark))
}

/// The fields with another text under a name that is among them.
fn with(fields: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    assert!(fields.iter().any(|(known, _)| known == name), "{name} is no field");
    let changed = fields.iter().map(|(known, old)| {
        let new = if known == name { value } else { old };
        (known.clone(), new.to_owned())
    });
    changed.collect()
}

/// The fields and one more, such as a box that is ticked or a button that is pressed.
fn and(mut fields: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    fields.push((name.to_owned(), value.to_owned()));
    fields
}

/// What is said beside the field of this name.
fn said_beside(page: &str, name: &str) -> String {
    let field = page.split(&format!(r#" name="{name}""#)).nth(1).expect("the field");
    let tag = field.split('>').next().expect("its tag");
    assert!(tag.contains(r#"aria-invalid="true""#), "{name} is marked: {tag}");
    let about = attribute(tag, "aria-describedby").expect("something is said about it");
    let wrong = about
        .split(' ')
        .find(|id| id.ends_with("-wrong"))
        .expect("what is wrong");
    let said = page.split(&format!(r#"id="{wrong}">"#)).nth(1).expect("it is said");
    unescaped(said.split("</p>").next().expect("its end"))
}

/// What is published under the id, as the form of it is made from.
async fn held(browser: &mut Browser, id: &str) -> Value {
    let page = browser.open(&edit(id)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let sent = send(browser, &edit(id), &shown(&page.body)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    published().pop().expect("it was published")
}

#[tokio::test]
async fn what_a_form_shows_of_a_record_of_any_kind_comes_back_as_the_same_record() {
    let mut browser = staff().await;
    for kind in Kind::ALL {
        for number in 0..EXAMPLES {
            let address = edit(&example_id(*kind, number));
            let page = browser.open(&address).await;
            assert_eq!(page.status, StatusCode::OK, "{kind} {number}: {}", page.body);
            let sent = send(&mut browser, &address, &shown(&page.body)).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{kind} {number}: {}", sent.body);
            assert_eq!(sent.header(header::LOCATION), "/admin/records");
            let list = browser.open("/admin/records").await;
            let record = published();
            assert!(list.body.contains("nothing has changed"), "{kind} {number}: {record:?}");
        }
    }
}

#[tokio::test]
async fn every_form_has_its_words_in_every_language() {
    let mut browser = staff().await;
    for kind in Kind::ALL {
        for language in ["en", "fr", "es"] {
            for address in [
                format!("{}?lang={language}", edit(&example_id(*kind, 1))),
                format!("/admin/records/new?kind={kind}&lang={language}"),
            ] {
                let page = browser.open(&address).await;
                assert_eq!(page.status, StatusCode::OK, "{address}");
                for prefix in [">forms-", ">field-", ">column-", ">web-"] {
                    assert!(!page.body.contains(prefix), "{address} has {prefix}");
                }
                // Every field has a label, and ids are there once.
                let ids: Vec<&str> = page
                    .body
                    .split(r#" id=""#)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .collect();
                let once: std::collections::BTreeSet<&&str> = ids.iter().collect();
                assert_eq!(ids.len(), once.len(), "{address}");
                for id in ids
                    .iter()
                    .filter(|id| page.body.contains(&format!(r#"<textarea id="{id}""#)))
                {
                    assert!(page.body.contains(&format!(r#"<label for="{id}""#)), "{address}: {id}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_broken_rule_is_said_beside_its_field_with_what_was_typed() {
    let mut browser = staff().await;
    let address = edit(&example_id(Kind::Enterprise, 1));
    let fields = shown(&browser.open(&address).await.body);
    let mut fields = with(&fields, "lei", "506700GE1G29325QX364");
    for (name, value) in [
        ("founded", "14/08/1997"),
        ("members.women", "a dozen"),
        ("geo.lat", "95.5"),
        ("tags", "a\r\na"),
    ] {
        fields = with(&fields, name, value);
    }
    let page = send(&mut browser, &address, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (name, value, said) in [
        ("lei", "506700GE1G29325QX364", "Legal Entity Identifier"),
        ("founded", "14/08/1997", "is not a date"),
        ("members.women", "a dozen", "not a number"),
        ("geo.lat", "95.5", "it must be at most 90"),
        ("tags", "a\r\na", "Keywords 2 repeats"),
    ] {
        assert!(
            said_beside(&page.body, name).contains(said),
            "{name}: {}",
            said_beside(&page.body, name)
        );
        assert!(
            shown(&page.body).contains(&(name.to_owned(), value.to_owned())),
            "{name} is as it was typed"
        );
    }
    // Above the form all of it stands together and leads to the fields.
    let summary = page
        .body
        .split(r#"role="alert" id="wrong">"#)
        .nth(1)
        .expect("a summary");
    let summary = summary.split("</div>").next().expect("its end");
    assert!(
        summary.contains("Nothing is published yet") && summary.matches(r##"<a href="#f"##).count() >= 5,
        "{summary}"
    );

    let french = send(&mut browser, &format!("{address}?lang=fr"), &fields).await;
    assert!(said_beside(&french.body, "geo.lat").contains("Latitude"));
    assert!(french.body.contains("Rien n’est encore publié"));
}

#[tokio::test]
async fn a_suggestion_stands_with_what_is_wrong() {
    let mut browser = staff().await;
    let address = edit(&example_id(Kind::Resource, 1));
    let fields = shown(&browser.open(&address).await.body);
    let page = send(&mut browser, &address, &with(&fields, "licence", "cc by")).await;
    let said = said_beside(&page.body, "licence");
    assert!(said.contains("Did you mean CC-BY-4.0?"), "{said}");
}

#[tokio::test]
async fn one_more_place_is_asked_for_and_nothing_is_published() {
    let mut browser = staff().await;
    let id = example_id(Kind::Partnership, 3);
    let before = held(&mut browser, &id).await;
    let participants = before["participants"].as_array().expect("a list").len();
    let fields = shown(&browser.open(&edit(&id)).await.body);
    let name = |place: usize| format!("participants[{place}].name");
    let has = |fields: &[(String, String)], place| fields.iter().any(|(known, _)| *known == name(place));
    assert!(has(&fields, participants) && !has(&fields, participants + 1));

    let page = send(&mut browser, &edit(&id), &and(fields, "more", "participants")).await;
    assert_eq!((page.status, published()), (StatusCode::OK, Vec::new()));
    let fields = shown(&page.body);
    assert!(has(&fields, participants + 1) && !has(&fields, participants + 2));
    // A gap is none: what stands in the last place comes next.
    let fields = with(&fields, &name(participants + 1), "Caja");
    let fields = with(&fields, &format!("participants[{}].role", participants + 1), "provider");
    let fields = with(&fields, &format!("participants[{}].country", participants + 1), "SN");
    let saved = send(&mut browser, &edit(&id), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let after = published().pop().expect("published");
    let added = json!({ "name": "Caja", "role": "provider", "country": "SN" });
    assert_eq!(after["participants"][participants], added);

    // And a part is left out by a tick.
    let fields = shown(&browser.open(&edit(&id)).await.body);
    send(&mut browser, &edit(&id), &and(fields, "participants[0]@out", "yes")).await;
    let left = published().pop().expect("published");
    assert_eq!(left["participants"].as_array().map(Vec::len), Some(participants - 1));
}

#[tokio::test]
async fn texts_are_asked_for_in_one_more_language() {
    let mut browser = staff().await;
    let page = browser.open(&edit(PUBLIC)).await;
    let fields = shown(&page.body);
    assert!(!fields.iter().any(|(name, _)| name == "title.wo"));
    for more in [true, false] {
        // Also whoever only types the language and publishes is asked for its texts.
        let mut fields = with(&fields, "@language", "WO");
        if more {
            fields = and(fields, "more", "@language");
        }
        let page = send(&mut browser, &edit(PUBLIC), &fields).await;
        assert_eq!((page.status, published()), (StatusCode::OK, Vec::new()));
        let fields = shown(&page.body);
        for name in [
            "title.wo",
            "objective.wo",
            "building_blocks[0].title.wo",
            "building_blocks[1].text.wo",
        ] {
            assert!(fields.contains(&(name.to_owned(), String::new())), "{name}");
        }
        assert!(fields.contains(&("@language".to_owned(), String::new())));
    }
    let page = send(&mut browser, &edit(PUBLIC), &with(&fields, "@language", "french")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said_beside(&page.body, "@language").contains("Did you mean fr?"));
}

#[tokio::test]
async fn what_this_version_does_not_know_stays_until_somebody_takes_it_out() {
    let mut browser = staff().await;
    let page = browser.open(&edit(PUBLIC)).await;
    assert!(page.body.contains("does not know: email, web_site"), "{}", page.body);
    let fields = shown(&page.body);
    let refused = send(&mut browser, &edit(PUBLIC), &fields).await;
    let asked = published().pop().expect("the node was asked");
    assert_eq!(asked["web_site"], "javascript:alert(1)");
    assert_eq!(asked["title"]["es"], "La sal de las mujeres del lago Rosa");
    // The node says what is wrong with them, and they are still there.
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("There is no field web_site"));
    assert_eq!(shown(&refused.body), fields);
    let saved = send(&mut browser, &edit(PUBLIC), &and(fields, "@drop", "yes")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let record = published().pop().expect("published");
    assert_eq!((&record["web_site"], &record["email"]), (&Value::Null, &Value::Null));
    assert_eq!(record["objective"]["fr"], "Un prix juste.");
}

#[tokio::test]
async fn hostile_contents_are_text_in_a_form() {
    let mut browser = staff().await;
    let address = edit(&example_id(Kind::Enterprise, 1));
    let fields = shown(&browser.open(&address).await.body);
    let original = fields
        .iter()
        .find(|(name, _)| name == "original")
        .expect("a language")
        .1
        .clone();
    let title = format!("title.{original}");
    let long = "a".repeat(10_000);
    for hostile in [
        "\"><script>alert(1)</script>",
        "</textarea><script>",
        "a\u{202e}txt.exe",
        "\r\n\r\na",
        &long,
    ] {
        for name in [
            &title,
            "acronym",
            "tags",
            &format!("description.{original}"),
            "geo.lon",
            "scope",
        ] {
            let page = send(&mut browser, &address, &with(&fields, name, hostile)).await;
            assert!(!page.body.contains("<script"), "{name}: {hostile}");
            if page.status == StatusCode::UNPROCESSABLE_ENTITY {
                let typed = shown(&page.body)
                    .into_iter()
                    .find(|(known, _)| known == name)
                    .expect("the field");
                assert_eq!(typed.1.trim(), hostile.trim(), "{name}");
            }
        }
    }
    // Names of fields are typed by nobody, and could still be sent.
    let page = send(&mut browser, &address, &and(fields, "title.\"><script>", "x")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.body.contains("<script"));
}

#[tokio::test]
async fn a_form_without_end_makes_no_page_without_end() {
    let mut browser = staff().await;
    let address = edit(&example_id(Kind::Practice, 0));
    let mut fields = shown(&browser.open(&address).await.body);
    for number in 0..3_000_usize {
        let letters = [number / 676, number / 26 % 26, number % 26].map(|letter| (b'a' + letter as u8) as char);
        fields = and(fields, &format!("objective.{}", letters.iter().collect::<String>()), "");
        fields = and(fields, &format!("evidence[{number}].url"), "");
        fields = and(fields, &format!("organisations[{number}].name"), "x");
    }
    let page = send(&mut browser, &address, &and(fields, "more", "evidence")).await;
    let count = |part: &str| page.body.matches(part).count();
    assert!(count(r#" name="objective."#) <= LANGUAGES_MAX + 1);
    assert!(
        count(".url\"") <= 60 && count("organisations[") < 60 * 8,
        "{}",
        count("organisations[")
    );

    let huge = "a".repeat(3 * 1024 * 1024);
    let refused = browser.submit(&address, &format!("title.fr={huge}")).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_record_of_another_platform_is_not_edited_here() {
    let mut browser = staff().await;
    for page in ["edit", "translate", "withdraw", "erase", "review"] {
        let address = format!("/admin/records/{COMMENT}/{page}");
        let answer = browser.open(&address).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        assert!(answer.body.contains("was published by another platform"), "{page}");
        let answer = browser.submit(&address, "understood=yes").await;
        assert_eq!(
            (answer.status, published()),
            (StatusCode::FORBIDDEN, Vec::new()),
            "{page}"
        );
    }
}

#[tokio::test]
async fn what_somebody_else_has_changed_is_shown_before_it_is_overwritten() {
    let mut browser = staff().await;
    let id = example_id(Kind::Event, 1);
    let fields = shown(&browser.open(&edit(&id)).await.body);
    let typed = with(&fields, "organiser", "Red de cajas");
    let page = send(&mut browser, &edit(&id), &with(&typed, "@version", "an older one")).await;
    assert_eq!(
        (page.status, published()),
        (StatusCode::UNPROCESSABLE_ENTITY, Vec::new())
    );
    assert!(page.body.contains("has been changed since you opened it"));
    let row = page
        .body
        .split("<tr><th scope=\"row\">")
        .find(|row| row.starts_with("Organiser"))
        .expect("the field");
    assert!(row.contains(">Red de cajas</td>"), "{row}");
    // Whoever has seen that may publish all the same.
    assert_eq!(shown(&page.body), typed);
    let saved = send(&mut browser, &edit(&id), &shown(&page.body)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(published()[0]["organiser"], "Red de cajas");
}

#[tokio::test]
async fn a_withdrawn_record_says_that_it_comes_back() {
    let mut browser = staff().await;
    let page = browser.open(&edit(WITHDRAWN)).await;
    assert!(page.body.contains("This record is withdrawn."));
}

#[tokio::test]
async fn a_new_record_is_written_from_nothing() {
    let mut browser = staff().await;
    let address = "/admin/records/new?kind=resource&original=fr";
    let page = browser.open(address).await;
    let fields = shown(&page.body);
    for (name, value) in [
        ("original", "fr"),
        ("countries[0]", "SN"),
        ("visibility", "public"),
        ("title.fr", ""),
    ] {
        assert!(
            fields.contains(&(name.to_owned(), value.to_owned())),
            "{name}: {fields:?}"
        );
    }
    let empty = send(&mut browser, address, &fields).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said_beside(&empty.body, "title.fr").contains("Title is missing"));
    published();
    let mut fields = shown(&empty.body);
    for (name, value) in [
        ("title.fr", "Guide"),
        ("licence", "CC0-1.0"),
        ("type", "toolkit"),
        ("languages[0]", "fr"),
    ] {
        fields = with(&fields, name, value);
    }
    let saved = send(&mut browser, address, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let record = json!({
        "kind": "resource", "original": "fr", "title": { "fr": "Guide" }, "countries": ["SN"], "licence": "CC0-1.0",
        "visibility": "public", "type": "toolkit", "languages": ["fr"],
    });
    assert_eq!(published(), [record]);
    let list = browser.open("/admin/records").await;
    assert!(list.body.contains("“Guide” is published."), "{}", list.body);

    // A number that another record has would make two of them one at the next import.
    let taken = send(&mut browser, address, &with(&fields, "oid", "7")).await;
    assert_eq!(
        (taken.status, published()),
        (StatusCode::UNPROCESSABLE_ENTITY, Vec::new())
    );
    assert!(said_beside(&taken.body, "oid").contains(PUBLIC));
    for nothing in ["/admin/records/new", "/admin/records/new?kind="] {
        let answer = browser.open(nothing).await;
        assert_ne!(answer.status, StatusCode::OK, "{nothing}");
    }
}

#[tokio::test]
async fn the_list_leads_to_what_can_be_done_with_each_record() {
    let mut browser = staff().await;
    let page = browser.open("/admin/records?lang=es&kind=enterprise").await;
    assert_eq!(page.status, StatusCode::OK);
    let first = format!("/admin/records/{:032x}", 2);
    for name in ["edit", "translate", "review", "withdraw", "erase"] {
        assert!(
            page.body.contains(&format!(r#"href="{first}/{name}?lang=es""#)),
            "{name}"
        );
    }
    assert!(page.body.contains("cursor=next%2Bpage") && page.body.contains("kind=enterprise"));
    assert_eq!(
        browser.open("/admin/records?platform=x").await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        browser.open("/admin/records?kind=spaceship").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn a_translation_stands_beside_the_original() {
    let mut browser = staff().await;
    let address = format!("/admin/records/{PUBLIC}/translate");
    let chooser = browser.open(&address).await;
    assert!(chooser.body.contains(r#"name="into""#) && !chooser.body.contains("Un prix juste."));
    for (into, said) in [("fr", "that is its original"), ("french", "Did you mean fr?")] {
        let refused = browser.open(&format!("{address}?into={into}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{into}");
        assert!(refused.body.contains(said), "{into}");
    }
    let page = browser.open(&format!("{address}?into=es")).await;
    let fields = shown(&page.body);
    let held = ("title".to_owned(), "La sal de las mujeres del lago Rosa".to_owned());
    assert!(
        fields.contains(&held) && fields.contains(&("objective".to_owned(), String::new())),
        "{fields:?}"
    );
    assert!(
        fields.contains(&("@machine".to_owned(), "yes".to_owned())),
        "a machine has made it"
    );
    assert!(page.body.contains("Un prix juste.") && page.body.contains("Building blocks 1 – Title"));
    assert!(page.body.contains("&#60;script&#62;") && !page.body.contains("<script"));

    let saved = send(
        &mut browser,
        &format!("{address}?into=es"),
        &with(&fields, "objective", "Un precio justo."),
    )
    .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(
        browser
            .open("/admin/records")
            .await
            .body
            .contains("translation into Spanish")
    );
    let nothing = send(&mut browser, &format!("{address}?into=es"), &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("at least one text"));
}

#[tokio::test]
async fn pages_about_records_are_for_staff() {
    let mut browser = Browser::new();
    for address in [
        "/admin/records".to_owned(),
        "/admin/records/new?kind=event".to_owned(),
        edit(PUBLIC),
        format!("/admin/records/{PUBLIC}/receipt"),
    ] {
        let answer = browser.open(&address).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}");
        assert!(answer.header(header::LOCATION).starts_with("/admin/login?next="));
    }
    let answer = browser.submit(&edit(PUBLIC), "title.fr=x").await;
    assert_eq!((answer.status, published()), (StatusCode::SEE_OTHER, Vec::new()));
}
