//! Real nodes over loopback, in one process: what they sign, replicate, refuse and show.

mod erasing;
mod governance;
mod latecomers;
mod links;
mod losses;
mod moderation;
mod outsiders;
mod partnerships;
mod publishing;
mod replication;
mod roles;
mod upkeep;
mod visibility;

use ayni_node::catalogue::{Audience, Filter};
use ayni_node::node::Node;
use ayni_tests::platforms::Platform;
use serde_json::Value;

/// Three platforms that have nothing yet: two Southern ones, one Northern.
fn three() -> [Platform; 3] {
    [
        Platform::new("Réseau d'essai", "SN"),
        Platform::new("Red de prueba", "EC"),
        Platform::new("Trial network", "GB"),
    ]
}

/// Ends nodes in good order.
async fn stop(nodes: Vec<Node>) {
    for node in nodes {
        node.stop().await;
    }
}

/// What a node lists of `kind` to this audience.
async fn listed(node: &Node, kind: &str, audience: Audience) -> Vec<Value> {
    let filter = Filter {
        kind: Some(kind.parse().expect("a kind")),
        limit: 500,
        ..Filter::default()
    };
    node.handle()
        .list(filter, audience, false)
        .await
        .expect("a page")
        .records
}
