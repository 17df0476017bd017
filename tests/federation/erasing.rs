//! Erased records: on no node, in no file, and never again.

use std::path::Path;

use ayni_node::catalogue::Audience;
use ayni_node::node::Node;
use ayni_node::store::Depth;
use ayni_protocol::charter::Role;
use ayni_tests::patience::eventually;
use ayni_tests::platforms::{self, Platform, TCP, agreed_on, publish};
use ayni_tests::records;
use serde_json::{Value, json};

use crate::{listed, stop, three};

/// A text that is nowhere else, short enough to lie in the store as it is.
const NAME: &str = "Fulana Inconfundible";

fn contact(name: &str) -> Value {
    json!({
        "kind": "contact",
        "oid": "C-1",
        "licence": "CC-BY-4.0",
        "original": "es",
        "title": { "es": format!("Contacto: {name}") },
        "countries": ["SN"],
        "name": name,
    })
}

/// An enterprise with a text so long that its body is compressed, whose beginning is in no other record.
fn long() -> Value {
    let mut record = records::enterprise("SN", "LONG");
    let text: String = (0..300)
        .map(|number| format!("Palabra{} ", number * 7_919 % 10_007))
        .collect();
    record["description"] = json!({ "fr": text.trim() });
    record
}

/// Whether any file of a data directory holds one of these.
fn found_in(directory: &Path, wanted: &[Vec<u8>]) -> Option<std::path::PathBuf> {
    std::fs::read_dir(directory).expect("a directory").find_map(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            return found_in(&path, wanted);
        }
        // One that a rewrite has just taken away holds nothing.
        let bytes = std::fs::read(&path).unwrap_or_default();
        let holds = |wanted: &Vec<u8>| bytes.windows(wanted.len()).any(|window| window == wanted);
        wanted.iter().any(holds).then_some(path)
    })
}

/// The texts as people read them, and a stretch of each body as the store packs it.
async fn traces(node: &Node, ids: &[String]) -> Vec<Vec<u8>> {
    let mut traces = vec![NAME.as_bytes().to_vec(), b"Palabra7919 ".to_vec()];
    for id in ids {
        let versions = node.handle().history(id, Audience::Federation).await.expect("versions");
        for version in versions.into_iter().filter(|version| version.op == "publish") {
            let entry = node
                .handle()
                .entry(&version.entry.to_string(), Audience::Federation)
                .await;
            let body = entry.expect("an entry").body_base64.expect("its body");
            let body = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, body).expect("base64");
            let packed = zstd::bulk::compress(&body, 1).expect("zstd");
            let stored = if packed.len() < body.len() { packed } else { body };
            let middle = stored.len() / 2;
            traces.push(stored[middle..middle + 40].to_vec());
        }
    }
    traces
}

