//! Partnerships between real nodes: each platform that one names says so itself.

use ayni_node::catalogue::Audience;
use ayni_node::node::Node;
use ayni_tests::patience::eventually;
use ayni_tests::platforms::{self, TCP};
use serde_json::{Value, json};

use crate::{stop, three};

async fn state(node: &Node, id: &str) -> Result<Value, String> {
    let shown = node.handle().show(id, Audience::Public).await;
    shown.map_err(|refusal| refusal.code.to_owned())
}

/// Waits until every node says that the partnership is active, or not.
async fn agree(nodes: &[Node], id: &str, active: bool) {
    eventually("one word on the partnership", async || {
        for node in nodes {
            let shown = state(node, id).await?;
            if shown["cooperation"]["active"] != active {
                return Err(shown["cooperation"].to_string());
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partnership_is_active_everywhere_once_each_platform_has_accepted_it_and_no_longer_when_it_is_changed() {
    let platforms = three();
    let nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    let participants: Vec<Value> = platforms
        .iter()
        .zip(["SN", "EC", "GB"])
        .map(|(platform, country)| json!({ "name": country, "platform": platform.did(), "country": country, "role": "provider" }))
        .collect();
    let mut record = json!({
        "kind": "partnership", "oid": "P-1", "original": "fr", "title": { "fr": "Échange" }, "countries": ["SN"],
        "licence": "CC0-1.0", "participants": participants, "purpose": { "fr": "Apprendre les uns des autres." },
    });
    let ids = platforms::publish(&nodes[0], vec![record.clone()]).await;
    let id = &ids[0];
    agree(&nodes, id, false).await;

    let own = nodes[0].handle().answer(id, true).await.expect_err("its own");
    assert_eq!(own.code, "own_partnership");
    for node in &nodes[1..] {
        node.handle().answer(id, true).await.expect("accepted");
        let twice = node.handle().answer(id, true).await.expect_err("said already");
        assert_eq!(twice.code, "already_answered");
    }
    agree(&nodes, id, true).await;

    record["purpose"]["fr"] = json!("Apprendre et commercer.");
    platforms::publish(&nodes[0], vec![record]).await;
    agree(&nodes, id, false).await;
    stop(nodes.into_iter().collect()).await;
}
