//! How a platform looks after its records: reviews, translations, duplicates and links.

use ayni_node::catalogue::{Audience, Filter};
use ayni_node::node::Node;
use ayni_protocol::record::translation::Translation;
use ayni_tests::patience::eventually;
use ayni_tests::platforms::{self, Platform, TCP, agreed, publish};
use ayni_tests::records;
use serde_json::{Value, json};

use crate::stop;

/// The record as the node shows it to its own people.
async fn shown(node: &Node, id: &str) -> Value {
    let shown = node.handle().show(id, Audience::Federation).await;
    shown.unwrap_or_else(|refusal| panic!("{id}: {refusal}"))
}

/// A record's fields without those that tell one version from the next.
fn content(mut record: Value) -> Value {
    for field in ["entry", "seq", "time"] {
        record.as_object_mut().expect("an object").remove(field);
    }
    record
}

async fn stale(node: &Node) -> u64 {
    node.handle().stale(Filter::default()).await.expect("read").total
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_moves_the_date_and_nothing_else() {
    let platform = Platform::new("Réseau d'essai", "SN");
    platform.found(&[]);
    let node = platform.start(TCP).await;
    let mut overdue = records::enterprise("SN", "R-1");
    overdue["review_by"] = json!("2020-05");
    let ids = publish(&node, vec![overdue, records::enterprise("SN", "R-2")]).await;
    assert_eq!(stale(&node).await, 1);
    let before = shown(&node, &ids[0]).await;
    let handle = node.handle();
    for past in ["2020", "2026-02-30", "soon"] {
        let refusal = handle.review(&ids[0], Some(past)).await.expect_err(past);
        assert_eq!(refusal.code, "bad_review_date", "{past}");
    }
    let reviewed = handle.review(&ids[0], None).await.expect("its own");
    assert_eq!(reviewed.outcome, "updated");
    assert_eq!(stale(&node).await, 0);
    let mut expected = content(before);
    let after = shown(&node, &ids[0]).await;
    expected["review_by"] = after["review_by"].clone();
    assert_eq!(content(after), expected);
    let again = handle.review(&ids[0], Some("2999")).await.expect("its own");
    assert_eq!(
        (again.outcome, &shown(&node, &ids[0]).await["review_by"]),
        ("updated", &json!("2999"))
    );
    let unchanged = handle.review(&ids[0], Some("2999")).await.expect("its own");
    assert_eq!((unchanged.outcome, unchanged.entry), ("unchanged", again.entry));
    stop(vec![node]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_translation_is_found_by_its_language_and_leaves_the_original() {
    let platform = Platform::new("Réseau d'essai", "SN");
    platform.found(&[]);
    let node = platform.start(TCP).await;
    let id = publish(&node, vec![records::enterprise("SN", "R-1")]).await.remove(0);
    let handle = node.handle();
    let template = handle.template(&id).await.expect("its own");
    assert_eq!((template.original.as_str(), template.texts.len()), ("fr", 2));
    let translation = |language: &str, text: &str| Translation {
        language: language.to_owned(),
        texts: [("description".to_owned(), text.to_owned())].into(),
        machine: true,
        replace: false,
    };
    let before = shown(&node, &id).await;
    let done = handle
        .translate(&id, translation("es", "Transforma el mijo."))
        .await
        .expect("good");
    assert_eq!(done.outcome, "updated");
    let mut expected = content(before);
    expected["description"]["es"] = json!("Transforma el mijo.");
    expected["machine_translated"] = json!(["es"]);
    assert_eq!(content(shown(&node, &id).await), expected);
    let spanish = Filter {
        language: Some("es".to_owned()),
        ..Filter::default()
    };
    assert_eq!(
        handle
            .list(spanish, Audience::Public, false)
            .await
            .expect("a page")
            .total,
        1
    );
    let code = async |language, text: &str| {
        let refused = handle.translate(&id, translation(language, text)).await;
        refused.expect_err("no translation").code
    };
    assert_eq!(code("es", "Otro texto.").await, "translation_exists");
    assert_eq!(code("fr", "Autre texte.").await, "translation_original");
    assert_eq!(code("en", &"x".repeat(5_001)).await, "record_invalid");
    handle.withdraw(&id).await.expect("its own");
    assert_eq!(code("en", "It mills.").await, "record_withdrawn");
    stop(vec![node]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_stands_in_ones_own_record_and_ends_the_suspicion() {
    let (own, other) = (
        Platform::new("Réseau d'essai", "SN"),
        Platform::new("Red de prueba", "EC"),
    );
    let nodes = platforms::started(&[&own, &other], &[TCP]).await;
    let named = |oid: &str| {
        let mut record = records::enterprise("SN", oid);
        record["title"] = json!({ "fr": "GIE And Liggey" });
        record
    };
    let mine = publish(&nodes[0], vec![named("R-1"), named("R-2")]).await;
    let theirs = publish(&nodes[1], vec![named("X-1")]).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 5).await;
    let handle = nodes[0].handle();
    eventually("the other's record", async || {
        let shown = handle.show(&theirs[0], Audience::Public).await;
        shown.map(|_| ()).map_err(|refusal| refusal.to_string())
    })
    .await;
    let pairs = async |across| handle.alike(Filter::default(), across).await.expect("read").total;
    assert_eq!((pairs(false).await, pairs(true).await), (1, 3));
    let before = shown(&nodes[0], &theirs[0]).await;
    // Whichever is given first, the own record is the one that says it.
    let linked = handle.same(&theirs[0], &mine[0]).await.expect("one is its own");
    assert_eq!(linked.id, mine[0]);
    let relation = json!([{ "predicate": "same_as", "record": theirs[0] }]);
    assert_eq!(shown(&nodes[0], &mine[0]).await["relations"], relation);
    let mut after = shown(&nodes[0], &theirs[0]).await;
    let said = after.as_object_mut().and_then(|record| record.remove("mentions"));
    assert_eq!(after, before, "the other's record stays as it is");
    let said = said.expect("who says what of it");
    let naming = &said["relations"]["records"][0];
    assert_eq!(
        (&naming["predicate"], &naming["id"]),
        (&json!("same_as"), &json!(mine[0]))
    );
    assert_eq!((pairs(false).await, pairs(true).await), (1, 2));
    handle.same(&mine[1], &mine[0]).await.expect("both are its own");
    assert_eq!(pairs(true).await, 0, "the last pair follows from the two");
    let code = async |one: &str, other: &str| handle.same(one, other).await.expect_err("no link").code;
    assert_eq!(code(&mine[0], &theirs[0]).await, "already_same");
    assert_eq!(code(&mine[0], &mine[1]).await, "already_same");
    assert_eq!(code(&mine[0], &mine[0]).await, "same_record");
    assert_eq!(code(&mine[0], &"0".repeat(32)).await, "not_found");
    let refused = nodes[1].handle().same(&mine[0], &mine[1]).await;
    assert_eq!(refused.expect_err("neither is its own").code, "neither_own");
    handle.withdraw(&mine[1]).await.expect("its own");
    assert_eq!(code(&theirs[0], &mine[1]).await, "record_withdrawn");
    stop(nodes).await;
}
