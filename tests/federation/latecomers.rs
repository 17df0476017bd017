//! Nodes that were off, and platforms that come later.

use ayni_node::catalogue::Audience;
use ayni_node::store::Depth;
use ayni_node::words;
use ayni_tests::patience::eventually;
use ayni_tests::platforms::{self, Platform, TCP, admit, agreed, own_loopback, publish};
use ayni_tests::records;

use crate::{listed, stop, three};

/// How many entries a node misses: some hundreds, or ten thousand where `AYNI_BIG` is set.
fn many() -> usize {
    if std::env::var_os("AYNI_BIG").is_some() {
        10_000
    } else {
        300
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_was_off_while_others_published_catches_up_after_its_start() {
    let platforms = three();
    let mut nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    nodes.pop().expect("the third").stop().await;

    let many = many();
    publish(&nodes[0], records::enterprises("SN", "R", many)).await;
    publish(&nodes[1], records::enterprises("EC", "R", 7)).await;
    let entries = 3 + 7 + many as u64;
    agreed(&nodes.iter().collect::<Vec<_>>(), entries).await;

    nodes.push(platforms[2].start(TCP).await);
    // Its addresses have changed, so it has published its profile anew.
    agreed(&nodes.iter().collect::<Vec<_>>(), entries + 1).await;
    let verified = nodes[2].handle().verify(Depth::Chain).await.expect("readable");
    assert!(verified.ok, "{verified:?}");
    stop(nodes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_that_were_all_off_find_each_other_again_where_one_has_kept_its_address() {
    let platforms = three();
    let nodes = platforms::started(&platforms.each_ref(), &[&own_loopback(77), TCP, TCP]).await;
    publish(&nodes[1], records::enterprises("EC", "R", 5)).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 8).await;
    let kept = nodes[0].listening()[0].clone();
    stop(nodes).await;

    let nodes = vec![
        platforms[0].start(&kept).await,
        platforms[1].start(TCP).await,
        platforms[2].start(TCP).await,
    ];
    publish(&nodes[2], records::enterprises("GB", "R", 5)).await;
    // Two of them have published their new addresses.
    agreed(&nodes.iter().collect::<Vec<_>>(), 15).await;
    stop(nodes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_joined_by_ticket_gets_everything_once_the_founder_admits_it() {
    let founder = Platform::new("Réseau d'essai", "SN");
    founder.found(&[]);
    let first = founder.start(TCP).await;
    publish(&first, records::enterprises("SN", "R", 40)).await;

    let newcomer = Platform::new("Red de prueba", "EC");
    newcomer.join(&first.handle().invite(None, None).await.expect("a ticket"));
    let second = newcomer.start(TCP).await;
    let before = eventually("its application", async || {
        let status = second.handle().status().await.expect("a status");
        if status.state == "applied" {
            Ok(status)
        } else {
            Err(status.state.to_owned())
        }
    })
    .await;
    assert_eq!((before.epoch, before.entries), (None, 0));
    assert!(second.handle().charter().is_err());

    let proposals = first.handle().ballots().expect("a charter").proposals;
    assert_eq!(proposals.len(), 1, "its application has arrived");
    assert_eq!(proposals[0].changes[0].key_words, Some(words::of_key(&newcomer.key())));
    let changed = first.handle().vote(Some(proposals[0].hash.clone()), false).await;
    let changed = changed.expect("one vote is a quorum");
    assert!(changed.in_force && changed.epoch == 1, "{changed:?}");
    agreed(&[&first, &second], 42).await;
    let after = second.handle().status().await.expect("a status");
    assert_eq!((after.epoch, after.links.south_south), (Some(1), 1));

    // It is a member like any other: what it publishes reaches the founder.
    publish(&second, records::enterprises("EC", "R", 3)).await;
    agreed(&[&first, &second], 45).await;
    // Of two members one alone is no quorum any more.
    let third = Platform::new("Trial network", "GB");
    let proposed = admit(&first, &third).await.expect("proposed");
    assert!(!proposed.in_force, "{proposed:?}");
    let other = eventually("the proposal", async || {
        let proposals = second.handle().ballots().expect("a charter").proposals;
        proposals.into_iter().next().ok_or_else(|| "nothing".to_owned())
    })
    .await;
    assert_eq!((other.votes.len(), other.missing.len()), (1, 1));
    second.handle().vote(Some(other.hash), false).await.expect("signed");
    eventually("the next charter", async || {
        match first.handle().charter().expect("a charter").epoch {
            2 => Ok(()),
            epoch => Err(epoch.to_string()),
        }
    })
    .await;
    stop(vec![first, second]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_updated_record_is_one_record_on_every_node() {
    let platforms = three();
    let nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    let mut record = records::enterprise("SN", "R-1");
    let ids = publish(&nodes[0], vec![record.clone()]).await;
    record["title"]["fr"] = "Coopérative de Thiès".into();
    assert_eq!(publish(&nodes[0], vec![record.clone()]).await, ids);
    // The very same once more is nothing new.
    assert_eq!(publish(&nodes[0], vec![record]).await, ids);
    agreed(&nodes.iter().collect::<Vec<_>>(), 5).await;
    for node in &nodes {
        let title = eventually("the new title", async || {
            let listed = listed(node, "enterprise", Audience::Public).await;
            match listed.as_slice() {
                [only] if only["title"]["fr"] == "Coopérative de Thiès" => Ok(only["title"].clone()),
                other => Err(format!("{other:?}")),
            }
        })
        .await;
        assert_eq!(title["fr"], "Coopérative de Thiès");
    }
    stop(nodes).await;
}
