//! Platforms that have lost their store, or come back from an old copy of it.

use std::fs;
use std::path::Path;

use ayni_node::store::Depth;
use ayni_tests::platforms::{self, TCP, agreed, publish};
use ayni_tests::records;

use crate::{stop, three};

/// Copies a directory with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for found in fs::read_dir(from).expect("a directory") {
        let found = found.expect("an entry");
        let target = to.join(found.file_name());
        if found.file_type().expect("its type").is_dir() {
            copy(&found.path(), &target);
        } else {
            fs::copy(found.path(), target).expect("copied");
        }
    }
}

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
    let ticket = nodes[1].handle().invite(None, None).expect("a ticket");
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

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_comes_back_from_an_old_copy_does_not_fork_its_log() {
    let platforms = three();
    let mut nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    nodes.pop().expect("the third").stop().await;
    let place = tempfile::tempdir().expect("a directory");
    copy(platforms[2].path(), place.path());

    nodes.push(platforms[2].start(TCP).await);
    publish(&nodes[2], records::enterprises("GB", "R", 30)).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 34).await;
    nodes.pop().expect("the third").stop().await;

    fs::remove_dir_all(platforms[2].path()).expect("removed");
    copy(place.path(), platforms[2].path());
    nodes.push(platforms[2].start(TCP).await);
    agreed(&nodes.iter().collect::<Vec<_>>(), 35).await;
    publish(&nodes[2], records::enterprises("GB", "S", 5)).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 40).await;
    for node in &nodes {
        let verified = node.handle().verify(Depth::Signatures).await.expect("readable");
        assert!(verified.ok && verified.forks.is_empty(), "{verified:?}");
    }
    stop(nodes).await;
}
