//! What one platform publishes is on every node, as it was signed.

use ayni_node::catalogue::Audience;
use ayni_node::node::Node;
use ayni_node::store::Depth;
use ayni_tests::patience::eventually;
use ayni_tests::platforms::{self, QUIC, TCP, agreed, publish};
use ayni_tests::records;
use serde_json::Value;

use crate::{listed, stop, three};

/// Three platforms publish at the same time, and each ends up with what all have published.
async fn exchange(listen: &[&str]) -> Vec<&'static str> {
    let platforms = three();
    let nodes = platforms::started(&platforms.each_ref(), listen).await;
    let records = |number: usize| records::enterprises(platforms[number].country(), "R", 20 + number);
    let (first, second, third) = tokio::join!(
        publish(&nodes[0], records(0)),
        publish(&nodes[1], records(1)),
        publish(&nodes[2], records(2)),
    );
    // Each has a profile besides.
    agreed(&nodes.iter().collect::<Vec<_>>(), 3 + 63).await;
    for node in &nodes {
        for (platform, ids) in platforms.iter().zip([&first, &second, &third]) {
            for id in ids {
                let shown = shown(node, id).await;
                assert_eq!(shown["platform"]["did"], platform.did());
                assert_eq!(shown["countries"][0], platform.country());
            }
        }
        assert_eq!(listed(node, "enterprise", Audience::Public).await.len(), 63);
        let verified = node.handle().verify(Depth::Chain).await.expect("readable");
        assert!(verified.ok, "{verified:?}");
        assert_eq!((verified.entries, verified.authors), (66, 3));
    }
    let mut transports = Vec::new();
    for node in &nodes {
        transports.extend(node.handle().peers().await.into_iter().map(|peer| peer.transport));
    }
    transports.sort_unstable();
    transports.dedup();
    stop(nodes).await;
    transports
}

/// A record as a node shows it, once its catalogue has come so far.
async fn shown(node: &Node, id: &str) -> Value {
    eventually("a record", async || {
        let shown = node.handle().show(id, Audience::Public).await;
        shown.map_err(|refusal| format!("{id}: {refusal}"))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn three_platforms_exchange_records_over_tcp_and_hold_the_same() {
    assert_eq!(exchange(&[TCP]).await, ["tcp"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn three_platforms_exchange_records_over_quic_and_hold_the_same() {
    assert_eq!(exchange(&[QUIC]).await, ["quic"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_too_long_to_be_gossiped_arrives_whole() {
    let platforms = three();
    let nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    let practice = records::long_practice("EC", "caja");
    let ids = publish(&nodes[1], vec![practice.clone()]).await;
    let page = nodes[1]
        .handle()
        .show(&ids[0], Audience::Public)
        .await
        .expect("its own");
    let entry = page["entry"].as_str().expect("an id").to_owned();
    agreed(&nodes.iter().collect::<Vec<_>>(), 4).await;
    for node in &nodes {
        let held = node
            .handle()
            .entry(&entry, Audience::Public)
            .await
            .expect("it is replicated");
        assert!(
            held.body_base64.as_ref().map_or(0, String::len) > 80 * 1024,
            "{} characters",
            held.body_base64.as_ref().map_or(0, String::len)
        );
        let shown = shown(node, &ids[0]).await;
        for field in ["approach", "building_blocks"] {
            assert!(shown[field] == practice[field], "the text of {field} is another");
        }
    }
    stop(nodes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_record_is_off_the_lists_everywhere_and_its_history_stays() {
    let platforms = three();
    let nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    let ids = publish(&nodes[0], records::enterprises("SN", "R", 3)).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 6).await;
    let by_another = nodes[2]
        .handle()
        .withdraw(&ids[1])
        .await
        .expect_err("only its platform may");
    assert_eq!(by_another.code, "not_own_record");
    // Nor does naming the platform help.
    let named = format!("{}@{}", ids[1], platforms[0].did());
    let by_name = nodes[2].handle().withdraw(&named).await.expect_err("still not its own");
    assert_eq!(by_name.code, "not_own_record");
    nodes[0].handle().withdraw(&ids[1]).await.expect("withdrawn");
    agreed(&nodes.iter().collect::<Vec<_>>(), 7).await;
    for node in &nodes {
        let shown = eventually("the withdrawal", async || {
            let shown = shown(node, &ids[1]).await;
            if shown["status"] == "withdrawn" {
                Ok(shown)
            } else {
                Err(shown.to_string())
            }
        })
        .await;
        assert_eq!(shown["oid"], "R-00002");
        let listed = listed(node, "enterprise", Audience::Federation).await;
        let oids: Vec<&str> = listed.iter().filter_map(|row| row["oid"].as_str()).collect();
        assert_eq!(oids.len(), 2);
        assert!(!oids.contains(&"R-00002"), "{oids:?}");
        let history = node
            .handle()
            .history(&ids[1], Audience::Public)
            .await
            .expect("it stays");
        let history = serde_json::to_value(history).expect("JSON");
        assert_eq!(history.as_array().map(Vec::len), Some(2), "{history}");
    }
    stop(nodes).await;
}
