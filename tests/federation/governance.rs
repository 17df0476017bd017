//! What the members decide, in real nodes: who comes in, who leaves, whose key changes, what a restored copy may do.

use std::path::Path;
use std::time::Duration;

use ayni_node::catalogue::{Audience, Filter};
use ayni_node::node::{Node, ServeOptions, Wish};
use ayni_node::store::Depth;
use ayni_tests::patience::eventually;
use ayni_tests::platforms::{self, Platform, TCP, agreed, agreed_on, publish};
use ayni_tests::records;

use crate::erasing::receipt_complete;
use crate::{stop, three};

/// Platforms of the South and of the North in turn.
fn several(count: usize) -> Vec<Platform> {
    let countries = ["SN", "GB", "EC", "FR", "KE", "PT", "BO"];
    let platform = |number: usize| Platform::new(&format!("Platform {number}"), countries[number % countries.len()]);
    (0..count).map(platform).collect()
}

fn proposals(node: &Node) -> Vec<ayni_node::node::ProposalView> {
    node.handle()
        .ballots()
        .map(|ballots| ballots.proposals)
        .unwrap_or_default()
}

/// Signs the only proposal on these nodes, as soon as each has heard of it, until it is in force on all.
async fn sign(nodes: &[&Node], signers: usize, epoch: u64) {
    for node in &nodes[..signers] {
        let hash = eventually("a proposal", async || {
            let known = node.handle().charter().map_or(0, |charter| charter.epoch);
            match proposals(node).pop() {
                _ if known >= epoch => Ok(None),
                Some(proposal) if proposal.voted_here => Ok(None),
                Some(proposal) => Ok(Some(proposal.hash)),
                None => Err("nothing is proposed".to_owned()),
            }
        })
        .await;
        if let Some(hash) = hash {
            // It may have come into force between the look and the signature.
            let _ = node.handle().vote(Some(hash), false).await;
        }
    }
    eventually("the charter on all nodes", async || {
        let epochs: Vec<u64> = nodes
            .iter()
            .map(|node| node.handle().charter().map_or(0, |charter| charter.epoch))
            .collect();
        match epochs.iter().all(|known| *known == epoch) {
            true => Ok(()),
            false => Err(format!("{epochs:?}")),
        }
    })
    .await;
}

