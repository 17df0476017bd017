//! Links as they are seen: North–South, South–South, North–North.

use std::collections::BTreeMap;

use ayni_node::node::Node;
use ayni_tests::patience::eventually;
use ayni_tests::platforms::{self, Platform, TCP};

use crate::{stop, three};

/// The kind of each link of a node, by the peer's did, once it has `count` of them.
async fn links(node: &Node, count: usize) -> BTreeMap<String, &'static str> {
    eventually("links", async || {
        let peers = node.handle().peers().await;
        let links: BTreeMap<String, &'static str> = peers
            .iter()
            .filter_map(|peer| Some((peer.did.clone(), peer.link?)))
            .collect();
        if links.len() == count {
            Ok(links)
        } else {
            Err(format!("{peers:?}"))
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn both_ends_of_a_link_see_the_same_kind_and_count_it() {
    let platforms = three();
    let nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    let mut seen = Vec::new();
    for node in &nodes {
        seen.push(links(node, 2).await);
    }
    let [senegal, ecuador, kingdom] = platforms.each_ref().map(|platform| platform.did().to_owned());
    assert_eq!(
        seen[0],
        BTreeMap::from([(ecuador.clone(), "south_south"), (kingdom.clone(), "north_south")])
    );
    assert_eq!(
        seen[1],
        BTreeMap::from([(senegal.clone(), "south_south"), (kingdom, "north_south")])
    );
    assert_eq!(
        seen[2],
        BTreeMap::from([(senegal, "north_south"), (ecuador, "north_south")])
    );
    for (node, kinds) in nodes.iter().zip([[1, 1, 0], [1, 1, 0], [2, 0, 0]]) {
        let status = node.handle().status().await.expect("a status");
        let links = status.links;
        assert_eq!(
            [links.north_south, links.south_south, links.north_north],
            kinds,
            "{}",
            status.name
        );
        assert_eq!(status.peers, 2);
    }
    let sides: Vec<_> = nodes[0]
        .handle()
        .peers()
        .await
        .iter()
        .map(|peer| (peer.country.clone(), peer.side))
        .collect();
    assert!(
        sides.contains(&("EC".to_owned(), "south")) && sides.contains(&("GB".to_owned(), "north")),
        "{sides:?}"
    );
    stop(nodes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_northern_platforms_have_a_north_north_link() {
    let platforms = [
        Platform::new("Trial network", "GB"),
        Platform::new("Versuchsnetz", "DE"),
    ];
    let nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    for (node, other) in nodes.iter().zip([&platforms[1], &platforms[0]]) {
        assert_eq!(
            links(node, 1).await,
            BTreeMap::from([(other.did().to_owned(), "north_north")])
        );
    }
    stop(nodes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_lost_is_counted_no_more() {
    let platforms = three();
    let mut nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    links(&nodes[0], 2).await;
    nodes.pop().expect("the Northern one").stop().await;
    let kinds = links(&nodes[0], 1).await;
    assert_eq!(kinds, BTreeMap::from([(platforms[1].did().to_owned(), "south_south")]));
    let status = nodes[0].handle().status().await.expect("a status");
    assert_eq!((status.links.north_south, status.links.south_south), (0, 1));
    stop(nodes).await;
}
