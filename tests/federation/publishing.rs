//! What a platform's own node takes, refuses and gives back.

use ayni_node::catalogue::{Audience, Filter};
use ayni_node::node::{Node, Outcome, Publication};
use ayni_tests::api::Api;
use ayni_tests::platforms::{self, Platform, TCP, agreed, publish};
use ayni_tests::records;
use serde_json::{Value, json};

use crate::stop;

/// Publishes what is good of `records`.
async fn partly(node: &Node, records: Vec<Value>) -> Vec<Outcome> {
    let how = Publication {
        partial: true,
        ..Publication::default()
    };
    node.handle().publish(records, how).await.expect("the good ones")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_is_refused_leaves_the_others_of_a_partial_publication() {
    let (own, other) = (
        Platform::new("Réseau d'essai", "SN"),
        Platform::new("Red de prueba", "EC"),
    );
    let nodes = platforms::started(&[&own, &other], &[TCP]).await;
    let foreign = publish(&nodes[1], vec![records::enterprise("EC", "R-1")]).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 3).await;
    ayni_tests::patience::eventually("the other's record", async || {
        let shown = nodes[0].handle().show(&foreign[0], Audience::Public).await;
        shown.map_err(|refusal| refusal.to_string())
    })
    .await;
    let with_id = |id: &str| {
        let mut record = records::enterprise("SN", "R-2");
        record["id"] = json!(id);
        record
    };
    let bad = vec![with_id(&foreign[0]), with_id("12")];
    let good = records::enterprise("SN", "R-3");
    let outcomes = partly(&nodes[0], [bad.clone(), vec![good.clone()]].concat()).await;
    let rule = |outcome: &Outcome| match outcome {
        Outcome::Refused(problems) => problems[0].rule.code(),
        Outcome::Done { outcome, .. } => outcome,
    };
    let rules: Vec<&str> = outcomes.iter().map(rule).collect();
    assert_eq!(rules, ["not_own_record", "record_id_malformed", "published"]);
    // All or nothing stays so, with every reason.
    let handle = nodes[0].handle();
    let all = [bad, vec![good]].concat();
    let refusal = handle.publish(all, Publication::default()).await;
    let refusal = refusal.expect_err("two are bad");
    assert_eq!((refusal.code, refusal.problems.len()), ("record_invalid", 2));
    let one = vec![with_id(&foreign[0])];
    let refusal = handle.publish(one, Publication::default()).await;
    assert_eq!(refusal.expect_err("it is another's").code, "not_own_record");
    stop(nodes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_node_shows_comes_back_unchanged_and_a_real_change_does_not() {
    let platform = Platform::new("Réseau d'essai", "SN");
    platform.found(&[]);
    let node = platform.start(TCP).await;
    let mut closed = records::enterprise("SN", "R-2");
    closed["status"] = json!("closed");
    let ids = publish(&node, vec![records::enterprise("SN", "R-1"), closed]).await;
    let mut shown = Vec::new();
    for id in &ids {
        shown.push(node.handle().show(id, Audience::Federation).await.expect("its own"));
    }
    assert_eq!(
        (&shown[0]["status"], &shown[1]["status"]),
        (&json!("active"), &json!("closed"))
    );
    for (outcome, shown) in partly(&node, shown.clone()).await.iter().zip(&shown) {
        let Outcome::Done {
            entry, seq, outcome, ..
        } = outcome
        else {
            panic!("{outcome:?}")
        };
        assert_eq!(*outcome, "unchanged");
        // It says which entry holds the version.
        assert_eq!(
            (json!(entry), json!(seq)),
            (shown["entry"].clone(), shown["seq"].clone())
        );
    }
    shown[0]["status"] = json!("closed");
    shown[1]["status"] = json!("active");
    for outcome in partly(&node, shown).await {
        assert!(
            matches!(outcome, Outcome::Done { outcome: "updated", .. }),
            "{outcome:?}"
        );
    }
    // The same twice at once is one entry.
    let twice = vec![records::enterprise("SN", "R-9"); 2];
    let signed: Vec<_> = partly(&node, twice)
        .await
        .into_iter()
        .map(|outcome| match outcome {
            Outcome::Done { seq, entry, .. } => (seq, entry.is_some()),
            Outcome::Refused(problems) => panic!("{problems:?}"),
        })
        .collect();
    assert_eq!(signed[0], signed[1]);
    assert!(signed[0].1);
    stop(vec![node]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whole_records_come_in_pages_of_bounded_size_and_none_is_lost() {
    let platform = Platform::new("Réseau d'essai", "SN");
    platform.found(&[]);
    let node = platform.start(TCP).await;
    let practices = (0..15).map(|number| records::long_practice("SN", &format!("P-{number}")));
    publish(&node, practices.collect()).await;
    let mut filter = Filter {
        kind: Some("practice".parse().expect("a kind")),
        limit: 500,
        ..Filter::default()
    };
    let (mut seen, mut pages) = (Vec::new(), 0);
    loop {
        let page = node
            .handle()
            .list(filter.clone(), Audience::Public, true)
            .await
            .expect("a page");
        let bytes = json!(page.records).to_string().len();
        assert!(bytes < 1024 * 1024 + 1024, "{bytes} bytes");
        assert_eq!(page.total, 15);
        seen.extend(page.records.into_iter().map(|record| record["id"].to_string()));
        pages += 1;
        let Some(cursor) = page.cursor else { break };
        filter.cursor = Some(cursor);
    }
    assert!(pages > 1);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 15);
    stop(vec![node]).await;
}

/// What a node answers over HTTP when it gets `body`.
async fn posted(node: &Node, platform: &Platform, path: &str, body: Value) -> (u16, Value) {
    let address = node.http().to_string();
    let (dir, path) = (platform.path().to_owned(), path.to_owned());
    tokio::task::spawn_blocking(move || Api::with_token(&address, &dir).post(&path, &body))
        .await
        .expect("no panic")
        .expect("an answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_says_by_record_and_field_what_would_change_and_signs_nothing() {
    let platform = Platform::new("Réseau d'essai", "SN");
    platform.found(&[]);
    let node = platform.start(TCP).await;
    let first = records::enterprise("SN", "R-1");
    let ids = publish(&node, vec![first.clone(), records::enterprise("SN", "R-2")]).await;
    // The platform's own profile is an entry, too.
    agreed(&[&node], 3).await;
    let entries = node.handle().status().await.expect("a status").entries;
    let mut changed = first.clone();
    changed["title"]["fr"] = json!("Coopérative du fleuve");
    changed["tags"] = json!(["fleuve"]);
    let mut bad = records::enterprise("SN", "R-3");
    bad["legal_form"] = json!("coopérative");
    let records = json!([
        changed,
        records::enterprise("SN", "R-2"),
        records::enterprise("SN", "R-4"),
        bad
    ]);
    let (status, answer) = posted(&node, &platform, "/api/v1/records?partial=true&dry_run=true", records).await;
    assert_eq!(status, 200, "{answer}");
    let results = answer["results"].as_array().expect("results");
    let outcomes: Vec<&Value> = results.iter().map(|result| &result["outcome"]).collect();
    assert_eq!(
        outcomes,
        [
            &json!("updated"),
            &json!("unchanged"),
            &json!("published"),
            &Value::Null
        ]
    );
    let tags = results[0]["changes"].as_array().expect("changes");
    assert_eq!(tags[0]["field"], "title.fr");
    assert_eq!(
        (&tags[0]["old"], &tags[0]["new"]),
        (&first["title"]["fr"], &json!("Coopérative du fleuve"))
    );
    assert_eq!(
        tags[1],
        json!({ "field": "tags", "old": first["tags"], "new": ["fleuve"] })
    );
    assert_eq!((tags.len(), &results[0]["id"]), (2, &json!(ids[0])));
    assert!(results[1]["changes"].is_null() && results[2]["changes"].is_null());
    assert_eq!(results[3]["problems"][0]["field"], "legal_form");
    assert!(results[0]["entry"].is_null() && results[2]["entry"].is_null());
    let after = node.handle().status().await.expect("a status").entries;
    assert_eq!(after, entries, "nothing is signed");
    stop(vec![node]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_records_are_withdrawn_in_one_go_all_or_none() {
    let (own, other) = (
        Platform::new("Réseau d'essai", "SN"),
        Platform::new("Red de prueba", "EC"),
    );
    let nodes = platforms::started(&[&own, &other], &[TCP]).await;
    let foreign = publish(&nodes[1], vec![records::enterprise("EC", "R-1")]).await;
    let ids = publish(
        &nodes[0],
        (0..4)
            .map(|number| records::enterprise("SN", &format!("R-{number}")))
            .collect(),
    )
    .await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 7).await;
    let withdraw =
        async |ids: Vec<&String>| posted(&nodes[0], &own, "/api/v1/withdrawals", json!({ "ids": ids })).await;
    let (status, refused) = withdraw(vec![&ids[0], &foreign[0]]).await;
    assert_eq!((status, &refused["code"]), (403, &json!("not_own_record")));
    let nobody = "00000000000000000000000000000000".to_owned();
    let (status, refused) = withdraw(vec![&ids[0], &nobody]).await;
    assert_eq!((status, &refused["code"]), (404, &json!("not_found")));
    let (status, refused) = withdraw(vec![&ids[0]; 501]).await;
    assert_eq!((status, &refused["code"]), (422, &json!("too_many_records")));
    let shown = nodes[0]
        .handle()
        .show(&ids[0], Audience::Public)
        .await
        .expect("its own");
    assert_eq!(shown["status"], "active", "nothing was withdrawn so far");
    // The same twice is one entry; their numbers follow one another.
    let (status, answer) = withdraw(vec![&ids[2], &ids[0], &ids[2]]).await;
    assert_eq!(status, 200, "{answer}");
    let results = answer["results"].as_array().expect("results");
    assert!(results.iter().all(|result| result["outcome"] == "withdrawn"));
    assert_eq!(results[0], results[2]);
    assert_eq!(
        results[1]["seq"],
        json!(results[0]["seq"].as_u64().expect("a number") + 1)
    );
    let (_, answer) = withdraw(vec![&ids[2], &ids[1]]).await;
    assert_eq!(answer["results"][0], json!({ "id": ids[2], "outcome": "unchanged" }));
    assert_eq!(answer["results"][1]["outcome"], "withdrawn");
    let (status, answer) = withdraw(Vec::new()).await;
    assert_eq!((status, answer), (200, json!({ "results": [] })));
    let left = nodes[0]
        .handle()
        .list(
            Filter {
                limit: 50,
                ..Filter::default()
            },
            Audience::Public,
            false,
        )
        .await;
    assert_eq!(
        left.expect("a page").total,
        4,
        "one of its own, the other's, and two platforms"
    );
    stop(nodes).await;
}