/// What a node holds of one author: the number and id of its last entry.
fn held(node: &Node, did: &str) -> (u64, String) {
    let head = node.handle().head(did).expect("a did");
    head.map_or((0, String::new()), |head| (head.seq, head.id.to_string()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_removed_while_it_floods_loses_every_session_and_all_hold_the_same_of_it() {
    let platforms = several(7);
    let nodes = platforms::started(&platforms.iter().collect::<Vec<_>>(), &[TCP]).await;
    let flooding = {
        let handle = nodes[6].handle();
        tokio::spawn(async move {
            for turn in 0..1_000 {
                let records = records::enterprises("BO", &format!("F{turn}"), 5);
                if handle.publish(records, Default::default()).await.is_err() {
                    return;
                }
            }
        })
    };
    eventually("the flood", async || match held(&nodes[0], platforms[6].did()).0 {
        seq if seq > 50 => Ok(()),
        seq => Err(seq.to_string()),
    })
    .await;
    let removal = Wish::Remove {
        platform: platforms[6].did().to_owned(),
    };
    nodes[0].handle().propose(vec![removal]).await.expect("proposed");
    let others: Vec<&Node> = nodes[..6].iter().collect();
    sign(&others, 4, 1).await;
    let last = nodes[0].handle().charter().expect("a charter").former[0].last;

    eventually("the end of every session and one log", async || {
        let mut seen = Vec::new();
        for node in &others {
            let peers = node.handle().peers().await;
            let linked = peers.iter().any(|peer| peer.did == platforms[6].did());
            seen.push((linked, held(node, platforms[6].did())));
        }
        let same = seen
            .iter()
            .all(|(linked, head)| !linked && head.0 == last && *head == seen[0].1);
        if same {
            Ok(())
        } else {
            Err(format!("{last} is the last: {seen:?}"))
        }
    })
    .await;
    // What it still signs reaches nobody.
    tokio::time::sleep(Duration::from_millis(500)).await;
    for node in &others {
        assert_eq!(held(node, platforms[6].did()).0, last);
        assert!(node.handle().verify(Depth::Chain).await.expect("readable").ok);
    }
    flooding.abort();
    stop(nodes).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_goes_from_its_first_day_to_a_full_replica_with_one_ticket_and_three_signatures() {
    let platforms = several(5);
    let nodes = platforms::started(&platforms.iter().collect::<Vec<_>>(), &[TCP]).await;
    publish(&nodes[1], records::enterprises("GB", "R", 30)).await;
    let newcomer = Platform::new("Newcomer", "UY");
    newcomer.join(&nodes[2].handle().invite(None, None).await.expect("a ticket"));
    let mut node = newcomer.start(TCP).await;
    let members: Vec<&Node> = nodes.iter().collect();
    sign(&members, 3, 1).await;
    let all: Vec<&Node> = nodes.iter().chain([&node]).collect();
    agreed(&all, 5 + 30 + 1).await;
    let ended = tokio::time::timeout(Duration::from_millis(500), node.ended()).await;
    assert!(ended.is_err(), "it goes on once it is in: {ended:?}");
    stop(nodes.into_iter().chain([node]).collect()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_with_a_new_key_goes_on_with_its_records() {
    let platforms = three();
    let mut nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    let ids = publish(&nodes[2], records::enterprises("GB", "R", 3)).await;
    agreed(&nodes.iter().collect::<Vec<_>>(), 6).await;
    // The machine is gone, and the key with it.
    nodes.pop().expect("the third").stop().await;
    let again = Platform::new("Trial network", "GB");
    let replacement = Wish::Replace {
        platform: platforms[2].did().to_owned(),
        card: again.card().to_owned(),
    };
    nodes[0].handle().propose(vec![replacement]).await.expect("proposed");
    sign(&nodes.iter().collect::<Vec<_>>(), 2, 1).await;
    again.join(&nodes[0].handle().invite(None, None).await.expect("a ticket"));
    nodes.push(again.start(TCP).await);
    agreed(&nodes.iter().collect::<Vec<_>>(), 7).await;

    // It updates one of its records under the same id, and withdraws another.
    let mut mended = records::enterprise("GB", "R-00001");
    mended["title"]["en"] = "Mended".into();
    let updated = publish(&nodes[2], vec![mended]).await;
    assert!(ids.contains(&updated[0]), "{updated:?} of {ids:?}");
    let other = ids.iter().find(|id| **id != updated[0]).expect("another");
    nodes[2].handle().withdraw(other).await.expect("its own");
    agreed(&nodes.iter().collect::<Vec<_>>(), 9).await;
    for node in &nodes {
        let filter = Filter {
            kind: Some("enterprise".parse().expect("a kind")),
            ..Filter::default()
        };
        eventually("two records of one platform", async || {
            let page = node
                .handle()
                .list(filter.clone(), Audience::Public, false)
                .await
                .expect("a page");
            let of_new = page
                .records
                .iter()
                .filter(|row| row["platform"]["did"] == again.did())
                .count();
            match (page.total, of_new) {
                (2, 2) => Ok(()),
                other => Err(format!("{other:?}")),
            }
        })
        .await;
    }

    // What the old key has signed is its platform's to erase: one record with a version in each log, one in the old log alone.
    let mut bodies = Vec::new();
    for id in [&ids[0], &ids[2]] {
        let history = nodes[2].handle().history(id, Audience::Federation).await;
        let versions = history.expect("versions").into_iter();
        bodies.extend(versions.map(|version| version.entry.to_string()));
        nodes[2].handle().erase(id).await.expect("its own");
    }
    assert_eq!(bodies.len(), 3);
    for node in &nodes {
        receipt_complete(node, &ids[0]).await;
        receipt_complete(node, &ids[2]).await;
        for body in &bodies {
            let entry = node
                .handle()
                .entry(body, Audience::Federation)
                .await
                .expect("its envelope");
            assert_eq!(entry.body_base64, None, "{body}");
        }
        let verified = node.handle().verify(Depth::Signatures).await.expect("readable");
        assert_eq!((verified.ok, verified.erased), (true, 3), "{verified:?}");
    }
    stop(nodes).await;
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a directory");
    for entry in std::fs::read_dir(from).expect("a directory") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Trials of restoring an old copy: some, or fifty where `AYNI_BIG` is set.
fn trials() -> usize {
    if std::env::var_os("AYNI_BIG").is_some() { 50 } else { 3 }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_old_copy_takes_its_own_log_back_before_it_signs_and_forks_nothing() {
    for trial in 0..trials() {
        let platforms = [
            Platform::new("Réseau d'essai", "SN"),
            Platform::new("Red de prueba", "EC"),
        ];
        let mut nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
        publish(&nodes[1], records::enterprises("EC", "A", 5)).await;
        agreed(&nodes.iter().collect::<Vec<_>>(), 7).await;
        nodes.pop().expect("the second").stop().await;
        let backup = tempfile::tempdir().expect("a directory");
        copy(platforms[1].path(), backup.path());

        nodes.push(platforms[1].start(TCP).await);
        publish(&nodes[1], records::enterprises("EC", "B", 100)).await;
        agreed_on(&nodes.iter().collect::<Vec<_>>(), 107).await;
        nodes.pop().expect("the second").stop().await;

        // The copy is a hundred entries old, and publishes as soon as it runs.
        std::fs::remove_dir_all(platforms[1].path()).expect("removed");
        copy(backup.path(), platforms[1].path());
        let restored = platforms[1].start(TCP).await;
        publish_patiently(&restored, "EC", "C").await;
        nodes.push(restored);
        // All that it had signed before, and what it has signed since.
        agreed_on(&nodes.iter().collect::<Vec<_>>(), 108).await;
        for node in &nodes {
            let verified = node.handle().verify(Depth::Signatures).await.expect("readable");
            assert!(verified.ok && verified.forks.is_empty(), "trial {trial}: {verified:?}");
        }
        stop(nodes).await;
    }
}

/// Publishes as staff do who try again while the node says that it is not ready.
async fn publish_patiently(node: &Node, country: &str, prefix: &str) {
    eventually("a publication", async || {
        let records = records::enterprises(country, prefix, 1);
        match node.handle().publish(records, Default::default()).await {
            Ok(_) => Ok(()),
            Err(refusal) => Err(refusal.code.to_owned()),
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_signs_alone_forks_its_log_which_is_frozen_everywhere_until_the_charter_ends_that() {
    let platforms = three();
    let mut nodes = platforms::started(&platforms.each_ref(), &[TCP]).await;
    nodes.pop().expect("the third").stop().await;
    let backup = tempfile::tempdir().expect("a directory");
    copy(platforms[2].path(), backup.path());
    let third = platforms[2].start(TCP).await;
    publish(&third, records::enterprises("GB", "A", 4)).await;
    agreed_on(&[&nodes[0], &nodes[1], &third], 7).await;
    let good = held(&third, platforms[2].did());
    third.stop().await;

    // An old copy, insisted upon.
    std::fs::remove_dir_all(platforms[2].path()).expect("removed");
    copy(backup.path(), platforms[2].path());
    let options = ServeOptions {
        listen: vec![TCP.to_owned()],
        http: Some("127.0.0.1:0".to_owned()),
        peers: Vec::new(),
        alone: true,
    };
    let forking = Node::start(platforms[2].path(), options).await.expect("a node");
    // Its profile, which names other addresses now, may have come first: then the log is frozen already.
    eventually("an entry that the others do not know", async || {
        let records = records::enterprises("GB", "B", 1);
        match forking.handle().publish(records, Default::default()).await {
            Err(refusal) if refusal.code != "log_frozen" => Err(refusal.code.to_owned()),
            _ => Ok(()),
        }
    })
    .await;
    nodes.push(forking);
    let frozen = eventually("one verdict", async || {
        let mut seen = Vec::new();
        for node in &nodes {
            let frozen = node.handle().ballots().expect("a charter").frozen;
            let seq = frozen.first().map(|frozen| frozen.seq);
            seen.push((seq, held(node, platforms[2].did())));
        }
        let one = seen.iter().all(|each| each.0.is_some() && *each == seen[0]);
        if one {
            Ok(seen[0].clone())
        } else {
            Err(format!("{seen:?}"))
        }
    })
    .await;
    assert_eq!(
        frozen.0,
        Some(frozen.1.0 + 1),
        "it is taken back to the last common entry"
    );
    let refusal = nodes[2]
        .handle()
        .publish(records::enterprises("GB", "C", 1), Default::default())
        .await;
    assert_eq!(refusal.expect_err("frozen").code, "log_frozen");

    // The branch that the others hold counts.
    let unfreeze = Wish::Unfreeze {
        platform: platforms[2].did().to_owned(),
        entry: good.1.clone(),
    };
    nodes[0].handle().propose(vec![unfreeze]).await.expect("proposed");
    sign(&nodes.iter().collect::<Vec<_>>(), 2, 1).await;
    eventually("the surviving branch on all nodes", async || {
        let seen: Vec<_> = nodes.iter().map(|node| held(node, platforms[2].did())).collect();
        match seen.iter().all(|head| *head == good) {
            true => Ok(()),
            false => Err(format!("{good:?}: {seen:?}")),
        }
    })
    .await;
    stop(nodes).await;
}
