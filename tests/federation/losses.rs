//! Platforms that have lost their store.

use std::fs;
use std::path::Path;

use ayni_node::store::Depth;
use ayni_tests::platforms::{self, TCP, agreed, publish};
use ayni_tests::records;

use crate::{stop, three};

/// Moves what lies in a data directory under `names` aside.
fn move_aside(dir: &Path, names: &[&str]) {
    for name in names {
        fs::rename(dir.join(name), dir.join(format!("{name}.aside"))).expect("moved");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_lost_its_store_gets_everything_back_from_its_peers() {
    let platforms = three();
    let mut nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    publish(&nodes[2], records::enterprises("GB", "R", 30)).await;
    publish(&nodes[0], records::enterprises("SN", "R", 30)).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 63).await;
    nodes.pop().expect("the third").stop().await;

    // As the hint of `store_damaged` says.
    move_aside(platforms[2].path(), &["store", "store.mark"]);
    nodes.push(platforms[2].start(TCP).await);
    // Its new address makes one more entry, at the end of its old log.
    agreed(&nodes.iter().collect::<Vec<_>>(), 64).await;

    // The founder has nobody who invited it, so it comes in like a guest.
    let ticket = nodes[1].handle().invite(None, None).await.expect("a ticket");
    nodes.remove(0).stop().await;
    move_aside(platforms[0].path(), &["store", "store.mark", "federation.toml"]);
    platforms[0].join(&ticket);
    nodes.insert(0, platforms[0].start(TCP).await);
    agreed(&nodes.iter().collect::<Vec<_>>(), 65).await;
    for node in &nodes {
        let verified = node.handle().verify(Depth::Signatures).await.expect("readable");
        assert!(verified.ok && verified.forks.is_empty(), "{verified:?}");
    }
    stop(nodes).await;
}
