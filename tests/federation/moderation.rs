//! Moderation between real nodes: who hides a comment, and where it vanishes for that.

use ayni_node::catalogue::{Act, Audience, Filter};
use ayni_node::config::Membership;
use ayni_node::data_dir::DataDir;
use ayni_node::keystore;
use ayni_node::node::{Node, NodeHandle};
use ayni_node::store::Store;
use ayni_protocol::entry::Entry;
use ayni_protocol::identity::Hash;
use ayni_protocol::log::authenticate;
use ayni_protocol::operation::Operation;
use ayni_protocol::record::RecordId;
use ayni_tests::patience::eventually;
use ayni_tests::platforms::{self, Platform, TCP};
use ayni_tests::records::{self, enterprise};
use serde_json::json;

use crate::{stop, three};

/// How a node shows a comment: its status to its own people, and whether the public finds it in lists, by its id, among its versions,
/// by its entry, and below the record that it is about.
async fn seen(node: &Node, id: &str, about: &str) -> Result<(String, [bool; 5]), String> {
    let handle = node.handle();
    let refused = |refusal: ayni_node::refusal::Refusal| refusal.code.to_owned();
    let own = handle.show(id, Audience::Federation).await.map_err(refused)?;
    let entry = own["entry"].as_str().unwrap_or_default().to_owned();
    let page = handle
        .list(Filter::default(), Audience::Public, true)
        .await
        .map_err(refused)?;
    assert_eq!(page.total, page.records.len() as u64);
    let record = handle.show(about, Audience::Public).await.map_err(refused)?;
    let below = record["mentions"]["comments"]["records"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let public = [
        page.records.iter().any(|record| record["id"] == id),
        handle.show(id, Audience::Public).await.is_ok(),
        handle.history(id, Audience::Public).await.is_ok(),
        handle.entry(&entry, Audience::Public).await.is_ok(),
        below.iter().any(|comment| comment["id"] == id),
    ];
    Ok((own["status"].as_str().unwrap_or_default().to_owned(), public))
}

/// Waits until each node shows the comment, or hides it, as wanted.
async fn agree(nodes: &[Node], id: &str, about: &str, shown: [bool; 3]) {
    eventually("one word on the comment", async || {
        for (node, shown) in nodes.iter().zip(shown) {
            let wanted = (if shown { "active" } else { "hidden" }.to_owned(), [shown; 5]);
            let seen = seen(node, id, about).await?;
            if seen != wanted {
                return Err(format!("{seen:?}, not {wanted:?}"));
            }
        }
        Ok(())
    })
    .await;
}

/// Waits until a node tells this audience these reasons.
async fn said(node: &NodeHandle, id: &str, audience: Audience, reasons: &[&str]) {
    eventually("the words on the comment", async || {
        let shown = node
            .show(id, audience)
            .await
            .map_err(|refusal| refusal.code.to_owned())?;
        let words = shown["moderation"].as_array().into_iter().flatten();
        let mut said: Vec<&str> = words.filter_map(|word| word["reason"].as_str()).collect();
        said.sort_unstable();
        match said == reasons {
            true => Ok(()),
            false => Err(format!("{said:?}, not {reasons:?}")),
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_that_the_records_platform_hides_vanishes_everywhere_and_one_that_a_third_hides_only_there() {
    let platforms = three();
    let nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    let [holder, author, third] = [&nodes[0], &nodes[1], &nodes[2]].map(Node::handle);
    let about = platforms::publish(&nodes[0], vec![enterprise("SN", "E-1")])
        .await
        .remove(0);
    let id = platforms::publish(&nodes[1], vec![records::comment("EC", &about)])
        .await
        .remove(0);
    agree(&nodes, &id, &about, [true; 3]).await;

    for (refused, code) in [
        (third.moderate(&about, Some((Act::Hide, "spam"))).await, "not_a_comment"),
        (third.moderate(&id, Some((Act::Hide, "ugly"))).await, "unknown_reason"),
        (third.moderate(&id, None).await, "already_said"),
        (third.moderate("07", Some((Act::Flag, "spam"))).await, "not_found"),
    ] {
        assert_eq!(refused.expect_err(code).code, code);
    }
    third.moderate(&id, Some((Act::Hide, "untrue"))).await.expect("signed");
    agree(&nodes, &id, &about, [true, true, false]).await;
    let twice = third.moderate(&id, Some((Act::Hide, "untrue"))).await;
    assert_eq!(twice.expect_err("said already").code, "already_said");

    holder.moderate(&id, Some((Act::Hide, "spam"))).await.expect("signed");
    agree(&nodes, &id, &about, [false; 3]).await;
    said(&author, &id, Audience::Federation, &["spam", "untrue"]).await;
    let hidden = Filter {
        status: Some("hidden"),
        ..Filter::default()
    };
    for (audience, total) in [(Audience::Federation, 1), (Audience::Public, 0)] {
        let page = author.list(hidden.clone(), audience, false).await.expect("a page");
        assert_eq!((page.total, page.records.len()), (total, total as usize));
    }

    holder.moderate(&id, None).await.expect("signed");
    agree(&nodes, &id, &about, [true, true, false]).await;
    third
        .moderate(&id, Some((Act::Flag, "off_topic")))
        .await
        .expect("signed");
    agree(&nodes, &id, &about, [true; 3]).await;
    said(&holder, &id, Audience::Public, &["off_topic"]).await;

    holder.moderate(&id, Some((Act::Flag, "spam"))).await.expect("signed");
    author.withdraw(&id).await.expect("withdrawn");
    let gone = author.moderate(&id, Some((Act::Flag, "spam"))).await;
    assert_eq!(gone.expect_err("withdrawn").code, "record_withdrawn");
    third.moderate(&id, None).await.expect("taken back all the same");
    let nothing = third.moderate(&id, None).await;
    assert_eq!(nothing.expect_err("nothing is left").code, "already_said");
    // A word outlives its comment, and can still be taken back.
    author.erase(&id).await.expect("erased");
    eventually("the erasure", async || {
        match holder.show(&id, Audience::Federation).await {
            Err(refusal) if refusal.code == "record_erased" => Ok(()),
            other => Err(format!("{other:?}")),
        }
    })
    .await;
    holder.moderate(&id, None).await.expect("its own word");
    let none = holder.moderate(&id, None).await;
    assert_eq!(none.expect_err("nothing is left").code, "not_found");
    stop(nodes.into_iter().collect()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_say_of_a_record_is_not_for_its_author_to_write() {
    let platform = Platform::new("Réseau d'essai", "SN");
    platform.found(&[]);
    // A program that is not ours signs what ours would have taken out.
    let dir = DataDir::new(platform.path());
    let membership = Membership::read(&dir).expect("readable").expect("founded");
    let federation: Hash = membership.federation.parse().expect("an id");
    let secret = keystore::read_key(&dir).expect("its key");
    let mut record = enterprise("SN", "E-1");
    record["moderation"] = json!([{ "reason": "unlawful" }]);
    record["cooperation"] = json!({ "active": true, "platforms": [] });
    record["mentions"] = json!({ "comments": { "total": 1, "records": [{ "body": { "en": "Said by nobody" } }] } });
    let id = RecordId::from_bytes([7; 16]);
    let body = Operation::Publish { id, record }.encode([9; 16]);
    let entries = vec![Entry::sign(&secret, &federation, 1, None, 1_000, body)];
    let store = Store::open(platform.path(), 16 * 1024 * 1024).expect("its store");
    let authentic = authenticate(&federation, entries).expect("its own");
    store.append(authentic).await.expect("durable");
    store.close().await.expect("closed");
    drop(store);

    let node = platform.start(TCP).await;
    let handle = node.handle();
    eventually("the record", async || {
        let shown = handle.show(&id.to_string(), Audience::Federation).await;
        shown.map(drop).map_err(|refusal| refusal.to_string())
    })
    .await;
    for audience in [Audience::Federation, Audience::Public] {
        let shown = handle.show(&id.to_string(), audience).await.expect("shown");
        let listed = handle
            .list(Filter::default(), audience, true)
            .await
            .expect("a page")
            .records;
        let listed = listed.into_iter().find(|record| record["id"] == id.to_string());
        for record in [shown, listed.expect("listed")] {
            assert_eq!(record["title"], enterprise("SN", "E-1")["title"]);
            for said in ["moderation", "cooperation", "mentions"] {
                assert_eq!(record.get(said), None, "{said} in {record}");
            }
        }
    }
    stop(vec![node]).await;
}
