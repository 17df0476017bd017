//! Records for members only: replicated like all others, shown to nobody else.

use ayni_node::catalogue::Audience;
use ayni_node::node::Node;
use ayni_tests::api::Api;
use ayni_tests::platforms::{self, TCP, agreed, publish};
use ayni_tests::records;
use serde_json::{Value, json};

use crate::{listed, stop, three};

fn contact() -> Value {
    json!({
        "kind": "contact",
        "oid": "secretariat",
        "original": "fr",
        "title": { "fr": "Secrétariat" },
        "countries": ["SN"],
        "licence": "CC0-1.0",
        "name": "Awa Exemple",
        "email": "awa@example.org",
        "visibility": "federation",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_for_the_federation_is_replicated_and_shown_only_with_the_token() {
    let platforms = three();
    let nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    let mut internal = records::enterprise("SN", "internal");
    internal["visibility"] = "federation".into();
    let ids = publish(
        &nodes[0],
        vec![contact(), internal, records::enterprise("SN", "public")],
    )
    .await;
    let entry = nodes[0]
        .handle()
        .show(&ids[0], Audience::Federation)
        .await
        .expect("its own")["entry"]
        .clone();
    let entry = entry.as_str().expect("an id").to_owned();
    agreed(&nodes.iter().collect::<Vec<_>>(), 6).await;
    let (gone, withdrawn) = withdrawn(&nodes[0]).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 10).await;
    for (node, platform) in nodes.iter().zip(&platforms) {
        // The catalogue follows what has just arrived; this withdrawal is the last of it.
        ayni_tests::patience::eventually("the withdrawal", async || {
            match node.handle().show(&gone, Audience::Public).await {
                Ok(shown) if shown["status"] == "withdrawn" => Ok(()),
                other => Err(format!("{other:?}")),
            }
        })
        .await;
        assert_eq!(listed(node, "contact", Audience::Federation).await.len(), 1);
        assert_eq!(listed(node, "contact", Audience::Public).await.len(), 0);
        let (address, dir) = (node.http().to_string(), platform.path().to_owned());
        let (ids, entry, withdrawn) = (ids.clone(), entry.clone(), withdrawn.clone());
        let asked = tokio::task::spawn_blocking(move || {
            asked(&address, &dir, &ids, &entry);
            only_the_withdrawal_of_what_was_public_is(&address, &dir, &withdrawn);
        });
        asked.await.expect("as it should be");
    }
    stop(nodes).await;
}

/// A public record that was withdrawn, and the entries that withdraw one for the federation and this one.
async fn withdrawn(node: &Node) -> (String, [String; 2]) {
    let mut internal = records::enterprise("SN", "internal, soon gone");
    internal["visibility"] = "federation".into();
    let gone = publish(node, vec![internal, records::enterprise("SN", "soon gone")]).await;
    let withdraw = async |id: &str| node.handle().withdraw(id).await.expect("its own").entry;
    let entries = [withdraw(&gone[0]).await, withdraw(&gone[1]).await];
    (gone[1].clone(), entries)
}

fn only_the_withdrawal_of_what_was_public_is(address: &str, dir: &std::path::Path, [internal, open]: &[String; 2]) {
    let (public, member) = (Api::public(address), Api::with_token(address, dir));
    let status = |api: &Api, entry: &str| api.get(&format!("/api/v1/entries/{entry}")).expect("an answer").0;
    assert_eq!((status(&public, internal), status(&member, internal)), (404, 200));
    assert_eq!((status(&public, open), status(&member, open)), (200, 200));
}

/// What the API and the web site of a node say, with and without the token.
fn asked(address: &str, dir: &std::path::Path, ids: &[String], entry: &str) {
    let (public, member) = (Api::public(address), Api::with_token(address, dir));
    let status = |api: &Api, path: &str| api.get(path).expect("an answer").0;
    for id in &ids[..2] {
        for path in [format!("/api/v1/records/{id}"), format!("/api/v1/records/{id}/history")] {
            assert_eq!(status(&public, &path), 404, "{path}");
            assert_eq!(status(&member, &path), 200, "{path}");
        }
        assert_eq!(status(&public, &format!("/records/{id}")), 404);
    }
    assert_eq!(status(&public, &format!("/api/v1/entries/{entry}")), 404);
    assert_eq!(status(&member, &format!("/api/v1/entries/{entry}")), 200);
    let total = |api: &Api| api.get("/api/v1/records?kind=enterprise").expect("an answer").1["total"].clone();
    assert_eq!((total(&public), total(&member)), (json!(1), json!(2)));
    let rows = public.get("/api/v1/records?full=true&limit=100").expect("an answer").1;
    assert!(!rows.to_string().contains("Awa"), "{rows}");
    // A wrong token is no token.
    let wrong = Api::with_token(address, dir).with_other_token("0".repeat(64));
    assert_eq!(wrong.get("/api/v1/status").expect("an answer").0, 401);
    assert_eq!(status(&public, "/api/v1/status"), 401);
    assert_eq!(status(&member, "/api/v1/status"), 200);
}