pub(crate) async fn receipt_complete(node: &Node, id: &str) {
    eventually("the receipt", async || match node.handle().receipt(id).await {
        Ok(receipt) if receipt.complete => Ok(()),
        Ok(receipt) => Err(format!("{receipt:?}")),
        Err(refusal) => Err(refusal.to_string()),
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_text_is_in_no_file_of_three_nodes_and_never_comes_back_with_one_that_was_off() {
    let platforms = three();
    let mut nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    publish(&nodes[0], records::enterprises("SN", "R", 30)).await;
    let ids = publish(&nodes[0], vec![contact(NAME), long()]).await;
    // Another version, and one record that is withdrawn before it is erased.
    let mut changed = contact(NAME);
    changed["role"] = "Presidenta".into();
    assert_eq!(publish(&nodes[0], vec![changed]).await, ids[..1]);
    nodes[0].handle().withdraw(&ids[1]).await.expect("withdrawn");
    let entries = agreed_on(&nodes.iter().collect::<Vec<_>>(), 37).await;
    let traces = traces(&nodes[0], &ids).await;
    eventually("the texts on every disk", async || {
        let on_all = platforms
            .iter()
            .all(|platform| found_in(platform.path(), &traces).is_some());
        on_all.then_some(()).ok_or_else(|| "not yet".to_owned())
    })
    .await;

    nodes.pop().expect("the third").stop().await;
    for id in &ids {
        let refused = nodes[1].handle().erase(id).await.expect_err("another's");
        assert_eq!(refused.code, "not_own_record");
        nodes[0].handle().erase(id).await.expect("erased");
        assert_eq!(
            nodes[0].handle().erase(id).await.expect_err("twice").code,
            "already_erased"
        );
        let shown = nodes[0].handle().show(id, Audience::Federation).await;
        assert_eq!(shown.expect_err("gone").code, "record_erased");
        let shown = nodes[0].handle().show(id, Audience::Public).await;
        assert_eq!(shown.expect_err("gone").code, "not_found");
    }
    let receipt = nodes[0].handle().receipt(&ids[0]).await.expect("a receipt");
    assert!(!receipt.complete && receipt.platforms.len() == 3, "{receipt:?}");

    nodes.push(platforms[2].start(TCP).await);
    for id in &ids {
        receipt_complete(&nodes[0], id).await;
    }
    agreed_on(&nodes.iter().collect::<Vec<_>>(), entries + 2 + 3).await;
    for (node, platform) in nodes.iter().zip(&platforms) {
        assert_eq!(found_in(platform.path(), &traces), None);
        let verified = node.handle().verify(Depth::Signatures).await.expect("readable");
        assert_eq!((verified.ok, verified.erased), (true, 3), "{verified:?}");
        assert!(listed(node, "contact", Audience::Federation).await.is_empty());
        assert_eq!(listed(node, "enterprise", Audience::Public).await.len(), 30);
        let history = node
            .handle()
            .history(&ids[0], Audience::Federation)
            .await
            .expect("versions");
        let ops: Vec<&str> = history.iter().map(|version| version.op.as_str()).collect();
        assert_eq!(ops, ["publish", "publish", "erase"]);
        assert!(history.iter().all(|version| version.title.is_none()));
        let entry = node
            .handle()
            .entry(&history[0].entry.to_string(), Audience::Federation)
            .await;
        let entry = entry.expect("its envelope");
        assert!(entry.erased && entry.body_base64.is_none());
    }
    stop(nodes).await;
    for platform in &platforms {
        assert_eq!(found_in(platform.path(), &traces), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mirror_cannot_confirm_and_a_newcomer_gets_envelopes_alone() {
    let (founder, mirror) = (Platform::new("Red de prueba", "EC"), Platform::new("Espejo", "EC"));
    founder.found_with_roles(&[(&mirror, Role::Mirror)]);
    let first = founder.start(TCP).await;
    let ids = publish(&first, vec![contact(NAME)]).await;
    let traces = traces(&first, &ids).await;
    first.handle().erase(&ids[0]).await.expect("erased");
    receipt_complete(&first, &ids[0]).await;
    let receipt = first.handle().receipt(&ids[0]).await.expect("a receipt");
    let states: Vec<&str> = receipt.platforms.iter().map(|platform| platform.state).collect();
    assert_eq!(states, ["cannot_confirm", "erased"], "by name: {receipt:?}");

    mirror.join(&first.handle().invite(None, None).await.expect("a ticket"));
    let second = mirror.start(TCP).await;
    agreed_on(&[&first, &second], 4).await;
    let verified = second.handle().verify(Depth::Signatures).await.expect("readable");
    assert_eq!((verified.ok, verified.erased), (true, 1), "{verified:?}");
    for platform in [&founder, &mirror] {
        assert_eq!(found_in(platform.path(), &traces), None);
    }
    stop(vec![first, second]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_expired_is_shown_to_nobody_and_erased_by_its_own_platform_if_it_names_a_person() {
    let platforms = three();
    let mut nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    let mut expired = contact(NAME);
    expired["consent"] = json!({ "basis": "consent", "date": "2020-01-01", "expires": "2021-01-01" });
    let beginning = |kind: &str, title: &str| {
        json!({
            "kind": kind,
            "licence": "CC-BY-4.0",
            "original": "es",
            "title": { "es": title },
            "countries": ["SN"],
            "expires": "2021-01-01",
        })
    };
    let mut expert = beginning("expertise", "Saberes");
    expert["name"] = NAME.into();
    expert["fields"] = json!(["microfinanzas"]);
    expert["languages"] = json!(["es"]);
    expert["consent"] = json!({ "basis": "consent", "date": "2020-01-01" });
    let mut call = beginning("opportunity", "Una convocatoria");
    call["type"] = "grant".into();
    let ids = publish(&nodes[0], vec![expired, expert, call]).await;
    agreed_on(&nodes.iter().collect::<Vec<_>>(), 6).await;
    for node in &nodes {
        for (id, kind) in ids.iter().zip(["contact", "expertise", "opportunity"]) {
            assert!(listed(node, kind, Audience::Federation).await.is_empty(), "{kind}");
            assert!(node.handle().show(id, Audience::Federation).await.is_err(), "{kind}");
        }
    }
    // Its own node looks after each start, and hourly.
    nodes.remove(0).stop().await;
    nodes.insert(0, platforms[0].start(TCP).await);
    for id in &ids[..2] {
        eventually("the erasure", async || {
            let receipt = nodes[1].handle().receipt(id).await;
            receipt.map(drop).map_err(|refusal| refusal.to_string())
        })
        .await;
    }
    let kept = nodes[1].handle().receipt(&ids[2]).await;
    assert_eq!(kept.expect_err("it names nobody").code, "not_erased");
    stop(nodes).await;
}
